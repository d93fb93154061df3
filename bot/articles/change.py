"""A rebuild of the index, upon a change of the articles that holds only if the rebuild succeeds."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Protocol

from bot.articles.files import Announce, ArticleFileError, ArticleFiles, FileChange
from bot.articles.under_way import HeldError, Journal, JournalError, Place, UnderWay
from bot.config.settings import Settings
from bot.indexing.failures import keep_failure
from bot.indexing.live import LiveRetriever
from bot.indexing.process import RebuildError
from bot.text.build_report import format_report
from bot.text.translation import current_language, gettext, gettext_noop, speaking
from embeddings import BuildFolder, BusyError

logger = logging.getLogger(__name__)

BUSY = gettext_noop("The index is being rebuilt already. Try again when that has ended.")
_BEGUN = gettext_noop("Rebuilding the index. I answer from the present one meanwhile.")
_PROGRESS = gettext_noop("Rebuilding: {done} of {total} passages.")
_FAILED = gettext_noop("The rebuild failed, the index is as it was: {reason}")
_FAILED_ALONE = gettext_noop("The rebuild failed: {reason}")
_BROKE = gettext_noop("The rebuild failed. The owner will find the reason in the log.")
_UNDONE = gettext_noop("The articles are as they were.")
_NOT_UNDONE = gettext_noop("The articles could not be put back as they were: {reason}")
_STOPPED = gettext_noop("I was stopped before the rebuild ended.")
_NEWER = gettext_noop(
    "A newer index is there all the same, and the articles stay as they are now. /reindex makes "
    "sure that they agree."
)
_ELSEWHERE = gettext_noop("another folder is set by now")
_CUT_OFF = "the bot was ended before the rebuild was"
_SECONDS_FOR_LAST_WORD = 3.0
_SECONDS_BETWEEN_LOOKS = 1.0


@dataclass(frozen=True, slots=True)
class Plan:
    """A change of the articles: `make` makes it, and `describe` says to a reader what was done,
    when it is answered from. `make` announces it before the last step."""

    make: Callable[[Announce], FileChange]
    describe: Callable[[FileChange], str]


Tell = Callable[[Place, str], Awaitable[None]]
"""Called with the last word on a rebuild, and where it belongs."""


class Status(Protocol):
    """Where a reader sees how a rebuild goes; what cannot be shown holds nothing up."""

    @property
    def place(self) -> Place:
        """Where it is shown."""

    async def show(self, text: str) -> None:
        """Says `text` now."""

    async def show_now_and_then(self, text: Callable[[], str]) -> None:
        """Says `text`, unless something was said a moment ago."""

    async def finish(self, text: str) -> None:
        """Says `text` as the last word."""

    async def fail(self, text: str) -> None:
        """Says `text` as the last word on what failed and may be tried again."""


async def rebuild(
    status: Status, live: LiveRetriever, journal: Journal, plan: Plan | None = None
) -> None:
    """Makes the planned change, if there is one, rebuilds the index and tells `status` how it
    goes and ends. Unless the new index goes live the change is undone, also if this is cancelled;
    `journal` has what is left to do if the process is killed (`settle`).
    """
    try:
        with journal.held():
            await _rebuild(status, live, journal, plan)
    except HeldError as exc:
        logger.warning("no rebuild is begun: %s", exc)
        await status.fail(gettext(BUSY))


async def settle(journal: Journal, settings: Settings, live: LiveRetriever, tell: Tell) -> None:
    """Ends what a process left under way that was killed: undoes its change, unless a newer index
    is live, and has `tell` called with where and what. Whoever holds the journal lives, and is
    waited for; so is a builder, whose index may go live. Of a journal that cannot be read the
    doctor tells, and all stays as it is."""
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
    with speaking(left.language):
        with _held_unless_read_only(BuildFolder(settings.index_dir)):
            text = _settle(left, settings, live)
        logger.warning("%s: %s", _CUT_OFF, " ".join(text.splitlines()))
        await tell(left.place, text)
    journal.end()


@contextmanager
def _held_unless_read_only(folder: BuildFolder) -> Iterator[None]:
    with ExitStack() as stack:
        with suppress(OSError):  # where nothing can be written nobody builds
            stack.enter_context(folder.held())
        yield


def _settle(left: UnderWay, settings: Settings, live: LiveRetriever) -> str:
    files = ArticleFiles.of_settings(settings)
    files.remove_left_overs()
    if live.find_live_name() == left.before:
        keep_failure(settings, _CUT_OFF)
    if left.change is None or files.holds(left.change):
        return _end(gettext(_STOPPED), left.change, left.before, live)
    reason = gettext(_NOT_UNDONE).format(reason=gettext(_ELSEWHERE))
    return "\n".join([gettext(_STOPPED), reason])


async def _rebuild(
    status: Status, live: LiveRetriever, journal: Journal, plan: Plan | None
) -> None:
    change: FileChange | None = None
    before = live.find_live_name()
    try:
        under_way = UnderWay(before, status.place, current_language())
        journal.write(under_way)
        await status.show(gettext(_BEGUN))
        if status.place != under_way.place:
            under_way = replace(under_way, place=status.place)
            journal.write(under_way)
        # Not in a thread: a change that nobody waits for any more could not be undone.
        change = plan.make(lambda c: journal.write(replace(under_way, change=c))) if plan else None
        await live.rebuild(lambda done, total: _show_progress(status, done, total))
    except ArticleFileError as exc:
        await status.fail(str(exc))
    except RebuildError as exc:
        logger.error("the rebuild failed: %s", exc)
        failed = _FAILED if live.find_live_name() == before else _FAILED_ALONE
        await status.fail(_end(gettext(failed).format(reason=exc), change, before, live))
    except Exception as exc:
        logger.error("the rebuild failed", exc_info=exc)
        await status.fail(_end(gettext(_BROKE), change, before, live))
    except asyncio.CancelledError:
        text = _end(gettext(_STOPPED), change, before, live)
        with suppress(TimeoutError):
            async with asyncio.timeout(_SECONDS_FOR_LAST_WORD):
                await status.finish(text)
        journal.end()
        raise
    else:
        lines = [plan.describe(change)] if plan and change else []
        report = format_report(live.manifest, live.changes)
        await status.finish("\n".join([*lines, report]))
    journal.end()


async def _show_progress(status: Status, done: int, total: int) -> None:
    await status.show_now_and_then(lambda: gettext(_PROGRESS).format(done=done, total=total))


def _end(reason: str, change: FileChange | None, before: str | None, live: LiveRetriever) -> str:
    """Undoes `change` unless another index than `before` is live; `reason`, and what became of the
    articles, in lines for the reader."""
    if live.find_live_name() != before:
        return "\n".join([reason, gettext(_NEWER)])
    if change is None:
        return reason
    try:
        change.undo()
    except ArticleFileError as exc:
        logger.error("a change of an article could not be undone: %s", exc)
        return "\n".join([reason, gettext(_NOT_UNDONE).format(reason=exc)])
    return "\n".join([reason, gettext(_UNDONE)])
