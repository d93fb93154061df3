"""Several bots over one database: what they spend together, and what each does alone."""

import asyncio
import logging
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.access.quotas import Budgets, Rule, Spending
from bot.access.shared_quotas import SharedBudgets, Statement
from bot.config.state_url import StateUrl
from bot.storage.database import SPENDINGS, Database
from bot.storage.under_way import ledger
from bot.storage.under_way.ledger import SharedLedger, SpendingStore
from bot.storage.under_way.processes import Living, ProcessStore

GRANTED, FIRST, REFUSED = Spending.GRANTED, Spending.REFUSED_FIRST, Spending.REFUSED
SECRET = "123:token"


class Clock:
    def __init__(self) -> None:
        self.now = 1e9

    def __call__(self) -> float:
        return self.now


class Bots:
    """Three bots, with budgets of their own over one file; updates go to them in turn."""

    def __init__(self, place: Path | StateUrl, for_user: int = 6, for_chat: int = 8) -> None:
        self.place, self.clock, self.count = place, Clock(), 0
        self.stores = [SpendingStore(Database(place), SECRET, self.clock) for _ in range(3)]
        self.budgets = [
            SharedBudgets(
                Budgets(for_user, for_chat, self.clock), SharedLedger(store, 60.0), self.clock
            )
            for store in self.stores
        ]

    async def ask(self, chat_id: int, user_id: int) -> Spending:
        self.count += 1
        return await self.budgets[self.count % 3].spend_question(chat_id, user_id)

    async def touch(self, chat_id: int, user_id: int) -> Spending:
        self.count += 1
        return await self.budgets[self.count % 3].spend_touch(chat_id, user_id)

    def count_rows(self) -> int:
        with Database(self.place).read() as connection:
            query = select(func.count()).select_from(SPENDINGS)
            return connection.execute(query).scalar_one()


@pytest.fixture
def bots(place: Path | StateUrl) -> Bots:
    return Bots(place)


def test_three_bots_have_one_budget_and_tell_once(bots: Bots) -> None:
    async def ask() -> list[Spending]:
        return [await bots.ask(1, 1) for _ in range(20)]

    first = asyncio.run(ask())
    assert first == [GRANTED] * 6 + [FIRST] + [REFUSED] * 13
    bots.clock.now += 59
    assert set(asyncio.run(ask())) == {REFUSED}
    bots.clock.now += 2
    assert asyncio.run(ask()).count(GRANTED) == 6


def test_what_comes_at_once_is_one_budget_as_well(bots: Bots) -> None:
    """Three questions that are read at once may be more than there is, by two of three bots; in one
    thread of them all none is."""

    async def ask() -> list[Spending]:
        return await asyncio.gather(*(bots.ask(1, 1) for _ in range(30)))

    found = asyncio.run(ask())
    assert (found.count(GRANTED), found.count(FIRST)) == (6, 1)


def test_a_group_is_shared_as_in_one_process(bots: Bots) -> None:
    async def ask() -> list[int]:
        found = []
        for asker in (1, 2, 3, -5, -6):
            found.append(sum([await bots.ask(-1, asker) is GRANTED for _ in range(20)]))
        return found

    assert asyncio.run(ask()) == [4, 2, 1, 1, 0], "channels are one member"


def test_a_group_is_written_to_as_often_as_telegram_takes(bots: Bots) -> None:
    async def write() -> list[Spending]:
        touched = [await bots.touch(-1, 1) for _ in range(30)]
        asked = [await bots.ask(-1, member) for member in range(2, 20) for _ in range(3)]
        return touched + asked

    found = asyncio.run(write())
    assert found.count(GRANTED) <= 18
    assert 1 <= found.count(FIRST) <= 2


def test_a_line_to_the_unserved_is_one_an_hour(bots: Bots) -> None:
    async def refuse() -> int:
        return sum([await each.spend_refusal(7) is GRANTED for each in bots.budgets * 2])

    assert asyncio.run(refuse()) == 1
    bots.clock.now += 3590
    assert asyncio.run(refuse()) == 0
    bots.clock.now += 20
    assert asyncio.run(refuse()) == 1


def test_touches_are_divided_and_cost_no_row(bots: Bots) -> None:
    for budgets in bots.budgets:
        budgets.share(3)

    async def touch() -> int:
        return sum([await bots.touch(1, 1) is GRANTED for _ in range(200)])

    assert asyncio.run(touch()) == 72
    for budgets in bots.budgets:
        budgets.share(1)  # the others are gone
    assert asyncio.run(touch()) > 0
    assert bots.count_rows() == 0


def test_a_flood_asks_the_database_no_more_often_than_there_is_to_spend(
    place: Path | StateUrl,
) -> None:
    clock, asked = Clock(), 0

    class CountingLedger(SharedLedger):
        async def spend(self, rules: object) -> Statement | None:
            nonlocal asked
            asked += 1
            return await super().spend(rules)  # type: ignore[arg-type]

    store = SpendingStore(Database(place), SECRET, clock)
    budgets = SharedBudgets(Budgets(6, 8, clock), CountingLedger(store, 60.0), clock)

    async def flood() -> None:
        for _ in range(200):
            await budgets.spend_question(1, 1)

    asyncio.run(flood())
    assert asked == 6 + 1, "and one for who tells it"


def test_without_the_database_each_goes_on_by_what_it_knows(
    bots: Bots, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def ask() -> int:
        assert await bots.ask(1, 1) is GRANTED
        for store in bots.stores:
            store._database = Database(tmp_path)
        return 1 + sum([await bots.ask(1, 1) is GRANTED for _ in range(40)])

    with caplog.at_level(logging.WARNING):
        assert asyncio.run(ask()) == 3 * 6
    assert [record.getMessage().count("budgets of its own") for record in caplog.records] == [1] * 3


def test_a_slow_database_is_waited_for_once(
    bots: Bots, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shared = SharedLedger(bots.stores[0], patience_seconds=0.0)
    rule = Rule((("users", 1),), 6, 60.0)

    async def ask() -> None:
        assert await shared.spend([rule]) is None
        shared._patience_seconds = 60.0
        assert await shared.spend([rule]) is None, "it is not asked again at once"
        monkeypatch.setattr(shared, "_away_until", 0.0)
        assert await shared.spend([rule]) is not None

    asyncio.run(ask())
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]


def test_rows_are_swept_bounded_and_say_nothing(
    bots: Bots, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def ask() -> None:
        for user_id in range(987654321, 987654331):
            assert await bots.ask(-1009876543210, user_id) is not None
            bots.clock.now += 1

    monkeypatch.setattr(ledger, "MAX_SPENDINGS", 20)
    asyncio.run(ask())
    if isinstance(bots.place, Path):
        assert b"98765" not in bots.place.read_bytes()
    assert bots.count_rows() > 20
    bots.stores[0].sweep()
    assert bots.count_rows() == 20
    bots.clock.now += 100
    bots.stores[1].sweep()
    assert bots.count_rows() == 0
    other = SpendingStore(Database(bots.place), "another token")
    account = ("users", 1)
    assert other._hash(account) != bots.stores[0]._hash(account) == bots.stores[1]._hash(account)


def test_processes_are_counted_while_they_live(place: Path | StateUrl) -> None:
    clock = Clock()
    stores = [ProcessStore(Database(place), clock) for _ in range(3)]
    assert stores[0].beat() == Living(1, True)
    assert [each.beat().count for each in stores] == [1, 2, 3]
    assert [each.beat().is_first for each in stores].count(True) == 1
    stores[2].leave()
    assert stores[0].beat().count == 2
    clock.now += 14
    assert stores[0].beat().count == 2
    clock.now += 2
    assert stores[0].beat() == Living(1, True), "the other was killed"
