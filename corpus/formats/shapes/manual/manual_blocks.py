"""The blocks of a manual page: options with their descriptions, under its headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from corpus.formats.shapes.manual.manual_escapes import NO_MARK
from corpus.structure.blocks.block import Block
from corpus.structure.blocks.headings.heading import Heading
from corpus.structure.blocks.lines import OPTION, SENTENCE_END, leads_in
from corpus.structure.numbering.unit_labels import read_unit_label

STEP = 4
"""How much deeper a description is counted to stand than its term."""
_MAX_TERM = 120
_MAX_TERM_WORDS = 6
"""Of a paragraph that may be a term by what stands below it alone, unless it is an option."""
_MAX_SHARED = 6
"""Terms one below the other that one description may be shared by."""
_MAX_ITEM = 450
"""Characters of an item with the paragraphs below it; further ones are their own."""
_SPACES = re.compile(r"[ \t\u00a0]+")
_BULLET = re.compile(r"[•‣◦▪·*–—-]$|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]$")
_LETTER_MARK = "o"
"""What programs that write manual pages have for a bullet."""
_BARE = re.compile(r"(\d{1,3})\s+[^\W\d_]")
_MIN_COUNTED = 2
_BULLETED = re.compile(r"([•‣◦▪·]|\d{1,2}\.) +(?=\S)")


@dataclass(slots=True)
class BlockWriter:
    """Collects the blocks of a page as its requests say. `indent` is where running text stands;
    what is added is one block until the next call that begins or ends one."""

    blocks: list[Block] = field(default_factory=list)
    indent: int = 0
    is_literal: bool = False
    _parts: list[str] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _candidate: int | None = None

    @property
    def is_begun(self) -> bool:
        """Whether the paragraph holds anything yet."""
        return bool(self._parts)

    def add(self, text: str, goes_on: bool = False) -> None:
        """Adds a piece of the text; the next one follows without a space if `goes_on`."""
        text = text.replace(NO_MARK, "")
        if self.is_literal:
            self._lines.append(text.rstrip())
        elif text.strip():
            self._parts.append(text.lstrip() if goes_on else f"{text.strip()} ")

    def take_space(self) -> None:
        """What is added next follows what was added last without a space."""
        if self._parts:
            self._parts[-1] = self._parts[-1].removesuffix(" ")

    def add_space(self) -> None:
        """What is added next is parted from what was added last."""
        if self._parts:
            self._parts.append(" ")

    def end_line(self) -> None:
        """Ends the line, but not the paragraph."""
        if self._parts and not self.is_literal:
            self._parts.append("\n")

    def end(self) -> None:
        """Ends the paragraph or the code."""
        if self._lines:
            self._add_code()
        text = clean_lines("".join(self._parts))
        self._parts = []
        if not text:
            return
        role = "list" if _BULLETED.match(text) else "prose"
        self._make_term(role)
        self.blocks.append(Block("list" if role == "list" else "prose", text, self.indent))

    def begin_literal(self) -> None:
        """From here on each line is one of code."""
        self.end()
        self.is_literal = True

    def end_literal(self) -> None:
        """Ends the code."""
        self.end()
        self.is_literal = False

    def add_heading(self, text: str, rank: int) -> None:
        """A heading, 0 of a section, 1 of a part of it."""
        self.end()
        self.indent = 0
        self._candidate = None
        if text := " ".join(text.replace(NO_MARK, "").split()):
            self.blocks.append(Block("heading", text, 0, heading=Heading(text, "manual", rank)))

    def add_term(self, text: str, indent: int) -> None:
        """A term or the mark of an item; what follows deeper than `indent` belongs to it."""
        self.end()
        self._candidate = None
        self.indent = indent + STEP
        if text := clean_lines(text.replace(NO_MARK, "")):
            role = "list" if _BULLET.match(text) else "term"
            self.blocks.append(Block("list" if role == "list" else "term", text, indent))

    def add_rows(self, rows: Sequence[str]) -> None:
        """The rows of a table, of which the first names the columns."""
        self.end()
        for number, row in enumerate(rows):
            has_header = len(rows) > 1
            self.blocks.append(
                Block("table", row, self.indent, is_header=has_header and number == 0)
            )

    def propose_term(self) -> None:
        """The paragraph just ended is a term if the next one turns out to stand deeper."""
        self.end()
        self._candidate = len(self.blocks) - 1

    def _make_term(self, role: str) -> None:
        number, self._candidate = self._candidate, None
        if number is None or number < 0 or role != "prose":
            return
        block = self.blocks[number]
        is_short = len(block.text) <= _MAX_TERM and "\n" not in block.text
        if block.role != "prose" or block.indent >= self.indent or not is_short:
            return
        if block.text[-1] in "?？؟":  # of a page of questions
            self.blocks[number] = replace(block, role="term")
            return
        if len(block.text.split()) > _MAX_TERM_WORDS and not OPTION.match(block.text):
            return
        ends = SENTENCE_END.search(block.text.removesuffix("..."))
        if " " not in block.text or not (ends or leads_in(block.text)):
            self.blocks[number] = replace(block, role="term")

    def _add_code(self) -> None:
        lines, self._lines = self._lines, []
        while lines and not lines[-1]:
            lines.pop()
        while lines and not lines[0]:
            lines.pop(0)
        if lines:
            shared = min(len(line) - len(line.lstrip()) for line in lines if line)
            text = "\n".join(line[shared:] for line in lines)
            self._candidate = None
            self.blocks.append(Block("code", text, self.indent))


def label_headings(blocks: Sequence[Block]) -> list[Block]:
    """`blocks`, the numbered headings of which have their labels; a number without a full stop is
    one where the sections count up by such numbers."""
    bare = [
        int(number[1])
        for block in blocks
        if block.heading and block.heading.rank == 0 and (number := _BARE.match(block.text))
    ]
    counts_up = len(bare) >= _MIN_COUNTED and all(one + 1 == two for one, two in pairwise(bare))
    labelled = []
    for block in blocks:
        heading = block.heading
        if heading:
            number = _BARE.match(block.text) if counts_up else None
            label = number[1] if number else read_unit_label(block.text)
            block = replace(block, heading=replace(heading, label=label))
        labelled.append(block)
    return labelled


def clean_lines(text: str) -> str:
    """`text` with one space between words, none around line ends, and no blank lines."""
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def join_entries(blocks: Sequence[Block]) -> list[Block]:
    """`blocks` with each term and item in one with the running text that stands deeper below it,
    and something blank between any two. Terms without a description are items."""
    joined: list[Block] = []
    entry: _Entry | None = None
    for block in _mark_items(blocks):
        if entry and entry.takes(block):
            continue
        joined += entry.make_blocks() if entry else []
        entry = _Entry([block.text], block) if block.role in ("term", "list") else None
        if not entry:
            joined.append(block)
    joined += entry.make_blocks() if entry else []
    gap = Block("gap", "")
    return [one for block in joined for one in (block, gap)]


def _mark_items(blocks: Sequence[Block]) -> list[Block]:
    """`blocks` with each "o" as the mark of an item if there are several, and no other letter: it
    may be the name of a command."""
    letters = [number for number, block in enumerate(blocks) if _is_letter(block)]
    marks = [number for number in letters if blocks[number].text == _LETTER_MARK]
    read = list(blocks)
    for number in marks if len(letters) == len(marks) > 1 else ():
        read[number] = replace(read[number], text="•", role="list")
    return read


def _is_letter(block: Block) -> bool:
    return block.role == "term" and len(block.text) == 1 and block.text.isalpha()


@dataclass(slots=True)
class _Entry:
    """Terms that share a description, or the mark of an item; then what describes them."""

    heads: list[str]
    first: Block
    texts: list[str] = field(default_factory=list)

    def takes(self, block: Block) -> bool:
        """Takes `block` in if it belongs here."""
        is_term = self.first.role == "term"
        if block.role == "prose" and block.indent > self.first.indent:
            length = sum(map(len, self.texts)) + len(block.text)
            if is_term or not self.texts or length <= _MAX_ITEM:
                self.texts.append(block.text)
                return True
        shares = is_term and block.role == "term" and block.indent == self.first.indent
        if shares and not self.texts and len(self.heads) < _MAX_SHARED:
            self.heads.append(block.text)
            return True
        return False

    def make_blocks(self) -> list[Block]:
        """The entry as one block; terms that nothing describes as items, no mark by itself."""
        is_mark = bool(_BULLET.match(self.heads[0]))
        if is_mark and self.texts:
            text = "\n".join([f"{self.heads[0]} {self.texts[0]}", *self.texts[1:]])
            return [replace(self.first, text=text)]
        if self.texts:
            return [replace(self.first, text="\n".join((*self.heads, *self.texts)))]
        return [] if is_mark else [replace(self.first, text=h, role="list") for h in self.heads]
