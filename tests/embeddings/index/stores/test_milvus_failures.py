"""What an engine's failures are told as."""

import base64

import pytest

from embeddings import EngineAddress
from embeddings.index.stores.store import AwayError, StoreError

pytest.importorskip("pymilvus", reason="the extra milvus is not installed")

import grpc
from pymilvus.exceptions import MilvusException

from embeddings.index.stores.milvus_failures import (
    CutOffError,
    NotLoadedError,
    NotThereError,
    explain,
)

ADDRESS = EngineAddress("http://engine:1", "harbour", "footnote:s3cret")


class _RpcError(grpc.RpcError):  # type: ignore[misc, unused-ignore]
    def __init__(self, code: grpc.StatusCode, details: str) -> None:
        self._code = code
        self._details = details

    def code(self) -> grpc.StatusCode:
        return self._code

    def details(self) -> str:
        return self._details


def _fail_to_connect(cause: Exception) -> MilvusException:
    """As the client does with whatever a server says of its first call."""
    error = MilvusException(code=2, message="Fail connecting to server on engine:1, illegal")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind", "told"),
    [
        (MilvusException(100, "collection not found"), NotThereError, "has no index harbour"),
        (MilvusException(101, "not loaded"), NotLoadedError, "has not loaded the index harbour"),
        (_RpcError(grpc.StatusCode.UNAVAILABLE, "x"), CutOffError, "engine:1 does not answer"),
        (_RpcError(grpc.StatusCode.DEADLINE_EXCEEDED, "x"), AwayError, "engine:1 does not answer"),
        (_fail_to_connect(grpc.FutureTimeoutError()), AwayError, "engine:1 does not answer"),
        (
            _fail_to_connect(_RpcError(grpc.StatusCode.UNAUTHENTICATED, "auth check failure")),
            StoreError,
            "engine:1 lets nobody in so: auth check failure; look at INDEX_URL",
        ),
        (MilvusException(65535, "wrong password"), StoreError, "look at INDEX_URL"),
        (
            _RpcError(grpc.StatusCode.RESOURCE_EXHAUSTED, "no token is left"),
            StoreError,
            "engine:1: no token is left",
        ),
        (
            _RpcError(grpc.StatusCode.INTERNAL, "Exception deserializing response!"),
            StoreError,
            "something else than what it was asked for",
        ),
        (KeyError("s3cret"), StoreError, "something else than what it was asked for"),
    ],
)
def test_each_failure_is_a_line_that_says_what_it_is(
    error: Exception, kind: type[StoreError], told: str
) -> None:
    found = explain(error, ADDRESS)
    assert type(found) is kind
    assert told in str(found)
    assert "\n" not in str(found)


@pytest.mark.parametrize("form", ["{0}:{1}", "of {0} with {1}!", "{2}", "{3}"])
def test_what_an_engine_says_shows_no_secret(form: str) -> None:
    whole, part = (base64.b64encode(each).decode() for each in (b"footnote:s3cret", b"s3cret"))
    text = form.format("footnote", "s3cret", whole, part)
    told = str(explain(MilvusException(5, f"what about {text}"), ADDRESS))
    assert "what about" in told
    assert not any(each in told for each in ("s3cret", whole, part))
