"""One request: bounded in size and time, whatever the other end does."""

import gzip
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from bot.sources.fetching import (
    Fetcher,
    FetchError,
    RefusedContentError,
    Validators,
    make_agent,
    parse_retry_after,
)
from bot.sources.reachable import Reachable, UnreachableError
from tests.support.web_site import Site

HTML = ("text/html",)


@pytest.fixture
def fetcher(site: Site) -> Iterator[Fetcher]:
    with Fetcher(Reachable(frozenset({site.host}))) as fetcher:
        yield fetcher


def test_what_is_there_comes_with_what_tells_its_version(site: Site, fetcher: Fetcher) -> None:
    site.put("/a", "words", media_type="text/html; charset=Latin-1")
    response = fetcher.fetch(f"{site.address}/a", accepted=HTML)
    assert (response.status, response.body) == (200, b"words")
    assert (response.media_type, response.charset) == ("text/html", "Latin-1")
    assert fetcher.fetch(f"{site.address}/a", response.validators).status == 304


@pytest.mark.parametrize(
    ("body", "headers", "media_type", "reason"),
    [
        (b"x" * 2000, {}, "text/html", "larger than"),
        (
            gzip.compress(b"x" * 500_000, mtime=0),
            {"Content-Encoding": "gzip"},
            "text/html",
            "too large",
        ),
        (b"\x1f\x8b nonsense", {"Content-Encoding": "gzip"}, "text/html", "damaged"),
        (b"words", {"Content-Encoding": "br"}, "text/html", "packed by br"),
        (b"words", {"Content-Encoding": "gzip, gzip"}, "text/html", "packed by"),
        (b"words", {}, "image/png", "it is image/png"),
        (b"words", {}, "", "of no stated type"),
    ],
)
def test_what_is_not_taken_is_told(
    site: Site, fetcher: Fetcher, body: bytes, headers: dict[str, str], media_type: str, reason: str
) -> None:
    site.put("/a", body, headers=headers, media_type=media_type)
    with pytest.raises(RefusedContentError, match=reason):
        fetcher.fetch(f"{site.address}/a", accepted=HTML, max_bytes=1000)
    site.put("/b", b"words")
    assert fetcher.fetch(f"{site.address}/b").body == b"words"


def test_a_body_that_ends_too_early_is_none(site: Site, fetcher: Fetcher) -> None:
    whole = gzip.compress(b"words " * 100)
    site.put("/a", whole[:-10], headers={"Content-Encoding": "gzip"})
    with pytest.raises(FetchError, match="ends too early"):
        fetcher.fetch(f"{site.address}/a")


def drip_head(handler: BaseHTTPRequestHandler) -> None:
    for byte in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1000:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        time.sleep(0.02)


def drip_body(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(1000):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.02)


def say_nothing(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(2)


@pytest.mark.parametrize("write", [drip_head, drip_body, say_nothing])
def test_bytes_that_drip_are_not_waited_for(site: Site, write: object) -> None:
    site.put("/a", b"", write=write)
    begun = time.monotonic()
    with (
        Fetcher(Reachable(frozenset({site.host})), max_seconds=0.3) as fetcher,
        pytest.raises(FetchError, match="takes too long"),
    ):
        fetcher.fetch(f"{site.address}/a")
    assert time.monotonic() - begun < 2


def continue_for_ever(handler: BaseHTTPRequestHandler) -> None:
    with suppress(OSError):
        while True:
            handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


def divide_for_ever(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    with suppress(OSError):
        while True:
            handler.wfile.write(b"1;" + b"x" * 2000 + b"\r\na\r\n")


@pytest.mark.parametrize("write", [continue_for_ever, divide_for_ever])
def test_what_pours_beside_a_body_is_not_read_until_the_time_is_over(
    site: Site, write: object
) -> None:
    site.put("/a", b"", write=write)
    with (
        Fetcher(Reachable(frozenset({site.host})), max_seconds=10) as fetcher,
        pytest.raises(FetchError, match="no HTTP"),
    ):
        fetcher.fetch(f"{site.address}/a", max_bytes=500_000)


def test_a_body_in_parts_of_one_byte_is_refused(site: Site, fetcher: Fetcher) -> None:
    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        with suppress(OSError):
            handler.wfile.write(b"1\r\na\r\n" * 300_000)

    site.put("/a", b"", write=write)
    with pytest.raises(RefusedContentError, match="parts"):
        fetcher.fetch(f"{site.address}/a")


@pytest.mark.parametrize(
    "said",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nContent-Length: 20\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"",
    ],
)
def test_what_is_no_answer_is_told(site: Site, fetcher: Fetcher, said: bytes) -> None:
    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(said)
        handler.close_connection = True

    site.put("/a", b"", write=write)
    with pytest.raises(FetchError):
        fetcher.fetch(f"{site.address}/a")


def test_a_host_is_looked_up_once_and_that_is_where_it_is(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who answers "public" first and "here" the next time is not asked a next time."""
    looked_up: list[str] = []

    class Rebinding(Reachable):
        def resolve(self, host: str, port: int, seconds: float = 1.0) -> list[str]:
            looked_up.append(host)
            if len(looked_up) > 1:
                raise UnreachableError("it was asked twice")
            return ["127.0.0.1"]

    site.put("/a", "words")
    monkeypatch.setattr("socket.getaddrinfo", _only_numbers)
    with Fetcher(Rebinding()) as fetcher:
        port = site.host.rpartition(":")[2]
        assert fetcher.fetch(f"http://harbour.example:{port}/a").body == b"words"
    assert looked_up == ["harbour.example"]


_getaddrinfo = socket.getaddrinfo


def _only_numbers(host: str, *arguments: Any, **further: Any) -> Any:
    assert host[0].isdigit(), "the name was looked up again"
    return _getaddrinfo(host, *arguments, **further)


def test_a_proxy_of_the_environment_is_not_asked(
    site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    site.put("/a", "words")
    assert fetcher.fetch(f"{site.address}/a").body == b"words"


@pytest.mark.parametrize("modified", ["yesterday\tnoon", "Fri, 01 Jan 2106 00:00:00 GMT"])
def test_validators_that_could_not_be_sent_back_are_not_kept(
    site: Site, fetcher: Fetcher, modified: str
) -> None:
    headers = {"ETag": '"' + "x" * 1000 + '"', "Last-Modified": modified}
    site.put("/a", "words", headers=headers, has_validators=False)
    assert fetcher.fetch(f"{site.address}/a").validators == Validators()


def test_what_is_said_to_be_as_before_was_asked_for(site: Site, fetcher: Fetcher) -> None:
    site.put("/a", "", status=304)
    assert fetcher.fetch(f"{site.address}/a", Validators('"x"')).status == 304
    with pytest.raises(FetchError, match="was not asked"):
        fetcher.fetch(f"{site.address}/a")


def test_who_asks_says_who_it_is() -> None:
    assert make_agent("") == "Footnote/0.1 (quotes pages with their source)"
    assert make_agent("mailto:mary@example.org").startswith(
        "Footnote/0.1 (+mailto:mary@example.org"
    )
    assert "\n" not in make_agent("a\r\nX: y")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("Tue, 14 Nov 2023 22:14:20 GMT", 60.0),
        ("Tue, 14 Nov 2023 20:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("9" * 30, None),
        ("", None),
        (None, None),
    ],
)
def test_how_long_a_host_wants_to_be_left_alone(value: str | None, seconds: float | None) -> None:
    assert parse_retry_after(value, 1_700_000_000.0) == seconds
