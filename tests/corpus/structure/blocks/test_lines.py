"""Lines of a plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.structure.blocks.lines import Line, goes_on, has_letters, make_line


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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("因电力公司检修线路,我小区将于四月二日星期二上午九点至下午", "6:30停电。"),
        ("本桥由市政工程队负责修理,自下周一起至本月底为止每天早晨", "7点开放。"),
        ("港の事務所は桟橋の修理のため来週の月曜日から金曜日の午後", "5時まで閉まります。"),
    ],
)
def test_a_line_without_blanks_goes_on_with_a_number(before: str, after: str) -> None:
    assert goes_on(make_line(before), make_line(after))
    assert not goes_on(make_line(before + "。"), make_line(after))
