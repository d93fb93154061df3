import pytest

from corpus.normalization import fold_accents
from embeddings.retrieval.units.mentions import speaks_of
from tests.support.counting import count_calls_of


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("section 3", "as Section  3 says"),
        ("section 3", "Section 3."),
        ("section 3", "(section 3)"),
        ("section 3", "section 3(2), and section 3 (b)"),
        ("section 3", "section 3: duties"),
        ("section 3", "section 3's duties"),
        ("section 3", "not section 31 but section 3"),
        ("section 3", "section 3, 5 and 7"),
        ("art. 3", "del Art. 3º de la ley"),
        ("article 1", "de l'article 1er"),
        ("§ 3", "nach § 3 Abs. 2"),
        ("артикул 3", "в Артикул 3 и"),
        ("第三条", "根据第三条第二款的规定"),
        ("제3조", "제3조에 따라"),
        ("المادة 3", "والمادة 3 من"),
        ("third article", "By the third article,"),
        ("section twenty", "Section twenty. One boat"),
        ("article ii", "Article II of the code"),
    ],
)
def test_speaks_of_the_unit(unit: str, text: str) -> None:
    assert speaks_of(unit, text)


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("section 3", "Section 3.1, Section 31, section 30"),
        ("section 3", "section 3a and section 3-a"),
        ("section 3", "section 3-101, section 3–101"),
        ("section 3", "section 3,5 or 3/2019 or section 3/2019 or section 3:4"),
        ("section 3", "subsection 3 and sub-section 3"),
        ("section 32", "Section 3²"),
        ("section 31", "section 3½"),
        ("section 3", "section 3½"),
        ("section 3", "section 3 bis"),
        ("section 3", "section ٣٣ and section 3٣"),
        ("article i", "Article II and Article IV"),
        ("art. 3", "Chart. 3"),
        ("3. artikel", "im 13. Artikel, 1.3. Artikel"),
        ("пункт 3", "подпункт 3 и пункт 30"),
        ("第三条", "第三十条、第十三条"),
        ("三条", "第十三条"),
        ("第3条", "第3条の2"),
        ("제3조", "제3조의2, 제13조"),
        ("المادة 3", "المادة 3 مكرر و المادة 31"),
        ("third article", "the thirty third article, the twenty-third article"),
        ("section twenty", "section twenty one, section twenty-two"),
    ],
)
def test_speaks_of_another_unit(unit: str, text: str) -> None:
    assert not speaks_of(unit, text)


def test_a_text_is_folded_once_for_all_units_of_a_question() -> None:
    units = [f"section {number}" for number in range(900, 920)]
    found: list[bool] = []
    folds = count_calls_of(
        fold_accents, lambda: found.extend(speaks_of(u, "As section 907 says.") for u in units)
    )
    assert found == [number == 907 for number in range(900, 920)]
    assert folds <= len(units) + 1
