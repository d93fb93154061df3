import pytest

from corpus.formats.markdown import read_markdown


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("'**Tides** &amp; winds'", "Tides & winds"),
        ("Winds of **the north**", "Winds of the north"),
        ('"Knots &#8211; and **two** of **them**"', "Knots – and two of them"),
        # What only looks like marks.
        ("Powers such as 2**3**4", "Powers such as 2**3**4"),
        ("Ropes & sails; a ** b **", "Ropes & sails; a ** b **"),
        ("A query ?a=1&copy=2", "A query ?a=1&copy=2"),
        ("'&nbsp;'", "&nbsp;"),
    ],
)
def test_a_title_that_is_stated_has_no_marks(stated: str, title: str) -> None:
    content = read_markdown(f"---\ntitle: {stated}\n---\n\nThe wind turns.\n".encode(), "a.md")
    assert content.metadata.title == title


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ('She sang [["Anchors"]] twice.', 'She sang "Anchors" twice.'),
        ("[['Low Water']] is a song.", "'Low Water' is a song."),
        # What is no title.
        ('Take ropes[["Long"]] of it.', 'Take ropes[["Long"]] of it.'),
        ('Send [["Long", "Short"]] to it.', 'Send [["Long", "Short"]] to it.'),
        ('Send [["long"]] to it.', 'Send [["long"]] to it.'),
    ],
)
def test_a_wiki_link_to_a_title_in_quotation_marks_has_no_brackets(line: str, shown: str) -> None:
    assert read_markdown(line.encode(), "a.md").text == shown
