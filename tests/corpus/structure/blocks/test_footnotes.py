"""Footnotes behind the paragraph that cites them."""

import pytest

from corpus.formats.plain_text import parse_plain_text

BELOW = "The stones were cut in the quarry above the village, as all stones were."


@pytest.mark.parametrize(
    ("cited", "note"),
    [
        ("The weir was raised.[1] The mill", "[1] By two feet."),
        ("The weir was raised. [1] The mill", "[1] By two feet."),
        ("The weir[^a] was raised. The mill", "[^a]: By two feet."),
        ("The weir was raised.[2] The mill", "[Footnote 2: By two feet.]"),
        ("The weir was raised^[1]. The mill", "^[1] By two feet."),
        ("The weir was raised.^[12] The mill", "^[12]\tBy two feet."),
    ],
)
def test_a_note_stands_behind_what_cites_it_and_marks_are_left_out(cited: str, note: str) -> None:
    _, text, paragraphs = parse_plain_text(
        f"The mill\n\n{cited} was not.\n\n{BELOW}\n\n{BELOW}\n\n{note}\n"
    )
    assert [text[p.start : p.end] for p in paragraphs] == [
        "The weir was raised. The mill was not.", "By two feet.", BELOW, BELOW
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cited", "note"),
    [
        ("For the weir, see [1]. The mill", "[1] The book of weirs."),
        ("The weir was raised, [1] says. The mill", "[1] The book of weirs."),
        ("The list a[1] is empty. The mill", "[2] The book of weirs."),
        ("The weir was raised. The mill", "[1] The book of weirs."),
    ],
)
def test_what_no_note_is_cited_by_stays(cited: str, note: str) -> None:
    _, text, paragraphs = parse_plain_text(f"The mill\n\n{cited} was not.\n\n{BELOW}\n\n{note}\n")
    said = [text[p.start : p.end] for p in paragraphs]
    assert said == [f"{cited} was not.", BELOW, note]


def test_notes_below_each_other_go_each_behind_what_cites_it() -> None:
    _, text, paragraphs = parse_plain_text(
        f"The mill\n\n{BELOW}^[1]\n\nThe weir was raised^[2].\n\n{BELOW}\n\n"
        "   ^[1] All but one, which was\n   cut elsewhere.\n   ^[2] By two feet.\n"
    )
    assert [text[p.start : p.end] for p in paragraphs] == [
        BELOW, "All but one, which was cut elsewhere.", "The weir was raised.", "By two feet.",
        BELOW,
    ]  # fmt: skip
