"""The words of a page: from PDFium's characters to what stands on it."""

from corpus.formats.pdf.words.fractions import join_fractions
from corpus.formats.pdf.words.initials import join_initials
from corpus.formats.pdf.words.marks import (
    RAISED,
    find_marks,
    is_raised,
    leave_out_marks,
    lower_marks,
    raise_mark,
)
from corpus.formats.pdf.words.minus_signs import write_minus_signs
from corpus.formats.pdf.words.page_words import read_words
from corpus.formats.pdf.words.right_to_left import order_words
from corpus.formats.pdf.words.word import PageWords, Style, Word

__all__ = [
    "RAISED",
    "PageWords",
    "Style",
    "Word",
    "find_marks",
    "is_raised",
    "join_fractions",
    "join_initials",
    "leave_out_marks",
    "lower_marks",
    "order_words",
    "raise_mark",
    "read_words",
    "write_minus_signs",
]
