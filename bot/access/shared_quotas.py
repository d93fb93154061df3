"""Budgets that several processes of one bot have together: who asks through three of them has no
more than who asks through one."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.access.quotas import (
    Account,
    Budget,
    Budgets,
    Charge,
    Rule,
    Spending,
    find_refusing,
    spend_all,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What became of spending by some rules: `refused` is the first that did not allow it, counted
    from 0, None if all did. `left` has for how many seconds each of what an account has spent by
    now still counts."""

    refused: int | None
    left: dict[Account, list[float]]


class Ledger(Protocol):
    """Where all processes write down what is spent."""

    async def spend(self, rules: Sequence[Rule], /) -> Statement | None:
        """Spends one of each account if all rules allow it; None if that cannot be told now."""


class SharedBudgets:
    """`own` are what this process knows: all there is without a `ledger`. With one they are what it
    has said last, so that a flood is refused without asking it, and go on where it cannot tell.

    Of touches (what is typed, pressed) nothing is written down: of a user's this process grants its
    part, as a balancer hands out updates evenly.
    """

    def __init__(
        self,
        own: Budgets,
        ledger: Ledger | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._own = own
        self._ledger = ledger
        self._told = Budget(1, clock=clock, name="told")

    def share(self, processes: int) -> None:
        """That so many processes answer, this one included."""
        self._own.touches.limit(-(-self._own.most_touches // max(1, processes)))

    async def spend_question(self, chat_id: int, user_id: int) -> Spending:
        """As that of `Budgets`."""
        if self._ledger is None:
            return self._own.spend_question(chat_id, user_id)
        refusing = await self._spend(self._own.charge_question(chat_id, user_id), self._ledger)
        if refusing is None:
            return Spending.GRANTED
        budget, key = refusing
        if budget.refuse(key) is Spending.REFUSED:
            return Spending.REFUSED
        telling: list[Charge] = [(self._told, (chat_id, user_id))]
        if chat_id < 0:
            telling.append((self._own.tellings, chat_id))
        is_told = await self._spend(telling, self._ledger) is None
        return Spending.REFUSED_FIRST if is_told else Spending.REFUSED

    async def spend_touch(self, chat_id: int, user_id: int) -> Spending:
        """As that of `Budgets`."""
        return await self._spend_quietly(self._own.charge_touch(chat_id, user_id))

    def spend_press(self, user_id: int) -> Spending:
        """As that of `Budgets`."""
        return self._own.spend_press(user_id)

    async def spend_refusal(self, user_id: int) -> Spending:
        """As that of `Budgets`."""
        return await self._spend_quietly([(self._own.refusals, user_id)])

    async def spend_hint(self, chat_id: int, user_id: int) -> Spending:
        """As that of `Budgets`."""
        return await self._spend_quietly([(self._own.hints, (chat_id, user_id))])

    async def _spend_quietly(self, charges: list[Charge]) -> Spending:
        """As `spend_all`, but nobody is told of a refusal."""
        if self._ledger is not None:
            refusing = await self._spend(charges, self._ledger)
        elif (refusing := find_refusing(charges)) is None:
            spend_all(charges)
        return Spending.REFUSED if refusing else Spending.GRANTED

    async def _spend(self, charges: list[Charge], ledger: Ledger) -> Charge | None:
        """Spends one of each, or nothing; what refuses it."""
        if refusing := find_refusing(charges):
            return refusing
        ruled = [(each, rule) for each in charges if (rule := each[0].make_rule(each[1]))]
        said = await ledger.spend([rule for _, rule in ruled]) if ruled else None
        if said is None:
            # Others may have come meanwhile.
            refusing = find_refusing(charges)
            if refusing is None:
                spend_all(charges)
            return refusing
        for account, left in said.left.items():
            for (budget, _), _ in ruled:
                budget.learn(account, left)
        if said.refused is not None:
            return ruled[said.refused][0]
        for budget, key in charges:
            if budget.make_rule(key) is None:
                budget.spend(key)
        return None
