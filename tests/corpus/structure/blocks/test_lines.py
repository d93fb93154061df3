"""Lines of a plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.structure.blocks.lines import Line, has_letters, make_line


@given(st.text())
def test_letters_and_digits_of_any_script_are_letters(text: str) -> None:
    assert has_letters(text) == any(map(str.isalnum, text))


@pytest.mark.parametrize(
    ("raw", "depth", "line"),
    [
        ("", 0, Line("", "", 0, 0)),
        ("", 2, Line("", "", 0, 2)),
        ("  \t", 0, Line("  \t", "", 0, 0)),
        ("\t The sluice", 1, Line("\t The sluice", "The sluice", 9, 1)),
    ],
)
def test_a_line_knows_how_far_it_is_set_in(raw: str, depth: int, line: Line) -> None:
    assert make_line(raw, depth) == line
