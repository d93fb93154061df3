"""The words of a page, counted: how many each element has, how many of links, and how many of what
a library takes for its main text."""

import re
from collections import defaultdict
from dataclasses import dataclass
from html import escape

from lxml import etree

from corpus.formats.html.elements import (
    HEADINGS,
    INLINE,
    Element,
    id_of,
    is_hidden,
    name_of,
    short_text,
)

_WINDOW = 4
"""Words in a row that stand in what the library found are what it found."""
_MAX_ELEMENTS = 8000
"""In a page that the library is asked about: of some kinds its time grows with their square."""
_MAX_TITLE = 200
_MIN_PLACES = 4
"""Of a page that has all those that are named with another name."""
_KEPT_ATTRIBUTES = ("class", "role", "itemprop", "href")
_STEPS = frozenset(("next", "prev", "previous", "up", "start", "alternate", "n", "p", "u"))
_ITEMS = frozenset(("li", "dt", "dd"))
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Count:
    """Characters of the words in an element: all, those that the library found, those of links and
    of headings; and how many links there are, headings of the first level, links within the
    page, links to the next page, the one before, or the same in another language, listings, and
    items of lists."""

    all: int = 0
    found: int = 0
    linked: int = 0
    headings: int = 0
    links: int = 0
    titles: int = 0
    inner: int = 0
    steps: int = 0
    listings: int = 0
    items: int = 0

    def add(self, other: "Count") -> None:
        """Adds what stands in an element within."""
        self.all += other.all
        self.found += other.found
        self.linked += other.linked
        self.headings += other.headings
        self.links += other.links
        self.titles += other.titles
        self.inner += other.inner
        self.steps += other.steps
        self.listings += other.listings
        self.items += other.items


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    owner: Element
    is_linked: bool
    is_heading: bool


def count_words(body: Element) -> dict[Element, Count]:
    """The counts of all elements in `body` that are not hidden. Linear."""
    reader = _PageReader()
    reader.read(body)
    counts = reader.counts
    for word, is_found in zip(reader.words, reader.find(), strict=True):
        count, length = counts[word.owner], len(word.text)
        count.all += length
        count.linked += length if word.is_linked else 0
        count.found += length if is_found else 0
        count.headings += length if word.is_heading else 0
    for element in reversed(counts):  # children before what they stand in
        if element is not body:
            counts[element.getparent()].add(counts[element])
    return counts


class _PageReader:
    """The words of a page, and a plainer page of them to ask about."""

    def __init__(self) -> None:
        self.words: list[_Word] = []
        self.counts: dict[Element, Count] = {}
        self._page: list[str] = []
        self._elements = 0
        self._links = 0
        self._headings = 0
        self._titles: frozenset[str] = frozenset()
        """The headings of the page, to which links may lead."""
        self._own: frozenset[str] = frozenset()
        """What links call the page itself: "page.html" of "page.html#part"."""

    def read(self, body: Element) -> None:
        """Reads all of `body` that is not hidden."""
        headed = (element for element in body.iter() if name_of(element) in HEADINGS)
        self._titles = frozenset(map(_name, headed)) - {""}
        self._own = _find_own_names(body)
        walker = etree.iterwalk(body, events=("start", "end", "comment", "pi"))
        hidden: Element | None = None
        for event, element in walker:
            name = name_of(element)
            if event == "start":
                if element is not body and is_hidden(element, name):
                    hidden = element
                    walker.skip_subtree()
                else:
                    self._open(element, name)
                continue
            if event == "end":
                if element is not hidden:
                    self._close(name)
                hidden = None
            if element is not body:
                self._add(element.tail, element.getparent())

    def find(self) -> bytearray:
        """Which of the words the library takes for main text."""
        return _mark_found([word.text for word in self.words], self._ask_library())

    def _open(self, element: Element, name: str) -> None:
        count = self.counts[element] = Count(
            titles=int(name == "h1"), listings=int(name == "pre"), items=int(name in _ITEMS)
        )
        if name == "a":
            count.links, count.steps = 1, int(_leads_on(element))
            count.inner = int(self._leads_within(element))
        self._links += name == "a"
        self._headings += name in HEADINGS
        if name == "a" or name not in INLINE:
            self._elements += 1
            said = [(key, element.get(key)) for key in _KEPT_ATTRIBUTES] + [("id", id_of(element))]
            attributes = "".join(f' {key}="{escape(value)}"' for key, value in said if value)
            self._page.append(f"<{name}{attributes}>")
        self._add(element.text, element)

    def _leads_within(self, link: Element) -> bool:
        """Whether a link leads to a place on the page, which may be named in it, too:
        "page.html#part"."""
        href = link.get("href") or ""
        page, sign, _ = href.partition("#")
        return bool(sign) and (not page or page in self._own or _name(link) in self._titles)

    def _close(self, name: str) -> None:
        self._links -= name == "a"
        self._headings -= name in HEADINGS
        if name == "a" or name not in INLINE:
            self._page.append(f"</{name}>")

    def _add(self, text: str | None, owner: Element) -> None:
        if text:
            self._page.append(escape(text, quote=False))
            is_linked, is_heading = self._links > 0, self._headings > 0
            self.words += (_Word(w, owner, is_linked, is_heading) for w in _WORD.findall(text))

    def _ask_library(self) -> str:
        """The text of the page, as the library finds it; empty if it finds none."""
        if self._elements > _MAX_ELEMENTS:
            return ""
        # Here, because it takes a quarter of a second, which no other reader has use for.
        from trafilatura import bare_extraction

        page = f"<html>{''.join(self._page)}</html>"
        result = bare_extraction(page, include_comments=False, favor_recall=True, fast=True)
        return getattr(result, "text", None) or ""


def _name(element: Element) -> str:
    """What a heading or a link says, in one line."""
    return " ".join(short_text(element, _MAX_TITLE).split())


def _find_own_names(body: Element) -> frozenset[str]:
    """The pages that links with places name of which all places, four or more, are in `body`."""
    places: set[str] = set()
    linked: defaultdict[str, set[str]] = defaultdict(set)
    for element in body.iter():
        places |= {element.get("id") or "", element.get("name") or ""}
        if name_of(element) == "a":
            page, _, place = (element.get("href") or "").partition("#")
            if page and place:
                linked[page].add(place)
    return frozenset(
        page for page, led in linked.items() if len(led) >= _MIN_PLACES and led <= places
    )


def _leads_on(link: Element) -> bool:
    said = f"{link.get('rel') or ''} {link.get('accesskey') or ''}".lower().split()
    return link.get("hreflang") is not None or not _STEPS.isdisjoint(said)


def _mark_found(words: list[str], text: str) -> bytearray:
    """Which of `words` stand in `text` together with some of those beside them."""
    found_words = _WORD.findall(text)
    size = max(1, min(_WINDOW, len(found_words)))
    windows = {hash(tuple(found_words[n : n + size])) for n in range(len(found_words) - size + 1)}
    found = bytearray(len(words))
    if not found_words:
        return found
    for n in range(len(words) - size + 1):
        if hash(tuple(words[n : n + size])) in windows:
            found[n : n + size] = b"\1" * size
    return found
