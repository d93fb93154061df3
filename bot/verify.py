"""Whether words stand in the articles: as they are, nearly, or not at all.

What that costs grows with the words times the places that are looked at, never with the length of
the articles.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from bot.folding import FoldedText, find_words, fold_text
from corpus import Article

_ENOUGH_ALIKE = 75.0
"""Of 100, by rapidfuzz's `partial_ratio`: below it, two texts are on the same subject at best."""

_ENOUGH_WORDS_ALIKE = 60.0
"""The same of words, of which one is another as soon as a letter is."""

_MAX_COMPARED_CHARACTERS = 400
"""More is compared word by word: letter by letter the time grows with the cube of the length."""

_MAX_ALIGNED = 10
"""Places that are compared in full; the others have fewer of the words."""

_MIN_SHARED_WORDS = 0.4
"""Of the words to verify, below which a place cannot be enough alike."""

_MAX_WORD_CHARACTERS = 100
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Place:
    """A slice of an article, `article.text[start:end]`, on or around which words may stand."""

    article: Article
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Where words stand: `article.text[start:end]`. `differing` are the parts of it, as start and
    end in the article's text, that the words to verify do not have; `()` if all is verbatim.
    `missing` are words to verify that the article does not have there."""

    article: Article
    start: int
    end: int
    differing: tuple[tuple[int, int], ...] = ()
    missing: tuple[str, ...] = ()


def find_verbatim(claim: str, places: Sequence[Place]) -> list[Finding]:
    """Where `claim` stands word for word, but for case, white space and quotation marks, in or
    across any of `places`; once an article, `[]` if nowhere."""
    needle = fold_text(claim)
    findings: dict[str, Finding] = {}
    for place in places if needle else ():
        if place.article.id in findings:
            continue
        start, end = look_around(place, len(claim))
        around = place.article.text[start:end]
        if find_words(needle, fold_text(around)) >= 0 and (span := FoldedText(around).find(needle)):
            finding = Finding(place.article, start + span[0], start + span[1])
            findings[place.article.id] = finding
    return list(findings.values())


def find_alike(claim: str, places: Sequence[Place]) -> Finding | None:
    """What is most like `claim` in or across one of `places`, and where it differs; None if nothing
    is alike."""
    claimed = fold_text(claim).split()
    best: tuple[float, Finding] | None = None
    for place in _choose_places(claimed, places):
        first, last = look_around(place, len(claim))
        aligned = _align(claimed, place.article.text[first:last])
        if aligned is not None and (best is None or aligned[0] > best[0]):
            score, start, end = aligned
            best = score, _compare(claim, place.article, first + start, first + end)
    return best[1] if best else None


def look_around(place: Place, characters: int) -> tuple[int, int]:
    """Start and end of `place` with as much as `characters` before and behind it, and a little
    more, as the article may have more marks and spaces; out to whole words."""
    text, margin = place.article.text, characters + characters // 4
    start, end = max(0, place.start - margin), min(len(text), place.end + margin)
    furthest = max(0, start - _MAX_WORD_CHARACTERS), min(len(text), end + _MAX_WORD_CHARACTERS)
    while start > furthest[0] and not text[start - 1].isspace():
        start -= 1
    while end < furthest[1] and not text[end].isspace():
        end += 1
    return start, end


def _choose_places(claimed: Sequence[str], places: Sequence[Place]) -> list[Place]:
    """Those of `places` that have most of the words, as far as they may be alike."""
    words = set(claimed)
    shared = [len(words.intersection(fold_text(_read(place)).split())) for place in places]
    best = sorted(range(len(places)), key=lambda number: -shared[number])[:_MAX_ALIGNED]
    return [places[number] for number in best if words]


def _read(place: Place) -> str:
    return place.article.text[place.start : place.end]


def _align(claimed: Sequence[str], text: str) -> tuple[float, int, int] | None:
    """How much the part of `text` that is most like the words `claimed` is like them, and its
    start and end; None if not enough."""
    folded, needle = FoldedText(text), " ".join(claimed)
    if len(needle) <= _MAX_COMPARED_CHARACTERS:
        aligned = fuzz.partial_ratio_alignment(needle, folded.text, score_cutoff=_ENOUGH_ALIKE)
        if aligned is None or len(folded.text) < len(needle) / 2:
            return None
        return aligned.score, *folded.widen(aligned.dest_start, aligned.dest_end)
    if sum((Counter(claimed) & Counter(folded.words)).values()) < _MIN_SHARED_WORDS * len(claimed):
        return None  # compared, such words cost most
    aligned = fuzz.partial_ratio_alignment(claimed, folded.words, score_cutoff=_ENOUGH_WORDS_ALIKE)
    if aligned is None or len(folded.words) < len(claimed) / 2:
        return None
    return aligned.score, *folded.find_span(aligned.dest_start, aligned.dest_end)


def _compare(claim: str, article: Article, start: int, end: int) -> Finding:
    """Word by word."""
    there = [match.span() for match in _WORD.finditer(article.text, start, end)]
    held = [fold_text(article.text[first:last]) for first, last in there]
    claimed = claim.split()
    folded = [fold_text(word) for word in claimed]
    differing: list[tuple[int, int]] = []
    missing: list[str] = []
    for step in Indel.opcodes(folded, held):
        if step.tag == "equal":
            continue
        missing += claimed[step.src_start : step.src_end]
        if step.dest_start < step.dest_end:
            differing.append((there[step.dest_start][0], there[step.dest_end - 1][1]))
    return Finding(article, start, end, tuple(differing), tuple(missing))
