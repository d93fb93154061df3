"""Which words of a page, and which parts of them, somebody sees."""

from collections.abc import Iterator
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.formats.pdf.drawn import (
    Box,
    PageObjects,
    PixelAllowance,
    Raw,
    Sight,
    get_key,
    leave_out_unseen,
    part_overlapping,
)
from corpus.formats.pdf.words.characters import UNDRAWN, Characters
from corpus.formats.pdf.words.letters import BLANKS, DIGITS, split_words

_LETTER_GAP, _DIGIT_GAP = 0.4, 0.15
"""Of a word's size, the widest stretch of it without ink, in one with digits, too, for which its
letters are not looked at one by one."""


class Seen:
    """What is seen of the `characters` of a page. `sight` is the page as it is drawn, once it had
    to be looked at."""

    def __init__(
        self,
        page: pypdfium2.PdfPage,
        objects: PageObjects,
        pixels: PixelAllowance,
        characters: Characters,
    ) -> None:
        self.sight: Sight | None = None
        self._page, self._objects, self._pixels = page, objects, pixels
        self._characters = characters

    def find(self, codes: list[int], is_recognised: bool) -> Iterator[tuple[int, int, int, Box]]:
        """Where each word begins and ends that somebody sees, the sign behind it, and what it takes
        of the page; of what a machine has recognised those that stand on a picture."""
        words = [
            (start, end, last, self._characters.surround(start, end), drawn_by)
            for start, end, last in split_words(codes)
            if (drawn_by := pdfium.FPDFText_GetTextObject(self._characters.raw, start))
        ]
        for start, end, last, box, drawn_by in words:
            if is_recognised and pdfium.FPDFTextObj_GetTextRenderMode(drawn_by) in UNDRAWN:
                if self._objects.pictures(box):
                    yield start, end, last, box
                continue
            self.sight = self.sight or Sight(
                self._page,
                self._objects,
                self._pixels,
                part_overlapping(((word[3], word[4]) for word in words), self._objects),
            )
            found = self._find_part(self.sight, codes, start, end, box, drawn_by)
            if found == (start, end):
                yield start, end, last, box
            elif found:
                sign = last if found[1] == end else BLANKS[0]
                yield *found, sign, self._characters.surround(*found)

    def _find_part(
        self, sight: Sight, codes: list[int], start: int, end: int, box: Box, drawn_by: Raw
    ) -> tuple[int, int] | None:
        """Where the part of a word begins and ends that somebody sees, None if nobody sees any."""
        size = self._characters.measure_size(start, box)
        gap = self._measure_gap(sight, codes[start:end], size, box, drawn_by)
        if end - start == 1:
            return None if gap is None else (start, end)
        has_digit = not DIGITS.isdisjoint(codes[start:end])
        if gap is not None and gap <= (_DIGIT_GAP if has_digit else _LETTER_GAP) * size:
            return start, end
        drawn = [
            pdfium.FPDFText_GetTextObject(self._characters.raw, n) or None
            for n in range(start, end)
        ]
        if gap is None and all(one is None or get_key(one) == get_key(drawn_by) for one in drawn):
            return None
        seen: list[bool] = []
        for key, run in groupby(drawn, lambda one: one and get_key(one)):
            parts = list(run)
            first = start + len(seen)
            stop = first + len(parts)
            seen += (
                self._find_letters(sight, codes, first, stop, parts[0])
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
        is_drawn = pdfium.FPDFTextObj_GetTextRenderMode(drawn_by) not in UNDRAWN
        return is_drawn and sight.would_show(
            self._characters.surround(number, number + 1), drawn_by
        )

    def _find_letters(
        self, sight: Sight, codes: list[int], start: int, end: int, drawn_by: Raw
    ) -> list[bool]:
        """Whether each of some letters is seen that one object draws."""
        box = self._characters.surround(start, end)
        size = self._characters.measure_size(start, box)
        if self._measure_gap(sight, codes[start:end], size, box, drawn_by) is None:
            return [False] * (end - start)
        is_upright = self._characters.measure_turn(start) not in (1, 3)
        return [
            sight.shows_letter(self._characters.surround(number, number + 1), drawn_by, is_upright)
            for number in range(start, end)
        ]

    def _measure_gap(
        self, sight: Sight, letters: list[int], size: float, box: Box, drawn_by: Raw
    ) -> float | None:
        if pdfium.FPDFTextObj_GetTextRenderMode(drawn_by) in UNDRAWN:
            return None
        return sight.measure_gap(box, size, drawn_by, letters)
