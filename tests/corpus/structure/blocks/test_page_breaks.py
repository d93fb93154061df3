"""Heads and feet of pages, and lines with numbers that are none."""

import pytest

from corpus.formats.plain_text import parse_plain_text

FIRST = "The weir above the mill was raised by two feet in the year of the flood, and"
SECOND = "ever since the miller has had to pay the upper village for its cellars."


def read(text: str) -> list[str]:
    _, made, paragraphs = parse_plain_text(text)
    return [made[p.start : p.end] for p in paragraphs]


@pytest.mark.parametrize(
    ("foot", "head"),
    [
        ("Field & Baker          Informational          [Page {}]", "On Weirs      May 2001"),
        ("- {} -", "THE MILL"),
        ("{}", "The Mill and its Weirs"),
    ],
)
def test_pages_are_left_out_and_sentences_go_on_behind_them(foot: str, head: str) -> None:
    pages = [f"{FIRST}\n\n{foot.format(n)}\n\n\n{head}\n\n{SECOND}\n\n" for n in range(1, 6)]
    assert read("The mill\n\n" + "".join(pages)) == [f"{FIRST} {SECOND}"] * 5


@pytest.mark.parametrize("line", ["Chapter {}", "Wheel {}", "Section {}. Weirs"])
def test_lines_that_count_something_else_stay(line: str) -> None:
    parts = [f"{line.format(n)}\n\n{FIRST}\n{SECOND}\n\n" for n in range(1, 6)]
    _, made, paragraphs = parse_plain_text("The mill\n\n" + "".join(parts))
    assert all(line.format(n) in made for n in range(1, 6))
    assert [p.headings for p in paragraphs] == [(line.format(n),) for n in range(1, 6)]
