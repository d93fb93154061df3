"""The message that says how far something is, where it cannot be sent."""

import asyncio
from datetime import UTC, datetime
from itertools import count

import pytest
from telegram import Chat, Message

from bot.telegram.outgoing.status_message import StatusMessage


class _CutOff(StatusMessage):
    """What is said does not come through, and is tried on and on."""

    async def show(self, text: str) -> None:
        await asyncio.Future()


def test_what_goes_on_does_not_wait_for_a_line_that_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    module = "bot.telegram.outgoing.status_message"
    monkeypatch.setattr(f"{module}._MAX_SECONDS_OF_PROGRESS", 0.01)
    origin = Message(1, datetime(2026, 1, 1, tzinfo=UTC), Chat(1, Chat.PRIVATE))
    hours = count(0, 3600)
    status = _CutOff(origin, clock=lambda: float(next(hours)))

    async def run() -> None:
        async with asyncio.timeout(10):
            await status.show_now_and_then(lambda: "1 of 2")

    asyncio.run(run())
