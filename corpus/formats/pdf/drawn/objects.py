"""The objects that a page is made of, those within forms, too."""

import codecs
import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

_MAX_DEPTH = 12
_MAX_OBJECTS = 200_000
_MAX_BOXES = 32
MAX_MARKS = 64
_MAX_BYTES = 1 << 16
_LAYER = "OC\0".encode("utf-16-le")

Raw: TypeAlias = "ctypes._Pointer[pdfium.struct_fpdf_pageobject_t__]"
Mark: TypeAlias = "ctypes._Pointer[pdfium.struct_fpdf_pageobjectmark_t__]"
Opener: TypeAlias = Callable[[], pypdfium2.PdfPage]
Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""


@dataclass(slots=True)
class PageObjects:
    """The texts and the images of a page, in the order in which they are drawn. `boxes` are what
    the images, and the forms with some in them, take of it."""

    texts: list[Raw] = field(default_factory=list)
    images: list[Raw] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    others: list[tuple[int, Raw]] = field(default_factory=list)
    """The objects that are no text, each with how many texts are drawn before it."""
    placed: list[Raw] = field(default_factory=list)
    """Those of them that are measured in points of the page, as of a form that moves or scales what
    it holds they are not."""

    def pictures(self, box: Box) -> bool:
        """Whether the middle of `box` stands on an image."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return any(
            left <= x <= right and bottom <= y <= top for left, bottom, right, top in self.boxes
        )


def list_objects(page: pypdfium2.PdfPage) -> PageObjects:
    """The objects of `page`."""
    found = PageObjects()
    for number in range(pdfium.FPDFPage_CountObjects(page.raw)):
        one = pdfium.FPDFPage_GetObject(page.raw, number)
        images = len(found.images)
        _add(one, found, 0)
        if len(found.images) > images:
            found.boxes.append(measure_box(one))
    if len(found.boxes) > _MAX_BOXES:  # the strips of one picture
        lefts, bottoms, rights, tops = zip(*found.boxes, strict=True)
        found.boxes = [(min(lefts), min(bottoms), max(rights), max(tops))]
    return found


def get_key(one: Raw) -> int:
    """What tells `one` from the other objects of its page."""
    return ctypes.addressof(one.contents)


def measure_box(one: Raw) -> Box:
    """What `one` takes of its page, or of its form; no place at all if that is not known."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(one, left, bottom, right, top):
        return 0.0, 0.0, 0.0, 0.0
    return left.value, bottom.value, right.value, top.value


def find_layer(one: Raw) -> tuple[int, str] | None:
    """Which layer, that a reader may turn off, `one` is in: a number that is the same for all that
    it holds in one place, and the layer's name; None for none."""
    for number in range(min(MAX_MARKS, pdfium.FPDFPageObj_CountMarks(one))):
        mark = pdfium.FPDFPageObj_GetMark(one, number)
        length = ctypes.c_ulong()
        name = (ctypes.c_ushort * 4)()
        pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length)
        if bytes(name)[: length.value] == _LAYER:
            return ctypes.addressof(mark.contents), read_parameter(mark, b"Name") or ""
    return None


def read_parameter(mark: Mark, name: bytes) -> str | None:
    """What `mark` has as a text by that name; None if nothing."""
    length = ctypes.c_ulong()
    get = pdfium.FPDFPageObjMark_GetParamBlobValue
    if not get(mark, name, None, 0, length):
        return None
    buffer = (ctypes.c_ubyte * max(1, min(length.value, _MAX_BYTES)))()
    if not get(mark, name, buffer, len(buffer), length):
        return ""
    data = bytes(buffer)[: length.value]
    if data.startswith(codecs.BOM_UTF16_BE):
        return data[2:].decode("utf-16-be", "replace")
    encoding = "utf-8" if data.startswith(codecs.BOM_UTF8) else "cp1252"
    return data.removeprefix(codecs.BOM_UTF8).decode(encoding, "replace")


def _is_unmoved(form: Raw) -> bool:
    """Whether what `form` holds is measured as its page is."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(form, matrix):
        return False
    said = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
    return said == (1, 0, 0, 1, 0, 0)


def _add(one: Raw, found: PageObjects, depth: int, *, is_placed: bool = True) -> None:
    kind = pdfium.FPDFPageObj_GetType(one)
    if kind != pdfium.FPDF_PAGEOBJ_TEXT:
        found.others.append((len(found.texts), one))
        if is_placed:
            found.placed.append(one)
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        found.texts.append(one)
    elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        found.images.append(one)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
        is_placed = is_placed and _is_unmoved(one)
        for number in range(pdfium.FPDFFormObj_CountObjects(one)):
            if len(found.texts) + len(found.images) >= _MAX_OBJECTS:
                return
            child = pdfium.FPDFFormObj_GetObject(one, number)
            _add(child, found, depth + 1, is_placed=is_placed)
