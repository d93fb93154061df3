"""`footnote bot` as a process: its start, its end and its log."""

import contextlib
import ctypes
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from bot.monitoring.health import find_health_file, format_health, is_of_start, read_health
from bot.storage.database import Database
from corpus import read_corpus
from embeddings import BuildFolder, Encoder, build_index
from tests.conftest import ShareEncoder
from tests.support.bot_process import FOOTNOTE, WITH_FAKE_ENCODER
from tests.support.fake_bot import make_encoder
from tests.support.forking import Forked, fork_process
from tests.support.paths import PROJECT
from tests.telegram_server import TelegramServer

Start = Callable[..., "subprocess.Popen[bytes]"]
Fork = Callable[..., "_Bot"]
SECRET_QUESTION = "Who keeps the lighthouse on Skerry Rock?"


@dataclass(frozen=True, slots=True)
class _Bot:
    """A process, and the file of what it says."""

    process: Forked
    log: Path

    def end(self, timeout: float) -> bytes:
        """All that it has said when it has ended, in so many seconds."""
        self.process.wait(timeout)
        return self.log.read_bytes()


@pytest.fixture
def start_bot(tmp_path: Path) -> Iterator[Fork]:
    """A bot that loads no model, and imports nothing: both take far longer than all else at its
    start."""
    env = write_index(make_encoder(), tmp_path)
    started: list[_Bot] = []

    def start(**more: str) -> _Bot:
        path = tmp_path / f"log-{len(started)}"
        with path.open("wb") as log:
            forked = fork_process(
                WITH_FAKE_ENCODER, ["bot"], os.environ | env | more, tmp_path, log.fileno()
            )
        started.append(_Bot(forked, path))
        return started[-1]

    yield start
    for bot in started:
        bot.process.kill()
        bot.process.wait()


@pytest.fixture
def start_with_model(
    encoder: Encoder, share_encoder: ShareEncoder, tmp_path: Path
) -> Iterator[Start]:
    """The bot as it begins for its owner."""
    share_encoder(tmp_path / "state")
    env = write_index(encoder, tmp_path)
    started: list[subprocess.Popen[bytes]] = []

    def start(**more: str) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [sys.executable, "-m", FOOTNOTE, "bot"],
            cwd=tmp_path,
            env=os.environ | env | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def write_index(encoder: Encoder, folder: Path) -> dict[str, str]:
    """An article and its index in `folder`; the variables of a bot that runs there."""
    (folder / ".env").touch()  # or else the developer's own, in the project, would count
    (folder / "texts").mkdir()
    (folder / "texts" / "keeper.txt").write_text(
        "The keeper of the lighthouse on Skerry Rock is Mary Flint.\n"
    )
    corpus = read_corpus(folder / "texts")
    build_index(corpus, folder / "texts", encoder, BuildFolder(folder / "index"))
    return {
        "PYTHONPATH": str(PROJECT),
        "CORPUS_DIR": "texts",
        "INDEX_DIR": "index",
        "STATE_DIR": "state",
    }


@pytest.mark.parametrize(
    "signal_number",
    [
        pytest.param(signal.SIGTERM, marks=pytest.mark.soak),
        pytest.param(signal.SIGINT, marks=pytest.mark.soak),
        signal.SIGHUP,  # as of a terminal that is closed
    ],
)
def test_bot_answers_and_ends_at_a_signal(start_with_model: Start, signal_number: int) -> None:
    with TelegramServer() as server:
        process = start_with_model(
            TELEGRAM_BOT_TOKEN=server.token, TELEGRAM_API_URL=server.url, LOG_LEVEL="DEBUG"
        )
        server.wait_until_polled(timeout_seconds=60)
        alice = server.add_user("Alice")
        chat = server.private_chat(alice)
        server.send_text(chat, alice, SECRET_QUESTION)
        assert "Mary Flint" in server.wait_for_message(chat).text
        process.send_signal(signal_number)
        output, log = process.communicate(timeout=10)
        assert server.refusals == []
    assert process.returncode == 0
    assert output == b""
    assert b"answers from 1 article, 1 passage\n" in log
    assert b"Traceback" not in log
    assert server.token.encode() not in log
    assert b"not-a-real-token" not in log
    assert b"Skerry" not in log, "a question's text is in the log"


def test_refused_token_is_one_line_without_the_token(start_bot: Fork, tmp_path: Path) -> None:
    """And nothing tells of a bot that starts: with wrong settings nobody begins it again."""
    with TelegramServer() as server:
        token = "1:" + "wrong" * 7
        bot = start_bot(TELEGRAM_BOT_TOKEN=token, TELEGRAM_API_URL=server.url)
        log = bot.end(timeout=60)
    assert bot.process.returncode == 2
    (line,) = log.decode().splitlines()
    assert line.startswith("footnote: TELEGRAM_BOT_TOKEN")
    assert b"wrong" not in log
    assert not list(tmp_path.rglob("health.json"))


def test_server_that_cannot_be_reached_is_told_at_once_and_at_the_end(
    start_bot: Fork, tmp_path: Path
) -> None:
    with TelegramServer() as server:
        url = server.url
    bot = start_bot(TELEGRAM_BOT_TOKEN=server.token, TELEGRAM_API_URL=url)
    log = bot.end(timeout=60)
    assert bot.process.returncode == 1
    first, line = log.decode().splitlines()
    assert "WARNING" in first
    assert "Telegram is not reached, trying again: " in first
    assert line.startswith(f"footnote: cannot reach {url.removeprefix('http://')}")
    assert b"not-a-real-token" not in log
    health = read_health(find_health_file(tmp_path / "state"))
    ((is_well, told),) = format_health(health, time.monotonic())
    assert not is_well
    assert f"process {bot.process.pid} has ended, " in told


@pytest.mark.parametrize(
    ("status", "body", "what"),
    [
        (409, '{"ok": false, "error_code": 409, "description": "Conflict: other"}', "Conflict"),
        (200, '{"ok": true, "result": true}', "NoAnswerError"),
    ],
)
def test_a_server_that_says_what_it_never_should_at_the_start_is_two_lines(
    status: int, body: str, what: str, start_bot: Fork
) -> None:
    with TelegramServer() as server:
        server.answer_next("getMe", body, status=status, times=10)
        bot = start_bot(TELEGRAM_BOT_TOKEN=server.token, TELEGRAM_API_URL=server.url)
        log = bot.end(timeout=60)
    assert bot.process.returncode == 1
    first, line = log.decode().splitlines()
    assert ", trying again: " in first
    assert line.startswith("footnote: ")
    assert line.endswith(f": {what}")


def test_a_long_wait_at_the_start_is_told(start_bot: Fork) -> None:
    """Else nothing at all was said, for as long as a day."""
    with TelegramServer() as server:
        server.fail_next("getMe", 429, "Too Many Requests", retry_after=100_000)
        bot = start_bot(TELEGRAM_BOT_TOKEN=server.token, TELEGRAM_API_URL=server.url)
        while not bot.log.read_bytes():
            assert bot.process.poll() is None
            time.sleep(0.02)
        bot.process.send_signal(signal.SIGTERM)
        log = bot.end(timeout=10)
    (line,) = log.decode().splitlines()
    assert "Telegram refuses, trying again: " in line
    assert "Retry in 1 day" in line


def test_what_the_system_ends_has_a_word_in_the_log(start_bot: Fork) -> None:
    """As where a file of the live index is cut short: the supervisor has nothing else to show."""
    with TelegramServer() as server:
        bot = start_bot(TELEGRAM_BOT_TOKEN=server.token, TELEGRAM_API_URL=server.url)
        server.wait_until_polled(timeout_seconds=60)
        bot.process.send_signal(signal.SIGBUS)
        log = bot.end(timeout=10)
    assert bot.process.returncode == -signal.SIGBUS
    assert b"Fatal Python error: Bus error\n" in log
    assert server.token.encode() not in log


def test_term_signal_while_loading_is_no_failure(start_with_model: Start) -> None:
    with TelegramServer() as server:
        process = start_with_model(TELEGRAM_BOT_TOKEN=server.token, TELEGRAM_API_URL=server.url)
        # The handler stands before the encoder's libraries, which take seconds, are loaded.
        wait_until_caught(process.pid)
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=10)
    assert process.returncode == 0, log


def test_a_bot_that_loads_is_not_taken_for_gone(start_with_model: Start, tmp_path: Path) -> None:
    """From its first moment until it has ended: what restarts one that is gone would do so again
    and again."""
    path = find_health_file(tmp_path / "state")
    with TelegramServer() as server:
        process = start_with_model(TELEGRAM_BOT_TOKEN=server.token, TELEGRAM_API_URL=server.url)
        wait_until_caught(process.pid)
        while (health := read_health(path)) is None:
            assert process.poll() is None
            assert not server.calls("getUpdates")
        assert health.pid == process.pid
        assert health.is_well(time.monotonic())
        assert [check.name for check in health.checks] == ["bot"]
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=10)
    assert process.returncode == 0, log
    assert not path.exists()


def test_a_bot_that_cannot_start_has_left_since_when_it_tries(
    start_bot: Fork, tmp_path: Path
) -> None:
    (tmp_path / "index" / "CURRENT").unlink()
    (tmp_path / "state").mkdir()
    bot = start_bot(TELEGRAM_BOT_TOKEN="1:" + "a" * 35)
    assert b"run footnote index" in bot.end(timeout=60)
    assert bot.process.returncode == 1
    left = read_health(find_health_file(tmp_path / "state"))
    assert left is not None and is_of_start(left)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_at_the_start_is_not_lost_where_an_exception_is(
    tmp_path: Path, number: int
) -> None:
    (tmp_path / ".env").touch()
    with (tmp_path / "log").open("wb") as log:
        forked = fork_process(
            "tests.support.lost_signal",
            ["start", str(int(number)), "bot"],
            os.environ | {"PYTHONPATH": str(PROJECT), "TELEGRAM_BOT_TOKEN": "1:" + "a" * 35},
            tmp_path,
            log.fileno(),
        )
    assert forked.wait(60) == 0, (tmp_path / "log").read_text()
    assert (tmp_path / "log").read_text() == ""


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(None, marks=pytest.mark.soak),
        signal.SIGTERM,
        pytest.param(signal.SIGINT, marks=pytest.mark.soak),
    ],
)
def test_term_signal_ends_the_bot_whatever_a_thread_waits_for(
    start_bot: Fork, tmp_path: Path, again: int | None
) -> None:
    lock = tmp_path / "state" / "footnote.sqlite3.lock"
    lock.parent.mkdir()
    with TelegramServer() as server, FileLock(lock):  # as another process that migrates
        opened = watch_openings(lock)
        bot = start_bot(TELEGRAM_BOT_TOKEN=server.token, TELEGRAM_API_URL=server.url)
        os.read(opened, 4096)
        bot.process.send_signal(signal.SIGTERM)
        while again and bot.process.poll() is None:
            bot.process.send_signal(again)
            time.sleep(0.02)
        log = bot.end(timeout=10)
    os.close(opened)
    assert bot.process.returncode == 0, log
    # The thread waits for less than a second: it may have done its work before the end.
    assert log in (b"", b"footnote: ended before a thread had done its work\n")


def watch_openings(path: Path) -> int:
    """A descriptor that can be read when somebody opens the file `path`, as who tries to lock it
    does: Linux's inotify."""
    libc = ctypes.CDLL(None)
    descriptor = int(libc.inotify_init1(os.O_CLOEXEC))
    in_open = 0x20
    assert libc.inotify_add_watch(descriptor, os.fsencode(path), in_open) > 0
    return descriptor


def wait_until_caught(pid: int) -> None:
    """Returns when the process catches SIGTERM, as the kernel says."""
    while True:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("SigCgt:") and int(line.split()[1], 16) >> signal.SIGTERM - 1 & 1:
                return


def test_a_token_that_goes_on_being_refused_is_told_and_ends_it(start_bot: Fork) -> None:
    with TelegramServer() as server:
        bot = start_bot(TELEGRAM_BOT_TOKEN=server.token, TELEGRAM_API_URL=server.url)
        server.wait_until_polled(timeout_seconds=60)
        alice = server.add_user("Alice")
        chat = server.private_chat(alice)
        # What is under way when polling ends is still done.
        server.fail_next("sendMessage", 429, "Too Many Requests: retry after 10", retry_after=10)
        server.send_text(chat, alice, SECRET_QUESTION)
        server.wait_for_call("sendMessage", timeout_seconds=60)
        server.fail_some("getUpdates", 401, "Unauthorized", every=1)
        log = bot.end(timeout=40)
        assert "Mary Flint" in server.wait_for_message(chat).text
        assert len([c for c in server.calls("getUpdates") if c.refusal]) == 4
    assert bot.process.returncode == 2
    lines = log.decode().splitlines()
    assert lines[-1].startswith("footnote: Telegram refuses the token")
    assert "TELEGRAM_BOT_TOKEN" in lines[-1]
    assert len([line for line in lines if "no updates from Telegram" in line]) == 1
    assert b"Traceback" not in log
    assert b"not-a-real-token" not in log


@pytest.mark.parametrize("signals", [pytest.param(1, marks=pytest.mark.soak), 2])
def test_term_signals_while_polling_fails_are_no_failure(start_bot: Fork, signals: int) -> None:
    """Also the second of an impatient one, while an answer is still under way."""
    with TelegramServer() as server:
        bot = start_bot(TELEGRAM_BOT_TOKEN=server.token, TELEGRAM_API_URL=server.url)
        server.wait_until_polled(timeout_seconds=60)
        alice = server.add_user("Alice")
        server.fail_next("sendMessage", 429, "Too Many Requests: retry after 50", retry_after=50)
        server.send_text(server.private_chat(alice), alice, SECRET_QUESTION)
        server.wait_for_call("sendMessage", timeout_seconds=60)
        server.fail_some("getUpdates", 401, "Unauthorized", every=1)
        server.wait_until(
            lambda: sum(bool(c.refusal) for c in server.calls("getUpdates")) >= 2,
            timeout_seconds=30,
        )
        bot.process.send_signal(signal.SIGTERM)
        if signals == 2:
            server.wait_until(lambda: server.calls("getUpdates")[-1].parameters["timeout"] == 0)
            bot.process.send_signal(signal.SIGTERM)
        log = bot.end(timeout=10)
    assert bot.process.returncode == 0
    assert b"Traceback" not in log
    assert b"Task was destroyed" not in log


def test_a_state_file_of_a_newer_version_is_refused_at_the_start(
    start_bot: Fork, tmp_path: Path
) -> None:
    path = tmp_path / "state" / "footnote.sqlite3"
    Database(path).open()
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'v9999'")
    with TelegramServer() as server:
        bot = start_bot(TELEGRAM_BOT_TOKEN=server.token, TELEGRAM_API_URL=server.url)
        errors = bot.end(timeout=60)
        assert server.calls("getUpdates") == []
    assert bot.process.returncode == 1
    assert "update Footnote to that one, or move the file away" in errors.decode().splitlines()[-1]
