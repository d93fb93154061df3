"""How much a bot may write: in one chat, in one group and overall."""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from tests.telegram_server.chats import Chat
from tests.telegram_server.refusals import ApiError

LimitName = Literal["chat", "group", "overall"]


@dataclass(frozen=True)
class Limit:
    """At most ``count`` messages in every window of so many seconds."""

    name: LimitName
    count: int
    seconds: float


LIMITS = (Limit("overall", 30, 1), Limit("chat", 1, 1), Limit("group", 20, 60))
_OVERALL = LIMITS[:1]
_IN_CHAT = LIMITS[:2]


@dataclass(frozen=True)
class LimitBreach:
    """``chat_id`` is None for an edit by inline message identifier; ``at`` is the moment by the
    limits' clock."""

    method: str
    chat_id: int | None
    limit: LimitName
    at: float = field(default=0.0, compare=False)


class SendingLimits:
    """Sliding windows of the messages and edits that were made; off until ``enforce``.

    What is refused, for a limit or for another reason, is not counted. ``clock`` returns
    seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self.breaches: list[LimitBreach] = []
        self._speed: float | None = None
        self._tolerance_seconds = 0.0
        self._made: defaultdict[tuple[LimitName, int], deque[float]] = defaultdict(deque)

    def enforce(self, speed: float, tolerance_seconds: float) -> None:
        """Begin with empty windows, which pass ``speed`` times as fast as Telegram's."""
        if speed <= 0:
            raise ValueError(f"a speed of {speed}")
        self._speed, self._tolerance_seconds = speed, tolerance_seconds
        self._made.clear()

    def lift(self) -> None:
        self._speed = None

    @contextmanager
    def spend(self, method: str, chat: Chat | None) -> Iterator[None]:
        """Count what is made inside, if it succeeds.

        :raises ApiError: if a limit leaves no room for it.
        """
        if self._speed is None:
            yield
            return
        now = self._clock()
        limits = self._limits_of(chat)
        waits = {limit: self._wait_seconds(limit, chat, now, self._speed) for limit in limits}
        longest = max(waits, key=lambda limit: waits[limit])
        if waits[longest] > 0:
            chat_id = chat.id if chat else None
            self.breaches.append(LimitBreach(method, chat_id, longest.name, now))
            raise _too_many_requests(waits[longest])
        yield
        for limit in limits:
            self._window(limit, chat).append(now)

    def _limits_of(self, chat: Chat | None) -> tuple[Limit, ...]:
        if chat is None:
            return _OVERALL
        return LIMITS if chat.type in {"group", "supergroup"} else _IN_CHAT

    def _window(self, limit: Limit, chat: Chat | None) -> deque[float]:
        place = chat.id if chat is not None and limit.name != "overall" else 0
        return self._made[limit.name, place]

    def _wait_seconds(self, limit: Limit, chat: Chat | None, now: float, speed: float) -> float:
        """Return how long the limit leaves no room, 0 if it does."""
        window = self._window(limit, chat)
        length = limit.seconds / speed
        while window and now - window[0] >= length - self._tolerance_seconds:
            window.popleft()
        return window[0] + length - now if len(window) >= limit.count else 0.0


def _too_many_requests(wait_seconds: float) -> ApiError:
    """Return a 429 whose whole seconds are real ones, whatever the speed."""
    seconds = max(1, math.ceil(wait_seconds))
    return ApiError(
        429, f"Too Many Requests: retry after {seconds}", retry_after=seconds, is_fault=True
    )
