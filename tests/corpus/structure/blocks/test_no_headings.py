import pytest

from corpus.formats.plain_text import parse_plain_text


@pytest.mark.parametrize(
    ("first", "inner", "last"),
    [
        ("Makes: 2 pots", "Needs: quinces, sugar", "Hint: keep it dark."),
        ("Quantité : 2 pots", "Produits : coings, sucre", "Conseil : garder au frais."),
    ],
)
def test_a_field_between_two_others_heads_nothing(first: str, inner: str, last: str) -> None:
    card = f"{first}\n{inner}\n{last}\n"
    _, made, paragraphs = parse_plain_text(f"Quince and pear\n\n{card}\n{card}")
    assert not any(inner in p.headings for p in paragraphs)
    assert made.count(inner) == 2


def test_a_line_with_a_colon_above_running_text_is_a_heading() -> None:
    said = "It came in the night, and by the morning all of the lower town was under water."
    text = f"Weir town\n\nPart one: the flood\n{said} {said}\n\nPart two: the wall\n{said}\n"
    _, _, paragraphs = parse_plain_text(text)
    assert {p.headings for p in paragraphs} == {("Part one: the flood",), ("Part two: the wall",)}


def test_fields_that_stand_further_in_head_nothing() -> None:
    text = (
        "The boats of Weir\n\n  heron@boats.example\n\n"
        "      Kind     : A boat for eel traps.\n      Language : Icelandic\n"
        "      Berth    : http://boats.example/heron\n\n  silt@boats.example\n\n"
        "      Kind     : A boat for mussels.\n      Language : none\n      Berth    : nine\n"
    )
    _, made, paragraphs = parse_plain_text(text)
    assert not any(p.headings for p in paragraphs)
    assert "Language : Icelandic" in made


def test_a_line_further_in_with_which_a_sentence_goes_on_heads_nothing() -> None:
    text = (
        "Did you know...\n... that the old crane of the quay lifts more than all\n"
        "    The cranes of Weir have lifted?\n%\nDid you know...\n... that a pilot sleeps?\n"
    )
    _, made, paragraphs = parse_plain_text(text)
    assert not any(p.headings for p in paragraphs)
    assert "The cranes of Weir have lifted?" in made


def test_what_is_said_above_a_signature_is_neither_a_title_nor_a_heading() -> None:
    said = "Why row to an island if you live on one?"
    text = f"{said}\n-- Ann Weir (1925-2008)\n%\nThe sea owes me nothing.\n-- Ann Weir\n"
    metadata, made, paragraphs = parse_plain_text(text)
    assert metadata.title is None
    assert not any(p.headings for p in paragraphs)
    assert made.startswith(said)
