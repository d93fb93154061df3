"""Why something cannot be kept or read."""

from corpus import FootnoteError


class DatabaseError(FootnoteError):
    """Nothing can be kept or read; the text says why."""


class LockedError(DatabaseError):
    """Another process has locked what is needed, and did not let go of it in time."""


class DamagedError(DatabaseError):
    """The database is none, or not a whole one."""


class DamagedRowError(DamagedError):
    """A row is none that was ever written so; others may be whole."""


class UnknownFileError(DatabaseError):
    """A newer Footnote has written it."""
