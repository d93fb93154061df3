"""Files that somebody has written by hand."""

import re
import sqlite3
from contextlib import closing

import pytest

from bot.config.settings import Settings
from bot.sources.memory import Memory
from bot.sources.remembering import RememberError
from bot.sources.rows import PageRow, Source, SourceKind


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ("UPDATE source SET depth = 'deep'", "depth of the table source"),
        ("UPDATE source SET address = x'ff'", "address of the table source"),
        ("UPDATE source SET address = CAST(x'ff' AS TEXT)", "address"),
        ("UPDATE source SET kind = 'book'", "kind of the table source"),
        ("UPDATE page SET failures = 1.5", "failures of the table page"),
        ("UPDATE page SET state = 'lost'", "state of the table page"),
        ("UPDATE page SET words = 1", ""),  # SQLite makes text of it
        ("UPDATE page SET seen = 1", ""),
        ("UPDATE page SET seen = 'today'", "seen of the table page"),
    ],
)
def test_values_that_nobody_writes_are_told_and_left_alone(
    change: str, column: str, settings: Settings
) -> None:
    address = "https://example.org/"
    with Memory.held(settings) as memory:
        memory.add_source(Source(SourceKind.PAGE, address, 0, False))
        memory.put_page(PageRow(address, SourceKind.PAGE, address, 0))
    path = settings.state_dir / Memory.NAME
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(change)
    before = path.read_bytes()
    if not column:
        with Memory.held(settings):
            return
    told = f"{re.escape(str(path))} cannot be read .*{column}.*move it away, and add"
    with pytest.raises(RememberError, match=told), Memory.held(settings):
        pass
    assert path.read_bytes() == before
