"""Rules that look ahead for what closes them do so once."""

import pytest

from corpus.formats.markdown import parse_markdown
from corpus.formats.markdown.parser import parse_tokens
from corpus.formats.reading import read_file
from tests.support.counting import count_calls


@pytest.mark.parametrize("name", ["highlight ruby", "code", "prism"])
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n> "])
def test_tags_that_are_never_closed_cost_their_number(name: str, gap: str) -> None:
    def count(tags: int) -> int:
        return count_calls(lambda: parse_tokens(f"{{% {name} %}}{gap}" * tags))

    count(10)  # what is made once is made
    assert count(800) < 2.5 * count(400)


def test_a_tag_is_closed_by_the_next_of_its_name() -> None:
    said = "{% highlight sh %}\nrow --fast\n{% endhighlight %}\n\n{% code %}\nstay\n\nGo on now.\n"
    article = read_file(said.encode(), "a.md").article
    kinds = {article.text[p.start : p.end]: p.kind for p in article.paragraphs}
    assert kinds["row --fast"] == "code"
    assert kinds["Go on now."] == "prose"


@pytest.mark.parametrize("opening", [":::tip Oars", ":::note Sails", ":::warning Ropes"])
def test_asides_that_are_never_closed_cost_their_number(opening: str) -> None:
    def count(asides: int) -> int:
        text = f"{opening}\n" * asides + "\nHold on."
        return count_calls(lambda: read_file(text.encode(), "a.md"))

    count(10)
    assert count(1200) < 2.5 * count(600)


@pytest.mark.parametrize(
    "tag",
    [
        '{{< figure\n  src="a.png"\n  title="The mill"\n>}}',
        '{{% include\n  file="a.md" %}}',
        '{% image\n  src="a.png"\n%}',
    ],
)
def test_a_shortcode_of_several_lines_is_left_out(tag: str) -> None:
    _, text, paragraphs = parse_markdown(f"Above.\n\n{tag}\n\nBelow.\n")
    assert [text[p.start : p.end] for p in paragraphs] == ["Above.", "Below."]


def test_a_shortcode_that_is_never_closed_stays() -> None:
    _, text, _ = parse_markdown("{{< figure\n\nBelow >}} here.\n")
    assert "Below" in text


@pytest.mark.parametrize(
    ("rest", "is_shown"),
    [
        (".content-hidden", False),
        ('.content-hidden when-format="html"', False),
        ('.content-hidden when-format="pdf"', True),
        ('.content-hidden unless-format="html"', True),
        ('.content-hidden when-profile="draft"', False),
        (".content-visible", True),
        ('.content-visible when-format="html"', True),
        ('.content-visible when-format="pdf"', False),
        ('.content-visible unless-format="pdf"', True),
        ('.content-visible when-profile="draft"', False),
    ],
)
def test_what_quarto_does_not_show_on_a_page_is_not_read(rest: str, is_shown: bool) -> None:
    inner = "::: {.callout-note}\nOars.\n:::\n\nSails.\n"
    _, text, _ = parse_markdown(f"Boats.\n\n::: {{{rest}}}\n{inner}:::\n\nRopes.\n")
    assert text.split() == ["Boats.", *(["Oars.", "Sails."] if is_shown else []), "Ropes."]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("{% if false %}", "{% endif %}"),
        ("{%comment%}", "{%endcomment%}"),
        ("{{< comment >}}", "{{< /comment >}}"),
        ("{::comment}", "{:/}"),
    ],
)
def test_what_a_generator_leaves_out_is_not_there(opening: str, closing: str) -> None:
    said = f"Ferries sail.\n\n{opening}\nOne secret.\n\nTwo.\n{closing}\n\nThey sail at noon.\n"
    assert read_file(said.encode(), "a.md").article.text == "Ferries sail.\n\nThey sail at noon."


def test_the_file_of_a_figure_and_the_options_of_a_directive_say_nothing() -> None:
    figure = ":::{figure} /images/quay.png\n:alt: A quay\n:width: 80%\n\nThe quay at dusk.\n:::\n"
    note = ":::{note}\n:class: wide\nOars are kept dry.\n:::\n"
    _, text, paragraphs = parse_markdown(f"# Boats\n\nSails.\n\n{figure}\n{note}\nRopes.\n")
    said = [(p.headings, text[p.start : p.end]) for p in paragraphs]
    words = ["Sails.", "The quay at dusk.", "Oars are kept dry.", "Ropes."]
    assert [text for _, text in said] == words
    assert not any("quay.png" in heading for headings, _ in said for heading in headings)
