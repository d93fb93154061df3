"""What Milvus and its client say when they fail, as a line that says what to do and has no secret
in it."""

import base64
import re

import grpc

from corpus import clean_line
from embeddings.index.stores.store import AwayError, EngineAddress, StoreError

_NOT_THERE = 100, 1600
"""What Milvus says of a collection and of an alias: its pkg/util/merr/errors.go."""
_NOT_LOADED, _RELEASED = 101, "in state 'released'"
"""The former, and milvus-lite's word for it."""
_NO_CODES = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED)
_NO_WORDS = (*(code.name for code in _NO_CODES), "Fail connecting")
_CUT_CODES = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED)
_CUT_WORDS = ("UNAVAILABLE", "closed channel", "Channel closed")
"""Also what a call is told whose connection another thread has ended, as it found it broken."""
_REFUSING_CODES = (grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.PERMISSION_DENIED)
_REFUSED = re.compile(r"auth|permission|privilege|password|credential", re.IGNORECASE)
_UNREADABLE = re.compile(r"deseriali[sz]ing")
_MAX_REASON = 200


class NotThereError(StoreError):
    """There is no such thing in the engine."""


class NotLoadedError(AwayError):
    """What is asked for is not in the engine's memory."""


class CutOffError(AwayError):
    """The connection has ended, for whatever reason, while something was asked: on another one it
    may be answered."""


def explain(exc: Exception, address: EngineAddress) -> StoreError:
    """What `exc`, of the client of the engine at `address`, means."""
    shown = show(address)
    told = _find_call(exc)
    code = told.code() if isinstance(told, grpc.RpcError) else getattr(told, "code", None)
    text = str(getattr(told, "message", "") or getattr(told, "details", str)() or told)
    if code in _NOT_THERE:
        return NotThereError(f"{shown} has no index {address.name}")
    if code in _REFUSING_CODES:
        return _refuse(text, address)
    is_cut = code in _CUT_CODES or any(word in text for word in _CUT_WORDS)
    if is_cut or code in _NO_CODES or any(word in text for word in _NO_WORDS):
        is_secure = address.url.startswith("https:")
        or_else = ", or not with a certificate to be trusted" if is_secure else ""
        kind = CutOffError if is_cut else AwayError
        return kind(f"{shown} does not answer{or_else} (INDEX_URL names it)")
    if code == _NOT_LOADED or _RELEASED in text:
        return NotLoadedError(f"{shown} has not loaded the index {address.name}")
    if code is None or _UNREADABLE.search(text):
        return not_understood(address)
    if code != grpc.StatusCode.RESOURCE_EXHAUSTED and _REFUSED.search(text):
        return _refuse(text, address)
    return StoreError(f"{shown}: {_make_reason(text, address)}")


def not_understood(address: EngineAddress) -> StoreError:
    """That the engine answers, and what it answers is none."""
    return StoreError(f"{show(address)} answers with something else than what it was asked for")


def show(address: EngineAddress) -> str:
    """The engine's host and port."""
    return address.url.partition("://")[2]


def _refuse(text: str, address: EngineAddress) -> StoreError:
    reason = _make_reason(text, address)
    return StoreError(f"{show(address)} lets nobody in so: {reason}; look at INDEX_URL")


def _make_reason(text: str, address: EngineAddress) -> str:
    secrets = {address.token, address.token.partition(":")[2]} - {""}
    secrets |= {base64.b64encode(each.encode()).decode() for each in secrets}
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, "…")
    return clean_line(text)[:_MAX_REASON]


def _find_call(exc: BaseException) -> BaseException:
    """The call that failed: the client says of each that begins a connection that nobody
    answers."""
    cause = exc.__cause__
    return cause if isinstance(cause, grpc.RpcError) and hasattr(cause, "code") else exc
