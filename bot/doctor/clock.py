"""This machine's clock, by what Telegram's server says and by the times that are kept."""

import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from httpx import Response

from bot.config.settings import Settings
from bot.doctor.findings import Finding, ok, warn
from bot.storage.database import Database, DatabaseError
from bot.storage.repeated_questions import RepeatedQuestions
from bot.text.translation import gettext

_MOST_SECONDS = 60.0


class Drift:
    """How far the clock is ahead of Telegram's, in seconds, by the last answer; None before one."""

    def __init__(self) -> None:
        self.seconds: float | None = None

    def note(self, headers: Mapping[str, str]) -> None:
        """An answer has come, with these headers (RFC 9110, 6.6.1)."""
        try:
            self.seconds = time.time() - parsedate_to_datetime(headers["date"]).timestamp()
        except (KeyError, ValueError, OverflowError):
            return  # what stands between may leave it out


def note_dates(drift: Drift) -> dict[str, Any]:
    """Arguments of the client of a bot's requests, by which each answer is noted."""

    async def note(response: Response) -> None:
        drift.note(response.headers)

    return {"event_hooks": {"response": [note]}}


def check_clock(settings: Settings, drift: Drift) -> list[Finding]:
    """Whether the clock is right, and was when something was kept."""
    found, step = [], gettext("Have a time service set the clock: timedatectl set-ntp true.")
    if drift.seconds is not None:
        if abs(drift.seconds) > _MOST_SECONDS:
            line = gettext("The clock of this machine is {count} seconds off that of Telegram.")
            found.append(warn(line.format(count=round(abs(drift.seconds))), step))
        else:
            found.append(ok(gettext("The clock of this machine agrees with that of Telegram.")))
    database = Database(settings.database_place)
    if database.is_empty():  # a look would make one
        return found
    try:
        latest = RepeatedQuestions(database).find_latest()
    except DatabaseError:
        return found  # which has a finding of its own
    if latest is not None and latest > time.time() + _MOST_SECONDS:
        line = gettext("Answers are kept with times in the future: the clock has been set back.")
        found.append(warn(line, step))
    return found
