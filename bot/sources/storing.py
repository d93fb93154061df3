"""Pages as files among the articles: written, moved to what was taken out, and never in the way of
what the owner has done to them.

Before a file is changed it is remembered what it will be, so that the next process knows what one
that was killed has done. Nobody else changes articles meanwhile: the lock is that of the journal of
what admins add (`bot/articles/under_way.py`).
"""

import hashlib
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from bot.articles.file_names import make_name
from bot.articles.files import ArticleFileError, ArticleFiles
from bot.articles.under_way import Journal
from bot.config.settings import Settings
from bot.sources.holding import hold_articles
from bot.sources.memory import Memory
from bot.sources.rows import PageRow
from corpus import FootnoteError
from corpus.sources.addresses import find_host
from corpus.sources.pages import Page, write_page

_SUFFIX = ".md"
_NO_NAME = re.compile(r"[^a-z0-9.-]+")
_MAX_NUMBER = 10_000


class OwnedError(FootnoteError):
    """A file is not as it was written, and so it is the owner's; the text says what he did."""


class TakenOutError(OwnedError):
    """The owner has taken the file out."""


@dataclass(frozen=True, slots=True)
class Store:
    """The files of pages below the folder of the articles, each host's in a folder of its own."""

    files: ArticleFiles
    journal: Journal
    memory: Memory
    sleep: Callable[[float], None]

    @classmethod
    def of_settings(
        cls, settings: Settings, memory: Memory, sleep: Callable[[float], None]
    ) -> "Store":
        """That of a bot with these settings."""
        files, journal = ArticleFiles.of_settings(settings), Journal.of_settings(settings)
        return cls(files, journal, memory, sleep)

    def settle(self) -> None:
        """Finds out what has become of the files that a process was changing which was killed."""
        self.files.remove_old_left_overs()
        for row in self.memory.list_pending():
            self.files.remove_left_overs_beside(row.file or "")
            present = self._hash(row)
            if row.pending and present == row.pending:
                row.written = row.pending
            elif present is None and (row.pending == "" or row.written is None):
                row.file = row.written = None  # taken away, or never there
            # What was fetched was not remembered yet: it is fetched once more.
            row.etag = row.last_modified = row.pending = None
            self._remember(row)

    def read(self, row: PageRow) -> bytes | None:
        """What the file of `row` holds, if it is what was written there; else None."""
        path = self.files.find_place(row.file or "")
        try:
            data = path.read_bytes() if path else None
        except OSError:
            return None
        is_own = data is not None and hashlib.sha256(data).hexdigest() == row.written
        return data if is_own else None

    def check(self, row: PageRow) -> None:
        """:raises OwnedError: if the file of `row` is not what was written there."""
        if row.file is None:
            return
        present = self._hash(row)
        if present is None:
            raise TakenOutError("you took its file out")
        if present != row.written:
            raise OwnedError("you changed its file")

    def write(self, row: PageRow, page: Page) -> bool:
        """Writes the file of `row`, unless that is what is there already; whether it was written.
        What was there before is not kept: it was the page's, and not the owner's.

        :raises OwnedError: as `check`.
        :raises ArticleFileError: if it cannot be written.
        """
        self.check(row)
        data = write_page(page)
        digest = hashlib.sha256(data).hexdigest()
        if row.file is not None and digest == row.written:
            return False
        with hold_articles(self.journal, self.sleep):
            name = row.file or find_name(row.address, page.title, self.files, self.memory)
            row.file, row.pending = name, digest
            self._remember(row)
            try:
                self.files.make_folder(name)
                change = self.files.write(name, data)
            except ArticleFileError:
                row.file = name if row.written else None
                self._give_up(row)
                raise
            row.written = digest
            if change.kept:
                with suppress(OSError):
                    change.kept.unlink()
        # `pending` stays until what was fetched is remembered, too.
        return True

    def remove(self, row: PageRow) -> None:
        """Moves the file of `row` to what was taken out.

        :raises OwnedError: as `check`.
        :raises ArticleFileError: if it cannot be moved.
        """
        self.check(row)
        if row.file is None:
            return
        with hold_articles(self.journal, self.sleep):
            row.pending = ""
            self._remember(row)
            try:
                self.files.remove(row.file)
            except ArticleFileError:
                self._give_up(row)
                raise
            self._remove_folder(row.file)
        row.file = row.written = row.pending = None

    def _remember(self, row: PageRow) -> None:
        with self.memory.changing():
            self.memory.put_page(row)

    def _give_up(self, row: PageRow) -> None:
        """The file is as it was, and what was fetched is fetched once more."""
        row.etag = row.last_modified = row.pending = None
        self._remember(row)

    def _hash(self, row: PageRow) -> str | None:
        """What the file of `row` holds, as SHA-256; None if it is not there."""
        path = self.files.find_place(row.file or "")
        if path is None:
            return None
        try:
            return hashlib.sha256(path.read_bytes()).hexdigest()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as exc:
            reason = exc.strerror or type(exc).__name__
            raise ArticleFileError(f"{row.file} cannot be read: {reason}") from exc

    def _remove_folder(self, name: str) -> None:
        if path := self.files.find_place(name):
            with suppress(OSError):  # others are in it
                path.parent.rmdir()


def name_folder(address: str) -> str:
    """The folder of the pages of a host."""
    host = find_host(address).removeprefix("www.")
    return _NO_NAME.sub("-", host).strip("-.") or "web"


def find_name(
    address: str,
    title: str,
    files: ArticleFiles,
    memory: Memory,
    is_own: Callable[[str], bool] = lambda name: False,
) -> str:
    """A name for the file of the page at `address`: one that is nobody's yet, or `is_own` already.

    :raises ArticleFileError: if there is none.
    """
    folder = name_folder(address)
    stem = make_name(title, _SUFFIX).removesuffix(_SUFFIX)
    for number in range(1, _MAX_NUMBER):
        name = f"{folder}/{stem if number == 1 else f'{stem}-{number}'}{_SUFFIX}"
        owner = memory.find_file(name)
        if is_own(name) and (owner is None or owner.address == address):
            return name
        if owner is None and not files.is_taken(name):
            return name
    raise ArticleFileError(f"there are too many files named {stem}{_SUFFIX} in {folder}")


def with_address(page: Page, address: str) -> Page:
    """The page as one of this address."""
    return replace(page, url=address)
