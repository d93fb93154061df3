"""Whose turn it is in front of the encoder's threads: by counts, no clock."""

import asyncio
import sys
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Hashable
from contextvars import ContextVar
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.indexing import turns
from bot.indexing.turns import FairThreads, name_asker

Scenario = Callable[["Counted"], Awaitable[None]]


@dataclass
class Counted:
    """Threads whose clock goes only when it is told to, and the order of what they did."""

    threads: int = 1
    seconds: float = 0.0
    served: list[Hashable] = field(default_factory=list)
    tasks: list["asyncio.Task[None]"] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    other_gates: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.thread = FairThreads("counted", self.threads, lambda: self.seconds)

    def ask(self, asker: Hashable, cost: float = 0.03, size: int = 50) -> "asyncio.Task[None]":
        async def ask() -> None:
            name_asker(asker)
            await self.thread.run(size, self._work, asker, cost)

        self.tasks.append(asyncio.create_task(ask()))
        return self.tasks[-1]

    async def hold(self) -> list["asyncio.Task[None]"]:
        """Until `gate` is set one thread is busy with something else, and until `other_gates` is
        all others; the tasks of these."""

        async def hold(number: int) -> None:
            name_asker(("held", number))
            await self.thread.run(0, self._wait, self.other_gates if number else self.gate)

        first, *others = (asyncio.create_task(hold(n)) for n in range(self.threads))
        self.tasks.append(first)
        await asyncio.sleep(0)
        return others

    def _wait(self, gate: threading.Event) -> None:
        assert gate.wait(30)

    def _work(self, asker: Hashable, cost: float) -> None:
        self.served.append(asker)
        self.seconds += cost


def play(scenario: Scenario, threads: int = 1) -> list[Hashable]:
    """Who was served, in order, with all that `scenario` asks waiting before the first is; of
    several threads one serves, and the others are busy with somebody else."""

    async def run() -> list[Hashable]:
        counted = Counted(threads)
        others = await counted.hold()
        await scenario(counted)
        await asyncio.sleep(0)
        counted.gate.set()
        await asyncio.gather(*counted.tasks, return_exceptions=True)
        counted.other_gates.set()
        await asyncio.gather(*others)
        counted.thread.close()
        return counted.served

    return asyncio.run(run())


@pytest.fixture(params=[1, 2, 3])
def threads(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def test_fifty_do_not_wait_for_three_who_send_the_worst(threads: int) -> None:
    async def scenario(counted: Counted) -> None:
        for _ in range(15):
            for bad in ("x", "y", "z"):
                counted.ask(bad, cost=0.5, size=4096)
        for number in range(50):
            counted.ask(number)

    served = play(scenario, threads)
    assert set(served[:50]) == set(range(50))
    assert Counter(served[50:]) == {"x": 15, "y": 15, "z": 15}
    assert set(served[50:53]) == {"x", "y", "z"}


def test_who_comes_later_with_a_short_one_does_not_wait_for_sixty_with_the_worst(
    threads: int,
) -> None:
    """Nor does who comes when each of them has had his first answered and has sent another."""

    async def scenario(counted: Counted) -> None:
        first = [counted.ask(("bad", n), cost=0.3, size=4096) for n in range(60)]
        for number in range(60):
            counted.ask(("bad", number), cost=0.3, size=4096)

        async def come(name: str, after: "asyncio.Task[None]") -> None:
            await after
            await counted.ask(name)

        counted.tasks.append(asyncio.create_task(come("early", first[2])))
        counted.tasks.append(asyncio.create_task(come("late", first[-1])))

    served = play(scenario, threads)
    assert len(served) == 122
    assert served.index("early") <= 5
    assert served.index("late") <= 1 + 60 + 3


def test_what_looks_cheap_and_is_not_is_charged(threads: int) -> None:
    """Short messages that cost much get one turn each before others, then wait for their share."""

    async def scenario(counted: Counted) -> None:
        for _ in range(10):
            for bad in ("x", "y", "z"):
                counted.ask(bad, cost=0.5, size=5)
        for number in range(150):
            counted.ask(number % 50)

    assert Counter(served in ("x", "y", "z") for served in play(scenario, threads)[:153]) == {
        True: 3,
        False: 150,
    }


def test_who_asks_much_waits_for_himself(threads: int) -> None:
    async def scenario(counted: Counted) -> None:
        for _ in range(30):
            counted.ask("much")
        counted.ask("one")
        counted.ask("two")

    assert play(scenario, threads)[:3] == ["much", "one", "two"]


def test_equals_are_served_in_turn(threads: int) -> None:
    async def scenario(counted: Counted) -> None:
        for asker in ("a", "a", "a", "b", "b", "b", "c", "c", "c"):
            counted.ask(asker)

    assert play(scenario, threads) == ["a", "b", "c"] * 3


def test_nobody_waits_for_ever(threads: int) -> None:
    """Somebody with a long message, beside ever new people: each turn moves on what newcomers
    begin with."""

    async def scenario(counted: Counted) -> None:
        counted.ask("long", cost=0.4, size=4000)

        async def come() -> None:
            present = {counted.ask(number) for number in range(3)}
            for number in range(3, 200):  # some wait at any time
                _, present = await asyncio.wait(present, return_when=asyncio.FIRST_COMPLETED)
                present.add(counted.ask(number))
            await asyncio.gather(*present)

        counted.tasks.append(asyncio.create_task(come()))

    # Of four who are there each is served 0.03 s for 0.0075 s of everybody's share, which reaches
    # the 0.42 s that the long one is expected to take; threads that are busy count as there, too.
    assert play(scenario, threads).index("long") < 90


def test_who_is_cancelled_while_waiting_costs_nothing(threads: int) -> None:
    async def scenario(counted: Counted) -> None:
        typed = [counted.ask("typist") for _ in range(20)]
        counted.ask("other")
        await asyncio.sleep(0)
        for task in typed[:-1]:
            task.cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert counted.thread.waiting == 2

    assert play(scenario, threads) == ["typist", "other"]


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
        thread = FairThreads("failing")
        results = await asyncio.gather(
            thread.run(0, fail), thread.run(0, str, 7), return_exceptions=True
        )
        thread.close()
        assert isinstance(results[0], ValueError)
        return str(results[1])

    assert asyncio.run(run()) == "7"


def test_an_error_that_no_future_takes_holds_up_nobody() -> None:
    async def run() -> list[object]:
        thread = FairThreads("failing")
        asked = [asyncio.create_task(thread.run(0, next, iter(()))) for _ in range(2)]
        done, waiting = await asyncio.wait(asked, timeout=10)
        thread.close()
        assert not waiting
        return [task.exception() for task in done]

    assert [str(error) for error in asyncio.run(run())] == ["StopIteration()"] * 2


def test_what_ends_a_thread_cancels_its_asker_and_holds_up_nobody() -> None:
    async def run() -> None:
        thread = FairThreads("ended")
        asked = thread.run(0, sys.exit), thread.run(0, str, 7)
        ended, other = await asyncio.gather(*asked, return_exceptions=True)
        thread.close()
        assert isinstance(ended, asyncio.CancelledError)
        assert other == "7"

    asyncio.run(run())


def test_work_is_done_in_its_askers_context() -> None:
    """By which the log names the question."""
    asked: ContextVar[str] = ContextVar("asked", default="")

    async def run() -> str:
        thread = FairThreads("named")
        asked.set("a question")
        found = await thread.run(0, asked.get)
        thread.close()
        return found

    assert asyncio.run(run()) == "a question"


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_all_threads_are_there_from_the_start(threads: int) -> None:
    """One that could not be started later would leave a turn that never ends."""
    # Those of another test may not have come to their end yet.
    turns = FairThreads(f"ready{threads}", threads)
    names = [thread.name for thread in threading.enumerate()]
    turns.close()
    assert sum(name.startswith(f"ready{threads}_") for name in names) == threads


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


def test_of_those_who_come_and_go_few_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """While the thread is never at rest; who has had much is among them."""
    monkeypatch.setattr(turns, "MAX_ASKERS", 20)

    async def run() -> None:
        counted = Counted()
        await counted.hold()
        counted.ask("much", cost=9.0)
        present = {counted.ask(number) for number in range(3)}
        counted.gate.set()
        for number in range(3, 100):
            _, present = await asyncio.wait(present, return_when=asyncio.FIRST_COMPLETED)
            present.add(counted.ask(number))
            assert len(counted.thread._had) <= 20 + len(present)
        assert "much" in counted.thread._had
        await asyncio.gather(*counted.tasks)
        counted.thread.close()

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


@given(
    st.integers(1, 4),
    st.lists(st.tuples(st.integers(0, 4), st.sampled_from([0.01, 0.5]), st.integers(0, 9))),
)
def test_of_one_asker_nothing_is_under_way_beside_or_before_what_he_asked_first(
    threads: int, asked: list[tuple[int, float, int]]
) -> None:
    log: list[tuple[int, int, str]] = []

    def work(asker: int, number: int) -> None:
        log.append((asker, number, "begins"))
        threading.Event().wait(0)  # another thread may go on
        log.append((asker, number, "ends"))

    async def run() -> None:
        turns = FairThreads("several", threads)

        async def ask(asker: int, number: int, size: int) -> None:
            name_asker(asker)
            await turns.run(size, work, asker, number)

        await asyncio.gather(*(ask(who, n, size) for n, (who, _, size) in enumerate(asked)))
        assert not turns.is_busy and not turns.waiting
        turns.close()

    asyncio.run(run())
    for asker in range(5):
        own = [(number, what) for who, number, what in log if who == asker]
        numbers = [n for n, (who, _, _) in enumerate(asked) if who == asker]
        assert own == [(number, what) for number in numbers for what in ("begins", "ends")]


def test_two_threads_work_for_two_askers_at_once() -> None:
    async def run() -> None:
        turns, both = FairThreads("two", 2), threading.Barrier(2, timeout=30)

        async def ask(asker: str) -> None:
            name_asker(asker)
            await turns.run(0, both.wait)

        await asyncio.gather(ask("a"), ask("b"))
        turns.close()

    asyncio.run(run())


@pytest.mark.parametrize(("size", "served"), [(499, 0), (500, 1)])
def test_a_second_thread_works_only_beside_what_is_long(size: int, served: int) -> None:
    async def run() -> int:
        turns, gate = FairThreads("two", 2, min_beside=500), threading.Event()
        done: list[int] = []

        async def ask(asker: str, size: int, do: Callable[[], object]) -> None:
            name_asker(asker)
            await turns.run(size, do)

        held = asyncio.create_task(ask("a", size, gate.wait))
        await asyncio.sleep(0)
        beside = asyncio.create_task(ask("b", 10, lambda: done.append(1)))
        # A third, short as the second, waits for a thread in any case.
        third = asyncio.create_task(ask("c", 10, gate.wait))
        await asyncio.sleep(0)
        assert turns.waiting == 2 - served
        if served:
            await beside
        found = len(done)
        gate.set()
        await asyncio.gather(held, beside, third)
        turns.close()
        return found

    assert asyncio.run(run()) == served


def test_a_thread_stays_free_for_others_beside_one_who_asks_much() -> None:
    async def run() -> list[Hashable]:
        counted = Counted(threads=2)

        async def hold() -> None:
            name_asker("much")
            await counted.thread.run(0, counted.gate.wait, 30)

        held = asyncio.create_task(hold())
        await asyncio.sleep(0)
        for _ in range(20):
            counted.ask("much")
        await counted.ask("one")
        assert not held.done() and counted.thread.waiting == 20
        counted.gate.set()
        await asyncio.gather(held, *counted.tasks)
        counted.thread.close()
        return counted.served

    assert asyncio.run(run()) == ["one", *["much"] * 20]


def test_at_the_end_of_several_what_waits_is_dropped() -> None:
    async def run() -> None:
        counted = Counted(threads=2)
        others = await counted.hold()
        waiting = counted.ask("late")
        await asyncio.sleep(0)
        counted.thread.close()
        counted.gate.set()
        counted.other_gates.set()
        await asyncio.gather(*counted.tasks, *others, return_exceptions=True)
        assert waiting.cancelled() and counted.served == []

    asyncio.run(run())
