"""Who a mail is from."""

import pytest

from corpus.formats.mail_headers import read_sender


@pytest.mark.parametrize(
    ("header", "sender"),
    [
        ("Ann Bell <ann@x.example>", "Ann Bell"),
        ('"Bell, Ann" <ann@x.example>', "Bell, Ann"),
        ('"Ann \\"Tin\\" Bell" <ann@x.example>', 'Ann "Tin" Bell'),
        ("ann@x.example (Ann Bell)", "Ann Bell"),
        ("ann at x.example (Ann Bell)", "Ann Bell"),
        ("Ann Bell", "Ann Bell"),
        ("Ann Bell [mailto:ann@x.example]", "Ann Bell"),
        ("Bell, Ann [ann@x.example]", "Bell, Ann"),
        ("<ann@x.example>", "ann@x.example"),
        ('"ann@x.example" <ann@x.example>', "ann@x.example"),
        ("Ann Bell (ann@x.example) <ann@x.example>", "Ann Bell"),
        ("Ann Bell via Works <works@x.example>", "Ann Bell"),
        ("'Ann Bell' via Works <works@x.example>", "Ann Bell"),
        ("Zoë =?utf-8?q?M=C3=BCller?= <z@x.example>", "Zoë Müller"),
        ("Ann Bell <ann@x.example>, Jim Hale <jim@x.example>", "Ann Bell, Jim Hale"),
        ("Works: Ann Bell <ann@x.example>;", "Works: Ann Bell"),
        ("", ""),
    ],
)
def test_the_name_signs(header: str, sender: str) -> None:
    assert read_sender(header) == sender


@pytest.mark.parametrize(
    "header",
    [
        '"Ann Bell <ann@x.example>" <mallory@y.example>',
        '"Ann Bell ann@x.example" <mallory@y.example>',
        "Ann Bell <ann@x.example> <mallory@y.example>",
        "Ann Bell (ann@x.example) <mallory@y.example>",
        "=?utf-8?q?Ann_Bell_=3Cann=40x.example=3E?= <mallory@y.example>",
        "=?utf-8?q?Ann_Bell_=3Cann=40x.example=3E=2C?= <mallory@y.example>",
        "mallory@y.example (Ann Bell <ann@x.example>)",
        '"Ann Bell <ann@x.example>\\"" <mallory@y.example>',
        'Ann Bell <"ann@x.example"> <mallory@y.example>',
    ],
)
def test_a_name_with_the_address_of_another_does_not(header: str) -> None:
    assert read_sender(header) == "mallory@y.example"


def test_of_many_senders_the_first_are_named() -> None:
    assert read_sender(", ".join(f"A{n} <a{n}@x.example>" for n in range(99))) == "A0, A1, A2"


@pytest.mark.parametrize("mark", ['"', "(", "<", "\\", ",", "a@b", "=?a?q?", ' "(', "<>"])
def test_a_hostile_header_names_somebody_or_nobody(mark: str) -> None:
    assert "\n" not in read_sender("a@b.example" + mark * 1000)
