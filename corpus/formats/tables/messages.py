"""Chats as Slack, Discord (DiscordChatExporter), Signal (signal-export, sigtop) and Messenger
export them in JSON: who writes what, without all else that is known of a message."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from corpus.article import ArticleError
from corpus.fields.metadata import Metadata
from corpus.formats.content import Content
from corpus.formats.decoding import clean_text
from corpus.formats.shapes.chat import Message, join_messages
from corpus.formats.shapes.chat_marks import Tildes
from corpus.formats.tables.alone import is_withheld
from corpus.formats.tables.json_values import Found, Outside
from corpus.normalization import clean_line

_FORMS = {
    "slack": ({"type", "text", "ts"}, ()),
    "discord": ({"id", "timestamp", "content", "author"}, ("messages",)),
    "messenger": ({"sender_name", "timestamp_ms"}, ("messages",)),
    "signal": ({"date", "sender", "body"}, ()),
}
"""What each message has, and where the list of them stands."""
_TILDES: dict[str, Tildes] = {"slack": "~", "messenger": "~", "discord": "~~ "}
_SLACKS = re.compile(r"<(?P<mark>[@#!]?)(?P<target>[^<>|]{1,2000})(?:\|(?P<shown>[^<>]{0,2000}))?>")
_SLACK_QUOTES = re.compile(r"^((?:&gt;){1,9})(?!\s|&gt;)")
_SLACK_SIGNS = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_SLACK_TIME = re.compile(r"\d{1,12}\.\d{1,9}")
_TITLES = (("channel", "name"), ("title",))
_ESCAPED_BYTES = re.compile(rb"(?:\\u00[89a-fA-F][0-9a-fA-F]){2,}")
_OF_MESSENGER = (b'"sender_name"', b'"timestamp_ms"')
_MAX_LOOKED_AT = 100_000
_MAX_NAME = 80
_SECOND_DIGITS = 11
"""Of a time in seconds; one in thousandths has more."""


def mend_letters(data: bytes) -> bytes:
    """`data` with letters where Messenger writes each of their bytes as if it were one."""
    if not all(key in data[:_MAX_LOOKED_AT] for key in _OF_MESSENGER):
        return data
    return _ESCAPED_BYTES.sub(_mend, data)


def _mend(found: re.Match[bytes]) -> bytes:
    written = bytes.fromhex(found[0].replace(b"\\u00", b"").decode())
    try:
        written.decode()
    except UnicodeDecodeError:
        return found[0]
    return written


class MessageReader:
    """Of one file, whose messages have one of the forms."""

    def __init__(self, form: str) -> None:
        self._form = form
        self._messages: list[Message] = []
        self._users: dict[str, str] = {}
        self._left_out = 0

    @classmethod
    def begin(cls, found: Found) -> "MessageReader | None":
        """A reader of the messages of which `found` is the first; None if it is none."""
        form = next((form for form in _FORMS if _is_of(form, found)), None)
        return cls(form) if form else None

    def feed(self, found: Found) -> None:
        """Takes a record; what is no message is let go."""
        value = found.value
        if found.path != _FORMS[self._form][1] or not isinstance(value, dict):
            return
        if is_withheld(tuple(value), tuple(value.values())):
            self._left_out += 1
            return
        match self._form:
            case "slack":
                self._add_slacks(value)
            case "discord":
                author = value.get("author")
                known = author if isinstance(author, dict) else {}
                nick = known.get("nickname") or known.get("name")
                is_said = value.get("type") in ("Default", "Reply", None)
                self._add(nick, value.get("timestamp"), value.get("content") if is_said else "")
            case "messenger":
                name, text = value.get("sender_name"), value.get("content")
                self._add(name, value.get("timestamp_ms"), text)
            case "signal":
                self._add(value.get("sender"), value.get("date"), value.get("body"))

    def finish(self, outside: Outside) -> Content:
        """All messages, from the oldest to the newest; `outside` is what stands around them.

        :raises ArticleError: if nobody writes anything.
        """
        messages = self._messages
        days = [message.day for message in messages if message.day]
        if days[:1] > days[-1:]:  # some write the newest one first
            messages = messages[::-1]
        named = [self._name(message) for message in messages]
        text, paragraphs = join_messages(named, _TILDES.get(self._form, "~~"))
        if not paragraphs:
            raise ArticleError("is the export of a chat in which nobody writes anything")
        names = (outside.values.get(place) for place in _TITLES)
        title = next((name for name in names if name), None)
        count = self._left_out
        warnings = [f"messages without words are left out: {count}"] if count else []
        warnings += ["it is cut off, and read up to there"] if outside.is_cut else []
        return Content(Metadata(title=title), text, paragraphs, tuple(warnings))

    def _add_slacks(self, value: Mapping[str, Any]) -> None:
        user = value.get("user") if isinstance(value.get("user"), str) else ""
        profile = value.get("user_profile")
        known = profile if isinstance(profile, dict) else {}
        name = known.get("real_name") or known.get("display_name") or value.get("username")
        if isinstance(name, str) and user:
            self._users[user] = name
        is_said = value.get("subtype") in (None, "thread_broadcast", "bot_message", "me_message")
        self._add(user or name, value.get("ts"), value.get("text") if is_said else "")

    def _add(self, name: object, time: object, text: object) -> None:
        said = clean_text(text).strip() if isinstance(text, str) else ""
        if not said:
            self._left_out += 1
            return
        speaker = clean_line(name)[:_MAX_NAME] if isinstance(name, str) else ""
        self._messages.append(Message(speaker or None, _read_day(time), said.split("\n")))

    def _name(self, message: Message) -> Message:
        """A message with the names of accounts that were told meanwhile."""
        if self._form != "slack":
            return message
        lines = [self._show(line) for line in message.lines]
        speaker = message.speaker or ""
        return Message(self._users.get(speaker, speaker) or None, message.day, lines)

    def _show(self, line: str) -> str:
        def show(found: re.Match[str]) -> str:
            target = found["target"]
            shown = found["shown"] or self._users.get(target, target)
            return f"{found['mark'].replace('!', '@')}{shown}"

        # A sign that is not escaped marks nothing, and one that is needs no blank.
        line = _SLACK_QUOTES.sub(r"\1 ", _SLACKS.sub(show, line), count=1)
        for written, sign in _SLACK_SIGNS:
            line = line.replace(written, sign)
        return line


def _is_of(form: str, found: Found) -> bool:
    keys, place = _FORMS[form]
    value = found.value
    if found.path != place or not isinstance(value, dict) or not keys <= value.keys():
        return False
    if form == "slack":
        return value["type"] == "message" and _SLACK_TIME.fullmatch(str(value["ts"])) is not None
    if form == "discord":
        return isinstance(value["author"], dict)
    return form != "signal" or bool(value.keys() & {"quote", "sticker", "reactions"})


def _read_day(time: object) -> str:
    """The day of a time in seconds, thousandths of them, or as ISO 8601 has it; `""` if it is
    none."""
    with suppress(ValueError, OverflowError, OSError, TypeError):
        if isinstance(time, str) and "-" in time[1:]:
            return datetime.fromisoformat(time).date().isoformat()
        seconds = float(str(time))
        if seconds >= 10**_SECOND_DIGITS:
            seconds /= 1000
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    return ""
