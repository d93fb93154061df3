"""Signs that a line is adorned with: `|| Title ||`, `--- Title ---`, and what programs write."""

import re

_SIGNS = frozenset("-=*~#_|+:/•·─═━")
_ROW = re.compile(r"(?<=\S)\s{1,4}([-=*~#_])\1{2,}$")
_PROGRAMS_MARK = re.compile(r"[(\[]?\$[A-Z]\w{1,20}(?:: [^$]{0,200})?\$[)\]]?|-\*-.{1,200}?-\*-")
"""What a program that keeps versions fills in, and what an editor is told."""


def strip_ornaments(text: str, least: int = 2) -> str:
    """`text` without the same sign, `least` times or more, at both ends of it, each with a blank
    between; `text` itself if there is none, or if the sign parts it into cells."""
    sign = text[:1]
    bare = text.strip(sign) if sign in _SIGNS and text.endswith(sign) else ""
    said = bare.strip()
    is_apart = bare != said and bare[:1].isspace() and bare[-1:].isspace()
    left = len(text) - len(text.lstrip(sign)) if is_apart else 0
    right = len(text) - len(text.rstrip(sign)) if is_apart else 0
    if not said or min(left, right) < least or sign * least in said:
        return text
    return said


def strip_row(text: str) -> str:
    """`text` without the row of a sign that fills its line up to the margin: "1. Title -----"; with
    it if the sign stands in front of it, too."""
    row = _ROW.search(text)
    return text[: row.start()] if row and text[0] != row[1] else text


def clean_title(text: str) -> str:
    """What the line `text` of a head says without its ornaments; `""` if that is nothing."""
    bare = " ".join(_PROGRAMS_MARK.sub(" ", text).split())
    bare = strip_ornaments(bare, least=1)
    return bare if any(map(str.isalnum, bare)) else ""
