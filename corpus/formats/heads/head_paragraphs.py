"""A paragraph of a head that people wrote below a title: "By Mary Flint, March 5, 2024"."""

import re
from collections.abc import Collection, Sequence

from corpus.formats.heads.bylines import is_day, is_name, read_byline
from corpus.formats.heads.header_lines import read_header_line
from corpus.formats.heads.publications import read_publication

MAX_HEAD_PARAGRAPHS = 3
MAX_HEAD_LINE = 160
_MAX_LINES = 12
_MIN_KNOWN = 2
"""Fields that are understood, so that further ones beside them are fields, too."""
_FIELD = re.compile(r"([^\W\d_][\w -]{1,24}?)\s?[:：](?!:[^\W\d_])\s*(\S.{0,120})")
_STATED = frozenset(("author", "source", "date", "updated"))


def read_head_paragraph(
    lines: Sequence[str], set_off: Collection[str] = ()
) -> dict[str, object] | None:
    """The fields that all of `lines` state, None if one is of no head; `set_off` are the words in
    them that are a link, or in italics or bold."""
    known: dict[str, object] = {}
    others: dict[str, object] = {}
    if not 1 <= len(lines) <= _MAX_LINES:
        return None
    for line in lines:
        line = line.replace("::", ":", 1)
        stated = read_byline(line) if len(lines) == 1 else read_header_line(line, is_first=False)
        field = _FIELD.fullmatch(line)
        if published := read_publication(line, set_off):
            known = published | known
        elif len(line) <= MAX_HEAD_LINE and stated and _is_telling(stated):
            known = stated | known
        elif field:
            others[field[1]] = field[2]
        else:
            return None
    is_head = known and (not others or len(known) >= _MIN_KNOWN)
    return others | known if is_head else None


def _is_telling(stated: dict[str, str]) -> bool:
    """Whether names look like names, and days like days: "Author: I never said so" is talk."""
    names = [stated[name] for name in ("author", "source") if name in stated]
    days = [stated[name] for name in ("date", "updated") if name in stated]
    is_known = bool(stated.keys() & _STATED)
    return is_known and all(map(is_name, names)) and all(map(is_day, days))
