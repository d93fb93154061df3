"""A page of the web: what it says, what it calls itself, and where it leads."""

from itertools import islice

from corpus.article import ArticleError
from corpus.formats.decoding import decode_text
from corpus.formats.encodings import find_encoding
from corpus.formats.html import read_page_text
from corpus.formats.html.elements import Element
from corpus.formats.html.parsing import parse_page
from corpus.sources.addresses import (
    find_host,
    is_same_site,
    leave_out_session,
    normalise_address,
)
from corpus.sources.page_blocks import list_blocks
from corpus.sources.pages import Page, WebPage
from corpus.structure.language import detect_language

MAX_LINKS = 2000
"""Of a page that are looked at."""

_MAX_BROKEN = 0.02
"""Of the letters that are no ASCII: more of them do not break in the encoding that a text is in."""
_BYTE_ORDER_MARK = "\ufeff".encode()


def read_web_page(data: bytes, address: str, charset: str | None = None) -> WebPage:
    """The page in `data`, HTML, that was fetched from the normalised `address`; `charset` is what
    came with it.

    :raises ArticleError: if it is no HTML.
    """
    text = _decode(data, charset)
    tree = parse_page(text).root
    base = _find_base(tree, address)
    robots = _list_directives(tree)
    follows = not {"nofollow", "none"} & robots
    return WebPage(
        page=_extract_page(text, address),
        canonical=_find_canonical(tree, base, address),
        links=_list_links(tree, base) if follows else (),
        is_listed=not {"noindex", "none"} & robots,
        asks_password=_asks_password(tree),
    )


def _decode(data: bytes, charset: str | None) -> str:
    encoding = find_encoding(charset) if charset else None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if encoding and (stated := _decode_stated(data, encoding)) is not None:
            data = _BYTE_ORDER_MARK + stated.encode("utf-8", "replace")
    return decode_text(data).text


def _decode_stated(data: bytes, encoding: str) -> str | None:
    """None if `data`, which is no UTF-8, is not in that encoding: a server may state one for all
    that it has, whatever that is."""
    is_wide = encoding.startswith(("utf_16", "utf_32"))
    if encoding in ("utf_8", "utf_8_sig", "ascii") or (is_wide and b"\x00" not in data):
        return None
    try:
        text = data.decode(encoding, "replace")
    except (LookupError, ValueError):
        return None
    others = len(text) - len(text.encode("ascii", "ignore"))
    return text if text.count("\ufffd") <= _MAX_BROKEN * others else None


def _find_base(tree: Element, address: str) -> str:
    for element in tree.iterfind(".//base[@href]"):
        return normalise_address(element.get("href"), address) or address
    return address


def _list_directives(tree: Element) -> set[str]:
    """What the page says to robots."""
    return {
        word.strip().casefold()
        for meta in tree.iterfind(".//meta[@content]")
        if (meta.get("name") or "").casefold() in ("robots", "footnote")
        for word in meta.get("content").split(",")
    }


def _asks_password(tree: Element) -> bool:
    fields = tree.iterfind(".//input[@type]")
    return any(field.get("type").strip().casefold() == "password" for field in fields)


def _find_canonical(tree: Element, base: str, address: str) -> str | None:
    for link in tree.iterfind(".//link[@href]"):
        if "canonical" in (link.get("rel") or "").casefold().split():
            found = normalise_address(link.get("href"), base)
            # Another site's page is not what this one says it is.
            return found if found and is_same_site(found, address) else None
    return None


def _list_links(tree: Element, base: str) -> tuple[str, ...]:
    hrefs = dict.fromkeys(
        link.get("href")
        for link in tree.iterfind(".//a[@href]")
        if "nofollow" not in (link.get("rel") or "").casefold().split()
    )
    found = (normalise_address(href, base) for href in islice(hrefs, MAX_LINKS))
    return tuple(dict.fromkeys(leave_out_session(address) for address in found if address))


def _extract_page(text: str, address: str) -> Page | None:
    """What the page says, and what is known of it."""
    try:
        # An interview is one to the reader of the file, too.
        content = read_page_text(text, names_speakers=False)
    except ArticleError:  # it says nothing, or only leads elsewhere
        return None
    if not content.paragraphs:
        return None
    stated = content.metadata
    return Page(
        title=stated.title or "",
        blocks=list_blocks(content.text, content.paragraphs, content.parted),
        author=stated.author,
        source=stated.source or find_host(address),
        published=stated.published,
        url=address,
        # Of all its text, as that of a file is; headings above nothing are not stored.
        language=stated.language or detect_language(content.text),
    )
