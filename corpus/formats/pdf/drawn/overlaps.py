"""Words in one place with something between them: what is painted over, and typed anew on that."""

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

from corpus.formats.pdf.drawn.objects import Box, PageObjects, Raw, get_key, measure_box

_CELL = 3.0
"""Points by which places are told apart."""
_MAX_CELLS = 4096
"""Of a word: some are drawn across a page."""
_THIN = 1.5
"""Points of a line, which covers nothing."""


def part_overlapping(words: Iterable[tuple[Box, Raw]], objects: PageObjects) -> list[list[Raw]]:
    """The texts in whose place others are drawn that something parts from them, in groups: those of
    one do not cover each other. `words` are those of the page, each with where it is and the one of
    `objects` that draws it. It takes as long as there are words."""
    covers = _list_covers(objects)
    if not covers:
        return []
    numbers = {get_key(one): number for number, one in enumerate(objects.texts)}
    drawn = ((numbers.get(get_key(one)), box) for box, one in words)
    ordered = sorted((number, box) for number, box in drawn if number is not None)
    ranks: dict[int, int] = {}
    for below, above in sorted(_find_overlaps(ordered, covers), key=lambda pair: pair[1]):
        ranks[above] = max(ranks.get(above, 0), ranks.setdefault(below, 0) + 1)
    groups: defaultdict[int, list[Raw]] = defaultdict(list)
    for number, rank in ranks.items():
        groups[rank].append(objects.texts[number])
    return list(groups.values())


def _list_covers(objects: PageObjects) -> list[int]:
    """How many texts are drawn before each thing that may cover them."""
    covers: list[int] = []
    for before, one in objects.others:
        if before and covers[-1:] != [before]:
            left, bottom, right, top = measure_box(one)
            if min(right - left, top - bottom) > _THIN:
                covers.append(before)
    return covers


def _find_overlaps(
    words: Iterable[tuple[int, Box]], covers: list[int]
) -> Iterator[tuple[int, int]]:
    """Texts, by their numbers, that have a place in common and a cover between them."""
    places: dict[tuple[int, int], tuple[int, list[int]]] = {}
    for number, box in words:
        under = bisect_right(covers, number)
        for place in _list_cells(box):
            before, texts = places.setdefault(place, (under, []))
            if before < under:
                yield from ((below, number) for below in texts)
                places[place] = (under, [number])
            elif texts[-1:] != [number]:
                texts.append(number)


def _list_cells(box: Box) -> Iterator[tuple[int, int]]:
    """The cells whose middle `box` takes, and the one that its own is in."""
    if not all(map(math.isfinite, box)):
        return
    left, bottom, right, top = (side / _CELL for side in box)
    columns = range(round(left), round(right)) or (int((left + right) / 2),)
    rows = range(round(bottom), round(top)) or (int((bottom + top) / 2),)
    if len(columns) * len(rows) <= _MAX_CELLS:
        yield from ((column, row) for column in columns for row in rows)
