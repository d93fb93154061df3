"""The words of a page and where they stand, as PDFium gives its characters."""

import ctypes
import math
import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.formats.pdf.drawn import (
    UNSAID,
    Box,
    Opener,
    PageObjects,
    PixelAllowance,
    Raw,
    Sight,
    Strikes,
    get_key,
    leave_out_replacements,
    leave_out_unseen,
    list_objects,
    list_rules,
    list_struck,
    part_overlapping,
)
from corpus.formats.pdf.marks import is_raised, leave_out_marks, raise_mark
from corpus.formats.pdf.sign_fonts import find_sign_fonts, read_sign
from corpus.formats.writing.formulas import LEFT_OUT
from corpus.formats.writing.raised import lower_base

_HYPHENS = (0x02, 0xFFFE)
"""What PDFium makes of a hyphen behind which the word goes on in the next line."""
_BREAKS = (0x0D, 0x0A)
_BLANKS = (0x20, 0x09, 0xA0, 0x2002, 0x2003, 0x2009)
_FIXED_PITCH = 1 << 0
_FORCE_BOLD = 1 << 18
_BOLD = re.compile(r"bold|black|heavy|demi|cmb|cmssbx|sfbx|ecbx|lmb\w*\d|-bd|nimbus\w+-med|mediu?$")
_MONO = re.compile(
    r"mono|courier|typewriter|consol|menlo|letgothic|fixed|cmtt|cmsltt|cmitt|sftt|ectt|lmtt"
    r"|t1x\w?tt|txtt|zi4|nimbusmon|letter ?gothic|lucidasanst|lucidatype|andale|monaco"
    r"|(?:source|fira|cascadia|jetbrains) ?code|cousine|cmtex|ocr-?[ab]\b"
)
_MAX_FONT_NAME = 128
_MIN_GAP = 0.17
"""Of a letter's height, between two words."""
_MAX_GAP = 3.0
_RTL = range(0x590, 0x900)
_EDGE = 1.5
"""Points, between where a line is drawn to and what begins there."""
_MAX_EDGES = 32
_MAX_RULE = 150.0
"""Points of a line of a fraction."""
_MIN_SIZE = 2.0
_MAX_SIZE = 1000.0
_LOOKED_AT = 12
_UNDRAWN = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
"""Ways to draw letters so that nobody sees them."""
_MODES_LOOKED_AT = 50
"""Of a page's characters, in what way they are drawn."""
_LETTER_GAP, _DIGIT_GAP = 0.4, 0.15
"""Of a word's size, the widest stretch of it without ink, in one with digits, too, for which its
letters are not looked at one by one."""
_SMALL_LETTERS = frozenset(map(ord, "acemnorsuvwxz"))
_OF_SMALL_LETTER = 2.2
"""A font's size, of the height of a small letter."""
_OF_LETTER = 1.4
_LOWERED_BY = 0.08
_MARK_SIGNS = frozenset(map(ord, "0123456789*∗†‡§¶"))
_N = ord("n")
_RAISED_SIGNS = frozenset((*_MARK_SIGNS, *map(ord, "+-−–,"), _N))
_LIGATURES = {
    # Where a font does not say what its signs are, they are as TeX counts them; 13 is a line's end.
    0x0B: "ff",
    0x0C: "fi",
    0x0E: "ffi",
    0x0F: "ffl",
    **dict(zip(range(0x1B, 0x20), ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
    **dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
}
_RIGHT_ANGLES = 4
_BULLET = "•"
_SOFT_HYPHEN = "\u00ad"
_SOFT, _HYPHEN, _REPLACEMENT = 0xAD, 0x2D, 0xFFFD
_DIGITS = frozenset(range(0x30, 0x3A))


@dataclass(frozen=True, slots=True)
class Style:
    """How a word is set: `size` in points, rounded to halves."""

    size: float
    is_bold: bool = False
    is_mono: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word from `left` to `right` on the line at the height `base`, in points from the page's
    lower left corner, as somebody sees it who reads it. `ends_line` is whether PDFium says so, and
    `is_broken` that it goes on in the next line behind a hyphen."""

    text: str
    left: float
    right: float
    base: float
    style: Style
    ends_line: bool = False
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class PageWords:
    """What stands on a page: its words in the order in which they were written, its size, and how
    many of its characters have no letter that is known. `is_recognised` is whether they are drawn
    invisibly, as by what has recognised the letters of a picture, and `rules` are short lines that
    are drawn across it."""

    words: list[Word]
    width: float
    height: float
    unknown: int = 0
    count: int = 0
    is_recognised: bool = False
    rules: list[Box] = field(default_factory=list)
    has_right_to_left: bool = False
    """Whether any of its letters are written so."""


def read_words(
    page: pypdfium2.PdfPage, most: int, again: Opener, pixels: PixelAllowance
) -> PageWords:
    """The words of `page` that somebody sees, of at most `most` characters; `again` opens the page
    once more, and `pixels` are those of images that may be drawn for that."""
    objects = list_objects(page)
    leave_out_replacements(objects.texts, again)
    text_page = page.get_textpage()
    try:
        return _PageReader(page, objects, pixels, text_page.raw, most).read(*page.get_size())
    finally:
        text_page.close()


class _PageReader:
    def __init__(
        self,
        page: pypdfium2.PdfPage,
        objects: PageObjects,
        pixels: PixelAllowance,
        raw: object,
        most: int,
    ) -> None:
        self._page = page
        self._pixels = pixels
        self._objects = objects
        self._sight: Sight | None = None
        self._raw = raw
        self._count = min(pdfium.FPDFText_CountChars(raw), most)
        self._numbers = tuple(ctypes.c_double() for _ in range(4))
        self._matrix = pdfium.FS_MATRIX()
        self._box = pdfium.FS_RECTF()
        self._name = ctypes.create_string_buffer(_MAX_FONT_NAME)
        self._flags = ctypes.c_int()
        self._fonts: dict[tuple[bytes, int], tuple[bool, bool]] = {}
        self._styles: dict[tuple[float, bool, bool], Style] = {}

    def read(self, width: float, height: float) -> PageWords:
        get, raw = pdfium.FPDFText_GetUnicode, self._raw
        codes = [get(raw, number) for number in range(max(0, self._count))]
        if _SOFT in codes or 0 in codes:
            self._settle_signs(codes)
        if fonts := find_sign_fonts(self._objects.texts):
            self._read_signs(codes, fonts)
        is_recognised = bool(self._objects.boxes) and self._is_invisible(codes)
        turned = [
            (self._measure_turn(start), start, end, last, box)
            for start, end, last, box in self._find_seen(codes, is_recognised)
        ]
        turns: Counter[int | None] = Counter()
        for own, start, end, *_ in turned:
            turns[own] += end - start
        turn = turns.most_common(1)[0][0] if turns else 0
        lines = list_rules(self._objects) if turn == 0 else []
        rules = [line for line in lines if line[2] - line[0] < _MAX_RULE]
        edges = sorted((x, rule[1]) for rule in rules for x in (rule[0], rule[2]))
        struck = None
        if self._sight and turn == 0:
            struck = Strikes(lines, list_struck(self._page), self._sight)
        words: list[Word] = []
        for own, start, end, last, box in turned:
            if own != turn or turn is None:
                continue
            runs = [(False, start, end)]
            if struck and struck.cross(box):
                runs = list(self._find_struck(struck, start, end))
            for is_struck, first, stop in runs:
                if is_struck:
                    words[-1:] = [self._reach_over(word, stop - 1) for word in words[-1:]]
                    continue
                sign = last if stop == end else _BLANKS[0]
                words += self._part_words(codes, first, stop, sign, turn, edges)
        is_rtl = max(codes, default=0) >= _RTL[0] and any(map(_RTL.__contains__, codes))
        unknown = sum(_is_unknown(code) for code in codes)
        if struck and struck.used:
            rules = [rule for rule in rules if rule not in struck.used]
        return PageWords(words, width, height, unknown, len(codes), is_recognised, rules, is_rtl)

    def _part_words(
        self,
        codes: list[int],
        start: int,
        end: int,
        last: int,
        turn: int,
        edges: list[tuple[float, float]],
    ) -> Iterator[Word]:
        """The words that what PDFium takes for one consists of."""
        ends = self._part(start, end) if turn == 0 else [end]
        if edges and not _DIGITS.isdisjoint(codes[start:end]):
            ends = sorted({*ends, *self._find_edges(start, end, edges)})
        for first, stop in zip([start, *ends], ends, strict=False):
            sign = last if stop == end else _BLANKS[0]
            yield from self._make_words(codes, first, stop, sign, turn)

    def _find_struck(
        self, struck: Strikes, start: int, end: int
    ) -> Iterator[tuple[bool, int, int]]:
        """The parts of a word that are struck out, and those that are not, with where they begin
        and end."""
        for is_struck, run in groupby(range(start, end), lambda n: self._is_struck(struck, n)):
            numbers = list(run)
            yield is_struck, numbers[0], numbers[-1] + 1

    def _reach_over(self, word: Word, number: int) -> Word:
        """`word` up to the end of a letter on its line that is struck out: what is gone parts no
        cells of a table."""
        base = self._place(number, 0)[2]
        pdfium.FPDFText_GetLooseCharBox(self._raw, number, self._box)
        right = float(self._box.right)
        is_behind = not word.ends_line and word.base == base and right > word.right
        return replace(word, right=right) if is_behind else word

    def _is_struck(self, struck: Strikes, number: int) -> bool:
        left, right, base = self._place(number, 0)
        return struck.strike((left + right) / 2, base, self._read_style(number)[1])

    def _settle_signs(self, codes: list[int]) -> None:
        """Has hyphens within lines that are called soft, but drawn, as hyphens, and says of signs
        beside digits that they are not known: without its sign a number is another one."""
        for number, code in enumerate(codes):
            if code == _SOFT and self._is_within(codes, number):
                codes[number] = _HYPHEN
            elif code == 0 and not _DIGITS.isdisjoint(codes[max(0, number - 1) : number + 2]):
                codes[number] = _REPLACEMENT

    def _read_signs(self, codes: list[int], fonts: dict[int, str]) -> None:
        """Has what fonts of signs show in place of the letters that they have in `codes`."""
        gaps = (*_BREAKS, *_BLANKS)
        for number, code in enumerate(codes):
            drawn_by = pdfium.FPDFText_GetTextObject(self._raw, number)
            font = fonts.get(get_key(drawn_by)) if drawn_by else None
            if font:
                begins = number == 0 or codes[number - 1] in _BREAKS
                is_alone = number + 1 == len(codes) or codes[number + 1] in gaps
                codes[number] = read_sign(code, font, begins and is_alone)

    def _is_within(self, codes: list[int], number: int) -> bool:
        """Whether a soft hyphen has a place of its own before the next letter of its word: one at
        the end may go on below, and others only say where the word may be broken."""
        if number + 1 == len(codes) or codes[number + 1] in (*_BREAKS, *_BLANKS):
            return False
        own, after = self._surround(number, number + 1), self._surround(number + 1, number + 2)
        return own[3] > own[1] and own[2] < after[2] and own != after

    def _find_seen(
        self, codes: list[int], is_recognised: bool
    ) -> Iterator[tuple[int, int, int, Box]]:
        """Where each word begins and ends that somebody sees, the sign behind it, and what it takes
        of the page; of what a machine has recognised those that stand on a picture."""
        words = [
            (start, end, last, self._surround(start, end), drawn_by)
            for start, end, last in _split_words(codes)
            if (drawn_by := pdfium.FPDFText_GetTextObject(self._raw, start))
        ]
        for start, end, last, box, drawn_by in words:
            if is_recognised and pdfium.FPDFTextObj_GetTextRenderMode(drawn_by) in _UNDRAWN:
                if self._objects.pictures(box):
                    yield start, end, last, box
                continue
            self._sight = self._sight or Sight(
                self._page,
                self._objects,
                self._pixels,
                part_overlapping(((word[3], word[4]) for word in words), self._objects),
            )
            found = self._find_seen_part(self._sight, codes, start, end, box, drawn_by)
            if found == (start, end):
                yield start, end, last, box
            elif found:
                sign = last if found[1] == end else _BLANKS[0]
                yield *found, sign, self._surround(*found)

    def _find_seen_part(
        self, sight: Sight, codes: list[int], start: int, end: int, box: Box, drawn_by: Raw
    ) -> tuple[int, int] | None:
        """Where the part of a word begins and ends that somebody sees, None if nobody sees any."""
        size = self._measure_size(start, box)
        gap = self._measure_gap(sight, codes[start:end], size, box, drawn_by)
        if end - start == 1:
            return None if gap is None else (start, end)
        has_digit = not _DIGITS.isdisjoint(codes[start:end])
        if gap is not None and gap <= (_DIGIT_GAP if has_digit else _LETTER_GAP) * size:
            return start, end
        drawn = [pdfium.FPDFText_GetTextObject(self._raw, n) or None for n in range(start, end)]
        if gap is None and all(one is None or get_key(one) == get_key(drawn_by) for one in drawn):
            return None
        seen: list[bool] = []
        for key, run in groupby(drawn, lambda one: one and get_key(one)):
            parts = list(run)
            first = start + len(seen)
            stop = first + len(parts)
            seen += (
                self._find_seen_letters(sight, codes, first, stop, parts[0])
                if key and parts[0]
                else [True] * len(parts)
            )
        is_sure = not any(
            one and self._would_be_seen(sight, number, one)
            for number, (one, is_seen) in enumerate(zip(drawn, seen, strict=True), start)
            if not is_seen
        )
        return leave_out_unseen(codes, start, end, seen, is_sure)

    def _would_be_seen(self, sight: Sight, number: int, drawn_by: Raw) -> bool:
        is_drawn = pdfium.FPDFTextObj_GetTextRenderMode(drawn_by) not in _UNDRAWN
        return is_drawn and sight.would_show(self._surround(number, number + 1), drawn_by)

    def _find_seen_letters(
        self, sight: Sight, codes: list[int], start: int, end: int, drawn_by: Raw
    ) -> list[bool]:
        """Whether each of some letters is seen that one object draws."""
        box = self._surround(start, end)
        size = self._measure_size(start, box)
        if self._measure_gap(sight, codes[start:end], size, box, drawn_by) is None:
            return [False] * (end - start)
        is_upright = self._measure_turn(start) not in (1, 3)
        return [
            sight.shows_letter(self._surround(number, number + 1), drawn_by, is_upright)
            for number in range(start, end)
        ]

    def _measure_gap(
        self, sight: Sight, letters: list[int], size: float, box: Box, drawn_by: Raw
    ) -> float | None:
        if pdfium.FPDFTextObj_GetTextRenderMode(drawn_by) in _UNDRAWN:
            return None
        return sight.measure_gap(box, size, drawn_by, letters)

    def _surround(self, start: int, end: int) -> Box:
        """The left, bottom, right and top of a word."""
        left, right, bottom, top = self._numbers
        pdfium.FPDFText_GetCharBox(self._raw, start, left, right, bottom, top)
        box = (left.value, bottom.value, right.value, top.value)
        if end - start == 1:
            return box
        pdfium.FPDFText_GetCharBox(self._raw, end - 1, left, right, bottom, top)
        return (
            min(box[0], left.value),
            min(box[1], bottom.value),
            max(box[2], right.value),
            max(box[3], top.value),
        )

    def _measure_size(self, number: int, box: Box) -> float:
        """How large the letters of a word are that begins there, in points."""
        pdfium.FPDFText_GetLooseCharBox(self._raw, number, self._box)
        loose = max(self._box.right - self._box.left, self._box.top - self._box.bottom)
        return max(float(loose), min(box[2] - box[0], box[3] - box[1]))

    def _is_invisible(self, codes: list[int]) -> bool:
        """Whether most of the page's characters are."""
        drawn = [number for number, code in enumerate(codes) if code not in (*_BREAKS, *_BLANKS)]
        found = [self._read_mode(n) for n in drawn[:: max(1, len(drawn) // _MODES_LOOKED_AT)]]
        return 2 * sum(mode in _UNDRAWN for mode in found) > len(found)

    def _read_mode(self, number: int) -> int:
        drawn = pdfium.FPDFText_GetTextObject(self._raw, number)
        return int(pdfium.FPDFTextObj_GetTextRenderMode(drawn)) if drawn else -1

    def _part(self, start: int, end: int) -> list[int]:
        """Where the parts of a word end that are words themselves: PDFium takes some gaps for
        none, by what letters look like instead of how wide they are."""
        if end - start < 2:
            return [end]
        get, raw, box = pdfium.FPDFText_GetLooseCharBox, self._raw, self._box
        ends: list[int] = []
        get(raw, start, box)
        right = box.right
        for number in range(start + 1, end):
            get(raw, number, box)
            size = box.top - box.bottom
            if _MIN_GAP * size < box.left - right < _MAX_GAP * size:
                ends.append(number)
            right = box.right
        # Letters that are spaced out are one word.
        return [*ends, end] if 2 * len(ends) < end - start - 1 or end - start == 2 else [end]

    def _find_edges(self, start: int, end: int, edges: list[tuple[float, float]]) -> Iterator[int]:
        """Where in a word one of the lines begins or ends that have these `edges`: the number
        before a fraction is none of its own."""
        get, raw, box = pdfium.FPDFText_GetLooseCharBox, self._raw, self._box
        for number in range(start + 1, end):
            get(raw, number, box)
            low, high = 2 * box.bottom - box.top, 2 * box.top - box.bottom
            first = bisect(edges, (box.left - _EDGE, low))
            near = edges[first : first + _MAX_EDGES]
            if any(x < box.left + _EDGE and low < y < high for x, y in near):
                yield number

    def _measure_turn(self, number: int) -> int | None:
        """How many right angles the character is turned by, None if it is turned by another."""
        angle = pdfium.FPDFText_GetCharAngle(self._raw, number)
        if angle <= 0:
            return 0
        turns = angle / (math.pi / 2)
        return round(turns) % _RIGHT_ANGLES if abs(turns - round(turns)) < 0.05 else None

    def _make_words(
        self, codes: list[int], start: int, end: int, last: int, turn: int
    ) -> Iterator[Word]:
        style, exact = self._read_style(start)
        left, _, base = self._place(start, turn)
        text = ""
        if end - start > 1:
            text = self._spell_raised(codes, start, end, exact, base, turn)
            if not text and codes[start] in _MARK_SIGNS:
                head = self._skip_raised(codes, start, end, exact, base, turn)
                if head > start:  # "¹Google": the mark of a note, and its first word
                    style, exact = self._read_style(head)
                    base = self._place(head, turn)[2]
                    text = raise_mark(_spell(codes, start, head)) + _spell(codes, head, end)
        text = text or _spell(codes, start, end)
        text_end = self._place(end - 1, turn)[1]
        is_broken = last in _HYPHENS
        if is_broken:
            text += "-"
        if text:
            yield Word(
                text,
                left,
                max(left, text_end),
                base,
                style,
                is_broken or last in _BREAKS,
                is_broken,
            )

    def _spell_raised(
        self, codes: list[int], start: int, end: int, size: float, base: float, turn: int
    ) -> str:
        """A word some signs of which are raised, or digits lowered behind a digit, with these as
        marks and as lowered digits; "" if there are none."""
        if _RAISED_SIGNS.isdisjoint(codes[start + 1 : end]):
            return ""
        highs = [0] * (end - start)
        for number in range(start + 1, end):
            if codes[number] in _RAISED_SIGNS and not _is_of_ordinal(codes, number, end):
                by = self._measure_base(number, turn) - base
                if abs(by) > _LOWERED_BY * size:
                    own_size = self._read_style(number)[1]
                    highs[number - start] = is_raised(own_size, by, size) - is_raised(
                        own_size, -by, size, _LOWERED_BY
                    )
        if not any(highs):
            return ""
        text = ""
        place = start
        for high, run in groupby(highs):
            stop = place + len(list(run))
            part = _spell(codes, place, stop)
            text += raise_mark(part) if high > 0 else lower_base(text, part) if high else part
            place = stop
        return text

    def _measure_base(self, number: int, turn: int) -> float:
        x, y, *_ = self._numbers
        pdfium.FPDFText_GetCharOrigin(self._raw, number, x, y)
        return (y.value, x.value, -y.value, -x.value)[turn]

    def _skip_raised(
        self, codes: list[int], start: int, end: int, size: float, base: float, turn: int
    ) -> int:
        """Where behind raised signs at its beginning a word goes on; `start` if there are none."""
        head = start
        while head < end and codes[head] in _MARK_SIGNS:
            head += 1
        if head == end:
            return start
        _, _, own = self._place(head, turn)
        own_size = self._read_style(head)[1]
        return head if is_raised(size, base - own, own_size) else start

    def _place(self, number: int, turn: int) -> tuple[float, float, float]:
        """Left, right and base of a character."""
        left, right, bottom, top = self._numbers
        pdfium.FPDFText_GetCharBox(self._raw, number, left, right, bottom, top)
        box = (left.value, right.value, bottom.value, top.value)
        pdfium.FPDFText_GetCharOrigin(self._raw, number, left, right)
        x, y = left.value, right.value
        if turn == 0:
            return min(x, box[0]), box[1], y
        if turn == 1:
            return -box[3], -box[2], x
        if turn == 2:
            return -box[1], -box[0], -y
        return box[2], box[3], -x

    def _read_style(self, number: int) -> tuple[Style, float]:
        """How a character is set, and its exact size."""
        pdfium.FPDFText_GetFontInfo(self._raw, number, self._name, _MAX_FONT_NAME, self._flags)
        key = (self._name.value, self._flags.value)
        if key not in self._fonts:
            self._fonts[key] = _judge_font(*key)
        size = pdfium.FPDFText_GetFontSize(self._raw, number)
        if pdfium.FPDFText_GetMatrix(self._raw, number, self._matrix):
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
        for near in range(number, min(self._count, number + _LOOKED_AT)):
            code = pdfium.FPDFText_GetUnicode(self._raw, near)
            pdfium.FPDFText_GetLooseCharBox(self._raw, near, self._box)
            own = abs(self._box.top - self._box.bottom)
            if not math.isfinite(own):
                continue
            if code in _SMALL_LETTERS:
                height = _OF_SMALL_LETTER * own
                break
            height = max(height, _OF_LETTER * own)
        return float(round(min(max(height, _MIN_SIZE), _MAX_SIZE)))


def _is_of_ordinal(codes: list[int], number: int, end: int) -> bool:
    """Whether a letter begins "nd" as in "2nd", instead of being a number's name."""
    return codes[number] == _N and number + 1 < end and _LETTERS[codes[number + 1]].isalpha()


def _split_words(codes: list[int]) -> Iterator[tuple[int, int, int]]:
    """Where each word begins and ends, and the sign behind it that ends it."""
    start = 0
    for number, code in enumerate((*codes, 0x0A)):
        is_hyphen = code in _HYPHENS
        if not (is_hyphen or code in _BREAKS or code in _BLANKS):
            continue
        if number > start:
            yield start, number, code
        start = number + 1


def _spell(codes: list[int], start: int, end: int) -> str:
    if end - start == 1 and _is_sign(codes[start]):
        return _BULLET
    text = leave_out_marks("".join([_LETTERS[code] for code in codes[start:end]]))
    return text.replace(_SOFT_HYPHEN, "") if _SOFT_HYPHEN in text[:-1] else text


def _is_sign(code: int) -> bool:
    """Whether it is no letter, but one of a font of bullets and the like."""
    return 0x80 <= code < 0xA0 or 0xF000 <= code < 0xF100


class _Letters(dict[int, str]):
    """What each code is written as, `""` for what is no letter; of few it is asked often."""

    def __missing__(self, code: int) -> str:
        if code in _LIGATURES:
            letter = _LIGATURES[code]
        elif code == UNSAID:
            letter = LEFT_OUT
        elif code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code >= 0x110000:
            letter = ""
        else:
            letter = chr(code)
        self[code] = letter
        return letter


_LETTERS = _Letters()


def _is_unknown(code: int) -> bool:
    return code == 0xFFFD or code == 0 or 0xE000 <= code < 0xF900


def _judge_font(name: bytes, flags: int) -> tuple[bool, bool]:
    """Whether a font is bold, and whether all of its letters are of one width."""
    plain = name.decode("utf-8", "replace").rpartition("+")[2].casefold()
    is_bold = bool(_BOLD.search(plain)) or bool(flags & _FORCE_BOLD)
    is_mono = bool(_MONO.search(plain)) or bool(flags & _FIXED_PITCH)
    return is_bold, is_mono
