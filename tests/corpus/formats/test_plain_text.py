"""The structure of plain text: title, header lines, headings, lists."""

from datetime import date

import pytest

from corpus.fields.metadata import Metadata
from corpus.formats.plain_text import parse_plain_text
from corpus.formats.reading import read_file
from tests.support.counting import count_calls

FIRST = "The bridge will close on Monday for six weeks, the council said. Ferries will run."
SECOND = "It was built in 1932 of steel from the mainland. It was repaired in 1988."


def outline(text: str) -> list[tuple[tuple[str, ...], str]]:
    """The headings and the text of each paragraph."""
    _, unwrapped, paragraphs = parse_plain_text(text)
    return [(p.headings, unwrapped[p.start : p.end]) for p in paragraphs]


def read_metadata(text: str) -> Metadata:
    return parse_plain_text(text)[0]


def test_text_whose_lines_are_paragraphs_stays_as_it_stands() -> None:
    text = f"  The bridge \n\n{FIRST}\n \t{SECOND}\n\n\n"
    assert parse_plain_text(text)[1] == text


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_reads_title_and_header_lines(between: str) -> None:
    header = [
        "Harbour bridge to close",
        "Publishing date: 5 March 2024",
        "Published in: Harbour Daily",
        "By Jane Doe",
        "Link: https://example.org/a",
    ]
    assert read_metadata(between.join([*header, FIRST, SECOND])) == Metadata(
        title="Harbour bridge to close",
        published=date(2024, 3, 5),
        source="Harbour Daily",
        author="Jane Doe",
        url="https://example.org/a",
    )
    assert outline(between.join([*header, FIRST, SECOND])) == [((), FIRST), ((), SECOND)]


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("March 5, 2024", date(2024, 3, 5)),
        ("Last updated on 5 March 2024", date(2024, 3, 5)),
        ("Datum: 5. März 2024", date(2024, 3, 5)),
        ("发布时间：2024年3月5日", date(2024, 3, 5)),
        ("اشاعت: 5 مارچ 2024", date(2024, 3, 5)),
        ("5 марта 2024 г.", date(2024, 3, 5)),
        ("Chapter 3", None),
    ],
)
def test_reads_dates_in_lines_of_any_language(line: str, published: date | None) -> None:
    assert read_metadata(f"Bridge to close\n{line}\n{FIRST}\n").published == published
    assert read_metadata(f"{line}\nBridge to close\n\n{FIRST}\n").published == published


def test_reads_the_head_of_an_email() -> None:
    metadata = read_metadata(
        "From: Tom Baker\nTo: Anna Field\nSubject: Bridge works\n"
        f"Date: Tue, 05 Mar 2024 10:00:00 +0000\n\n{FIRST}\n"
    )
    assert metadata == Metadata(
        title="Bridge works", author="Tom Baker", published=date(2024, 3, 5)
    )


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n{SECOND}",
        f"The bridge closes on Monday.\n\n{FIRST}",
        f"海港大桥将从周一起关闭六周。\n{'交通将改走旧轮渡线。' * 9}",
        f"Source: {'a long sentence about springs ' * 8}\n{FIRST}",
        "Just one short line",
        f"{'word ' * 60}\n\n{FIRST}",
        "Author: Why did I write it?\nReader: Why?\nAuthor: For money.\nReader: Ah.",
        "- one thing\n- another",
    ],
)
def test_a_paragraph_is_no_title_and_is_not_lost(text: str) -> None:
    metadata, unwrapped, paragraphs = parse_plain_text(text)
    assert metadata == Metadata()
    assert paragraphs[0].start <= len("Author: ")
    assert unwrapped[paragraphs[-1].end :].strip() == ""


def test_a_subtitle_above_the_date_is_text() -> None:
    text = f"Bridge to close\nFerries for six weeks\nBy Jane Doe\nMarch 5, 2024\n{FIRST}\n{SECOND}"
    metadata = read_metadata(text)
    assert (metadata.author, metadata.published) == ("Jane Doe", date(2024, 3, 5))
    assert outline(text)[0] == (("Ferries for six weeks",), FIRST)


def test_a_stated_title_wins_over_the_first_line() -> None:
    metadata = read_metadata(f"An eBook of the Library\n\nTitle: The Lamp\n\n{FIRST}\n\n{SECOND}")
    assert metadata.title == "The Lamp"


def test_reads_headings_and_headings_below_them() -> None:
    text = (
        f"Bridge\n\nIt is old. It is long.\n\nHistory\n\nBuilding\n\n{FIRST}\n\nToday?\n\n{SECOND}"
    )
    assert outline(text) == [
        ((), "It is old. It is long."),
        (("History", "Building"), FIRST),
        (("Today?",), SECOND),
    ]


def test_reads_headings_marked_as_in_a_wiki() -> None:
    text = f"= Bridge =\n\n{FIRST}\n\n== history ==\n{SECOND}\n\n## Today\n\n{SECOND}"
    assert read_metadata(text).title == "Bridge"
    assert outline(text) == [((), FIRST), (("history",), SECOND), (("Today",), SECOND)]


@pytest.mark.parametrize(
    "lines",
    [
        ["Flour", "Sugar", "Two eggs", "Mix them all and bake them for an hour in the oven."],
        ["“We have no choice,”", "she said to the council on Tuesday, and to the press later."],
        ["He came by ferry, as always;", "nobody had told him that it would not go back at night."],
        ["这座桥建于一九三二年，当时城里还没有一条柏油路，居民们都乘坐渡船往来于两岸之间，风大的日子渡船停开",
         "市议会周二表示，海港大桥将从周一起关闭六周。交通将改走旧轮渡线。" * 4],
    ],
)  # fmt: skip
def test_lists_and_short_paragraphs_are_no_headings(lines: list[str]) -> None:
    text = "\n".join(["Bridge", FIRST, *lines])
    assert outline(text) == [((), line) for line in [FIRST, *lines]]


def test_an_item_is_a_paragraph_that_knows_the_line_that_announces_it() -> None:
    text = f"Bridge\n{FIRST}\nIt needs:\n- steel\n- money\n{SECOND}"
    assert outline(text) == [
        ((), line) for line in [FIRST, "It needs:", "- steel", "- money", SECOND]
    ]
    _, made, paragraphs = parse_plain_text(text)
    contexts = [[made[slice(*span)] for span in p.context] for p in paragraphs]
    assert contexts == [[], [], ["It needs:"], ["It needs:"], []]
    assert [p.kind for p in paragraphs] == ["prose", "prose", "list", "list", "prose"]


def test_rows_of_asterisks_are_no_paragraphs() -> None:
    assert outline(f"Bridge\n\n{FIRST}\n\n* * *\n\n{SECOND}") == [((), FIRST), ((), SECOND)]


@pytest.mark.parametrize(
    ("short", "pair"),
    [
        (["Oats", "Rye", "Salt"], ["Butter", "Jam"]),
        (["12 Weir Lane", "Orn", "Skerry"], ["Ruth Penn", "Miller"]),
        (["Mehl", "Wasser", "Salz", "Hefe"], ["Quark", "Honig"]),
    ],
)
def test_two_lines_are_no_headings_where_more_stand_alike(
    short: list[str], pair: list[str]
) -> None:
    said = "The flour is weighed. It is ground again if there are lumps in it."
    lines = ["Bread of the mill", "It takes an hour.", *short, said, *pair, f"{said} Later."]
    assert not any(headings for headings, _ in outline("\n\n".join(lines)))


@pytest.mark.parametrize(
    "titles", [["Grading", "Late work", "Books"], ["Preise", "Zum Hof"], ["Цены", "Часы работы"]]
)
def test_short_lines_alone_above_texts_are_headings(titles: list[str]) -> None:
    said = "The mill is open from May on. Whoever comes by boat pays half, children pay nothing."
    text = "\n\n".join(["The mill", said, *(f"{title}\n\n{said}" for title in titles)])
    assert [headings for headings, _ in outline(text)][1:] == [(one,) for one in titles]


def test_a_heading_of_spaces_is_read_in_one_go() -> None:
    """A megabyte: from every word of it to the next, all spaces behind it were counted."""
    line = "# Bridge" + " " * 2**20 + "(closed"
    assert outline(f"{line}\n{FIRST}")[-1] == ((), FIRST)


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("== Ferries ==", "Ferries"),
        ("## Ferries ##", "Ferries"),
        ("## Ferries #", "Ferries #"),
        ("=Ferries", "Ferries"),
        ("======= 5", "= 5"),
        ("#Ferries", None),
    ],
)
def test_marks_of_headings_are_taken_off(line: str, heading: str | None) -> None:
    *_, last = outline(f"Bridge\n\n{FIRST}\n\n{line}\n\n{SECOND}")
    assert last == ((heading,) if heading else (), SECOND)


@pytest.mark.parametrize("text", ["", "\n \n", "***", "Title: A\nDate: 5 March 2024\n"])
def test_text_without_paragraphs(text: str) -> None:
    assert parse_plain_text(text)[2] == ()


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("The weir  leaks, and  it is old.", "The weir leaks, and it is old."),
        ("Oars\t\twere   lost.", "Oars were lost."),
        ("Das Wehr ist alt.  Es leckt.", "Das Wehr ist alt. Es leckt."),
        ("堰は  古い。", "堰は 古い。"),
    ],
)
def test_gaps_within_running_text_are_one_blank(written: str, text: str) -> None:
    assert parse_plain_text(written)[1] == text


def test_gaps_in_code_and_tables_are_kept() -> None:
    code = "Run this:\n\n    $ weir  --open    all"
    assert "weir  --open    all" in parse_plain_text(code)[1]
    table = "boat     crew   port\nGull     4      Ness\nTern     12     Wick\nSkua     9      Holm"
    assert "Gull     4      Ness" in parse_plain_text(table)[1]


@pytest.mark.parametrize(
    "line",
    [
        "vim:tw=78:ts=8:noet:ft=help:norl:",
        "-- vile:txtmode fc=72",
        "# vi: set et sw=2:",
        "/* vim: ft=text */",
        "-*- text -*-",
        "$OpenBSD: PUMP,v 1.15 2018/10/23 05:56:35 ann Exp $",
        "-- $PumpId: README,v 1.6 $",
    ],
)
def test_what_is_said_to_an_editor_is_left_out(line: str) -> None:
    _, text, paragraphs = parse_plain_text(f"{line}\nThe pump\n\nIt lifts water.\n\n {line}\n\n")
    assert [text[p.start : p.end] for p in paragraphs] == ["It lifts water."]


@pytest.mark.parametrize(
    "line", ["vim is an editor of texts.", "Ex: a pump", "-*- stars", "$Paid: 5 + 7 = 12$"]
)
def test_a_last_line_about_an_editor_is_kept(line: str) -> None:
    _, text, paragraphs = parse_plain_text(f"The pump\n\nIt lifts water.\n\n{line}\n")
    assert text[paragraphs[-1].start : paragraphs[-1].end].endswith(line)


@pytest.mark.parametrize(
    ("piece", "most"),
    [
        ("The sluice number {} is shut.\n\n", 460),
        ("N{}: a\n", 560),
        ("Q: Is {} so?\nA: It is.\n\n", 1075),
        ("\n\n\n\n", 230),
    ],
)
def test_a_piece_of_text_takes_a_bounded_number_of_steps(piece: str, most: int) -> None:
    pieces = 300
    text = "The sluice" + "".join(map(piece.format, range(pieces)))
    data = text.encode()
    read_file(data, "a.txt")  # loads
    assert count_calls(lambda: read_file(data, "a.txt")) <= most * pieces


@pytest.mark.parametrize("rule", ["―――――", "—", "§", ". . ."])
def test_nobody_says_what_stands_below_a_line_of_signs(rule: str) -> None:
    turns = "Jane Doe: How long?\n\nMayor: Six weeks.\n\nJane Doe: Who?\n\nMayor: Us."
    said = parse_plain_text(f"{turns}\n\n{rule}\n\nThe bridge is old.\n")[2]
    assert [p.speaker for p in said[-2:]] == ["Mayor", None]
