"""Updates by webhook go the same way as those that are polled."""

import asyncio
import contextlib
import json
import socket
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.config.settings import Settings, SettingsError
from bot.config.webhook import WebhookSettings
from bot.monitoring.health import find_health_file, read_health
from bot.storage.stores import make_stores
from bot.telegram.incoming import webhook
from bot.telegram.incoming.keeping import Keeper
from bot.telegram.incoming.polling import PollingBot
from bot.telegram.incoming.shapes import SERVED_KINDS
from bot.telegram.incoming.update_processor import _MAX_OF_ONE_SENDER
from bot.telegram.incoming.webhook import WebhookError, WebhookUpdater, make_secret
from bot.telegram.memory.polling import Problems
from bot.telegram.outgoing.rate_limiter import RateLimiter
from embeddings import Encoder
from tests.support.conversing import ask
from tests.support.harbour import KEEPER_QUESTION, LAMP_QUESTION, build_harbour
from tests.support.ports import find_port
from tests.support.running_bot import UNLIMITED, RunningBot, run_bot
from tests.telegram_server import Chat, TelegramServer, User
from tests.telegram_server.calls import Call
from tests.telegram_server.webhooks import SECRET_HEADER

Begin = Callable[[], RunningBot]


@pytest.fixture
def settings(bot_settings: Settings, encoder: Encoder) -> Settings:
    build_harbour(bot_settings, encoder)
    port = find_port()
    return replace(
        bot_settings,
        webhook=WebhookSettings(f"http://127.0.0.1:{port}/footnote", "127.0.0.1", port),
    )


@pytest.fixture
def begin(server: TelegramServer, encoder: Encoder, settings: Settings) -> Begin:
    """A bot with a webhook, to be entered, with the state of the one before."""
    return lambda: run_bot(server, settings, encoder, seconds_to_end=0.1)


def post(server: TelegramServer, update: object, secret: str = "") -> int:
    """The status that a call of the webhook is answered with: with the secret that Telegram was
    told last, unless `secret` is another."""
    told = server.calls("setWebhook")[-1].parameters
    headers = {SECRET_HEADER: secret or told["secret_token"]}
    response = httpx.post(told["url"], content=json.dumps(update), headers=headers)
    assert response.content == b""
    return response.status_code


def find_refused(server: TelegramServer) -> list[Call]:
    return [call for call in server.calls("getWebhookInfo") if call.refusal]


def make_update(chat: Chat, user: User, update_id: int = 900) -> dict[str, Any]:
    message = {
        "message_id": 900,
        "date": 1_700_000_000,
        "chat": chat.to_json(),
        "from": user.to_json(),
        "text": KEEPER_QUESTION,
    }
    return {"update_id": update_id, "message": message}


def test_questions_are_answered_and_what_comes_meanwhile_waits(
    begin: Begin,
    server: TelegramServer,
    encoder: Encoder,
    settings: Settings,
    private: Chat,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """With a webhook twice, then without one: nothing is lost between them."""
    with begin():
        assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text
        server.send_text(private, alice, "thanks")
    first = dict(server.calls("setWebhook")[0].parameters)
    assert set(first.pop("allowed_updates")) == set(SERVED_KINDS)
    assert len(first.pop("secret_token")) > 40
    assert settings.webhook
    assert first == {"url": settings.webhook.url, "max_connections": webhook.MAX_CONNECTIONS}
    question = server.send_text(private, alice, LAMP_QUESTION)
    with begin():
        assert "lamp" in server.wait_for_reply(question).text
    secrets = {call.parameters["secret_token"] for call in server.calls("setWebhook")}
    assert len(secrets) == 2
    assert server.calls("getUpdates") == server.calls("deleteWebhook") == []
    question = server.send_text(private, alice, KEEPER_QUESTION)
    with run_bot(server, replace(settings, webhook=None), encoder):
        server.wait_for_reply(question)
    assert f"the webhook at 127.0.0.1:{settings.webhook.port} is removed" in caplog.text
    assert not any(secret in caplog.text for secret in secrets)


def test_what_is_answered_with_200_is_written_down_or_dealt_with(
    begin: Begin, server: TelegramServer, settings: Settings, private: Chat, alice: User
) -> None:
    with begin() as bot:
        server.fail_some("sendMessage", 429, "Too Many Requests: retry after 30", 30, every=1)
        update = make_update(private, alice)
        assert post(server, update) == 200
        with contextlib.closing(sqlite3.connect(settings.database_path)) as connection:
            rows = connection.execute("SELECT raw FROM pending_updates").fetchall()
        assert [json.loads(raw) for (raw,) in rows] == [update]
        # Telegram did not see the answer, and calls again.
        assert post(server, update) == 200
        assert post(server, update | {"update_id": 901}, secret="x") == 403
    server.stop_faults()
    with begin() as bot:
        assert "Mary Flint" in server.wait_for_message(private).text
        assert post(server, update) == 200
        bot.wait_until_done()
    assert len(server.messages(private)) == 1
    # That it comes no more Telegram does not say: its number stays, but not who wrote where.
    with contextlib.closing(sqlite3.connect(settings.database_path)) as connection:
        kept = connection.execute("SELECT update_id, chat_id, sender_id, raw FROM pending_updates")
        assert kept.fetchall() == [(900, 0, 0, None)]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"update_id": 5, "message": {"text": 5}}, 200),
        ({"update_id": 5}, 200),
        ({"message": {}}, 200),
        ([], 400),
        ("text", 400),
    ],
)
def test_what_cannot_be_read_stops_nothing(
    body: object, status: int, begin: Begin, server: TelegramServer, private: Chat, alice: User
) -> None:
    """What no reading mends is taken, or else it would come again for a day."""
    with begin():
        assert post(server, body) == status
        assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text


def test_a_flood_is_treated_as_one_that_is_polled(
    begin: Begin, server: TelegramServer, private: Chat, alice: User
) -> None:
    with begin() as bot:
        server.fail_some("sendMessage", 429, "Too Many Requests: retry after 1", 1, every=1)
        for _ in range(_MAX_OF_ONE_SENDER + 5):
            server.send_text(private, alice, KEEPER_QUESTION)
        server.wait_until_idle()
        server.stop_faults()
        bot.wait_until_done()
        assert len(server.messages(private)) == _MAX_OF_ONE_SENDER


def test_a_message_and_its_edits_come_in_their_order(
    begin: Begin, server: TelegramServer, private: Chat, alice: User
) -> None:
    with begin() as bot:
        question = server.send_text(private, alice, KEEPER_QUESTION)
        for text in ("What?", LAMP_QUESTION):
            server.edit_text(question, text)
        bot.wait_until_done()
        (answer,) = server.messages(private)
        assert "lamp" in answer.text


def test_what_telegram_says_of_the_webhook_is_logged(
    begin: Begin,
    server: TelegramServer,
    private: Chat,
    alice: User,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(webhook, "_SECONDS_BETWEEN_LOOKS", 0.01)
    with begin():
        server.set_webhook("https://other.example.org/secret-path", last_error_message="Oh")
        seen = server.count_calls("getWebhookInfo")
        server.wait_until(lambda: server.count_calls("getWebhookInfo") > seen + 2)
        server.fail_some("getWebhookInfo", 401, "Unauthorized", every=1)
        server.wait_until(lambda: len(find_refused(server)) == 4)
    assert len(find_refused(server)) == 4, "the bot has ended by itself"
    (told,) = [each for each in caplog.messages if "not this bot's any more" in each]
    assert "hands over to other.example.org; stop" in told


def test_a_webhook_that_is_deaf_is_not_well(
    begin: Begin,
    server: TelegramServer,
    settings: Settings,
    private: Chat,
    alice: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(webhook, "_SECONDS_BETWEEN_LOOKS", 0.01)
    monkeypatch.setattr("bot.monitoring.vitals._SECONDS_BETWEEN_LOOKS", 0.01)
    monkeypatch.setattr("bot.monitoring.vitals.MAX_SECONDS_UNWELL", 0.05)
    assert settings.webhook
    own, path = settings.webhook.url, find_health_file(settings.state_dir)

    def is_told(part: str, is_well: bool = False) -> bool:
        health = read_health(path)
        found = {check.name: check for check in health.checks} if health else {}
        check = found.get("webhook")
        return (
            check is not None and part in check.told and check.is_well(time.monotonic()) == is_well
        )

    with begin():
        server.wait_until(lambda: is_told("is set", is_well=True))
        server.set_webhook("https://other.example.org/secret-path")
        server.wait_until(lambda: is_told("hands over to other.example.org"))
        assert server.count_calls("setWebhook") == 1, "two bots would do so for ever"
        server.set_webhook(own, last_error_message="Connection refused")
        server.send_text(private, alice, KEEPER_QUESTION)
        server.wait_until(lambda: is_told("does not reach the webhook: Connection refused"))
        assert post(server, make_update(private, alice)) == 200
        server.wait_until(lambda: is_told("is set", is_well=True))
        httpx.post(f"{server.url}/bot{server.token}/deleteWebhook")
        server.wait_until(lambda: server.count_calls("setWebhook") == 2)
        first, second = (call.parameters for call in server.calls("setWebhook"))
        assert first == second
        server.wait_until_idle()
        httpx.post(f"{server.url}/bot{server.token}/deleteWebhook")
        server.wait_until(lambda: is_told("the webhook was removed, and again"))
    assert server.count_calls("setWebhook") == 2


def test_a_place_that_is_taken_or_lost_and_an_address_that_telegram_refuses_are_told(
    server: TelegramServer, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "_SECONDS_BETWEEN_LOOKS", 0.001)
    assert settings.webhook
    own = settings.webhook

    async def start(place: WebhookSettings) -> None:
        problems, stores = Problems(), make_stores(settings.database_path)
        keeper = Keeper(stores.pending, stores.channels)
        limiter = RateLimiter(UNLIMITED)
        api_url = settings.telegram_api_url
        bot = PollingBot(server.token, api_url, limiter, problems, keeper, lambda: None)
        queue: asyncio.Queue[object] = asyncio.Queue()
        async with WebhookUpdater(
            *(bot, queue, place, make_secret(), keeper, problems, lambda: None)
        ) as updater:
            await updater.start_webhook()
            assert place.socket
            place.socket.unlink()
            while not place.socket.exists():
                await asyncio.sleep(0.001)
            await updater.stop()

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", own.port))
        taken.listen()
        with pytest.raises(WebhookError, match=r"TELEGRAM_WEBHOOK_LISTEN.*in use"):
            asyncio.run(start(own))
    asyncio.run(start(replace(own, socket=tmp_path / "s")))
    for socket_path, reason in (
        (tmp_path / ("s" * 150), "too long"),
        (tmp_path, "no socket"),
        (tmp_path / "missing" / "s", "No such file"),
    ):
        with pytest.raises(SettingsError, match=f"TELEGRAM_WEBHOOK_LISTEN.*{reason}"):
            asyncio.run(start(replace(own, socket=socket_path)))
    for reason, error in (
        ("Failed to resolve host: Temporary failure in name resolution", WebhookError),
        ("IP address 10.0.0.1 is reserved", SettingsError),
    ):
        server.fail_next("setWebhook", 400, f"Bad Request: bad webhook: {reason}")
        with pytest.raises(error, match=f"(?i)TELEGRAM_WEBHOOK_URL: .*{reason}"):
            asyncio.run(start(own))
