"""Which segments of a build are written together: so that there are few, and little in them that
no build has any more."""

from collections.abc import Sequence
from dataclasses import dataclass

_MAX_DEAD = 1 / 16
"""Of the passages of a segment, as a share. What is copied for each that is left out costs a
twentieth of encoding it."""
_MAX_OF_A_SIZE = 4
_SMALLEST = 256
_GROWTH = 4


@dataclass(frozen=True, slots=True)
class Size:
    """How many passages a segment has, and how many of them are in the build."""

    total: int
    alive: int


def choose_merged(sizes: Sequence[Size]) -> list[int]:
    """The numbers of the segments that are written anew as one: those with much in them that is
    left out, and if there are many of about one size, these and all smaller ones. A change copies
    some `_SMALLEST` passages, and each passage is copied about once for each larger size there is,
    which are as many as the logarithm of all."""
    chosen = {n for n, size in enumerate(sizes) if size.total - size.alive > _MAX_DEAD * size.total}
    classes = [_find_class(size.alive) for size in sizes]
    for largest in range(max(classes, default=0), -1, -1):
        if classes.count(largest) > _MAX_OF_A_SIZE:
            chosen |= {n for n, each in enumerate(classes) if each <= largest}
            break
    return sorted(chosen)


def _find_class(passages: int) -> int:
    """About how large a segment is: the next class is four times as large."""
    found = 0
    while passages >= _SMALLEST * _GROWTH ** (found + 1):
        found += 1
    return found
