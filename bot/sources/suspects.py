"""Pages of which hardly anything is left: whether the address says something else now, or its host
one thing at all addresses, is known when all of them have been visited. Until then nothing is done
to any, whichever was visited first."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.sources.fetching import Validators
from corpus.sources.addresses import find_origin
from corpus.sources.pages import WebPage
from corpus.sources.stand_ins import Lines, is_made_of, is_shrunk, says_not_found

MAX_HELD = 32 * 1024 * 1024
"""Letters of the pages that are held at a time."""

ONE_FOR_ALL = "its host says one thing at addresses that said different things"
LED = "its host leads its pages to {address}"
"""Why a page is none of what they say."""

_MIN_LED = 3
"""Pages of a site that lead to one address before it is taken for the site's own doing."""
_MAX_NEW_LETTERS = 4000
"""Of a new page that may turn out to be none; a longer one is."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found at an address, and how it came: with which `validators`, and `robots` in its
    head. Links lead on to `max_depth`."""

    page: WebPage
    validators: Validators
    robots: str
    max_depth: int

    @property
    def size(self) -> int:
        """About how many letters it has."""
        texts = sum(len(str(block)) for block in self.page.page.blocks) if self.page.page else 0
        return texts + sum(map(len, self.page.links))


@dataclass(frozen=True, slots=True)
class Suspect:
    """What was found at `address` in place of what its article says. `article` is the address of
    that, another one's if the page was a copy; `leads_to` is where it was found, if that is
    elsewhere."""

    address: str
    article: str
    before: Lines
    lines: Lines
    found: Found
    leads_to: str | None = None

    @property
    def origin(self) -> str:
        """The site that answers so."""
        return find_origin(self.address)

    @property
    def is_shrunk(self) -> bool:
        """Whether it is hardly anything, or asks for a password."""
        return is_shrunk(self.before, self.lines, self.found.page.asks_password)


@dataclass(slots=True)
class Suspects:
    """Those of a run, and the new pages that may turn out to be like them."""

    _held: dict[str, Suspect] = field(default_factory=dict)
    _new: dict[str, Lines] = field(default_factory=dict)
    _moved: dict[str, str] = field(default_factory=dict)
    _size: int = 0

    def hold(self, suspect: Suspect) -> bool:
        """Whether there is room for one more; then it is held."""
        size = suspect.found.size
        if self._size + size > MAX_HELD:
            return False
        self._held[suspect.address] = suspect
        self._size += size
        return True

    def add_new(self, address: str, lines: Lines) -> None:
        """A page that was not known before, and is an article now."""
        if sum(lines.values()) <= _MAX_NEW_LETTERS:
            self._new[address] = lines

    def add_moved(self, address: str, target: str) -> None:
        """A page that was no article, and is taken for the one at another address."""
        self._moved[address] = target

    def find_moved(self, failures: "Failures") -> list[str]:
        """Those that their site leads to where it leads others."""
        led = {target for _, target in failures.led}
        return [address for address, target in self._moved.items() if target in led]

    def take(self) -> list[Suspect]:
        """All that are held, in the order in which they were found; they are held no more."""
        held = list(self._held.values())
        self._held.clear()
        self._size = 0
        return held

    def find_new(self, failures: "Failures") -> list[str]:
        """The new pages that are only what their site says in place of others."""
        led = {target for _, target in failures.led}
        return [
            address
            for address, lines in self._new.items()
            if address in led or is_made_of(lines, failures.shared.get(find_origin(address), ()))
        ]


@dataclass(frozen=True, slots=True)
class Failures:
    """What hosts say in place of more than one article: the lines, by site, and which sites lead
    most of their articles to one address, and to which."""

    shared: Mapping[str, set[bytes]]
    led: set[tuple[str, str]]

    @classmethod
    def among(cls, suspects: Sequence[Suspect], count_files: Callable[[str], int]) -> "Failures":
        """Those of all suspects; `count_files` says how many articles there are of a site."""
        return cls(_find_shared(suspects), _find_led(suspects, count_files))

    def explain(self, suspect: Suspect) -> str | None:
        """Why what was found is not what its address says, but what its host says for now; None if
        that is not so."""
        if suspect.leads_to:
            is_led = (suspect.origin, suspect.leads_to) in self.led
            return LED.format(address=suspect.leads_to) if is_led else None
        page = suspect.found.page.page
        if page and says_not_found(page):
            return None  # as with status 404, at however many addresses
        if is_made_of(suspect.lines, self.shared.get(suspect.origin, ())):
            return ONE_FOR_ALL
        asks_password = suspect.found.page.asks_password
        return "it asks for a password" if asks_password and suspect.is_shrunk else None


def _find_shared(suspects: Sequence[Suspect]) -> dict[str, set[bytes]]:
    """Linear."""
    articles: dict[str, dict[str, set[bytes]]] = defaultdict(lambda: defaultdict(set))
    for suspect in suspects:
        if suspect.leads_to is None:
            articles[suspect.origin][suspect.article].update(suspect.lines)
    return {
        origin: {
            line
            for line, count in Counter(
                line for lines in by_article.values() for line in lines
            ).items()
            if count > 1
        }
        for origin, by_article in articles.items()
    }


def _find_led(
    suspects: Sequence[Suspect], count_files: Callable[[str], int]
) -> set[tuple[str, str]]:
    led: dict[tuple[str, str], set[str]] = defaultdict(set)
    for suspect in suspects:
        if suspect.leads_to:
            led[suspect.origin, suspect.leads_to].add(suspect.article)
    return {
        (origin, target)
        for (origin, target), articles in led.items()
        if len(articles) >= _MIN_LED and 2 * len(articles) >= count_files(origin)
    }
