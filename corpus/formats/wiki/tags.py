"""Tags in the source of a wiki page whose words nobody sees, or sees above the line."""

import re
from collections.abc import Iterator

from corpus.formats.html_text import is_hiding
from corpus.formats.wiki.gaps import NOTHING
from corpus.formats.writing.marked_levels import mark_level, write_levels

_TAG = re.compile(
    r"<(?P<closing>/?)(?P<name>s|del|strike|span|div|p|small|big|b|i|em|strong|li|ul|ol|center|font"
    r"|section|noinclude|includeonly|templatedata|gallery|timeline|imagemap|table|tr|td|th|blockquote|code|abbr|u|tt"
    r"|dl|dd|dt|cite|mark|bdi|ins|kbd|var|samp|sup|sub|q|h[1-6])\b(?P<rest>[^<>]{0,500})>",
    re.IGNORECASE,
)
_UNSEEN = frozenset(
    ("s", "del", "strike", "includeonly", "templatedata", "gallery", "timeline", "imagemap")
)
"""Whose words were taken back, are for pages that take this one in, or of pictures."""
_LEVEL = re.compile(
    r"<(?P<kind>su[pb])\b[^<>\n]{0,100}>"
    r"(?P<words>(?:[^<\n]|<(?!/?su[pb]\b)[^<>\n]{0,100}>){1,60})</(?P=kind)>",
    re.IGNORECASE,
)


def drop_hidden(text: str) -> str:
    """`text` without what is struck out or hidden in it; of a tag that nothing closes, nothing is.
    The work grows with the text."""
    return "".join(_keep_seen(text))


def leave_out_tags(text: str, tags: re.Pattern[str]) -> str:
    """`text` without what `tags` finds; what stood above or below the line is no part of a number:
    10<sup>3</sup> is 10³, and not 103, one and a half no 11/2."""
    text = text.replace("&nbsp;", "\xa0")
    for _ in range(2):  # one within another
        text = _LEVEL.sub(_mark, text)
    return write_levels(tags.sub("", text))


def _mark(match: re.Match[str]) -> str:
    said = match["words"].replace("&minus;", "−")
    return mark_level(said.strip(), is_above=match["kind"].lower() == "sup")


def _keep_seen(text: str) -> Iterator[str]:
    start = 0
    for begin, end in _find_hidden(text):
        if begin >= start:
            yield text[start:begin]
            yield NOTHING
            start = end
    yield text[start:]


def _find_hidden(text: str) -> list[tuple[int, int]]:
    """Where what is hidden begins and ends, in order."""
    open_tags: dict[str, list[tuple[int, bool]]] = {}
    found: list[tuple[int, int]] = []
    for match in _TAG.finditer(text):
        name = match["name"].lower()
        stack = open_tags.setdefault(name, [])
        if not match["closing"]:
            if not match["rest"].rstrip().endswith("/"):
                stack.append((match.start(), name in _UNSEEN or is_hiding(match["rest"])))
        elif stack:
            begin, is_hidden = stack.pop()
            if is_hidden:
                found.append((begin, match.end()))
    return sorted(found)
