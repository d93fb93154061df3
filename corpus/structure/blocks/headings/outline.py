"""Headings of an outline, as Emacs writes it: `* Title`, `** Title`, each above its text."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from corpus.structure.blocks.block import Block
from corpus.structure.blocks.headings.heading import Heading, is_outline_line, read_stars

_MIN_HEADINGS = 3
_MIN_SHARE = 0.7
"""Of the lines so marked that stand by themselves: below most items of a list stands the next."""
_HEADED = ("prose", "code", "table", "term", "list", "heading")


def find_outline(blocks: Sequence[Block]) -> list[Block]:
    """`blocks` with the lines marked by stars that stand by themselves above a text as headings,
    if most that stand so do. Linear."""
    made = list(blocks)
    said = [number for number, block in enumerate(made) if block.role != "gap"]
    alone: list[int] = []
    heads: list[int] = []
    for number, following in zip(said, chain(said[1:], [-1]), strict=False):
        is_set_off = (number == 0 or made[number - 1].role == "gap") and following != number + 1
        if not (_may_be_marked(made[number]) and is_set_off):
            continue
        rank = _find_rank(made[number])
        if rank:
            alone.append(number)
            if following > 0 and _heads(made[number], rank, made[following]):
                heads.append(number)
    if len(heads) < max(_MIN_HEADINGS, _MIN_SHARE * len(alone)):
        return made
    for number in heads:
        rank, title = read_stars(made[number].text.lstrip())
        heading = Heading(" ".join(title.split()), "outline", rank)
        made[number] = replace(made[number], role="heading", heading=heading)
    return made


def _may_be_marked(block: Block) -> bool:
    """Whether `block` may have stars for a mark: an item, a line, or one left of what it heads."""
    is_left = block.heading is not None and block.heading.family == "outdented"
    return block.role in ("list", "prose") or is_left


def _find_rank(block: Block) -> int:
    return read_stars(block.text.lstrip())[0]


def _heads(block: Block, rank: int, following: Block) -> bool:
    """Whether `block`, marked by `rank` stars, may be the heading of `following`: a text, a list
    with other marks, or a heading below it."""
    if block.depth != following.depth or not is_outline_line(block.text.lstrip()):
        return False
    below = _find_rank(following)
    return below > rank or (not below and following.role in _HEADED)
