"""Days above items of a list of changes head them."""

import pytest

from corpus.formats.plain_text import parse_plain_text

_ITEMS = ("* The wheel of the mill turns\n  to the left. - Ada (ada@example.org)", "* New ropes.")


def read(text: str) -> list[tuple[tuple[str, ...], str]]:
    """The headings and the text of each paragraph."""
    _, content, paragraphs = parse_plain_text(f"What is new in the mill\n\n{text}")
    return [(p.headings, content[p.start : p.end]) for p in paragraphs]


@pytest.mark.parametrize(
    "days",
    [
        ("11-28-94", "11-03-94"),
        ("1994-11-28", "1994-11-03"),
        ("28.11.1994:", "03.11.1994:"),
        ("28 November 1994", "3 November 1994"),
        ("Mon, 28 Nov 1994", "Thu, 3 Nov 1994"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_day_heads_the_items_below_it(days: tuple[str, str], gap: str) -> None:
    text = "".join(f"{day}{gap}{item}{gap}" for day, item in zip(days, _ITEMS, strict=True))
    said = [" ".join(item.split()) for item in _ITEMS]
    assert read(text) == [((day,), item) for day, item in zip(days, said, strict=True)]


def test_days_stand_below_their_release_and_end_with_their_items() -> None:
    days = "28.11.1994\n* New ropes.\n03.11.1994\n* New steps.\n"
    text = f"Mill 1.2\n--------\n{days}\nMill 1.1\n--------\n{days.replace('94', '93')}\nThanks"
    found = read(f"{text}\n------\n\nTo all that helped with it.\n")
    assert [above for above, _ in found] == [
        ("Mill 1.2", "28.11.1994"),
        ("Mill 1.2", "03.11.1994"),
        ("Mill 1.1", "28.11.1993"),
        ("Mill 1.1", "03.11.1993"),
        ("Thanks",),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "We went out on\n1994-11-28\n* by boat\n\nand came back on\n1994-11-30\n* by train\n",
        "1994-11-28\nWe went out.\n\n1994-11-29\nWe came back.\n",
    ],
)
def test_days_above_no_item_or_in_a_sentence_are_no_such_heading(text: str) -> None:
    assert not any(above for above, _ in read(text))
