"""Records, each the rows of one table or the objects of one list, to blocks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.article import Locator
from corpus.formats.tables.columns import Columns, sort_columns
from corpus.formats.tables.values import write_value
from corpus.formats.writing.block_writer import BlockWriter
from corpus.formats.writing.tables import TableWriter, join_cells
from corpus.normalization import clean_line
from corpus.structure.blocks.lines import has_letters

MAX_BARRED = 6
"""Columns of a table that is read as `one | two`: of more nobody knows which is which."""
MAX_HEADER = 150
"""Characters of the names of such columns, which are shown above a quote."""
_MAX_HEADING = 200
_ADDRESS = re.compile(r"(?:https?|ftp)://\S*|data:\S*")


@dataclass(slots=True)
class Left:
    """What was not read, for warnings: columns beside questions and answers, and how many
    questions have no answer."""

    columns: dict[str, None] = field(default_factory=dict)
    unanswered: int = 0

    def tell(self) -> tuple[str, ...]:
        told = []
        if self.columns:
            names = ", ".join(list(self.columns)[:8])
            told.append(f"beside questions and answers these columns are left out: {names}")
        if self.unanswered:
            told.append(f"questions without an answer are left out: {self.unanswered}")
        return tuple(told)


class RecordWriter:
    """Writes one record after another, those of one list below the same names as one table."""

    def __init__(self, writer: BlockWriter) -> None:
        self.left = Left()
        self._writer = writer
        self._tables = TableWriter(writer)
        self._names: tuple[str, ...] = ()
        self._section = ""

    def begin_list(self) -> None:
        """The records that follow have nothing in common with those before."""
        self._close()
        self._section = ""

    def write(
        self,
        names: tuple[str, ...],
        values: Sequence[str],
        number: int,
        columns: Columns | None = None,
        level: int = 1,
    ) -> bool:
        """Adds the record with the fields `names`, which has the `number` in its file; `columns`
        are what these are for, `level` is that of its headings. Gives whether it had a text or an
        answer; what is neither is a row of a table."""
        columns = columns or sort_columns(names)
        self._writer.locator = Locator("row", number)
        try:
            if columns.has_answers:
                self._write_answer(names, values, columns, level)
            elif any(values[n].strip() for n in columns.texts):
                self._write_text(names, values, columns, level)
            else:
                self.write_row(names, values)
                return False
            return True
        finally:
            self._writer.locator = None

    def write_row(self, names: tuple[str, ...], values: Sequence[str]) -> None:
        """Adds a row of a table with the columns `names`; with the names of columns that have
        none, or of many, before each value."""
        if not names:
            self._add_bars((), values)
        elif _is_narrow(names):
            self._add_bars(names, values)
        else:
            self._close()
            self._add_lines(names, values, range(len(values)))

    def write_heading(self, level: int, text: str) -> None:
        """Adds a heading above the records that follow."""
        text = clean_line(text)
        if text:
            self._close()
            self._writer.add_heading(level, text[:_MAX_HEADING])

    def _add_bars(self, names: tuple[str, ...], values: Sequence[str]) -> None:
        if not self._tables.is_open or names != self._names:
            self._close()
            self._tables.open(self._writer.announces())
            self._names = names
            if names:
                locator, self._writer.locator = self._writer.locator, None
                self._tables.add_row(join_cells(list(map(clean_line, names))), is_header=True)
                self._writer.locator = locator
        self._tables.add_row(join_cells([clean_line(value) for value in values]))

    def _add_lines(
        self, names: tuple[str, ...], values: Sequence[str], columns: Sequence[int]
    ) -> None:
        lines = []
        for number in columns:
            name = clean_line(names[number]) if number < len(names) else ""
            value = clean_line(values[number])
            if value:
                lines.append(f"{name}: {value}" if name else value)
        if lines:
            self._writer.add("\n".join(lines), "table")

    def _write_answer(
        self, names: tuple[str, ...], values: Sequence[str], columns: Columns, level: int
    ) -> None:
        self._close()
        answers = [values[n] for n in columns.answers if has_letters(values[n])]
        questions = [clean_line(values[n]) for n in columns.questions]
        questions = [question for question in questions if question]
        self.left.columns |= {names[n]: None for n in columns.others if values[n].strip()}
        if not answers:
            self.left.unanswered += 1
            return
        self._enter_section(values, columns, level)
        writer = self._writer
        writer.headings.leave(level + (columns.section is not None))
        asked = tuple(writer.add(question, "question") for question in questions)
        first = len(writer.blocks)
        writer.above = None
        outer, writer.outer_levels = writer.outer_levels, level + 1
        for answer in answers:
            write_value(writer, answer)
        writer.outer_levels = outer
        for number in range(first, len(writer.blocks)):
            block = writer.blocks[number]
            writer.blocks[number] = replace(
                block,
                kind="answer" if block.kind == "prose" else block.kind,
                context=(*asked[-2:], *block.context),
            )

    def _write_text(
        self, names: tuple[str, ...], values: Sequence[str], columns: Columns, level: int
    ) -> None:
        self._close()
        self._enter_section(values, columns, level)
        writer = self._writer
        below = level + (columns.section is not None)
        title = clean_line(values[columns.title]) if columns.title is not None else ""
        if title:
            writer.add_heading(below, title[:_MAX_HEADING])
        else:
            writer.headings.leave(below)
            writer.above = None
        outer, writer.outer_levels = writer.outer_levels, writer.outer_levels + below
        for number in columns.texts:
            write_value(writer, values[number])
        writer.outer_levels = outer
        told = [n for n in columns.others if not _ADDRESS.fullmatch(values[n].strip())]
        self._add_lines(names, values, told)

    def _enter_section(self, values: Sequence[str], columns: Columns, level: int) -> None:
        section = clean_line(values[columns.section]) if columns.section is not None else ""
        if section != self._section:
            self.write_heading(level, section)
            self._section = section

    def _close(self) -> None:
        if self._tables.is_open:
            self._tables.close()


def _is_narrow(names: Sequence[str]) -> bool:
    return len(names) <= MAX_BARRED and len(join_cells(list(names))) <= MAX_HEADER
