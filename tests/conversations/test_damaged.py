"""An index that was damaged since it was built: nothing wrong is quoted, and the log says what to
run."""

import logging

import pytest

from bot.config.settings import Settings
from embeddings import BuildFolder, Encoder
from tests.support.conversing import ask
from tests.support.harbour import KEEPER_QUESTION, build_harbour
from tests.support.running_bot import run_bot
from tests.telegram_server import TelegramServer, User


@pytest.mark.on_disk
def test_a_damaged_text_is_not_quoted_and_a_build_mends_it(
    server: TelegramServer,
    bot_settings: Settings,
    encoder: Encoder,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    build_harbour(bot_settings, encoder)
    build = BuildFolder(bot_settings.index_dir).current()
    assert build is not None
    (texts,) = build.glob("segments/*/texts.txt")
    data = texts.read_bytes()
    texts.unlink()
    texts.write_bytes(data.swapcase())
    chat = server.private_chat(alice)
    with (
        run_bot(server, bot_settings, encoder) as bot,
        caplog.at_level(logging.ERROR),
    ):
        assert "something went wrong" in ask(server, chat, alice, KEEPER_QUESTION).text
        (logged,) = [r for r in caplog.records if "passages.jsonl" in r.getMessage()]
        assert logged.getMessage().endswith("run footnote index")
        assert logged.exc_info is None
        build_harbour(bot_settings, encoder)
        bot.refresh()
        assert "Mary Flint" in ask(server, chat, alice, KEEPER_QUESTION).text
