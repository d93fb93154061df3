"""Where numbered units stand in a question, and the words beside them that may name an article."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

import regex

from embeddings.retrieval.units.references import Reference

_MAX_WORDS = 12
"""Of a question behind or before a unit."""
_END = regex.compile(r"[^\p{L}\p{N}\p{M}\s'’\"“”„«»*_(,-]")
"""What no name goes on behind, nor stands behind in front of a unit."""
_ASKED_OF = regex.compile(
    r"\b(?:do|does|did|is|are|was|were|has|have|had|can|could|may|must|shall|should|will|would)\s$",
    regex.IGNORECASE,
)
"""In front of a unit: the next word behind it says what it does, "what does rule 7 say"."""
_DONE_BY = regex.compile(r"\sby\s(?:the\s)?", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word of a question, where it stands, and its stems in any language of the index."""

    start: int
    end: int
    text: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a `unit` stands in a question, and the units beside it end and begin."""

    unit: Reference
    start: int
    end: int
    last: int
    following: int


def find_places(question: str, units: Iterable[Reference]) -> list[Place]:
    """Where `units` stand in `question`, in order, those of one text once; without those whose
    text it has not as such."""
    texts = {unit.text: unit for unit in units}
    starts = sorted((question.find(text), text) for text in texts)
    starts = [(start, text) for start, text in starts if start >= 0]
    ends = [0, *(start + len(text) for start, text in starts)]
    following = [*(start for start, _ in starts[1:]), len(question)]
    return [
        Place(texts[text], start, ends[number + 1], ends[number], following[number])
        for number, (start, text) in enumerate(starts)
    ]


def take_behind(question: str, words: Sequence[NameWord], place: Place) -> Iterator[NameWord]:
    """The words behind a unit, up to the next one, with nothing but function words between."""
    behind = (word for word in words if place.end <= word.start < place.following)
    is_asked = _ASKED_OF.search(question, 0, place.start) is not None
    for word in islice(behind, _MAX_WORDS):
        if is_asked and word.start == place.end + 1 and question[word.start].islower():
            return
        if _END.search(question, place.end, word.start):
            return
        yield word


def take_before(question: str, words: Sequence[NameWord], place: Place) -> list[NameWord]:
    """The words in front of a unit, from the one before on, in their order."""
    before = [word for word in words if place.last <= word.start and word.end <= place.start]
    if before and _DONE_BY.fullmatch(question, before[-1].end, place.start):
        return []  # "what is required by rule 7"
    held = islice(reversed(before), _MAX_WORDS)
    taken = takewhile(lambda word: not _END.search(question, word.end, place.start), held)
    return list(reversed(list(taken)))
