"""Whether the lines of a plain text are paragraphs or hard-wrapped parts of them."""

import re
import unicodedata
from itertools import pairwise

from corpus.structure.interview import find_speakers, read_turn

MAX_WRAP = 120
"""Columns; no text is wrapped wider, so a longer line is a paragraph."""
_NARROWEST_WRAP = 30
_MIN_GAPS = 1 / 15
"""Blank lines a line, where they part paragraphs."""

SENTENCE_END = re.compile(r"[.!?…。！？।۔؟။។]['\"”’»)\]]*$")
LIST_ITEM = re.compile(r"(?:[-*•‣–>]|\(?\d{1,3}[.)])\s+\S")
# "From: ..." or "Jane Doe: ...": begins a line even in a wrapped text.
_LABELLED = re.compile(r"[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,3}: \S")
SPACELESS = re.compile(
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
    usual_indent = _usual_indent(lines)
    inner = [
        (line.rstrip(), after.strip())
        for line, after in pairwise(lines)
        if line.strip()
        and after.strip()
        and not _is_marked(after.strip())
        and not _is_indented(line, after, usual_indent)
    ]
    if not inner:
        return None
    widths = sorted(_columns(line) for line, _ in inner)
    width = widths[int(0.9 * (len(widths) - 1))]
    if not _NARROWEST_WRAP <= width <= MAX_WRAP or _columns(max(lines, key=len)) > 2 * width:
        return None
    # A line that ends a sentence may end a paragraph too, so its length says nothing.
    broken = [(line, after) for line, after in inner if not SENTENCE_END.search(line)]
    filled = sum(_is_full(line, after, width) for line, after in broken)
    going_on = sum(not after[0].isupper() for _, after in broken)
    wrapped = filled >= 0.6 * len(broken) and 2 * going_on >= len(broken)
    return width if wrapped and 3 * len(broken) >= len(inner) else None


def _join_lines(lines: list[str], width: float) -> list[str]:
    speakers = find_speakers(line.strip() for line in lines)
    usual_indent = _usual_indent(lines)
    # Where blank lines part the paragraphs, a short line parts them only if it is very short.
    gaps = sum(bool(line.strip()) and not after.strip() for line, after in pairwise(lines))
    stopped_width = (0.75 if _MIN_GAPS * len(lines) <= gaps else 1) * width
    joined: list[list[str]] = []  # of each paragraph its lines: texts that grow are copied
    previous = ""
    for line in lines:
        text = line.strip()
        stops = SENTENCE_END.search(previous)
        begins = (
            not previous.strip()
            or not text
            or _is_marked(text)
            or read_turn(text, speakers)
            or (_is_indented(previous, line, usual_indent) and not _is_list_item(joined[-1]))
            or not _is_full(previous, text, stopped_width if stops else 0.75 * width)
        )
        if begins:
            joined.append([text])
        else:
            joined[-1].append(_separate(joined[-1][-1], text) + text)
        previous = line.rstrip()
    return ["".join(parts) for parts in joined]


def _is_list_item(parts: list[str]) -> bool:
    return bool(LIST_ITEM.match("".join(parts[:2])))  # the mark may have a line to itself


def _separate(before: str, after: str) -> str:
    """What to put between two lines that are one."""
    spaceless = SPACELESS.match(before[-1]) and SPACELESS.match(after[0])
    hyphenated = before[-1] == "-" and before[-2:-1].isalnum() and after[0].islower()
    return "" if spaceless or hyphenated else " "


def _is_full(line: str, after: str, width: float) -> bool:
    """Whether the first word of `after` would not have fitted behind `line` in about `width`."""
    word = after[:1] if SPACELESS.match(after) else after.split(maxsplit=1)[0]
    return _columns(line) + 1 + _columns(word) > 0.95 * width


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _is_marked(text: str) -> bool:
    return bool(LIST_ITEM.match(text) or _LABELLED.match(text))


def _is_indented(previous: str, line: str, usual_indent: int) -> bool:
    """Whether `line` is indented as a paragraph's first is, rather than as a line of a block."""
    is_first = _indent(line) > _indent(previous) or SENTENCE_END.search(previous)
    return bool(is_first) and _indent(line) > usual_indent + 1


def _usual_indent(lines: list[str]) -> int:
    indents = sorted(_indent(line) for line in lines if line.strip())
    # Paragraphs of two lines have every other one indented.
    return indents[len(indents) // 3] if indents else 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
