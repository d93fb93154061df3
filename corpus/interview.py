"""Who speaks: turns of an interview, told by the labels that their paragraphs begin with."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.article import Paragraph

_LABEL = re.compile(r"(?P<label>[^\s:：][^:：\n]{0,58}?)\s?(?:：\s*|:[ \t]+)(?=\S)")
_MOST_LABEL_WORDS = 6
_FEWEST_CHANGES = 3
"""Changes of speaker before a text counts as an interview: two questions with their answers."""


def find_speakers(paragraphs: Iterable[str]) -> frozenset[str]:
    """The labels that name speakers; empty if the paragraphs hold no interview.

    An interview is told from a list of "Term: meaning" lines by its labels coming back in turns.
    """
    labels = [label for label in map(_read_label, paragraphs) if label]
    counts = Counter(labels)
    turns = [label for label in labels if counts[label] > 1]
    changes = sum(one != next_one for one, next_one in itertools.pairwise(turns))
    if changes < _FEWEST_CHANGES:
        return frozenset()
    first, last = labels.index(turns[0]), len(labels) - labels[::-1].index(turns[-1])
    # Somebody who speaks only once still speaks, if it is between the others' turns.
    return frozenset(labels[first:last])


def read_turn(paragraph: str, speakers: frozenset[str]) -> tuple[str, int] | None:
    """The speaker that `paragraph` begins with and the offset of what is said; None if no turn."""
    match = _LABEL.match(paragraph)
    if match is None or match["label"] not in speakers:
        return None
    return match["label"], match.end()


def assign_speakers(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """`paragraphs` of `text` with their speakers, labels cut off.

    A paragraph without a label goes on with the turn before it, as far as the next heading:
    better to name a speaker too often than to pass off somebody's words as the article's own.
    """
    speakers = find_speakers(text[p.start : p.end] for p in paragraphs)
    if not speakers:
        return tuple(paragraphs)
    assigned = []
    speaker: str | None = None
    headings: tuple[str, ...] = ()
    for paragraph in paragraphs:
        if paragraph.headings != headings:
            speaker, headings = None, paragraph.headings
        turn = read_turn(text[paragraph.start : paragraph.end], speakers)
        if turn:
            speaker = turn[0]
        start = paragraph.start + (turn[1] if turn else 0)
        assigned.append(replace(paragraph, start=start, speaker=speaker))
    return tuple(assigned)


def _read_label(paragraph: str) -> str | None:
    match = _LABEL.match(paragraph)
    if match is None:
        return None
    label = match["label"]
    named = not label[0].islower() and any(character.isalpha() for character in label)
    return label if named and len(label.split()) <= _MOST_LABEL_WORDS else None
