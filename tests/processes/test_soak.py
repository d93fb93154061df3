"""A conversation over a while, with a bot as it runs for its owner: `footnote bot`, a process."""

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.config.settings import Settings
from embeddings import Encoder
from tests.support.bot_process import run_bot_process
from tests.support.harbour import build_harbour
from tests.support.soaking import Conversation, write_articles
from tests.telegram_server import SentMessage, TelegramServer

_MAX_GROWTH_MIB = 40
"""Of the bot's memory from one third of the conversation to its end, with rebuilds in between."""


@pytest.mark.parametrize(
    "messages",
    [
        pytest.param(200, id="short"),
        pytest.param(10_000, id="long", marks=[pytest.mark.soak, pytest.mark.timeout(3600)]),
    ],
)
def test_conversation(
    messages: int,
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    tmp_path: Path,
) -> None:
    """Every question is answered once, nothing else is, no limit is broken, memory stays flat."""
    build_harbour(bot_settings, encoder, write_articles(1))
    env = {
        "CORPUS_DIR": str(bot_settings.corpus_dir),
        "INDEX_DIR": str(bot_settings.index_dir),
        "STATE_DIR": str(bot_settings.state_dir),
    }
    memory: list[float] = []
    with run_bot_process(server, env, tmp_path) as bot:
        server.enforce_limits()
        _disturb(server)
        talk = Conversation(server, messages)

        def rebuild(third: int) -> None:
            memory.append(_read_memory(bot.pid))
            build_harbour(bot_settings, encoder, write_articles(1 + third))

        talk.talk(rebuild)
        for message in talk.asked:
            server.wait_for_reply(message, timeout_seconds=60)
        memory.append(_read_memory(bot.pid))
        server.stop_faults()
    assert server.limit_breaches == []
    assert _count_replies(server, talk) == Counter({1: len(talk.asked)})
    assert memory[-1] - memory[0] < _MAX_GROWTH_MIB, memory


def _disturb(server: TelegramServer) -> None:
    """What goes wrong now and then. Connections are dropped before a message is taken: whether
    one was taken before a drop, Telegram does not tell, and a bot can only send again."""
    server.fail_some("sendMessage", 502, "Bad Gateway", every=37)
    server.fail_some("sendMessage", 429, "Too Many Requests: retry after 1", 1, every=61)
    server.drop_some("sendMessage", every=53)
    server.fail_some("getUpdates", 502, "Bad Gateway", every=43)
    server.fail_some("editMessageText", 502, "Bad Gateway", every=7)
    server.expect_refusals("exactly the same")  # of questions whose edit changes no answer


def _count_replies(server: TelegramServer, talk: Conversation) -> "Counter[int]":
    """How many questions have how many replies; what replies to no question is one too many."""
    asked = {(message.chat_id, message.message_id): 0 for message in talk.asked}
    for message in _list_sent(server, talk):
        key = message.chat_id, message.reply_to_message_id or 0
        asked[key] = asked.get(key, 1) + 1
    return Counter(asked.values())


def _list_sent(server: TelegramServer, talk: Conversation) -> list[SentMessage]:
    return [sent for chat in talk.chats for sent in server.messages(chat)]


def _read_memory(pid: int) -> float:
    """In MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    match = re.search(r"^VmRSS:\s+(\d+) kB$", status, flags=re.MULTILINE)
    assert match
    return int(match[1]) / 1024
