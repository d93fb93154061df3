"""How much one user or chat may ask of the bot."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from enum import Enum

MOST_KEYS = 10_000
_TOUCHES_PER_QUESTION = 12
"""Who types a question asks inline with every letter or two."""

_REFUSAL_SECONDS = 3600.0


class Spending(Enum):
    """Whether there was something left; `REFUSED_FIRST` is the first refusal since there was."""

    GRANTED = "granted"
    REFUSED_FIRST = "refused first"
    REFUSED = "refused"


class Budget:
    """At most `most` in any window of `seconds` for each key; the keys used last are remembered."""

    def __init__(
        self, most: int, seconds: float = 60.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._spent: OrderedDict[Hashable, deque[float]] = OrderedDict()
        self._told: set[Hashable] = set()

    def spend(self, key: Hashable) -> Spending:
        """Spends one of what `key` has, if anything is left."""
        now = self._clock()
        spent = self._spent.setdefault(key, deque())
        self._spent.move_to_end(key)
        while spent and spent[0] <= now - self._seconds:
            spent.popleft()
        if len(spent) < self._most:
            spent.append(now)
            self._told.discard(key)
            self._forget_oldest()
            return Spending.GRANTED
        if key in self._told:
            return Spending.REFUSED
        self._told.add(key)
        return Spending.REFUSED_FIRST

    def _forget_oldest(self) -> None:
        while len(self._spent) > MOST_KEYS:
            key, _ = self._spent.popitem(last=False)
            self._told.discard(key)


class Budgets:
    """What users and chats may ask in a minute, and how often they may press buttons or type."""

    def __init__(
        self, for_user: int, for_chat: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._users = Budget(for_user, clock=clock)
        self._chats = Budget(for_chat, clock=clock)
        # Of a group nobody takes it all.
        self._shares = Budget(max(1, for_chat // 2), clock=clock)
        self._touches = Budget(_TOUCHES_PER_QUESTION * for_user, clock=clock)
        self._refusals = Budget(1, _REFUSAL_SECONDS, clock)

    def spend_question(self, chat_id: int, user_id: int) -> Spending:
        """A question of a user in a chat."""
        if chat_id >= 0:
            return self._users.spend(user_id)
        for budget, key in ((self._users, user_id), (self._shares, (chat_id, user_id))):
            spending = budget.spend(key)
            if spending is not Spending.GRANTED:
                return spending
        return self._chats.spend(chat_id)

    def spend_touch(self, user_id: int) -> Spending:
        """A button, or some letters of an inline query."""
        return self._touches.spend(user_id)

    def spend_refusal(self, user_id: int) -> Spending:
        """A line to somebody who is not served."""
        return self._refusals.spend(user_id)
