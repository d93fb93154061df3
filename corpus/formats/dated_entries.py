"""Days and addresses that stand above one of many entries, as in a diary or a list of changes, and
so say nothing of the text as a whole."""

import re
from collections.abc import Sequence
from itertools import islice
from urllib.parse import urlsplit

from corpus.fields.metadata import is_web_url
from corpus.formats.heads.bylines import MAX_DATED_CHARACTERS, read_byline

_MAX_LINES = 1000
_COMPARED = 6
"""Signs of two lines' shapes that must agree: "0.0 0-" is a version and a year."""
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_BLANK = re.compile(r"\s+")


def heads_an_entry(text: str, after: Sequence[str]) -> bool:
    """Whether one of the first thousand lines `after` the line `text`, other lines between, states
    another day in the same form; or another address on the same host, if it is an address."""
    if is_web_url(text):
        return any(
            is_web_url(line) and urlsplit(line).hostname == urlsplit(text).hostname
            for line in islice(after, _MAX_LINES)
            if line != text
        )
    day = _day_of(text)
    return day is not None and _comes_again(text, day, after)


def _comes_again(text: str, day: str, after: Sequence[str]) -> bool:
    shape = _shape(text)
    is_behind_others = False
    for line in islice(after, _MAX_LINES):
        if len(line) > MAX_DATED_CHARACTERS or _shape(line) != shape:
            is_behind_others = True
        elif is_behind_others and _day_of(line) not in (None, day):
            return True
    return False


def _day_of(line: str) -> str | None:
    stated = read_byline(line) or {}
    return stated.get("date", stated.get("updated"))


def _shape(line: str) -> str:
    """How `line` begins, every number as 0 and every word as a: "2.15  2016-12-01" is "0.0 0-"."""
    shown = _WORD.sub("a", _NUMBER.sub("0", line[: 10 * _COMPARED]))
    return _BLANK.sub(" ", shown)[:_COMPARED]
