"""Folders that are written as a whole: either all that is in one is new, or it is as it was."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bot.config.trust import follow_links, is_own
from corpus import FootnoteError

_NEW, _OLD = ".footnote-new", ".footnote-old"
_LOCK = "lock"


class ReplacingError(FootnoteError):
    """A folder cannot be written; the text says why."""


@contextmanager
def replaced_folder(target: Path, files: frozenset[str], kind: str) -> Iterator[Path]:
    """An empty folder beside `target`, which takes its place at the end of the block, and is
    removed if the block raises. It is to hold `files`; what is at `target` already is only replaced
    if it is an empty folder, or one with these files alone, which makes it a `kind` ("an export").
    What a killed process left behind is removed by the next.

    There is a moment between two renamings at which nothing stands at `target`; who is killed just
    then leaves what was there beside it, and the next puts it back.

    :raises DistrustError: if another user's link leads to `target`.
    :raises ReplacingError: if something else is there, another process is writing it, or it cannot
        be written, which is what any `OSError` in the block is taken for.
    """
    try:
        target = follow_links(target)
    except OSError as exc:
        raise _cannot_write(target, exc) from exc
    if not target.name:
        raise ReplacingError(f"{target} cannot be replaced: name another folder")
    new, old = (target.with_name(f".{target.name}{ending}") for ending in (_NEW, _OLD))
    try:
        _check_replaceable(target, files, kind)
        new.mkdir(parents=True, exist_ok=True)
        for path in filter(os.path.lexists, (new, old)):
            # Files are removed from it.
            if path.is_symlink() or not is_own(path):
                raise ReplacingError(f"{path} is not of Footnote: remove it")
        lock = FileLock(new / _LOCK, timeout=0)
        lock.acquire()
    except Timeout as exc:
        raise ReplacingError(f"another process is writing {target}: wait until it ends") from exc
    except OSError as exc:
        raise _cannot_write(target, exc) from exc
    try:
        _put_back(old, target)
        _empty(new)
        yield new
        for path in (*new.iterdir(), new):
            _sync(path)
        _check_replaceable(target, files, kind)  # somebody may have put something there meanwhile
        _replace(new, target, old)
    except BaseException as exc:
        shutil.rmtree(new, ignore_errors=True)
        if os.path.lexists(target):  # which it was to be put back from
            shutil.rmtree(old, ignore_errors=True)
        if isinstance(exc, OSError):
            raise _cannot_write(target, exc) from exc
        raise
    else:
        # From here on what is at `new` is another process's.
        (target / _LOCK).unlink(missing_ok=True)
    finally:
        lock.release()


def _check_replaceable(target: Path, files: frozenset[str], kind: str) -> None:
    if not os.path.lexists(target):
        return
    names = {path.name for path in target.iterdir()} - {_LOCK} if target.is_dir() else {""}
    if names and names != files:
        raise ReplacingError(f"{target} is there and is not {kind}: name another folder")


def _put_back(old: Path, target: Path) -> None:
    """Ends what a killed process had begun."""
    if old.is_dir():
        if os.path.lexists(target):
            shutil.rmtree(old)
        else:
            old.rename(target)


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name != _LOCK:
            path.unlink()


def _replace(new: Path, target: Path, old: Path) -> None:
    if not os.path.lexists(target):
        new.rename(target)
        return
    target.rename(old)
    try:
        new.rename(target)
    except BaseException:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _cannot_write(target: Path, exc: OSError) -> ReplacingError:
    return ReplacingError(f"cannot write {target}: {exc.strerror or exc}")


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
