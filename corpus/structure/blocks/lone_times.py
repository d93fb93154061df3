"""Lines of a transcript that hold nothing but a time, which nobody says."""

import re
from collections.abc import Callable, Sequence

from corpus.structure.blocks.lines import Line

_LONE_TIME = re.compile(
    r"^[^\w\n]{0,4}(?:\d{1,2}:\d{2}:\d{2}|(?<=[\[(])\d{1,3}:\d{2})[^\w\n]{0,4}$", re.MULTILINE
)
"""To the second or in brackets: what begins at "10:30" a programme says."""


_MIN_TIMES = 3


def is_lone_time(line: str) -> bool:
    """Whether `line` holds a time of a recording and nothing else: "00:05:00", "[5:00]"."""
    return _LONE_TIME.fullmatch(line) is not None


def has_lone_time(text: str) -> bool:
    """Whether a line of `text` is one."""
    return _LONE_TIME.search(text) is not None


def leave_out_lone_times(lines: Sequence[Line], is_turn: Callable[[str], bool]) -> list[Line]:
    """`lines` without those that `find_times_between` finds among them."""
    times = find_times_between([line.text for line in lines], is_turn)
    return [line for number, line in enumerate(lines) if number not in times]


def find_times_between(lines: Sequence[str], is_turn: Callable[[str], bool]) -> frozenset[int]:
    """The numbers of those of `lines` that are times below which the next line that says something
    begins a turn, as in transcripts of Google Meet; a few of them may be what somebody answers, and
    are none."""
    times: set[int] = set()
    below: str | None = None
    for number in reversed(range(len(lines))):
        line = lines[number]
        if is_lone_time(line) and (below is None or is_turn(below)):
            times.add(number)
        elif line.strip():
            below = line
    return frozenset(times if len(times) >= _MIN_TIMES else ())
