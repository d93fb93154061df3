"""The letters that PDFium's codes are written as, and the words that they part into."""

from collections.abc import Iterator

from corpus.formats.pdf.drawn import UNSAID
from corpus.formats.pdf.words.marks import leave_out_marks
from corpus.formats.writing.formulas.formulas import LEFT_OUT

SOFT_BREAK = 0x110001
"""In place of a hyphen that is drawn where the file has a soft one."""
HYPHENS = (0x02, 0xFFFE, SOFT_BREAK)
"""What PDFium makes of a hyphen behind which the word goes on in the next line."""
BREAKS = (0x0D, 0x0A)
BLANKS = (0x20, 0x09, 0xA0, 0x2002, 0x2003, 0x2009)
DIGITS = frozenset(range(0x30, 0x3A))
RTL = range(0x590, 0x900)
_LIGATURES = {
    # Where a font does not say what its signs are, they are as TeX counts them; 13 is a line's end.
    0x0B: "ff",
    0x0C: "fi",
    0x0E: "ffi",
    0x0F: "ffl",
    **dict(zip(range(0x1B, 0x20), ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
    **dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
}
_BULLET = "•"
SOFT_HYPHEN = "\u00ad"


def split_words(codes: list[int]) -> Iterator[tuple[int, int, int]]:
    """Where each word begins and ends, and the sign behind it that ends it."""
    start = 0
    for number, code in enumerate((*codes, 0x0A)):
        is_hyphen = code in HYPHENS
        if not (is_hyphen or code in BREAKS or code in BLANKS):
            continue
        if number > start:
            yield start, number, code
        start = number + 1


def spell(codes: list[int], start: int, end: int) -> str:
    """What is written from `start` up to `end`; a sign of its own kind alone is an item's mark."""
    if end - start == 1 and _is_sign(codes[start]):
        return _BULLET
    text = leave_out_marks("".join([LETTERS[code] for code in codes[start:end]]))
    return text.replace(SOFT_HYPHEN, "") if SOFT_HYPHEN in text[:-1] else text


def is_unknown(code: int) -> bool:
    """Whether no letter is known for a code."""
    return code == 0xFFFD or code == 0 or 0xE000 <= code < 0xF900


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


LETTERS = _Letters()
