"""What is left of a text that was meant for a terminal or a printer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.terminal import strip_terminal


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("N\bNA\bAM\bME\bE", "NAME"),
        ("_\bf_\bi_\bl_\be", "file"),
        ("W\bW\bWa\bai\bit", "Wait"),
        ("+\bo item", "• item"),
        ("a_\b_b", "a_b"),
        ("\x1b[1mbold\x1b[0m and \x1b[38;5;9mred\x1b[m", "bold and red"),
        ("\x1b]8;;https://a.example/\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]0;title\x07shell", "shell"),
        ("plain_text (B [0m", "plain_text (B [0m"),
    ],
)
def test_what_only_a_terminal_understands_is_taken_off(text: str, read_as: str) -> None:
    assert strip_terminal(text) == read_as


@given(st.text(alphabet="ab_ \n\té"), st.sampled_from(["bold", "underlined"]))
def test_what_was_struck_over_comes_back(text: str, how: str) -> None:
    struck = "".join(
        c if c.isspace() else f"{c}\b{c}" if how == "bold" else f"_\b{c}" for c in text
    )
    assert strip_terminal(struck) == text
