"""The words of a page, and how they are set."""

from dataclasses import dataclass, field

from corpus.formats.pdf.drawn import Box


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
