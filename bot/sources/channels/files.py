"""The files of a channel's posts among the articles."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

from bot.articles.files import ArticleFileError, ArticleFiles
from corpus.sources.post_files import (
    MAX_SECONDS_OF_A_THREAD,
    NotOursError,
    PostFile,
    belongs,
    group_posts,
    holds_post,
    list_posts,
    read_channel,
    read_first_time,
    read_posts,
    write_posts,
)
from corpus.sources.post_names import name_file, read_file_name
from corpus.sources.posts import Channel, Entry, Post

_MAX_FILE_BYTES = 8 * 1024 * 1024


@dataclass(slots=True)
class Shelf:
    """What lies in a channel's folder: `digests` and `entries` of each file that is as it was
    written, by the article's id; `owned` are those that the owner has changed, or written,
    `owned_posts` what they hold. `names` are those that the channel had when they were written, in
    lower case."""

    digests: dict[str, bytes] = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    owned: set[str] = field(default_factory=set)
    owned_posts: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    @property
    def posts(self) -> set[int]:
        """The numbers of all posts that lie there."""
        return self.owned_posts | {entry.id for entry in self.list_entries()}

    def list_entries(self) -> Iterator[Entry]:
        """The posts of all files."""
        for entries in self.entries.values():
            yield from entries


@dataclass(frozen=True, slots=True)
class Difference:
    """What makes the folder as it is to be: the files that are `written` and `removed`, of which
    the `added` were not there; `unchanged` stay; those that are `owned` would be others."""

    written: dict[str, bytes]
    removed: tuple[str, ...]
    added: int
    unchanged: int
    owned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """The file of the article `name` is to hold `data`; None takes it away."""

    name: str
    data: bytes | None


@dataclass(frozen=True, slots=True)
class ChannelFiles:
    """Those of `channel` among all `files`."""

    files: ArticleFiles
    channel: Channel

    def read_all(self) -> Shelf:
        """All that lies there; nothing if the folder is not there.

        :raises ArticleFileError: if it cannot be read.
        """
        shelf = Shelf()
        for name in self._list_names():
            if (data := self._read(name)) is None:
                continue
            try:
                file = read_posts(data)
            except NotOursError:
                shelf.owned.add(name)
                shelf.owned_posts |= _list_posts(name, data)
            else:
                shelf.digests[name], shelf.entries[name] = _digest(data), file.entries
                shelf.names |= {file.channel.name.lower()} if file.channel.name else set()
        return shelf

    def compare(self, shelf: Shelf, entries: Iterable[Entry]) -> Difference:
        """What has to be done so that these are the posts that lie there."""
        written: dict[str, bytes] = {}
        wanted: set[str] = set()
        owned: set[str] = set()
        for thread in group_posts(entries):
            name = self.name(thread[0].id)
            wanted.add(name)
            if name in shelf.owned:
                owned.add(name)
            elif shelf.digests.get(name) != _digest(data := write_posts(thread, self.channel)):
                written[name] = data
        return Difference(
            written,
            tuple(name for name in shelf.digests if name not in wanted),
            added=sum(name not in shelf.digests for name in written),
            unchanged=len(wanted) - len(written) - len(owned),
            owned=tuple(sorted(owned | shelf.owned)),
        )

    def change(self, difference: Difference) -> None:
        """Does it. What was removed lies with the other articles that were.

        :raises ArticleFileError: if it cannot be done, or not all of it.
        """
        for name in difference.written:
            self.files.make_folder(name)
            break
        self.files.write_all(difference.written)
        for name in difference.removed:
            self.files.remove(name)

    def name(self, post_id: int) -> str:
        """The article that begins with a post."""
        return name_file(self.channel.folder, post_id)

    def find(self, post_id: int, since: int = 0) -> tuple[str, list[Entry]] | None:
        """The article that a post is in, and all posts of that; None if it is in none. If it is not
        the first one of an article, the files before its own are looked at, back to one that was
        posted before `since`.

        :raises ArticleFileError: if one of them cannot be read.
        :raises NotOursError: if the owner has changed that.
        """
        own = self.name(post_id)
        if (data := self._read(own)) is not None:
            return own, read_posts(data).entries
        for name in self._list_names(before=own):
            if (data := self._read(name)) is None:
                continue
            if holds_post(data, post_id):
                entries = read_posts(data).entries
                if any(entry.id == post_id for entry in entries):
                    return name, entries
            if 0 < read_first_time(data) < since:
                break
        return None

    def locate(self, post: Post) -> str:
        """The article that a post is in, or will be in, as far as can be told now.

        :raises ArticleFileError, NotOursError: as `find`.
        """
        since = post.at - MAX_SECONDS_OF_A_THREAD
        if found := self.find(post.id, since):
            return found[0]
        if post.reply_to:
            with suppress(NotOursError):  # what the owner has changed is not gone on with
                if found := self.find(post.reply_to, since):
                    return found[0]
        return self.name(post.reply_to or post.id)

    def list_posts(self, name: str) -> tuple[Channel | None, set[int]]:
        """The posts in the file of an article, also in one that the owner has changed, and whose
        they are.

        :raises ArticleFileError: if it cannot be read.
        """
        data = self._read(name) or b""
        return read_channel(data), _list_posts(name, data)

    def plan(
        self, place: str, post_id: int, entry: Entry | None, was_taken: bool = False
    ) -> Step | None:
        """What is to be done when a post, of which `locate` gave the place, says what `entry` has,
        or nothing; None if all is as it should be. Only files that may be meant are looked at. One
        that `was_taken` before and lies there no more was taken out, and stays out.

        :raises ArticleFileError, NotOursError: as `find`.
        """
        own = self.name(post_id)
        held = {own: self._read_file(own)}
        with suppress(NotOursError):
            held[place] = self._read_file(place)
        for name, file in held.items():
            before = next((old for old in file.entries if old.id == post_id), None)
            if before is not None:
                return self._plan_change(name, file, before, entry)
        if entry is None or was_taken:
            return None
        thread = held[place].entries if place in held else []
        if place != own and thread and belongs(entry, thread):
            return Step(place, _write([*thread, entry], self.channel))
        return Step(own, _write([*held[own].entries, entry], self.channel))

    def _plan_change(
        self, name: str, file: PostFile, before: Entry, entry: Entry | None
    ) -> Step | None:
        others = [each for each in file.entries if each.id != before.id]
        channel = self.channel if self.channel.id else file.channel
        if entry is None:
            return Step(name, _write(others, channel) if others else None)
        if (entry.edited or 0) < (before.edited or 0):
            return None  # it comes late
        if entry.reply_to is None:  # a picture of an album
            entry = replace(entry, reply_to=before.reply_to)
        if entry == replace(before, edited=entry.edited):
            return None  # Telegram also tells of what no reader sees
        return Step(name, _write([*others, entry], channel))

    def _read_file(self, name: str) -> PostFile:
        data = self._read(name)
        return PostFile(self.channel, []) if data is None else read_posts(data)

    def _list_names(self, before: str | None = None) -> list[str]:
        """The newest first; of those before an article if it is given."""
        folder = self.files.folder / self.channel.folder
        try:
            names = sorted((path.name for path in folder.iterdir()), reverse=True)
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as exc:
            raise ArticleFileError(f"{folder} cannot be read: {exc.strerror}") from exc
        ids = (f"{self.channel.folder}/{name}" for name in names)
        return [
            article_id
            for article_id in ids
            if (before is None or article_id < before) and read_file_name(article_id)
        ]

    def _read(self, name: str) -> bytes | None:
        """None if it is not there."""
        path = self.files.folder / name
        try:
            with path.open("rb") as file:
                return file.read(_MAX_FILE_BYTES)
        except FileNotFoundError:
            return None
        except OSError as exc:
            raise ArticleFileError(f"{name} cannot be read: {exc.strerror}") from exc


def _list_posts(name: str, data: bytes) -> set[int]:
    named = read_file_name(name)
    return list_posts(data) | ({named[1]} if named else set())


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _write(entries: Iterable[Entry], channel: Channel) -> bytes:
    return write_posts(sorted(entries, key=lambda entry: entry.id), channel)
