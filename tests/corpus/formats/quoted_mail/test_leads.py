"""Whom the line above a quotation names, and nothing of the line besides."""

import pytest

from corpus.formats.quoted_mail import read_writer


@pytest.mark.parametrize(
    ("lead", "writer"),
    [
        ("Quoting Ann Reed <ann@quay.example>:", "Ann Reed"),
        ('Quoting "Reed, Ann" <ann@quay.example>:', "Ann Reed"),
        ("Quoting ann@quay.example:", "ann@quay.example"),
        ("Quoting Ann Reed:", "Ann Reed"),
        ("Citando a Ana Ruiz:", "Ana Ruiz"),
        ("Zitat von Eva Blum:", "Eva Blum"),
        ("On Sunday, Ann Reed wrote:", "Ann Reed"),
        ("Ann Reed wrote on Sunday:", "Ann Reed"),
        ("Yesterday Ann Reed said:", "Ann Reed"),
        ("Am Sonntag schrieb Eva Blum:", "Eva Blum"),
        ("Le dimanche, Anne Petit a écrit :", "Anne Petit"),
        ("El domingo escribió Ana Ruiz:", "Ana Ruiz"),
        ("В воскресенье Анна Рид писала:", "Анна Рид"),
        ("On Mon, 4 Mar 2024, 'Ann Reed' via Quay List <quay@x.example> wrote:", "Ann Reed"),
        ("Sunday Okoro wrote:", "Sunday Okoro"),
        ("On 12/01/2024 10:11, ann wrote:", None),
        ("Le 12/01/2024 à 10:11, anne a écrit :", None),
        ("On Sunday, you wrote:", None),
        ("As Ann Reed said:", None),
        ("Quoting from the manual:", None),
        ("Opening hours 2024:", None),
    ],
)
def test_a_name_is_read_without_what_stands_around_it(lead: str, writer: str | None) -> None:
    assert read_writer(lead) == writer
