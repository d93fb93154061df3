import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.normalization import strip_accents
from embeddings.retrieval.slips.vocabulary import Alike, Vocabulary

_WORDS = (
    *("harbour", "river", "guard", "the", "necessary", "lighthouse", "accommodation", "believe"),
    *("Schifffahrt".lower(), "genehmigung", "québécois", "bibliothèque", "паромщик", "расписание"),
    *("book", "ferry", "cellar"),
    *("faro", "embarcación", "rivers", "separate"),
)


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("harbuor", "harbour"),
        ("rivver", "river"),
        ("gaurd", "guard"),
        ("graud", "guard"),
        ("teh", "the"),
        ("neccesary", "necessary"),
        ("ighthouse", "lighthouse"),
        ("lightouse", "lighthouse"),
        ("acommodation", "accommodation"),
        ("beleive", "believe"),
        ("seperate", "separate"),
        ("schiffahrt", "schifffahrt"),
        ("genemigung", "genehmigung"),
        ("bibliotèque", "bibliothèque"),
        ("парамщик", "паромщик"),
        ("рассписание", "расписание"),
        ("embaracion", "embarcación"),
        ("arbour", "harbour"),
        ("banana", None),
        ("nepessory", None),  # two other letters, of nine
        ("accomnodatian", "accommodation"),
        ("gadur", None),
        ("bok", "book"),
        ("fery", "ferry"),
        ("boc", None),  # another letter of so few: "tyre" is no slip of "type"
        ("boo", None),
        ("fary", None),
        ("tha", None),
        ("ab", None),
        ("", None),
    ],
)
def test_a_slip_is_read_as_the_nearest_word(misspelt: str, meant: str | None) -> None:
    assert Vocabulary(dict.fromkeys(_WORDS, 1)).find_nearest(misspelt) == meant


def test_of_words_as_near_the_more_frequent_that_begins_alike_is_taken() -> None:
    assert Vocabulary({"bridge": 1, "fridge": 9}).find_nearest("bridgge") == "bridge"
    assert Vocabulary({"rider": 1, "river": 9}).find_nearest("riser") == "river"
    assert Vocabulary({"boats": 9, "coast": 1}).find_nearest("coats") == "coast"


def test_an_empty_one_knows_nothing() -> None:
    assert Vocabulary({}).find_nearest("harbour") is None


@given(st.sampled_from(_WORDS), st.integers(0, 20))
def test_a_letter_too_many_is_always_found(word: str, place: int) -> None:
    if len(word) >= 5 and word not in {"river", "rivers"}:
        slip = word[:place] + "q" + word[place:]
        assert Vocabulary(dict.fromkeys(_WORDS, 1)).find_nearest(slip) == word


@given(st.sampled_from(_WORDS), st.data())
def test_no_word_as_near_as_allowed_is_passed_over(word: str, data: st.DataObject) -> None:
    """Which letters a word has leaves out only what so many changes cannot make of it."""
    letters = list(strip_accents(word))
    most = data.draw(st.integers(1, 2))
    for _ in range(most):
        place = data.draw(st.integers(0, len(letters) - 1))
        change = data.draw(st.sampled_from(("other", "more", "less", "swapped")))
        if change == "other":
            letters[place] = data.draw(st.sampled_from("aeiouxzß"))
        elif change == "more":
            letters.insert(place, data.draw(st.sampled_from("aeiouxzß")))
        elif change == "less" and len(letters) > 1:
            del letters[place]
        elif place:
            letters[place - 1 : place + 1] = letters[place], letters[place - 1]
    own = strip_accents(word)
    assert own in Alike.read([own, own[::-1]]).choose("".join(letters), most)


def test_few_of_many_words_are_compared_letter_by_letter() -> None:
    rng = random.Random(1)
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=9)) for _ in range(2000)]
    assert len(Alike.read(words).choose("lightouse", 2)) < len(words) / 50
