"""What a process left under way that was killed: the next one undoes it, and tells."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace

from bot.articles.change import NEWER, NOT_DONE, STOPPED, word_undoing
from bot.articles.files import ArticleFileError, ArticleFiles, FileChange
from bot.articles.under_way import NOWHERE, Entry, HeldError, Journal, JournalError, Place, UnderWay
from bot.config.settings import Settings
from bot.indexing.failures import keep_failure
from bot.indexing.live import LiveRetriever
from bot.text.translation import gettext, gettext_noop, speaking
from embeddings import BuildFolder, BusyError

logger = logging.getLogger(__name__)

Tell = Callable[[Place, str], Awaitable[None]]
"""Called with the last word on a rebuild, and where it belongs."""

_ELSEWHERE = gettext_noop("another folder is set by now")
_CUT_OFF = "the bot was ended before the rebuild was"
_SECONDS_BETWEEN_LOOKS = 1.0


async def settle(journal: Journal, settings: Settings, live: LiveRetriever, tell: Tell) -> None:
    """Ends what a process left under way that was killed: undoes its changes, unless a newer index
    is live, and has `tell` called for each with where and what, also for what still waited. Whoever
    holds the journal lives, and is waited for; so is a builder, whose index may go live. Of a
    journal that cannot be read the doctor tells, and all stays as it is."""
    await asyncio.to_thread(ArticleFiles.of_settings(settings).remove_old_left_overs)
    while journal.is_there():
        try:
            with journal.held():
                await _settle_held(journal, settings, live, tell)
            return
        except (HeldError, BusyError):
            await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)


async def _settle_held(
    journal: Journal, settings: Settings, live: LiveRetriever, tell: Tell
) -> None:
    try:
        left = journal.read()
    except JournalError as exc:
        logger.error("%s", exc)
        keep_failure(settings, str(exc))
        journal.put_aside()
        return
    if left is None:
        return
    with _held_unless_read_only(BuildFolder(settings.index_dir)):
        told = _settle(left, settings, live, journal)
    while told:
        entry, text = told[0]
        logger.warning("%s: %s", _CUT_OFF, " ".join(text.splitlines()))
        if entry.place != NOWHERE:
            await tell(entry.place, text)
        del told[0]
        if told:
            journal.write(replace(left, entries=tuple(entry for entry, _ in told)))
    journal.end()


@contextmanager
def _held_unless_read_only(folder: BuildFolder) -> Iterator[None]:
    with ExitStack() as stack:
        with suppress(OSError):  # where nothing can be written nobody builds
            stack.enter_context(folder.held(patience_seconds=0))  # it is tried again
        yield


def _settle(
    left: UnderWay, settings: Settings, live: LiveRetriever, journal: Journal
) -> list[tuple[Entry, str]]:
    """What is then left of each entry, and what is to be told of it."""
    files = ArticleFiles.of_settings(settings)
    files.remove_left_overs()
    is_newer = live.find_live_name() != left.before
    if not is_newer and not all(entry.waits for entry in left.entries):
        keep_failure(settings, _CUT_OFF)
    entries, texts = list(left.entries), [""] * len(left.entries)
    for number in reversed(range(len(entries))):
        entry = entries[number]
        with speaking(entry.language):
            problem = None if is_newer or not entry.change else _undo(entry.change, files)
            texts[number] = _word(entry, is_newer, problem)
        if entry.change and not is_newer and problem is None and number:
            # What is undone is not looked at again: an earlier change of the file is next.
            entries[number] = replace(entry, change=None, waits=True)
            journal.write(replace(left, entries=tuple(entries)))
    return list(zip(entries, texts, strict=True))


def _word(entry: Entry, is_newer: bool, problem: str | None) -> str:
    if entry.waits:
        return gettext(NOT_DONE)
    lines = [gettext(STOPPED)]
    if is_newer:
        lines.append(gettext(NEWER))
    elif entry.change:
        lines.append(word_undoing(problem))
    return "\n".join(lines)


def _undo(change: FileChange, files: ArticleFiles) -> str | None:
    """Why it cannot be undone; None if it is."""
    if not files.holds(change):
        return gettext(_ELSEWHERE)
    try:
        change.undo()
    except ArticleFileError as exc:
        logger.error("a change of an article could not be undone: %s", exc)
        return str(exc)
    return None
