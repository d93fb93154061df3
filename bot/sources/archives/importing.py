"""An archive becomes articles in a folder of its own: what has changed is written, what is not in
it any more is taken out, and what the owner has done there stays."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from bot.articles.files import ArticleFileError, ArticleFiles
from bot.articles.under_way import Journal
from bot.config.settings import Settings
from bot.sources.archives.memory import ArchiveMemory, Known
from bot.sources.holding import hold_articles
from corpus import FootnoteError
from corpus.sources.archives.contained_archive import ContainedArchiveReader
from corpus.sources.archives.member_names import NameRefusedError, clean_part, make_path
from corpus.sources.archives.records import Refused, TakenFile

_PACKED_SUFFIXES = (".bz2", ".gz", ".xz")

OnFiles = Callable[[int], None]
"""Called with how many articles have been looked at."""


class ArchiveError(FootnoteError):
    """No articles can be made of an archive; the text says what to do."""


@dataclass(slots=True)
class ArchiveReport:
    """What became of an archive, of whose articles the `added` and `changed` were written, and the
    `removed` taken out; the `owned` would be others, had the owner not changed them, and what he
    has `taken_out` stays out. `left` was written of an archive of before that had nothing in common
    with this one. `refused`, `passed_over` and `damage` are as in `Step`."""

    folder: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    left: int = 0
    owned: list[str] = field(default_factory=list)
    taken_out: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    damage: str | None = None

    @property
    def has_articles(self) -> bool:
        """Whether any is there."""
        return bool(self.added or self.changed or self.unchanged or self.owned or self.taken_out)


def import_archive(
    settings: Settings,
    path: Path,
    into: str | None = None,
    on_files: OnFiles = lambda done: None,
    sleep: Callable[[float], None] = time.sleep,
    reader: ContainedArchiveReader | None = None,
) -> ArchiveReport:
    """Makes articles of what is in the archive at `path`, in the folder `into` below that of the
    articles, or one that is called as the archive is. `reader` reads it, and stays open; else a
    new one does.

    :raises ArchiveError: if there is no such file, or the folder is the owner's.
    :raises ArticleFileError: if the articles cannot be written.
    :raises AtWorkError, RememberError: as `ArchiveMemory.held`.
    :raises ArticleError, ReaderStartError: as `ContainedArchiveReader.read`.
    :raises HeldError: if a bot rebuilds its index for very long.
    """
    if not path.is_file():
        raise ArchiveError(f"there is no file {path}")
    if not settings.corpus_dir.is_dir():
        raise ArchiveError(f"no such folder: {settings.corpus_dir} (CORPUS_DIR names it)")
    folder = name_folder(path) if into is None else _check_folder(into)
    files = ArticleFiles.of_settings(settings)
    files.remove_old_left_overs()
    with (
        ArchiveMemory.held(settings) as memory,
        nullcontext(reader) if reader else ContainedArchiveReader() as contained,
    ):
        known = memory.list_known(folder)
        is_there = files.is_taken(folder)
        if is_there and not known and into is None:
            raise ArchiveError(
                f"the folder {folder} is there already, and not of an archive: name another one, "
                "or that one, as --into FOLDER"
            )
        if not is_there:  # what was there is not wanted any more, or is wanted anew
            memory.forget(folder, known)
            known = {}
        run = _Run(files, Journal.of_settings(settings), memory, folder, known, sleep)
        for step in contained.read(path):
            run.keep(step.files)
            report = run.report
            report.refused += step.not_taken
            report.passed_over += step.passed_over
            report.damage = step.damage or report.damage
            on_files(len(run.seen))
        if run.report.damage is None:
            run.take_out()
    return run.report


def name_folder(path: Path) -> str:
    """The folder of an archive of this name.

    :raises ArchiveError: if there is none.
    """
    name = path.name
    for suffix in (*_PACKED_SUFFIXES, path.with_suffix("").suffix, path.suffix):
        name = name.removesuffix(suffix) if suffix else name
    if not (folder := clean_part(name)):
        raise ArchiveError("name the folder of its articles as --into FOLDER")
    return folder


def _check_folder(into: str) -> str:
    """:raises ArchiveError: if it is no name of a folder."""
    try:
        folder = make_path(into.replace("\\", "/"))
    except NameRefusedError as exc:
        raise ArchiveError(f"--into {into}: {exc}") from exc
    if not folder:
        raise ArchiveError(f"--into {into}: names with a leading dot are not read")
    return folder


@dataclass(slots=True)
class _Run:
    """One archive that is being read. `seen` are the names of its articles."""

    files: ArticleFiles
    journal: Journal
    memory: ArchiveMemory
    folder: str
    known: dict[str, Known]
    sleep: Callable[[float], None]
    seen: set[str] = field(default_factory=set)
    report: ArchiveReport = field(init=False)

    def __post_init__(self) -> None:
        self.report = ArchiveReport(self.folder)

    def keep(self, taken: Iterable[TakenFile]) -> None:
        """Writes those that are others than what is there."""
        contents = {file.name: file.data for file in taken}
        self.seen |= contents.keys()
        if not contents:
            return
        with hold_articles(self.journal, self.sleep):
            digests = {name: _hash(data) for name, data in contents.items()}
            present = {name: self._hash_present(name) for name in contents}
            wanted = [name for name in contents if self._is_to_write(name, present, digests)]
            self.memory.plan(self.folder, {name: digests[name] for name in wanted})
            wanted = self._make_room(wanted)
            self.files.write_all({self._locate(name): contents[name] for name in wanted})
            same = [name for name, digest in digests.items() if present[name] == digest]
            self.memory.keep(self.folder, {name: digests[name] for name in (*wanted, *same)})
        self.report.added += sum(present[name] is None for name in wanted)
        self.report.changed += sum(present[name] is not None for name in wanted)
        self.report.unchanged += len(same)

    def take_out(self) -> None:
        """Moves what is not in the archive any more to what was taken out, unless it was written of
        quite another one."""
        kept = self.seen | {refused.name for refused in self.report.refused}
        gone = [name for name in self.known if name not in kept]
        if gone and not self.known.keys() & kept:
            self.report.left = sum(self._hash_present(name) is not None for name in gone)
            return
        forgotten: list[str] = []
        with hold_articles(self.journal, self.sleep):
            for name in gone:
                known, digest = self.known[name], self._hash_present(name)
                if digest is not None and known.is_ours(digest):
                    self.files.remove(self._locate(name))
                    self.report.removed += 1
                # What its owner took out stays so, should an archive have it again.
                if digest is not None or known.written is None:
                    forgotten.append(name)
            self.memory.forget(self.folder, forgotten)

    def _is_to_write(
        self, name: str, present: dict[str, str | None], digests: dict[str, str]
    ) -> bool:
        known, there = self.known.get(name), present[name]
        if there == digests[name]:
            return False
        if there is None and known is not None and known.written is not None:
            self.report.taken_out.append(name)
            return False
        if there is not None and not (known and known.is_ours(there)):
            self.report.owned.append(name)
            return False
        return True

    def _make_room(self, names: list[str]) -> list[str]:
        """Makes the folders of files; those of `names` that can lie there. The others are refused.

        :raises ArticleFileError: if none can, which is not for their names.
        """
        failed: dict[str, ArticleFileError] = {}
        for name in names:
            try:
                self.files.make_folder(self._locate(name))
            except ArticleFileError as exc:
                failed[name] = exc
        if failed and len(failed) == len(names):
            raise failed[names[0]]
        folder = self.files.folder / self.folder
        refused = {name: str(exc) for name, exc in failed.items()} | {
            name: "a folder is called so" for name in names if (folder / name).is_dir()
        }
        self.report.refused += (Refused(name, reason) for name, reason in refused.items())
        return [name for name in names if name not in refused]

    def _locate(self, name: str) -> str:
        return f"{self.folder}/{name}"

    def _hash_present(self, name: str) -> str | None:
        """What a file holds; None if it is not there.

        :raises ArticleFileError: if it cannot be read.
        """
        path = self.files.find_place(self._locate(name))
        if path is None:
            return None
        try:
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        except OSError as exc:
            reason = exc.strerror or type(exc).__name__
            raise ArticleFileError(f"{name} cannot be read: {reason}") from exc


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
