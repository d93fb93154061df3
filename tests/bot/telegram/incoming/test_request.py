"""A message is read once, whatever becomes of it."""

import asyncio
from pathlib import Path

import pytest

from bot.config.settings import Settings
from bot.indexing.live import LiveRetriever
from bot.telegram.application import build_application
from bot.telegram.incoming.addressing import read_wording
from embeddings import BuildFolder, Retriever, load_index
from tests.support.counting import count_calls_of
from tests.support.fake_encoder import FakeEncoder
from tests.support.harbour import build_harbour
from tests.telegram_server import Chat, TelegramServer, User

CASES = {"talk": (0, 0), "a picture": (1, 0), "a question": (1, 1), "another bot's": (1, 0)}


@pytest.mark.parametrize(("kind", "expected"), CASES.items())
def test_a_message_of_a_group_is_read_once_at_most(
    kind: str,
    expected: tuple[int, int],
    server: TelegramServer,
    group: Chat,
    alice: User,
    tmp_path: Path,
) -> None:
    env = {
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "CORPUS_DIR": "articles",
        "INDEX_DIR": "index",
    }
    settings = Settings.from_env(env, tmp_path, tmp_path)
    if kind == "talk":
        server.send_text(group, alice, "The sea is calm, see https://example.org.")
    elif kind == "a picture":
        server.send_photo(group, alice, caption="The calm sea.")
    elif kind == "a question":
        server.send_text(group, alice, "/ask Who keeps the lighthouse?")
    else:
        server.send_text(group, alice, "/roll 6")
    read = count_calls_of(read_wording, lambda: asyncio.run(_receive(server, settings)))
    assert (read, len(server.calls("sendMessage"))) == expected


async def _receive(server: TelegramServer, settings: Settings) -> None:
    """Has the one update that waits dealt with, as a running bot does."""
    encoder = FakeEncoder()
    build_harbour(settings, encoder)
    retriever = Retriever(load_index(BuildFolder(settings.index_dir), encoder), encoder)
    live = LiveRetriever(retriever, settings)
    application = build_application(settings, server.token, live)
    await application.initialize()
    (update,) = await application.bot.get_updates(timeout=10)
    processing = application.process_update(update)
    await application.update_processor.process_update(update, processing)
    await application.shutdown()
    live.close()
