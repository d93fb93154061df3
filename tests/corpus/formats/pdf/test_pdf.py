"""PDF: what is quoted of the pages, on which page it stands, and what is left out."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.article import ArticleError, Paragraph
from corpus.formats.content import Content
from corpus.formats.pdf import read_pdf
from corpus.formats.pdf.document import read_document
from corpus.formats.pdf.lines import Line
from corpus.formats.pdf.words import Style, Word
from tests.support.pdfs import Page, Said, make_pdf, set_lines

HARBOUR = (
    "The harbour of Nab was dug by hand in the winter of 1821, when the old one had",
    "silted up. Four hundred men from the valley worked in two shifts, and the walls",
    "that they built of the grey stone of the cliff stand to this day.",
)
FERRY = (
    "The ferry to the island leaves at nine, at noon and at five. Who wants to take a",
    "cart along pays a florin more and has to be at the landing a quarter of an hour",
    "before that.",
)


def join(lines: tuple[str, ...]) -> str:
    return " ".join(lines)


def read(*pages: list[Said] | Page, **stated: object) -> Content:
    return read_pdf(make_pdf(pages, **stated), "a.pdf")  # type: ignore[arg-type]


def quoted(content: Content) -> list[str]:
    return [content.text[p.start : p.end] for p in content.paragraphs]


def find(content: Content, words: str) -> Paragraph:
    return next(p for p in content.paragraphs if words in content.text[p.start : p.end])


def measure(text: str, size: float) -> float:
    """The width of `text` in Helvetica, in points."""
    narrow = {" ": 278, ".": 278, ",": 278, "/": 278, "i": 222, "l": 222, "f": 278, "t": 278}
    narrow |= {"T": 611, "c": 500, "k": 500, "s": 500, "r": 333, "m": 833, "-": 333, "+": 584}
    narrow |= {"(": 333, ")": 333}
    return sum(narrow.get(letter, 556) for letter in text) * size / 1000


def contexts(content: Content, words: str) -> list[str]:
    return [content.text[slice(*span)] for span in find(content, words).context]


def test_lines_are_joined_and_paragraphs_parted_by_spacing() -> None:
    content = read([*set_lines(HARBOUR), *set_lines(FERRY, y=650)])
    assert quoted(content) == [join(HARBOUR), join(FERRY)]


def test_paragraphs_are_parted_by_indents() -> None:
    said = [*set_lines(HARBOUR), Said(FERRY[0], 84, 664), *set_lines(FERRY[1:], y=652)]
    assert quoted(read(said)) == [join(HARBOUR), join(FERRY)]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"The left column says a thing or two {n}" for n in range(12)]
    right = [f"and the right column says another {n}" for n in range(12)]
    beside = [
        said for pair in zip(set_lines(left), set_lines(right, x=320), strict=True) for said in pair
    ]
    expected = [" ".join((*left, *right))]
    assert quoted(read([*set_lines(left), *set_lines(right, x=320)])) == expected
    assert quoted(read(beside)) == expected


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("the long break-", "water was repaired", "long breakwater was"),
        ("the new multi-", "storey car park", "new multi-storey car"),
        ("a well-", "known harbour", "a well-known harbour"),
        ("the town has of-", "fered a prize", "has offered a prize"),
        ("of the Anglo-", "Saxon fleet", "Anglo-Saxon fleet"),
        ("a comma-", "separated list", "a comma-separated list"),
        ("the non-", "separated lists", "the non-separated lists"),
        ("what is inter-", "separated there", "what is interseparated there"),
        ("the trade-", "marks of the town", "the trademarks of the town"),
    ],
)
def test_a_word_that_a_line_breaks_is_joined_by_the_words_of_the_file(
    first: str, second: str, whole: str
) -> None:
    known = "Of the town the breakwater and a multi-storey house are well known and seen."
    lines = (
        known,
        "To trade with marks and the trademark are separated here, and always were, as the har-",
        "bour is: the harbour belongs to all who live there, and to those who come by ship.",
        f"In the year of the great storm, as everybody knows who was there, {first}",
        f"{second} in the end, by all those who were left in the town in that year, as",
        "they had nothing else to do before the spring.",
    )
    assert whole in " ".join(quoted(read(set_lines(lines))))


def test_a_paragraph_goes_on_over_the_page_and_knows_both() -> None:
    content = read(
        set_lines(HARBOUR[:2], y=90), [*set_lines(HARBOUR[2:]), *set_lines(FERRY, y=650)]
    )
    first, second = content.paragraphs
    assert quoted(content) == [join(HARBOUR), join(FERRY)]
    assert first.locator and first.locator.value == 1
    assert [(content.text[at:][:14], page) for at, page in first.places] == [("that they buil", 2)]
    assert second.locator and second.locator.value == 2


def test_what_comes_again_at_the_same_height_is_left_out() -> None:
    pages = [
        [
            Said("The Almanac of Nab", y=760),
            Said(f"Chapter {1 + n // 3}", 450, 760),
            *set_lines([f"Of day {n} there is this to say. {HARBOUR[0]}", *HARBOUR[1:]]),
            Said(f"- {n + 1} -", 300, 40),
        ]
        for n in range(7)
    ]
    content = read(*pages)
    assert [text[:13] for text in quoted(content)] == [f"Of day {n} ther" for n in range(7)]
    assert "Almanac" not in content.text
    assert "Of tides" not in content.text


@pytest.mark.parametrize("mark", ["•", "1."])
def test_items_that_begin_pages_are_text_whose_marks_are_drawn_apart(mark: str) -> None:
    """The mark comes again at the height of running heads, its item says something else."""
    days = ("one", "two", "three", "four", "five")
    items = [f"Of day {day} the keeper says this:" for day in days]
    pages = [
        [Said(item, 92, 740), *set_lines(HARBOUR, x=92, y=728), Said(mark, 76, 740)]
        for item in items
    ]
    content = read(*pages)
    assert [item for item in items if item not in content.text] == []


def test_a_heading_that_differs_by_its_number_begins_pages_as_it_stands_within_them() -> None:
    pages = [
        [
            Said(f"Section {2 * n + 1}", y=740),
            *set_lines([f"Of day {n} there is this to say. {HARBOUR[0]}", *HARBOUR[1:]]),
            Said(f"Section {2 * n + 2}", y=600),
            *set_lines(FERRY, y=580),
        ]
        for n in range(4)
    ]
    content = read(*pages)
    assert [n for n in range(1, 9) if f"Section {n}" not in content.text] == []


def test_of_pages_that_are_all_alike_nothing_is_left_out() -> None:
    content = read(*(set_lines(HARBOUR) for _ in range(5)))
    assert quoted(content) == [join(HARBOUR)] * 5


def test_a_page_of_its_own_loses_its_number_and_nothing_else() -> None:
    content = read([Said("1821", y=720), *set_lines(HARBOUR, y=690), Said("7", 300, 40)])
    assert "\n7" not in content.text
    assert join(HARBOUR) in content.text


def roman(number: int) -> str:
    return ("i", "ii", "iii", "iv", "v")[number - 1]


@pytest.mark.parametrize(
    "say",
    [
        str,
        roman,
        lambda n: f"– {n} –",
        lambda n: f"{n}/3",
        lambda n: f"Page {n}",
        lambda n: f"Seite {n} von 3",
        lambda n: f"{n} | Page",
        lambda n: str(n + 40),
    ],
)
@pytest.mark.parametrize(("x", "y"), [(300, 170), (40, 170), (300, 90), (40, 400), (300, 735)])
def test_the_numbers_of_a_few_pages_without_heads_are_no_text(
    say: Callable[[int], str], x: float, y: float
) -> None:
    pages = [
        [
            *set_lines([f"Of the {word} day: {HARBOUR[0]}", *HARBOUR[1:]], x=120, y=640),
            *set_lines(FERRY[:2], x=120, y=212),
            Said(say(n), x, y),
        ]
        for n, word in enumerate(("first", "second", "third"), start=1)
    ]
    alone = read(*(page[:-1] for page in pages))
    assert read(*pages) == alone


def test_the_numbers_of_small_pages_at_the_top_of_large_ones_are_no_text() -> None:
    pages = [[Said(f"{n} is said: {HARBOUR[0]}", y=640), Said(str(n), 300, 330)] for n in (1, 2, 3)]
    assert quoted(read(*pages)) == [page[0].text for page in pages]


def test_the_number_of_a_page_alone_is_no_text() -> None:
    assert quoted(read([*set_lines(HARBOUR), Said("1", 300, 145)])) == [join(HARBOUR)]
    assert quoted(read([*set_lines(HARBOUR), Said("7", 300, 145)])) == [join(HARBOUR), "7"]


def test_numbers_that_count_with_no_pages_are_text() -> None:
    rows = [
        [*set_lines(HARBOUR, y=700), Said(str(count), 300, 212, 10)] for count in (1821, 7, 1900)
    ]
    assert [text for text in quoted(read(*rows)) if text.isdigit()] == ["1821", "7", "1900"]


def test_a_year_by_itself_at_the_foot_is_no_page_number() -> None:
    content = read([*set_lines(HARBOUR), *set_lines(FERRY, y=600), Said("Nab, 2024", 72, 100)])
    assert "2024" in content.text
    content = read([*set_lines(HARBOUR), *set_lines(FERRY, y=600), Said("2024", 300, 100)])
    assert "2024" in content.text


WIDTHS = {
    **dict.fromkeys("il", 0.222),
    **dict.fromkeys("ft.;[]", 0.278),
    **dict.fromkeys("r(){}", 0.333),
    **dict.fromkeys("cks", 0.5),
}
"""Of Helvetica's narrow letters, of their size; most others are 0.556 wide."""


def set_in_columns(listing: list[str], y: float = 500) -> list[Said]:
    """A listing as some set it: each letter in the middle of a column, though they are of any
    width, and the number of each line before it."""
    said = []
    for n, line in enumerate(listing):
        said.append(Said(str(n + 1), 72, y - 10 * n, 8))
        for column, letter in enumerate(line):
            x = 100 + 8 * (0.6 * column + (0.6 - WIDTHS.get(letter, 0.556)) / 2)
            said += [Said(letter, x, y - 10 * n, 8)] if letter != " " else []
    return said


def test_letters_of_a_listing_that_are_set_in_columns_are_its_words() -> None:
    listing = [
        "int count = 0;",
        "for (int k = 0; k < length; ++k) {",
        "  if (cart[k].is_late) {",
        "    return product;",
        "  }",
        "}",
    ]
    content = read([*set_lines(HARBOUR), *set_in_columns(listing), *set_lines(FERRY, y=400)])
    first, code, last = quoted(content)
    assert (first, last) == (join(HARBOUR), join(FERRY))
    assert find(content, "product").kind == "code"
    assert [" ".join(line.split()) for line in code.split("\n")] == [
        " ".join(line.split()) for line in listing
    ]


def test_single_letters_are_no_listing() -> None:
    lines = [
        "a b b b c c",
        "a a b b c c c    (1)",
        "a a a b b c c    (2)",
        "x = a + b - c d    (3)",
    ]
    content = read([*set_lines(HARBOUR), *set_lines(lines, y=600, size=8)])
    assert "aa" not in content.text.replace("\n", " ")
    assert "code" not in {p.kind for p in content.paragraphs}


@pytest.mark.parametrize(
    "scale", ["0 1 2 3 4 5 6 7", "0.0 0,5 1.0 1.5 2", "-10 -5 0 5", "100 50 0 -50"]
)
def test_the_numbers_at_an_axis_are_no_sentence(scale: str) -> None:
    said = [*set_lines(HARBOUR), Said(scale, 200, 500), *set_lines(FERRY, y=400)]
    assert quoted(read(said)) == [join(HARBOUR), join(FERRY)]
    upright = [Said(n, 200, 600 - 24 * k) for k, n in enumerate(scale.split())]
    said = [*set_lines(HARBOUR), *upright, *set_lines(FERRY, y=400)]
    assert quoted(read(said)) == [join(HARBOUR), join(FERRY)]


@pytest.mark.parametrize("numbers", ["1821 1834 1850 1851", "7 7 7 7", "1 2 3"])
def test_other_numbers_stay(numbers: str) -> None:
    said = [*set_lines(HARBOUR), Said(numbers, 200, 500), *set_lines(FERRY, y=400)]
    assert quoted(read(said)) == [join(HARBOUR), numbers, join(FERRY)]


def test_headings_are_told_by_size_weight_and_number() -> None:
    said = [
        Said("The Harbour of Nab", y=730, size=20),
        Said("1 History", y=700, size=14),
        *set_lines(HARBOUR, y=680),
        Said("1.1 The ferry", y=630, font="Helvetica-Bold"),
        *set_lines(FERRY, y=612),
        Said("2 Today", y=560, size=14),
        *set_lines(HARBOUR, y=540),
    ]
    content = read(said)
    assert content.metadata.title == "The Harbour of Nab"
    assert [p.headings for p in content.paragraphs] == [
        ("1 History",),
        ("1 History", "1.1 The ferry"),
        ("2 Today",),
    ]


def test_headings_are_told_by_the_outline() -> None:
    said = [
        Said("Of the harbour", y=720),
        *set_lines(HARBOUR, y=700),
        Said("Of the ferry", y=650),
        *set_lines(FERRY, y=630),
    ]
    content = read(said, outline=[("1. Of the harbour", 1), ("Of the ferry", 1)])
    assert [p.headings for p in content.paragraphs] == [("Of the harbour",), ("Of the ferry",)]


@pytest.mark.parametrize("second", ["when the harbour is shut", "When the Harbour Is Shut"])
def test_a_heading_of_two_lines_that_is_set_as_the_text_is_known_by_the_outline(
    second: str,
) -> None:
    first = "Reporting of carts left at the landing"
    said = [
        Said("Of the harbour", y=720, font="Helvetica-Bold"),
        *set_lines(HARBOUR, y=700),
        *set_lines([first, second], y=640),
        *set_lines(FERRY, y=610),
        *set_lines([first, "and of other things, as everybody knows who has been there."], y=540),
    ]
    content = read(said, outline=[("Of the harbour", 1), (f"{first} {second}", 1)])
    assert [p.headings[-1] for p in content.paragraphs] == [
        "Of the harbour",
        f"{first} {second}",
        f"{first} {second}",
    ]
    assert quoted(content)[1] == join(FERRY)


def test_items_know_what_leads_up_to_them() -> None:
    said = [
        *set_lines([*HARBOUR[:2], "Take along:"]),
        *set_lines(
            [
                "•  a lamp with enough oil for the whole of the way there and back, and for",
                "   an hour more,",
            ],
            y=660,
        ),
        Said("•  two ropes.", y=636),
        *set_lines(FERRY, y=600),
    ]
    content = read(said)
    lamp = "• a lamp with enough oil for the whole of the way there and back, and for an hour more,"
    assert quoted(content)[1:] == [lamp, "• two ropes.", join(FERRY)]
    assert [p.kind for p in content.paragraphs] == ["prose", "list", "list", "prose"]
    assert contexts(content, "two ropes")[0].endswith("Take along:")


@pytest.mark.parametrize("marks", [("•", "•"), ("1.", "2."), ("(a)", "(b)")])
def test_marks_that_are_drawn_behind_all_of_a_page_begin_their_items(
    marks: tuple[str, str],
) -> None:
    """As by WeasyPrint: without them the items would be one paragraph."""
    said = [
        *set_lines(["The ferry takes:"]),
        *set_lines(["carts that are no wider than", "the landing"], x=92, y=688),
        Said("everybody who pays a florin", 92, 664),
    ]
    drawn = [Said(marks[0], 76, 688), Said(marks[1], 76, 664)]
    content = read([*said, *drawn])
    text = [
        one.removeprefix(f"{mark} ") for one, mark in zip(quoted(content)[1:], marks, strict=True)
    ]
    assert text == ["carts that are no wider than the landing", "everybody who pays a florin"]
    assert [p.kind for p in content.paragraphs] == ["prose", "list", "list"]


def test_smaller_code_within_a_paragraph_does_not_part_it() -> None:
    lines = ("To change from one ferry to another it is enough to", "replace", "and go on.")
    said = [
        *set_lines(lines[:1]),
        Said("replace", 72, 688),
        Said("ferry.patch with ferry.from_landing(nine)", 112, 688, 8, "Courier"),
        Said(lines[2], 320, 688),
    ]
    code = "ferry.patch with ferry.from_landing(nine)"
    assert quoted(read(said)) == [f"{lines[0]} replace {code} and go on."]


def test_what_describes_a_term_hangs_below_it_and_is_one_sentence() -> None:
    said = [
        Said("tide", 72, 700),
        Said("How deep the water is, which may be told from the stones of the wall that is", 110),
        Said("left of the landing.", 110, 688),
        Said("gate", 72, 670),
        Said(
            "Whether it is open. It is shut in every night from the first of November on and", 110
        ),
        *set_lines(FERRY, y=600),
    ]
    said[4] = Said(said[4].text, 110, 670)
    said.insert(5, Said("opened by the keeper.", 110, 658))
    texts = quoted(read(said))
    assert texts[0].endswith(
        "which may be told from the stones of the wall that is left of the landing."
    )
    assert texts[1].endswith("from the first of November on and opened by the keeper.")


def test_a_line_of_smaller_letters_within_a_sentence_does_not_part_it() -> None:
    said = [
        *set_lines(HARBOUR[:2]),
        Said("that are", 72, 676),
        Said("https://nab.example/stone/and/others/of/that/kind.html", 112, 676, 7),
    ]
    assert quoted(read(said)) == [
        f"{join(HARBOUR[:2])} that are https://nab.example/stone/and/others/of/that/kind.html"
    ]


def test_a_number_within_a_sentence_is_no_item() -> None:
    lines = (
        "The council of the town of Nab met for the first time in the new hall on May",
        "17. That was a day later than had been planned, as the hall was still wet and",
        "the chairs had not come.",
    )
    assert quoted(read(set_lines(lines))) == [join(lines)]


def test_a_number_within_an_item_that_goes_on_in_a_column_further_left_is_none() -> None:
    first = [
        Said("[1] Pell, Ada: The Almanac of Nab, with", 320, 80),
        Said("all the tides of the coast, printed in Nab", 334, 68),
    ]
    second = [
        Said("and again by the brothers Hale there as the", 86),
        Said("17. edition, and often after that.", 86, 688),
    ]
    item = " ".join(said.text for said in (*first, *second))
    assert quoted(read([*set_lines(FERRY), *first], second))[1:] == [item]


def test_capitals_that_are_set_smaller_do_not_part_a_sentence() -> None:
    said = [*set_lines(HARBOUR[:2]), Said("ISBN", 72, 676, 9), Said("0-87170-386-6.", 99, 676)]
    assert quoted(read(said)) == [f"{join(HARBOUR[:2])} ISBN 0-87170-386-6."]


def test_rows_of_a_table_know_their_header() -> None:
    rows = [("Port", "Depth", "Light"), ("Nab", "4 m", "red"), ("Sund", "7 m", "green and white")]
    said = [
        Said(
            cell,
            72 + 120 * column,
            700 - 14 * number,
            font="Helvetica" if number else "Helvetica-Bold",
        )
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    ]
    content = read([*said, *set_lines(HARBOUR, y=600)])
    assert quoted(content)[:2] == ["Nab | 4 m | red", "Sund | 7 m | green and white"]
    assert contexts(content, "Sund") == ["Port | Depth | Light"]
    assert find(content, "Sund").kind == "table"


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (1, 2, 0), (0, 2, 1)])
def test_the_widest_cells_of_a_table_are_parted_by_where_its_columns_begin(
    order: tuple[int, ...],
) -> None:
    """However narrow the gaps are before and behind them."""
    rows = (
        ("Granite", "18,400 florins", "Nab"),
        ("Hire of carts", "3,150 florins", "Mill"),
        ("Pumps", "720 florins", "Isle"),
    )
    x = (72, 131, 196)
    said = [
        Said(cell, place, 700 - 14 * n)
        for n, row in enumerate(order)
        for cell, place in zip(rows[row], x, strict=True)
    ]
    content = read([*said, *set_lines(HARBOUR, y=600)])
    assert quoted(content) == [*(" | ".join(rows[row]) for row in order), join(HARBOUR)]


def test_text_close_below_a_table_is_no_part_of_its_last_row() -> None:
    rows = [("Port", "Depth"), ("Nab", "4 m"), ("Sund", "7 m")]
    said = [
        Said(cell, 72 + 120 * column, 700 - 12 * number)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    ]
    content = read([*said, *set_lines(HARBOUR, y=664)])
    assert quoted(content)[-1] == join(HARBOUR)


def test_code_is_told_by_the_name_of_its_font() -> None:
    code = set_lines(["open(gate)", "wait(tide)"], y=650, font="NimbusMonL-Regu")
    assert [p.kind for p in read([*set_lines(HARBOUR), *code]).paragraphs] == ["prose", "code"]


def test_code_keeps_its_lines_and_indents() -> None:
    code = ["if tide > 3:", "    open(gate)", "else:", "    wait()"]
    said = [
        *set_lines([*HARBOUR[:2], "The rule is this:"]),
        *[
            Said(
                line.strip(),
                90 + 6 * (len(line) - len(line.lstrip())),
                650 - 12 * n,
                font="Courier",
            )
            for n, line in enumerate(code)
        ],
        *set_lines(FERRY, y=590),
    ]
    content = read(said)
    assert quoted(content)[1] == "\n".join(code)
    assert contexts(content, "open(gate)")[0].endswith("The rule is this:")


def test_of_a_file_that_is_mostly_listings_these_are_code_and_of_a_letter_nothing_is() -> None:
    listing = [f"gate[{n}] = open(tide, {n}, of='the old harbour of Nab');" for n in range(12)]
    said = [*set_lines(HARBOUR), *set_lines(listing, y=650, font="Courier")]
    assert [p.kind for p in read(said).paragraphs] == ["prose", "code"]
    letter = [Said("Town of Nab, the harbour", y=740), *set_lines(HARBOUR * 3, font="Courier")]
    assert {p.kind for p in read(letter).paragraphs} == {"prose"}


@pytest.mark.parametrize("font", ["Courier", "Helvetica"])
def test_bytes_that_are_shown_keep_their_lines(font: str) -> None:
    """Also in a file that is all set in letters of one width."""
    dump = [
        "00000000  50 4b 03 04 14 00 00 00  08 00 a1 b2 c3 d4 e5 f6",
        "00000010  7f 45 4c 46 02 01 01 00  00 00 00 00 00 00 00 00",
    ]
    said = [*set_lines(HARBOUR, font=font), *set_lines(dump, y=640, font=font)]
    texts = quoted(read([*said, *set_lines(FERRY, y=600, font=font)]))
    assert texts[0] == join(HARBOUR)
    assert [" ".join(line.split()) for line in texts[1].split("\n")] == [
        " ".join(line.split()) for line in dump
    ]
    assert texts[2] == join(FERRY)


def test_places_to_write_in_are_lines_of_their_own() -> None:
    said = [
        Said(f"{what}: {'.' * 40}", x, y)
        for y, names in ((640, ("Signed", "Date")), (620, ("Name", "Place")), (600, ("By", "For")))
        for x, what in zip((72, 320), names, strict=True)
    ]
    content = read([*set_lines(HARBOUR), *said, Said("_" * 40, y=580), Said("the mayor", y=568)])
    dots = "." * 40
    assert quoted(content)[1:] == [
        f"Signed: {dots} Date: {dots}",
        f"Name: {dots} Place: {dots}",
        f"By: {dots} For: {dots}",
        "the mayor",
    ]


def test_the_lines_of_a_listing_lose_their_numbers() -> None:
    code = ["if tide > 3:", "    open(gate)", "else: 5"]
    said = [
        Said("The rule is this:"),
        *[Said(str(n + 7), 76, 686 - 12 * n, 6) for n in range(3)],
        *[
            Said(
                line.strip(), 90 + 6 * (len(line) - len(line.lstrip())), 686 - 12 * n, 10, "Courier"
            )
            for n, line in enumerate(code)
        ],
        *set_lines(HARBOUR, y=630),
    ]
    by_row = sorted(said, key=lambda one: (-one.y, one.x))
    assert quoted(read(by_row))[1] == "\n".join(code)


def test_an_option_stands_with_what_describes_it() -> None:
    said = [
        Said("--tide=<metres>", 72, 700, font="Courier"),
        *set_lines(FERRY, x=90, y=686),
        *set_lines(HARBOUR, x=90, y=640),
        Said("--quiet", 72, 590, font="Courier"),
        *set_lines(["Says nothing at all."], x=90, y=576),
    ]
    content = read(said)
    assert quoted(content)[0] == f"--tide=<metres>\n{join(FERRY)}"
    assert contexts(content, "dug by hand") == [f"--tide=<metres>\n{join(FERRY)}"]
    assert find(content, "nothing at all").kind == "term"


def test_a_footnote_stands_behind_what_cites_it() -> None:
    said = [
        Said("The harbour of Nab was dug by hand in the winter of 1821,", y=700),
        Said("1", 333, 704, 6),
        Said("when the old one had", 340, 700),
        *set_lines(HARBOUR[1:], y=688),
        *set_lines(FERRY, y=640),
        Said("1", 72, 83, 5),
        Said("Others say 1822, the year of the great storm in the north.", 76, 80, 8),
    ]
    content = read(said)
    assert quoted(content) == [
        join(HARBOUR),
        "Others say 1822, the year of the great storm in the north.",
        join(FERRY),
    ]


def test_a_power_that_is_the_number_of_a_note_stays_one() -> None:
    said = [
        Said("The harbour of Nab holds 10", y=700),
        Said("3", 72 + measure("The harbour of Nab holds 10", 10), 704, 6),
        Said("tons of grey stone.", 80 + measure("The harbour of Nab holds 10", 10), 700),
        *set_lines(FERRY, y=640),
        Said("3", 72, 83, 5),
        Said("Others say 1822, the year of the great storm in the north.", 76, 80, 8),
    ]
    assert any("holds 10³ tons" in text for text in quoted(read(said)))


def test_a_mark_that_stands_on_a_line_of_its_own_is_a_mark() -> None:
    said = [
        *set_lines([*HARBOUR[:2], "that they built of the grey stone stand to this day."]),
        Said("1", 307, 680, 6),
        *set_lines(FERRY, y=640),
        Said("1", 72, 83, 5),
        Said("Others say 1822, the year of the great storm in the north.", 76, 80, 8),
    ]
    assert [text[:6] for text in quoted(read(said))] == ["The ha", "Others", "The fe"]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("it stands at https:", "//nab.example/tides in full,", "https://nab.example/tides in"),
        ("it stands at https://nab.example/", "tides_1821.html in", "/nab.example/tides_1821.html"),
        ("it stands at https://nab.example/", "and in the hall, too,", "example/ and in the hall"),
        ("it stands at <https://", "nab.example/tides> in full,", "<https://nab.example/tides> in"),
        ("it is built with --enable-", "tides, which is", "--enable-tides, which is"),
        ("more is said by the option --no-", "tide, which is", "--no-tide, which is"),
    ],
)
def test_addresses_and_options_that_a_line_breaks_are_joined(
    first: str, second: str, whole: str
) -> None:
    lines = (
        f"Of all that was written down in the year of the storm, {first}",
        f"{second} as long as there is anybody who wants to know of it, and --no-tide",
        "is another thing.",
    )
    assert whole in " ".join(quoted(read(set_lines(lines))))


def test_a_numbered_line_counts_on_from_the_heading_above() -> None:
    said = [
        Said("1.1 The harbour", y=720, size=14),
        *set_lines(HARBOUR, y=700),
        Said("1.1.1 Its walls", y=650),
        *set_lines(FERRY, y=632),
        Said("3.7 florins were paid", y=580),
        *set_lines(HARBOUR, y=562),
    ]
    content = read(said)
    assert find(content, "ferry").headings == ("1.1 The harbour", "1.1.1 Its walls")
    assert "3.7 florins were paid" in quoted(content)


def test_a_power_is_not_read_as_a_number() -> None:
    said = [
        Said("There are 2", y=700),
        Said("32", 124, 704, 6),
        Said("of them, all in all.", 134, 700),
    ]
    assert quoted(read(said)) == ["There are 2³² of them, all in all."]


@pytest.mark.parametrize(
    ("before", "raised", "after", "written"),
    [
        ("lifts 10", Said("3", 0, 4, 9), " tonnes", "lifts 10³ tonnes"),
        ("lifts 10", Said("3", 0, 4, 10), " tonnes", "lifts 10³ tonnes"),
        ("lifts 10", Said("-3", 0, 4, 7), " tonnes", "lifts 10⁻³ tonnes"),
        ("lifts 10", Said("n+1", 0, 4, 7), " tonnes", "lifts 10^(n+1) tonnes"),
        ("lifts 10", Said("2,5", 0, 4, 7), " tonnes", "lifts 10^2,5 tonnes"),
        ("lifts 10", Said("2.75", 0, 4, 7), " tonnes", "lifts 10^2.75 tonnes"),
        ("lifts e", Said("0.5", 0, 4, 7), " tonnes", "lifts e^0.5 tonnes"),
        ("lifts 10 m ", Said("+0.5", 0, 4, 7), " or so", "lifts 10 m +0.5 or so"),
        ("lifts 10", Said("1/2", 0, 4, 10), " tonnes", "lifts 10^(1/2) tonnes"),
        ("is old.", Said("[begun now]", 0, 4, 7), " It is", "is old.[begun now] It is"),
        ("lifts 5 m", Said("3", 0, 4, 9), ", or", "lifts 5 m³, or"),
        ("lifts 101", Said("2", 0, -2, 7), " tonnes", "lifts 101₂ tonnes"),
        ("lifts 101", Said("2", 0, -4, 9.7), " tonnes", "lifts 101₂ tonnes"),
        ("lifts 101", Said("2", 0, -4, 10), " tonnes", "lifts 101₂ tonnes"),
        ("lifts ", Said("5", 0, 4, 7), "12 tonnes", "lifts ⁵12 tonnes"),
        ("lifts ", Said("5", 0, 4, 10), "12 tonnes", "lifts ⁵12 tonnes"),
        ("lifts (a+b)", Said("2", 0, 4, 7), " tonnes", "lifts (a+b)² tonnes"),
        ("is the 2", Said("nd", 0, 4, 7), " here", "is the 2nd here"),
        ("is at Tarn.", Said("1", 0, 4, 7), " It is", "is at Tarn. It is"),
        ("is at Tarn,", Said("1,2", 0, 4, 7), " and is", "is at Tarn, and is"),
        ("takes ", Said("1", 0, 4, 7), "/2 a day", "takes 1/2 a day"),
        ("takes 3", Said("1", 0, 4, 7), "/2 a day", "takes 3 1/2 a day"),
    ],
)
def test_raised_and_lowered_numbers_become_no_other_ones(
    before: str, raised: Said, after: str, written: str
) -> None:
    lead = f"The crane {before}"
    x = 72 + measure(lead, 10)
    beside = x + measure(raised.text, raised.size)
    drawn = [
        Said(lead, 72, 700),
        replace(raised, x=x, y=700 + raised.y),
        Said(after.lstrip(), beside + measure(" " * after.startswith(" "), 10), 700),
    ]
    content = read([*drawn, *set_lines(HARBOUR, y=600)])
    assert quoted(content)[0] == f"The crane {written}"


def test_contents_and_index_are_left_out() -> None:
    entries = [f"{n} The port of number {n} {'. ' * 30}{n + 3}" for n in range(1, 8)]
    index = ["Index", *(f"port {n}, {n + 2}, {n + 5}" for n in range(12))]
    content = read(
        [Said("Contents", y=720, size=14), *set_lines(entries)],
        [*set_lines(HARBOUR), *set_lines(FERRY, y=640)],
        set_lines(index),
    )
    assert quoted(content) == [join(HARBOUR), join(FERRY)]


def test_captions_stay_apart_and_label_nothing() -> None:
    said = [
        *set_lines(HARBOUR),
        Said("Table 2.1: The depths of the ports.", 150, 640),
        *set_lines(FERRY, y=600),
    ]
    content = read(said)
    assert quoted(content)[1] == "Table 2.1: The depths of the ports."
    assert [p.label for p in content.paragraphs] == [None] * 3


def test_words_that_only_a_narrow_gap_parts_are_two() -> None:
    # As groff sets them: without a blank, the gap narrower than those that PDFium knows.
    said = [Said("the valley", 72, 700), Said("there lay quite still at that hour.", 117.1, 700)]
    assert quoted(read(said)) == ["the valley there lay quite still at that hour."]


@pytest.mark.parametrize(
    ("title", "author", "expected"),
    [
        ("The Almanac", "Ada Pell", ("The Almanac", "Ada Pell")),
        ("Microsoft Word - almanac.doc", "root", ("The Harbour of Nab", None)),
        ("untitled", "Administrator", ("The Harbour of Nab", None)),
        ("C:\\texte\\nab.indd", "", ("The Harbour of Nab", None)),
        (
            "Copyright © 2006 The Nab Project, all rights reserved.",
            "Copyright © 2006 The Nab Project, all rights reserved. It may be copied; ask for it.",
            ("The Harbour of Nab", None),
        ),
        ("All rights reserved", "© Ada Pell", ("All rights reserved", "Ada Pell")),
        (
            "nab-final(2).dvi",
            "Pell, Ada; Flint, Bo",
            ("The Harbour of Nab", "Pell, Ada; Flint, Bo"),
        ),
    ],
)
def test_title_and_author_are_those_that_tell(
    title: str, author: str, expected: tuple[str, str | None]
) -> None:
    said = [Said("The Harbour of Nab", y=730, size=20), *set_lines(HARBOUR)]
    metadata = read(said, info={"Title": title, "Author": author}).metadata
    assert (metadata.title, metadata.author) == expected


def test_date_and_language_are_the_files_own() -> None:
    info = {"CreationDate": "D:20210503101112+02'00'", "Title": "The Almanac"}
    metadata = read(set_lines(HARBOUR), info=info, language="en-GB").metadata
    assert (str(metadata.published), metadata.language) == ("2021-05-03", "en")


@pytest.mark.parametrize(
    ("line", "day", "author"),
    [
        ("March 5, 1999", "1999-03-05", None),
        ("7 giugno 2023 alle 10:15", "2023-06-07", None),
        ("Publié le 7 juin 2023 à 10h15", "2023-06-07", None),
        ("Veröffentlicht am 7. Juni 2023", "2023-06-07", None),
        ("Lisboa, 7 de junho de 2023", "2023-06-07", None),
        ("By Mary Flint | June 7, 2023", "2023-06-07", "Mary Flint"),
        ("di Anna Rossi, 7 giugno 2023 alle 10:15", "2023-06-07", "Anna Rossi"),
        ("Mary Flint opened it on June 7, 2023", "2021-05-03", None),
        ("for version 4.19.0, 18 August 2022", "2022-08-18", None),
        ("Release 3.19.0 (11 Apr 2022)", "2022-04-11", None),
        ("The Nab, version 1.2, 3 May 2020", "2021-05-03", None),
        ("Mary Flint (mary@example.org)", "2021-05-03", "Mary Flint"),
    ],
)
def test_a_day_and_a_writer_below_the_title_win_over_those_of_the_file(
    line: str, day: str, author: str | None
) -> None:
    said = [
        Said("The Harbour of Nab", y=730, size=20),
        Said(line, y=715),
        *set_lines(HARBOUR, y=680),
    ]
    metadata = read(said, info={"CreationDate": "D:20210503"}).metadata
    assert (str(metadata.published), metadata.author) == (day, author)


@pytest.mark.parametrize(("pages", "day"), [(0, "2021-05-03"), (2, "2019-05-06")])
def test_the_day_of_a_version_is_none_of_the_file_if_others_stand_near_by(
    pages: int, day: str
) -> None:
    title = Said("News of the Lamp", y=730, size=20)
    first, second = (
        [Said(f"Version 1.{n}, {n} May 2019", y=100 * n), *set_lines(HARBOUR, y=100 * n - 25)]
        for n in (6, 5)
    )
    read_on = [set_lines(FERRY)] * (pages - 1)
    said = [[title, *first], *read_on, second] if pages else [[title, *first, *second]]
    assert str(read(*said, info={"CreationDate": "D:20210503"}).metadata.published) == day


@pytest.mark.parametrize("is_above", [True, False])
def test_names_with_an_address_are_the_writers_above_the_text_and_stand_in_lines(
    is_above: bool,
) -> None:
    names = ("Mary Flint", "Jan van Dyk (jan@example.org)")
    parts = [set_lines(HARBOUR, y=600), set_lines(names, y=680 if is_above else 500, size=14)]
    said = parts[::-1] if is_above else parts
    content = read([Said("The Harbour of Nab", y=730, size=20), *said[0], *said[1]])
    assert content.metadata.author == ("Mary Flint, Jan van Dyk" if is_above else None)
    assert "\n".join(names) in content.text


def test_the_packet_of_metadata_is_read_and_not_followed() -> None:
    xmp = (
        '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">The Almanac &amp; more</rdf:li></rdf:Alt>'
        "</dc:title><dc:creator><rdf:Seq><rdf:li>Ada Pell</rdf:li><rdf:li>Bo Flint</rdf:li>"
        "</rdf:Seq></dc:creator><dc:language><rdf:Bag><rdf:li>de</rdf:li></rdf:Bag></dc:language>"
        "<dc:publisher>Nab Press</dc:publisher><prism:url>https://nab.example/a.pdf</prism:url>"
        "<dc:date>2020-02-01T10:00:00Z</dc:date>"
    )
    metadata = read(set_lines(HARBOUR), xmp=xmp).metadata
    assert metadata.title == "The Almanac & more"
    assert metadata.author == "Ada Pell, Bo Flint"
    assert (metadata.source, metadata.language) == ("Nab Press", "de")
    assert (metadata.url, str(metadata.published)) == ("https://nab.example/a.pdf", "2020-02-01")


def test_packets_that_never_end_cost_no_more_than_their_length() -> None:
    data = make_pdf([set_lines(HARBOUR)]) + b"<x:xmpmeta " * 100_000
    assert read_pdf(data, "a.pdf").metadata.title is None


def test_a_scan_is_told_and_not_indexed() -> None:
    with pytest.raises(ArticleError, match=r"holds pictures and no text, as a scan does.*OCR"):
        read(Page(has_picture=True), Page(has_picture=True))


def test_what_a_machine_has_read_is_marked_page_by_page() -> None:
    scan = Page(
        [*set_lines(HARBOUR), Said("Scanned by the library", y=40)], True, is_invisible=True
    )
    content = read(scan, set_lines(FERRY), info={"CreationDate": "D:20240504"})
    kinds = {p.locator.value: p.locator.kind for p in content.paragraphs if p.locator}
    assert kinds == {1: "scan", 2: "page"}
    assert str(content.metadata.published) == "2024-05-04"


@pytest.mark.parametrize("mode", [3, 7])
def test_words_that_nobody_sees_beside_others_are_none(mode: int) -> None:
    shown = set_lines(HARBOUR)
    content = read([*shown, Said("The bridge is free on Sundays.", y=600, mode=mode)])
    assert quoted(content) == [join(HARBOUR)]
    assert {p.locator.kind for p in content.paragraphs if p.locator} == {"page"}


def test_the_day_on_which_a_scan_was_read_is_none_of_the_text() -> None:
    scan = Page(set_lines(HARBOUR), has_picture=True, is_invisible=True)
    assert read(scan, info={"CreationDate": "D:20240504"}).metadata.published is None


def test_of_a_mixed_file_it_is_told_which_pages_have_no_text() -> None:
    content = read(set_lines(HARBOUR), Page(has_picture=True), Page(), set_lines(FERRY))
    assert content.warnings == (
        "pages of which nothing is read: 1 of 4 (2), as they are pictures without text",
    )
    assert [p.locator.value for p in content.paragraphs if p.locator] == [1, 4]


def test_a_locked_file_is_told() -> None:
    with pytest.raises(ArticleError, match="is locked by a password: save it without one"):
        read(set_lines(HARBOUR), is_locked=True)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is no PDF"),
        (b"The bridge is old.", "is no PDF"),
        (b"%PDF-1.7\n", "is damaged: its pages cannot be found"),
        (make_pdf([[]]), "it is empty"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason):
        read_pdf(data, "a.pdf")


def _spoilt() -> list[bytes]:
    """A file cut at fifty places, and with other bytes at fifty others."""
    whole = make_pdf(
        [[*set_lines(HARBOUR), *set_lines(FERRY, y=640), Said(str(n), 300, 40)] for n in range(4)],
        info={"Title": "The Almanac"},
        outline=[("Of the harbour", 1), ("Of the ferry", 3)],
        xmp="<dc:title>The Almanac</dc:title>",
    )
    chance = random.Random(7)
    spoilt = [whole[: len(whole) * n // 50] for n in range(50)]
    for _ in range(50):
        place = chance.randrange(len(whole) - 20)
        spoilt.append(whole[:place] + chance.randbytes(20) + whole[place + 20 :])
    return spoilt


def test_of_a_damaged_file_is_read_what_there_is() -> None:
    read_count = 0
    for data in _spoilt():
        try:
            content = read_pdf(data, "a.pdf")
        except ArticleError as refused:
            assert "\n" not in str(refused)
            continue
        read_count += 1
        for paragraph in content.paragraphs:
            assert content.text[paragraph.start : paragraph.end].strip()
    assert read_count > 40


def test_no_more_is_read_than_so_many_characters() -> None:
    """The work is bounded by them, however often a small file shows the same page."""
    data = make_pdf([[*set_lines(HARBOUR)] for _ in range(40)])
    document = read_document(data, max_characters=1000)
    assert document.left_out == 40 - len(document.pages) > 30


def test_a_sentence_goes_on_below_a_line_that_a_raised_sign_makes_higher() -> None:
    said = [
        *set_lines(HARBOUR[:2], y=700),
        *set_lines(HARBOUR[2:], y=668),
        *set_lines(FERRY, y=620),
    ]
    assert quoted(read(said)) == [join(HARBOUR), join(FERRY)]


def test_what_is_typed_into_a_form_stands_where_it_was_left_out() -> None:
    """However late it is drawn; behind the line nobody knows what it is for."""
    said = [Said("The toll is            florins a day.", y=700), *set_lines(HARBOUR, y=600)]
    content = read([*said, Said("ten", 125, 700)])
    assert quoted(content) == ["The toll is ten florins a day.", join(HARBOUR)]


def test_words_that_go_on_to_the_left_are_parted() -> None:
    style = Style(10)
    words = [Word("الميناء", 250, 300, 700, style), Word("في", 238, 247, 700, style)]
    assert Line(tuple(words), 1, 792).text == "الميناء في"


@pytest.mark.parametrize(
    ("label", "day"),
    [
        ("The permit expires:", "2021-05-03"),
        ("Gültig bis:", "2021-05-03"),
        ("Valid until:", "2021-05-03"),
        ("Fassung gültig seit:", "2019-04-07"),
        ("Validé le :", "2019-04-07"),
        ("Valid as of:", "2019-04-07"),
        ("Date issued:", "2019-04-07"),
        ("Minutes of the board:", "2019-04-07"),
        ("Published:", "2019-04-07"),
        ("The harbour of Nab", "2019-04-07"),
    ],
)
def test_the_day_of_something_else_is_no_day_of_publication(label: str, day: str) -> None:
    title = Said("A place at the quay", y=760, size=20)
    said = [title, *set_lines([label, "2019-04-07"], y=730), *set_lines(HARBOUR, y=680)]
    assert str(read(said, info={"CreationDate": "D:20210503"}).metadata.published) == day
