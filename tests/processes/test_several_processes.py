"""Three bots behind nginx with one PostgreSQL database, one of which is killed: every question is
answered, and once, unless Telegram took the answer in the moment of the kill, before it could be
noted. With `--engine` none of them has an index of its own."""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.config.settings import Settings
from tests.processes.test_pending import count_answers
from tests.support.bot_process import fork_bot_process, list_folders
from tests.support.fake_bot import make_encoder
from tests.support.harbour import KEEPER_QUESTION, build_harbour
from tests.support.nginx import find_nginx, run_nginx
from tests.support.ports import find_port, is_listening
from tests.support.postgres import PostgresServer
from tests.support.running_bot import PLENTY
from tests.telegram_server import TelegramServer

PEOPLE = 200
BOTS = 3
_ANSWERED_BEFORE_THE_KILL = 40
_MOST_TWICE = 10
"""Each bot has some under way, of which what it has just sent may not be noted."""
_SECONDS = 120

NGINX = find_nginx()


@pytest.mark.soak
@pytest.mark.skipif(NGINX is None, reason="there is no nginx")
def test_two_hundred_are_answered_once_though_one_bot_is_killed(
    server: TelegramServer, bot_settings: Settings, postgres: PostgresServer, tmp_path: Path
) -> None:
    assert NGINX
    build_harbour(bot_settings, make_encoder())
    url = postgres.make_database()
    port, ports = find_port(), [find_port() for _ in range(BOTS)]
    with contextlib.ExitStack() as stack:
        stack.enter_context(run_nginx(NGINX, tmp_path / "nginx", port, ports))
        bots = []
        for number, own_port in enumerate(ports):
            folder = tmp_path / f"bot{number}"
            folder.mkdir()
            env = list_folders(bot_settings) | {
                "STATE_DIR": str(folder / "state"),
                "STATE_URL": url.url,
                "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/footnote",
                "TELEGRAM_WEBHOOK_LISTEN": f"127.0.0.1:{own_port}",
                **PLENTY,
                **_name_engine(bot_settings, folder),
            }
            bots.append(fork_bot_process(server, env, folder))
            stack.callback(bots[-1].kill)
        _wait(lambda: all(map(is_listening, ports)))

        people = [server.add_user(f"Person {number}") for number in range(PEOPLE)]
        chats = [server.private_chat(user) for user in people]
        asked = [
            (chat, user, server.send_text(chat, user, KEEPER_QUESTION))
            for chat, user in zip(chats, people, strict=True)
        ]
        _wait(lambda: count_answers(server, asked)[1] >= _ANSWERED_BEFORE_THE_KILL)
        bots[0].kill()
        assert count_answers(server, asked)[0] > 0  # or else nothing was under way
        _wait(lambda: not count_answers(server, asked)[0])
        # A second answer would be of what is not dealt with yet.
        name = url.url.partition("?")[0].rpartition("/")[2]
        left = "SELECT count(*) FROM pending_updates WHERE raw IS NOT NULL"
        _wait(lambda: postgres.execute(left, name) == [(0,)])
        for bot in bots[1:]:
            bot.terminate()
            assert bot.wait(timeout=15) == 0
        counts = count_answers(server, asked)
        print(f"{counts[1]} answered once, {counts[2]} twice, of {PEOPLE}")
        assert counts[1] + counts[2] == PEOPLE
        assert counts[2] <= _MOST_TWICE
    for number in range(BOTS):
        log = (tmp_path / f"bot{number}" / "log").read_text()
        assert "Traceback" not in log
        assert "lighthouse" not in log and server.token not in log


def _name_engine(settings: Settings, folder: Path) -> dict[str, str]:
    if settings.index_url is None:
        return {}
    return {"INDEX_URL": settings.index_url.written, "INDEX_DIR": str(folder / "index")}


def _wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + _SECONDS
    while not until():
        assert time.monotonic() < end
        time.sleep(0.05)
