"""A page of the web: what it says, what it calls itself, and where it leads."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from corpus.article import ArticleError
from corpus.formats.decoding import decode_text
from corpus.normalization import clean_line, fold_case
from corpus.sources.addresses import is_same_site, normalise_address
from corpus.sources.pages import Block, BlockKind, Page, Table

MAX_LINKS = 2000
"""Of a page that are looked at."""

_MAX_DEPTH = 200
"""Of elements in elements; what lies deeper is read as text."""
_XML_HEAD = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_HEADING_LEVEL = re.compile(r"h([1-6])")
_TITLE_BREAK = re.compile(r"\s+(?:[-–—|·•»«]|::?|\\|/)\s+")
"""Between the title and the site's name."""
_MARKS = " -–—|·•»«:\\/"
_MAX_SPAN = 20
"""Columns or rows that a cell goes over: each becomes a cell, and all of them take their square."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=$|[-_])")


@dataclass(frozen=True, slots=True)
class WebPage:
    """`page` is None if the page says nothing to quote; `canonical` is the address by which it
    wants to be known, on its own site, None if it says none. `links` are normalised and in its
    order, none twice; none if they are not to be followed. `is_listed` is False if it wants to be
    in no index."""

    page: Page | None
    canonical: str | None
    links: tuple[str, ...]
    is_listed: bool


def read_web_page(data: bytes, address: str, charset: str | None = None) -> WebPage:
    """The page in `data`, HTML, that was fetched from the normalised `address`; `charset` is what
    came with it.

    :raises ArticleError: if it is no HTML.
    """
    text = _XML_HEAD.sub("", _decode(data, charset), count=1)
    tree = _parse(text)
    base = _find_base(tree, address)
    robots = _list_directives(tree)
    follows = not {"nofollow", "none"} & robots
    return WebPage(
        page=_extract_page(text, tree, address),
        canonical=_find_canonical(tree, base, address),
        links=_list_links(tree, base) if follows else (),
        is_listed=not {"noindex", "none"} & robots,
    )


def _decode(data: bytes, charset: str | None) -> str:
    if charset:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return data.decode(charset, "replace")
            except (LookupError, ValueError):
                pass
    return decode_text(data).text


def _parse(text: str) -> Any:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as exc:
        raise ArticleError("it is no HTML") from exc
    return tree


def _find_base(tree: Any, address: str) -> str:
    for element in tree.iterfind(".//base[@href]"):
        return normalise_address(element.get("href"), address) or address
    return address


def _list_directives(tree: Any) -> set[str]:
    """What the page says to robots."""
    return {
        word.strip().casefold()
        for meta in tree.iterfind(".//meta[@content]")
        if (meta.get("name") or "").casefold() in ("robots", "footnote")
        for word in meta.get("content").split(",")
    }


def _find_canonical(tree: Any, base: str, address: str) -> str | None:
    for link in tree.iterfind(".//link[@href]"):
        if "canonical" in (link.get("rel") or "").casefold().split():
            found = normalise_address(link.get("href"), base)
            # Another site's page is not what this one says it is.
            return found if found and is_same_site(found, address) else None
    return None


def _list_links(tree: Any, base: str) -> tuple[str, ...]:
    hrefs = dict.fromkeys(
        link.get("href")
        for link in tree.iterfind(".//a[@href]")
        if "nofollow" not in (link.get("rel") or "").casefold().split()
    )
    found = (normalise_address(href, base) for href in islice(hrefs, MAX_LINKS))
    return tuple(dict.fromkeys(address for address in found if address))


def _extract_page(text: str, tree: Any, address: str) -> Page | None:
    """What the page says, and what is known of it."""
    # Its import takes a second, and only who reads pages has use for it.
    from trafilatura import bare_extraction

    found: Any = bare_extraction(
        _leave_out_struck(tree) or text,
        url=address,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or found.body is None:
        return None
    listed = tuple(_list_blocks(found.body))
    heading = next((b.text for b in listed if isinstance(b, Block) and b.kind == "heading"), "")
    title = _choose_title(found.title or "", tree.findtext(".//title") or "", heading)
    blocks = tuple(_leave_out_title(listed, title))
    if not any(isinstance(block, Table) or block.kind != "heading" for block in blocks):
        return None
    language = _LANGUAGE.match((tree.get("lang") or "").strip())
    return Page(
        title=title,
        blocks=blocks,
        author=found.author or None,
        source=found.sitename or found.hostname or None,
        published=_parse_day(found.date),
        url=address,
        language=language[0].lower() if language else None,
    )


def _leave_out_struck(tree: Any) -> str | None:
    """The page without words that are struck out, which it does not say, and the links beside its
    headings, and with cells that go over no more than may be; None if it is so already."""
    from lxml import etree

    left_out = [
        element
        for element in tree.iter("del", "s", "strike", "a")
        if element.tag != "a" or "headerlink" in element.get("class", "").split()
    ]
    for element in left_out:
        if element.getparent() is not None:
            element.drop_tree()
    is_wide = bool(left_out)
    for cell in tree.iter("td", "th"):
        for name in ("colspan", "rowspan"):
            if len(span := cell.get(name, "")) > 2 or (span.isdecimal() and int(span) > _MAX_SPAN):
                cell.set(name, str(_MAX_SPAN))
                is_wide = True
    return etree.tostring(tree, encoding="unicode", method="html") if is_wide else None


def _choose_title(stated: str, whole: str, heading: str) -> str:
    """The title of a page: `stated` is what its head says or what is taken for its main heading,
    which may be the site's name or that of a menu; `whole` what a browser shows, often with the
    site's name behind it; `heading` the first in its text."""
    stated, whole, heading = map(clean_line, (stated, whole, heading))
    parts = [part for part in _TITLE_BREAK.split(whole) if part]
    folded = list(map(fold_case, parts))
    if fold_case(heading) in folded:
        return heading
    is_site = len(parts) > 1 and fold_case(stated) == folded[-1]
    if parts and (is_site or fold_case(stated) not in fold_case(whole)):
        return whole[: whole.rindex(parts[-1])].rstrip(_MARKS) if len(parts) > 1 else whole
    return stated or whole


def _parse_day(day: str | None) -> date | None:
    try:
        return date.fromisoformat(day) if day else None
    except ValueError:
        return None


def _leave_out_title(blocks: Iterable[Block | Table], title: str) -> Iterator[Block | Table]:
    """`blocks` without a heading at their beginning that is the title once more."""
    for number, block in enumerate(blocks):
        heading = block.text if isinstance(block, Block) and block.kind == "heading" else ""
        if number or fold_case(clean_line(heading)) != fold_case(title) or not heading:
            yield block


def _list_blocks(
    element: Any, kind: BlockKind = "prose", level: int = 0, depth: int = 0
) -> Iterator[Block | Table]:
    """What the children of `element` say, of which `kind` are those that are no blocks of their
    own."""
    said = [element.text or ""]

    def end() -> Iterator[Block]:
        text = _join(said)
        said.clear()
        if text:
            yield Block(text, kind, level)

    for child in element:
        match child.tag if depth < _MAX_DEPTH else "":
            case "head":
                yield from end()
                rank = _HEADING_LEVEL.fullmatch(child.get("rend") or "")
                text = _join(_list_texts(child))
                yield Block(" ".join(text.split()), "heading", int(rank[1]) if rank else 2)
            case "p":
                yield from end()
                yield from _list_blocks(child, kind, level, depth + 1)
            case "quote":
                yield from end()
                inner: BlockKind = "quote" if kind == "prose" else kind
                yield from _list_blocks(child, inner, level, depth + 1)
            case "list":
                yield from end()
                inside = level + 1 if kind == "item" else 0
                yield from _list_blocks(child, "item", inside, depth + 1)
            case "item":
                yield from end()
                yield from _list_blocks(child, kind, level, depth + 1)
            case "code" if element.tag in ("body", "quote", "item", "div") and _is_block(child):
                yield from end()
                yield Block("".join(child.itertext()), "code")
            case "table":
                yield from end()
                yield _read_table(child)
            case _:
                said += _list_texts(child)
        said.append(child.tail or "")
    yield from end()


def _is_block(code: Any) -> bool:
    return "\n" in "".join(code.itertext()).strip() or not (code.tail or "").strip()


def _list_texts(element: Any) -> list[str]:
    """The text in `element`, with line ends where it breaks lines."""
    if element.tag == "lb":
        return ["\v"]
    texts = []
    for part in element.iter():
        if part.tag == "lb":
            texts.append("\v")
        texts.append(part.text or "")
        if part is not element:
            texts.append(part.tail or "")
    return texts


def _join(texts: list[str]) -> str:
    """What the parts say, in lines that end where the page ends them."""
    lines = "".join(texts).split("\v")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _read_table(table: Any) -> Table:
    rows = list(table.iterfind(".//row"))
    cells = tuple(
        tuple(" ".join(_join(_list_texts(cell)).split()) for cell in row.iterfind("cell"))
        for row in rows
    )
    has_header = bool(rows) and all(cell.get("role") == "head" for cell in rows[0])
    return Table(cells, has_header)
