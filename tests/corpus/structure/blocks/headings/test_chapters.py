"""Headings of chapters that only the number of the heading right below them tells."""

import pytest

from corpus.formats.plain_text import parse_plain_text

LIFTS = "A pump lifts water from the well to the tank, which stands on the roof of the mill."
PORTS = "There are ports on the left and on the right, and one is below, for the drain alone."


def list_headings(written: str) -> list[tuple[str, ...]]:
    return [paragraph.headings for paragraph in parse_plain_text(written)[2]]


@pytest.mark.parametrize(
    ("first", "second"), [("1.0 ", "2.0 "), ("1.0\t", "2.0\t"), ("1 ", "2 "), ("1.0. ", "2.0. ")]
)
def test_a_chapter_stands_above_its_sections(first: str, second: str) -> None:
    written = (
        f"Questions about pumps\n\n{first}General Concepts\n\n1.1 Pump, what is it?\n\n{LIFTS}\n\n"
        f"{second}Pump Ports\n\n2.1 What ports exist?\n\n{PORTS}\n"
    )
    chapters = [" ".join(f"{first}General Concepts".split()), f"{second.strip()} Pump Ports"]
    assert list_headings(written) == [
        (chapters[0], "1.1 Pump, what is it?"),
        (chapters[1], "2.1 What ports exist?"),
    ]


@pytest.mark.parametrize(
    "above",
    [
        "1 pump, 2 tanks and a drain stand in the yard of the mill.",
        "1.0 is the version that has it",
    ],
)
def test_what_stands_above_a_section_and_has_another_number_or_says_it_all_is_none(
    above: str,
) -> None:
    written = (
        f"Questions about pumps\n\n{above}\n\nNobody knows why.\n\n1.1 Pump, what is it?\n\n"
        f"{LIFTS}\n\n1.2 What ports exist?\n\n{PORTS}\n"
    )
    assert not any(above in headings for headings in list_headings(written))


def test_a_heading_that_more_than_its_number_tells_stays_on_its_level() -> None:
    written = (
        f"1. Definitions\n==============\n\n{LIFTS}\n\n2. Grants\n=========\n\n2.1 Of pumps\n\n"
        f"{PORTS}\n\n2.2 Of ports\n\n{LIFTS}\n"
    )
    assert list_headings(written)[1:] == [
        ("2. Grants", "2.1 Of pumps"),
        ("2. Grants", "2.2 Of ports"),
    ]
