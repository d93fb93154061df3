"""What in a mail only leads up to what it quotes, and short questions, which head nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.article import Paragraph, Span
from corpus.formats.shapes.mail_writers import read_writer

_QUESTION_MARKS = ("?", "？", "؟")
_Headings = tuple[str, ...]


def ask_questions(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """`paragraphs` of the mail `text`, and as paragraphs, too, the questions that were taken for
    headings."""
    asked: list[Paragraph] = []
    above: _Headings = ()
    end = 0
    for one in paragraphs:
        kept = tuple(heading for heading in one.headings if not heading.endswith(_QUESTION_MARKS))
        for start, stop in _find_new(text, (end, one.start), above, one.headings):
            asked.append(Paragraph(start, stop, kept))
        asked.append(replace(one, headings=kept))
        above, end = one.headings, one.end
    return tuple(asked)


def _find_new(text: str, gap: Span, above: _Headings, headings: _Headings) -> Iterator[Span]:
    """Where in `gap` the questions among `headings` stand that were not in `above`."""
    place, stop = gap
    for number, heading in enumerate(headings):
        if heading.endswith(_QUESTION_MARKS) and headings[: number + 1] != above[: number + 1]:
            start = text.find(heading, place, stop)
            if start >= 0:
                place = start + len(heading)
                yield start, place


def lead_up(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """`paragraphs` of the mail `text` without the lines that only name the writer of what stands
    below ("On Fri, 12 Jan 2024, Jim Hale wrote:"), which are its context."""
    kept: list[Paragraph] = []
    for one in paragraphs:
        above = kept[-1] if kept and one.speaker else None
        if above and read_writer(text[above.start : above.end]) == one.speaker:
            kept.pop()
            one = replace(one, context=((above.start, above.end), *one.context))
        kept.append(one)
    return tuple(kept)
