"""Text on a terminal, where not every character is a column wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.columns import count_columns, wrap_columns


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("crane", 5), ("港口", 4), ("e\u0301", 1), ("ｱ", 1), ("Ａ", 2), ("a\u200db", 2)],
)
def test_columns_are_counted(text: str, columns: int) -> None:
    assert count_columns(text) == columns


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 9, []),
        ("  \t ", 9, []),
        ("two old cranes", 9, ["two old", "cranes"]),
        ("two  old cranes", 8, ["two  old", "cranes"]),
        ("unloading", 4, ["unlo", "adin", "g"]),
        ("a unloading b", 4, ["a", "unlo", "adin", "g b"]),
        ("港口关闭了", 5, ["港口", "关闭", "了"]),
    ],
)
def test_text_is_wrapped(text: str, width: int, lines: list[str]) -> None:
    assert wrap_columns(text, width) == lines


@given(st.text(max_size=60), st.integers(2, 20))
def test_nothing_is_lost_and_no_line_is_too_long(text: str, width: int) -> None:
    lines = wrap_columns(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(count_columns(line) <= width for line in lines)
