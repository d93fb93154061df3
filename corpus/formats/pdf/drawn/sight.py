"""Whether somebody who looks at a page sees a word of it.

Words may be drawn and not be seen: in the colour of what is behind them, below a picture or a black
bar, in a layer that is off, outside of what is shown of the page, too small to read. Instead of
asking for each of these ways, the page is drawn as a reader has it, and once more without any text:
where the two are the same, nobody reads anything."""

import ctypes
import math
from collections.abc import Iterator, Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.formats.pdf.drawn.objects import Box, PageObjects, Raw, find_layer, get_key

_MAX_PIXELS = 2_000_000
_MIN_SIDE = 400
"""Pixels of the longer side of a page; most are drawn a pixel a point."""
_MAX_SCALE = 4.0
_FLAGS = pdfium.FPDF_ANNOT | pdfium.FPDF_RENDER_LIMITEDIMAGECACHE
_MIN_CONTRAST = 24
"""Of 255 shades of grey, between a word's colour and what is behind it."""
_MIN_LINE = 60
"""The same, between a line through words and what is behind it, of all rows that it is drawn in."""
_MIN_DRAWN = 8
"""The same, of what was drawn: of thin strokes a pixel has but a part."""
_MIN_SIZE = 1.5
"""Points of the letters of a word, on a small page that part of its longer side."""
_MIN_SHARE = 1 / 500
_MIN_SEEN = 0.34
"""Share of the rows of a word's place in which something of it is seen, and half as much of the
columns."""
_MIN_WIDTH = 0.05
"""Of a letter of a word, in its size, of words of more than a `_FEW`; narrower ones are lines."""
_FEW = 2
_LONG = 4.0
"""Times its height, of a word that is looked at in parts: of one half hidden nobody knows what it
says."""

_MAX_APART = 4
_MAX_LAYERS = 16
"""Of a page, that are looked at one by one."""
_SLACK = 1.5
_SMALL = 3.0

_Ink = tuple[int, float]
_Pixels = tuple[int, int, int, int]
"""The left, the top, and what is behind and below it."""
_Map = tuple[float, float, float, float, float, float]


class PixelAllowance:
    """How many pixels of images are still drawn of a file: to unpack them takes long, and a small
    file may show a large one on each of its pages."""

    def __init__(self, left: int) -> None:
        self._left = left

    def take(self, image: Raw) -> bool:
        """Whether `image` may be drawn; then its pixels are gone."""
        width, height = ctypes.c_uint(), ctypes.c_uint()
        pdfium.FPDFImageObj_GetImagePixelSize(image, width, height)
        pixels = width.value * height.value
        if pixels > self._left:
            return False
        self._left -= pixels
        return True


class Sight:
    """A page as it is drawn, with those of its images that `pixels` allow. It takes PDFium as long
    as to show it. Each of the groups of `overlapping` texts, of which at most a few are told apart,
    is drawn by itself, so that none is taken for what is typed anew on what covers it."""

    def __init__(
        self,
        page: pypdfium2.PdfPage,
        objects: PageObjects,
        pixels: PixelAllowance,
        overlapping: Sequence[Sequence[Raw]] = (),
    ) -> None:
        texts = objects.texts
        for image in objects.images:
            if not pixels.take(image):
                pdfium.FPDFPageObj_SetIsActive(image, False)
        width, height = page.get_size()
        scale = _choose_scale(width, height)
        self._scale = scale
        self._width = max(1, math.ceil(width * scale))
        self._height = max(1, math.ceil(height * scale))
        self._map = _measure_map(page, self._width, self._height)
        self._least = min(_MIN_SIZE, _MIN_SHARE * max(width, height))
        self._shown = self._draw(page)
        self._bare = self._draw_bare(page, objects)
        self._off = set(self._find_off(page, texts))
        self._apart = dict(self._draw_apart(page, objects, overlapping[:_MAX_APART]))
        self._inks: dict[int, _Ink | None] = {}
        self._colour = tuple(ctypes.c_uint() for _ in range(4))

    def shows(self, box: Box, size: float, drawn_by: Raw, letters: Sequence[int]) -> bool:
        """Whether a word is seen that takes the `box`, its left, bottom, right and top in points,
        whose `letters` (their code points) are of that `size` and `drawn_by` that object."""
        number = get_key(drawn_by)
        if number in self._off:
            return False
        left, top, right, bottom = self._place(box)
        if size < self._least or left >= right or top >= bottom:
            return False
        if len(letters) > _FEW and max(box[2] - box[0], box[3] - box[1]) < (
            _MIN_WIDTH * size * len(letters)
        ):
            return False
        if number not in self._inks:
            self._inks[number] = self._read_ink(drawn_by)
        ink = self._inks[number]
        if ink is not None and ink[1] <= 0:
            return False
        # A hyphen or an accent takes but a row of its place.
        is_word = len(letters) > 1 and any(n < 0x110000 and chr(n).isalnum() for n in letters)
        share = _MIN_SEEN if is_word else 0.0
        apart = self._apart.get(number)
        shown = apart or self._shown
        seen = self._differs(shown, (left, top, right, bottom), ink, share)
        is_long = right - left > _LONG * (bottom - top) or (apart and is_word)
        if seen and is_long:
            third = (right - left) // 3
            seen = self._differs(
                shown, (left, top, left + third, bottom), ink, 0.0
            ) and self._differs(shown, (right - third, top, right, bottom), ink, 0.0)
        if not seen and ink is not None and _lacks_font(drawn_by, letters):
            # Whoever has the font sees it, unless it is in the colour of what is there.
            return self._tells(left, top, right, bottom, ink)
        return seen

    def shows_line(self, x: float, y: float, beside: float) -> bool:
        """Whether what is seen at a place without any text is another than so many points above and
        below it."""
        across, down, right, bottom = self._place((x, y, x, y))
        column = min(self._width - 1, (across + right) // 2)
        row = (down + bottom) // 2
        by = max(2, round(beside * self._scale))
        if across >= right or row - by < 0 or row + by >= self._height:
            return False
        above, below = (self._bare[n * self._stride + column] for n in (row - by, row + by))
        # A thin line may be drawn in two rows, in a part of its shade each.
        shades = (self._bare[n * self._stride + column] for n in range(row - 1, row + 2))
        ink = sum(min(abs(shade - above), abs(shade - below)) for shade in shades)
        return bool(ink >= _MIN_LINE)

    def _find_off(self, page: pypdfium2.PdfPage, texts: Sequence[Raw]) -> Iterator[int]:
        """The texts in layers that are off: without them the page is the same. By that what is off
        is told from what is drawn in the same place."""
        found = [(one, layer) for one in texts if (layer := find_layer(one)) is not None]
        is_many = len({number for _, (number, _) in found}) > _MAX_LAYERS
        layers: dict[int | str, list[Raw]] = {}
        for one, (number, name) in found:
            layers.setdefault(name if is_many else number, []).append(one)
        for own in list(layers.values())[:_MAX_LAYERS]:
            for one in own:
                pdfium.FPDFPageObj_SetIsActive(one, False)
            if self._draw(page) == self._shown:
                yield from map(get_key, own)
            for one in own:
                pdfium.FPDFPageObj_SetIsActive(one, True)

    def _place(self, box: Box) -> _Pixels:
        """The pixels that a box takes."""
        x, across_x, up_x, y, across_y, up_y = self._map
        first, last = box[:2], box[2:]
        xs = (x + first[0] * across_x + first[1] * up_x, x + last[0] * across_x + last[1] * up_x)
        ys = (y + first[0] * across_y + first[1] * up_y, y + last[0] * across_y + last[1] * up_y)
        left, right = xs if xs[0] < xs[1] else xs[::-1]
        top, bottom = ys if ys[0] < ys[1] else ys[::-1]
        if not math.isfinite(left + right + top + bottom):
            return 0, 0, 0, 0
        # What is smaller than a pixel is drawn in one beside it, too.
        across = _SLACK if right - left < _SMALL else 0.0
        down = _SLACK if bottom - top < _SMALL else 0.0
        return (
            max(0, math.floor(left - across)),
            max(0, math.floor(top - down)),
            min(self._width, math.ceil(right + across)),
            min(self._height, math.ceil(bottom + down)),
        )

    def _read_ink(self, drawn_by: Raw) -> _Ink | None:
        """The grey of what draws a text, and how opaque it is, of 1; None if it has no one colour,
        such as a pattern."""
        mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn_by)
        get = {0: pdfium.FPDFPageObj_GetFillColor, 1: pdfium.FPDFPageObj_GetStrokeColor}.get(mode)
        if get is None or not get(drawn_by, *self._colour):
            return None
        red, green, blue, alpha = (part.value for part in self._colour)
        return (30 * red + 59 * green + 11 * blue) // 100, alpha / 255

    def _differs(self, drawn: bytes, place: _Pixels, ink: _Ink | None, share: float) -> bool:
        """Whether something that may be of this `ink` is `drawn` there, and can be told from what
        is behind it, in that `share` of the rows, and half as much of the columns: of a white
        word that a line crosses nothing is seen but a bit of the line."""
        left, top, right, bottom = place
        rows = math.ceil(share * (bottom - top))
        changed = 0
        for start in range(top * self._stride, bottom * self._stride, self._stride):
            shown = drawn[start + left : start + right]
            bare = self._bare[start + left : start + right]
            if shown != bare and _is_drawn(shown, bare, ink):
                rows -= 1
                changed |= int.from_bytes(shown, "big") ^ int.from_bytes(bare, "big")
                width = right - left
                columns = width - changed.to_bytes(width, "big").count(0)
                if rows <= 0 and columns >= share / 2 * width:
                    return True
        return False

    def _tells(self, left: int, top: int, right: int, bottom: int, ink: _Ink) -> bool:
        """Whether what is drawn there in `ink` could be told from all else that is."""
        grey, opaque = ink
        return any(
            opaque * abs(grey - behind) >= _MIN_CONTRAST
            for start in range(top * self._stride, bottom * self._stride, self._stride)
            for behind in self._shown[start + left : start + right]
        )

    def _draw_apart(
        self, page: pypdfium2.PdfPage, objects: PageObjects, groups: Sequence[Sequence[Raw]]
    ) -> Iterator[tuple[int, bytes]]:
        """The page as it is drawn with the texts of one group only, for each of these."""
        for group in groups:
            for one in objects.texts:
                pdfium.FPDFPageObj_SetIsActive(one, False)
            for one in group:
                pdfium.FPDFPageObj_SetIsActive(one, True)
            shown = self._draw(page)
            yield from ((get_key(one), shown) for one in group)
        if groups:
            for one in objects.texts:
                pdfium.FPDFPageObj_SetIsActive(one, True)

    def _draw_bare(self, page: pypdfium2.PdfPage, objects: PageObjects) -> bytes:
        """The page without its texts: white, if there is nothing else."""
        if not objects.others and not pdfium.FPDFPage_GetAnnotCount(page.raw):
            return b"\xff" * len(self._shown)
        for one in objects.texts:
            pdfium.FPDFPageObj_SetIsActive(one, False)
        bare = self._draw(page)
        for one in objects.texts:
            pdfium.FPDFPageObj_SetIsActive(one, True)
        return bare

    def _draw(self, page: pypdfium2.PdfPage) -> bytes:
        bitmap = pypdfium2.PdfBitmap.new_native(self._width, self._height, pdfium.FPDFBitmap_Gray)
        try:
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, self._width, self._height)
            pdfium.FPDF_RenderPageBitmap(
                bitmap.raw, page.raw, 0, 0, self._width, self._height, 0, _FLAGS
            )
            self._stride = bitmap.stride
            return bytes(bitmap.buffer)
        finally:
            bitmap.close()


def _is_drawn(shown: bytes, bare: bytes, ink: _Ink | None) -> bool:
    """Whether something of this `ink`, that can be told from what is behind it, is drawn in a row
    of pixels, of which `shown` is what there is and `bare` what would be without any words."""
    lightest, darkest = max(bare), min(bare)
    if ink is None:
        pairs = zip(shown, bare, strict=True)
        return any(abs(own - behind) >= _MIN_DRAWN for own, behind in pairs)
    grey, opaque = ink
    if lightest == darkest:
        # Nearly always; what is drawn is between what is behind it and its own colour.
        if opaque * abs(grey - lightest) < _MIN_CONTRAST:
            return False
        drawn = lightest - min(shown) if grey < lightest else max(shown) - lightest
        return drawn >= _MIN_DRAWN
    for own, behind in zip(shown, bare, strict=True):
        drawn = behind - own if grey < behind else own - behind
        if drawn >= _MIN_DRAWN and opaque * abs(grey - behind) >= _MIN_CONTRAST:
            return True
    return False


def _lacks_font(drawn_by: Raw, letters: Sequence[int]) -> bool:
    """Whether none of `letters` can be drawn, as the file leaves their font to who reads it, and
    this machine has none for them, as for Chinese where no fonts are installed."""
    font = pdfium.FPDFTextObj_GetFont(drawn_by)
    return (
        bool(font)
        and pdfium.FPDFFont_GetIsEmbedded(font) == 0
        and not any(pdfium.FPDFFont_GetGlyphPath(font, letter, 1.0) for letter in letters)
    )


def _choose_scale(width: float, height: float) -> float:
    """Pixels a point."""
    scale = min(_MAX_SCALE, max(1.0, _MIN_SIDE / max(width, height, 1.0)))
    return min(scale, math.sqrt(_MAX_PIXELS / max(1.0, width * height)))


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
