"""Which lines are headings, and of what level: by the file's outline, else by how they are set."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from corpus.fields.dates import parse_date
from corpus.formats.pdf.chunks import Chunk, fold_title
from corpus.formats.pdf.document import Bookmark
from corpus.formats.pdf.layout import Layout
from corpus.formats.pdf.words import RAISED, Style
from corpus.structure.blocks.lines import SENTENCE_END
from corpus.structure.rights import states_rights

_NUMBER = re.compile(
    r"(?:(?:chapter|section|appendix|part|kapitel|abschnitt|anhang|chapitre|глава)\s+)?"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,5}|[A-Z](?:\.\d{1,3}){1,5})\.?\s",
    re.I,
)
_NEAR_PAGES = 1
_BIGGER = 1.08
_MAX_WORDS = 24
_MAX_LEVEL = 6
_MIN_LETTERS = 2
_MIN_TEXT = 150
"""Characters of a paragraph that is more than an address on a title page."""
_LAST_TITLE_PAGE = 3


class HeadingLevels:
    """The levels of headings among `chunks`."""

    def __init__(
        self,
        chunks: Sequence[Chunk],
        bookmarks: Sequence[Bookmark],
        layout: Layout,
        title: Chunk | None = None,
    ) -> None:
        self._layout = layout
        self._on_title_page = set(_find_title_page(chunks, title))
        self._marked: defaultdict[str, list[Bookmark]] = defaultdict(list)
        for bookmark in bookmarks:
            for name in name_in_ways(bookmark.title):
                self._marked[name].append(bookmark)
        self._by_style = self._learn(chunks)
        self._above = ("", 0)

    def level(self, chunk: Chunk, below: Chunk | None) -> int | None:
        """The level of a heading, from 1 on; None if `chunk` is none. `below` is what follows."""
        level = self._find_level(chunk, below)
        if level is not None:
            number = _NUMBER.match(read_plain(chunk))
            self._above = (number["number"] if number else "", level)
        return level

    def _find_level(self, chunk: Chunk, below: Chunk | None) -> int | None:
        if chunk.kind != "head":
            return self._count_on(chunk, below)
        text = read_plain(chunk)
        if sum(map(str.isalpha, text)) < _MIN_LETTERS:
            return None
        marked = self._find_mark(chunk)
        if marked is not None:
            return min(marked, _MAX_LEVEL)
        style = chunk.lines[0].style
        if id(chunk) in self._on_title_page and not style.is_bold and not _NUMBER.match(text):
            return None
        if not self._looks_so(chunk, text, below) or not _may_head(chunk, text):
            return None
        is_followed = below is not None and below.kind == "head" and below.lines[0].style == style
        if is_followed and not _NUMBER.match(text):
            return None  # one of several such lines, as on a title page
        level = self._by_style.get(style)
        number = _NUMBER.match(text)
        if level is None or (number and not self._marked):
            depth = number["number"].count(".") + 1 if number else None
            level = depth or level or _MAX_LEVEL
        return min(level, _MAX_LEVEL)

    def _count_on(self, chunk: Chunk, below: Chunk | None) -> int | None:
        """The level of a line by itself that is set as the text is, but counts on from the heading
        above: "3.1.1 Gates" below "3.1 Harbours"."""
        if chunk.kind != "prose" or len(chunk.lines) > 1 or below is None or chunk.is_caption:
            return None
        text = read_plain(chunk)
        number = _NUMBER.match(text)
        named, level = self._above
        if not number or "." not in number["number"] or not named or SENTENCE_END.search(text):
            return None
        own, above = number["number"].split("."), named.split(".")
        first = len(own) == len(above) + 1 and own[:-1] == above and own[-1] == "1"
        if not first and not self._is_next(own, above):
            return None
        return min(level + len(own) - len(above), _MAX_LEVEL)

    def _is_next(self, own: list[str], above: list[str]) -> bool:
        """Whether `own` is the number behind `above`, or behind what that is a part of."""
        known = above[: len(own)]
        if len(known) < len(own) or own[:-1] != known[:-1]:
            return False
        return own[-1].isdigit() and known[-1].isdigit() and int(own[-1]) == int(known[-1]) + 1

    def _looks_so(self, chunk: Chunk, text: str, below: Chunk | None) -> bool:
        style = chunk.lines[0].style
        if len(text.split()) > _MAX_WORDS or below is None:
            return False
        is_bigger = style.size > _BIGGER * self._layout.size
        ends = bool(SENTENCE_END.search(text)) and not text.endswith("?")
        if not is_bigger and (ends or text.endswith(":")):
            return False
        if is_bigger and ends and len(text.split()) > 8:
            return False
        return is_bigger or style.size >= 0.9 * self._layout.size

    def _find_mark(self, chunk: Chunk) -> int | None:
        """The level that the outline gives to a heading on its page."""
        first = chunk.lines[0]
        for name in name_in_ways(read_plain(chunk)):
            for bookmark in self._marked.get(name, ())[:50]:
                if abs(bookmark.page - first.page) <= _NEAR_PAGES:
                    return bookmark.level
        return None

    def _learn(self, chunks: Sequence[Chunk]) -> dict[Style, int]:
        """The level of each style: as the outline has it, else by size, the largest first."""
        heads = [chunk for chunk in chunks if chunk.kind == "head"]
        known: defaultdict[Style, Counter[int]] = defaultdict(Counter)
        for chunk in heads:
            level = self._find_mark(chunk)
            if level is not None:
                known[chunk.lines[0].style][level] += 1
        levels = {style: counts.most_common(1)[0][0] for style, counts in known.items()}
        styles = sorted(
            {chunk.lines[0].style for chunk in heads},
            key=lambda style: (-style.size, not style.is_bold),
        )
        if levels:
            deepest = max(levels.values())
            return {
                style: levels.get(style, self._between(style, levels, deepest)) for style in styles
            }
        return {style: min(rank, _MAX_LEVEL) for rank, style in enumerate(styles, start=1)}

    def _between(self, style: Style, levels: dict[Style, int], deepest: int) -> int:
        """The level of a style that the outline does not name: below those that are larger."""
        larger = [level for one, level in levels.items() if one.size > style.size]
        return min(_MAX_LEVEL, max(larger, default=0) + 1) if larger else min(deepest, 1)


def _find_title_page(chunks: Sequence[Chunk], title: Chunk | None) -> Iterator[int]:
    """What stands between the title and the first running text: authors, the edition, the day."""
    is_below = False
    for chunk in chunks:
        if is_below:
            is_text = chunk.kind != "head" and sum(len(one.text) for one in chunk.lines) > _MIN_TEXT
            if is_text or chunk.lines[0].page > _LAST_TITLE_PAGE:
                return
            yield id(chunk)
        is_below = is_below or chunk is title


def name_in_ways(title: str) -> list[str]:
    """A title as `fold_title` has it, with its number and without."""
    number = _NUMBER.match(title)
    names = [fold_title(title), fold_title(title[number.end() :]) if number else ""]
    return [name for name in dict.fromkeys(names) if name]


def _may_head(chunk: Chunk, text: str) -> bool:
    """Whether `text` is none of what stands on title pages in large letters."""
    is_of_title = chunk.lines[0].page <= _LAST_TITLE_PAGE and any(map(str.isdecimal, text))
    is_day = is_of_title and parse_date(text) is not None
    return not (is_day or states_rights(text) or "@" in text or "://" in text)


def read_plain(chunk: Chunk) -> str:
    """The text of a heading on one line, to judge it by: each hyphen at a line's end is gone."""
    parts = [RAISED.sub("", line.text) or line.plain for line in chunk.lines]
    text = parts[0]
    for before, part in zip(chunk.lines, parts[1:], strict=False):
        text = text[:-1] + part if before.is_broken else f"{text} {part}"
    return " ".join(text.split())
