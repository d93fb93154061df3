"""What outlives the process, what does not, and a state file that cannot be used."""

import contextlib
import json
import logging
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest

from bot.config.settings import Settings
from bot.storage.database import Database
from bot.storage.under_way.pending import MAX_AGE_SECONDS, MAX_TRIES, PendingStore, PendingUpdate
from bot.telegram.outgoing.rate_limiter import Limits
from embeddings import Encoder
from tests.support.conversing import ask
from tests.support.harbour import KEEPER_QUESTION, LAMP_QUESTION, WALL_QUESTION, build_harbour
from tests.support.mounting import make_read_only, mounted, needs_mount
from tests.support.running_bot import RunningBot, run_bot
from tests.telegram_server import Chat, SentMessage, TelegramServer, User

TALK = "The herring was cheap today, and the ferry late."
UPDATE_ID = 77

Json = dict[str, Any]
Begin = Callable[[], RunningBot]


@pytest.fixture
def begin(server: TelegramServer, encoder: Encoder, bot_settings: Settings) -> Begin:
    """A bot, to be entered, with the state of the one before; it gives up fast at its end."""
    build_harbour(bot_settings, encoder)
    return lambda: run_bot(server, bot_settings, encoder, seconds_to_end=0.1)


@pytest.fixture
def store(bot_settings: Settings) -> PendingStore:
    return PendingStore(Database(bot_settings.database_path))


def read_rows(settings: Settings) -> list[Json]:
    """What is written down, with its text, in the order in which it came."""
    with contextlib.closing(sqlite3.connect(settings.database_path)) as connection:
        rows = connection.execute("SELECT raw FROM pending_updates ORDER BY update_id")
        return [json.loads(raw) for (raw,) in rows if raw is not None]


def read_attempts(settings: Settings) -> list[int]:
    """How often each was tried, in the order in which they came."""
    with contextlib.closing(sqlite3.connect(settings.database_path)) as connection:
        rows = connection.execute("SELECT attempts FROM pending_updates ORDER BY update_id")
        return [attempts for (attempts,) in rows]


def read_bytes(settings: Settings) -> bytes:
    return b"".join(each.read_bytes() for each in settings.state_dir.iterdir() if each.is_file())


def hold_back(server: TelegramServer) -> None:
    """Telegram takes no message any more."""
    for method in ("sendMessage", "editMessageText", "answerGuestQuery"):
        server.fail_some(method, 429, "Too Many Requests: retry after 30", 30, every=1)


def make_raw(chat: Chat, user: User, question: SentMessage) -> str:
    return json.dumps({"update_id": UPDATE_ID, "message": question.raw | {"from": user.to_json()}})


def write_silently(server: TelegramServer, chat: Chat, user: User) -> SentMessage:
    """A message that a bot before has fetched."""
    question = server.send_text(chat, user, KEEPER_QUESTION)
    with server._world.changed:
        server._world.updates.drop_pending()
    return question


def test_every_kind_that_needs_an_answer_is_kept_and_no_other(
    server: TelegramServer,
    begin: Begin,
    bot_settings: Settings,
    private: Chat,
    group: Chat,
    alice: User,
    admin: User,
) -> None:
    elsewhere = server.add_supergroup("Elsewhere", has_bot=False)
    office = server.private_chat(admin)
    mention = f"@{server.bot.username} {LAMP_QUESTION}"
    with begin() as bot:
        first = ask(server, private, alice, KEEPER_QUESTION)
        bot.wait_until_done()  # else it may still be written down, with its answer out
        hold_back(server)
        asked = server.send_text(private, alice, WALL_QUESTION)
        in_group = server.send_text(group, alice, mention)
        talk = server.send_text(group, alice, TALK)
        server.edit_text(talk, TALK + " Again.")
        server.send_document(office, admin, "quay.txt", b"The quay of Skerry is short.\n" * 9)
        server.send_text(office, admin, "/stats")
        server.send_guest_message(elsewhere, alice, mention)
        server.edit_text(asked, LAMP_QUESTION)
        server.send_inline_query(alice, "Who painted the tower?")
        (data, *_) = [
            str(button["callback_data"]) for button in first.buttons if "callback_data" in button
        ]
        server.press_button(alice, first, data)
        server.wait_until_idle()
        server.wait_until_polled()
        kinds = [
            next(kind for kind in row if kind != "update_id") for row in read_rows(bot_settings)
        ]
        assert kinds == ["message"] * 4 + ["guest_message", "edited_message"]
        for words in (b"herring", b"Who painted"):
            assert words not in read_bytes(bot_settings)
    server.stop_faults()
    with begin() as bot:
        answer = server.wait_for_reply(asked)
        server.wait_until(lambda: "twelve seconds" in server.current(answer).text)
        server.wait_for_reply(in_group)
        bot.wait_until_done()
        assert len(server.messages(office)) == 2
        assert len(server.messages(private)) == 2
        assert len(server.messages(group)) == 1
        assert len([c for c in server.calls("answerGuestQuery") if not c.refusal]) == 1
    assert read_rows(bot_settings) == []


def test_what_is_being_sent_at_the_end_is_not_sent_again(
    server: TelegramServer, begin: Begin, private: Chat, alice: User
) -> None:
    """Telegram has taken it, and says so when the bot has given up what is under way."""
    with begin():
        server.slow_answer_next("sendMessage", 0.4)
        server.send_text(private, alice, KEEPER_QUESTION)
        server.wait_for_message(private)
    with begin() as bot:
        bot.wait_until_done()
    assert len(server.messages(private)) == 1


def test_an_update_that_kills_each_time_is_given_up(
    server: TelegramServer,
    begin: Begin,
    store: PendingStore,
    private: Chat,
    alice: User,
    bot_settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    question = write_silently(server, private, alice)
    raw = make_raw(private, alice, question)
    store.change([PendingUpdate(UPDATE_ID, private.id, alice.id, raw, MAX_TRIES)], [], [])
    with begin() as bot:
        bot.wait_until_done()
        assert "twelve seconds" in ask(server, private, alice, LAMP_QUESTION).text
    assert len(server.messages(private)) == 1
    (line,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert f"update {UPDATE_ID} is given up" in line.getMessage()
    assert "lighthouse" not in caplog.text
    assert read_rows(bot_settings) == []


@pytest.mark.parametrize("tries", range(MAX_TRIES))
def test_an_update_is_tried_as_long_as_it_may_have_killed_nothing(
    tries: int,
    server: TelegramServer,
    begin: Begin,
    store: PendingStore,
    private: Chat,
    alice: User,
) -> None:
    """Beside one that cannot be read any more."""
    question = write_silently(server, private, alice)
    raw = make_raw(private, alice, question)
    store.change(
        [
            PendingUpdate(UPDATE_ID - 1, private.id, alice.id, '{"update_id": 1}', tries),
            *(
                PendingUpdate(UPDATE_ID - number, private.id, alice.id, unread, tries)
                for number, unread in enumerate(("no JSON", "[]", "{}", "7", "[" * 100_000), 2)
            ),
            PendingUpdate(UPDATE_ID, private.id, alice.id, raw, tries),
        ],
        [],
        [],
    )
    with begin():
        assert "Mary Flint" in server.wait_for_reply(question).text
    assert len(server.messages(private)) == 1


def test_what_was_tried_before_comes_one_by_one(
    server: TelegramServer, begin: Begin, store: PendingStore, bot_settings: Settings
) -> None:
    """That which kills is to be told from what was beside it; an orderly end is no fault of
    either."""
    asked = []
    for number, name in enumerate(("Ben", "Cleo")):
        user = server.add_user(name)
        chat = server.private_chat(user)
        asked.append(write_silently(server, chat, user))
        raw = make_raw(chat, user, asked[-1])
        store.change([PendingUpdate(UPDATE_ID + number, chat.id, user.id, raw, 1)], [], [])
    hold_back(server)
    with begin():
        server.wait_for_call("sendMessage")
        assert read_attempts(bot_settings) == [2, 1]
    assert read_attempts(bot_settings) == [0, 0]
    server.stop_faults()
    with begin():
        for question in asked:
            assert "Mary Flint" in server.wait_for_reply(question).text


def test_what_waits_for_another_when_the_bot_is_told_to_end_is_left_to_the_next(
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    store: PendingStore,
    private: Chat,
    alice: User,
) -> None:
    """The answer to the first comes while the bot waits for that of somebody else before it ends,
    and lets the second come."""
    build_harbour(bot_settings, encoder)
    for number in range(2):
        question = write_silently(server, private, alice)
        raw = json.dumps(
            json.loads(make_raw(private, alice, question)) | {"update_id": UPDATE_ID + number}
        )
        store.change([PendingUpdate(UPDATE_ID + number, private.id, alice.id, raw, 1)], [], [])
    server.slow_answer_next("sendMessage", 1.0)
    server.slow_answer_next("sendMessage", 3.0)
    with run_bot(server, bot_settings, encoder):
        server.wait_for_call("sendMessage")
        other = server.add_user("Oda")
        server.send_text(server.private_chat(other), other, LAMP_QUESTION)
        server.wait_until(lambda: len(server.calls("sendMessage")) == 2)
    assert len(read_rows(bot_settings)) == 1
    with run_bot(server, bot_settings, encoder) as bot:
        bot.wait_until_done()
        server.wait_until(lambda: len(server.messages(private)) == 2)
    assert read_rows(bot_settings) == []


def test_what_is_older_than_a_day_is_not_answered(
    server: TelegramServer, begin: Begin, private: Chat, alice: User, bot_settings: Settings
) -> None:
    question = write_silently(server, private, alice)
    raw = make_raw(private, alice, question)

    then = time.time() - MAX_AGE_SECONDS - 60
    old = PendingStore(Database(bot_settings.database_path), lambda: then)
    old.change([PendingUpdate(UPDATE_ID, private.id, alice.id, raw)], [], [])
    with begin() as bot:
        bot.wait_until_done()
    assert server.messages(private) == []
    assert b"lighthouse" not in read_bytes(bot_settings)


def test_forget_forgets_what_is_under_way(
    server: TelegramServer,
    begin: Begin,
    store: PendingStore,
    private: Chat,
    group: Chat,
    alice: User,
    bot_settings: Settings,
) -> None:
    """What is kept of the chat, and what its user has under way in groups."""
    with begin():
        hold_back(server)
        server.send_text(private, alice, KEEPER_QUESTION)
        server.send_text(group, alice, f"@{server.bot.username} {LAMP_QUESTION}")
        server.wait_until(lambda: len(server.calls("sendMessage")) >= 2)
        assert len(read_rows(bot_settings)) == 2
        server.send_text(private, alice, "/forget")
        end = time.monotonic() + 30
        while read_rows(bot_settings):
            assert time.monotonic() < end, "it is still written down"
            time.sleep(0.02)
    server.stop_faults()
    assert read_rows(bot_settings) == []
    assert b"lighthouse" not in read_bytes(bot_settings)


def test_a_second_bot_leaves_alone_what_the_first_has_under_way(
    server: TelegramServer,
    encoder: Encoder,
    begin: Begin,
    bot_settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Begun by mistake, or before the first one has ended."""
    people = [server.add_user(name) for name in ("Ben", "Cleo", "Dan")]
    server.expect_refusals("terminated by other getUpdates request")
    with run_bot(server, bot_settings, encoder, Limits()) as first:
        server.fail_some("sendMessage", 429, "Too Many Requests: retry after 3", 3, every=1)
        asked = [
            server.send_text(server.private_chat(user), user, KEEPER_QUESTION) for user in people
        ]
        server.wait_until(lambda: len(server.calls("sendMessage")) >= len(people))
        with begin() as second:
            server.stop_faults()
            for question in asked:
                assert "Mary Flint" in server.wait_for_reply(question).text
            first.wait_until_done()
            second.wait_until_done()
            counts = [len(server.messages(server.private_chat(user))) for user in people]
            assert counts == [1, 1, 1]
    told = f"another bot runs with {bot_settings.database_path}: end it"
    assert any(line.startswith(told) for line in caplog.messages), "what is to be done comes first"
    assert read_rows(bot_settings) == []


def lock(settings: Settings) -> AbstractContextManager[object]:
    @contextlib.contextmanager
    def locked() -> Iterator[None]:
        with contextlib.closing(sqlite3.connect(settings.database_path)) as other:
            other.execute("BEGIN EXCLUSIVE")
            yield

    return locked()


def fill(settings: Settings) -> AbstractContextManager[object]:
    @contextlib.contextmanager
    def full() -> Iterator[None]:
        ballast = settings.state_dir / "ballast"
        # What is forgotten of the answer before is written now, and the log's room then free again.
        while settings.database_path.with_name("footnote.sqlite3-wal").exists():
            os.sched_yield()
        with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(1024))
        yield
        ballast.unlink()

    return full()


def freeze(settings: Settings) -> AbstractContextManager[object]:
    make_read_only(settings.state_dir)
    return contextlib.nullcontext()


def damage(settings: Settings) -> AbstractContextManager[object]:
    for path in settings.state_dir.glob("footnote.sqlite3-*"):
        path.unlink()
    settings.database_path.write_bytes(b"no database" * 1000)
    return contextlib.nullcontext()


@pytest.mark.parametrize(
    "spoil",
    [
        lock,
        pytest.param(fill, marks=needs_mount),
        pytest.param(freeze, marks=needs_mount),
        damage,
    ],
)
def test_a_state_file_that_cannot_be_written_costs_one_line_and_no_answer(
    spoil: Callable[[Settings], AbstractContextManager[object]],
    server: TelegramServer,
    begin: Begin,
    private: Chat,
    alice: User,
    bot_settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    is_mounted = spoil in (fill, freeze)
    disk = mounted(bot_settings.state_dir, "size=400k") if is_mounted else contextlib.nullcontext()
    with disk, begin() as bot:
        assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text
        bot.wait_until_done()
        with spoil(bot_settings):
            for question, part in [(LAMP_QUESTION, "twelve"), (WALL_QUESTION, "three million")] * 2:
                asked = server.send_text(private, alice, question)
                assert part in server.wait_for_reply(asked, timeout_seconds=60).text
            bot.wait_until_done()
    lines = [line for line in caplog.messages if "would lose what is under way" in line]
    assert len(lines) == 1
    assert len(lines[0].splitlines()) == 1
    assert "lighthouse" not in caplog.text
    assert "Traceback" not in caplog.text
    assert len(server.messages(private)) == 5


@pytest.mark.soak
def test_a_thousand_updates_cost_less_than_a_transaction_each(
    server: TelegramServer, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred people who say ten things each, and all of them are answered."""
    sizes: list[int] = []
    change = PendingStore.change

    def count(store: PendingStore, added: Any, dealt_with: Any, confirmed: Any) -> frozenset[int]:
        sizes.append(len(added))
        return change(store, added, dealt_with, confirmed)

    monkeypatch.setattr(PendingStore, "change", count)
    people = [server.add_user(f"Person {number}") for number in range(100)]
    for _ in range(10):
        for user in people:
            server.send_text(server.private_chat(user), user, "/help")
    with begin() as bot:
        server.wait_until(lambda: len(server.calls("sendMessage")) >= 1000, timeout_seconds=120)
        bot.wait_until_done()
    print(f"{len(sizes)} transactions for 1000 updates, each written and forgotten")
    assert sum(sizes) == 1000
    assert len(sizes) < 1000
