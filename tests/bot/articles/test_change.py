"""What an admin has asked for, and is told of."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, cast

from bot.articles.change import Asked, Status

Say = Callable[[str], Coroutine[Any, Any, None]]


async def _say(said: list[str], may_go_on: asyncio.Event, text: str) -> None:
    await may_go_on.wait()
    said.append(text)


async def _ask_and_rebuild(say: Say) -> Asked:
    """What waited, and is being rebuilt by now, of which the former is being said."""
    asked = Asked(cast(Status, None), None)
    asked.say(partial(say, "waits"), is_passing=True)
    await asyncio.sleep(0)
    asked.say(partial(say, "rebuilds"), is_passing=True)
    return asked


async def _let_others_go_on() -> None:
    for _ in range(10):  # turns of the loop, of which a cancelled task takes two
        await asyncio.sleep(0)


def test_what_is_past_when_its_turn_comes_is_not_said() -> None:
    """As of twenty messages in a chat that takes one a second."""
    said: list[str] = []

    async def run() -> None:
        may_go_on = asyncio.Event()
        say = partial(_say, said, may_go_on)
        asked = await _ask_and_rebuild(say)
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
        say = partial(_say, said, may_go_on)
        asked = await _ask_and_rebuild(say)
        asked.hush()
        last = asked.say(partial(say, "was stopped"))
        await _let_others_go_on()
        may_go_on.set()
        await last
        await _let_others_go_on()

    asyncio.run(run())
    assert said == ["was stopped"]
