"""What a web page leaves around its text in a document made of it."""

import pytest

from corpus.formats.html.main.page_remains import leave_out_remains
from corpus.formats.html.pieces import Piece


def head(text: str, level: int = 2) -> Piece:
    return Piece("heading", (text,), level)


def words(*texts: str) -> list[Piece]:
    return [Piece("words", (text,)) for text in texts]


def listed(*texts: str) -> list[Piece]:
    items = [piece for text in texts for piece in (Piece("item"), *words(text))]
    return [Piece("list_open"), *items, Piece("list_close")]


def table(*rows: str) -> list[Piece]:
    return [Piece("table_open"), *(Piece("row", (r,)) for r in rows), Piece("table_close")]


def said(pieces: list[Piece]) -> list[str]:
    return [piece.lines[0] for piece in leave_out_remains(pieces) if piece.lines]


BOAT = [head("1.1. Oars"), *words("They are long."), head("1.2. Nets"), *words("They are fine.")]
SAID = ["1.1. Oars", "They are long.", "1.2. Nets", "They are fine."]


@pytest.mark.parametrize("title", ["Table of Contents", "Inhaltsverzeichnis", "目次"])
@pytest.mark.parametrize("is_list", [True, False])
def test_a_table_of_contents_is_left_out_before_and_behind_the_text(
    title: str, is_list: bool
) -> None:
    entries = ("1.1. Oars", "1.2. Nets")
    contents = listed(*entries) if is_list else words(*entries)
    assert said([*words(title), *contents, *BOAT]) == SAID
    assert said([*BOAT, head(title), *contents]) == SAID


def test_lists_that_are_no_contents_stay() -> None:
    kinds = [piece for n in range(5) for piece in (head(f"Net {n}"), *words(f"It is {n}."))]
    names = listed(*(f"Net {n}" for n in range(5)))
    assert said([*words("We mend these:"), *names, *kinds])[1:6] == [f"Net {n}" for n in range(5)]
    assert said([*names, *kinds]) == said(kinds)
    assert said([*words("Oars", "Nets"), *BOAT]) == ["Oars", "Nets", *SAID]
    assert said([*words("Contents", "Two oars.", "A net."), *BOAT])[:3] == [
        "Contents",
        "Two oars.",
        "A net.",
    ]


def test_ways_to_other_pages_and_what_stands_beside_the_text_are_left_out() -> None:
    ways = [head("Navigation", 3), *listed("index", "next |", "previous |", "Boats »", "1. Gear")]
    side = [head("Previous topic"), *words("Ropes"), head("This Page"), *listed("Show Source")]
    contents = [head("Table of Contents"), *listed("1.1. Oars", "1.2. Nets")]
    assert said([*ways, *BOAT, *contents, *side, *ways, *words("© 2023")]) == SAID
    assert said([*BOAT, *side]) == [*SAID, "Previous topic", "Ropes", "This Page", "Show Source"]


@pytest.mark.parametrize("row", ["Prev |  | Next", "« Zurück | Inhalt | Weiter »", "前へ | 次へ"])
def test_tables_of_steps_are_left_out(row: str) -> None:
    assert said([*table("1. Gear", row), *BOAT, *table(row, "Ropes | Home | Sails")]) == SAID
    assert said([*BOAT, *table("Key | Does", row, "a | b", "c | d")]) != SAID
    assert said([*BOAT, *table("Next | The net")]) == [*SAID, "Next | The net"]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["1. Oars¶", "2. Nets ¶"], ["1. Oars", "2. Nets"]),
        (["Oars 🔗"], ["Oars"]),
        (["¶"], ["¶"]),
        (["Oars#", "Nets #", "Sails#"], ["Oars", "Nets", "Sails"]),
        (["Rust", "Go", "C#"], ["Rust", "Go", "C#"]),
    ],
)
def test_the_sign_of_a_link_is_no_part_of_a_heading(
    headings: list[str], expected: list[str]
) -> None:
    pieces = [piece for text in headings for piece in (head(text), *words("It is so."))]
    assert said(pieces)[::2] == expected


def test_a_text_that_is_nothing_but_remains_stays() -> None:
    assert said([head("Oars"), head("Nets"), *words("Contents", "Oars", "Nets")])[2:] == [
        "Contents",
        "Oars",
        "Nets",
    ]


@pytest.mark.parametrize(
    "line", ["Next Previous Contents", "[Prev] | [Up] | [Next]", "« Zurück · Weiter · Inhalt »"]
)
def test_a_line_of_ways_to_other_pages_is_left_out(line: str) -> None:
    linked = Piece("words", (line,), is_linked=True)
    assert said([linked, *BOAT, linked]) == SAID


def test_a_line_of_such_words_that_are_no_links_is_what_a_text_shows() -> None:
    line = "Previous Home Next"
    assert said([*BOAT, *words(line)]) == [*SAID, line]


@pytest.mark.parametrize("line", ["Contents Next", "Next, previous contents", "Home home home"])
def test_a_line_of_fewer_or_other_words_stays(line: str) -> None:
    assert line in said([Piece("words", (line,), is_linked=True), *BOAT])
