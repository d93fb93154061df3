"""A text put together from pieces that are paragraphs already."""

from collections.abc import Iterable
from dataclasses import replace

from corpus.article import Paragraph

_BREAK = "\n\n"


def join_blocks(blocks: Iterable[tuple[str, Paragraph]]) -> tuple[str, tuple[Paragraph, ...]]:
    """The contents with a blank line between them, and the paragraphs with their spans in that.
    Blank contents are left out."""
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    start = 0
    for content, paragraph in blocks:
        content = content.strip()
        if content:
            parts.append(content)
            paragraphs.append(replace(paragraph, start=start, end=start + len(content)))
            start += len(content) + len(_BREAK)
    return _BREAK.join(parts), tuple(paragraphs)
