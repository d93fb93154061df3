"""What getUpdates may answer: nothing of it makes the bot deaf, and its end is told."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from bot.config.settings import Settings
from bot.storage.database import Database
from bot.storage.under_way.pending import MAX_TRIES, PendingStore, PendingUpdate
from bot.telegram.incoming.updates import mend_error
from bot.telegram.outgoing.rate_limiter import Limits
from embeddings import Encoder
from tests.support.conversing import ask
from tests.support.harbour import KEEPER_QUESTION, LAMP_QUESTION, build_harbour
from tests.support.running_bot import RunningBot, run_bot
from tests.telegram_server import Chat, TelegramServer, User

Json = dict[str, Any]
Spoil = Callable[[Json], object]

OLD_POLL = {
    "id": "1",
    "question": "Who has the key?",
    "options": [{"persistent_id": "1", "text": "Mary", "voter_count": 0}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
}
"""As a Bot API server sends it that knows no `allows_revoting` yet."""


def make_message(chat: Chat, user: User) -> Json:
    """A message of which nothing is wrong."""
    return {
        "message_id": 900,
        "date": 1_700_000_000,
        "chat": chat.to_json(),
        "from": user.to_json(),
        "text": KEEPER_QUESTION,
    }


WITH_ID: dict[str, Spoil] = {
    "a poll of an older server": lambda message: {"message": message | {"poll": OLD_POLL}},
    "no date": lambda message: {"message": {**message, "date": None}},
    "no chat": lambda message: {"message": {**message, "chat": None}},
    "a chat whose id is a text": lambda message: {
        "message": {**message, "chat": {"id": "x", "type": "private"}}
    },
    "a text that is a number": lambda message: {"message": message | {"text": 5}},
    "a sender that is a text": lambda message: {"message": message | {"from": "Alice"}},
    "entities that are none": lambda message: {"message": message | {"entities": [None]}},
    "an entity that is nowhere": lambda message: {
        "message": message | {"entities": [{"type": "mention", "offset": "0", "length": 3}]}
    },
    "a reply to a text that is a number": lambda message: {
        "message": message
        | {
            "text": "/ask",
            "entities": [{"type": "bot_command", "offset": 0, "length": 4}],
            "reply_to_message": message | {"message_id": 1, "text": 5},
        }
    },
    "a message that is a list": lambda message: {"message": [message]},
    "a button of nobody": lambda message: {
        "callback_query": {"id": "1", "chat_instance": "1", "data": "x", "message": message}
    },
    "an inline query of nobody": lambda message: {
        "inline_query": {"id": "1", "query": "x", "offset": ""}
    },
    "an inline query without words": lambda message: {
        "inline_query": {"id": "1", "from": message["from"], "query": None, "offset": ""}
    },
    "a time that there is not": lambda message: {"message": message | {"date": 10**30}},
    "half of a character": lambda message: {"message": message | {"text": "Who keeps it\ud83d?"}},
}
WITHOUT_ID: dict[str, Spoil] = {
    "null": lambda message: None,
    "a number": lambda message: 5,
    "a text": lambda message: "update",
    "a list": lambda message: [message],
    "no id": lambda message: {"update_id": None, "message": message},
    "an id that is a text": lambda message: {"update_id": "x", "message": message},
    "an id that is true": lambda message: {"update_id": True, "message": message},
    "an id beyond all": lambda message: {"update_id": 2**62, "message": message},
    "an id below all": lambda message: {"update_id": -5, "message": message},
}
NO_ANSWERS = [
    '{"ok": true, "result": [null]}',
    '{"ok": true, "result": ["a", 1, {}]}',
    '{"ok": true, "result": {"update_id": 1}}',
    '{"ok": true, "result": 5}',
    '{"ok": true, "result": true}',
    '{"ok": true, "result": null}',
    '{"ok": true}',
    "[]",
    "null",
    "[" * 100_000,
    "<html>Who keeps the lighthouse?</html>",
    "",
]
ERRORS = [
    (401, '{"ok": false, "error_code": 401, "description": "Unauthorized"}'),
    (404, "<html>not here</html>"),
    (403, "[]"),
    (400, '{"ok": false, "description": 5}'),
    (429, '{"ok": false, "description": "later", "parameters": {"retry_after": "soon"}}'),
    (429, '{"ok": false, "description": "later", "parameters": [1]}'),
    (502, "Who keeps the lighthouse?"),
    (200, '{"ok": false, "error_code": 401, "description": "Unauthorized"}'),
]


@pytest.mark.parametrize("kind", WITH_ID)
def test_an_update_that_cannot_be_read_is_told_once_and_confirmed(
    kind: str,
    server: TelegramServer,
    harbour_bot: RunningBot,
    private: Chat,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Also when it is the only one."""
    update_id = server.queue_faulty_update(WITH_ID[kind](make_message(private, alice)))
    harbour_bot.wait_until_done()
    assert server.messages(private) == []
    assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text
    told = [r for r in caplog.records if str(update_id) in r.getMessage()]
    assert len(told) == len([r for r in caplog.records if r.levelname != "INFO"]) == 1
    assert "skipped" in told[0].getMessage()
    assert "Traceback" not in caplog.text
    assert "lighthouse" not in caplog.text


@pytest.mark.parametrize("kind", WITHOUT_ID)
def test_what_has_no_id_costs_no_answer_to_what_comes_with_it(
    kind: str,
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    private: Chat,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    build_harbour(bot_settings, encoder)
    faulty = WITHOUT_ID[kind](make_message(private, alice))
    server.queue_faulty_update(faulty)
    first = server.send_text(private, alice, KEEPER_QUESTION)
    with run_bot(server, bot_settings, encoder):
        assert "Mary Flint" in server.wait_for_reply(first).text
        # Alone it waits on: nobody knows what to confirm, before there is another behind it.
        server.queue_faulty_update(faulty)
        second = server.send_text(private, alice, KEEPER_QUESTION)
        assert "Mary Flint" in server.wait_for_reply(second).text
        server.wait_until_polled()
    assert "Traceback" not in caplog.text
    assert len(server.messages(private)) == 2


def test_ten_of_them_among_questions(
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    private: Chat,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    build_harbour(bot_settings, encoder)
    poll = {"message": make_message(private, alice) | {"poll": OLD_POLL}}
    asked, ids = [], []
    for _ in range(10):
        asked.append(server.send_text(private, alice, KEEPER_QUESTION))
        ids.append(server.queue_faulty_update(poll))
    with run_bot(server, bot_settings, encoder) as bot:
        for question in asked:
            assert "Mary Flint" in server.wait_for_reply(question).text
        bot.wait_until_done()
    told = [record.getMessage() for record in caplog.records if record.levelname != "INFO"]
    assert [next(n for n in ids if str(n) in line) for line in told] == ids
    assert "message" in told[0]
    assert "allows_revoting" in told[0]


@pytest.mark.parametrize("body", NO_ANSWERS)
def test_what_is_no_answer_is_asked_for_again(
    body: str,
    server: TelegramServer,
    harbour_bot: RunningBot,
    private: Chat,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.answer_next("getUpdates", body, times=2)
    for _ in range(3):
        assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text
    assert len(caplog.records) < 10
    assert "Traceback" not in caplog.text
    assert "lighthouse" not in caplog.text
    assert [record.levelname for record in caplog.records].count("ERROR") == 1, "told once"


@pytest.mark.parametrize(("status", "body"), ERRORS)
def test_an_error_is_no_end(
    status: int,
    body: str,
    server: TelegramServer,
    harbour_bot: RunningBot,
    private: Chat,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.answer_next("getUpdates", body, status=status, times=2)
    for _ in range(3):
        assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text
    assert "Traceback" not in caplog.text
    assert "lighthouse" not in caplog.text
    assert [record.levelname for record in caplog.records].count("ERROR") == 1


def test_a_rival_is_told_once_and_known_to_the_doctor(
    server: TelegramServer,
    harbour_bot: RunningBot,
    private: Chat,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.pretend_other_poller(3)
    assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text
    assert caplog.text.count("terminated by other getUpdates") == 1
    assert "updates come again" in caplog.text


def test_what_was_confirmed_and_comes_again_is_answered_once(
    server: TelegramServer,
    harbour_bot: RunningBot,
    private: Chat,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """By a fault of Telegram's, or of what stands between; buttons as well."""
    settings = ask(server, private, alice, "/settings")
    asked = server.send_text(private, alice, KEEPER_QUESTION)
    server.wait_for_message(private)
    server.edit_text(asked, LAMP_QUESTION)
    data = next(str(b["callback_data"]) for b in settings.buttons if "callback_data" in b)
    server.press_button(alice, settings, data)
    harbour_bot.wait_until_done()
    server.wait_until_polled()
    calls = len(server.calls())
    polls = len(server.calls("getUpdates"))
    server.repeat_updates(3)
    server.wait_until(lambda: len(server.calls("getUpdates")) >= polls + 3)
    harbour_bot.wait_until_done()
    polled = len(server.calls("getUpdates")) - polls
    assert len(server.calls()) == calls + polled, "nothing but updates was asked for"
    assert "twelve" in ask(server, private, alice, LAMP_QUESTION).text
    server.repeat_updates(1)
    assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text
    assert len(server.messages(private)) == 4
    assert {record.levelname for record in caplog.records} <= {"INFO"}


def test_what_comes_again_without_end_is_asked_for_no_faster(
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    private: Chat,
    alice: User,
) -> None:
    """And what is new among it is answered."""
    build_harbour(bot_settings, encoder)
    with run_bot(server, bot_settings, encoder, Limits()) as bot:
        assert ask(server, private, alice, KEEPER_QUESTION).text
        bot.wait_until_done()
        server.wait_until_polled()
        polls = len(server.calls("getUpdates"))
        server.repeat_updates()
        time.sleep(1.5)
        assert len(server.calls("getUpdates")) - polls <= 4
        assert "twelve" in ask(server, private, alice, LAMP_QUESTION).text
        server.stop_repeating()
    assert len(server.messages(private)) == 2


@pytest.mark.parametrize("kind", ["answered", "given up"])
def test_what_the_last_process_dealt_with_and_comes_again_is_left_alone(
    kind: str,
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    private: Chat,
    alice: User,
) -> None:
    """What the state file still has of it is known also when Telegram was told."""
    build_harbour(bot_settings, encoder)
    question = server.send_text(private, alice, KEEPER_QUESTION)
    raw = {"update_id": 1, "message": question.raw | {"from": alice.to_json()}}
    with server._world.changed:
        update_id = server._world.updates.last_id
        server._world.updates.drop_pending()
    tries = MAX_TRIES if kind == "given up" else 0
    pending = PendingUpdate(update_id, private.id, alice.id, json.dumps(raw), tries)
    store = PendingStore(Database(bot_settings.database_path))
    store.change([pending], [update_id] if kind == "answered" else [], [])
    with run_bot(server, bot_settings, encoder) as bot:
        assert "twelve" in ask(server, private, alice, LAMP_QUESTION).text
        bot.wait_until_done()
        server.wait_until_polled()
        polls = len(server.calls("getUpdates"))
        server.repeat_updates(2)
        server.wait_until(lambda: len(server.calls("getUpdates")) >= polls + 2)
        bot.wait_until_done()
        assert len(server.messages(private)) == 1


@pytest.mark.soak
def test_updates_that_drip_are_given_up_and_asked_for_in_smaller_parts(
    server: TelegramServer,
    harbour_bot: RunningBot,
    private: Chat,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A byte every four seconds, which no timeout of a single read ends."""
    server.slow_answer_next("getUpdates", 1200, pieces=300)
    ask(server, private, alice, LAMP_QUESTION)  # by the getUpdates that waited already
    begun = time.monotonic()
    asked = server.send_text(private, alice, KEEPER_QUESTION)
    assert "Mary Flint" in server.wait_for_reply(asked, timeout_seconds=60).text
    assert 40 < time.monotonic() - begun < 55
    # By a getUpdates that comes through at once.
    server.wait_for_reply(server.send_text(private, alice, LAMP_QUESTION))
    limits = [call.parameters["limit"] for call in server.calls("getUpdates")]
    assert 25 in limits
    assert limits[-1] >= 50
    assert caplog.text.count("no updates from Telegram, trying again: Timed out") == 1


@pytest.mark.soak
def test_answers_that_drip_hold_no_place_for_ever(
    server: TelegramServer,
    harbour_bot: RunningBot,
    private: Chat,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """As many as may be under way at once; who asks then waits until they are given up."""
    people = [server.add_user(f"Person {number}") for number in range(30)]
    server.slow_answer_next("sendMessage", 1200, pieces=300, times=len(people))
    for user in people:
        server.send_text(server.private_chat(user), user, KEEPER_QUESTION)
    server.wait_until(lambda: len(server.calls("sendMessage")) >= len(people), timeout_seconds=30)
    asked = server.send_text(private, alice, KEEPER_QUESTION)
    assert "Mary Flint" in server.wait_for_reply(asked, timeout_seconds=30).text
    harbour_bot.wait_until_done()
    assert {len(server.messages(server.private_chat(user))) for user in people} == {1}
    assert caplog.text.count("an answer could not be sent: Timed out") == len(people)
    assert "lighthouse" not in caplog.text


def test_it_ends_while_it_pauses(
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """An hour, here: it is not waited for, nor is it complained about what is asked last."""
    build_harbour(bot_settings, encoder)
    with run_bot(server, bot_settings, encoder):
        server.fail_next("getUpdates", 429, "Too Many Requests", 3600, times=2)
        server.pretend_other_poller(1)
        server.wait_until(lambda: len(server.calls("getUpdates")) >= 2)
    assert "Traceback" not in caplog.text


def test_a_wait_of_years_is_one_of_an_hour() -> None:
    answer = b'{"description": "later", "parameters": {"retry_after": 100000000000000000000}}'
    assert json.loads(mend_error(answer))["parameters"] == {"retry_after": 3600}
