"""Rows that may be there already: both dialects write that alike, and SQL has no common word."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def insert_into(table: Table, connection: Connection) -> "postgresql.Insert | sqlite.Insert":
    """An `INSERT` that can be told what to do `on_conflict`, for this connection."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # takes time that a file of SQLite can do without

    return postgresql.insert(table)
