"""PDF files that are many of one thing, deep, or lead back to themselves."""

import math
import zlib
from collections.abc import Callable, Sequence

from tests.support.pdfs import Said, make_pdf, pack_stream, set_lines, write_objects

_CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"
_FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_SAID = b"BT /F0 10 Tf 72 700 Td (The ferry leaves at nine.) Tj ET\n"
_FORM = "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << {} >> "
_BLANKS = 200_000_000


def _write(objects: Sequence[str | bytes]) -> bytes:
    made = [one if isinstance(one, bytes) else one.encode("latin-1") for one in objects]
    return write_objects(made, "/Root 1 0 R")


def _make(
    content: bytes = _SAID,
    *,
    kids: str = "[4 0 R]",
    count: int = 1,
    box: str = "[0 0 612 792]",
    resources: str = "/Font << /F0 3 0 R >>",
    contents: str = "5 0 R",
    font: str = _FONT,
    catalog: str = _CATALOG,
    more: Sequence[str | bytes] = (),
) -> bytes:
    """One page; `more` are the objects from 6 on."""
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Resources << {resources} >> "
        f"/Contents {contents} >>"
    )
    tree = f"<< /Type /Pages /Kids {kids} /Count {count} >>"
    return _write([catalog, tree, font, page, pack_stream(content), *more])


def _repeat(piece: bytes) -> Callable[[int], bytes]:
    return lambda size: _make(_SAID + piece * (size // len(piece)))


def _pack_twice(size: int) -> bytes:
    packed = zlib.compress(zlib.compress(b" " * _BLANKS, 9), 9)
    head = f"<< /Filter [/FlateDecode /FlateDecode] /Length {len(packed)} >>\nstream\n".encode()
    return _make(contents="6 0 R", more=[head + packed + b"\nendstream"])


def _double_forms(size: int) -> bytes:
    """Each shows the next twice: a page that is drawn two to the power of their number times."""
    deep = [
        pack_stream(b"/X Do /X Do ", _FORM.format(f"/XObject << /X {number} 0 R >>"))
        for number in range(7, 31)
    ]
    last = pack_stream(_SAID, _FORM.format("/Font << /F0 3 0 R >>"))
    return _make(b"/X Do", resources="/XObject << /X 6 0 R >>", more=[*deep, last])


def _nest_pages(size: int) -> bytes:
    trees = [f"<< /Type /Pages /Kids [{n} 0 R] /Count 1 >>" for n in range(3, size // 50)]
    return _write([_CATALOG, *trees, "<< /Type /Page /MediaBox [0 0 9 9] >>"])


def _outline(following: str) -> Callable[[int], bytes]:
    def make(size: int) -> bytes:
        entries = [
            f"<< /Title (The {n}) /Parent 6 0 R /{following} {n + 8} 0 R /Dest [4 0 R /Fit] >>"
            for n in range(size // 60)
        ]
        return _make(
            catalog="<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>",
            more=["<< /First 7 0 R /Last 7 0 R >>", *entries],
        )

    return make


def _loop_outline(size: int) -> bytes:
    entry = "<< /Title (a) /Parent 6 0 R /Next {} 0 R /First 7 0 R /Dest [4 0 R /Fit] >>"
    return _make(
        catalog="<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>",
        more=["<< /First 7 0 R /Last 7 0 R >>", entry.format(8), entry.format(7)],
    )


def _loop_table(size: int) -> bytes:
    data = _make()
    place = data.rfind(b"xref\n0")
    return data.replace(b"trailer\n<<", b"trailer\n<< /Prev %d " % place)


def _turn(size: int) -> bytes:
    """Words in all directions."""
    places = [(math.cos(n), math.sin(n)) for n in range(size // 60)]
    lines = (f"BT /F0 9 Tf {c:f} {s:f} {-s:f} {c:f} 300 300 Tm (ab) Tj ET\n" for c, s in places)
    return _make("".join(lines).encode())


PDF_FILES: dict[str, Callable[[int], bytes]] = {
    "pages of themselves": lambda size: _make(kids="[" + "2 0 R " * (size // 6) + "]", count=size),
    "one page without end": lambda size: _make(
        kids="[" + "4 0 R " * (size // 6) + "]", count=size // 6
    ),
    "pages in pages": _nest_pages,
    "a count that is not true": lambda size: _make(count=2**31 - 1),
    "a negative count": lambda size: _make(count=-5),
    "letters": _repeat(b"BT /F0 10 Tf 72 700 Td (a) Tj ET\n"),
    "letters upon letters": _repeat(b"BT /F0 1 Tf 72 700 Td (a b c d e) Tj ET\n"),
    "one word": lambda size: _make(b"BT /F0 10 Tf 72 700 Td (" + b"a" * size * 50 + b") Tj ET"),
    "words": lambda size: _make(b"BT /F0 10 Tf 72 700 Td (" + b"ab " * size * 9 + b") Tj ET"),
    "lines": lambda size: _make(
        b"BT /F0 10 Tf 12 TL 72 700 Td " + b"(ab cd) ' " * (size * 4) + b"ET"
    ),
    "a diagonal": lambda size: _make(
        b"".join(b"BT /F0 1 Tf %f %f Td (a) Tj ET\n" % (n / 99, n / 99) for n in range(size // 30))
    ),
    "all directions": _turn,
    "columns": lambda size: make_pdf(
        [[Said("ab", 20 + 30 * (n % 18), 10 + 12 * (n // 18)) for n in range(1080)]]
        * max(1, size // 20_000)
    ),
    "pages": lambda size: make_pdf(
        [set_lines([f"Line {n} of the ferry."]) for n in range(size // 600)]
    ),
    "a box without end": lambda size: _make(box="[0 0 1e30 1e30]"),
    "a negative box": lambda size: _make(box="[-1e9 -1e9 -1e8 -1e8]"),
    "no size": _repeat(b"BT /F0 0 Tf 0 0 0 0 0 0 Tm (The ferry leaves) Tj ET "),
    "no numbers": _repeat(b"BT /F0 1e38 Tf 1e38 0 0 1e38 1e38 1e38 Tm (The ferry) Tj ET "),
    "forms of themselves": lambda size: _make(
        b"/X Do",
        resources="/XObject << /X 6 0 R >>",
        more=[pack_stream(b"/X Do " * 9, _FORM.format("/XObject << /X 6 0 R >>"))],
    ),
    "forms twice": _double_forms,
    "states": _repeat(b"q "),
    "lines that are drawn": _repeat(b"0 0 m 1 1 l S\n"),
    "blanks that are packed": lambda size: _make(b" " * size * 300),
    "packed twice": _pack_twice,
    "contents without end": lambda size: _make(contents="[" + "5 0 R " * (size // 6) + "]"),
    "an outline in a circle": _loop_outline,
    "an outline without end": _outline("Next"),
    "an outline in an outline": _outline("First"),
    "lists in lists": lambda size: _make(box="[" * (size // 2) + "]" * (size // 2)),
    "fields in fields": lambda size: _make(
        resources="/A " + "<< /A " * (size // 8) + ">>" * (size // 8)
    ),
    "a table of itself": _loop_table,
    "a table without end": lambda size: _make().replace(b"xref\n0 6", b"xref\n0 2147483647"),
    "a table elsewhere": lambda size: _make().replace(b"startxref\n", b"startxref\n9"),
    "objects without a table": lambda size: (
        b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n<< >>\nendobj\n" % n for n in range(size // 20))
    ),
    "objects that begin": lambda size: b"%PDF-1.4\n" + b"1 0 obj\n" * (size // 8),
    "a text that does not end": lambda size: b"%PDF-1.4\n1 0 obj\n(" + b"(" * size,
    "objects of itself": lambda size: (
        b"%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 1000000 /First 10 /Extends 1 0 R /Length 5 >>\n"
        b"stream\n1 0 2\nendstream\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF"
    ),
    "a program": lambda size: _make(
        catalog="<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while(1){}) >> "
        "/AA << /O << /S /Launch /F (/bin/sh) >> >> >>"
    ),
    "a font of itself": lambda size: _make(
        font="<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H "
        "/DescendantFonts [3 0 R] /ToUnicode 3 0 R >>"
    ),
    "signs that are no letters": lambda size: _make(
        b"BT /F0 10 Tf 72 700 Td <" + b"0102" * (size // 4) + b"> Tj ET",
        font="<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+X /Encoding /Identity-H "
        "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>",
    ),
    "a picture without end": lambda size: _make(
        b"q 500 0 0 600 50 50 cm /P Do Q",
        resources="/XObject << /P 6 0 R >>",
        more=[
            pack_stream(
                b"\xff",
                "/Type /XObject /Subtype /Image /Width 1000000 /Height 1000000 "
                "/ColorSpace /DeviceRGB /BitsPerComponent 8 ",
            )
        ],
    ),
    "metadata without end": lambda size: make_pdf(
        [set_lines(["The ferry."])], xmp="<dc:title>" + "<rdf:li>a" * (size // 9) + "</dc:title>"
    ),
    "a long title": lambda size: make_pdf(
        [set_lines(["The ferry."])], info={"Title": "a" * size, "Author": "b, " * (size // 3)}
    ),
    "locked": lambda size: make_pdf([set_lines(["The ferry."])], is_locked=True),
}
