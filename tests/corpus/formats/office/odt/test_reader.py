"""OpenDocument texts: what is text of them, what it is below, what they say of themselves."""

import pytest

from corpus.article import ArticleError
from corpus.formats.office import read_odt
from corpus.formats.reading import read_file
from tests.corpus.formats.office.documents import context, make_odt, quoted

BRIDGE = "The bridge opens at nine."
NUMBERS = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="("'
    ' style:num-suffix=")"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/>'
    "</text:list-style>"
)


def obj(href: str, more: str = "") -> str:
    return f'<draw:frame><draw:object xlink:href="{href}" {more}/><draw:image/></draw:frame>'


def h(text: str, level: int = 1) -> str:
    return f'<text:h text:outline-level="{level}">{text}</text:h>'


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def li(*content: str, more: str = "") -> str:
    return f"<text:list-item {more}>{''.join(content)}</text:list-item>"


def ul(*items: str, style: str = "L1", more: str = "") -> str:
    return f'<text:list text:style-name="{style}" {more}>{"".join(items)}</text:list>'


def test_headings_paragraphs_and_the_title() -> None:
    body = p("The Harbour", "Title") + h("Bridge") + p(BRIDGE) + h("Sundays", 2) + p("At noon.")
    content = read_odt(make_odt(body), "a.odt")
    assert content.metadata.title == "The Harbour"
    assert quoted(content) == [BRIDGE, "At noon."]
    assert [p.headings for p in content.paragraphs] == [("Bridge",), ("Bridge", "Sundays")]


@pytest.mark.parametrize("style", ["Heading_20_1", "Überschrift_20_1", "P1", "Own"])
def test_a_paragraph_may_be_a_heading_by_its_style(style: str) -> None:
    automatic = (
        '<style:style style:name="P1" style:family="paragraph" '
        'style:parent-style-name="Heading_20_1"/>'
        '<style:style style:name="Own" style:family="paragraph" style:default-outline-level="1"/>'
    )
    body = h("Harbour") + p("Locks", style) + p("They are old.")
    content = read_odt(make_odt(body, automatic=automatic), "a.odt")
    assert [p.headings for p in content.paragraphs] == [("Locks",)]


def test_items_have_the_numbers_that_are_shown() -> None:
    body = (
        p("Ships pay:")
        + ul(
            li(p("the berth"), p("every day")),
            li(p("the water"), ul(li(p("in summer")), li(p("in winter")))),
            li(p("the exit"), more='text:start-value="7"'),
            more='xml:id="one"',
        )
        + ul(li(p("anything else")), style="L2")
        + ul(li(p("late fees")), more='text:continue-list="one"')
        + ul(li(p("a new list")))
    )
    content = read_odt(make_odt(body, automatic=NUMBERS), "a.odt")
    assert quoted(content) == [
        "Ships pay:",
        "1. the berth",
        "every day",
        "2. the water",
        "(a) in summer",
        "(b) in winter",
        "7. the exit",
        "anything else",
        "8. late fees",
        "1. a new list",
    ]
    assert context(content, content.paragraphs[4]) == ["Ships pay:", "2. the water"]


def test_headings_are_numbered_by_the_outline_or_by_a_list() -> None:
    outline = (
        "<text:outline-style>"
        '<text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
        "</text:outline-style>"
    )
    body = h("Bridge") + h("Hours", 2) + p(BRIDGE) + h("Locks") + h("Hours", 2) + p("At noon.")
    content = read_odt(make_odt(body, styles=outline), "a.odt")
    expected = [("I. Bridge", "I.1 Hours"), ("II. Locks", "II.1 Hours")]
    assert [p.headings for p in content.paragraphs] == expected
    body = ul(li(h("Bridge")), li(h("Locks"))) + p(BRIDGE)
    content = read_odt(make_odt(h("Harbour") + body, automatic=NUMBERS), "a.odt")
    assert [p.headings for p in content.paragraphs] == [("2. Locks",)]


def test_what_is_no_text_is_left_out() -> None:
    automatic = (
        '<style:style style:name="T1" style:family="text">'
        '<style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="T2" style:family="text">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>seldom</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>Harbour 3</text:p></text:index-body>"
        '</text:table-of-content><text:section text:display="none"><text:p>x</text:p>'
        "</text:section>"
        + p(
            'The bridge<text:change-start/> <text:span text:style-name="T1">never </text:span>'
            '<text:span text:style-name="T2">rarely </text:span>'
            "<office:annotation><text:p>Really?</text:p></office:annotation>opens"
            "<text:s/><text:change-end/>at nine.<text:page-number>7</text:page-number>"
        )
    )
    content = read_odt(make_odt(body, automatic=automatic), "a.odt")
    assert content.text == BRIDGE


def test_notes_and_boxes_stand_below_their_paragraph() -> None:
    body = p(
        'The bridge<text:note text:note-class="footnote"><text:note-citation>1'
        "</text:note-citation><text:note-body><text:p>On Sundays at noon.</text:p>"
        "</text:note-body></text:note> opens <draw:frame><draw:text-box><text:p>Closed in May."
        "</text:p></draw:text-box></draw:frame>at "
        '<text:a xlink:href="https://example.org">nine</text:a>.'
    )
    content = read_odt(make_odt(body), "a.odt")
    assert quoted(content) == [BRIDGE, "On Sundays at noon.", "Closed in May."]
    assert context(content, content.paragraphs[1]) == [BRIDGE]


@pytest.mark.parametrize("way", ["marked", "style"])
def test_rows_have_the_header_as_context(way: str) -> None:
    def row(*texts: str, style: str = "", more: str = "") -> str:
        cells = "".join(
            f"<table:table-cell {more}>{p(text, style)}</table:table-cell>" for text in texts
        )
        return f"<table:table-row>{cells}</table:table-row>"

    head = row("Berth", "Price", style="Table_20_Heading" if way == "style" else "")
    if way == "marked":
        head = f"<table:table-header-rows>{head}</table:table-header-rows>"
    rows = row("North", "12") + (
        '<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>South</text:p>'
        "</table:table-cell><table:table-cell><text:p>9</text:p></table:table-cell>"
        "</table:table-row><table:table-row><table:covered-table-cell/><table:table-cell>"
        "<text:p>10</text:p></table:table-cell></table:table-row>"
    )
    content = read_odt(make_odt(f"<table:table>{head}{rows}</table:table>"), "a.odt")
    assert quoted(content) == ["North | 12", "South | 9", "South | 10"]
    assert context(content, content.paragraphs[2]) == ["Berth | Price"]


def test_blanks_breaks_and_code() -> None:
    body = p("Run:<text:tab/>now") + p("open(<text:s text:c='3'/>)", "Preformatted_20_Text")
    content = read_odt(make_odt(body + p("a<text:line-break/>b")), "a.odt")
    assert quoted(content) == ["Run: now", "open(   )", "a b"]


def test_what_a_document_says_of_itself() -> None:
    meta = (
        "<dc:title>The Harbour</dc:title><meta:initial-creator>Mary Flint</meta:initial-creator>"
        "<dc:creator>Tom Baker</dc:creator>"
        "<meta:creation-date>2024-11-13T09:00:00.123</meta:creation-date>"
        "<dc:date>2025-01-01T00:00:00</dc:date><meta:keyword>ports</meta:keyword>"
    )
    file = make_odt(p(BRIDGE), meta=meta)
    metadata = read_odt(file, "a.odt").metadata
    assert (metadata.title, metadata.author) == ("The Harbour", "Mary Flint")
    assert str(metadata.published) == "2024-11-13"
    assert dict(metadata.fields) == {"keywords": "ports"}
    assert read_file(file, "a.odt").format == "opendocument"


def test_one_that_needs_a_password_says_so() -> None:
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
        "</manifest:manifest>"
    )
    with pytest.raises(ArticleError, match=r"^it is locked by a password: save it without one$"):
        read_odt(make_odt(p("x"), others={"META-INF/manifest.xml": manifest}), "a.odt")


def test_columns_that_are_folded_up_are_no_text() -> None:
    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    def cell(text: str, said: str = "") -> str:
        return f"<table:table-cell {said}><text:p>{text}</text:p></table:table-cell>"

    wide, covered = 'table:number-columns-spanned="2"', "<table:covered-table-cell/>"
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        '<table:table-column-group table:display="false"><table:table-column '
        'table:number-columns-repeated="2"/></table:table-column-group><table:table-column/>'
    )
    rows = (
        row(*map(cell, ("Boat", "Secret", "Cost", "Gain", "Dues")))
        + row(cell("Ferry", wide), covered, cell("Hidden", wide), covered, cell("Ten"))
        + row(cell("Punt"), cell("Never", wide), covered, cell("Nine"), cell("Two"))
    )
    body = f"<text:p>Dues are paid.</text:p><table:table>{columns}{rows}</table:table>"
    said = read_odt(make_odt(body), "a.odt").text.replace("|", "").split()
    assert said == ["Dues", "are", "paid.", "Boat", "Dues", "Ferry", "Ten", "Punt", "Two"]


def test_hidden_rows_and_sections_are_no_text() -> None:
    def row(text: str, said: str = "") -> str:
        cell = f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"
        return f"<table:table-row {said}>{cell}</table:table-row>"

    rows = row("Dues") + row("Ten", 'table:visibility="collapse"') + row("Two")
    body = (
        "<text:p>The bridge opens at nine.</text:p>"
        '<text:section text:is-hidden="true"><text:p>It is free.</text:p></text:section>'
        f"<table:table>{rows}</table:table>"
    )
    text = read_odt(make_odt(body), "a.odt").text
    assert "opens at nine" in text
    assert "Two" in text
    assert "free" not in text
    assert "Ten" not in text


def test_white_and_tiny_words_are_none_unless_their_ground_is_another() -> None:
    def styled(name: str, family: str, properties: str) -> str:
        return (
            f'<style:style style:name="{name}" style:family="{family}">{properties}</style:style>'
        )

    white = '<style:text-properties fo:color="#ffffff"{}/>'
    automatic = (
        styled("white", "text", white.format(""))
        + styled("dark", "text", white.format(' fo:background-color="#000000"'))
        + styled("whites", "paragraph", white.format(""))
        + styled("tiny", "paragraph", '<style:text-properties fo:font-size="1pt"/>')
        + styled("cell", "table-cell", '<style:table-cell-properties fo:background-color="#000"/>')
    )
    cell = '<table:table-cell{}><text:p text:style-name="whites">{}</text:p></table:table-cell>'
    shown = cell.format(' table:style-name="cell"', "Yes")
    body = (
        '<text:p>A <text:span text:style-name="white">no</text:span> '
        '<text:span text:style-name="dark">b</text:span>.</text:p>'
        '<text:p text:style-name="whites">No.</text:p><text:p text:style-name="tiny">No.</text:p>'
        f"<table:table><table:table-row>{shown}{cell.format('', 'No')}"
        "</table:table-row></table:table>"
    )
    assert quoted(read_odt(make_odt(body, automatic=automatic), "a.odt")) == ["A b.", "Yes"]


@pytest.mark.parametrize(
    ("style", "written", "meant"),
    [
        ('style:font-name="Symbol1"', "m", "5 μg"),
        ('style:font-name="Symbol"', "\uf06d", "5 μg"),
        ('fo:font-family="Symbol, serif"', "m", "5 μg"),
        ('style:font-name="Sans"', "m", "5 mg"),
        ('style:font-name="Marks"', "\u00fc7", "5 ✓[…]g"),
        ("", "\uf06d", "5 […]g"),
    ],
)
def test_letters_are_those_that_their_font_shows(style: str, written: str, meant: str) -> None:
    automatic = (
        f'<style:style style:name="T" style:family="text"><style:text-properties {style}/>'
        "</style:style>"
    )
    fonts = (
        '<style:font-face style:name="Symbol1" svg:font-family="Symbol"/>'
        '<style:font-face style:name="Sans" svg:font-family="Symbola"/>'
        """<style:font-face style:name="Marks" svg:font-family="'Wingdings'"/>"""
    )
    data = make_odt(
        p(f'5 <text:span text:style-name="T">{written}</text:span>g'),
        automatic=automatic,
        fonts=fonts,
    )
    assert quoted(read_odt(data, "a.odt")) == [meant]


def test_letters_of_the_colour_that_libreoffice_chooses_are_seen() -> None:
    letters = '<style:text-properties style:use-window-font-color="true" fo:opacity="0%"/>'
    styles = f'<style:default-style style:family="paragraph">{letters}</style:default-style>'
    assert quoted(read_odt(make_odt(p(BRIDGE), styles=styles), "a.odt")) == [BRIDGE]


def test_formulas_are_read_in_a_line() -> None:
    math = '<?xml version="1.0"?>\n<math xmlns="http://www.w3.org/1998/Math/MathML">{}</math>'
    half = "<mfrac><mn>1</mn><mn>2</mn></mfrac><annotation>{1} over {2}</annotation>"
    one, gap, chart, none, own = map(obj, ("./Object 1", "./Object 2", "./Chart", "./None/", "."))
    ole = obj("./Ole", 'draw:class-id="0002CE02-0000-0000-C000-000000000046"')
    hidden = f'<draw:frame draw:display="none">{one}</draw:frame>'
    hidden += f"<text:hidden-text>{one}</text:hidden-text>"
    body = p(f"Take 1{one} of {gap}{chart}{none}{own}{hidden} and {ole}.")
    others: dict[str, str | bytes] = {
        "Object 1/content.xml": math.format(half),
        "Object 2/content.xml": math.format("<mtable><mtr><mtd><mn>1</mn></mtd></mtr></mtable>"),
        "None/content.xml": b"\0\1\2\3" * 40,
        "Chart/content.xml": "<document-content><p>Chart</p></document-content>",
    }
    assert quoted(read_odt(make_odt(body, others=others), "a.odt")) == [
        "Take 1 1/2 of […] and […]."
    ]


def test_what_a_field_hides_is_no_text() -> None:
    body = (
        '<text:p>It is free.<text:hidden-paragraph text:is-hidden="true"/></text:p>'
        '<text:p>It opens<text:hidden-paragraph text:is-hidden="false"/> at '
        '<text:hidden-text text:is-hidden="true">five</text:hidden-text>'
        '<text:hidden-text text:is-hidden="false">nine</text:hidden-text>.</text:p>'
    )
    assert quoted(read_odt(make_odt(body), "a.odt")) == ["It opens at nine."]


_SECRET = "<text:p>Nobody pays for the zebra.</text:p>"
_COLOURED = (
    '<table:table table:style-name="B"><table:table-row table:style-name="R">'
    '<table:table-cell table:style-name="C"><text:p text:style-name="P">'
    '<text:span text:style-name="Red"><text:span text:style-name="T">zebra</text:span></text:span>'
    "</text:p></table:table-cell></table:table-row></table:table>"
)
_RED = (
    '<style:style style:name="Red" style:family="text">'
    '<style:text-properties fo:color="#ff0000"/></style:style>'
)


def _ground(name: str, family: str, colour: str) -> str:
    properties = f'<style:{family}-properties fo:background-color="{colour}"/>'
    return f'<style:style style:name="{name}" style:family="{family}">{properties}</style:style>'


_ROW = "<table:table-row><table:table-cell>{}</table:table-cell></table:table-row>"


@pytest.mark.parametrize(
    ("body", "automatic", "styles"),
    [
        (
            '<table:table><table:table-row-group table:display="false">'
            f"{_ROW.format(_SECRET)}</table:table-row-group></table:table>",
            "",
            "",
        ),
        (f'<table:table table:display="false">{_ROW.format(_SECRET)}</table:table>', "", ""),
        (
            "<table:table><table:table-row><table:table-cell><text:p>Oars</text:p>"
            f"</table:table-cell><table:covered-table-cell>{_SECRET}</table:covered-table-cell>"
            "</table:table-row></table:table>",
            "",
            "",
        ),
        (
            '<text:p><draw:frame draw:display="none"><draw:text-box>'
            f"{_SECRET}</draw:text-box></draw:frame></text:p>",
            "",
            "",
        ),
        (
            '<text:p><text:user-field-get text:display="none">zebra</text:user-field-get></text:p>',
            "",
            "",
        ),
        *(
            (
                '<text:p text:style-name="T">zebra</text:p>',
                '<style:style style:name="T" style:family="paragraph">'
                f"<style:text-properties {said}/></style:style>",
                "",
            )
            for said in (
                'fo:font-size="0.01in"',
                'fo:font-size="1%"',
                'fo:opacity="1%"',
                'style:text-position="33% 1%"',
                'style:text-scale="1%"',
            )
        ),
        *(
            (_COLOURED, f"{_RED}{_ground('T', 'text', said)}{style}", "")
            for said, style in (
                ("#ff0000", ""),
                ("#fe0101", _ground("P", "paragraph", "#000000")),
                ("transparent", _ground("P", "paragraph", "#ff0000")),
                ("transparent", _ground("C", "table-cell", "#ff0000")),
                ("transparent", _ground("R", "table-row", "#ff0000")),
                ("transparent", _ground("B", "table", "#ff0000")),
            )
        ),
        *(
            (
                "<text:p>zebra</text:p>",
                "",
                '<style:default-style style:family="paragraph">'
                f"<style:text-properties {said}/></style:default-style>",
            )
            for said in ('text:display="none"', 'fo:color="#ffffff"', 'fo:font-size="0.1pt"')
        ),
    ],
)
def test_what_nobody_sees_is_not_read(body: str, automatic: str, styles: str) -> None:
    shown = '<text:p text:style-name="S">The bridge is free.</text:p>'
    automatic += (
        '<style:style style:name="S" style:family="paragraph">'
        '<style:text-properties text:display="true" fo:color="#000000" fo:font-size="12pt"/>'
        "</style:style>"
    )
    text = read_odt(make_odt(shown + body, automatic=automatic, styles=styles), "a.odt").text
    assert "zebra" not in text
    assert "The bridge is free." in text


@pytest.mark.parametrize(
    ("own", "around"), [("#000000", "#ff0000"), ("transparent", "#000000"), ("#ffffff", "#ff0000")]
)
def test_letters_of_another_colour_than_their_ground_are_read(own: str, around: str) -> None:
    automatic = _RED + _ground("T", "text", own) + _ground("C", "table-cell", around)
    assert read_odt(make_odt(_COLOURED, automatic=automatic), "a.odt").text == "zebra"
