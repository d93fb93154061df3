"""The structure of a Markdown text, with its markup taken off."""

import re
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.token import Token

from corpus.article import ArticleError, Paragraph
from corpus.formats.content import Content
from corpus.formats.html_text import read_html
from corpus.formats.text_format import read_text
from corpus.metadata import Metadata
from corpus.normalization import clean_line
from corpus.structure.interview import assign_speakers, find_speakers, read_turn

_BLOCK_BREAK = "\n\n"
_MAX_HEADING_CHARACTERS = 200
_MAX_TOKENS_PER_CHARACTER = 2
_MAX_FURTHER_TOKENS = 20_000
"""A cell of a table is three tokens, and every row of two characters is filled up to as many cells
as the first one has; no other markup has more tokens than characters."""
_SPACELESS_BREAK = re.compile(
    "(?<=[\u2e80-\u30ff\u3400-\u9fff\uff00-\uffef])\n(?=[\u2e80-\u9fff\uff00-\uffef])"
)


def read_markdown(data: bytes, name: str) -> Content:
    """The content of a Markdown file, with front matter or without.

    :raises ArticleError: as `read_text` and `parse_markdown`.
    """
    return read_text(data, parse_markdown)


def parse_markdown(markdown: str) -> tuple[Metadata, str, tuple[Paragraph, ...]]:
    """The title (a heading of the first level, if it comes first), plain text and paragraphs.

    The plain text holds headings, paragraphs, list items, table rows and code, each block apart
    from the next by a blank line; a list is one paragraph with the line that announces it.

    :raises ArticleError: if its tables are of nothing but empty cells.
    """
    parser = MarkdownIt("commonmark").enable("table")
    parser.block.ruler.at("table", _parse_table, {"alt": ["paragraph", "reference"]})
    tokens = parser.parse(markdown)
    lines = [line for token in tokens if token.type == "inline" for line in _plain_lines(token)]
    builder = _TextBuilder(find_speakers(lines))
    for token in tokens:
        builder.feed(token)
    text, paragraphs = builder.build()
    title, paragraphs = _take_title(builder.first_heading, paragraphs)
    return Metadata(title=title), text, assign_speakers(text, paragraphs)


def _parse_table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """The library's rule, which may be asked for 65,536 empty cells by each of many tables."""
    found = table(state, start_line, end_line, silent)
    most = _MAX_TOKENS_PER_CHARACTER * len(state.src) + _MAX_FURTHER_TOKENS
    if len(state.tokens) > most:
        raise ArticleError("its tables have far more cells than text")
    return found


def _take_title(
    title: str | None, paragraphs: list[Paragraph]
) -> tuple[str | None, list[Paragraph]]:
    """`paragraphs` without the title among their headings."""
    if title is None:
        return None, paragraphs
    return title, [
        replace(p, headings=p.headings[1:]) if p.headings[:1] == (title,) else p for p in paragraphs
    ]


class _TextBuilder:
    """Plain text and paragraphs, grown token by token of markdown-it's flat list."""

    def __init__(self, speakers: frozenset[str]) -> None:
        self.first_heading: str | None = None
        self._speakers = speakers
        self._parts: list[str] = []
        self._length = 0
        self._paragraphs: list[Paragraph] = []
        self._headings: dict[int, str] = {}
        self._heading_level = 0
        self._list_depth = 0
        self._list_start: int | None = None
        self._row: list[str] | None = None
        self._table_start = 0

    def build(self) -> tuple[str, list[Paragraph]]:
        """The text, and the paragraphs of it that say anything; a row of asterisks does not."""
        text = "".join(self._parts)
        return text, [
            paragraph
            for paragraph in self._paragraphs
            if any(character.isalnum() for character in text[paragraph.start : paragraph.end])
        ]

    def feed(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self._heading_level = int(token.tag[1:])
            case "heading_close":
                self._heading_level = 0
            case "bullet_list_open" | "ordered_list_open":
                self._open_list()
            case "bullet_list_close" | "ordered_list_close":
                self._close_list()
            case "table_open":
                self._table_start = self._start_block()
            case "table_close":
                self._add_paragraph(self._table_start)
            case "tr_open":
                self._row = []
            case "tr_close":
                self._append_line(" | ".join(self._row or []))
                self._row = None
            case "inline":
                self._add_inline(_plain_lines(token))
            case "fence" | "code_block":
                self._add_block(token.content)
            case "html_block":
                self._add_block(read_html(token.content))
            case _:
                pass

    def _add_inline(self, lines: list[str]) -> None:
        if self._row is not None:
            self._row.append(clean_line(" ".join(lines)))
        elif self._heading_level:
            self._add_heading(clean_line(" ".join(lines)))
        else:
            self._add_turns(lines)

    def _add_turns(self, lines: list[str]) -> None:
        """The lines as one block, or in an interview as one block a turn."""
        said: list[str] = []
        for line in lines:
            if read_turn(line, self._speakers):
                self._add_block(_join_lines(said))
                said = []
                self._split_list()
            said.append(line)
        self._add_block(_join_lines(said))

    def _add_heading(self, content: str) -> None:
        if len(content) > _MAX_HEADING_CHARACTERS:  # a paragraph above a stray row of hyphens
            self._add_block(content)
            return
        if not content:
            return
        self._start_block()
        self._append(content)
        if self._heading_level == 1 and not self._headings and not self._paragraphs:
            self.first_heading = content
        self._headings = {
            level: heading
            for level, heading in self._headings.items()
            if level < self._heading_level
        } | {self._heading_level: content}

    def _add_block(self, content: str) -> None:
        content = content.strip()
        if not content:
            return
        if self._list_start is not None:
            self._append_line(content)
            return
        start = self._start_block()
        self._append(content)
        self._add_paragraph(start)

    def _open_list(self) -> None:
        if self._list_depth == 0:
            announced = bool(self._paragraphs) and self._paragraphs[-1].end == self._length
            announced = announced and self._parts[-1].endswith((":", "："))
            self._list_start = self._paragraphs.pop().start if announced else self._start_block()
        self._list_depth += 1

    def _close_list(self) -> None:
        self._list_depth -= 1
        if self._list_depth == 0 and self._list_start is not None:
            self._add_paragraph(self._list_start)
            self._list_start = None

    def _split_list(self) -> None:
        if self._list_start is not None:
            self._add_paragraph(self._list_start)
            self._list_start = self._start_block()

    def _start_block(self) -> int:
        if self._parts and self._parts[-1] != _BLOCK_BREAK:
            self._append(_BLOCK_BREAK)
        return self._length

    def _append_line(self, line: str) -> None:
        line = line.strip()
        if line:
            is_first = not self._parts or self._parts[-1] == _BLOCK_BREAK
            self._append(line if is_first else "\n" + line)

    def _append(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)

    def _add_paragraph(self, start: int) -> None:
        if start < self._length:
            self._paragraphs.append(Paragraph(start, self._length, tuple(self._headings.values())))


def _plain_lines(token: Token) -> list[str]:
    parts = []
    for child in token.children or ():
        match child.type:
            case "softbreak" | "hardbreak":
                parts.append("\n")
            case "html_inline":
                parts.append("\n" if child.content.casefold().startswith("<br") else "")
            case _:
                parts.append(child.content)
    return "".join(parts).split("\n")


def _join_lines(lines: list[str]) -> str:
    # Hard-wrapped source lines are one line of text; <br> and two spaces mean a line end, but
    # a quote reads better without one, and the two look the same in most sources.
    return _SPACELESS_BREAK.sub("", "\n".join(lines)).replace("\n", " ")
