"""Headings with nothing below them, which would be in no passage and above none."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, pairwise

from corpus.structure.blocks.block import Block
from corpus.structure.blocks.headings.heading import RELEASE

_OF_A_TITLE = ("capitals", "ruled", "adorned")
"""Families of which two stand one below the other as a title and what it is of."""


def lower_empty_headings(blocks: Iterable[Block]) -> list[Block]:
    """`blocks` with the headings as running text that have nothing below them before the next of
    their style, such as rows of versions; none that a text begins with, its title. A release that
    nothing is told of stays a heading, too, as it is not below the one above it. Linear."""
    read = list(blocks)
    said = [number for number, block in enumerate(read) if block.role != "gap"]
    for number, following in pairwise(chain(said[1:], [None])):
        assert number is not None
        heading = read[number].heading
        if heading is None or heading.family in _OF_A_TITLE:
            continue
        is_release = heading.family == RELEASE
        below = read[following].heading if following is not None else None
        if below.style == heading.style if below else following is None and is_release:
            kept = heading if is_release else None
            read[number] = replace(read[number], role="prose", text=heading.text, heading=kept)
    return read
