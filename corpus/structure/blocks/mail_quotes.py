"""What a mail quotes of another, and the signature below it."""

import re
from collections.abc import Sequence

from corpus.structure.blocks.lines import SENTENCE_END, SPACELESS, Line, make_line

_MAX_DEPTH = 12
_MAX_SIGNATURE_LINES = 8
_MAX_SIGNATURE = 1500
"""Characters of a signature without its addresses."""
_LONG_LINE = 120
"""Characters of a line of which a signature has two at most, those which disclaim."""
_SENTENCE_WORDS = 5
_SENTENCE_LETTERS = 15
"""The same where words are not parted."""
_LABELLED = re.compile(r"[^\W\d_]{1,20}[:：]")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S{1,1000}")
_MARK = re.compile(r" {0,2}>")
# "> Tom wrote" as against ">>> print(1)" and "> 3" of a formula.
_QUOTED = re.compile(r" {0,2}>(?: {0,3}>)* {0,3}[^\W\d_]")
_PROMPT = re.compile(r"\s*>>>(?: |$)")


def read_lines(text: str) -> list[Line]:
    """The lines of `text`, the marks of quoted mail taken off."""
    raws = text.split("\n")
    has_prompts = any(map(_PROMPT.match, raws)) and not any(raw.startswith(">> ") for raw in raws)
    quoting = sum(bool(_QUOTED.match(raw)) for raw in raws)
    if not quoting:
        return [make_line(raw) for raw in raws]
    return [
        make_line(raw) if has_prompts and _PROMPT.match(raw) else _unquote_line(raw) for raw in raws
    ]


def find_signature(lines: Sequence[Line]) -> int:
    """The number of the line that parts a mail from its signature, below which nothing is quoted;
    `len(lines)` if none does."""
    said: list[Line] = []
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if said and not line.is_blank and line.depth != said[0].depth:
            break
        if line.text == "--" and line.indent == 0:
            below = [line.text for line in lines[number + 1 :]]
            return number if said and is_signature(below) else len(lines)
        said += [] if line.is_blank else [line]
        if len(said) > _MAX_SIGNATURE_LINES:
            break
    return len(lines)


def is_signature(below: Sequence[str]) -> bool:
    """Whether what stands `below` a line "--" may be a signature, and not a part of the text: it is
    short, and where a blank line comes first not most of its lines are sentences."""
    lines = [_ADDRESS.sub("", line).strip() for line in below]
    if sum(map(len, lines)) > _MAX_SIGNATURE or sum(len(ln) > _LONG_LINE for ln in lines) > 2:
        return False
    said = [line for line in lines if any(map(str.isalnum, line))]
    is_apart = not (lines and lines[0])
    return not is_apart or 2 * sum(map(_is_sentence, said)) <= len(said)


def _is_sentence(line: str) -> bool:
    """Whether it ends as one, and is no name or address that does."""
    is_long = len(line.split()) >= _SENTENCE_WORDS or (
        SPACELESS.search(line) is not None and len(line) >= _SENTENCE_LETTERS
    )
    return is_long and SENTENCE_END.search(line) is not None and not _LABELLED.match(line)


def _unquote_line(raw: str) -> Line:
    depth = end = 0
    while depth < _MAX_DEPTH and (match := _MARK.match(raw, end)):
        end = match.end()
        depth += 1
    return make_line(raw[end:], depth) if depth else make_line(raw)
