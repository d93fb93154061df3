"""Posts of a channel as files: which of them are one article, and what that looks like.

All that is known of a post stands in its file, above its text, in a comment that no reader sees. So
a channel needs no other memory: a file can be changed, put together or taken apart by itself.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from corpus.errors import FootnoteError
from corpus.sources.pages import Page, to_bytes, write_head
from corpus.sources.post_names import MAX_POST_ID
from corpus.sources.posts import Channel, Entry

MAX_POSTS_OF_A_THREAD = 50
MAX_SECONDS_OF_A_THREAD = 2 * 24 * 60 * 60
"""What is said later has a date of its own."""

_CHANNEL = re.compile(r"^<!-- channel (\{.*\}) -->\n", re.MULTILINE)
_FIRST = re.compile(rb'^<!-- post \{"id": \d{1,10}, "at": (\d{1,12})\b', re.MULTILINE)
_NUMBER = re.compile(rb'^<!-- post \{"id": (\d{1,10})\b', re.MULTILINE)
_POST = re.compile(r"^<!-- post (\{.*\}) -->\n", re.MULTILINE)
_END = re.compile(r"<!-- end ([0-9a-f]{32}) -->\n\Z")
_DIGEST_BYTES = 16
_IN_COMMENTS = str.maketrans({"-": "\\u002d", "<": "\\u003c", ">": "\\u003e"})


@dataclass(frozen=True, slots=True)
class PostFile:
    """The posts of one article, and their channel as it was known when they were written."""

    channel: Channel
    entries: list[Entry]


class NotOursError(FootnoteError):
    """A file is not as it was written, and so it is the owner's."""


def group_posts(entries: Iterable[Entry]) -> list[list[Entry]]:
    """The posts of each article, in their order: those with which a channel goes on within two days
    by replying to itself, with the same signature, are one."""
    threads: dict[int, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.id):
        thread = threads.get(entry.reply_to or 0)
        if thread is None or not belongs(entry, thread):
            thread = []
        thread.append(entry)
        threads[entry.id] = thread
    return list({id(thread): thread for thread in threads.values()}.values())


def belongs(entry: Entry, thread: Sequence[Entry]) -> bool:
    """Whether a post that replies to one of a thread is of the same article."""
    first = thread[0]
    is_soon = 0 <= entry.at - first.at <= MAX_SECONDS_OF_A_THREAD
    is_same = entry.signed == first.signed and not entry.origin
    return is_soon and is_same and len(thread) < MAX_POSTS_OF_A_THREAD and entry.id > first.id


def write_posts(entries: Sequence[Entry], channel: Channel) -> bytes:
    """The file of an article: the same posts are the same bytes."""
    first = entries[0]
    day = datetime.fromtimestamp(first.at, UTC).date() if first.at else None
    title = next((entry.title for entry in entries if entry.title), "")
    page = Page(
        title=title or f"{channel.title}, {day.isoformat() if day else first.id}",
        blocks=(),
        author=first.signed,
        source=channel.title,
        published=day,
        url=channel.link(first.id),
    )
    stated = asdict(replace(channel, place=None))
    known = _write_comment("channel", stated)
    text = write_head(page) + known + "".join(map(_write_post, entries)) + "\n"
    return to_bytes(f"{text}<!-- end {_hash(text)} -->\n")


def read_posts(data: bytes) -> PostFile:
    """What is in a file that was written by `write_posts`.

    :raises NotOursError: if it was not, or was changed since.
    """
    try:
        text = data.decode("utf-8-sig")
        end = _END.search(text)
        if end is None or end[1] != _hash(text[: end.start()]):
            raise NotOursError("not written here, or changed since")
        head, *parts = _POST.split(text[: end.start()])
        channel = read_channel(head.encode())
        if channel is None:
            raise NotOursError("of no channel")
        pairs = zip(parts[::2], parts[1::2], strict=True)
        entries = [_make_entry(json.loads(known), body) for known, body in pairs]
        return PostFile(channel, entries)
    except (ValueError, KeyError, TypeError, RecursionError) as exc:
        raise NotOursError(str(exc)) from exc


def read_channel(head: bytes) -> Channel | None:
    """The channel that the head of a file names; None if it names none."""
    found = _CHANNEL.search(head.decode("utf-8-sig", "replace"))
    with suppress(ValueError, KeyError, TypeError, RecursionError):
        known = json.loads(found[1]) if found else {}
        number, title, name = known["id"], known["title"], known.get("name")
        if type(number) is int and isinstance(title, str) and isinstance(name, str | None):
            return Channel(number, title, name)
    return None


def list_posts(data: bytes) -> set[int]:
    """The posts that a file names, also one that the owner has changed."""
    return {int(number) for number in _NUMBER.findall(data)}


def read_first_time(data: bytes) -> int:
    """When the first post of a file was posted, in seconds since 1970; a glance, 0 if that is not
    seen."""
    found = _FIRST.search(data)
    return int(found[1]) if found else 0


def holds_post(data: bytes, post_id: int) -> bool:
    """Whether a file may hold a post; a glance, as there are many files."""
    return b'<!-- post {"id": %d,' % post_id in data


def _write_post(entry: Entry) -> str:
    known = {
        "id": entry.id,
        "at": entry.at,
        "title": entry.title,
        "author": entry.author,
        "origin": entry.origin,
        "reply_to": entry.reply_to,
        "edited": entry.edited,
    }
    return f"\n{_write_comment('post', known)}{entry.body}"


def _write_comment(name: str, known: dict[str, Any]) -> str:
    stated = {key: value for key, value in known.items() if value is not None}
    return f"<!-- {name} {json.dumps(stated).translate(_IN_COMMENTS)} -->\n"


def _make_entry(known: dict[str, Any], body: str) -> Entry:
    entry = Entry(body=body.removesuffix("\n"), **known)
    if type(entry.id) is not int or not 0 < entry.id <= MAX_POST_ID or type(entry.at) is not int:
        raise ValueError("no post")
    return entry


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_DIGEST_BYTES).hexdigest()
