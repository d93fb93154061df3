"""The record of what the bot called."""

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from tests.telegram_server.faults import Fault, Faults
from tests.telegram_server.fields import Json
from tests.telegram_server.refusals import ApiError


@dataclass(frozen=True)
class Call:
    """One call of the bot, recorded when its answer was ready.

    ``parameters`` are parsed values, or the given texts when these were refused. ``refusal``
    is None for a success; ``is_fault`` says that a test asked for it.
    ``arrived_at`` is in seconds of ``time.perf_counter``, when all of it had been read.
    """

    method: str
    parameters: Json
    result: Any = None
    refusal: ApiError | None = None
    is_fault: bool = False
    arrived_at: float = 0.0

    def __str__(self) -> str:
        return f"{self.method}({self.parameters}) -> {self.refusal or 'ok'}"


class CallLog:
    """Guarded by ``changed``, which is notified of every change."""

    def __init__(self, changed: threading.Condition) -> None:
        self._changed = changed
        self.faults = Faults()
        self.calls: list[Call] = []
        self.by_method: defaultdict[str, list[Call]] = defaultdict(list)
        self.refused: list[Call] = []
        """Those refused for what they were."""
        self.expected: list[str] = []
        """Parts of the descriptions of refusals that a test is about."""
        self.handled_count = 0
        """How many requests are being handled now, a waiting getUpdates included."""
        self.crash: Exception | None = None
        """A mistake of the server itself, for the test to see."""

    @contextmanager
    def handling(self) -> Iterator[None]:
        with self._changed:
            self.handled_count += 1
        try:
            yield
        finally:
            with self._changed:
                self.handled_count -= 1
                self._changed.notify_all()

    def record(self, call: Call) -> None:
        with self._changed:
            if call.refusal and any(part in call.refusal.description for part in self.expected):
                call = replace(call, is_fault=True)
            self.calls.append(call)
            self.by_method[call.method].append(call)
            if call.refusal and not call.is_fault:
                self.refused.append(call)
            self._changed.notify_all()

    def take_fault(self, method: str) -> Fault | None:
        with self._changed:
            return self.faults.take(method)
