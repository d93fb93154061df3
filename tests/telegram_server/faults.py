"""What happens to some calls instead of their answer, as a test asks for it."""

from collections import defaultdict, deque
from dataclasses import dataclass

from tests.telegram_server.refusals import ApiError


@dataclass(frozen=True)
class Delivery:
    """How an answer arrives: after so many seconds in all, in so many pieces; a cut one ends with
    the connection in its middle."""

    seconds: float = 0.0
    pieces: int = 1
    is_cut: bool = False


@dataclass(frozen=True)
class Fault:
    """Without a refusal the connection is dropped: before the call takes effect, or after it. With
    a ``body`` it is sent as the answer, whatever it is, with the refusal's code. With a
    ``delivery``, only after the effect, the right answer comes in its way."""

    refusal: ApiError | None
    after_effect: bool = False
    body: str | None = None
    delivery: Delivery | None = None


@dataclass
class _Recurring:
    """``count`` are the calls since the beginning."""

    fault: Fault
    every: int
    count: int = 0

    def is_due(self) -> bool:
        self.count += 1
        return self.count % self.every == 0


class Faults:
    """The faults to come, by method; the case of its name does not matter."""

    def __init__(self) -> None:
        self._next: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._recurring: defaultdict[str, list[_Recurring]] = defaultdict(list)

    def add(self, method: str, fault: Fault) -> None:
        """Give the fault to one call, after those that have been added before."""
        self._next[method.lower()].append(fault)

    def add_recurring(self, method: str, fault: Fault, every: int) -> None:
        """Give the fault to each call whose number, from now on, ``every`` divides."""
        if every < 1:
            raise ValueError(f"a fault of every {every} calls")
        self._recurring[method.lower()].append(_Recurring(fault, every))

    def stop(self, method: str | None) -> None:
        """Forget all faults of a method, without one of all methods."""
        for faults in (self._next, self._recurring):
            if method is None:
                faults.clear()
            else:
                faults.pop(method.lower(), None)

    def take(self, method: str) -> Fault | None:
        """Return the fault of a call that has just come; asked once for each."""
        # All are asked, also those behind the one that is due: they count calls.
        due = [each.fault for each in self._recurring.get(method.lower(), ()) if each.is_due()]
        waiting = self._next.get(method.lower())
        if waiting:
            return waiting.popleft()
        return due[0] if due else None
