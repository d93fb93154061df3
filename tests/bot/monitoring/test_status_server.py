"""The server that shows how the bot is, to friend and foe."""

import logging
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress

import h11
import httpx
import pytest

from bot.monitoring.status_server import Page, StatusServer
from tests.support.ports import find_port


def fail(accepted: str) -> Page:
    raise LookupError(accepted)


PAGES = {
    "/echo": lambda accepted: Page(accepted.encode(), "text/x", 503),
    "/large": lambda accepted: Page(bytes(10_000_000)),
    "/broken": fail,
}


def wait_until_open(port: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with suppress(OSError):
            talk(port, b"GET / HTTP/1.0\r\n\r\n")  # to its end: none is left behind
            return
        time.sleep(0.005)
    raise AssertionError("nobody listens")


@pytest.fixture
def port() -> Iterator[int]:
    number = find_port()
    server = StatusServer("127.0.0.1", number, PAGES)
    server.start()
    wait_until_open(number)
    yield number
    server.stop()


def talk(port: int, sent: bytes) -> bytes:
    """All that is answered until the connection ends."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(sent)
        parts = []
        with suppress(ConnectionError):
            while part := connection.recv(65536):
                parts.append(part)
        return b"".join(parts)


def test_pages_and_what_is_none(port: int) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers={"Accept": "a/b"}) as client:
        shown = client.get("/echo?x=1")
        assert (shown.status_code, shown.text) == (503, "a/b")
        assert shown.headers["content-type"] == "text/x"
        head = client.head("/echo")
        assert (head.status_code, head.content, head.headers["content-length"]) == (503, b"", "3")
        assert client.get("/").status_code == 404
        assert client.post("/echo", content=b"x").status_code == 405
        assert len(client.get("/large").content) == 10_000_000


def test_a_page_that_breaks_says_so_and_no_more(
    port: int, caplog: pytest.LogCaptureFixture
) -> None:
    shown = httpx.get(f"http://127.0.0.1:{port}/broken", headers={"Accept": "secret"})
    assert (shown.status_code, shown.text) == (500, "cannot be shown, the log says why\n")
    assert "/broken cannot be shown" in caplog.text


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /echo HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 20_000 + b"\r\n\r\n", b"431"),
        (b"\x16\x03\x01 hello\r\n\r\n", b"400"),
        (b"GET /echo HTTP/1.1\r\n\r\n", b"400"),
        (b"GET /echo HTTP/1.0\r\n\r\n", b"503"),
        *(
            (b"GET /echo HTTP/1.1\r\nHost: " + host + b"\r\n\r\n", status)
            for status, hosts in {
                b"503": (b"LocalHost:1", b"[::1]:1", b"[::1]", b"10.0.0.1:1", b"bot:9464", b""),
                b"421": (b"rebound.example:1", b"a@b.example", b"127.0.0.1.example", b"[a.b]"),
            }.items()
            for host in hosts
        ),
    ],
)
def test_requests_that_are_none(port: int, sent: bytes, status: bytes) -> None:
    assert talk(port, sent).split(b" ")[1] == status


def test_the_host_that_is_set_and_the_own_name_of_the_machine_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "Own.example")
    server = StatusServer("Set.example", 1, PAGES)
    for host, status in (("set.example:1", 503), ("OWN.example", 503), ("x.example", 421)):
        request = h11.Request(method="GET", target="/echo", headers=[("Host", host)])
        assert server._make_page(request).status == status


def test_who_is_slow_is_let_go(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.monitoring.status_server._SECONDS_OF_CONNECTION", 0.02)
    assert talk(port, b"GET /echo") == b""


def test_of_too_many_the_oldest_is_let_go(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.monitoring.status_server._MAX_CONNECTIONS", 2)
    monkeypatch.setattr("bot.monitoring.status_server._SECONDS_OF_CONNECTION", 60)
    with ExitStack() as silent:
        for _ in range(5):
            silent.enter_context(socket.create_connection(("127.0.0.1", port)))
            assert talk(port, b"GET /echo HTTP/1.0\r\n\r\n").split(b" ")[1] == b"503"


def test_a_port_that_is_taken_is_told_once_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.monitoring.status_server._SECONDS_BETWEEN_TRIES", 0.01)
    with closing(socket.socket()) as taken, caplog.at_level(logging.INFO):
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = StatusServer("127.0.0.1", port, PAGES)
        server.start()
        while "cannot be used" not in caplog.text:
            time.sleep(0.005)
        time.sleep(0.05)
        taken.close()
        wait_until_open(port)
        server.stop()
    assert caplog.text.count("no metrics: METRICS_PORT") == 1


def test_an_end_before_the_start_is_none() -> None:
    StatusServer("127.0.0.1", 1, PAGES).stop()
