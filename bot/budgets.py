"""How much one user or chat may ask of the bot."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Sequence
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
        if not self.has_left(key):
            return self.refuse(key)
        self._spent[key].append(self._clock())
        self._told.discard(key)
        return Spending.GRANTED

    def has_left(self, key: Hashable) -> bool:
        """Whether `key` has anything left."""
        now = self._clock()
        spent = self._spent.setdefault(key, deque())
        self._spent.move_to_end(key)
        while spent and spent[0] <= now - self._seconds:
            spent.popleft()
        self._forget_oldest()
        return len(spent) < self._most

    def refuse(self, key: Hashable) -> Spending:
        """What `key` is told when nothing is left."""
        if key in self._told:
            return Spending.REFUSED
        self._told.add(key)
        return Spending.REFUSED_FIRST

    def _forget_oldest(self) -> None:
        while len(self._spent) > MOST_KEYS:
            key, _ = self._spent.popitem(last=False)
            self._told.discard(key)


_Charge = tuple[Budget, Hashable]
"""A budget, and whose."""


class Budgets:
    """What users and chats may ask in a minute, and how often they may press buttons or type."""

    def __init__(
        self, for_user: int, for_chat: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._users = Budget(for_user, clock=clock)
        self._chats = Budget(for_chat, clock=clock)
        # Of a group nobody takes it all.
        self._shares = Budget(max(1, for_chat // 2), clock=clock)
        self._share_touches = Budget(max(1, for_chat // 2), clock=clock)
        self._chat_touches = Budget(for_chat, clock=clock)
        self._touches = Budget(_TOUCHES_PER_QUESTION * for_user, clock=clock)
        self._refusals = Budget(1, _REFUSAL_SECONDS, clock)

    def spend_question(self, chat_id: int, user_id: int) -> Spending:
        """A question of a user in a chat."""
        charges: list[_Charge] = [(self._users, user_id)]
        if chat_id < 0:
            charges += [(self._shares, (chat_id, user_id)), (self._chats, chat_id)]
        return _spend_all(charges)

    def spend_touch(self, chat_id: int, user_id: int) -> Spending:
        """An edit, a button, or some letters of an inline query, which comes from no chat, 0. In a
        group what is pressed changes messages: Telegram takes as few of that as of answers."""
        charges: list[_Charge] = [(self._touches, user_id)]
        if chat_id < 0:
            charges += [(self._share_touches, (chat_id, user_id)), (self._chat_touches, chat_id)]
        return _spend_all(charges)

    def spend_refusal(self, user_id: int) -> Spending:
        """A line to somebody who is not served."""
        return self._refusals.spend(user_id)


def _spend_all(charges: Sequence[_Charge]) -> Spending:
    """One of each, or nothing: who is refused by one budget has not spent of the others."""
    for budget, key in charges:
        if not budget.has_left(key):
            return budget.refuse(key)
    for budget, key in charges:
        budget.spend(key)
    return Spending.GRANTED
