"""What a sentence that is quoted as a whole lacks at its beginning: "Guests may climb." is not what
"No guests may climb." says, though its words stand there."""

from dataclasses import replace

from bot.answers.verification.places import Difference, Occurrence
from corpus.normalization import is_spaceless, split_units
from corpus.structure.sentences import split_sentences

_LOOKED_BACK = 300
_MAX_WORDS = 2
_MAX_LETTERS = 3
"""Words, or letters where words are not parted, that may have been left out; who leaves out more,
or what ends in a comma, quotes a part of a sentence."""
_ENDING = ".!?。！？।۔؟…"


def add_left_out(claim: str, one: Occurrence) -> Occurrence:
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
    units = split_units(left_out)
    most = _MAX_LETTERS if any(map(is_spaceless, units)) else _MAX_WORDS
    is_cut_off = 0 < from_ == start
    if is_cut_off or not 0 < len(units) <= most or not all(u.isalnum() for u in units):
        return one
    difference = Difference("", start, start + len(left_out))
    return replace(one, start=start, differences=(difference,))


def _is_whole(claim: str) -> bool:
    """Whether it begins and ends as a sentence does, or as one of a script without capitals."""
    claim = claim.strip()
    first = claim[:1]
    return claim[-1:] in _ENDING and first.isalpha() and not first.islower()
