"""`python -m tests.support.killed_refresh`: for each line that it reads it forks a process that
looks at sources again, which is killed at its n-th step: a statement to the file of what is
remembered, a file that is opened to be written, or moved, or removed.

A line is JSON: the settings' variables, the addresses of pages that are added, the step (0: none),
and the seconds since 1970. What is answered is whether it was killed.
"""

import json
import os
import signal
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.config.settings import Settings
from bot.sources.hosts import Clock
from bot.sources.refreshing import refresh
from bot.sources.rows import Source, SourceKind
from corpus.sources import listings, web_page

_STEPS = ("os.mkdir", "os.rename", "os.remove", "os.chmod", "os.rmdir")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class _Parser:
    """Reads in this process: another one would cost a second a kill."""

    read_page = staticmethod(web_page.read_web_page)
    read_feed = staticmethod(listings.read_feed)
    read_sitemap = staticmethod(listings.read_sitemap)
    check_robots = staticmethod(listings.check_robots)


def _run(env: dict[str, str], added: Sequence[str], at: int, seconds: float) -> None:
    folder = Path(env["STATE_DIR"]).parent
    settings = Settings.from_env(env, folder, folder)
    if at:
        _kill_at(at)
    clock = Clock(lambda: seconds, lambda: seconds, lambda _: None)
    parser: Any = _Parser()
    refresh(settings, [Source(SourceKind.PAGE, a) for a in added], clock=clock, parser=parser)


def _kill_at(at: int) -> None:
    taken = 0

    def take(_: object = None) -> None:
        nonlocal taken
        taken += 1
        if taken == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def notice(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _STEPS or (event == "open" and arguments[2] & _WRITING):
            take()

    plain: Any = sqlite3

    def connect(*arguments: Any, **further: Any) -> Any:
        connection = plain_connect(*arguments, **further)
        connection.set_trace_callback(take)
        return connection

    plain_connect, plain.connect = plain.connect, connect
    sys.addaudithook(notice)


def _serve() -> None:
    import trafilatura  # noqa: F401  # so that no fork has to

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                _run(*json.loads(line))
            except BaseException as exc:
                print(f"{type(exc).__name__}: {exc}", file=sys.stderr, flush=True)
                os._exit(1)
            os._exit(0)
        status = os.waitpid(child, 0)[1]
        print(json.dumps(os.waitstatus_to_exitcode(status)), flush=True)


if __name__ == "__main__":
    _serve()
