"""Milvus' own server for one machine, for tests, and an engine at it that watches who asks it."""

import asyncio
import re
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import pytest

if TYPE_CHECKING:
    from pymilvus import MilvusClient

_BEGIN = "from milvus_lite.cmdline import main; main()"
_SECONDS_TO_START = 60.0
_QUIET = {"grpc.keepalive_time_ms": 310_000, "grpc.keepalive_permit_without_calls": 0}


class MilvusServer:
    """milvus-lite's server as a process of its own, at `url` while it runs; what it holds is in
    `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = find_free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """For pymilvus."""
        return f"http://127.0.0.1:{self.port}"

    def name_index(self, name: str) -> str:
        """`INDEX_URL` of an index that is called so."""
        return f"milvus+{self.url}/{name}"

    def start(self) -> None:
        """Returns when it answers."""
        self._folder.mkdir(parents=True, exist_ok=True)
        log = self._folder.with_suffix(".log").open("ab")
        with log:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-c", _BEGIN, "server", "--data-dir", str(self._folder)),
                    *("--host", "127.0.0.1", "--port", str(self.port)),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + _SECONDS_TO_START
        while not self._answers():
            assert self._process.poll() is None, "milvus-lite has ended"
            assert time.monotonic() < end, "milvus-lite does not start"
            time.sleep(0.05)

    def stop(self) -> None:
        """Ends it by force."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 0.2):
            return True
        return False


@contextmanager
def named_index(server: MilvusServer, name: str) -> Iterator[str]:
    """`INDEX_URL` of an index of one test, of which nothing is left at the end."""
    name = re.sub(r"\W", "_", name)[:30]
    try:
        yield server.name_index(name)
    finally:
        with connect(server.url) as client:
            for collection in client.list_collections():
                if collection.startswith((f"{name}__", f"{name}_2__")):
                    for alias in client.list_aliases(collection)["aliases"]:
                        client.drop_alias(alias)
                    client.drop_collection(collection)


@contextmanager
def connect(url: str) -> "Iterator[MilvusClient]":
    """A client of the engine at `url`. One that is left open asks again and again whether the
    server is there, which ends its connections, and those of all clients that share them."""
    from pymilvus import MilvusClient

    client = MilvusClient(uri=url, timeout=10, dedicated=True, grpc_options=_QUIET)
    try:
        yield client
    finally:
        client.close()


@contextmanager
def watch_loops(kind: type[object], method: str) -> Iterator[None]:
    """Fails at the end of the block if `method` was called while an event loop waited for it."""
    waited: list[str] = []
    called = getattr(kind, method)

    def call(*args: Any, **options: Any) -> Any:
        with suppress(RuntimeError):
            asyncio.get_running_loop()
            waited.append("".join(traceback.format_stack(limit=12)))
        return called(*args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kind, method, call)
        yield
    assert not waited, f"an event loop waited for the engine: {waited[0]}"


def find_free_port() -> int:
    """A port where nobody listens now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
