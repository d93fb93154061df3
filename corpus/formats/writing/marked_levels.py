"""Marks for what stands above or below the line, which is written when the markup beside it is
taken off: only then is seen whether it stands beside a number."""

import re

from corpus.formats.writing.levels import LevelledText

_ABOVE, _BELOW, _END = "\ue006", "\ue007", "\ue008"
LEVEL_BEGINS = f"{_ABOVE}{_BELOW}"
LEVEL_MARKS = f"{LEVEL_BEGINS}{_END}"
"""As parts of a class of signs in an expression."""
_MARKS = re.compile(f"([{LEVEL_MARKS}])")
_OWN = str.maketrans("", "", LEVEL_MARKS)


def leave_out_level_marks(text: str) -> str:
    """`text` of a file, without the signs that mark levels."""
    return text.translate(_OWN)


def mark_level(words: str, *, is_above: bool = True) -> str:
    """`words` that stand above the line, or below it."""
    return f"{_ABOVE if is_above else _BELOW}{words}{_END}" if words else ""


def write_levels(marked: str) -> str:
    """`marked` without marks, in which no number has become another."""
    parts = _MARKS.split(marked)
    if len(parts) == 1:
        return marked
    text = LevelledText()
    for part in parts:
        if part in (_ABOVE, _BELOW):
            text.open_level("above" if part == _ABOVE else "below")
        elif part == _END:
            text.close_level()
        else:
            text.add(part)
    return text.take()
