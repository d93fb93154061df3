"""Rebuilds of the index, upon changes of the articles that hold only if a rebuild succeeds."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial

from bot.articles.change import NEWER, Asked, undo_all, word_undoing
from bot.articles.files import ArticleFileError, FileChange
from bot.indexing.live import LiveRetriever
from bot.indexing.process import RebuildError, RefusedError
from bot.monitoring.metrics import RebuildOutcome
from bot.text.build_report import format_report
from bot.text.citations import cut_text
from bot.text.translation import gettext, gettext_noop
from corpus import FootnoteError
from embeddings import Changes

logger = logging.getLogger(__name__)

_BEGUN = gettext_noop("Rebuilding the index. I answer from the present one meanwhile.")
_PROGRESS = gettext_noop("Rebuilding: {done} of {total} passages.")
_FAILED = gettext_noop("The rebuild failed, the index is as it was: {reason}")
_FAILED_ALONE = gettext_noop("The rebuild failed: {reason}")
_BROKE = gettext_noop("The rebuild failed. The owner will find the reason in the log.")
_IN_PARTS = gettext_noop(
    "Rebuilding: the changes are refused together, so each half of them is tried by itself."
)
_UNDONE_TOGETHER = gettext_noop("Undone: {names}.")
_OVERTAKEN = gettext_noop(
    "{name} was changed once more for the same rebuild. I answer from the last change now."
)
KEPT = gettext_noop("What it replaced lies at {path}.")
_MAX_REFUSED = 12
"""Rebuilds that are refused of one queue: by halves, one bad change of twenty is found in six."""
_MAX_NAMES_CHARACTERS = 600


class Rebuilding:
    """What is under way: `running`, in the order in which it was asked for, upon the build `before`
    (None if none was live). `keep` is called to write that down, at each step, `count` when a
    rebuild has ended."""

    def __init__(
        self,
        live: LiveRetriever,
        keep: Callable[[], None],
        count: Callable[[RebuildOutcome], None],
    ) -> None:
        self._count = count
        self._live = live
        self._keep = keep
        self.before: str | None = None
        self.running: list[Asked] = []

    async def run(self, batch: list[Asked]) -> None:
        """Makes all changes of `batch`, rebuilds the index once, and tells each how that goes and
        ends. Unless the new index goes live they are undone. If it is the articles that are
        refused, each half is tried by itself, so that what is not to blame goes live."""
        self.running = list(batch)
        shown = [each.say(partial(_show_begun, each), is_passing=True) for each in batch]
        await shown[0]
        parts, refused = deque([batch]), 0
        while parts:
            halves = await self._try(parts.popleft(), refused < _MAX_REFUSED)
            if halves and not refused:
                for each in self.running:
                    each.say(partial(_show_parts, each), is_passing=True)
            refused += bool(halves)
            parts.extendleft(reversed(halves))

    async def _try(self, part: list[Asked], may_halve: bool) -> list[list[Asked]]:
        """Makes one rebuild of `part`, or returns what is to be tried instead."""
        self.before = self._live.find_live_name()
        for each in part:
            each.waits = False
        self._keep()
        failing: dict[Asked, asyncio.Task[None]] = {}
        halves: list[list[Asked]] = []
        made: list[Asked] = []
        try:
            self._make(part, failing)
            made = [each for each in part if each not in failing]
            if made:
                await self._live.rebuild(partial(_show_progress, made[0]))
                self._count(RebuildOutcome.SUCCEEDED)
        except RebuildError as exc:
            logger.error("the rebuild failed: %s", exc)
            is_refused = isinstance(exc, RefusedError)
            self._count(RebuildOutcome.REFUSED if is_refused else RebuildOutcome.FAILED)
            is_old = self._live.find_live_name() == self.before
            reason = partial(_word_failure, _FAILED if is_old else _FAILED_ALONE, str(exc))
            if is_refused and is_old and may_halve and len(made) > 1:
                halves = await self._halve(made, reason)
            else:
                await self._tell_failure(made, reason)
        except Exception as exc:
            logger.error("the rebuild failed", exc_info=exc)
            self._count(RebuildOutcome.FAILED)
            left = [each for each in part if each not in failing]
            await self._tell_failure(left, lambda: gettext(_BROKE))
        else:
            await asyncio.gather(*(self._tell_success(each, made) for each in made))
        await asyncio.gather(*failing.values())
        return halves

    def _make(self, part: list[Asked], failing: "dict[Asked, asyncio.Task[None]]") -> None:
        """Makes the changes, in turn; those that cannot be made are added to `failing`, with what
        tells of it."""
        # Not in a thread: a change that nobody waits for any more could not be undone.
        for each in part:
            try:
                if each.plan is not None:
                    make = partial(each.plan.make, partial(self._announce, each))
                    each.change = each.word(make)
            except ArticleFileError as exc:
                each.change = None
                self._keep()
                failing[each] = asyncio.create_task(self._fail(each, str(exc)))

    def _announce(self, asked: Asked, change: FileChange) -> None:
        asked.change = change
        self._keep()

    async def _tell_success(self, asked: Asked, made: Sequence[Asked]) -> None:
        manifest, changes = self._live.manifest, self._live.changes
        if self._live.find_live_name() == self.before:  # nothing was to be changed
            changes = Changes(compared=True)

        later = made[made.index(asked) + 1 :]
        is_overtaken = any(
            each.plan and asked.plan and each.plan.name == asked.plan.name for each in later
        )
        if asked.plan and asked.plan.when_live and not is_overtaken:
            await _run_beside(asked.plan.when_live)

        def describe() -> str:
            lines = []
            if asked.plan and asked.change:
                if is_overtaken:
                    lines = _describe_overtaken(asked.plan.name, asked.change)
                else:
                    lines = [asked.plan.describe(asked.change)]
            return "\n".join([*lines, format_report(manifest, changes)])

        text = asked.word(describe)
        await asked.say(lambda: asked.status.finish(text))
        self.drop(asked)

    async def _tell_failure(self, made: Sequence[Asked], reason: Callable[[], str]) -> None:
        """Undoes all, unless another index is live."""
        if self._live.find_live_name() != self.before:
            texts = {each: [each.word(reason), each.word(_word_newer)] for each in made}
        else:
            texts = self._undo(made, reason)
        await asyncio.gather(*(self._fail(each, "\n".join(texts[each])) for each in made))

    async def _halve(self, made: Sequence[Asked], reason: Callable[[], str]) -> list[list[Asked]]:
        undone = undo_all(made, self._keep)
        stuck = {each: problem for each, problem in undone.items() if problem is not None}
        for each, problem in stuck.items():
            lines = each.word(reason), each.word(partial(word_undoing, problem))
            await self._fail(each, "\n".join(lines))
        left = [each for each in made if each not in stuck]
        for each in left:
            each.waits = True
        self._keep()
        middle = (len(left) + 1) // 2
        return [half for half in (left[:middle], left[middle:]) if half]

    def _undo(self, made: Sequence[Asked], reason: Callable[[], str]) -> dict[Asked, list[str]]:
        """What each is told."""
        undone = undo_all(made, self._keep)
        names = [each.plan.name for each in made if each.plan and undone.get(each, "") is None]
        texts = {}
        for each in made:
            lines = [each.word(reason)]
            if len(made) > 1 and names:
                lines.append(each.word(partial(_word_undone, names)))
            if each in undone:
                lines.append(each.word(partial(word_undoing, undone[each])))
            texts[each] = lines
        return texts

    async def _fail(self, asked: Asked, text: str) -> None:
        await asked.say(lambda: asked.status.fail(text))
        self.drop(asked)

    def drop(self, asked: Asked) -> None:
        """It has been told how it ended."""
        if asked in self.running:
            self.running.remove(asked)
            self._keep()


async def _show_begun(asked: Asked) -> None:
    await asked.status.show(gettext(_BEGUN))


async def _show_parts(asked: Asked) -> None:
    await asked.status.show(gettext(_IN_PARTS))


async def _show_progress(asked: Asked, done: int, total: int) -> None:
    def word() -> str:
        return gettext(_PROGRESS).format(done=done, total=total)

    await asked.say(lambda: asked.status.show_now_and_then(word), is_passing=True)


async def _run_beside(when_live: Callable[[], None]) -> None:
    """The article is answered from, whatever comes of that."""
    try:
        await asyncio.to_thread(when_live)
    except FootnoteError as exc:
        logger.error("what was added is not looked at again: %s", exc)


def _describe_overtaken(name: str, change: FileChange) -> list[str]:
    lines = [gettext(_OVERTAKEN).format(name=name)]
    return [*lines, gettext(KEPT).format(path=change.kept)] if change.kept else lines


def _word_failure(message: str, reason: str) -> str:
    return gettext(message).format(reason=reason)


def _word_newer() -> str:
    return gettext(NEWER)


def _word_undone(names: Sequence[str]) -> str:
    listed = cut_text(", ".join(dict.fromkeys(names)), _MAX_NAMES_CHARACTERS)
    return gettext(_UNDONE_TOGETHER).format(names=listed)
