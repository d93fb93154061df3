"""Documents of word processors that are many of one thing, deep, or packed."""

from collections.abc import Callable

from tests.corpus.formats.office.documents import make_docx, make_odt, par
from tests.support.hostile.patterns import Pattern, count, pair, repeat

_MIB = 1 << 20
_RTF = "{\\rtf1\\ansi The ferry leaves at nine.\\par "
_ENTITIES = (
    '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "' + "&a{};".format(n - 1 if n else "") * 10 + '">' for n in range(9))
    + "]><a>&a8;</a>"
)
_CITING = par('<w:r><w:footnoteReference w:id="2"/></w:r>')


def _fill(make: Callable[..., bytes], piece: str, before: str = "") -> Callable[[int], bytes]:
    return lambda size: make(before + piece * (size // len(piece)))


def _nest(make: Callable[..., bytes], name: str, further: str = "") -> Callable[[int], bytes]:
    """Elements in elements, all of them closed."""
    return lambda size: make(
        f"<{name}{further}>" * (size // 30) + "a" + f"</{name}>" * (size // 30)
    )


DOCX: dict[str, Callable[[int], bytes]] = {
    "paragraphs": _fill(make_docx, par("a")),
    "runs": lambda size: make_docx(f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * (size // 24)}</w:p>"),
    "tables in tables": lambda size: make_docx(
        "<w:tbl><w:tr><w:tc>" * (size // 40) + par("a") + "</w:tc></w:tr></w:tbl>" * (size // 40)
    ),
    "spans": _fill(
        make_docx,
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr>'
        "<w:p/></w:tc></w:tr></w:tbl>",
    ),
    "boxes in boxes": _nest(make_docx, "w:sdt"),
    "runs in runs": _nest(make_docx, "w:r"),
    "fields": _fill(make_docx, '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'),
    "notes of themselves": lambda size: make_docx(
        _CITING * (size // 60),
        footnotes=f'<w:footnote w:id="2">{_CITING}</w:footnote>',
    ),
    "styles of themselves": lambda size: make_docx(
        par("a", "A"),
        styles='<w:style w:styleId="A"><w:name w:val="a"/><w:basedOn w:val="A"/></w:style>',
    ),
    "blanks that are packed": lambda size: make_docx(par("a") + " " * 40 * _MIB),
    "entities": lambda size: make_docx(par("a"), others={"word/document.xml": _ENTITIES}),
    "a part out": lambda size: make_docx(par("a"), others={"../../../escaped": "x"}),
    "an open element": _fill(make_docx, "<w:p>"),
}
ODT: dict[str, Callable[[int], bytes]] = {
    "paragraphs": _fill(make_odt, "<text:p>a</text:p>"),
    "lists in lists": _nest(make_odt, "text:list"),
    "sections in sections": _nest(make_odt, "text:section"),
    "spans in spans": _nest(make_odt, "text:span"),
    "blanks": _fill(make_odt, '<text:p>a<text:s text:c="999999999"/>b</text:p>'),
    "cells again": _fill(
        make_odt,
        '<table:table><table:table-row table:number-rows-repeated="999999">'
        '<table:table-cell table:number-columns-repeated="999999"><text:p>a</text:p>'
        "</table:table-cell></table:table-row></table:table>",
    ),
    "notes in notes": _nest(make_odt, "text:note"),
    "blanks that are packed": lambda size: make_odt("<text:p>a</text:p>" + " " * 40 * _MIB),
    "entities": lambda size: make_odt("a", others={"content.xml": _ENTITIES}),
    "a part out": lambda size: make_odt("<text:p>a</text:p>", others={"/escaped": "x"}),
}
RTF: dict[str, Pattern] = {
    "groups": pair("{", "}"),
    "open groups": repeat("{", before=_RTF),
    "closed groups": repeat("}", before=_RTF),
    "paragraphs": repeat("a\\par ", before=_RTF),
    "signs": repeat("\\u1234?", before=_RTF),
    "cells": repeat("\\trowd a\\cell b\\cell\\row ", before=_RTF),
    "bytes without end": repeat("\\bin99999999 ", before=_RTF),
    "a picture": repeat("00", before=f"{_RTF}{{\\pict "),
    "notes": repeat("a{\\footnote b}", before=_RTF),
    "fonts": count("{\\f#\\fcharset9 a;}", before=f"{_RTF}{{\\fonttbl"),
    "a word": repeat("a", before=f"{_RTF}\\"),
    "a number": repeat("9", before=f"{_RTF}\\u"),
    "objects": repeat("{\\object{\\*\\objdata 00}}", before=_RTF),
}
