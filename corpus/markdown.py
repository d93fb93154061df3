"""The structure of a Markdown text, with its markup taken off."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.article import Paragraph
from corpus.interview import assign_speakers
from corpus.metadata import Metadata, clean_line
from corpus.sentences import strip_span

_SPACELESS_BREAK = re.compile(
    "(?<=[\u2e80-\u30ff\u3400-\u9fff\uff00-\uffef])\n(?=[\u2e80-\u9fff\uff00-\uffef])"
)


def parse_markdown(markdown: str) -> tuple[Metadata, str, tuple[Paragraph, ...]]:
    """The title (a heading of the first level, if it comes first), plain text and paragraphs.

    The plain text holds headings, paragraphs, list items, table rows and code, each block apart
    from the next by a blank line; a list is one paragraph with the line that announces it.
    """
    builder = _TextBuilder()
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    for token in tokens:
        builder.feed(token)
    text = builder.text
    title, paragraphs = _take_title(builder)
    return Metadata(title=title), text, assign_speakers(text, paragraphs)


def _take_title(builder: "_TextBuilder") -> tuple[str | None, list[Paragraph]]:
    title = builder.first_heading
    if title is None:
        return None, builder.paragraphs
    return clean_line(title), [
        replace(p, headings=p.headings[1:]) if p.headings[:1] == (title,) else p
        for p in builder.paragraphs
    ]


class _TextBuilder:
    """Plain text and paragraphs, grown token by token of markdown-it's flat list."""

    def __init__(self) -> None:
        self.text = ""
        self.paragraphs: list[Paragraph] = []
        self.first_heading: str | None = None
        self._headings: dict[int, str] = {}
        self._heading_level = 0
        self._list_depth = 0
        self._list_start: int | None = None
        self._row: list[str] | None = None
        self._table_start = 0

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
                self._add_inline(_plain_inline(token))
            case "fence" | "code_block":
                self._add_block(token.content.rstrip("\n"))
            case "html_block":
                self._add_block(_plain_html(token.content))
            case _:
                pass

    def _add_inline(self, content: str) -> None:
        if self._row is not None:
            self._row.append(clean_line(content))
        elif self._heading_level:
            self._add_heading(clean_line(content))
        else:
            self._add_block(content)

    def _add_heading(self, content: str) -> None:
        if not content:
            return
        self._start_block()
        self.text += content
        if self._heading_level == 1 and not self._headings and not self.paragraphs:
            self.first_heading = content
        self._headings = {
            level: heading
            for level, heading in self._headings.items()
            if level < self._heading_level
        } | {self._heading_level: content}

    def _add_block(self, content: str) -> None:
        if not content.strip():
            return
        if self._list_start is not None:
            self._append_line(content)
            return
        start = self._start_block()
        self.text += content
        self._add_paragraph(start)

    def _open_list(self) -> None:
        if self._list_depth == 0:
            announced = bool(self.paragraphs) and self.text.endswith((":", "："))
            announced = announced and self.paragraphs[-1].end == len(self.text)
            self._list_start = self.paragraphs.pop().start if announced else self._start_block()
        self._list_depth += 1

    def _close_list(self) -> None:
        self._list_depth -= 1
        if self._list_depth == 0 and self._list_start is not None:
            self._add_paragraph(self._list_start)
            self._list_start = None

    def _start_block(self) -> int:
        if self.text and not self.text.endswith("\n\n"):
            self.text += "\n\n"
        return len(self.text)

    def _append_line(self, line: str) -> None:
        self.text += line if not self.text or self.text.endswith("\n") else "\n" + line

    def _add_paragraph(self, start: int) -> None:
        start, end = strip_span(self.text, start, len(self.text))
        if start < end:
            self.paragraphs.append(Paragraph(start, end, tuple(self._headings.values())))


def _plain_inline(token: Token) -> str:
    parts = []
    for child in token.children or ():
        match child.type:
            case "softbreak" | "hardbreak":
                parts.append("\n")
            case "html_inline":
                parts.append("\n" if child.content.casefold().startswith("<br") else "")
            case _:
                parts.append(child.content)
    # Hard-wrapped source lines are one line of text; <br> and two spaces mean a line end, but
    # a quote reads better without one, and the two look the same in most sources.
    return _SPACELESS_BREAK.sub("", "".join(parts)).replace("\n", " ")


def _plain_html(html: str) -> str:
    parser = _HtmlText()
    parser.feed(html)
    parser.close()
    return " ".join("".join(parser.parts).split())


class _HtmlText(HTMLParser):
    """Collects the text between tags; scripts and styles are none."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if self._hidden <= 0:
            self.parts.append(data)
