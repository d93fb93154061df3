"""What the handlers of a running bot share."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from telegram.ext import ContextTypes

from bot.feedback import FeedbackStore
from bot.live_retriever import LiveRetriever
from bot.memory import Memory
from bot.settings import Settings

_KEY = "state"
_MOST_VOTES = 10_000

Vote = tuple[int, int]
"""Added to a passage's counts: of those who found it useful, and of those who did not."""


@dataclass(slots=True)
class Votes:
    """Who voted on which message since the start, so that nobody counts twice; never written."""

    _by_voter: OrderedDict[tuple[object, int], Vote] = field(default_factory=OrderedDict)

    def change(self, message_key: object, user_id: int, vote: Vote) -> Vote | None:
        """What the counts change by, if the user now votes so; None if that is the old vote."""
        old = self._by_voter.get((message_key, user_id), (0, 0))
        if old == vote:
            return None
        self._by_voter[message_key, user_id] = vote
        while len(self._by_voter) > _MOST_VOTES:
            self._by_voter.popitem(last=False)
        return vote[0] - old[0], vote[1] - old[1]


@dataclass(frozen=True, slots=True)
class State:
    """`verifying` is held while articles are read through, which takes a while of large ones.
    `rebuild_tasks` are rebuilds under way; apart from the application's own tasks, as it waits
    for those to end."""

    settings: Settings
    live: LiveRetriever
    feedback: FeedbackStore
    memory: Memory = field(default_factory=Memory)
    votes: Votes = field(default_factory=Votes)
    verifying: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
    rebuild_tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _locks: WeakValueDictionary[tuple[int, int], asyncio.Lock] = field(
        default_factory=WeakValueDictionary
    )

    def lock(self, chat_id: int, message_id: int) -> asyncio.Lock:
        """The lock of a message, which is fair; it lasts as long as somebody holds it."""
        return self._locks.setdefault((chat_id, message_id), asyncio.Lock())


def keep_state(bot_data: dict[str, object], settings: Settings, live: LiveRetriever) -> None:
    """Puts what the handlers need where they find it."""
    feedback = FeedbackStore(settings.state_dir / "feedback.sqlite3")
    bot_data[_KEY] = State(settings, live, feedback)


def read_state(bot_data: dict[str, object]) -> State:
    """What `keep_state` kept."""
    state = bot_data[_KEY]
    assert isinstance(state, State)
    return state


def state_of(context: ContextTypes.DEFAULT_TYPE) -> State:
    """The state, for a handler."""
    return read_state(context.bot_data)
