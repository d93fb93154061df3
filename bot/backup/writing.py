"""Making a back-up: one ZIP file, which takes its place when it is whole."""

import hashlib
import os
import stat
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from bot.articles.under_way import Journal
from bot.backup.archive import CHUNK_BYTES, BackupArchive
from bot.backup.databases import (
    MEMORIES,
    copy_database,
    copy_server,
    is_empty,
    list_databases,
)
from bot.backup.kept_settings import choose_settings
from bot.backup.manifest import (
    ARTICLES,
    INDEX,
    MANIFEST_NAME,
    REMOVED,
    STATE,
    BackupError,
    BackupManifest,
    FileRecord,
    format_manifest,
    is_allowed,
)
from bot.backup.ownership import refuse_for_root
from bot.config.settings import Settings
from bot.config.trust import follow_links
from bot.config.version import find_version
from bot.indexing.folders import is_built_here
from bot.sources.holding import hold_articles
from corpus import MUST_ANSWER_NAME, list_folder
from embeddings import PRIVATE_FILE, BuildFolder

_FITTED = "confidence.json"
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)
_LAST_DATE = (2107, 12, 31, 23, 59, 58)
"""That a ZIP file can have; a clock that nobody has set may be before it."""

_NO_FILE = "is no regular file"
_HOLDS_TOKEN = "holds the bot's token, which no back-up has: keep it yourself"


@dataclass(frozen=True, slots=True)
class Written:
    """What was backed up, and the names of what was not with why: of what lies among the articles,
    or those that were removed, and of settings. `empty` are the names of databases in which nothing
    is kept; `warnings` say why this Footnote could not put it back."""

    manifest: BackupManifest
    left_out: Mapping[str, str]
    empty: frozenset[str]
    warnings: tuple[str, ...]


def back_up(
    settings: Settings,
    given: Mapping[str, str],
    target: Path,
    *,
    with_index: bool = False,
    force: bool = False,
    on_file: Callable[[int, int], None] = lambda done, total: None,
    sleep: Callable[[float], None] = time.sleep,
) -> Written:
    """Writes articles, state, what was fitted and those of the `given` settings that are no secrets
    into the file `target`, for nobody else to read; `with_index` also the live index. The bot may
    run. Nobody changes articles meanwhile; a change that is under way is waited for.
    `on_file` is called with how many files are written, and how many there are to write.

    :raises BackupError: if `target` is there and not `force`, or has articles or a state where
        there are none now, or a database with something where nothing is kept now, or something
        cannot be read or written, or not by root; what was there stays.
    :raises DistrustError: if another user's link leads to `target`.
    :raises HeldError: if articles are changed for very long.
    :raises BuildError: if the index is to be in it and is being built, or there is none.
    """
    if os.fspath(target) == "-":
        raise BackupError("a back-up is a file, and not written to standard output: name a file")
    try:
        target = follow_links(target)
    except OSError as exc:
        raise BackupError(f"{target}: {exc.strerror or exc}") from exc
    _check_target(settings, target, force)
    if given.get("STATE_DIR") and not settings.state_dir.exists():
        raise BackupError(
            f"no such folder: {settings.state_dir} (STATE_DIR names it; where nothing was ever "
            "kept, footnote index makes it)"
        )
    refuse_for_root(settings.state_dir)
    with ExitStack() as stack:
        if settings.state_dir.is_dir():
            stack.enter_context(hold_articles(Journal.of_settings(settings), sleep))
        if with_index:
            stack.enter_context(BuildFolder(settings.index_dir).held())
        passing = target.with_name(f".{target.name}.footnote-new")
        try:
            passing.unlink(missing_ok=True)  # of a back-up that was killed
            with open(passing, "xb", opener=_open_private) as file:
                written = _Writer(settings, file, on_file).write(given, with_index)
                file.flush()
                os.fsync(file.fileno())
            _refuse_losses(target, written, settings)
            _refuse_what_is_there(target, force)  # made since
            passing.replace(target)
        except OSError as exc:
            where = exc.filename or target
            if where == os.fspath(passing):  # which nobody has named
                where = target
            raise BackupError(f"{where}: {exc.strerror or exc}") from exc
        finally:
            with suppress(OSError):
                passing.unlink(missing_ok=True)
    return written


def _check_target(settings: Settings, target: Path, force: bool) -> None:
    """:raises BackupError: if nothing may be written there."""
    if target.is_dir():
        raise BackupError(f"{target} is a folder: name a file")
    for name, folder in (
        ("CORPUS_DIR", settings.corpus_dir),
        ("STATE_DIR", settings.state_dir),
        ("INDEX_DIR", settings.index_dir),
    ):
        if target.is_relative_to(os.path.realpath(folder)):
            raise BackupError(f"{target} lies inside {name}: name a place outside it")
    _refuse_what_is_there(target, force)


def _refuse_what_is_there(target: Path, force: bool) -> None:
    """:raises BackupError: if anything is; with `force`, anything but a whole back-up or an empty
    file: who names a `.env` there means to read it."""
    if not os.path.lexists(target):
        return
    if not target.is_file():  # a device that is replaced is gone
        raise BackupError(f"{target} is no regular file: name another")
    if not force:
        raise BackupError(f"{target} is there: name another file, or add --force to replace it")
    if target.stat().st_size:
        try:
            with BackupArchive(target):
                pass
        except BackupError as exc:
            raise BackupError(
                f"only a back-up is replaced by one: {exc}; name another file, or remove that"
            ) from exc


def _refuse_losses(target: Path, written: Written, settings: Settings) -> None:
    """:raises BackupError: if `target` is a back-up with articles, or a state, and what is to take
    its place has none: it may be the last that has them. A database in which nothing is kept is
    none: whoever looks for one where a disk is missing makes it."""
    try:
        with BackupArchive(target) as archive:
            part, what = _find_loss(archive, written, settings)
    except (BackupError, OSError):
        return
    if part:
        folder = settings.corpus_dir if part == ARTICLES else settings.state_dir
        raise BackupError(
            f"{target} has {what}, and {folder} has none now: is a disk missing? "
            f"To go on without them name another file, or move {target.name} away"
        )


def _find_loss(archive: BackupArchive, written: Written, settings: Settings) -> tuple[str, str]:
    """The part of which `archive` has what is not in what was `written`, and what that is; empty
    if there is none. Of a state in which anything is kept the owner has taken out the rest."""
    for part in (ARTICLES, STATE):
        if archive.manifest.count(part) and not written.manifest.count(part):
            return part, f"files of {part}"
    names = (settings.database_path.name, *(memory.NAME for memory in MEMORIES))
    paths = [STATE + name for name in names]
    if any(path in written.manifest.files and path not in written.empty for path in paths):
        return "", ""
    for path in paths:
        if path in archive.manifest.files and not is_empty(archive.read(path)):
            return STATE, f"what was kept in {path}"
    return "", ""


class _Writer:
    """Writes one archive into `file`."""

    def __init__(
        self, settings: Settings, file: BinaryIO, on_file: Callable[[int, int], None]
    ) -> None:
        self._settings = settings
        self._file = file
        self._on_file = on_file
        self._files: dict[str, FileRecord] = {}
        self._left_out: dict[str, str] = {}
        self._empty: set[str] = set()
        self._warnings: list[str] = []

    def write(self, given: Mapping[str, str], with_index: bool) -> Written:
        created = datetime.now(UTC).isoformat(timespec="seconds")
        with _opened(self._file) as archive:
            own, url = self._settings.database_path, self._settings.state_url
            databases = list_databases(self._settings.state_dir)
            if url is not None:  # what is left of the time before is not what is kept
                databases = [*(path for path in databases if path != own), own]
            others = [*self._list_articles(), *self._list_others(with_index)]
            total = len(databases) + len(others)
            for path in databases:
                is_on_server = url is not None and path == own
                copy = copy_server(url) if is_on_server and url else copy_database(path)
                name = f"{STATE}{path.name}"
                self._empty |= {name} if copy.is_empty else set()
                self._warnings += [copy.why_not] if copy.why_not else []
                self._add(archive, name, BytesIO(copy.content), PRIVATE_FILE)
                self._on_file(len(self._files), total)
            for number, (name, path) in enumerate(others, start=len(databases) + 1):
                self._add_file(archive, name, path)
                self._on_file(number, total)
            settings, left_out = choose_settings(given)
            self._left_out |= left_out
            manifest = BackupManifest(find_version(), created, settings, self._files)
            content = BytesIO(format_manifest(manifest))
            self._write(archive, MANIFEST_NAME, content, PRIVATE_FILE)
        return Written(manifest, self._left_out, frozenset(self._empty), tuple(self._warnings))

    def _list_articles(self) -> Iterator[tuple[str, Path]]:
        folder = self._settings.corpus_dir
        if not folder.is_dir() and not is_built_here(self._settings):
            return  # which a bot that answers from an engine can do without
        questions = folder / MUST_ANSWER_NAME
        beside = [questions] if os.path.lexists(questions) else []
        yield from self._list_files(ARTICLES, folder, beside)

    def _list_others(self, with_index: bool) -> Iterator[tuple[str, Path]]:
        removed = self._settings.state_dir / REMOVED
        if os.path.lexists(removed):
            yield from self._list_files(f"{STATE}{REMOVED}/", removed)
        index = self._settings.index_dir
        if os.path.lexists(fitted := index / _FITTED):
            yield from self._choose(INDEX + _FITTED, fitted, fitted.resolve().parent)
        if with_index:
            live = BuildFolder(index).current()
            if live is None:
                raise BackupError(f"there is no index in {index}: run footnote index")
            paths = sorted(path for path in live.rglob("*") if path.is_file())
            for path in (*paths, index / "CURRENT"):
                yield _name(INDEX, path, index), path

    def _list_files(
        self, part: str, folder: Path, beside: Iterable[Path] = ()
    ) -> Iterator[tuple[str, Path]]:
        """All below `folder`, which may be reached by a link, and `beside`.

        :raises BackupError: if a folder cannot be listed.
        """
        listing = list_folder(folder)
        for path, error in listing.unlistable.items():
            raise BackupError(f"{path}: {error.strerror}")
        root = folder.resolve()
        for path in sorted((*listing.files, *beside), key=os.fsencode):
            yield from self._choose(_name(part, path, folder), path, root)

    def _choose(self, name: str, path: Path, root: Path) -> Iterator[tuple[str, Path]]:
        """The file, unless there is an obstacle, which is told."""
        if reason := _find_obstacle(name, path, root):
            self._left_out[name] = reason
        else:
            yield name, path

    def _add_file(self, archive: zipfile.ZipFile, name: str, path: Path) -> None:
        target = os.path.realpath(path)
        try:
            descriptor = os.open(target, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except FileNotFoundError:
            return  # its owner has taken it away since it was listed
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):  # since it was listed
                self._left_out[name] = _NO_FILE
            elif _holds(file, self._settings.secret_of_token.encode()):
                if name.startswith(INDEX):  # which without one of its files is none
                    raise BackupError(
                        "the index has the bot's token in it: run footnote index --full first"
                    )
                self._left_out[name] = _HOLDS_TOKEN
            else:
                self._add(archive, name, file, stat.S_IMODE(status.st_mode))

    def _add(self, archive: zipfile.ZipFile, name: str, content: BinaryIO, mode: int) -> None:
        self._files[name] = self._write(archive, name, content, mode)

    def _write(
        self, archive: zipfile.ZipFile, name: str, content: BinaryIO, mode: int
    ) -> FileRecord:
        entry = zipfile.ZipInfo(name, max(_FIRST_DATE, min(time.localtime()[:6], _LAST_DATE)))
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = (stat.S_IFREG | mode) << 16
        digest, size = hashlib.sha256(), 0
        with archive.open(entry, "w", force_zip64=True) as file:
            while chunk := content.read(CHUNK_BYTES):
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        return FileRecord(size, digest.hexdigest())


@contextmanager
def _opened(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """An archive in `file`, which is whole at the end. If the block raises it is left as it is: one
    that was interrupted while it began a file would say that it cannot be closed."""
    archive = zipfile.ZipFile(file, "w")
    try:
        yield archive
    except BaseException:
        archive.fp = None  # as one that is closed
        raise
    archive.close()


def _name(part: str, path: Path, folder: Path) -> str:
    return part + path.relative_to(folder).as_posix()


def _find_obstacle(name: str, path: Path, root: Path) -> str:
    """Why the file is not backed up; "" if it is."""
    target = Path(os.path.realpath(path))
    if not target.is_relative_to(root):
        return "is a link that leads out of its folder"
    if any(part.startswith(".") for part in target.relative_to(root).parts):
        return "is a link to a name with a leading dot"
    if not target.is_file():
        return _NO_FILE
    try:
        name.encode()
    except UnicodeEncodeError:
        return "its name is not valid UTF-8"
    return "" if is_allowed(name) else "its name is too long"


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, PRIVATE_FILE)


def _holds(file: BinaryIO, secret: bytes) -> bool:
    """Whether `secret` stands in `file`, which is read again from its beginning then."""
    before = b""
    while secret and (part := file.read(CHUNK_BYTES)):
        if secret in before + part:
            return True
        before = part[-len(secret) :]
    file.seek(0)
    return False
