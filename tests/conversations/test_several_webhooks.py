"""Two bots of one token by webhook, which keep what they know in one database."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from bot.config.settings import Settings
from bot.config.state_url import StateUrl
from bot.config.webhook import WebhookSettings
from embeddings import Encoder
from tests.support.harbour import KEEPER_QUESTION, build_harbour
from tests.support.ports import find_port
from tests.support.postgres import PASSWORD, PostgresServer
from tests.support.running_bot import RunningBot, run_bot
from tests.telegram_server import Chat, TelegramServer, User
from tests.telegram_server.webhooks import SECRET_HEADER

Begin = Callable[[int], RunningBot]


@pytest.fixture
def url(postgres: PostgresServer) -> StateUrl:
    return postgres.make_filled()


@pytest.fixture
def bots(
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    url: StateUrl,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[tuple[Callable[[], None], int, int]]:
    """Two of them: how the first is ended, and the port of either."""
    monkeypatch.setattr("bot.storage.under_way.pending_journal._BEAT_SECONDS", 0.05)
    monkeypatch.setattr("bot.storage.under_way.pending_journal._RETRY_SECONDS", 0.05)
    # On a busy machine: what is not left in time is another's only when its lease has ended.
    monkeypatch.setattr("bot.storage.under_way.pending_journal._SECONDS_TO_CLOSE", 30.0)
    build_harbour(bot_settings, encoder)
    ports = [find_port() for _ in range(2)]
    with ExitStack() as stack:
        first = stack.enter_context(ExitStack())
        for number, port in enumerate(ports):
            settings = replace(
                bot_settings,
                state_dir=tmp_path / f"state{number}",
                state_url=url,
                webhook=WebhookSettings(f"http://127.0.0.1:{port}/footnote", "127.0.0.1", port),
            )
            bot = run_bot(server, settings, encoder, seconds_to_end=0.1)
            (stack if number else first).enter_context(bot)
        yield first.close, ports[0], ports[1]


def post(server: TelegramServer, port: int, update: object) -> int:
    """The status with which the bot at `port` answers, told the secret that was set last."""
    secret = server.calls("setWebhook")[-1].parameters["secret_token"]
    url = f"http://127.0.0.1:{port}/footnote"
    with httpx.Client(transport=httpx.HTTPTransport(retries=9)) as client:  # it may not listen yet
        return client.post(url, json=update, headers={SECRET_HEADER: secret}).status_code


def make_update(chat: Chat, user: User, update_id: int) -> dict[str, Any]:
    message = {
        "message_id": update_id,
        "date": 1_700_000_000,
        "chat": chat.to_json(),
        "from": user.to_json(),
        "text": KEEPER_QUESTION,
    }
    return {"update_id": update_id, "message": message}


def test_one_of_two_bots_answers_and_the_other_what_is_left(
    bots: tuple[Callable[[], None], int, int], server: TelegramServer, private: Chat, alice: User
) -> None:
    end_first, *ports = bots
    for port in (*ports, *ports):
        assert post(server, port, make_update(private, alice, 900)) == 200
    server.wait_for_message(private)
    server.fail_some("sendMessage", 429, "Too Many Requests: retry after 30", 30, every=1)
    assert post(server, ports[0], make_update(private, alice, 901)) == 200
    assert post(server, ports[1], make_update(private, alice, 901)) == 200
    server.stop_faults()  # of which the first, which waits, hears nothing
    end_first()
    assert post(server, ports[1], make_update(private, alice, 902)) == 200
    server.wait_until_idle()
    while len(server.messages(private)) < 3:
        server.wait_for_message(private)
    assert len(server.messages(private)) == 3


def test_a_bot_answers_while_the_database_is_away(
    bots: tuple[Callable[[], None], int, int],
    server: TelegramServer,
    postgres: PostgresServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """And writes down what it has under way when the database is there again."""
    people = [server.add_user(name) for name in ("Ben", "Cleo")]
    chats = [server.private_chat(user) for user in people]
    postgres.stop()
    try:
        for number, (chat, user) in enumerate(zip(chats, people, strict=True)):
            assert post(server, bots[1], make_update(chat, user, 910 + number)) == 200
            assert "Mary Flint" in server.wait_for_message(chat).text
    finally:
        postgres.start()
    assert "a killed process would lose what is under way" in caplog.text
    assert PASSWORD not in caplog.text
    while "what is under way is written down again" not in caplog.text:
        postgres.execute("SELECT 1")


def test_a_locked_database_is_no_line_a_question(
    bots: tuple[Callable[[], None], int, int],
    server: TelegramServer,
    url: StateUrl,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Of either bot there is at most one for each part of what is kept, in groups as well."""
    group = server.add_group("Keepers")
    with closing(psycopg.connect(url.url)) as other:
        other.execute("LOCK TABLE chats, earlier_answers, answers, gaps")
        for number in range(3):
            update = make_update(group, alice, 920 + number)
            mention = f"@{server.bot.username}"
            update["message"]["text"] = f"{mention} {KEEPER_QUESTION}"
            entity = {"type": "mention", "offset": 0, "length": len(mention)}
            update["message"]["entities"] = [entity]
            assert post(server, bots[1], update) == 200
            server.wait_for_message(group)
    lines = [record.name for record in caplog.records if record.levelname == "ERROR"]
    parts = [f"bot.storage.{name}" for name in ("chats", "repeated_questions")]
    parts.append("bot.telegram.memory.shared_conversations")
    assert [lines.count(part) for part in parts] == [1, 1, 1]
