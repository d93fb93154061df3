"""Two bots with one database, as behind a balancer: one answers, the other gets what follows."""

import asyncio
import itertools
import sqlite3
from collections.abc import Coroutine
from contextlib import closing
from typing import Any

import pytest

from bot.config.settings import Settings
from bot.indexing.live import LiveRetriever
from bot.storage.database import Database
from bot.telegram.application import build_application
from bot.telegram.incoming.context import BotApplication
from embeddings import BuildFolder, Encoder, Retriever, load_index
from tests.support.conversing import find_button, labels
from tests.support.harbour import KEEPER_QUESTION, WALL_QUESTION, build_harbour
from tests.support.running_bot import UNLIMITED, run_bot
from tests.telegram_server import Chat, TelegramServer, User

FOLLOW_UP = "When was it built?"


class TwoBots:
    """Each call of `deliver` has the other bot deal with what has come since the last one."""

    def __init__(self, server: TelegramServer, settings: Settings, encoder: Encoder) -> None:
        retriever = Retriever(load_index(BuildFolder(settings.index_dir), encoder), encoder)
        self._lives = [LiveRetriever(retriever, settings) for _ in range(2)]
        self._applications = [
            build_application(settings, server.token, live, UNLIMITED) for live in self._lives
        ]
        self._turns = itertools.cycle(self._applications)
        self._offset = 0

    async def run(self, talk: Coroutine[Any, Any, None]) -> None:
        for application in self._applications:
            await application.initialize()
        try:
            await talk
        finally:
            for application, live in zip(self._applications, self._lives, strict=True):
                await application.shutdown()
                live.close()

    async def deliver(self) -> None:
        await self.deliver_to(next(self._turns))

    async def deliver_to(self, application: BotApplication) -> None:
        for update in await application.bot.get_updates(offset=self._offset, timeout=5):
            self._offset = update.update_id + 1
            processing = application.process_update(update)
            await application.update_processor.process_update(update, processing)


def count_rows(settings: Settings, table: str) -> int:
    with closing(sqlite3.connect(settings.database_path)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@pytest.fixture
def bots(
    server: TelegramServer,
    bot_settings: Settings,
    encoder: Encoder,
    monkeypatch: pytest.MonkeyPatch,
) -> TwoBots:
    monkeypatch.setattr(Database, "is_shared", True)
    build_harbour(bot_settings, encoder)
    return TwoBots(server, bot_settings, encoder)


def test_a_follow_up_is_understood_by_another_bot(
    bots: TwoBots, server: TelegramServer, private: Chat, alice: User
) -> None:
    async def talk() -> None:
        server.send_text(private, alice, KEEPER_QUESTION)
        await bots.deliver()
        server.send_text(private, alice, FOLLOW_UP)
        await bots.deliver()
        assert "1871" in server.messages(private)[-1].text

    asyncio.run(bots.run(talk()))


def test_a_question_edited_elsewhere_changes_its_answer(
    bots: TwoBots, server: TelegramServer, private: Chat, alice: User
) -> None:
    async def talk() -> None:
        asked = server.send_text(private, alice, KEEPER_QUESTION)
        await bots.deliver()
        answer = server.messages(private)[-1]
        server.edit_text(asked, WALL_QUESTION)
        await bots.deliver()
        assert server.current(answer).text != answer.text

    asyncio.run(bots.run(talk()))


def test_buttons_below_another_bots_answer_are_in_the_askers_language(
    bots: TwoBots, server: TelegramServer, group: Chat, alice: User
) -> None:
    rosa = server.add_user("Rosa", language_code="es")

    async def talk() -> None:
        server.send_text(group, rosa, f"/ask {WALL_QUESTION}")
        await bots.deliver()
        answer = server.messages(group)[-1]
        server.press_button(alice, answer, str(find_button(answer, "…")["callback_data"]))
        await bots.deliver()
        assert "Eliminar" in labels(server.current(answer))

    asyncio.run(bots.run(talk()))


def test_what_is_forgotten_by_one_is_forgotten_by_all(
    bots: TwoBots, server: TelegramServer, private: Chat, alice: User, bot_settings: Settings
) -> None:
    async def talk() -> None:
        server.send_text(private, alice, KEEPER_QUESTION)
        await bots.deliver()
        assert count_rows(bot_settings, "answers") == 1
        server.send_text(private, alice, "/forget")
        await bots.deliver()
        assert count_rows(bot_settings, "answers") == 0
        server.send_text(private, alice, FOLLOW_UP)
        await bots.deliver()
        assert "1871" not in server.messages(private)[-1].text

    asyncio.run(bots.run(talk()))


def test_a_bot_counts_as_long_as_it_runs(
    server: TelegramServer,
    bot_settings: Settings,
    encoder: Encoder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Database, "is_shared", True)
    build_harbour(bot_settings, encoder)
    with run_bot(server, bot_settings, encoder):
        assert count_rows(bot_settings, "processes") == 1
    assert count_rows(bot_settings, "processes") == 0
