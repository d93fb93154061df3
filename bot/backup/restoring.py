"""Putting a back-up back: all of it is unpacked and looked at beside what is there, before anything
that is there is touched."""

import errno
import itertools
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.backup.archive import BackupArchive
from bot.backup.databases import check_database, copy_server
from bot.backup.kept_settings import choose_restored
from bot.backup.locks import is_restoring, nobody_at_work
from bot.backup.manifest import ARTICLES, INDEX, STATE, BackupError, BackupManifest
from bot.backup.moving import find_note, move_all, undo_moves
from bot.backup.ownership import refuse_for_root
from bot.config.settings import Settings
from bot.storage.copying import copied, holds_anything
from bot.storage.database import Database, DatabaseError
from corpus import FootnoteError
from embeddings import (
    BuildFolder,
    FittedError,
    make_private_file,
    make_private_folder,
    read_fitted,
    read_live_manifest,
)

_STAGE = ".footnote-restore"
"""In each of the folders: on the same disk, and a name that is not looked at among articles."""

_STATE_FILES = (
    "*.sqlite3",
    "*.sqlite3-*",
    "removed",
    "failed_rebuild.json",
    "rebuild_under_way.json",
    "built_by",
)
_INDEX_FILES = ("CURRENT", "PREVIOUS", "builds", "pieces", "shards")
_FITTED = "confidence.json"
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
FROM_SERVER = "postgres.sqlite3"
"""What was kept in PostgreSQL, as a back-up has it."""
_BYTES_LEFT_FREE = 16 << 20


@dataclass(frozen=True, slots=True)
class Restored:
    """`settings` are those of the back-up that may be taken over, `left_out` says why others are
    not; `kept` are the folders in which what was there lies now; `has_index` is whether questions
    can be answered at once, `lost_fit` whether what was fitted cannot be used by this Footnote, and
    was left out; `has_undone` is whether a restore that was cut off was undone first."""

    manifest: BackupManifest
    settings: Mapping[str, str]
    left_out: tuple[str, ...]
    kept: tuple[Path, ...]
    has_index: bool
    lost_fit: bool
    has_undone: bool


class _UnsettledError(BackupError):
    """What was kept in PostgreSQL before may be there no more."""


def restore(
    settings: Settings,
    source: Path,
    *,
    force: bool = False,
    on_file: Callable[[int, int], None] = lambda done, total: None,
    hold: Callable[[], object] = lambda: None,
) -> Restored:
    """Puts the back-up in the file `source` into the folders of `settings`, which are to be empty
    or absent; with `force` what is there is moved beside them. One that was cut off is undone
    before anything else. `on_file` is called with how many files are unpacked, and how many there
    are; `hold` when all is at its place, or goes back: from then on no signal may end it, as it
    would not be said what is there.

    :raises BackupError: if it cannot be put back, or not by root; what is there stays, and stays
        where it is.
    :raises FootnoteError: if a bot runs, or anything else is at work on these folders.
    """
    folders = {
        ARTICLES: settings.corpus_dir,
        STATE: settings.state_dir,
        INDEX: settings.index_dir,
    }
    note = find_note(settings.state_dir)
    refuse_for_root(settings.state_dir)
    has_undone = _undo_what_was_cut_off(settings, note, folders.values())
    with BackupArchive(source) as archive, ExitStack() as stack:
        try:
            _check_space(archive.manifest, folders)
            stack.enter_context(_made(folders.values()))
            stack.enter_context(nobody_at_work(settings))
            stack.enter_context(_made_room(settings, force))
            in_the_way = _list_in_the_way(archive.manifest, folders)
            if not force:
                _refuse_what_is_there(in_the_way)
            stages = {part: stack.enter_context(_staged(folders[part], note)) for part in folders}
            _unpack(archive, stages, on_file)
            _check_state(settings, archive, stages[STATE])
            has_index, lost_fit = _check_index(stages[INDEX])
            with _loaded(settings, stages[STATE]) as settle:
                kept = _move_in(folders, stages, in_the_way, note, hold, settle)
        except DatabaseError as exc:
            raise BackupError(f"{archive.path} cannot be restored: {exc}") from exc
        except OSError as exc:
            # Without a name it is of what is read, or, if a disk is full, of what is written.
            written = " or ".join(map(str, folders.values()))
            where = exc.filename or (written if exc.errno in _FULL else source)
            raise BackupError(f"{where}: {exc.strerror or exc}") from exc
        chosen, left_out = choose_restored(archive.manifest.settings)
        return Restored(
            *(archive.manifest, chosen, tuple(left_out), kept, has_index, lost_fit, has_undone)
        )


def find_left_stages(settings: Settings) -> tuple[Path, ...]:
    """The folders into which a restore was unpacking that was killed; none while one is at work.
    The next restore removes them."""
    folders = (settings.corpus_dir, settings.state_dir, settings.index_dir)
    left = [folder / _STAGE for folder in dict.fromkeys(folders)]
    left = [stage for stage in left if os.path.lexists(stage)]
    return () if not left or is_restoring(settings) else tuple(left)


def _undo_what_was_cut_off(settings: Settings, note: Path, folders: Collection[Path]) -> bool:
    """Puts back what a restore had moved that was killed, by its `note`; False if none was."""
    if not os.path.lexists(note):
        return False
    try:
        with nobody_at_work(settings):
            for folder in undo_moves(note).difference(folders):
                with suppress(OSError):
                    folder.rmdir()  # made for what was there, which is back
            for folder in folders:
                shutil.rmtree(folder / _STAGE, ignore_errors=True)
    except OSError as exc:
        raise BackupError(f"{exc.filename or note}: {exc.strerror or exc}") from exc
    return True


def _check_space(manifest: BackupManifest, folders: Mapping[str, Path]) -> None:
    """:raises BackupError: if a disk has less room than the files are said to take."""
    needed: dict[int, int] = {}
    free: dict[int, int] = {}
    for part, folder in folders.items():
        place = next(each for each in (folder, *folder.parents) if each.exists())
        device = place.stat().st_dev
        sizes = (record.size for name, record in manifest.files.items() if name.startswith(part))
        needed[device] = needed.get(device, 0) + sum(sizes)
        free[device] = shutil.disk_usage(place).free
    for device, size in needed.items():
        if size + _BYTES_LEFT_FREE > free[device]:
            raise BackupError(
                f"the back-up takes {-(-size >> 20)} MiB, and the disk has "
                f"{free[device] >> 20} MiB free, of which {_BYTES_LEFT_FREE >> 20} MiB are to stay "
                "free: nothing was restored"
            )


@contextmanager
def _made(folders: Iterable[Path]) -> Iterator[None]:
    """Makes the folders, for nobody else to enter; if the block raises those that were not there
    are gone again."""
    made: list[Path] = []
    try:
        for folder in folders:
            missing = [each for each in (folder, *folder.parents) if not os.path.lexists(each)]
            made += reversed(missing)
            make_private_folder(folder)
        yield
    except BaseException:
        for folder in reversed(made):
            for lock in folder.glob("*.lock") if folder.is_dir() else ():
                lock.unlink(missing_ok=True)
            with suppress(OSError):
                folder.rmdir()
        raise


@contextmanager
def _made_room(settings: Settings, force: bool) -> Iterator[None]:
    """What is kept in PostgreSQL is put where it is moved beside with the rest of the state.

    :raises BackupError: if there is anything, and not `force`.
    """
    if settings.state_url is None or not holds_anything(Database(settings.state_url)):
        yield
        return
    if not force:
        raise BackupError(
            f"{settings.state_url} has what a bot keeps: restore into an empty database, or add "
            "--force, which writes what is there into a file beside STATE_DIR"
        )
    path = settings.state_dir / FROM_SERVER
    if path.exists():  # of a restore that was cut off, and maybe all that is left of that
        names = (path.with_stem(f"{path.stem}-{number}") for number in itertools.count(1))
        path.rename(next(name for name in names if not os.path.lexists(name)))
    try:
        make_private_file(path)
        path.write_bytes(copy_server(settings.state_url).content)
        yield
    except _UnsettledError as exc:
        raise BackupError(f"{exc}; what the server had is in {path}") from exc
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    else:
        path.unlink(missing_ok=True)  # unless it was moved


@contextmanager
def _loaded(settings: Settings, stage: Path) -> Iterator[Callable[[], None]]:
    """What was kept is in PostgreSQL, where that is set, when what this gives is called, and no
    file is moved in; nothing is there if it is not."""
    path = stage / settings.database_path.name
    if settings.state_url is None or not path.exists():
        yield lambda: None
        return
    with ExitStack() as stack:
        stack.enter_context(copied(Database(path), Database(settings.state_url)))
        for each in stage.glob(f"{path.name}*"):
            each.unlink()

        def settle() -> None:
            try:
                stack.close()
            except DatabaseError as exc:
                raise _UnsettledError(
                    "nothing was restored, but it is not sure that the server has not taken what "
                    f"was kept ({exc}): when it answers run footnote restore again, with --force"
                ) from exc

        yield settle


def _list_in_the_way(
    manifest: BackupManifest, folders: Mapping[str, Path]
) -> dict[str, tuple[Path, ...]]:
    """What lies where the back-up belongs, by its part. Caches and locks may stay, and of articles
    what is not looked at."""
    names = {part: _list_names(manifest, part) for part in folders}
    index = [*(_INDEX_FILES if "CURRENT" in names[INDEX] else ()), *(names[INDEX] & {_FITTED})]
    state = {path for pattern in _STATE_FILES for path in folders[STATE].glob(pattern)}
    return {
        ARTICLES: tuple(p for p in sorted(folders[ARTICLES].iterdir()) if p.name[0] != "."),
        STATE: tuple(sorted(state)),
        INDEX: tuple(p for p in (folders[INDEX] / name for name in index) if os.path.lexists(p)),
    }


def _refuse_what_is_there(in_the_way: Mapping[str, tuple[Path, ...]]) -> None:
    """:raises BackupError: if anything is."""
    for path in (path for paths in in_the_way.values() for path in paths):
        raise BackupError(
            f"{path} is there: restore into empty folders, or add --force, which moves what is "
            "there beside them"
        )


def _list_names(manifest: BackupManifest, part: str) -> set[str]:
    """What lies directly in the folder of a part."""
    return {name.split("/")[1] for name in manifest.files if name.startswith(part)}


@contextmanager
def _staged(folder: Path, note: Path) -> Iterator[Path]:
    """An empty folder in `folder`, which is gone at the end, unless the `note` is there: what is to
    be undone by it needs the folder."""
    stage = folder / _STAGE
    shutil.rmtree(stage, ignore_errors=True)  # of a process that was killed
    stage.mkdir(mode=0o700)
    try:
        yield stage
    finally:
        if not os.path.lexists(note):
            shutil.rmtree(stage, ignore_errors=True)


def _unpack(
    archive: BackupArchive, stages: Mapping[str, Path], on_file: Callable[[int, int], None]
) -> None:
    total = len(archive.manifest.files)

    def place(name: str) -> Path:
        part, _, inside = name.partition("/")
        return stages[f"{part}/"] / inside

    archive.unpack(place, lambda done: on_file(done, total))


def _check_state(settings: Settings, archive: BackupArchive, stage: Path) -> None:
    """:raises BackupError: if this Footnote cannot use it."""
    try:
        for path in sorted(stage.glob("*.sqlite3")):
            check_database(path, settings.database_path.name)
    except BackupError as exc:
        raise BackupError(f"{archive.path} cannot be restored: {exc}") from exc


def _check_index(stage: Path) -> tuple[bool, bool]:
    """Whether there is an index, and whether what was fitted is left out; of both what another
    version has made, as they can be made again."""
    lost_fit = False
    try:
        read_fitted(stage)
    except FittedError:
        (stage / _FITTED).unlink()
        lost_fit = True
    if not (stage / "CURRENT").exists():
        return False, lost_fit
    try:
        read_live_manifest(BuildFolder(stage))
    except FootnoteError:
        for path in [path for path in stage.iterdir() if path.name != _FITTED]:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        return False, lost_fit
    return True, lost_fit


def _move_in(
    folders: Mapping[str, Path],
    stages: Mapping[str, Path],
    in_the_way: Mapping[str, tuple[Path, ...]],
    note: Path,
    hold: Callable[[], object],
    settle: Callable[[], object],
) -> tuple[Path, ...]:
    """Moves what is there beside its folder, and what was unpacked to its place; all of it, or, if
    something cannot be moved, or `settle` fails, nothing. Gives the folders with what was there."""
    places: dict[Path, Path] = {}  # one for each, also if two folders are the same
    beside: list[Path] = []
    try:
        for part, folder in folders.items():
            if in_the_way[part]:
                beside.append(kept := _make_beside(folder))
                places |= {path: kept / path.name for path in in_the_way[part]}
        for part, folder in folders.items():
            places |= {path: folder / path.name for path in sorted(stages[part].iterdir())}
        move_all(places.items(), note, hold, settle)
    except BaseException as exc:
        for kept in beside:
            with suppress(OSError):
                kept.rmdir()
        if isinstance(exc, OSError) and exc.errno == errno.EXDEV:
            raise BackupError(
                f"{Path(str(exc.filename)).parent} lies on a disk of its own, and nothing can be "
                "moved beside it: empty it, and restore then"
            ) from exc
        raise
    return tuple(beside)


def _make_beside(folder: Path) -> Path:
    """A new folder beside `folder`, named after it and the time."""
    real = Path(os.path.realpath(folder))
    name = f"{real.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%S}"
    names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
    kept = next(place for place in map(real.with_name, names) if not os.path.lexists(place))
    kept.mkdir(mode=0o700)
    return kept
