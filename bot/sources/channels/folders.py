"""Which folder the posts of a channel lie in: where they began, whatever it is called now."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from bot.articles.files import ArticleFileError
from corpus.sources.post_files import read_channel
from corpus.sources.post_names import PRIVATE_FOLDER, is_folder, read_file_name
from corpus.sources.posts import Channel

_MAX_HEAD_BYTES = 16 * 1024
_MAX_LOOKED_AT = 50
"""Files of a folder; those that the owner has changed may say nothing of their channel."""


def find_place(root: Path, channel: Channel, may_share: bool = False) -> Channel:
    """The channel with the folder below `root` that its posts lie in, or will lie in: one that has
    its posts, or else that of its name, unless another channel had that name before, or the owner
    has a folder that is called so: that is meant only if it `may_share`, as he has just named it.

    :raises ArticleFileError: if folders cannot be read.
    """
    folder = channel.folder
    known = read_owner(root, folder)
    if known is not None and known.id == channel.id:
        return channel
    if moved := _find_folder(root, lambda other: other.id == channel.id):
        return replace(channel, place=moved)
    if known is not None or (not may_share and _holds_others(root, folder)):
        return replace(channel, place=f"{PRIVATE_FOLDER}{channel.id}")
    return channel


def _holds_others(root: Path, folder: str) -> bool:
    """Whether there is anything in a folder that is not called as posts are."""
    try:
        with os.scandir(root / folder) as entries:
            names = [entry.name for entry in entries if not entry.name.startswith(".")]
            return any(read_file_name(f"{folder}/{name}") is None for name in names)
    except FileNotFoundError:
        return False
    except OSError:
        return True


def find_linked(root: Path, linked: str) -> str:
    """The folder with the posts of the channel that is `linked` as `read_link` has it; `linked`
    itself if there is none.

    :raises ArticleFileError: if folders cannot be read.
    """

    def is_meant(channel: Channel) -> bool:
        if linked.startswith(PRIVATE_FOLDER):
            return str(channel.id) == linked.removeprefix(PRIVATE_FOLDER)
        return (channel.name or "").lower() == linked

    known = read_owner(root, linked)
    if known is not None and is_meant(known):
        return linked
    return _find_folder(root, is_meant) or linked


def read_owner(root: Path, folder: str) -> Channel | None:
    """The channel whose posts lie in a folder; None if there are none.

    :raises ArticleFileError: if it cannot be read.
    """
    for name in islice(_list_files(root, folder), _MAX_LOOKED_AT):
        try:
            with (root / name).open("rb") as file:
                channel = read_channel(file.read(_MAX_HEAD_BYTES))
        except OSError as exc:
            raise ArticleFileError(f"{name} cannot be read: {exc.strerror}") from exc
        if channel is not None:
            return channel
    return None


def _find_folder(root: Path, is_meant: Callable[[Channel], bool]) -> str | None:
    """All folders are looked through, each at a file or a few."""
    try:
        names = sorted(entry.name for entry in os.scandir(root) if is_folder(entry.name))
    except FileNotFoundError:
        return None
    except OSError as exc:
        raise ArticleFileError(f"{root} cannot be read: {exc.strerror}") from exc
    for name in names:
        channel = read_owner(root, name)
        if channel is not None and is_meant(channel):
            return name
    return None


def _list_files(root: Path, folder: str) -> Iterator[str]:
    try:
        with os.scandir(root / folder) as entries:
            for entry in entries:
                name = f"{folder}/{entry.name}"
                if read_file_name(name) and entry.is_file():
                    yield name
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as exc:
        raise ArticleFileError(f"{folder} cannot be read: {exc.strerror}") from exc
