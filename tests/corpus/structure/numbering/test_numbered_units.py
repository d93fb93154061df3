"""Which numbered unit each paragraph of a text is of, in plain texts and in Markdown."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import BlockKind, Paragraph
from corpus.formats.markdown.reader import parse_markdown
from corpus.formats.plain_text import parse_plain_text
from corpus.structure.numbering.numbered_units import label_units


def read(text: str, is_markdown: bool = False) -> list[tuple[str | None, str]]:
    """The label of each paragraph, and how it begins."""
    _, made, paragraphs = (parse_markdown if is_markdown else parse_plain_text)(text)
    return [(p.label, made[p.start : p.end][:12]) for p in paragraphs]


def labels(text: str, is_markdown: bool = False) -> list[str | None]:
    return [label for label, _ in read(text, is_markdown)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Reed 4:1** A heron waits.\n\n**Reed 4:2** A pike waits.", ["Reed 4:1", "Reed 4:2"]),
        ("4:8 A heron waits.\n\n4:9 and the pike, too.", ["4:8", "4:9"]),
        ("Song of Reeds 1:1 A heron.\n\n2 Reeds 1:2 A pike.", ["Song of Reeds 1:1", "2 Reeds 1:2"]),
        ("¶ 3 The heron waits.\n\n¶ 4 The pike waits.", ["¶ 3", "¶ 4"]),
        ("Q 12. Who waits?\n\nThe heron.\n\nQ 13. Where?", ["Q 12", "Q 12", "Q 13"]),
        ("第4条 鹭在等待。\n\n第5条の2 鹭在等待。", ["第4条", "第5条の2"]),
        ("المادة 4: ينتظر.\n\nالمادة (5): نعم.", ["المادة 4", "المادة (5)"]),
        ("Artículo 4.º La garza.\n\nArtículo 5.º El lucio.", ["Artículo 4", "Artículo 5"]),
        ("Статья 4. Цапля ждёт.\n\nСтатья 5. Щука ждёт.", ["Статья 4", "Статья 5"]),
    ],
)  # fmt: skip
def test_units_that_paragraphs_begin_with(text: str, expected: list[str]) -> None:
    assert labels(text, is_markdown=True) == expected


def test_points_stand_below_their_unit_and_the_point_before() -> None:
    text = """\
The harbour's rules for boats and nets

Art. 1 Boats
Boats are kept at the pier.

(1) Each has a number.

(2) Whoever keeps one pays.

(a) Children pay half.

(i) With a card.

Art. 2 Nets
Nets are kept at home.

(1) Each has a mark.
"""
    assert labels(text) == [
        *("Art. 1", "Art. 1", "Art. 1 (1)", "Art. 1 (2)", "Art. 1 (2)(a)", "Art. 1 (2)(a)(i)"),
        *("Art. 2", "Art. 2", "Art. 2 (1)"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Article 5 (1) Herons wait.\n\n(2) Pikes wait.\n\n(a) In May.\n\n(3) All leave.",
            ["Article 5 (1)", "Article 5 (2)", "Article 5 (2)(a)", "Article 5 (3)"],
        ),
        ("Art. 5(1) Herons wait.\n\n(2) Pikes wait.", ["Art. 5 (1)", "Art. 5 (2)"]),
        ("Section 3. (a) Herons wait.\n\n(b) Pikes.", ["Section 3 (a)", "Section 3 (b)"]),
        ("# Part I\n\n§ 7 (1) Herons wait.\n\n(2) Pikes.", ["§ 7 (1)", "§ 7 (2)"]),
        ("# § 7\n\nRule 2 (a) Herons wait.\n\n(b) Pikes.", ["Rule 2 (a)", "Rule 2 (b)"]),
        ("§ 7 (1) Herons wait.\n\n(a) In May.\n\n(2) Pikes.", ["§ 7 (1)", "§ 7 (1)(a)", "§ 7 (2)"]),
        # A point goes on up to the next one.
        (
            "§ 7 (1) Herons wait.\n\nPikes wait.\n\n(2) All leave.",
            ["§ 7 (1)", "§ 7 (1)", "§ 7 (2)"],
        ),
        # What lies within a point, or nothing counts on from, is as it was.
        (
            "Rule 5 (a) Herons wait\n\n(1) in May,\n\n(2) in June.\n\n(b) Pikes.\n\nRule 6 Owls.",
            ["Rule 5 (a)", "Rule 5 (a) (1)", "Rule 5 (a) (2)", "Rule 5 (a) (2)(b)", "Rule 6"],
        ),
        ("Rule 5(2) Herons:\n\n(1) old,\n\n(2) young.", ["Rule 5(2)", None, None]),
        ("Section 3. (a) Herons wait.\n\nPikes wait.", ["Section 3", None]),
        (
            "Rule 5(2) Herons:\n\n(a) old,\n\n(b) young.\n\nRule 6(1) Pikes.",
            ["Rule 5(2)", "Rule 5(2) (a)", "Rule 5(2) (b)", "Rule 6(1)"],
        ),
    ],
)
def test_points_count_on_from_the_first_on_the_line_of_their_unit(
    text: str, expected: list[str | None]
) -> None:
    assert labels(text, is_markdown=True) == expected


def test_a_heading_ends_where_a_text_begins_the_unit_after_it() -> None:
    text = "## Rule 2 Nets\n\nNets are dried.\n\nRule {} (1) Reeds are cut.\n\n(2) Not in May."
    for number, headings in ((3, ()), (7, ("Rule 2 Nets",))):
        _, _, paragraphs = parse_markdown(text.format(number))
        assert paragraphs[0].headings == ("Rule 2 Nets",)
        assert {p.headings for p in paragraphs[1:]} == {headings}


def test_points_of_a_heading_in_markdown_and_recitals_above_all() -> None:
    text = (
        "(1) Herons wait.\n\n(2) Pikes wait.\n\n(3) All wait.\n\n## Rule 8\n\n(1) Do.\n\n(2) Don't."
    )
    assert labels(text, is_markdown=True) == ["(1)", "(2)", "(3)", "Rule 8 (1)", "Rule 8 (2)"]
    assert labels("(1) One remark.\n\nNothing else.", is_markdown=True) == [None, None]


def test_numbers_count_on_from_a_heading_and_hold_what_stands_between_them() -> None:
    text = """\
1. Names

The heron is a bird that stands in the pond and waits for what comes along there.

2. Waiting. The heron waits in the pond as long as there is anything to wait for in it.

As has been said, the heron waits there.

3. Leaving. The heron leaves the pond when there is nothing at all to wait for in it.
"""
    assert labels(text) == ["1", "2", "2", "3"]


def test_units_of_dotted_numbers_below_a_heading() -> None:
    text = (
        '2. Words\n\n2.1. "Heron" means a bird.\n\n(a) a grey one, or\n\n2.2. "Pike" means a fish.'
    )
    assert labels(text) == ["2.1", "2.1 (a)", "2.2"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Rules of the pond\n\n1. Name\n1.1 It is called Reed.\n\n2. Fees\n"
            "2.1 Due on 1 May:\n (a) herons: 4 fish\n (b) pikes: 9 fish\n2.2 None is paid twice.\n"
            "\n3. End\nThe rest goes to the frogs.\n",
            {"2.1 (a)": "(a) herons", "2.1 (b)": "(b) pikes"},
        ),
        (
            "Boats\n\n4. Hire\n4.1 You bring:\n(1) an oar\n(a) of ash\n(2) a rope\n"
            "4.2 We bring:\n(a) the boat\n(b) the tide\n\n5. End\n5.1 Tie up.\n",
            {"4.1 (1)(a)": "(a) of ash", "4.2 (a)": "(a) the boat", "4.2 (b)": "(b) the tide"},
        ),
        (
            "Haus\n\n1. Ruhe\n1.1 Still ist es:\n(a) mittags\n(b) nachts\n1.2 Sonst nicht.\n\n"
            "2. Hof\n2.1 Dort stehen:\n(a) Tonnen\n(b) Bänke\n",
            {"1.1 (b)": "(b) nachts", "2.1 (a)": "(a) Tonnen", "2.1 (b)": "(b) Bänke"},
        ),
    ],
)
def test_points_are_of_the_dotted_number_above_them(text: str, expected: dict[str, str]) -> None:
    found = dict(read(text))
    assert {
        label: found.get(label, "")[: len(said)] for label, said in expected.items()
    } == expected


def test_text_behind_the_last_item_of_a_list_is_of_no_number() -> None:
    wait = "Herons wait in the pond for what comes along there, and it may take the whole day."
    text = f"{wait}\n\n1. {wait}\n\n{wait}\n\n2. {wait}\n\n{wait}"
    assert labels(text) == [None, "1", "1", "2", None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Pond\n\n1. Hours\nIt opens at 9.\n\n2. Fish\nThey are not fed.\n\n3. Ice\nNone.\n",
            ["1", "2", "3"],
        ),
        (
            "Teich\n\n4. Zeiten\nEr ist ab 9 offen.\n\n5. Eis\nDas Eis ist dünn.\n\nEnde gut.\n",
            ["4", "4", "5", "5", None],
        ),
        (
            "Shed\n\n1. Bring the key.\nIt hangs inside.\n\n2. Lock the door.\nThen all is done.\n",
            ["1", "1", "2", None],
        ),
    ],
)
def test_the_last_of_numbered_titles_holds_the_text_below_it(
    text: str, expected: list[str | None]
) -> None:
    assert labels(text) == expected


def test_a_caption_is_that_of_its_rows_alone() -> None:
    table = "| a | b |\n|---|---|\n| c | d |"
    text = f"## 4.1 Nets\n\nTable 2. Nets\n\n{table}\n\nGo.\n\nTable 3. Oars\n\n{table}\n\nStop."
    expected = ["Table 2", "Table 2", "4.1", "Table 3", "Table 3", "4.1"]
    assert labels(f"# Boat\n\n{text}", is_markdown=True) == expected
    assert labels(text.replace("## 4.1 Nets\n\n", ""), is_markdown=True)[2::3] == [None, None]


@pytest.mark.parametrize("section", ["Section", "Abschnitt", "Раздел"])
def test_a_label_that_counts_anew_is_told_with_the_unit_above(section: str) -> None:
    parts = (f"## Part {part}\n\n### {section} 1\n\nWords {part}." for part in ("I", "II"))
    expected = [f"Part I, {section} 1", f"Part II, {section} 1"]
    assert labels("# Law\n\n" + "\n\n".join(parts), is_markdown=True) == expected


def test_a_label_in_words_counts_anew_as_one_in_digits() -> None:
    parts = (
        f"## Part {p}\n\n### Chapter {c}\n\nOf {c}." for p, c in [("One", "One"), ("Two", "One")]
    )
    expected = ["Part One, Chapter One", "Part Two, Chapter One"]
    assert labels("# Tale\n\n" + "\n\n".join(parts), is_markdown=True) == expected
    assert (
        labels(
            "# Tale\n\n## Part One\n\n### Chapter One\n\nA.\n\n### Chapter Two\n\nB.\n\n"
            "## Part Two\n\n### Chapter One\n\nC.",
            is_markdown=True,
        )[1]
        == "Part One, Chapter Two"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Article 5 of the treaty says nothing of herons.",
        "Articles 5 and 6 say nothing of herons.",
        "Section 3, which came later, says nothing.",
        "Rule 7-based systems wait.",
        "Part I like best.",
        "Title A heron waits",
        "10:00 Herons\n\n11:30 Pikes\n\n14:45 Tea",
        "3.5 herons waited.",
        "2024 was dry.",
    ],
)
def test_mentions_hours_and_amounts_are_no_units(text: str) -> None:
    assert set(labels(text, is_markdown=True)) == {None}


def test_points_of_one_paragraph_are_together_of_their_unit() -> None:
    text = "## Rule 8\n\n(1) Do. (2) Don't.\n\n(3) Wait."
    assert labels(text, is_markdown=True) == ["Rule 8", "Rule 8 (3)"]


def test_a_sentence_of_its_own_is_no_heading_of_the_next_unit() -> None:
    found = read("第一条　鹭在等待。\n\n第二条　鱼在等待。\n它在水里。\n\n第三条 鹭走了。")
    assert [label for label, _ in found] == ["第一条", "第二条", "第二条", "第三条"]
    found = read("§ 1 Herons wait in March.\n\n§ 2 Pikes wait in May.\n\n§ 3 All leave in June.")
    assert [label for label, _ in found] == ["§ 1", "§ 2", "§ 3"]


def test_verses_on_lines_of_one_stretch_are_apart() -> None:
    text = "2:1 The heron stood there, and the water\nwent by.\n2:2 And it waited.\n2:3 and left."
    assert labels(text) == ["2:1", "2:2", "2:3"]


def test_a_numbered_paragraph_whose_first_line_alone_is_set_in_is_whole() -> None:
    long = "herons wait in the pond for what comes along and never say so\n"
    text = f"  0. These {long}and these {long}wait.\n\n  1. Those {long}and those {long}wait.\n"
    assert labels(text) == ["0", "1"]


WORDS = [
    "Art. 1 ",
    "(1) ",
    "(a) ",
    "2. ",
    "3.1 ",
    "2:1 ",
    "§ 5",
    "第一条",
    "Heron",
    "it",
    ": ",
    "\n",
]


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join), max_size=12))
def test_nothing_but_labels_is_changed(parts: Sequence[str]) -> None:
    text, paragraphs = "", []
    for part in filter(str.strip, parts):
        paragraphs.append(Paragraph(len(text), len(text) + len(part), kind="list"))
        text += part
    labelled = label_units(text, paragraphs)
    spans = [(p.start, p.end, p.headings, p.kind) for p in labelled]
    assert spans == [(p.start, p.end, p.headings, p.kind) for p in paragraphs]
    assert all(p.label is None or p.label.strip() for p in labelled)


@pytest.mark.parametrize(
    ("title", "items"),
    [
        ("1. Definitions.", ["2. Use. Lamps may be lit.", "3. Loss. Lamps may be lost."]),
        ("4. Oil", ["5. Wicks. Nobody may cut them.", "6. Lenses. Everybody may clean them."]),
        ("1) Начало", ["2) Лампа. Её зажигают.", "3) Масло. Его берегут."]),
    ],
)
def test_a_numbered_heading_ends_where_items_count_on(title: str, items: list[str]) -> None:
    parts = ["A lamp is what burns.", *items, "A last word on it."]
    text = "\n".join(parts)
    number = title[0]
    paragraphs = []
    for part in parts:
        start = text.index(part)
        kind: BlockKind = "list" if part in items else "prose"
        headings = ("Terms", title)
        paragraphs.append(Paragraph(start, start + len(part), headings, label=number, kind=kind))
    inner = Paragraph(start, start + 6, ("Terms", title, "Notes"), label=number)
    first, *others, last = label_units(text, [*paragraphs, inner])
    assert first.headings == ("Terms", title)
    assert (last.headings, last.label) == (("Terms", "Notes"), None)
    assert {other.headings for other in others} == {("Terms",)}
    assert [other.label for other in others] == [items[0][0], items[1][0], items[1][0]]


def test_a_list_that_begins_anew_lies_below_its_numbered_heading() -> None:
    text = "1. Take the oil.\n2. Light the lamp."
    paragraphs = [
        Paragraph(0, 16, ("1. Lamps",), label="1", kind="list"),
        Paragraph(17, 35, ("1. Lamps",), label="1", kind="list"),
    ]
    assert {p.headings for p in label_units(text, paragraphs)} == {("1. Lamps",)}


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        (
            "Lease\n\n3. Water\n\n3.1 The well is shared by both.\n\n3.2 Buckets come back.\n\n"
            "4. Hay\n\n4.1 Hay is cut in June.\n\n4.2 It is dried on the hill.\n",
            ["3.1", "3.2", "4.1", "4.2"],
        ),
        (
            "Ship\n\n7.1 Sails are furled.\n\n7.2 Ropes are kept dry.\n\n7.3 Lamps burn.\n",
            ["7.1", "7.2", "7.3"],
        ),
        (
            "Miete\n\n2.1 Das Boot liegt am Steg.\n\n2.2 Die Ruder liegen im Boot.\n\n"
            "2.3 Der Steg ist frei zu halten.\n",
            ["2.1", "2.2", "2.3"],
        ),
    ],
)
def test_numbered_clauses_of_one_sentence_are_no_headings(text: str, clauses: list[str]) -> None:
    assert [label for label in labels(text) if label in clauses] == clauses


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (
            "        END OF THE RULES\n\n     How to Print These Rules",
            ("END OF THE RULES", "How to Print These Rules"),
        ),
        ("        END OF THE RULES", ("END OF THE RULES",)),
        ("ADDENDUM: Printing", ("THE RULES", "9. Nets", "ADDENDUM: Printing")),
    ],
)
def test_a_unit_of_a_heading_ends_at_the_next_heading(
    headings: str, expected: tuple[str, ...]
) -> None:
    said = "Whoever keeps a boat at the pier tells the warden of it and pays what the\nlist says."
    parts = ("The Pier", said, "           THE RULES", "  8. Boats", said, "  9. Nets", said)
    text = "\n\n".join((*parts, headings, said, "1. Cut the sheet.", "2. Fold it.", said))
    _, _, paragraphs = parse_plain_text(text)
    below = next(n for n, p in enumerate(paragraphs) if p.headings == expected)
    assert [p.label for p in paragraphs[below - 2 : below]] == ["8", "9"]
    assert {p.label for p in paragraphs[below:]} <= {None, "1", "2"}


def test_an_item_that_counts_on_from_a_dotted_heading_ends_it() -> None:
    text = (
        "The Boiler\n==========\n\n1.1. The pump stops partway.\n\nAsk for another pump.\n\n"
        "1.2. When the boiler is filled, the valve fails with this:\n\n"
        "    valve: no water (17);\n\nOpen the red tap below the sink.\n\n"
        "1.3. The boiler is loud.\n\nIt is old.\n"
    )
    _, made, paragraphs = parse_plain_text(text)
    found = {made[p.start : p.end]: (p.label, p.headings) for p in paragraphs}
    assert found["valve: no water (17);"][0] == "1.2"
    assert found["Open the red tap below the sink."][0] == "1.2"
    assert "1.1. The pump stops partway." not in found["Open the red tap below the sink."][1]
    assert found["It is old."] == ("1.3", ("1.3. The boiler is loud.",))


def test_dotted_items_below_a_number_that_counts_on_hold_what_follows_them() -> None:
    text = (
        "# Rules\n\n## 4. Boats\n\nBoats lie at the pier.\n\n5. Nets\n\n"
        "5.1. Where are they kept?\n\nAt home, in a dry room.\n\n"
        "5.2. Who mends them?\n\nThe warden does in winter.\n"
    )
    _, made, paragraphs = parse_markdown(text)
    found = {made[p.start : p.end]: p.label for p in paragraphs}
    assert found["At home, in a dry room."] == "5.1"
    assert found["The warden does in winter."] == "5.2"


def test_what_the_last_item_leads_up_to_is_of_its_number() -> None:
    text = (
        "The valve of the boiler is opened like this, by one who has learnt it.\n\n"
        "1. Go to the sink.\n\n2. Type what follows at the gate:\n\n"
        "       open(red);\n       wait(17);\n\nThen the water runs again.\n"
    )
    _, made, paragraphs = parse_plain_text(text)
    found = {made[p.start : p.end].split("\n")[0]: p.label for p in paragraphs}
    assert found["open(red);"] == "2"
    assert found["Then the water runs again."] is None


def test_a_dotted_number_of_a_list_ends_no_heading() -> None:
    text = (
        "# Pumps\n\n## 2.1 Models\n\nWe sell:\n\n- 2.2 the small one\n- 2.3 the large one\n\n"
        "All of them cost money.\n"
    )
    _, made, paragraphs = parse_markdown(text)
    found = {made[p.start : p.end]: p.label for p in paragraphs}
    assert found["All of them cost money."] == "2.1"


@pytest.mark.parametrize("unit", ["Section 4", "§ 4", "ARTICLE IV", "Rule Four"])
def test_numbers_in_a_unit_are_its_parts(unit: str) -> None:
    text = f"## {unit}. Reeds\n\nReeds are cut.\n\n4.1 In May.\n\n4.2 Not at night.\n\nNor at noon."
    text += "\n\n4.2.1 Nets wait.\n\n## Other reeds\n\n4.3 tons are cut."
    found = labels(f"# Pond\n\n{text}", is_markdown=True)
    assert found[1:] == ["4.1", "4.2", "4.2", "4.2.1", None]
    assert found[0] is not None and found[0] in unit


def test_numbers_in_a_unit_without_a_heading_are_its_parts() -> None:
    text = "Rule 4. Reeds are cut.\n\n4.1 In May.\n\n4.2 Not at night.\n\nRule 5. Nets are dried."
    assert labels(text, is_markdown=True) == ["Rule 4", "4.1", "4.2", "Rule 5"]


def test_an_amount_is_no_part_of_a_unit() -> None:
    text = "## Section 4. Reeds\n\n4.5 tons are cut.\n\n4.2 of them in May.\n\n5.1 are left."
    assert set(labels(f"# Pond\n\n{text}", is_markdown=True)) == {"Section 4"}


def test_numbers_that_count_on_are_units_below_any_heading() -> None:
    text = "## Reeds\n\nOf reeds.\n\n2.1 They are cut.\n\n2.2 In May.\n\n2.9 tons are left."
    text += "\n\n## Nets\n\nOf nets."
    assert labels(f"# Pond\n\n{text}", is_markdown=True) == [None, "2.1", "2.2", "2.2", None]
    backwards = "## Releases\n\n1.4.2 May\n\n1.4.1 April"
    assert labels(f"# Pond\n\n{backwards}", is_markdown=True) == [None, None]
