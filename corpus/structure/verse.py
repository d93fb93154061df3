"""Sentences that run over the ends of lines, as in verse, addresses and captions."""

from collections.abc import Sequence
from itertools import pairwise

from corpus.article import Span
from corpus.structure.blocks.lines import SENTENCE_END

MAX_VERSE = 320
"""Characters of lines that are put together."""
_MIN_SHARE = 0.25
_END_CHARACTERS = 9
_GOES_ON = (",", ";", "،", "؛", "、", "，", "；", "—", "–", "-")


def join_verse(text: str, spans: Sequence[Span]) -> list[Span]:
    """`spans`, the sentences of `text` none of which goes past a line's end, with those together
    that several lines share: in a text whose sentences often go on in the next line, up to a
    line that ends one. Rows, each of which says something by itself, stay as they are, unless
    they are few and none ends a sentence, as those of an address."""
    broken = [(one, two) for one, two in pairwise(spans) if _is_broken(text, one, two)]
    if len(broken) == len(spans) - 1 and broken and spans[-1][1] - spans[0][0] <= MAX_VERSE:
        return [(spans[0][0], spans[-1][1])]
    going = sum(_goes_on(text, one, two) for one, two in broken)
    if not broken or going < _MIN_SHARE * len(broken):
        return list(spans)
    joined = [spans[0]]
    for one, two in pairwise(spans):
        start = joined[-1][0]
        if _is_broken(text, one, two) and two[1] - start <= MAX_VERSE:
            joined[-1] = (start, two[1])
        else:
            joined.append(two)
    return joined


def _is_broken(text: str, one: Span, two: Span) -> bool:
    """Whether a line ends between the two, and no sentence."""
    end = text[max(one[0], one[1] - _END_CHARACTERS) : one[1]]
    return "\n" in text[one[1] : two[0]] and not SENTENCE_END.search(end)


def _goes_on(text: str, one: Span, two: Span) -> bool:
    return text.endswith(_GOES_ON, one[0], one[1]) or text[two[0]].islower()
