"""A rebuild of the index, upon a change of the articles that holds only if the rebuild succeeds."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from bot.articles.files import ArticleFileError, FileChange
from bot.indexing.live import LiveRetriever
from bot.indexing.process import RebuildError
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
    when it is answered from."""

    make: Callable[[], FileChange]
    describe: Callable[[FileChange], str]


class Status(Protocol):
    """Where a reader sees how a rebuild goes; what cannot be shown holds nothing up."""

    async def show(self, text: str) -> None:
        """Says `text` now."""

    async def show_now_and_then(self, text: Callable[[], str]) -> None:
        """Says `text`, unless something was said a moment ago."""

    async def finish(self, text: str) -> None:
        """Says `text` as the last word."""

    async def fail(self, text: str) -> None:
        """Says `text` as the last word on what failed and may be tried again."""


async def rebuild(status: Status, live: LiveRetriever, plan: Plan | None = None) -> None:
    """Makes the planned change, if there is one, rebuilds the index and tells `status` how it
    goes and ends. Unless the new index goes live the change is undone, also if this is cancelled.
    """
    change: FileChange | None = None
    before = live.find_live_name()
    try:
        await status.show(gettext(_BEGUN))
        # Not in a thread: a change that nobody waits for any more could not be undone.
        change = plan.make() if plan else None
        await live.rebuild(lambda done, total: _show_progress(status, done, total))
    except ArticleFileError as exc:
        await status.fail(str(exc))
    except RebuildError as exc:
        logger.error("the rebuild failed: %s", exc)
        await status.fail(_end(gettext(_FAILED).format(reason=exc), change, before, live))
    except Exception as exc:
        logger.error("the rebuild failed", exc_info=exc)
        await status.fail(_end(gettext(_BROKE), change, before, live))
    except asyncio.CancelledError:
        text = _end(gettext(_STOPPED), change, before, live)
        with suppress(TimeoutError):
            async with asyncio.timeout(_SECONDS_FOR_LAST_WORD):
                await status.finish(text)
        raise
    else:
        lines = [plan.describe(change)] if plan and change else []
        report = format_report(live.manifest, live.changes)
        await status.finish("\n".join([*lines, report]))


async def _show_progress(status: Status, done: int, total: int) -> None:
    await status.show_now_and_then(lambda: gettext(_PROGRESS).format(done=done, total=total))


def _end(reason: str, change: FileChange | None, before: str | None, live: LiveRetriever) -> str:
    """Undoes `change` unless another index than `before` is live; `reason`, and what became of the
    articles, in lines for the reader."""
    if change is None or live.find_live_name() != before:
        return reason
    try:
        change.undo()
    except ArticleFileError as exc:
        logger.error("a change of an article could not be undone: %s", exc)
        return "\n".join([reason, gettext(_NOT_UNDONE).format(reason=exc)])
    return "\n".join([reason, gettext(_UNDONE)])
