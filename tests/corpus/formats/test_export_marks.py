"""Marks that a program left in a text are no part of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.export_marks import find_export_marks
from corpus.formats.plain_text import parse_plain_text


def quote(text: str) -> list[str]:
    _, made, paragraphs = parse_plain_text("The mole\n\n" + text)
    return [made[p.start : p.end] for p in paragraphs]


@pytest.mark.parametrize(
    ("title", "first", "second"),
    [
        ("   References:\n", "[1]", "[2]"),
        ("References\n\n   Visible links\n", "1.", "2."),
        ("Verweise\n", "   1.", "   2."),
        ("", "[1]", "[2]"),
    ],
)
def test_numbers_of_links_and_their_addresses_do_not_stay(
    title: str, first: str, second: str
) -> None:
    text = (
        "Boats are let in by the [1]pilot, and by nobody else who lives here.\n\n"
        "Ask at [2]the office of the harbour.\n\n"
        f"{title}\n{first} https://mole.example/pilot\n{second} mailto:office@mole.example\n"
    )
    assert quote(text) == [
        "Boats are let in by the pilot, and by nobody else who lives here.",
        "Ask at the office of the harbour.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The pilot [1] comes. So does the cook [2].\n\n[3] https://mole.example/pilot\n",
        "The array a[1]b is short.\n\n1. https://mole.example\n2. https://buoy.example\n",
        "The [1]pilot comes, and the [2]cook.\n\n[1] The pilot of the mole.\n[2] The cook.\n",
    ],
)
def test_other_numbers_in_brackets_stay(text: str) -> None:
    assert find_export_marks(text)[0] == text
    assert not find_export_marks(text)[1].numbers


def test_names_of_other_pages_do_not_stay_and_lines_are_still_joined() -> None:
    text = (
        "Unlike at the old mole, where <moorings> [Moorings.Old.txt] were let, the <new\n"
        "mole> [Mole.txt] has buoys, which the pilot gives out to whoever comes first,\n"
        "as he has done\n"
    )
    assert quote(text) == [
        "Unlike at the old mole, where moorings were let, the new mole has buoys, which the pilot "
        "gives out to whoever comes first, as he has done"
    ]


@pytest.mark.parametrize(
    ("spelt", "read"),
    [
        ("Bo&#X2019;s boat, Al&#x2019;s and mine&#8212;all", "Bo’s boat, Al’s and mine—all"),
        ("1&#X202F;000 boats, 2&nbsp;000 and 3&nbsp;000 men", "1 000 boats, 2 000 and 3 000 men"),
        ("caf&eacute;, na&iuml;ve and d&eacute;j&agrave;", "café, naïve and déjà"),
    ],
)  # fmt: skip
def test_characters_that_are_spelt_within_words_are_read(spelt: str, read: str) -> None:
    assert quote(f"We saw {spelt} of it, from the mole.") == [
        f"We saw {read} of it, from the mole."
    ]


def test_a_text_that_speaks_of_entities_keeps_them() -> None:
    text = "The signs &, < and > are written as &amp;, &lt; and &gt; in a page."
    assert quote(text) == [text]


@given(st.text("[]<>&;#12. ab\nhttps:/", max_size=80))
def test_nothing_else_is_taken_off(text: str) -> None:
    kept, marks = find_export_marks(text)
    if "&" not in text:
        assert text.startswith(kept)
        assert kept == text or marks.numbers
