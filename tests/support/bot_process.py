"""`footnote bot` as a process of its own, as owners run it, against the tests' Bot API server."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Self

from bot.config.settings import Settings
from tests.support.forking import Forked, fork_process
from tests.support.paths import PROJECT
from tests.telegram_server import TelegramServer

FOOTNOTE = "bot.cli"
WITH_FAKE_ENCODER = "tests.support.fake_bot"
"""Modules to run: the command itself, and with an encoder that needs no model."""

_UNWRITTEN = "a killed process would lose what is under way"
_WRITTEN_AGAIN = "what is under way is written down again"


def list_folders(settings: Settings) -> dict[str, str]:
    """The variables of a bot that has the folders of `settings`."""
    return {
        "CORPUS_DIR": str(settings.corpus_dir),
        "INDEX_DIR": str(settings.index_dir),
        "STATE_DIR": str(settings.state_dir),
    }


def begin_bot_process(
    server: TelegramServer, env: Mapping[str, str], folder: Path, module: str = FOOTNOTE
) -> "subprocess.Popen[bytes]":
    """A bot with the variables `env` that will poll `server`; `folder` is where it runs, and `log`
    there what it and those before it say."""
    env = _add_variables(server, env, folder)
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", module, "bot"], cwd=folder, env=env, stderr=log
        )


def fork_bot_process(server: TelegramServer, env: Mapping[str, str], folder: Path) -> Forked:
    """As `begin_bot_process` with the fake encoder, in less than half of the time."""
    env = _add_variables(server, env, folder)
    with (folder / "log").open("ab") as log:
        return fork_process(WITH_FAKE_ENCODER, ["bot"], env, folder, log.fileno())


def _add_variables(server: TelegramServer, env: Mapping[str, str], folder: Path) -> dict[str, str]:
    (folder / ".env").touch()  # or else the developer's own, in the project, would count
    given = {
        "PYTHONPATH": str(PROJECT),
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "LOG_LEVEL": "WARNING",
    }
    return {**os.environ, **given, **env}


@contextmanager
def run_bot_process(
    server: TelegramServer, env: Mapping[str, str], folder: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    """As `begin_bot_process`, when it polls. It has to end well when it is told to."""
    process = begin_bot_process(server, env, folder)
    try:
        server.wait_until_polled(timeout_seconds=60)
        yield process
    finally:
        process.terminate()
        code = process.wait(timeout=30)
    assert code == 0, f"the bot ended with {code}"


class MortalBot:
    """A bot that can be killed, and goes on from the state that is left. `killed_at` are the
    moments of its deaths, in seconds of `time.perf_counter`; `may_have_lost` says that at one of
    them its log had it that what was under way could not be written down."""

    def __init__(
        self,
        server: TelegramServer,
        env: Mapping[str, str],
        folder: Path,
        module: str = WITH_FAKE_ENCODER,
    ) -> None:
        self.killed_at: list[float] = []
        self.may_have_lost = False
        self.log = folder / "log"
        self._begin = partial(begin_bot_process, server, env, folder, module)
        self._process = self._begin()
        self._server = server

    @property
    def pid(self) -> int:
        """Of the process that lives."""
        return self._process.pid

    def __enter__(self) -> Self:
        self._server.wait_until_polled(timeout_seconds=60)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        code = self._process.wait(timeout=30)
        assert code == 0, f"the bot ended with {code}"

    def kill(self) -> None:
        """By SIGKILL; the next one begins at once, and is not waited for."""
        assert self._process.poll() is None, "the bot had ended by itself"
        self._process.kill()
        self.killed_at.append(time.perf_counter())
        self._process.wait()
        said = self.log.read_text()
        self.may_have_lost |= said.rfind(_UNWRITTEN) > said.rfind(_WRITTEN_AGAIN)
        self._process = self._begin()
