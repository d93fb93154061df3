"""Whether the lines of a plain text are paragraphs or hard-wrapped parts of them."""

import itertools
import re
import unicodedata

from corpus.interview import find_speakers, read_turn

WIDEST_WRAP = 120
"""Columns; no text is wrapped wider, so a longer line is a paragraph."""
_NARROWEST_WRAP = 30

SENTENCE_END = re.compile(r"[.!?…。！？।۔؟။។]['\"”’»)\]]*$")
LIST_ITEM = re.compile(r"(?:[-*•‣–]|\(?\d{1,3}[.)])\s+\S")
_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
)


def unwrap_lines(text: str) -> str:
    """`text` with each paragraph on one line; `text` itself if its lines are paragraphs already.

    Decided once for the whole text: in a wrapped one, lines are filled up to a common width, so
    that the next line's first word would not have fitted, and they break inside sentences.
    """
    lines = text.split("\n")
    width = _wrap_width(lines)
    return text if width is None else "\n".join(_join_lines(lines, width))


def _wrap_width(lines: list[str]) -> float | None:
    """The columns that the text is wrapped at; None if it is not."""
    inner = [
        (line.rstrip(), after.strip())
        for line, after in itertools.pairwise(lines)
        if line.strip() and after.strip() and not LIST_ITEM.match(after.strip())
    ]
    if not inner:
        return None
    widths = sorted(_columns(line) for line, _ in inner)
    width = widths[int(0.9 * (len(widths) - 1))]
    if not _NARROWEST_WRAP <= width <= WIDEST_WRAP or _columns(max(lines, key=len)) > 2 * width:
        return None
    filled = sum(_is_full(line, after, width) for line, after in inner)
    broken = [after for line, after in inner if not SENTENCE_END.search(line)]
    going_on = sum(not after[0].isupper() for after in broken)
    wrapped = filled >= 0.6 * len(inner) and 2 * len(broken) >= len(inner)
    return width if wrapped and 2 * going_on >= len(broken) else None


def _join_lines(lines: list[str], width: float) -> list[str]:
    speakers = find_speakers(line.strip() for line in lines)
    usual_indent = _usual_indent(lines)
    joined: list[str] = []
    previous = ""
    for line in lines:
        begins = (
            not previous.strip()
            or not line.strip()
            or LIST_ITEM.match(line.strip())
            or read_turn(line.strip(), speakers)
            or _indent(line) > usual_indent + 1
            or not _is_full(previous, line.strip(), 0.75 * width)
        )
        if begins:
            joined.append(line.strip())
        else:
            joined[-1] = _join(joined[-1], line.strip())
        previous = line.rstrip()
    return joined


def _join(before: str, after: str) -> str:
    spaceless = _SPACELESS.match(before[-1]) and _SPACELESS.match(after[0])
    hyphenated = re.search(r"\w-$", before) and after[0].islower()
    return before + ("" if spaceless or hyphenated else " ") + after


def _is_full(line: str, after: str, width: float) -> bool:
    """Whether the first word of `after` would not have fitted behind `line` in about `width`."""
    word = after[:1] if _SPACELESS.match(after) else after.split(maxsplit=1)[0]
    return _columns(line) + 1 + _columns(word) > 0.95 * width


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _usual_indent(lines: list[str]) -> int:
    indents = sorted(_indent(line) for line in lines if line.strip())
    return indents[len(indents) // 2] if indents else 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
