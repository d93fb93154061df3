"""Lists of records in a file of JSON, in feeds and other envelopes, too."""

import json

from corpus.article import ArticleError
from corpus.formats.content import Content
from corpus.formats.tables.json_lines import read_lines
from corpus.formats.tables.json_values import Found, Outside, find_elements, to_utf8
from corpus.formats.tables.messages import MessageReader, mend_letters
from corpus.formats.tables.object_writer import NO_RECORDS, ObjectWriter
from corpus.formats.tables.transcripts import TranscriptReader

_TELEGRAM = "is an export of Telegram: footnote add makes articles of the posts in it"
_BEFORE = b"\xef\xbb\xbf \t\r\n"
_POSTED = ("message", "service")
_MAX_FIRST_LINE = 1_000_000


def read_json(data: bytes, name: str) -> Content:
    """The content of a list of records: questions with answers, titles with texts, or rows of a
    table. Of a file that is cut off or damaged what stands before that is read.

    :raises ArticleError: if it holds no such list, no JSON, or the export of a chat.
    """
    if not data.strip():
        raise ArticleError("it is empty")
    if _is_of_lines(data):
        return read_lines(data)
    return _read_values(data, may_be_said=True)


def _read_values(data: bytes, *, may_be_said: bool) -> Content:
    """As `read_json`, a transcript as one only if it `may_be_said`: what begins as one may be a
    table in which other records follow."""
    outside = Outside()
    writer = ObjectWriter()
    count = 0
    messages: MessageReader | TranscriptReader | None = None
    for found in find_elements(to_utf8(mend_letters(data), outside), outside):
        if _is_telegrams(found, outside):
            raise ArticleError(_TELEGRAM)
        messages = messages or MessageReader.begin(found)
        if messages is None and count == 0 and may_be_said:
            messages = TranscriptReader.begin(found)
        if messages:
            messages.feed(found)
        else:
            writer.write(found)
        count += 1
    if isinstance(messages, TranscriptReader) and messages.is_mixed:
        return _read_values(data, may_be_said=False)
    if messages:
        return messages.finish(outside)
    writer.write_alone(outside.values)
    if not outside.is_cut:
        return writer.finish((), outside.encoding)
    damaged = "it is no valid JSON, or cut off"
    try:
        return writer.finish(
            (f"{damaged}: {count} records before that are read",), outside.encoding
        )
    except ArticleError as exc:
        raise ArticleError(damaged if str(exc) == NO_RECORDS else str(exc)) from exc


def read_json_lines(data: bytes, name: str) -> Content:
    """The content of a file with an object a line; a line that is none is left out, with a warning.

    :raises ArticleError: if there is no line with a record; if it is one list, as `read_json`.
    """
    if not data.strip():
        raise ArticleError("it is empty")
    first = data.lstrip(_BEFORE).partition(b"\n")[0].strip()
    is_one = first.startswith(b"[") or first == b"{"
    return read_json(data, name) if is_one else read_lines(data)


def _is_of_lines(data: bytes) -> bool:
    """Whether each line is an object, though the name says otherwise."""
    first, _, rest = data.lstrip(_BEFORE).partition(b"\n")
    if (
        not (first.startswith(b"{") and rest.lstrip().startswith(b"{"))
        or len(first) > _MAX_FIRST_LINE
    ):
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return True


def _is_telegrams(found: Found, outside: Outside) -> bool:
    """Whether a chat or an account was exported by Telegram Desktop."""
    if found.path[:1] == ("chats",) or found.path == ("contacts", "list"):
        return "about" in {names[0] for names in outside.values} or _has_messages(found)
    if found.path != ("messages",) or not isinstance(found.value, dict):
        return False
    value = found.value
    return value.get("type") in _POSTED and {"id", "date"} <= value.keys()


def _has_messages(found: Found) -> bool:
    return isinstance(found.value, dict) and {"type", "id", "messages"} <= found.value.keys()
