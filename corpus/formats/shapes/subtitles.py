"""Subtitles as SubRip and WebVTT write them: cues to paragraphs of whole sentences, with times."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.article import Locator, Paragraph
from corpus.formats.shapes.blocks import join_blocks
from corpus.metadata import Metadata
from corpus.structure.interview import assign_speakers, find_speakers, read_turn

_MAX_LINES_BEFORE_CUE = 40
_MIN_PARAGRAPH = 200
"""Characters after which a sentence's end ends the paragraph."""
_MAX_PARAGRAPH = 1200
_PAUSE = 5.0
_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_TIME}\s{{1,4}}-->\s{{1,4}}{_TIME}")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>|\{\\[^{}\n]{0,100}\}|<\d[\d:.]{3,15}>")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{1,40})?\s([^<>\n]{1,60})>")
_SENTENCE_END = re.compile(r"[.!?…。！？।۔؟။።][\"'”’»」』)\]♪]*$")
_NEW_SPEAKER = re.compile(r"[-–—‐]\s?(?=[^\W\d_\"'“«¿¡])")


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float
    end: float
    text: str


def parse_subtitles(text: str) -> tuple[Metadata, str, tuple[Paragraph, ...]] | None:
    """The subtitles that `text` consists of, None if it is none."""
    lines = text.split("\n")
    head = [line for line in lines[:_MAX_LINES_BEFORE_CUE] if line.strip()]
    number = next((n for n, line in enumerate(head) if _TIMING.match(line)), None)
    is_headed = bool(head) and head[0].lstrip("\ufeff").startswith("WEBVTT")
    if number is None or (number > 1 and not is_headed):
        return None
    cues = list(_read_cues(lines))
    speakers = find_speakers(cue.text for cue in cues)
    joined, paragraphs = join_blocks(_join_cues(cues, speakers))
    return Metadata(), joined, assign_speakers(joined, paragraphs)


def _read_cues(lines: Iterable[str]) -> Iterator[_Cue]:
    """The cues, one for each speaker in it; what stands between them (numbers, styles, remarks)
    is not said."""
    times: tuple[float, float] | None = None
    said: list[str] = []
    for line in (*lines, ""):
        timing = _TIMING.match(line)
        if timing or not line.strip():
            if times and said:
                yield from (_Cue(*times, part) for part in _split_voices(said))
            said = []
            times = _read_times(timing) if timing else None
        elif times:
            said.append(line)


def _read_times(timing: re.Match[str]) -> tuple[float, float]:
    groups = [int(group or 0) for group in timing.groups()]
    start, end = groups[:4], groups[4:]
    return tuple(h * 3600 + m * 60 + s + f / 1000 for h, m, s, f in (start, end))  # type: ignore[return-value]


def _split_voices(lines: list[str]) -> Iterator[str]:
    """What a cue says, each speaker apart; a hyphen before each marks that there are two."""
    marked = [_TAG.sub("", _VOICE.sub(r"\n\1: ", line)) for line in lines]
    turns = sum(bool(_NEW_SPEAKER.match(line.strip())) for line in marked)
    parts: list[list[str]] = [[]]
    for line in "\n".join(marked).split("\n"):
        line = line.strip()
        dash = _NEW_SPEAKER.match(line) if turns > 1 or (turns and not parts[-1]) else None
        if (dash or any(voice in line[:64] for voice in _voices(lines))) and parts[-1]:
            parts.append([])
        parts[-1].append(line[dash.end() :] if dash else line)
    yield from (joined for part in parts if (joined := " ".join(filter(None, part))))


def _voices(lines: list[str]) -> list[str]:
    return [f"{match[1]}:" for line in lines for match in _VOICE.finditer(line)]


def _join_cues(cues: Iterable[_Cue], speakers: frozenset[str]) -> Iterator[tuple[str, Paragraph]]:
    said: list[str] = []
    length = 0
    first: _Cue | None = None
    last: _Cue | None = None
    for cue in cues:
        if last and said:
            stops = bool(_SENTENCE_END.search(last.text)) and length >= _MIN_PARAGRAPH
            paused = cue.start - last.end >= _PAUSE or length >= _MAX_PARAGRAPH
            if stops or paused or read_turn(cue.text, speakers):
                yield " ".join(said), _paragraph(first)
                said, length = [], 0
        if last is None or cue.text != last.text:  # a line that rolls up is shown twice
            first = cue if not said else first
            said.append(cue.text)
            length += len(cue.text) + 1
        last = cue
    yield " ".join(said), _paragraph(first)


def _paragraph(first: _Cue | None) -> Paragraph:
    locator = Locator("time", int(first.start)) if first else None
    return Paragraph(0, 0, locator=locator)
