"""One request to the web, and what comes back: bounded in size and time, followed nowhere.

By httpcore, which is below httpx: redirects, cookies, proxies of the environment and unpacking
without a bound, which httpx adds, all have to be off here.
"""

import math
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType
from urllib.parse import urlsplit

import httpcore

from bot.sources.connecting import Bounds, CheckedBackend
from bot.sources.reachable import Reachable, UnknownHostError
from corpus import FootnoteError
from corpus.sources.inflating import Inflater, InflationError, TooLargeError

AGENT = "Footnote"
"""What robots.txt calls it."""
MAX_BYTES = 8 * 1024 * 1024
"""Of a page, packed and unpacked."""
MAX_SECONDS = 60.0
"""For a page: from each look-up of a host to the last byte, over all its tries and steps."""

_VERSION = "0.1"

_MAX_CONNECTIONS = 8
_MAX_PARTS = 200_000
"""Of a body; each costs, though it is one byte."""
_SPARE_BYTES = 64 * 1024
"""Of a body, beside its size and as much again for what divides it."""
_MAX_VALIDATOR = 500
_MAX_AHEAD_SECONDS = 24 * 60 * 60
_NOT_MODIFIED = 304
_PACKED = ("gzip", "x-gzip", "deflate")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_SECONDS = re.compile(r"\d{1,9}")


class FetchError(FootnoteError):
    """Nothing came back that can be used; the text says why. Another time it may."""


class RefusedContentError(FootnoteError):
    """What comes back is not taken; the text says why. It will be so another time, too."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of the version that it sent; asked with them, it sends no other."""

    etag: str | None = None
    last_modified: str | None = None

    def __bool__(self) -> bool:
        return bool(self.etag or self.last_modified)


@dataclass(frozen=True, slots=True)
class Response:
    """What came back; `body` is unpacked, and empty unless `status` is 200. `media_type` is in
    lower case, `""` if none is stated. `retry_after` is in seconds, or a time as HTTP has it."""

    status: int
    body: bytes = b""
    media_type: str = ""
    charset: str | None = None
    validators: Validators = Validators()
    location: str | None = None
    retry_after: str | None = None
    robots: str = ""


class Allowance:
    """The seconds that a page may take on the line. What a host has us wait in between is none."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left."""
        return self.seconds <= 0


class Fetcher:
    """Fetches one after the other, a page within `max_seconds`, all within `total_seconds`.

    To be used with `with`.
    """

    def __init__(
        self,
        reachable: Reachable,
        contact: str = "",
        max_seconds: float = MAX_SECONDS,
        total_seconds: float = math.inf,
    ) -> None:
        self._max_seconds = max_seconds
        self._end = time.monotonic() + total_seconds
        self._bounds = Bounds()
        backend = CheckedBackend(reachable, self._bounds)
        self._pool = httpcore.ConnectionPool(
            max_connections=_MAX_CONNECTIONS, network_backend=backend
        )
        self._agent = make_agent(contact)

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._pool.close()

    def allow(self) -> Allowance:
        """What a page may take."""
        return Allowance(self._max_seconds)

    def fetch(
        self,
        address: str,
        validators: Validators = Validators(),
        accepted: tuple[str, ...] = (),
        max_bytes: int = MAX_BYTES,
        may_cut: bool = False,
        allowance: Allowance | None = None,
    ) -> Response:
        """What is at a normalised address. If there are `validators` nothing is sent again that
        is still the same, which is status 304. Of a media type that is not `accepted`, if any are
        named, nothing is read. Of what is larger than `max_bytes` the beginning is taken if it
        `may_cut` it. What it takes is taken from the `allowance` of its page.

        :raises FetchError: if that fails, or takes too long.
        :raises RefusedContentError: if it is too large or of another type.
        :raises UnreachableError: if the host is not to be connected to.
        """
        allowance = allowance or self.allow()
        begun = time.monotonic()
        self._bounds.begin(min(allowance.seconds, self._end - begun))
        headers = self._make_headers(address, validators)
        try:
            with self._pool.stream("GET", address, headers=headers) as answer:
                found = {
                    name.decode("latin-1").lower(): value.decode("latin-1").strip()
                    for name, value in answer.headers
                }
                head = _read_head(answer.status, found)
                if answer.status == _NOT_MODIFIED and not validators:
                    raise FetchError("it says that it is as before, and was not asked that")
                if answer.status != 200:
                    return head
                if accepted and head.media_type not in accepted:
                    named = head.media_type or "of no stated type"
                    raise RefusedContentError(f"it is {named}, and no page")
                self._bounds.begin_body(2 * max_bytes + _SPARE_BYTES)
                body = _read_body(answer, found, max_bytes, may_cut)
        except (httpcore.TimeoutException, httpcore.NetworkError) as exc:
            raise FetchError(_word(exc)) from exc
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as exc:
            raise FetchError("what it answers is no HTTP") from exc
        except UnknownHostError as exc:
            raise FetchError(str(exc)) from exc
        except (OSError, ValueError) as exc:
            raise FetchError(f"cannot be fetched: {type(exc).__name__}") from exc
        finally:
            allowance.seconds -= time.monotonic() - begun
        return _with_body(head, body)

    def _make_headers(self, address: str, validators: Validators) -> list[tuple[str, str]]:
        headers = [
            ("Host", urlsplit(address).netloc),
            ("User-Agent", self._agent),
            ("Accept", "text/html, application/xhtml+xml, application/xml;q=0.9, text/*;q=0.8"),
            ("Accept-Encoding", "gzip, deflate"),
        ]
        if validators.etag:
            headers.append(("If-None-Match", validators.etag))
        if validators.last_modified:
            headers.append(("If-Modified-Since", validators.last_modified))
        return headers


def make_agent(contact: str) -> str:
    """Who asks, and where the owner of a site can turn to."""
    shown = re.sub(r"[^ -~]|[()]", "", contact).strip()
    about = f"+{shown}; " if shown else ""
    return f"{AGENT}/{_VERSION} ({about}quotes pages with their source)"


def parse_retry_after(value: str | None, now: float) -> float | None:
    """How many seconds from `now`, in seconds since 1970, a server wants to be left alone; None if
    it does not say."""
    if not value:
        return None
    if _SECONDS.fullmatch(value):
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return None


def _read_head(status: int, found: Mapping[str, str]) -> Response:
    stated = found.get("content-type", "")
    charset = _CHARSET.search(stated)
    return Response(
        status=status,
        media_type=stated.partition(";")[0].strip().lower(),
        charset=charset[1] if charset else None,
        validators=Validators(
            _keep_validator(found.get("etag")), _keep_date(found.get("last-modified"))
        ),
        location=found.get("location"),
        retry_after=found.get("retry-after"),
        robots=found.get("x-robots-tag", ""),
    )


def _keep_validator(value: str | None) -> str | None:
    """What can be sent back as it is."""
    is_sound = value and len(value) <= _MAX_VALIDATOR and value.isascii() and value.isprintable()
    return value if is_sound else None


def _keep_date(value: str | None) -> str | None:
    """A date by which a server can tell what is newer: one to come would never be older."""
    ahead = parse_retry_after(value, time.time())
    return None if ahead and ahead > _MAX_AHEAD_SECONDS else _keep_validator(value)


def _with_body(head: Response, body: bytes) -> Response:
    return Response(
        status=head.status,
        body=body,
        media_type=head.media_type,
        charset=head.charset,
        validators=head.validators,
        robots=head.robots,
    )


def _read_body(
    answer: httpcore.Response, found: Mapping[str, str], max_bytes: int, may_cut: bool
) -> bytes:
    packing = found.get("content-encoding", "identity").lower().strip()
    if packing not in (*_PACKED, "identity", ""):
        raise RefusedContentError(f"it is packed by {packing[:40]}, which was not asked for")
    inflater = Inflater(max_bytes) if packing in _PACKED else None
    parts: list[bytes] = []
    read = 0
    for number, part in enumerate(answer.iter_stream()):
        if number >= _MAX_PARTS:
            raise RefusedContentError(f"it comes in more than {_MAX_PARTS} parts")
        read += len(part)
        if read > max_bytes and may_cut and not inflater:
            return b"".join((*parts, part))[:max_bytes]
        if read > max_bytes:
            raise RefusedContentError(f"it is larger than {max_bytes >> 20} MiB")
        try:
            parts.append(inflater.feed(part) if inflater else part)
        except TooLargeError as exc:
            if may_cut:
                return b"".join((*parts, exc.beginning))
            raise RefusedContentError(str(exc)) from exc
        except InflationError as exc:
            raise RefusedContentError(str(exc)) from exc
    if inflater and read and not inflater.is_whole:
        raise FetchError("what it sends ends too early")
    return b"".join(parts)


def _word(error: Exception) -> str:
    if isinstance(error, httpcore.TimeoutException):
        return "it takes too long"
    return (
        "it cannot be connected to" if isinstance(error, httpcore.ConnectError) else "it hangs up"
    )
