import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.retrieval.slips.vocabulary import Vocabulary

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
