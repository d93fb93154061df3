"""Prose behind comment signs, as in `leap-seconds.list`, settings below `/etc` and the heads of
programs: each line begins with the sign, and sentences go on from line to line."""

import re
from itertools import pairwise

from corpus.fields.metadata import Metadata
from corpus.structure.blocks.lines import MIN_WRAP, SENTENCE_END, goes_on, make_line

_SIGNS = tuple(re.compile(rf" {{0,3}}(?:{sign})(?=[ \t]|$)") for sign in ("#+", ";+", "//+"))
"""What stands close behind one, as in `#Port 22`, is a setting that does not hold: to take the sign
off would make it hold."""
_MIN_LINES = 5
_MIN_WRAPPED = 2


def strip_comment_signs(text: str) -> tuple[Metadata, str] | None:
    """`text` without the comment signs that most of its lines begin with; None if it has none, or
    if they may be marks of headings or items, of which none goes on in the next. Linear."""
    lines = text.split("\n")
    said = sum(bool(line.strip()) for line in lines)
    for sign in _SIGNS:
        bodies = [_read_behind(sign, line) for line in lines]
        marked = [body for body in bodies if body is not None]
        if len(marked) >= max(_MIN_LINES, said // 2 + 1) and _is_prose(marked):
            margin = min((len(b) - len(b.lstrip()) for b in marked if b.strip()), default=0)
            pairs = zip(lines, bodies, strict=True)
            return Metadata(), "\n".join(
                line if body is None else body[margin:] for line, body in pairs
            )
    return None


def _read_behind(sign: re.Pattern[str], line: str) -> str | None:
    """What stands behind `sign` in `line`, in the columns that it has there; None without one."""
    match = sign.match(line)
    return line.expandtabs()[match.end() :] if match else None


def _is_prose(bodies: list[str]) -> bool:
    """Whether sentences of `bodies` are wrapped, and end."""
    read = [make_line(body) for body in bodies]
    wrapped = sum(
        one.edge - one.indent >= MIN_WRAP and not other.is_blank and goes_on(one, other)
        for one, other in pairwise(read)
    )
    return wrapped >= _MIN_WRAPPED and any(SENTENCE_END.search(line.text) for line in read)
