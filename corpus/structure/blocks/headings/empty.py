"""Headings with nothing below them, which would be in no passage and above none."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from corpus.structure.blocks.block import Block

_OF_A_TITLE = ("capitals", "ruled", "adorned")
"""Families of which two stand one below the other as a title and what it is of."""


def lower_empty_headings(blocks: Iterable[Block]) -> list[Block]:
    """`blocks` with the headings as running text that have nothing below them before the next of
    their style, such as rows of versions; none that a text begins with, its title. Linear."""
    read = list(blocks)
    said = [number for number, block in enumerate(read) if block.role != "gap"]
    for number, following in pairwise(said[1:]):
        heading, below = read[number].heading, read[following].heading
        if heading is None or below is None or heading.family in _OF_A_TITLE:
            continue
        if heading.style == below.style:
            read[number] = replace(read[number], role="prose", text=heading.text, heading=None)
    return read
