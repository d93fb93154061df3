"""What a page says of itself in its head: JSON-LD, OpenGraph, Dublin Core, and plain elements."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from corpus.fields.metadata import Metadata, is_web_url, parse_metadata
from corpus.fields.values import flatten, name_persons
from corpus.formats.html.elements import Element, name_of, short_text
from corpus.normalization import clean_line, fold_case

_MAX_JSON = 500_000
_MAX_OBJECTS = 1000
_MAX_TITLE = 1000
_ARTICLE = re.compile(r"article|posting|report|recipe|howto|faqpage|qapage|book|course", re.I)
_PAGE = re.compile(r"webpage|creativework|aboutpage|itempage", re.I)
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MAX_STATED = 50
_MAX_DAY = 80
_NAMES = {
    "title": ["og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title"],
    "source": [
        *("og:site_name", "citation_journal_title", "citation_publisher", "dc.publisher"),
        *("dcterms.publisher", "publisher", "application-name"),
    ],
    "author": [
        *("author", "citation_author", "article:author", "dc.creator", "dcterms.creator"),
        *("parsely-author", "sailthru.author", "byl"),
    ],
    "date": [
        *("article:published_time", "citation_publication_date", "citation_date", "dc.date"),
        *("dcterms.issued", "dcterms.created", "dcterms.date", "dc.date.issued", "datepublished"),
        *("date", "pubdate", "parsely-pub-date", "sailthru.date", "article:modified_time"),
        *("og:updated_time", "dcterms.modified", "datemodified", "last-modified"),
    ],
    "url": ["og:url", "citation_public_url", "twitter:url"],
    "language": ["og:locale", "dc.language", "dcterms.language", "content-language", "language"],
}
_OF_ARTICLE, _OF_PAGE, _CANONICAL, _OF_THE_ROOT, _FIRST, _IN_TEXT, _CHANGED, _SAVED = range(
    0, 800, 100
)
"""Ranks of what states a value, the most trusted first; those of `meta` elements begin at
`_FIRST`, but for a day of changes."""
_RANKS = {
    name: (meaning, rank + (_CHANGED if "modif" in name or "updated" in name else _FIRST))
    for meaning, names in _NAMES.items()
    for rank, name in enumerate(names)
}
_KEPT = frozenset(("description", "keywords", "subject", "abstract", "rights", "copyright"))
"""What else is kept as a field; most of what a page has is for machines."""
_DAY = re.compile(r"datepublished|pub-?date|entry-date|post-date|dt-published|\bpublished\b")
_SAVED_FROM = re.compile(r"saved from url=\(\d{1,6}\)(\S{1,2000})")
_MANUAL = re.compile(r"(\S.{0,300}?) \([^()]{3,200}\)")
"""The title of a page of Texinfo, with that of the manual behind it."""
_SEPARATOR = re.compile(r"\s+[|·•»«–—:-]+\s+|\s*[|»«—]\s*")
_MAX_SAVED = 4000
_ADDRESS = re.compile(
    r"(?:(?:https?:)?//(?:www\.)?|www\.)([\w.-]{1,253})(?:[:/?#]\S*)?", re.IGNORECASE
)
_UNFILLED = re.compile(r"\{\{.{0,100}\}\}|\{%.{0,100}%\}|<%.{0,100}%>")
"""What a template should have put a value in place of."""


@dataclass(frozen=True, slots=True)
class PageHead:
    """What a page states. `page_title` is that of its window, `stated_title` one for others, both
    None if there is none."""

    metadata: Metadata
    page_title: str | None
    stated_title: str | None


def read_head(root: Element, text: str) -> PageHead:
    """What the page `root`, made of `text`, says of itself.

    :raises ArticleError: if it is said to be a draft.
    """
    found = _Found()
    page_title = None
    is_of_manual = False
    for element in root.iter():
        match name_of(element):
            case "title" if page_title is None:
                page_title = clean_line(short_text(element, _MAX_TITLE)) or None
            case "meta":
                found.read_meta(element)
                is_of_manual |= _is_of_texinfo(element)
            case "link" if "canonical" in (element.get("rel") or "").lower().split():
                found.add("url", _CANONICAL, element.get("href"))
            case "script" if "ld+json" in (element.get("type") or "").lower():
                found.read_json(element.text or "")
            case "time":
                found.read_time(element)
            case "html":
                found.add("language", _OF_THE_ROOT, element.get("lang") or element.get(_XML_LANG))
    if saved := _SAVED_FROM.search(text[:_MAX_SAVED]):
        found.add("url", _SAVED, saved[1])
    stated_title = next(map(clean_line, flatten(found.take("title"))), None)
    if is_of_manual and page_title and (named := _MANUAL.fullmatch(page_title)):
        page_title = named[1]
    return PageHead(parse_metadata(found.as_fields()), page_title, stated_title)


def _is_of_texinfo(element: Element) -> bool:
    made_by = (element.get("content") or "").lower()
    is_named = (element.get("name") or "").lower() == "generator"
    return is_named and made_by.startswith(("makeinfo", "texi2any", "texi2html"))


def choose_title(head: PageHead, heading: str | None, above: Sequence[str] = ()) -> str | None:
    """The title of a page with `heading` above its text: that, unless it is the name of the site
    or another title is stated. `above` are all headings before the first words of the text, of
    which the first may be the site's name."""
    site = fold_case(head.metadata.source or "")
    if named := _find_named(head, [line for line in above if fold_case(line) != site]):
        return named
    heading = None if heading and fold_case(heading) == site else heading
    titles = [title for title in (head.stated_title, head.page_title) if title]
    if heading and any(_begins_with(title, heading) for title in titles):
        return heading
    names_site = any(_ends_with_site(title, heading or "") for title in titles)
    if not titles or (heading and not head.stated_title and not names_site):
        return heading
    return _leave_out_site(titles[0], fold_case(heading or "") if names_site else site)


def _find_named(head: PageHead, above: Sequence[str]) -> str | None:
    """The last heading of `above` that a title of the page consists of, or of that and others; one
    alone that stands behind all marks in it is the site's name."""
    for title in filter(None, (head.stated_title, head.page_title)):
        *parts, last = map(fold_case, _SEPARATOR.split(title))
        named = [line for line in above if fold_case(line) in (*parts, last)]
        if len(named) > 1 or (named and (not parts or fold_case(named[0]) != last)):
            return named[-1]
    return None


def _begins_with(title: str, heading: str) -> bool:
    """Whether `heading` is `title`, or stands in it before anything that sets off a site's name."""
    before, found, _ = fold_case(title).partition(fold_case(heading))
    return bool(found) and not _SEPARATOR.search(before)


def _ends_with_site(title: str, heading: str) -> bool:
    """Whether `heading` is what stands behind the last mark in `title` that sets off such."""
    return bool(heading) and _leave_out_site(title, fold_case(heading)) != title


def _leave_out_site(title: str, site: str) -> str:
    """`title` without the name of the site that it ends with."""
    last = None
    for last in _SEPARATOR.finditer(title):
        if last.start() and fold_case(title[last.end() :]) == site:
            return title[: last.start()]
    return title


class _Found:
    """What is stated for each meaning, each with its rank: the smallest is believed."""

    def __init__(self) -> None:
        self._stated: dict[str, list[tuple[int, object]]] = defaultdict(list)
        self._others: dict[str, object] = {}
        self._json_left = _MAX_JSON

    def add(self, meaning: str, rank: int, value: object) -> None:
        if value and len(self._stated[meaning]) < _MAX_STATED:
            self._stated[meaning].append((rank, value))

    def take(self, meaning: str) -> list[object]:
        """What is stated, the most trusted first."""
        return [value for _, value in sorted(self._stated[meaning], key=lambda pair: pair[0])]

    def as_fields(self) -> dict[str, object]:
        """All of it, as fields of front matter."""
        fields = dict(self._others)
        if named := _name_publishers(self.take("source")):
            fields["source"] = named
        for meaning in ("date", "language"):
            if lines := [line for value in self.take(meaning) for line in flatten(value)]:
                fields[meaning] = lines
        urls = [line for value in self.take("url") for line in flatten(value)]
        if url := next(filter(is_web_url, map(str.strip, urls)), None):
            fields["url"] = url
        ranked = sorted(self._stated["author"], key=lambda pair: pair[0])
        names = {rank: [v for r, v in ranked if r == rank] for rank, _ in ranked}
        fields["author"] = next(
            (told for values in names.values() if (told := _name_writers(values))), []
        )
        return fields

    def read_meta(self, element: Element) -> None:
        """A `meta` element, whatever it names its field by."""
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name in _RANKS:
                self.add(*_RANKS[name], content)
            elif name in _KEPT and content:
                self._others.setdefault(name, content)

    def read_time(self, element: Element) -> None:
        """A `time` element that says to be the day of publication."""
        said = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
        if element.get("pubdate") is not None or _DAY.search(said):
            self.add("date", _IN_TEXT, element.get("datetime") or short_text(element, _MAX_DAY))

    def read_json(self, text: str) -> None:
        """A script of JSON-LD, as far as it is one."""
        self._json_left -= len(text)
        if self._json_left < 0:
            return
        try:
            stated = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            return
        for item in islice(_find_objects(stated), _MAX_OBJECTS):
            kind = " ".join(flatten(item.get("@type")))
            if _ARTICLE.search(kind) or _PAGE.search(kind):
                self._read_item(item, _OF_ARTICLE if _ARTICLE.search(kind) else _OF_PAGE)

    def _read_item(self, item: dict[str, object], rank: int) -> None:
        self.add("title", rank, item.get("headline") or item.get("name"))
        self.add("author", rank, item.get("author"))
        self.add("source", rank, item.get("publisher"))
        self.add("date", rank, item.get("datePublished"))
        self.add("date", _CHANGED, item.get("dateModified"))
        self.add("language", rank, item.get("inLanguage"))
        self.add("url", rank, item.get("url"))
        page = item.get("mainEntityOfPage")
        self.add("url", rank, page.get("@id") if isinstance(page, dict) else page)


def _find_objects(stated: object) -> Iterator[dict[str, object]]:
    """The objects of JSON-LD, which stand by themselves, in a list or in a graph."""
    pending = [stated]
    while pending:
        item = pending.pop(0)
        if isinstance(item, list):
            pending += item[:_MAX_OBJECTS]
        elif isinstance(item, dict):
            yield item
            pending.append(item.get("@graph"))


def _name_publishers(values: list[object]) -> list[str]:
    """The names in `values`; sites that are stated by their addresses by their hosts, last, as
    that is where anybody finds them and not where this page is."""
    names: list[str] = []
    hosts: list[str] = []
    for line in map(str.strip, (line for value in values for line in flatten(value))):
        if site := _ADDRESS.fullmatch(line):
            hosts.append(site[1])
        elif any(map(str.isalnum, line)) and not _UNFILLED.search(line):
            names.append(line)
    return names + hosts


def _name_writers(values: list[object]) -> list[str]:
    """The names in `values`, not what an address or an account stands for."""
    names = (name for value in values for name in name_persons(value))
    return [name for name in names if not is_web_url(name) and not name.startswith("@")]
