"""Pieces of a quotation, between which something is left out: do they stand in this order in one
article, and does what is left out deny them?"""

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.verification.beginnings import find_beginning, find_end
from bot.answers.verification.denials import denies
from bot.answers.verification.lookup import Lookup
from bot.answers.verification.pieces import read_variants, trim_claim
from bot.answers.verification.places import Occurrence, find_folded, tell_sharp, widen
from bot.answers.verification.turns import is_turn_between
from corpus.normalization import fold_typography, split_units
from corpus.structure.sentences.sentences import split_sentences, strip_span

_MAX_GAP = 5000
_MAX_GAP_OF_SHORT = 600
"""Characters that may be left out before or behind a piece, and if it is short, as a few words
stand everywhere."""
_SHORT_UNITS = 4
_MAX_TRIED = 5


def find_in_order(pieces: Sequence[str], lookup: Lookup) -> list[Occurrence]:
    """Where each of `pieces` stands, in one article and in their order; `[]` if they do not. The
    longest is looked up, the others are looked for around it."""
    longest = max(range(len(pieces)), key=lambda number: len(pieces[number]))
    for anchor in lookup.find_verbatim(pieces[longest])[:_MAX_TRIED]:
        found = {longest: anchor}
        for number in (*range(longest + 1, len(pieces)), *range(longest - 1, -1, -1)):
            is_after = number > longest
            beside = found.get(number - 1 if is_after else number + 1)
            one = _find_beside(pieces[number], beside, is_after) if beside else None
            if one is None or beside is None or _are_of_two(one, beside):
                break
            found[number] = lookup.settle(one)
        if len(found) == len(pieces):
            return tell_denials([found[number] for number in range(len(pieces))])
    return []


def tell_denials(found: Sequence[Occurrence]) -> list[Occurrence]:
    """`found`, pieces in order, those with their `sentence` between which a denial is left out of
    the sentence that one of them stands in; sentences between theirs are no part of either."""
    told = list(found)
    for number in range(1, len(told)):
        before, one = found[number - 1], found[number]
        text = one.article.text
        tail, head = _list_left_out(before, one)
        start = find_beginning(before)
        if denies(text[slice(*head)]):
            first = start if head == tail else head[0]
            told[number] = replace(one, sentence=strip_span(text, first, find_end(one)))
        elif denies(text[slice(*tail)]):
            told[number - 1] = replace(before, sentence=strip_span(text, start, tail[1]))
    return told


def _list_left_out(before: Occurrence, one: Occurrence) -> tuple[tuple[int, int], tuple[int, int]]:
    """What is left out of the sentence in which `before` ends, and of that in which `one` begins;
    the same span if they are one sentence."""
    text, offset = one.article.text, before.start
    spans = split_sentences(text[offset : one.end], one.article.language)
    ends = (offset + end for _, end in spans if offset + end >= before.end)
    starts = [offset + start for start, _ in spans if offset + start <= one.start]
    end, start = next(ends, one.start), max(starts, default=before.end)
    if start <= before.end or end >= one.start:
        return (before.end, one.start), (before.end, one.start)
    return (before.end, end), (start, one.start)


def _are_of_two(one: Occurrence, beside: Occurrence) -> bool:
    first, last = sorted((one, beside), key=lambda piece: piece.start)
    return is_turn_between(one.article.text, first.end, last.start)


def _find_beside(piece: str, beside: Occurrence, is_after: bool) -> Occurrence | None:
    """The `piece` behind, or before, another one; the nearest behind, any before."""
    claim = trim_claim(piece)
    is_short = len(split_units(fold_typography(claim))) < _SHORT_UNITS
    reach = (_MAX_GAP_OF_SHORT if is_short else _MAX_GAP) + len(claim)
    text = beside.article.text
    if is_after:
        start, end = beside.end, widen(text, beside.end, beside.end + reach)[1]
    else:
        start, end = widen(text, beside.start - reach, beside.start)[0], beside.start
    for variant in read_variants(claim):
        if span := find_folded(fold_typography(variant), text[start:end]):
            first, last = span
            one = Occurrence(beside.article, start + first, start + last, passage=beside.passage)
            return tell_sharp(variant, one)
    return None
