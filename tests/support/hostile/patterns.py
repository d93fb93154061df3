"""Texts that would cost a careless reader more than their length: many of one thing, or deep."""

from collections.abc import Callable
from typing import TypeAlias

Pattern: TypeAlias = Callable[[int], str]
"""Takes how many characters there are to be, and gives a text of about that many."""


def repeat(piece: str, *, before: str = "", after: str = "") -> Pattern:
    """`piece` again and again, between `before` and `after`."""
    return lambda size: before + piece * max(1, size // len(piece)) + after


def count(template: str, *, before: str = "", after: str = "") -> Pattern:
    """`template` with the numbers 0, 1, 2 … in the place of "#"."""

    def write(size: int) -> str:
        pieces = [before]
        left = size
        while left > 0:
            pieces.append(template.replace("#", str(len(pieces))))
            left -= len(pieces[-1])
        return "".join((*pieces, after))

    return write


def pair(opening: str, closing: str, between: str = "x") -> Pattern:
    """As many of `opening` as fit, and then as many of `closing`."""

    def write(size: int) -> str:
        number = max(1, size // (len(opening) + len(closing)))
        return opening * number + between + closing * number

    return write


def stairs(item: str, indent: str = "  ", depth: int = 100) -> Pattern:
    """Lines indented ever more, down to `depth`, again and again."""

    def write(size: int) -> str:
        block = "".join(f"{indent * level}{item}\n" for level in range(depth))
        return block * max(1, size // len(block))

    return write


def spiral(size: int) -> str:
    """Indented ever more to the end: the number of lines is the root of the size."""
    depth = max(1, int(size**0.5))
    return "".join(f"{'  ' * level}- item {level}\n" for level in range(depth))
