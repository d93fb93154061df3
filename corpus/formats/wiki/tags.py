"""Tags in the source of a wiki page whose words nobody sees, or sees above the line."""

import re
from collections.abc import Iterator

from corpus.formats.html_text import is_hiding
from corpus.formats.wiki.gaps import NOTHING
from corpus.formats.writing.raised import set_level

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
_FRACTION = re.compile(
    r"(?<![\d.,])(?P<whole>\d{0,9})<sup>(?P<above>\d{1,4})</sup>[/⁄]<sub>(?P<below>\d{1,4})</sub>",
    re.IGNORECASE,
)
_ABOVE = re.compile(r"(?<=[\w)])<(su[pb])>\s?([^<>\n]{1,40}?)\s?</\1>", re.IGNORECASE)


def drop_hidden(text: str) -> str:
    """`text` without what is struck out or hidden in it; of a tag that nothing closes, nothing is.
    The work grows with the text."""
    return "".join(_keep_seen(text))


def raise_exponents(text: str) -> str:
    """10<sup>3</sup> is 10³, and not 103; 10<sub>2</sub> is 10₂; one and a half is no 1¹."""
    text = _FRACTION.sub(lambda match: f"{match[1]} {match[2]}/{match[3]}".strip(), text)
    return _ABOVE.sub(_raise, text)


def _raise(match: re.Match[str]) -> str:
    said = match[2].replace("&minus;", "−")
    return set_level(match, said, is_above=match[1].lower() == "sup")


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
