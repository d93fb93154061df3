import pytest

from corpus.formats.markdown.reader import parse_markdown
from corpus.formats.reading import read_file

SAID = "The lamp was lit again on Monday, and it had been dark for a week."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("lamp 2.1 (8 January 2023)", "lamp 2.0 (1 May 2022)"),
        ("v1.4.0", "v1.3.9"),
        ("[0.9] - 2024-05-01", "[0.8] - 2024-04-01"),
    ],
)
def test_the_first_of_several_releases_is_no_title(first: str, second: str) -> None:
    metadata, _, paragraphs = parse_markdown(f"# {first}\n\n{SAID}\n\n# {second}\n\n{SAID}\n")
    assert metadata.title is None
    assert [p.headings for p in paragraphs] == [(first,), (second,)]


@pytest.mark.parametrize("name", ["lamp-FAQ", "lamp-FAQ.md"])
def test_the_first_of_several_questions_is_no_title(name: str) -> None:
    asked = ["Why is the lamp dark?", "Who lights the lamp?", "Where is it kept?"]
    mark = "# " if name.endswith("md") else ""
    text = "\n".join(
        f"{mark}{question}\n\n    {SAID}\n" if not mark else f"{mark}{question}\n\n{SAID}\n"
        for question in asked
    )
    article = read_file(text.encode(), name).article
    assert article.title == "Lamp FAQ"
    assert [p.headings for p in article.paragraphs] == [(question,) for question in asked]


def test_a_title_above_others_stays() -> None:
    text = f"# Why lamps?\n\n{SAID}\n\n# Oil\n\n{SAID}\n"
    assert parse_markdown(text)[0].title == "Why lamps?"
    assert parse_markdown(f"# Lamp 2.0\n\n{SAID}\n\n# Oil\n\n{SAID}\n")[0].title == "Lamp 2.0"


def test_background_is_the_title_of_any_text() -> None:
    text = f"Background\n==========\n\n{SAID}\n\nOil\n===\n\n{SAID}\n"
    assert read_file(text.encode(), "lamp-README.md").article.title == "Lamp README"
