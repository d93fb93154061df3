"""Who talks in a text of blocks, told from its lines before they are written."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.structure.blocks.lone_times import find_times_between, is_lone_time
from corpus.structure.speakers.interview import find_speakers, read_turn


@dataclass(frozen=True, slots=True)
class Voices:
    """The `speakers` of an interview, as `find_speakers` has them, and the lines that are but
    `times` between the turns of its transcript; both empty if nobody talks. `turns` is how many
    lines begin one."""

    speakers: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    turns: int = 0


def find_voices(lines: Iterable[str]) -> Voices:
    """Who talks in the `lines` of a text."""
    lines = [line.strip() for line in lines]
    # A time between a question and its answer would part them.
    speakers = find_speakers(line for line in lines if not is_lone_time(line))
    if not speakers:
        return Voices()
    times = find_times_between(lines, lambda line: read_turn(line, speakers) is not None)
    turns = sum(read_turn(line, speakers) is not None for line in lines)
    return Voices(speakers, frozenset(lines[number] for number in times), turns)
