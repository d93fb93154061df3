"""Calls to an engine whose connection ends meanwhile."""

import time
from types import SimpleNamespace

import pytest

from embeddings import AwayError, EngineAddress

pytest.importorskip("pymilvus", reason="the extra milvus is not installed")

from pymilvus.exceptions import MilvusException

from embeddings.index.stores import milvus_connection as module
from embeddings.index.stores.milvus_connection import MilvusConnection

CUT = (
    MilvusException(1, "UNAVAILABLE: GOAWAY received; too_many_pings"),
    MilvusException(1, "<_MultiThreadedRendezvous: Channel closed!>"),
    ValueError("Cannot invoke RPC on closed channel!"),
)


class Cut:
    """A client whose first calls fail."""

    def __init__(self, *errors: Exception, seconds: float = 0.0) -> None:
        self.errors = list(errors)
        self.seconds = seconds
        self.calls = 0

    def call(self, *_: object, **options: object) -> object:
        self.calls += 1
        time.sleep(self.seconds)
        if self.errors:
            raise self.errors.pop(0)
        return ["answered"]


def connect(client: Cut) -> MilvusConnection:
    connection = MilvusConnection(EngineAddress("http://engine:1", "a"))
    connection._connected = SimpleNamespace(list_collections=client.call, insert=client.call)
    return connection


@pytest.mark.parametrize("error", CUT)
def test_what_is_read_is_asked_again_at_once(error: Exception) -> None:
    assert connect(Cut(error)).read(list, "list_collections") == ["answered"]


def test_it_is_asked_again_once_and_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Cut(*CUT)
    with pytest.raises(AwayError):
        connect(client).read(list, "list_collections")
    assert client.calls == 2
    monkeypatch.setattr(module, "_SECONDS_TO_READ", 0.1)
    slow = Cut(*CUT, seconds=0.1)
    with pytest.raises(AwayError):
        connect(slow).read(list, "list_collections")
    assert slow.calls == 1


def test_nothing_is_written_twice() -> None:
    client = Cut(*CUT)
    with pytest.raises(AwayError):
        connect(client).write("insert", "a", [])
    assert client.calls == 1
