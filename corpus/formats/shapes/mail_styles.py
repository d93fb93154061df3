"""What the style elements of a mail in HTML say, put into the tags that they say it of."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from corpus.formats.html_text import read_attributes, read_sheets, read_tags
from corpus.formats.sight.declarations import read_style
from corpus.formats.sight.letters import find_gaps
from corpus.formats.sight.matching import Tag
from corpus.formats.sight.media import is_for_screens
from corpus.formats.sight.rules import find_styles
from corpus.formats.sight.sheets import read_sheet

_VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta"),
        *("param", "source", "track", "wbr"),
    )
)
_CELLS = frozenset(("td", "th"))
_ROWS = _CELLS | {"tr"}
_GROUPS = _ROWS | {"thead", "tbody", "tfoot"}
_TABLES = _GROUPS | {"table"}
_MAX_ENDED = 200
"""Elements that end at once."""
_PARAGRAPH = frozenset(("p",))
_ENDS = {
    **dict.fromkeys(("td", "th"), _CELLS),
    "tr": _ROWS,
    **dict.fromkeys(("thead", "tbody", "tfoot"), _GROUPS),
    "li": frozenset(("li", "p")),
    **dict.fromkeys(("dt", "dd"), frozenset(("dt", "dd", "p"))),
    **dict.fromkeys(("p", "div", "table", "ul", "ol", "dl", "blockquote", "pre", "hr"), _PARAGRAPH),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _PARAGRAPH),
}
"""Elements that end where another one begins that cannot stand in them."""


def put_rules(markup: str) -> str:
    """`markup`, in which each tag says itself what the mail's own style elements say of it, and
    that it is hidden if it is folded up: no program of a mail opens anything. Words whose letters
    are not seen are left out. Linear in it."""
    own = [
        source for said, source in read_sheets(markup)
        if is_for_screens(read_attributes(said).get("media"))
    ]  # fmt: skip
    return "".join(_put(markup, "\n".join(own)))


def _put(markup: str, sheet: str) -> Iterator[str]:
    tags, within = _nest(markup)
    styles = [*find_styles([read_sheet(sheet)] if sheet else [], tags, hides=True)]
    gaps = [*find_gaps(tags, styles)]
    place = count = 0
    gap: str | None = None
    for match, above in within:
        yield markup[place : match.start()] if gap is None else gap
        place = match.start()
        if not match["closes"]:
            yield gaps[count] or ""  # what is around it does not grow together
            style = styles[count]
            hidden = " hidden" if style and read_style(style).is_folded else ""
            if hidden or style != tags[count].attributes.get("style", ""):
                # Of several attributes of a name the first counts.
                yield f'{markup[place : match.end("name")]}{hidden} style="{html.escape(style)}"'
                place = match.end("name")
            count += 1
        yield markup[place : match.end()]
        place = match.end()
        gap = gaps[above] if above >= 0 else None
    yield markup[place:] if gap is None else gap


def _nest(markup: str) -> tuple[list[Tag], list[tuple[re.Match[str], int]]]:
    """The elements that the tags begin, each in the one that is open there; and the tags, each with
    the number of the element that what stands behind it is in, -1 if it is in none."""
    tags: list[Tag] = []
    within: list[tuple[re.Match[str], int]] = []
    stack: list[tuple[str, int]] = []
    opened: Counter[str] = Counter()
    for match in read_tags(markup):
        name = match["name"].lower()
        if match["closes"]:
            for _ in range(_count_ended(name, stack) if opened[name] else 0):
                opened[stack.pop()[0]] -= 1
        else:
            while stack and stack[-1][0] in _ENDS.get(name, ()):
                opened[stack.pop()[0]] -= 1
            attributes = read_attributes(markup[match.end("name") : match.end() - 1])
            tags.append(Tag(name, attributes, stack[-1][1] if stack else -1))
            if name not in _VOID and not match[0].endswith("/>"):
                stack.append((name, len(tags) - 1))
                opened[name] += 1
        within.append((match, stack[-1][1] if stack else -1))
    return tags, within


def _count_ended(name: str, stack: list[tuple[str, int]]) -> int:
    """How many of the elements that are open the end of one called `name` ends; none if it is
    outside the cell that is open."""
    for count, (one, _) in enumerate(islice(reversed(stack), _MAX_ENDED), 1):
        if one == name:
            return count
        if one in _CELLS and name not in _TABLES:
            break
    return 0
