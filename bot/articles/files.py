"""Changes of the files in the corpus folder: each whole or not at all, and each can be undone."""

import errno
import hashlib
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bot.config.settings import Settings
from bot.text.translation import gettext, gettext_noop
from corpus import MUST_ANSWER_NAME, FootnoteError
from embeddings import make_private, make_private_folder

_PASSING_PREFIX = ".footnote-"
"""Names with a leading dot are not looked at when the corpus is read."""
_PASSING = re.compile(re.escape(_PASSING_PREFIX) + r"[0-9a-f]{16}")
_SECONDS_A_DAY = 24 * 60 * 60
_FILES_AT_ONCE = 500
"""Of many, those that are on disk before the first of them takes its place."""

_NOT_WRITTEN = gettext_noop("{name} cannot be written: {reason}")
_NOT_MOVED = gettext_noop("{name} cannot be moved: {reason}")
_GONE = gettext_noop("{name} is gone from the folder already; /reindex makes me forget it.")
_OUTSIDE = gettext_noop("{name} does not lie in the folder of the articles, or is a link.")
_CHANGED = gettext_noop("{name} has been changed by somebody else and stays as it is.")
_STATE_INSIDE = gettext_noop("STATE_DIR lies inside CORPUS_DIR: name a folder outside it.")


class ArticleFileError(FootnoteError):
    """A file could not be changed, and nothing was; the text says why, to a reader."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """What was done to the file `path`. What it held before lies at `kept`, None if it was not
    there; `mode` is who might read it there, `written` the SHA-256 of what it holds now, "" if it
    was taken away."""

    path: Path
    kept: Path | None
    mode: int = 0
    written: str = ""

    def undo(self) -> None:
        """Makes the folder what it was, also if it is so already, or the change was not made.

        :raises ArticleFileError: if that cannot be done, or the file is of somebody else by now.
        """
        try:
            present = _hash_file(self.path)
            if self.kept is not None and not os.path.lexists(self.kept):
                if present == (self.written or None):  # made, and what it held before is lost
                    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
                return
            if present is None and self.kept is None:
                return
            if present not in self._find_expected():
                raise ArticleFileError(gettext(_CHANGED).format(name=self.path.name))
            if self.kept is None:
                self.path.unlink(missing_ok=True)
            else:
                _move(self.kept, self.path)
                _restore_mode(self.path, self.mode)
        except OSError as exc:
            raise _fail(_NOT_MOVED, self.path.name, exc) from exc

    def _find_expected(self) -> set[str | None]:
        """What the file may hold, made or not: another content is not of this change."""
        return {self.written or None, _hash_file(self.kept) if self.kept else None}


Announce = Callable[[FileChange], None]
"""Called with a change when the new words are on disk, and before anything else is: a process that
is killed leaves no copy that nobody knows of."""


def announce_to_nobody(change: FileChange) -> None:
    """For who does not care."""


@dataclass(frozen=True, slots=True)
class ArticleFiles:
    """The articles in `folder`; what is taken out of it goes to `removed`, never away."""

    folder: Path
    removed: Path

    @classmethod
    def of_settings(cls, settings: Settings) -> "ArticleFiles":
        """Those of a bot with these settings."""
        return cls(settings.corpus_dir, settings.state_dir / "removed")

    def is_taken(self, name: str) -> bool:
        """Whether there is a file `name` directly in the folder."""
        return os.path.lexists(self.folder / name)

    def holds(self, change: FileChange) -> bool:
        """Whether the files of a change lie where these do, and not in folders of before."""
        root, removed = self.folder.resolve(), self.removed
        is_here = change.path.is_relative_to(root) and ".." not in change.path.parts
        kept = change.kept
        return is_here and (
            kept is None or (kept.is_relative_to(removed) and ".." not in kept.parts)
        )

    def write(self, name: str, data: bytes, announce: Announce = announce_to_nobody) -> FileChange:
        """Writes `data` into the file `name` of the folder, or of a folder in it that is there; one
        that was there is kept.

        :raises ArticleFileError: if that cannot be done, as on a full disk.
        """
        path = self._locate(name)
        passing = path.with_name(f"{_PASSING_PREFIX}{secrets.token_hex(8)}")
        try:
            _remove_left_overs(path.parent)
            _write_new(passing, data)
            kept, mode = self._plan_keeping(path, name) if os.path.lexists(path) else (None, 0)
            change = FileChange(path, kept, mode, hashlib.sha256(data).hexdigest())
            try:
                announce(change)
                if kept:
                    _copy(path, kept)
                passing.replace(path)
            except OSError:
                if kept:
                    kept.unlink(missing_ok=True)
                raise
        except OSError as exc:
            raise _fail(_NOT_WRITTEN, name, exc) from exc
        finally:
            with suppress(OSError):
                passing.unlink(missing_ok=True)
        _sync_folder(path.parent)
        return change

    def write_all(self, contents: Mapping[str, bytes]) -> None:
        """Writes many files, each whole or not at all, in folders that are there. What they held
        before is not kept, and if it fails some are written: it is for what can be had again.

        :raises ArticleFileError: as `write`.
        """
        names = list(contents)
        cleared: set[Path] = set()
        for start in range(0, len(names), _FILES_AT_ONCE):
            passing: dict[Path, Path] = {}
            try:
                for name in names[start : start + _FILES_AT_ONCE]:
                    path = self._locate(name)
                    if path.parent not in cleared:
                        cleared.add(path.parent)
                        _remove_left_overs(path.parent)
                    new = path.with_name(f"{_PASSING_PREFIX}{secrets.token_hex(8)}")
                    passing[new] = path
                    _write_new(new, contents[name])
                for new, path in passing.items():
                    new.replace(path)
            except OSError as exc:
                raise _fail(_NOT_WRITTEN, name, exc) from exc
            finally:
                for new in passing:
                    with suppress(OSError):
                        new.unlink(missing_ok=True)
            for folder in {path.parent for path in passing.values()}:
                _sync_folder(folder)

    def make_folder(self, name: str) -> None:
        """Makes the folder of the articles' that the file `name` is to lie in, if it is not there.

        :raises ArticleFileError: if that cannot be done, or it leads elsewhere.
        """
        path, root = self._locate(name), self.folder.resolve()
        try:
            for folder in reversed(path.relative_to(root).parents[:-1]):
                (root / folder).mkdir(exist_ok=True)
        except OSError as exc:
            raise _fail(_NOT_WRITTEN, name, exc) from exc

    def remove(self, article_id: str, announce: Announce = announce_to_nobody) -> FileChange:
        """Moves the file of an article out of the folder.

        :raises ArticleFileError: if that cannot be done, or the file is gone.
        """
        path = self._locate(article_id)
        try:
            mode = stat.S_IMODE(path.lstat().st_mode)
            kept = self._find_place(article_id)
            change = FileChange(path, kept, mode)
            announce(change)
            _move(path, kept)
            make_private(kept)
        except FileNotFoundError as exc:
            raise ArticleFileError(gettext(_GONE).format(name=article_id)) from exc
        except OSError as exc:
            raise _fail(_NOT_MOVED, article_id, exc) from exc
        return change

    def remove_left_overs(self) -> None:
        """Removes what is half written, as whoever wrote it was killed; what cannot be removed
        stays, and is no article."""
        with suppress(OSError):
            _remove_left_overs(self.folder)
        for path in _find_left_overs(self.removed):
            _remove_left_over(path)

    def remove_old_left_overs(self, now: float | None = None) -> None:
        """The same, in all folders, of what has not been touched for a day before `now`, in seconds
        since 1970: whoever wrote that does so no more, and the folder may never be written into
        again. So nobody need be waited for."""
        before = (time.time() if now is None else now) - _SECONDS_A_DAY
        for root in (self.folder, self.removed):
            for path in _find_left_overs(root):
                _remove_left_over(path, before)

    def remove_left_overs_beside(self, name: str) -> None:
        """The same, in the folder in which the file `name` is."""
        if path := self.find_place(name):
            with suppress(OSError):
                _remove_left_overs(path.parent)

    def find_place(self, name: str) -> Path | None:
        """Where the file `name` lies in the folder, or would lie; None if it is no name of one
        there. Names that were remembered may be a stranger's, in a back-up that was put back."""
        parts = PurePosixPath(name).parts
        if not parts or parts[0].startswith("/") or ".." in parts or "\0" in name:
            return None
        return self.folder.joinpath(*parts)

    def _locate(self, article_id: str) -> Path:
        """The path of a file in the folder, which leads through no link out of it; of the file
        itself, too, no link is followed.

        :raises ArticleFileError: if there is no such place.
        """
        root = self.folder.resolve()
        place = self.find_place(article_id)
        path = root / place.relative_to(self.folder) if place else root
        is_inside = path.parent.resolve() == path.parent and path.parent.is_relative_to(root)
        if place is None or not is_inside or path.name == MUST_ANSWER_NAME or path.is_symlink():
            raise ArticleFileError(gettext(_OUTSIDE).format(name=article_id))
        return path

    def _plan_keeping(self, path: Path, name: str) -> tuple[Path, int]:
        """Where a copy of the file `path` is to lie, which is about to be replaced, and who might
        read that."""
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode):
            raise OSError(errno.EEXIST, os.strerror(errno.EEXIST))
        return self._find_place(name), stat.S_IMODE(mode)

    def _find_place(self, article_id: str) -> Path:
        """A path for what is taken out, at which there is nothing yet.

        :raises ArticleFileError: if what is there would be read as an article again.
        """
        if self.removed.resolve().is_relative_to(self.folder.resolve()):
            raise ArticleFileError(gettext(_STATE_INSIDE))
        place = self.removed.joinpath(*PurePosixPath(article_id).parts)
        state_dir = self.removed.parent
        inside = [folder for folder in place.parents if folder.is_relative_to(state_dir)]
        for folder in reversed(inside):
            make_private_folder(folder)
        _remove_left_overs(place.parent)
        number, free = 1, place
        while os.path.lexists(free):
            number += 1
            free = place.with_stem(f"{place.stem}-{number}")
        return free


def _remove_left_overs(folder: Path) -> None:
    """Removes what a write or a move left behind in `folder` that was killed."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if _PASSING.fullmatch(entry.name)]
    for name in names:
        _remove_left_over(folder / name)


def _remove_left_over(path: Path, before: float | None = None) -> None:
    """Removes what was left at `path`, if it can be; if a time is given, in seconds since 1970,
    what was made before it."""
    with suppress(OSError):
        found = path.lstat()
        # When it was made: a copy was changed when what it is of was.
        if stat.S_ISREG(found.st_mode) and (before is None or found.st_ctime < before):
            path.unlink()


def _find_left_overs(root: Path) -> Iterator[Path]:
    """The same in all folders from `root` on that can be listed, however deep they lie; no links
    are followed."""
    pending = [root]
    while pending:  # `os.walk` calls itself, for which folders may lie too deep
        folder = pending.pop()
        try:
            with os.scandir(folder) as entries:
                found = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
        except OSError:
            continue
        pending += [folder / name for name, is_folder in found if is_folder]
        yield from (folder / name for name, _ in found if _PASSING.fullmatch(name))


def _hash_file(path: Path) -> str | None:
    """SHA-256 of what `path` holds; None if it is not there."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def _write_new(path: Path, data: bytes) -> None:
    # Exclusive: whatever is there, a link also, is neither followed nor written to.
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _move(source: Path, target: Path) -> None:
    """Moves a file in one step, also from one file system to another."""
    try:
        source.replace(target)
        return
    except OSError as exc:
        if exc.errno != errno.EXDEV:
            raise
    _copy(source, target)
    try:
        source.unlink()
    except OSError:
        target.unlink(missing_ok=True)
        raise


def _copy(source: Path, target: Path) -> None:
    """Makes a copy that nobody else may read, whole or not at all."""
    passing = target.with_name(f"{_PASSING_PREFIX}{secrets.token_hex(8)}")
    try:
        shutil.copy2(source, passing, follow_symlinks=False)
        make_private(passing)
        with passing.open("rb") as file:
            os.fsync(file.fileno())
        passing.replace(target)
    finally:
        passing.unlink(missing_ok=True)


def _restore_mode(path: Path, mode: int) -> None:
    with suppress(PermissionError):  # somebody else's, whose mode was not changed
        path.chmod(mode)


def _sync_folder(path: Path) -> None:
    """Waits until it is on disk which files `path` has; what cannot be waited for is done all the
    same."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _fail(message: str, name: str, error: OSError) -> ArticleFileError:
    return ArticleFileError(gettext(message).format(name=name, reason=error.strerror or error))
