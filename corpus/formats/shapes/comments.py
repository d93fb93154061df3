"""Prose behind comment signs, as in `leap-seconds.list`, settings below `/etc` and the heads of
programs: each line begins with the sign, and sentences go on from line to line."""

import re
from functools import partial
from itertools import pairwise, takewhile

from corpus.fields.metadata import Metadata
from corpus.structure.blocks.lines import MIN_WRAP, SENTENCE_END, goes_on, make_line

_SIGNS = tuple(re.compile(rf" {{0,3}}(?:{sign})(?=[ \t]|$)") for sign in ("#+", ";+", "//+"))
"""What stands close behind one, as in `#Port 22`, is a setting that does not hold: to take the sign
off would make it hold."""
_MIN_LINES = 5
_MIN_WRAPPED = 2
_MIN_ASKED = 2
_ASKS = ("?", "？", "؟")


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
    return _strip_asked(lines)


def _strip_asked(lines: list[str]) -> tuple[Metadata, str] | None:
    """The text of `lines` without the signs of those with which it begins, if they ask and answer;
    what stands below them stays as it is."""
    for sign in _SIGNS:
        head = list(takewhile(partial(_is_of_head, sign), lines))
        bodies = [_read_behind(sign, line) or "" for line in head]
        said = [body.strip() for body in bodies if body.strip()]
        if len(said) >= _MIN_LINES - 1 and _asks(said):
            margin = min(len(b) - len(b.lstrip()) for b in bodies if b.strip())
            return Metadata(), "\n".join((*(b[margin:] for b in bodies), *lines[len(head) :]))
    return None


def _is_of_head(sign: re.Pattern[str], line: str) -> bool:
    return not line.strip() or sign.match(line) is not None


def _asks(said: list[str]) -> bool:
    """Whether several lines ask, and a sentence that asks nothing stands below each."""
    asked = [number for number, line in enumerate(said) if line.endswith(_ASKS)]
    answers = [said[number + 1 : number + 2] for number in asked]
    are_answered = all(below and not below[0].endswith(_ASKS) for below in answers)
    ends = sum(bool(SENTENCE_END.search(line)) for line in said)
    return len(asked) >= _MIN_ASKED and are_answered and ends >= 2 * len(asked)


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
