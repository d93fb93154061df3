"""The blocks of reStructuredText, written one after another."""

from collections import Counter
from collections.abc import Sequence

from corpus.formats.rest.directives import (
    Directive,
    body_lines,
    code_lines,
    name_version,
    read_directive,
)
from corpus.formats.rest.inline import InlineReader
from corpus.formats.rest.lines import (
    EXPLICIT,
    MIN_RULE,
    dedent,
    find_blank,
    find_indented,
    hang,
    has_marks,
    is_adornment,
    read_title,
)
from corpus.formats.rest.lists import (
    begins_block,
    find_fields,
    find_items,
    find_literal_end,
    find_terms,
    goes_on_from_dots,
)
from corpus.formats.rest.names import CITATION, NOTE, TARGET, count_label, find_names, find_notes
from corpus.formats.rest.tables import (
    SIMPLE_RULE,
    Table,
    find_simple_end,
    read_grid,
    read_rows,
    read_simple,
    read_values,
)
from corpus.formats.writing.block_writer import BlockWriter
from corpus.formats.writing.flow import FlowWriter
from corpus.formats.writing.headings import BOLD_LEVEL
from corpus.formats.writing.lines import join_wrapped
from corpus.formats.writing.tables import TableWriter, join_cells
from corpus.structure.blocks.code import looks_like_code
from corpus.structure.blocks.lines import make_line

_MAX_DEPTH = 12
"""Of blocks within blocks; what is deeper is running text. Each level copies its lines."""


class RestReader:
    """Reads lines into `writer`. `lines` are all of the text, for what one part of it says for
    another."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.writer = BlockWriter()
        self.inline = InlineReader(find_names(lines))
        self._flow = FlowWriter(self.writer)
        self._tables = TableWriter(self.writer)
        self._notes = find_notes(lines)
        self._placed: set[str] = set(self._notes)
        self._cited: Counter[str] = Counter()
        self._defined: Counter[str] = Counter()
        self._styles: list[str] = []
        self._top_titles = 0
        self._depth = 0
        self._undrawn_until = 0
        """No table is drawn from a line before this one, in what is being read."""
        self._unruled_until = 0
        """No rule before this line ends one."""
        self._unkept_until = 0
        """No lines that begin before this one are to stay lines."""

    @property
    def title(self) -> str | None:
        """The heading that the text begins with, if no other is on its level."""
        return self.writer.first_heading if self._top_titles == 1 else None

    def read(self, lines: Sequence[str]) -> None:
        """Adds the blocks of `lines`."""
        if self._depth >= _MAX_DEPTH:
            self._add_words([line.strip() for line in lines if line])
            return
        self._depth += 1
        known = self._undrawn_until, self._unruled_until, self._unkept_until
        self._undrawn_until = self._unruled_until = self._unkept_until = number = 0
        while number < len(lines):
            number = self._read_block(lines, number) if lines[number] else number + 1
        self._depth -= 1
        self._undrawn_until, self._unruled_until, self._unkept_until = known

    def _read_block(self, lines: Sequence[str], start: int) -> int:
        """Reads the block that begins there, and gives the number of the line behind it."""
        line = lines[start]
        if line[0] == " ":
            return self._read_quote(lines, start)
        if (EXPLICIT.match(line) and not goes_on_from_dots(lines, start)) or TARGET.match(line):
            return self._read_explicit(lines, start)
        title = read_title(lines, start)
        if title:
            self._add_title(title[0], title[1])
            return start + title[2]
        if is_adornment(line) and len(line) >= MIN_RULE and not any(lines[start + 1 : start + 2]):
            self.writer.above = None
            return start + 1
        for read in (self._read_table, self._read_items, self._read_lines, self._read_terms):
            end = read(lines, start)
            if end > start:
                return end
        return self._read_paragraph(lines, start)

    def _add_title(self, text: str, style: str) -> None:
        content = self.inline.read(text)
        if not content:
            return
        if self._depth > 1:
            self._flow.add_words(content)
            return
        if style not in self._styles:
            self._styles.append(style)
        self._top_titles += style == self._styles[0]
        self.writer.add_heading(self._styles.index(style) + 1, content)
        self._read_notes()

    def _read_quote(self, lines: Sequence[str], start: int) -> int:
        """What is set in: code if it looks like it, else text like any other."""
        end = find_indented(lines, start)
        inside = dedent(lines[start:end])
        if looks_like_code([make_line(line) for line in inside]) and not has_marks(inside):
            self._flow.add_code("\n".join(inside))
        else:
            self.read(inside)
        return end

    def _read_explicit(self, lines: Sequence[str], start: int) -> int:
        line = lines[start]
        if line == ".." and not "".join(lines[start + 1 : start + 2]):
            return start + 1  # ends what stands above, and is no comment
        end = find_indented(lines, start + 1)
        note = NOTE.match(line)
        if note:
            label = count_label(note["label"], self._defined)
            if label not in self._placed:
                self.read(hang(line[note.end() :], lines[start + 1 : end]))
            return end
        directive = read_directive(lines[start:end])
        if directive:
            self._read_directive(directive)
        elif (citation := CITATION.match(line)) is not None:
            below = hang(line[citation.end() :], lines[start + 1 : end])
            self._read_described(citation["label"], below)
        return end

    def _read_directive(self, directive: Directive) -> None:
        match directive.kind:
            case "code":
                self._name_code(directive)
                self._flow.add_code("\n".join(code_lines(directive)))
            case "lines":
                lines = [*directive.argument, *directive.content]
                self._flow.add_code("\n".join(map(self.inline.read_line, lines)))
            case "body":
                self.read(body_lines(directive))
            case "heading":
                if not self._flow.is_in_list and directive.argument:
                    self.writer.add_heading(
                        BOLD_LEVEL, self.inline.read(" ".join(directive.argument))
                    )
            case "titled":
                title = " ".join(directive.argument) or directive.options.get("title", "")
                self._read_aside(
                    title, [directive.options.get("subtitle", ""), "", *directive.content]
                )
            case "version":
                title, text = name_version(directive.name, " ".join(directive.argument))
                self._read_aside(title, [text, "", *directive.content])
            case "table":
                self._name_table(directive)
                self.read(directive.content)
            case "csv":
                self._name_table(directive)
                self._add_table(read_values(directive.content, directive.options))
            case "rows":
                self._name_table(directive)
                self._add_table(read_rows(directive.content, directive.options))
            case "term":
                names = "\n".join(name for name in directive.argument if name != "\\")
                self._read_described(names, directive.content, is_plain=True)

    def _read_aside(self, title: str, content: Sequence[str]) -> None:
        self.writer.headings.open_aside()
        title = self.inline.read(title)
        if title:
            self.writer.headings.name_aside(title)
            self.writer.add_title(title)
        self.read(content)
        self.writer.headings.close_aside()

    def _name_code(self, directive: Directive) -> None:
        if directive.options.get("caption"):
            self._flow.add_words(self.inline.read(directive.options["caption"]))

    def _name_table(self, directive: Directive) -> None:
        if directive.argument:
            self._flow.add_words(self.inline.read(" ".join(directive.argument)))

    def _read_described(self, term: str, content: Sequence[str], *, is_plain: bool = False) -> None:
        """A term and what describes it. Names of programs hold no markup (`is_plain`)."""
        self._flow.open_list()
        self._flow.open_item(term if is_plain else self.inline.read(term))
        self.read(content)
        self._flow.close_list()

    def _read_table(self, lines: Sequence[str], start: int) -> int:
        """A drawn or a simple table; `start` if there is none."""
        line = lines[start]
        if line.startswith(("+-", "+=")):
            if start < self._undrawn_until:
                return start
            end = _find_end(lines, start, "+|")
            is_closed = end == len(lines) or not lines[end]
            table = read_grid(lines[start:end]) if is_closed else None
            self._undrawn_until = 0 if table else end
        elif SIMPLE_RULE.fullmatch(line):
            simple_end, self._unruled_until = find_simple_end(lines, start, self._unruled_until)
            if simple_end is None:
                return start
            end = simple_end
            table = read_simple(lines[start:end])
        else:
            return start
        if table is None:
            return start
        self._add_table(table)
        return end

    def _add_table(self, table: Table | None) -> None:
        if table is None:
            return
        self._tables.open(self._flow.lead())
        rows = [[self.inline.read(cell) for cell in row] for row in table.rows]
        head, body = rows[: table.headers], rows[table.headers :]
        if head:
            columns = [" ".join(filter(None, cells)) for cells in zip(*head, strict=False)]
            self._tables.add_row(join_cells(columns), is_header=True)
        for row, cells in zip(body, table.rows[table.headers :], strict=True):
            self._tables.add_row(join_cells(row), is_literal=any("``" in cell for cell in cells))
        self._tables.close()
        self._read_notes()

    def _read_items(self, lines: Sequence[str], start: int) -> int:
        items, end = find_items(lines, start)
        if items:
            self._flow.open_list()
            for item in items:
                self._flow.open_item()
                self.read(item)
            self._flow.close_list()
        return end

    def _read_terms(self, lines: Sequence[str], start: int) -> int:
        fields, end = find_fields(lines, start)
        if not fields:
            fields, end = find_terms(lines, start)
        for described in fields:
            self._read_described(described.term, described.lines, is_plain=described.is_plain)
        return end

    def _read_lines(self, lines: Sequence[str], start: int) -> int:
        """A session of Python, or lines that are to stay lines; `start` if none begin there."""
        line = lines[start]
        if line.startswith(">>> "):
            end = find_blank(lines, start)
            self._flow.add_code("\n".join(lines[start:end]))
            return end
        if line.startswith("| ") and start >= self._unkept_until:
            end = _find_end(lines, start, "| ")
            if end < len(lines) and lines[end]:
                self._unkept_until = end
                return start
            said = [self.inline.read(one.lstrip("|")) for one in lines[start:end]]
            self._flow.add_words("\n".join(filter(None, said)))
            self._read_notes()
            return end
        return start

    def _read_paragraph(self, lines: Sequence[str], start: int) -> int:
        """Running text, and the code behind the two colons that it may end with."""
        end = start + 1
        while end < len(lines) and lines[end] and not begins_block(lines, end):
            end += 1
        said = [line.strip() for line in lines[start:end]]
        if not said[-1].endswith("::"):
            self._add_words(said)
            return end
        said[-1] = said[-1][:-1] if len(said[-1]) > 2 and said[-1][-3] != " " else said[-1][:-2]
        self._add_text(said)
        last = find_literal_end(lines, end)
        self._flow.add_code("\n".join(dedent(lines[end:last])))
        self._read_notes()
        return max(last, end)

    def _add_words(self, lines: Sequence[str]) -> None:
        self._add_text(lines)
        self._read_notes()

    def _add_text(self, lines: Sequence[str]) -> None:
        text = self.inline.read(join_wrapped(lines))
        if text:
            self._flow.add_words(text)

    def _read_notes(self) -> None:
        """Adds the footnotes that were cited since, below what cites them, or the code below
        that."""
        labels = [count_label(label, self._cited) for label in self.inline.take_cited()]
        above = self.writer.above
        for label in labels:
            note = self._notes.pop(label, None)
            if note is not None and self._depth < _MAX_DEPTH:
                self._flow.citing = (above,) if above is not None else ()
                if above is not None and self.writer.blocks[above].kind == "code":
                    self._flow.citing = self.writer.blocks[above].context[-1:]
                self._flow.open_note()
                self.read(note)
                self._flow.close_list()
                self._flow.citing, self.writer.above = (), above


def _find_end(lines: Sequence[str], start: int, signs: str) -> int:
    """The number of the next line from `start` on that begins with none of `signs`."""
    while start < len(lines) and lines[start] and lines[start][0] in signs:
        start += 1
    return start
