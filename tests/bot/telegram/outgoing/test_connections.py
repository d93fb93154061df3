"""How many connections are open, and which of them is used: by what a server sees."""

import asyncio
import gzip
import sys
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from telegram.error import NetworkError, TimedOut

from bot.telegram.outgoing.connections import Connections

_ANSWER = b'HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{"ok":true}'


@dataclass
class _Server:
    """Notes which connection each call came by, and answers when `go` is set; `cut` calls are not
    answered, but their connection closed, `dripping` ones answered a byte at a time, and `endless`
    ones with more and more. `packing` and `body` are those of all others."""

    url: str = ""
    came_by: list[int] = field(default_factory=list)
    go: asyncio.Event = field(default_factory=asyncio.Event)
    cut: int = 0
    dripping: int = 0
    endless: int = 0
    packing: str = ""
    body: bytes = b'{"ok":true}'
    heads: list[bytes] = field(default_factory=list)
    _opened: int = 0

    @asynccontextmanager
    async def run(self) -> AsyncIterator[None]:
        server = await asyncio.start_server(self._answer, "127.0.0.1")
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield
        finally:
            server.close()

    async def wait_for(self, calls: int) -> None:
        while len(self.came_by) < calls:
            await asyncio.sleep(0.001)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._opened += 1
        number = self._opened
        try:
            while True:
                self.heads.append(await reader.readuntil(b"\r\n\r\n"))
                self.came_by.append(number)
                await self.go.wait()
                if self.cut:
                    self.cut -= 1
                    break
                if self.dripping:
                    self.dripping -= 1
                    await self._drip(writer)
                    continue
                if self.endless:
                    self.endless -= 1
                    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
                    while True:
                        writer.write(b" " * 10_000)
                        await writer.drain()
                if self.packing:
                    head = f"content-encoding: {self.packing}\r\ncontent-length: {len(self.body)}"
                    writer.write(f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode() + self.body)
                    continue
                writer.write(_ANSWER)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _drip(self, writer: asyncio.StreamWriter) -> None:
        for byte in _ANSWER:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.02)


def _play(
    play: Callable[[_Server, Connections], Awaitable[None]],
    most: int = 3,
    spare_seconds: float = 15.0,
) -> list[int]:
    """By which connections the calls came, in order."""

    async def run() -> list[int]:
        server, connections = _Server(), Connections(most, {}, spare_seconds)
        async with server.run():
            await connections.initialize()
            try:
                await asyncio.wait_for(play(server, connections), 30)
            finally:
                await connections.shutdown()
        return server.came_by

    return asyncio.run(run())


async def _call(server: _Server, connections: Connections) -> int:
    return (await connections.do_request(server.url, "POST"))[0]


def test_no_more_are_open_than_there_may_be_and_all_have_their_turn() -> None:
    async def play(server: _Server, connections: Connections) -> None:
        calls = [asyncio.create_task(_call(server, connections)) for _ in range(10)]
        await server.wait_for(3)
        server.go.set()
        assert await asyncio.gather(*calls) == [200] * 10

    came_by = _play(play)
    assert sorted(came_by[:3]) == [1, 2, 3]
    assert max(came_by) == 3 and len(came_by) == 10


def test_one_after_the_other_go_by_the_one_used_last() -> None:
    async def play(server: _Server, connections: Connections) -> None:
        calls = [asyncio.create_task(_call(server, connections)) for _ in range(3)]
        await server.wait_for(3)
        server.go.set()
        await asyncio.gather(*calls)
        for _ in range(5):
            await _call(server, connections)

    came_by = _play(play)
    assert sorted(came_by[:3]) == [1, 2, 3]
    assert len(set(came_by[3:])) == 1


def test_a_call_looks_for_no_module() -> None:
    """What is missing would be looked for on disk at each of its locks."""
    looked_for: list[str] = []

    class Finder:
        def find_spec(self, name: str, *_: object) -> None:
            looked_for.append(name)

    async def play(server: _Server, connections: Connections) -> None:
        server.go.set()
        await _call(server, connections)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "meta_path", [Finder(), *sys.meta_path])
            await _call(server, connections)

    _play(play)
    assert looked_for == []


def test_who_gives_up_takes_no_connection_along() -> None:
    async def play(server: _Server, connections: Connections) -> None:
        held = asyncio.create_task(_call(server, connections))
        await server.wait_for(1)
        waiting = asyncio.create_task(_call(server, connections))
        await asyncio.sleep(0)
        for call in (waiting, held):
            call.cancel()
            await asyncio.gather(call, return_exceptions=True)
        server.go.set()
        assert await _call(server, connections) == 200

    assert len(_play(play, most=1)) == 2


def test_a_call_that_is_given_up_at_any_moment_costs_no_later_one_anything() -> None:
    """At each turn of the loop until it ends by itself, and once more at the next one."""

    async def play(server: _Server, connections: Connections) -> None:
        server.go.set()
        turns, is_done = 0, False
        while not is_done:
            call = asyncio.create_task(_call(server, connections))
            for _ in range(turns):
                await asyncio.sleep(0)
            is_done = call.done()
            call.cancel()
            await asyncio.gather(call, return_exceptions=True)
            assert await _call(server, connections) == 200, f"after {turns} turns"
            turns += 1
        assert turns > 5

    _play(play, most=1)


def test_an_answer_that_drips_is_given_up_and_its_place_is_free() -> None:
    """Each byte comes in time, and all of them never."""

    async def play(server: _Server, connections: Connections) -> None:
        server.go.set()
        server.dripping = 1
        begun = asyncio.get_running_loop().time()
        with pytest.raises(TimedOut):
            await connections.do_request(server.url, "POST", read_timeout=0.2)
        assert 0.4 < asyncio.get_running_loop().time() - begun < 5
        assert await _call(server, connections) == 200

    assert _play(play, most=1, spare_seconds=0.3) == [1, 2]


def test_a_file_may_come_slowly() -> None:
    async def play(server: _Server, connections: Connections) -> None:
        server.go.set()
        server.dripping = 1
        code, _ = await connections.do_request(server.url, "GET", read_timeout=0.2)
        assert code == 200

    _play(play, most=1, spare_seconds=0.0)


def test_one_that_was_cut_is_opened_again() -> None:
    async def play(server: _Server, connections: Connections) -> None:
        server.go.set()
        server.cut = 1
        with pytest.raises(NetworkError):
            await _call(server, connections)
        assert await _call(server, connections) == 200

    assert _play(play, most=1) == [1, 2]


def test_it_can_be_used_again_after_its_end() -> None:
    async def play(server: _Server, connections: Connections) -> None:
        server.go.set()
        await _call(server, connections)
        await connections.shutdown()
        with pytest.raises(RuntimeError):
            await _call(server, connections)
        await connections.initialize()
        assert await _call(server, connections) == 200

    assert _play(play) == [1, 2]


def test_an_answer_without_an_end_is_not_read_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.outgoing.connections._MAX_BYTES", 100_000)

    async def play(server: _Server, connections: Connections) -> None:
        server.endless = 1
        server.go.set()
        with pytest.raises(NetworkError, match="the answer is too long"):
            await connections.do_request(server.url, "POST")
        assert await connections.do_request(server.url, "POST") == (200, b'{"ok":true}')

    assert _play(play) == [1, 2]


@pytest.mark.parametrize(("packing", "pack"), [("gzip", gzip.compress), ("Deflate", zlib.compress)])
def test_a_packed_answer_is_unpacked_up_to_the_same_bound(
    packing: str, pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A megabyte and a half took 1.7 GB of memory."""
    monkeypatch.setattr("bot.telegram.outgoing.connections._MAX_BYTES", 100_000)

    async def play(server: _Server, connections: Connections) -> None:
        server.go.set()
        server.packing, server.body = packing, pack(b" " * 100_001)
        assert len(server.body) < 1000
        with pytest.raises(NetworkError, match="too large when it is unpacked"):
            await connections.do_request(server.url, "POST")
        server.body = pack(b" " * 100_000)
        assert await connections.do_request(server.url, "POST") == (200, b" " * 100_000)
        server.body = b"no such thing"
        with pytest.raises(NetworkError, match="cannot be unpacked"):
            await connections.do_request(server.url, "POST")
        assert all(b"accept-encoding: gzip, deflate\r\n" in each.lower() for each in server.heads)

    _play(play)


@pytest.mark.parametrize("packing", ["br", "zstd", "gzip, gzip"])
def test_what_is_packed_otherwise_is_not_unpacked(packing: str) -> None:
    """Whatever the library could unpack, for which it needs no more than another package."""

    async def play(server: _Server, connections: Connections) -> None:
        server.go.set()
        server.packing, server.body = packing, gzip.compress(gzip.compress(b"{}"))
        assert await connections.do_request(server.url, "POST") == (200, server.body)

    _play(play)
