"""What the webhook's server takes and what it refuses, over real HTTP."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

import pytest

from bot.config.webhook import WebhookSettings
from bot.telegram.incoming import webhook_server
from bot.telegram.incoming.webhook_server import MAX_BODY_BYTES, WebhookServer

SECRET = "the-secret"
GOOD = {"Host": "x", "X-Telegram-Bot-Api-Secret-Token": SECRET}
Opened = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Served:
    """A server at a socket in `folder`, and what it took."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "s"
        settings = WebhookSettings("https://bot.example.org/hook", "", 0, self.path)
        self.taken: list[bytes] = []
        self.writers: list[asyncio.StreamWriter] = []
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()
        self.server = WebhookServer(settings, SECRET, self._take)

    async def _take(self, body: bytes) -> HTTPStatus:
        await self.may_go_on.wait()
        self.taken.append(body)
        if body == b"broken":
            raise ValueError(body)
        return HTTPStatus.OK

    async def open(self) -> Opened:
        reader, writer = await asyncio.open_unix_connection(self.path)
        self.writers.append(writer)
        return reader, writer


def write_request(
    body: bytes = b"{}",
    method: str = "POST",
    target: str = "/hook",
    headers: dict[str, str] = GOOD,
) -> bytes:
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {it}" for name, it in headers.items())]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def serve(folder: Path, talk: Callable[[Served], Awaitable[None]]) -> None:
    async def run() -> None:
        served = Served(folder)
        await served.server.start()
        try:
            async with asyncio.timeout(10):
                await talk(served)
        finally:
            await served.server.stop()
            for writer in served.writers:
                writer.close()
                with suppress(ConnectionError):
                    await writer.wait_closed()

    asyncio.run(run())


def _declare(length: int) -> dict[str, str]:
    return {"Content-Length": str(length)}


async def read_head(reader: asyncio.StreamReader) -> str:
    return (await reader.readuntil(b"\r\n\r\n")).decode()


def test_requests_of_one_connection_are_taken(tmp_path: Path) -> None:
    async def talk(served: Served) -> None:
        reader, writer = await served.open()
        whole = b"x" * MAX_BODY_BYTES
        for body in (b"1", b"", whole):
            writer.write(write_request(body))
            assert await read_head(reader) == "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n"
        assert served.taken == [b"1", b"", whole]
        writer.write(write_request(b"2") + write_request(b"3"))
        await read_head(reader)
        await read_head(reader)
        assert served.taken[3:] == [b"2", b"3"]

    serve(tmp_path, talk)


def test_all_else_is_refused_without_a_word(tmp_path: Path) -> None:
    wrong = GOOD | {"X-Telegram-Bot-Api-Secret-Token": "the-secreT"}
    twice = GOOD | {"x-telegram-bot-api-secret-token": "x"}
    chunked = GOOD | {"Transfer-Encoding": "chunked"}
    packed = GOOD | {"Transfer-Encoding": "gzip"}
    long = b"%x\r\n" % (MAX_BODY_BYTES + 1) + b"x" * (MAX_BODY_BYTES + 1) + b"\r\n0\r\n\r\n"
    requests = {
        "another path": (404, write_request(target="/hook/")),
        "a query": (404, write_request(target="/hook?x=1")),
        "an escaped path": (404, write_request(target="/%68ook")),
        "another method": (405, write_request(b"", method="GET")),
        "no secret": (403, write_request(headers={"Host": "x"})),
        "a wrong secret": (403, write_request(headers=wrong)),
        "two secrets": (403, write_request(headers=twice)),
        "two ways to find its end": (400, write_request(b"0\r\n\r\n", headers=chunked)),
        "a long body": (413, write_request(b"", headers=GOOD | _declare(MAX_BODY_BYTES + 1))),
        "a body of which nothing comes": (413, write_request(b"", headers=GOOD | _declare(10**12))),
        "a long body in pieces": (413, write_request(b"", headers=chunked) + long),
        "no HTTP": (400, b"\x16\x03\x01\r\n\r\n"),
        "no piece of a body": (400, write_request(b"", headers=chunked) + b"none\r\n"),
        "a head without an end": (431, b"POST /hook HTTP/1.1\r\nHost: x\r\nA: " + b"a" * 50_000),
        "two lengths": (400, write_request(headers=GOOD | {"Content-Length": "7"})),
        "an unknown way to send it": (501, write_request(b"", headers=packed)),
    }

    async def talk(served: Served) -> None:
        for name, (status, request) in requests.items():
            reader, writer = await served.open()
            writer.write(request)
            head = await read_head(reader)
            assert head.startswith(f"HTTP/1.1 {status} \r\n"), name
            assert head.count("\r\n") == 4, head  # length, end of the connection, no more
            if name != "a long body in pieces":
                assert await reader.read() == b"", name
        assert served.taken == []

    serve(tmp_path, talk)


def test_what_fails_is_told_so_that_telegram_sends_it_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def talk(served: Served) -> None:
        reader, writer = await served.open()
        writer.write(write_request(b"broken"))
        assert (await read_head(reader)).startswith("HTTP/1.1 500 ")

    serve(tmp_path, talk)
    assert "an update was not taken" in caplog.text


@pytest.mark.parametrize(
    ("sent", "limit"),
    [
        (b"", "_SECONDS_FOR_REQUEST"),
        (b"POST /hook", "_SECONDS_FOR_REQUEST"),
        (write_request(b"{}")[:-1], "_SECONDS_FOR_REQUEST"),
        (write_request(b"{}"), "_SECONDS_IDLE"),
    ],
)
def test_who_is_slow_is_hung_up_on(
    sent: bytes, limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook_server, limit, 0.02)

    async def talk(served: Served) -> None:
        reader, writer = await served.open()
        writer.write(sent)
        is_kept = limit == "_SECONDS_IDLE"
        assert (b" 200 " in await reader.read()) == is_kept
        assert len(served.taken) == is_kept

    serve(tmp_path, talk)


def test_of_too_many_connections_the_one_that_is_idle_for_the_longest_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook_server, "_MAX_CONNECTIONS", 2)

    async def talk(served: Served) -> None:
        async def call(opened: Opened) -> None:
            opened[1].write(write_request())
            assert "200" in await read_head(opened[0])

        first, second = await served.open(), await served.open()
        await call(second)
        await call(first)
        third = await served.open()
        assert await second[0].read() == b""
        served.may_go_on.clear()
        for _, writer in (first, third):
            writer.write(write_request())
        while len(served.server._busy) < 2:
            await asyncio.sleep(0)
        fourth, _ = await served.open()
        assert await fourth.read() == b"", "all others are at work"
        served.may_go_on.set()
        for reader, _ in (first, third):
            assert "200" in await read_head(reader)

    serve(tmp_path, talk)


def test_what_was_begun_is_answered_at_the_end(tmp_path: Path) -> None:
    async def talk(served: Served) -> None:
        idle, _ = await served.open()
        reader, writer = await served.open()
        served.may_go_on.clear()
        writer.write(write_request(b"1"))
        while not served.server._busy:
            await asyncio.sleep(0)
        stopping = asyncio.create_task(served.server.stop())
        assert await idle.read() == b""
        assert served.taken == []
        served.may_go_on.set()
        assert "200" in await read_head(reader)
        await stopping
        assert served.taken == [b"1"]
        assert not served.path.exists()

    serve(tmp_path, talk)


def test_a_socket_that_a_killed_process_left_is_taken_over(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(tmp_path / "s"))

    async def talk(served: Served) -> None:
        assert served.path.stat().st_mode & 0o777 == 0o666
        reader, writer = await served.open()
        writer.write(write_request())
        assert "200" in await read_head(reader)

    serve(tmp_path, talk)


def test_what_is_at_the_place_of_the_socket_and_no_dead_one_stays(tmp_path: Path) -> None:
    path = tmp_path / "s"

    async def refuse(said: str) -> None:
        before = path.lstat()
        another = Served(tmp_path)
        with pytest.raises(OSError, match=said):
            await another.server.start()
        await another.server.stop()
        assert path.lstat().st_ino == before.st_ino

    async def talk(served: Served) -> None:
        await refuse("in use")
        reader, writer = await served.open()
        writer.write(write_request())
        assert "200" in await read_head(reader)

    serve(tmp_path, talk)
    path.touch()
    asyncio.run(refuse("no socket"))
    path.unlink()
    path.symlink_to("nowhere")
    asyncio.run(refuse("no socket"))


def test_a_socket_that_was_taken_away_is_made_again(tmp_path: Path) -> None:
    async def talk(served: Served) -> None:
        assert not served.server.is_cut_off
        served.path.unlink()
        assert served.server.is_cut_off
        another = Served(tmp_path)
        await another.server.start()
        assert served.server.is_cut_off
        with pytest.raises(OSError, match="in use"):
            await served.server.start()
        await served.server.stop()
        assert not another.server.is_cut_off, "it is not taken away"
        await another.server.stop()
        assert not served.path.exists()
        await served.server.start()
        assert not served.server.is_cut_off

    serve(tmp_path, talk)
