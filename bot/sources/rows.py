"""What is known of sources, pages, listings and hosts, each as it is remembered."""

from dataclasses import dataclass
from enum import StrEnum

from bot.sources.fetching import Validators


class SourceKind(StrEnum):
    """What an address that was added leads to."""

    PAGE = "page"
    FEED = "feed"
    SITEMAP = "sitemap"
    SITE = "site"


class State(StrEnum):
    """What has become of a page: it is still to be fetched, is a file, is another one's copy or has
    moved to another one (`main`), says nothing, does not want to be in an index, is not there, is
    not taken, or was taken out by the owner."""

    NEW = "new"
    LIVE = "live"
    COPY = "copy"
    MOVED = "moved"
    EMPTY = "empty"
    UNLISTED = "unlisted"
    GONE = "gone"
    REFUSED = "refused"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Source:
    """Something to look at again and again; `depth` is how many links lead from a site's start to
    the last pages. `is_set` if it comes from the settings."""

    kind: SourceKind
    address: str
    depth: int = 0
    is_set: bool = False


@dataclass(slots=True)
class PageRow:
    """What is known of a page, by its address. `kind` and `source` are the source that led to it,
    `depth` links from its start.

    `file` is the id of its article, `written` the SHA-256 of what was written there, `pending` what
    is just being written, `""` if the file is being taken away. `words` and `gist` say what it is
    the same as. `gone` counts refreshes since it vanished or was not taken, `gone_since` is when,
    in seconds since 1970; so is `seen`, when it was there last. `failures` are those since.
    """

    address: str
    kind: SourceKind
    source: str
    depth: int = 0
    state: State = State.NEW
    main: str | None = None
    canonical: str | None = None
    file: str | None = None
    written: str | None = None
    pending: str | None = None
    words: str | None = None
    gist: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    seen: float | None = None
    failures: int = 0
    gone: int = 0
    gone_since: float | None = None
    reason: str | None = None

    @property
    def validators(self) -> Validators:
        """What a server is asked with whether it has changed."""
        return Validators(self.etag, self.last_modified)

    def keep_validators(self, validators: Validators) -> None:
        """Remembers them in place of others."""
        self.etag, self.last_modified = validators.etag, validators.last_modified


@dataclass(slots=True)
class ListingRow:
    """What is known of a feed or a sitemap; `depth` sitemaps led to it."""

    address: str
    kind: SourceKind
    source: str
    depth: int = 0
    etag: str | None = None
    last_modified: str | None = None


@dataclass(slots=True)
class HostRow:
    """What is known of a host: its robots.txt, `b""` if it has none, None if that is not known,
    when it was `asked` for, and until when it wants to be left alone."""

    origin: str
    robots: bytes | None = None
    etag: str | None = None
    last_modified: str | None = None
    asked: float | None = None
    not_before: float | None = None
