"""Reading a Telegram export in a process of its own, piece by piece: of however large a file no
more is held than its posts."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from corpus.article import ArticleError
from corpus.containment.contained_process import Contained, ContainedProcess, EndedError
from corpus.containment.limits import Limits
from corpus.containment.values import check_optional, check_text
from corpus.sources.posts import Part, Post
from corpus.sources.telegram_export import FoundChat, is_chosen

MAX_POSTS = 500_000
MAX_CHARACTERS = 200_000_000
"""Of all posts together, which are held in memory."""
MAX_BYTES = 8 * 1024**3
_PIECE_BYTES = 1024 * 1024
_WORKER = "corpus.sources.export_worker"

OnBytes = Callable[[int], None]
"""Called with how many bytes have been read."""


@dataclass(frozen=True, slots=True)
class Export:
    """`posts` are those of `chosen`, which is the first channel that was wanted; None if there is
    none. `damage` says from where on the file could not be read, None if all of it was."""

    chats: tuple[FoundChat, ...]
    chosen: FoundChat | None
    posts: tuple[Post, ...]
    damage: str | None


class ContainedExportReader(Contained):
    """Reads one export after the other, in a process that is started for the first of them.

    To be closed, or used with `with`.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        super().__init__(ContainedProcess(limits or Limits(), _WORKER))

    def read(
        self,
        file: BinaryIO,
        wanted: str | None = None,
        on_bytes: OnBytes = lambda done: None,
    ) -> Export:
        """What is in an export; posts are those of the first channel that is `wanted`, by its
        number or title, or of the first one if that is None.

        :raises ArticleError: if it is no export, or costs more than it may.
        :raises ReaderStartError: if the process that reads it does not start.
        """
        posts: list[Post] = []
        albums = _Albums()
        done = piece = characters = 0
        while True:
            data = file.read(_PIECE_BYTES)
            said = self._ask(piece, wanted, data)
            posts += [albums.join(post, is_picture) for post, is_picture in said.posts]
            characters += sum(len(part.text) for post, _ in said.posts for part in post.parts)
            piece, done = piece + 1, done + len(data)
            if done > MAX_BYTES or len(posts) > MAX_POSTS or characters > MAX_CHARACTERS:
                raise ArticleError("is larger than what is read")
            on_bytes(done)
            if said.damage is not None or not data:
                break
        if not said.chats:
            raise ArticleError(said.damage or "is no export of Telegram in JSON")
        chosen = next((chat for chat in said.chats if is_chosen(chat, wanted)), None)
        return Export(said.chats, chosen, tuple(posts), said.damage)

    def _ask(self, piece: int, wanted: str | None, data: bytes) -> "_Answer":
        request = json.dumps({"piece": piece, "wanted": wanted}).encode()
        try:
            said = self._process.ask(request, data, _check_answer)
        except EndedError as exc:
            raise ArticleError(str(exc)) from exc
        if said.refused is not None:
            raise ArticleError(said.refused)
        return said


class _Albums:
    """Pictures that came in one second, one right behind the other, are an album: what stands below
    the later ones goes with the first one that has words."""

    def __init__(self) -> None:
        self._last: tuple[int, int, str | None] | None = None
        self._first: int | None = None

    def join(self, post: Post, is_picture: bool) -> Post:
        """The post, as a reply to the one that it goes with."""
        place = (post.id, post.at, post.origin) if is_picture else None
        follows = place is not None and self._last == (post.id - 1, post.at, post.origin)
        self._last = place
        if not follows:
            self._first = None
        if self._first is None:
            self._first = post.id if post.parts else None
            return post
        if post.reply_to is not None:
            return post
        return replace(post, reply_to=self._first)


@dataclass(frozen=True, slots=True)
class _Answer:
    posts: list[tuple[Post, bool]]
    chats: tuple[FoundChat, ...]
    damage: str | None
    refused: str | None = None


def _check_answer(payload: bytes) -> _Answer:
    """:raises ValueError, KeyError, TypeError: if that is no answer."""
    record = json.loads(payload)
    if "refused" in record:
        return _Answer([], (), None, check_text(record["refused"]))
    damage = check_optional(record["damage"])
    posts = [(_make_post(post), bool(post["is_picture"])) for post in record["posts"]]
    return _Answer(posts, tuple(map(_make_chat, record["chats"])), damage)


def _make_post(said: dict[str, Any]) -> Post:
    return Post(
        id=_check_number(said["id"]),
        at=_check_number(said["at"]),
        parts=tuple(_make_part(p) for p in said["parts"]),
        author=check_optional(said["author"]),
        origin=check_optional(said["origin"]),
        reply_to=None if said["reply_to"] is None else _check_number(said["reply_to"]),
        edited=None if said["edited"] is None else _check_number(said["edited"]),
    )


def _make_part(said: dict[str, Any]) -> Part:
    text = check_text(said["text"])
    marks = {name: bool(said[name]) for name in ("is_code", "is_spoiler", "is_item")}
    return Part(text, **marks)


def _make_chat(said: dict[str, Any]) -> FoundChat:
    return FoundChat(
        id=_check_number(said["id"]),
        title=check_text(said["title"]),
        kind=check_text(said["kind"]),
        posts=_check_number(said["posts"]),
        services=_check_number(said["services"]),
        first=_check_number(said["first"]),
        last=_check_number(said["last"]),
    )


def _check_number(value: object) -> int:
    if type(value) is not int or not 0 <= value < 2**53:
        raise ValueError("no number")
    return value
