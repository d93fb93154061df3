"""The blocks of AsciiDoc, written one after another."""

import re
from collections.abc import Sequence

from corpus.formats.asciidoc.inline import InlineReader
from corpus.formats.asciidoc.lines import (
    ADMONITION,
    ATTRIBUTE,
    BLOCK_TITLE,
    BREAK,
    DELIMITER,
    MACRO,
    STYLE,
    Item,
    ends_paragraph,
    is_comment,
    read_item,
    read_title,
)
from corpus.formats.asciidoc.tables import read_rows
from corpus.formats.writing.block_writer import BlockWriter
from corpus.formats.writing.flow import FlowWriter
from corpus.formats.writing.headings import BOLD_LEVEL
from corpus.formats.writing.lines import join_wrapped
from corpus.formats.writing.tables import TableWriter, join_cells
from corpus.structure.blocks.code import looks_like_code, looks_like_prose
from corpus.structure.blocks.lines import make_line

_MAX_DEPTH = 12
"""Of delimited blocks within each other; each level copies its lines."""
_MAX_LEVELS = 8
"""Of lists within lists."""
_CODE_STYLE = re.compile(r"(?:source|listing|literal|synopsis|stem|latexmath|asciimath|,|ditaa)\b")
_ANCHOR = re.compile(r"\[(?:\[(?P<id>[\w:.-]{1,80})|[\w ]{0,20}#(?P<short>[\w:-]{1,80}))")
_CALLOUT = re.compile(r"(?:<(?:\d{1,2}|\.)>|<!--\d{1,2}-->)\Z")
_COMMENT_STYLE = re.compile(r"comment(?=[,#.%]|$)")
_COMMENT_SIGNS = ("//", "#", ";;", "--")
_MAX_CALLOUTS = 20
"""Of a line of code."""


class AsciidocReader:
    """Reads lines into `writer`. `lines` are all of the text, for what one part of it says for
    another."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.writer = BlockWriter()
        self._inline = InlineReader(_find_attributes(lines), _find_titles(lines))
        self._flow = FlowWriter(self.writer)
        self._tables = TableWriter(self.writer)
        self._marks: list[str] = []
        self._style = ""
        self._title = ""
        self._depth = 0

    def read(self, lines: Sequence[str]) -> None:
        """Adds the blocks of `lines`."""
        outer, self._marks = self._marks, []
        self._depth += 1
        number = 0
        is_attached = False
        while number < len(lines):
            line = lines[number]
            if line == "+" and self._marks:
                is_attached = True
            elif line and not self._skip(line):
                number = self._read_block(lines, number, is_attached)
                is_attached = False
                continue
            number += 1
        self._close_lists()
        self._marks = outer
        self._depth -= 1

    def add_title(self, level: int, text: str) -> None:
        """Adds the title `text` of a section or of the document."""
        content = self._inline.read(text)
        if not content:
            return
        if self._depth > 1 or self._style.startswith(("discrete", "float")):
            level = BOLD_LEVEL
        self.writer.add_heading(level, content)
        self._read_notes()

    def _skip(self, line: str) -> bool:
        """Whether `line` is no block; what it says of the next one is remembered."""
        if is_comment(line) or ATTRIBUTE.match(line) or MACRO.fullmatch(line):
            return True
        style, title = STYLE.match(line), BLOCK_TITLE.fullmatch(line)
        if style:
            self._style = style["style"] or self._style
        elif title and not read_item(line) and not DELIMITER.fullmatch(line):
            self._title = title["title"]
        elif BREAK.fullmatch(line):
            self.writer.above = None
        else:
            return False
        return True

    def _read_block(self, lines: Sequence[str], start: int, is_attached: bool) -> int:
        """Reads the block that begins there, and gives the number of the line behind it."""
        item = None if _CODE_STYLE.match(self._style) else read_item(lines[start])
        if item and not is_attached:
            self._announce_list()
            return self._read_item(item, lines, start)
        is_delimited = DELIMITER.fullmatch(lines[start])
        title = None if is_delimited or is_attached else read_title(lines, start)
        is_below = is_attached or (lines[start][0] == " " and bool(self._marks))
        if not is_below:
            self._close_lists()
        if title:
            self.add_title(title[0], title[1])
            self._title = self._style = ""
            return start + title[2]
        caption, self._title = self._inline.read(self._title), ""
        style, self._style = self._style, ""
        if caption:
            self.writer.headings.open_aside()
            self.writer.headings.name_aside(caption)
            self._flow.lead()
            self.writer.add_title(caption)
        read = self._read_delimited if is_delimited else self._read_paragraph
        end = read(lines, start, style)
        if caption:
            self.writer.headings.close_aside()
        return end

    def _announce_list(self) -> None:
        """Ends the list before, if something is said about the one that begins."""
        title, style = self._title, self._style
        self._title = self._style = ""
        if title or style:
            self._close_lists()
        if title:
            self._add_words([title])

    def _read_item(self, item: Item, lines: Sequence[str], start: int) -> int:
        if item.mark in self._marks:
            while self._marks[-1] != item.mark:
                self._marks.pop()
                self._flow.close_list()
        elif len(self._marks) < _MAX_LEVELS:
            self._marks.append(item.mark)
            self._flow.open_list()
        end, terms, text = start + 1, [item.term], item.text
        while item.term and not text and end < len(lines):
            following = read_item(lines[end]) if lines[end] else None
            if following is None or following.mark != item.mark or not following.term:
                break
            terms.append(following.term)
            text = following.text
            end += 1
        self._flow.open_item(", ".join(map(self._inline.read, terms)) if item.term else "")
        said = [text] if text else []
        if item.term and not said:  # its description may stand apart
            first = end
            while end < len(lines) and not lines[end]:
                end += 1
            if end == len(lines) or ends_paragraph(lines[end]) or read_item(lines[end]):
                end = first
            elif read_title(lines, end) or self._skip(lines[end]):
                return first
        while end < len(lines) and not ends_paragraph(lines[end]) and not read_item(lines[end]):
            if not is_comment(lines[end]):
                said.append(lines[end].strip())
            end += 1
        self._add_words(said)
        return end

    def _read_delimited(self, lines: Sequence[str], start: int, style: str) -> int:
        opening = lines[start]
        closing = "```" if opening.startswith("```") else opening
        end = start + 1
        while end < len(lines) and lines[end] != closing:
            end += 1
        inside = lines[start + 1 : end]
        sign = opening[0]
        if opening == "--" and _COMMENT_STYLE.match(style):
            return end + 1
        if opening[1:4] == "===" and sign in "|,:!":
            self._add_table(*read_rows(inside, style, sign))
        elif sign in "/+" and len(opening) >= 4:
            pass  # a comment, or what is handed on as it is
        elif (sign in "-.`" and opening != "--") or _CODE_STYLE.match(style):
            self._add_code(inside)
        elif style.startswith("verse"):
            self._add_words([line for line in inside if line], "\n")
        elif self._depth < _MAX_DEPTH:
            self.read(inside)
        else:
            self._add_words([line.strip() for line in inside if line])
        return end + 1

    def _read_paragraph(self, lines: Sequence[str], start: int, style: str) -> int:
        end = start + 1
        while end < len(lines) and not ends_paragraph(lines[end]):
            if self._marks and read_item(lines[end]):
                break
            end += 1
        if _COMMENT_STYLE.match(style):
            return end
        said = [line for line in lines[start:end] if not is_comment(line)]
        rows = [make_line(line) for line in said]
        is_literal = said[0][0] == " " and (looks_like_code(rows) or not looks_like_prose(rows))
        if is_literal or _CODE_STYLE.match(style):
            self._add_code(said)
            return end
        mark = ADMONITION.match(said[0])
        if mark:
            said[0] = said[0][mark.end() :]
        self._add_words([line.strip() for line in said], "\n" if "verse" in style else " ")
        return end

    def _add_code(self, lines: Sequence[str]) -> None:
        shared = min((len(line) - len(line.lstrip()) for line in lines if line), default=0)
        self._flow.add_code("\n".join(_strip_callouts(line[shared:]) for line in lines))

    def _add_words(self, lines: Sequence[str], separator: str = " ") -> None:
        unbroken = [line.removesuffix(" +") for line in lines]
        if separator == " ":
            text = self._inline.read(join_wrapped(unbroken))
        else:
            text = separator.join(map(self._inline.read, unbroken))
        if text:
            self._flow.add_words(text)
        self._read_notes()

    def _add_table(self, rows: list[list[str]], has_header: bool) -> None:
        self._tables.open(self._flow.lead())
        for number, row in enumerate(rows):
            cells = [self._inline.read(cell) for cell in row]
            self._tables.add_row(join_cells(cells), is_header=has_header and number == 0)
        self._tables.close()
        self._read_notes()

    def _read_notes(self) -> None:
        """Adds the footnotes that were read since, below what holds them."""
        notes, self._inline.notes = self._inline.notes, []
        above = self.writer.above
        for note in notes:
            self._flow.citing = (above,) if above is not None else ()
            self._flow.open_note()
            self._flow.add_words(self._inline.read(note))
            self._flow.close_list()
            self._flow.citing, self.writer.above = (), above

    def _close_lists(self) -> None:
        for _ in self._marks:
            self._flow.close_list()
        self._marks.clear()


def _strip_callouts(line: str) -> str:
    """`line` of code without the callouts at its end, and what makes a comment of them."""
    for _ in range(_MAX_CALLOUTS):
        match = _CALLOUT.search(line, max(len(line) - 10, 0))
        if match is None:
            break
        line = line[: match.start()].rstrip()
        sign = next((sign for sign in _COMMENT_SIGNS if line.endswith(sign)), "")
        line = line.removesuffix(sign).rstrip()
    return line


def _find_attributes(lines: Sequence[str]) -> dict[str, str]:
    matches = (ATTRIBUTE.match(line) for line in lines if line.startswith(":"))
    return {m["name"].casefold(): (m["value"] or "")[:300] for m in matches if m}


def _find_titles(lines: Sequence[str]) -> dict[str, str]:
    """The title right below each anchor."""
    titles: dict[str, str] = {}
    for number, line in enumerate(lines[:-1]):
        anchor = _ANCHOR.match(line) if line.startswith("[") else None
        title = read_title(lines, number + 1) if anchor else None
        if anchor and title:
            titles.setdefault(anchor["id"] or anchor["short"], title[1])
    return titles
