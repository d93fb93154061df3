"""A change of the articles that an admin has asked for: what is done, where it is told, undone."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine, Sequence
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from bot.articles.files import Announce, ArticleFileError, FileChange
from bot.articles.under_way import Entry, Place
from bot.text.translation import current_language, gettext, gettext_noop

logger = logging.getLogger(__name__)

UNDONE = gettext_noop("The articles are as they were.")
NOT_UNDONE = gettext_noop("The articles could not be put back as they were: {reason}")
STOPPED = gettext_noop("I was stopped before the rebuild ended.")
NOT_DONE = gettext_noop(
    "I was stopped before its turn came, and nothing of it is done. Ask for it again."
)
NEWER = gettext_noop(
    "A newer index is there all the same, and the articles stay as they are now. /reindex makes "
    "sure that they agree."
)

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Plan:
    """A change of the file `name`: `make` makes it, and announces it before the last step;
    `describe` says to a reader what was done, when it is answered from; `when_live` is called then.
    `title` is that of the article which is there then, None if there is none; `size`, in bytes,
    what is kept of it until then."""

    name: str
    title: str | None
    make: Callable[[Announce], FileChange]
    describe: Callable[[FileChange], str]
    size: int = 0
    when_live: Callable[[], None] | None = None


class Status(Protocol):
    """Where a reader sees how a rebuild goes; what cannot be shown holds nothing up."""

    @property
    def place(self) -> Place:
        """Where it is shown."""

    async def show(self, text: str) -> None:
        """Says `text` now."""

    async def show_waiting(self, text: str, key: str) -> None:
        """Says `text` now, above a button to take out what waits under `key`."""

    async def show_now_and_then(self, text: Callable[[], str]) -> None:
        """Says `text`, unless something was said a moment ago."""

    async def finish(self, text: str) -> None:
        """Says `text` as the last word."""

    async def fail(self, text: str) -> None:
        """Says `text` as the last word on what failed and may be tried again."""


@dataclass(slots=True, eq=False)
class Asked:
    """What an admin has asked for: a plan, or None for a rebuild alone. He is told of it in
    `status`, in his language, by tasks that know whom they serve; `change` is what was made, or is
    just about to be made. `waits` unless it is of the rebuild that runs."""

    status: Status
    plan: Plan | None
    key: str = field(default_factory=lambda: secrets.token_hex(6))
    change: FileChange | None = None
    waits: bool = True
    _language: str = field(default_factory=current_language)
    _context: Context = field(default_factory=copy_context)
    _saying: "asyncio.Task[None] | None" = None
    _unsaid: "set[asyncio.Task[None]]" = field(default_factory=set)

    @property
    def entry(self) -> Entry:
        """What is written down of it."""
        return Entry(self.status.place, self._language, self.change, self.waits)

    def word(self, word: Callable[[], Made]) -> Made:
        """What `word` returns in the language of who asked."""
        return self._context.run(word)

    def say(
        self, say: Callable[[], Coroutine[Any, Any, None]], *, is_passing: bool = False
    ) -> "asyncio.Task[None]":
        """Begins to say something, when what was to be said before has been; what `is_passing` is
        left out if something newer is to be said by then, as a chat takes one message a second.
        What goes wrong with that ends no rebuild."""

        async def say_in_turn(before: "asyncio.Task[None] | None") -> None:
            if before is not None:
                await asyncio.wait([before])
            if is_passing and self._saying is not asyncio.current_task():
                return
            try:
                await say()
            except Exception as exc:
                logger.error("what becomes of a change could not be told", exc_info=exc)

        self._saying = asyncio.create_task(say_in_turn(self._saying), context=self._context)
        self._unsaid.add(self._saying)
        self._saying.add_done_callback(self._unsaid.discard)
        return self._saying

    def hush(self) -> None:
        """What is being said, or waits to be, is not said: else it could come after the next."""
        for saying in self._unsaid:
            saying.cancel()

    def undo(self) -> str | None:
        """Undoes its change, if one was made; why not, if that cannot be."""
        try:
            if self.change is not None:
                self.word(self.change.undo)
        except ArticleFileError as exc:
            logger.error("a change of an article could not be undone: %s", exc)
            return str(exc)
        self.change, self.waits = None, True
        return None


def undo_all(asked: Sequence[Asked], keep: Callable[[], None]) -> dict[Asked, str | None]:
    """Undoes all changes, the last one first, and calls `keep` after each; why one could not be
    undone, None for one that was. Those that changed nothing are left out."""
    undone: dict[Asked, str | None] = {}
    for each in reversed(asked):
        if each.change is not None:
            undone[each] = each.undo()
            keep()
    return undone


def word_undoing(problem: str | None) -> str:
    """What became of the articles, for the reader; `problem` is why they could not be put back."""
    return gettext(UNDONE) if problem is None else gettext(NOT_UNDONE).format(reason=problem)
