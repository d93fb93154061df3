"""When Telegram was last heard of, and what went wrong while the bot runs."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from telegram.error import Conflict, TelegramError

from bot.doctor.clock import Drift

_RECENT_SECONDS = 600.0


@dataclass(slots=True)
class Problems:
    """`contact_at` is when Telegram was last heard of, at first the start, and `conflict_at` when
    it last said that somebody else polls for this bot, None if it never did, both in seconds of
    `time.monotonic`. `is_refused` says that it goes on refusing the token."""

    count_error: Callable[[str], None] = lambda kind: None
    """Is told the kind of each error."""
    contact_at: float = field(default_factory=time.monotonic)
    conflict_at: float | None = None
    is_refused: bool = False
    webhook: str = ""
    """What is wrong with the bot's webhook, in a line of the log; "" if nothing is known to be."""
    drift: Drift = field(default_factory=Drift)
    """What Telegram's answers say of this machine's clock."""

    def note_contact(self) -> None:
        """Telegram has been heard of: it has answered a poll, or called."""
        self.contact_at = time.monotonic()

    def note_polling(self, error: TelegramError) -> None:
        """Polling failed."""
        self.count_error(type(error).__name__)
        if isinstance(error, Conflict):
            self.conflict_at = time.monotonic()

    @property
    def has_other_poller(self) -> bool:
        """Whether another process has polled for this bot in the last minutes."""
        return self.conflict_at is not None and (
            time.monotonic() - self.conflict_at < _RECENT_SECONDS
        )
