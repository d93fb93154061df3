"""The blocks of Org, written one after another."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from corpus.formats.org.exporting import Exporting, exports_no_code
from corpus.formats.org.inline import InlineReader
from corpus.formats.org.lines import (
    BLOCK,
    BLOCK_END,
    COMMENT,
    DRAWER,
    DRAWER_END,
    KEYWORD,
    LITERAL,
    NOTE,
    PLANNING,
    ROW,
    RULE,
    Headline,
    find_macros,
    find_states,
    find_titles,
    is_clock,
    read_cells,
    read_headline,
    read_item,
    read_planning,
)
from corpus.formats.writing.block_writer import BlockWriter
from corpus.formats.writing.flow import FlowWriter
from corpus.formats.writing.lines import join_wrapped
from corpus.formats.writing.tables import TableWriter, join_cells

_MAX_LEVELS = 10
"""Of lists within lists."""
_MAX_DEPTH = 8
"""Of blocks within blocks, each of which copies its lines."""
_MAX_DRAWER = 500
"""Lines of a drawer; what is never closed is none."""
_CODE = ("src", "example", "ditaa")
_TECHNICAL = re.compile(
    r"(?:options|startup|(?:seq_|typ_)?todo|property|macro|include|setupfile|latex|html|export|link"
    r"|tags|filetags|columns|archive|bind|cite|bibliography|results|name|attr|tblfm|priorities"
    r"|exclude|select|plot|call|header|index|toc|print|reveal|beamer|odt|texinfo)"
)
"""Keywords that are for programs."""
_LEFT_OUT = ("comment", "export", "html", "latex", "ascii", "beamer", "texinfo", "odt")
"""What is for one format alone, as the older ones are called that name it."""


class OrgReader:
    """Reads lines into `writer`; `stated` is what the keywords above all headlines say of the
    file, by their names in lower case."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.writer = BlockWriter()
        self.stated: dict[str, str] = {}
        self._states = find_states(lines)
        self._inline = InlineReader(find_macros(lines), find_titles(lines, self._states))
        self._flow = FlowWriter(self.writer)
        self._tables = TableWriter(self.writer)
        self._notes, self._lines = _take_notes(lines)
        self._exporting = Exporting(self._lines, self._states)
        self._said: list[str] = []
        self._indents: list[int] = []
        self._caption = ""
        self._depth = 0
        self._ends: dict[str, list[int]] = {}
        """Where blocks of each name end, among the lines that are being read."""
        self._left_out: int | None = None
        """The level of the headline below which nothing is read."""

    def read(self) -> None:
        """Adds all blocks."""
        self._read(self._lines)
        for label in list(self._notes):  # those that nothing cites
            self._add_words([self._notes.pop(label)])

    def _read(self, lines: Sequence[str]) -> None:
        self._depth += 1
        outer, self._ends = self._ends, _find_ends(lines)
        number, blank = 0, 0
        while number < len(lines):
            line = lines[number]
            blank = 0 if line.strip() else blank + 1
            number = self._read_line(lines, number)
            if blank == 2:
                self._close_lists()
        self._flush()
        self._depth -= 1
        self._ends = outer

    def _read_line(self, lines: Sequence[str], number: int) -> int:
        """Reads the line or the block that begins there, and gives the number behind it."""
        line = lines[number]
        headline = read_headline(line, self._states) if line[:1] == "*" else None
        if headline and self._depth == 1:
            self._begin_section(headline, number)
            return number + 1
        if self._left_out is not None:
            return number + 1
        if not line.strip():
            self._flush()
            return number + 1
        sign = line.lstrip()[0]
        if sign == "#":
            return self._read_hash(lines, number)
        if sign == ":":
            return self._read_colon(lines, number)
        if sign == "|":
            return self._read_table(lines, number)
        if RULE.fullmatch(line):
            self._flush()
            self._close_lists()
            self.writer.above = None
        elif PLANNING.match(line):
            self._flush()
            self._add_words([read_planning(line)])
        elif not is_clock(line):
            self._read_words(line)
        return number + 1

    def _begin_section(self, headline: Headline, number: int) -> None:
        self._flush()
        self._close_lists()
        self._caption = ""
        if self._left_out is not None and headline.level > self._left_out:
            return
        self._left_out = None
        if self._exporting.leaves_out(headline, number):
            self._left_out = headline.level
            return
        if self._exporting.leaves_out_below(headline):
            self._left_out = headline.level
        if words := self._inline.read(headline.title):
            self.writer.add_heading(headline.level, words)
            self._write_notes()

    def _read_words(self, line: str) -> None:
        item = read_item(line)
        indent = len(line) - len(line.lstrip())
        if item is None:
            if self._indents and indent <= self._indents[-1]:
                self._flush()
                self._close_lists(indent)
            self._said.append(line.strip())
            return
        self._flush()
        self._close_lists(item.indent + 1)
        is_deeper = not self._indents or item.indent > self._indents[-1]
        if is_deeper and len(self._indents) < _MAX_LEVELS:
            self._indents.append(item.indent)
            self._announce()
            self._flow.open_list()
        self._flow.open_item(self._inline.read(item.term))
        if item.text:
            self._said.append(item.text)

    def _read_hash(self, lines: Sequence[str], number: int) -> int:
        line = lines[number]
        block = BLOCK.match(line)
        if block:
            return self._read_block(lines, number, block)
        keyword = KEYWORD.match(line)
        if keyword:
            self._flush()
            name, value = keyword["name"].partition("[")[0].casefold(), keyword["value"].strip()
            if name == "caption":
                self._caption = value
            elif value and not self.writer.headings.path and not _TECHNICAL.match(name):
                self.stated.setdefault(name, self._inline.read(value))
        elif not COMMENT.fullmatch(line):
            self._read_words(line)
        return number + 1

    def _read_block(self, lines: Sequence[str], start: int, block: re.Match[str]) -> int:
        self._flush()
        name = block["name"].casefold()
        ends = self._ends.get(name, [])
        place = bisect_right(ends, start)
        if place == len(ends):  # it is never closed
            return start + 1
        end = ends[place]
        indent = len(lines[start]) - len(lines[start].lstrip())
        self._close_lists(indent)
        inside = lines[start + 1 : end]
        if name == "src" and exports_no_code(block["options"]):
            return end + 1
        self._announce()
        if name in _CODE:
            self._add_code([_unescape(line) for line in inside])
        elif name == "verse":
            self._add_words([line for line in map(str.strip, inside) if line], "\n")
        elif name not in _LEFT_OUT and self._depth < _MAX_DEPTH:
            indents, self._indents = self._indents, []
            self._read([line[indent:] if not line[:indent].strip() else line for line in inside])
            self._close_lists()
            self._indents = indents
        return end + 1

    def _read_colon(self, lines: Sequence[str], number: int) -> int:
        literal = LITERAL.fullmatch(lines[number])
        if literal:
            self._flush()
            self._announce()
            end = number
            code = []
            while end < len(lines) and (literal := LITERAL.fullmatch(lines[end])):
                code.append(literal["text"] or "")
                end += 1
            self._add_code(code)
            return end
        if DRAWER.fullmatch(lines[number]):
            for end in range(number + 1, min(len(lines), number + _MAX_DRAWER)):
                if DRAWER_END.fullmatch(lines[end]):
                    return end + 1
        else:
            self._read_words(lines[number])
        return number + 1

    def _read_table(self, lines: Sequence[str], start: int) -> int:
        self._flush()
        self._close_lists(len(lines[start]) - len(lines[start].lstrip()))
        self._announce()
        rows: list[list[str]] = []
        header = 0
        end = start
        while end < len(lines) and (row := ROW.match(lines[end])):
            cells = read_cells(row["cells"])
            if cells is not None:
                rows.append([self._inline.read(cell) for cell in cells])
            elif row["cells"].startswith("-") and rows and not header:
                header = len(rows)
            end += 1
        self._tables.open(self._flow.lead())
        for number, cells in enumerate(rows):
            is_header = number == 0 and 0 < header < len(rows)
            self._tables.add_row(join_cells(cells), is_header=is_header)
        self._tables.close()
        self._write_notes()
        return end

    def _announce(self) -> None:
        """Adds what the next block is called."""
        caption, self._caption = self._inline.read(self._caption), ""
        if caption:
            self._flow.add_words(caption)

    def _add_code(self, lines: Sequence[str]) -> None:
        shared = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
        self._flow.add_code("\n".join(line[shared:] for line in lines))

    def _flush(self) -> None:
        """Adds the paragraph that was read so far."""
        said, self._said = self._said, []
        if said:
            self._add_words(said)

    def _add_words(self, lines: Sequence[str], separator: str = " ") -> None:
        unbroken = [line.removesuffix("\\\\").rstrip() for line in lines]
        if separator == " ":
            self._flow.add_words(self._inline.read(join_wrapped(unbroken)))
        else:
            self._flow.add_words(separator.join(map(self._inline.read, unbroken)))
        self._write_notes()

    def _write_notes(self) -> None:
        """Adds the footnotes that were cited since, below what cites them."""
        cited, self._inline.notes = self._inline.notes, []
        above = self.writer.above
        for label, note in cited:
            words = self._inline.read(note or self._notes.pop(label, ""))
            if words:
                self._flow.citing = (above,) if above is not None else ()
                self._flow.open_note()
                self._flow.add_words(words)
                self._flow.close_list()
                self._flow.citing, self.writer.above = (), above
        self._inline.notes.clear()

    def _close_lists(self, indent: int = 0) -> None:
        """Ends the lists that are set in by `indent` or more."""
        while self._indents and self._indents[-1] >= indent:
            self._indents.pop()
            self._flow.close_list()


def _find_ends(lines: Sequence[str]) -> dict[str, list[int]]:
    ends: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        end = BLOCK_END.fullmatch(line) if "#+" in line else None
        if end:
            ends.setdefault(end["name"].casefold(), []).append(number)
    return ends


def _unescape(line: str) -> str:
    """A line of code without the comma that keeps it from being a headline or a keyword."""
    bare = line.lstrip()
    if bare.startswith((",*", ",#+", ",,*", ",,#+")):
        return line[: len(line) - len(bare)] + bare[1:]
    return line


def _take_notes(lines: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The footnotes that stand by themselves, by their labels, each up to the next blank line, and
    all other lines."""
    notes: dict[str, list[str]] = {}
    kept: list[str] = []
    current: list[str] | None = None
    for line in lines:
        note = NOTE.match(line) if line.startswith("[fn:") else None
        if note:
            current = notes.setdefault(note["id"], [])
            current.append(note["text"])
        elif current is not None and line.strip() and not line.startswith(("*", "#+")):
            current.append(line.strip())
        else:
            current = None
            kept.append(line)
    return {label: " ".join(note) for label, note in notes.items()}, kept
