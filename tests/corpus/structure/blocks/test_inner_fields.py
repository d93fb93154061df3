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
