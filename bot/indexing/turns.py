"""Work in threads of its own: whoever has had least of them comes first."""

import asyncio
import contextvars
import functools
import math
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

MAX_ASKERS = 10_000
"""Whose use of the threads is remembered while they never come to rest."""

_SECONDS_EACH = 0.02
_SECONDS_A_CHARACTER = 2.5e-4
_SECONDS_A_FURTHER = 1e-5
_FURTHER = 1000
"""What a piece of work is expected to cost until it is known: as much as the worst question of its
length, measured from 30 characters to 4,096. Of more than a thousand an encoder reads no more."""

P = ParamSpec("P")
T = TypeVar("T")
_Done = tuple[float, Any, Exception | None]
"""Seconds of processor time, and what was returned or raised."""

_asker: ContextVar[Hashable] = ContextVar("asker", default=None)


def name_asker(asker: Hashable) -> None:
    """From now on what this task has done is done for `asker`: a person, in whichever chat."""
    _asker.set(asker)


@dataclass(frozen=True, slots=True, eq=False)
class _Work:
    """What waits for its turn; `expected` is in seconds of processor time."""

    call: Callable[[], Any]
    asker: Hashable
    expected: float
    number: int
    result: "asyncio.Future[Any]"


class FairThreads:
    """So many threads, and in front of them a line for each asker. Next is the head of that line
    which would have had least processor time when done: expected by its length, then as measured.
    So who asks much, or what costs much, waits for nobody but himself and takes no more than his
    share. A line that was empty begins with what each would have had who was there all the time if
    all had been served at once, a little each: fair queueing (Demers, Keshav and Shenker 1989). So
    who comes with a short piece waits for no more than what is under way, though sixty with long
    ones came before him; and as that share grows with all that is done, they wait for newcomers
    only until it has reached theirs.

    Of one asker one piece is under way at a time: his come to their end in the order in which they
    were asked, and where there are two threads he leaves one to the others.

    More than one thread works only beside work on at least `min_beside` characters: of pieces that
    are short two at once come to their end later than one after the other, as either waits for the
    interpreter at each step.

    To be used from one event loop. `read_seconds` is the clock of a thread's processor time, read
    in it.
    """

    def __init__(
        self,
        name: str,
        threads: int = 1,
        read_seconds: Callable[[], float] = time.thread_time,
        min_beside: int = 0,
    ) -> None:
        self._threads = threads
        self._min_beside = _expect(min_beside)
        self._executor = _start_threads(name, threads)
        self._read_seconds = read_seconds
        self._lines: dict[Hashable, deque[_Work]] = {}
        self._had: dict[Hashable, float] = {}
        self._now = 0.0  # what who was there all the time would have had of equal shares
        self._count = 0
        self._running: dict[Hashable, _Work] = {}
        """What is under way, by its asker."""
        self._is_closed = False

    @property
    def is_busy(self) -> bool:
        """Whether something is under way; to be read from any thread."""
        return bool(self._running)

    @property
    def waiting(self) -> int:
        """How much waits for its turn."""
        return sum(map(len, self._lines.values()))

    async def run(self, size: int, do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `do` returns in a thread; `size` is the length of what it is about, in characters.
        Who is cancelled while he waits costs nothing; what has begun is done to its end."""
        # With the task's context, by which the log names the question and keeps its words out of
        # what this thread logs.
        run = contextvars.copy_context().run
        call = functools.partial(run, do, *args, **kwargs)
        result = asyncio.get_running_loop().create_future()
        self._count += 1
        work = _Work(call, _asker.get(), _expect(size), self._count, result)
        self._line_up(work)
        self._begin()
        try:
            return await result  # type: ignore[no-any-return]
        finally:
            self._drop(work)

    def close(self) -> None:
        """Begins nothing more; what waits is dropped."""
        self._is_closed = True
        for line in self._lines.values():
            for work in line:
                if not work.result.get_loop().is_closed():
                    work.result.cancel()
        self._lines.clear()
        self._executor.shutdown(wait=False)

    def _line_up(self, work: _Work) -> None:
        self._had[work.asker] = max(self._had.pop(work.asker, 0.0), self._now)
        self._lines.setdefault(work.asker, deque()).append(work)

    def _drop(self, work: _Work) -> None:
        line = self._lines.get(work.asker)
        if line is None or work not in line:
            return
        line.remove(work)
        if not line:
            del self._lines[work.asker]

    def _begin(self) -> None:
        """Begins as much as there are threads for, in time that grows with who waits."""
        while self._has_room() and not self._is_closed:
            work = self._choose()
            if work is None:
                break
            self._begin_one(work)
        if not self._running and not self._lines:
            # Nobody waits: nobody has had more than others wanted.
            self._now, self._had = 0.0, {}

    def _has_room(self) -> bool:
        """Whether a thread is free, and something is under way beside which it may work."""
        if len(self._running) >= self._threads:
            return False
        longest = max((work.expected for work in self._running.values()), default=math.inf)
        return longest >= self._min_beside

    def _choose(self) -> _Work | None:
        """What comes next; None if nobody waits for more than what he has under way."""
        heads = [line[0] for asker, line in self._lines.items() if asker not in self._running]
        return min(heads, key=lambda work: (self._rank(work), work.number), default=None)

    def _begin_one(self, work: _Work) -> None:
        self._drop(work)
        self._running[work.asker] = work
        self._had[work.asker] += work.expected
        self._forget()
        loop = work.result.get_loop()
        future = loop.run_in_executor(self._executor, self._do, work.call)
        future.add_done_callback(functools.partial(self._end, work))

    def _rank(self, work: _Work) -> float:
        """What its asker has had when it is done, in seconds."""
        return self._had[work.asker] + work.expected

    def _do(self, call: Callable[[], Any]) -> _Done:
        begun = self._read_seconds()
        try:
            value, error = call(), None
        except Exception as exc:
            value, error = None, exc
        return self._read_seconds() - begun, value, error

    def _end(
        self, work: _Work, done: "asyncio.Future[tuple[float, Any, Exception | None]]"
    ) -> None:
        present = len(self._lines.keys() | self._running.keys())
        del self._running[work.asker]
        if done.cancelled() or done.exception() is not None:
            work.result.cancel()
        else:
            seconds, value, error = done.result()
            self._now += seconds / present
            if work.asker in self._had:
                self._had[work.asker] += seconds - work.expected
            if not work.result.done():
                _settle(work.result, value, error)
        self._begin()

    def _forget(self) -> None:
        """Whoever has had no more than a newcomer; else those who were served longest ago."""
        if len(self._had) <= MAX_ASKERS:
            return
        present = self._lines.keys() | self._running.keys()
        kept = {a: had for a, had in self._had.items() if had > self._now or a in present}
        spare = len(kept) - MAX_ASKERS
        gone = [asker for asker in kept if asker not in present][: max(0, spare)]
        for asker in gone:
            del kept[asker]
        self._had = kept


def _start_threads(name: str, threads: int) -> ThreadPoolExecutor:
    """All of them at once: that the system gives no more is to be found out at the start, not when
    somebody asks, whose turn would never end."""
    executor = ThreadPoolExecutor(threads, thread_name_prefix=name)
    all_are_there = threading.Event()
    try:
        for _ in range(threads):
            executor.submit(all_are_there.wait)
    finally:
        all_are_there.set()
    return executor


def _expect(size: int) -> float:
    """Seconds that work on so many characters is expected to take."""
    further = max(0, size - _FURTHER)
    read = size - further
    return _SECONDS_EACH + read * _SECONDS_A_CHARACTER + further * _SECONDS_A_FURTHER


def _settle(result: "asyncio.Future[Any]", value: Any, error: Exception | None) -> None:
    if error is None:
        result.set_result(value)
    elif isinstance(error, StopIteration):
        # No future takes one: who awaits it would end as if all were well.
        taken = RuntimeError(repr(error))
        taken.__cause__ = error
        result.set_exception(taken)
    else:
        result.set_exception(error)
