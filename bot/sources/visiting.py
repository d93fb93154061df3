"""Visiting an address: where it leads, and what there is."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from bot.sources.fetching import FetchError, RefusedContentError, Response, Validators
from bot.sources.hosts import ForbiddenError, Hosts, LeftAloneError
from bot.sources.reachable import UnreachableError
from corpus.sources.addresses import find_host, normalise_address

PAGE_TYPES = ("text/html", "application/xhtml+xml")

_MAX_HOPS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_GONE = (404, 410, 451)


class Outcome(Enum):
    """What came of a visit: something, what was there before, nothing any more, nothing that is
    taken, or nothing just now."""

    FOUND = auto()
    UNCHANGED = auto()
    GONE = auto()
    REFUSED = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class Visit:
    """`address` is where it ended; `reason` is why nothing was found; `response` what was."""

    outcome: Outcome
    address: str
    reason: str | None = None
    response: Response | None = None


def visit(
    hosts: Hosts,
    address: str,
    validators: Validators,
    accepted: tuple[str, ...] = (),
    max_bytes: int | None = None,
    may_follow: Callable[[str], bool] = lambda address: True,
) -> Visit:
    """Asks for `address`, with its `validators`, and follows where it leads, if it `may_follow`:
    each step is a request as any other, to a host that may be reached and asked. All of them
    together have the time of one page."""
    seen = {address}
    allowance = hosts.allow()
    for _ in range(_MAX_HOPS + 1):
        try:
            response = hosts.ask(address, validators, allowance, accepted, max_bytes)
        except (FetchError, LeftAloneError) as exc:
            return Visit(Outcome.FAILED, address, str(exc))
        except (UnreachableError, ForbiddenError, RefusedContentError) as exc:
            return Visit(Outcome.REFUSED, address, str(exc))
        if response.status not in _REDIRECTS:
            return _judge(address, response)
        following = normalise_address(response.location or "", address)
        if following is None:
            return Visit(Outcome.REFUSED, address, "it leads to no address of the web")
        if following in seen:
            return Visit(Outcome.REFUSED, address, "it leads back to itself")
        if not may_follow(following):
            return Visit(Outcome.REFUSED, address, f"it leads to {find_host(following)}")
        seen.add(following)
        address, validators = following, Validators()
    return Visit(Outcome.REFUSED, address, f"it leads on more than {_MAX_HOPS} times")


def _judge(address: str, response: Response) -> Visit:
    status = response.status
    if status == 200:
        return Visit(Outcome.FOUND, address, response=response)
    if status == 304:
        return Visit(Outcome.UNCHANGED, address, response=response)
    if status in _GONE:
        return Visit(Outcome.GONE, address, f"it answers {status}")
    kind = Outcome.REFUSED if 400 <= status < 500 else Outcome.FAILED
    return Visit(kind, address, f"it answers {status}")
