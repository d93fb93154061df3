"""Word documents: what is text of them, what it is below, what they say of themselves."""

import pytest

from corpus.formats.office import read_docx
from corpus.formats.reading import read_file
from tests.corpus.formats.office.documents import (
    W,
    context,
    make_docx,
    par,
    quoted,
    run,
    style,
)

SYMBOL = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
WINGDINGS = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
BRIDGE = "The bridge opens at nine."
HEADING = style("heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>', key="berschrift1")
TITLE = style("Title")


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def item(text: str, level: int = 0, number: int = 1) -> str:
    return par(text, "", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(place: int, text: str, kind: str = "decimal", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


BULLET = "\uf0b7"
LEVELS = level(0, "%1.") + level(1, "%1.%2", more="") + level(2, "(%3)", "lowerRoman")
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{level(0, BULLET, "bullet")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)


@pytest.mark.parametrize(
    ("styles", "used"),
    [
        (HEADING, "berschrift1"),
        (style("Überschrift 1"), "Überschrift1"),
        (style("標題 1", key="a3"), "a3"),
        (style("Заголовок 1", key="x"), "x"),
        (style("عنوان 1", key="x"), "x"),
        (style("Chapter", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'), "Chapter"),
        (HEADING + style("Mine", '<w:basedOn w:val="berschrift1"/>'), "Mine"),
        ("", "Heading1"),
    ],
)
def test_headings_are_told_by_their_styles_in_any_language(styles: str, used: str) -> None:
    body = par("Harbour", used) + par(BRIDGE) + par("Locks", used) + par("They are old.")
    content = read_docx(make_docx(body, styles=styles), "a.docx")
    assert quoted(content) == [BRIDGE, "They are old."]
    assert [p.headings for p in content.paragraphs] == [(), ("Locks",)]
    assert content.metadata.title == "Harbour"


def test_what_stands_below_the_title_in_styles_made_of_the_titles_is_of_the_head() -> None:
    based = '<w:basedOn w:val="Title"/>'
    styles = TITLE + "".join(style(name, based) for name in ("Author", "Date", "Subtitle"))
    said = {"Title": "The weir", "Subtitle": "How it was mended", "Date": "2023-06-14"}
    body = "".join(par(text, used) for used, text in said.items()) + par(BRIDGE)
    content = read_docx(make_docx(body, styles=styles), "a.docx")
    assert (content.metadata.title, str(content.metadata.published)) == ("The weir", "2023-06-14")
    assert [p.headings for p in content.paragraphs] == [()] * len(content.paragraphs)
    assert BRIDGE in quoted(content)


def test_a_paragraph_may_be_put_into_the_outline_and_taken_out_of_it() -> None:
    body = par("Harbour", "", '<w:outlineLvl w:val="0"/>') + par(
        "No heading.", "berschrift1", '<w:outlineLvl w:val="9"/>'
    )
    content = read_docx(make_docx(body, styles=HEADING), "a.docx")
    assert quoted(content) == ["No heading."]
    plain = style(
        "Body", '<w:basedOn w:val="berschrift1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>'
    )
    content = read_docx(make_docx(par(BRIDGE, "Body"), styles=HEADING + plain), "a.docx")
    assert quoted(content) == [BRIDGE]


def test_the_title_stands_above_all_headings() -> None:
    body = (
        par("The", "Title")
        + par("Harbour", "Title")
        + par("Locks", "berschrift1")
        + par("They are old.")
    )
    content = read_docx(make_docx(body, styles=HEADING + TITLE), "a.docx")
    assert content.metadata.title == "The Harbour"
    assert [p.headings for p in content.paragraphs] == [("Locks",)]


def test_items_have_the_numbers_that_are_shown() -> None:
    body = (
        par("Ships pay:")
        + item("the berth")
        + item("the water")
        + item("in summer", 1)
        + item("by day", 2)
        + item("in winter", 1)
        + item("the exit")
        + item("anything else", 0, 2)
        + item("late fees", 0, 3)
    )
    content = read_docx(make_docx(body, numbering=NUMBERING), "a.docx")
    assert quoted(content) == [
        "Ships pay:",
        "1. the berth",
        "2. the water",
        "2.1 in summer",
        "(i) by day",
        "2.2 in winter",
        "3. the exit",
        "anything else",
        "7. late fees",
    ]
    assert {p.kind for p in content.paragraphs[1:]} == {"list"}
    assert context(content, content.paragraphs[3]) == ["Ships pay:", "2. the water"]


def test_headings_and_paragraphs_are_numbered_by_their_styles() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "Article %1", "upperRoman", '<w:pStyle w:val="berschrift1"/>')
        + level(1, "%1.%2", more='<w:pStyle w:val="Clause"/><w:isLgl/>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    number = '<w:pPr><w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    clause = '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = style("heading 1", number, key="berschrift1") + style("Clause", clause) + TITLE
    body = (
        par("Lease", "Title")
        + par("Rent", "berschrift1")
        + par("The lessee pays.", "Clause")
        + par("End", "berschrift1")
        + par("It ends in May.", "Clause")
    )
    content = read_docx(make_docx(body, styles=styles, numbering=numbering), "a.docx")
    assert quoted(content) == ["1.1 The lessee pays.", "2.1 It ends in May."]
    assert [p.headings for p in content.paragraphs] == [("Article I Rent",), ("Article II End",)]


def test_what_is_no_text_is_left_out() -> None:
    body = (
        par("Contents", "TOC Heading")
        + par(field(" TOC ", run("Harbour 3")))
        + '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{par('Locks 4')}</w:sdtContent></w:sdt>"
        + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{par('Click here to enter text.')}</w:sdtContent></w:sdt>"
        + par(
            run("The bridge ")
            + run("never", "<w:vanish/>")
            + run("rarely ", "<w:strike/>")
            + f'<w:del w:id="1">{run("seldom")}<w:r><w:delText>hardly</w:delText></w:r></w:del>'
            + f'<w:ins w:id="2">{run("opens ")}</w:ins>'
            + f'<w:moveFrom w:id="3">{run("late ")}</w:moveFrom>'
            + '<w:r><w:commentReference w:id="1"/></w:r>'
            + run("at nine.")
            + f'<w:fldSimple w:instr=" PAGE ">{run("7")}</w:fldSimple>'
        )
        + "<w:sectPr/>"
    )
    others: dict[str, str | bytes] = {
        "word/header1.xml": f"<w:hdr {W}>{par('Confidential')}</w:hdr>",
        "word/comments.xml": f"<w:comments {W}>{par('Really?')}</w:comments>",
        "word/vbaProject.bin": b"\xd0\xcf\x11\xe0",
    }
    styles = style("TOC Heading")
    content = read_docx(make_docx(body, styles=styles, others=others), "a.docx")
    assert content.text == BRIDGE


def test_other_fields_and_links_are_text() -> None:
    body = par(
        run("See ")
        + field(' HYPERLINK "https://example.org" ', run("the map"))
        + f'<w:hyperlink r:id="rId1">{run(" and the list")}</w:hyperlink>'
        + run(", page ")
        + field(" PAGEREF a ", run("4"))
        + run(".")
    )
    content = read_docx(make_docx(body), "a.docx")
    assert content.text == "See the map and the list, page 4."


def test_a_field_that_never_ends_hides_nothing() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    content = read_docx(make_docx(par(begun) + par(BRIDGE)), "a.docx")
    assert quoted(content) == [BRIDGE]


def test_notes_stand_below_what_cites_them() -> None:
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    own_mark = '<w:r><w:footnoteReference w:id="3" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    footnotes = "".join(
        f'<w:footnote w:id="{number}" {kind}>{par(run(text))}</w:footnote>'
        for number, kind, text in (
            (0, 'w:type="separator"', "-"),
            (2, "", "On Sundays at noon."),
            (3, "", "Or so they say."),
            (4, "", "Nobody cites this."),
        )
    )
    body = par(
        run("The bridge")
        + mark.format(2)
        + run(" opens at nine")
        + own_mark
        + run(".")
        + f'<w:del w:id="9">{mark.format(4)}</w:del>'
    ) + par("It closes.")
    content = read_docx(make_docx(body, footnotes=footnotes), "a.docx")
    assert quoted(content) == [BRIDGE, "On Sundays at noon.", "Or so they say.", "It closes."]
    assert context(content, content.paragraphs[1]) == [BRIDGE]


def test_a_deleted_end_joins_two_paragraphs() -> None:
    body = par(run("The bridge "), "", "<w:rPr><w:del w:id='1'/></w:rPr>") + par("opens at nine.")
    assert quoted(read_docx(make_docx(body), "a.docx")) == [BRIDGE]
    dropped = par("T", "", '<w:framePr w:dropCap="drop"/>') + par("he bridge opens at nine.")
    assert quoted(read_docx(make_docx(dropped), "a.docx")) == [BRIDGE]


def cell(text: str, properties: str = "", bold: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{par(run(text, bold) if text else '<w:r/>')}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


HEAD = ("Berth", "Price")


@pytest.mark.parametrize("way", ["marked", "style", "bold"])
def test_rows_have_the_header_as_context(way: str) -> None:
    look = '<w:tblPr><w:tblStyle w:val="Fine"/><w:tblLook w:val="04A0"/></w:tblPr>'
    bold = "<w:b/>" if way == "bold" else ""
    head = row(
        *(cell(text, "", bold) for text in HEAD),
        properties="<w:tblHeader/>" if way == "marked" else "",
    )
    table = f"<w:tbl>{look if way == 'style' else ''}{head}{row(cell('North'), cell('12'))}</w:tbl>"
    fine = style("Fine", '<w:tblStylePr w:type="firstRow"><w:b/></w:tblStylePr>', kind="table")
    content = read_docx(make_docx(par("Prices:") + table, styles=fine), "a.docx")
    assert quoted(content) == ["Prices:", "North | 12"]
    assert context(content, content.paragraphs[1]) == ["Prices:", "Berth | Price"]


def test_merged_cells_and_deleted_rows() -> None:
    table = (
        "<w:tbl>"
        + row(*map(cell, HEAD), properties="<w:tblHeader/>")
        + row(cell("North", '<w:vMerge w:val="restart"/>'), cell("12"))
        + row(cell("", "<w:vMerge/>"), cell("14"))
        + row(cell("Old"), cell("1"), properties='<w:del w:id="1"/>')
        + row(cell("Closed", '<w:gridSpan w:val="2"/>'))
        + "</w:tbl>"
    )
    content = read_docx(make_docx(table), "a.docx")
    assert quoted(content) == ["North | 12", "North | 14", "Closed"]


def test_a_table_that_places_text_is_none() -> None:
    inner = f"<w:tbl>{row(cell('North'), cell('12'))}</w:tbl>"
    outer = f"<w:tbl>{row(f'<w:tc>{par(BRIDGE)}{inner}</w:tc>', cell('It is old.'))}</w:tbl>"
    content = read_docx(make_docx(outer), "a.docx")
    assert quoted(content) == [BRIDGE, "North | 12", "It is old."]


def test_a_box_stands_below_the_paragraph_that_it_is_beside_once() -> None:
    box = f"<w:txbxContent>{par('Closed in May.')}</w:txbxContent>"
    anchor = (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = par(run("The bridge ") + anchor + run("opens at nine."))
    assert quoted(read_docx(make_docx(body), "a.docx")) == [BRIDGE, "Closed in May."]


def test_what_stands_above_and_below_the_line_is_no_part_of_a_number() -> None:
    above, below = (f'<w:vertAlign w:val="{kind}script"/>' for kind in ("super", "sub"))
    body = par(
        run("10") + run("-", above) + run("3", above) + run(" g, 2") + run("1", above) + run("/")
        + run("2", below) + run(" cups, log") + run("2", below) + run("8 and x")
        + run("n", above) + run("+1", above)
    )  # fmt: skip
    content = read_docx(make_docx(body), "a.docx")
    assert content.text == "10⁻³ g, 2 1/2 cups, log₂8 and x^(n+1)"


def test_letters_of_a_style_stand_above_the_line() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Power"><w:rPr>'
        '<w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Own"><w:basedOn w:val="Power"/></w:style>'
    )
    of_style = '<w:rStyle w:val="Own"/>'
    on_line = f'{of_style}<w:vertAlign w:val="baseline"/>'
    body = par(run("10") + run("3", of_style) + run(" m, 10") + run("3", on_line) + run(" g"))
    assert read_docx(make_docx(body, styles=styles), "a.docx").text == "10³ m, 103 g"


def test_only_a_position_takes_a_position_back() -> None:
    styles = "".join(
        f'<w:style w:type="character" w:styleId="{name}">{based}<w:rPr>{said}</w:rPr></w:style>'
        for name, based, said in (
            ("Moved", "", '<w:position w:val="12"/>'),
            ("Small", "", '<w:vertAlign w:val="superscript"/>'),
            ("Plain", '<w:basedOn w:val="Moved"/>', '<w:position w:val="0"/>'),
        )
    )
    body = par(
        "".join(
            run("10") + run("3", f'<w:rStyle w:val="{name}"/>{own}') + run(" m, ")
            for name in ("Moved", "Small", "Plain")
            for own in ("", '<w:position w:val="0"/>', '<w:vertAlign w:val="baseline"/>')
        )
    )
    said = read_docx(make_docx(body, styles=styles), "a.docx").text
    assert said == "10³ m, 103 m, 10³ m, 10³ m, 10³ m, 103 m, 103 m, 103 m, 103 m,"


def test_letters_of_many_kinds() -> None:
    body = par(
        run("10") + run("3", '<w:vertAlign w:val="superscript"/>') + run(" m")
        + "<w:r><w:noBreakHyphen/><w:t>wide, ha</w:t><w:softHyphen/><w:t>rbour</w:t><w:tab/>"
        '<w:t>to</w:t><w:br/><w:t>sea</w:t><w:sym w:font="Symbol" w:char="F061"/>'
        '<w:sym w:font="Wingdings" w:char="F04A"/></w:r>'
        "<m:oMath><m:r><m:t>=x</m:t></m:r></m:oMath>"
        + "<w:r><w:ruby><w:rt><w:r><w:t>みなと</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>港</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )  # fmt: skip
    content = read_docx(make_docx(body), "a.docx")
    assert content.text == "10³ m\u2011wide, harbour to seaα☺=x港"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (run("5 ") + run("m", SYMBOL) + run("g"), "5 μg"),
        (run("5 ") + run("\uf06d", SYMBOL) + run("g"), "5 μg"),
        (run("5 ") + run("\uf06d") + run("g"), "5 […]g"),
        (run("5 ") + run("m", '<w:rStyle w:val="Greek"/>') + run("g"), "5 μg"),
        (run("5 ") + run("m", '<w:rStyle w:val="Greek"/><w:rFonts w:ascii="Arial"/>'), "5 m"),
        (run("x ") + run("\u00b3 \u03bc 16", SYMBOL), "x ≥ μ 16"),
        (run("Free: ") + run("\u00fc", WINGDINGS), "Free: ✓"),
        (run("Free: ") + run("\uf0fb", WINGDINGS), "Free: ✗"),
        (run("Free: ") + run("56\uf037 ", WINGDINGS) + run("7"), "Free: […] 7"),
        (run("\uf0a7 ", WINGDINGS) + run("Free"), "Free"),
        (run("\uf0b7 ") + run("Free"), "Free"),
        (run("5 ") + run("m", '<w:rFonts w:ascii="Arial"/>') + run("g"), "5 mg"),
    ],
)
def test_letters_are_those_that_their_font_shows(written: str, meant: str) -> None:
    styles = style("Greek", f"<w:rPr>{SYMBOL}</w:rPr>", kind="character")
    assert read_docx(make_docx(par(written), styles=styles), "a.docx").text == meant


_FIELD = '<w:r>{0}<w:fldChar w:fldCharType="{1}"/></w:r>'


@pytest.mark.parametrize(
    ("instruction", "meant"),
    [
        ("<w:instrText> EQ \\f(1,2) </w:instrText>", "Take 1 1/2."),
        (
            "<w:instrText> EQ \\f(10</w:instrText></w:r>"
            '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:instrText>3</w:instrText>'
            "</w:r>"
            "<w:r><w:instrText>,2)</w:instrText>",
            "Take 1 10³/2.",
        ),
        (
            "<w:instrText> EQ \\f(5</w:instrText></w:r>"
            '<w:r><w:sym w:font="Symbol" w:char="F06D"/></w:r><w:r><w:instrText>,2)</w:instrText>',
            "Take 1 5μ/2.",
        ),
        ('<w:instrText> SYMBOL 109 \\f "Symbol" </w:instrText>', "Take 1μ."),
        ("<w:rPr><w:vanish/></w:rPr><w:instrText> EQ \\f(1,2) </w:instrText>", "Take 1."),
    ],
)
def test_a_field_may_show_its_instruction(instruction: str, meant: str) -> None:
    field = _FIELD.format("", "begin") + f"<w:r>{instruction}</w:r>" + _FIELD.format("", "end")
    assert read_docx(make_docx(par(run("Take 1") + field + run("."))), "a.docx").text == meant


def test_a_formula_of_another_program_is_a_gap() -> None:
    one = '<w:r>{}<w:object><o:OLEObject xmlns:o="urn:o" ProgID="{}"/></w:object></w:r>'
    hidden = one.format("<w:rPr><w:vanish/></w:rPr>", "Equation.3")
    shown = one.format("", "Equation.DSMT4") + one.format("", "Excel.Sheet.12") + hidden
    field = '<w:fldSimple w:instr="EQ \\f(1,2)"/>'
    body = par(run("Take ") + shown + run(" of ") + field + run("."))
    assert read_docx(make_docx(body), "a.docx").text == "Take […] of 1/2."


@pytest.mark.parametrize(
    "text", ["الميناء يفتح في التاسعة.", "הגשר נפתח בתשע.", "橋は九時に開きます。", "12\u00a0km"]
)
def test_text_of_any_direction_stays_as_it_is(text: str) -> None:
    body = par(f'<w:dir w:val="rtl">{run(text, "<w:rtl/>")}</w:dir>')
    assert read_docx(make_docx(body), "a.docx").text == " ".join(text.split())


def test_code_stays_in_its_lines() -> None:
    body = par("Run:") + par("open()", "SourceCode") + par("  close()", "SourceCode")
    content = read_docx(make_docx(body, styles=style("Source Code")), "a.docx")
    assert quoted(content) == ["Run:", "open()\n  close()"]


def test_blocks_of_code_that_are_a_paragraph_each_stay_apart() -> None:
    blocks = [f"{run(name)}<w:r><w:br/></w:r>{run('  close()')}" for name in ("one()", "two()")]
    body = par("Run:") + "".join(par(block, "SourceCode") for block in blocks)
    content = read_docx(make_docx(body, styles=style("Source Code")), "a.docx")
    assert quoted(content) == ["Run:", "one()\n  close()", "two()\n  close()"]


def test_running_text_that_is_set_as_code_is_read_as_text() -> None:
    lines = ("The bridge opens at nine, and the", "keeper rings the bell before that.", "") * 5
    body = par("Hours", "heading1") + "".join(par(line, "SourceCode") for line in lines)
    body = par("The harbour of Nab was dug by hand.") + body
    heading = style("heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    content = read_docx(make_docx(body, styles=style("Source Code") + heading), "a.docx")
    said = "The bridge opens at nine, and the keeper rings the bell before that."
    assert quoted(content)[1:] == [said] * 5
    assert content.paragraphs[-1].headings == ("Hours",)


def test_what_a_document_says_of_itself() -> None:
    core = (
        "<dc:title>The Harbour</dc:title><dc:creator>Mary Flint;Tom Baker</dc:creator>"
        "<dcterms:created>2024-11-13T09:00:00Z</dcterms:created>"
        "<dc:language>ru-RU</dc:language><dc:subject>Ports</dc:subject>"
    )
    file = make_docx(par(BRIDGE), core=core)
    metadata = read_docx(file, "a.docx").metadata
    assert (metadata.title, metadata.author) == ("The Harbour", "Mary Flint, Tom Baker")
    assert str(metadata.published) == "2024-11-13"
    assert metadata.language == "ru"
    assert dict(metadata.fields) == {"subject": "Ports"}
    assert read_file(file, "a.docx").format == "word"
    long = par("The bridge is old, and it opens every day at nine in the morning for ships.")
    assert read_docx(make_docx(long, core=core), "a.docx").metadata.language == "en"


@pytest.mark.parametrize(
    ("title", "author"),
    [
        ("", "Microsoft Office User"),
        ("Microsoft Word - draft.doc", "python-docx"),
        ("Document1", "Windows User"),
        ("  ", "Un-named"),
    ],
)
def test_what_a_program_put_there_says_nothing(title: str, author: str) -> None:
    core = (
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
        "<dcterms:created>2013-12-23T23:15:00Z</dcterms:created>"
        "<dc:description>generated by python-docx</dc:description>"
    )
    body = par("Harbour", "berschrift1") + par(BRIDGE)
    metadata = read_docx(make_docx(body, styles=HEADING, core=core), "a.docx").metadata
    assert (metadata.title, metadata.author) == ("Harbour", None)
    assert metadata.published is None or author != "python-docx"
    assert metadata.fields == ()


def test_what_stands_below_the_title_counts_more_than_the_file() -> None:
    core = (
        "<dc:creator>Mary Flint</dc:creator><dcterms:created>2025-01-01T00:00:00Z</dcterms:created>"
    )
    body = par("Harbour", "Title") + par("Mary Flint") + par("13 November 2024") + par(BRIDGE)
    content = read_docx(make_docx(body, styles=TITLE, core=core), "a.docx")
    assert quoted(content) == [BRIDGE]
    assert str(content.metadata.published) == "2024-11-13"


def test_the_strict_kind_is_read_as_well() -> None:
    strict = W.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    body = f"<w:document {strict}><w:body>{par(BRIDGE)}</w:body></w:document>".encode("utf-16")
    file = make_docx("", others={"word/document.xml": body})
    assert read_docx(file, "a.docx").text == BRIDGE


def test_parts_are_found_where_the_archive_says_and_never_outside() -> None:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Type="{kinds}/{{}}" Target="{{}}" {{}}/></Relationships>'
    )
    elsewhere = {
        "_rels/.rels": relations.format("officeDocument", "/other/text.xml", ""),
        "other/text.xml": f"<w:document {W}><w:body>{par(BRIDGE)}</w:body></w:document>",
        "other/_rels/text.xml.rels": relations.format(
            "styles", "http://127.0.0.1:9/styles.xml", 'TargetMode="External"'
        ),
    }
    assert read_docx(make_docx(par("Another."), others=elsewhere), "a.docx").text == BRIDGE
    outside = {"_rels/.rels": relations.format("officeDocument", "../../../etc/passwd", "")}
    assert read_docx(make_docx(par(BRIDGE), others=outside), "a.docx").text == BRIDGE


def test_words_that_a_style_or_a_row_hides_are_none() -> None:
    def row(text: str, properties: str = "") -> str:
        return f"<w:tr><w:trPr>{properties}</w:trPr><w:tc>{par(text)}</w:tc></w:tr>"

    body = (
        par("The bridge is free.", "Secret")
        + par(run("Nobody pays. ", "<w:vanish/>") + run("The bridge opens at nine."))
        + par(run("It is shown all the same.", '<w:vanish w:val="0"/>'), "Secret")
        + f"<w:tbl>{row('Dues')}{row('Ten crowns', '<w:hidden/>')}{row('Two crowns')}</w:tbl>"
    )
    styles = style("Secret", "<w:rPr><w:vanish/></w:rPr>")
    text = read_docx(make_docx(body, styles=styles), "a.docx").text
    assert "bridge opens at nine" in text
    assert "It is shown all the same." in text
    assert "Two crowns" in text
    assert not [words for words in ("free", "Nobody", "Ten") if words in text]


def test_words_that_are_hidden_by_default_are_none() -> None:
    hidden = (
        "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
    )
    body = par("The bridge is free.") + par(run("It opens at nine.", '<w:vanish w:val="0"/>'))
    content = read_docx(make_docx(body, styles=hidden), "a.docx")
    assert quoted(content) == ["It opens at nine."]


WHITE = '<w:color w:val="FFFFFF"/>'


@pytest.mark.parametrize(
    "hidden",
    [
        par(run("The bridge is free.", WHITE)),
        par("The bridge is free.", "White"),
        par("The bridge is free.", "Struck"),
        par(run("The bridge is free.", '<w:sz w:val="2"/>')),
        f"<w:tbl><w:tr><w:tc>{par(run('The bridge is free.', WHITE))}</w:tc></w:tr></w:tbl>",
    ],
)
def test_white_tiny_and_struck_words_are_none(hidden: str) -> None:
    styles = style("White", f"<w:rPr>{WHITE}</w:rPr>") + style(
        "Struck", "<w:rPr><w:strike/></w:rPr>"
    )
    content = read_docx(make_docx(par(BRIDGE) + hidden, styles=styles), "a.docx")
    assert quoted(content) == [BRIDGE]


@pytest.mark.parametrize(
    "shown",
    [
        par(run(BRIDGE, WHITE + '<w:shd w:val="clear" w:fill="1F3864"/>')),
        par(run(BRIDGE, WHITE + '<w:highlight w:val="black"/>')),
        par(run(BRIDGE, WHITE), properties='<w:shd w:val="clear" w:fill="1F3864"/>'),
        par(run(BRIDGE, '<w:color w:val="auto"/>'), "White"),
        '<w:tbl><w:tblPr><w:tblStyle w:val="Dark"/></w:tblPr>'
        f"<w:tr><w:tc>{par(run(BRIDGE, WHITE))}</w:tc></w:tr></w:tbl>",
        '<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="000000"/></w:tcPr>'
        f"{par(run(BRIDGE, WHITE))}</w:tc></w:tr></w:tbl>",
        f"<w:p><w:r><w:txbxContent>{par(run(BRIDGE, WHITE))}</w:txbxContent></w:r></w:p>",
    ],
)
def test_white_words_on_another_ground_are_read(shown: str) -> None:
    styles = style("White", f"<w:rPr>{WHITE}</w:rPr>")
    assert quoted(read_docx(make_docx(shown, styles=styles), "a.docx")) == [BRIDGE]


def _row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{par(text)}</w:tc>"


def _box(text: str) -> str:
    return f"<w:txbxContent>{par(text)}</w:txbxContent>"


MERGED = '<w:vMerge w:val="restart"/>'


def _fill(colour: str) -> str:
    return f"<w14:textFill><w14:solidFill>{colour}</w14:solidFill></w14:textFill>"


SECRET = "Nobody pays for the zebra."


@pytest.mark.parametrize(
    "hidden",
    [
        par(run(SECRET, '<w:color w:val="000000" w:themeColor="background1"/>')),
        par(run(SECRET, WHITE + '<w:shd w:val="nil" w:fill="FF0000"/>')),
        par(run(SECRET, WHITE + '<w:shd w:val="solid" w:color="FFFFFF" w:fill="FF0000"/>')),
        par(run(SECRET, '<w:color w:val="FF0000"/><w:shd w:val="pct100" w:color="FF0000"/>')),
        '<w:tbl><w:tblPr><w:shd w:fill="FF0000"/></w:tblPr><w:tr><w:tc>'
        + par(run(SECRET, '<w:color w:val="FF0000"/>'))
        + "</w:tc></w:tr></w:tbl>",
        par(run(SECRET, WHITE + '<w:shd w:val="pct5" w:color="FFFFFF" w:fill="FFFFFF"/>')),
        par(run(SECRET, '<w:color w:val="1F3864"/><w:shd w:val="clear" w:fill="1f3864"/>')),
        par(run(SECRET, '<w:color w:val="000000"/><w:highlight w:val="black"/>')),
        par(run(SECRET, '<w:color w:val="FF0000"/>'), "", '<w:shd w:val="clear" w:fill="FF0000"/>'),
        par(run(SECRET, '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="010101"/>')),
        par(run(SECRET, '<w:color w:val="008000"/><w:highlight w:val="darkGreen"/>')),
        par(run(SECRET, WHITE + '<w:shd w:fill="FFFFFF"/>'), "", '<w:shd w:fill="FF0000"/>'),
        par(run(SECRET, '<w:rStyle w:val="Black"/>')),
        par(SECRET, "Black"),
        par(run(SECRET, '<w:shd w:fill="000000"/><w:rStyle w:val="Dark"/>')),
        par(run(SECRET, '<w:color w:themeColor="text1"/><w:shd w:fill="000000"/>')),
        par(
            run(
                SECRET,
                '<w:color w:val="4472C4" w:themeColor="accent1"/>'
                '<w:shd w:fill="4472C4" w:themeFill="accent1"/>',
            )
        ),
        par(run(SECRET, _fill('<w14:srgbClr w14:val="FFFFFF"/>'))),
        par(run(SECRET, _fill('<w14:schemeClr w14:val="bg1"/>'))),
        par(run(SECRET, _fill('<w14:srgbClr><w14:alpha w14:val="99000"/></w14:srgbClr>'))),
        par(SECRET, "Clear"),
        "<w:p><m:oMath><m:phant><m:phantPr><m:show m:val='0'/></m:phantPr>"
        f"<m:e><m:r><m:t>{SECRET}</m:t></m:r></m:e></m:phant></m:oMath></w:p>",
        par(run(SECRET, "<w14:textFill><w14:noFill/></w14:textFill>")),
        f'<w:p><w:pPr><w:spacing w:line="1" w:lineRule="exact"/></w:pPr>{run(SECRET)}</w:p>',
        f"<w:tbl>{_row(_cell(SECRET, '<w:cellDel/>'), _cell(BRIDGE))}</w:tbl>",
        f"<w:tbl>{_row(_cell(BRIDGE, MERGED))}{_row(_cell(SECRET, '<w:vMerge/>'))}</w:tbl>",
        f"<w:tbl>{_row(_cell(BRIDGE), _cell(SECRET, '<w:hMerge/>'))}</w:tbl>",
        "<w:tbl>"
        + _row(_cell(SECRET), properties='<w:trHeight w:val="1" w:hRule="exact"/>')
        + _row(_cell(BRIDGE))
        + "</w:tbl>",
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Gone"/></w:tblPr>{_row(_cell(SECRET))}</w:tbl>',
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Dots"/></w:tblPr>{_row(_cell(SECRET))}</w:tbl>',
        f'<w:p><w:r><w:drawing><wp:docPr hidden="1"/>{_box(SECRET)}</w:drawing></w:r></w:p>',
        '<w:p><w:r><w:pict><v:shape style="visibility:hidden">'
        f"{_box(SECRET)}</v:shape></w:pict></w:r></w:p>",
        f'<mc:AlternateContent><mc:Choice Requires="zzz">{par(SECRET)}</mc:Choice>'
        f"<mc:Fallback>{par(BRIDGE)}</mc:Fallback></mc:AlternateContent>",
        f'<mc:AlternateContent><mc:Choice Requires="wps">{par(BRIDGE)}</mc:Choice>'
        f'<mc:Choice Requires="w14">{par(SECRET)}</mc:Choice></mc:AlternateContent>',
    ],
)
def test_what_word_does_not_show_is_not_read(hidden: str) -> None:
    spaces = 'xmlns:wp="wp" xmlns:v="v" xmlns:w14="w14"'
    styles = style("Gone", "<w:rPr><w:vanish/></w:rPr>", kind="table")
    styles += style("Dots", '<w:rPr><w:sz w:val="1"/></w:rPr>', kind="table")
    dark = '<w:rPr><w:color w:val="000000"/>{}</w:rPr>'
    styles += style("Black", dark.format('<w:shd w:val="clear" w:fill="000000"/>'))
    clear = _fill('<w14:schemeClr w14:val="bg1"/>')
    styles += style("Clear", f'<w:rPr xmlns:w14="w14">{clear}</w:rPr>')
    styles += style("Dark", dark.format(""), kind="character")
    body = f"{par(BRIDGE)}<w:sdt {spaces}><w:sdtContent>{hidden}</w:sdtContent></w:sdt>"
    text = read_docx(make_docx(body, styles=styles), "a.docx").text
    assert SECRET not in text
    assert BRIDGE in text


@pytest.mark.parametrize(
    "shown",
    [
        par(run(BRIDGE, '<w:color w:val="A6A6A6" w:themeColor="background1" w:themeShade="A6"/>')),
        par(run(BRIDGE, '<w:color w:val="FFFFFF"/><w:shd w:val="solid" w:color="auto"/>')),
        par(run(BRIDGE, '<w:color w:val="FF0000"/><w:shd w:val="clear" w:fill="000000"/>')),
        par(run(BRIDGE, '<w:color w:val="auto"/><w:shd w:val="clear" w:fill="000000"/>')),
        par(run(BRIDGE, '<w:color w:val="FF0000"/><w:shd w:val="clear" w:fill="F00000"/>')),
        par(run(BRIDGE, '<w:sz w:val="24"/>'), "Dots"),
        par(run(BRIDGE, WHITE + _fill('<w14:srgbClr w14:val="000000"/>'))),
        f"<w:tbl>{_row(_cell(BRIDGE, '<w:vMerge/>'))}</w:tbl>",
        f"<w:p><w:r><w:drawing><wp:docPr/>{_box(BRIDGE)}</w:drawing></w:r></w:p>",
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Band"/></w:tblPr>{_row(_cell(BRIDGE))}</w:tbl>',
    ],
)
def test_what_word_shows_is_read(shown: str) -> None:
    styles = style("Dots", '<w:rPr><w:sz w:val="2"/></w:rPr>')
    part = '<w:tblStylePr w:type="lastCol"><w:rPr><w:vanish/></w:rPr></w:tblStylePr>'
    styles += style("Band", part, kind="table")
    body = f'<w:sdt xmlns:wp="wp" xmlns:w14="w14"><w:sdtContent>{shown}</w:sdtContent></w:sdt>'
    assert quoted(read_docx(make_docx(body, styles=styles), "a.docx")) == [BRIDGE]


@pytest.mark.parametrize("said", [WHITE, '<w:sz w:val="1"/>'])
def test_letters_are_unseen_by_default(said: str) -> None:
    default = f"<w:docDefaults><w:rPrDefault><w:rPr>{said}</w:rPr></w:rPrDefault></w:docDefaults>"
    shown = run(BRIDGE, '<w:color w:val="000000"/><w:sz w:val="24"/>')
    content = read_docx(make_docx(par(SECRET) + par(shown), styles=default), "a.docx")
    assert quoted(content) == [BRIDGE]


def _slot(name: str, text: str) -> str:
    return f"<m:{name}><m:r><m:t>{text}</m:t></m:r></m:{name}>"


_M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        (f"<m:f>{_slot('num', '1')}{_slot('den', '2')}</m:f>", "1/2"),
        (f"<m:f>{_slot('num', 'a+b')}{_slot('den', '2')}</m:f>", "(a+b)/2"),
        (f"<m:sSup>{_slot('e', '10')}{_slot('sup', '3')}</m:sSup>", "10³"),
        (f"<m:sSup>{_slot('e', 'x')}{_slot('sup', 'n+1')}</m:sSup>", "x^(n+1)"),
        (f"<m:sSub>{_slot('e', 'v')}{_slot('sub', 'max')}</m:sSub>", "v_max"),
        (f"<m:rad><m:deg/>{_slot('e', '16')}</m:rad><m:r><m:t>=4</m:t></m:r>", "√16=4"),
        ("<m:r><m:t>1</m:t></m:r><m:r><m:t>0</m:t></m:r>", "10"),
        (f"<m:r><m:t>1</m:t></m:r><m:f>{_slot('num', '1')}{_slot('den', '2')}</m:f>", "1 1/2"),
        (f"<m:d>{_slot('e', 'a+b')}</m:d><m:r><m:t>c</m:t></m:r>", "(a+b)c"),
        (
            '<m:f><m:fPr><m:type m:val="noBar"/></m:fPr>'
            f"{_slot('num', 'n')}{_slot('den', 'k')}</m:f>",
            "[…]",
        ),
        (f'<m:bar><m:barPr><m:pos m:val="top"/></m:barPr>{_slot("e", "x")}</m:bar>', "x̄"),
        (f'<m:bar><m:barPr><m:pos m:val="top"/></m:barPr>{_slot("e", "33")}</m:bar>', "[…]"),
        (f"<m:acc>{_slot('e', 'x')}</m:acc>", "x̂"),
        (f'<m:acc><m:accPr><m:chr m:val="\u0305"/></m:accPr>{_slot("e", "x")}</m:acc>', "x̅"),
        (f"<m:limUpp>{_slot('e', '→')}{_slot('lim', 'heat')}</m:limUpp>", "[…]"),
        (f"<m:limLow>{_slot('e', 'lim')}{_slot('lim', 'n')}</m:limLow>", "lim_n"),
        (f"<m:groupChr>{_slot('e', '5')}</m:groupChr>", "[…]"),
        (f"<m:borderBox>{_slot('e', '5')}</m:borderBox>", "5"),
        (
            '<m:borderBox><m:borderBoxPr><m:strikeBLTR m:val="1"/></m:borderBoxPr>'
            f"{_slot('e', '5')}</m:borderBox>",
            "[…]",
        ),
        (f"<m:m><m:mr>{_slot('e', '1')}{_slot('e', '2')}</m:mr></m:m>", "[…]"),
        (
            '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>'
            f"{_slot('sub', 'i')}{_slot('sup', 'n')}{_slot('e', 'i')}</m:nary>",
            "∑_iⁿ i",
        ),
    ],
)
def test_a_formula_stays_the_number_that_it_is(formula: str, said: str) -> None:
    words = f"{run('Take 2 ')}<m:oMath {_M}>{formula}</m:oMath>{run(' a day.')}"
    body = f"<w:p>{words}</w:p>"
    assert quoted(read_docx(make_docx(body), "a.docx")) == [f"Take 2 {said} a day."]


def test_letters_that_are_set_higher_are_raised() -> None:
    raised = run("3", '<w:position w:val="6"/>')
    body = f"<w:p>{run('It is 10')}{raised}{run(' crowns.')}</w:p>"
    assert quoted(read_docx(make_docx(body), "a.docx")) == ["It is 10³ crowns."]


def test_what_a_speaker_quotes_is_not_said_by_him() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="BT"><w:name w:val="Block Text"/></w:style>'
    turns = ("Ann: Did you trust the sea?", "Jim: Once. He told me:", "Ann: And then, Jim?")
    words = [*turns[:2], "I have never trusted the sea.", turns[2], "Jim: I went home."]
    body = "".join(par(text, "BT" if text.startswith("I have") else "") for text in words)
    content = read_docx(make_docx(body, styles=styles), "a.docx")
    speakers = {content.text[p.start : p.end]: p.speaker for p in content.paragraphs}
    assert speakers["Once. He told me:"] == "Jim"
    assert speakers["I have never trusted the sea."] is None
    assert speakers["And then, Jim?"] == "Ann"
