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


@pytest.mark.parametrize("name", ["lamp-LICENSE.txt", "lamp-LICENSE.md"])
@pytest.mark.parametrize(("first", "second"), [("A. OF OIL", "B. OF GAS"), ("I. Oil", "II. Gas")])
def test_what_another_heading_counts_on_from_is_no_title(
    name: str, first: str, second: str
) -> None:
    text = "".join(f"{title}\n{'=' * len(title)}\n\n{SAID}\n\n" for title in (first, second))
    article = read_file(text.encode(), name).article
    assert article.title == "Lamp LICENSE"
    assert [p.headings for p in article.paragraphs] == [(first,), (second,)]


def test_a_title_above_others_stays() -> None:
    text = f"# Why lamps?\n\n{SAID}\n\n# Oil\n\n{SAID}\n"
    assert parse_markdown(text)[0].title == "Why lamps?"
    assert parse_markdown(f"# Lamp 2.0\n\n{SAID}\n\n# Oil\n\n{SAID}\n")[0].title == "Lamp 2.0"


def test_background_is_the_title_of_any_text() -> None:
    text = f"Background\n==========\n\n{SAID}\n\nOil\n===\n\n{SAID}\n"
    assert read_file(text.encode(), "lamp-README.md").article.title == "Lamp README"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Lamp 2.1.0 (2024-03-01)", "Lamp 2.0.5 (2023-11-20)"),
        ("What is new in release 2.1", "What is new in release 2.0"),
        ("Week 12", "Week 11"),
    ],
)
@pytest.mark.parametrize("name", ["NEWS", "lamp-NEWS", "lamp-notes.txt"])
def test_a_release_with_sections_is_beside_the_next_one(name: str, first: str, second: str) -> None:
    def head(title: str, mark: str) -> str:
        return f"{title}\n{mark * len(title)}\n\n"

    text = (
        head(first, "=") + head("Oil", "-") + f"* {SAID}\n\n" + head("Wicks", "-") + f"{SAID}\n\n"
        f"{head(second, '=')}{SAID}\n"
    )
    article = read_file(text.encode(), name).article
    assert first not in article.title and second not in article.title
    assert [p.headings for p in article.paragraphs] == [(first, "Oil"), (first, "Wicks"), (second,)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("News for the 2.1 release", "News for the 2.0 release"),
        ("Noteworthy changes in lamp 3.8.1", "Noteworthy changes in lamp 3.8"),
        ("Neues in Fassung 4.2", "Neues in Fassung 4.1"),
    ],
)
def test_so_it_is_of_headings_that_their_place_tells(first: str, second: str) -> None:
    text = f"{first}\n\n\t{SAID}\n\n{second}\n\n\t{SAID}\n\n\t{SAID}\n"
    article = read_file(text.encode(), "lamp-NEWS").article
    assert article.title == "Lamp NEWS"
    assert [p.headings for p in article.paragraphs] == [(first,), (second,), (second,)]


@pytest.mark.parametrize("lead", ["Changes in {}:", "New in version {}:", "Since {}:"])
def test_a_lead_in_of_one_release_is_no_title(lead: str) -> None:
    text = "".join(f"{lead.format(n)}\n\n* {SAID}\n\n" for n in ("2.40", "2.39", "2.38"))
    assert read_file(text.encode(), "ld-NEWS").article.title == "ld-NEWS"
