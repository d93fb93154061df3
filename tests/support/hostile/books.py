"""Books that are many of one thing, or lead somewhere else."""

import zipfile
from collections.abc import Callable
from io import BytesIO

from tests.corpus.formats.epub.books import CONTAINER, ONE, PACKAGE, make_book, pack, page

_CHAPTER = {"one.xhtml": page(ONE)}
_MIB = 1 << 20


def _make_of_items(items: str, order: str) -> bytes:
    return make_book(_CHAPTER, items=items, order=f'<itemref idref="c0"/>{order}')


def _repeat(piece: str, before: str = "") -> Callable[[int], bytes]:
    return lambda size: make_book({"one.xhtml": page(before + piece * (size // len(piece)))})


def _lie_about_size(size: int) -> bytes:
    """Says of a chapter that it is small."""
    data = bytearray(make_book({"one.xhtml": page(ONE + " " * _MIB * 16)}))
    place = data.rfind(b"PK\x01\x02")
    while place > 0 and b"one.xhtml" not in data[place : place + 80]:
        place = data.rfind(b"PK\x01\x02", 0, place)
    data[place + 24 : place + 28] = (100).to_bytes(4, "little")
    return bytes(data)


def _overlap(size: int) -> bytes:
    """Many names for the same packed bytes."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.opf", " " * _MIB)
        first = archive.infolist()[0]
        for number in range(size // 60):
            info = zipfile.ZipInfo(f"b{number}.xhtml")
            info.header_offset = first.header_offset
            info.CRC, info.file_size = first.CRC, first.file_size
            info.compress_size, info.compress_type = first.compress_size, first.compress_type
            archive.filelist.append(info)
            archive.NameToInfo[info.filename] = info
    return file.getvalue()


def _package(text: str) -> bytes:
    return pack({"META-INF/container.xml": CONTAINER.format("a.opf"), "a.opf": text})


BOOKS: dict[str, Callable[[int], bytes]] = {
    "blanks that are packed": lambda size: make_book({"a.xhtml": page(ONE + " " * 40 * _MIB)}),
    "chapters that are packed": lambda size: make_book(
        {f"{n}.xhtml": page(ONE + " " * 4 * _MIB) for n in range(20)}
    ),
    "a size that is not true": _lie_about_size,
    "parts that overlap": _overlap,
    "many parts": lambda size: pack({f"{n}.xhtml": "" for n in range(size // 20)}),
    "parts in parts": lambda size: make_book(_CHAPTER, others={"b.epub": make_book(_CHAPTER)}),
    "a spine without end": lambda size: _make_of_items("", '<itemref idref="c0"/>' * (size // 22)),
    "items without end": lambda size: _make_of_items(
        "".join(
            f'<item id="x{n}" href="{n}.xhtml" media-type="text/html"/>' for n in range(size // 50)
        ),
        "".join(f'<itemref idref="x{n}"/>' for n in range(size // 50)),
    ),
    "items in a circle": lambda size: _make_of_items(
        "".join(
            f'<item id="x{n}" href="{n}.png" media-type="image/png" fallback="x{n // 2}"/>'
            for n in range(size // 60)
        ),
        '<itemref idref="x9"/>',
    ),
    "items in a long row": lambda size: _make_of_items(
        "".join(
            f'<item id="x{n}" href="{n}.png" media-type="image/png" fallback="x{n + 1}"/>'
            for n in range(size // 60)
        ),
        "".join(f'<itemref idref="x{n}"/>' for n in range(size // 60)),
    ),
    "a container of itself": lambda size: pack(
        {"META-INF/container.xml": CONTAINER.format("META-INF/container.xml")}
    ),
    "a path out": lambda size: pack({"META-INF/container.xml": CONTAINER.format("../../escaped")}),
    "an absolute path": lambda size: pack({"META-INF/container.xml": CONTAINER.format("/escaped")}),
    "a part out": lambda size: make_book(_CHAPTER, others={"../../../escaped": "x"}),
    "a chapter out": lambda size: _make_of_items(
        '<item id="x" href="../../../escaped.xhtml" media-type="application/xhtml+xml"/>',
        '<itemref idref="x"/>',
    ),
    "entities": lambda size: make_book(
        {
            "one.xhtml": '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
            + "".join(f'<!ENTITY a{n} "{"&a;" * 10}">' for n in range(9))
            + "]><html><body><p>&a8;&a8;</p></body></html>"
        }
    ),
    "a package of entities": lambda size: _package(
        '<!DOCTYPE package [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        + PACKAGE.format(metadata="<dc:title>&a;</dc:title>", items="", toc="", order="", guide="")
    ),
    "elements in elements": _repeat("<div>a "),
    "items in items": _repeat("<ul><li>a"),
    "tables in tables": _repeat("<table><tr><td>a"),
    "spans": _repeat("<table><tr><td rowspan='9999' colspan='9999'>a</td></tr></table>"),
    "paragraphs": _repeat("<p>a</p>"),
    "blanks": lambda size: make_book({"one.xhtml": page("a" + " " * size + "b")}),
    "doctypes": lambda size: make_book({"one.xhtml": "<!DOCTYPE a [" * (size // 13)}),
    "chapters": lambda size: make_book(
        {f"{n}.xhtml": page(f"<h1>{n}</h1><p>Chapter {n} is here.</p>") for n in range(size // 400)}
    ),
    "contents in contents": lambda size: make_book(
        _CHAPTER,
        items='<item id="n" href="n.xhtml" properties="nav" media-type="application/xhtml+xml"/>',
        others={"OEBPS/n.xhtml": page("<nav epub:type='toc'>" + "<ol><li>" * (size // 8))},
    ),
    "contents without end": lambda size: make_book(
        _CHAPTER,
        items='<item id="n" href="n.xhtml" properties="nav" media-type="application/xhtml+xml"/>',
        others={
            "OEBPS/n.xhtml": page(
                "<nav epub:type='toc'><ol>"
                + "".join(
                    f"<li><a href='one.xhtml#{n}'>Title {n}</a></li>" for n in range(size // 40)
                )
                + "</ol></nav>"
            )
        },
    ),
    "fields": lambda size: make_book(
        _CHAPTER, metadata="<dc:title>a</dc:title><dc:creator>b</dc:creator>" * (size // 40)
    ),
    "locked": lambda size: make_book(
        _CHAPTER, others={"META-INF/encryption.xml": "<encryption><EncryptionMethod/></encryption>"}
    ),
}
