"""Lines that are drawn across a page, some of them as borders: as what one rectangle has more than
another one within it."""

import ctypes
from collections.abc import Iterator

import pypdfium2.raw as pdfium

from corpus.formats.pdf.drawn.objects import Box, PageObjects, Raw, measure_box

_MAX_LOOKED_AT = 4000
_MAX_RULES = 400
_MIN_RULE = 2.0
_THIN = 2.5
"""Points of a line, and of what is measured beside it."""
_SEGMENTS = (8, 10)
"""Of two rectangles, with and without a line back to where each begins."""
_NEAR = 0.05


def list_rules(objects: PageObjects) -> list[Box]:
    """Lines that are drawn across the page, such as those of fractions."""
    rules: list[Box] = []
    for one in objects.placed[:_MAX_LOOKED_AT]:
        left, bottom, right, top = box = _find_border(one) or measure_box(one)
        if right - left > _MIN_RULE and top - bottom < _THIN:
            rules.append(box)
    return rules[:_MAX_RULES]


def _find_border(path: Raw) -> Box | None:
    """The line across that is left of two rectangles of which the one covers all of the other but
    its top, or its bottom, filled where but one of them is; None if the path is no such line."""
    count = pdfium.FPDFPath_CountSegments(path)
    if count not in _SEGMENTS or pdfium.FPDFPageObj_GetType(path) != pdfium.FPDF_PAGEOBJ_PATH:
        return None
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if fill.value != pdfium.FPDF_FILLMODE_ALTERNATE or stroke.value:
        return None
    if not pdfium.FPDFPageObj_GetMatrix(path, matrix) or matrix.b or matrix.c:
        return None
    points = list(_read_points(path, count, matrix))
    one, other = (_surround(points[: count // 2]), _surround(points[count // 2 :]))
    if abs(one[0] - other[0]) > _NEAR or abs(one[2] - other[2]) > _NEAR:
        return None
    left, right = one[0], one[2]
    if abs(one[1] - other[1]) < _NEAR:
        bottom, top = sorted((one[3], other[3]))
    elif abs(one[3] - other[3]) < _NEAR:
        bottom, top = sorted((one[1], other[1]))
    else:
        return None
    return left, bottom, right, top


def _read_points(path: Raw, count: int, matrix: pdfium.FS_MATRIX) -> Iterator[tuple[float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    across, from_left, up, from_below = matrix.a, matrix.e, matrix.d, matrix.f
    for number in range(count):
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFPath_GetPathSegment(path, number), x, y)
        yield across * x.value + from_left, up * y.value + from_below


def _surround(points: list[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
