"""The structure of a plain text as found in the wild: what its head states, and its blocks."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.article import Paragraph
from corpus.fields.metadata import Metadata
from corpus.formats.content import Content
from corpus.formats.export_marks import find_export_marks, take_off_export_marks
from corpus.formats.heads.header_lines import Line, read_header, set_off_bylines
from corpus.formats.heads.sibling_titles import (
    begins_with_a_part,
    begins_with_terms,
    heads_a_part,
    put_back,
)
from corpus.formats.raised_notes import mark_raised_notes
from corpus.formats.text_format import read_text
from corpus.structure.blocks.blocks import read_blocks
from corpus.structure.blocks.footnotes import place_footnotes
from corpus.structure.blocks.headings.asked_units import raise_asked_units
from corpus.structure.blocks.headings.counted import (
    count_on_headings,
    head_minutes,
    leave_out_steps,
)
from corpus.structure.blocks.headings.empty import lower_empty_headings
from corpus.structure.blocks.headings.outline import find_outline
from corpus.structure.blocks.headings.recipes import part_ingredients
from corpus.structure.blocks.headings.stated_units import lower_last_units, quote_stated_units
from corpus.structure.blocks.lines import Line as MarkedLine
from corpus.structure.blocks.lines import has_letters
from corpus.structure.blocks.lone_times import (
    has_lone_time,
    has_time_below_name,
    is_lone_time,
    join_times_to_names,
    leave_out_lone_times,
)
from corpus.structure.blocks.mail_quotes import read_lines
from corpus.structure.blocks.page_breaks import leave_out_page_breaks
from corpus.structure.blocks.paragraphs import (
    Placed,
    join_descriptions,
    leave_out_head,
    make_paragraphs,
    place_blocks,
)
from corpus.structure.sentences.sentences import strip_span
from corpus.structure.speakers.interview import assign_speakers, find_speakers, read_turn

_EDITORS_LINE = re.compile(
    r"\W{0,6}(?:(?:vim?|ex|vile(?=:\s?\w{1,12}mode\b)):\s?(?:set?\s)?[a-z]{1,20}(?:[=:,\s][\w=:,\s-]{0,200})?"
    r"|-\*-.{1,200}-\*-"
    r"|\$(?:\w{0,12}(?:Id|BSD|Header)|Revision|Date|Source|RCSfile)(?:: [^$]{0,200})?\$)\W{0,6}"
)


_RULE = re.compile(r"[―—–─━═⸺⸻](?: ?[―—–─━═⸺⸻]){0,200}|(?:[.·•*] ){2,9}[.·•*]|[§⁂❦]|[-_*=~]{3,200}")


def read_plain_text(data: bytes, name: str) -> Content:
    """The content of a plain text file, with front matter or without.

    :raises ArticleError: as `read_text`.
    """
    return read_text(data, parse_plain_text)


def _without_editors_lines(lines: list[MarkedLine]) -> list[MarkedLine]:
    """`lines` without what a text says to an editor in its first two lines or its last ones."""
    end = last = len(lines)
    while last and (lines[last - 1].is_blank or _EDITORS_LINE.fullmatch(lines[last - 1].text)):
        last -= 1
        end = end if lines[last].is_blank else last
    start = 0
    while start < min(2, end) and _EDITORS_LINE.fullmatch(lines[start].text):
        start += 1
    return lines[start:end]


def parse_plain_text(text: str) -> tuple[Metadata, str, tuple[Paragraph, ...]]:
    """What stands at the head of `text`, the text itself (unwrapped) and its paragraphs."""
    return _parse(text, has_head=True)


def parse_body(text: str) -> tuple[Metadata, str, tuple[Paragraph, ...]]:
    """As `parse_plain_text`, of a text whose head stands elsewhere, such as a mail's: its first
    lines are read as all others."""
    return _parse(text, has_head=False)


def _parse(text: str, has_head: bool) -> tuple[Metadata, str, tuple[Paragraph, ...]]:
    text, marks = find_export_marks(text)
    text = mark_raised_notes(text, "[{}]", "[{}]")
    raw_lines = _without_editors_lines(leave_out_page_breaks(read_lines(text)))
    raw_lines = part_ingredients(set_off_bylines(raw_lines) if has_head else raw_lines)
    raw_lines = join_times_to_names(raw_lines) if has_time_below_name(text) else raw_lines
    has_times = has_lone_time(text)
    said = [line.text for line in raw_lines if line.text]
    # A time between a question and its answer would part them.
    said = [line for line in said if not is_lone_time(line)] if has_times else said
    speakers = find_speakers(said)

    def is_turn(line: str) -> bool:
        return read_turn(line, speakers) is not None

    if speakers and has_times:
        raw_lines = leave_out_lone_times(raw_lines, is_turn)
    counted = count_on_headings(head_minutes(read_blocks(raw_lines, is_turn)))
    asked = raise_asked_units(find_outline(leave_out_steps(counted)))
    headed = quote_stated_units(lower_last_units(lower_empty_headings(asked)))
    blocks = list(take_off_export_marks(join_descriptions(headed), marks))
    text, placed = place_blocks(place_footnotes(blocks))
    metadata = Metadata()
    if has_head and not (begins_with_a_part(placed) or begins_with_terms(placed)):
        lines = _split_lines(text, placed)
        metadata, body = read_header(lines, speakers)
        starts = {line.start for line in body}
        head = {line.start for line in lines if line.start not in starts}
        placed = leave_out_head(placed, text, head, {line.start for line in body if line.is_field})
    paragraphs = tuple(make_paragraphs(text, placed, is_turn))
    if metadata.title and heads_a_part(metadata.title, paragraphs):
        paragraphs = put_back(metadata.title, paragraphs)
        metadata = replace(metadata, title=None)
    parted = _find_parted(text, paragraphs) if speakers else frozenset()
    return metadata, text, assign_speakers(text, paragraphs, parted)


def _find_parted(text: str, paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Where those of `paragraphs` begin that a line of signs parts from what stands above."""
    return frozenset(
        below.start
        for above, below in pairwise(paragraphs)
        if any(_RULE.fullmatch(x.strip()) for x in text[above.end : below.start].split("\n"))
    )


def _split_lines(text: str, placed: Sequence[Placed]) -> list[Line]:
    """The lines of the blocks of `text`, stripped."""
    lines = []
    for one in placed:
        start = one.start
        for line in text[one.start : one.end].split("\n"):
            span = strip_span(text, start, start + len(line))
            if has_letters(line):
                lines.append(Line(*span, text[slice(*span)]))
            start += len(line) + 1
    return lines
