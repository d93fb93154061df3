"""How much one user or chat may ask of the bot."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Sequence
from enum import Enum
from typing import Any, Protocol

MAX_KEYS = 10_000
_TOUCHES_PER_QUESTION = 12
"""Who types a question asks inline with every letter or two."""

_GROUP_WRITES = 18
_GROUP_REFUSALS = 2
"""A minute: together no more than Telegram takes, or else answers would come later and later."""

_REFUSAL_SECONDS = 3600.0
_CHANNELS = "channels"


class Spending(Enum):
    """Whether there was something left; `REFUSED_FIRST` is the first refusal in a while."""

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
        self._refused: dict[Hashable, float] = {}

    def spend(self, key: Hashable) -> Spending:
        """Spends one of what `key` has, if anything is left."""
        if not self.has_left(key):
            return self.refuse(key)
        self._spent[key].append(self._clock())
        return Spending.GRANTED

    def has_left(self, key: Hashable) -> bool:
        """Whether `key` has anything left."""
        return self.count(key) < self._most

    def count(self, key: Hashable) -> int:
        """How much `key` has spent in the window that ends now."""
        now = self._clock()
        spent = self._spent.setdefault(key, deque())
        self._spent.move_to_end(key)
        while spent and spent[0] <= now - self._seconds:
            spent.popleft()
        self._forget_oldest()
        return len(spent)

    def count_left(self, key: Hashable) -> int:
        """How much `key` has left."""
        return self._most - self.count(key)

    def refuse(self, key: Hashable) -> Spending:
        """What `key` is told when nothing is left: nothing new, as long as it does not stop."""
        now, last = self._clock(), self._refused.get(key)
        self._refused[key] = now
        goes_on = last is not None and now - last < self._seconds
        return Spending.REFUSED if goes_on else Spending.REFUSED_FIRST

    def _forget_oldest(self) -> None:
        while len(self._spent) > MAX_KEYS:
            key, _ = self._spent.popitem(last=False)
            self._refused.pop(key, None)


class SharedBudget:
    """A budget for each chat, of which a member may spend as long as that is less than what is left
    for all others. So whoever is new finds something, however many take all they can: the dynamic
    thresholds of Choudhury and Hahne (1998), for buffers that ports of a switch share.

    Keys are a chat and a member of it.
    """

    def __init__(self, most: int, clock: Callable[[], float]) -> None:
        self._chats = Budget(most, clock=clock)
        self._members = Budget(most, clock=clock)

    def spend(self, key: tuple[int, Hashable]) -> Spending:
        """Spends one, if the member may."""
        if not self.has_left(key):
            return self.refuse(key)
        self._chats.spend(key[0])
        return self._members.spend(key)

    def has_left(self, key: tuple[int, Hashable]) -> bool:
        """Whether the member may spend one."""
        return self._members.count(key) < self._chats.count_left(key[0])

    def refuse(self, key: tuple[int, Hashable]) -> Spending:
        """What the member is told when he may not; where nothing is left, all are told as one."""
        if self._chats.has_left(key[0]):
            return self._members.refuse(key)
        return self._chats.refuse(key[0])


class _Spendable(Protocol):
    """What both kinds of budgets are."""

    def spend(self, key: Any, /) -> Spending: ...
    def has_left(self, key: Any, /) -> bool: ...
    def refuse(self, key: Any, /) -> Spending: ...


_Charge = tuple[_Spendable, Hashable]
"""A budget, and whose."""


class Budgets:
    """What users and chats may ask in a minute, and how often they may press buttons or type."""

    def __init__(
        self, for_user: int, for_chat: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._users = Budget(for_user, clock=clock)
        self._touches = Budget(_TOUCHES_PER_QUESTION * for_user, clock=clock)
        self._questions = SharedBudget(for_chat, clock)
        # More only where the owner prefers that a group waits.
        self._writes = SharedBudget(max(_GROUP_WRITES, for_chat), clock)
        self._tellings = Budget(_GROUP_REFUSALS, clock=clock)
        self._refusals = Budget(1, _REFUSAL_SECONDS, clock)
        self._hints = Budget(1, _REFUSAL_SECONDS, clock)

    def spend_question(self, chat_id: int, user_id: int) -> Spending:
        """A question of a user, or of a chat that somebody speaks as, in a chat."""
        charges: list[_Charge] = [(self._users, user_id)]
        if chat_id < 0:
            member = chat_id, _find_member(chat_id, user_id)
            charges += [(self._questions, member), (self._writes, member)]
        spending = _spend_all(charges)
        is_told = chat_id >= 0 or spending is not Spending.REFUSED_FIRST
        if is_told or self._tellings.spend(chat_id) is Spending.GRANTED:
            return spending
        return Spending.REFUSED

    def spend_touch(self, chat_id: int, user_id: int) -> Spending:
        """A button that changes its message, an edit of a question, a command for which nothing is
        looked for, or some letters of an inline query, which comes from no chat, 0. To Telegram a
        change counts as much as a message."""
        charges: list[_Charge] = [(self._touches, user_id)]
        if chat_id < 0:
            charges.append((self._writes, (chat_id, _find_member(chat_id, user_id))))
        # Nobody is told of it; who asks next, and may not for what he has written, still is.
        if not _has_all(charges):
            return Spending.REFUSED
        return _spend_all(charges)

    def spend_press(self, user_id: int) -> Spending:
        """A button that changes no message, or only for those who may."""
        return self._touches.spend(user_id)

    def spend_refusal(self, user_id: int) -> Spending:
        """A line to somebody who is not served."""
        return self._refusals.spend(user_id)

    def spend_hint(self, chat_id: int, user_id: int) -> Spending:
        """A line to an admin of the bot whose command does nothing in this group."""
        return self._hints.spend((chat_id, user_id))


def _find_member(chat_id: int, user_id: int) -> Hashable:
    """Who counts as one in a group: somebody may have many channels to speak as."""
    return _CHANNELS if user_id < 0 and user_id != chat_id else user_id


def _has_all(charges: Sequence[_Charge]) -> bool:
    return all(budget.has_left(key) for budget, key in charges)


def _spend_all(charges: Sequence[_Charge]) -> Spending:
    """One of each, or nothing: who is refused by one budget has not spent of the others."""
    for budget, key in charges:
        if not budget.has_left(key):
            return budget.refuse(key)
    for budget, key in charges:
        budget.spend(key)
    return Spending.GRANTED
