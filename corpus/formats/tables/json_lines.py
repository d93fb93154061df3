"""Records that are objects of JSON, one a line."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

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
from corpus.formats.tables.transcripts import TranscriptReader

_MAX_NAMED = 5
"""Lines that are no JSON, of which the numbers are told."""


def read_lines(data: bytes) -> Content:
    """The content of a file with an object a line; a line that is none is left out, with a warning.

    :raises ArticleError: if there is no line with a record.
    """
    return _read_lines(data, may_be_said=True)


def _read_lines(data: bytes, *, may_be_said: bool) -> Content:
    outside = Outside()
    writer = ObjectWriter()
    broken: list[int] = []
    transcript: TranscriptReader | None = None
    is_first = True
    for number, line in _split(to_utf8(data, outside)):
        try:
            value = json.loads(line, parse_float=str, parse_int=str, parse_constant=str)
        except (ValueError, RecursionError):
            broken.append(number)
            continue
        found = Found((), number, _clean(value, 0))
        if is_first and not broken and may_be_said:
            transcript = TranscriptReader.begin(found)
        is_first = False
        if transcript:
            transcript.feed(found)
        else:
            writer.write(found)
    warnings = _tell_broken(broken)
    if transcript is None:
        return writer.finish(warnings, outside.encoding)
    if transcript.is_mixed:
        return _read_lines(data, may_be_said=False)
    content = transcript.finish(outside)
    return replace(content, warnings=(*warnings, *content.warnings))


def _tell_broken(lines: Sequence[int]) -> tuple[str, ...]:
    """The warning about the lines that are no JSON, if there are any."""
    if not lines:
        return ()
    named = ", ".join(map(str, lines[:_MAX_NAMED]))
    more = ", …" if len(lines) > _MAX_NAMED else ""
    return (f"lines are no JSON and left out: {named}{more}",)


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
