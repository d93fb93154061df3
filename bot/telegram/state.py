"""What the handlers of a running bot share."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakValueDictionary

from bot.access.policy import Access
from bot.access.quotas import Budgets
from bot.config.settings import Settings
from bot.indexing.live import LiveRetriever
from bot.storage.chats import ChatStore
from bot.storage.database import Database
from bot.storage.feedback import FeedbackStore
from bot.storage.repeated_questions import RepeatedQuestions
from bot.storage.unanswered import GapStore
from bot.telegram.memory.conversations import Memory
from bot.telegram.memory.offers import Offers
from bot.telegram.memory.pastes import Pastes
from bot.telegram.memory.polling import Problems
from bot.telegram.memory.votes import Votes

_SECONDS_TO_MOVE = 3.0


@dataclass(frozen=True, slots=True)
class State:
    """`verifying` is held while articles are read through, which takes a while of large ones.
    `rebuild_tasks` are rebuilds under way, at most one; apart from the application's own tasks, as
    it waits for those to end; `tasks` are others that end with the bot. `seconds_to_move` is how
    long Telegram takes to tell all of a group that becomes a supergroup; `moved_at` when it told of
    each, by its new id, in seconds of `time.monotonic`."""

    settings: Settings
    live: LiveRetriever
    access: Access
    feedback: FeedbackStore
    chats: ChatStore
    earlier: RepeatedQuestions
    gaps: GapStore
    budgets: Budgets
    problems: Problems = field(default_factory=Problems)
    memory: Memory = field(default_factory=Memory)
    votes: Votes = field(default_factory=Votes)
    offers: Offers = field(default_factory=Offers)
    pastes: Pastes = field(default_factory=Pastes)
    verifying: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
    rebuild_tasks: set[asyncio.Task[None]] = field(default_factory=set)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    seconds_to_move: float = 0.0
    moved_at: dict[int, float] = field(default_factory=dict)
    _locks: WeakValueDictionary[int, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def lock(self, chat_id: int) -> asyncio.Lock:
        """The lock of a chat, which is fair; it lasts as long as somebody holds it."""
        return self._locks.setdefault(chat_id, asyncio.Lock())

    def begin_change(self, work: Callable[[], Coroutine[Any, Any, None]]) -> bool:
        """Begins the one rebuild, or change of articles, that may run at a time; False if there
        is one already."""
        if self.rebuild_tasks:
            return False
        task = asyncio.create_task(work())
        self.rebuild_tasks.add(task)
        task.add_done_callback(self.rebuild_tasks.discard)
        return True


def make_state(
    settings: Settings, live: LiveRetriever, problems: Problems, speed: float = 1.0
) -> State:
    """What the handlers need; `speed` is for tests, in which time runs faster."""
    database = Database(settings.database_path)
    return State(
        settings=settings,
        live=live,
        access=Access(settings.telegram_allowed_chats, settings.telegram_admin_ids),
        feedback=FeedbackStore(database),
        chats=ChatStore(database),
        earlier=RepeatedQuestions(database),
        gaps=GapStore(database),
        budgets=Budgets(settings.user_questions_per_minute, settings.chat_questions_per_minute),
        problems=problems,
        seconds_to_move=_SECONDS_TO_MOVE / speed,
    )
