"""Text on a terminal, where some characters are two columns wide and others none."""

import re
import unicodedata
from collections.abc import Iterator

_WORD = re.compile(r"\s*\S+")


def count_columns(text: str) -> int:
    """How many columns `text` takes on a terminal, of those with fixed widths."""
    return len(text) if text.isascii() else sum(map(_measure, text))


def wrap_columns(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns, two at least, cut between words, or within one
    that is longer than a line. White space where a line ends is left out; `[]` if there is nothing
    else."""
    lines: list[str] = []
    line, columns = "", 0
    for found in _WORD.finditer(text):
        word = found[0] if line else found[0].lstrip()
        needed = count_columns(word)
        if line and columns + needed <= width:
            line, columns = line + word, columns + needed
            continue
        if line:
            lines.append(line)
        *full, line = _cut_word(word.lstrip(), width)
        lines += full
        columns = count_columns(line)
    return [*lines, line] if line else lines


def _cut_word(word: str, width: int) -> Iterator[str]:
    """Pieces of `word` that fit."""
    start = columns = 0
    for place, character in enumerate(word):
        wide = _measure(character)
        if columns + wide > width and place > start:
            yield word[start:place]
            start, columns = place, 0
        columns += wide
    yield word[start:]


def _measure(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
