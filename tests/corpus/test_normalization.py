"""What is the same text to whom: one table of all the ways in which texts are compared."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.normalization import (
    FoldedText,
    clean_line,
    fold_accents,
    fold_case,
    fold_question,
    fold_typography,
    strip_accents,
)

_FOLDS: dict[str, Callable[[str], str]] = {
    "case": fold_case,  # answers of labelled questions
    "question": fold_question,  # the same question without an answer, asked again
    "typography": fold_typography,  # /verify, the same quotes, whether a quote was edited
    "accents": fold_accents,  # phrases and filters
    "strip": strip_accents,  # single words of lexical search, in lower case already
}


@pytest.mark.parametrize(
    ("one", "other", "same_to"),
    [
        ("port", "port", "case question typography accents strip"),
        ("port", "ports", ""),
        ("The Port", "the  port\n", "case question typography accents"),
        ("Straße", "STRASSE", "case question typography accents"),
        ("ﬁn", "fin", "case question typography accents"),
        ("ＡＢＣ", "abc", "accents"),
        ("café", "cafe", "accents strip"),
        ("café", "cafe\u0301", "typography accents strip"),
        ("πόλη", "πολη", "accents strip"),
        ("край", "краи", "accents strip"),
        ("हिन्दी", "हनद", ""),
        ("Łódź", "Lodz", ""),
        ("“Nobody keeps it.”", "Nobody keeps it.", "typography"),
        ("«Port»", '"Port"', "typography accents"),
        ("we’re", "we're", "typography accents"),
        ("we’re", "were", ""),
        ("5'10\"", "510", ""),
        ("e-mail", "e\u2010mail", "accents"),
        ("2019–2024", "2019-2024", "accents"),
        ("The\u200bport", "Theport", "question typography accents"),
        ("\u202eport", "port", "question typography accents"),
        ("har\u00adbour", "harbour", "question typography accents"),
        ("har\u2060bour\ufeff", "harbour", "question typography accents"),
        ("cafe\u200d\u0301", "café", "typography accents"),
        ("Who guards it?", "who guards it", "question"),
        ("谁守卫港口？", "谁守卫港口", "question"),
        ("Who, me?", "Who me?", ""),
    ],
)
def test_what_is_the_same_text_to_whom(one: str, other: str, same_to: str) -> None:
    same = [name for name, fold in _FOLDS.items() if fold(one) == fold(other)]
    assert same == same_to.split()


@pytest.mark.parametrize("name", _FOLDS)
@pytest.mark.parametrize("text", ["", " \n\u3000"])
def test_nothing_is_nothing_but_for_words_that_are_never_blank(name: str, text: str) -> None:
    assert _FOLDS[name](text) == (text if name == "strip" else "")


@given(st.text())
def test_clean_line_is_one_line_without_invisible_characters(text: str) -> None:
    line = clean_line(text)
    assert line == " ".join(line.split()) == clean_line(line)
    assert not set(line) & set("\u202e\u200b\x1b\x00")


@given(st.text(st.sampled_from("aB9ß'’“” \n\x1c.\u00ad\u200d\u0301") | st.characters()))
def test_with_places_or_without_the_words_are_the_same(text: str) -> None:
    assert fold_typography(text) == FoldedText(text).text


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold_typography(text)
    # A letter may fold to letters and marks that fold again, as with the Turkish dotted I.
    assert fold_typography(once) == once or once.casefold() != once


def test_accents_are_stripped_where_people_leave_them_out() -> None:
    assert strip_accents("café") == "cafe"
    assert strip_accents("πόλη") == "πολη"
    assert strip_accents("हिन्दी") == "हिन्दी"
    assert strip_accents("plain") == "plain"
