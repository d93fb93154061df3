"""What outlives the process, a store for each subject."""

from dataclasses import dataclass
from pathlib import Path

from bot.storage.channels import ChannelStore
from bot.storage.chats import ChatStore
from bot.storage.database import Database
from bot.storage.feedback import FeedbackStore
from bot.storage.pending import PendingStore
from bot.storage.pending_journal import PendingJournal
from bot.storage.repeated_questions import RepeatedQuestions
from bot.storage.unanswered import GapStore


@dataclass(frozen=True, slots=True)
class Stores:
    """Stores in one database. Each of their methods may raise `DatabaseError`."""

    chats: ChatStore
    feedback: FeedbackStore
    earlier: RepeatedQuestions
    gaps: GapStore
    database: Database
    pending: PendingJournal
    channels: ChannelStore


def make_stores(path: Path) -> Stores:
    """The stores in the database at `path`, which is made when something is first kept."""
    database = Database(path)
    return Stores(
        chats=ChatStore(database),
        feedback=FeedbackStore(database),
        earlier=RepeatedQuestions(database),
        gaps=GapStore(database),
        database=database,
        pending=PendingJournal(PendingStore(database)),
        channels=ChannelStore(database),
    )
