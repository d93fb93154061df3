import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.words.number_words import find_numbers, spell_number, write_roman


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Article 17", ["17"]),
        ("verse 2:14 of version 5.2.1, at 07:05", ["2:14", "5.2.1", "7:5"]),
        ("1,024 crowns, 12,000,000 bees", ["1024", "12000000"]),
        ("Chapter XV and Book V", ["15", "5"]),
        ("I am here, as am I", []),
        ("IIII or VX", []),
        ("twenty-three sheep, forty two goats, ninety", ["23", "42", "90"]),
        ("the fifteenth of twelve", ["15", "12"]),
        ("one of the first", []),
        ("treinta y dos, veintitrés, la decimoquinta", ["32", "23", "15"]),
        ("статья двадцать пятая, пятнадцатого", ["25", "15"]),
        ("المادة السابعة", ["7"]),
        ("ساتویں باب", ["7"]),
        ("第十七条，二百三十四", ["17", "234"]),
        ("第2条", ["2"]),
        ("٢٣ / १७", ["23", "17"]),
        ("B52 and x86", []),
        ("v5.2, V3 and (v2019.1)", ["5.2", "3", "2019.1"]),
        ("python3.11 on glibc2.17, not 3.11.x", ["3.11", "2.17", "3.11"]),
        ("Version 5.2.0 (2019-03-04), rev5", ["5.2.0", "2019", "3", "4"]),
    ],
)
def test_numbers_in_digits_words_and_numerals(text: str, numbers: list[str]) -> None:
    assert list(find_numbers(text)) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("the two countries, 2 ports and II", ["2", "2"]),
        ("seven hills, thirteen hills, forty two hills", ["13", "42"]),
        ("dos puertos, veintitrés puertos", ["23"]),
        ("第七条 of ten", ["7"]),
    ],
)
def test_small_numbers_in_words_are_left_out_on_demand(text: str, numbers: list[str]) -> None:
    assert list(find_numbers(text, least_spelt=13)) == numbers


@given(st.integers(2, 99), st.sampled_from(["en", "es", "ru"]))
def test_what_is_spelt_out_is_read_again(number: int, language: str) -> None:
    digits, roman, *words = spell_number(number, language)
    assert digits == str(number)
    assert list(find_numbers(f"Part {roman}")) == [digits]
    for word in words:
        # "once" is eleven in Spanish, and hardly ever a number where English is written.
        assert list(find_numbers(word)) == ([] if word == "once" else [digits])


@given(st.text(max_size=200))
def test_any_text_has_numbers_in_digits(text: str) -> None:
    for number in find_numbers(text):
        assert number.isascii()
        assert number[0].isdigit()


def test_nobody_spells_out_large_numbers() -> None:
    assert spell_number(0, "en") == spell_number(1931, "en") == []
    assert spell_number(134, "en") == ["134", "CXXXIV"]
    assert write_roman(399) == "CCCXCIX"
