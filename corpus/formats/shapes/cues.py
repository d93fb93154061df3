"""The cues of subtitles, whichever program wrote them: when they are shown, and what is said."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from corpus.structure.signs import leave_out_spelt
from corpus.structure.speakers.time_words import find_times
from corpus.structure.speakers.turn_labels import read_labels

_MAX_LINES_BEFORE_CUE = 40
_MIN_LONE_TIMES = 3
_MIN_SHARE = 0.8
"""Of the cues with which something begins, those with a name, so that all names are speakers."""
_MIN_SHARE_OF_ALL = 0.4
"""The same of all cues: captions without full stops begin nothing that is seen."""
_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*\[?{_TIME}\s{{1,4}}-->\s{{1,4}}{_TIME}(?:\]\s*(?P<said>.*)|.*)$")
_YOUTUBE_TIMING = re.compile(
    r"(\d{1,3}):(\d{2}):(\d{2})\.(\d{3}),(\d{1,3}):(\d{2}):(\d{2})\.(\d{3})$"
)
_DIALOGUE = re.compile(
    r"Dialogue:\s?[^,]{0,20},(\d):(\d{2}):(\d{2})\.(\d{2}),(\d):(\d{2}):(\d{2})\.(\d{2})"
    r",(?P<style>[^,]{0,80}),(?P<name>[^,]{0,80}),(?:[^,]{0,40},){4}(?P<said>.*)$"
)
_NO_WORDS = re.compile(r"(?:NOTE|STYLE|REGION)\b|\d+$")
_LONE_TIME = re.compile(r"[\[(]?(?:(\d{1,2}):)?(\d{1,2}):(\d{2})[\])]?$")
_TAG = re.compile(
    r"</?[a-zA-Z][^<>\n]{0,200}>|\{(?:\\|[yYfFsScCPHo]:)[^{}\n]{0,100}\}|<\d[\d:.]{3,15}>"
)
_OVERRIDE = re.compile(r"(?<!\\)\{([^{}\n]*)\}")
"""What Advanced SubStation Alpha shows nothing of: orders, and remarks of who wrote it."""
_STRUCK = re.compile(r"<(s|strike|del)>.{0,2000}?(?:</\1>|\Z)", re.IGNORECASE | re.DOTALL)
_ORDER = re.compile(
    r"\\(?:(?P<drawn>p)(?P<scale>\d)|(?P<struck>s)(?P<is_struck>[01])(?!\d)"
    r"|(?P<size>fs)(?P<points>[\d.]+)|1?(?P<alpha>a)(?:lpha)?&H(?P<level>[0-9a-fA-F]{1,2})&?"
    r"|(?P<reset>r)[^\\]*)"
)
"""What hides words, or shows them again, of what is ordered in braces."""
_MAX_ALPHA = 0xE6
"""Of letters that are still seen; 255 is nothing."""
_STYLE_FORMAT = re.compile(r"Format:\s*(?P<names>.*strikeout.*)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]♪]*$")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{1,40})?\s([^<>\n]{1,60})>")
_VOICE_OR_END = re.compile(rf"{_VOICE.pattern}|</v>")
_NEW_SPEAKER = re.compile(r"[-–—‐]\s?(?=[^\W\d_\"'“«¿¡])")
_ROUND = 5
"""What the minutes of a timetable are multiples of; a cue's seconds are, by chance, one in five."""
_AT_ONCE = 0.1
"""Seconds within which a cue follows another: then lines that both show are said once."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown from `start` to `end`, in seconds, and who says it where that is stated."""

    start: float
    end: float
    lines: tuple[str, ...]
    speaker: str | None = None
    is_other: bool = False
    """Whether it goes on with no sentence: a hyphen says that it is another's than what was said
    before, or words between the two are not shown."""


def read_cues(text: str) -> list[Cue] | None:
    """The cues that `text` consists of, one for each speaker in it; None if it consists of none.
    What stands between them (numbers, styles, remarks) is not said."""
    lines = text.split("\n")
    head = [line.lstrip("\ufeff") for line in lines[:_MAX_LINES_BEFORE_CUE] if line.strip()]
    number = next((n for n, line in enumerate(head) if _match_timing(line)), None)
    if number is not None and (number < 2 or head[0].startswith("WEBVTT")):
        return list(_go_on(_roll_up(_read_timed(lines))))
    if head and head[0].strip() == "[Script Info]":
        return list(_read_dialogue(lines)) or None
    return _read_lone_times(lines)


def begin_at_cue(text: str) -> str | None:
    """`text` from its first cue on, below the line that names WebVTT; None if it has none."""
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if _match_timing(line)), None)
    head = ["WEBVTT", ""] if _is_webvtt(lines) else []
    return None if first is None else "\n".join((*head, *lines[first:]))


def name_speakers(cues: Sequence[Cue]) -> list[Cue]:
    """`cues` with their speakers, where nearly all begin with one of several names and a colon, but
    for those in which the sentence of the one before goes on."""
    labels = [next(iter(read_labels(cue.lines[0])), None) for cue in cues]
    names = {label.name for label in labels if label and label.form == "colon"}
    names -= find_times(names)
    count = sum(label is not None and label.name in names for label in labels)
    going_on = sum(
        not (after and after.name in names) and not _SENTENCE_END.search(one.lines[-1])
        for one, after in zip(cues, labels[1:], strict=False)
    )
    least = max(_MIN_SHARE * (len(cues) - going_on), _MIN_SHARE_OF_ALL * len(cues))
    is_talk = 1 < len(names) <= max(2, count // 2) and count >= least
    if not is_talk or any(cue.speaker for cue in cues):
        return list(cues)
    named = []
    speaker: str | None = None
    for cue, label in zip(cues, labels, strict=True):
        if label and label.form == "colon" and label.name in names:
            speaker = label.name
            cue = replace(cue, lines=(cue.lines[0][label.end :], *cue.lines[1:]))
        named.append(replace(cue, speaker=speaker))
    return named


def _read_timed(lines: Sequence[str]) -> Iterator[Cue]:
    """Cues below lines such as `00:01.000 --> 00:02.000`. No blank line need part them, and one
    ends no cue of SubRip: what stands below it is shown. WebVTT, which its first line names, shows
    nothing of that, and no sentence goes on behind it."""
    is_webvtt = _is_webvtt(lines)
    is_parted = False
    for timing, below in _split_at_timings(lines):
        numbers = [int(group or 0) for group in timing.groups()[:8]]
        end = _find_blank(below) if is_webvtt else len(below)
        times = _seconds(numbers[:4], 1000), _seconds(numbers[4:], 1000)
        for number, cue in enumerate(_split_voices(*times, below[:end])):
            yield replace(cue, is_other=True) if is_parted and not number else cue
        is_parted = _has_words(below[end:])


def _is_webvtt(lines: Iterable[str]) -> bool:
    first = next((line for line in lines if line.strip()), "")
    return first.lstrip("\ufeff \t").startswith("WEBVTT")


def _split_at_timings(lines: Iterable[str]) -> Iterator[tuple[re.Match[str], list[str]]]:
    """Each line that times a cue, and all below it up to the next one's number."""
    last: re.Match[str] | None = None
    below: list[str] = []
    count = 0
    for line in lines:
        timing = _match_timing(line)
        if timing is None:
            below.append(line)
            continue
        if last:
            yield last, _leave_number_out(below, count)
        last, count = timing, count + 1
        below = list(filter(None, [timing.groupdict().get("said")]))
    if last:
        yield last, below


def _leave_number_out(lines: list[str], count: int) -> list[str]:
    """`lines` without the number of the cue that begins below them, behind `count` others."""
    end = next((n for n in range(len(lines), 0, -1) if lines[n - 1].strip()), 0)
    number = lines[end - 1].strip() if end else ""
    is_number = number.isdecimal() and (end == len(lines) or number == str(count + 1))
    return lines[: end - 1] if is_number else lines


def _find_blank(lines: Sequence[str]) -> int:
    """The number of the first blank line below words, or of all lines."""
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    return next((n for n in range(first, len(lines)) if not lines[n].strip()), len(lines))


def _has_words(lines: Sequence[str]) -> bool:
    """Whether words stand between two cues that are no remark, no style and not the second's name,
    which stands right above its times."""
    blocks = [list(block) for told, block in groupby(lines, lambda x: bool(x.strip())) if told]
    if blocks and lines[-1].strip() and len(blocks[-1]) == 1:
        blocks.pop()
    return any(not _NO_WORDS.match(block[0].strip()) for block in blocks)


def _match_timing(line: str) -> re.Match[str] | None:
    return _TIMING.match(line) or _YOUTUBE_TIMING.match(line)


def _seconds(parts: Sequence[int], fraction: int) -> float:
    hours, minutes, seconds, rest = parts
    return hours * 3600 + minutes * 60 + seconds + rest / fraction


def _split_voices(start: float, end: float, lines: list[str]) -> Iterator[Cue]:
    """What a cue says, each speaker apart; a hyphen before each marks that there are two."""
    parts: list[tuple[str | None, list[str]]] = [(None, [])]
    others: set[int] = set()
    if any("<" in line for line in lines):
        left = _STRUCK.sub("", "\n".join(lines))
        lines = [" ".join(line.split()) for line in left.split("\n")]
    plain = [line for line in lines if not _VOICE.search(line)]
    turns = sum(bool(_NEW_SPEAKER.match(_clean(line))) for line in plain)
    for line in lines:
        # What is said before, then names and what they say, or what nobody named says.
        voices = _VOICE_OR_END.split(line)
        for number, (name, said) in enumerate(
            [(None, voices[0]), *zip(voices[1::2], voices[2::2], strict=True)]
        ):
            said = _clean(said)
            dash = _NEW_SPEAKER.match(said) if turns > 1 or (turns and not parts[-1][1]) else None
            if (dash and parts[-1][1]) or number:
                parts.append((name, []))
            if dash:
                others.add(len(parts) - 1)
            if said:
                parts[-1][1].append(said[dash.end() :] if dash else said)
    for number, (name, part) in enumerate(parts):
        if part:
            yield Cue(start, end, tuple(part), name, number in others)


def _clean(line: str) -> str:
    return leave_out_spelt(html.unescape(_TAG.sub("", line))).strip()


def _roll_up(cues: Iterable[Cue]) -> Iterator[Cue]:
    """`cues` without lines that only stay from the one before, as captions roll up."""
    last: Cue | None = None
    for cue in cues:
        kept = cue.lines
        if last and cue.start - last.end <= _AT_ONCE and last.speaker == cue.speaker:
            for count in range(min(len(last.lines), len(kept)), 0, -1):
                if last.lines[-count:] == kept[:count]:
                    kept = kept[count:]
                    break
        if kept:
            yield replace(cue, lines=kept)
        last = cue


def _go_on(cues: Iterable[Cue]) -> Iterator[Cue]:
    """`cues`, those in which the sentence of a voice goes on with that voice."""
    last: Cue | None = None
    for cue in cues:
        if last and last.speaker and cue.speaker is None and not cue.is_other:
            is_near = 0 <= cue.start - last.end <= _AT_ONCE
            is_cut = not _SENTENCE_END.search(last.lines[-1]) and cue.lines[0][0].islower()
            cue = replace(cue, speaker=last.speaker) if is_near and is_cut else cue
        yield cue
        last = cue


def _show(said: str, *, is_struck: bool) -> str:
    """What is seen of a line of dialogue whose style strikes it or not: no orders, no remarks in
    braces, no drawings, and nothing that is struck, transparent or of no size."""
    shown = []
    hidden = {"struck"} if is_struck else set()
    for number, part in enumerate(_OVERRIDE.split(said)):
        if number % 2:
            for order in _ORDER.finditer(part):
                _follow(order, hidden, is_struck=is_struck)
        elif not hidden:
            shown.append(part)
    return re.sub(r"\\([{}])", r"\1", re.sub(r"\\[Nnh]", " ", "".join(shown)))


def _follow(order: re.Match[str], hidden: set[str], *, is_struck: bool) -> None:
    """Notes in `hidden` why words are not seen behind `order`."""
    if order["reset"]:
        hidden &= {"drawn"}
        hidden |= {"struck"} if is_struck else set()
        return
    if order["drawn"]:
        why, hides = "drawn", order["scale"] != "0"
    elif order["struck"]:
        why, hides = "struck", order["is_struck"] == "1"
    elif order["size"]:
        why, hides = "small", not order["points"].strip("0.")
    else:
        why, hides = "clear", int(order["level"], 16) > _MAX_ALPHA
    hidden.discard(why)
    hidden |= {why} if hides else set()


def _read_dialogue(lines: Iterable[str]) -> Iterator[Cue]:
    """The dialogue of Advanced SubStation Alpha, in the order of its lines."""
    column: int | None = None
    struck: set[str] = set()
    for line in lines:
        if form := _STYLE_FORMAT.match(line):
            column = [name.strip().casefold() for name in form["names"].split(",")].index(
                "strikeout"
            )
        elif column is not None and line.startswith("Style:"):
            values = [value.strip() for value in line.partition(":")[2].split(",")]
            struck |= {values[0]} if values[column : column + 1] in (["-1"], ["1"]) else set()
        match = _DIALOGUE.match(line)
        if match:
            numbers = [int(number) for number in match.groups()[:8]]
            style = match["style"].strip().lstrip("*")
            if clean := " ".join(_clean(_show(match["said"], is_struck=style in struck)).split()):
                times = _seconds(numbers[:4], 100), _seconds(numbers[4:], 100)
                yield Cue(*times, (clean,), match["name"].strip() or None)


def _read_lone_times(lines: Sequence[str]) -> list[Cue] | None:
    """Cues below lines that hold a time and nothing else, which grows from one to the next."""
    told = [line.strip() for line in lines if line.strip()]
    matches = [_LONE_TIME.match(line) for line in told]
    starts = [
        _seconds([int(group or 0) for group in (*match.groups(), 0)], 1)
        for match in matches
        if match
    ]
    is_told = len(starts) >= _MIN_LONE_TIMES and 5 * len(starts) >= len(told) and matches[0]
    if not is_told or any(after <= one for one, after in pairwise(starts)):
        return None
    # A day's programme has round times and begins in the morning, not at 0:00.
    if starts[0] and all(start % _ROUND == 0 for start in starts):
        return None
    said: list[list[str]] = []
    for line, match in zip(told, matches, strict=True):
        if match:
            said.append([])
        else:
            said[-1].append(line)
    return [Cue(at, at, tuple(lines)) for at, lines in zip(starts, said, strict=True) if lines]
