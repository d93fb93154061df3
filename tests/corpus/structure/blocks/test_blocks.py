"""What kinds of blocks a plain text consists of, and what becomes of their lines."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Paragraph
from corpus.formats.plain_text import parse_plain_text
from corpus.structure.blocks.directives import read_directive
from corpus.structure.blocks.lines import make_line

WRAPPED = """\
The weir above the mill was raised by two feet in the year of the flood, and
ever since the miller has had to pay the upper village for the water that
stands in its cellars each spring.
"""
JOINED = " ".join(WRAPPED.split())


def read(text: str) -> tuple[str, tuple[Paragraph, ...]]:
    """The text and paragraphs below a title."""
    _, made, paragraphs = parse_plain_text(f"The mill\n\n{WRAPPED}\n{text}\n")
    return made, paragraphs[1:]


def outline(text: str) -> list[tuple[str, str]]:
    """The kind and text of each paragraph."""
    made, paragraphs = read(text)
    return [(p.kind, made[p.start : p.end]) for p in paragraphs]


def contexts(text: str) -> list[list[str]]:
    made, paragraphs = read(text)
    return [[made[slice(*span)] for span in p.context] for p in paragraphs]


@pytest.mark.parametrize(
    "beside",
    [
        "- one\n- two\n- three",
        "    $ mill --start\n    started",
        "Anna Field\nMill Lane 3\nUpper Village",
        "wheel\n    turns\n    squeaks",
        "| a | b |\n|---|---|\n| 1 | 2 |",
    ],
)
def test_prose_is_joined_whatever_stands_beside_it(beside: str) -> None:
    text = f"{beside}\n\n" * 8 + WRAPPED
    assert outline(text)[-1] == ("prose", JOINED)


@pytest.mark.parametrize(
    "lines",
    [
        "Anna Field\nMill Lane 3\nUpper Village",
        "The wheel goes round,\nThe miller sleeps,\nAnd what is ground\nThe baker keeps",
        "Office of the Mill\nOpen Mondays\nClosed in August",
    ],
)
def test_lines_of_addresses_and_verse_stay_lines(lines: str) -> None:
    assert outline(f"{lines}\n\n{WRAPPED}") == [("prose", lines), ("prose", JOINED)]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("- flour that was ground on the\n  old stones\n- bran",
         ["- flour that was ground on the old stones", "- bran"]),
        ("  o flour\n  o bran\n      + fine\n      + coarse",
         ["o flour", "o bran", "+ fine", "+ coarse"]),
        ("a) flour\nb) bran", ["a) flour", "b) bran"]),
        ("(1) flour,\n    sifted\n(2) bran", ["(1) flour, sifted", "(2) bran"]),
        ("1. flour\n\n2. bran\n\n3. oil", ["1. flour", "2. bran", "3. oil"]),
        ("– flour\n– bran", ["– flour", "– bran"]),
    ],
)  # fmt: skip
def test_items_are_paragraphs_that_know_their_lead_in(text: str, items: list[str]) -> None:
    text = f"The mill sells:\n\n{text}"
    assert outline(text)[1:] == [("list", item) for item in items]
    assert all(context[0] == "The mill sells:" for context in contexts(text)[1:])


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("-s, --stop\n     Stops the wheel at once, whatever is between the\n     stones.\n"
         "-q   Says nothing.",
         ["-s, --stop\nStops the wheel at once, whatever is between the stones.",
          "-q\nSays nothing."]),
        ("weir\n    What holds the water back.\n\nleat\n    What leads it to the wheel.",
         ["weir\nWhat holds the water back.", "leat\nWhat leads it to the wheel."]),
        ("  --turns N      how often the wheel turns\n                 before it stops",
         ["--turns N\nhow often the wheel turns before it stops"]),
    ],
)  # fmt: skip
def test_a_term_and_its_description_are_one_paragraph(text: str, terms: list[str]) -> None:
    assert outline(text) == [("term", term) for term in terms]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("options:\n  -h, --help       tell what can be told\n  -g GRAIN         what to grind\n"
         "  --finest-grain {rye,oats}\n                   what is ground last",
         ["-h, --help\ntell what can be told", "-g GRAIN\nwhat to grind",
          "--finest-grain {rye,oats}\nwhat is ground last"]),
        ("  -k, --keep      keep the bran.\n\n                  It is weighed.\n"
         "  -l, --lose      drop it",
         ["-k, --keep\nkeep the bran.\nIt is weighed.", "-l, --lose\ndrop it"]),
        ("-a\n--all\n    Grind all.\n-n NUMBER\n--number NUMBER  Grind some.",
         ["-a\n--all\nGrind all.", "-n NUMBER\n--number NUMBER\nGrind some."]),
        ("  -c, --count           count the sacks\n      --dry             only weigh\n"
         "                        them\n  -e                    end",
         ["-c, --count\ncount the sacks", "--dry\nonly weigh them", "-e\nend"]),
        ("-v\tsay more\n-q\tsay less", ["-v\nsay more", "-q\nsay less"]),
    ],
)  # fmt: skip
def test_each_option_of_a_list_is_one_paragraph(text: str, entries: list[str]) -> None:
    found = outline(text)
    assert [entry for kind, entry in found if kind == "term"] == entries
    assert [kind for kind, _ in found if kind != "term"] in ([], ["prose"])


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (":weir: what holds water back\n:leat: what leads it to the\n    wheel",
         [":weir:\nwhat holds water back", ":leat:\nwhat leads it to the wheel"]),
        ("weir:: what holds water back\nleat:: what leads it away",
         ["weir::\nwhat holds water back", "leat::\nwhat leads it away"]),
        ("weir ::\n    What holds water.\n\nleat ::\n    What leads it.",
         ["weir ::\nWhat holds water.", "leat ::\nWhat leads it."]),
        ("weir\n    Holds water.\n\n    It is of stone.\n\nleat\n    Leads it.",
         ["weir\nHolds water.\nIt is of stone.", "leat\nLeads it."]),
    ],
)  # fmt: skip
def test_each_entry_of_a_glossary_is_one_paragraph(text: str, entries: list[str]) -> None:
    assert outline(text) == [("term", entry) for entry in entries]


@pytest.mark.parametrize("term", ["-g, --grind=GRAIN", "-g\n--grind", "quern"])
def test_what_stands_below_a_long_description_knows_the_term_alone(term: str) -> None:
    text = f"{term}\n    Grinds what was dried.\n\n      $ mill -g rye\n\n    Rye is slow."
    made, paragraphs = read(text)
    for paragraph in paragraphs[1:]:
        assert term in [made[slice(*span)] for span in paragraph.context]


def test_something_blank_stands_between_two_terms() -> None:
    made, terms = read("-v   say more\n-q   say less\n-n N   say it N times")
    assert all(made[a.end : b.start].count("\n") == 2 for a, b in pairwise(terms))


@pytest.mark.parametrize(
    "code",
    [
        "SELECT name, depth\nFROM ponds\nWHERE depth > 3\nORDER BY name;",
        "CREATE TABLE pond (\n    id INTEGER PRIMARY KEY,\n    name TEXT NOT NULL\n);",
        '{\n  "weir": "upper",\n  "feet": 2\n}',
        "mill:\n  wheels: 2\n  ponds:\n    - upper\n    - lower",
        "grind:\n  after: dusk\n  stones: 3",
        "def grind(corn):\n    if not corn:\n        raise Empty(corn)\n\n    return flour",
        "mill$ ls -l\ntotal 8\n-rw-r--r-- 1 ann ann 12 May  3 log",
        'Traceback (most recent call last):\n  File "mill.py", line 3\n    grind(9)\nEmpty: 9',
    ],
)
def test_code_is_told_by_its_shape_where_its_words_read_as_prose(code: str) -> None:
    text = f"It is done so:\n\n{code}\n\n{WRAPPED}"
    assert outline(text) == [("prose", "It is done so:"), ("code", code), ("prose", JOINED)]
    assert contexts(text)[1] == ["It is done so:"]


@pytest.mark.parametrize(
    "text",
    [
        "The wheel turns;\nthe stones grind;\nthe miller sleeps;",
        "Corn:\n  What is ground\n  in the mill",
        "Upper pond: deep\nLower pond: shallow\nMill race: fast",
        "He asked (\nand nobody knew\nwhy so late",
    ],
)
def test_what_only_looks_alike_is_no_code(text: str) -> None:
    assert "code" not in [kind for kind, _ in outline(text)]


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("    $ mill --start\n    $ mill --stop", "$ mill --start\n$ mill --stop"),
        ("        wheel = Wheel(3)\n\n        if wheel:\n            wheel.turn()",
         "wheel = Wheel(3)\n\nif wheel:\n    wheel.turn()"),
        ("    opens -> closes\n    closes -> opens", "opens -> closes\ncloses -> opens"),
        (">>> wheel.turn()\n3", ">>> wheel.turn()\n3"),
        ("```\nstart the wheel\n```", "start the wheel"),
        ("--------\nstart the wheel\n--------", "start the wheel"),
    ],
)  # fmt: skip
def test_code_is_one_paragraph_that_knows_its_lead_in(code: str, made: str) -> None:
    text = f"It is started so:\n\n{code}\n\n{WRAPPED}"
    assert outline(text) == [("prose", "It is started so:"), ("code", made), ("prose", JOINED)]
    assert contexts(text)[1] == ["It is started so:"]


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("| sort | price |\n|---|---|\n| rye | 3 |\n| oats | 2 |",
         ["sort | price", "rye | 3", "oats | 2"]),
        ("+------+-------+\n| sort | price |\n+------+-------+\n| rye  | 3     |\n+------+-------+",
         ["sort | price", "rye | 3"]),
        ("sort    price\n------  -----\nrye     3\noats    2",
         ["sort    price", "rye     3", "oats    2"]),
        ("┌──────┬───┐\n│ sort │ price │\n├──────┼───┤\n│ rye │ 3 │\n└──────┴───┘",
         ["sort | price", "rye | 3"]),
    ],
)  # fmt: skip
def test_rows_of_a_table_know_its_header(table: str, rows: list[str]) -> None:
    assert outline(table) == [("table", row) for row in rows]
    assert contexts(table) == [[], *([[rows[0]]] * (len(rows) - 1))]


def test_quoted_mail_is_joined_without_its_marks() -> None:
    quoted = "".join(f"> {line}\n" for line in WRAPPED.splitlines())
    text = f"Anna wrote:\n{quoted}>\n>> Why?\n\nSo it is.\n\n-- \nTom\nMill Lane"
    assert outline(text) == [
        ("prose", "Anna wrote:"), ("prose", JOINED), ("prose", "Why?"), ("prose", "So it is.")
    ]  # fmt: skip
    assert contexts(text)[1] == ["Anna wrote:"]


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("the mil-", "ler was asleep", "the miller was asleep"),
        ("a water-", "wheel turned", "a waterwheel turned"),
        ("the half-", "open sluice", "the half-open sluice"),
        ("the up\u2010", "per sluice", "the upper sluice"),
        ("his self-", "reliance", "his self-reliance"),
        ("his self\u2010", "reliance", "his self\u2010reliance"),
        ("twenty-", "one sluices", "twenty-one sluices"),
        ("a cold-", "yard wheel", "a cold-yard wheel"),
        ("pre-", "and postwar", "pre- and postwar"),
        ("Jean-", "Paul the miller", "Jean-Paul the miller"),
        ("from 1990-", "2000 on", "from 1990-2000 on"),
    ],
)
def test_hyphens_of_broken_words_are_taken_out(before: str, after: str, word: str) -> None:
    known = (
        "The mil-\nler, a miller, had one waterwheel, half of it rotten, an open door, and a yard."
    )
    late = "It was late in the evening, everybody had left the yard, and so"
    text = f"{known}\n\n{late} {before}\n{after}."
    assert outline(text)[-1][1].endswith(f"{word}.")


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (f"Water\n=====\n\nRights\n------\n\n{WRAPPED}", ("Water", "Rights")),
        (f"1. Water\n\n1.1 Rights\n\n{WRAPPED}", ("1. Water", "1.1 Rights")),
        (f"WATER\n\n{WRAPPED}", ("WATER",)),
        (f"== Water ==\n\n=== Rights ===\n\n{WRAPPED}", ("Water", "Rights")),
        (f"Article II\n\nSection 3\n\n{WRAPPED}", ("Article II", "Section 3")),
    ],
)
def test_headings_nest_and_are_no_paragraphs(text: str, headings: tuple[str, ...]) -> None:
    made, paragraphs = read(f"{text}\n{text}")
    assert [(p.headings, made[p.start : p.end]) for p in paragraphs] == [(headings, JOINED)] * 2


def test_headings_left_of_the_text() -> None:
    body = "".join(f"    {line}\n" for line in WRAPPED.splitlines())
    text = f"The mill\n\nNAME\n    the mill\n\nUSE\n{body}\n{body}\n  Of the wheel\n{body}\n{body}"
    *_, paragraphs = parse_plain_text(text)
    assert [p.headings for p in paragraphs] == [
        ("NAME",), ("USE",), ("USE",), ("USE", "Of the wheel"), ("USE", "Of the wheel")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (f"Article 17. On weirs\n\n{WRAPPED}", "Article 17"),
        (f"§ 5 Weirs\n\n{WRAPPED}", "§ 5"),
        ("Section 3. The miller pays for the water that stands in the cellars.", "Section 3"),
        ("2:14 The miller forgets the water that stands in the cellars.", "2:14"),
        ("Q 12. Who pays for the water that stands in the cellars?", "Q 12"),
        ("第十七条 磨坊主应当支付积水的费用。", "第十七条"),
        ("Статья 5. Мельник платит за воду, которая стоит в подвалах.", "Статья 5"),
    ],
)
def test_numbered_units_keep_their_number(text: str, label: str) -> None:
    assert read(text)[1][-1].label == label


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Das geht heute. Die Pumpe läuft schon seit Montag, und der", "Keller ist trocken."),
        ("Wir fragten lange herum und warteten auf die Antwort aus dem", "Rathaus von Velm."),
        ("Nous avons appelé le gardien. Il viendra demain matin avec la", "Clé du moulin."),
        ("He came at noon. They spoke a while about the price of oak in", "London and Hull."),
    ],
)
def test_a_line_that_ends_in_a_small_word_goes_on_below_it(first: str, second: str) -> None:
    text = f"A note\n\n{first}\n{second}\n\nThat was all of it for now.\n"
    made, paragraphs = read(text)
    assert [(p.headings, made[p.start : p.end]) for p in paragraphs][-2:] == [
        (("A note",), f"{first} {second}"), (("A note",), "That was all of it for now.")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("It rained all day. Anna went home with her brother Jan", False),
        ("Es regnete lange. Der Müller schlief", False),
        ("Was it late? Anna and the miller", True),
        ("The life of Capt. Reed", True),
        ("On approval by St. Anne", True),
    ],
)
def test_no_heading_holds_the_end_of_a_sentence(line: str, is_heading: bool) -> None:
    _, paragraphs = read(f"{WRAPPED}\n\n{line}\n\n{WRAPPED}\n")
    assert ((line,) in {p.headings for p in paragraphs}) == is_heading


WORDS = st.sampled_from(
    ["mill", "the", "Wheel.", "-", "*", "1.", ">", "|", "---", "===", "::", "$", "A:", "§ 5",
     "水车", "turns-", "\t", "    ", "..", "--stop", "```", "NOTE", "#", "3.1", "“Why?”", "=",
     "{", "}"]
)  # fmt: skip
LINES = st.lists(WORDS, max_size=8).map(" ".join)


@given(st.lists(LINES, max_size=25).map("\n".join))
def test_no_letter_is_lost_and_spans_are_in_order(text: str) -> None:
    _, made, paragraphs = parse_plain_text(text)
    missing = Counter(re.findall(r"\w", text))
    missing.subtract(re.findall(r"\w", made))
    languages = re.findall(r"```\s*([\w+.#-]+)$", text, re.MULTILINE)  # of code, for a program
    assert min(missing.values(), default=0) >= 0
    assert +missing <= Counter("".join(languages))
    end = 0
    for paragraph in paragraphs:
        assert end <= paragraph.start < paragraph.end <= len(made)
        assert made[paragraph.start : paragraph.end].strip()
        end = paragraph.end
        for start, stop in paragraph.context:
            assert 0 <= start < stop <= len(made)


@pytest.mark.parametrize("mark", ["*", "-", "+"])
def test_items_as_long_as_a_line_are_not_glued(mark: str) -> None:
    items = [f"{mark} {line}" for line in WRAPPED.splitlines()[:2]]
    assert outline("\n".join(items)) == [("list", item) for item in items]


def test_records_with_a_sign_between_the_fields_are_a_table() -> None:
    rows = [f"{n:03}:Mill {n}:{n + 2}" for n in range(6)]
    assert outline("# Number:Name:Wheels\n" + "\n".join(rows))[1:] == [("table", r) for r in rows]


def test_a_lead_in_ends_with_the_text_below_it() -> None:
    text = f"Terms:\n\n    {JOINED}\n\n1. flour\n\n2. bran"
    assert contexts(text) == [[], ["Terms:"], [], []]


@pytest.mark.parametrize("rule", ["~" * 70, "~" * 40, "`" * 60])
def test_long_rules_part_sections_and_fence_no_code(rule: str) -> None:
    text = f"{rule}\n\n{WRAPPED}\n{rule}\n\n{WRAPPED}"
    assert outline(text) == [("prose", JOINED)] * 2


def test_long_rules_around_code_are_a_fence() -> None:
    rule = "~" * 40
    assert outline(f"{rule}\nturn(wheel);\nstop(wheel);\n{rule}") == [
        ("code", "turn(wheel);\nstop(wheel);")
    ]


@pytest.mark.parametrize("word", ["NOTE", "Hinweis", "ВНИМАНИЕ"])
def test_a_note_whose_text_hangs_is_no_heading(word: str) -> None:
    body = "".join(f"    {line}\n" for line in WRAPPED.splitlines())
    note = (
        f"{word}: the weir must not be raised by more than two feet without asking at\n"
        "    Upper Village, which has cellars below the level of the mill.\n"
    )
    text = f"NAME\n{body}\n{body}\n{note}\n{body}\n{body}"
    assert ("prose", " ".join(note.split())) in outline(text)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("The mill was sold to these people in the spring of the year after\nthe flood.", "flood."),
        ("Whoever wants flour on a Sunday has to ask one of these people for\nit.", "it."),
        ("The key to the sluice is kept by the people whose names stand here:", "here:"),
    ],
)
def test_prose_ends_where_indented_lines_begin(text: str, end: str) -> None:
    names = "    Anna Field\n    Bert Marsh\n    Carl Stone"
    first, *_ = outline(f"{text}\n{names}")
    assert first == ("prose", " ".join(text.split()))
    assert first[1].endswith(end)


@pytest.mark.parametrize("mark", ["*", "-", "1."])
def test_rows_below_an_item_keep_their_lines(mark: str) -> None:
    rows = ["6713 Wheel squeaks", "7024 Sluice leaks", "7101 Stone is cracked", "7230 Door jams"]
    item = "\n".join([f"{mark} Mended:", *(f"   {row}" for row in rows)])
    assert outline(item)[0][1].split("\n")[1:] == rows


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "The new wheel does not turn at all unless the sluice itself is of version",
            "3.2 or later. Ask first.",
        ),
        (
            "It was moved from the old stone that had been cut by hand and set in",
            "1802 to the new one.",
        ),
        ("Whoever grinds at night has to set the lamp with the option", "-l and to say so."),
    ],
)
def test_a_number_or_option_within_a_sentence_begins_no_item(before: str, after: str) -> None:
    joined = [("prose", f"{before} {after}")]
    assert outline(f"{before}\n{after}") == joined


@pytest.mark.parametrize(
    "initials", ["A. B. Field built the wheel.", "J. R. Marsh sold it.", "E. g. this one."]
)
def test_initials_are_no_marks_of_items(initials: str) -> None:
    assert outline(initials) == [("prose", initials)]


@pytest.mark.parametrize(
    "address", ["<anna@mill.example>", "<https://mill.example/anna>", "<anna at mill.example>"]
)
def test_names_with_addresses_are_no_code(address: str) -> None:
    lines = "\n".join(f"{name} {address}" for name in ("Anna Field", "Bert Marsh", "Carl Stone"))
    assert {kind for kind, _ in outline(lines)} == {"prose"}


def test_a_sentence_that_goes_on_is_joined_in_a_block_that_is_not_wrapped() -> None:
    block = (
        "Sold: flour\nNot sold: bran, chaff and whatever else is left of the corn when it has\n"
        "been ground\nOpen: daily\nShut: Sundays\nOwner: Field\nSince: 1802"
    )
    assert "left of the corn when it has been ground" in read(block)[0]


@pytest.mark.parametrize(
    ("question", "below"),
    [
        ("Q:  Why does the wheel turn on Sundays?", "    Shouldn't it rest then?"),
        ("Q: Is the weir open?", "   May one fish there?"),
        ("Frage: Wann wird gemahlen?", "       Und wer darf zusehen?"),
    ],
)
def test_what_hangs_below_a_label_is_of_that_turn(question: str, below: str) -> None:
    answer = {"Q": "A", "F": "Antwort"}[question[0]]
    text = "".join(
        f"{question.replace('?', f' {n}?')}\n{below}\n\n{answer}: It does, each day of the {n}.\n\n"
        for n in range(3)
    )
    made, paragraphs = read(text)
    questions = [made[p.start : p.end] for p in paragraphs if p.kind == "question"]
    assert len(questions) == 3
    assert all(below.strip() in said for said in questions)
    assert not any(p.headings for p in paragraphs)


@pytest.mark.parametrize("rule", ["=" * 60, "-" * 78, "~" * 40])
@pytest.mark.parametrize("title", ["Oiling the wheel", "Das Wehr öffnen", "Смазка колеса\t\t*oil*"])
def test_a_line_by_itself_below_a_rule_is_a_heading(rule: str, title: str) -> None:
    text = f"{WRAPPED}\n{rule}\n{title}\n\n{WRAPPED}\n{rule}\n{title} 2\n\n    wheel --oil\n"
    _, paragraphs = read(text)
    bare = " ".join(title.split())
    assert [p.headings for p in paragraphs] == [(), (bare,), (f"{bare} 2",)]


@pytest.mark.parametrize("aside", ["(From a letter of the miller)", "[Version 4.4.7]", "（水车）"])
def test_a_line_in_brackets_is_no_heading(aside: str) -> None:
    _, paragraphs = read(f"{WRAPPED}\n{aside}\n\n{WRAPPED}")
    assert not any(p.headings for p in paragraphs)


@pytest.mark.parametrize("gap", ["   ", "      ", "\t\t"])
def test_colons_below_each_other_part_no_field_from_its_name(gap: str) -> None:
    rows = f"Miller{gap}: Anna Field\nOpen{gap}: on Mondays\nWheel{gap}: of oak"
    assert not any(kind == "term" for kind, _ in outline(rows))


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (["$ weir --open", "$ weir --shut"], ["$ weir --open\n\n$ weir --shut"]),
        (
            ["$ dam a", "$ dam b", "$ dam c", "$ dam d"],
            ["$ dam a\n\n$ dam b\n\n$ dam c\n\n$ dam d"],
        ),
        (["$ lift(2)", "\n\n$ drop(3)"], ["$ lift(2)", "$ drop(3)"]),
    ],
)
def test_code_that_at_most_two_blank_lines_part_is_one(
    blocks: list[str], expected: list[str]
) -> None:
    assert outline("\n\n".join(blocks)) == [("code", text) for text in expected]


@pytest.mark.parametrize("shift", [0, 2, 5])
def test_code_set_in_further_keeps_its_place_below_code(shift: int) -> None:
    lines = ["mill = open(river)", "mill.grind(corn);", "mill.close();"]
    code = "\n\n".join("    " + " " * shift * bool(n) + line for n, line in enumerate(lines))
    kept = "\n\n".join(" " * shift * bool(n) + line for n, line in enumerate(lines))
    assert outline(f"So it is done::\n\n{code}") == [("prose", "So it is done::"), ("code", kept)]


@pytest.mark.parametrize(
    ("lines", "end", "said", "is_code"),
    [
        ([".. code-block:: sh", "   :emphasize-lines: 2", "   weir --open"], 2, None, True),
        ([".. the miller's remark", "   on two lines", "The weir is open."], 2, None, False),
        (["__ mill.html", "__ weir.html"], 1, None, False),
        ([".. note:: The weir is shut at night."], 1, "The weir is shut at night.", False),
        ([".. image:: weir.png", "The weir is open."], 1, None, False),
    ],
)
def test_a_directive_is_read_by_its_own_lines(
    lines: list[str], end: int, said: str | None, is_code: bool
) -> None:
    before = ["The mill stands by the weir."] * 3
    found = read_directive([make_line(line) for line in (*before, *lines)], len(before))
    assert found is not None
    assert (found.end, found.is_code) == (len(before) + end, is_code)
    assert (found.argument.text if found.argument else None) == said


def test_running_text_is_no_directive() -> None:
    lines = ["Two dots ... and no more", "...", "__ init __ is a method.", ".. a comment"]
    read = [read_directive([make_line(line)], 0) is None for line in lines]
    assert read == [True, True, True, False]


@pytest.mark.parametrize(
    "lines",
    [
        [".. and so the weir was shut."],
        [".. The weir was shut."],
        [".. und dann brach das Rad, sodass", "niemand mahlen konnte."],
        [".. Then the wheel broke, so that", "nobody could grind."],
        [".. и вот колесо остановилось.", "Никто не пришёл."],
    ],
)
def test_prose_that_begins_with_two_dots_is_no_comment(lines: list[str]) -> None:
    assert read_directive([make_line(line) for line in lines], 0) is None


@pytest.mark.parametrize(
    "lines",
    [
        [".. TODO: ask the miller"],
        [".. a remark", "   for the miller"],
        [".. weir", "Weir", "===="],
        ["..", "   weir"],
    ],
)
def test_a_comment_is_left_out(lines: list[str]) -> None:
    assert read_directive([make_line(line) for line in lines], 0) is not None


@pytest.mark.parametrize(
    "said",
    [
        "Yes. The sluice/gate of the upper pond was closed in the dry summer,\n"
        "see water-board/minutes.",
        "Please read the mill/rules before the wheel is started, and pay the\n"
        "miller/baker.",
        "*Nobody else has opened the sluice since then without a word to the\n"
        "old <miller> [mill.txt] himself.*",
        "Yes. See https://mill.example/a . To order flour, see also\n"
        "https://mill.example/flour/order .",
    ],
)  # fmt: skip
def test_whole_sentences_with_signs_are_prose_also_where_they_are_set_in(said: str) -> None:
    below = "\n".join("    " + line for line in said.split("\n"))
    assert outline(f"1. Is it open?\n\n{below}")[-1] == ("prose", " ".join(said.split()))


@pytest.mark.parametrize(
    "code",
    [
        "millctl disable --now wheel.service\nmillctl start sluice.socket",
        "mill load grain.sack into hopper.one\nmill grind to flour.coarse",
        "wheel 9.[12] and sluice 2.5\nwheel 10.3, 10.4 and 11.0 of oak\nsluice 12 and up",
    ],
)
def test_lines_set_in_below_a_lead_in_that_end_before_the_margin_keep_their_ends(
    code: str,
) -> None:
    below = "\n".join("  " + line for line in code.split("\n"))
    assert outline(f"Then you can run:\n\n{below}\n\n{WRAPPED}")[1] == ("code", code)


@pytest.mark.parametrize("prompt", ["$ millctl -v wheel:/oak", "% mill --list", "host$ mill list"])
def test_what_a_command_that_is_set_in_prints_stays_with_it_as_it_stands(prompt: str) -> None:
    shown = f"{prompt}\nWHEEL  TURNS\noak       17\nmill: no such wheel is known to the miller"
    below = "\n".join("    " + line for line in shown.split("\n"))
    assert outline(f"{WRAPPED}\n{below}\n\n{WRAPPED}")[1] == ("code", shown)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("For example, a file named", "would be counted as one sack."),
        ("The line", "stops the wheel at once."),
        ("Zum Beispiel hält der Befehl", "das Rad sofort an."),
    ],
)
def test_a_sentence_that_code_interrupts_is_no_heading(above: str, below: str) -> None:
    made, paragraphs = read(f"{above}\n\n    $ mill --stop\n\n{below}\n\n{WRAPPED}")
    assert [made[p.start : p.end] for p in paragraphs][:3] == [above, "$ mill --stop", below]
    assert all(not p.headings for p in paragraphs)


@pytest.mark.parametrize("above", ["Stopping the wheel", "On the river", "Examples"])
def test_a_short_line_above_code_still_is_a_heading(above: str) -> None:
    _, paragraphs = read(f"{above}\n\n    $ mill --stop\n\n{WRAPPED}")
    assert paragraphs[0].headings == (above,)
