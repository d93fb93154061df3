"""Books made for tests."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="{}" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = (
    '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
    "{metadata}</metadata><manifest>{items}</manifest><spine {toc}>{order}</spine>{guide}</package>"
)
METADATA = (
    "<dc:title>The Harbour</dc:title><dc:creator>Mary Flint</dc:creator>"
    "<dc:publisher>Quay Press</dc:publisher><dc:date>2024-11-13</dc:date>"
    "<dc:language>en-GB</dc:language>"
)
ONE = "<h1>The bridge</h1><p>The bridge opens at nine.</p>"
TWO = "<h1>The locks</h1><p>The locks are older.</p>"


def page(body: str, attributes: str = "") -> str:
    """A chapter with this body."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html '
        'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>x</title></head><body {attributes}>{body}</body></html>"
    )


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of `parts`."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def make_book(
    chapters: Mapping[str, str],
    *,
    metadata: str = METADATA,
    items: str = "",
    guide: str = "",
    toc: str = "",
    order: str | None = None,
    others: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A book of `chapters`, by their names in the folder of its package, in their order."""
    listed = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(chapters)
    )
    if order is None:
        order = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    package = PACKAGE.format(
        metadata=metadata, items=listed + items, toc=toc, order=order, guide=guide
    )
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER.format("OEBPS/a.opf"),
        "OEBPS/a.opf": package,
    }
    parts |= {f"OEBPS/{name}": chapter for name, chapter in chapters.items()}
    return pack({**parts, **(others or {})})
