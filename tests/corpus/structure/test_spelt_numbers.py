import pytest

from corpus.structure.spelt_numbers import read_spelt, says_which


@pytest.mark.parametrize(
    ("words", "number", "is_ordinal"),
    [
        ("one", 1, False),
        ("FORTY-TWO", 42, False),
        ("forty second", 42, True),
        ("Sechzehn", 16, False),
        ("einunddreißig", 31, False),
        ("Siebentes", 7, True),
        ("achtundachtzigsten", 88, True),
        ("één", 1, False),
        ("drieëndertigste", 33, True),
        ("vingt et un", 21, False),
        ("trente-deuxième", 32, True),
        ("treinta y cuatro", 34, False),
        ("vigésima quinta", 25, True),
        ("décimo cuarto", 14, True),
        ("cinquenta e seis", 56, False),
        ("trigésimo sétimo", 37, True),
        ("ventuno", 21, False),
        ("quarantatreesimo", 43, True),
        ("сорок четыре", 44, False),
        ("пятьдесят третья", 53, True),
        ("Четвертой", 4, True),
    ],
)
def test_numbers_in_words(words: str, number: int, is_ordinal: bool) -> None:
    assert (read_spelt(words), says_which(words)) == (number, is_ordinal)


@pytest.mark.parametrize("words", ["", "pond", "twenty ponds", "one hundred", "a"])
def test_other_words_are_none(words: str) -> None:
    assert read_spelt(words) is None
    assert not says_which(words)
