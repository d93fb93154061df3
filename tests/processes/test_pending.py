"""A process that is killed, or told to stop, loses no question: the next one answers it, once."""

import contextlib
import shutil
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.config.settings import Settings
from tests.support.bot_process import fork_bot_process, list_folders
from tests.support.fake_bot import make_encoder
from tests.support.forking import Forked
from tests.support.harbour import KEEPER_QUESTION, build_harbour
from tests.support.ports import find_port
from tests.telegram_server import Chat, SentMessage, TelegramServer, User

PEOPLE = 25
_PATIENCE_SECONDS = 60

Start = Callable[..., Forked]
Asked = list[tuple[Chat, User, SentMessage]]


@pytest.fixture
def start(server: TelegramServer, bot_settings: Settings, tmp_path: Path) -> Iterator[Start]:
    """Begins a `footnote bot`, with the variables that it is given, each with the state of the one
    before."""
    build_harbour(bot_settings, make_encoder())
    started: list[Forked] = []

    def begin(**env: str) -> Forked:
        started.append(fork_bot_process(server, list_folders(bot_settings) | env, tmp_path))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.wait()
    log = (tmp_path / "log").read_text()
    assert "Traceback" not in log
    assert "lighthouse" not in log
    assert server.token not in log


def ask_all(server: TelegramServer) -> Asked:
    """A question of each of many people in private."""
    people = [server.add_user(f"Person {number}") for number in range(PEOPLE)]
    asked = []
    for user in people:
        chat = server.private_chat(user)
        asked.append((chat, user, server.send_text(chat, user, KEEPER_QUESTION)))
    return asked


def count_answers(server: TelegramServer, asked: Asked) -> "Counter[int]":
    """How many questions have how many answers."""
    return Counter(
        sum(sent.reply_to_message_id == question.message_id for sent in server.messages(chat))
        for chat, _, question in asked
    )


def wait_until_all_is_answered(server: TelegramServer, asked: Asked) -> None:
    for _, _, question in asked:
        assert "Mary Flint" in server.wait_for_reply(question, timeout_seconds=60).text


def settle(server: TelegramServer, process: Forked) -> None:
    """Returns when the bot has answered somebody who asked after all others, and has ended with
    all that it had under way: a second answer may be slower than that to who asked last."""
    last = server.add_user("Last")
    question = server.send_text(server.private_chat(last), last, "/help")
    server.wait_for_reply(question, timeout_seconds=60)
    process.terminate()
    assert process.wait(timeout=15) == 0


def read_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_two_signals_one_right_behind_the_other_are_one_end(
    start: Start, server: TelegramServer
) -> None:
    """As of a supervisor and a terminal; what is being sent is taken, and not sent again."""
    process = start()
    server.wait_until_polled(timeout_seconds=60)
    server.slow_answer_next("sendMessage", 0.5)
    user = server.add_user("Ann")
    chat = server.private_chat(user)
    asked = [(chat, user, server.send_text(chat, user, KEEPER_QUESTION))]
    wait_until_all_is_answered(server, asked)
    process.send_signal(signal.SIGTERM)
    time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=15) == 0
    settle(server, start())
    assert count_answers(server, asked) == {1: 1}


@pytest.mark.parametrize(
    ("number", "by_webhook"),
    [(signal.SIGKILL, False), (signal.SIGTERM, False), (signal.SIGKILL, True)],
)
def test_what_is_under_way_at_the_end_is_answered_after_the_next_start(
    number: signal.Signals,
    by_webhook: bool,
    start: Start,
    server: TelegramServer,
    bot_settings: Settings,
) -> None:
    """All are fetched and confirmed, or answered with 200, and wait as Telegram takes no
    message."""
    place = f"127.0.0.1:{find_port()}"
    webhook = {
        "TELEGRAM_WEBHOOK_URL": f"http://{place}/footnote",
        "TELEGRAM_WEBHOOK_LISTEN": place,
    }
    env = webhook if by_webhook else {}
    process = start(**env)
    server.wait_until_polled(timeout_seconds=60)
    server.fail_some("sendMessage", 429, "Too Many Requests: retry after 30", 30, every=1)
    asked = ask_all(server)
    server.wait_until(
        lambda: len(server.calls("sendMessage")) >= PEOPLE, timeout_seconds=_PATIENCE_SECONDS
    )
    server.wait_until_polled()
    server.wait_until_idle()
    process.send_signal(number)
    assert process.wait(timeout=15) == (0 if number == signal.SIGTERM else -number)
    assert count_answers(server, asked) == {0: PEOPLE}
    server.stop_faults()
    assert read_bytes(bot_settings.state_dir).count(KEEPER_QUESTION.encode()) >= PEOPLE
    process = start(**env)
    wait_until_all_is_answered(server, asked)
    wait_until_forgotten(bot_settings.state_dir)
    settle(server, process)
    assert count_answers(server, asked) == {1: PEOPLE}


def wait_until_forgotten(folder: Path) -> None:
    """Returns when no file in `folder` has any of the words that were asked."""
    end = time.monotonic() + 20
    while b"kept the lighthouse" in read_bytes(folder):
        assert time.monotonic() < end, "the text of a question is still there"
        time.sleep(0.05)


@pytest.mark.parametrize(
    "answered",
    [pytest.param(1, marks=pytest.mark.soak), 8, pytest.param(17, marks=pytest.mark.soak)],
)
def test_a_kill_among_answers_leaves_each_question_one(
    answered: int, start: Start, server: TelegramServer, bot_settings: Settings, tmp_path: Path
) -> None:
    """What Telegram has taken while the process was noting what it took before comes twice: what
    was still written down at the kill, and nothing else."""
    process = start()
    server.wait_until_polled(timeout_seconds=60)
    asked = ask_all(server)
    server.wait_until(
        lambda: len(server.calls("sendMessage")) >= answered, timeout_seconds=_PATIENCE_SECONDS
    )
    process.kill()
    process.wait()
    left = read_waiting(bot_settings, tmp_path / "copy")
    taken_before = {chat.id for chat, _, _ in asked if server.messages(chat)}
    process = start()
    wait_until_all_is_answered(server, asked)
    settle(server, process)
    counted = count_answers(server, asked)
    print(f"killed after {len(taken_before)} answers: {dict(counted)}")
    assert set(counted) <= {1, 2}
    twice = {chat.id for chat, _, _ in asked if len(server.messages(chat)) == 2}
    assert twice == taken_before & left


def read_waiting(settings: Settings, copy: Path) -> set[int]:
    """The chats that have something written down, by a copy of the state: to read a log changes
    it."""
    shutil.copytree(settings.state_dir, copy)
    path = copy / settings.database_path.name
    with contextlib.closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT chat_id FROM pending_updates WHERE raw IS NOT NULL")
        return {chat_id for (chat_id,) in rows}


def test_what_telegram_hands_over_again_is_answered_once(
    start: Start, server: TelegramServer, bot_settings: Settings
) -> None:
    """Each poll after the first fails: Telegram is never told that anything came through."""
    process = start()
    server.wait_until_polled(timeout_seconds=60)
    server.fail_some("getUpdates", 502, "Bad Gateway", every=1)
    asked = ask_all(server)
    # The poll that waits brings the first; what comes after it is fetched by the next process.
    server.wait_for_reply(asked[0][2], timeout_seconds=60)
    wait_until_forgotten(bot_settings.state_dir)
    process.kill()
    process.wait()
    server.stop_faults()
    process = start()
    wait_until_all_is_answered(server, asked)
    settle(server, process)
    assert count_answers(server, asked) == {1: PEOPLE}


def test_an_edit_that_is_under_way_is_answered_with_its_question(
    start: Start, server: TelegramServer
) -> None:
    alice = server.add_user("Alice")
    chat = server.private_chat(alice)
    process = start()
    server.wait_until_polled(timeout_seconds=60)
    server.fail_some("sendMessage", 429, "Too Many Requests: retry after 30", 30, every=1)
    question = server.send_text(chat, alice, KEEPER_QUESTION)
    server.wait_for_call("sendMessage", timeout_seconds=60)
    server.edit_text(question, "Which lamp turns once in twelve seconds?")
    server.wait_until_idle()
    server.wait_until_polled()
    process.kill()
    process.wait()
    server.stop_faults()
    process = start()
    answer = server.wait_for_reply(question, timeout_seconds=60)
    server.wait_until(
        lambda: "twelve seconds" in server.current(answer).text, timeout_seconds=_PATIENCE_SECONDS
    )
    settle(server, process)
    assert len(server.messages(chat)) == 1
