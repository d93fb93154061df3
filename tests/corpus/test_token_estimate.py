"""Tokens, roughly."""

import pytest

from corpus.token_estimate import estimate_tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", 0),
        ("The crane lifts.", 4),
        ("unloading", 2),
        ("港口关闭", 4),
        ("кран", 4),
        ("1911", 4),
        ("--size=2", 5),
    ],
)
def test_tokens_are_estimated(text: str, tokens: int) -> None:
    assert estimate_tokens(text) == tokens
