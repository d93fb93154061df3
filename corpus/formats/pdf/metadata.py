"""What a PDF file says of itself, where that says something, and what its first page does."""

import re
from collections.abc import Sequence
from html import unescape
from itertools import takewhile, zip_longest

from corpus.fields.dates import parse_date
from corpus.fields.metadata import Metadata, is_web_url, parse_metadata
from corpus.formats.heads.bylines import is_name, read_byline, read_version_day
from corpus.formats.heads.header_lines import read_signed
from corpus.formats.heads.program_words import is_nobody, is_program_title
from corpus.formats.pdf.chunks import Chunk, fold_title
from corpus.formats.pdf.headings import read_plain
from corpus.formats.pdf.layout import Layout
from corpus.structure.speakers.label_words import PARTICLES

DAYS = ("CreationDate", "ModDate")
"""What a file calls its days, the better one first."""

_PACKET = (b"<x:xmpmeta", b"</x:xmpmeta>")
_MAX_PACKET = 1 << 18
_OF_PDF = b"http://ns.adobe.com/pdf/1.3/"
_MAX_PACKETS = 20
_TAG = re.compile(r"<[^<>]{0,400}>")
_ITEM = re.compile(r"<rdf:li\b[^<>]{0,200}>(.{0,2000}?)</rdf:li>", re.S)
_XMP_NAMES = {
    "title": ("dc:title",),
    "author": ("dc:creator",),
    "date": ("prism:publicationDate", "prism:coverDate", "dc:date"),
    "publisher": ("dc:publisher",),
    "language": ("dc:language",),
    "url": ("prism:url", "dc:identifier", "dc:source"),
}
_PDF_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")
_ENDS = re.compile(
    r"expir|until|valid (?:through|thru|till|to)\b|\bdue\b|gültig bis|ablauf|fällig|caduc|vence"
    r"|hasta|scad(?:e|enza)|échéance|jusqu|истека|до:$",
    re.IGNORECASE,
)
_SECTION = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?\s")
_MIN_TITLE_SIZE = 1.15
_MAX_TITLE = 250
_TITLE_PAGES = 2
_HEAD_CHUNKS = 12
"""At the top of the first page, among which the day may stand, and who wrote it."""
_MAX_HEAD = 60
_MAX_HEAD_TEXT = 200
"""Characters of what may stand above the writers' names; a paragraph has more."""
_MAX_NAMES = 12
_MAX_NAME_WORDS = 4


def read_metadata(info: dict[str, str], language: str | None, data: bytes) -> Metadata:
    """What the file's own fields state and what is not a program's: no "Microsoft Word - x.doc"."""
    stated: dict[str, object] = dict(_read_xmp(data))
    title = _choose_title(info.get("Title", ""), stated.get("title"))
    author = info.get("Author", "").lstrip("©® ")
    stated["title"] = title
    if author and not is_nobody(author):
        stated["author"] = author
    elif isinstance(named := stated.get("author"), list):
        stated["author"] = [name for name in named if not is_nobody(name)]
    days = (_read_date(info.get(name, "")) for name in DAYS)
    if "date" not in stated and (day := next(filter(None, days), None)):
        stated["date"] = day
    if language:
        stated["language"] = language
    return parse_metadata({name: value for name, value in stated.items() if value})


def find_title(
    chunks: Sequence[Chunk], stated: str | None, layout: Layout, titles: frozenset[str]
) -> Chunk | None:
    """The chunk of the first pages that is the title: the one that is stated, or, where none is,
    the largest, or else what stands above all, but none of the outline's `titles`."""
    first: list[Chunk] = []
    for chunk in chunks:
        if chunk.lines[0].page > _TITLE_PAGES:
            break
        if chunk.kind == "head" and any(map(str.isalpha, read_plain(chunk))):
            first.append(chunk)
    if stated:
        name = fold_title(stated)
        return next((chunk for chunk in first if fold_title(read_plain(chunk)) == name), None)
    large = [
        chunk
        for chunk in first
        if chunk.lines[0].size >= _MIN_TITLE_SIZE * layout.size
        and len(read_plain(chunk)) <= _MAX_TITLE
        and not _SECTION.match(read_plain(chunk))
        and chunk.lines[0].page == first[0].lines[0].page
    ]
    if not large and first and chunks[0] is first[0]:
        name = read_plain(first[0])
        return None if name[0].isdigit() or fold_title(name) in titles else first[0]
    return max(large, key=lambda chunk: chunk.lines[0].size, default=None)


def read_head(chunks: Sequence[Chunk], language: str | None) -> dict[str, str]:
    """The day that a line below the title of the first page states, as it is written there, and
    who wrote it, as `date` and `author`: "7 giugno 2023 alle 10:15", "Publié le 7 juin 2023 par
    Anne Dubois"."""
    found: dict[str, str] = {}
    names: list[str] = []
    is_above_text = True
    above = ""
    for chunk, below in zip_longest(chunks[:_HEAD_CHUNKS], chunks[1:_HEAD_CHUNKS]):
        if chunk.lines[0].page > 1:
            break
        is_above_text &= sum(len(line.plain) for line in chunk.lines) <= _MAX_HEAD_TEXT
        for line in chunk.lines[:3]:
            text, is_other = line.plain.strip(), _is_of_something(above)
            above = text
            if len(text) > _MAX_HEAD:
                continue
            if any(map(str.isdecimal, text)) and parse_date(text, language):
                found |= {} if is_other else {"date": found.get("date", text)}
                continue
            stated = read_byline(text) or {}
            for name in ("date", "author"):
                if name in stated:
                    found.setdefault(name, stated[name])
            if is_above_text and "date" not in found and not (below and below.kind == "item"):
                day = read_version_day(text)
                if day and not _is_of_entry(day, chunks):
                    found["date"] = day
        above = chunk.lines[-1].plain.strip()
        if is_above_text:
            names += read_names(chunk)
    if names:
        found.setdefault("author", ", ".join(names))
    return found


def _is_of_something(label: str) -> bool:
    """Whether the line `label` says that the day below it is when something ends: "Approval
    expires:"."""
    return label.endswith(":") and _ENDS.search(label) is not None


def _is_of_entry(day: str, chunks: Sequence[Chunk]) -> bool:
    """Whether another version near by has a day, too, as in a list of changes: not that of the
    licence, at the end."""
    first = takewhile(lambda chunk: chunk.lines[0].page <= _TITLE_PAGES, chunks)
    lines = (line.plain.strip() for chunk in first for line in chunk.lines[:1])
    days = {read_version_day(text) for text in lines if len(text) <= _MAX_HEAD}
    return not days <= {None, day}


def read_names(chunk: Chunk) -> list[str]:
    """The persons that each have a line of `chunk`, one at least with an address of a mail behind
    the name; [] if it is no list of such."""
    if len(chunk.lines) > _MAX_NAMES:
        return []
    lines = [line.plain.strip() for line in chunk.lines]
    signed = [read_signed(text) for text in lines]
    if not any(signed):
        return []
    names = [one["author"] if one else text for one, text in zip(signed, lines, strict=True)]
    return names if all(map(_is_person, names)) else []


def _is_person(name: str) -> bool:
    words = name.split()
    is_cased = all(word[0].isupper() or word in PARTICLES for word in words)
    return 2 <= len(words) <= _MAX_NAME_WORDS and is_cased and is_name(name)


def _choose_title(stated: str, packet: object) -> str | None:
    others = packet if isinstance(packet, list) else []
    for text in (stated, *others):
        line = " ".join(text.split())
        if line and not is_program_title(line):
            return line
    return None


def _read_date(text: str) -> str | None:
    match = _PDF_DATE.match(text)
    return "-".join(match.groups()) if match else None


def _read_xmp(data: bytes) -> dict[str, list[str]]:
    """The fields of the file's packet of metadata, if it is not compressed. It is searched, not
    parsed: nothing in it is expanded or followed."""
    packet = _find_packet(data).decode("utf-8", "replace")
    found = {name: _read_values(packet, names) for name, names in _XMP_NAMES.items()}
    found["url"] = [value for value in found["url"] if is_web_url(value)]
    found["date"] = [value[:10] for value in found["date"]]
    return {name: values for name, values in found.items() if values}


def _find_packet(data: bytes) -> bytes:
    """The first packet of metadata that is a PDF file's, not that of a picture in it."""
    end = 0
    for _ in range(_MAX_PACKETS):
        start = data.find(_PACKET[0], end)
        end = data.find(_PACKET[1], start, start + _MAX_PACKET) if start >= 0 else -1
        if end < 0:
            return b""
        if data.find(_OF_PDF, start, end) >= 0:
            return data[start:end]
    return b""


def _read_values(packet: str, names: Sequence[str]) -> list[str]:
    for name in names:
        inner = re.search(rf"<{name}\b[^<>]{{0,400}}>(.{{0,8000}}?)</{name}>", packet, re.S)
        plain = re.search(rf'\s{name}="([^"<>]{{1,2000}})"', packet)
        text = inner[1] if inner else plain[1] if plain else ""
        items = _ITEM.findall(text) or [text]
        values = [" ".join(unescape(_TAG.sub("", item)).split()) for item in items]
        if any(values):
            return [value for value in values if value and value != "x-default"]
    return []
