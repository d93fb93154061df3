"""`footnote bot` as a process of its own, as owners run it, against the tests' Bot API server."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.support.paths import PROJECT
from tests.telegram_server import TelegramServer


@contextmanager
def run_bot_process(
    server: TelegramServer, env: Mapping[str, str], folder: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    """A bot with the variables `env` that polls `server`; `folder` is where it runs. It has to end
    well when it is told to."""
    (folder / ".env").touch()  # or else the developer's own, in the project, would count
    given = {
        "PYTHONPATH": str(PROJECT),
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "LOG_LEVEL": "WARNING",
    }
    command = [sys.executable, "-m", "bot.cli", "bot"]
    process = subprocess.Popen(
        command, cwd=folder, env={**os.environ, **given, **env}, stderr=subprocess.DEVNULL
    )
    try:
        server.wait_until_polled(timeout_seconds=60)
        yield process
    finally:
        process.terminate()
        code = process.wait(timeout=30)
    assert code == 0, f"the bot ended with {code}"
