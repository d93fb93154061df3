"""The stores' tests run over a file of SQLite and over a database of PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config.state_url import StateUrl
from tests.support.postgres import PostgresServer, find_programs, running_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A server for all of them; who stops it starts it again."""
    pytest.importorskip("psycopg", reason="the extra postgres is not installed")
    programs = find_programs()
    if programs is None:
        pytest.skip("there is no initdb of PostgreSQL on this machine")
    with running_server(programs) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | StateUrl:
    """Where things are kept: nothing is there yet."""
    if request.param == "sqlite":
        return tmp_path / "state" / "footnote.sqlite3"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.make_filled()
