"""A manual page as a terminal or a printer shows it: what belongs together is told by how far it
is set in."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from corpus.formats.shapes.manual.manual_blocks import join_entries
from corpus.structure.blocks.block import Block
from corpus.structure.blocks.code import looks_like_code, looks_like_prose
from corpus.structure.blocks.headings.heading import Heading
from corpus.structure.blocks.hyphens import Hyphens
from corpus.structure.blocks.lines import (
    OPTION,
    SENTENCE_END,
    Line,
    goes_on,
    is_full,
    leads_in,
    make_line,
    read_item_mark,
)
from corpus.structure.blocks.tables import read_table
from corpus.structure.wrapping import join_lines

_NAME = r"[^\s()]{1,60}(?: [^\s()]{1,30}){0,3}\([0-9][^\s()]{0,9}\)"
_HEAD = re.compile(rf"({_NAME}) {{2,}}(?:\S.{{0,150}} {{2,}})?({_NAME})$")
_FOOT = re.compile(rf"\S.{{0,150}} {{2,}}(?:\S.{{0,80}} {{2,}})?({_NAME})$")
_GAP = re.compile(r" {2,}")
_BOX = "│┌├└┃┏┣┡┗║╔╠╚"
_MAX_HEAD = 300
_MAX_FOOT_INDENT = 30
_MAX_TERM = 110
_MAX_HEADING = 80
_MAX_SUBHEADING_INDENT = 4
_USUAL_INDENT = 7
"""How much deeper a description stands than its term, where nothing else is said."""


def find_page_name(text: str) -> str | None:
    """The name in the line above a page, "TAR(1)    GNU TAR Manual    TAR(1)"; None if there is
    no such line, and so no page."""
    for line in text.split("\n", 20)[:20]:
        if line.strip():
            match = _HEAD.match(line.expandtabs().strip()[:_MAX_HEAD])
            return match[1] if match and match[1].casefold() == match[2].casefold() else None
    return None


def read_page(text: str) -> list[Block]:
    """The blocks of the page or the pages in `text`, without their heads and feet."""
    name = (find_page_name(text) or "").casefold()
    lines = [make_line(raw) for raw in text.expandtabs().split("\n")]
    lines = [line for line in lines if not _is_outside(line, name)]
    blocks = _Reader(lines, name.partition("(")[0]).read()
    return join_entries(_join_code(blocks))


def _join_code(blocks: Sequence[Block]) -> list[Block]:
    """`blocks` with code that only a blank line parts in one, set in as its first lines are."""
    joined: list[Block] = []
    for role, run in groupby(blocks, lambda block: block.role):
        parts = list(run)
        if role != "code" or any(part.indent < parts[0].indent for part in parts):
            joined += parts
            continue
        lines = (
            [" " * (part.indent - parts[0].indent) + line for line in part.text.split("\n")]
            for part in parts
        )
        joined.append(replace(parts[0], text="\n\n".join("\n".join(part) for part in lines)))
    return joined


def _is_outside(line: Line, name: str) -> bool:
    """Whether `line` is the head or the foot of a page."""
    if not line.text.endswith(")"):
        return False
    if line.indent > 3:  # a foot that states neither a version nor a day
        return line.indent > _MAX_FOOT_INDENT and line.text.casefold() == name
    match = _HEAD.match(line.text) or _FOOT.match(line.text)
    if match is None:
        return False
    last = match[match.lastindex or 1].casefold()
    return last == name or (match.lastindex == 2 and match[1].casefold() == last)


class _Reader:
    """Goes through the lines once, stretch by stretch between blank ones."""

    def __init__(self, lines: Sequence[Line], command: str) -> None:
        self._lines = lines
        self._command = command
        self._hyphens = Hyphens(line.text for line in lines)
        self._body = self._find_body()
        edges = sorted(line.edge for line in lines if line.text)
        self._width = edges[int(0.95 * (len(edges) - 1))] if edges else 0
        self._sections = 0
        self._blocks: list[Block] = []

    def read(self) -> list[Block]:
        """The blocks, entries and their descriptions apart."""
        stretch: list[Line] = []
        for line in (*self._lines, make_line("")):
            if line.is_blank:
                self._read_stretch(stretch)
                stretch = []
            elif self._is_heading(line, stretch):
                self._read_stretch(stretch)
                stretch = []
                self._add_heading(line)
            else:
                stretch.append(line)
        return self._blocks

    def _find_body(self) -> int:
        """Where running text begins: most often below the headings."""
        indents = Counter(
            after.indent
            for line, after in zip(self._lines, self._lines[1:], strict=False)
            if line.text and line.indent == 0 and after.indent > 0
        )
        return indents.most_common(1)[0][0] if indents else 0

    def _is_heading(self, line: Line, stretch: Sequence[Line]) -> bool:
        if len(line.text) > _MAX_HEADING or leads_in(line.text):
            return False
        if line.indent == 0:
            return True
        return not stretch and line.indent <= min(_MAX_SUBHEADING_INDENT, self._body - 1)

    def _add_heading(self, line: Line) -> None:
        rank = int(line.indent > 0)
        self._sections += not rank
        heading = Heading(" ".join(line.text.split()), "manual", rank)
        self._blocks.append(Block("heading", heading.text, 0, heading=heading))

    def _read_stretch(self, lines: Sequence[Line]) -> None:
        if not lines:
            return
        runs = [list(run) for _, run in groupby(lines, lambda line: line.text[0] in _BOX)]
        if len(runs) > 1:
            for run in runs:
                self._read_stretch(run)
            return
        if self._sections == 2 and self._read_synopsis(lines):
            return
        if self._is_code(lines):
            self._add_code(lines)
            return
        table = read_table(lines) if not OPTION.match(lines[0].text) else None
        if table:
            self._blocks += [
                Block("table", row, lines[0].indent, is_header=number < table.headers)
                for number, row in enumerate(table.rows)
            ]
            return
        start = 0
        while start < len(lines):
            start = self._read_piece(lines, start)

    def _read_synopsis(self, lines: Sequence[Line]) -> bool:
        """Whether `lines` say how the command is called, and are taken in as that."""
        names = lines[0].text.casefold().startswith(self._command)
        if not names and not looks_like_code(lines):
            return False
        self._add_code(lines)
        return True

    def _is_code(self, lines: Sequence[Line]) -> bool:
        indent = min(line.indent for line in lines)
        before = next((b for b in reversed(self._blocks) if b.role != "heading"), None)
        if before is None or OPTION.match(lines[0].text) or read_item_mark(lines[0].text):
            return False
        if indent <= before.indent and before.role != "code":
            # Of a term that looks like code, such as a path, what describes it does not.
            below = lines[1:]
            return looks_like_code(lines) and looks_like_code(below) and not looks_like_prose(lines)
        if before.role == "code" and before.indent > self._body:
            return self._blocks[-1] is before and indent >= before.indent
        if looks_like_prose(lines):
            return False
        if before.role != "prose" or _has_hanging(lines):
            return looks_like_code(lines) and before.role == "prose"
        return len(lines) > 1 or looks_like_code(lines) or leads_in(before.text)

    def _add_code(self, lines: Sequence[Line]) -> None:
        shared = min(line.indent for line in lines)
        text = "\n".join(" " * (line.indent - shared) + line.text for line in lines)
        self._blocks.append(Block("code", text, shared))

    def _read_piece(self, lines: Sequence[Line], start: int) -> int:
        """Takes in the entry or the paragraph that begins there, and gives the line behind it."""
        first = lines[start]
        end = start + 1
        while end < len(lines) and lines[end].indent > first.indent:
            end += 1
        after = lines[end] if end < len(lines) else None
        # In a justified text a gap may stand anywhere.
        is_prose = after is not None and end == start + 1 and is_full(first, after, self._width)
        gap = None if is_prose else self._find_gap(first, lines[start + 1 : end])
        if gap is not None:
            self._add_entry(first, gap, lines[start + 1 : end])
            return end
        mark = read_item_mark(first.text)
        if mark:
            below = [make_line(first.text[mark.end() :]), *lines[start + 1 : end]]
            self._blocks.append(Block("list", mark[0].strip(), first.indent))
            self._blocks.append(Block("prose", self._join(below), first.indent + mark.end()))
            return end
        if end > start + 1 and len(first.text) <= _MAX_TERM:
            self._blocks.append(Block("term", " ".join(first.text.split()), first.indent))
            self._read_stretch(lines[start + 1 : end])
            return end
        goes_on_beside = (
            is_prose and after and after.indent == first.indent and goes_on(first, after)
        )
        if OPTION.match(first.text) and len(first.text) <= _MAX_TERM and not goes_on_beside:
            self._blocks.append(Block("term", " ".join(first.text.split()), first.indent))
            return start + 1
        while end < len(lines) and lines[end].indent == first.indent:
            if self._begins_entry(lines[end - 1], lines[end]):
                break
            if end + 1 < len(lines) and lines[end + 1].indent > first.indent:
                end += not self._ends(lines[end - 1], lines[end])
                break
            end += 1
        self._blocks.append(Block("prose", self._join(lines[start:end]), first.indent))
        return self._read_below(lines, end, first.indent) if end - start > 1 else end

    def _ends(self, before: Line, line: Line) -> bool:
        """Whether the sentence of the line `before` does not go on in `line`."""
        return bool(SENTENCE_END.search(before.text)) or not (
            goes_on(before, line) or is_full(before, line, self._width)
        )

    def _read_below(self, lines: Sequence[Line], start: int, indent: int) -> int:
        """Takes in what stands deeper than `indent` directly below running text: what a program
        prints, unless it reads as text."""
        end = start
        while end < len(lines) and lines[end].indent > indent:
            end += 1
        below = lines[start:end]
        if below and not looks_like_prose(below) and not OPTION.match(below[0].text):
            self._add_code(below)
        else:
            self._read_stretch(below)
        return end

    def _begins_entry(self, before: Line, line: Line) -> bool:
        """Whether `line` begins an option or an item, rather than to go on with the sentence that
        the line before it had no more room for."""
        if not (OPTION.match(line.text) or read_item_mark(line.text)):
            return False
        return not is_full(before, line, self._width) or bool(SENTENCE_END.search(before.text))

    def _find_gap(self, first: Line, below: Sequence[Line]) -> int | None:
        """Where in `first` a description begins behind a term, as the lines below it show, or the
        usual place of it."""
        usual = _USUAL_INDENT
        fits = first.text[usual - 1 : usual] == " " and " " not in first.text[: usual - 1]
        is_below = bool(below) and below[0].indent == first.indent + usual
        is_below = is_below and is_full(first, below[0], self._width)
        if fits and (is_below or (not below and OPTION.match(first.text))):
            return usual
        match = _GAP.search(first.text)
        if match is None or match.start() > 40:
            return None
        column = first.indent + match.end()
        if below:
            return match.end() if below[0].indent == column else None
        is_usual = (
            column in {b.indent for b in self._blocks[-6:]}
            or column == first.indent + _USUAL_INDENT
        )
        return match.end() if is_usual or OPTION.match(first.text) else None

    def _add_entry(self, first: Line, gap: int, below: Sequence[Line]) -> None:
        term, said = first.text[:gap].rstrip(), make_line(first.text[gap:])
        mark = read_item_mark(first.text)
        role = "list" if mark and mark.end() >= gap else "term"
        self._blocks.append(Block("list" if role == "list" else "term", term, first.indent))
        self._blocks.append(Block("prose", self._join([said, *below]), first.indent + gap))

    def _join(self, lines: Sequence[Line]) -> str:
        return join_lines(lines, self._hyphens)


def _has_hanging(lines: Sequence[Line]) -> bool:
    """Whether lines stand deeper below the first."""
    return any(line.indent > lines[0].indent for line in lines[1:])
