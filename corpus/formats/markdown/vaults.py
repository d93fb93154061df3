"""What programs write into Markdown for themselves: Obsidian and its plug-ins, Logseq, Jekyll."""

import io
import re
from collections.abc import Mapping
from itertools import islice

from corpus.article import ArticleError

_TAG = r"#(?=[\w/-]*[^\W\d])[\w/-]+"
_TAG_LINE = re.compile(
    rf"\s*(?:(?:tags?|keywords?|topics?)\s{{0,3}}::?\s{{0,3}})?"
    rf"{_TAG}(?:[ \t,;|·]{{1,5}}{_TAG})*[ \t,;]*",
    re.IGNORECASE,
)
_OWN_FIELD = re.compile(r"\s*(?:id|collapsed|logseq\.[\w.-]{1,40}|query-[\w-]{1,40})::(?:\s|$)")
_PUBLISHING = re.compile(
    r"\s{0,3}(?:- )?\[?(draft|private|published|publish|status)::\s{0,5}([^\s\]]{1,20})\]?",
    re.IGNORECASE,
)
_MAX_FIELD_LINES = 20
_MAX_TAG_LINE = 1000
_QUERIES = frozenset(
    (
        *("dataview", "dataviewjs", "tasks", "todoist", "tracker", "button", "datacorejsx"),
        *("datacore", "compressed-json", "excalidraw", "leaflet", "folder-overview", "base"),
    )
)
_SEARCH = re.compile(r"\s*-?(?:tag|path|file|line|section|block|content|task(?:-\w+)?):.*\s*")
_INLINE_QUERY = re.compile(
    r"\s*(?:\$=|=\s*(?:this\b|\[\[|(?:date|link|choice|dateformat|round|length|join|filter)\())"
)
_RAW = re.compile(r"\{%-?\s{0,9}(end)?raw\s{0,9}-?%\}")
_DRAWING = "excalidraw-plugin"


def check_note(fields: Mapping[str, object]) -> None:
    """:raises ArticleError: if a file that states these is a picture in Markdown's clothes."""
    if _DRAWING in fields:
        raise ArticleError("is a drawing of Excalidraw: no text to quote")


def read_own_fields(markdown: str) -> dict[str, str]:
    """What the lines at the top of a note state as "name:: value", as Dataview and Logseq have it,
    of whether it is published."""
    fields: dict[str, str] = {}
    for line in islice(io.StringIO(markdown), _MAX_FIELD_LINES):
        if match := _PUBLISHING.fullmatch(line.rstrip()):
            fields.setdefault(match[1].casefold(), match[2])
    return fields


def without_marks(lines: list[str], source: str) -> list[str]:
    """The lines of a paragraph but for those of nothing but tags, and those of Logseq's own;
    `source` is the paragraph as it is written, in which a tag that is none has a backslash."""
    written = source.split("\n")
    if len(written) != len(lines):
        return lines
    return [line for line, own in zip(lines, written, strict=True) if not _is_mark(own)]


def is_query(info: str, content: str) -> bool:
    """Whether a fence with the words `info` beside it asks a plug-in for what is shown there."""
    name = info.strip().split(maxsplit=1)[0].casefold() if info.strip() else ""
    return name in _QUERIES or (name == "query" and _SEARCH.fullmatch(content) is not None)


def without_raw(code: str) -> str:
    """Code without the tags that keep Jekyll from reading it, where both are there."""
    if "endraw" not in code:
        return code
    ends = {bool(match[1]) for match in _RAW.finditer(code)}
    return _RAW.sub("", code) if len(ends) == 2 else code


def is_inline_query(code: str) -> bool:
    """Whether code within a line is shown as what it asks for."""
    return _INLINE_QUERY.match(code) is not None


def _is_mark(line: str) -> bool:
    if _OWN_FIELD.match(line):
        return True
    return "#" in line and len(line) < _MAX_TAG_LINE and _TAG_LINE.fullmatch(line) is not None
