"""When a host may be asked, and for what: one request after the other, not more often than it
wants, and nothing that its robots.txt forbids."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.sources.fetching import (
    AGENT,
    Allowance,
    Fetcher,
    FetchError,
    RefusedContentError,
    Response,
    Validators,
    parse_retry_after,
)
from bot.sources.memory import Memory
from bot.sources.reachable import UnreachableError
from bot.sources.rows import HostRow
from corpus import ArticleError, FootnoteError
from corpus.sources.addresses import find_host, find_origin, normalise_address
from corpus.sources.contained_parser import ContainedParser
from corpus.sources.listings import MAX_ROBOTS_BYTES

MAX_DELAY_SECONDS = 60.0
"""Between two requests, however long a site says."""
MAX_WAIT_SECONDS = 120.0
"""For a host that wants to be left alone; if that is longer, it is asked another time."""
MAX_ALONE_SECONDS = 7 * 24 * 60 * 60.0
"""For which it is left alone, also if it says that it wants to be for years."""

_MAX_FAILURES = 5
"""Pages in turn, each tried several times, before a host is left alone until the next refresh."""
_MAX_HOPS = 5
_TRIES = 3
_BUSY = (429, 500, 502, 503, 504)
_SERVER_ERROR = 500
_FIRST_PAUSE_SECONDS = 2.0
_ROBOTS_LAST_SECONDS = 24 * 60 * 60.0


class LeftAloneError(FootnoteError):
    """A host is not asked now; the text says why. Another time it may be."""


class ForbiddenError(FootnoteError):
    """A site's robots.txt says that an address is not for robots."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is, and how to wait; tests have another one."""

    now: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class _Host:
    """What is known of a host in this run. `due` is when it may be asked again, by the clock's
    monotonic time."""

    row: HostRow
    delay: float
    due: float = 0.0
    failures: int = 0
    given_up: str | None = None
    has_robots: bool = False


class Hosts:
    """The hosts that are asked in this run, each at its own pace."""

    def __init__(
        self,
        fetcher: Fetcher,
        parser: ContainedParser,
        memory: Memory,
        seconds_between: float,
        clock: Clock,
    ) -> None:
        self._fetcher = fetcher
        self._parser = parser
        self._memory = memory
        self._seconds_between = seconds_between
        self._clock = clock
        self._hosts: dict[str, _Host] = {}

    def allow(self) -> Allowance:
        """What a page may take, with the robots.txt that are read for it."""
        return self._fetcher.allow()

    def ask(
        self,
        address: str,
        validators: Validators,
        allowance: Allowance,
        accepted: tuple[str, ...] = (),
        max_bytes: int | None = None,
    ) -> Response:
        """What is at `address`, as `Fetcher.fetch` has it, when it is its host's turn, and again
        after a pause if it is busy or fails while something is left of the `allowance`.

        :raises FetchError, RefusedContentError, UnreachableError: as `Fetcher.fetch`.
        :raises ForbiddenError: if robots.txt forbids it.
        :raises LeftAloneError: if the host is not to be asked now.
        """
        origin = find_origin(address)
        host = self._find(origin)
        self._check_robots(host, address, allowance)
        return self._ask(host, address, validators, allowance, accepted, max_bytes)

    def _find(self, origin: str) -> _Host:
        if origin not in self._hosts:
            row = self._memory.find_host(origin)
            self._hosts[origin] = _Host(row, self._seconds_between)
        return self._hosts[origin]

    def _ask(
        self,
        host: _Host,
        address: str,
        validators: Validators,
        allowance: Allowance,
        accepted: tuple[str, ...],
        max_bytes: int | None,
        may_cut: bool = False,
    ) -> Response:
        if allowance.is_spent:
            raise FetchError("what leads to it takes too long")
        pause = _FIRST_PAUSE_SECONDS
        for number in range(_TRIES):
            self._wait(host)
            further = {} if max_bytes is None else {"max_bytes": max_bytes}
            try:
                response = self._fetcher.fetch(
                    address, validators, accepted, **further, may_cut=may_cut, allowance=allowance
                )
            except FetchError as exc:
                self._note_failure(host, str(exc), number)
                if number == _TRIES - 1 or host.given_up or allowance.is_spent:
                    raise
                wanted = None
            else:
                if response.status not in _BUSY:
                    host.failures = 0
                    return response
                wanted = parse_retry_after(response.retry_after, self._clock.now())
                self._note_failure(host, f"it answers {response.status}", number)
                self._heed(host, address, wanted)
                if number == _TRIES - 1 or host.given_up or allowance.is_spent:
                    raise FetchError(f"it answers {response.status}")
            finally:
                host.due = self._clock.monotonic() + host.delay
            host.due = max(host.due, self._clock.monotonic() + max(pause, wanted or 0.0))
            pause *= 2
        raise AssertionError

    def _wait(self, host: _Host) -> None:
        """:raises LeftAloneError: if that is not to be waited for."""
        if host.given_up:
            raise LeftAloneError(host.given_up)
        not_before = host.row.not_before
        if not_before is not None and (left := not_before - self._clock.now()) > 0:
            raise LeftAloneError(f"its host wants to be left alone for another {left:.0f} s")
        if (seconds := host.due - self._clock.monotonic()) > 0:
            self._clock.sleep(seconds)

    def _note_failure(self, host: _Host, reason: str, number: int) -> None:
        """Counts what fails, at its first try: two broken pages are no broken host."""
        host.failures += number == 0
        if host.failures >= _MAX_FAILURES:
            host.given_up = f"its host is left alone until the next refresh: {reason}"

    def _heed(self, host: _Host, address: str, wanted: float | None) -> None:
        """Remembers for how long a host wants to be left alone, if that is long."""
        if wanted is None or wanted <= MAX_WAIT_SECONDS:
            return
        wanted = min(wanted, MAX_ALONE_SECONDS)
        host.given_up = f"{find_host(address)} wants to be left alone for {wanted:.0f} s"
        host.row.not_before = self._clock.now() + wanted
        self._memory.put_host(host.row)

    def _check_robots(self, host: _Host, address: str, allowance: Allowance) -> None:
        """:raises ForbiddenError, LeftAloneError: as `ask`."""
        if not host.has_robots:
            self._read_robots(host, allowance)
        if not host.row.robots:
            return
        try:
            permission = self._parser.check_robots(host.row.robots, AGENT, (address,))
        except ArticleError as exc:
            raise LeftAloneError(f"the robots.txt of its host cannot be read: {exc}") from exc
        delay = min(MAX_DELAY_SECONDS, permission.delay_seconds or 0.0)
        host.delay = max(self._seconds_between, delay)
        if not permission.may_fetch[0]:
            raise ForbiddenError("the robots.txt of its host forbids it")

    def _read_robots(self, host: _Host, allowance: Allowance) -> None:
        """Asks for robots.txt once a run. While a host cannot say it, what it said before holds,
        for a day; without that it is left alone, as RFC 9309 has it."""
        row = host.row
        now = self._clock.now()
        validators = Validators(row.etag, row.last_modified) if row.robots is not None else None
        try:
            response = self._follow_robots(host, validators or Validators(), allowance)
            if response is not None and response.status >= _SERVER_ERROR:
                raise LeftAloneError(f"the server answers {response.status}")
        except (FetchError, LeftAloneError) as exc:
            is_fresh = row.asked is not None and 0 <= now - row.asked < _ROBOTS_LAST_SECONDS
            if row.robots is None or not is_fresh:
                raise LeftAloneError(f"the robots.txt of its host cannot be read: {exc}") from exc
        else:
            if response is None or response.status != 304:
                is_there = response is not None and response.status == 200
                row.robots = _leave_out_cut(response.body) if response and is_there else b""
                kept = response.validators if response and is_there else Validators()
                row.etag, row.last_modified = kept.etag, kept.last_modified
            row.asked = now
            self._memory.put_host(row)
        host.has_robots = True

    def _follow_robots(
        self, host: _Host, validators: Validators, allowance: Allowance
    ) -> Response | None:
        """What is there, or where it leads to; None if there is none that can be had."""
        address = f"{host.row.origin}/robots.txt"
        for _ in range(_MAX_HOPS):
            asked = self._find(find_origin(address))
            try:
                response = self._ask(
                    asked, address, validators, allowance, (), MAX_ROBOTS_BYTES, may_cut=True
                )
            except RefusedContentError:
                return None
            except UnreachableError:
                if asked is host:
                    raise
                return None
            if not 300 < response.status < 304 and response.status not in (307, 308):
                return response
            following = normalise_address(response.location or "", address)
            if following is None:
                return None
            address = following
        return None


def _leave_out_cut(robots: bytes) -> bytes:
    """A robots.txt without the line in which it was cut: half of one may forbid far more."""
    return robots if len(robots) < MAX_ROBOTS_BYTES else robots[: robots.rfind(b"\n") + 1]
