"""Whether a file has the tables that its version is said to have: one that somebody has written or
changed by hand may lack some, which shows when they are first used."""

from collections.abc import Iterable

COLUMNS = (
    "SELECT tables.name, columns.name FROM sqlite_master AS tables "
    "JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'"
)
"""Asks SQLite for the columns of all tables."""


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
