"""Feeds and sitemaps: which pages they name, and which further sitemaps."""

from bot.sources.fetching import Validators
from bot.sources.hosts import Hosts
from bot.sources.memory import Memory
from bot.sources.report import Report
from bot.sources.rows import ListingRow, PageRow, Source, SourceKind, State
from bot.sources.visiting import Outcome, Visit, visit
from corpus import ArticleError
from corpus.sources.addresses import is_same_site
from corpus.sources.contained_parser import ContainedParser
from corpus.sources.listings import MAX_SITEMAP_BYTES, Sitemap

MAX_LISTED = 5000
"""Pages of a source."""

_MAX_SITEMAPS = 100
"""Of a source."""
_MAX_DEPTH = 3
"""Of sitemaps in sitemaps."""


def read_listings(
    hosts: Hosts, parser: ContainedParser, memory: Memory, report: Report, source: Source
) -> None:
    """Remembers the pages that a feed or a sitemap, and the sitemaps that it lists, name and that
    were not known. What has not changed since is not sent again."""
    first = ListingRow(source.address, source.kind, source.address)
    queue = memory.list_listings(source) or [first]
    known = {row.address for row in queue}
    for row in queue:
        found = visit(
            hosts, row.address, Validators(row.etag, row.last_modified), max_bytes=MAX_SITEMAP_BYTES
        )
        if found.outcome is Outcome.UNCHANGED:
            report.same_listings += 1
            continue
        try:
            listed = _read(parser, source.kind, found)
        except ArticleError as exc:
            report.note_problem(row.address, str(exc))
            continue
        response = found.response
        assert response
        row.etag, row.last_modified = response.validators.etag, response.validators.last_modified
        further = [a for a in listed.sitemaps if a not in known and _is_of_site(a, source)]
        room = _MAX_SITEMAPS - len(known)
        if row.depth == _MAX_DEPTH or room < len(further):
            report.note_problem(row.address, "it lists more sitemaps than are looked at")
            further = further[: room if row.depth < _MAX_DEPTH else 0]
        new = [ListingRow(a, source.kind, source.address, row.depth + 1) for a in further]
        known.update(further)
        queue.extend(new)
        with memory.changing():
            for listing in (row, *new):
                memory.put_listing(listing)
            _add_pages(memory, report, source, listed.pages)


def _read(parser: ContainedParser, kind: SourceKind, found: Visit) -> Sitemap:
    """:raises ArticleError: if there is nothing to read."""
    if found.response is None or found.outcome is not Outcome.FOUND:
        raise ArticleError(found.reason or "it cannot be fetched")
    if kind is SourceKind.FEED:
        return Sitemap(parser.read_feed(found.response.body, found.address), ())
    return parser.read_sitemap(found.response.body, found.address)


def _add_pages(memory: Memory, report: Report, source: Source, listed: tuple[str, ...]) -> None:
    pages = [address for address in listed if _is_of_site(address, source)]
    room = MAX_LISTED - memory.count_pages(source)
    known = {address: memory.find_page(address) for address in pages}
    new = [address for address, row in known.items() if row is None]
    report.known.update(known.keys() - set(new))
    if room < len(new):
        report.note_problem(source.address, f"it names more than {MAX_LISTED} pages")
    memory.add_pages(PageRow(a, source.kind, source.address) for a in new[: max(0, room)])
    sources = {(each.kind, each.address) for each in memory.list_sources()}
    for row in known.values():
        is_nobodys = row is not None and (row.kind, row.source) not in sources
        # Who adds the source asks for it again.
        is_asked = row and row.state in (State.REFUSED, State.GONE) and not row.file
        if row and (is_asked or is_nobodys):
            row.kind, row.source = source.kind, source.address
            memory.put_page(row)


def _is_of_site(address: str, source: Source) -> bool:
    """A sitemap lists its own site; what a feed lists may lie anywhere."""
    return source.kind is SourceKind.FEED or is_same_site(address, source.address)
