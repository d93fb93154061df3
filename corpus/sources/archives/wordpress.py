"""The export of a site of WordPress (WXR): its posts and pages that everybody may read."""

import html
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO
from urllib.parse import unquote

from corpus.normalization import clean_line
from corpus.sources.addresses import normalise_address
from corpus.sources.archives.html_blocks import read_html_blocks
from corpus.sources.archives.member_names import Names, clean_part
from corpus.sources.archives.records import (
    MAX_FILES,
    Damaged,
    Item,
    PassedOver,
    Refused,
    TakenFile,
)
from corpus.sources.archives.xml_streams import StreamError, iterate, let_go, text_of
from corpus.sources.pages import Page, write_page

_TYPES = {"post": "posts", "page": "pages"}
_PUBLISHED = "publish"
_EXPORT = "wordpress.org/export"
_CONTENT = "content"
_CREATOR = "purl.org/dc"
_EDITOR_MARK = "<!-- wp:"
"""Of what was written in blocks: paragraphs of older posts are but parted by blank lines."""
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|blockquote|pre|figure"
    r"|figcaption|section|article|aside|hr|details|summary|form|iframe|script|style)\b",
    re.IGNORECASE,
)
_SHORT_CODE = re.compile(r"(?<!\[)\[(/?)([A-Za-z][\w-]{1,40})(\s[^\[\]]{0,500}|/)?\](?!\]|\()")
_SHORT_CODES = frozenset(
    ("caption", "gallery", "embed", "audio", "video", "playlist", "more", "toc", "contact-form-7")
)
_SETS_VALUE = re.compile(r"\s[\w-]{1,40}=[\"'\w]")
_MAX_TAGS = 20


def read_wordpress(file: BinaryIO) -> Iterator[Item]:
    """The articles in an export, one by one."""
    reader = _Reader()
    try:
        for name, element in iterate(file, ("author", "item", "title", "language")):
            if name == "item":
                yield reader.read_item(element)
                let_go(element)
                if reader.count > MAX_FILES:
                    yield Damaged(f"holds more than {MAX_FILES} articles: the others are left out")
                    return
            else:
                reader.look_at(name, element)
    except StreamError as exc:
        yield Damaged(str(exc))


class _Reader:
    """What is known of the site so far."""

    def __init__(self) -> None:
        self.count = 0
        self._site: str | None = None
        self._language: str | None = None
        self._authors: dict[str, str] = {}
        self._names = Names()

    def look_at(self, name: str, element: Any) -> None:
        """Something of the site that stands above its posts."""
        if name == "author":
            login = text_of(element, "author_login", _EXPORT)
            self._authors[login] = clean_line(text_of(element, "author_display_name", _EXPORT))
            return
        parent = element.getparent()
        if parent is None or parent.tag != "channel":
            return
        said = clean_line(html.unescape(element.text or ""))
        if name == "title":
            self._site = self._site or said or None
        else:
            self._language = self._language or said[:2].lower() or None

    def read_item(self, item: Any) -> Item:
        """The article of a post."""
        kind = text_of(item, "post_type", _EXPORT).strip()
        if kind not in _TYPES:
            return PassedOver(f"of the kind {clean_line(kind)[:30] or 'none'}")
        if text_of(item, "status", _EXPORT).strip() != _PUBLISHED:
            return PassedOver("unpublished")
        if text_of(item, "post_password", _EXPORT).strip():
            return PassedOver("with a password")
        title = clean_line(html.unescape(text_of(item, "title")))
        blocks = read_html_blocks(prepare_html(text_of(item, "encoded", _CONTENT)))
        slug = clean_part(unquote(text_of(item, "post_name", _EXPORT)).strip())
        number = clean_line(text_of(item, "post_id", _EXPORT))[:20]
        name = slug or clean_part(title) or number or "untitled"
        path = self._names.give(f"{_TYPES[kind]}/{name}.md")
        if not blocks:
            return Refused(path, "has no text")
        self.count += 1
        login = clean_line(text_of(item, "creator", _CREATOR))
        link = text_of(item, "link").strip()
        page = Page(
            title=title or name,
            blocks=blocks,
            author=self._authors.get(login) or login or None,
            source=self._site,
            published=_read_day(text_of(item, "post_date", _EXPORT)),
            url=link if normalise_address(link) else None,
            language=self._language,
            fields=_read_tags(item),
        )
        return TakenFile(path, write_page(page))


def prepare_html(content: str) -> str:
    """The HTML that a reader sees of a post: without short codes, and with the paragraphs that
    WordPress makes of blank lines."""
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    closed = {match[2] for match in _SHORT_CODE.finditer(content) if match[1]}

    def leave_out(match: re.Match[str]) -> str:
        is_code = match[2] in closed or match[2].lower() in _SHORT_CODES
        return "" if is_code or _SETS_VALUE.match(match[3] or "") else match[0]

    content = _SHORT_CODE.sub(leave_out, content)
    if _EDITOR_MARK in content:
        return content
    return "".join(_make_paragraphs(content))


def _make_paragraphs(content: str) -> Iterator[str]:
    start = 0
    while (opening := content.find("<pre", start)) >= 0:
        closing = content.find("</pre>", opening)
        if closing < 0:
            break
        yield from _part(content[start:opening])
        yield content[opening:closing]
        start = closing
    yield from _part(content[start:])


def _part(content: str) -> Iterator[str]:
    for paragraph in _BLANK_LINES.split(content):
        if _BLOCK_TAG.search(paragraph) or not paragraph.strip():
            yield f"{paragraph}\n"
        else:
            yield f"<p>{paragraph.strip().replace(chr(10), '<br>')}</p>\n"


def _read_day(said: str) -> date | None:
    try:
        return date.fromisoformat(said.strip()[:10])
    except ValueError:
        return None


def _read_tags(item: Any) -> tuple[tuple[str, str], ...]:
    """What the post is filed under, by the names of front matter."""
    found: dict[str, list[str]] = {"categories": [], "tags": []}
    names = {"category": "categories", "post_tag": "tags"}
    for element in item.iterchildren("category"):
        said = clean_line(html.unescape(element.text or ""))
        if said and (name := names.get(element.get("domain") or "")):
            found[name].append(said)
    return tuple((name, ", ".join(said[:_MAX_TAGS])) for name, said in found.items() if said)
