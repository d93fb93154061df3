"""The record of what the bot called, and the faults that tests ask for."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.telegram_server.fields import Json
from tests.telegram_server.refusals import ApiError


@dataclass(frozen=True)
class Call:
    """One call of the bot, recorded when its answer was ready.

    ``parameters`` are parsed values, or the given texts when these were refused. ``refusal``
    is None for a success; ``is_fault`` says that a test asked for it.
    """

    method: str
    parameters: Json
    result: Any = None
    refusal: ApiError | None = None
    is_fault: bool = False

    def __str__(self) -> str:
        return f"{self.method}({self.parameters}) -> {self.refusal or 'ok'}"


@dataclass(frozen=True)
class Fault:
    """What happens to the next call of a method instead of its answer.

    Without a refusal the connection is dropped: before the call takes effect, or after it.
    """

    method: str
    refusal: ApiError | None
    after_effect: bool = False


class CallLog:
    """Guarded by ``changed``, which is notified of every change."""

    def __init__(self, changed: threading.Condition) -> None:
        self._changed = changed
        self._faults: list[Fault] = []
        self.calls: list[Call] = []
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
            self.calls.append(call)
            self._changed.notify_all()

    def add_fault(self, fault: Fault) -> None:
        with self._changed:
            self._faults.append(fault)

    def take_fault(self, method: str) -> Fault | None:
        with self._changed:
            for fault in self._faults:
                if fault.method.lower() == method.lower():
                    self._faults.remove(fault)
                    return fault
        return None
