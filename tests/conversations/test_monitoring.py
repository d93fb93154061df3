"""What the real bot shows to who watches over it, over HTTP."""

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.config.settings import Settings
from bot.monitoring.health import find_health_file, read_health
from embeddings import Encoder
from tests.support.conversing import Person, ask
from tests.support.dashboard import find_asked
from tests.support.harbour import KEEPER_QUESTION, build_harbour
from tests.support.ports import find_port
from tests.support.rebuilding_here import RebuildHere, run_article_bot, wait_for_end
from tests.support.running_bot import RunningBot, run_bot
from tests.telegram_server import Chat, TelegramServer, User

_SECONDS = 10.0
"""Until a test that waits for something has failed."""


@pytest.fixture
def settings(bot_settings: Settings) -> Settings:
    """Those of a bot that shows how it is."""
    return replace(bot_settings, metrics_port=find_port())


@pytest.fixture
def url(settings: Settings) -> str:
    """Where it does so."""
    return f"http://127.0.0.1:{settings.metrics_port}"


@pytest.fixture
def watched(
    server: TelegramServer, encoder: Encoder, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RunningBot]:
    """The harbour bot, which looks at itself all the time."""
    monkeypatch.setattr("bot.monitoring.vitals._SECONDS_BETWEEN_LOOKS", 0.01)
    monkeypatch.setattr("bot.monitoring.vitals.MAX_SECONDS_OF_SILENCE", 0.4)
    monkeypatch.setattr("bot.monitoring.vitals.MAX_SECONDS_UNWELL", 0.2)
    build_harbour(settings, encoder)
    with run_bot(server, settings, encoder) as bot:
        yield bot


def read_metrics(url: str) -> dict[str, float]:
    """Each sample by its name and the values of its labels."""
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(httpx.get(f"{url}/metrics").text)
        for sample in family.samples
    }


def list_wrong(url: str) -> dict[str, str]:
    """What /healthz says of each thing that is not well; its code agrees."""
    shown = httpx.get(f"{url}/healthz")
    told = shown.json()
    wrong = {
        name: check["told"] for name, check in told["checks"].items() if check["status"] != "ok"
    }
    assert (shown.status_code, told["status"]) == ((503, "wrong") if wrong else (200, "ok"))
    return wrong


def wait_for(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_poll_that_hangs_is_told(
    watched: RunningBot, server: TelegramServer, group: Chat, alice: User, url: str
) -> None:
    """What people say to each other ends a poll, and so often that none is late unless it hangs."""

    def is_heard_of() -> bool:
        server.send_text(group, alice, "hm")
        return "telegram" not in list_wrong(url)

    until = time.monotonic() + 1.0
    while time.monotonic() < until:
        assert is_heard_of()
        time.sleep(0.02)
    server.slow_answer_next("getUpdates", 60)
    wait_for(lambda: not is_heard_of())


@pytest.mark.on_disk
def test_an_index_that_is_gone_is_told(
    watched: RunningBot, url: str, settings: Settings, encoder: Encoder
) -> None:
    kept = settings.index_dir.with_name("kept")
    wait_for(lambda: "index" not in list_wrong(url))
    settings.index_dir.rename(kept)
    wait_for(lambda: "there is no index in INDEX_DIR" in list_wrong(url).get("index", ""))
    kept.rename(settings.index_dir)
    wait_for(lambda: "index" not in list_wrong(url))
    shutil.rmtree(next((settings.index_dir / "builds").iterdir()))
    wait_for(lambda: "its manifest is missing" in list_wrong(url).get("index", ""))
    build_harbour(settings, encoder)
    wait_for(lambda: "index" not in list_wrong(url))


def test_a_database_that_cannot_be_written_is_told(
    watched: RunningBot, url: str, settings: Settings
) -> None:
    with closing(sqlite3.connect(settings.database_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        wait_for(lambda: "database is locked" in list_wrong(url).get("database", ""))
        health = read_health(find_health_file(settings.state_dir))
        assert health is not None
        assert not health.is_well(health.looked_at)
        other.execute("ROLLBACK")
    wait_for(lambda: "database" not in list_wrong(url))
    settings.database_path.unlink()
    wait_for(lambda: "was deleted while" in list_wrong(url).get("database", ""))


def test_what_is_counted(
    server: TelegramServer, encoder: Encoder, settings: Settings, owner: Person, url: str
) -> None:
    limited = replace(settings, user_questions_per_minute=3)
    build_harbour(limited, encoder)
    alice, group = server.add_user("Alice"), server.add_supergroup("Circle")
    chat = server.private_chat(alice)
    with run_bot(server, limited, encoder) as bot:
        for question in (KEEPER_QUESTION, "Who has kept the xyzzy of plugh?", "hello"):
            ask(server, chat, alice, question)
        server.fail_next("sendMessage", 400, "Bad Request: something is wrong")
        assert ask(server, chat, alice, KEEPER_QUESTION).text.startswith("Sorry")
        server.send_text(group, alice, "between us")
        for _ in range(2):  # the first is told, the second one not even that
            server.send_text(chat, alice, KEEPER_QUESTION)
        bot.wait_until_done()
        found = read_metrics(url)
        text = httpx.get(f"{url}/metrics").text
    assert {
        name.partition(" ")[2]: count
        for name, count in found.items()
        if name.startswith("footnote_questions_total")
    } == {
        "answered": 1,
        "declined": 1,
        "small_talk": 1,
        "failed": 1,
        "limited": 2,
        "not_served": 0,
    }
    assert found["footnote_question_seconds_count"] == 2
    assert found["footnote_telegram_errors_total BadRequest"] == 1
    assert found["footnote_queue_length updates"] == 0
    assert found["footnote_index_articles"] == 4
    assert time.time() - found["footnote_index_built_timestamp_seconds"] >= 0
    assert found["footnote_well telegram"] == 1
    shown = {
        (sample.name, label)
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        for label in ("", *sample.labels)
    }
    assert find_asked() - shown == set()
    secrets = "Skerry", alice.id, server.token, settings.index_dir
    assert not any(str(secret) in text for secret in secrets)


def test_strangers_and_rebuilds_are_counted(
    server: TelegramServer,
    encoder: Encoder,
    settings: Settings,
    rebuild_here: RebuildHere,
    owner: Person,
    private: Chat,
    alice: User,
    url: str,
) -> None:
    closed = replace(settings, telegram_allowed_chats=frozenset({owner.user.id}))
    with run_article_bot(server, closed, encoder, rebuild_here) as bot:
        assert "chosen" in ask(server, private, alice, KEEPER_QUESTION).text
        (closed.corpus_dir / "more.md").write_text("The pier of Skerry is new.\n")
        assert "Indexed" in wait_for_end(server, owner.ask("/reindex"))
        shutil.rmtree(closed.corpus_dir)
        assert "failed" in wait_for_end(server, owner.ask("/reindex"))
        bot.wait_until_done()
        found = read_metrics(url)
    assert found["footnote_questions_total not_served"] == 1
    assert found["footnote_rebuilds_total succeeded"] == 1
    assert found["footnote_rebuilds_total refused"] + found["footnote_rebuilds_total failed"] == 1
    assert found["footnote_index_articles"] == 5


def test_without_a_port_there_is_only_the_file(
    harbour_bot: RunningBot, bot_settings: Settings
) -> None:
    path = find_health_file(bot_settings.state_dir)
    wait_for(path.exists)
    assert read_health(path)
