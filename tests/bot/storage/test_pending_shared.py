"""Updates under way of several processes: each is one process's, and none is lost with it."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import psycopg
import pytest

from bot.config.state_url import StateUrl
from bot.storage.database import Database, LockedError
from bot.storage.under_way.pending import (
    LEASE_SECONDS,
    MAX_TRIES,
    Left,
    PendingStore,
    PendingUpdate,
)
from bot.storage.under_way.pending_journal import PendingJournal
from tests.support.postgres import PostgresServer

Execute = Callable[[str], list[tuple[object, ...]]]
MakeStore = Callable[[], PendingStore]


@pytest.fixture
def url(postgres: PostgresServer) -> StateUrl:
    return postgres.make_filled()


@pytest.fixture
def execute(postgres: PostgresServer, url: StateUrl) -> Execute:
    name = str(url).partition("?")[0].rpartition("/")[2]
    return lambda command: postgres.execute(command, name)


@pytest.fixture
def make_store(url: StateUrl) -> Iterator[MakeStore]:
    """Makes that of another process."""
    with ExitStack() as stack:

        def make() -> PendingStore:
            database = stack.enter_context(closing(Database(url, lasts=True)))
            store = PendingStore(database, is_alone=False)
            stack.callback(store.let_go)
            return store

        yield make


def make(update_id: int) -> PendingUpdate:
    return PendingUpdate(update_id, 5, 7, '{"text": "Who?"}')


def end_leases(execute: Execute) -> None:
    """As if the processes had been killed, and the time had passed."""
    execute(f"UPDATE pending_updates SET until = until - {LEASE_SECONDS}")


def list_ids(left: Left) -> list[int]:
    return [each.update_id for each in left.pending]


def test_what_comes_to_two_is_the_firsts(make_store: MakeStore) -> None:
    first, second = make_store(), make_store()
    assert first.change([make(1), make(2)], [], []) == frozenset()
    assert first.change([make(2)], [], []) == frozenset(), "an error may have said no"
    assert second.change([make(3), make(2), make(1)], [], []) == {1, 2}
    first.change([], [2], [])
    assert first.change([make(2)], [], []) == {2}, "it is dealt with"
    assert list_ids(second.take_up()) == []


def test_what_a_killed_process_left_is_taken_up_once(
    make_store: MakeStore, execute: Execute
) -> None:
    first, *others = (make_store() for _ in range(4))
    first.take_up()
    first.change([make(number) for number in range(60)], [], [])
    assert [list_ids(other.take_up()) for other in others] == [[], [], []]
    end_leases(execute)
    taken: list[int] = []

    def take(other: PendingStore) -> None:
        for _ in range(6):
            taken.extend(list_ids(other.take_up(5)))

    threads = [threading.Thread(target=take, args=(other,)) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(60))


def test_who_gives_a_sign_of_life_keeps_what_is_his(
    make_store: MakeStore, execute: Execute
) -> None:
    first, second = make_store(), make_store()
    first.change([make(1)], [], [])
    end_leases(execute)
    first.renew()
    assert list_ids(second.take_up()) == []
    first.excuse()
    assert [each.tries for each in second.take_up().pending] == [0]


def test_what_somebody_sent_is_forgotten_where_others_have_it(
    make_store: MakeStore, execute: Execute
) -> None:
    first, second = make_store(), make_store()
    other = PendingUpdate(2, -5, 8, '{"text": "Where?"}')
    first.change([make(1), other], [], [])
    second.change([make(3)], [], [])
    second.forget_sender(7)
    kept = "SELECT update_id, chat_id, sender_id FROM pending_updates WHERE raw IS NOT NULL"
    assert execute(f"{kept} ORDER BY update_id") == [(2, -5, 8), (3, 5, 7)]
    assert second.change([make(1)], [], []) == {1}, "it is still the same update"


def test_an_update_that_kills_each_process_is_given_up(
    make_store: MakeStore, execute: Execute
) -> None:
    make_store().change([make(1)], [], [])
    for tries in range(MAX_TRIES):
        end_leases(execute)
        store = make_store()
        left = store.take_up()
        assert [each.tries for each in left.pending] == [tries]
        if tries:
            store.count_try(1)
    end_leases(execute)
    assert make_store().take_up() == Left((), (1,))


def test_who_polls_is_the_only_one(url: StateUrl, make_store: MakeStore, execute: Execute) -> None:
    """Of others that use the same database, none is alone."""
    shared = make_store()
    shared.take_up()
    shared.change([make(1)], [], [])
    polling = PendingStore(Database(url))
    for taking in (polling.take_up, polling.held().__enter__):
        with pytest.raises(LockedError, match="another bot runs with"):
            taking()
    shared.let_go()
    assert list_ids(polling.take_up()) == [1], "there is nobody whose it could be"
    with pytest.raises(LockedError, match="another bot runs with"):
        make_store().take_up()
    polling.let_go()


def test_one_of_two_journals_answers(
    make_store: MakeStore, execute: Execute, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the other, when the first is killed."""
    monkeypatch.setattr("bot.storage.under_way.pending_journal._BEAT_SECONDS", 0.02)
    lefts: list[Left] = []

    async def run() -> None:
        first, second = PendingJournal(make_store()), PendingJournal(make_store())
        await first.begin(lambda left: None)
        await second.begin(lefts.append)
        assert await first.add([make(1), make(2)]) == frozenset()
        assert await second.add([make(2), make(3)]) == {2}
        assert second.knows(2), "handed over once more, it is the same update"
        assert second.watch(2).done()
        first._is_closed = True  # killed: it gives no sign of life any more
        first.note_dealt_with(1)
        async with asyncio.timeout(20):
            while len(lefts) < 2:
                end_leases(execute)
                await asyncio.to_thread(second.store.renew)
        assert list_ids(lefts[-1]) == [1, 2]
        assert not second.watch(2).done()
        for number in (1, 2, 3):
            second.note_dealt_with(number)
        await second.close()
        await first.close()

    asyncio.run(run())
    assert execute("SELECT count(*) FROM pending_updates WHERE raw IS NOT NULL") == [(0,)]


def test_a_journal_that_ends_takes_up_nothing_that_it_leaves(
    make_store: MakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though it is told to end in the middle of a sign of life: another one need not wait."""
    monkeypatch.setattr("bot.storage.under_way.pending_journal._BEAT_SECONDS", 0.02)
    store = make_store()
    is_renewing, may_go_on = threading.Event(), threading.Event()
    renew = store.renew

    def wait_and_renew() -> None:
        is_renewing.set()
        assert may_go_on.wait(20)
        renew()

    async def run() -> None:
        journal = PendingJournal(store)
        await journal.begin(lambda left: None)
        await journal.add([make(1)])
        monkeypatch.setattr(store, "renew", wait_and_renew)
        assert await asyncio.to_thread(is_renewing.wait, 20)
        closing_it = asyncio.create_task(journal.close())
        await asyncio.sleep(0)
        may_go_on.set()
        await closing_it

    asyncio.run(run())
    assert list_ids(make_store().take_up()) == [1]


def test_a_server_that_takes_long_is_named(
    url: StateUrl,
    make_store: MakeStore,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("bot.storage.under_way.pending_journal._PATIENCE_SECONDS", 0.1)

    async def run() -> None:
        journal = PendingJournal(make_store())
        await journal.begin(lambda left: None)
        with closing(psycopg.connect(url.url)) as other:
            other.execute("LOCK TABLE pending_updates")
            await journal.add([make(1)])
        await journal.close()

    asyncio.run(run())
    assert caplog.messages[0].startswith(f"{url} takes too long; ")


def test_what_comes_after_a_server_was_away_is_one_journals(
    url: StateUrl,
    make_store: MakeStore,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Also if nobody asked anything while it was."""
    monkeypatch.setattr("bot.storage.under_way.pending_journal._BEAT_SECONDS", 0.02)

    async def wait_for(told: str) -> None:
        async with asyncio.timeout(20):
            while caplog.text.count(told) < 2:
                await asyncio.sleep(0.01)

    async def run() -> None:
        first, second = PendingJournal(make_store()), PendingJournal(make_store())
        for journal in (first, second):
            await journal.begin(lambda left: None)
        with closing(psycopg.connect(url.url)) as other:
            other.execute("LOCK TABLE pending_updates")
            await wait_for("would lose what is under way")
        await wait_for("what is under way is written down again")
        found = [await journal.add([make(1)]) for journal in (first, second)]
        assert found == [frozenset(), {1}]
        for journal in (first, second):
            await journal.close()

    asyncio.run(run())
