"""Tables of contents of plain texts are left out, as all they say stands again below."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.plain_text import parse_plain_text
from corpus.structure.blocks.contents_lists import find_contents
from corpus.structure.blocks.lines import make_line

TITLES = (
    "The weir", "Who owns the water?", "Repairs", "How is the wheel stopped in a flood?",
    "What the upper village pays", "Flour",
)  # fmt: skip
BODY = (
    "It was built when the old dam had broken, and everybody gave a day of work for\n"
    "it, except for the miller, who gave the bread."
)


def sections(titles: tuple[str, ...], mark: str = "{n}. ") -> str:
    return "\n\n".join(
        f"{mark.format(n=n)}{title}\n\n{BODY}" for n, title in enumerate(titles, start=1)
    )


def quoted(text: str) -> str:
    _, made, paragraphs = parse_plain_text(text)
    return "\n".join(made[p.start : p.end] for p in paragraphs)


@pytest.mark.parametrize(
    "entry",
    ["{n}. {title}", "  o {n}. {title}", "{n}\t{title}", "    {title}", "{n}. {title} ...... {n}7"],
)
@pytest.mark.parametrize("between", ["\n", "\n\n", "\n---------------------\n"])
def test_a_table_of_contents_is_not_quoted(entry: str, between: str) -> None:
    contents = between.join(entry.format(n=n, title=t) for n, t in enumerate(TITLES, start=1))
    said = quoted(f"The mill\n\n{BODY}\n\nContents\n\n{contents}\n\n{sections(TITLES)}\n")
    assert not any(title in said for title in TITLES)
    assert said.count("everybody gave a day") == len(TITLES) + 1


@pytest.mark.parametrize("blank", [" ", "\N{NO-BREAK SPACE}"])
def test_chapters_are_called_so_below_and_numbered_in_the_contents(blank: str) -> None:
    contents = "\n".join(f"{n}.{blank}{title}" for n, title in enumerate(TITLES, start=1))
    chapters = sections(TITLES, f"Chapter {{n}}.{blank}".replace(" ", blank))
    _, made, paragraphs = parse_plain_text(f"The mill\n\nContents\n\n{contents}\n\n{chapters}\n")
    assert {made[p.start : p.end] for p in paragraphs} == {BODY.replace("\n", " ")}
    assert [p.headings for p in paragraphs] == [
        (f"Chapter {n}. {title}",) for n, title in enumerate(TITLES, start=1)
    ]
    assert [p.label for p in paragraphs] == [f"Chapter {n}" for n in range(1, 7)]


def test_an_entry_of_two_lines_is_left_out_whole() -> None:
    title = "How is the wheel stopped when the river has risen\nto the door of the mill?"
    contents = "\n".join(("- Weir", f"- {title}", "- Water", "- Flour", "- Bread"))
    body = sections(("Weir", title, "Water", "Flour", "Bread"))
    assert "to the door" not in quoted(f"The mill\n\n{contents}\n\n{body}\n")


@pytest.mark.parametrize(
    "listed",
    [
        TITLES[:4],  # too few
        (*TITLES[:4], "The bakery"),  # one that has no section
        tuple(reversed(TITLES)),
        ("Weirs", "Owners", "Repair", "Wheels", "Prices", "Bread"),
    ],
)
def test_other_lists_stay(listed: tuple[str, ...]) -> None:
    lines = [make_line(line) for line in (*listed, "", *sections(TITLES).split("\n"))]
    assert find_contents(lines) == frozenset()


@pytest.mark.parametrize(
    "lead_in",
    [
        "These are the parts of the agreement:",
        "The mill has five rules, which everybody knows:",
        "水車の約束 は 次の とおり です：",
    ],
)
def test_a_list_that_a_sentence_leads_up_to_stays(lead_in: str) -> None:
    lines = [make_line(x) for x in (lead_in, "", *TITLES, "", *sections(TITLES).split("\n"))]
    assert find_contents(lines) == frozenset()


@pytest.mark.parametrize("title", ["Contents:", "Table of Contents:", "Inhalt", "目次："])
def test_a_title_of_the_contents_is_no_such_sentence(title: str) -> None:
    lines = [make_line(x) for x in (title, "", *TITLES, "", *sections(TITLES).split("\n"))]
    assert find_contents(lines) == frozenset(range(2 + len(TITLES)))


@given(st.lists(st.sampled_from(["", "a", "b c", "---", "1. d", "d", "e"]), max_size=40))
def test_every_entry_stands_again_below(texts: list[str]) -> None:
    lines = [make_line(text) for text in texts]
    found = find_contents(lines)
    last = max(found, default=0)
    below = {line.text[-1:] for line in lines[last + 1 :]}
    assert {lines[n].text[-1:] for n in found if lines[n].text.isalnum()} <= below


@pytest.mark.parametrize(
    "title",
    ["Table of Contents", "Contents:", "目次", "Содержание", "Índice", "== Inhalt ==", "فہرست"],
)
@pytest.mark.parametrize("count", [2, 7])
def test_what_a_table_of_contents_is_called_goes_with_it(title: str, count: int) -> None:
    names = ("Boats", "Tides", "The pilot", "Fees", "Winter", "Moorings", "Lights")[:count]
    entries = "\n".join(f"  {number}. {name}" for number, name in enumerate(names, 1))
    sections = "\n\n".join(
        f"{number}. {name}\n\nThe harbour has a rule for that. It is kept."
        for number, name in enumerate(names, 1)
    )
    source = f"The mole\n\nIt is long.\n\n{title}\n\n{entries}\n\n{sections}\n"
    _, text, paragraphs = parse_plain_text(source)
    quoted = [text[p.start : p.end] for p in paragraphs]
    assert quoted == ["It is long.", *["The harbour has a rule for that. It is kept."] * count]
    assert not any(title.strip("=: ") in p.headings for p in paragraphs)


def test_two_lines_that_stand_again_are_kept_below_another_title() -> None:
    source = (
        "The mole\n\nWhat we keep\n\n1. Boats\n2. Tides\n\n"
        "1. Boats\n\nThey come.\n\n2. Tides\n\nThey go.\n"
    )
    _, text, paragraphs = parse_plain_text(source)
    assert "1. Boats" in [text[p.start : p.end] for p in paragraphs]


@pytest.mark.parametrize(
    ("entry", "numbers"),
    [
        ("{title} ........ {n}", (4, 2, 19, 7, 3, 9)),
        ("{n} {title}", (12, 100, 7, 3, 55, 60)),
        ("{title}\t{n}", (300, 210, 8, 950, 1, 2)),
    ],
)
def test_prices_and_amounts_above_sections_of_the_same_names_stay(
    entry: str, numbers: tuple[int, ...]
) -> None:
    listed = "\n".join(
        entry.format(title=title, n=n) for title, n in zip(TITLES, numbers, strict=True)
    )
    said = quoted(f"The mill\n\n{BODY}\n\n{listed}\n\n{sections(TITLES, '')}\n")
    assert all(str(number) in said for number in numbers)
