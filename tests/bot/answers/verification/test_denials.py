"""Words that deny."""

import pytest

from bot.answers.verification.denials import contradicts, denies


@pytest.mark.parametrize(
    "text",
    ["They don't sail", "non lo fa mai", "Kein Boot fährt", "никогда не", "不是", "لن تبحر"],
)
def test_a_word_of_it_denies(text: str) -> None:
    assert denies(text)


@pytest.mark.parametrize("text", ["bis zum 31. Mai fällig", "a northern knot", "une nef", "Nota"])
def test_what_only_looks_like_one(text: str) -> None:
    assert not denies(text)


def test_what_calls_a_quotation_false_contradicts_it() -> None:
    assert contradicts("This is a lie:") is contradicts("No es falso:") is True
    assert not contradicts("The Northern Post writes:")
