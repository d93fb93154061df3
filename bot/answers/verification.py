"""Whether words stand in the articles: as they are, nearly, or not at all.

What that costs grows with the words times the places that are looked at, never with the length of
the articles.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from corpus import Article, Passage
from corpus.normalization import FoldedText, find_words, fold_typography, is_spaceless, split_units
from embeddings import Filters, Retriever

_ENOUGH_ALIKE = 75.0
"""Of 100, by rapidfuzz's `partial_ratio`: below it, two texts are on the same subject at best."""

_MAX_LETTERS_ALIGNED = 400
"""Of longer texts words are aligned: with letters the time grows with the cube of the length."""

_MAX_ALIGNED = 10
"""Places that are compared in full; the others have fewer of the words."""

_MIN_SHARED = 0.3
"""Of the words to verify, below which a place cannot be enough alike."""

_MAX_WORD_CHARACTERS = 100

_MAX_NEAREST = 30
_MAX_PHRASE_PASSAGES = 200
"""Passages that are looked at: nearest to the words by their meaning, and with all of them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A slice of an article, `article.text[start:end]`, on or around which words may stand."""

    article: Article
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where words stand: `article.text[start:end]`. `differing` are the parts of it, as start and
    end in the article's text, that the words to verify do not have; `()` if all is verbatim.
    `missing` are runs of words to verify that the article does not have there."""

    article: Article
    start: int
    end: int
    differing: tuple[tuple[int, int], ...] = ()
    missing: tuple[str, ...] = ()


class Verdict(Enum):
    """Whether the articles have the words."""

    VERBATIM = "verbatim"
    ALIKE = "alike"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Verification:
    """`occurrences` are where the words stand: one an article if they stand there verbatim, the
    one that is most like them if they do not, `()` if nothing is like them."""

    verdict: Verdict
    occurrences: tuple[Occurrence, ...] = ()


def find_places(words: str, retriever: Retriever, folders: frozenset[str] | None) -> list[Place]:
    """The passages in `folders` that are nearest to `words`, then those that hold them; None are
    all folders."""
    scope = retriever.find_scope(Filters(folders=folders))
    nearest = retriever.search(words, _MAX_NEAREST, scope)
    held = retriever.find_phrase(words, _MAX_PHRASE_PASSAGES, scope)
    places = {hit.passage.id: _make_place(hit.article, hit.passage) for hit in nearest}
    for located in held:
        places.setdefault(located.passage.id, _make_place(located.article, located.passage))
    return list(places.values())


def _make_place(article: Article, passage: Passage) -> Place:
    return Place(article, passage.start, passage.end)


def verify_claim(claim: str, places: Sequence[Place]) -> Verification:
    """Whether `claim` stands in or across any of `places`."""
    if verbatim := find_verbatim(claim, places):
        return Verification(Verdict.VERBATIM, tuple(verbatim))
    alike = find_alike(claim, places)
    return Verification(Verdict.ALIKE, (alike,)) if alike else Verification(Verdict.ABSENT)


def find_verbatim(claim: str, places: Sequence[Place]) -> list[Occurrence]:
    """Where `claim` stands word for word, but for case, white space and quotation marks, in or
    across any of `places`; once an article, `[]` if nowhere."""
    needle = fold_typography(claim)
    findings: dict[str, Occurrence] = {}
    for place in places if needle else ():
        if place.article.id in findings:
            continue
        start, end = look_around(place, len(claim))
        around = place.article.text[start:end]
        if find_words(needle, fold_typography(around)) < 0:
            continue
        if span := FoldedText(around).find(needle):
            finding = Occurrence(place.article, start + span[0], start + span[1])
            findings[place.article.id] = finding
    return list(findings.values())


def find_alike(claim: str, places: Sequence[Place]) -> Occurrence | None:
    """What is most like `claim` in or across one of `places`, and where it differs; None if nothing
    is alike."""
    needle = FoldedText(claim)
    best: tuple[float, Occurrence] | None = None
    for place in _choose_places(needle.text, places):
        first, last = look_around(place, len(claim))
        folded = FoldedText(place.article.text[first:last])
        aligned = _align(needle, folded)
        if aligned is not None and (best is None or aligned[0] > best[0]):
            score, *span = aligned
            start, end = folded.widen(*span)
            best = score, _compare(needle, claim, place.article, first + start, first + end)
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


def _choose_places(needle: str, places: Sequence[Place]) -> list[Place]:
    """Those of `places` that have most of the words."""
    units = set(split_units(needle))
    shared = [
        len(units.intersection(split_units(fold_typography(_read(place))))) for place in places
    ]
    best = sorted(range(len(places)), key=lambda number: -shared[number])[:_MAX_ALIGNED]
    return [places[number] for number in best if units]


def _read(place: Place) -> str:
    return place.article.text[place.start : place.end]


def _align(needle: FoldedText, folded: FoldedText) -> tuple[float, int, int] | None:
    """How much the part of `folded` that is most like `needle` is like it, and its start and end;
    None if not enough."""
    if len(folded.text) < len(needle.text) / 2:
        return None
    if len(needle.text) <= _MAX_LETTERS_ALIGNED:
        aligned = fuzz.partial_ratio_alignment(needle.text, folded.text, score_cutoff=_ENOUGH_ALIKE)
        return (aligned.score, aligned.dest_start, aligned.dest_end) if aligned else None
    span = _find_densest(needle, folded)
    if span is None:
        return None
    score = fuzz.ratio(needle.text, folded.text[slice(*span)], score_cutoff=_ENOUGH_ALIKE)
    return (score, *span) if score else None


def _find_densest(needle: FoldedText, folded: FoldedText) -> tuple[int, int] | None:
    """The part of `folded`, about as long as `needle`, with most of its words in their order; None
    if those are few."""
    sought, held = needle.find_units(), folded.find_units()
    blocks = Indel.opcodes(_make_keys(needle.text), _make_keys(folded.text)).as_matching_blocks()
    pairs = [(b.a + n, b.b + n) for b in blocks for n in range(b.size)]
    longest = len(needle.text) * 5 // 4
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


def _compare(needle: FoldedText, claim: str, article: Article, start: int, end: int) -> Occurrence:
    """Word by word."""
    folded = FoldedText(article.text[start:end])
    there = [folded.locate(*unit) for unit in folded.find_units()]
    claimed = [needle.locate(*unit) for unit in needle.find_units()]
    differing: list[tuple[int, int]] = []
    missing: list[str] = []
    for step in Indel.opcodes(split_units(needle.text), split_units(folded.text)):
        if step.tag == "equal":
            continue
        if step.src_start < step.src_end:
            missing.append(claim[claimed[step.src_start][0] : claimed[step.src_end - 1][1]])
        if step.dest_start < step.dest_end:
            first, last = there[step.dest_start][0], there[step.dest_end - 1][1]
            differing.append((start + first, start + last))
    return Occurrence(article, start, end, tuple(differing), tuple(missing))
