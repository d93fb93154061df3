"""Where the characters of a page stand and how they are set, as PDFium has them."""

import ctypes
import math

import pypdfium2.raw as pdfium

from corpus.formats.pdf.drawn import Box
from corpus.formats.pdf.words.fonts import judge_font
from corpus.formats.pdf.words.letters import BLANKS, BREAKS
from corpus.formats.pdf.words.word import Style

UNDRAWN = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
"""Ways to draw letters so that nobody sees them."""
_MAX_FONT_NAME = 128
_MIN_SIZE = 2.0
_MAX_SIZE = 1000.0
_LOOKED_AT = 12
_MODES_LOOKED_AT = 50
"""Of a page's characters, in what way they are drawn."""
_SMALL_LETTERS = frozenset(map(ord, "acemnorsuvwxz"))
_OF_SMALL_LETTER = 2.2
"""A font's size, of the height of a small letter."""
_OF_LETTER = 1.4
_RIGHT_ANGLES = 4


class Characters:
    """The first `count` characters of the text page that `raw` is, by their numbers. `box` is where
    PDFium writes how much room one takes that it is asked of."""

    def __init__(self, raw: object, count: int) -> None:
        self.raw = raw
        self.count = count
        self._numbers = tuple(ctypes.c_double() for _ in range(4))
        self._matrix = pdfium.FS_MATRIX()
        self.box = pdfium.FS_RECTF()
        self._name = ctypes.create_string_buffer(_MAX_FONT_NAME)
        self._flags = ctypes.c_int()
        self._fonts: dict[tuple[bytes, int], tuple[bool, bool]] = {}
        self._styles: dict[tuple[float, bool, bool], Style] = {}

    def surround(self, start: int, end: int) -> Box:
        """The left, bottom, right and top of a word."""
        left, right, bottom, top = self._numbers
        pdfium.FPDFText_GetCharBox(self.raw, start, left, right, bottom, top)
        box = (left.value, bottom.value, right.value, top.value)
        if end - start == 1:
            return box
        pdfium.FPDFText_GetCharBox(self.raw, end - 1, left, right, bottom, top)
        return (
            min(box[0], left.value),
            min(box[1], bottom.value),
            max(box[2], right.value),
            max(box[3], top.value),
        )

    def measure_size(self, number: int, box: Box) -> float:
        """How large the letters of a word are that begins there, in points."""
        pdfium.FPDFText_GetLooseCharBox(self.raw, number, self.box)
        loose = max(self.box.right - self.box.left, self.box.top - self.box.bottom)
        return max(float(loose), min(box[2] - box[0], box[3] - box[1]))

    def is_invisible(self, codes: list[int]) -> bool:
        """Whether most of the page's characters are."""
        drawn = [number for number, code in enumerate(codes) if code not in (*BREAKS, *BLANKS)]
        found = [self.read_mode(n) for n in drawn[:: max(1, len(drawn) // _MODES_LOOKED_AT)]]
        return 2 * sum(mode in UNDRAWN for mode in found) > len(found)

    def read_mode(self, number: int) -> int:
        drawn = pdfium.FPDFText_GetTextObject(self.raw, number)
        return int(pdfium.FPDFTextObj_GetTextRenderMode(drawn)) if drawn else -1

    def measure_turn(self, number: int) -> int | None:
        """How many right angles the character is turned by, None if it is turned by another."""
        angle = pdfium.FPDFText_GetCharAngle(self.raw, number)
        if angle <= 0:
            return 0
        turns = angle / (math.pi / 2)
        return round(turns) % _RIGHT_ANGLES if abs(turns - round(turns)) < 0.05 else None

    def measure_base(self, number: int, turn: int) -> float:
        x, y, *_ = self._numbers
        pdfium.FPDFText_GetCharOrigin(self.raw, number, x, y)
        return (y.value, x.value, -y.value, -x.value)[turn]

    def place(self, number: int, turn: int) -> tuple[float, float, float]:
        """Left, right and base of a character."""
        left, right, bottom, top = self._numbers
        pdfium.FPDFText_GetCharBox(self.raw, number, left, right, bottom, top)
        box = (left.value, right.value, bottom.value, top.value)
        pdfium.FPDFText_GetCharOrigin(self.raw, number, left, right)
        x, y = left.value, right.value
        if turn == 0:
            return min(x, box[0]), box[1], y
        if turn == 1:
            return -box[3], -box[2], x
        if turn == 2:
            return -box[1], -box[0], -y
        return box[2], box[3], -x

    def read_style(self, number: int) -> tuple[Style, float]:
        """How a character is set, and its exact size."""
        pdfium.FPDFText_GetFontInfo(self.raw, number, self._name, _MAX_FONT_NAME, self._flags)
        key = (self._name.value, self._flags.value)
        if key not in self._fonts:
            self._fonts[key] = judge_font(*key)
        size = pdfium.FPDFText_GetFontSize(self.raw, number)
        if pdfium.FPDFText_GetMatrix(self.raw, number, self._matrix):
            size *= math.hypot(self._matrix.c, self._matrix.d)
        if not _MIN_SIZE <= size <= _MAX_SIZE:
            size = self._measure_drawn(number)
        known = (round(2 * size) / 2, *self._fonts[key])
        if known not in self._styles:
            self._styles[known] = Style(*known)
        return self._styles[known], size

    def _measure_drawn(self, number: int) -> float:
        """The size of letters that are drawn, not set in a font of a size: by a small letter, of
        this word or the next ones."""
        height = 0.0
        for near in range(number, min(self.count, number + _LOOKED_AT)):
            code = pdfium.FPDFText_GetUnicode(self.raw, near)
            pdfium.FPDFText_GetLooseCharBox(self.raw, near, self.box)
            own = abs(self.box.top - self.box.bottom)
            if not math.isfinite(own):
                continue
            if code in _SMALL_LETTERS:
                height = _OF_SMALL_LETTER * own
                break
            height = max(height, _OF_LETTER * own)
        return float(round(min(max(height, _MIN_SIZE), _MAX_SIZE)))
