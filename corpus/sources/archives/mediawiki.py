"""The dump of a wiki of MediaWiki: its pages as they are now, without talk, templates and files."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO
from urllib.parse import quote

from lxml import etree

from corpus.normalization import clean_line
from corpus.sources.addresses import normalise_address
from corpus.sources.archives.member_names import Names, clean_part
from corpus.sources.archives.records import (
    MAX_FILES,
    Damaged,
    Item,
    PassedOver,
    Refused,
    TakenFile,
)
from corpus.sources.archives.wikitext import is_redirect, read_wikitext
from corpus.sources.archives.xml_streams import StreamError, iterate, let_go, text_of
from corpus.sources.pages import Page, write_page

_ARTICLES = 0
_OF_THE_PROJECT = 4
_HELP = 12
_FIRST_OF_THE_SITE = 100
_OF_CODE = (274, 710, 828, 2300, 2302)
_LEFT_OUT = {-2: "media", 6: "file", 14: "category"}
"""Namespaces to which a link shows a picture, or nothing; a wiki has names of its own for them."""
_ALSO_CALLED = ("image",)
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_WIKITEXT = ("", "wikitext")


def read_mediawiki(file: BinaryIO) -> Iterator[Item]:
    """The pages in a dump, one by one, each in its newest version."""
    reader = _Reader()
    try:
        for name, element in iterate(file, ("siteinfo", "revision", "page")):
            if name == "siteinfo":
                reader.read_site(element)
            elif name == "revision":
                if reader.read_revision(element):
                    yield PassedOver("older versions")
            else:
                yield reader.read_page(element)
                let_go(element)
                if reader.count > MAX_FILES:
                    yield Damaged(f"holds more than {MAX_FILES} articles: the others are left out")
                    return
    except StreamError as exc:
        yield Damaged(str(exc))


@dataclass(frozen=True, slots=True)
class _Revision:
    """A version of a page: `at` is when it was made, as the dump writes it."""

    id: str
    at: str
    model: str
    text: str


@dataclass(slots=True)
class _Reader:
    """What is known of the wiki, and of the page that is being read."""

    count: int = 0
    _name: str | None = None
    _base: str = ""
    _language: str | None = None
    _left_out: frozenset[str] = frozenset((*_LEFT_OUT.values(), *_ALSO_CALLED))
    _newest: _Revision | None = None
    _names: Names = field(default_factory=Names)

    def read_site(self, element: Any) -> None:
        """What the dump says of the wiki."""
        self._name = clean_line(text_of(element, "sitename")) or None
        self._base = text_of(element, "base").strip()
        root = element.getroottree().getroot()
        self._language = clean_line(root.get(_LANGUAGE) or "").partition("-")[0][:3] or None
        own = {
            clean_line(space.text or "").casefold()
            for space in element.iter("{*}namespace")
            if space.get("key") in map(str, _LEFT_OUT)
        }
        self._left_out |= own - {""}

    def read_revision(self, element: Any) -> bool:
        """A version of the page; whether there is another one that is newer or older."""
        found = _Revision(
            id=text_of(element, "id").strip(),
            at=text_of(element, "timestamp").strip(),
            model=text_of(element, "model").strip(),
            text=text_of(element, "text"),
        )
        before = element.getprevious()
        element.clear()
        if before is not None and etree.QName(before).localname == "revision":
            element.getparent().remove(before)
        is_further = self._newest is not None
        if self._newest is None or found.at >= self._newest.at:
            self._newest = found
        return is_further

    def read_page(self, element: Any) -> Item:
        """The article of a page."""
        newest, self._newest = self._newest, None
        title = clean_line(text_of(element, "title"))
        if (kind := _find_kind(text_of(element, "ns").strip())) is not None:
            return PassedOver(kind)
        if newest is None or not title:
            return PassedOver("without a text or a title")
        if element.find("{*}redirect") is not None or is_redirect(newest.text):
            return PassedOver("redirects")
        if newest.model not in _WIKITEXT:
            return PassedOver("no text of a wiki")
        path = self._names.give(f"{clean_part(title) or newest.id or 'untitled'}.md")
        blocks = read_wikitext(newest.text, self._left_out)
        if not any(getattr(block, "kind", None) != "heading" for block in blocks):
            return Refused(path, "has no text")
        self.count += 1
        page = Page(
            title=title,
            blocks=blocks,
            source=self._name,
            published=_read_day(newest.at),
            url=self._make_address(title, newest.id),
            language=self._language,
        )
        return TakenFile(path, write_page(page))

    def _make_address(self, title: str, revision: str) -> str | None:
        """Where this version of a page is shown; None if the dump does not say where that is."""
        name = quote(title.replace(" ", "_"), safe="/:,()!*@;")
        version = f"oldid={quote(revision)}"
        before, marked, _ = self._base.rpartition("title=")
        if marked:
            address = f"{before}title={name}&{version}"
        else:
            address = f"{self._base.rpartition('/')[0]}/{name}?{version}"
        return address if normalise_address(address) else None


def _find_kind(namespace: str) -> str | None:
    """What the pages of a namespace are, None if they are articles."""
    number = int(namespace) if namespace.lstrip("-").isdecimal() and len(namespace) < 6 else 0
    if number in _OF_CODE:
        return "templates and files"
    if number in (_ARTICLES, _OF_THE_PROJECT, _HELP):
        return None
    if number > 0 and number % 2:
        return "talk"
    return None if number >= _FIRST_OF_THE_SITE else "templates and files"


def _read_day(said: str) -> date | None:
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        return None
