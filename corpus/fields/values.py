"""Values of front matter, which may be lists and mappings of each other, as lines of text."""

import re
from collections.abc import Iterator, Mapping

_MAX_LINES = 50
_MAX_DEPTH = 4
_MAX_CHARACTERS = 1000
"""Of a line: more than is kept of any. One long text may stand there a thousand times by
reference."""
_TELLING_KEYS = ("name", "title", "label", "rendered", "value", "text", "date", "created", "url")
_NAME_KEYS = (
    *("name", "full name", "full_name", "fullname", "display_name", "displayname", "title"),
    "literal",
)
_NAME_PARTS = (
    ("given", "family"),
    ("first", "last"),
    ("firstname", "lastname"),
    ("given-names", "family-names"),
    ("first_name", "last_name"),
)
_PARTICLES = ("dropping-particle", "non-dropping-particle")
"""What stands between the two parts of a name, as in CSL."""
_LINK = re.compile(
    r"(?<!!)\[([^\[\]\n]{1,300})\]\(<?(https?://[^\s<>()]{1,900})>?(?:\s\"[^\"\n]{0,200}\")?\)"
)
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\]")
"""Of a vault: what is shown of it is the value."""


def flatten(value: object) -> list[str]:
    """The lines in `value`, at most fifty: of a list each, of a mapping what it is called by, or
    everything in it if it is called by nothing."""
    return _take(_flatten(value, 0))


def name_persons(value: object) -> list[str]:
    """The names of persons in `value`: lines, or mappings with a name, in lists or under ids."""
    return _take(_name_persons(value, 0))


def write_links(line: str, form: str) -> str:
    """`line` with its links of Markdown, as Obsidian's Web Clipper writes them, in `form`: that
    names the words as group 1 and the address as group 2."""
    return _LINK.sub(form, line[:_MAX_CHARACTERS]) if "](" in line else line


def _take(lines: Iterator[str]) -> list[str]:
    taken = []
    for line in lines:
        if line.strip():
            taken.append(line.strip())
        if len(taken) >= _MAX_LINES:
            break
    return taken


def _flatten(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, list | tuple):
        parts: list[object] = list(value[:_MAX_LINES])
    elif isinstance(value, dict):
        told = [value[key] for key in _TELLING_KEYS if key in value]
        parts = told[:1] or list(value.values())[:_MAX_LINES]
    else:
        if value is not None:
            yield _write(value)
        return
    if depth < _MAX_DEPTH:
        for part in parts:
            yield from _flatten(part, depth + 1)


def _name_persons(value: object, depth: int) -> Iterator[str]:
    if not isinstance(value, dict):
        if not isinstance(value, list | tuple):
            yield from _flatten(value, depth)
        elif depth < _MAX_DEPTH:
            for part in value[:_MAX_LINES]:
                yield from _name_persons(part, depth + 1)
        return
    keys = {str(key).casefold(): item for key, item in list(value.items())[:_MAX_LINES]}
    named = next((keys[key] for key in _NAME_KEYS if key in keys), None)
    parts = next(filter(None, (_find_parts(keys, *names) for names in _NAME_PARTS)), None)
    if isinstance(named, dict) and depth < _MAX_DEPTH:
        yield from _name_persons(named, depth + 1)
    elif named is not None:
        yield from _flatten(named, depth + 1)
    elif parts:
        yield " ".join(_write(part) for part in parts if not isinstance(part, list | dict))
    elif depth < _MAX_DEPTH:
        for item in keys.values():
            if isinstance(item, dict):  # persons by their ids
                yield from _name_persons(item, depth + 1)


def _find_parts(keys: Mapping[str, object], first: str, last: str) -> list[object]:
    """What stands under the two names in `keys`, or under one of them if that is all."""
    if not {first, last} & keys.keys():
        return []
    return [keys[key] for key in (first, *_PARTICLES, last) if key in keys]


def _write(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return _WIKI_LINK.sub(r"\1", str(value)[:_MAX_CHARACTERS])
