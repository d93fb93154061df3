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
        ("On Wed, Ann Reed wrote:", "Ann Reed"),
        ("Sun Li wrote:", "Sun Li"),
        ("On Wed, 5 Feb 2025, Carl May wrote:", "Carl May"),
        ("On Wed, May 5, 2025 at 10:03 AM Carl May <c@quay.example> wrote:", "Carl May"),
        ("On 5 Feb 2025, May Lee wrote:", "May Lee"),
        ("On 5 May 2025, Jan May wrote:", "Jan May"),
        ("On Sun, 5 Feb 2025, Sun Li wrote:", "Sun Li"),
        ("On Wed, Feb 5, 2025 at 10:03 Tom Friday wrote:", "Tom Friday"),
        ("El 5 jul 2025, Julio Ruiz escribió:", "Julio Ruiz"),
        ("On Wednesday, 5. May 2025 10:03:00 CEST Jim Hale wrote:", "Jim Hale"),
        ("On Sunday Jim Hale <j@quay.example> wrote:", "Jim Hale"),
        ("On 12/01/2024 10:11, ann wrote:", None),
        ("Le 12/01/2024 à 10:11, anne a écrit :", None),
        ("On Sunday, you wrote:", None),
        ("As Ann Reed said:", None),
        ("Quoting from the manual:", None),
        ("Opening hours 2024:", None),
        ("Dne 11. 01. 24 v 15:04 Jan Novák napsal(a):", "Jan Novák"),
        ("On 11 Jan 2024 Jim Hale wrote:", "Jim Hale"),
        ("24. 1. 11. 15:04에 김민수 이(가) 쓴 글:", "김민수"),
        ("2024/01/11 15:04、田中太郎 のメール:", "田中太郎"),
        ("2024/01/11 15:04、田中太郎 <t@quay.example>のメール:", "田中太郎"),
        ("田中太郎 さんは書きました (2024/01/11 15:04):", "田中太郎"),
        ("On 2024/01/11 15:04, 田中太郎 wrote:", "田中太郎"),
        ("在 2024/1/11 15:04, 王小明 写道:", "王小明"),
        ("王小明 於 2024/1/11 下午 03:04 寫道:", "王小明"),
        ("王小明在2023年的书中写道：", None),
    ],
)
def test_a_name_is_read_without_what_stands_around_it(lead: str, writer: str | None) -> None:
    assert read_writer(lead) == writer


def test_a_lead_takes_no_time_that_doubles_with_each_sign() -> None:
    assert read_writer(f"2024 10:30 {'AM.' * 60} 王:"), "or else this test never ends"
