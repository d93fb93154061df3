"""The rebuild that is under way and what waits for the next, written down until it has ended: a
process that is killed meanwhile leaves to the next one what to undo and whom to tell."""

import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from bot.articles.files import FileChange
from bot.config.settings import Settings
from corpus import FootnoteError
from corpus.private_files import read_private_file
from embeddings import PRIVATE_FILE, make_private_folder, write_private_file

logger = logging.getLogger(__name__)


Place = tuple[int, int | None]
"""A chat and the message in it that tells how a rebuild goes, None if none could be sent yet."""

NOWHERE: Place = (0, None)
"""Of what nobody has asked for, and nobody is told of."""


class HeldError(FootnoteError):
    """Another process, which lives, has a rebuild under way."""


class JournalError(FootnoteError):
    """What is under way cannot be read; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one admin has asked for: `place` is where is told of it, in `language`; `change` what
    was done, or was just about to be done, to the articles. `waits` says that it is none of the
    rebuild that runs."""

    place: Place
    language: str
    change: FileChange | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class UnderWay:
    """`before` is the name of the build that was live, None if none was; `entries` are in the order
    in which their changes were made."""

    before: str | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Journal:
    """Of one rebuild at most, and what waits for the next, in the file `path`."""

    path: Path

    @classmethod
    def of_settings(cls, settings: Settings) -> "Journal":
        """That of a bot with these settings."""
        return cls(settings.state_dir / "rebuild_under_way.json")

    @contextmanager
    def held(self) -> Iterator[None]:
        """As long as the block lasts the journal is this process's; what stands in a journal that
        nobody holds was left by one that has ended. Where no lock can be had there is none.

        :raises HeldError: if another process has it.
        """
        lock = FileLock(self.path.with_suffix(".lock"), timeout=0, mode=PRIVATE_FILE)
        try:
            make_private_folder(self.path.parent)
            lock.acquire()
        except Timeout as exc:
            raise HeldError("another bot with this STATE_DIR rebuilds the index") from exc
        except OSError as exc:
            logger.warning("nothing can be written in %s: %s", self.path.parent, exc)
        try:
            yield
        finally:
            lock.release()

    def write(self, under_way: UnderWay) -> None:
        """Keeps it in place of what was kept; where that cannot be written, which is logged, a kill
        leaves the rebuild to nobody."""
        kept = json.dumps(asdict(under_way), default=os.fspath).encode()
        try:
            make_private_folder(self.path.parent)
            write_private_file(self.path, kept, is_synced=True)
        except OSError as exc:
            logger.warning("a killed process would leave this rebuild untold: %s", exc)

    def is_there(self) -> bool:
        """Whether something is, or was left, under way."""
        return os.path.lexists(self.path)

    def read(self) -> UnderWay | None:
        """What the last process left; None if it left nothing.

        :raises JournalError: if that cannot be read.
        """
        try:
            return _parse(json.loads(read_private_file(self.path)))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError) as exc:
            # The reason in a word: the text of some has what was read.
            raise JournalError(
                f"the bot was ended before a rebuild was, and {self.path.name} does not say what "
                f"to undo ({type(exc).__name__}): see whether the articles are as they should be"
            ) from exc

    def put_aside(self) -> None:
        """What cannot be read is no longer in the way, and is not lost."""
        with suppress(OSError):
            self.path.replace(self.path.with_suffix(".unreadable"))

    def end(self) -> None:
        """Nothing is under way any more."""
        with suppress(OSError):  # what is read of it later has been dealt with, and is found so
            self.path.unlink(missing_ok=True)


def _parse(kept: Any) -> UnderWay:
    """:raises ValueError, TypeError, KeyError: if that is no record."""
    before = kept["before"]
    entries = tuple(_parse_entry(each) for each in kept["entries"])
    return UnderWay(None if before is None else str(before), entries)


def _parse_entry(kept: Any) -> Entry:
    chat_id, message_id = kept["place"]
    place = int(chat_id), None if message_id is None else int(message_id)
    change = kept["change"]
    if change is not None:
        kept_at = change["kept"]
        change = FileChange(
            Path(change["path"]),
            None if kept_at is None else Path(kept_at),
            int(change["mode"]),
            str(change["written"]),
        )
    return Entry(place, str(kept["language"]), change, bool(kept["waits"]))
