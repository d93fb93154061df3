"""Whom an article names as having said what stands in quotation marks in it: before a colon, right
behind, or with the quotation before."""

from collections.abc import Sequence

import regex

from bot.answers.verification.attribution.saying import NAME, SPEAKS, cut_saying
from bot.answers.verification.places import Occurrence
from bot.answers.verification.quotations import find_quotations

_LOOKED_AROUND = 1500
SENTENCE = regex.compile(r"[^.!?。！？\n]*")
"""Without its mark."""
_LAST_SENTENCE = regex.compile(r"[^.!?。！？\n]*\Z")


def find_sayers(occurrence: Occurrence) -> list[str]:
    """The names of who has said what was found, if it stands in a quotation of which the article
    says that, in its paragraph; `[]` if not, or only "she said"."""
    text = occurrence.article.text
    first = text.rfind("\n\n", max(0, occurrence.start - _LOOKED_AROUND), occurrence.start)
    first = first + 2 if first >= 0 else max(0, occurrence.start - _LOOKED_AROUND)
    last = text.find("\n\n", occurrence.end, occurrence.end + _LOOKED_AROUND)
    last = last if last >= 0 else occurrence.end + _LOOKED_AROUND
    start, end = occurrence.start - first, occurrence.end - first
    paragraph = text[first:last]
    quotations = find_quotations(paragraph)
    for number, (left, right) in enumerate(quotations):
        if left <= start and end <= right:
            return _read_sayers(paragraph, quotations, number)
    return []


def _read_sayers(text: str, quotations: Sequence[tuple[int, int]], number: int) -> list[str]:
    """Of the quotation `number`, from what stands between it and the ones beside it."""
    bounds = [0, *(end for _, end in quotations)], [*(start for start, _ in quotations), len(text)]
    before = text[bounds[0][number] : bounds[1][number]]
    behind = text[bounds[0][number + 1] : bounds[1][number + 1]]
    lead = _LAST_SENTENCE.search(before)
    if lead and lead[0].rstrip().endswith((":", "：")):
        return _list_names(lead[0])
    tail = SENTENCE.match(behind)
    if tail and SPEAKS.search(tail[0]) and not tail[0].rstrip().endswith((":", "：")):
        return _list_names(tail[0])
    told = [one[0] for one in SENTENCE.finditer(before) if SPEAKS.search(one[0])]
    return _list_names(told[-1]) if told else []


def _list_names(sentence: str) -> list[str]:
    names = (cut_saying(found[0].rstrip(".'’")) for found in NAME.finditer(sentence))
    return [name for name in names if name and not SPEAKS.fullmatch(name)]
