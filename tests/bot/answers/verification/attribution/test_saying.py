"""Words that say whose words others are."""

import pytest

from bot.answers.verification.attribution.saying import split_source


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("According to Ada Pell, the pier is of oak.", "the pier is of oak."),
        ("Ada Pell writes that the pier is of oak.", "the pier is of oak."),
        ("The pier is of oak, says Ada Pell.", "The pier is of oak"),
    ],
)
def test_a_sentence_is_parted_from_who_says_it(text: str, words: str) -> None:
    assert words in [one for _, one in split_source(text)]
    assert split_source(words) == []
