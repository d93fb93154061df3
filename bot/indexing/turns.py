"""Work in a thread of its own, piece after piece: whoever has had least of it comes first."""

import asyncio
import contextvars
import functools
import time
from collections import deque
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

MAX_ASKERS = 10_000
"""Whose use of the thread is remembered while it never comes to rest."""

_SECONDS_EACH = 0.02
_SECONDS_A_CHARACTER = 1e-4
"""What a piece of work is expected to cost until it is known: measured with long messages."""

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


class FairThread:
    """One thread, and in front of it a line for each asker. Next is the head of that line which
    would have had least processor time when done: expected by its length, then as measured. So who
    asks much, or what costs much, waits for nobody but himself and takes no more than his share;
    a line that was empty begins where the others are: self-clocked fair queueing (Golestani 1994).

    To be used from one event loop. `read_seconds` is the clock of the thread's processor time.
    """

    def __init__(self, name: str, read_seconds: Callable[[], float] = time.thread_time) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._read_seconds = read_seconds
        self._lines: dict[Hashable, deque[_Work]] = {}
        self._had: dict[Hashable, float] = {}
        self._now = 0.0  # what the one whose turn it is has had when it is done
        self._count = 0
        self._running: _Work | None = None
        self._is_closed = False

    @property
    def is_busy(self) -> bool:
        """Whether something is under way; to be read from any thread."""
        return self._running is not None

    @property
    def waiting(self) -> int:
        """How much waits for its turn."""
        return sum(map(len, self._lines.values()))

    async def run(self, size: int, do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `do` returns in the thread; `size` is the length of what it is about, in characters.
        Who is cancelled while he waits costs nothing; what has begun is done to its end."""
        # With the task's context, by which the log names the question and keeps its words out of
        # what this thread logs.
        run = contextvars.copy_context().run
        call = functools.partial(run, do, *args, **kwargs)
        expected = _SECONDS_EACH + size * _SECONDS_A_CHARACTER
        result = asyncio.get_running_loop().create_future()
        self._count += 1
        work = _Work(call, _asker.get(), expected, self._count, result)
        self._line_up(work)
        self._begin_next()
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
        self._executor.shutdown(wait=False, cancel_futures=True)

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

    def _begin_next(self) -> None:
        if self._running is not None or self._is_closed:
            return
        if not self._lines:
            # Nobody waits: nobody has had more than others wanted.
            self._now, self._had = 0.0, {}
            return
        line = min(self._lines.values(), key=lambda line: (self._rank(line[0]), line[0].number))
        work = line[0]
        self._drop(work)
        self._running, self._now = work, max(self._now, self._rank(work))
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
        self._running = None
        if done.cancelled() or done.exception() is not None:
            work.result.cancel()
        else:
            seconds, value, error = done.result()
            if work.asker in self._had:
                self._had[work.asker] += seconds - work.expected
            if not work.result.done():
                _settle(work.result, value, error)
        self._begin_next()

    def _forget(self) -> None:
        """Whoever has had no more than a newcomer; else those who were served longest ago."""
        if len(self._had) <= MAX_ASKERS:
            return
        kept = {a: had for a, had in self._had.items() if had > self._now or a in self._lines}
        spare = len(kept) - MAX_ASKERS
        gone = [asker for asker in kept if asker not in self._lines][: max(0, spare)]
        for asker in gone:
            del kept[asker]
        self._had = kept


def _settle(result: "asyncio.Future[Any]", value: Any, error: Exception | None) -> None:
    if error is None:
        result.set_result(value)
    else:
        result.set_exception(error)
