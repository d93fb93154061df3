"""What a sentence that is quoted as a whole lacks at its beginning or its end: "Guests may climb."
is not what "No guests may climb." says, nor "Guests may climb alone.", though its words stand
there."""

import re
from dataclasses import replace

from bot.answers.verification.places import Difference, Occurrence
from corpus.normalization import is_spaceless, split_units
from corpus.structure.sentences import split_sentences

_LOOKED_BACK = 300
_LOOKED_AHEAD = 60
_MAX_WORDS = 2
_MAX_LETTERS = 3
"""Words, or letters where words are not parted, that may have been left out; who leaves out more,
or what ends in a comma, quotes a part of a sentence."""
_ENDING = ".!?。！？।۔؟…"
_UP_TO_END = re.compile(rf"[^{_ENDING}\n]+(?=[{_ENDING}])")


def add_left_out(claim: str, one: Occurrence) -> Occurrence:
    """`one` with the words before it or behind it that `claim` lacks; as it is if it lacks none."""
    before = _add_before(claim, one)
    return before if before is not one else _add_behind(claim, one)


def _add_behind(claim: str, one: Occurrence) -> Occurrence:
    """`one` with the words behind it, if `claim` is a sentence, and the article's one goes on."""
    if not _is_whole(claim) or one.text[-1:] in _ENDING or not one.text[-1:].isalnum():
        return one
    behind = one.article.text[one.end : one.end + _LOOKED_AHEAD]
    left_out = _UP_TO_END.match(behind)
    if left_out is None or not _are_few(words := left_out[0].strip()):
        return one
    start = one.end + len(left_out[0]) - len(left_out[0].lstrip())
    difference = Difference("", start, start + len(words))
    return replace(one, end=start + len(words), differences=(difference,))


def _are_few(left_out: str) -> bool:
    """Whether words may have been left out, and are not the other part of a sentence."""
    units = split_units(left_out)
    most = _MAX_LETTERS if any(map(is_spaceless, units)) else _MAX_WORDS
    return 0 < len(units) <= most and all(unit.isalnum() for unit in units)


def _add_before(claim: str, one: Occurrence) -> Occurrence:
    """`one` with the words before it that `claim` lacks: if both end as a sentence does, `claim`
    begins as one and `one` does not. Else as it is."""
    if not _is_whole(claim) or not one.text or one.text[-1:] not in _ENDING:
        return one
    if one.text[:1].isupper() or not one.text[:1].isalnum():
        return one
    from_ = max(0, one.start - _LOOKED_BACK)
    before = one.article.text[from_ : one.end]
    spans = split_sentences(before, one.article.language)
    start = next((from_ + s for s, e in spans if from_ + s <= one.start < from_ + e), one.start)
    left_out = one.article.text[start : one.start].strip()
    is_cut_off = 0 < from_ == start
    if is_cut_off or not _are_few(left_out):
        return one
    difference = Difference("", start, start + len(left_out))
    return replace(one, start=start, differences=(difference,))


def _is_whole(claim: str) -> bool:
    """Whether it begins and ends as a sentence does, or as one of a script without capitals."""
    claim = claim.strip()
    first = claim[:1]
    return claim[-1:] in _ENDING and first.isalpha() and not first.islower()
