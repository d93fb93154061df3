"""What outlives the process, a store for each subject."""

from dataclasses import dataclass
from pathlib import Path

from bot.config.state_url import StateUrl
from bot.storage.answers import AnswerStore
from bot.storage.channels import ChannelStore
from bot.storage.chats import ChatStore
from bot.storage.database import Database
from bot.storage.feedback import FeedbackStore
from bot.storage.freshness import CHANNELS, CHATS, Freshness
from bot.storage.repeated_questions import RepeatedQuestions
from bot.storage.unanswered import GapStore
from bot.storage.under_way.ledger import SpendingStore
from bot.storage.under_way.pending import PendingStore
from bot.storage.under_way.pending_journal import PendingJournal
from bot.storage.under_way.processes import ProcessStore


@dataclass(frozen=True, slots=True)
class SharedStores:
    """What only several bots that answer together write down."""

    spendings: SpendingStore
    processes: ProcessStore
    answers: AnswerStore

    def sweep(self) -> None:
        """Lets go of what does not count any more."""
        self.spendings.sweep()
        self.answers.sweep()


@dataclass(frozen=True, slots=True)
class Stores:
    """Stores in one database; `shared` is None if one bot alone answers with it. Each of their
    methods may raise `DatabaseError`."""

    chats: ChatStore
    feedback: FeedbackStore
    earlier: RepeatedQuestions
    gaps: GapStore
    database: Database
    pending: PendingJournal
    channels: ChannelStore
    freshness: Freshness
    shared: SharedStores | None = None


def make_stores(place: Path | StateUrl, secret: str = "", is_alone: bool = True) -> Stores:
    """The stores in the database at `place`, which is made when something is first kept; without a
    `secret` nothing is shared. Of a bot that is not alone others answer with it as well."""
    database = Database(place, lasts=True)
    is_shared = database.is_shared and bool(secret)
    chats, channels = ChatStore(database), ChannelStore(database)
    return Stores(
        chats=chats,
        feedback=FeedbackStore(database),
        earlier=RepeatedQuestions(database),
        gaps=GapStore(database),
        database=database,
        pending=PendingJournal(PendingStore(database, is_alone=is_alone)),
        channels=channels,
        freshness=Freshness(database, {CHATS: chats.renew, CHANNELS: channels.read}),
        shared=_make_shared(database, secret) if is_shared else None,
    )


def _make_shared(database: Database, secret: str) -> SharedStores:
    return SharedStores(
        SpendingStore(database, secret), ProcessStore(database), AnswerStore(database)
    )
