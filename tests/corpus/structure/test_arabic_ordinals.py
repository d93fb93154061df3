import pytest
import regex

from corpus.structure.arabic_ordinals import ORDINAL, read_ordinal


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("الأولى", 1),
        ("السابعة", 7),
        ("العاشرة", 10),
        ("الحادية عشرة", 11),
        ("الثامن عشر", 18),
        ("العشرون", 20),
        ("الثانية والثلاثين", 32),
        ("التاسعة والتسعون", 99),
    ],
)
def test_ordinals_are_read(words: str, number: int) -> None:
    assert regex.fullmatch(ORDINAL, words)
    assert read_ordinal(words) == number


@pytest.mark.parametrize("words", ["", "القارب", "الثانية القارب"])
def test_other_words_are_none(words: str) -> None:
    assert read_ordinal(words) is None
