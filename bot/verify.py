"""Whether words stand in the articles: as they are, nearly, or not at all."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.folding import FoldedText
from corpus import Article

_ENOUGH_ALIKE = 75.0
"""Of 100, by rapidfuzz's `partial_ratio`: below it, two texts are on the same subject at best."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Finding:
    """Where words stand: `article.text[start:end]`. `differing` are the parts of it, as start and
    end in the article's text, that the words to verify do not have; `()` if all is verbatim.
    `missing` are words to verify that the article does not have there."""

    article: Article
    start: int
    end: int
    is_verbatim: bool
    differing: tuple[tuple[int, int], ...] = ()
    missing: tuple[str, ...] = ()


def find_verbatim(claim: str, articles: Iterable[Article]) -> list[Finding]:
    """Where `claim` stands word for word, but for case, white space and quotation marks; once an
    article, `[]` if nowhere."""
    needle = FoldedText(claim).text
    findings = []
    for article in articles if needle else ():
        span = FoldedText(article.text).find(needle)
        if span:
            findings.append(Finding(article, *span, is_verbatim=True))
    return findings


def find_alike(claim: str, places: Sequence[tuple[Article, int, int]]) -> Finding | None:
    """The part of one of `places`, slices of articles, that is most like `claim`, and where it
    differs; None if none is alike."""
    needle = FoldedText(claim).text
    best: tuple[float, Finding] | None = None
    for article, first, last in places:
        folded = FoldedText(article.text[first:last])
        if not needle or not folded.text:
            continue
        aligned = fuzz.partial_ratio_alignment(needle, folded.text, score_cutoff=_ENOUGH_ALIKE)
        if aligned is None or len(folded.text) < len(needle) / 2:
            continue
        if best is None or aligned.score > best[0]:
            start, end = folded.widen(aligned.dest_start, aligned.dest_end)
            finding = _compare(claim, article, first + start, first + end)
            best = (aligned.score, finding)
    return best[1] if best else None


def _compare(claim: str, article: Article, start: int, end: int) -> Finding:
    """Word by word."""
    there = [match.span() for match in _WORD.finditer(article.text, start, end)]
    held = [FoldedText(article.text[first:last]).text for first, last in there]
    claimed = claim.split()
    folded = [FoldedText(word).text for word in claimed]
    differing: list[tuple[int, int]] = []
    missing: list[str] = []
    matcher = difflib.SequenceMatcher(a=folded, b=held, autojunk=False)
    for tag, first, last, first_there, last_there in matcher.get_opcodes():
        if tag == "equal":
            continue
        missing += claimed[first:last]
        if first_there < last_there:
            differing.append((there[first_there][0], there[last_there - 1][1]))
    return Finding(article, start, end, False, tuple(differing), tuple(missing))
