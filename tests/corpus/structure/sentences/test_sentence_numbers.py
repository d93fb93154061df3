"""Numbers between two sentences: of the first one's last word, of an item, of a note."""

from time import process_time

import pytest

from corpus.structure.sentences.sentences import split_sentences


def cut(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("de", ["So geht es.", "1. Ziehe den Stift.", "2. Drehe den Hahn.", "3. Warte."]),
        ("da", ["Sådan gør du.", "1. Tag låget af.", "2. Hæld vandet fra."]),
        ("hu", ["Így kell.", "1. Vedd le a fedelet.", "2. Öntsd ki a vizet."]),
        ("fi", ["Näin se käy.", "1. Avaa kansi.", "2. Kaada vesi pois."]),
    ],
)
def test_a_number_is_no_ordinal_behind_a_full_stop(language: str, sentences: list[str]) -> None:
    assert cut(" ".join(sentences), language) == sentences


def test_a_number_behind_an_abbreviation_or_a_day_ends_its_sentence() -> None:
    sentences = ["Sie wohnt in der Str. 5.", "Er kam am 3. 5. Mai war es.", "Vgl. S. 12.", "Gut."]
    assert cut(" ".join(sentences), "de") == sentences


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Anna rents bldg. 9.", "A dog guards it.", "Ring at bldg. 10.", "Nobody opens."]),
        ("ru", ["Мастерская в корп. 4.", "Мыло варят по средам."]),
        ("it", ["Bussate all'int. 6.", "Risponde la zia."]),
    ],
)
def test_a_number_behind_an_abbreviation_ends_its_sentence(
    language: str, sentences: list[str]
) -> None:
    assert cut(" ".join(sentences), language) == sentences


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Boil it.", "4. Skim it.", "5. Let it cool."]),
        ("en", ["3. Boil the milk.", "4. Skim it."]),
        ("en", ["Then stir.", "1. Boil the milk."]),
        ("de", ["Sie lief gut.", "2. Platz war Ute."]),
        ("en", ["They saw none.", "9 boats came later."]),
    ],
)
def test_a_number_of_an_item_begins_it(language: str, sentences: list[str]) -> None:
    assert cut(" ".join(sentences), language) == sentences


def test_an_ordinal_number_goes_on_where_no_sentence_ends_in_one() -> None:
    assert cut("Ev, No. 4. Sokak üzerinde.", "tr") == ["Ev, No. 4. Sokak üzerinde."]


def test_the_mark_of_a_note_is_left_out() -> None:
    text = "The sail was patched.(1)  It held.(2)  It sank."
    assert cut(text) == ["The sail was patched.", "It held.", "It sank."]


def test_an_item_may_stand_directly_behind_a_full_stop() -> None:
    items = ["Do this: (1) Boil the milk.", "(2) Skim it.", "(3) Let it cool."]
    assert cut("".join(items)) == items


def test_many_numbers_take_linear_time() -> None:
    text = "See lot. 7. Go on.(8) " * 4000
    before = process_time()
    assert len(cut(text)) > 4000
    assert process_time() - before < 10


def test_the_number_of_a_paragraph_that_runs_on_begins_it() -> None:
    sentences = ["The tenant is bound by law.", "5. The owner pays."]
    assert cut(" ".join(sentences)) == sentences


def test_the_marks_of_a_law_stay_with_what_they_count() -> None:
    text = "Of gates.(1) A gate is of oak. (2) A gate is shut at night."
    assert any("(1)" in sentence for sentence in cut(text))
