"""Documents that are not what they are called, damaged ones, hostile ones."""

import struct
import zipfile
from io import BytesIO

import pytest

from corpus.article import ArticleError
from corpus.formats.office import read_docx, read_odt, read_rtf
from corpus.formats.office.finishing import DAMAGED
from corpus.formats.reading import read_file
from tests.corpus.formats.epub.books import pack
from tests.corpus.formats.office.documents import TYPES, W, make_docx, make_odt, par, quoted, style

BRIDGE = "The bridge opens at nine."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
DOCX = make_docx(par("Harbour", "Heading1") + par(BRIDGE) * 40)
ODT = make_odt(f"<text:p>{BRIDGE}</text:p>" * 40)
RTF = b"{\\rtf1\\ansi " + b"The bridge opens at nine.\\par " * 40 + b"}"


def refuse(data: bytes, name: str = "a.docx") -> str:
    with pytest.raises(ArticleError) as caught:
        read_file(data, name)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.rtf"])
def test_a_document_is_read_whichever_of_the_formats_it_is_called(name: str) -> None:
    for data, known in ((DOCX, "word"), (ODT, "opendocument"), (RTF, "rtf")):
        article = read_file(data, name)
        assert BRIDGE in article.article.text
        assert article.format == known


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.rtf"])
@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (bytes(300), "it is empty"),
        (OLE + "WordDocument".encode("utf-16-le"), "Word document of the old kind (.doc): open"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked by a password: save it without"),
        (OLE, "a file of an old office program"),
        (b"<html><p>The bridge.</p></html>", "whatever its name says: open it in a text"),
        (b"The bridge opens at nine.", "whatever its name says: open it in a text processor"),
        (pack({"a.md": "The bridge."}), "unpack it and add the files in it"),
        (pack({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<a/>"}), "a spreadsheet (.xlsx)"),
        (pack({"[Content_Types].xml": TYPES, "ppt/presentation.xml": "<a/>"}), "presentation"),
        (
            pack({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""}),
            "it is a spreadsheet (.ods) under another name",
        ),
        (pack({"[Content_Types].xml": TYPES}), "lacks its part 'word/document.xml'"),
        (pack({"../word/document.xml": ""}), "a part that leads out of it"),
        (b"PK\x03\x04" + bytes(60), "no archive, or one that is damaged or cut off"),
    ],
)
def test_what_is_no_document_is_refused_with_what_to_do(data: bytes, name: str, why: str) -> None:
    assert why in refuse(data, name)


def test_a_document_without_text_is_refused() -> None:
    assert "no text" in refuse(make_docx("")) or "nothing" in refuse(make_docx(""))


ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "{}">]>'


@pytest.mark.parametrize("entity", ["&b;", "&c;", ""])
def test_entities_are_never_expanded(entity: str) -> None:
    text = ENTITIES.format("file:///etc/hostname")
    body = f"{text}<w:document {W}><w:body>{par(f'The {entity} bridge.')}</w:body></w:document>"
    assert "defines entities" in refuse(make_docx("", others={"word/document.xml": body}))
    styles = {"word/styles.xml": f'{text}<w:styles {W} w:x="{entity}"/>'}
    assert "defines entities" in refuse(make_docx(par(BRIDGE), others=styles))
    odt = {"content.xml": f"{text}<a>{entity}</a>"}
    assert "defines entities" in refuse(make_odt("", others=odt), "a.odt")


@pytest.mark.parametrize("declares", [True, False])
def test_what_would_unpack_to_far_more_is_refused(declares: bool) -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", bytes(40 << 20))
    data = file.getvalue()
    if not declares:  # the sizes that the archive itself states
        data = data.replace(struct.pack("<L", 40 << 20), struct.pack("<L", 1000))
    why = refuse(data)
    assert ("would unpack" in why) if declares else ("damaged" in why)


@pytest.mark.parametrize(
    ("opened", "closed"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:ins>", "</w:ins>"),
    ],
)
def test_what_lies_too_deep_is_left_out(opened: str, closed: str) -> None:
    nested = make_docx(par(BRIDGE) + opened * 2000 + par("Deep.") + closed * 2000 + par("Behind."))
    content = read_docx(nested, "a.docx")
    assert quoted(content) == [BRIDGE, "Behind."]
    assert content.warnings == (DAMAGED,)


def test_a_long_cell_that_goes_over_many_rows_is_not_repeated_in_all() -> None:
    below = "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>{}</w:tc></w:tr>"
    rows = [below.format(par("more")) for _ in range(200)]
    first = (
        "<w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    )
    table = f"<w:tbl>{first.format(par('word ' * 2000), par('a'))}{''.join(rows)}</w:tbl>"
    assert len(read_docx(make_docx(table), "a.docx").text) < 60_000


def test_styles_and_lists_that_lead_in_circles_end() -> None:
    styles = (
        '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="a"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    properties = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    body = par(BRIDGE, "a", properties)
    content = read_docx(make_docx(body, styles=styles, numbering=numbering), "a.docx")
    assert quoted(content) == [BRIDGE]


def cut(data: bytes) -> list[bytes]:
    return [data[: len(data) * part // 50] for part in range(50)]


def test_a_file_cut_anywhere_gives_what_there_is_or_says_why() -> None:
    read = 0
    for name, data in (("a.docx", DOCX), ("a.odt", ODT), ("a.rtf", RTF)):
        for piece in cut(data):
            try:
                article = read_file(piece, name).article
            except ArticleError as exc:
                assert "\n" not in str(exc)
                continue
            read += 1
            assert all(article.text[p.start : p.end].strip() for p in article.paragraphs)
    assert read > 40  # all but the beginnings of RTF


def test_a_part_cut_or_damaged_anywhere_gives_what_stands_before() -> None:
    body = f"<w:document {W}><w:body>{par(BRIDGE) * 30}</w:body></w:document>"
    text = f"<w:document {W}><w:body>{par(BRIDGE) * 30}".encode()
    for piece in cut(body.encode())[10:]:
        for damaged in (piece, piece + b"\xff\x00<&" + text[-40:]):
            content = read_docx(make_docx("", others={"word/document.xml": damaged}), "a.docx")
            assert BRIDGE in content.text
            assert content.warnings
    odt = make_odt(f"<text:p>{BRIDGE}</text:p>" * 30)
    with zipfile.ZipFile(BytesIO(odt)) as archive:
        whole = archive.read("content.xml")
    for piece in cut(whole)[35:]:
        content = read_odt(make_odt("", others={"content.xml": piece}), "a.odt")
        assert BRIDGE in content.text


def test_damaged_styles_and_notes_cost_no_text() -> None:
    others = {
        "word/styles.xml": b"<w:styles",
        "word/numbering.xml": b"\0\0",
        "docProps/core.xml": b"",
    }
    assert quoted(read_docx(make_docx(par(BRIDGE), others=others), "a.docx")) == [BRIDGE]


@pytest.mark.parametrize(
    "word", ["\\'", "\\u", "\\bin99999999999 ", "\\u99999999999?", "\\", "{\\*"]
)
def test_words_of_rtf_that_mean_nothing_are_passed_over(word: str) -> None:
    content = read_rtf(f"{{\\rtf1 The bridge.\\par {word}".encode(), "a.rtf")
    assert "The bridge." in content.text


_LINE = (
    '<v:rect xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office" o:hr="t"/>'
)
_SAID = "Conor Bligh: The chain. I replace it every eighteen months."
_LABELS = (
    "Ann Tarrow: Since when, Mr Bligh?",
    "Conor Bligh: Since 1988.",
    "Ann Tarrow: Why?",
    _SAID,
)


def _write_below(rule: str, name: str) -> bytes:
    ends = [*_LABELS, "", "The mill opens at Easter."]
    if name.endswith(".docx"):
        body = "".join(par(line) if line else rule for line in ends)
        return make_docx(body, styles=style("Horizontal Line", key="X"))
    if name.endswith(".odt"):
        body = "".join(f"<text:p>{line}</text:p>" if line else rule for line in ends)
        bottom = '<style:paragraph-properties fo:border-bottom="1pt solid #000000"/>'
        automatic = f'<style:style style:name="B" style:family="paragraph">{bottom}</style:style>'
        return make_odt(body, automatic=automatic)
    if name.endswith(".rtf"):
        body = "".join(rf"\pard {line}\par" if line else rule for line in ends)
        return rf"{{\rtf1\ansi {body}}}".encode()
    body = "".join(f"<p>{line}</p>" if line else rule for line in ends)
    return f"<html><body><h1>The mill</h1>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        ('<w:p><w:pPr><w:pBdr><w:bottom w:val="single"/></w:pBdr></w:pPr></w:p>', "a.docx"),
        (f"<w:p><w:r><w:pict>{_LINE}</w:pict></w:r></w:p>", "a.docx"),
        ('<w:p><w:pPr><w:pStyle w:val="X"/></w:pPr></w:p>', "a.docx"),
        ('<text:p text:style-name="Horizontal_20_Line"/>', "a.odt"),
        ('<text:p text:style-name="B"/>', "a.odt"),
        (r"\pard\brdrb\brdrs\brdrw15\par", "a.rtf"),
        ('<div role="separator"></div>', "a.html"),
        ('<div class="divider"> </div>', "a.html"),
        ('<div style="border-top: 1px solid #ccc"></div>', "a.html"),
        ('<p><img src="line.gif" alt="rule"></p>', "a.html"),
    ],
)
def test_below_a_rule_that_a_program_draws_nobody_speaks(rule: str, name: str) -> None:
    article = read_file(_write_below(rule, name), name).article
    assert [p.speaker for p in article.paragraphs][-2:] == ["Conor Bligh", None]


def _write_styled(paragraphs: list[tuple[str, str]], name: str) -> bytes:
    """Paragraphs, each with the name of its style, as a document of that name's kind."""
    if name == "a.odt":
        return make_odt(
            "".join(
                f'<text:p text:style-name="{s.replace(" ", "_20_")}">{text}</text:p>'
                for s, text in paragraphs
            )
        )
    names = list(dict.fromkeys(s for s, _ in paragraphs))
    if name == "a.docx":
        body = "".join(par(text, s.replace(" ", "")) for s, text in paragraphs)
        return make_docx(body, styles="".join(map(style, names)))
    sheet = "".join(f"{{\\s{n} {s};}}" for n, s in enumerate(names, 1))
    lines = "".join(f"\\pard\\s{names.index(s) + 1} {text}\\par" for s, text in paragraphs)
    return f"{{\\rtf1\\ansi{{\\stylesheet{sheet}}}{lines}}}".encode()


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.rtf"])
@pytest.mark.parametrize(
    ("term", "described"),
    [
        ("Definition Term", "Definition Definition"),
        ("Definition Term Tight", "Definition Definition Tight"),
        ("Definition Term", "Definition"),
        ("List Heading", "List Contents"),
        ("rststyle-deflist-term-1", "rststyle-deflist-def-1"),
    ],
)
def test_a_term_stands_with_what_describes_it(name: str, term: str, described: str) -> None:
    paragraphs = [("Body", BRIDGE), (term, "berth"), (described, "A place for one ship.")]
    paragraphs += [(described, "It is let."), (term, "crane"), (term, "hoist")]
    paragraphs += [(described, "It lifts forty tons."), (term, "Alone"), ("Body", "At noon.")]
    content = read_file(_write_styled(paragraphs, name), name).article
    assert [(p.kind, content.text[p.start : p.end]) for p in content.paragraphs] == [
        ("prose", BRIDGE),
        ("term", "berth\nA place for one ship."),
        ("prose", "It is let."),
        ("term", "crane\nhoist\nIt lifts forty tons."),
        ("prose", "Alone"),
        ("prose", "At noon."),
    ]


@pytest.mark.parametrize("is_alone", [True, False])
def test_a_term_of_rtf_without_styles_is_told_by_the_gap_below_it(is_alone: bool) -> None:
    above = r"\pard\sa180\li0 The bridge opens." if is_alone else r"\pard\sa0\li0 9 Pier Road"
    rtf = above + r"\par\pard\sa0\li0 Berth\par\pard\sa180\li360 A place for one.\par"
    content = read_rtf(f"{{\\rtf1\\ansi {rtf}}}".encode(), "a.rtf")
    assert ("Berth\nA place for one." in quoted(content)) == is_alone
