"""Reading what was fetched in a process of its own: nothing of what it says is trusted."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar, get_args

from corpus.article import ArticleError
from corpus.containment.contained_process import Contained, ContainedProcess, EndedError
from corpus.containment.limits import Limits
from corpus.containment.values import check_optional, check_text
from corpus.sources.addresses import normalise_address
from corpus.sources.listings import Permission, Sitemap
from corpus.sources.pages import Block, BlockKind, Page, Table, WebPage

_WORKER = "corpus.sources.worker"
_KINDS = get_args(BlockKind)

Made = TypeVar("Made")


class SlowError(ArticleError):
    """What was fetched takes longer to read than it may."""


class ContainedParser(Contained):
    """Reads one thing after the other, in a process that is started for the first of them.

    To be closed, or used with `with`. Each of its methods raises `ArticleError` where what it names
    does, and where that takes too long or too much, and `ReaderStartError` if the process does not
    start.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        super().__init__(ContainedProcess(limits or Limits(), _WORKER))

    def read_page(self, data: bytes, address: str, charset: str | None) -> WebPage:
        """As `read_web_page`."""
        return self._ask("page", data, _make_web_page, address=address, charset=charset)

    def read_feed(self, data: bytes, address: str) -> tuple[str, ...]:
        """As `corpus.sources.listings.read_feed`."""
        return self._ask("feed", data, _make_addresses, address=address)

    def read_sitemap(self, data: bytes, address: str) -> Sitemap:
        """As `corpus.sources.listings.read_sitemap`."""
        return self._ask("sitemap", data, _make_sitemap, address=address)

    def check_robots(self, data: bytes, agent: str, addresses: tuple[str, ...]) -> Permission:
        """As `corpus.sources.listings.check_robots`."""
        return self._ask("robots", data, _make_permission, agent=agent, addresses=addresses)

    def _ask(self, job: str, data: bytes, make: Callable[[Any], Made], **asked: object) -> Made:
        def unpack(payload: bytes) -> Made | ArticleError:
            record = json.loads(payload)
            if "refused" in record:
                return ArticleError(check_text(record["refused"]))
            return make(record["said"])

        try:
            answer = self._process.ask(json.dumps({"job": job, **asked}).encode(), data, unpack)
        except EndedError as exc:
            raise (SlowError if exc.is_slow else ArticleError)(f"it {exc}") from exc
        if isinstance(answer, ArticleError):
            raise answer
        return answer


def _make_web_page(said: Any) -> WebPage:
    canonical = said["canonical"]
    return WebPage(
        page=None if said["page"] is None else _make_page(said["page"]),
        canonical=None if canonical is None else _check_address(canonical),
        links=_make_addresses(said["links"]),
        is_listed=bool(said["is_listed"]),
        asks_password=bool(said["asks_password"]),
    )


def _make_page(said: Any) -> Page:
    published = said["published"]
    return Page(
        title=check_text(said["title"]),
        blocks=tuple(map(_make_block, said["blocks"])),
        author=check_optional(said["author"]),
        source=check_optional(said["source"]),
        published=None if published is None else date.fromisoformat(published),
        url=check_optional(said["url"]),
        language=check_optional(said["language"]),
    )


def _make_block(said: Any) -> Block | Table:
    if "rows" in said:
        rows = tuple(tuple(map(check_text, row)) for row in said["rows"])
        return Table(rows, bool(said["has_header"]), int(said["level"]), _make_numbers(said))
    if said["kind"] not in _KINDS:
        raise ValueError("no kind of block")
    text = check_text(said["text"])
    return Block(text, said["kind"], int(said["level"]), _make_numbers(said))


def _make_numbers(said: Any) -> tuple[int, ...]:
    return tuple(map(int, said["cites"]))


def _make_sitemap(said: Any) -> Sitemap:
    return Sitemap(_make_addresses(said["pages"]), _make_addresses(said["sitemaps"]))


def _make_permission(said: Any) -> Permission:
    delay = said["delay_seconds"]
    return Permission(tuple(map(bool, said["may_fetch"])), None if delay is None else float(delay))


def _make_addresses(said: Iterable[Any]) -> tuple[str, ...]:
    return tuple(map(_check_address, said))


def _check_address(value: object) -> str:
    address = check_text(value)
    if normalise_address(address) != address:
        raise ValueError("no address")
    return address
