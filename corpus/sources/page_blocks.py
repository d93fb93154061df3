"""What a page was read as, as blocks of a file of which the reader of Markdown makes the same."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from corpus.article import Paragraph
from corpus.sources.pages import Block, Table

_BREAK = "\n\n"
_CELL_BREAK = " | "
_LEADS = (":", "：")
_TOP_LEVEL = 2
"""Of the outermost headings: the title alone is above them, and stands in the front matter."""


def list_blocks(
    text: str, paragraphs: Sequence[Paragraph], parted: Collection[int] = ()
) -> tuple[Block | Table, ...]:
    """The blocks that say `paragraphs`, slices of `text`: each below its headings, and behind what
    leads up to it; those that begin at one of `parted` below a rule. Linear."""
    return tuple(_BlockLister(text, paragraphs, parted).list())


@dataclass(slots=True)
class _Heading:
    """One that is open, and whether it is the title of an aside."""

    text: str
    is_aside: bool


class _BlockLister:
    """Goes through the paragraphs of a page."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], parted: Collection[int]) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._parted = parted
        self._numbers = {paragraph.end: n for n, paragraph in enumerate(paragraphs)}
        """Of paragraphs, by where they end: of a long one the context is its end."""
        self._blocks: list[Block | Table] = []
        self._open: list[_Heading] = []
        self._items: list[int] = []
        """The last item of each list that is open, outermost first."""
        self._lead: tuple[int, ...] = ()
        """What leads up to the outermost list, to a table or to terms, that is open."""
        self._above: int | None = None
        """The paragraph right above, None if that is a heading."""
        self._term: int | None = None
        """The term above that goes on to be described."""
        self._noted: tuple[int, int] | None = None
        """The paragraph that cites notes, and the number of its block."""
        self._notes = 0

    def list(self) -> list[Block | Table]:
        """All of the blocks."""
        asides = _find_asides(self._paragraphs)
        table_end = 0
        for number, paragraph in enumerate(self._paragraphs):
            if paragraph.start < table_end:
                self._above = number
                continue
            self._change_headings(number, asides[number])
            if paragraph.kind == "table":
                table_end = self._add_table(number)
            else:
                self._add(number)
        self._close_headings(0)
        return self._blocks

    def _change_headings(self, number: int, asides: Sequence[bool]) -> None:
        wanted = self._paragraphs[number].headings
        common = _count_common(wanted, [heading.text for heading in self._open])
        if wanted and common == len(wanted) == len(self._open) and self._is_anew(number):
            common -= 1
        if common == len(wanted) == len(self._open):
            return
        self._close_headings(common)
        for depth, heading in enumerate(wanted[common:], common):
            is_within = bool(self._open) and self._open[-1].is_aside
            is_aside = is_within or asides[depth]
            self._open.append(_Heading(heading, is_aside))
            if is_aside:
                self._blocks.append(Block("", "aside"))
            self._blocks.append(Block(heading, "heading", _TOP_LEVEL + depth))
        self._items.clear()
        self._above = self._term = None

    def _is_anew(self, number: int) -> bool:
        """Whether the same heading stands once more above the paragraph."""
        above = self._paragraphs[number - 1].end if number else 0
        between = self._text[above : self._paragraphs[number].start]
        return self._paragraphs[number].headings[-1] in between.split(_BREAK)

    def _close_headings(self, count: int) -> None:
        while len(self._open) > count:
            if self._open.pop().is_aside:
                self._blocks.append(Block("", "aside_end"))

    def _add(self, number: int) -> None:
        paragraph = self._paragraphs[number]
        text = self._text[paragraph.start : paragraph.end]
        context = self._find_context(paragraph)
        if paragraph.kind == "prose" and self._is_described(context):
            self._blocks.append(Block(text, "detail"))
            self._above, self._noted = number, (number, len(self._blocks) - 1)
            return
        goes_on = self._goes_on(paragraph)
        self._term = number if paragraph.kind == "term" else None
        if paragraph.kind in ("list", "code") and (depth := self._find_depth(context)):
            del self._items[depth:]
        else:
            depth = 0
            if paragraph.kind != "list" or not self._items or context != self._lead:
                self._set_apart(paragraph, context, goes_on=goes_on)
            self._items.clear()
            self._lead = context
        match paragraph.kind:
            case "list":
                self._items.append(number)
                self._blocks.append(Block(text, "item", depth))
            case "code":
                self._blocks.append(Block(text, "code", depth))
            case "term":
                self._blocks.append(Block(text, "term"))
            case _ if self._cites(number, text, context):
                self._blocks.append(Block(text, "note", self._notes))
                return
            case _:
                self._blocks.append(Block(text))
        self._above, self._noted = number, (number, len(self._blocks) - 1)

    def _is_described(self, context: tuple[int, ...]) -> bool:
        """Whether what has this context describes the term above, which something does already."""
        if self._term is None or self._term not in context:
            return False
        term = self._paragraphs[self._term]
        return "\n" in self._text[term.start : term.end]

    def _find_context(self, paragraph: Paragraph) -> tuple[int, ...]:
        found = (self._numbers.get(end) for _, end in paragraph.context)
        return tuple(number for number in found if number is not None)

    def _find_depth(self, context: tuple[int, ...]) -> int:
        """In how many lists stands what belongs to the last of `context`; 0 if that is no item of
        a list that is open."""
        last = context[-1] if context else -1
        return self._items.index(last) + 1 if last in self._items else 0

    def _goes_on(self, paragraph: Paragraph) -> bool:
        """Whether the paragraph would be of the list that ends above."""
        if paragraph.kind == "term":
            return self._term is not None
        return paragraph.kind == "list" and bool(self._items)

    def _set_apart(self, paragraph: Paragraph, context: tuple[int, ...], *, goes_on: bool) -> None:
        """A rule, if there is one or what stands above would else lead up to what it does not; a
        gap, if that is what a list of terms begins below that is no part of it."""
        if self._above is None:
            return
        above = self._paragraphs[self._above]
        if goes_on:
            is_apart = context != self._lead
        else:
            is_apart = above.kind in ("prose", "term") and self._above not in context
            if paragraph.kind == "prose":
                is_apart = is_apart and self._text[above.start : above.end].endswith(_LEADS)
        if is_apart or paragraph.start in self._parted:
            self._blocks.append(Block("", "gap" if self._above in context else "rule"))

    def _cites(self, number: int, text: str, context: tuple[int, ...]) -> bool:
        """Whether the paragraph is a note on the one above, which then cites it."""
        if self._noted is None or context != (self._noted[0],) or self._paragraphs[number].speaker:
            return False
        place = self._noted[1]
        citing = self._blocks[place]
        is_term = isinstance(citing, Block) and citing.kind in ("term", "code")
        above = self._paragraphs[self._noted[0]]
        if is_term or self._text[above.start : above.end].endswith(_LEADS):
            return False
        self._notes += 1
        self._blocks[place] = replace(citing, cites=(*citing.cites, self._notes))
        return True

    def _add_table(self, number: int) -> int:
        """Adds the table whose first row that is quoted is the paragraph; where the table ends."""
        first = self._paragraphs[number]
        start = self._text.rfind(_BREAK, 0, first.start)
        start = 0 if start < 0 else start + len(_BREAK)
        end = self._text.find(_BREAK, first.end)
        end = len(self._text) if end < 0 else end
        lines = self._text[start:end].split("\n")
        header = (start, start + len(lines[0]))
        context = self._find_context(first)
        depth = self._find_depth(context)
        if not depth:
            self._set_apart(first, context, goes_on=False)
            self._items.clear()
        rows = tuple(tuple(line.split(_CELL_BREAK)) for line in lines)
        has_header = first.start > start and header[1] in {span[1] for span in first.context}
        self._term = None
        self._blocks.append(Table(rows, has_header, level=depth))
        last = number
        while last + 1 < len(self._paragraphs) and self._paragraphs[last + 1].start < end:
            last += 1
        self._above, self._noted = last, (last, len(self._blocks) - 1)
        return end


def _find_asides(paragraphs: Sequence[Paragraph]) -> list[list[bool]]:
    """For each paragraph and each heading above it whether that can only be the title of an aside:
    behind what it is above follows text that is not below it, and below no other heading instead,
    or another aside of the same place."""
    asides: list[list[bool]] = [[] for _ in paragraphs]
    for number in range(len(paragraphs) - 1, -1, -1):
        own = paragraphs[number].headings
        below = paragraphs[number + 1].headings if number + 1 < len(paragraphs) else ()
        common = _count_common(own, below)
        asides[number] = asides[number + 1][:common] if common else []
        for depth in range(common, len(own)):
            is_out = number + 1 < len(paragraphs) and common == len(below)
            is_beside = depth == common < len(below)
            asides[number].append(is_out or (is_beside and asides[number + 1][depth]))
    return asides


def _count_common(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count
