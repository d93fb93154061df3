"""Records that are objects of JSON, one a line."""

import json
from collections.abc import Iterator

from corpus.formats.content import Content
from corpus.formats.decoding import clean_text
from corpus.formats.tables.json_values import (
    CONTROLS_AS_SPACES,
    MAX_DEPTH,
    Found,
    Outside,
    Value,
    to_utf8,
)
from corpus.formats.tables.object_writer import ObjectWriter

_MAX_NAMED = 5
"""Lines that are no JSON, of which the numbers are told."""


def read_lines(data: bytes) -> Content:
    """The content of a file with an object a line; a line that is none is left out, with a warning.

    :raises ArticleError: if there is no line with a record.
    """
    outside = Outside()
    writer = ObjectWriter()
    broken: list[int] = []
    for number, line in _split(to_utf8(data, outside)):
        try:
            value = json.loads(line, parse_float=str, parse_int=str, parse_constant=str)
        except (ValueError, RecursionError):
            broken.append(number)
            continue
        writer.write(Found((), number, _clean(value, 0)))
    if not broken:
        return writer.finish((), outside.encoding)
    named = ", ".join(map(str, broken[:_MAX_NAMED]))
    more = ", …" if len(broken) > _MAX_NAMED else ""
    return writer.finish((f"lines are no JSON and left out: {named}{more}",), outside.encoding)


def _split(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers."""
    start, number = 0, 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        number += 1
        line = data[start:end].translate(CONTROLS_AS_SPACES)
        if line.strip():
            yield number, line
        start = end + 1


def _clean(value: object, depth: int) -> Value:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, bool):
        return str(value).lower()
    if value is None or depth > MAX_DEPTH:
        return ""
    if isinstance(value, list):
        return [_clean(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {clean_text(str(key)): _clean(item, depth + 1) for key, item in value.items()}
    return str(value)
