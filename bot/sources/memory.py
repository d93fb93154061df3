"""What is remembered of sources and pages between two refreshes."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, ClassVar

from bot.sources.remembering import StateFile
from bot.sources.rows import HostRow, ListingRow, PageRow, Source, SourceKind, State

_SCHEMA = """
CREATE TABLE source (
    kind TEXT NOT NULL, address TEXT NOT NULL, depth INTEGER NOT NULL, is_set INTEGER NOT NULL,
    PRIMARY KEY (kind, address)
);
CREATE TABLE page (
    address TEXT PRIMARY KEY, kind TEXT NOT NULL, source TEXT NOT NULL, depth INTEGER NOT NULL,
    state TEXT NOT NULL, main TEXT, canonical TEXT, file TEXT, written TEXT, pending TEXT,
    words TEXT, gist TEXT, etag TEXT, last_modified TEXT, seen REAL, failures INTEGER NOT NULL,
    gone INTEGER NOT NULL, gone_since REAL, reason TEXT
);
CREATE INDEX page_by_source ON page (kind, source);
CREATE INDEX page_by_words ON page (words);
CREATE INDEX page_by_gist ON page (gist);
CREATE INDEX page_by_main ON page (main);
CREATE UNIQUE INDEX page_by_file ON page (file);
CREATE TABLE listing (
    address TEXT PRIMARY KEY, kind TEXT NOT NULL, source TEXT NOT NULL, depth INTEGER NOT NULL,
    etag TEXT, last_modified TEXT
);
CREATE TABLE host (
    origin TEXT PRIMARY KEY, robots BLOB, etag TEXT, last_modified TEXT, asked REAL,
    not_before REAL
);
"""


_NO_ARTICLE = (State.NEW, State.EMPTY, State.UNLISTED, State.GONE, State.REFUSED)
_PAGE = tuple(field.name for field in fields(PageRow))
_LISTING = tuple(field.name for field in fields(ListingRow))
_HOST = tuple(field.name for field in fields(HostRow))


class Memory(StateFile):
    """Sources, and the pages, listings and hosts that they led to."""

    NAME = "web.sqlite3"
    VERSION = 1
    SCHEMA = _SCHEMA
    WORK = "footnote add or refresh"
    ADVICE = ", and add the sources again"
    NAMES: ClassVar = {
        ("source", "kind"): tuple(SourceKind),
        ("page", "kind"): tuple(SourceKind),
        ("page", "state"): tuple(State),
        ("listing", "kind"): tuple(SourceKind),
    }

    def add_source(self, source: Source) -> bool:
        """Remembers a source, or how deep it is now; whether it goes further than before."""
        row = self._run(
            "SELECT depth FROM source WHERE kind = ? AND address = ?", (source.kind, source.address)
        ).fetchone()
        self._run(
            "INSERT INTO source VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE"
            " SET depth = excluded.depth, is_set = MIN(is_set, excluded.is_set)",
            (source.kind, source.address, source.depth, source.is_set),
        )
        return row is None or source.depth > row[0]

    def is_source(self, kind: SourceKind, address: str) -> bool:
        """Whether somebody has named that."""
        row = self._run("SELECT 1 FROM source WHERE kind = ? AND address = ?", (kind, address))
        return row.fetchone() is not None

    def remove_source(self, source: Source) -> None:
        """Forgets a source; its pages stay."""
        self._run(
            "DELETE FROM source WHERE kind = ? AND address = ?", (source.kind, source.address)
        )

    def forget_source(self, source: Source) -> None:
        """Forgets a source with what it led to that is no article: another source may find it
        anew. Articles, and what the owner took out, stay known."""
        key = (source.kind, source.address)
        self.remove_source(source)
        self._run("DELETE FROM listing WHERE kind = ? AND source = ?", key)
        # Others may name its pages, too: they are to be read again, for these are theirs then.
        self._run("UPDATE listing SET etag = NULL, last_modified = NULL")
        marks = ", ".join("?" * len(_NO_ARTICLE))
        self._run(
            f"DELETE FROM page WHERE kind = ? AND source = ? AND state IN ({marks})"
            " AND file IS NULL AND pending IS NULL AND address NOT IN (SELECT main FROM page"
            " WHERE main IS NOT NULL AND NOT (kind = ? AND source = ?))",
            (*key, *_NO_ARTICLE, *key),
        )
        self._run(
            "DELETE FROM page WHERE kind = ? AND source = ? AND state = ?"
            " AND main NOT IN (SELECT address FROM page)",
            (*key, State.MOVED),
        )

    def list_sources(self) -> list[Source]:
        """All of them, in a stable order."""
        rows = self._run("SELECT kind, address, depth, is_set FROM source ORDER BY rowid")
        return [Source(SourceKind(k), a, d, bool(s)) for k, a, d, s in rows.fetchall()]

    def find_page(self, address: str) -> PageRow | None:
        """The page at an address; None if it is not known."""
        return self._find_page("address = ?", address)

    def find_file(self, article_id: str) -> PageRow | None:
        """The page that is the file; None if there is none."""
        return self._find_page("file = ?", article_id)

    def list_same(self, row: PageRow) -> list[PageRow]:
        """Other pages that are files and say the same as `row`, or as good as the same, those
        first that were found first."""
        rows = self._run(
            f"SELECT {', '.join(_PAGE)} FROM page WHERE (words = ? OR gist = ?) AND state = ?"
            " AND address != ? ORDER BY rowid",
            (row.words, row.gist, State.LIVE, row.address),
        )
        return [_make_page(found) for found in rows.fetchall()]

    def list_pages(self, source: Source) -> list[str]:
        """The addresses that a source led to, in the order in which they were found."""
        rows = self._run(
            "SELECT address FROM page WHERE kind = ? AND source = ? ORDER BY rowid",
            (source.kind, source.address),
        )
        return [address for (address,) in rows.fetchall()]

    def count_pages(self, source: Source) -> int:
        """How many addresses a source led to."""
        row = self._run(
            "SELECT COUNT(*) FROM page WHERE kind = ? AND source = ?", (source.kind, source.address)
        ).fetchone()
        return int(row[0])

    def count_files(self, origin: str) -> int:
        """How many pages of a site are files. Looks at all pages."""
        begin = f"{origin}/"
        row = self._run(
            "SELECT COUNT(*) FROM page WHERE file IS NOT NULL AND SUBSTR(address, 1, ?) = ?",
            (len(begin), begin),
        ).fetchone()
        return int(row[0])

    def list_led_to(self, main: str) -> list[PageRow]:
        """The pages that are copies of the one at an address, or have moved there."""
        rows = self._run(f"SELECT {', '.join(_PAGE)} FROM page WHERE main = ?", (main,))
        return [_make_page(row) for row in rows.fetchall()]

    def list_pending(self) -> list[PageRow]:
        """Those of which a process was changing the file when it was killed."""
        rows = self._run(f"SELECT {', '.join(_PAGE)} FROM page WHERE pending IS NOT NULL")
        return [_make_page(row) for row in rows.fetchall()]

    def put_page(self, row: PageRow) -> None:
        """Remembers what is known of a page, in place of what was."""
        self._put("page", _PAGE, row, "address")

    def add_pages(self, rows: Iterable[PageRow]) -> list[str]:
        """Remembers those that are not known yet, and gives their addresses."""
        added = []
        for row in rows:
            if self.find_page(row.address) is None:
                self.put_page(row)
                added.append(row.address)
        return added

    def list_listings(self, source: Source) -> list[ListingRow]:
        """The feed or the sitemaps of a source, those that led to others first."""
        rows = self._run(
            f"SELECT {', '.join(_LISTING)} FROM listing WHERE kind = ? AND source = ?"
            " ORDER BY depth, rowid",
            (source.kind, source.address),
        )
        found = [ListingRow(*row) for row in rows.fetchall()]
        for row in found:
            row.kind = SourceKind(row.kind)
        return found

    def put_listing(self, row: ListingRow) -> None:
        """Remembers what is known of a feed or a sitemap."""
        self._put("listing", _LISTING, row, "address")

    def find_host(self, origin: str) -> HostRow:
        """What is known of a host."""
        row = self._run(
            f"SELECT {', '.join(_HOST)} FROM host WHERE origin = ?", (origin,)
        ).fetchone()
        return HostRow(*row) if row else HostRow(origin)

    def put_host(self, row: HostRow) -> None:
        """Remembers it."""
        self._put("host", _HOST, row, "origin")

    def _find_page(self, condition: str, *values: object) -> PageRow | None:
        row = self._run(
            f"SELECT {', '.join(_PAGE)} FROM page WHERE {condition} LIMIT 1", values
        ).fetchone()
        return _make_page(row) if row else None

    def _put(self, table: str, names: tuple[str, ...], row: object, key: str) -> None:
        marks = ", ".join("?" * len(names))
        changed = ", ".join(f"{name} = excluded.{name}" for name in names if name != key)
        self._run(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
            f" ON CONFLICT ({key}) DO UPDATE SET {changed}",
            tuple(getattr(row, name) for name in names),
        )


def _make_page(row: tuple[Any, ...]) -> PageRow:
    page = PageRow(*row)
    page.kind, page.state = SourceKind(page.kind), State(page.state)
    return page
