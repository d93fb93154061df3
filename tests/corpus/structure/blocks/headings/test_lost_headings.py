"""Headings that say something must stand above something, and rows are no headings."""

import pytest

from corpus.formats.plain_text import parse_plain_text

ABOVE = "The lamp is lit at dusk. It burns until the morning comes.\n\n"
BELOW = "It has not been changed since then. It will not be changed, either.\n"


def read(text: str) -> list[tuple[tuple[str, ...], str]]:
    """The headings and the text of each paragraph."""
    _, content, paragraphs = parse_plain_text(text)
    return [(p.headings, content[p.start : p.end]) for p in paragraphs]


@pytest.mark.parametrize(
    "rows",
    [
        [
            "2.3   2019-06-04   Typos",
            "2.2   2019-06-01   Clearer words",
            "2.1   2019-01-14   First",
        ],
        ["1.1\tOctober\tNew lamps", "1.2\tNovember\tNew glass", "1.3\tDecember\tNew oil"],
        ["1.  Oslo    12  lamps", "3.  Bergen    7  lamps", "5.  Bodin    4  lamps"],
    ],
)
def test_rows_with_blank_lines_between_are_rows(rows: list[str]) -> None:
    found = read(ABOVE + "\n\n".join(rows) + "\n\n" + BELOW)
    assert all(not headings for headings, _ in found)
    said = "\n".join(text for _, text in found)
    assert all(row.split()[-1] in said for row in rows)


@pytest.mark.parametrize(
    "heads",
    [
        ["2.1 Oil", "2.2 Glass", "2.3 Wicks"],
        ["Oil\n---", "Glass\n-----", "Wicks\n-----"],
        ["== Oil ==", "== Glass ==", "== Wicks =="],
    ],
)
def test_a_heading_above_nothing_is_text(heads: list[str]) -> None:
    found = read(ABOVE + "\n\n".join(heads) + "\n\n" + BELOW)
    said = " ".join(text for _, text in found)
    assert "Oil" in said and "Glass" in said
    assert "Wicks" in found[-1][0][-1]


def test_a_title_above_another_heading_is_no_text() -> None:
    assert read(f"1. Lamps\n\n2. Oil\n\n{ABOVE}")[-1][0] == ("2. Oil",)


@pytest.mark.parametrize("group", ["SHORT ONES", "ABOUT OIL", "FROM READERS"])
def test_a_heading_between_numbered_ones_is_above_those_that_follow(group: str) -> None:
    names = f"THE FAQ\n\n1. LAMPS\n\n1.1. Names\n\n{ABOVE}"
    text = f"{names}2. OIL\n\n   {group}\n\n2.1. Kinds\n\n{ABOVE}2.2. Costs\n\n{BELOW}"
    found = read(text)
    assert found[-1][0] == ("2. OIL", group, "2.2. Costs")
    assert found[-2][0] == ("2. OIL", group, "2.1. Kinds")
    assert found[0][0] == ("1. LAMPS", "1.1. Names")
    after = read(f"{text}\n3. GLASS\n\n3.1. Kinds\n\n{BELOW}")
    assert after[-1][0] == ("3. GLASS", "3.1. Kinds")


@pytest.mark.parametrize("name", ["WARNINGS", "BUILD NEEDS", "ABOUT THE OIL"])
def test_capitals_with_a_colon_left_of_paragraphs_are_a_heading(name: str) -> None:
    set_in = "\n        "
    section = (
        f"{name}:{set_in}The lamp smokes if the oil is old. It is not dear, and it is"
        f"{set_in}sold in each shop.\n{set_in}It burns long. It also smells a little.\n\n"
    )
    notes = f"NOTES:{set_in}It was built by a smith who lived in the bay. He was old.\n"
    found = read(f"A guide to the lamp\n\n{section}{notes}")
    assert [headings for headings, _ in found] == [(name,), (name,), ("NOTES",)]


@pytest.mark.parametrize(
    "line",
    [
        "Copyright (C) 1999, 2001 Free Lamp Foundation, Inc",
        "© 2004 Ruth Penn",
        "Ruth Penn <ruth@example.org>",
        "The usual call is just\n\n        lamp_light(&oil);",
        "=    print the line number of the lamp",
        "    12.  12.0  12e0  1.2e1",
        "    12. 12e0",
        "    LAMP: {\n        light('the lamp', 6)\n            if $x eq 'Oil';\n    }",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    found = read(f"{ABOVE}{line}\n\n{BELOW}")
    assert all(not headings for headings, _ in found)
    words = " ".join(" ".join(text for _, text in found).split())
    assert " ".join(line.split()) in words or line.split()[-1] in words


@pytest.mark.parametrize(
    "title", ["Where the oil is kept", "Why a lamp is dear", "Copyright in Norway"]
)
def test_what_is_a_heading_all_the_same(title: str) -> None:
    code = "        lamp_light(&oil);\n        lamp_dim(&oil);\n"
    assert read(f"{ABOVE}{title}\n\n{code}\n{BELOW}")[-1][0] == (title,)


@pytest.mark.parametrize("call", ["lamp_light()", "$lamp->dim_oil( [$by] )", "$oil = get_oil();"])
def test_a_call_left_of_what_says_how_it_is_made_is_a_heading(call: str) -> None:
    said = (
        "    It lights the lamp at dusk, which is when the keeper has come from the\n"
        "    town, and it is quick. There is no other way to do that at night, so it\n"
        "    has to be used.\n\n"
    )
    page = f"LAMP\n\nMETHODS\n{3 * said}  {call}\n{3 * said}"
    assert read(page)[-1][0] == ("METHODS", call)
