"""RTF: what is text of it, in which letters, what it is below, what it says of itself."""

import re

import pytest

from corpus.formats.office import read_rtf
from corpus.formats.office.finishing import DAMAGED
from corpus.formats.reading import read_file
from tests.corpus.formats.office.documents import context, quoted

BRIDGE = "The bridge opens at nine."
HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Arial;}"
    r"{\f2\fcharset2 Symbol;}{\f3\fcharset128 MS Mincho;}{\f4\fcharset177 David;}"
    r"{\f5\fcharset2 Wingdings;}}"
    r"{\stylesheet{ Normal;}{\s1\outlinelevel0 heading 1;}{\s2\sbasedon1 Mine;}{\s3 Title;}"
    r"{\s4 \'dcberschrift 1;}{\*\cs10 Strong;}}"
)


def make(body: str, head: str = HEAD) -> bytes:
    return (head + body + "}").encode("cp1252")


def read(body: str) -> list[str]:
    return quoted(read_rtf(make(body), "a.rtf"))


@pytest.mark.parametrize("style", [r"\s1", r"\s2", r"\s4", r"\outlinelevel0", r"\s0\outlinelevel0"])
def test_headings_are_told_by_their_styles(style: str) -> None:
    body = rf"\pard{style} Harbour\par\pard {BRIDGE}\par\pard{style} Locks\par\pard Old ones.\par"
    content = read_rtf(make(body), "a.rtf")
    assert content.metadata.title == "Harbour"
    assert quoted(content) == [BRIDGE, "Old ones."]
    assert [p.headings for p in content.paragraphs] == [(), ("Locks",)]


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        (r"EQ \\f(1,2)", "1/2"),
        (r"eq \\f(1,5;2) \\* MERGEFORMAT", "1,5/2"),
        (r"EQ \\f({\super 2}x,3)", "(^2x)/3"),
        (r"EQ \\f(10{\super 3},2)", "10³/2"),
        (r"EQ \\f(5{\f2 m}g,2)", "5μg/2"),
        (r"EQ \\r(16)\\f(a+b,\\r(3,c))", "√16(a+b)/∛c"),
        (r"EQ x\\s\\up8(2) + x\\s\\do 8(i)", "x² + x_i"),
        (r"EQ \\b \\bc\\[ (x(y))", "[x(y)]"),
        (r"EQ \\b\\lc\\| (\\a(1,2))", "|[…]"),
        (r"EQ \\i\\su(i=1,n,x)", "∑_(i=1)ⁿ x"),
        (r"EQ \\i(0,1,x)", "∫0¹ x"),
        (r"EQ \\x(a)\\x\\to(b)", "a[…]"),
        (r"EQ \\l(1,2)", "1, 2"),
        (r"EQ \\o\\ac(○,7)", "⑦"),
        (r'EQ \\* jc2 \\* "Font:A (B)" \\* hps10 \\o\\ad(\\s\\up 9(みなと),港)', "港"),
        (r"EQ \\o(=,/)", "[…]"),
        (r"EQ \\f(1", "[…]"),
        (r"EQ \\f(1,)", "[…]"),
        ("EQ " + r"\\r(" * 30 + ")" * 30, "[…]"),
        (r"EQ \\f({\field{\*\fldinst REF a}{\fldrslt 7}},2)", "[…]"),
        (r"{\v EQ \\f(1,2)}", ""),
        (r"EQ {\strike \\f(1,2)}", ""),
        (r'SYMBOL 109 \\f "Symbol" \\s 12', "μ"),
        (r"{\f2 SYMBOL 109 \\f Symbol}", "μ"),
        (r"SYMBOL 252 \\f Wingdings", "✓"),
        (r'SYMBOL 181 \\f "Arial"', "µ"),
        (r"SYMBOL 8364 \\u", "€"),
        (r"SYMBOL 097 \\f Arial", "a"),
        (r"SYMBOL 8364", "[…]"),
        (r"SYMBOL 0x6D \\f Symbol", "μ"),
        ("SYMBOL", "[…]"),
        (r"PAGE", ""),
    ],
)
def test_a_field_may_show_its_instruction(instruction: str, shown: str) -> None:
    written = re.sub(r"[^\x00-\x7f]", lambda sign: rf"\u{ord(sign[0])}?", instruction)
    body = rf"\pard A {{\field{{\*\fldinst {written}}}{{\fldrslt 9}}}} b.\par"
    assert read_rtf(make(body), "a.rtf").text == " ".join(f"A {shown} b.".split())


@pytest.mark.parametrize(
    ("formula", "meant"),
    [
        (
            r"{\mf{\mfPr{\mctrlPr\f0 x}}{\mnum{\mr\mscr0\msty2 \f0 1}}{\mden{\mr 2}}}",
            "Take 1 1/2 now.",
        ),
        (r"{\msSup{\msSupPr{\mctrlPr}}{\me{\mr x}}{\msup{\mr 3}}}", "Take 1x³ now."),
        (r"{\md{\mdPr{\mbegChr [}{\mendChr ]}}{\me{\mr x}}}", "Take 1[x] now."),
        (r"{\mf{\mfPr{\mtype noBar}}{\mnum{\mr n}}{\mden{\mr k}}}", "Take 1[…] now."),
        (r"{\mm{\mmr{\me{\mr 1}}}}", "Take 1[…] now."),
        (r"{\mr\v 1}", "Take 1 now."),
    ],
)
def test_formulas_are_read_in_a_line(formula: str, meant: str) -> None:
    math = rf"{{\mmath{{\*\moMath{formula}}}}}{{\mmathPict{{\pict 00}}}}"
    assert read(rf"{{\*\mmathPr\mmathFont34}}\pard Take 1{math} now.\par") == [meant]


def test_numbers_beside_formulas_stay_numbers() -> None:
    field = r"{\field{\*\fldinst EQ \\f(1,2)}{\fldrslt }}"
    equation = r"{\object\objemb{\*\objclass Equation.DSMT4}{\*\objdata 00}{\result{\pict 00}}}"
    sheet = r"{\object\objemb{\*\objclass Excel.Sheet.8}{\*\objdata 00}}"
    body = rf"\pard Take 1{field} of {equation}{sheet}.\par"
    assert read(body) == ["Take 1 1/2 of […]."]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"caf\'e9 \'93x\'94", "café “x”"),
        (r"ten\page tonnes\column of\softline coal", "ten tonnes of coal"),
        (r"\u1052?\u1080?\u1088?", "Мир"),
        (r"\uc2\u28207\'b4\'e4\u21475\'bf\'da.", "港口."),
        (r"\uc0\u28207 \u21475 .", "港口."),
        (r"\u-10179?\u-8704?", "\U0001f600"),
        (r"{\loch\u55357\'3f}{\loch\u56832\'3f}", "\U0001f600"),
        (r"{\f1 \'cc\'e8\'f0} \'e9", "Мир é"),
        (r"{\f3 \'82\'cd\'83n}", "はハ"),
        (r"{\rtlch\af4\ltrch\f0\rtlch \'f9\'ec\'e5\'ed}", "שלום"),
        (r"{\f2 a}", "α"),
        (r"{\f2 \u-3999?}", "α"),
        (r"5 {\f2 m}g", "5 μg"),
        (r"A {\f5 \'fc\'fb}", "A ✓✗"),
        (r"A {\f5 \u-3844?\u-3845?}{\f2 \u-3999?}", "A ✓✗α"),
        (r"A {\f5 67} b", "A […] b"),
        (r"ha\-rbour 12\~km e\_mail a\tab b", "harbour 12 km e\u2011mail a b"),
        (r"\{a\\b\} \emdash \ldblquote c\rdblquote", r"{a\b} —“c”"),
        (r"{\upr{caf?}{\*\ud{caf\u233?}}}", "café"),
        ("a \r\nb\nc", "a bc"),
        (r"10{\super 3} m", "10³ m"),
        (r"10{\super\insrsid1 -}{\super\insrsid2 3} g", "10⁻³ g"),
        (r"10{\super \u8722?3} g, 10{\up6 3}, 10{\up 3\up0 4}", "10⁻³ g, 10³, 10³4"),
        (r"10{\super\up0 3} g, 10{\up6\nosupersub 3}", "10³ g, 103"),
        (r"2{\super 1}/{\sub 2} cups, log{\sub 2}8, 101{\dn6 2}", "2 1/2 cups, log₂8, 101₂"),
    ],
)
def test_letters_however_they_are_written(written: str, meant: str) -> None:
    assert read_rtf(make(rf"\pard {written}\par"), "a.rtf").text == meant


def test_a_code_page_is_of_the_whole_document() -> None:
    data = rb"{\rtf1\ansi\ansicpg1251 \'cc\'e8\'f0 \cc\par}"
    assert read_rtf(data, "a.rtf").text == "Мир"
    assert read_rtf(b"{\\rtf1\\ansi\\ansicpg65001 \xd0\x9c\\'d0\\'b8\\par}", "a.rtf").text == "Ми"


def test_what_is_no_text_is_left_out() -> None:
    body = (
        r"{\header Confidential\par}{\footer 7\par}{\*\generator X;}"
        r"{\field{\*\fldinst TOC \\o}{\fldrslt Harbour 3\par}}"
        r"\pard The bridge {\v never }{\strike rarely }{\deleted seldom }"
        r"{\*\annotation Really?}{\pict\wmetafile8 0102}{\object{\*\objdata 01}}"
        r"{\revised opens }{\xe{\v x}}at nine.{\field{\*\fldinst PAGE}{\fldrslt 7}}\par"
    )
    assert read(body) == [BRIDGE]
    assert read(r"\pard The bridge {\deleted\par}opens at nine.\par") == [BRIDGE]


def test_a_link_gives_its_words() -> None:
    link = r'{\field{\*\fldinst HYPERLINK "https://example.org"}{\fldrslt the map}}'
    assert read(rf"\pard See {link}.\par") == ["See the map."]


def test_a_paragraph_that_only_leads_elsewhere_in_the_document_is_not_quoted() -> None:
    link = r'{\field{\*\fldinst HYPERLINK \\l "a"}{\fldrslt The locks}}'
    assert read(rf"\pard {link}\par\pard See {link}.\par") == ["See The locks."]
    other = link.replace(r'\\l "a"', '"#a"')
    assert read(rf"\pard {other}\par\pard x.\par") == ["x."]


def test_raw_data_are_passed_over() -> None:
    assert read(r"{\pict\bin5 }}{{\}\pard The bridge.\par") == ["The bridge."]


def test_notes_and_boxes_stand_below_their_paragraph() -> None:
    body = (
        r"\pard The bridge{\super\chftn}{\footnote\pard {\super\chftn} On Sundays at noon.}"
        r" opens {\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt\pard Closed in May.\par}}}at nine."
        r"\par"
    )
    content = read_rtf(make(body), "a.rtf")
    assert quoted(content) == [BRIDGE, "On Sundays at noon.", "Closed in May."]
    assert context(content, content.paragraphs[1]) == [BRIDGE]


def test_items_have_the_numbers_that_are_shown() -> None:
    body = (
        r"\pard Ships pay:\par{\listtext\pard 1.\tab}\pard\ls1 the berth\par"
        r"{\listtext 2.\tab}\pard\ls1 the water\par{\listtext a)\tab}\pard\ls1\ilvl1 at sea\par"
        r"{\pntext\f2\'b7\tab}\pard anything\par{\listtext o\tab}\pard\ls2 else\par"
    )
    content = read_rtf(make(body), "a.rtf")
    assert quoted(content) == [
        "Ships pay:",
        "1. the berth",
        "2. the water",
        "a) at sea",
        "anything",
        "else",
    ]
    assert context(content, content.paragraphs[3]) == ["Ships pay:", "2. the water"]


@pytest.mark.parametrize("intbl", [r"\intbl", ""])
def test_rows_have_the_header_as_context(intbl: str) -> None:
    row = r"\trowd{}\cellx1\cellx2\pard{} {}\cell {}\par more\cell\row"

    def make_row(first: str, second: str, more: str = "") -> str:
        return row.replace("{}", more, 1).replace("{}", intbl, 1).format(first, second)

    body = (
        r"\pard Prices:\par"
        + make_row("Berth", "Price", r"\trhdr")
        + make_row("North", "12")
        + r"\pard After."
    )
    content = read_rtf(make(body), "a.rtf")
    assert quoted(content) == ["Prices:", "North | 12 more", "After."]
    assert context(content, content.paragraphs[1]) == ["Prices:", "Berth | Price more"]


def test_cells_that_go_on_and_tables_in_cells() -> None:
    body = (
        r"\trowd\clvmgf\cellx1\cellx2\intbl North\cell 12\cell\row"
        r"\trowd\clvmrg\cellx1\cellx2\intbl \cell 14\cell\row\pard x.\par"
        r"\trowd\cellx1\cellx2\pard\intbl Out\par\pard\intbl\itap2 a\nestcell b\nestcell"
        r"{\*\nesttableprops\trowd\cellx1\cellx2\nestrow}{\nonesttables\par}"
        r"\pard\intbl\cell in\cell\row"
    )
    assert read(body) == ["North | 12", "North | 14", "x.", "Out", "a | b", "in"]


def test_what_a_document_says_of_itself() -> None:
    info = (
        r"{\info{\title The Harbour}{\author Mary Flint}{\operator Tom}"
        r"{\creatim\yr2024\mo11\dy13\hr9}{\revtim\yr2025\mo1\dy1}}"
    )
    file = make(info + rf"\pard {BRIDGE}\par")
    metadata = read_rtf(file, "a.rtf").metadata
    assert (metadata.title, metadata.author) == ("The Harbour", "Mary Flint")
    assert str(metadata.published) == "2024-11-13"
    assert read_file(file, "a.rtf").format == "rtf"


def test_groups_without_end_and_ends_without_group() -> None:
    deep = b"{" * 100_000
    content = read_rtf(b"{\\rtf1 The bridge.\\par " + deep + b"It is old.", "a.rtf")
    assert quoted(content) == ["The bridge.", "It is old."]
    assert content.warnings == (DAMAGED,)
    assert quoted(read_rtf(b"{\\rtf1 The bridge.}}}{{ junk", "a.rtf")) == ["The bridge."]


COLOURS = (
    r"{\colortbl;\red255\green255\blue255;\red0\green0\blue0;\red200\green0\blue0;"
    r"\red202\green1\blue0;}"
)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (r"A {\cf1 white} b {\cf1\highlight2 seen} c {\cf2 d}.\par", ["A b seen c d."]),
        (r"\pard\cbpat2 {\cf1 Shown.}\par\pard {\cf1 Gone.}\par", ["Shown."]),
        (r"{\fs2 Tiny}\fs24 Big.\par", ["Big."]),
        (r"{\cf1\plain Seen.}\par{\cf1 x\cf0 Seen.}\par", ["Seen.", "Seen."]),
        (
            r"\trowd\clcbpat2\cellx1\cellx2\intbl{\cf1 dark}\cell b\cell\row\pard{\cf1 gone} x\par",
            ["dark | b", "x"],
        ),
        (
            r"A {\cf3\highlight4 red} {\cf3\chcbpat4 red} {\cf3\cb4 b} {\cf3\highlight1 c}.\par",
            ["A c."],
        ),
        (r"\pard\cbpat3 {\cf4 Gone.}{\cf4\highlight1 Seen.}\par", ["Seen."]),
        (r"\pard\cbpat3\shading50 {\cf4 Seen.}\par", ["Seen."]),
        (r"\pard\cbpat3\bgdkhoriz {\cf4 Seen.}\par", ["Seen."]),
        (r"\pard\cbpat3 Seen.\par", ["Seen."]),
        (r"A {\cf1\cb2 seen}.\par", ["A seen."]),
        (
            r"\trowd\clcbpat2\cellx1\cellx2\intbl{\cf2 x} a\cell{\cf1 x} b\cell\row\pard c\par",
            ["a | b", "c"],
        ),
        (
            r"\trowd\clcbpat2\clshdng500\cellx1\cellx2\intbl{\cf2 a}\cell b\cell\row\pard c\par",
            ["a | b", "c"],
        ),
        (
            r"\trowd\trcbpat2\cellx1\cellx2\intbl{\cf1 a}\cell b\cell\row\pard c\par",
            ["a | b", "c"],
        ),
    ],
)
def test_letters_of_the_colour_of_their_ground_and_tiny_ones_are_none(
    body: str, said: list[str]
) -> None:
    assert read(COLOURS + body) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (r"\trowd\clmgf\cellx1\clmrg\cellx2\cellx3", "one | three"),
        (r"\trowd\cellx1\cldel\cellx2\cellx3", "one | three"),
        (r"\trowd\cellx1\cellx2\cellx3", "one | two | three"),
        (r"\trowd\trdel\cellx1\cellx2\cellx3", ""),
    ],
)
def test_cells_and_rows_that_are_not_shown(words: str, said: str) -> None:
    row = rf"{words}\intbl one\cell two\cell three\cell\row"
    last = r"\trowd\cellx1\cellx2\cellx3\intbl a\cell b\cell c\cell\row\pard Behind.\par"
    rows = [" | ".join(part for part in line.split(" | ") if part) for line in read(row + last)]
    assert rows == [*filter(None, [said]), "a | b | c", "Behind."]


def test_what_a_table_in_a_cell_says_of_its_rows_is_not_of_the_row_around_it() -> None:
    inner = (
        r"\pard\intbl\itap2 a\nestcell b\nestcell"
        r"{\*\nesttableprops\trowd\trdel\cellx1\cellx2\nestrow}"
        r"\pard\intbl\itap2 c\nestcell d\nestcell"
        r"{\*\nesttableprops\trowd\cellx1\cellx2\nestrow}"
    )
    row = rf"\trowd\cellx1\clmrg\cellx2{inner}\pard\intbl x\cell gone\cell\row\pard Behind.\par"
    assert read(row) == ["c | d", "x", "Behind."]


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        (r"{\sp{\sn fHidden}{\sv 1}}", []),
        (r"{\sp{\sn fHidden}{\sv 0}}", ["In it."]),
        (r"{\sp{\sn fLine}{\sv 1}}", ["In it."]),
    ],
)
@pytest.mark.parametrize("is_behind", [True, False])
def test_a_hidden_drawing_is_not_read(properties: str, said: list[str], is_behind: bool) -> None:
    words = r"{\shptxt In it.\par}"
    parts = words + properties if is_behind else properties + words
    old = r"{\shprslt{\*\do\dptxbx{\dptxbxtext In it.\par}}}"
    shape = rf"{{\shp{{\*\shpinst{{\sp{{\sn x}}{{\sv {{\pict 00}}}}}}{parts}}}{old}}}"
    assert read(rf"Before.{shape}\par Behind.\par") == ["Before.", *said, "Behind."]


def test_what_was_moved_elsewhere_stands_there_alone() -> None:
    assert read(r"A {\mvf bridge}{\mvt lock}.\par") == ["A lock."]


PANDOC = r"{\rtf1\ansi\deff0{\fonttbl{\f0 \fswiss Helvetica;}{\f1 \fmodern Courier;}}"


@pytest.mark.parametrize("author", ["Plutarch", "Ada Lovelace", "Jean-Luc de la Tour"])
def test_a_title_without_a_style_and_who_wrote_it(author: str) -> None:
    body = (
        r"{\pard \qc \f0 \b \fs36 Fees of the Pier\par}{\pard \qc \f0 " + author + r"\par}"
        r"{\pard \qc \f0 2024-03-05\par}{\pard \ql \f0 " + BRIDGE + r"\par}"
    )
    content = read_rtf(make(body, PANDOC), "a.rtf")
    assert (content.metadata.title, content.metadata.author) == ("Fees of the Pier", author)
    assert content.metadata.published is not None
    assert quoted(content) == [BRIDGE]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            r"{\f1 def pay(x):\line" + "\n    if x:" + r"\line" + "\n        return 20" + r"\par}",
            "def pay(x):\n    if x:\n        return 20",
        ),
        (r"{\f1 a:\line   - b\line   - c\par}", "a:\n  - b\n  - c"),
        (r"{\f1 The bridge opens at nine, and it shuts at ten.\par}",
         "The bridge opens at nine, and it shuts at ten."),
    ],
)  # fmt: skip
def test_letters_of_one_width_are_code_if_it_looks_like_it(body: str, said: str) -> None:
    assert quoted(read_rtf(make(rf"{BRIDGE}\par {body}", PANDOC), "a.rtf"))[-1] == said


@pytest.mark.parametrize(
    ("below", "speakers"),
    [
        ((r"\li720\fi0 It rains.", r"\li1080\fi-360 \bullet\tab It is old."), [None, None]),
        ((r"\li360\fi-360 \bullet\tab It rains.", r"\li360\fi0 It is old."), ["Bo", "Bo"]),
        ((r"\li720\fi-360 \bullet\tab It rains.", r"\li720\fi0 It is old."), ["Bo", "Bo"]),
        ((r"\li720\fi-360 {\pntext 1.\tab}It rains.", r"\li720\fi0 It is old."), ["Bo", "Bo"]),
        ((r"\li0\fi720 It rains.", r"\li0\fi0 It is old."), ["Bo", "Bo"]),
    ],
)
def test_what_is_set_in_is_a_quotation_and_nobodys_unless_it_is_an_item(
    below: tuple[str, ...], speakers: list[str | None]
) -> None:
    talk = ("Ann: Why so late?", "Bo: The tide.")
    lines = (*talk, *below, "Ann: And now?", "Bo: I wait.")
    body = "".join(rf"{{\pard \ql \f0 \sa180 {line}\par}}" for line in lines)
    content = read_rtf(make(body, PANDOC), "a.rtf")
    assert [p.speaker for p in content.paragraphs] == ["Ann", "Bo", *speakers, "Ann", "Bo"]


def test_cells_of_a_table_in_a_cell_are_as_their_row_says_behind_them() -> None:
    inner = r"\pard\intbl\itap2 {}\nestcell {}\nestcell{{\*\nesttableprops\trowd{}\nestrow}}"
    rows = (
        inner.format("Berth", "Price", r"\trhdr\cellx10\cellx20")
        + inner.format("North", "12", r"\cellx10\cellx20")
        + inner.format("South", "zebra", r"\clmgf\cellx10\clmrg\cellx20")
        + inner.format("Gone", "zebra", r"\trdel\cellx10\cellx20")
    )
    body = rf"\trowd\cellx100 {rows}\pard\intbl\itap1\cell\row\pard {BRIDGE}\par"
    text = read_rtf(make(body), "a.rtf").text
    assert "zebra" not in text
    assert "Gone" not in text
    assert [word for word in ("North", "12", "South", BRIDGE) if word not in text] == []
