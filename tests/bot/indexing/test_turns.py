"""Whose turn it is in front of the encoder's thread: by counts, no clock."""

import asyncio
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from bot.indexing.turns import FairThread, name_asker

Scenario = Callable[["Counted"], Awaitable[None]]


@dataclass
class Counted:
    """A thread whose clock goes only when it is told to, and the order of what it did."""

    seconds: float = 0.0
    served: list[Hashable] = field(default_factory=list)
    tasks: list["asyncio.Task[None]"] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.thread = FairThread("counted", lambda: self.seconds)

    def ask(self, asker: Hashable, cost: float = 0.03, size: int = 50) -> "asyncio.Task[None]":
        async def ask() -> None:
            name_asker(asker)
            await self.thread.run(size, self._work, asker, cost)

        self.tasks.append(asyncio.create_task(ask()))
        return self.tasks[-1]

    async def hold(self) -> None:
        """Until `gate` is set the thread is busy with something else."""
        self.tasks.append(asyncio.create_task(self.thread.run(0, self._wait)))
        await asyncio.sleep(0)

    def _wait(self) -> None:
        assert self.gate.wait(30)

    def _work(self, asker: Hashable, cost: float) -> None:
        self.served.append(asker)
        self.seconds += cost


def play(scenario: Scenario) -> list[Hashable]:
    """Who was served, in order, with all that `scenario` asks waiting before the first is."""

    async def run() -> list[Hashable]:
        counted = Counted()
        await counted.hold()
        await scenario(counted)
        await asyncio.sleep(0)
        counted.gate.set()
        await asyncio.gather(*counted.tasks, return_exceptions=True)
        counted.thread.close()
        return counted.served

    return asyncio.run(run())


def test_fifty_do_not_wait_for_three_who_send_the_worst() -> None:
    async def scenario(counted: Counted) -> None:
        for _ in range(15):
            for bad in ("x", "y", "z"):
                counted.ask(bad, cost=0.5, size=4096)
        for number in range(50):
            counted.ask(number)

    served = play(scenario)
    assert set(served[:50]) == set(range(50))
    assert Counter(served[50:]) == {"x": 15, "y": 15, "z": 15}
    assert set(served[50:53]) == {"x", "y", "z"}


def test_what_looks_cheap_and_is_not_is_charged() -> None:
    """Short messages that cost much get one turn each before others, then wait for their share."""

    async def scenario(counted: Counted) -> None:
        for _ in range(10):
            for bad in ("x", "y", "z"):
                counted.ask(bad, cost=0.5, size=5)
        for number in range(50):
            counted.ask(number)

    assert Counter(served in ("x", "y", "z") for served in play(scenario)[:53]) == {
        True: 3,
        False: 50,
    }


def test_who_asks_much_waits_for_himself() -> None:
    async def scenario(counted: Counted) -> None:
        for _ in range(30):
            counted.ask("much")
        counted.ask("one")
        counted.ask("two")

    assert play(scenario)[:3] == ["much", "one", "two"]


def test_equals_are_served_in_turn() -> None:
    async def scenario(counted: Counted) -> None:
        for asker in ("a", "a", "a", "b", "b", "b", "c", "c", "c"):
            counted.ask(asker)

    assert play(scenario) == ["a", "b", "c"] * 3


def test_nobody_waits_for_ever() -> None:
    """Somebody with a long message, beside ever new people: each turn moves on what newcomers
    begin with."""

    async def scenario(counted: Counted) -> None:
        counted.ask("long", cost=0.4, size=4000)

        async def come() -> None:
            for number in range(200):
                await asyncio.gather(counted.ask(number), counted.ask(-number - 1))

        counted.tasks.append(asyncio.create_task(come()))

    assert play(scenario).index("long") < 60


def test_who_is_cancelled_while_waiting_costs_nothing() -> None:
    async def scenario(counted: Counted) -> None:
        typed = [counted.ask("typist") for _ in range(20)]
        counted.ask("other")
        await asyncio.sleep(0)
        for task in typed[:-1]:
            task.cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert counted.thread.waiting == 2

    assert play(scenario) == ["typist", "other"]


def test_what_was_begun_is_done_though_nobody_waits_and_the_next_follows() -> None:
    async def run() -> list[Hashable]:
        counted = Counted()
        await counted.hold()
        counted.ask("next")
        await asyncio.sleep(0)
        counted.tasks[0].cancel()
        await asyncio.sleep(0)
        assert counted.served == [] and counted.thread.is_busy
        counted.gate.set()
        await asyncio.gather(*counted.tasks, return_exceptions=True)
        counted.thread.close()
        return counted.served

    assert asyncio.run(run()) == ["next"]


def test_an_error_is_its_askers() -> None:
    def fail() -> None:
        raise ValueError("here")

    async def run() -> str:
        thread = FairThread("failing")
        results = await asyncio.gather(
            thread.run(0, fail), thread.run(0, str, 7), return_exceptions=True
        )
        thread.close()
        assert isinstance(results[0], ValueError)
        return str(results[1])

    assert asyncio.run(run()) == "7"


def test_at_the_end_what_waits_is_dropped_and_nobody_waits_for_what_runs() -> None:
    async def run() -> None:
        counted = Counted()
        await counted.hold()
        waiting = counted.ask("late")
        await asyncio.sleep(0)
        counted.thread.close()
        await asyncio.gather(waiting, return_exceptions=True)
        assert waiting.cancelled()
        counted.gate.set()
        await counted.tasks[0]
        assert counted.served == []

    asyncio.run(run())


def test_the_thread_at_rest_remembers_nobody() -> None:
    async def run() -> None:
        counted = Counted()
        await counted.ask("heavy", cost=9.0)
        await asyncio.sleep(0)
        counted.served.clear()
        await counted.hold()
        counted.ask("heavy")
        counted.ask("light")
        await asyncio.sleep(0)
        counted.gate.set()
        await asyncio.gather(*counted.tasks)
        counted.thread.close()
        assert counted.served == ["heavy", "light"]

    asyncio.run(run())


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.sampled_from([0.01, 0.1, 0.5]), st.integers(0, 4096)),
        max_size=40,
    )
)
def test_all_are_served_once_and_each_in_his_own_order(
    asked: list[tuple[int, float, int]],
) -> None:
    async def scenario(counted: Counted) -> None:
        for asker, cost, size in asked:
            counted.ask(asker, cost, size)

    assert Counter(play(scenario)) == Counter(asker for asker, _, _ in asked)
