"""What becomes of a page that was visited: its file, what it is the same as, where it leads."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field, replace

from bot.articles.files import ArticleFileError
from bot.sources.memory import Memory
from bot.sources.report import Change, Report
from bot.sources.rows import PageRow, SourceKind, State
from bot.sources.storing import OwnedError, Store, TakenOutError, with_address
from bot.sources.suspects import LED, ONE_FOR_ALL, Failures, Found, Suspect, Suspects
from bot.sources.visiting import Outcome, Visit
from corpus import ArticleError
from corpus.sources.addresses import is_below, is_same_place
from corpus.sources.contained_parser import ContainedParser
from corpus.sources.pages import Page, WebPage, read_body
from corpus.sources.sameness import hash_gist, hash_page
from corpus.sources.stand_ins import (
    Lines,
    is_replaced,
    says_not_found,
    weigh_lines,
    weigh_page,
)

MIN_REFRESHES = 3
"""In which a page was not there, before it is retired."""

_SECONDS_A_DAY = 24 * 60 * 60
_MAX_FAILURES = 10
"""Of a page that was never there, before it is given up."""
_MAX_EARLY_DAYS = 0.5
_NO_TEXT = "it says nothing to quote"
_UNLISTED = "it does not want to be in an index"
_NOT_FOUND = "it says that there is no such page"
_SHRUNK = "hardly anything of it is left"
_TOO_MUCH = "too much has changed at once; the next refresh goes on"


@dataclass(slots=True)
class PageKeeper:
    """Keeps pages, and tells `report` what has become of them. A page that has vanished is retired
    after `retire_days`, and not before it was missed in `MIN_REFRESHES`."""

    store: Store
    memory: Memory
    parser: ContainedParser
    retire_days: int
    now: Callable[[], float]
    report: Report = field(default_factory=Report)
    suspects: Suspects = field(default_factory=Suspects)

    def keep(self, row: PageRow, visit: Visit, max_depth: int, room: int) -> list[str]:
        """Keeps what was found on a visit to `row`, and remembers at most `room` pages that it
        leads to; which addresses are to be visited, too.

        :raises ArticleFileError: if the file cannot be written.
        """
        response = visit.response
        assert response
        try:
            found = self.parser.read_page(response.body, visit.address, response.charset)
        except ArticleError as exc:
            self._note_failure(row, str(exc))
            return self._remember(row, [])
        what = Found(found, response.validators, response.robots, max_depth)
        if visit.address != row.address:
            is_moved = is_same_place(row.address, visit.address)
            if not is_moved and self._says_others(row, found.page):
                self._hold(row, what, visit.address)
                return []
            if not is_moved and row.file is None:
                self.suspects.add_moved(row.address, visit.address)
            row = self._move(row, visit)
        if self._hold(row, what):
            return []
        return self._accept(row, what, room)

    def judge(self, count_room: Callable[[PageRow], int]) -> list[str]:
        """Decides on the pages of which hardly anything was left, when all have been visited. Of
        each `count_room` says how many pages that it leads to are remembered; which addresses are
        to be visited, too."""
        held = self.suspects.take()
        failures = Failures.among(held, self.memory.count_files)
        further: list[str] = []
        for suspect in held:
            row = self.memory.find_page(suspect.address)
            if row is None or row.state is State.MOVED:
                continue
            try:
                if reason := failures.explain(suspect):
                    self._note_failure(row, reason)
                    self._remember(row, [])
                elif reason := self._find_loss(row, suspect):
                    self._note_gone(row, reason)
                    self._remember(row, [])
                else:
                    further += self._accept(row, suspect.found, count_room(row))
            except ArticleFileError as exc:
                self.report.note(Change.FAILED, row.address, str(exc))
        for address in self.suspects.find_moved(failures):
            self._ask_again(address)
        self._take_back(self.suspects.find_new(failures), {target for _, target in failures.led})
        return further

    def _accept(self, row: PageRow, what: Found, room: int) -> list[str]:
        """Keeps what was found, as it is what the address says."""
        found = what.page
        if found.page and says_not_found(found.page):
            self._note_gone(row, _NOT_FOUND)
            return self._remember(row, [])
        if found.page is None and row.file is not None:
            # Also if it is to be in no index: what says so may be no page of the site.
            self._note_empty(row)
            links = self._find_links(row, found, what.max_depth, room) if found.is_listed else []
            return self._remember(row, links)
        self._note_seen(row)
        row.keep_validators(what.validators)
        row.canonical = found.canonical
        further = self._find_links(row, found, what.max_depth, room)
        is_listed = found.is_listed and _may_list(what.robots)
        if not is_listed and not self.memory.is_source(SourceKind.PAGE, row.address):
            self._leave_out(row)
        elif found.page is None:
            self._note_empty(row)
        else:
            self._store(row, found.page)
        return self._remember(row, further)

    def _hold(self, row: PageRow, what: Found, leads_to: str | None = None) -> bool:
        """Whether hardly anything is left of what `row` said, or it leads elsewhere: it is decided
        on later."""
        article, before = self._read_before(row)
        lines = weigh_page(what.page.page) if what.page.page else {}
        if leads_to is None and not (before and lines and is_replaced(before, lines)):
            return False
        suspect = Suspect(row.address, article, before, lines, what, leads_to)
        if not self.suspects.hold(suspect):
            self._note_failure(row, _TOO_MUCH)
            self._remember(row, [])
        return True

    def _read_before(self, row: PageRow) -> tuple[str, Lines]:
        """The address of the article that `row` is, or is a copy of, and its lines; none if there
        is no such article, or it is the owner's by now."""
        main = row
        if row.state is State.COPY and row.main:
            main = self.memory.find_page(row.main) or row
        data = self.store.read(main)
        return main.address, weigh_lines(read_body(data)) if data is not None else {}

    def _find_loss(self, row: PageRow, suspect: Suspect) -> str | None:
        """Why its article has vanished, whatever is there; after a while that is taken."""
        if suspect.leads_to:
            return f"it leads to {suspect.leads_to}"
        if self._is_overdue(row):
            return None
        if suspect.is_shrunk:
            return _SHRUNK
        page = suspect.found.page.page
        assert page
        now = replace(row, words=hash_page(page), gist=hash_gist(page))
        same = next((s for s in self.memory.list_same(now) if s.address != suspect.article), None)
        return f"it says the same as {same.address}" if row.file is not None and same else None

    def _ask_again(self, address: str) -> None:
        """What led where its host leads all is asked for again at the next refresh."""
        row = self.memory.find_page(address)
        if row is not None and row.state is State.MOVED:
            self._note_failure(row, LED.format(address=row.main))
            row.state, row.main = State.NEW, None
            self._remember(row, [])

    def _take_back(self, addresses: Iterable[str], led: Container[str]) -> None:
        """Takes out what was new in this run, and is only what the host says for all; what it only
        `led` to is not asked for again."""
        for address in addresses:
            row = self.memory.find_page(address)
            if row is None or row.file is None:
                continue
            try:
                self.store.remove(row)
            except OwnedError:
                continue
            except ArticleFileError as exc:
                self.report.note(Change.FAILED, address, str(exc))
                continue
            self._free(row)  # also of what led there
            row.state = State.REMOVED if address in led else State.NEW
            row.etag = row.last_modified = None
            self.report.take_back(Change.ADDED)
            self._note_failure(row, ONE_FOR_ALL)
            self._remember(row, [])

    def note_without_page(self, row: PageRow, visit: Visit) -> None:
        """Remembers that a visit found nothing new.

        :raises ArticleFileError: if the file cannot be moved.
        """
        match visit.outcome:
            case Outcome.UNCHANGED:
                self._note_unchanged(row)
            case Outcome.GONE:
                self._note_gone(row, visit.reason or "")
            case Outcome.REFUSED:
                reason = visit.reason or ""
                if visit.address != row.address:
                    reason = f"it leads to {visit.address}: {reason}"
                self._note_refused(row, reason)
            case _:
                self._note_failure(row, visit.reason or "")
        self._remember(row, [])

    def is_due(self, row: PageRow) -> bool:
        """Whether a page that was not taken is to be asked for again: at the next refresh, and then
        each time a day later than the time before."""
        days = (self.now() - (row.gone_since or 0)) / _SECONDS_A_DAY
        # A nightly refresh is not always at the same minute.
        return days >= row.gone * (row.gone - 1) / 2 - _MAX_EARLY_DAYS

    def _remember(self, row: PageRow, further: Iterable[PageRow]) -> list[str]:
        """Remembers the page and what it leads to in one step: a kill loses neither."""
        row.pending = None
        with self.memory.changing():
            self.memory.put_page(row)
            return self.memory.add_pages(further)

    def _note_seen(self, row: PageRow) -> None:
        row.seen, row.failures, row.gone = self.now(), 0, 0
        row.gone_since = row.reason = None

    def _find_links(self, row: PageRow, found: WebPage, max_depth: int, room: int) -> list[PageRow]:
        """What is to be looked at, too: the address by which the page wants to be known, and, of a
        site, where it leads."""
        depths: dict[str, int] = {}
        if found.canonical and found.canonical != row.address:
            depths[found.canonical] = row.depth
        if row.kind is SourceKind.SITE and row.depth < max_depth:
            for address in found.links:
                if is_below(address, row.source):
                    depths.setdefault(address, row.depth + 1)
        new = [
            PageRow(address, row.kind, row.source, depth)
            for address, depth in depths.items()
            if self.memory.find_page(address) is None
        ]
        left_out = len(new) - max(0, room)
        self.report.left_out += max(0, left_out)
        return new[: max(0, room)]

    def _says_others(self, row: PageRow, page: Page | None) -> bool:
        """Whether a page that is an article is not taken for the same as the one that it leads to,
        as its words are others: what leads to a front page has vanished."""
        is_article = row.file is not None or row.state is State.COPY
        return is_article and (page is None or hash_gist(page) != row.gist)

    def _move(self, row: PageRow, visit: Visit) -> PageRow:
        """The page that `row` leads to now."""
        target = self.memory.find_page(visit.address)
        if target is None:
            target = PageRow(visit.address, row.kind, row.source, row.depth)
        with self.memory.changing():
            if row.file is not None and target.file is None:
                # The file is the same page's, under its new address.
                target.file, target.written, row.file, row.written = (
                    row.file,
                    row.written,
                    None,
                    None,
                )
                target.state = State.LIVE
            self._lead_on(row, target.address)
            self.memory.put_page(row)
            self.memory.put_page(target)
        if row.file is not None:
            self._retire_quietly(row)
            self._remember(row, [])
        self.report.note(Change.MOVED, row.address)
        return target

    def _lead_on(self, row: PageRow, main: str) -> None:
        """What led to `row` leads to `main`, and so does `row`."""
        for other in self.memory.list_led_to(row.address):
            if other.address != main:
                other.main = main
                self.memory.put_page(other)
        row.state, row.main = State.MOVED, main
        row.etag = row.last_modified = row.words = row.gist = None

    def _store(self, row: PageRow, page: Page) -> None:
        """Makes it a file, or the copy of one."""
        before = row.words, row.gist
        row.words, row.gist = hash_page(page), hash_gist(page)
        if before != (row.words, row.gist):
            self._let_go_copies(row)
        others = self.memory.list_same(row)
        taken = [other for other in others if row.file is None and _is_known_as(other, row)]
        if others and not taken:
            self._make_copy(row, others[0])
            return
        if taken:
            self._take_over(row, taken[0])
        is_new = row.file is None
        row.state, row.main = State.LIVE, None
        try:
            is_written = self.store.write(row, with_address(page, row.address))
        except OwnedError as exc:
            self._note_owned(row, exc)
            return
        change = Change.SAME if not is_written else Change.ADDED if is_new else Change.CHANGED
        if change is Change.ADDED and not taken:
            self.suspects.add_new(row.address, weigh_page(page))
        self.report.note(Change.COPIED if taken else change, row.address)
        for other in self.memory.list_same(row) if taken else ():
            self._make_copy(other, row)
            self._remember(other, [])

    def _note_empty(self, row: PageRow) -> None:
        if row.file is not None:
            # Perhaps only now: it is asked for again, whatever version that is.
            row.etag = row.last_modified = None
            self._note_failure(row, _NO_TEXT)
            return
        row.state, row.main = State.EMPTY, None
        self.report.note(Change.EMPTY, row.address)

    def _take_over(self, row: PageRow, same: PageRow) -> None:
        """`row` is the address by which `same` wants to be known: the file is its own."""
        row.file, row.written = same.file, same.written
        same.file = same.written = None
        same.state, same.main = State.COPY, row.address
        with self.memory.changing():
            self.memory.put_page(same)
            for other in self.memory.list_led_to(same.address):
                other.main = row.address
                self.memory.put_page(other)
            self.memory.put_page(row)

    def _make_copy(self, row: PageRow, same: PageRow) -> None:
        if row.file is not None:
            self._retire_quietly(row)
        row.state, row.main = State.COPY, same.address
        self.report.note(Change.COPIED, row.address)

    def _let_go_copies(self, row: PageRow) -> None:
        """What was the same as `row`, which is another now, is asked for what it says itself."""
        for other in self.memory.list_led_to(row.address):
            if other.state is State.COPY and (other.words, other.gist) != (row.words, row.gist):
                other.etag = other.last_modified = None
                with self.memory.changing():
                    self.memory.put_page(other)

    def _note_unchanged(self, row: PageRow) -> None:
        self._note_seen(row)
        try:
            self.store.check(row)
        except OwnedError as exc:
            self._note_owned(row, exc)
            return
        if row.state is not State.UNLISTED:  # which was told when it was found
            changes = {State.COPY: Change.COPIED, State.EMPTY: Change.EMPTY}
            self.report.note(changes.get(row.state, Change.SAME), row.address)

    def _note_owned(self, row: PageRow, reason: OwnedError) -> None:
        if isinstance(reason, TakenOutError):
            row.state, row.file, row.written = State.REMOVED, None, None
        self.report.note(Change.OWNED, row.address, str(reason))

    def _note_gone(self, row: PageRow, reason: str) -> None:
        self._note_missing(row)
        if row.file is None and row.state is not State.COPY:
            if row.state not in (State.GONE, State.REFUSED):
                change = Change.REFUSED if row.seen is None else Change.VANISHED
                self.report.note(change, row.address, reason)
            row.state = State.GONE
            if row.gone >= MIN_REFRESHES:
                row.state = State.REFUSED
            return
        if not self._is_overdue(row):
            self.report.note(Change.VANISHED, row.address, reason)
            return
        try:
            self.store.remove(row)
        except OwnedError as exc:
            self._note_owned(row, exc)
        else:
            self.report.note(Change.RETIRED, row.address, reason)
        self._free(row)
        row.state = State.GONE
        row.gone, row.gone_since = 0, None  # it may come back soon

    def _is_overdue(self, row: PageRow) -> bool:
        """Whether what was missed has been for so long that it is retired."""
        days = (self.now() - (row.gone_since or self.now())) / _SECONDS_A_DAY
        return row.gone >= MIN_REFRESHES and days >= self.retire_days

    def _note_missing(self, row: PageRow) -> None:
        row.gone += 1
        row.gone_since = row.gone_since if row.gone_since is not None else self.now()
        row.etag = row.last_modified = None

    def _free(self, row: PageRow) -> None:
        """Its words are no longer here: who has the same is asked for them."""
        row.words = row.gist = row.main = None
        for other in self.memory.list_led_to(row.address):
            other.main, other.state = None, State.NEW
            other.etag = other.last_modified = None
            with self.memory.changing():
                self.memory.put_page(other)

    def _leave_out(self, row: PageRow) -> None:
        try:
            self.store.remove(row)
        except OwnedError as exc:
            self._note_owned(row, exc)
        else:
            self._free(row)
            row.state = State.UNLISTED
            self.report.note(Change.REFUSED, row.address, _UNLISTED)

    def _retire_quietly(self, row: PageRow) -> None:
        """Takes out a file whose words are those of another one."""
        try:
            self.store.remove(row)
        except OwnedError as exc:
            self._note_owned(row, exc)
            row.file = row.written = None

    def _note_refused(self, row: PageRow, reason: str) -> None:
        is_told = row.state is State.REFUSED and row.reason == reason
        row.reason = reason
        if row.file is None and row.state is not State.COPY:
            row.state = State.REFUSED
            self._note_missing(row)
        if not is_told:
            self.report.note(Change.REFUSED, row.address, reason)

    def _note_failure(self, row: PageRow, reason: str) -> None:
        row.failures += 1
        row.reason = reason
        if row.state is State.NEW and row.failures >= _MAX_FAILURES:
            row.state = State.REFUSED
        if row.state is State.REFUSED:
            self._note_missing(row)
        self.report.note(Change.FAILED, row.address, reason)


def _is_known_as(other: PageRow, row: PageRow) -> bool:
    """Whether `other`, which says the same as `row`, wants to be known by that address, or `row`
    does and `other` does not say."""
    return row.canonical in (None, row.address) and (
        other.canonical == row.address or (other.canonical is None and row.canonical is not None)
    )


def _may_list(robots: str) -> bool:
    """Whether a page may be in an index by the head that it came with."""
    return not {"noindex", "none"} & {word.strip().casefold() for word in robots.split(",")}
