"""How much one user or chat may ask of the bot."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

MAX_KEYS = 10_000
_TOUCHES_PER_QUESTION = 12
"""Who types a question asks inline with every letter or two."""

_GROUP_WRITES = 18
_GROUP_REFUSALS = 2
"""A minute: together no more than Telegram takes, or else answers would come later and later."""

MINUTE = 60.0
_REFUSAL_SECONDS = 3600.0
_CHANNELS = "channels"


class Spending(Enum):
    """Whether there was something left; `REFUSED_FIRST` is the first refusal in a while."""

    GRANTED = "granted"
    REFUSED_FIRST = "refused first"
    REFUSED = "refused"


Account = tuple[str, Hashable]
"""The name of a budget, and whose of it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One may be spent of each of `accounts` if they have together spent less than `most` in the
    last `seconds`."""

    accounts: tuple[Account, ...]
    most: int
    seconds: float


class Budget:
    """At most `most` in any window of `seconds` for each key; the keys used last are remembered.
    One with a `name` is shared by several processes."""

    def __init__(
        self,
        most: int,
        seconds: float = MINUTE,
        clock: Callable[[], float] = time.monotonic,
        name: str = "",
    ) -> None:
        self.name = name
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

    def limit(self, most: int) -> None:
        """From now on it is at most `most`."""
        self._most = most

    def make_rule(self, key: Hashable) -> Rule | None:
        """By what several processes decide whether `key` may spend; None if each does it alone."""
        return Rule(((self.name, key),), self._most, self._seconds) if self.name else None

    def learn(self, account: Account, left: Iterable[float]) -> None:
        """What all processes have spent of an account, if it is of this budget: for how many
        seconds each still counts."""
        if account[0] != self.name:
            return
        spent = sorted(self._clock() - self._seconds + seconds for seconds in left)
        self._spent[account[1]] = deque(spent)
        self._spent.move_to_end(account[1])
        self._forget_oldest()

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

    def __init__(self, most: int, clock: Callable[[], float], name: str) -> None:
        self._most = most
        self._chats = Budget(most, clock=clock, name=name)
        self._members = Budget(most, clock=clock, name=f"{name} of a member")

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

    def make_rule(self, key: tuple[int, Hashable]) -> Rule:
        """As that of `Budget`."""
        accounts = (self._chats.name, key[0]), (self._members.name, key)
        return Rule(accounts, self._most, MINUTE)

    def learn(self, account: Account, left: Iterable[float]) -> None:
        """As that of `Budget`."""
        self._chats.learn(account, left)
        self._members.learn(account, left)


class Spendable(Protocol):
    """What both kinds of budgets are."""

    def spend(self, key: Any, /) -> Spending: ...
    def has_left(self, key: Any, /) -> bool: ...
    def refuse(self, key: Any, /) -> Spending: ...
    def make_rule(self, key: Any, /) -> Rule | None: ...
    def learn(self, account: Account, left: Iterable[float], /) -> None: ...


Charge = tuple[Spendable, Hashable]
"""A budget, and whose."""


class Budgets:
    """What users and chats may ask in a minute, and how often they may press buttons or type."""

    def __init__(
        self, for_user: int, for_chat: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.most_touches = _TOUCHES_PER_QUESTION * for_user
        self.touches = Budget(self.most_touches, clock=clock)
        self.tellings = Budget(_GROUP_REFUSALS, clock=clock, name="tellings")
        self.refusals = Budget(1, _REFUSAL_SECONDS, clock, name="refusals")
        self.hints = Budget(1, _REFUSAL_SECONDS, clock, name="hints")
        self._users = Budget(for_user, clock=clock, name="users")
        self._questions = SharedBudget(for_chat, clock, "questions")
        # More only where the owner prefers that a group waits.
        self._writes = SharedBudget(max(_GROUP_WRITES, for_chat), clock, "writes")

    def spend_question(self, chat_id: int, user_id: int) -> Spending:
        """A question of a user, or of a chat that somebody speaks as, in a chat."""
        spending = spend_all(self.charge_question(chat_id, user_id))
        is_told = chat_id >= 0 or spending is not Spending.REFUSED_FIRST
        if is_told or self.tellings.spend(chat_id) is Spending.GRANTED:
            return spending
        return Spending.REFUSED

    def spend_touch(self, chat_id: int, user_id: int) -> Spending:
        """A button that changes its message, an edit of a question, a command for which nothing is
        looked for, or some letters of an inline query, which comes from no chat, 0. To Telegram a
        change counts as much as a message."""
        charges = self.charge_touch(chat_id, user_id)
        # Nobody is told of it; who asks next, and may not for what he has written, still is.
        return Spending.REFUSED if find_refusing(charges) else spend_all(charges)

    def spend_press(self, user_id: int) -> Spending:
        """A button that changes no message, or only for those who may."""
        return self.touches.spend(user_id)

    def spend_refusal(self, user_id: int) -> Spending:
        """A line to somebody who is not served."""
        return self.refusals.spend(user_id)

    def spend_hint(self, chat_id: int, user_id: int) -> Spending:
        """A line to an admin of the bot whose command does nothing in this group."""
        return self.hints.spend((chat_id, user_id))

    def charge_question(self, chat_id: int, user_id: int) -> list[Charge]:
        """Of what a question is one."""
        charges: list[Charge] = [(self._users, user_id)]
        if chat_id < 0:
            member = chat_id, _find_member(chat_id, user_id)
            charges += [(self._questions, member), (self._writes, member)]
        return charges

    def charge_touch(self, chat_id: int, user_id: int) -> list[Charge]:
        """Of what a touch is one."""
        charges: list[Charge] = [(self.touches, user_id)]
        if chat_id < 0:
            charges.append((self._writes, (chat_id, _find_member(chat_id, user_id))))
        return charges


def find_refusing(charges: Sequence[Charge]) -> Charge | None:
    """The first of which there is nothing left."""
    return next((each for each in charges if not each[0].has_left(each[1])), None)


def spend_all(charges: Sequence[Charge]) -> Spending:
    """One of each, or nothing: who is refused by one budget has not spent of the others."""
    if refusing := find_refusing(charges):
        budget, key = refusing
        return budget.refuse(key)
    for budget, key in charges:
        budget.spend(key)
    return Spending.GRANTED


def _find_member(chat_id: int, user_id: int) -> Hashable:
    """Who counts as one in a group: somebody may have many channels to speak as."""
    return _CHANNELS if user_id < 0 and user_id != chat_id else user_id
