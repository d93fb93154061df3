"""A text put together from pieces that are paragraphs already."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.article import Paragraph
from corpus.structure.speakers.talk import asks

_BREAK = "\n\n"


def join_blocks(
    blocks: Iterable[tuple[str, Paragraph | None]],
) -> tuple[str, tuple[Paragraph, ...]]:
    """The contents with a blank line between them, and the paragraphs with their spans in that.
    Blank contents are left out; what comes without a paragraph stands between them."""
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    start = 0
    for content, paragraph in blocks:
        content = content.strip()
        if content:
            parts.append(content)
            if paragraph:
                paragraphs.append(replace(paragraph, start=start, end=start + len(content)))
            start += len(content) + len(_BREAK)
    return _BREAK.join(parts), tuple(paragraphs)


def join_questions(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Turns of `text`, each with the question that somebody else asked before as its context."""
    joined: list[Paragraph] = []
    question: Paragraph | None = None
    for paragraph in paragraphs:
        if question and question.speaker != paragraph.speaker and paragraph.speaker:
            paragraph = replace(paragraph, context=((question.start, question.end),))
        is_question = asks(text[paragraph.start : paragraph.end])
        if is_question or (question and question.speaker == paragraph.speaker):
            question = paragraph if is_question else question
        else:
            question = None
        joined.append(paragraph)
    return tuple(joined)
