import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.words.letters import fold_letters


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("the old 1890 mole", "the old 1890 mole"),
        ("کشتی", "كشتي"),
        ("على", "علي"),
        ("ہے", "هي"),
        ("مـــرفأ", "مرفأ"),
        ("燈塔開門", "灯塔开门"),
        ("後面乾燥", "后面干燥"),
        ("٢٠٢٤ and ๒๕๖๗", "2024 and 2567"),
        ("маяк", "маяк"),
    ],
)
def test_letters_have_one_form(text: str, folded: str) -> None:
    assert fold_letters(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold_letters(text)
    assert fold_letters(once) == once


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_each_character_is_folded_by_itself(text: str) -> None:
    assert fold_letters(text) == "".join(map(fold_letters, text))


def test_a_digit_of_a_newer_unicode_is_no_mistake() -> None:
    """Python 3.11 does not know the digits of Kawi, which `regex` knows."""
    assert fold_letters("\U00011f53 wall") in ("\U00011f53 wall", "3 wall")
