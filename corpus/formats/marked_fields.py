"""Fields at the top of a file behind a sign of their own: Pandoc's `% Title`, Org's `#+TITLE:`,
Nikola's `.. title:`, the last also in a comment of HTML."""

import re

from corpus.formats.bylines import is_name

_MAX_LINES = 60
_FIELD = re.compile(r"(?:\.\. |#\+)(?P<name>[A-Za-z][\w-]{0,30}):(?:[ \t]+(?P<value>\S.*)|\s*)")
_USUAL = frozenset(("title", "date", "author"))


def split_marked_fields(text: str) -> tuple[dict[str, object], str] | None:
    """The fields at the top of `text`, names in lower case, and what stands below them; None if
    there are none, or none of the usual ones."""
    return _split_percent(text) or _split_signs(text)


def _split_percent(text: str) -> tuple[dict[str, object], str] | None:
    """Pandoc's title, authors and day, each behind a per cent sign."""
    lines = text.split("\n", 4)[:4]
    marked = [line[1:].strip() for line in lines[:3] if line.startswith("% ")]
    if len(marked) < 2 or len(lines) < 4 or lines[len(marked)].strip():
        return None
    names = [name.strip() for name in marked[1].split(";") if name.strip()]
    if not all(map(is_name, names)):  # a program's remarks begin like that, too
        return None
    body = text.split("\n", len(marked))[-1].lstrip("\n")
    return {"title": marked[0], "author": names, "date": "".join(marked[2:])}, body


def _split_signs(text: str) -> tuple[dict[str, object], str] | None:
    lines = text.lstrip("\n").split("\n", _MAX_LINES)
    is_comment = lines[0].strip() == "<!--"
    end = int(is_comment)
    fields: dict[str, object] = {}
    while end < len(lines) and (match := _FIELD.fullmatch(lines[end].rstrip())):
        name, value = match["name"].casefold(), match["value"] or ""
        # Org goes on with a long title in another line of the name.
        between = " " if name == "title" else ", "
        fields[name] = between.join(filter(None, (str(fields.get(name, "")), value)))
        end += 1
    if not fields.keys() & _USUAL or end == len(lines):
        return None
    if is_comment:
        if lines[end].strip() != "-->":
            return None
        end += 1
    body = "\n".join(lines[end:]).lstrip("\n")
    return (fields, body) if body.strip() else None
