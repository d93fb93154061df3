"""What of an article is most like words that stand nowhere as they are, and where it differs.

What that costs grows with the words times the places that are compared, never with the length of
the articles.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Opcode

from bot.answers.verification.places import Difference, Occurrence, Place, look_around
from corpus.normalization import FoldedText, fold_typography, is_spaceless, split_units

MAX_ALIGNED = 10
"""Places that are compared in full; the others have fewer of the words."""

_ENOUGH_ALIKE = 75.0
"""Of 100, by rapidfuzz's `ratio`: below it, two texts are on the same subject at best."""

_MOSTLY_SLIPS = 85.0
"""From here on two texts are alike whose words all differ by a letter or two."""

_MAX_LETTERS_ALIGNED = 250
"""Of longer texts only words are aligned: with letters the time grows with the cube of the
length."""

_MIN_SHARED = 0.3
"""Of the words to verify, below which a place cannot be enough alike."""

_MIN_KEPT = 0.5
"""Of the words to verify that must stand there as they are, unless the letters are alike."""

_ENDING = ".,;:…。、،۔"


@dataclass(frozen=True, slots=True)
class Alike:
    """What of an article is most like some words: `score` of 100 by their letters, `kept` the
    share of the words that stand there as they are."""

    score: float
    kept: float
    occurrence: Occurrence


def find_alike(claim: str, places: Sequence[Place], max_aligned: int = MAX_ALIGNED) -> Alike | None:
    """What is most like `claim` in or across one of `places`, and where it differs; None if nothing
    is alike. Of `places` those `max_aligned` are compared that have most of its words."""
    needle = FoldedText(claim)
    best: Alike | None = None
    for place in _choose_places(needle.text, places, max_aligned):
        first, last = look_around(place, len(claim))
        folded = FoldedText(place.article.text[first:last])
        span = _align(needle, folded)
        if span is None:
            continue
        start, end = folded.widen(*span)
        alike = _compare(needle, claim, place, first + start, first + end)
        if alike and (best is None or (alike.score, alike.kept) > (best.score, best.kept)):
            best = alike
    return best


def _choose_places(needle: str, places: Sequence[Place], most: int) -> list[Place]:
    """Those of `places` that have most of the words, if they are not too few."""
    units = set(split_units(needle))
    shared = [len(units.intersection(split_units(fold_typography(_read(p))))) for p in places]
    fewest = max(1, min(2, len(units)), _MIN_SHARED * len(units) / 2)
    best = sorted(range(len(places)), key=lambda number: -shared[number])[:most]
    # A place may have only the half of the words that stand in it and in the next one.
    return [places[number] for number in best if units and shared[number] >= fewest]


def _read(place: Place) -> str:
    return place.article.text[place.start : place.end]


def _align(needle: FoldedText, folded: FoldedText) -> tuple[int, int] | None:
    """Start and end of the part of `folded` that is most like `needle`; None if that is little:
    by its words, or by its letters if too many words have slips."""
    if len(folded.text) < len(needle.text) / 2:
        return None
    span = _find_densest(needle, folded)
    if span and fuzz.ratio(needle.text, folded.text[slice(*span)]) >= _ENOUGH_ALIKE:
        return span
    if len(needle.text) > _MAX_LETTERS_ALIGNED:
        return None
    aligned = fuzz.partial_ratio_alignment(needle.text, folded.text, score_cutoff=_ENOUGH_ALIKE)
    return (aligned.dest_start, aligned.dest_end) if aligned else None


def _find_densest(needle: FoldedText, folded: FoldedText) -> tuple[int, int] | None:
    """The part of `folded`, about as long as `needle`, with most of its words in their order; None
    if those are few."""
    sought, held = needle.find_units(), folded.find_units()
    blocks = Indel.opcodes(_make_keys(needle.text), _make_keys(folded.text)).as_matching_blocks()
    pairs = [(b.a + n, b.b + n) for b in blocks for n in range(b.size)]
    longest = len(needle.text) * 5 // 4 + 20
    first, best = 0, (0, 0, 0)
    for last, (_, unit) in enumerate(pairs):
        while held[unit][1] - held[pairs[first][1]][0] > longest:
            first += 1
        best = max(best, (last + 1 - first, -first, last))
    count, first, last = best[0], -best[1], best[2]
    if count < max(1, _MIN_SHARED * len(sought)):
        return None
    # What the words before the first and behind the last are like has about their length.
    start = held[pairs[first][1]][0] - sought[pairs[first][0]][0]
    end = held[pairs[last][1]][1] + len(needle.text) - sought[pairs[last][0]][1]
    return max(0, start), min(len(folded.text), end)


def _make_keys(folded: str) -> list[str]:
    """The units of a folded text; a letter that is one together with the next, as there are few."""
    units = split_units(folded)
    following = [*units[1:], ""]
    return [a + b if is_spaceless(a) else a for a, b in zip(units, following, strict=False)]


def _compare(needle: FoldedText, claim: str, place: Place, start: int, end: int) -> Alike | None:
    """Word by word; None if too little is the same."""
    article = place.article
    folded = FoldedText(article.text[start:end])
    score = fuzz.ratio(needle.text, folded.text)
    sought, held = _split_loosely(needle.text), _split_loosely(folded.text)
    steps = Indel.opcodes(sought, held)
    same = sum(step.src_end - step.src_start for step in steps if step.tag == "equal")
    kept = same / max(1, len(sought))
    if score < _ENOUGH_ALIKE or (kept < _MIN_KEPT and score < _MOSTLY_SLIPS) or not same:
        return None
    differences = _list_differences(needle, claim, folded, start, steps)
    return Alike(score, kept, Occurrence(article, start, end, differences, place.passage))


def _split_loosely(folded: str) -> list[str]:
    """The units of a folded text, the last one without a mark at its end: a quotation ends before
    the mark, or has another one there."""
    units = split_units(folded)
    return [*units[:-1], units[-1].rstrip(_ENDING) or units[-1]] if units else []


def _list_differences(
    needle: FoldedText, claim: str, folded: FoldedText, start: int, steps: Iterable[Opcode]
) -> tuple[Difference, ...]:
    """What differs, in order; words that stand instead of others are one difference."""
    there = [folded.locate(*unit) for unit in folded.find_units()]
    claimed = [needle.locate(*unit) for unit in needle.find_units()]
    found: list[Difference] = []
    for is_same, group in itertools.groupby(steps, key=lambda step: step.tag == "equal"):
        if is_same:
            continue
        differing = list(group)
        first, last = differing[0], differing[-1]
        written = ""
        if first.src_start < last.src_end:
            written = claim[claimed[first.src_start][0] : claimed[last.src_end - 1][1]]
        if first.dest_start < last.dest_end:
            span = there[first.dest_start][0], there[last.dest_end - 1][1]
        else:
            before = there[first.dest_start - 1][1] if first.dest_start else 0
            span = before, before
        found.append(Difference(written, start + span[0], start + span[1]))
    return tuple(found)
