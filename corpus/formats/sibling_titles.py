"""A first heading that is but the first of several of its kind, as of a changelog or of an FAQ."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.article import Paragraph
from corpus.versions import read_version

_QUESTION_MARKS = ("?", "？", "؟")
_MIN_SIBLINGS = 2
"""Questions besides the first; of releases one is enough."""


def heads_a_part(title: str, paragraphs: Iterable[Paragraph]) -> bool:
    """Whether `title` is a release or a question, as other headings of the first level are."""
    others = {p.headings[0] for p in paragraphs if p.headings} - {title}
    if title.endswith(_QUESTION_MARKS):
        alike = sum(other.endswith(_QUESTION_MARKS) for other in others)
        return alike >= _MIN_SIBLINGS and 2 * alike > len(others)
    return read_version(title) is not None and any(map(read_version, others))


def put_back(title: str, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """`paragraphs`, `title` as the heading of those above the next one."""
    first = next((n for n, p in enumerate(paragraphs) if p.headings), len(paragraphs))
    return tuple(
        replace(p, headings=(title,)) if number < first else p
        for number, p in enumerate(paragraphs)
    )
