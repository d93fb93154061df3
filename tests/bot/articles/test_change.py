"""What an admin has asked for, and is told of."""

import asyncio
from functools import partial
from typing import cast

from bot.articles.change import Asked, Status


def test_what_is_past_when_its_turn_comes_is_not_said() -> None:
    """As of twenty messages in a chat that takes one a second."""
    said: list[str] = []

    async def run() -> None:
        may_go_on = asyncio.Event()

        async def say(text: str) -> None:
            await may_go_on.wait()
            said.append(text)

        asked = Asked(cast(Status, None), None)
        asked.say(partial(say, "waits"), is_passing=True)
        await asyncio.sleep(0)
        asked.say(partial(say, "rebuilds"), is_passing=True)
        last = asked.say(partial(say, "is live"))
        may_go_on.set()
        await last

    asyncio.run(run())
    assert said == ["waits", "is live"]


def test_what_is_hushed_does_not_come_after_the_last_word() -> None:
    """As of a bot that is stopped while Telegram asks it to wait."""
    said: list[str] = []

    async def run() -> None:
        may_go_on = asyncio.Event()

        async def say(text: str) -> None:
            await may_go_on.wait()
            said.append(text)

        asked = Asked(cast(Status, None), None)
        asked.say(partial(say, "waits"), is_passing=True)
        await asyncio.sleep(0)
        asked.say(partial(say, "rebuilds"), is_passing=True)
        asked.hush()
        last = asked.say(partial(say, "was stopped"))
        await asyncio.sleep(0.01)
        may_go_on.set()
        await last
        await asyncio.sleep(0.01)

    asyncio.run(run())
    assert said == ["was stopped"]
