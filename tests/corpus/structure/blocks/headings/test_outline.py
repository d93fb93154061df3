"""Lines that stars mark above a text are headings."""

import pytest

from corpus.formats.plain_text import parse_plain_text

_TEXT = "Boats come in at six. The pilot meets them at the buoy, and nobody comes in without him.\n"


def headings(text: str) -> list[tuple[tuple[str, ...], str]]:
    _, made, paragraphs = parse_plain_text("How the harbour is run\n\n" + text)
    return [(p.headings, made[p.start : p.end]) for p in paragraphs]


@pytest.mark.parametrize(
    "titles",
    [
        ("Tides", "Boats of members", "The Pilot (in winter)"),
        ("Boote", "Der Lotse", "Gezeiten der Bucht"),
        ("潮汐", "船舶", "引航员"),
    ],
)
@pytest.mark.parametrize("indent", ["", "  "])
def test_titles_of_an_outline_are_headings(titles: tuple[str, ...], indent: str) -> None:
    text = "\n".join(f"* {title}\n\n{indent}{_TEXT}" for title in titles)
    assert [above for above, _ in headings(text)] == [(title,) for title in titles]


def test_more_stars_stand_below_fewer() -> None:
    text = f"* Boats\n\n** By day\n\n{_TEXT}\n** By night\n\n{_TEXT}\n* Tides\n\n{_TEXT}"
    assert [above for above, _ in headings(text)] == [
        ("Boats", "By day"),
        ("Boats", "By night"),
        ("Tides",),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"* The buoy {n} is new\n" for n in range(9)) + "\n" + _TEXT,
        f"* Boats\n\n{_TEXT}\n* The pilot has gone home.\n\n{_TEXT}\n* tides\n\n{_TEXT}",
        f"* Boats\n* Tides\n* Pilots\n\n{_TEXT}",
        f"* Boats\n\n{_TEXT}",
    ],
)
def test_items_of_a_list_are_none(text: str) -> None:
    assert not any(above for above, _ in headings(text))
