import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.retrieval.units.unit_counts import read_count, says_which


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (["sieben"], (7, 1)),
        (["elf", "boats"], (11, 1)),
        (["thirty", "four"], (34, 2)),
        (["الثالثة", "عشرة"], (13, 2)),
        (["onze"], (11, 1)),
        (["harbour"], None),
        ([], None),
    ],
)
def test_numbers_beside_a_unit(words: list[str], count: tuple[int, int] | None) -> None:
    assert read_count(words) == count


@pytest.mark.parametrize("word", ["seventh", "siebten", "thirty-first", "седьмого", "septième"])
def test_ordinals(word: str) -> None:
    assert says_which(word)


@pytest.mark.parametrize("word", ["seven", "sieben", "семь", "harbour", ""])
def test_what_is_no_ordinal(word: str) -> None:
    assert not says_which(word)


@given(st.lists(st.text(min_size=1, max_size=12), max_size=3))
def test_any_words(words: list[str]) -> None:
    read_count(words)
