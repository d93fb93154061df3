"""One page whose link somebody sends: fetched, and remembered when it is an article."""

import hashlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace

from bot.articles.files import ArticleFiles
from bot.config.settings import Settings
from bot.sources.fetching import Fetcher, Validators
from bot.sources.hosts import Clock, Hosts
from bot.sources.memory import Memory
from bot.sources.reachable import Reachable
from bot.sources.rows import PageRow, Source, SourceKind, State
from bot.sources.storing import find_name, with_address
from bot.sources.visiting import PAGE_TYPES, Outcome, visit
from corpus import ArticleError, FootnoteError, Limits
from corpus.sources.addresses import normalise_address
from corpus.sources.contained_parser import ContainedParser, SlowError
from corpus.sources.pages import write_page
from corpus.sources.sameness import hash_gist, hash_page
from corpus.sources.stand_ins import says_not_found

MAX_SECONDS = 30.0
"""For all that is fetched: somebody waits."""

_LIMITS = Limits(seconds=8.0, seconds_per_mib=0.0, seconds_per_pdf_mib=0.0, clock_factor=2.0)
_CLOCK = Clock()
_PATIENCE = "footnote add has more patience"


class LinkError(FootnoteError):
    """Nothing can be had of a link; the text says why."""


@dataclass(frozen=True, slots=True)
class LinkedPage:
    """A page as it would be stored: `data` in the file `name` below the folder of the articles."""

    row: PageRow
    name: str
    data: bytes


def fetch_linked(
    settings: Settings,
    address: str,
    is_at: Callable[[str, str], bool],
    clock: Clock = _CLOCK,
    max_seconds: float = MAX_SECONDS,
) -> LinkedPage:
    """The page at `address`, fetched as `footnote add` does; nothing is written but what its host
    says to robots. `is_at` says whether the article of this id is from this address.

    :raises LinkError, ArticleFileError: if there is none, or none that may be taken.
    :raises RememberError: if what is remembered cannot be read or written.
    :raises ReaderStartError: if the process that reads pages does not start.
    """
    wanted = normalise_address(address)
    if wanted is None:
        raise LinkError("it is no http or https address, or holds a password")
    web = settings.web
    with (
        closing(Memory.of_settings(settings)) as memory,
        Fetcher(
            Reachable(web.allowed_hosts), web.contact, max_seconds, total_seconds=max_seconds
        ) as fetcher,
        ContainedParser(_LIMITS) as parser,
    ):
        patient = replace(clock, sleep=_limit(clock, max_seconds))
        hosts = Hosts(fetcher, parser, memory, web.seconds_between, patient)
        found = visit(hosts, wanted, Validators(), PAGE_TYPES)
        if found.outcome is not Outcome.FOUND or found.response is None:
            raise LinkError(found.reason or "nothing is there")
        response = found.response
        try:
            read = parser.read_page(response.body, found.address, response.charset)
        except SlowError as exc:
            size = f"{len(response.body) / 2**20:.1f} MiB"
            raise LinkError(f"its {size} take too long to read: {_PATIENCE}") from exc
        except ArticleError as exc:
            raise LinkError(str(exc)) from exc
        if read.page is None:
            raise LinkError("it says nothing to quote")
        if says_not_found(read.page):
            raise LinkError("it says that there is no such page")
        row = memory.find_page(found.address) or PageRow(
            found.address, SourceKind.PAGE, found.address
        )
        row.canonical = read.canonical
        row.words, row.gist = hash_page(read.page), hash_gist(read.page)
        files = ArticleFiles.of_settings(settings)
        _check_new(row, memory, files)
        if row.file is not None and files.is_taken(row.file):
            name = row.file
        else:
            name = find_name(
                row.address, read.page.title, files, memory, lambda name: is_at(name, row.address)
            )
    return LinkedPage(row, name, write_page(with_address(read.page, row.address)))


def remember_linked(settings: Settings, page: LinkedPage) -> None:
    """From now on `footnote refresh` looks at the page, whose file is written, again.

    :raises RememberError: if that cannot be written.
    """
    row = page.row
    row.state, row.main, row.reason = State.LIVE, None, None
    row.file, row.written = page.name, hashlib.sha256(page.data).hexdigest()
    row.pending = row.etag = row.last_modified = None
    row.gone, row.gone_since, row.failures = 0, None, 0
    with closing(Memory.of_settings(settings)) as memory, memory.changing():
        memory.add_source(Source(SourceKind.PAGE, row.address))
        memory.put_page(row)


def _limit(clock: Clock, max_seconds: float) -> Callable[[float], None]:
    """Waits, but for no longer than is left of `max_seconds` from now on."""
    end = clock.monotonic() + max_seconds

    def sleep(seconds: float) -> None:
        """:raises LinkError: if that is longer."""
        if clock.monotonic() + seconds > end:
            raise LinkError(f"its host wants to be asked later: {_PATIENCE}")
        clock.sleep(seconds)

    return sleep


def _check_new(row: PageRow, memory: Memory, files: ArticleFiles) -> None:
    """:raises LinkError: if another page says the same already."""
    for other in memory.list_same(row):
        if other.file is not None and files.is_taken(other.file):
            raise LinkError(f"its words are there already, from {other.address}")
