"""Whether somebody who looks at a page sees a word of it.

Words may be drawn and not be seen: in the colour of what is behind them, below a picture or a black
bar, in a layer that is off, outside of what is shown of the page, too small to read. Instead of
asking for each of these ways, the page is drawn as a reader has it, and once more without any text:
where the two are the same, nobody reads anything."""

import ctypes
import math
import re
from collections.abc import Iterator, Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.formats.pdf.drawn.objects import Box, PageObjects, Raw, find_layer, get_key
from corpus.formats.pdf.drawn.raster import Pixels, Raster

_MAX_PIXELS = 2_000_000
_MIN_SIDE = 400
"""Pixels of the longer side of a page; most are drawn a pixel a point."""
_MAX_SCALE = 4.0
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

_LIGHTEST = 255
_WHITE = bytes([_LIGHTEST])
_UNSEEN = re.compile(rb"\0+")
_INSET = 1.5
"""Pixels at the sides of a letter that others may reach to, at most a quarter of it each."""
_FINE_SCALE = 3.0
_MAX_FINE_PIXELS = 5_000_000
_MAX_APART = 4
_MAX_LAYERS = 16
"""Of a page, that are looked at one by one."""

_Ink = tuple[int, float]
_Drawn = tuple[Raster, bytes, bytes]
"""A page as pixels, with its texts and without."""


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
        for image in objects.images:
            if not pixels.take(image):
                pdfium.FPDFPageObj_SetIsActive(image, False)
        self._page, self._objects, self._pixels = page, objects, pixels
        longest = max(1.0, *page.get_size())
        scale = min(_MAX_SCALE, max(1.0, _MIN_SIDE / longest))
        self._raster = Raster(page, scale, _MAX_PIXELS)
        self._fine: _Drawn | None = None
        self._least = min(_MIN_SIZE, _MIN_SHARE * longest)
        self._shown = self._raster.draw()
        self._bare = self._draw_bare(self._raster, len(self._shown))
        self._off = set(self._find_off(objects.texts))
        self._apart = dict(self._draw_apart(overlapping[:_MAX_APART]))
        self._inks: dict[int, _Ink | None] = {}
        self._colour = tuple(ctypes.c_uint() for _ in range(4))

    def measure_gap(
        self, box: Box, size: float, drawn_by: Raw, letters: Sequence[int]
    ) -> float | None:
        """How wide the widest stretch is, in points, in which nothing is seen of a word that takes
        the `box`, its left, bottom, right and top in points, whose `letters` (their code points)
        are of that `size` and `drawn_by` that object. It is infinite if the beginning or the end of
        a long word is not seen, and None if no more of it is than a line across it would be."""
        place = left, top, right, bottom = self._raster.place(box)
        if size < self._least or left >= right or top >= bottom:
            return None
        if len(letters) > _FEW and max(box[2] - box[0], box[3] - box[1]) < (
            _MIN_WIDTH * size * len(letters)
        ):
            return None
        number, ink = get_key(drawn_by), self._find_ink(drawn_by)
        if number in self._off or (ink is not None and ink[1] <= 0):
            return None
        # A hyphen or an accent takes but a row of its place.
        is_word = len(letters) > 1 and any(n < 0x110000 and chr(n).isalnum() for n in letters)
        share = _MIN_SEEN if is_word else 0.0
        drawn = (self._raster, self._apart.get(number, self._shown), self._bare)
        rows, columns = _find_drawn(drawn, place, ink)
        width = right - left
        if sum(rows) < max(1, share * len(rows)) or (width - columns.count(0) < share / 2 * width):
            # Whoever has the font sees it, unless it is in the colour of what is there.
            is_seen = (
                ink and _lacks_font(drawn_by, letters) and self._tells(self._shown, place, ink)
            )
            return 0.0 if is_seen else None
        if width > _LONG * len(rows) or (is_word and number in self._apart):
            third = width // 3
            if not any(columns[:third]) or not any(columns[width - third :]):
                return math.inf
        along = columns if width >= len(rows) else bytes(rows)
        return max(map(len, _UNSEEN.findall(along)), default=0) / self._raster.scale

    def shows_letter(self, box: Box, drawn_by: Raw, is_upright: bool) -> bool:
        """Whether something is seen in the middle of the place of a letter of a word, where none of
        those beside it reach to; so it is of one that takes no place. The page is drawn anew for
        the first one, in more pixels."""
        number, ink = get_key(drawn_by), self._find_ink(drawn_by)
        if number in self._off or (ink is not None and ink[1] <= 0):
            return False
        if number in self._apart:
            drawn = (self._raster, self._apart[number], self._bare)
        else:
            drawn = self._fine = self._fine or self._draw_fine()
        raster = drawn[0]
        left, bottom, right, top = box
        inset = min(_INSET / raster.scale, (right - left if is_upright else top - bottom) / 4)
        if is_upright:
            place = raster.place((left + inset, bottom, right - inset, top), 0.0)
        else:
            place = raster.place((left, bottom + inset, right, top - inset), 0.0)
        if place[0] >= place[2] or place[1] >= place[3]:
            return True
        return _shows_any(drawn, place, ink)

    def would_show(self, box: Box, drawn_by: Raw) -> bool:
        """Whether a letter would be seen, by its colour, that is not: something covers it, or this
        machine has no sign for it."""
        ink = self._find_ink(drawn_by)
        return ink is None or self._tells(self._bare, self._raster.place(box), ink)

    def shows_line(self, x: float, y: float, beside: float) -> bool:
        """Whether what is seen at a place without any text is another than so many points above and
        below it."""
        across, down, right, bottom = self._raster.place((x, y, x, y))
        column = min(self._raster.width - 1, (across + right) // 2)
        row = (down + bottom) // 2
        by = max(2, round(beside * self._raster.scale))
        if across >= right or row - by < 0 or row + by >= self._raster.height:
            return False
        above, below = (self._bare[n * self._raster.stride + column] for n in (row - by, row + by))
        # A thin line may be drawn in two rows, in a part of its shade each.
        shades = (self._bare[n * self._raster.stride + column] for n in range(row - 1, row + 2))
        ink = sum(min(abs(shade - above), abs(shade - below)) for shade in shades)
        return bool(ink >= _MIN_LINE)

    def _find_off(self, texts: Sequence[Raw]) -> Iterator[int]:
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
            if self._raster.draw() == self._shown:
                yield from map(get_key, own)
            for one in own:
                pdfium.FPDFPageObj_SetIsActive(one, True)

    def _find_ink(self, drawn_by: Raw) -> _Ink | None:
        number = get_key(drawn_by)
        if number not in self._inks:
            self._inks[number] = self._read_ink(drawn_by)
        return self._inks[number]

    def _read_ink(self, drawn_by: Raw) -> _Ink | None:
        """The grey of what draws a text, and how opaque it is, of 1; None if it has no one colour,
        such as a pattern."""
        mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn_by)
        get = {0: pdfium.FPDFPageObj_GetFillColor, 1: pdfium.FPDFPageObj_GetStrokeColor}.get(mode)
        if get is None or not get(drawn_by, *self._colour):
            return None
        red, green, blue, alpha = (part.value for part in self._colour)
        return (30 * red + 59 * green + 11 * blue) // 100, alpha / 255

    def _tells(self, drawn: bytes, place: Pixels, ink: _Ink) -> bool:
        """Whether what is in `ink` could be told from what is `drawn` in that place."""
        left, top, right, bottom = place
        grey, opaque = ink
        return any(
            opaque * abs(grey - behind) >= _MIN_CONTRAST
            for start in range(
                top * self._raster.stride, bottom * self._raster.stride, self._raster.stride
            )
            for behind in drawn[start + left : start + right]
        )

    def _draw_fine(self) -> _Drawn:
        """The page in more pixels, if its images may be drawn once more."""
        if not all(map(self._pixels.take, self._objects.images)):
            return self._raster, self._shown, self._bare
        raster = Raster(self._page, _FINE_SCALE * self._raster.scale, _MAX_FINE_PIXELS)
        shown = raster.draw()
        return raster, shown, self._draw_bare(raster, len(shown))

    def _draw_apart(self, groups: Sequence[Sequence[Raw]]) -> Iterator[tuple[int, bytes]]:
        """The page as it is drawn with the texts of one group only, for each of these."""
        for group in groups:
            self._switch(self._objects.texts, False)
            self._switch(group, True)
            shown = self._raster.draw()
            yield from ((get_key(one), shown) for one in group)
        if groups:
            self._switch(self._objects.texts, True)

    def _draw_bare(self, raster: Raster, size: int) -> bytes:
        """The page without its texts: white, if there is nothing else."""
        if not self._objects.others and not pdfium.FPDFPage_GetAnnotCount(self._page.raw):
            return b"\xff" * size
        self._switch(self._objects.texts, False)
        bare = raster.draw()
        self._switch(self._objects.texts, True)
        return bare

    def _switch(self, texts: Sequence[Raw], is_drawn: bool) -> None:
        for one in texts:
            pdfium.FPDFPageObj_SetIsActive(one, is_drawn)


def _find_drawn(drawn: _Drawn, place: Pixels, ink: _Ink | None) -> tuple[list[bool], bytes]:
    """The rows of a place in which something is drawn that may be of this `ink`, and can be told
    from what is behind it, and the columns in which something is in one of these rows, each as a
    byte that is not 0."""
    left, top, right, bottom = place
    raster, all_shown, all_bare = drawn
    rows: list[bool] = []
    changed = 0
    width = right - left
    white = _WHITE * width
    # On white, where nearly all words stand, its darkest pixel says whether a row is drawn.
    faintest = _find_faintest(ink)
    for start in range(top * raster.stride + left, bottom * raster.stride, raster.stride):
        shown = all_shown[start : start + width]
        bare = all_bare[start : start + width]
        if shown == bare:
            rows.append(False)
        elif bare == white:
            rows.append(min(shown) <= faintest)
        else:
            rows.append(_is_drawn(shown, bare, ink))
        if rows[-1]:
            changed |= int.from_bytes(shown, "big") ^ int.from_bytes(bare, "big")
    return rows, changed.to_bytes(width, "big")


def _find_faintest(ink: _Ink | None) -> int:
    """The lightest shade in which something of this `ink` counts as drawn on white, -1 if none can
    be told from it."""
    is_told = ink is None or ink[1] * (_LIGHTEST - ink[0]) >= _MIN_CONTRAST
    return _LIGHTEST - _MIN_DRAWN if is_told else -1


def _shows_any(drawn: _Drawn, place: Pixels, ink: _Ink | None) -> bool:
    """Whether there are any such rows. Most letters are told by the first that is looked at, in
    their middle."""
    left, top, right, bottom = place
    raster, all_shown, all_bare = drawn
    middle = (top + bottom) // 2
    for row in (*range(middle, bottom), *range(top, middle)):
        start = row * raster.stride
        shown = all_shown[start + left : start + right]
        bare = all_bare[start + left : start + right]
        if shown != bare and _is_drawn(shown, bare, ink):
            return True
    return False


def _is_drawn(shown: bytes, bare: bytes, ink: _Ink | None) -> bool:
    """Whether something of this `ink`, that can be told from what is behind it, is drawn in a row
    of pixels, of which `shown` is what there is and `bare` what would be without any words."""
    if ink is None:
        pairs = zip(shown, bare, strict=True)
        return any(abs(own - behind) >= _MIN_DRAWN for own, behind in pairs)
    grey, opaque = ink
    lightest = bare[0]
    if bare.count(lightest) == len(bare):
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
