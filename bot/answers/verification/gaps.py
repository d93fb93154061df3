"""Pieces of a quotation, between which something is left out: do they stand in this order in one
article?"""

from collections.abc import Sequence

from bot.answers.verification.lookup import Lookup
from bot.answers.verification.pieces import read_variants, trim_claim
from bot.answers.verification.places import Occurrence, find_folded, widen
from corpus.normalization import fold_typography, split_units

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
            if one is None:
                break
            found[number] = lookup.settle(one)
        if len(found) == len(pieces):
            return [found[number] for number in range(len(pieces))]
    return []


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
            return Occurrence(beside.article, start + first, start + last, passage=beside.passage)
    return None
