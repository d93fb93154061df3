"""What is said of a word some letters of which nobody sees."""

from collections.abc import Iterator, Sequence
from itertools import groupby

UNSAID = 0x110000
"""In place of a word's first letter: that it cannot be said what stands there. No letter has it."""
NOTHING = 0x110001
"""In place of the others."""
_DIGITS = frozenset(range(0x30, 0x3A))


def leave_out_unseen(
    codes: list[int], start: int, end: int, seen: Sequence[bool], is_sure: bool
) -> tuple[int, int] | None:
    """Where what is `seen` of a word begins and ends, None if nothing is. It is the rest of a word
    whose first or last letters are not. Of what is hidden within a word, or beside a digit, nobody
    knows whether a letter is missing, nor where it is not `is_sure` that who looks at the page
    has nothing there: then the word has `UNSAID` in its place in `codes`."""
    runs = list(_find_runs(start, seen))
    if not runs:
        return None
    if runs == [(start, end)]:
        return start, end
    first, stop = runs[0]
    if is_sure and len(runs) == 1 and _DIGITS.isdisjoint(codes[first:stop]):
        return first, stop
    codes[start:end] = [UNSAID, *[NOTHING] * (end - start - 1)]
    return start, end


def _find_runs(start: int, seen: Sequence[bool]) -> Iterator[tuple[int, int]]:
    for is_seen, run in groupby(enumerate(seen, start), lambda one: one[1]):
        numbers = [number for number, _ in run]
        if is_seen:
            yield numbers[0], numbers[-1] + 1
