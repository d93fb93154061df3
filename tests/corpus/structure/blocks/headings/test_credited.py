"""Credits, which are no headings."""

import pytest

from corpus.formats.html import read_page
from corpus.formats.plain_text import parse_plain_text
from corpus.structure.blocks.headings.credited import states_credit

BODY = "The ferry leaves the old pier at noon, and nobody waits for it any more.\n\nIt is red."


@pytest.mark.parametrize(
    "line",
    [
        "Music: Hal Frost",
        "Words: Olga Reed",
        "Photo: Tom van Pell",
        "Music: Hal Frost and Olga Reed",
        "Photos: Tom Pell / Coast Herald",
        "Music by Hal Frost",
        "Musik: Ada Krug",
        "Музыка: Анна Мороз",
    ],
)
def test_who_made_a_part_heads_nothing(line: str) -> None:
    _, text, paragraphs = parse_plain_text(f"The Ferry\n\nby Olga Reed\n\n{line}\n\n{BODY}\n")
    read = [(text[p.start : p.end], p.headings) for p in paragraphs]
    assert read[0] == (line, ())
    assert {headings for _, headings in read} == {()}


@pytest.mark.parametrize(
    "line",
    ["Music: The Early Years", "Photos", "Text: what a ferry is", "Words: 1200", "Pier: Hal"],
)
def test_other_lines_state_no_credit(line: str) -> None:
    assert not states_credit(line)


def test_a_bold_credit_of_a_page_heads_nothing() -> None:
    page = "<main><h1>The Ferry</h1><p><b>Music: Hal Frost</b></p><p>It leaves at noon.</p></main>"
    assert {p.headings for p in read_page(page.encode(), "a.html").paragraphs} == {()}
