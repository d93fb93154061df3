"""What the handlers of a running bot share, by the room that needs it."""

import asyncio
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from bot.access.policy import Access
from bot.access.quotas import Budgets
from bot.access.shared_quotas import SharedBudgets
from bot.articles.queue import ChangeQueue
from bot.articles.under_way import Journal
from bot.config.settings import Settings
from bot.indexing.live import LiveRetriever
from bot.monitoring.metrics import Metrics
from bot.sources.channels.live_posts import PostTaker
from bot.storage.chats import ChatStore
from bot.storage.stores import Stores, make_stores
from bot.storage.under_way.ledger import SharedLedger
from bot.telegram.memory.conversations import Conversations
from bot.telegram.memory.offers import Offers
from bot.telegram.memory.pastes import Pastes
from bot.telegram.memory.polling import Problems
from bot.telegram.memory.shared_conversations import SharedConversations
from bot.telegram.memory.votes import Votes

_SECONDS_TO_GATHER = 2.0
"""Who has sent several files presses one Add after the other."""
_FILES_AT_ONCE = 2
"""That are downloaded and read: each may come to 64 MB, whatever is said of it before."""
_SECONDS_TO_MOVE = 3.0
_SECONDS_TO_TYPING = 0.3
"""Who has his answer by then needs no sign of it: most questions cost a call of Telegram less."""


@dataclass(frozen=True, slots=True)
class Door:
    """Who is let in, how much they may ask, and what is known of the chat. `leaves` says that the
    bot leaves groups that it does not serve. `seconds_to_move` is how long Telegram takes to tell
    all of a group that becomes a supergroup; `moved_at` when it told of each, by its new id, in
    seconds of `time.monotonic`; `noted` are groups of which it is known that the bot is in them."""

    access: Access
    budgets: SharedBudgets
    chats: ChatStore
    leaves: bool
    seconds_to_move: float
    moved_at: dict[int, float] = field(default_factory=dict)
    noted: set[int] = field(default_factory=set)
    _locks: WeakValueDictionary[int, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def lock(self, chat_id: int) -> asyncio.Lock:
        """The lock of a chat, which is fair; it lasts as long as somebody holds it."""
        return self._locks.setdefault(chat_id, asyncio.Lock())


@dataclass(frozen=True, slots=True)
class Memory:
    """What lasts as long as the process, or is shared with others."""

    conversations: SharedConversations
    votes: Votes = field(default_factory=Votes)
    offers: Offers = field(default_factory=Offers)
    pastes: Pastes = field(default_factory=Pastes)


@dataclass(frozen=True, slots=True)
class Work:
    """What is under way. `changes` are those of the articles, apart from the application's own
    tasks, as it waits for those to end; `posts` makes some of posts of channels; who is `fetching`
    a page is the only one; few are `taking` a file; `tasks` are others that end with the bot."""

    changes: ChangeQueue
    posts: PostTaker
    fetching: asyncio.Lock = field(default_factory=asyncio.Lock)
    taking: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_FILES_AT_ONCE))
    tasks: set[asyncio.Task[None]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class State:
    """All of it; `problems` are those of polling. An answer that is looked for longer than
    `seconds_to_typing` is announced by "typing"."""

    settings: Settings
    live: LiveRetriever
    door: Door
    stores: Stores
    problems: Problems
    metrics: Metrics
    memory: Memory
    work: Work
    seconds_to_typing: float = _SECONDS_TO_TYPING


def make_state(
    settings: Settings,
    live: LiveRetriever,
    problems: Problems,
    metrics: Metrics,
    secret: str,
    speed: float = 1.0,
) -> State:
    """What the handlers need. All bots that share a database have the same `secret`; `speed` is for
    tests, in which time runs faster."""
    # Telegram lets one bot poll.
    is_alone = settings.webhook is None or settings.state_url is None
    stores = make_stores(settings.database_place, secret, is_alone)
    own = Budgets(settings.user_questions_per_minute, settings.chat_questions_per_minute)
    ledger = SharedLedger(stores.shared.spendings) if stores.shared else None
    door = Door(
        access=Access(settings.telegram_allowed_chats, settings.telegram_admin_ids),
        budgets=SharedBudgets(own, ledger),
        chats=stores.chats,
        leaves=settings.leave_foreign_chats,
        seconds_to_move=_SECONDS_TO_MOVE / speed,
    )
    answers = stores.shared.answers if stores.shared else None
    memory = Memory(SharedConversations(Conversations(), answers))
    journal = Journal.of_settings(settings)
    seconds = _SECONDS_TO_GATHER / speed
    posts = PostTaker(settings, speed)

    def is_expecting() -> bool:
        return memory.offers.has_recent() or posts.is_expecting()

    changes = ChangeQueue(live, journal, is_expecting, seconds, metrics.count_rebuild)
    return State(
        settings,
        live,
        door,
        stores,
        problems,
        metrics,
        memory,
        Work(changes, posts),
        _SECONDS_TO_TYPING / speed,
    )
