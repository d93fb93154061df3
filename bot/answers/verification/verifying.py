"""Whether what a text quotes and says stands in the articles: a verdict for each of its parts."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answers.verification.beginnings import add_left_out
from bot.answers.verification.gaps import find_in_order
from bot.answers.verification.lookup import FindPassage, FindPlaces, Lookup
from bot.answers.verification.messages import (
    MAX_CHARACTERS,
    Claim,
    SourceLine,
    has_end,
    read_message,
)
from bot.answers.verification.pieces import split_gaps, trim_claim
from bot.answers.verification.places import Occurrence
from bot.answers.verification.sources import (
    check_source,
    is_mere_lead,
    is_source_line,
    says_who,
    split_source,
)
from bot.answers.verification.verdicts import Verdict, Verification, VerifiedPart
from corpus.normalization import fold_typography, split_units
from corpus.structure.sentences import split_sentences

_MIN_QUOTED_UNITS = 3
"""Words in quotation marks from which on they are a quotation; fewer are rather words that are
marked in a sentence."""

_MIN_OWN_UNITS = 5
_OWN_ALIKE, _OWN_KEPT = 85.0, 0.7
"""Beside quotations the writer's own words are told only if they stand in the articles, or are at
least so long and so much like what does."""

_MAX_SENTENCES = 12
"""Of one quotation that are judged for themselves."""

_MAX_QUOTATIONS = 24
"""Of one sentence; what stands behind them is not looked at."""

_IN_BRACKETS = re.compile(r"\s*[(\[（【][^()\[\]（）【】]+[)\]）】][\s.,;:!?]*")

_Parts = list[VerifiedPart]


def verify_text(
    text: str,
    find_places: FindPlaces,
    is_over: Callable[[], bool] = lambda: False,
    find_passage: FindPassage | None = None,
) -> Verification:
    """A verdict for each quotation and each other sentence of `text`. What it costs is bounded: its
    length, the places that are read and those that are compared (`Lookup`) are; where that does not
    do, as with hundreds of quotations, the rest is `unread`. So it is when `is_over`. With
    `find_passage` each part is of the passage that it begins in."""
    items = read_message(text)
    claims = [item for item in items if isinstance(item, Claim)]
    lookup = Lookup(find_places, len(claims), find_passage)
    is_quoting = any(claim.is_quoted or _find_long(claim) for claim in claims)
    parts: _Parts = []
    said, since, last = "", 0, 0
    unread = max(0, len(text) - MAX_CHARACTERS)
    for number, item in enumerate(items):
        if is_over() or lookup.is_exhausted:
            unread += sum(len(left.text) for left in items[number:])
            break
        if isinstance(item, SourceLine) or _is_source(item, parts):
            first = last if isinstance(item, SourceLine) and item.is_bracket else since
            parts[first:] = [_with_source(p, item.text, is_line=True) for p in parts[first:]]
            since = last = len(parts)
            continue
        found, beside = judge_claim(item, lookup, is_quoting)
        spoken = f"{said} {beside}".strip()
        since, last = since if found and not beside else len(parts), len(parts)
        parts += [_with_source(part, spoken) for part in found] if spoken else found
        said = item.text if not found and item.text.rstrip().endswith((":", "：")) else ""
    return Verification(_gather(_drop_titles(parts)), unread)


def _drop_titles(parts: _Parts) -> _Parts:
    """`parts` without lines that only name the source of the part behind them."""
    following = [*parts, None][1:]
    return [
        part
        for part, behind in zip(parts, following, strict=True)
        if part.verdict is not Verdict.NOT_FOUND
        or behind is None
        or has_end(part.text)
        or not any(is_source_line(part.text, one) for one in behind.occurrences[:1])
    ]


def _is_source(claim: Claim, parts: _Parts) -> bool:
    """Whether a line without quotations is the source of the part before it."""
    if not parts or not parts[-1].occurrences or claim.quotations or "\n" in claim.text:
        return False
    return not has_end(claim.text) and is_source_line(claim.text, parts[-1].occurrences[0])


def judge_claim(claim: Claim, lookup: Lookup, is_quoting: bool) -> tuple[_Parts, str]:
    """The parts of `claim`, and the writer's own words in it. `is_quoting` says that the text has
    quotations; of a sentence beside them that is the writer's own there is no part."""
    if found := lookup.find_verbatim(claim.text):
        is_one = claim.quotations == ((0, len(claim.text)),)
        return [_make_found(claim.text[1:-1].strip() if is_one else claim.text, found)], ""
    if quotations := _find_long(claim):
        return _judge_quotations(claim, quotations, lookup)
    if is_quoting and not claim.is_quoted:
        return _judge_attributed(claim.text, lookup) or (_judge_own(claim.text, lookup), "")
    parts = judge_words(claim.text, lookup)
    if claim.quotations and all(part.verdict is Verdict.NOT_FOUND for part in parts):
        return _judge_quotations(claim, claim.quotations, lookup)
    if any(part.verdict is Verdict.VERBATIM for part in parts):
        return parts, ""
    return _judge_attributed(claim.text, lookup) or (parts, "")


def _judge_attributed(text: str, lookup: Lookup) -> tuple[_Parts, str] | None:
    """A sentence without quotation marks that says whose words it has, "according to X": those
    words, and what says so; None if they do not stand in the articles, nor nearly."""
    splits = split_source(text)
    for said, words in splits:
        found = lookup.find_verbatim(words)
        is_said = bool(found) and (says_who(said) or check_source(said, found[0]) is not None)
        if is_said or (found and is_mere_lead(said, found[0])):
            return [_make_found(words.strip(), found)], said
    for said, words in splits:
        alike = lookup.find_alike(words)
        if alike and alike.score >= _OWN_ALIKE and says_who(said):
            return [VerifiedPart(words.strip(), Verdict.DIFFERS, (alike.occurrence,))], said
    return None


def judge_words(text: str, lookup: Lookup) -> _Parts:
    """The parts of words without quotations in them: one if they stand in the articles, or are one
    sentence; else each sentence, or each piece between signs for what is left out."""
    if found := lookup.find_verbatim(text):
        return [_make_found(text, found)]
    pieces = split_gaps(text)
    if len(pieces) > 1:
        return _judge_pieces(pieces, lookup)
    spans = split_sentences(text)
    if 1 < len(spans) <= _MAX_SENTENCES:
        return [part for start, end in spans for part in _judge_sentence(text[start:end], lookup)]
    return _judge_alike(text, lookup)


def _judge_sentence(sentence: str, lookup: Lookup) -> _Parts:
    if not any(character.isalnum() for character in sentence):
        return []
    if found := lookup.find_verbatim(sentence):
        return [_make_found(sentence, found)]
    return _judge_alike(sentence, lookup)


def _make_found(text: str, found: Sequence[Occurrence]) -> VerifiedPart:
    """Words that stand word for word, unless they lack the beginning of their sentence wherever
    they stand."""
    claim = trim_claim(text)
    looked = [add_left_out(claim, one) for one in found]
    whole = tuple(one for one in looked if not one.differences)
    if whole:
        return VerifiedPart(text, Verdict.VERBATIM, whole)
    return VerifiedPart(text, Verdict.DIFFERS, tuple(looked[:1]))


def _judge_alike(text: str, lookup: Lookup) -> _Parts:
    alike = lookup.find_alike(text)
    if alike is None:
        return [VerifiedPart(text, Verdict.NOT_FOUND)]
    if not alike.occurrence.differences:  # but for what stands around the words
        return [VerifiedPart(text, Verdict.VERBATIM, (alike.occurrence,))]
    return [VerifiedPart(text, Verdict.DIFFERS, (alike.occurrence,))]


def _judge_pieces(pieces: Sequence[str], lookup: Lookup) -> _Parts:
    if found := find_in_order(pieces, lookup):
        pairs = zip(pieces, found, strict=True)
        return [VerifiedPart(piece, Verdict.VERBATIM, (one,)) for piece, one in pairs]
    parts: _Parts = []
    before: dict[str, int] = {}
    for piece in pieces:
        for part in _judge_sentence(piece, lookup):
            behind = tuple(one for one in part.occurrences if _is_behind(one, before))
            if part.verdict is Verdict.VERBATIM and not behind:
                part = replace(part, verdict=Verdict.DIFFERS, is_displaced=True)
            part = replace(part, occurrences=behind or part.occurrences)
            before = {one.article.id: one.end for one in part.occurrences} or before
            parts.append(part)
    return parts


def _is_behind(one: Occurrence, before: dict[str, int]) -> bool:
    return not before or one.start >= before.get(one.article.id, one.start + 1)


def _judge_quotations(
    claim: Claim, quotations: Sequence[tuple[int, int]], lookup: Lookup
) -> tuple[_Parts, str]:
    """The quotations in `claim`, and what stands between them, which is the writer's own unless it
    stands in the articles."""
    parts: _Parts = []
    own: list[str] = []
    end = 0
    for start, following in (*quotations[:_MAX_QUOTATIONS], (len(claim.text), 0)):
        between = claim.text[end:start]
        told = _judge_own(between, lookup) if _count_units(between) >= _MIN_OWN_UNITS else []
        own += [] if told else [between]
        parts += told
        end = following
        if following:
            parts += judge_words(claim.text[start + 1 : following - 1].strip(), lookup)
    return parts, " ".join(own)


def _judge_own(text: str, lookup: Lookup) -> _Parts:
    """What the writer says beside quotations, if it stands in the articles or nearly does."""
    if _count_units(text) < _MIN_OWN_UNITS:
        return []
    if found := lookup.find_verbatim(text):
        return [_make_found(text.strip(), found)]
    if _IN_BRACKETS.fullmatch(text):  # who wrote it and when, as behind a quotation
        return []
    alike = lookup.find_alike(text)
    if alike is None or alike.score < _OWN_ALIKE or alike.kept < _OWN_KEPT:
        return []
    return [VerifiedPart(text.strip(), Verdict.DIFFERS, (alike.occurrence,))]


def _find_long(claim: Claim) -> list[tuple[int, int]]:
    """What of `claim` is a quotation, and not words that are marked in it."""
    return [
        (start, end)
        for start, end in claim.quotations
        if _count_units(claim.text[start:end]) >= _MIN_QUOTED_UNITS
    ]


def _count_units(text: str) -> int:
    return sum(any(map(str.isalnum, unit)) for unit in split_units(fold_typography(text)))


def _with_source(part: VerifiedPart, said: str, is_line: bool = False) -> VerifiedPart:
    """`part` with whom `said` names as its source; if several articles have it, that one's first
    which is named."""
    checked = [(one, check_source(said, one, is_line)) for one in part.occurrences]
    named = [(one, source) for one, source in checked if source]
    if not named or part.source:
        return part
    right = max(named, key=lambda pair: (pair[1].is_right, pair[1].is_right_in_all))
    others = (one for one in part.occurrences if one is not right[0])
    return replace(part, occurrences=(right[0], *others), source=right[1])


def _gather(parts: Sequence[VerifiedPart]) -> tuple[VerifiedPart, ...]:
    """`parts`, each with that article first which has most of them, unless a source is named."""
    counts = Counter(id_ for part in parts for id_ in {one.article.id for one in part.occurrences})
    return tuple(
        part
        if part.source
        else replace(
            part,
            occurrences=tuple(sorted(part.occurrences, key=lambda one: -counts[one.article.id])),
        )
        for part in parts
    )
