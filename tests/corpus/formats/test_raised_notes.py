"""Footnotes with raised numbers, in plain text and in Markdown."""

import pytest

from corpus.formats.raised_notes import mark_raised_notes
from corpus.formats.reading import read_article


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize(
    ("said", "notes"),
    [
        ("The mast was tarred.¹ It dried in June.²", "¹ By Olaf Dahl.\n\n² With a brush."),
        ("The mast¹ was tarred. It dried² in June.", "¹ By Olaf Dahl.\n\n² With a brush."),
        ("Der Mast wurde geteert.¹ Er war trocken.²", "¹ Von Olaf Dahl.\n\n² Im Juni."),
        ("柱子上了漆。¹ 六月干了。²", "¹ 由王芳上漆。\n\n² 见记录。"),
    ],
)
def test_the_marks_are_left_out_and_the_notes_kept(name: str, said: str, notes: str) -> None:
    article, _ = read_article(f"# Mast\n\n{said}\n\nIt stands.\n\n{notes}\n".encode(), name)
    words = [article.text[p.start : p.end] for p in article.paragraphs]
    assert words[0] == said.replace("¹", "").replace("²", "")
    assert words[1:3] == [note[2:] for note in notes.split("\n\n")]
    assert words[3] == "It stands."


def test_numbers_in_html_are_raised_too() -> None:
    text = "# Mast\n\nIt was tarred.<sup>1</sup> It dried.\n\n<sup>1</sup> By Olaf Dahl.\n"
    article, _ = read_article(text.encode(), "a.md")
    assert [article.text[p.start : p.end] for p in article.paragraphs] == [
        "It was tarred. It dried.",
        "By Olaf Dahl.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It has 20 m² and 3 km³.\n\n² is a raised two.\n",
        "E = mc² and x².\n",
        "¹ is nowhere cited.\n",
        "It was tarred.¹ Nobody says how.\n",
    ],
)
def test_other_raised_numbers_stay(text: str) -> None:
    assert mark_raised_notes(text, "[{}]", "[{}]") == text
