"""How often a host is asked for a page, and for how long in all."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler

import pytest

from bot.config.settings import Settings
from bot.sources.fetching import Fetcher, Validators
from bot.sources.hosts import Clock, Hosts
from bot.sources.memory import Memory
from bot.sources.reachable import Reachable
from bot.sources.visiting import Outcome, Visit, visit
from corpus.sources.contained_parser import ContainedParser
from tests.support.web_site import Site

SECONDS = 1.0
_CLOCK = Clock(sleep=lambda seconds: None)


@pytest.fixture
def hosts(site: Site, settings: Settings) -> Iterator[Hosts]:
    with (
        closing(Memory.of_settings(settings)) as memory,
        Fetcher(Reachable(frozenset({site.host})), max_seconds=SECONDS) as fetcher,
        ContainedParser() as parser,
    ):
        yield Hosts(fetcher, parser, memory, 0.0, _CLOCK)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < seconds


def look_at(hosts: Hosts, address: str) -> Visit:
    return visit(hosts, address, Validators())


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A body without an end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(1000):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.02)


def wait_and(then: Callable[[BaseHTTPRequestHandler], None], seconds: float) -> object:
    """Answers late."""

    def write(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        then(handler)

    return write


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


def say_busy(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")


def test_a_page_that_drips_is_asked_for_once(site: Site, hosts: Hosts) -> None:
    site.put("/a", b"", write=drip)
    with within(2 * SECONDS):
        found = look_at(hosts, f"{site.address}/a")
    assert (found.outcome, found.reason) == (Outcome.FAILED, "it takes too long")
    assert site.list_paths() == ["/robots.txt", "/a"]


@pytest.mark.parametrize("then", [hang_up, say_busy])
def test_a_host_that_fails_at_once_is_asked_thrice_and_one_that_fails_late_twice(
    site: Site, hosts: Hosts, then: Callable[[BaseHTTPRequestHandler], None]
) -> None:
    site.put("/a", b"", write=then)
    look_at(hosts, f"{site.address}/a")
    assert site.list_paths() == ["/robots.txt", "/a", "/a", "/a"]
    site.put("/a", b"", write=wait_and(then, 0.6 * SECONDS))
    with within(2 * SECONDS):
        assert look_at(hosts, f"{site.address}/a").outcome is Outcome.FAILED
    assert site.list_paths()[4:] == ["/a", "/a"]


def test_steps_on_the_way_to_a_page_take_of_its_time(site: Site, hosts: Hosts) -> None:
    def lead_on(handler: BaseHTTPRequestHandler) -> None:
        where = f"/{len(site.asked)}".encode()
        handler.wfile.write(b"HTTP/1.1 302 Found\r\nLocation: %b\r\n" % where)
        handler.wfile.write(b"Content-Length: 0\r\n\r\n")

    for path in ("/a", *(f"/{number}" for number in range(9))):
        site.put(path, b"", write=wait_and(lead_on, 0.4 * SECONDS))
    with within(2 * SECONDS):
        assert look_at(hosts, f"{site.address}/a").outcome is Outcome.FAILED
    assert len(site.asked) == 4


def test_a_robots_txt_that_drips_takes_of_the_time_of_the_page(site: Site, hosts: Hosts) -> None:
    site.put("/robots.txt", b"", write=drip)
    with within(2 * SECONDS):
        found = look_at(hosts, f"{site.address}/a")
    assert found.outcome is Outcome.FAILED
    assert site.list_paths() == ["/robots.txt"]


def test_two_broken_pages_keep_no_other_from_being_looked_at(hosts: Hosts, site: Site) -> None:
    for number in (1, 2):
        site.put(f"/broken/{number}", b"", status=500)
    site.put("/good", b"<p>The crane is open.</p>")
    for number in (1, 2):
        assert look_at(hosts, f"{site.address}/broken/{number}").outcome is Outcome.FAILED
    assert look_at(hosts, f"{site.address}/good").outcome is not Outcome.FAILED
