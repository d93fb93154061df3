from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import ArticleError, Paragraph
from corpus.formats.reading import read_article
from corpus.formats.shapes.manual.manual import is_manual_source, make_title, parse_manual
from corpus.formats.shapes.reading import parse_shaped_text, read_manual
from tests.corpus.formats.shapes.manual_pages import (
    DOCBOOK_SOURCE,
    MAN_SOURCE,
    MDOC_SOURCE,
    PAGE,
    strike_over,
)

Read = tuple[str, list[tuple[str, str]]]


def read(text: str) -> Read:
    """The title, and the kind and the text of each paragraph."""
    parsed = parse_manual(text)
    assert parsed is not None
    metadata, content, paragraphs = parsed
    return metadata.title or "", [(p.kind, content[p.start : p.end]) for p in paragraphs]


def find(text: str, beginning: str) -> tuple[str, Paragraph]:
    """The text and the paragraph that begins so."""
    parsed = parse_manual(text)
    assert parsed is not None
    _, content, paragraphs = parsed
    found = [p for p in paragraphs if content[p.start : p.end].startswith(beginning)]
    assert len(found) == 1, [content[p.start : p.end] for p in paragraphs]
    return content, found[0]


def test_what_pandoc_writes_is_read_as_it_means_it() -> None:
    head = '.TH "The Lake" "" "5 March 2024"\n.SH DEPTHS\n.PP\n'
    said = "It is 10\\[ha]6\\[ha] deep, [STRIKEOUT:not\nso] cold, 2\\[ha]3\\[ha]2."
    assert read(head + said) == ("The Lake", [("prose", "It is 10⁶ deep, cold, 2^3^2.")])


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (MAN_SOURCE, "kettle(1) – boil water on a schedule"),
        (DOCBOOK_SOURCE, "sieve(8) – sort flour by grain"),
        (MDOC_SOURCE, "ladle(6) – serve soup by the bowl"),
        (PAGE, "whisk(1) – beat eggs until they are stiff"),
        (strike_over(PAGE).replace("\b", "\b"), "whisk(1) – beat eggs until they are stiff"),
    ],
)
def test_the_title_is_name_section_and_purpose(page: str, title: str) -> None:
    article, _ = read_article(page.encode(), "page.txt")
    assert article.title == title


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (
            r"250 \[mc]L, 250 \(mcg, 1\[18] cup, 5\[%0], 2 \[tmu] 3",
            "250 µL, 250 µg, 1⅛ cup, 5‰, 2 × 3",
        ),
        (r"\[*h] \[*q] \[*y] \[*f] \[fi]le \[Om]", "θ ψ η ϕ file º"),
        (r"caf\['e], \[u0065_0301], \[c ah], \[char233], \N'233', \[aa]", "café, é, č, é, é, ´"),
        (r"takes 5 \[zz] or 5\(zzg, \o'5/', \n[days] days", "takes 5 […] or 5[…]g, […], […] days"),
        (r"\*[what] is \*(Ge 5", "[…] is ≥ 5"),
        (r"Write \\u41 for a letter and \\d", r"Write \u41 for a letter and \d"),
        (r"is 10\u3\d m, 2\u\s-210\s0\d, H\d2\uO", "is 10³ m, 2¹⁰, H2O"),
        (r"is 10\v'-.4m'6\v'.4m' or \s-1600\s0 by \s10ISO\s0", "is 10⁶ or 600 by ISO"),
    ],
)
def test_a_character_is_the_one_of_its_name_and_none_is_left_out_unsaid(
    written: str, words: str
) -> None:
    assert read(f'.TH "Mill" ""\n.SH NAME\nIt {written}.\n') == (
        "Mill",
        [("prose", f"It {words}.")],
    )


@pytest.mark.parametrize(
    ("name", "first", "title"),
    [
        ("GREP(1)", ["grep, egrep - print lines"], "grep(1) – print lines"),
        ("Git::Diff(3pm)", ["Git::Diff — compare"], "Git::Diff(3pm) – compare"),
        ("SHADOW(5)", ["Beschreibung"], "SHADOW(5)"),
        ("LONG(7)", ["long - " + "word " * 40], "long(7)"),
        ("LS", ["ls - list"], "ls – list"),
    ],
)
def test_a_title_is_spelt_as_the_page_spells_it(name: str, first: list[str], title: str) -> None:
    assert make_title(name, first) == title


def test_a_day_is_taken_where_one_is_stated() -> None:
    assert read_article(MAN_SOURCE.encode(), "a.txt")[0].published == date(2021, 3, 9)
    assert read_article(MDOC_SOURCE.encode(), "a.txt")[0].published == date(2019, 6, 4)
    article, warnings = read_article(MAN_SOURCE.replace("2021-03-09", "May 2020").encode(), "a.txt")
    assert article.published is None and not warnings


def test_an_option_is_one_paragraph_with_all_that_describes_it() -> None:
    assert read(MAN_SOURCE)[1] == [
        ("prose", "kettle - boil water on a schedule"),
        ("code", "kettle [OPTION]... POT...\nkettle --drain"),
        ("prose", "kettle heats each POT. It stops by itself (see thermostat(5))."),
        (
            "term",
            "-b, --boil-at=DEGREES\nStop at DEGREES.\nValues above 100 are refused.",
        ),
        ("term", "-q\n--quiet\nDo not whistle."),
        ("prose", "These options may be combined."),
        ("term", "--scale=UNIT\nWhat degrees are counted in:"),
        ("term", "c\nCelsius, the default."),
        ("term", "f\nFahrenheit."),
        ("prose", "To boil two pots at once:"),
        ("code", "kettle -b 96 left right"),
        ("list", "• An item, “quoted”."),
        ("term", "0\nAll pots boiled."),
        ("term", "3\nA pot was dry."),
    ]


def test_headings_of_a_source_are_headings() -> None:
    _, option = find(MAN_SOURCE, "-q")
    assert option.headings == ("OPTIONS", "Heating")
    _, status = find(MAN_SOURCE, "3")
    assert status.headings == ("EXIT STATUS",)


def test_what_stands_below_an_option_knows_it() -> None:
    text, nested = find(MAN_SOURCE, "f\n")
    assert [text[slice(*span)] for span in nested.context] == [
        "--scale=UNIT\nWhat degrees are counted in:"
    ]
    text, code = find(MAN_SOURCE, "kettle -b")
    assert [text[slice(*span)] for span in code.context] == ["To boil two pots at once:"]


def test_paragraphs_above_what_is_set_in_are_terms() -> None:
    assert read(DOCBOOK_SOURCE)[1][2:] == [
        (
            "term",
            "--mesh=WIDTH\nThe width of the holes. Don't go below 2.\n"
            "Wider ones let husks through.",
        ),
        ("term", "--shake\nShake before sorting:"),
        ("code", "sieve --shake rye"),
        ("list", "• Rye is sorted first."),
    ]


@pytest.mark.parametrize(
    "question",
    [
        "How do I keep moths out of a sack of rye that stands open for weeks?",
        "Wie hält man Motten von einem offenen Sack Roggen fern, der wochenlang steht?",
        "كيف أبعد العث عن كيس الشعير المفتوح الذي يقف لأسابيع؟",
    ],
)
def test_a_question_stands_with_its_answer(question: str) -> None:
    source = (
        f".TH SIEVE 1\n.SH NAME\nsieve \\- sorts\n.SH MOTHS\n.PP\n{question}\n"
        ".RS 4\nHang bay leaves above it.\n.sp\nChange them in spring.\n.RE\n"
    )
    assert read(source)[1][1:] == [
        ("term", f"{question}\nHang bay leaves above it.\nChange them in spring.")
    ]


def test_letters_instead_of_bullets_mark_items() -> None:
    head = ".TH SIEVE 1\n.SH NAME\nsieve \\- sorts\n.SH USE\n.IP o\nShake it.\n"
    assert read(head)[1][1:] == [("term", "o\nShake it.")]
    assert read(f"{head}.IP o\nWash it.\n")[1][1:] == [
        ("list", "• Shake it."),
        ("list", "• Wash it."),
    ]
    letters = read(f"{head}.IP o\nWash it.\n.IP x\nHang it.\n")[1][1:]
    assert [kind for kind, _ in letters] == ["term"] * 3


@pytest.mark.parametrize("stated", ["tab(@)", "tab (@)", "box tab ( @ )"])
def test_a_table_names_the_sign_between_its_cells(stated: str) -> None:
    source = (
        ".TH SIEVE 1\n.SH NAME\nsieve \\- sorts\n.SH MESHES\n.TS\n"
        f"{stated};\nl lx.\nfine@T{{\nfor flour\nT}}\nwide@for bran\n.TE\n"
    )
    assert read(source)[1][1:] == [("table", "fine | for flour"), ("table", "wide | for bran")]


def test_mdoc_is_read_as_a_terminal_shows_it() -> None:
    assert read(MDOC_SOURCE)[1] == [
        ("prose", "ladle – serve soup by the bowl"),
        ("code", "ladle [-hv] [-n bowls] [-t [table:]seat]"),
        ("prose", "The ladle utility serves (hot) soup; see spoon(1), bowl(5)."),
        ("prose", "The options are as follows:"),
        ("term", "-n bowls\nFill that many bowls.\nNone is filled twice."),
        ("term", "-t [table:]seat\nServe one seat."),
        ("term", "-v, --verbose\nSay “slurp” at each bowl."),
        ("prose", "Serve four bowls:"),
        ("code", "$ ladle -n 4"),
        ("list", "• Keep it warm."),
    ]


WHISK = [
    ("prose", "whisk - beat eggs until they are stiff"),
    ("code", "whisk [OPTION]... BOWL\nwhisk --wash"),
    (
        "prose",
        "Whisk beats what is in BOWL. It goes on until nothing moves any more, which takes "
        "longer with cold eggs; if the bowl is warm, see the description of -w.",
    ),
    (
        "term",
        "-s, --speed=N\nBeat N times a second. Without this option the speed is that of -w for "
        "the first minute, and twice as much after that.\nNever more than 40.",
    ),
    ("term", "-w\nWarm the bowl first."),
    ("term", "--help\ndisplay this text and exit"),
    ("term", "-c COLOUR\n--colour COLOUR\nStop when the foam has this colour:"),
    ("term", "pale\nNearly white."),
    ("term", "gold\nAs if sugar was added, or when the eggs were very fresh and brown."),
    ("prose", "To beat three whites:"),
    ("code", "whisk -s 9 bowl\nwhisk --wash"),
]


def test_what_is_set_close_is_apart_from_what_stands_before_and_behind_it() -> None:
    set_close = [
        *(".Dd June 4, 2019", ".Dt CRANE 1", ".Os", ".Sh NAME", ".Nm crane", ".Nd lift"),
        *(".Sh DESCRIPTION", "It takes a URI of the form", ".Sm off"),
        *(".No ssh:// Oo user @ Oc hostname Op : port .", ".Sm on", ".Bl -tag", ".It Fl L Xo"),
        *(".Sm off", ".Ar port : host", ".Sm on", ".Ar name", ".Xc", "Forwards.", ".El", ""),
    ]
    said = [text for _, text in read("\n".join(set_close))[1]]
    assert said[1:] == [
        "It takes a URI of the form ssh://[user@]hostname[:port].",
        "-L port:host name\nForwards.",
    ]


@pytest.mark.parametrize(
    "macro", ["Nm", "Nm lamp", "Xr lamp 1", "Fl l", "Ar lamp", "Pa lamp", "Ev LAMP", "Cm lamp"]
)
def test_a_macro_at_the_beginning_of_a_line_breaks_no_sentence(macro: str) -> None:
    page = [
        *(".Dd June 4, 2019", ".Dt LAMP 5", ".Os", ".Sh NAME", ".Nm lamp", ".Nd light a quay"),
        *(".Sh DESCRIPTION", "The keeper looks into the", f".{macro}", "and waits.", ".Bl -tag"),
        *(".It Cm Wick", "Says which wicks, of those that", f".{macro}", "has, burn.", ".El", ""),
    ]
    _, prose, term = read("\n".join(page))[1]
    assert (prose[1].count("\n"), term[1].count("\n")) == (0, 1)
    assert prose[1].startswith("The keeper looks into the ")
    assert term[1].startswith("Wick\nSays which wicks, of those that ")


@pytest.mark.parametrize("heading", ["SYNOPSIS", "AUFRUF"])
def test_each_way_to_call_a_command_has_its_line(heading: str) -> None:
    page = [
        *(".Dd June 4, 2019", ".Dt LAMP 1", ".Os", ".Sh NAME", ".Nm lamp", ".Nd light a quay"),
        *(f".Sh {heading}", ".Nm", ".Op Fl d", ".Op Ar wick", "[...]", ".Nm lamp", ".Fl l", ""),
    ]
    assert "lamp [-d] [wick] [...]\nlamp -l" in [text for _, text in read("\n".join(page))[1]]


@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        strike_over(PAGE),
        PAGE.replace("NAME\n", "\x1b[1mNAME\x1b[0m\n").replace("-w ", "\x1b[4m-w\x1b[24m "),
        PAGE.replace("                        ", "\t\t\t"),
        PAGE.rstrip(),
    ],
)
def test_a_page_as_it_is_shown_is_read_without_its_head_and_foot(page: str) -> None:
    article, _ = read_article(page.encode(), "page.txt")
    found = [(p.kind, article.text[p.start : p.end]) for p in article.paragraphs]
    assert found == WHISK
    assert article.paragraphs[-1].headings == ("EXAMPLES", "Meringue")


@pytest.mark.parametrize(
    "text",
    [
        "Notes on roff\n\n.TH is a macro that heads a page.\n",
        ".TH\nNo section follows here.\n",
        "MEETING(1)  of the board\n\nWe met.\n",
        "Dear all,\n\nplease read ls(1)   and cat(1)\n",
        "- .SH NAME is a heading\n- .TP is a term\n",
    ],
)
def test_other_texts_are_no_manual_pages(text: str) -> None:
    assert parse_manual(text) is None


def test_a_page_that_defines_macros_without_end_is_read() -> None:
    loop = ".TH A 1\n.de XX\n.XX \\\\$1 \\\\$1\n.XX \\\\$1\n..\n.SH NAME\na \\- b\n" + ".XX y\n" * 9
    assert read(loop)[1] == [("prose", "a - b")]


REQUESTS = st.sampled_from(
    [".TP", ".IP x 4", ".RS 4", ".RE", ".nf", ".fi", ".SH A", ".SS B", ".PP", ".B b", ".TQ", "",
     ".if n \\{\\", ".\\}", ".el", "word \\fBbold\\fR", "\\c", ".de X", "..", ".X \\(", ".TS",
     ".TE", "a\tb", ".UR http://x", ".UE", "\\", ".ds x \\*x", "\\*x", ".HP", ".br", ".sp",
     ".Bl -tag", ".It Fl a", ".El", ".Oo", ".Xo", ".It Xo", ".Xc", ".Bd -literal", ".Ed", ".Sm off",
     ".Nm", ".Op Fl x Ns", ".Pq", ".Dq Pq ,", ".Sh C"]
)  # fmt: skip


@given(st.sampled_from([".TH A 1", ".Dd\n.Dt A 1"]), st.lists(REQUESTS, max_size=40))
def test_any_requests_make_paragraphs_that_are_slices(head: str, lines: list[str]) -> None:
    source = "\n".join((head, ".SH NAME" if "TH" in head else ".Sh NAME", "a \\- b", *lines))
    assert is_manual_source(source)
    _, text, paragraphs = parse_shaped_text(source)
    before = 0
    for paragraph in paragraphs:
        assert before <= paragraph.start < paragraph.end
        assert text[paragraph.start : paragraph.end].strip()
        assert paragraph.kind != "term" or "\n\n" not in text[paragraph.start : paragraph.end]
        before = paragraph.end
    assert not any(mark in text for mark in "\x01\x02")


@pytest.mark.parametrize(
    ("defined", "line"),
    [
        (".ds aa " + "b" * 400, "\\*(aa" * 5000),
        (".ds aa \\*(bb\\*(bb\n.ds bb \\*(cc\\*(cc\n.ds cc " + "dd " * 90, "\\*(aa\n" * 3000),
        (".ds aa " + "\\*(aa" * 80, "\\*[aa] b\n" * 900),
    ],
)
def test_strings_of_strings_are_not_endless(defined: str, line: str) -> None:
    page = f".TH A 1\n.SH NAME\na \\- b\n{defined}\n.SH TEXT\nSo it is.\n{line}\nThat is all.\n"
    text = read_article(page.encode(), "a.1")[0].text
    assert len(text) < 150_000
    assert text.rstrip().endswith("That is all.")


@pytest.mark.parametrize("name", ["Charter-2.1", "rules.3", "Licence-1.9"])
def test_a_text_that_is_only_named_like_a_page_is_read_as_a_text(name: str) -> None:
    source = "The charter of the mole\n\nNobody fishes from the mole after dark.\n"
    article, _ = read_article(source.encode(), name)
    assert article.title == "The charter of the mole"
    assert [article.text[p.start : p.end] for p in article.paragraphs] == [
        "Nobody fishes from the mole after dark."
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Mar  5 10:00:{:02} mole boatd[12]: the pilot came", "a log"),
        ("2031-03-05T10:00:{:02}Z boatd: the pilot came", "a log"),
        ("\0\1 boat {}", "no text"),
    ],
)
def test_logs_and_programs_named_like_pages_are_none(line: str, reason: str) -> None:
    source = "\n".join(map(line.format, range(40)))
    with pytest.raises(ArticleError, match=reason):
        read_article(source.encode(), "boat.1")


@pytest.mark.parametrize("macro", ["\\fB{}\\fR", ".B {}", "\\fB{}\\fP"])
@pytest.mark.parametrize("title", ["Filling", "Boil the water", "Entkalken"])
def test_a_paragraph_that_is_bold_alone_is_a_heading(macro: str, title: str) -> None:
    part = f".PP\n{macro.format(title)}\n.PP\nThe kettle is opened first. It is cold then.\n"
    head = ".TH KETTLE 1\n.SH NAME\nkettle \\- boils\n.SH USE\nThis is how.\n"
    page = f'{head}{part}.SH "SEE ALSO"\nA pot.\n'
    assert find(page, "The kettle is opened")[1].headings == ("USE", title)
    assert find(page, "A pot")[1].headings == ("SEE ALSO",)


@pytest.mark.parametrize(
    "said", ["\\fBkettle\\fR", "\\fBIt boils.\\fR", "\\fBBoil\\fR it now", "\\fBIt takes:\\fR"]
)
def test_other_bold_paragraphs_are_text(said: str) -> None:
    page = (
        f".TH KETTLE 1\n.SH NAME\nkettle \\- boils\n.SH USE\n.PP\n{said}\n.PP\nIt is cold then.\n"
    )
    assert find(page, "It is cold")[1].headings == ("USE",)


@pytest.mark.parametrize(
    "text", [".so man1/tar.1\n", ".so man1/tar.1", '.\\" A comment.\n\n.so man1/tar.1\n\n']
)
def test_a_page_that_only_names_another_is_skipped(text: str) -> None:
    with pytest.raises(ArticleError, match="only names another page"):
        read_manual(text.encode(), "bsdtar.1")


@pytest.mark.parametrize("numbers", [("1.", "2.", "2.1", "3."), ("1", "2", "2.1", "3")])
@pytest.mark.parametrize("is_source", [True, False])
def test_numbered_sections_have_labels(numbers: tuple[str, ...], is_source: bool) -> None:
    one, two, part, three = numbers
    if is_source:
        text = (
            f'.TH PIER 7\n.SH NAME\npier \\- a pier\n.SH "{one} GATES"\nThey are shut.\n'
            f".SH {two}\\~OIL\n"
            f"It is hot.\n.SS {part} Jugs\nIn the shed.\n.SH {three} LAMPS\nThey burn.\n"
            ".SH SEE ALSO\nThe tide table.\n"
        )
    else:
        text = (
            "PIER(7)          Manual          PIER(7)\n\nNAME\n       pier - a pier\n\n"
            f"{one} GATES\n       They are shut.\n\n{two} OIL\n       It is hot.\n\n"
            f"   {part} Jugs\n       In the shed.\n\n{three} LAMPS\n       They burn.\n\n"
            f"SEE ALSO\n       The tide table.\n\n{'PIER(7)':>41}\n"
        )
    article = read_article(text.encode(), "pier.7")[0]
    assert {article.text[p.start : p.end]: p.label for p in article.paragraphs} == {
        "pier - a pier": None,
        "They are shut.": "1",
        "It is hot.": "2",
        "In the shed.": "2.1",
        "They burn.": "3",
        "The tide table.": None,
    }


def test_a_paragraph_that_begins_with_an_option_goes_on_below_it() -> None:
    said = (
        "-u  names the pier that is to be shut.  If it is not\n"
        "       given, that of whoever asks is shut, and none of those\n"
        "       that stand beside it."
    )
    page = (
        "PIER(7)                Manual                PIER(7)\n\nNAME\n       pier - a pier\n\n"
        "USE\n       It is opened at nine, and whoever has a boat may\n       come.\n\n"
        f"       {said}\n\n"
        "       -l  shows what is shut.\n\n       --all-boats\n       All of them.\n\n"
        f"SEE ALSO\n       The tide table.\n\n{'PIER(7)':>51}\n"
    )
    article = read_article(page.encode(), "pier.7")[0]
    texts = [article.text[p.start : p.end] for p in article.paragraphs]
    assert " ".join(said.split()) in texts
    assert "-l\nshows what is shut." in texts
    assert not any("--all-boats All" in text for text in texts)
