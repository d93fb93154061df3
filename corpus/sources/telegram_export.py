"""Telegram Desktop's export in JSON, of one chat or of a whole account, read as it comes.

Its messages have no album, no name by which a channel is found, and their text is a string or a
list of strings and marked pieces. Controls within it are written as in C, which is no JSON; they
are blanks here.
"""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeAlias

import ijson

from corpus.article import ArticleError
from corpus.formats.tables.json_values import CONTROLS_AS_SPACES
from corpus.normalization import clean_line, fold_case
from corpus.sources.post_names import MAX_CHANNEL_ID, MAX_POST_ID, clean_title
from corpus.sources.posts import MAX_TEXT, Channel, Part, Post, make_lines

CHANNEL_KINDS = ("public_channel", "private_channel")
MAX_CHATS = 20_000

_MAX_DEPTH = 8
"""Of what stands in a message; what lies deeper is left out."""
_MAX_VALUES = 5_000
"""Of a message."""
_MAX_NESTING = 64
"""Of what stands around messages."""
_MAX_TITLE = 200
_MAX_SECONDS = 2**33
_LONG_NUMBER = re.compile(rb"\d{1000,}")
"""With more digits than Python makes a number of, at which the library ends the process."""
_CONTROL = re.compile(rb"(?<!\\)((?:\\\\)*)\\x[0-9A-Fa-f]{2}")
_HALF_CONTROL = re.compile(rb"\\(?:x[0-9A-Fa-f]?)?\Z")
_MEDIA = ("photo", "file")
_CODE = "pre"
_STRUCK = "strikethrough"
_SPOILER = "spoiler"
_WHOLE = (_CODE, _STRUCK)
_OF_PLACES = ("place_name", "address")
_OF_SOUNDS = ("title", "performer")
_OF_CONTACTS = ("first_name", "last_name")

Value: TypeAlias = "str | int | bool | list[Value] | dict[str, Value] | None"


@dataclass(slots=True)
class FoundChat:
    """A chat of the export; `posts` is how many messages it has, `first` and `last` the lowest and
    the highest of their numbers, 0 if there are none."""

    id: int
    title: str
    kind: str
    posts: int = 0
    services: int = 0
    first: int = 0
    last: int = 0

    @property
    def is_channel(self) -> bool:
        """Whether only its owners write there."""
        return self.kind in CHANNEL_KINDS

    @property
    def channel(self) -> Channel:
        """The channel, without its name, which no export has."""
        return Channel(self.id, self.title)


def is_chosen(chat: FoundChat, wanted: str | None) -> bool:
    """Whether a chat is the channel that is `wanted`, by its number or title; any is if that is
    None."""
    return chat.is_channel and (wanted is None or _is_named(chat, wanted))


def is_called(chat: FoundChat, wanted: str | None) -> bool:
    """Whether a chat that is no channel is called as the one that is `wanted`."""
    return not chat.is_channel and wanted is not None and _is_named(chat, wanted)


def _is_named(chat: FoundChat, wanted: str) -> bool:
    if fold_case(wanted) in (str(chat.id), f"-100{chat.id}"):
        return True
    return fold_case(clean_title(wanted)) == fold_case(chat.title)


class ExportReader:
    """Reads an export piece by piece. Of the first channel that is `wanted` it gives the posts, of
    all chats what they are."""

    def __init__(self, wanted: str | None) -> None:
        self.chats: list[FoundChat] = []
        self._wanted = wanted
        self._chosen: FoundChat | None = None
        self._events: list[tuple[str, object]] = ijson.sendable_list()
        self._parser = ijson.basic_parse_coro(self._events)
        self._decoder: codecs.IncrementalDecoder | None = None
        self._held = b""
        """The beginning of what may be a control."""
        self._path: list[str] = []
        self._key = ""
        self._around: list[dict[str, Value]] = []
        self._chat: FoundChat | None = None
        self._message = _Message()
        self._posts: list[dict[str, Any]] = []

    def feed(self, data: bytes) -> list[dict[str, Any]]:
        """The posts of which `data`, the next piece, has the ends.

        :raises ArticleError: if it is no JSON from there on; what was read before stays.
        """
        if self._decoder is None:
            encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
            self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        text = self._mend(self._decoder.decode(data).encode("utf-8", "replace"))
        try:
            if text:
                self._parser.send(_LONG_NUMBER.sub(b"0", text.translate(CONTROLS_AS_SPACES)))
        except (ijson.JSONError, ValueError, ArithmeticError) as exc:
            self._take_events()
            raise ArticleError("is damaged, and was read up to there") from exc
        self._take_events()
        posts, self._posts = self._posts, []
        return posts

    def _mend(self, text: bytes) -> bytes:
        """The text with controls as blanks, but for what may be the beginning of one."""
        text = self._held + text
        self._held = b""
        if half := _HALF_CONTROL.search(text, max(0, len(text) - 3)):
            before = text[: half.start()]
            if (len(before) - len(before.rstrip(b"\\"))) % 2 == 0:
                text, self._held = before, half[0]
        return _CONTROL.sub(rb"\1 ", text)

    def take_rest(self) -> list[dict[str, Any]]:
        """What a piece had before it was no JSON any more."""
        posts, self._posts = self._posts, []
        return posts

    def end(self) -> None:
        """:raises ArticleError: if there should be more."""
        try:
            if self._held:
                raise ValueError("ends in a string")
            self._parser.close()
        except (ijson.JSONError, ValueError) as exc:
            raise ArticleError("ends in its middle, and was read up to there") from exc

    def _take_events(self) -> None:
        for event, value in self._events:
            if self._message.is_open:
                self._message.feed(event, value)
                if not self._message.is_open:
                    self._take_message(self._message.value)
            else:
                self._walk(event, value)
        self._events.clear()

    def _walk(self, event: str, value: object) -> None:
        """An event around messages."""
        if event == "map_key":
            self._key = str(value)
        elif event == "start_map":
            if self._chat is not None and self._path[-1:] == ["messages"]:
                self._message.begin()
                return
            self._enter(self._key)
            self._around.append({})
        elif event == "start_array":
            if self._key == "messages" and self._around and self._chat is None:
                self._begin_chat(self._around[-1])
            self._enter(self._key)
        elif event in ("end_map", "end_array"):
            self._leave(event)
        elif self._around and self._key in ("name", "type", "id"):
            self._around[-1][self._key] = value if isinstance(value, str | int) else None

    def _enter(self, key: str) -> None:
        if len(self._path) >= _MAX_NESTING:
            raise ArticleError("has objects in objects without end")
        self._path.append(key)
        self._key = ""

    def _leave(self, event: str) -> None:
        if self._path.pop() == "messages" and event == "end_array":
            self._chat = None
        if event == "end_map" and self._around:
            self._around.pop()
        self._key = ""

    def _begin_chat(self, known: dict[str, Value]) -> None:
        number, title, kind = known.get("id"), known.get("name"), known.get("type")
        number = number if type(number) is int and 0 < number <= MAX_CHANNEL_ID else 0
        title = clean_title(title)[:_MAX_TITLE] if isinstance(title, str) else ""
        kind = kind if isinstance(kind, str) and number else ""
        chat = self._chat = FoundChat(number, title or str(number), kind[:_MAX_TITLE])
        if len(self.chats) >= MAX_CHATS:
            raise ArticleError("has more chats than are read")
        self.chats.append(chat)
        if self._chosen is None and is_chosen(chat, self._wanted):
            self._chosen = chat

    def _take_message(self, message: dict[str, Value]) -> None:
        chat = self._chat
        assert chat is not None
        number = _read_post_id(message.get("id"))
        if number is None:
            return
        chat.first = min(chat.first or number, number)
        chat.last = max(chat.last, number)
        if message.get("type") != "message":
            chat.services += 1
            return
        chat.posts += 1
        if chat is self._chosen:
            post = _make_post(number, message)
            is_picture = any(isinstance(message.get(name), str) for name in _MEDIA)
            self._posts.append(asdict(post) | {"is_picture": is_picture})


class _Message:
    """A message as it is put together; what is too much of it is left out."""

    def __init__(self) -> None:
        self.value: dict[str, Value] = {}
        self._open: list[tuple[dict[str, Value] | list[Value], str]] = []
        self._too_deep = 0
        self._left = 0

    @property
    def is_open(self) -> bool:
        return bool(self._open)

    def begin(self) -> None:
        self.value = {}
        self._open = [(self.value, "")]
        self._left = _MAX_VALUES

    def feed(self, event: str, value: object) -> None:
        if event == "map_key":
            if not self._too_deep:
                self._open[-1] = (self._open[-1][0], str(value))
        elif event in ("start_map", "start_array"):
            inner: dict[str, Value] | list[Value] = {} if event == "start_map" else []
            if self._too_deep or len(self._open) >= _MAX_DEPTH or not self._put(inner):
                self._too_deep += 1
            else:
                self._open.append((inner, ""))
        elif event in ("end_map", "end_array"):
            if self._too_deep:
                self._too_deep -= 1
            else:
                self._open.pop()
        elif not self._too_deep:
            self._put(value if isinstance(value, str | int | bool) else None)

    def _put(self, value: Value) -> bool:
        """Whether there is room for it."""
        self._left -= 1
        if self._left < 0:
            return False
        container, key = self._open[-1]
        if isinstance(container, dict):
            container[key] = value
        else:
            container.append(value)
        return True


def _make_post(number: int, message: dict[str, Value]) -> Post:
    is_elsewhere = message.get("reply_to_peer_id") is not None
    reply = _read_post_id(message.get("reply_to_message_id"))
    return Post(
        id=number,
        at=_read_time(message, "date") or 0,
        parts=(*_read_text(message.get("text")), *_read_shown(message)),
        author=_read_line(message.get("author")),
        origin=_read_origin(message),
        reply_to=None if is_elsewhere else reply,
        edited=_read_time(message, "edited"),
    )


def _read_origin(message: dict[str, Value]) -> str | None:
    if "forwarded_from" not in message and "forwarded_from_id" not in message:
        return None
    return _read_line(message.get("forwarded_from")) or ""


def _read_post_id(value: Value) -> int | None:
    return value if type(value) is int and 0 < value <= MAX_POST_ID else None


def _read_text(text: Value) -> tuple[Part, ...]:
    parts: list[Part] = []
    room = MAX_TEXT
    for kind, words in _list_pieces(text, None):
        if not words or kind == _STRUCK or room <= 0:
            continue
        words = words[:room]
        room -= len(words)
        part = Part(words, kind == _CODE, kind == _SPOILER)
        if parts and not part.is_code and part == replace(parts[-1], text=words):
            parts[-1] = replace(part, text=parts[-1].text + words)
        else:
            parts.append(part)
    return tuple(parts)


def _list_pieces(text: Value, kind: Value) -> Iterator[tuple[Value, str]]:
    """The words of a text with what they are marked as; within code and what is struck out other
    marks count for nothing, and within a spoiler no others than these."""
    if isinstance(text, str):
        yield kind, text
    elif isinstance(text, list):
        for piece in text:
            yield from _list_pieces(piece, kind)
    elif isinstance(text, dict):
        own = text.get("type")
        is_kept = kind in _WHOLE or (kind == _SPOILER and own not in _WHOLE)
        yield from _list_pieces(text.get("text"), kind if is_kept else own)


def _read_shown(message: dict[str, Value]) -> tuple[Part, ...]:
    """The words of what a message shows besides its text: a poll, a place, a contact, a sound. How
    many voted for what changes, and is left out."""
    poll, contact = message.get("poll"), message.get("contact_information")
    lines = [_read_line(message.get(name)) for name in (*_OF_PLACES, *_OF_SOUNDS)]
    if isinstance(contact, dict):
        names = filter(None, (_read_line(contact.get(name)) for name in _OF_CONTACTS))
        lines.append(" ".join(names))  # the number is a person's own: nobody's answer has it
    options: list[str] = []
    if isinstance(poll, dict):
        lines.append(_join_pieces(poll.get("question")))
        answers = poll.get("answers")
        found = answers if isinstance(answers, list) else []
        options = [_join_pieces(one.get("text")) for one in found if isinstance(one, dict)]
    return make_lines(lines, options)


def _join_pieces(text: Value) -> str:
    return "".join(words for _, words in _list_pieces(text, None))


def _read_line(value: Value) -> str | None:
    return clean_line(value)[:_MAX_TITLE] or None if isinstance(value, str) else None


def _read_time(message: dict[str, Value], name: str) -> int | None:
    """In seconds since 1970; of old exports, which have the writer's own clock only, that."""
    stamp = message.get(f"{name}_unixtime")
    if isinstance(stamp, str) and stamp.isascii() and stamp.isdigit() and len(stamp) <= 10:
        return min(int(stamp), _MAX_SECONDS)
    return _read_clock(message.get(name))


def _read_clock(value: Value) -> int | None:
    with suppress(ValueError, TypeError, OverflowError):
        seconds = datetime.fromisoformat(str(value)).replace(tzinfo=UTC).timestamp()
        return int(min(max(seconds, 0), _MAX_SECONDS))
    return None
