"""Builds of the index side by side in one folder, and the switch from one to the next."""

import errno
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from corpus import FootnoteError
from embeddings.index.manifest import MANIFEST_NAME, read_regular
from embeddings.index.parts import ON_DISK, Opener

_CURRENT = "CURRENT"
_PREVIOUS = "PREVIOUS"
_MAX_POINTER_BYTES = 4096
BUILDS = "builds"
_LOCK = "build.lock"
_PIECES = "pieces"
_SHARDS = "shards"
_BUILD_NAME = re.compile(r"(\d{8}T\d{6}-[0-9a-f]{8})(-[0-9a-f]{8})?")
"""What is behind the second dash tells what was fetched again of the same build."""
_SECONDS_OF_A_LOOK = 0.3
"""In which who holds the lock only to see whether somebody builds has let it go."""
_SECONDS_OF_ADOPTING = 60.0
"""In which another process of this machine has fetched the same build."""
_SECONDS_BETWEEN_TRIES = 0.02
_IN_THE_WAY = {errno.EEXIST, errno.EISDIR, errno.ENOTDIR, errno.ELOOP}
_KEPT_WITHOUT_POINTER = 2
"""Builds that have ended, where nothing says which was live: as many as are kept else."""


class BuildError(FootnoteError):
    """A build cannot be made or found; the text says what to do."""


class BusyError(BuildError):
    """Another build is running."""


class OutdatedError(BuildError):
    """Another build has gone live since the articles of this one were read."""

    def __init__(self) -> None:
        super().__init__(
            "another build has ended since the articles were read: run footnote index again"
        )


class BuildFolder:
    """The index folder: `builds/NAME/` for each build, and `CURRENT`, which names the live one;
    `PREVIOUS` names the one that was live before, which is kept as well, and behind it the one
    before that: if a switch ends between the two files, that is still the one before.

    Readers need no lock: `CURRENT` is replaced in one step, when everything that it names is on
    disk. What a killed build left behind is removed by the next one.
    """

    opener: Opener = ON_DISK
    """Opens its builds."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def current(self) -> Path | None:
        """The live build's folder; None if there has been no build.

        :raises BuildError: if `CURRENT` is damaged or unreadable.
        """
        return next(iter(self._read_pointer(_CURRENT)), None)

    def previous(self) -> Path | None:
        """The folder of the build that was live before; None if there is none that can be told."""
        try:
            named, live = self._read_pointer(_PREVIOUS), self.current()
        except BuildError:
            return None
        return next((build for build in named if build != live and build.is_dir()), None)

    def find_damaged_previous(self) -> Path | None:
        """The file that is to name the build before the live one, if it names none that is there;
        None if it does, or there has been none."""
        pointer = self.path / _PREVIOUS
        return pointer if os.path.lexists(pointer) and self.previous() is None else None

    @property
    def pieces(self) -> Path:
        """Where a build keeps what it has encoded until it is live; then it is removed."""
        return self.path / _PIECES

    @property
    def shards(self) -> Path:
        """Where shards of an encoding job keep what they have encoded until a build has taken
        it."""
        return self.path / _SHARDS

    def find_live_name(self) -> str | None:
        """The name of the live build; None if there is none that can be told."""
        try:
            live = self.current()
        except BuildError:
            return None
        return live.name if live else None

    @contextmanager
    def held(self, patience_seconds: float = _SECONDS_OF_A_LOOK) -> Iterator[None]:
        """As long as the block lasts nobody else builds, in this process or another one.

        :raises BusyError: if somebody does for longer than `patience_seconds`.
        :raises OSError: if the folder cannot be written.
        """
        refusal = f"another build is running in {self.path}: wait until it has ended"
        with hold_lock(self.path / _LOCK, refusal, patience_seconds):
            yield

    def list_ended(self) -> list[Path]:
        """The folders of builds that came to their end, whether they ever went live or not, the
        last one first."""
        ended = []
        for path in (self.path / BUILDS).glob("*"):
            if _BUILD_NAME.fullmatch(path.name):
                with suppress(OSError):  # it has not, or is gone
                    ended.append(((path / MANIFEST_NAME).stat().st_mtime_ns, path))
        return [path for _, path in sorted(ended, reverse=True)]

    def go_back(self, check: Callable[[Path], None]) -> None:
        """Makes the build before the live one the live one, and that the one before, if `check`
        raises nothing of it.

        :raises BuildError: if there is none, somebody builds, or the folder cannot be written.
        """
        try:
            with self.held():
                before = self.previous()
                if before is None:
                    raise BuildError(f"there is no index before the live one in {self.path}")
                check(before)
                self._switch(before)
        except OSError as exc:
            raise self._explain(exc) from exc

    @contextmanager
    def new_build(self) -> Iterator[Path]:
        """An empty folder to build in. It goes live at the end of the block, and is removed if
        the block raises; so is every build but the live one and the one before, at both ends.

        :raises BuildError: if another build is running or the folder cannot be written, which is
            what any `OSError` in the block is taken for.
        """
        try:
            with self.held():
                self._remove_others()
                build = self.path / BUILDS / _new_name()
                build.mkdir(parents=True)
                try:
                    yield build
                except BaseException:
                    remove_folder(build)
                    raise
                try:
                    self._switch(build)
                finally:
                    # Asked of the disk, as what interrupted the switch may have come after it.
                    self._remove_others(build)
                remove_folder(self.pieces)
        except OSError as exc:
            raise self._explain(exc) from exc

    def adopt(self, name: str, write: Callable[[Path], None]) -> None:
        """Makes the build called `name`, which was made elsewhere, the live one. If it is not in
        the folder it is written by `write` into an empty one.

        :raises ValueError: if no build is called so.
        :raises BuildError: as `new_build`.
        """
        if not _BUILD_NAME.fullmatch(name):
            raise ValueError(f"{name!r} is the name of no build")
        build = self.path / BUILDS / name
        try:
            with self.held(_SECONDS_OF_ADOPTING):
                if not build.is_dir():
                    self._remove_others()
                    begun = self.path / BUILDS / _new_name()
                    begun.mkdir(parents=True)
                    try:
                        write(begun)
                        begun.rename(build)
                    except BaseException:
                        remove_folder(begun)
                        raise
                self._switch(build)
                self._remove_others(build)
        except OSError as exc:
            raise self._explain(exc) from exc

    def _explain(self, error: OSError) -> BuildError:
        """That nothing can be written, and why; or what is where a file or folder of ours belongs,
        which is left to who knows whether it is needed."""
        if error.errno in _IN_THE_WAY and isinstance(error.filename, str | bytes):
            place = Path(os.fsdecode(error.filename))
            folders = (each for each in place.parents if os.path.lexists(each))
            obstacle = next((each for each in folders if not each.is_dir()), place)
            if place.is_relative_to(self.path):
                return BuildError(f"{obstacle} is in the way: remove it and run footnote index")
        return BuildError(f"cannot write in {self.path}: {error.strerror or error}")

    def _switch(self, build: Path) -> None:
        """Makes `build` the live one, each step on disk before the next is taken."""
        for path in build.rglob("*"):
            _sync(path)
        _sync(build)
        _sync(build.parent)
        live, before = self._find_live(), self.previous()
        if live:
            named = [live, before] if before else [live]
            self._write_pointer(_PREVIOUS, [each.name for each in named])
        self._write_pointer(_CURRENT, [build.name])

    def _find_live(self) -> Path | None:
        """The live build's folder; None if there is none that can be told, or it is gone."""
        try:
            live = self.current()
        except BuildError:
            return None
        return live if live and live.is_dir() else None

    def _read_pointer(self, name: str) -> list[Path]:
        path = self.path / name
        try:
            builds = read_regular(path, _MAX_POINTER_BYTES).decode("ascii").split()
        except (FileNotFoundError, NotADirectoryError):
            return []
        except IsADirectoryError as exc:
            raise _is_folder(path) from exc
        except (OSError, ValueError) as exc:
            raise BuildError(f"cannot read {path}: run footnote index") from exc
        if not builds or not all(map(_BUILD_NAME.fullmatch, builds)):
            raise BuildError(f"{path} is damaged: run footnote index")
        return [self.path / BUILDS / build for build in builds]

    def _write_pointer(self, name: str, builds: Sequence[str]) -> None:
        pointer = self.path / f"{name}.new"
        # A pipe there would be waited for, and what a link leads to is not ours.
        pointer.unlink(missing_ok=True)
        pointer.write_text("\n".join(builds) + "\n", "ascii")
        for path in (pointer, self.path):
            _sync(path)
        try:
            pointer.replace(self.path / name)
        except IsADirectoryError as exc:
            raise _is_folder(self.path / name) from exc
        _sync(self.path)

    def _remove_others(self, new: Path | None = None) -> None:
        """Removes all builds but the live one and the one before, also `new` if it is neither."""
        live, before = self._find_live(), self.previous()
        if live is None and os.path.lexists(self.path / _CURRENT):
            return  # which build is live cannot be told now; after the next switch it can
        # What is encoded is used again, also where that file is gone.
        ended = [] if live else [build for build in self.list_ended() if build != new]
        kept = {live, before, *ended[:_KEPT_WITHOUT_POINTER]}
        for build in (self.path / BUILDS).glob("*"):
            if build not in kept and _BUILD_NAME.fullmatch(build.name):
                remove_folder(build)


@contextmanager
def hold_lock(
    path: Path, refusal: str, patience_seconds: float = _SECONDS_OF_A_LOOK
) -> Iterator[None]:
    """As long as the block lasts nobody else holds the lock `path`, in this process or another one;
    its folder is made.

    :raises BusyError: with the text `refusal`, if somebody does for longer than `patience_seconds`.
    :raises OSError: if it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, timeout=patience_seconds, poll_interval=_SECONDS_BETWEEN_TRIES)
    try:
        lock.acquire()
    except Timeout as exc:
        raise BusyError(refusal) from exc
    try:
        yield
    finally:
        lock.release()


def remove_folder(path: Path) -> None:
    """Removes the folder `path` with all that can be removed in it; anything else is left alone, as
    `shutil.rmtree` waits for a pipe."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)


def read_build_name(name: str) -> str:
    """The build of which what is called `name` was fetched, once or again."""
    found = _BUILD_NAME.fullmatch(name)
    return found[1] if found else name


def name_again(build: str, content: str) -> str:
    """What is fetched again of `build` is called so, as it now has this `content`."""
    return f"{build}-{hashlib.blake2b(content.encode(), digest_size=4).hexdigest()}"


def _is_folder(path: Path) -> BuildError:
    return BuildError(f"{path} is a folder: remove it and run footnote index")


def _new_name() -> str:
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"


def _sync(path: Path) -> None:
    """Waits until the file or folder `path` is on disk, so that a power cut cannot lose it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
