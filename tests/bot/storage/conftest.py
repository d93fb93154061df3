"""The stores' tests run over a file of SQLite and over a database of PostgreSQL."""

from pathlib import Path

import pytest

from bot.config.state_url import StateUrl
from tests.support.postgres import PostgresServer


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | StateUrl:
    """Where things are kept: nothing is there yet."""
    if request.param == "sqlite":
        return tmp_path / "state" / "footnote.sqlite3"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.make_filled()
