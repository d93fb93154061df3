"""Numbers of articles, sections and rules in headings."""

import pytest

from corpus.structure.unit_labels import read_unit_label


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("Rule 7: Bells", "Rule 7"),
        ("ARTICLE 3", "ARTICLE 3"),
        ("Chapter IV. Of ponds", "Chapter IV"),
        ("6.1.2 Ponds", "6.1.2"),
        ("4. Ponds", "4"),
        ("§ 8(3) Ponds", "§ 8(3)"),
        ("Q12. Which pond?", "Q12"),
        ("Статья 5. Пруды", "Статья 5"),
        ("Artikel 9", "Artikel 9"),
        ("第三条 池塘", "第三条"),
        ("제4조(연못)", "제4조"),
        ("المادة 6", "المادة 6"),
        ("2023 in ponds", None),
        ("3 ways to dig", None),
        ("Articles about ponds", None),
        ("Part of the pond", None),
        ("2024-05-01", None),
    ],
)
def test_reads_the_number_of_a_unit(heading: str, label: str | None) -> None:
    assert read_unit_label(heading) == label
