"""Words of lines that are written from right to left, such as Hebrew and Arabic, in their order:
PDFium has signs between them in that of other lines, ends of sentences first."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from corpus.formats.pdf.words.word import Word

_LETTERS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")

_SIGNS = re.compile(r"[.,:;!?،؛؟]{1,3}")


def order_words(row: Sequence[Word]) -> list[Word]:
    """The words of a line as one reads them, if most of its letters are written so."""
    text = "".join(word.text for word in row)
    if 2 * len(_LETTERS.findall(text)) <= sum(map(str.isalpha, text)):
        return list(row)
    ordered: list[Word] = []
    words = sorted(row, key=lambda word: (-word.right, -word.left))
    for is_turned, run in groupby(words, _goes_right):
        own = list(run)
        ordered += own[::-1] if is_turned else own
    return _join_signs(ordered)


def _join_signs(words: Sequence[Word]) -> list[Word]:
    """The words, with the signs behind them, which no blank is before, as parts of them."""
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else None
        if last and _SIGNS.fullmatch(word.text) and not _goes_right(last):
            joined[-1] = replace(last, text=last.text + word.text, left=word.left)
        else:
            joined.append(word)
    return joined


def _goes_right(word: Word) -> bool:
    """Whether it is of letters that are written from left to right; numbers stand as others do."""
    return not _LETTERS.search(word.text) and any(map(str.isalpha, word.text))
