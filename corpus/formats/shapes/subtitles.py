"""Subtitles, captions and timed transcripts: cues to paragraphs of whole sentences, with times."""

import re
from collections.abc import Iterable, Iterator

from corpus.article import Locator, Paragraph
from corpus.fields.metadata import Metadata
from corpus.formats.shapes.blocks import join_blocks, join_questions
from corpus.formats.shapes.cues import Cue, name_speakers, read_cues
from corpus.formats.writing.lines import join_lines
from corpus.structure.interview import assign_speakers, find_speakers, read_turn

_MIN_PARAGRAPH = 200
"""Characters after which a sentence's end ends the paragraph."""
_MAX_PARAGRAPH = 1200
_PAUSE = 5.0
_SENTENCE_END = re.compile(r"[.!?…。！？।۔؟။།][\"'”’»」』)\]♪]*$")


def parse_subtitles(text: str) -> tuple[Metadata, str, tuple[Paragraph, ...]] | None:
    """The subtitles that `text` consists of, None if it is none."""
    read = read_cues(text)
    if not read:
        return None
    cues = name_speakers(read)
    if any(cue.speaker for cue in cues):
        joined, paragraphs = join_blocks(_join_cues(cues, frozenset()))
        return Metadata(), joined, join_questions(joined, paragraphs)
    speakers = find_speakers(" ".join(cue.lines) for cue in cues)
    joined, paragraphs = join_blocks(_join_cues(cues, speakers))
    return Metadata(), joined, assign_speakers(joined, paragraphs)


def _join_cues(cues: Iterable[Cue], speakers: frozenset[str]) -> Iterator[tuple[str, Paragraph]]:
    """Paragraphs of cues that go on with each other; `speakers` are the labels that begin turns."""
    said: list[str] = []
    length = 0
    first: Cue | None = None
    last: Cue | None = None
    for cue in cues:
        if last and said:
            stops = bool(_SENTENCE_END.search(last.lines[-1])) and length >= _MIN_PARAGRAPH
            paused = last.end > last.start and cue.start - last.end >= _PAUSE
            is_turn = cue.speaker != last.speaker or read_turn(cue.lines[0], speakers)
            if stops or paused or length >= _MAX_PARAGRAPH or is_turn:
                yield join_lines(said), _paragraph(first)
                said, length = [], 0
        first = first if said else cue
        said += cue.lines
        length += sum(map(len, cue.lines)) + 1
        last = cue
    yield join_lines(said), _paragraph(first)


def _paragraph(first: Cue | None) -> Paragraph:
    if first is None:
        return Paragraph(0, 0)
    return Paragraph(0, 0, locator=Locator("time", int(first.start)), speaker=first.speaker)
