"""Subtitles, captions and timed transcripts: cues to paragraphs of whole sentences, with times."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.article import ArticleError, Locator, Paragraph
from corpus.fields.metadata import Metadata, parse_metadata
from corpus.formats.content import Content
from corpus.formats.shapes.blocks import join_blocks, join_questions
from corpus.formats.shapes.cues import Cue, begin_at_cue, name_speakers, read_cues
from corpus.formats.shapes.sounds import leave_out_sounds
from corpus.formats.text_format import read_text
from corpus.formats.writing.lines import join_lines
from corpus.structure.speakers.interview import assign_speakers, find_speakers, read_turn

_MIN_PARAGRAPH = 200
"""Characters after which a sentence's end ends the paragraph."""
_MAX_PARAGRAPH = 1200
_PAUSE = 5.0
_SENTENCE_END = re.compile(r"[.!?…。！？।۔؟။།][\"'”’»」』)\]♪]*$")
_TITLE = re.compile(r"WEBVTT[ \t]+(?:[-–—:]\s*)?(?P<title>\S.*)")
_HEAD_FIELD = re.compile(r"(?P<name>Language|Title|Author|Date|Url):\s*(?P<value>\S.*)", re.I)
_OPEN_TAG = re.compile(r"<[^<>\n]{0,100}\Z")
"""In which a file ends that was cut off."""
_MAX_HEAD = 20
"""Lines up to the first blank one that say something of the file."""


def read_subtitles(data: bytes, name: str) -> Content:
    """The content of a file that is named as subtitles are, whatever stands before its first cue.

    :raises ArticleError: if it holds no cue; as `read_text`.
    """
    return read_text(data, _parse_named)


def _parse_named(text: str) -> tuple[Metadata, str, tuple[Paragraph, ...]]:
    text = _OPEN_TAG.sub("", text)
    begun = begin_at_cue(text)
    parsed = parse_subtitles(text) or (parse_subtitles(begun) if begun else None)
    if parsed is None:
        raise ArticleError("holds no cues: 00:01.000 --> 00:04.000, and below it what is said")
    return _read_head(text).filled_from(parsed[0]), parsed[1], parsed[2]


def _read_head(text: str) -> Metadata:
    """What WebVTT states of itself, in its first lines, and the title in SubStation Alpha's."""
    head = text.split("\n", _MAX_HEAD)[:_MAX_HEAD]
    if head[0].strip() == "[Script Info]":
        titles = [line.partition(":")[2].strip() for line in head if line.startswith("Title:")]
        return parse_metadata({"title": titles[0]} if titles and _is_told(titles[0]) else {})
    if not head[0].startswith("WEBVTT"):
        return Metadata()
    head = head[: head.index("")] if "" in head else head
    title = _TITLE.match(head[0])
    fields = {m["name"].casefold(): m["value"] for m in map(_HEAD_FIELD.match, head) if m}
    return parse_metadata(({"title": title["title"]} if title else {}) | fields)


def _is_told(title: str) -> bool:
    """Whether it is another title than the program gives to all of its files."""
    return bool(title) and not title.casefold().startswith(("default", "<untitled>", "untitled"))


def parse_subtitles(text: str) -> tuple[Metadata, str, tuple[Paragraph, ...]] | None:
    """The subtitles that `text` consists of, None if it is none."""
    read = read_cues(text)
    if not read:
        return None
    cues = name_speakers(leave_out_sounds(read))
    if any(cue.speaker for cue in cues):
        joined, paragraphs = join_blocks(_join_cues(cues, frozenset()))
        return Metadata(), joined, join_questions(joined, paragraphs)
    speakers = find_speakers(" ".join(cue.lines) for cue in cues)
    joined, paragraphs = join_blocks(_join_cues(cues, speakers))
    return Metadata(), joined, assign_speakers(joined, paragraphs)


def join_said(cues: Sequence[Cue]) -> tuple[str, tuple[Paragraph, ...]]:
    """The text of `cues`, whose speakers are stated or are none, and its paragraphs, with the times
    of those that have any."""
    joined, paragraphs = join_blocks(_join_cues(cues, frozenset()))
    if not any(cue.end for cue in cues):
        paragraphs = tuple(replace(paragraph, locator=None) for paragraph in paragraphs)
    return joined, join_questions(joined, paragraphs)


def _join_cues(cues: Iterable[Cue], speakers: frozenset[str]) -> Iterator[tuple[str, Paragraph]]:
    """Paragraphs of cues that go on with each other; `speakers` are the labels that begin turns."""
    said: list[str] = []
    length = 0
    first: Cue | None = None
    last: Cue | None = None
    for cue in cues:
        if last and said:
            is_end = bool(_SENTENCE_END.search(last.lines[-1]))
            stops = is_end and length >= _MIN_PARAGRAPH
            # Else the words of two would be one sentence.
            stops |= cue.is_other and not is_end
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
