"""Looking at sources again: what is new is stored, what has changed is stored anew, what has
vanished is retired after a while, and what is the same costs a question."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from bot.articles.files import ArticleFileError
from bot.config.settings import Settings
from bot.config.web import WebSettings
from bot.sources.fetching import Fetcher
from bot.sources.hosts import Clock, Hosts
from bot.sources.listing import read_listings
from bot.sources.memory import Memory
from bot.sources.pages import PageKeeper
from bot.sources.reachable import Reachable
from bot.sources.report import Change, Report
from bot.sources.rows import PageRow, Source, SourceKind, State
from bot.sources.storing import Store
from bot.sources.visiting import PAGE_TYPES, Outcome, visit
from corpus.sources.addresses import is_same_site
from corpus.sources.contained_parser import ContainedParser

MAX_PAGES = 5000
"""Of a source."""

_ENDED = (State.MOVED, State.REMOVED)
"""What is not asked for again, but if somebody adds it again."""

_NOT_TAKEN = (State.REFUSED, State.REMOVED, State.GONE, State.UNLISTED)

_CLOCK = Clock()

OnPage = Callable[[int, int], None]
"""Called with how many addresses have been visited, and how many there are so far."""


def list_set_sources(web: WebSettings) -> list[Source]:
    """The sources that the settings name."""
    named = (
        (SourceKind.PAGE, web.pages, 0),
        (SourceKind.FEED, web.feeds, 0),
        (SourceKind.SITEMAP, web.sitemaps, 0),
        (SourceKind.SITE, web.sites, web.depth),
    )
    return [
        Source(kind, address, depth, is_set=True)
        for kind, addresses, depth in named
        for address in addresses
    ]


def refresh(
    settings: Settings,
    added: Sequence[Source] = (),
    on_page: OnPage = lambda done, total: None,
    clock: Clock = _CLOCK,
    parser: ContainedParser | None = None,
) -> Report:
    """Looks at the sources that are `added`, and remembers them; without any at all that are known
    or named by the settings. `parser` reads what is fetched, and stays open; else a new one does.

    :raises AtWorkError, RememberError: as `Memory.held`.
    :raises HeldError: if a bot rebuilds its index for very long.
    :raises ReaderStartError: if the process that reads pages does not start.
    """
    web = settings.web
    with (
        Memory.held(settings) as memory,
        Fetcher(Reachable(web.allowed_hosts), web.contact) as fetcher,
        nullcontext(parser) if parser else ContainedParser() as contained,
    ):
        hosts = Hosts(fetcher, contained, memory, web.seconds_between, clock)
        store = Store.of_settings(settings, memory, clock.sleep)
        keeper = PageKeeper(store, memory, contained, web.retire_days, clock.now)
        run = _Run(hosts, keeper, memory, contained, on_page)
        store.settle()
        _keep_set_sources(memory, list_set_sources(web))
        run.look_at(added or memory.list_sources(), is_asked=bool(added))
        return keeper.report


def _keep_set_sources(memory: Memory, named: Sequence[Source]) -> None:
    """Remembers those that the settings name, and forgets those that they named before."""
    keys = {(source.kind, source.address) for source in named}
    with memory.changing():
        for source in memory.list_sources():
            if source.is_set and (source.kind, source.address) not in keys:
                memory.remove_source(source)
        for source in named:
            memory.add_source(source)


@dataclass(slots=True)
class _Run:
    """One refresh."""

    hosts: Hosts
    keeper: PageKeeper
    memory: Memory
    parser: ContainedParser
    on_page: OnPage

    def look_at(self, sources: Sequence[Source], is_asked: bool) -> None:
        """Looks at each; `is_asked` if somebody has just added them."""
        queue: dict[str, None] = {}
        for source in sources:
            with self.memory.changing():
                goes_further = self.memory.add_source(source) if is_asked else False
                self._find_beginning(source)
            if source.kind in (SourceKind.FEED, SourceKind.SITEMAP):
                read_listings(self.hosts, self.parser, self.memory, self.keeper.report, source)
            addresses = self._list_due(source, is_asked)
            if goes_further:
                self._forget_versions(addresses)
            queue.update(dict.fromkeys(addresses))
        depths = {(s.kind, s.address): s.depth for s in sources}
        self._visit_all(queue, depths)
        if is_asked:
            self.keeper.report.missed = sum(map(self._is_missed, sources))

    def _is_missed(self, source: Source) -> bool:
        if source.kind not in (SourceKind.PAGE, SourceKind.SITE):
            return False
        row = self.memory.find_page(self._find_main(source.address))
        # A page of nothing but links may be where a site begins.
        is_empty = row is not None and row.state is State.EMPTY and source.kind is SourceKind.SITE
        return not is_empty and (row is None or row.state not in (State.LIVE, State.COPY))

    def _find_beginning(self, source: Source) -> None:
        if source.kind in (SourceKind.PAGE, SourceKind.SITE):
            known = self.memory.find_page(source.address)
            if known is None or (known.kind, known.source) == (source.kind, source.address):
                self.memory.add_pages([PageRow(source.address, source.kind, source.address)])
            elif source.kind is SourceKind.SITE:  # from here on it leads further
                known.kind, known.source, known.depth = source.kind, source.address, 0
                self.memory.put_page(known)

    def _list_due(self, source: Source, is_asked: bool) -> list[str]:
        addresses = self.memory.list_pages(source)
        if is_asked:
            for address in addresses:
                self._ask_again(address, (State.REFUSED,))
        if source.kind in (SourceKind.PAGE, SourceKind.SITE):
            if is_asked:
                self._ask_again(source.address, _NOT_TAKEN)
            addresses.insert(0, self._find_main(source.address))
        rows = (self.memory.find_page(address) for address in dict.fromkeys(addresses))
        return [row.address for row in rows if row and self._is_due(row)]

    def _is_due(self, row: PageRow) -> bool:
        if row.state is State.REFUSED:
            return self.keeper.is_due(row)
        return row.state not in _ENDED

    def _find_main(self, address: str) -> str:
        row = self.memory.find_page(address)
        return row.main if row and row.state is State.MOVED and row.main else address

    def _ask_again(self, address: str, states: tuple[State, ...]) -> None:
        """What somebody adds is wanted, if one of these `states` became of it before."""
        row = self.memory.find_page(address)
        if row and row.state in states:
            row.state, row.reason = State.NEW, None
            row.etag = row.last_modified = None
            with self.memory.changing():
                self.memory.put_page(row)

    def _forget_versions(self, addresses: Sequence[str]) -> None:
        """What has been fetched is fetched again: its links are followed now."""
        with self.memory.changing():
            for address in addresses:
                row = self.memory.find_page(address)
                if row and row.validators:
                    row.etag = row.last_modified = None
                    self.memory.put_page(row)

    def _visit_all(self, queue: dict[str, None], depths: dict[tuple[SourceKind, str], int]) -> None:
        """Visits what is in the queue and what that leads to, each host when it is its turn."""
        visited: set[str] = set()
        while waiting := [address for address in queue if address not in visited]:
            for address in self._in_turn(waiting):
                if address in visited:
                    continue
                visited.add(address)
                row = self.memory.find_page(address)
                if row is None or row.state is State.MOVED:
                    continue
                depth = depths.get((row.kind, row.source), 0)
                queue.update(dict.fromkeys(self._visit(row, depth)))
                main = self._find_main(address)
                visited.add(main)
                queue.setdefault(main)  # counted among all, as it is among the visited
                self.on_page(len(visited), len(queue))
            if visited >= queue.keys():
                queue.update(dict.fromkeys(self.keeper.judge(self._count_room)))

    def _count_room(self, row: PageRow) -> int:
        """How many more pages of its source are looked at."""
        return MAX_PAGES - self.memory.count_pages(Source(row.kind, row.source))

    def _in_turn(self, waiting: list[str]) -> list[str]:
        """`waiting` with the hosts in turn: while one is not asked, others may be."""
        by_host: dict[str, list[str]] = {}
        for address in waiting:
            by_host.setdefault(address.split("/", 3)[2], []).append(address)
        longest = max(map(len, by_host.values()))
        return [each[n] for n in range(longest) for each in by_host.values() if n < len(each)]

    def _visit(self, row: PageRow, max_depth: int) -> list[str]:
        """Visits a page; which addresses are to be visited, too."""
        is_site = row.kind in (SourceKind.SITE, SourceKind.SITEMAP)

        def may_follow(address: str) -> bool:
            return not is_site or is_same_site(address, row.address)

        found = visit(self.hosts, row.address, row.validators, PAGE_TYPES, may_follow=may_follow)
        try:
            if found.outcome is Outcome.FOUND:
                return self.keeper.keep(row, found, max_depth, self._count_room(row))
            self.keeper.note_without_page(row, found)
        except ArticleFileError as exc:
            self.keeper.report.note(Change.FAILED, row.address, str(exc))
        return []
