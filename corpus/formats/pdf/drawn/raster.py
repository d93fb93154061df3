"""A page as pixels, in shades of grey."""

import ctypes
import math
from typing import TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.formats.pdf.drawn.objects import Box

_FLAGS = pdfium.FPDF_ANNOT | pdfium.FPDF_RENDER_LIMITEDIMAGECACHE
_SLACK = 1.5
_SMALL = 3.0

Pixels: TypeAlias = tuple[int, int, int, int]
"""The left, the top, and what is behind and below it."""
_Map: TypeAlias = tuple[float, float, float, float, float, float]


class Raster:
    """How a page becomes pixels, at most `max_pixels` of them, and if these allow `scale` a
    point. `stride` are the bytes from one row to the next."""

    def __init__(self, page: pypdfium2.PdfPage, scale: float, max_pixels: int) -> None:
        width, height = page.get_size()
        self.scale = min(scale, math.sqrt(max_pixels / max(1.0, width * height)))
        self.width = max(1, math.ceil(width * self.scale))
        self.height = max(1, math.ceil(height * self.scale))
        self.stride = self.width
        self._page = page
        self._map = _measure_map(page, self.width, self.height)

    def draw(self) -> bytes:
        """The page as it is now."""
        bitmap = pypdfium2.PdfBitmap.new_native(self.width, self.height, pdfium.FPDFBitmap_Gray)
        try:
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, self.width, self.height)
            pdfium.FPDF_RenderPageBitmap(
                bitmap.raw, self._page.raw, 0, 0, self.width, self.height, 0, _FLAGS
            )
            self.stride = bitmap.stride
            return bytes(bitmap.buffer)
        finally:
            bitmap.close()

    def place(self, box: Box, slack: float = _SLACK) -> Pixels:
        """The pixels that a box takes, with `slack` around what is small."""
        x, across_x, up_x, y, across_y, up_y = self._map
        first, last = box[:2], box[2:]
        xs = (x + first[0] * across_x + first[1] * up_x, x + last[0] * across_x + last[1] * up_x)
        ys = (y + first[0] * across_y + first[1] * up_y, y + last[0] * across_y + last[1] * up_y)
        left, right = xs if xs[0] < xs[1] else xs[::-1]
        top, bottom = ys if ys[0] < ys[1] else ys[::-1]
        if not math.isfinite(left + right + top + bottom):
            return 0, 0, 0, 0
        # What is smaller than a pixel is drawn in one beside it, too.
        across = slack if right - left < _SMALL else 0.0
        down = slack if bottom - top < _SMALL else 0.0
        return (
            max(0, math.floor(left - across)),
            max(0, math.floor(top - down)),
            min(self.width, math.ceil(right + across)),
            min(self.height, math.ceil(bottom + down)),
        )


def _measure_map(page: pypdfium2.PdfPage, width: int, height: int) -> _Map:
    """How a place of the page becomes one of the picture: with x and y, from left to right, the
    constant, what a point across adds, and what a point up does."""
    x, y = ctypes.c_double(), ctypes.c_double()
    places = []
    for across, down in ((0, 0), (width, 0), (0, height)):
        pdfium.FPDF_DeviceToPage(page.raw, 0, 0, width, height, 0, across, down, x, y)
        places.append((x.value, y.value))
    (ox, oy), (ax, ay), (bx, by) = places
    a, b = (ax - ox) / width, (bx - ox) / height
    c, d = (ay - oy) / width, (by - oy) / height
    area = a * d - b * c
    if not area or not math.isfinite(area):
        return 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    return (
        (b * oy - d * ox) / area,
        d / area,
        -b / area,
        (c * ox - a * oy) / area,
        -c / area,
        a / area,
    )
