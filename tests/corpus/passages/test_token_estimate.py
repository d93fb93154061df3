"""Tokens, roughly."""

import pytest

from corpus.passages.token_estimate import estimate_tokens


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


@pytest.mark.parametrize(
    "text", ["¿Dónde está la grúa?", "Ærø ł × µ", "a\tb\nc\xa0d", "ÀÿªºÐ 1911"]
)
def test_what_is_latin_is_counted_as_among_other_letters(text: str) -> None:
    assert estimate_tokens(text) + 1 == estimate_tokens(f"{text} 港")


@pytest.mark.parametrize("letters", range(1, 20))
def test_six_latin_letters_are_a_token(letters: int) -> None:
    assert estimate_tokens("e" * letters + "港") == (letters + 5) // 6 + 1
