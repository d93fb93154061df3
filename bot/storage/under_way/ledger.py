"""What is spent of budgets that several bots share: rows that are gone after a minute, of the lines
to those who are not served after an hour. Whose they are only somebody with the token can tell."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b, sha256

from sqlalchemy import delete, func, insert, select

from bot.access.quotas import MAX_KEYS, Account, Rule
from bot.access.shared_quotas import Statement
from bot.storage.database import SPENDINGS, Database, DatabaseError

logger = logging.getLogger(__name__)

MAX_SPENDINGS = MAX_KEYS
"""Of no more people than one bot remembers; enough for the thirty answers a second that Telegram
takes, each of at most five rows that last for a minute."""
_PATIENCE_SECONDS = 1.0
_RETRY_SECONDS = 10.0
"""So long each process goes by what it knows itself, when it has waited in vain."""
_KEY_BYTES = 16

_THREAD = ThreadPoolExecutor(1, "state-ledger")
"""One: of what a process spends at once nothing is granted twice. Of several processes each may at
worst grant one more than there is, as it reads before another has written."""


class SpendingStore:
    """Spendings by account, each a row with the time from which it does not count. Each method is
    one transaction, and may raise `DatabaseError`. Accounts have keyed hashes (BLAKE2, RFC 7693),
    whose key is made of `secret`, which all processes have and the database has not.

    Clocks of machines that differ shift a window by as much.
    """

    def __init__(
        self, database: Database, secret: str, clock: Callable[[], float] = time.time
    ) -> None:
        self._database = database
        self._key = sha256(secret.encode()).digest()
        self._clock = clock

    @property
    def name(self) -> str:
        """Where they are, for those who read of it."""
        return self._database.name

    def spend(self, rules: Sequence[Rule]) -> Statement:
        """Spends one of each account if all rules allow it. Work grows with what they allow."""
        of_hash = {self._hash(account): account for rule in rules for account in rule.accounts}
        now, columns = self._clock(), SPENDINGS.c
        query = select(columns.account, columns.until).where(
            columns.account.in_(list(of_hash)), columns.until > now
        )
        spent: dict[Account, list[float]] = {account: [] for account in of_hash.values()}
        with self._database.begin() as connection:
            for hashed, until in connection.execute(query):
                spent[of_hash[bytes(hashed)]].append(until - now)
            refused = next(
                (place for place, rule in enumerate(rules) if _is_spent(rule, spent)), None
            )
            if refused is None:
                seconds = {each: rule.seconds for rule in rules for each in rule.accounts}
                rows = [
                    {"account": hashed, "until": now + seconds[account]}
                    for hashed, account in of_hash.items()
                ]
                connection.execute(insert(SPENDINGS), rows)
                for account, lasts in seconds.items():
                    spent[account].append(lasts)
        return Statement(refused, spent)

    def sweep(self) -> None:
        """Lets go of what does not count any more, and of the oldest beyond `MAX_SPENDINGS`."""
        with self._database.begin() as connection:
            connection.execute(delete(SPENDINGS).where(SPENDINGS.c.until <= self._clock()))
            newest = select(func.max(SPENDINGS.c.id)).scalar_subquery()
            connection.execute(delete(SPENDINGS).where(SPENDINGS.c.id <= newest - MAX_SPENDINGS))

    def _hash(self, account: Account) -> bytes:
        return blake2b(repr(account).encode(), digest_size=_KEY_BYTES, key=self._key).digest()


class SharedLedger:
    """The ledger of this process: asks `store` in a thread, and not again for some seconds after
    that took too long or failed, of which there is one line in the log."""

    def __init__(self, store: SpendingStore, patience_seconds: float = _PATIENCE_SECONDS) -> None:
        self._store = store
        self._patience_seconds = patience_seconds
        self._away_until = float("-inf")
        self._is_away = False

    async def spend(self, rules: Sequence[Rule]) -> Statement | None:
        """As `SpendingStore.spend`; None as long as the database cannot be used."""
        loop = asyncio.get_running_loop()
        if loop.time() < self._away_until:
            return None
        try:
            spending = loop.run_in_executor(_THREAD, self._store.spend, rules)
            said = await asyncio.wait_for(spending, self._patience_seconds)
        except (DatabaseError, TimeoutError) as exc:
            self._away_until = loop.time() + _RETRY_SECONDS
            self._note(True, str(exc) or f"{self._store.name} takes too long")
            return None
        self._note(False)
        return said

    def _note(self, is_away: bool, reason: str = "") -> None:
        if is_away and not self._is_away:
            logger.error("%s; until it is back each bot has budgets of its own", reason)
        elif self._is_away and not is_away:
            logger.warning("all bots have the same budgets again")
        self._is_away = is_away


def _is_spent(rule: Rule, spent: dict[Account, list[float]]) -> bool:
    return sum(len(spent[account]) for account in rule.accounts) >= rule.most
