"""What of an article is most like words that stand nowhere as they are, and where it differs.

What that costs grows with the words times the places that are compared, never with the length of
the articles.
"""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from bot.answers.verification.places import (
    Difference,
    Occurrence,
    Place,
    is_sharp_elsewhere,
    look_around,
)
from corpus.normalization import FoldedText, find_tokens, fold_typography, is_spaceless, split_units

MAX_ALIGNED = 10
"""Places that are compared in full; the others have fewer of the words."""

_ENOUGH_ALIKE = 75.0
"""Of 100, by rapidfuzz's `ratio`: below it, two texts are on the same subject at best."""

_WORTH_COMPARING = 60.0
"""The same before it is clear where exactly the words begin and end."""

_MOSTLY_SLIPS = 85.0
"""From here on two texts are alike whose words all differ by a letter or two."""

_MAX_LETTERS_ALIGNED = 250
"""Of longer texts only words are aligned: with letters the time grows with the cube of the
length."""

_MIN_SHARED = 0.3
"""Of the words to verify, below which a place cannot be enough alike."""

_MIN_KEPT = 0.5
"""Of the words to verify that must stand there as they are, unless the letters are alike."""

_FEW_UNITS = 5
"""Words of which a few stand in many places with another one between them: "one of the best"."""

_FEW_ALIKE, _FEW_KEPT = 62.0, 0.6
"""What is enough of so few, as one word weighs as much as two others do."""

_MAX_AS_ALIKE = 2
"""Words that differ otherwise and are as much like a few as those that are most: where there are
more, it is a turn of phrase that stands there, and no quotation with a slip."""

_SAME_WORDS = 0.9
"""The share of the words, in any order, from which on two texts are the same but for what is
swapped in them."""

_ENDING = ".,;:…。、،۔"
_STOPS = frozenset(".!?…。！？।۔؟")

_Span = tuple[int, int]


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
    kept: dict[str, float] = {}
    for place in _choose_places(needle.text, places, max_aligned):
        first, last = look_around(place, len(claim))
        folded = FoldedText(place.article.text[first:last])
        spans = (folded.widen(*span) for span in _align(needle, folded))
        compared = (_compare(needle, claim, place, first + a, first + b) for a, b in spans)
        alike = next(filter(None, compared), None)
        if alike:
            kept[_read_differences(alike.occurrence)] = alike.kept
        if alike and (best is None or (alike.score, alike.kept) > (best.score, best.kept)):
            best = alike
    as_alike = sum(share >= best.kept for share in kept.values()) if best else 0
    return None if as_alike > _MAX_AS_ALIKE and _is_short(needle.text) else best


def _read_differences(one: Occurrence) -> str:
    """What the article has instead, which is the same wherever the same text stands."""
    text = one.article.text
    return "\n".join(fold_typography(text[d.start : d.end]) for d in one.differences)


def _is_short(folded: str) -> bool:
    return sum(any(map(str.isalnum, unit)) for unit in split_units(folded)) <= _FEW_UNITS


def _choose_places(needle: str, places: Sequence[Place], most: int) -> list[Place]:
    """Those of `places` that have most of the words, if they are not too few."""
    units = set(split_units(needle))
    shared = [
        len(units.intersection(split_units(fold_typography(p.article.text[p.start : p.end]))))
        for p in places
    ]
    fewest = max(1, min(2, len(units)), _MIN_SHARED * len(units) / 2)
    best = sorted(range(len(places)), key=lambda number: -shared[number])[:most]
    # A place may have only the half of the words that stand in it and in the next one.
    return [places[number] for number in best if units and shared[number] >= fewest]


def _align(needle: FoldedText, folded: FoldedText) -> Iterator[tuple[int, int]]:
    """Start and end of the part of `folded` that is most like `needle`: by its words, then by its
    letters, as the words may have slips, or one of them stand by chance before or behind."""
    if len(folded.text) < len(needle.text) / 2:
        return
    span = _find_densest(needle, folded)
    if span and fuzz.ratio(needle.text, folded.text[slice(*span)]) >= _WORTH_COMPARING:
        yield span
    if len(needle.text) <= _MAX_LETTERS_ALIGNED:
        found = fuzz.partial_ratio_alignment(needle.text, folded.text, score_cutoff=_ENOUGH_ALIKE)
        if found:
            yield found.dest_start, found.dest_end


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
    folded = FoldedText(place.article.text[start:end])
    sought, held = _cut_ending(needle.text), find_tokens(folded.text)
    groups = _group_steps(_read(needle.text, sought), _read(folded.text, held))
    kept = sum(_count_words(needle.text, sought[g.first : g.last]) for g in groups if g.is_same)
    if not kept:
        return None
    groups = _trim(groups, _read(folded.text, held))
    there = held[groups[0].there_first : groups[-1].there_last]
    # What stands instead of the first and the last words may be anything.
    same = [group for group in groups if group.is_same]
    core = held[same[0].there_first][0], held[same[-1].there_last - 1][1]
    words = needle.text[: sought[-1][1]]
    whole = there[0][0], there[-1][1]
    score = max(fuzz.ratio(words, folded.text[slice(*span)]) for span in (core, whole))
    share = kept / _count_words(needle.text, sought)
    if _is_short(needle.text):
        is_enough = score >= _FEW_ALIKE and share >= _FEW_KEPT
    else:
        is_enough = score >= _ENOUGH_ALIKE and share >= _MIN_KEPT
    if (
        not is_enough
        and score < _MOSTLY_SLIPS
        and not _is_swapped(words, folded.text[slice(*whole)])
    ):
        return None
    ends_alike = needle.text[sought[-1][1] :].strip()
    ending = len(ends_alike) if folded.text.startswith(ends_alike, there[-1][1]) else 0
    first, last = folded.locate(there[0][0], there[-1][1] + ending)
    differences = _list_differences(
        needle, claim, sought, folded, place.article.text, held, start, groups
    )
    found = Occurrence(place.article, start + first, start + last, differences, place.passage)
    return Alike(score, share, found)


def _is_swapped(words: str, held: str) -> bool:
    """Whether two texts that are alike have the same words, in another order."""
    sought, there = Counter(split_units(words)), Counter(split_units(held))
    shared = sum((sought & there).values())
    is_same = shared >= _SAME_WORDS * max(sought.total(), there.total())
    return is_same and not _is_short(words) and fuzz.ratio(words, held) >= _WORTH_COMPARING


@dataclass(frozen=True, slots=True)
class _Group:
    """Tokens `first` to `last` of the words to verify, and those of the article that are the same,
    or stand instead of them."""

    is_same: bool
    first: int
    last: int
    there_first: int
    there_last: int


def _read(folded: str, spans: Sequence[_Span]) -> list[str]:
    return [folded[start:end] for start, end in spans]


def _count_words(folded: str, spans: Sequence[_Span]) -> int:
    return sum(folded[start].isalnum() for start, _ in spans)


def _cut_ending(folded: str) -> list[_Span]:
    """The tokens without the marks at the end: a quotation ends before them, or has another."""
    spans = find_tokens(folded)
    while len(spans) > 1 and folded[slice(*spans[-1])] in _ENDING:
        spans.pop()
    return spans


def _group_steps(sought: list[str], held: list[str]) -> list[_Group]:
    groups: list[_Group] = []
    steps = Indel.opcodes(sought, held)
    for is_same, group in itertools.groupby(steps, key=lambda step: step.tag == "equal"):
        found = list(group)
        first, last = found[0], found[-1]
        groups.append(
            _Group(is_same, first.src_start, last.src_end, first.dest_start, last.dest_end)
        )
    return groups


def _trim(groups: list[_Group], held: list[str]) -> list[_Group]:
    """`groups` without what the article has before the first of the words and behind the last; of
    others that stand there instead of them, as many, and none of the sentence beside theirs."""
    head, tail = groups[0], groups[-1]
    if not head.is_same:
        kept = min(head.last - head.first, head.there_last - head.there_first)
        instead = reversed(held[head.there_last - kept : head.there_last])
        groups[0] = replace(head, there_first=head.there_last - _count_before_stop(instead))
    if len(groups) > 1 and not tail.is_same:
        kept = min(tail.last - tail.first, tail.there_last - tail.there_first)
        instead = iter(held[tail.there_first : tail.there_first + kept])
        groups[-1] = replace(tail, there_last=tail.there_first + _count_before_stop(instead))
    groups = [g for g in groups if g.first < g.last or g.there_first < g.there_last]
    return _slide(groups, held)


def _count_before_stop(words: Iterator[str]) -> int:
    return sum(1 for _ in itertools.takewhile(lambda word: word not in _STOPS, words))


def _slide(groups: list[_Group], held: list[str]) -> list[_Group]:
    """`groups` without words put in behind the first ones, or before the last ones, if those stand
    again at the other end of what was put in: "the cows. The mayor" has "the mayor" in one."""
    if len(groups) > 2 and groups[0].is_same and groups[1].first == groups[1].last:
        head, put_in = groups[:2]
        start = put_in.there_last - (head.last - head.first)
        if held[head.there_first : head.there_last] == held[start : put_in.there_last]:
            groups = [replace(head, there_first=start, there_last=put_in.there_last), *groups[2:]]
    if len(groups) > 2 and groups[-1].is_same and groups[-2].first == groups[-2].last:
        put_in, tail = groups[-2:]
        end = put_in.there_first + (tail.last - tail.first)
        if held[tail.there_first : tail.there_last] == held[put_in.there_first : end]:
            groups = [*groups[:-2], replace(tail, there_first=put_in.there_first, there_last=end)]
    return groups


def _list_differences(
    needle: FoldedText,
    claim: str,
    sought: Sequence[_Span],
    folded: FoldedText,
    text: str,
    held: Sequence[_Span],
    offset: int,
    groups: Sequence[_Group],
) -> tuple[Difference, ...]:
    """What differs, in order; words that stand instead of others are one difference."""
    found: list[Difference] = []
    for group in groups:
        if group.is_same:
            there = held[group.there_first : group.there_last]
            for here, other in zip(sought[group.first : group.last], there, strict=True):
                word = claim[slice(*needle.locate(*here))]
                start, end = (offset + place for place in folded.locate(*other))
                if is_sharp_elsewhere(word, text[start:end]):
                    found.append(Difference(word, start, end))
            continue
        written = ""
        if group.first < group.last:
            words = needle.locate(sought[group.first][0], sought[group.last - 1][1])
            written = claim[slice(*words)]
        if group.there_first < group.there_last:
            span = folded.locate(held[group.there_first][0], held[group.there_last - 1][1])
        else:
            before = held[group.there_first - 1] if group.there_first else (0, 0)
            end = folded.locate(*before)[1] if before[1] else 0
            span = end, end
        found.append(Difference(written, offset + span[0], offset + span[1]))
    return tuple(found)
