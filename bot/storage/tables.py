"""Whether a file has the tables that its version is said to have: one that somebody has written or
changed by hand may lack some, which shows when they are first used."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

_DIALECT = sqlite.dialect()

COLUMNS = (
    "SELECT tables.name, columns.name FROM sqlite_master AS tables "
    "JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'"
)
"""Asks SQLite for the columns of all tables."""


TYPED = (
    "SELECT tables.name, columns.name, columns.type, columns.pk FROM sqlite_master AS tables "
    "JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'"
)
"""Asks for their types and places in the primary key, too, 0 of one that is in none."""
_HELD = {
    "INTEGER": ("integer",),
    "REAL": ("real", "integer"),
    "TEXT": ("text",),
    "BLOB": ("blob",),
}
"""What SQLite may call a value of a column that was declared so: it takes any other as well."""


def find_stray(connection: sqlite3.Connection, schema: str) -> str:
    """The first column of the tables of `schema` that has a value of another kind than it was
    declared to have, in words; "" if none has. Work grows with the rows.

    :raises sqlite3.Error: if something cannot be read.
    """
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(schema)
        columns = made.execute(TYPED).fetchall()
    for table, column, declared, key in columns:
        held = _HELD[declared] if key else (*_HELD[declared], "null")
        kinds = ", ".join(map(repr, held))
        stray = f"SELECT 1 FROM {table} WHERE typeof({column}) NOT IN ({kinds}) LIMIT 1"
        if connection.execute(stray).fetchone():
            return f"the column {column} of the table {table} has values of another kind"
        if declared == "TEXT":
            # Whether it is text at all shows when it is read.
            for _ in connection.execute(f"SELECT {column} FROM {table}"):
                pass
    return ""


def find_misfit(found: Iterable[tuple[str, str, str, int]], needed: Iterable[Table]) -> str:
    """The first column of `needed` that is not declared so in SQLite's file, as `TYPED` has found
    it, in words; "" if all are. Of another kind a row may not be found by its key, or be there
    twice, and what a chat may see would be taken for what all may."""
    declared = {(table, column): (kind, bool(key)) for table, column, kind, key in found}
    for table in needed:
        for column in table.c:
            kind = column.type.dialect_impl(_DIALECT).compile(dialect=_DIALECT)
            if declared.get((table.name, column.name)) != (kind, column.primary_key):
                return f"the column {column.name} of the table {table.name} is of another kind"
    return ""


def find_lack(found: Iterable[tuple[str, str]], needed: Iterable[tuple[str, str]]) -> str:
    """The table of which a column that is `needed` is not `found`, and what it lacks, in words; ""
    if none is. Columns are pairs of the names of table and column."""
    columns = set(found)
    tables = {table for table, _ in columns}
    for table, column in needed:
        if table not in tables:
            return f"there is no table {table}"
        if (table, column) not in columns:
            return f"the table {table} has no column {column}"
    return ""
