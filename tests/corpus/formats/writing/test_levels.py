"""Levels within levels are written in time that grows with them, and prices as what they are."""

import re

import pytest

from corpus.formats.writing.levels import LevelledText


def test_levels_within_levels_end_with_the_text() -> None:
    text = LevelledText()
    text.add("2")
    for _ in range(5000):
        text.open_level("above")
        text.add("3")
    for _ in range(4000):
        text.close_level()
    assert text.take().startswith("2^(3^(3")
    assert (text.take(), bool(text)) == ("", False)
    text.close_level()
    text.add("3")
    assert text.take() == "3"


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("the old tarn.", "the old tarn."),
        ("“the old tarn.”", "“the old tarn.”"),
        ("9 m per sq. cm.", "9 m per sq. cm.³"),
        ("is 10.", "is 10.³"),
        ("a tarn", "a tarn³"),
    ],
)
def test_a_number_above_the_line_behind_a_stop_marks_a_note(before: str, said: str) -> None:
    text = LevelledText()
    text.add(before)
    text.open_level("above")
    text.add("3")
    text.close_level()
    assert text.take() == said


def test_what_adjoins_above_the_line_is_one_exponent() -> None:
    text = LevelledText()
    text.add("10")
    for part in ("−", "3"):
        text.open_level("above")
        text.add(part)
        text.close_level()
    text.add(" and log")
    text.open_level("below")
    text.add("2")
    text.close_level()
    text.add("8")
    assert text.take() == "10⁻³ and log₂8"


def test_many_marks_of_notes_are_left_out_in_time_that_grows_with_them() -> None:
    text = LevelledText()
    text.add("the old tarn.")
    for _ in range(20_000):
        text.open_level("above", is_plain=False)
        text.add("1")
        text.close_level()
    assert text.take().startswith("the old tarn.")


def test_many_short_parts_above_the_line_are_read_in_time_that_grows_with_them() -> None:
    text = LevelledText()
    for _ in range(20_000):
        text.open_level("above")
        text.add("ab")
        text.close_level()
    assert text.take() == "ab" * 20_000


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("x^1^/_2_", "x 1/2"),
        ("2^1^/_2_", "2 1/2"),
        ("^3^/_4_0", "3/4 0"),
        ("in 5.^1^/_2_", "in 5. 1/2"),
        ("(^5^ |1|20 men)", "(⁵ 120 men)"),
        ("^14^C|u", "¹⁴Cu"),
        ("^14^_6_C", "¹⁴₆C"),
        ("SO_4_^2−^", "SO₄^(2−)"),
        ("x^2^_1_", "x²₁"),
        ("the old tarn.^1^^–3^ And", "the old tarn. And"),
        ("the old tarn.^1,2^ And", "the old tarn. And"),
    ],
)
def test_what_comes_behind_is_looked_at_in_parts(marked: str, said: str) -> None:
    assert write(marked) == said


def write(marked: str) -> str:
    text = LevelledText()
    opened = ""
    for part in re.split(r"([|^_])", marked):
        if part == opened and part:
            text.close_level()
            opened = ""
        elif part in ("^", "_"):
            text.open_level("above" if part == "^" else "below")
            opened = part
        elif part != "|":
            text.add(part)
    return text.take()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [("", "12 men", "⁵12 men"), ("1914.", " And", "1914.⁵ And"), ("a tarn", " And", "a tarn5 And")],
)
def test_a_link_above_the_line_is_no_part_of_a_number(before: str, after: str, said: str) -> None:
    text = LevelledText()
    text.add(before)
    text.open_level("above", is_plain=False)
    text.add("5")
    text.close_level()
    text.add(after)
    assert text.take() == said


def test_a_blank_that_is_taken_off_is_not_written_anew() -> None:
    text = LevelledText()
    text.add("10")
    for part in ("3", " "):
        text.open_level("above")
        text.add(part)
        text.close_level()
    text.strip_end()
    text.add(".")
    assert text.take() == "10³."


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        # As shops set them.
        ("$5.^99^", "$5.99"),
        ("It costs $5.^99^ And", "It costs $5.99 And"),
        ("$5.^49^", "$5.49"),
        ("Only $5.^49^ today", "Only $5.49 today"),
        ("Only $5.^49^, not", "Only $5.49, not"),
        ("$1,299.^00^ And", "$1,299.00 And"),
        ("$5^.49^ And", "$5.49 And"),
        ("5,^49^ €", "5,49 €"),
        ("5,^49^| |€", "5,49 €"),
        ("1.299^,50^ € kostet", "1.299,50 € kostet"),
        ("5,^49^ EUR", "5,49 EUR"),
        ("5.^49^ zł", "5.49 zł"),
        ("um 12:^30^", "um 12:30"),
        ("um 12^:30^ Uhr", "um 12:30 Uhr"),
        ("um 12.^30^ Uhr", "um 12.30 Uhr"),
        ("à 6^h^30", "à 6h30"),
        ("at 14^h^ 29^m^ 43^s^", "at 14h 29m 43s"),
        # What may be the mark of a note.
        ("It cost $5.^2^ And", "It cost $5.² And"),
        ("It cost $5.^12^ And", "It cost $5.¹² And"),
        ("It cost $5.^12^", "It cost $5.¹²"),
        ("It cost $5.^12^,^13^ And", "It cost $5.¹²,¹³ And"),
        ("It cost $5,^12^ and", "It cost $5,¹² and"),
        ("cost $5^12^ and", "cost $5¹² and"),
        ("in 1914.^12^ Euro notes", "in 1914.¹² Euro notes"),
        ("in 1914.^12^ $5 were", "in 1914.¹² $5 were"),
        ("in 1914:^12^ a", "in 1914:¹² a"),
        ("at 12:^3^ a", "at 12:³ a"),
        ("at 12:^30^5", "at 12:³⁰5"),
        ("10^.25^", "10^.25"),
        ("2^h^ and 5^m^", "2^h and 5^m"),
    ],
)
def test_cents_and_minutes_end_a_number_and_marks_of_notes_do_not(marked: str, said: str) -> None:
    assert write(marked) == said


def test_a_link_above_the_line_is_no_cents() -> None:
    text = LevelledText()
    text.add("$5.")
    text.open_level("above", is_plain=False)
    text.add("99")
    text.close_level()
    assert text.take() == "$5.⁹⁹"
