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


def test_two_fields_below_a_command_are_no_headings_and_the_command_is_one() -> None:
    said = "It does so whenever the wheel of the mill has stood still for a whole night."
    text = (
        f"The mill\n\n4.2.1.  oil\n\nUsage: oil\nDefault: none\n\n{said}\n\n"
        f"4.2.2.  brake_at\n\nUsage: brake_at hour\nDefault: noon\n\n{said}\n"
    )
    _, _, paragraphs = parse_plain_text(text)
    assert {(p.headings, p.label) for p in paragraphs} == {
        (("4.2.1. oil",), "4.2.1"),
        (("4.2.2. brake_at",), "4.2.2"),
    }


@pytest.mark.parametrize("indent", ["", "    "])
def test_a_sign_with_what_it_is_for_in_the_next_column_heads_nothing(indent: str) -> None:
    rows = (
        "#         The hash begins each line that the miller has to read by\n"
        "          himself before noon.\n\n"
        ";         The semicolon parts two sacks that stand in one of the\n"
        "          rows of the loft.\n"
    )
    text = "".join(f"{indent}{row}".rstrip(" ") for row in rows.splitlines(keepends=True))
    _, made, paragraphs = parse_plain_text(f"Signs\n\nThese signs are read at the mill:\n\n{text}")
    assert [(p.headings, p.kind) for p in paragraphs[-2:]] == [((), "term")] * 2
    assert "#\nThe hash begins each line that the miller has to read by himself" in made


def test_the_last_of_several_letters_and_a_smile_head_nothing() -> None:
    said = "Letters that stand for nothing are left to whoever builds the next mill."
    text = (
        "The plan of the mill\n\nThe letters of the plan stand for these parts of it, as built:\n\n"
        f"W Wheel\nB Brake\nR                  (the rope of the old wheel)\nL Loft\n\n{said}\n\n"
        f"Now turn it yourself and listen to the wheel. :-)\n\n{said}\n"
    )
    _, _, paragraphs = parse_plain_text(text)
    assert not any(p.headings for p in paragraphs)
