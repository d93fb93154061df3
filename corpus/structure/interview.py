"""Who speaks: turns of an interview, told by the labels that their paragraphs begin with."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.article import Paragraph

_TIME = r"[\[(]?\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?[\])]?"  # of a transcript, on either side
_NAME = r"[^\s:：][^:：\n]{0,58}?"
_LABEL = re.compile(
    rf"(?:{_TIME}\s+)?(?:(?P<letter>[QA])\.(?!\s?[A-Z]\.)"
    rf"|(?P<name>{_NAME})\s?(?:{_TIME}\s?)?(?:：|:(?=\s|$)))\s*"
)
_MAX_LABEL_WORDS = 6
_MIN_CHANGES = 3
"""Changes of speaker before a text counts as an interview: two questions with their answers."""


def find_speakers(paragraphs: Iterable[str]) -> frozenset[str]:
    """The labels that name speakers; empty if the paragraphs hold no interview.

    An interview is told from a list of "Term: meaning" lines by its labels coming back in turns.
    """
    labels = [label for label in map(_read_label, paragraphs) if label]
    counts = Counter(labels)
    turns = [label for label in labels if counts[label] > 1]
    changes = sum(one != next_one for one, next_one in itertools.pairwise(turns))
    if changes < _MIN_CHANGES:
        return frozenset()
    first, last = labels.index(turns[0]), len(labels) - labels[::-1].index(turns[-1])
    # Somebody who speaks only once still speaks, if it is between the others' turns.
    return frozenset(turns) | frozenset(filter(_is_full_name, labels[first:last]))


def read_turn(paragraph: str, speakers: frozenset[str]) -> tuple[str, int] | None:
    """The speaker that `paragraph` begins with and the offset of what is said; None if no turn."""
    match = _LABEL.match(paragraph)
    label = match and (match["letter"] or match["name"])
    return (label, match.end()) if match and label in speakers else None


def assign_speakers(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """`paragraphs` of `text` with their speakers, labels cut off.

    A paragraph without a label goes on with the turn before it, as far as the first heading
    below the last turn: better to name a speaker too often than to pass off somebody's
    words as the article's own.
    """
    contents = [text[p.start : p.end] for p in paragraphs]
    speakers = find_speakers(contents)
    turns = [read_turn(content, speakers) for content in contents]
    if not any(turns):
        return tuple(paragraphs)
    last_turn = max(number for number, turn in enumerate(turns) if turn)
    assigned = []
    speaker: str | None = None
    for number, (paragraph, turn) in enumerate(zip(paragraphs, turns, strict=True)):
        if turn:
            speaker = turn[0]
        elif number > last_turn and paragraph.headings != paragraphs[number - 1].headings:
            speaker = None
        start = paragraph.start + (turn[1] if turn else 0)
        if start < paragraph.end:  # else the label has a line to itself
            assigned.append(replace(paragraph, start=start, speaker=speaker))
    return tuple(assigned)


def _read_label(paragraph: str) -> str | None:
    match = _LABEL.match(paragraph)
    if match is None:
        return None
    label: str = match["letter"] or match["name"]
    named = any(character.isalpha() for character in label)
    return label if named and len(label.split()) <= _MAX_LABEL_WORDS else None


def _is_full_name(label: str) -> bool:
    """Whether `label` is "Jane Doe" or "JANE" rather than the "First:" of an answer."""
    words = label.split()
    capitalised = not any(word[0].islower() for word in words)
    return capitalised and (len(words) > 1 or not any(letter.islower() for letter in label))
