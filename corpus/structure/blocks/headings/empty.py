"""Headings with nothing below them, which would be in no passage and above none."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, pairwise

from corpus.structure.blocks.block import Block
from corpus.structure.blocks.headings.heading import RELEASE, is_ended_by, names_other_release

_OF_A_TITLE = ("capitals", "ruled", "adorned")
"""Families of which two stand one below the other as a title and what it is of."""


def lower_empty_headings(blocks: Iterable[Block]) -> list[Block]:
    """`blocks` with the headings as running text that have nothing below them before the next of
    their style, such as rows of versions, or before that of a unit that theirs lies in; none that a
    text begins with, its title. A release that nothing is told of stays a heading, too, as it is
    not below the one above it. Linear."""
    read = list(blocks)
    said = [number for number, block in enumerate(read) if block.role != "gap"]
    families: list[str] = []
    """In the order in which they are met, as those of outer units are first."""
    for number, following in pairwise(chain(said[1:], [None])):
        assert number is not None
        heading = read[number].heading
        if heading and heading.family not in families:
            families.append(heading.family)
        if heading is None or heading.family in _OF_A_TITLE:
            continue
        is_release = heading.family == RELEASE
        below = read[following].heading if following is not None else None
        if below:
            outer = families[: families.index(heading.family)]
            is_empty = below.style == heading.style or is_ended_by(heading, below, outer)
            is_empty |= is_release and names_other_release(heading, below)
        else:
            is_empty = following is None and is_release
        if is_empty:
            kept = heading if is_release else None
            read[number] = replace(read[number], role="prose", text=heading.text, heading=kept)
    return read
