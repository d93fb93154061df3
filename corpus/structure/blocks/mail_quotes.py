"""What a mail quotes of another, and the signature below it."""

import re
from collections.abc import Callable, Iterable, Sequence

from corpus.structure.blocks.lines import Line, make_line

_MAX_DEPTH = 12
_MAX_SIGNATURE_LINES = 8
_MAX_SIGNATURE = 2500
"""Characters of a signature without its addresses."""
_MARK = re.compile(r" {0,2}>")
# "> Tom wrote" as against ">>> print(1)" and "> 3" of a formula.
_QUOTED = re.compile(r" {0,2}>(?: {0,3}>)* {0,3}[^\W\d_]")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S{1,1000}")
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


def find_signature(lines: Sequence[Line], is_turn: Callable[[str], bool]) -> int:
    """The number of the line that parts a mail from its signature, below which nothing is quoted;
    `len(lines)` if none does. More than a signature is one only below the turns of a talk, which
    `is_turn` tells: none of those who speak says it."""
    said: list[Line] = []
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if said and not line.is_blank and line.depth != said[0].depth:
            break
        if line.text == "--" and line.indent == 0:
            if is_long([line.text for line in said]):
                return number if any(is_turn(one.text) for one in lines[:number]) else len(lines)
            return number if said else len(lines)
        said += [] if line.is_blank else [line]
        if len(said) > _MAX_SIGNATURE_LINES:
            break
    return len(lines)


def is_long(lines: Iterable[str]) -> bool:
    """Whether `lines` are more than a signature is."""
    return sum(len(_ADDRESS.sub("", line)) for line in lines) > _MAX_SIGNATURE


def _unquote_line(raw: str) -> Line:
    depth = end = 0
    while depth < _MAX_DEPTH and (match := _MARK.match(raw, end)):
        end = match.end()
        depth += 1
    return make_line(raw[end:], depth) if depth else make_line(raw)
