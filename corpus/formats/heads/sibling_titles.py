"""A first heading that is but the first of several of its kind, as of a changelog or of an FAQ."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.article import Paragraph
from corpus.structure.blocks.paragraphs import Placed
from corpus.structure.numbering.unit_labels import read_unit, read_unit_label
from corpus.versions import read_version

_QUESTION_MARKS = ("?", "？", "؟")
_NUMBERS = re.compile(r"\d+(?:[.:/-]\d+)*")
_FIRST_TWO = (("A", "B"), ("1", "2"), ("I", "II"))
_MAX_COMPARED = 200
_TERMS = 2
_MAX_TERM = 60
"""Characters of a line; below a title running text stands, in longer ones."""
_MIN_SIBLINGS = 2
"""Questions besides the first; of releases one is enough."""


def heads_a_part(title: str, paragraphs: Iterable[Paragraph]) -> bool:
    """Whether `title` is a release or a question, as other headings of the first level are, or one
    of them counts on from it."""
    others = {p.headings[0] for p in paragraphs if p.headings} - {title}
    if title.endswith(_QUESTION_MARKS):
        alike = sum(other.endswith(_QUESTION_MARKS) for other in others)
        return alike >= _MIN_SIBLINGS and 2 * alike > len(others)
    if any(_are_beside(title, other) for other in others):
        return True
    return read_version(title) is not None and any(map(read_version, others))


def are_alike(one: str, other: str) -> bool:
    """Whether nothing but their numbers tells two headings apart: "Changes in 2.1", "in 2.0"."""
    one, other = one[:_MAX_COMPARED], other[:_MAX_COMPARED]
    shape = _NUMBERS.sub("0", one)
    return one != other and "0" in shape and shape == _NUMBERS.sub("0", other)


def _are_beside(one: str, other: str) -> bool:
    """Whether the titles are two of those that parts of a text have."""
    return are_alike(one, other) or _counts_on(one, other) or _are_units(one, other)


def _are_units(one: str, other: str) -> bool:
    """Whether the two are units of a kind: "ARTICLE VII. Seals", "ARTICLE VIII. Gates"."""
    unit = read_unit(one)
    beside = read_unit(other) if unit else None
    if unit is None or beside is None:
        return False
    return unit.family == beside.family and unit.label != beside.label


def _counts_on(first: str, other: str) -> bool:
    """Whether the two are the first and the second of their kind: "A. Boats", "B. Nets"."""
    return any(
        first.startswith((f"{one}. ", f"{one}) ")) and other.startswith((f"{two}. ", f"{two}) "))
        for one, two in _FIRST_TWO
    )


def begins_with_a_part(placed: Sequence[Placed]) -> bool:
    """Whether the first block is a heading with a mark or a rule that others like it have, too."""
    first = placed[0].block.heading if placed else None
    if first is None or first.is_weak:
        return False
    others = (one.block.heading for one in placed[1:])
    return any(
        _are_beside(first.text, other.text)
        or bool(read_version(first.text) and read_version(other.text))
        for other in others
        if other and other.style == first.style
    )


def begins_with_terms(placed: Sequence[Placed]) -> bool:
    """Whether the first two blocks are terms, each with one short line behind it."""
    blocks = [one.block for one in placed if one.block.role != "gap"][:_TERMS]
    return len(blocks) == _TERMS and all(
        block.role == "term"
        and block.text.count("\n") == 1
        and max(map(len, block.text.split("\n"))) <= _MAX_TERM
        for block in blocks
    )


def is_one_of_many(line: str, text: str, paragraphs: Iterable[Paragraph]) -> bool:
    """Whether a paragraph of `text` is like `line`, which is another."""
    return any(
        are_alike(line, text[p.start : min(p.end, p.start + _MAX_COMPARED)]) for p in paragraphs
    )


def put_back(title: str, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """`paragraphs`, `title` as the heading of those above the next one."""
    first = next((n for n, p in enumerate(paragraphs) if p.headings), len(paragraphs))
    unit = read_unit_label(title)
    return tuple(
        replace(p, headings=(title,), label=p.label or unit) if number < first else p
        for number, p in enumerate(paragraphs)
    )
