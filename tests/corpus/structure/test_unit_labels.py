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
        ("المادة (12)", "المادة (12)"),
        ("¶ 4", "¶ 4"),
        ("Section\t4", "Section 4"),
        ("Section # 4", "Section # 4"),
        ("Clause(4)", "Clause(4)"),
        ("Rule", None),
        ("Rule-4 ponds", None),
        ("Rule: 4 ponds", None),
        ("Songs of Northern Fishermen 3:16 Ice", "Songs of Northern Fishermen 3:16"),
        ("Art. 5 bis Ponds", "Art. 5 bis"),
        ("Article 1er", "Article 1"),
        ("Artículo 4.º De los estanques", "Artículo 4"),
        ("Annex B: Ponds", "Annex B"),
        ("第17条の2 池", "第17条の2"),
        ("第二十三條", "第二十三條"),
        ("제17조의3 연못", "제17조의3"),
        ("มาตรา ๕ บ่อ", "มาตรา ๕"),
        ("Reeds 3:16 The pond", "Reeds 3:16"),
        ("1 Reeds 3:16-18", "1 Reeds 3:16-18"),
        ("Section 5 of the code says", None),
        ("Section 5 (“Ponds”) was moved", None),
        ("Section 5 “Ponds” was moved", None),
        ("Section 5 (Ponds) The pond", "Section 5"),
        ("Around 08:00 CET the pond froze", None),
        ("Starting 17:00 UTC", None),
        ("Teatime 17:00 Ponds", None),
        ("Gegen 17:45 Uhr", None),
        ("Ca. 17:45 Uhr", None),
        ("Около 17:45 МСК", None),
        ("Part A of ponds", None),
        ("Articles 4 and 5", None),
        ("2023 in ponds", None),
        ("3 ways to dig", None),
        ("Articles about ponds", None),
        ("Part of the pond", None),
        ("2024-05-01", None),
    ],
)
def test_reads_the_number_of_a_unit(heading: str, label: str | None) -> None:
    assert read_unit_label(heading) == label
