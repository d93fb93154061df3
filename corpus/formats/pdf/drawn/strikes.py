"""Which letters are struck out: by a line that is drawn through them, or by an annotation."""

import ctypes
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.formats.pdf.drawn.objects import Box
from corpus.formats.pdf.drawn.sight import Sight

_BAND = 8.0
"""Points of height within which lines are looked for."""
_MAX_BANDS = 2000
"""More than a page has that PDFium draws, of at most 14,400 points."""
_MAX_NEAR = 40
"""Lines in a band that are looked at."""
_MIN_HEIGHT, _MAX_HEIGHT = 0.1, 0.52
"""Of the size of letters, from their foot up to a line through them: others are below or above."""
_MIDDLE = 0.3
"""The same, to the middle of a letter."""
_BESIDE = 0.22
"""The same, from a line to where it is not."""
_MAX_ANNOTATIONS = 2000
_MAX_QUADS = 200
_HIDDEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW


class Strikes:
    """What strikes letters out: those of `rules`, lines drawn across, that are in `sight` there,
    and `marked`, places that an annotation says are struck out. `used` are the rules that strike
    out any letter of which it was asked."""

    def __init__(self, rules: Iterable[Box], marked: Iterable[Box], sight: Sight) -> None:
        self.used: set[Box] = set()
        self._sight = sight
        self._bands: defaultdict[int, list[tuple[Box, bool]]] = defaultdict(list)
        for boxes, is_marked in ((marked, True), (rules, False)):
            for box in boxes:
                for band in _list_bands(box[1], box[3]):
                    self._bands[band].append((box, is_marked))

    def cross(self, box: Box) -> bool:
        """Whether any may strike out a letter of a word that takes the `box`."""
        return bool(self._bands) and any(
            other[0] < box[2] and box[0] < other[2] for other, _ in self._list_near(box[1], box[3])
        )

    def strike(self, x: float, base: float, size: float) -> bool:
        """Whether a letter is struck out whose middle is at `x`, its foot at `base`, in points."""
        for box, is_marked in self._list_near(base, base + size):
            left, bottom, right, top = box
            if not left <= x <= right:
                continue
            if is_marked:
                if bottom < base + _MIDDLE * size < top:
                    return True
                continue
            height = (bottom + top) / 2
            is_through = _MIN_HEIGHT * size < height - base < _MAX_HEIGHT * size
            if is_through and self._sight.shows_line(x, height, _BESIDE * size):
                self.used.add(box)
                return True
        return False

    def _list_near(self, bottom: float, top: float) -> Iterator[tuple[Box, bool]]:
        for band in _list_bands(bottom, top):
            yield from self._bands.get(band, ())[:_MAX_NEAR]


def _list_bands(bottom: float, top: float) -> range:
    """The bands of the page that lie between two heights, whatever a file states."""
    if not math.isfinite(bottom + top):
        return range(0)
    first, last = int(bottom // _BAND), int(top // _BAND)
    return range(max(first, -_MAX_BANDS), min(last, _MAX_BANDS) + 1)


def list_struck(page: pypdfium2.PdfPage) -> list[Box]:
    """What annotations of `page` say is struck out."""
    found: list[Box] = []
    for number in range(min(_MAX_ANNOTATIONS, pdfium.FPDFPage_GetAnnotCount(page.raw))):
        one = pdfium.FPDFPage_GetAnnot(page.raw, number)
        if not one:
            continue
        is_struck = pdfium.FPDFAnnot_GetSubtype(one) == pdfium.FPDF_ANNOT_STRIKEOUT
        if is_struck and not pdfium.FPDFAnnot_GetFlags(one) & _HIDDEN:
            found += _list_quads(one)
        pdfium.FPDFPage_CloseAnnot(one)
    return found


def _list_quads(one: "ctypes._Pointer[pdfium.struct_fpdf_annotation_t__]") -> Iterator[Box]:
    quad = pdfium.FS_QUADPOINTSF()
    count = pdfium.FPDFAnnot_CountAttachmentPoints(one)
    for number in range(min(_MAX_QUADS, count)):
        if pdfium.FPDFAnnot_GetAttachmentPoints(one, number, quad):
            xs = quad.x1, quad.x2, quad.x3, quad.x4
            ys = quad.y1, quad.y2, quad.y3, quad.y4
            yield min(xs), min(ys), max(xs), max(ys)
    box = pdfium.FS_RECTF()
    if not count and pdfium.FPDFAnnot_GetRect(one, box):
        yield box.left, box.bottom, box.right, box.top
