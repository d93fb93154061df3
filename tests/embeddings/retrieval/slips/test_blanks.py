from hypothesis import given
from hypothesis import strategies as st

from embeddings.retrieval.slips.blanks import find_neighbours, split_glued

COUNTS = {"of": 9, "tower": 3, "in": 8, "rain": 2, "to": 7, "war": 1, "harbour": 4, "master": 2}


def count(word: str) -> int:
    return COUNTS.get(word, 0)


def test_a_short_common_word_is_parted_from_a_longer_one() -> None:
    assert split_glued("towerof", count) == ("tower", "of")
    assert split_glued("inrain", count) == ("in", "rain")
    assert split_glued("totower", count) == ("to", "tower")
    # Compounds are words, and so is what only begins with a short one.
    assert split_glued("harbourmaster", count) is None
    assert split_glued("inward", count) is None
    assert split_glued("towar", count) is None
    assert split_glued("of" * 50, count) is None


def test_neighbours_have_nothing_but_a_blank_between_them() -> None:
    assert list(find_neighbours("The ba rn, co-op don't 3 Pigs")) == [("the", "ba"), ("ba", "rn")]
    assert list(find_neighbours("")) == []
    assert len(list(find_neighbours("a " * 5000))) == 100


@given(st.text("abc", max_size=50))
def test_parts_are_the_word(word: str) -> None:
    parts = split_glued(word, lambda part: len(part))
    assert parts is None or "".join(parts) == word
