"""Thousands of lines of a few letters each, which cost a reader far more than their length.

What is found out of a line, such as its mark, its label and its place among others, costs about as
much for one letter as for a sentence. A list of numbers, or a text set letter by letter, is no list
of things to quote, either.
"""

from collections.abc import Iterator
from itertools import groupby

MAX_LINES = 2000
"""Lines that are not blank, of which a stretch is looked at together."""
MIN_BYTES = 5
"""On average of such a line, if each is to be read by itself."""
_MIN_KEPT = 20
"""Characters of a line that stays one among short ones; at most a quarter of them is as long."""


def join_short_lines(text: str) -> tuple[str, int]:
    """`text` with each stretch of `MAX_LINES` lines that have less than `MIN_BYTES` on average
    (blank ones are not counted) as one paragraph on one line, but for the long ones among them;
    and how many lines are so joined.

    Signs before the first letter are left out: they would be the mark of a heading as long.
    """
    if text.count("\n") < MAX_LINES:
        return text, 0
    parts: list[str] = []
    stretch: list[str] = []
    said = joined = 0
    for line in text.split("\n"):
        stretch.append(line)
        said += bool(line.strip())
        if said == MAX_LINES:
            is_short = _is_short(stretch)
            parts += _join(stretch) if is_short else stretch
            joined += said * is_short
            stretch, said = [], 0
    return ("\n".join((*parts, *stretch)), joined) if joined else (text, 0)


def _is_short(stretch: list[str]) -> bool:
    raw = "".join(line for line in stretch if line.strip())
    return len(raw.encode("utf-8", "surrogatepass")) < MIN_BYTES * MAX_LINES


def _join(stretch: list[str]) -> Iterator[str]:
    """The lines of a stretch, runs of short ones as one between blank ones."""
    for is_kept, run in groupby(stretch, lambda line: len(line) >= _MIN_KEPT):
        if is_kept:
            yield from run
        else:
            words = " ".join(" ".join(run).split())
            first = next((place for place, sign in enumerate(words) if sign.isalnum()), len(words))
            yield from ("", words[first:], "")
