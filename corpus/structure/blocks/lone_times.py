"""Lines of a transcript that hold nothing but a time, which nobody says."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from corpus.structure.blocks.lines import Line, make_line
from corpus.structure.speakers.turn_labels import is_full_name, is_name_like

_LONE_TIME = re.compile(
    r"^[^\w\n]{0,4}(?:\d{1,2}:\d{2}:\d{2}|(?<=[\[(])\d{1,3}:\d{2})[^\w\n]{0,4}$", re.MULTILINE
)
"""To the second or in brackets: what begins at "10:30" a programme says."""

_BELOW_NAME = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})")
_ANY_BELOW_NAME = re.compile(r"^\s{0,9}\d[\d:]{3,8}\s{0,9}$", re.MULTILINE)
_MIN_TIMES = 3
_MAX_BEGINNING = 60
"""Seconds before which a recording's first turn begins, as in `find_conversation`."""


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


def has_time_below_name(text: str) -> bool:
    """Whether a line of `text` may be a time that `join_times_to_names` joins to a name."""
    return _ANY_BELOW_NAME.search(text) is not None


def join_times_to_names(lines: list[Line]) -> list[Line]:
    """`lines` with each time of a recording beside the name that it stands right below, above what
    is said, as most transcripts have it: if all such times do, grow from the beginning on, and one
    of several names comes back."""
    times = [number for number, line in enumerate(lines) if _BELOW_NAME.fullmatch(line.text)]
    if len(times) < _MIN_TIMES or not all(_is_below_name(lines, number) for number in times):
        return lines
    names = [lines[number - 1].text for number in times]
    at = [_count_seconds(lines[number].text) for number in times]
    grows = all(one <= after for one, after in pairwise(at)) and at[0] < min(_MAX_BEGINNING, at[-1])
    if not grows or not 1 < len(set(names)) < len(names):
        return lines
    below = frozenset(times)
    joined: list[Line] = []
    for number, line in enumerate(lines):
        if number in below:
            joined[-1] = make_line(f"{lines[number - 1].raw.rstrip()} {line.text}", line.depth)
        else:
            joined.append(line)
    return joined


def _is_below_name(lines: Sequence[Line], number: int) -> bool:
    """Whether a line, a time, stands right between somebody's name and what is said."""
    if not 0 < number < len(lines) - 1 or lines[number + 1].is_blank:
        return False
    name = lines[number - 1].text
    is_voice = is_full_name(name) or name[-1:].isdigit() or not name.isascii()
    return is_voice and is_name_like(name)


def _count_seconds(time: str) -> int:
    match = _BELOW_NAME.fullmatch(time)
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds
