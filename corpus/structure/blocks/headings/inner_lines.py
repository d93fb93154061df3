"""Lines within the items of a list, which head nothing however short they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.structure.blocks.block import Block
from corpus.structure.blocks.lines import read_item_mark


@dataclass(slots=True)
class _Level:
    """Items that stand `indent` columns in, the words of the last of them in `column`, and the
    `lines` that stand there below it."""

    indent: int
    column: int
    lines: list[int] = field(default_factory=list)


def find_lines_of_items(blocks: Sequence[Block]) -> set[int]:
    """Which of `blocks` are running text right below the words of an item, with another item of
    its list below: "To get the old lamp back", above a command in the news of a release. Linear."""
    found: set[int] = set()
    levels: list[_Level] = []
    for number, block in enumerate(blocks):
        if block.role == "heading":
            levels.clear()
            continue
        mark = read_item_mark(block.text.lstrip()) if block.role == "list" else None
        while levels and levels[-1].indent > block.indent - (mark is None):
            levels.pop()
        if mark is None:
            if block.role == "prose" and levels and levels[-1].column == block.indent:
                levels[-1].lines.append(number)
        elif levels and levels[-1].indent == block.indent:
            found.update(levels[-1].lines)
            levels[-1] = _Level(block.indent, block.indent + mark.end())
        else:
            levels.append(_Level(block.indent, block.indent + mark.end()))
    return found
