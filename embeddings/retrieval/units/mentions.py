"""Whether a text speaks of a numbered unit: of section 3, and not of 3.1, 31, 3a or 3 bis."""

import functools

import regex

from corpus.normalization import fold_accents
from embeddings.retrieval.units.unit_counts import read_count

_RAISED = regex.compile(r"(?<=\p{Nd})\p{No}")
_BESIDE_NUMBER = "x"
"""Instead of the mark of a note or a fraction, which would be folded to digits of the number."""
_ORDINAL = regex.compile(r"(?<=\p{Nd})(?:\.?[ºª°]|(?:er|re)(?!\p{L}))")
_WRITTEN = r"[\p{Latin}\p{Cyrillic}\p{Greek}\p{M}\p{N}]"
"""What goes on a word or a number; in other scripts particles are written together with a unit."""
_HAN_NUMBER = r"[\p{Nd}〇零一二三四五六七八九十百千两兩]"
_BEFORE = rf"(?<!{_WRITTEN}|{_WRITTEN}[-‐–]|\p{{N}}[.,:/]|{_HAN_NUMBER})"
_BEHIND = (
    rf"(?!{_WRITTEN}|[-‐–]{_WRITTEN}|[.,:·/]\p{{N}}|\s(?:bis|ter|quater|مكرر)(?!\p{{L}})"
    rf"|[のノ之]\s?{_HAN_NUMBER}|{fold_accents('의')}\s?\p{{Nd}})"
)
_WORD_BEFORE = regex.compile(r"(?<!\p{L})(\p{L}{2,12})[\s-]$")
_WORD_BEHIND = regex.compile(r"\s(?:(?:y|e|et)\s)?(\p{L}{2,12})")
_LONGEST_WORD = 14


def speaks_of(unit: str, text: str) -> bool:
    """Whether the words of `unit`, as a question writes it, stand in `text`, and none of them is
    part of another word or number there."""
    folded = _fold(text)
    return any(_is_whole(match) for match in _compile(unit).finditer(folded))


@functools.lru_cache(maxsize=64)
def _compile(unit: str) -> "regex.Pattern[str]":
    return regex.compile(_BEFORE + regex.escape(_fold(unit)) + _BEHIND)


@functools.lru_cache(maxsize=64)
def _fold(text: str) -> str:
    """What is read last is kept: each unit of a question is looked for in the same texts."""
    return fold_accents(_RAISED.sub(_BESIDE_NUMBER, _ORDINAL.sub("", text)))


def _is_whole(match: "regex.Match[str]") -> bool:
    """Whether no word beside `match` makes one number with its own: "twenty one"."""
    text, words = match.string, match[0].split()
    before = _WORD_BEFORE.search(text[max(0, match.start() - _LONGEST_WORD) : match.start()])
    behind = _WORD_BEHIND.match(text, match.end())
    pairs = [(before[1], words[0])] if before else []
    pairs += [(words[-1], behind[1])] if behind else []
    return all((read_count(pair) or (0, 1))[1] == 1 for pair in pairs)
