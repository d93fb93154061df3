"""Texts as PostgreSQL takes them; imported only where its driver is."""

from psycopg.types.string import StrDumper


class TextDumper(StrDumper):
    """Leaves out null characters, which no text of PostgreSQL may have."""

    def dump(self, obj: str) -> bytes | bytearray | memoryview | None:
        """As the driver's."""
        return super().dump(obj.replace("\0", ""))
