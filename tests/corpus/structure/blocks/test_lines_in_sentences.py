"""Lines amid a sentence or below a picture, which head nothing though they look as if they did."""

import pytest

from corpus.formats.plain_text import parse_plain_text

OTHER = "The ferry goes at noon, and no car may stand on the quay before that."


def read(text: str) -> list[tuple[tuple[str, ...], str]]:
    """The headings and the text of each paragraph."""
    _, content, paragraphs = parse_plain_text(text)
    return [(p.headings, content[p.start : p.end]) for p in paragraphs]


@pytest.mark.parametrize("shown", ["/QUAY/NO/LOCK/", "QUAY_OLD_LOCK", "SET LOCK OFF"])
def test_what_a_sentence_shows_that_goes_on_below_it_heads_nothing(shown: str) -> None:
    above = "Whoever may open the gate without a key has to write this line:"
    below = "into the list of gates, and must sign it."
    assert ((), below) in read(f"{above}\n\n{shown}\n\n{below}\n\n{OTHER}\n")


def test_what_stands_left_of_a_sentence_that_goes_on_heads_nothing() -> None:
    part = "   The ferry goes at noon, and no car may stand on the\n   quay before that.\n\n" * 2
    shown = "   The lamps of the quay are all lit by\n\n light --all --until dawn\n\n"
    below = "and burn until it is light, as is written in the list of the keeper."
    found = read(f"1. Gates\n\n{part}2. Lamps\n\n{shown}   {below}\n\n3. Oil\n\n{part}")
    assert (("2. Lamps",), below) in found


def test_capitals_below_what_leads_up_to_all_that_follows_are_a_heading() -> None:
    found = read(f"These are the rules of the quay:\n\nCARS AND CARTS\n\n{OTHER}\n\n{OTHER}\n")
    assert (("CARS AND CARTS",), OTHER) in found


@pytest.mark.parametrize("above", ["The lamp was out: see below:", "The lamp was out again."])
def test_a_day_left_of_its_changes_is_a_heading_below_a_colon_still(above: str) -> None:
    days = [f"2021-03-0{day}  Ruth Poe  <ruth@quay.example>" for day in (4, 3, 2, 1)]
    change = "\tquay: mend the lamp, which was out for all of the night\n\tand the day"
    found = read("".join(f"{day}\n\n{change}\n\n\t{above}\n\n" for day in days))
    assert len({headings for headings, _ in found}) == len(days)


def test_a_line_that_begins_with_what_something_is_equal_to_heads_nothing() -> None:
    first = "The lamp shows what is dark, and what is light is passed over by it if level"
    second = "=dusk is set, as it is in the list of the keeper, who wrote it in the spring."
    assert ((), f"{first} {second}") in read(f"{first}\n{second}\n\n{OTHER}\n")


@pytest.mark.parametrize("mark", ["=Ferries=", "== Ferries ==", "= Ferries", "## Ferries"])
def test_a_marked_heading_is_one_still(mark: str) -> None:
    assert (("Ferries",), OTHER) in read(f"The quay\n\n{OTHER}\n\n{mark}\n{OTHER}\n")


def test_an_address_behind_a_sign_heads_nothing() -> None:
    said = "“The lamp is out, and nobody sees the quay.”"
    found = read(f"{said}\n# https://quay.example/said/12\n%\n\n{said}\n\n{OTHER}\n")
    assert not any(headings for headings, _ in found)


def test_the_end_of_a_saying_is_no_term_of_who_said_it() -> None:
    said = "“Mend the lamp by noon!\nelse no boat will find it”"
    found = read(f"The quay\n\n{OTHER}\n\n{said}\n   -Keeper, of the quay\n\n{OTHER}\n")
    assert any("noon!" in text and "find it”" in text for _, text in found)


def test_a_saying_of_one_line_stays_with_who_said_it_below_its_title() -> None:
    sayings = "".join(
        f"{t}\n\n« Mend the {t.lower()} ! »\n   -Keeper, of the quay\n\n" for t in THINGS
    )
    found = read(f"The quay\n\n{OTHER}\n\n{sayings}{OTHER}\n")
    assert [headings for headings, text in found if "Mend" in text] == [(t,) for t in THINGS]


THINGS = ("The lamp", "The crane", "The gate")


def test_a_bracket_that_goes_on_heads_nothing() -> None:
    first = "(Which lamp was lit?  Who had the oil for it at that hour?"
    second = "Which glass was it?  And so on.)"
    found = read(f"{OTHER}\n\n    {first}\n    {second}\n\n{OTHER}\n")
    assert not any(headings for headings, _ in found)


@pytest.mark.parametrize("caption", ["Figure 3", "Table 4.", "Abbildung 2", "Fig. 7a"])
def test_the_number_of_a_picture_heads_nothing(caption: str) -> None:
    drawn = "         ___\n        /   \\\n    ---/     \\---\n"
    found = read(f"{OTHER}\n\n{drawn}\n        {caption}\n\n{OTHER} {OTHER}\n")
    assert not any(headings for headings, _ in found)


def test_a_key_in_brackets_above_what_it_does_is_a_term() -> None:
    keys = "".join(f"{key}\n     Turns the crane {way}.\n\n" for key, way in KEYS.items())
    found = read(f"{OTHER}\n\n{keys}{OTHER}\n")
    assert ((), "[HJKL]\nTurns the crane by a quarter.") in found
    assert not any(headings for headings, _ in found)


KEYS = {"[HJKL]": "by a quarter", "m[hjkl]": "slowly", "F[hjkl]": "at once"}


@pytest.mark.parametrize(
    ("items", "whole"),
    [
        (
            "  • 灯台の番人の本。\n\n"
            "  • 港の HTTP/USB の画面。この画面を出すためには、港のコンピュータの\n"
            "    電源を入れたときに鍵を回します。鍵の形については本を見てください。\n",
            "港のコンピュータの電源を入れた",
        ),
        (
            "  • 看守人的书。\n\n"
            "  • 港口的 HTTP/USB 画面。在早晨打开港口的灯的时候，可以通过转动钥匙看到画面\n"
            "    。请看书里的钥匙。通常它是红色的，但有些看守人会使用其他颜色的。\n",
            "看到画面。请看书里的钥匙。",
        ),
    ],
)
def test_a_name_in_capitals_makes_none_of_a_line_in_a_script_without(
    items: str, whole: str
) -> None:
    found = read(f"港\n\n起重机在港口里。\n\n{items}\n灯塔在它旁边。\n")
    assert not any(headings for headings, _ in found)
    assert any(whole in text for _, text in found)


@pytest.mark.parametrize("title", ["A.2. 起重机和灯塔", "附录 B. 港口的灯塔", "USB 등대 설정하기"])
def test_a_short_title_in_such_a_script_is_a_heading_still(title: str) -> None:
    said = "灯塔在它旁边，晚上点灯。"
    assert ((title,), said) in read(f"港\n\n起重机在港口里。\n\n{title}\n\n{said}\n\n{said}\n")
