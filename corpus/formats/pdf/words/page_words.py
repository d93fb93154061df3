"""The words of a page and where they stand, as PDFium gives its characters."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.formats.pdf.drawn import (
    Opener,
    PageObjects,
    PixelAllowance,
    Strikes,
    get_key,
    leave_out_replacements,
    list_objects,
    list_rules,
    list_struck,
)
from corpus.formats.pdf.words.characters import Characters
from corpus.formats.pdf.words.letters import (
    BLANKS,
    BREAKS,
    DIGITS,
    HYPHENS,
    RTL,
    SOFT_BREAK,
    is_unknown,
)
from corpus.formats.pdf.words.parts import find_edges, part
from corpus.formats.pdf.words.seen import Seen
from corpus.formats.pdf.words.sign_fonts import find_sign_fonts, read_sign
from corpus.formats.pdf.words.spelling import make_words
from corpus.formats.pdf.words.word import PageWords, Word

_MAX_RULE = 150.0
"""Points of a line of a fraction."""
_SOFT, _HYPHEN, _REPLACEMENT = 0xAD, 0x2D, 0xFFFD


def read_words(
    page: pypdfium2.PdfPage, most: int, again: Opener, pixels: PixelAllowance
) -> PageWords:
    """The words of `page` that somebody sees, of at most `most` characters; `again` opens the page
    once more, and `pixels` are those of images that may be drawn for that."""
    objects = list_objects(page)
    broken = leave_out_replacements(objects.texts, again)
    text_page = page.get_textpage()
    try:
        reader = _PageReader(page, objects, pixels, text_page.raw, most)
        return reader.read(broken, *page.get_size())
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
        self._objects = objects
        count = min(pdfium.FPDFText_CountChars(raw), most)
        self._characters = Characters(raw, count)
        self._seen = Seen(page, objects, pixels, self._characters)

    def read(self, broken: frozenset[int], width: float, height: float) -> PageWords:
        """The words of a page so large; `broken` are the keys of hyphens that break words."""
        get, raw = pdfium.FPDFText_GetUnicode, self._characters.raw
        codes = [get(raw, number) for number in range(max(0, self._characters.count))]
        if _SOFT in codes or 0 in codes:
            self._settle_signs(codes)
        if broken:
            self._mark_broken(codes, broken)
        if fonts := find_sign_fonts(self._objects.texts):
            self._read_signs(codes, fonts)
        is_recognised = bool(self._objects.boxes) and self._characters.is_invisible(codes)
        turned = [
            (self._characters.measure_turn(start), start, end, last, box)
            for start, end, last, box in self._seen.find(codes, is_recognised)
        ]
        turns: Counter[int | None] = Counter()
        for own, start, end, *_ in turned:
            turns[own] += end - start
        turn = turns.most_common(1)[0][0] if turns else 0
        lines = list_rules(self._objects) if turn == 0 else []
        rules = [line for line in lines if line[2] - line[0] < _MAX_RULE]
        edges = sorted((x, rule[1]) for rule in rules for x in (rule[0], rule[2]))
        struck = None
        if self._seen.sight and turn == 0:
            struck = Strikes(lines, list_struck(self._page), self._seen.sight)
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
                sign = last if stop == end else BLANKS[0]
                words += self._part_words(codes, first, stop, sign, turn, edges)
        is_rtl = max(codes, default=0) >= RTL[0] and any(map(RTL.__contains__, codes))
        unknown = sum(is_unknown(code) for code in codes)
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
        ends = part(self._characters, start, end) if turn == 0 else [end]
        if edges and not DIGITS.isdisjoint(codes[start:end]):
            ends = sorted({*ends, *find_edges(self._characters, start, end, edges)})
        for first, stop in zip([start, *ends], ends, strict=False):
            sign = last if stop == end else BLANKS[0]
            yield from make_words(self._characters, codes, first, stop, sign, turn)

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
        base = self._characters.place(number, 0)[2]
        pdfium.FPDFText_GetLooseCharBox(self._characters.raw, number, self._characters.box)
        right = float(self._characters.box.right)
        is_behind = not word.ends_line and word.base == base and right > word.right
        return replace(word, right=right) if is_behind else word

    def _is_struck(self, struck: Strikes, number: int) -> bool:
        left, right, base = self._characters.place(number, 0)
        return struck.strike((left + right) / 2, base, self._characters.read_style(number)[1])

    def _settle_signs(self, codes: list[int]) -> None:
        """Has hyphens within lines that are called soft, but drawn, as hyphens, and says of signs
        beside digits that they are not known: without its sign a number is another one."""
        for number, code in enumerate(codes):
            if code == _SOFT and self._is_within(codes, number):
                codes[number] = _HYPHEN
            elif code == 0 and not DIGITS.isdisjoint(codes[max(0, number - 1) : number + 2]):
                codes[number] = _REPLACEMENT

    def _mark_broken(self, codes: list[int], broken: frozenset[int]) -> None:
        """Has a sign of its own in `codes` in place of the hyphens that are `broken`."""
        for number, code in enumerate(codes):
            if code in HYPHENS:
                drawn_by = pdfium.FPDFText_GetTextObject(self._characters.raw, number)
                if drawn_by and get_key(drawn_by) in broken:
                    codes[number] = SOFT_BREAK

    def _read_signs(self, codes: list[int], fonts: dict[int, str]) -> None:
        """Has what fonts of signs show in place of the letters that they have in `codes`."""
        gaps = (*BREAKS, *BLANKS)
        for number, code in enumerate(codes):
            drawn_by = pdfium.FPDFText_GetTextObject(self._characters.raw, number)
            font = fonts.get(get_key(drawn_by)) if drawn_by else None
            if font:
                begins = number == 0 or codes[number - 1] in BREAKS
                is_alone = number + 1 == len(codes) or codes[number + 1] in gaps
                codes[number] = read_sign(code, font, begins and is_alone)

    def _is_within(self, codes: list[int], number: int) -> bool:
        """Whether a soft hyphen has a place of its own before the next letter of its word: one at
        the end may go on below, and others only say where the word may be broken."""
        if number + 1 == len(codes) or codes[number + 1] in (*BREAKS, *BLANKS):
            return False
        own, after = (
            self._characters.surround(number, number + 1),
            self._characters.surround(number + 1, number + 2),
        )
        return own[3] > own[1] and own[2] < after[2] and own != after
