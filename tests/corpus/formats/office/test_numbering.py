"""Numbers as text processors show them."""

import pytest

from corpus.formats.office.numbering import LevelCounter, spell_number


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (4, "decimal", "4"),
        (4, "decimalZero", "04"),
        (1994, "upperRoman", "MCMXCIV"),
        (9, "lowerRoman", "ix"),
        (2, "lowerLetter", "b"),
        (28, "upperLetter", "BB"),
        (3, "russianLower", "в"),
        (2, "arabicAbjad", "ب"),
        (3, "hebrew2", "ג"),
        (10, "chineseCounting", "十"),
        (21, "japaneseCounting", "二十一"),
        (105, "chineseCountingThousand", "一百零五"),
        (3, "decimalEnclosedCircle", "③"),
        (12, "thaiNumbers", "๑๒"),
        (12, "decimalFullWidth", "１２"),
        (0, "lowerLetter", "0"),
        (-3, "upperRoman", "-3"),
        (10**9, "lowerLetter", "l" * 30),
        (5, "ofNoKind", "5"),
    ],
)
def test_numbers_are_spelt_by_their_kind(value: int, kind: str, shown: str) -> None:
    assert spell_number(value, kind) == shown


def test_levels_count_on_and_deeper_ones_begin_anew() -> None:
    counter = LevelCounter()
    for level in (0, 1, 1, 0, 1):
        counter.count(level, 1)
    assert (counter.value(0, 1), counter.value(1, 1), counter.value(2, 5)) == (2, 1, 5)
    counter.set(0, 7)
    counter.count(0, 1)
    assert counter.value(0, 1) == 7
