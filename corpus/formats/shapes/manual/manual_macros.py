"""Manual pages in the macros of man(7): their requests to blocks."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.formats.shapes.manual.manual_blocks import STEP, BlockWriter
from corpus.formats.shapes.manual.manual_source import Request
from corpus.structure.blocks.block import Block
from corpus.structure.blocks.headings.heading import Heading, looks_like_heading
from corpus.structure.blocks.lines import SENTENCE_END

_ALTERNATING = frozenset(("BI", "BR", "IB", "IR", "RB", "RI"))
_FONTS = frozenset(("B", "I", "SM", "SB", "R", "CW", "OP"))
_BREAKS = frozenset(("PP", "P", "LP", "HP"))
_LITERAL = {"nf": True, "EX": True, "Vb": True, "fi": False, "EE": False, "Ve": False}
_NESTING = {"INDENT": "RS", "UNINDENT": "RE"}  # as reStructuredText is turned into them
KNOWN = frozenset((*_ALTERNATING, *_FONTS, *_BREAKS, *_LITERAL, *_NESTING, "TH", "SH", "SS", "TP",
                   "TQ", "IP", "RS", "RE", "SY", "YS", "UR", "UE", "MT", "ME", "URL", "MTO",
                   "br", "sp", "IX",
                   "TS", "Sp", "PD"))  # fmt: skip
"""Macros that are what they are whatever a page defines."""
_TAB_SIGN = re.compile(r"\btab[ \t]*\([ \t]*(\S)")
_MAX_NESTING = 30


def read_macros(requests: Sequence[Request]) -> list[Block]:
    """The blocks of a page, entries and their descriptions apart."""
    reader = _Reader()
    for request in requests:
        reader.read(request)
    reader.writer.end()
    return head_parts(reader.writer.blocks, reader.bold)


class _Reader:
    """Goes through the requests once. `_awaits` is what the next line of text is: the tag of an
    entry, or a heading whose macro had no argument."""

    def __init__(self) -> None:
        self.writer = BlockWriter()
        self._base = 0
        self._outer: list[tuple[int, int]] = []
        self._awaits: Callable[[str], None] | None = None
        self._tag: list[str] = []
        self._link = ""
        self._follows_hanging = False
        self.bold: list[int] = []
        """The numbers of the blocks that are a line of bold and nothing else."""
        self._is_bold = False

    def read(self, request: Request) -> None:
        """Takes in the next request."""
        name = _NESTING.get(request.name, request.name)
        text = self._read_text(name, request.arguments)
        if text is not None:
            is_bold = request.is_bold or request.name == "B"
            self._is_bold = is_bold and not self.writer.is_begun and not self._awaits
            self._add(text, request.goes_on)
            return
        self._awaits = None if name in KNOWN and name not in ("PD", "IX") else self._awaits
        if name in ("SH", "SS"):
            self._begin_section(" ".join(request.arguments), int(name == "SS"))
        elif name in _BREAKS or name in ("TP", "TQ", "IP"):
            self._begin_paragraph(name, request.arguments)
        elif name in ("RS", "RE"):
            self._nest(name, request.arguments)
        elif name in ("sp", "Sp"):
            self._space()
        elif name in ("br", "SY", "YS"):
            self.writer.end_line()
            if request.arguments and name == "SY":
                self.writer.add(request.arguments[0])
        elif name in _LITERAL:
            begin = self.writer.begin_literal if _LITERAL[name] else self.writer.end_literal
            begin()
        elif name == "TS":
            self.writer.add_rows(read_rows(request.arguments))
        elif name in ("UR", "MT"):
            self._link = request.arguments[0] if request.arguments else ""
        elif name in ("URL", "MTO") and request.arguments:  # as Asciidoctor defines them
            address, said, after = (*request.arguments, "", "")[:3]
            self._add(f"{said} <{address}>{after}".strip(), False)
        elif name in ("UE", "ME") and self._link:
            after = "".join(request.arguments)
            self._add(f"<{self._link.replace(chr(92), '')}>{after}", False)

    def _read_text(self, name: str, arguments: Sequence[str]) -> str | None:
        """What `name` sets in a font, or is a line of; None if it is another request."""
        if name == "":
            return arguments[0]
        if name in _ALTERNATING:
            return "".join(arguments)
        if name == "OP":
            return f"[{' '.join(arguments)}]"
        return " ".join(arguments) if name in _FONTS and arguments else None

    def _add(self, text: str, goes_on: bool) -> None:
        if self.writer.is_literal:
            self.writer.add(text)
        elif self._awaits:
            self._tag.append(text if goes_on else f"{text} ")
            if not goes_on:
                take, tag = self._awaits, "".join(self._tag)
                self._awaits, self._tag = None, []
                take(tag)
        elif not text.strip():
            self._space()
        else:
            if text[0] == " ":
                self.writer.end_line()
            self.writer.add(text, goes_on)

    def _space(self) -> None:
        if self.writer.is_literal:
            self.writer.add("")
        else:
            self.writer.end()

    def _begin_section(self, text: str, rank: int) -> None:
        self.writer.end_literal()
        self._base, self._outer = 0, []
        if text:
            self.writer.add_heading(text, rank)
        else:
            self._awaits = lambda said: self.writer.add_heading(said, rank)

    def _begin_paragraph(self, name: str, arguments: Sequence[str]) -> None:
        self.writer.end_literal()
        if self._is_bold and self.writer.indent == 0 and name in ("PP", "P", "LP"):
            self.bold.append(len(self.writer.blocks) - 1)
        self._is_bold = False
        if name == "IP" and not "".join(arguments[:1]).strip():
            if self._follows_hanging:
                self.writer.propose_term()
            self.writer.indent = self._base + STEP
        elif name == "IP":
            self.writer.add_term(arguments[0], self._base)
        elif name in ("TP", "TQ"):
            self.writer.end()
            base = self._base
            self._awaits = lambda tag: self.writer.add_term(tag, base)
        else:
            self.writer.indent = self._base
        self._follows_hanging = name == "HP"

    def _nest(self, name: str, arguments: Sequence[str]) -> None:
        if name == "RE":
            self.writer.end()
            if self._outer:
                self._base, self.writer.indent = self._outer.pop()
            return
        self.writer.propose_term()
        self._outer = [*self._outer[-_MAX_NESTING:], (self._base, self.writer.indent)]
        if not (arguments and arguments[0].strip(".0un") == ""):
            self._base = max(self._base, self.writer.indent - STEP) + STEP
        self.writer.indent = self._base


def read_rows(lines: Sequence[str]) -> list[str]:
    """The rows of a table of tbl(1), cells parted by bars, without what says how it is drawn."""
    formats_end = next((n for n, line in enumerate(lines) if line.rstrip().endswith(".")), -1)
    sign = "\t"
    for line in lines[: formats_end + 1]:
        if stated := _TAB_SIGN.search(line):
            sign = stated[1]
    rows: list[str] = []
    block: list[str] | None = None  # the parts of a row with a text block in it
    for line in lines[formats_end + 1 :]:
        if block is None and line.rstrip().endswith("T{"):
            block = [line.rstrip()[:-2]]
        elif block is not None and line.startswith("T}"):
            block.append(line[2:])
            if line.rstrip().endswith("T{"):
                block[-1] = block[-1].rstrip()[:-2]
            else:
                rows.append(" ".join(block))
                block = None
        elif block is not None:
            block.append(_strip_request(line))
        elif any(map(str.isalnum, line)) and line[:1] != ".":
            rows.append(line)
    cells = ([" ".join(cell.split()) for cell in row.split(sign)] for row in rows)
    return [" | ".join(cell for cell in row if cell not in ("", "_")) for row in cells]


def head_parts(blocks: Sequence[Block], bold: Sequence[int]) -> list[Block]:
    """`blocks` with those of the numbers `bold` that look like headings and stand above sentences
    as headings of parts; how something is called is no sentence."""
    read = list(blocks)
    for number in bold:
        block, below = read[number], read[number + 1 : number + 2]
        is_above = bool(below) and below[0].role == "prose" and below[0].indent == block.indent
        is_above = is_above and bool(SENTENCE_END.search(below[0].text))
        if block.role == "prose" and is_above and looks_like_heading(block.text):
            heading = Heading(block.text, "manual", 2)
            read[number] = replace(block, role="heading", heading=heading)
    return read


def _strip_request(line: str) -> str:
    """A line of text or of a font's macro, without the macro."""
    return line.partition(" ")[2].replace('"', "") if line[:1] == "." else line
