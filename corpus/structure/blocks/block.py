"""A block of a plain text, and code that blank lines part."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from corpus.article import BlockKind
from corpus.structure.blocks.headings.heading import Heading
from corpus.structure.blocks.joining import keep_lines
from corpus.structure.blocks.lines import Line

BlockRole: TypeAlias = BlockKind | Literal["heading", "gap"]
_MAX_GAPS = 2  # blank lines between code that belongs together


@dataclass(frozen=True, slots=True)
class Block:
    """A block and its `text`, which may have several lines. A "gap" is nothing to quote: a blank
    line, a row of signs, a signature, a table of contents. `indent` and `depth` are those of its
    first line; `is_header` is that of the first row of a table that names the columns, `body` the
    column of a term's description."""

    role: BlockRole
    text: str
    indent: int = 0
    depth: int = 0
    heading: Heading | None = None
    is_header: bool = False
    body: int = 0


def make_code(lines: Sequence[Line]) -> Block:
    """The code that `lines` hold as they stand, less the indentation that they share."""
    said = [line for line in lines if line.text]
    if not said:
        return Block("gap", "")
    # A single line keeps its indentation otherwise, which merging would add to it again.
    text = said[0].text if len(said) == len(lines) == 1 else keep_lines(lines)
    return Block("code", text, min(line.indent for line in said), said[0].depth)


def merge_code(blocks: Iterable[Block]) -> Iterator[Block]:
    """`blocks` with code that only blank lines part in one. Linear: the texts of a run of code are
    joined once, at its end."""
    run: list[Block] = []  # code, or gaps within it
    gaps: list[Block] = []  # behind it
    for block in blocks:
        if run and block.role == "gap" and not block.text.strip() and len(gaps) < _MAX_GAPS:
            gaps.append(block)
        elif run and block.role == "code" and _belong_together(run[0], block):
            run += (*gaps, block)
            gaps = []
        else:
            if run:
                yield from (*_join_run(run), *gaps)
            run, gaps = ([block], []) if block.role == "code" else ([], [])
            if not run:
                yield block
    yield from (*_join_run(run), *gaps)


def _join_run(run: Sequence[Block]) -> Sequence[Block]:
    """The code and gaps of `run` as one block, set in as its first is."""
    texts = [run[0].text] if len(run) > 1 else []
    for block in run[1:]:
        shift = " " * (block.indent - run[0].indent) if block.role == "code" else ""
        texts += (shift + line if line else line for line in block.text.split("\n"))
    return [replace(run[0], text="\n".join(texts))] if texts else run


def _belong_together(first: Block, second: Block) -> bool:
    return first.depth == second.depth and second.indent >= first.indent
