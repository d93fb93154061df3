"""What went wrong while the bot runs, for its doctor."""

import time
from dataclasses import dataclass, field

from telegram.error import Conflict, TelegramError

from bot.doctor.clock import Drift

_RECENT_SECONDS = 600.0


@dataclass(slots=True)
class Problems:
    """`conflict_at` is when Telegram last said that somebody else polls for this bot, in seconds of
    `time.monotonic`, None if it never did. `is_refused` says that it goes on refusing the token."""

    conflict_at: float | None = None
    is_refused: bool = False
    drift: Drift = field(default_factory=Drift)
    """What Telegram's answers say of this machine's clock."""

    def note_polling(self, error: TelegramError) -> None:
        """Polling failed."""
        if isinstance(error, Conflict):
            self.conflict_at = time.monotonic()

    @property
    def has_other_poller(self) -> bool:
        """Whether another process has polled for this bot in the last minutes."""
        return self.conflict_at is not None and (
            time.monotonic() - self.conflict_at < _RECENT_SECONDS
        )
