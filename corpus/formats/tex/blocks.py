"""The blocks of LaTeX, written one after another."""

import re
from collections.abc import Callable

from corpus.formats.tex.inline import InlineReader
from corpus.formats.tex.symbols import ENVIRONMENTS, FORMULAS, LEVELS, LISTS, RULES, TABLES, UNSAID
from corpus.formats.tex.tokens import Tokens
from corpus.formats.tex.words import tidy
from corpus.formats.writing.block_writer import BlockWriter
from corpus.formats.writing.flow import FlowWriter
from corpus.formats.writing.lines import mark_hyphens, split_units
from corpus.formats.writing.tables import TableWriter, join_cells

_MAX_LISTS = 10
_MAX_PARAMETERS = 20
"""Tokens between a command of plain TeX and what defines it."""
_MAX_HEADING = 60
"""Tokens of a heading that the end of its paragraph ends."""
_MAX_SPAN = 20
_MAX_FORMULA = 4000
"""Tokens of a formula that is set by itself."""
LINE_BREAK = " ¦ "
"""Between the lines of authors, of whom each has more than one or not."""
_STATED = ("title", "author", "date", "subtitle")
_DEFINING = frozenset(
    f"{name}{star}"
    for name in ("newcommand", "renewcommand", "providecommand", "DeclareRobustCommand")
    for star in ("", "*")
)
_DOCUMENT_COMMANDS = frozenset(
    f"{name}DocumentCommand" for name in ("New", "Renew", "Provide", "Declare")
)
_OPERATORS = ("DeclareMathOperator", "DeclareMathOperator*")
_MAX_TRIM = 8
"""Tokens between round brackets, which say how far a rule goes."""
_MAX_CELL = 400
"""Tokens of what stands between braces in a cell."""
_PARAMETERS = re.compile(r"\s?(?:#\d\s?){1,9}")
_LINES = frozenset(("centerline", "leftline", "rightline", "line"))
"""Commands of plain TeX for a line by itself."""
_COLUMNS = re.compile(r"\|*[lcrX](?:[lcrX| ]|@\{[^{}]{0,40}\}|[pm]\{[^{}]{0,40}\}){1,40}")


class TexReader:
    """Reads tokens into `writer`; `stated` is what the file says of itself."""

    def __init__(self, tokens: Tokens) -> None:
        self.writer = BlockWriter()
        self.stated: dict[str, str] = {}
        self._tokens = tokens
        self._inline = InlineReader(tokens)
        self._flow = FlowWriter(self.writer)
        self._tables = TableWriter(self.writer)
        self._said: list[str] = []
        self._lists = 0
        self._too_many_lists = 0
        self._rows: list[list[str]] | None = None
        self._header = 0
        self._span = (1, 1)
        """Columns and rows that the cell which is being read stands beside."""
        self._beside: dict[int, tuple[str, int]] = {}
        """By column what stands there beside so many rows more."""
        self._table = ""
        self._caption = ""
        self._parted = 0
        """Rows above which all is a head or foot of a long table."""
        self._counted = self._filled = 0
        """Rows that were looked at, and those of them that say anything."""
        self._has_first_head = False
        self._foot: list[list[str]] = []

    def read(self) -> None:
        """Adds all blocks; above the document only what it states and defines is read."""
        begin = self._find_document()
        self._find_titles(begin)
        number = 0
        while number < begin:
            number = self._read_preamble(number)
        end = len(self._tokens.kinds)
        number = begin
        while number < end:
            number = self._read_token(number, end)
        self._end_table()
        self._flush()
        while self._lists:
            self._close_list()

    def _find_document(self) -> int:
        tokens = self._tokens
        for number, (kind, text) in enumerate(zip(tokens.kinds, tokens.texts, strict=True)):
            if kind == "command" and text == "begin" and self._name_at(number + 1) == "document":
                return number
        return 0

    def _name_at(self, number: int) -> str:
        """The name of the environment that begins or ends there."""
        tokens = self._tokens
        if not tokens.is_sign(number, "{") or not tokens.is_sign(number + 2, "}"):
            return ""
        return tokens.texts[number + 1].strip()

    def _find_titles(self, begin: int) -> None:
        """What labels stand for: the title of the section that they stand below."""
        tokens, inline = self._tokens, self._inline
        title, number = "", begin
        behind = -1
        while number < len(tokens.kinds):
            name = tokens.texts[number] if tokens.kinds[number] == "command" else ""
            number += 1
            if name.rstrip("*") in LEVELS:
                title, number = inline.read_argument(inline.skip_arguments(number, 0))
                behind = number
            elif name == "label" and title and number <= behind + 3:
                inline.titles[inline.read_argument(number)[0]] = title
        inline.notes.clear()

    def _read_preamble(self, number: int) -> int:
        kind, name = self._tokens.kinds[number], self._tokens.texts[number]
        if kind != "command":
            return number + 1
        return self._read_definition(name, number + 1) or number + 1

    def _read_definition(self, name: str, number: int) -> int | None:
        """Reads what a command states or defines, and gives the number behind it; None if it does
        neither."""
        inline, tokens = self._inline, self._tokens
        if name in _STATED:
            inline.line_break = LINE_BREAK if name == "author" else " "
            words, number = inline.read_argument(inline.skip_arguments(number, 0))
            inline.line_break = " "
            inline.notes.clear()
            if words:
                self.stated.setdefault(name, words)
            return number
        if name == "DeclareSIUnit":
            return inline.define_unit(number)
        if name in _DEFINING or name in _OPERATORS:
            place = tokens.skip_space(number)
            place += tokens.is_sign(place, "{")
            defined = tokens.texts[place] if place < len(tokens.kinds) else ""
            place += 1
            place += tokens.is_sign(place, "}")
            has_arguments = tokens.is_sign(tokens.skip_space(place), "[")
            if has_arguments:
                return inline.define_shape(defined, place)
            if (swallowed := inline.define_swallowing(defined, place)) is not None:
                return swallowed
            place = inline.skip_arguments(place, 0)
            return inline.define(defined, place, is_operator=name.startswith("Declare"))
        if name in _DOCUMENT_COMMANDS:
            place = tokens.skip_space(number)
            is_group = tokens.is_sign(place, "{")
            place += is_group
            defined = tokens.texts[place] if place < len(tokens.kinds) else ""
            return inline.define_from_signature(defined, place + 1 + is_group)
        if name == "let" and number < len(tokens.kinds):
            return inline.define_swallowing(tokens.texts[number], number + 1)
        if name in ("def", "gdef", "edef") and number < len(tokens.kinds):
            body = number + 1
            if tokens.is_sign(body, "{"):
                return inline.define(tokens.texts[number], body)
            body = tokens.find_next("sign {", body)
            is_near = body < min(number + _MAX_PARAMETERS, tokens.find_next("par", number))
            if not is_near:
                return number
            parameters = "".join(tokens.texts[number + 1 : body])
            count = str(parameters.count("#"))
            if not _PARAMETERS.fullmatch(parameters):  # marks in the text end its arguments
                count = ""
            return inline.enter_shape(tokens.texts[number], count, None, body)
        return None

    def _read_token(self, number: int, end: int) -> int:
        tokens = self._tokens
        kind, text = tokens.kinds[number], tokens.texts[number]
        if kind == "command":
            return self._read_command(text, number, end)
        if kind == "code":
            self._flush()
            self._flow.add_code(text)
            return number + 1
        if kind == "par" and self._rows is None:
            self._flush()
            return number + 1
        if kind == "sign" and text == "$" and tokens.is_sign(number + 1, "$"):
            return self._read_formula(number + 2, lambda n: tokens.is_sign(n, "$"), 2)
        if kind == "symbol" and text == "[" and self._rows is None:
            return self._read_formula(
                number + 1, lambda n: tokens.kinds[n] == "symbol" and tokens.texts[n] == "]", 1
            )
        if self._rows is not None and (kind, text) in (("sign", "&"), ("symbol", "\\")):
            self._end_cell()
            if text == "\\":
                self._rows.append([])
                return self._inline.skip_arguments(number + 1, 0)
            return number + 1
        if self._rows is not None and (kind, text) == ("sign", "{"):
            cell_end = self._find_cell_end(number)
            if cell_end is not None:
                self._said.append(self._inline.read(number + 1, cell_end))
                return cell_end + 1
        words, number = self._inline.read_token(number, end)
        self._said.append(words)
        return number

    def _read_command(self, name: str, number: int, end: int) -> int:
        after = number + 1
        if name in ("begin", "end"):
            return self._read_environment(name == "begin", after)
        if name.rstrip("*") in LEVELS:
            return self._read_heading(name.rstrip("*"), after)
        if name == "item" and self._lists:
            return self._read_item(after)
        if self._rows is None and name in ("beginsection", *_LINES):
            return self._read_line(name, after, end)
        if name == "bye":
            return len(self._tokens.kinds)
        if name == "bibitem" and self._lists:
            return self._read_item(self._inline.skip_arguments(after, 1))
        if name in ("par", "smallskip", "medskip", "bigskip", "newpage", "clearpage", "maketitle"):
            if self._rows is None:
                self._flush()
            return after
        if name in ("caption", "caption*", "captionof"):
            return self._read_caption(name, after)
        if self._rows is not None and name in RULES:
            if name.startswith("end"):
                self._part_rows(name, self._rows)
            self._header = self._header or (1 if self._count_filled(self._rows) == 1 else 0)
            return self._skip_rule(after, UNSAID.get(name, 0))
        if self._rows is not None and name == "tabularnewline":
            self._end_cell()
            self._rows.append([])
            return self._inline.skip_arguments(after, 0)
        defined = self._read_definition(name, after)
        if defined is not None:
            return defined
        if self._rows is not None and name in ("multicolumn", "multirow"):
            count = self._inline.read_argument(self._inline.skip_arguments(after, 0))[0]
            cells = min(int(count), _MAX_SPAN) if count.isdecimal() and len(count) < 4 else 1
            self._span = (cells, 1) if name == "multicolumn" else (self._span[0], cells)
        words, after = self._inline.read_token(number, end)
        self._said.append(words)
        return after

    def _read_line(self, name: str, number: int, end: int) -> int:
        """Reads a heading of plain TeX, down to the end of its paragraph, or a line by itself."""
        tokens, inline = self._tokens, self._inline
        self._flush()
        if name == "beginsection":
            last = min(tokens.find_next("par", number), number + _MAX_HEADING, end)
            ends = (n for n in range(number, last) if tokens.texts[n] == "par")
            last = next(ends, last)
            if words := inline.read(number, last):
                self.writer.add_heading(LEVELS["section"], words)
            return last
        group = inline.find_group(number)
        if group is None:
            return number
        self._said.append(inline.read_marked(*group))
        self._flush()
        return group[1] + 1

    def _part_rows(self, name: str, rows: list[list[str]]) -> None:
        """What stands above is the head of the table or that of its further pages, or a foot: a
        head is read once, the last foot at the end, others are on no page of ours."""
        self._end_cell()
        part = rows[self._parted :]
        if name == "endfirsthead":
            self._has_first_head = True
        elif name != "endhead" or self._has_first_head:
            self._filled -= sum(map(any, rows[self._parted : self._counted]))
            del rows[self._parted :]
            self._counted = min(self._counted, self._parted)
            self._foot = part if name == "endlastfoot" else self._foot
        self._parted = len(rows)
        rows.append([])

    def _count_filled(self, rows: list[list[str]]) -> int:
        """How many of the rows so far say anything; each is looked at once, but for the last."""
        self._filled += sum(map(any, rows[self._counted : len(rows) - 1]))
        self._counted = max(self._counted, len(rows) - 1)
        return self._filled + any(rows[-1])

    def _skip_rule(self, number: int, count: int) -> int:
        """The number behind what says how a rule looks, and how far it goes."""
        tokens = self._tokens
        number = self._inline.skip_arguments(number, 0)
        if number < len(tokens.kinds) and tokens.texts[number].lstrip().startswith("("):
            last = min(number + _MAX_TRIM, len(tokens.kinds))
            ends = (n for n in range(number, last) if tokens.texts[n].rstrip().endswith(")"))
            number = next(ends, number - 1) + 1
        return self._inline.skip_arguments(number, count)

    def _find_cell_end(self, number: int) -> int | None:
        """The brace that closes the one there, between which lines of one cell end."""
        tokens = self._tokens
        end = tokens.closing.get(number, 0)
        if not tokens.find_next("symbol \\", number) < end < number + _MAX_CELL:
            return None
        return None if "\\begin" in tokens.write(number, end) else end

    def _read_environment(self, begins: bool, number: int) -> int:
        tokens, inline = self._tokens, self._inline
        name = self._name_at(number)
        if not name:
            return number
        number += 3
        bare = name.rstrip("*")
        if name == "document":
            self._flush()
            return number if begins else len(tokens.kinds)
        if bare in FORMULAS:
            if begins:
                return self._read_formula(number, lambda n: self._ends_at(n, name), 4)
            return number
        if bare in LISTS:
            self._flush()
            if begins:
                self._open_list()
                return inline.skip_arguments(number, ENVIRONMENTS.get(bare, 0))
            self._close_list()
            return number
        if name in TABLES or name == self._table or (begins and self._has_columns(number)):
            self._end_table()
            self._table = name if begins else ""
            if not begins:
                return number
            self._flush()
            self._rows, self._header, self._parted = [[]], 0, 0
            self._has_first_head = False
            self._counted = self._filled = 0
            self._beside.clear()
            return inline.skip_arguments(number, 1 + ENVIRONMENTS.get(name, 0))
        if self._rows is None:
            self._flush()
        if not begins:
            return number
        number = inline.skip_arguments(number, ENVIRONMENTS.get(name, 0))
        for heading in ("frametitle", "framesubtitle"):
            if name == "frame" and tokens.is_sign(number, "{"):
                number = self._read_heading(heading, number)
        return number

    def _has_columns(self, number: int) -> bool:
        """Whether an argument that begins there says how the columns of a table are set."""
        tokens = self._tokens
        if self._rows is not None or not tokens.is_sign(number, "{"):
            return False
        end = tokens.closing.get(number, number)
        return _COLUMNS.fullmatch(tokens.write(number + 1, end)) is not None

    def _ends_at(self, number: int, name: str) -> bool:
        tokens = self._tokens
        is_end = tokens.kinds[number] == "command" and tokens.texts[number] == "end"
        return is_end and self._name_at(number + 1) == name

    def _read_heading(self, name: str, number: int) -> int:
        self._end_table()
        self._flush()
        while self._lists:
            self._close_list()
        words, number = self._inline.read_argument(self._inline.skip_arguments(number, 0))
        if words:
            self.writer.add_heading(LEVELS[name], words)
        self._write_notes()
        return number

    def _read_item(self, number: int) -> int:
        self._flush()
        term, number = self._inline.read_option(number)
        self._flow.open_item(term if any(map(str.isalnum, term)) else "")
        return number

    def _read_caption(self, name: str, number: int) -> int:
        inline = self._inline
        number = inline.skip_arguments(number, 1 if name == "captionof" else 0)
        words, number = inline.read_argument(number)
        if self._rows is None:
            self._flush()
            self._said.append(words)
            self._flush()
        elif words:
            self._caption = words
        return number

    def _read_formula(self, number: int, ends: Callable[[int], bool], length: int) -> int:
        """A formula that is set by itself, as it is written, and the number behind its end, which
        has `length` tokens."""
        tokens = self._tokens
        last = min(len(tokens.kinds), number + _MAX_FORMULA)
        end = next((n for n in range(number, last) if ends(n) or tokens.kinds[n] == "par"), last)
        closed = end < last and tokens.kinds[end] != "par"
        self._flush()
        self._flow.add_code(tokens.write(number, end))
        return min(end + length, len(tokens.kinds)) if closed else end

    def _open_list(self) -> None:
        if self._lists < _MAX_LISTS:
            self._flow.open_list()
            self._lists += 1
        else:
            self._too_many_lists += 1

    def _close_list(self) -> None:
        if self._too_many_lists:
            self._too_many_lists -= 1
        elif self._lists:
            self._flow.close_list()
            self._lists -= 1

    def _end_cell(self) -> None:
        words = tidy("".join(self._said))
        self._said.clear()
        if self._rows is None:
            return
        row, (columns, rows) = self._rows[-1], self._span
        self._span = (1, 1)
        above, left = self._beside.get(len(row), ("", 0))
        if left and not words:
            words, self._beside[len(row)] = above, (above, left - 1)
        else:
            self._beside[len(row)] = (words, rows - 1)
        row += (words, *([""] * (columns - 1)))

    def _end_table(self) -> None:
        if self._rows is None:
            return
        self._end_cell()
        rows, self._rows = [row for row in (*self._rows, *self._foot) if any(row)], None
        caption, self._caption, self._foot = self._caption, "", []
        if caption:
            self._flow.add_words(caption)
        self._tables.open(self._flow.lead())
        for number, row in enumerate(rows):
            is_header = number == 0 and 0 < self._header < len(rows)
            self._tables.add_row(join_cells(row), is_header=is_header)
        self._tables.close()
        self._write_notes()

    def _flush(self) -> None:
        """Adds the paragraph that was read so far."""
        said = mark_hyphens("".join(self._said))
        words = "\n".join(map(tidy, split_units(said)))
        self._said.clear()
        if words:
            self._flow.add_words(words)
        self._write_notes()

    def _write_notes(self) -> None:
        """Adds the footnotes that were read since, below what holds them."""
        notes, self._inline.notes = self._inline.notes, []
        above = self.writer.above
        for note in filter(None, notes):
            self._flow.citing = (above,) if above is not None else ()
            self._flow.open_note()
            self._flow.add_words(note)
            self._flow.close_list()
            self._flow.citing, self.writer.above = (), above
