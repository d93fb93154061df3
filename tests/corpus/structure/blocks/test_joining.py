"""Lines whose sentence goes on although the next begins with a number, a bracket or a capital, and
rows below an item."""

import pytest

from corpus.formats.plain_text import parse_plain_text
from corpus.structure.blocks.blocks import read_blocks
from corpus.structure.blocks.mail_quotes import read_lines


def read(text: str) -> list[str]:
    blocks = read_blocks(read_lines(text), lambda line: False)
    return [block.text.strip() for block in blocks if block.role != "gap"]


def join(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    "sentence",
    [
        "The keys of the tower fit the locks of the floors 0.4, 0.5, 0.6,\n0.7 and 0.8 alone.",
        "With the new sails the mill grinds the same sacks of corn in about\n"
        "12-15 minutes less than before.",
        "The keeper asked for a lens whose rim is ground by hand to a\n4x4 pattern, as of old.",
        "Nobody may use the lamp against what is laid down in section\n2.1 of the rules.",
    ],
)
def test_a_sentence_goes_on_with_a_number(sentence: str) -> None:
    assert read(sentence) == [join(sentence)]
    assert read(f"- {sentence}") == [f"- {join(sentence)}"]


@pytest.mark.parametrize(
    "aside", ["(asked for by Ida Berg)", "[see the map of the bay]", "(#20417; Jon Hale)"]
)
@pytest.mark.parametrize("indent", ["", "  ", "    "])
def test_an_aside_belongs_to_the_item_above_it(indent: str, aside: str) -> None:
    item = "  - the lamp no longer goes out where the oil is low"
    assert read(f"{item}\n{indent}{aside}") == [f"{item.strip()} {aside}"]


@pytest.mark.parametrize(
    ("opened", "rest"), [("(Closes:", "#20417)"), ("(see:", "Map 4)"), ("[fixes:", "#3, #4]")]
)
def test_a_label_in_brackets_leads_up_to_nothing(opened: str, rest: str) -> None:
    item = f"* Put the lamp where the ships that come by night can see it {opened}\n  {rest}"
    assert read(item) == [join(item)]


@pytest.mark.parametrize(
    "text",
    [
        "THE LAMP IS LENT AS IT STANDS, AND NOBODY ANSWERS FOR WHAT IT LIGHTS\n"
        "OR DOES NOT LIGHT. WHOEVER TAKES IT AWAY BRINGS IT BACK BY THE NEXT\nMORNING.",
        "ЛАМПА ВЫДАЁТСЯ КАК ЕСТЬ, И НИКТО НЕ ОТВЕЧАЕТ ЗА ТО, ЧТО ОНА ОСВЕЩАЕТ\n"
        "ИЛИ НЕ ОСВЕЩАЕТ В ЭТОЙ БАШНЕ И ВОКРУГ НЕЁ.",
        "DIE LAMPE WIRD SO VERLIEHEN, WIE SIE STEHT, UND NIEMAND STEHT DAFÜR\n"
        "EIN, WAS SIE ZEIGT. WER SIE NIMMT, BRINGT SIE AM NÄCHSTEN MORGEN\nZURÜCK.",
    ],
)
def test_running_text_in_capitals_is_joined(text: str) -> None:
    assert read(text) == [join(text)]


@pytest.mark.parametrize(
    "below",
    ["lamp-{oil,wick}", "and the use of Lamp{Oil,Wick}", "wick-less; take the oil to them;"],
)
def test_a_clause_that_looks_like_code_stays_in_its_item(below: str) -> None:
    item = f"* The keepers asked for less smoke in the new lamps of\n  {below}\n  as of today."
    assert read(item) == [join(item)]


@pytest.mark.parametrize("names", ["lamp_light() and lamp_dim()", "`wick` = `oil` and both"])
def test_a_sentence_that_names_code_stays_below_its_lead_in(names: str) -> None:
    item = f"* Two calls are gone:\n  {names} were only\n  meant for the keeper of the tower."
    assert read(item) == [join(item)]


@pytest.mark.parametrize("mark", ["-", "*", "."])
def test_rows_below_an_item_keep_their_lines(mark: str) -> None:
    rows = ["Case 4 – the lamp smokes", "Case 5 – Lens cracks in the", "Case 9 – Door sticks"]
    text = f"{mark} Mended:\n  {rows[0]}\n  {rows[1]}\n    cold of a long winter\n  {rows[2]}"
    rows[1] += " cold of a long winter"
    assert read(text) == ["\n".join([f"{mark} Mended:", *rows])]


def test_full_stops_mark_items() -> None:
    items = [". new lamps for the tower", ". the old ones are sold", ". oil is cheaper"]
    assert read("\n".join(items)) == items


@pytest.mark.parametrize(
    "lines",
    [
        ["Mill Lane", "12 Upper Village"],
        ["The lamp of the harbour of the Northern Isles", "12 feet"],
        ["LAMPS", "OIL"],
        ["int lamp(void *tower, const char *keeper_name, {", "(x) }"],
    ],
)
def test_lines_that_say_something_each_are_kept(lines: list[str]) -> None:
    assert join(" ".join(lines)) not in read("\n".join(lines))


@pytest.mark.parametrize(
    ("row", "lead"),
    [
        ("2 oars", "For the harbour:"),
        ("1 Prise Salz", "Für die Füllung:"),
        ("3 cuerdas", "Para el barco:"),
    ],
)
def test_a_short_line_with_a_colon_belongs_to_the_rows_below_it(row: str, lead: str) -> None:
    text = f"Boats\n\n4 ropes\n7 lamps\n{row}\n{lead}\n1 kg paint\n2 l tar\n"
    _, made, paragraphs = parse_plain_text(text)
    assert lead in [made[p.start : p.end] for p in paragraphs]


@pytest.mark.parametrize("field", ["Serves: 8", "Portionen: 4", "Personas: 12"])
def test_a_field_that_is_a_number_is_no_heading(field: str) -> None:
    _, _, paragraphs = parse_plain_text(
        f"The cake of the pier\n\n{field}\nPrep time: 20 min.\n\n"
        "Knead the dough until it is smooth.\n\nBake it until it is brown, and let it rest.\n"
    )
    assert not any(field in p.headings for p in paragraphs)


@pytest.mark.parametrize("mark", ["1.", "1.2", "*"])
def test_the_title_of_an_item_is_no_part_of_the_sentence_below_it(mark: str) -> None:
    item = f"  {mark} How to fill the lamp\n      Open the cap and pour the oil in. Do not spill"
    assert read(f"{item}\n      any.") == [
        f"{mark} How to fill the lamp\nOpen the cap and pour the oil in. Do not spill any."
    ]
    goes_on = f"  {mark} The lamp is filled by\n      Mr. Flint, who lives at the pier."
    assert read(goes_on) == [join(goes_on)]


def test_what_stands_below_a_dotted_item_is_of_it() -> None:
    _, text, paragraphs = parse_plain_text(
        "Lamps\n\n  1.1 Filling it\n      Pour the oil in.\n\n      It may smoke.\n\n"
        "  1.2 Trimming it\n      Cut the wick.\n"
    )
    said = {text[p.start : p.end]: p.label for p in paragraphs}
    assert said["It may smoke."] == "1.1"


def test_names_below_an_item_stay_on_their_lines() -> None:
    lists = (
        "- Oars\n    Olga Reed\n    Hal van Frost\n- Sails and ropes\n    Ann Pell\n    Tom Moor"
    )
    text = parse_plain_text(f"These helped:\n\n{lists}\n\nThe boats are sold.\n")[1]
    assert "- Oars\nOlga Reed\nHal van Frost\n- Sails and ropes\nAnn Pell\nTom Moor" in text


@pytest.mark.parametrize(
    "item", ["- The Board of\n  Harbour Works\n  And Piers", "- Long Pier,\n  Sund\n  Weir"]
)
def test_what_goes_on_below_an_item_is_joined(item: str) -> None:
    text = parse_plain_text(f"These helped:\n\n{item}\n- Others\n\nThe boats are sold.\n")[1]
    assert " ".join(item.split()) in text
