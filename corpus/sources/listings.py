"""What lists addresses: feeds, sitemaps, and what a site asks of robots."""

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from corpus.article import ArticleError
from corpus.sources.addresses import normalise_address
from corpus.sources.inflating import InflationError, inflate

MAX_ENTRIES = 2000
"""Of a feed."""
MAX_ADDRESSES = 50_000
"""Of a sitemap, as sitemaps.org has it."""
MAX_SITEMAP_BYTES = 50 * 1024 * 1024
"""Of a sitemap when it is unpacked, likewise."""
MAX_ROBOTS_BYTES = 512 * 1024
"""Of a robots.txt that are looked at: at least so many, says RFC 9309."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages that it lists, and further sitemaps, each normalised and none twice."""

    pages: tuple[str, ...]
    sitemaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether addresses may be fetched, in their order, and how many seconds shall lie between two;
    None if the site does not say."""

    may_fetch: tuple[bool, ...]
    delay_seconds: float | None


def read_feed(data: bytes, address: str) -> tuple[str, ...]:
    """The addresses of a feed's entries, RSS or Atom, the first of each, normalised and none twice;
    the feed was fetched from `address`.

    :raises ArticleError: if it is no feed.
    """
    import feedparser

    # As a stream: a text might be taken for the name of a file.
    feed: Any = feedparser.parse(
        io.BytesIO(data), response_headers={"content-location": address}, sanitize_html=False
    )
    if not feed.version and not feed.entries:
        raise ArticleError("it is no feed of RSS or Atom")
    links = (entry.get("link") for entry in feed.entries[:MAX_ENTRIES])
    found = (normalise_address(link, address) for link in links if link)
    return tuple(dict.fromkeys(filter(None, found)))


def read_sitemap(data: bytes, address: str) -> Sitemap:
    """What a sitemap or an index of such lists, in XML, packed or not, or a line an address.

    :raises ArticleError: if it is none, or is too large.
    """
    try:
        data = inflate(data, MAX_SITEMAP_BYTES)
    except InflationError as exc:
        raise ArticleError(str(exc)) from exc
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Sitemap(_list_lines(data, address), ())
    found: dict[str, dict[str, None]] = {"url": {}, "sitemap": {}}
    for kind, listed in _list_places(data):
        if place := normalise_address(listed, address):
            found[kind][place] = None
        if sum(map(len, found.values())) == MAX_ADDRESSES:
            break
    return Sitemap(tuple(found["url"]), tuple(found["sitemap"]))


def check_robots(data: bytes, agent: str, addresses: tuple[str, ...]) -> Permission:
    """What a site's robots.txt says of `addresses` to who calls himself `agent`."""
    rules = _parse_robots(data[:MAX_ROBOTS_BYTES])
    delay = rules.crawl_delay(agent)
    may_fetch = tuple(bool(rules.can_fetch(address, agent)) for address in addresses)
    return Permission(may_fetch, None if delay is None else float(delay))


@lru_cache(maxsize=8)
def _parse_robots(data: bytes) -> Any:
    from protego import Protego

    return Protego.parse(data.decode("utf-8", "replace").removeprefix("\ufeff"))


def _list_lines(data: bytes, address: str) -> tuple[str, ...]:
    lines = data.decode("utf-8", "replace").split("\n", MAX_ADDRESSES)[:MAX_ADDRESSES]
    found = tuple(dict.fromkeys(filter(None, map(normalise_address, lines))))
    if not found:
        raise ArticleError("it is no sitemap")
    return found


def _list_places(data: bytes) -> list[tuple[str, str]]:
    """What the elements `loc` of a sitemap's entries say, each with the name of its entry."""
    from lxml import etree

    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        tree: Any = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as exc:
        raise ArticleError("it is no sitemap") from exc
    name = "" if tree is None else etree.QName(tree).localname
    if name not in ("urlset", "sitemapindex"):
        raise ArticleError("it is no sitemap")
    places = []
    for entry in tree.iterchildren("{*}url", "{*}sitemap"):
        location = entry.find("{*}loc")
        if location is not None:
            places.append((etree.QName(entry).localname, location.text or ""))
    return places
