"""Building the index whenever the articles have changed, until this is interrupted."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from typing import NoReturn, Protocol

from bot.config.settings import Settings
from bot.evaluation.labelled_questions import LabelledQuestion, QuestionsError
from bot.evaluation.must_answer import read_must_answer
from bot.indexing.failures import forget_failure, keep_failure
from bot.indexing.notices import Notices
from bot.indexing.rebuild import (
    OnStep,
    Rebuilt,
    Step,
    Tools,
    fails_again,
    is_engine_lacking,
    is_stale,
    is_unusable,
    rebuild_index,
)
from bot.indexing.retries import Retries
from bot.indexing.settling import settle
from corpus import ContainedReader, CorpusError, FootnoteError, SeenFolder, glance_at_corpus
from embeddings import BuildError, BuildFolder, BusyError, OutdatedError

_SECONDS_BETWEEN_LOOKS = 30.0
"""At least so often: the system tells nothing of what another machine does on a disk that both
have, or of a disk that is mounted below the folder."""

_SECONDS_WITHOUT_NOTICES = 2.0
_MAX_SHARE_OF_LOOKS = 0.02
"""Of the time; a folder of a million files takes seconds to look at."""

_SECONDS_BETWEEN_COUNTS = 60.0
_COUNTS_APART = 20.0
"""Times as long as it took to look whether an engine has lost something, which counts its rows."""

_SECONDS_OF_READER = 300.0
"""Without a build, until the process that reads files is ended: its start takes longer than most
builds, and somebody who writes changes a file again and again."""

_SECONDS_BETWEEN_TRIES = 0.5
_MAX_OVERTAKEN = 3
"""Builds beside which another one went live, before that is a failure."""


class Reports(Protocol):
    """Who is told what happens, each time in a few words."""

    def show_watching(self) -> None:
        """From now on no change is missed."""

    def show_steps(self) -> AbstractContextManager[OnStep]:
        """A block in which a build tells how far it is."""

    def show_built(self, rebuilt: Rebuilt) -> None:
        """A build has ended well."""

    def show_failed(self, error: Exception) -> None:
        """A build has failed, and the index is as it was."""

    def show_note(self, note: str) -> None:
        """Something that the owner may want to know, in a line."""


class Watching:
    """Keeps the index of `settings` up to date, as `footnote index` would after each change.

    A build begins when nothing has changed for a moment, and in its turn: not beside another, nor
    while `is_elsewhere` says that somebody changes articles and builds them himself.
    """

    def __init__(
        self,
        settings: Settings,
        reports: Reports,
        is_elsewhere: Callable[[], bool] = lambda: False,
        retries: Retries | None = None,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        self._settings = settings
        self._reports = reports
        self._is_elsewhere = is_elsewhere
        self._check = check
        self._folder = BuildFolder(settings.index_dir)
        self._reader = ContainedReader()
        self._tools = Tools(self._reader)
        self._built_at = 0.0
        self._asked: tuple[LabelledQuestion, ...] = ()
        self._seen: str | None = None
        self._seen_index: frozenset[tuple[str, int, int]] | None = None
        self._folders: frozenset[SeenFolder] = frozenset()
        self._seconds_of_glance = 0.0
        self._look_at_engine_at = 0.0
        self._is_gone = False
        self._overtaken = 0
        self._retries = retries or Retries()
        self.is_building = False
        """Whether an interrupt now ends a build."""

    def run(self) -> NoReturn:
        """Never returns.

        :raises FootnoteError: if at the beginning there is no such folder, or no such model.
        :raises KeyboardInterrupt: as it comes; what has been encoded is kept for the next build.
        """
        self._check()
        notices = Notices(self._settings.corpus_dir, self._reports.show_note)
        with self._reader, closing(notices):
            # Before the articles are read: what changes meanwhile is seen to have changed.
            now = self._glance()
            is_as_built = not is_stale(self._settings) and not self._has_engine_lost()
            if is_as_built and not self._is_index_damaged():
                self._seen, self._asked = now, _read_questions(self._settings)
            notices.follow(self._folders)
            self._reports.show_watching()
            while True:
                self._check()
                self._look(notices)

    def _look(self, notices: Notices) -> None:
        """Builds, or waits, once."""
        try:
            now = settle(self._glance, self._seen, self._reports.show_note)
        except (CorpusError, OSError) as exc:
            self._tell_gone(str(exc))
            time.sleep(_SECONDS_BETWEEN_TRIES)
            return
        self._tell_gone("")
        has_lost = self._has_engine_lost() or self._is_index_damaged()
        if now == self._seen and not self._retries.is_due() and not has_lost:
            # What changed before its folder was followed is seen by another glance.
            if not notices.follow(self._folders):
                self._wait(notices)
        elif not self._wait_for_turn():
            self._seen = now
            self._build()

    def _wait(self, notices: Notices) -> None:
        pause = self._seconds_of_glance / _MAX_SHARE_OF_LOOKS
        most = self._retries.limit(max(_SECONDS_BETWEEN_LOOKS, pause))
        notices.wait(most, min(most, max(_SECONDS_WITHOUT_NOTICES, pause)))
        if time.monotonic() - self._built_at > _SECONDS_OF_READER:
            self._reader.close()  # the next file that is read starts it again

    def _glance(self) -> str:
        begun = time.perf_counter()
        try:
            seen = glance_at_corpus(self._settings.corpus_dir)
        except FileNotFoundError:  # what goes away in the middle of it is gone at the second look
            seen = glance_at_corpus(self._settings.corpus_dir)
        self._seconds_of_glance = time.perf_counter() - begun
        self._folders = seen.folders
        return seen.state

    def _has_engine_lost(self) -> bool:
        """Whether an engine has not all of the index any more, as far as it is time to look; of
        what failed it is known, and planned when it is tried again."""
        begun = time.monotonic()
        is_time = begun >= self._look_at_engine_at and not self._retries.is_planned
        if self._settings.index_url is None or not is_time:
            return False
        has_lost = is_engine_lacking(self._settings)
        now = time.monotonic()
        pause = max(_SECONDS_BETWEEN_COUNTS, _COUNTS_APART * (now - begun))
        self._look_at_engine_at = now + pause
        return has_lost

    def _is_index_damaged(self) -> bool:
        """Whether files of the live index, or which it is, are other than at the last look, and it
        cannot be opened: no bot could start. What is known of it is forgotten then."""
        seen = self._glance_at_index()
        if seen == self._seen_index or self._retries.is_planned:
            return False
        self._seen_index = seen
        if not is_unusable(self._settings):
            return False
        self._tools.known = None
        return True

    def _glance_at_index(self) -> frozenset[tuple[str, int, int]]:
        """The files of the live build, with their sizes and times."""
        try:
            live = self._folder.current()
            paths = [path for path in live.rglob("*") if path.is_file()] if live else []
            found = [(str(path), path.stat()) for path in paths]
        except (BuildError, OSError):  # or it was replaced meanwhile
            return frozenset()
        return frozenset((path, stat.st_size, stat.st_mtime_ns) for path, stat in found)

    def _wait_for_turn(self) -> bool:
        """Whether somebody else had to be waited for: then anything may have been done."""
        if self._is_free():
            return False
        self._reports.show_note("another build is under way, which is waited for")
        while not self._is_free():
            time.sleep(_SECONDS_BETWEEN_TRIES)
        return True

    def _is_free(self) -> bool:
        if self._is_elsewhere():
            return False
        try:
            with self._folder.held():
                return True
        except BusyError:
            return False
        except OSError:
            return True  # of which the build will tell

    def _build(self) -> None:
        self.is_building = True
        self._retries.begin()
        try:
            with self._reports.show_steps() as on_step:
                rebuilt = rebuild_index(
                    self._settings, self._checked(on_step), tools=self._tools, asked=self._asked
                )
        except BusyError:
            self._seen = None
        except OutdatedError as exc:
            self._overtaken += 1
            if self._overtaken < _MAX_OVERTAKEN:
                self._seen = None
            else:
                self._fail(exc)
        except (FootnoteError, OSError) as exc:
            self._fail(exc)
        else:
            self._overtaken, self._asked = 0, rebuilt.asked
            self._seen_index = self._glance_at_index()
            self._retries.end()
            forget_failure(self._settings)
            self._reports.show_built(rebuilt)
        self.is_building, self._built_at = False, time.monotonic()

    def _checked(self, on_step: OnStep) -> OnStep:
        """`on_step`, before each call of which it is looked whether to end."""

        def note(step: Step, done: int, total: int) -> None:
            self._check()
            on_step(step, done, total)

        return note

    def _fail(self, error: Exception) -> None:
        self._overtaken = 0
        is_refused = fails_again(error)
        keep_failure(self._settings, str(error), is_refused=is_refused)
        self._reports.show_failed(error)
        if not is_refused:  # until something changes
            self._retries.plan()

    def _tell_gone(self, why: str) -> None:
        if why and not self._is_gone:
            self._reports.show_note(f"{why}; it is waited for")
        if self._is_gone and not why:
            self._reports.show_note(f"{self._settings.corpus_dir} is there again")
        self._is_gone = bool(why)


def _read_questions(settings: Settings) -> tuple[LabelledQuestion, ...]:
    """Those that the live index was asked, as nothing has changed since."""
    try:
        return read_must_answer(settings.corpus_dir)
    except QuestionsError:
        return ()
