"""`footnote index --watch`: builds the index whenever the articles have changed."""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import NoReturn

from bot.articles.under_way import HeldError, Journal
from bot.cli.output import fail, make_plain
from bot.cli.steps import show_steps
from bot.config.settings import Settings
from bot.evaluation.must_answer import format_verdict
from bot.indexing.rebuild import OnStep, Rebuilt, format_result
from bot.indexing.watching import Watching
from bot.text.build_report import format_report
from corpus import clean_line

_Noted = Sequence[Sequence[str]]


def watch_articles(settings: Settings, check: Callable[[], None]) -> NoReturn:
    """Builds until it is interrupted, of which `check` tells if the interrupt itself was lost.

    :raises KeyboardInterrupt: then.
    """
    journal = Journal.of_settings(settings)
    watching = Watching(settings, _Reports(settings), lambda: _is_held(journal), check=check)
    try:
        watching.run()
    except KeyboardInterrupt:
        if watching.is_building:
            fail("ended; the next footnote index uses what was encoded")
        raise


class _Reports:
    """On standard output what was built, on standard error what was not. The first build is told
    in full, of the others a line, and what is skipped that was not before."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._noted: _Noted | None = None

    def show_watching(self) -> None:
        _print(f"Watching {self._settings.corpus_dir}; Ctrl-C ends it.")

    def show_steps(self) -> AbstractContextManager[OnStep]:
        return show_steps(is_end_told=self._noted is None)

    def show_built(self, rebuilt: Rebuilt) -> None:
        manifest = rebuilt.manifest
        if not rebuilt.is_new:
            _print(f"{_tell_time()} Nothing to do: the index has it all.")
        elif self._noted is None:
            _print(format_result(rebuilt))
        else:
            skipped = [note for note in manifest.skipped if note not in self._noted]
            warnings = [note for note in manifest.warnings if note not in self._noted]
            shown = replace(manifest, skipped=skipped, warnings=warnings)
            _print(f"{_tell_time()} {format_report(shown, rebuilt.changes)}")
            if rebuilt.verdict and (rebuilt.verdict.now_missed or rebuilt.verdict.still_missed):
                _print(format_verdict(rebuilt.verdict))
        self._noted = [*manifest.skipped, *manifest.warnings]

    def show_failed(self, error: Exception) -> None:
        # As a bot tells it: the last line says it all.
        self.show_note(str(error).splitlines()[-1])

    def show_note(self, note: str) -> None:
        fail(f"{_tell_time()} {clean_line(note)}")


def _print(text: str) -> None:
    print(make_plain(text), flush=True)


def _tell_time() -> str:
    return time.strftime("%H:%M:%S")


def _is_held(journal: Journal) -> bool:
    """Whether a bot changes articles now, which builds the index itself, and undoes what it has
    changed if it cannot."""
    if not journal.is_there():
        return False
    try:
        with journal.held():
            return False
    except HeldError:
        return True
