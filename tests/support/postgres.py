"""A PostgreSQL server of the machine's own programs, for the tests alone."""

import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.config.state_url import StateUrl
from bot.storage.database import Database

PASSWORD = "s3cret-word"
_NOBODY = 65534
_SECONDS_TO_START = 30


def find_programs() -> Path | None:
    """The folder that has `initdb`; None if none has, or what is needed to use it is missing."""
    if sys.platform == "win32":
        return None
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


class PostgresServer:
    """A server with a socket in `folder`, that listens nowhere else. `number` names its databases,
    one for each that asks."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder = folder
        self._programs = programs
        self._numbers = itertools.count(1)
        self._template = ""
        self._process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """The files, once."""
        (self.folder / "password").write_text(PASSWORD)
        # initdb refuses root.
        self._run("initdb", "-D", "data", "-U", "owner", "--pwfile=password", "-A", "scram-sha-256")
        lines = "local all all scram-sha-256\n"
        (self.folder / "data" / "pg_hba.conf").write_text(lines)

    def start(self) -> None:
        """From now on it answers."""
        options = ["listen_addresses=", f"unix_socket_directories={self.folder}", "fsync=off"]
        options += ["full_page_writes=off", "shared_buffers=8MB", "max_connections=50"]
        options += ["autovacuum=off", "jit=off", "lc_messages=C"]
        arguments = [part for option in options for part in ("-c", option)]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", "data", *arguments],
                **self._as_nobody(),
                stderr=log,
            )
        for _ in range(_SECONDS_TO_START * 50):
            ready = subprocess.run(
                [self._programs / "pg_isready", "-q", "-h", self.folder], check=False
            )
            if ready.returncode == 0:
                return
            if self._process.poll() is not None:
                break
        raise AssertionError((self.folder / "log").read_text("utf-8", "replace"))

    def stop(self) -> None:
        """At once, as if its machine were switched off."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
            self._process = None

    def make_url(self, name: str, user: str = "owner", password: str = PASSWORD) -> StateUrl:
        """The address of a database."""
        return StateUrl(f"postgresql://{user}:{password}@/{name}?host={self.folder}")

    def make_database(self, options: str = "") -> StateUrl:
        """A new database, with nothing in it."""
        name = f"state{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE template0 {options}")
        return self.make_url(name)

    def make_filled(self) -> StateUrl:
        """A new database that has its tables: faster than making them each time."""
        if not self._template:
            url = self.make_database()
            Database(url).open()
            self._template = str(url).partition("?")[0].rpartition("/")[2]
        name = f"state{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {self._template}")
        return self.make_url(name)

    def execute(self, command: str, name: str = "postgres") -> list[tuple[Any, ...]]:
        """What a statement gives in a database, as its owner has it."""
        import psycopg

        with psycopg.connect(self.make_url(name).url, autocommit=True) as connection:
            cursor = connection.execute(command)
            return cursor.fetchall() if cursor.description else []

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._programs / program, "--no-sync", "--no-locale", "-E", "UTF8", *arguments],
            **self._as_nobody(),
            check=True,
            capture_output=True,
        )

    def _as_nobody(self) -> dict[str, Any]:
        rights: dict[str, Any] = {}
        if os.geteuid() == 0:
            rights = {"user": _NOBODY, "group": _NOBODY, "extra_groups": ()}
        return {"cwd": self.folder, "env": {"PATH": os.environ["PATH"], "TZ": "UTC"}, **rights}


@contextmanager
def running_server(programs: Path) -> Iterator[PostgresServer]:
    """A server that is gone at the end, with all that it has."""
    # Not in a folder of pytest's, which nobody but its user may enter, and whose path may be longer
    # than one of a socket.
    folder = Path(tempfile.mkdtemp(prefix="footnote-pg-"))
    if os.geteuid() == 0:
        os.chown(folder, _NOBODY, _NOBODY)
    server = PostgresServer(folder, programs)
    try:
        server.make()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)
