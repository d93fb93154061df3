"""What subtitles for the hard of hearing tell of sounds: "[door slams]", "♪ soft music ♪"."""

import re
from collections.abc import Iterable
from dataclasses import replace

from corpus.formats.shapes.cues import Cue

_MAX_SOUND_WORDS = 8
_MAX_ROUND_WORDS = 5
"""In round brackets, in which somebody may also say something aside."""
_SQUARE = re.compile(r"[-–—]?\s?\[([^\[\]]{1,80})\][.,]?")
_ROUND = re.compile(r"[-–—]?\s?\(([^()]{1,60})\)")
_MUSIC_SIGNS = "♪♫♬♩#*"
_SUNG = re.compile(r"[-–—]?\s?[♪♫♬♩]+(.*?)[♪♫♬♩]*")
_MUSIC = re.compile(
    r"\b(?:music|song|theme|tune|melody|instrumental|orchestra|band|choir|hum(?:s|ming)|whistling"
    r"|musik|melodie|lied|música|canción|musique|chanson|musica|canzone|музыка|песня|мелодия)\b",
    re.I,
)
_SOUND = r"[\[(][^\W\d_A-ZА-Я][^\[\]()]{1,40}[\])]"
_IN_FRONT = re.compile(
    rf"(?P<front>(?:[-–—]\s?)?(?:[^\W\d_a-z][\w .'’-]{{0,30}}:\s)?){_SOUND}\s+"
    r"(?=[^\W\d_a-zа-я]|[\"“«¿¡])"
)
_BEHIND = re.compile(rf"(?<=[.!?…\"”’»])\s+{_SOUND}$")
_HOW = re.compile(
    r"(?P<name>[^\W\d_a-z][\w .'’-]{0,30}?)\s?[\[(][^\W\d_A-ZА-Я][^\[\]()]{1,40}[\])]:\s"
)
"""In front of a colon, how somebody speaks: "ANN (on phone):"."""


def leave_out_sounds(cues: Iterable[Cue]) -> list[Cue]:
    """`cues` without what is heard but not said: lines in brackets, notes of music, and what stands
    in brackets in front of a sentence or behind a name; all of them if nothing else is there."""
    cues = list(cues)
    kept = [
        replace(cue, lines=lines)
        for cue in cues
        if (lines := tuple(filter(None, map(_leave_out, _join_brackets(cue.lines)))))
    ]
    return _part_sung(kept) or cues


def _part_sung(cues: list[Cue]) -> list[Cue]:
    """`cues`, of which what is sung goes on with nothing that is said."""
    sung = [_SUNG.match(cue.lines[0]) is not None for cue in cues]
    return [
        replace(cue, is_other=True) if number and sung[number] != sung[number - 1] else cue
        for number, cue in enumerate(cues)
    ]


def _join_brackets(lines: tuple[str, ...]) -> tuple[str, ...]:
    """`lines`, a bracket that goes over two of them on one."""
    joined = " ".join(lines)
    is_one = len(lines) > 1 and (_SQUARE.fullmatch(joined) or _ROUND.fullmatch(joined))
    return (joined,) if is_one else lines


def _leave_out(line: str) -> str:
    """What is said in `line`."""
    if _is_sound(line):
        return ""
    line = _BEHIND.sub("", line)
    if how := _HOW.match(line):
        line = f"{how['name']}: {line[how.end() :]}"
    front = _IN_FRONT.match(line)
    return f"{front['front']}{line[front.end() :]}" if front else line


def _is_sound(line: str) -> bool:
    if not any(map(str.isalnum, line)):
        return any(sign in line for sign in _MUSIC_SIGNS)
    if square := _SQUARE.fullmatch(line):
        said = square[1].strip()
        return len(said.split()) <= _MAX_SOUND_WORDS and said[-1] not in ".!?…"
    if rounded := _ROUND.fullmatch(line):
        said = rounded[1]
        is_short = len(said.split()) <= _MAX_ROUND_WORDS and said[-1] not in ".!?…"
        return is_short and (said.isupper() or said[0].islower())
    sung = _SUNG.fullmatch(line)
    return (
        sung is not None
        and _MUSIC.search(sung[1]) is not None
        and len(sung[1].split()) <= _MAX_SOUND_WORDS
    )
