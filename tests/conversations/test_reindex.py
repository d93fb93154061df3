"""Rebuilds under a running bot, by `/reindex` and from beside it."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.config.settings import Settings
from corpus import read_corpus
from embeddings import BuildFolder, Encoder, Retriever, build_index
from tests.conftest import ShareEncoder
from tests.support.live_index import load_live
from tests.support.running_bot import PLENTY, RunningBot
from tests.telegram_server import Chat, SentMessage, TelegramServer, User

QUESTION = "Who is the keeper of the lighthouse on Skerry Rock?"
OLD, NEW = "Mary Flint", "Tom Harrow"
PATIENCE_SECONDS = 60


@pytest.fixture
def settings(server: TelegramServer, admin: User, project_dir: Path, tmp_path: Path) -> Settings:
    env = {
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "TELEGRAM_ADMIN_IDS": str(admin.id),
        "CORPUS_DIR": "texts",
        "INDEX_DIR": "index",
        **PLENTY,
    }
    return Settings.from_env(env, project_dir, tmp_path)


@pytest.fixture
def bot(
    server: TelegramServer, settings: Settings, encoder: Encoder, share_encoder: ShareEncoder
) -> Iterator[RunningBot]:
    share_encoder(settings.state_dir)
    write_article(settings, OLD)
    rebuild_beside(settings, encoder)
    index = load_live(settings, encoder)
    with RunningBot(server, settings, Retriever(index, encoder)) as bot:
        yield bot


@pytest.fixture
def chat(server: TelegramServer, admin: User) -> Chat:
    return server.private_chat(admin)


def write_article(settings: Settings, keeper: str) -> None:
    settings.corpus_dir.mkdir(exist_ok=True)
    text = f"The keeper of the lighthouse on Skerry Rock is {keeper}.\n"
    (settings.corpus_dir / "keeper.txt").write_text(text)


def rebuild_beside(settings: Settings, encoder: Encoder) -> None:
    corpus = read_corpus(settings.corpus_dir)
    build_index(corpus, settings.corpus_dir, encoder, BuildFolder(settings.index_dir))


def wait_for_end(server: TelegramServer, status: SentMessage) -> str:
    """What a rebuild says in the end, in the message that says how far it is."""
    while status.text.startswith("Rebuilding"):
        status = server.wait_for_edit(status, timeout_seconds=PATIENCE_SECONDS)
    return status.text


def ask(server: TelegramServer, chat: Chat, user: User) -> SentMessage:
    question = server.send_text(chat, user, QUESTION)
    answer = server.wait_for_message(chat)
    assert answer.reply_to_message_id == question.message_id
    return answer


def ask_until(server: TelegramServer, chat: Chat, user: User, expected: str) -> None:
    """Asks again and again: each answer is wholly from one build, at last from the new one."""
    for _ in range(2000):
        text = ask(server, chat, user).text
        assert (OLD in text) != (NEW in text)
        if expected in text:
            return
    raise AssertionError(f"never answered from the build with {expected}")


def test_reindex_answers_from_the_new_index(
    server: TelegramServer, bot: RunningBot, settings: Settings, chat: Chat, admin: User
) -> None:
    assert OLD in ask(server, chat, admin).text
    write_article(settings, NEW)
    (settings.corpus_dir / "odd.xyz").write_bytes(b"%PDF")
    server.send_text(chat, admin, "/reindex")
    status = server.wait_for_message(chat)
    assert "Rebuilding" in status.text
    server.send_text(chat, admin, "/reindex")
    second = server.wait_for_message(chat)
    assert second.text == "Waits for the rebuild that runs. All that waits then is one rebuild."
    server.send_text(chat, admin, "/reindex")
    assert server.wait_for_message(chat).text.startswith("A rebuild waits already.")
    assert OLD in ask(server, chat, admin).text, "the old index answers meanwhile"
    report = wait_for_end(server, status)
    assert report.startswith("Indexed 1 article, 1 passage in ")
    assert "Articles added: 0, changed: 1, removed: 0." in report
    assert "odd.xyz: no reader" in report
    while not second.text.startswith("Indexed"):
        second = server.wait_for_edit(second, timeout_seconds=PATIENCE_SECONDS)
    assert "Articles added: 0, changed: 0, removed: 0." in second.text
    assert NEW in ask(server, chat, admin).text


def test_failed_reindex_says_why_and_keeps_the_old_index(
    server: TelegramServer, bot: RunningBot, settings: Settings, chat: Chat, admin: User
) -> None:
    (settings.corpus_dir / "keeper.txt").unlink()
    server.send_text(chat, admin, "/reindex")
    report = wait_for_end(server, server.wait_for_message(chat))
    assert "failed" in report
    assert "no article" in report
    assert OLD in ask(server, chat, admin).text


def test_rebuild_from_beside_is_noticed(
    server: TelegramServer,
    bot: RunningBot,
    settings: Settings,
    chat: Chat,
    admin: User,
    encoder: Encoder,
) -> None:
    assert OLD in ask(server, chat, admin).text
    write_article(settings, NEW)
    rebuild_beside(settings, encoder)
    ask_until(server, chat, admin, NEW)


def test_index_that_goes_bad_is_told_once_and_the_old_one_answers(
    server: TelegramServer,
    bot: RunningBot,
    settings: Settings,
    chat: Chat,
    admin: User,
    encoder: Encoder,
    caplog: pytest.LogCaptureFixture,
) -> None:
    pointer = settings.index_dir / "CURRENT"
    pointer.write_text("damaged\n")
    while "still answering" not in caplog.text:
        assert OLD in ask(server, chat, admin).text
    write_article(settings, NEW)
    rebuild_beside(settings, encoder)
    ask_until(server, chat, admin, NEW)
    assert caplog.text.count("still answering") == 1


def test_bot_that_ends_takes_its_rebuild_along(
    server: TelegramServer, settings: Settings, encoder: Encoder, chat: Chat, admin: User
) -> None:
    write_article(settings, OLD)
    rebuild_beside(settings, encoder)
    index = load_live(settings, encoder)
    with RunningBot(server, settings, Retriever(index, encoder)):
        server.send_text(chat, admin, "/reindex")
        server.wait_for_message(chat)
        while not (found := children()):  # as soon as the process has begun
            continue
        (rebuild,) = found
    assert not Path(f"/proc/{rebuild}").exists()


def children() -> list[str]:
    """Process ids of this process's children that build an index."""
    found = []
    for task in Path(f"/proc/{os.getpid()}/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # of a thread that has just ended
            for pid in (task / "children").read_text().split():
                if b"index" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    found.append(pid)
    return found
