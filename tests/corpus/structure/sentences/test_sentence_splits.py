"""Marks of a file's name, a bracket, code and emphasis at the end of sentences."""

from time import process_time

import pytest

from corpus.structure.sentences.sentences import split_sentences


def cut(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["The colours are set in harbour.h.", "Nobody reads it.", "It is old."]),
        ("en", ["The crane is driven by src/crane.c.", "“Why?” is not said there."]),
        ("de", ["Die Farben stehen in hafen.h.", "Niemand liest sie."]),
    ],
)
def test_the_name_of_a_file_ends_a_sentence(language: str, sentences: list[str]) -> None:
    assert cut(" ".join(sentences), language) == sentences


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The talk was given by A. B. Lind in the hall."),
        ("sv", "Där fanns bl.a. Lund och en vän."),
        ("en", "It was read from harbour.h. or from a copy."),
    ],
)
def test_an_abbreviation_is_no_file(language: str, text: str) -> None:
    assert cut(text, language) == [text]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["The tide is low.", "(Nobody had told us.)", "The boat lay dry."]),
        ("en", ["(Read the list (the long one) first!)", "“Then go,” she said."]),
        ("en", ["(He said “it is over.”)", "We left the pier.", "(It is closed now.)"]),
        ("fr", ["(Le pont est fermé. On attend.)", "Le bac part à midi."]),
    ],
)
def test_a_sentence_in_brackets_ends_there(language: str, sentences: list[str]) -> None:
    assert cut(" ".join(sentences), language) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "(U.S.) Boats are let in.",
        "(See the lists by Lund, Berg, etc.) Lists are long.",
        "(You wait here.) and nobody comes.",
    ],
)
def test_a_bracket_within_a_sentence_does_not_end_it(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "The pattern '.*' takes the whole row, and '.+' one sign of it.",
        "Search for (old)?Harbour\\d+ in the log.",
        "Every row .* is taken, as is x.*y behind it.",
        "Run boat --load <crate>..., or wait for the tide.",
        "Rec. ITU-T H.12 names the buoys.",
        "aa. The gate is shut at night.",
        "bb) The gate is open by day.",
    ],
)
def test_a_mark_in_code_or_of_an_item_ends_no_sentence(text: str) -> None:
    assert cut(text) == [text]
    assert cut(f"It rains. {text} It is wet.") == ["It rains.", text, "It is wet."]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The tide is low.", "*Wait!*", "Nobody may land."],
        ["Lund, Eva.", "_The Old Pier._", "Second Edition, with maps."],
        ["**Is it open?**", "Yes, by day.", "We go."],
        ["The pier is closed.*", "Nobody may land."],
    ],
)
def test_closing_stars_belong_to_what_they_close(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


def test_stars_close_no_sentence_that_goes_on() -> None:
    assert cut("We saw *that!* and left. It was *Dr.* Lund.") == [
        "We saw *that!* and left.",
        "It was *Dr.* Lund.",
    ]


@pytest.mark.parametrize("piece", ["(A b c. ", "(A b c d.) E ", "ab.c. D ", "a.* ", "(b)?C\\ "])
def test_takes_time_in_proportion(piece: str) -> None:
    begin = process_time()
    cut(piece * 4000)
    assert process_time() - begin < 4


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("es", ["El ancla pesa 90 kg.", "La cadena es larga."]),
        ("it", ["Il molo è lungo 2 km.", "Una barca parte ora."]),
        ("pt", ["O cabo tem 7 mm.", "A corda é velha."]),
        ("nl", ["De haven sluit.", "'s Nachts brandt de lamp.", "Er vaart niets."]),
    ],
)
def test_a_sentence_ends_behind_a_unit_or_before_an_apostrophe(
    language: str, sentences: list[str]
) -> None:
    assert cut(" ".join(sentences), language) == sentences


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Son 90 kg. y una cadena."),
        ("nl", "Hij zei niets over 's Nachts varen."),
        ("en", "The ferry leaves on Tues. 9 July at ten."),
        ("pl", "W XVI w. Gdańsk miał port."),
        ("pl", "W 1870 r. Anna zapaliła lampę."),
        ("fa", "در سال ۱۲۵۰ ه.ش. فانوس روشن شد."),
        ("hu", "Okt. 4-én indul a komp."),
    ],
)
def test_a_sentence_goes_on_behind_when_it_was(language: str, text: str) -> None:
    assert cut(text, language) == [text]
