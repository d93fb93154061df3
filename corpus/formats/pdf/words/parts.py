"""Where the parts of a word end that are words themselves."""

from bisect import bisect
from collections.abc import Iterator

import pypdfium2.raw as pdfium

from corpus.formats.pdf.words.characters import Characters

_MIN_GAP = 0.17
"""Of a letter's height, between two words."""
_MAX_GAP = 3.0
_EDGE = 1.5
"""Points, between where a line is drawn to and what begins there."""
_MAX_EDGES = 32


def part(characters: Characters, start: int, end: int) -> list[int]:
    """Where the parts of a word end that are words themselves: PDFium takes some gaps for
    none, by what letters look like instead of how wide they are."""
    if end - start < 2:
        return [end]
    get, raw, box = pdfium.FPDFText_GetLooseCharBox, characters.raw, characters.box
    ends: list[int] = []
    get(raw, start, box)
    right = box.right
    for number in range(start + 1, end):
        get(raw, number, box)
        size = box.top - box.bottom
        if _MIN_GAP * size < box.left - right < _MAX_GAP * size:
            ends.append(number)
        right = box.right
    # Letters that are spaced out are one word.
    return [*ends, end] if 2 * len(ends) < end - start - 1 or end - start == 2 else [end]


def find_edges(
    characters: Characters, start: int, end: int, edges: list[tuple[float, float]]
) -> Iterator[int]:
    """Where in a word one of the lines begins or ends that have these `edges`: the number
    before a fraction is none of its own."""
    get, raw, box = pdfium.FPDFText_GetLooseCharBox, characters.raw, characters.box
    for number in range(start + 1, end):
        get(raw, number, box)
        low, high = 2 * box.bottom - box.top, 2 * box.top - box.bottom
        first = bisect(edges, (box.left - _EDGE, low))
        near = edges[first : first + _MAX_EDGES]
        if any(x < box.left + _EDGE and low < y < high for x, y in near):
            yield number
