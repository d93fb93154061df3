"""PDF files made byte by byte, with what is said where on which page."""

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

_FONTS = (
    "Helvetica",
    "Helvetica-Bold",
    "Courier",
    "NimbusMonL-Regu",
    "ABCDEF+SymbolMT",
    "Wingdings-Regular",
    "OpenSymbol",
    "ZapfChancery-MediumItalic",
)
_HEIGHT = 792
_LEADING = 1.2


@dataclass(frozen=True)
class Said:
    """A line of text: where it begins, in points from the page's lower left corner, and how it is
    set; `mode` is PDF's way to draw letters, 3 and 7 so that nobody sees them, `colour` operators
    such as "1 g" for white. `layer` is that of the file's layers which it is in, from 0, and
    `stated` what the file has in place of its words."""

    text: str
    x: float = 72
    y: float = 700
    size: float = 10
    font: str = "Helvetica"
    mode: int = 0
    colour: str = "0 g"
    layer: int | None = None
    stated: str | None = None


@dataclass
class Page:
    """What stands on a page, in this order; `has_picture` puts a picture there, too. What
    `is_invisible` is there to be found, as what a machine has read in a picture. `under` and `over`
    are operators that draw before and behind that; `crop` is what is shown of the page, and
    `annotations` are dictionaries of what is written on it."""

    said: list[Said] = field(default_factory=list)
    has_picture: bool = False
    is_invisible: bool = False
    blanks: int = 0
    """Blanks behind the page's text, which take next to no place in the file."""
    under: str = ""
    over: str = ""
    crop: str = ""
    annotations: str = ""


def set_lines(
    lines: Iterable[str],
    x: float = 72,
    y: float = 700,
    size: float = 10,
    font: str = "Helvetica",
) -> list[Said]:
    """Lines below each other, the first at the height `y`."""
    step = _LEADING * size
    return [Said(text, x, y - n * step, size, font) for n, text in enumerate(lines)]


def make_pdf(
    pages: Sequence[Page | Sequence[Said]],
    info: Mapping[str, str] | None = None,
    outline: Sequence[tuple[str, int]] = (),
    xmp: str = "",
    language: str = "",
    is_locked: bool = False,
    layers: str = "",
) -> bytes:
    """A file of `pages`. `outline` are titles with the pages, from 1, that they stand on; `xmp` is
    what stands in the packet of metadata; `is_locked` whether it asks for a password. It has two
    layers, {0} and {1}; `layers` says which are shown, such as "/OFF [{1}]"."""
    made = [page if isinstance(page, Page) else Page(list(page)) for page in pages]
    objects: list[bytes] = []

    def add(body: str | bytes) -> int:
        objects.append(body if isinstance(body, bytes) else body.encode("latin-1"))
        return len(objects)

    fonts = [
        add(f"<< /Type /Font /Subtype /Type1 /BaseFont /{n} /Encoding /WinAnsiEncoding >>")
        for n in _FONTS
    ]
    picture = add(
        pack_stream(
            b"\xff",
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 "
            "/ColorSpace /DeviceGray /BitsPerComponent 8 ",
        )
    )
    resources = " ".join(f"/F{n} {number} 0 R" for n, number in enumerate(fonts))
    off = [add(f"<< /Type /OCG /Name (Layer {n}) >>") for n in range(2)]
    named = " ".join(f"/L{n} {number} 0 R" for n, number in enumerate(off))
    tree = len(objects) + 2 * len(made) + 1
    kids = []
    for page in made:
        content = add(pack_stream(_draw(page)))
        kids.append(
            add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 612 {_HEIGHT}] "
                f"{page.crop and f'/CropBox [{page.crop}] '}"
                f"{page.annotations and f'/Annots [{page.annotations}] '}"
                f"/Resources << /Font << {resources} >> /XObject << /P {picture} 0 R >> "
                f"/Properties << {named} >> >> /Contents {content} 0 R >>"
            )
        )
    assert add(f"<< /Type /Pages /Kids [{_refer(kids)}] /Count {len(kids)} >>") == tree
    root = f"<< /Type /Catalog /Pages {tree} 0 R"
    if outline:
        root += f" /Outlines {_add_outline(add, len(objects), outline, kids)} 0 R"
    if layers:
        shown = layers.format(*(f"{number} 0 R" for number in off))
        root += f" /OCProperties << /OCGs [{_refer(off)}] /D << {shown} >> >>"
    if xmp:
        packet = (
            '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description '
            f'xmlns:pdf="http://ns.adobe.com/pdf/1.3/">{xmp}</rdf:Description></x:xmpmeta>'
        )
        root += f" /Metadata {add(pack_stream(packet.encode(), '/Type /Metadata ', False))} 0 R"
    if language:
        root += f" /Lang ({language})"
    catalog = add(root + " >>")
    trailer = f"/Root {catalog} 0 R /ID [<00112233445566778899AABBCCDDEEFF> <00>]"
    if info:
        entries = " ".join(f"/{name} <{_spell(value)}>" for name, value in info.items())
        trailer += f" /Info {add(f'<< {entries} >>')} 0 R"
    if is_locked:
        lock = add(f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'a5' * 32}> /U <{'5a' * 32}> >>")
        trailer += f" /Encrypt {lock} 0 R"
    return write_objects(objects, trailer)


def _draw(page: Page) -> bytes:
    drawn = [page.under.encode(), *(_draw_said(one, page) for one in page.said)]
    if page.has_picture:
        drawn.append(b"q 612 0 0 792 0 0 cm /P Do Q")
    return b"\n".join([*drawn, page.over.encode()]) + b" " * page.blanks


def _draw_said(one: Said, page: Page) -> bytes:
    text = b"(" + _escape(one.text) + b") Tj"
    if one.stated is not None:
        text = f"/Span << /ActualText <{_spell(one.stated)}> >> BDC ".encode() + text + b" EMC"
    drawn = (
        f"BT {one.colour} /F{_FONTS.index(one.font)} {one.size} Tf 1 0 0 1 {one.x} {one.y} Tm "
        f"{3 if page.is_invisible else one.mode} Tr ".encode()
        + text
        + b" ET"
    )
    return drawn if one.layer is None else f"/OC /L{one.layer} BDC ".encode() + drawn + b" EMC"


def _escape(text: str) -> bytes:
    data = text.encode("cp1252")
    for sign in (b"\\", b"(", b")"):
        data = data.replace(sign, b"\\" + sign)
    return data


def _spell(text: str) -> str:
    return ("\ufeff" + text).encode("utf-16-be").hex()


def _refer(numbers: Iterable[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def pack_stream(data: bytes, entries: str = "", is_packed: bool = True) -> bytes:
    """An object that is `data`, with these further entries."""
    packed = zlib.compress(data, 9) if is_packed else data
    kind = "/Filter /FlateDecode " if is_packed else ""
    head = f"<< {entries}{kind}/Length {len(packed)} >>\nstream\n".encode()
    return head + packed + b"\nendstream"


def _add_outline(
    add: Callable[[str], int], last: int, outline: Sequence[tuple[str, int]], kids: list[int]
) -> int:
    root = last + len(outline) + 1
    for n, (title, page) in enumerate(outline):
        before = f"/Prev {last + n} 0 R " if n else ""
        after = f"/Next {last + n + 2} 0 R " if n < len(outline) - 1 else ""
        add(
            f"<< /Title <{_spell(title)}> /Parent {root} 0 R {before}{after}"
            f"/Dest [{kids[page - 1]} 0 R /Fit] >>"
        )
    count = len(outline)
    return add(
        f"<< /Type /Outlines /First {last + 1} 0 R /Last {last + count} 0 R /Count {count} >>"
    )


def write_objects(objects: Sequence[bytes], trailer: str) -> bytes:
    """A file of `objects`, numbered from 1 on, with what stands in its trailer."""
    data = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    data += (
        f"trailer\n<< /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(data)
