"""Rebuilds under a running bot, and changes of articles that hold only if the rebuild succeeds."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.articles.files import ArticleFileError, ArticleFiles, FileChange
from bot.indexing.process import RebuildError
from bot.telegram.outgoing.status_message import StatusMessage
from bot.telegram.state import State
from bot.text.build_report import format_report
from bot.text.translation import gettext, gettext_noop

logger = logging.getLogger(__name__)

BUSY = gettext_noop("The index is being rebuilt already. Try again when that has ended.")
_BEGUN = gettext_noop("Rebuilding the index. I answer from the present one meanwhile.")
_PROGRESS = gettext_noop("Rebuilding: {done} of {total} passages.")
_FAILED = gettext_noop("The rebuild failed, the index is as it was: {reason}")
_BROKE = gettext_noop("The rebuild failed. The owner will find the reason in the log.")
_UNDONE = gettext_noop("The articles are as they were.")
_NOT_UNDONE = gettext_noop("The articles could not be put back as they were: {reason}")
_STOPPED = gettext_noop("I was stopped before the rebuild ended.")
_SECONDS_FOR_LAST_WORD = 3.0


@dataclass(frozen=True, slots=True)
class Plan:
    """A change of the articles: `make` makes it, and `describe` says to a reader what was done,
    when it is answered from. If it fails, `offer_again` gives buttons to try it again with."""

    make: Callable[[], FileChange]
    describe: Callable[[FileChange], str]
    offer_again: Callable[[], InlineKeyboardMarkup] | None = None


async def rebuild(status: StatusMessage, state: State, plan: Plan | None = None) -> None:
    """Makes the planned change, if there is one, rebuilds the index and tells `status` how it
    goes and ends. Unless the new index goes live the change is undone, also if this is cancelled.
    """
    change: FileChange | None = None
    before = state.live.find_live_name()
    try:
        await status.show(gettext(_BEGUN))
        # Not in a thread: a change that nobody waits for any more could not be undone.
        change = plan.make() if plan else None
        await state.live.rebuild(lambda done, total: _show_progress(status, done, total))
    except ArticleFileError as exc:
        await status.finish(str(exc), _offer_again(plan))
    except RebuildError as exc:
        logger.error("the rebuild failed: %s", exc)
        lines = [gettext(_FAILED).format(reason=exc), *_undo(change, before, state)]
        await status.finish("\n".join(lines), _offer_again(plan))
    except Exception as exc:
        logger.error("the rebuild failed", exc_info=exc)
        lines = [gettext(_BROKE), *_undo(change, before, state)]
        await status.finish("\n".join(lines), _offer_again(plan))
    except asyncio.CancelledError:
        lines = [gettext(_STOPPED), *_undo(change, before, state)]
        with suppress(TimeoutError):
            async with asyncio.timeout(_SECONDS_FOR_LAST_WORD):
                await status.finish("\n".join(lines))
        raise
    else:
        lines = [plan.describe(change)] if plan and change else []
        report = format_report(state.live.manifest, state.live.index.changes)
        await status.finish("\n".join([*lines, report]))


def find_files(state: State) -> ArticleFiles:
    """The files of the articles."""
    return ArticleFiles(state.settings.corpus_dir, state.settings.state_dir / "removed")


def _offer_again(plan: Plan | None) -> InlineKeyboardMarkup | None:
    return plan.offer_again() if plan and plan.offer_again else None


async def _show_progress(status: StatusMessage, done: int, total: int) -> None:
    await status.show_now_and_then(lambda: gettext(_PROGRESS).format(done=done, total=total))


def _undo(change: FileChange | None, before: str | None, state: State) -> list[str]:
    """Undoes `change` unless another index than `before` is live; lines for the reader."""
    if change is None or state.live.find_live_name() != before:
        return []
    try:
        change.undo()
    except ArticleFileError as exc:
        logger.error("a change of an article could not be undone: %s", exc)
        return [gettext(_NOT_UNDONE).format(reason=exc)]
    return [gettext(_UNDONE)]
