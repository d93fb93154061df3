"""What a call to Telegram costs by how many connections are open and idle, by the library's own
pool and by ours: processor time of the library and HTTP alone, against a server of a few lines in
its own process.

    python -m tests.benchmarks.connections
"""

import asyncio
import multiprocessing
import statistics
import time
from multiprocessing.connection import Connection

from telegram.request import BaseRequest, HTTPXRequest

from bot.telegram.outgoing.connections import Connections

_OPEN = (1, 8, 32, 64, 256)
_CALLS = 200
_ROUNDS = 3
_ANSWER = b'{"ok":true,"result":true}'
_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"


def main() -> None:
    """Prints the milliseconds of a call with each number of open connections, by either."""
    here, there = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(there,))
    process.start()
    try:
        url = f"http://127.0.0.1:{here.recv()}"
        asyncio.run(_measure(url))
    finally:
        process.terminate()
        process.join()


async def _measure(url: str) -> None:
    took: dict[int, tuple[list[float], list[float]]] = {count: ([], []) for count in _OPEN}
    for _ in range(_ROUNDS):  # in turns: what else the machine does is shared by all
        for count, (library, ours) in took.items():
            library.append(await _measure_one(HTTPXRequest(count), url, count))
            ours.append(await _measure_one(Connections(count, {}), url, count))
    for count, each in took.items():
        library_ms, own_ms = map(statistics.median, each)
        ratio = library_ms / own_ms
        print(
            f"{count:4} open: {library_ms:5.2f} ms a call, ours {own_ms:5.2f}: {ratio:4.1f} times"
        )


async def _measure_one(request: BaseRequest, url: str, count: int) -> float:
    await request.initialize()
    try:
        # All at once, each of which waits, so that each has a connection of its own.
        await asyncio.gather(*(request.do_request(f"{url}/slow", "POST") for _ in range(count)))
        begun = time.process_time()
        for _ in range(_CALLS):
            await request.do_request(f"{url}/fast", "POST")
        return 1000 * (time.process_time() - begun) / _CALLS
    finally:
        await request.shutdown()


def _serve(there: Connection) -> None:
    asyncio.run(_answer_all(there))


async def _answer_all(there: Connection) -> None:
    server = await asyncio.start_server(_answer, "127.0.0.1", backlog=2 * max(_OPEN))
    there.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")  # there is no body
            await asyncio.sleep(1.0 if b"/slow" in head else 0)
            writer.write(_HEAD % len(_ANSWER) + _ANSWER)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


if __name__ == "__main__":
    main()
