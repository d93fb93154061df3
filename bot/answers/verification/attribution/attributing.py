"""Whose the parts of a text are: the sources that it names, and lines that are no parts of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

import regex

from bot.answers.verification.attribution.sources import NamedSource, check_source, is_source_line
from bot.answers.verification.messages import Claim, has_end
from bot.answers.verification.pieces import count_units
from bot.answers.verification.verdicts import Verdict, VerifiedPart
from corpus.normalization import fold_accents

_OPENING = regex.compile(r"\s*(?:--|[–—―-]|[(\[（［【])")
_WORDS = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")
_MAX_SOURCE_CHARACTERS = 160
_MAX_LEAD_UNITS = 6
MAX_REMARK_UNITS = 3
"""Of a sentence beside others that is the writer's own, "It was not.", wherever it stands."""

Parts: TypeAlias = list[VerifiedPart]


def drop_titles(parts: Parts) -> Parts:
    """`parts` without lines that only name the source of the part behind them, or lead up to it."""
    following = [*parts, None][1:]
    return [
        part
        for part, behind in zip(parts, following, strict=True)
        if part.verdict is not Verdict.NOT_FOUND
        or behind is None
        or not (_is_lead(part, behind) or _names_source(part, behind))
    ]


def drop_remarks(parts: Parts, claims: Sequence[Claim]) -> Parts:
    """`parts` without those of a few words that are no quotations and stand only within sentences
    of other words: "False." beside a sentence denies that one; all if there are no others."""
    few = {
        claim.text.strip()
        for claim in claims
        if not (claim.quotations or claim.is_quoted) and count_units(claim.text) <= MAX_REMARK_UNITS
    }
    kept = [
        part
        for part in parts
        if part.verdict is not Verdict.VERBATIM
        or part.text.strip() not in few
        or not all(one.sentence for one in part.occurrences)
    ]
    return kept or parts


def _is_lead(part: VerifiedPart, behind: VerifiedPart) -> bool:
    """Whether it is a few words and a colon before what is found: "Passed on by Ann:"."""
    is_few = count_units(part.text) <= _MAX_LEAD_UNITS
    return is_few and part.text.rstrip().endswith((":", "：")) and bool(behind.occurrences)


def _names_source(part: VerifiedPart, behind: VerifiedPart) -> bool:
    found = behind.occurrences[:1]
    return not has_end(part.text) and any(is_source_line(part.text, one) for one in found)


def is_source(claim: Claim, parts: Parts) -> bool:
    """Whether a line without quotations is the source of the part before it."""
    if not parts or not parts[-1].occurrences or claim.quotations or "\n" in claim.text:
        return False
    return not has_end(claim.text) and is_source_line(claim.text, parts[-1].occurrences[0])


def is_titled_source(claim: Claim, parts: Parts) -> bool:
    """Whether a sentence with quotations is the source of the part before it: a dash or a bracket,
    and in quotation marks nothing but the title: `– Ada Pell, “The lighthouse”, Coast News`."""
    is_apart = _OPENING.match(claim.text) is not None and len(claim.text) <= _MAX_SOURCE_CHARACTERS
    if not (is_apart and claim.quotations and parts):
        return False
    quoted = [claim.text[start + 1 : end - 1] for start, end in claim.quotations]
    return all(is_title(text, parts[-1:]) for text in quoted)


def is_title(text: str, found: Sequence[VerifiedPart]) -> bool:
    """Whether `text` is the title of an article that has one of `found`."""
    words = _WORDS.findall(fold_accents(text))
    articles = {one.article.id: one.article for part in found for one in part.occurrences}
    titles = (fold_accents(article.title) for article in articles.values())
    return bool(words) and any(words == _WORDS.findall(title) for title in titles)


def with_source(part: VerifiedPart, said: str, is_line: bool = False) -> VerifiedPart:
    """`part` with whom `said` names as its source; if several articles have it, that one's first
    which is named, by most letters: a short name may stand in the words of any."""
    checked = [(one, check_source(said, one, is_line)) for one in part.occurrences]
    named = [(one, source) for one, source in checked if source]
    if not named or part.source:
        return part
    right = max(named, key=lambda pair: _rank(pair[1]))
    others = (one for one in part.occurrences if one is not right[0])
    return replace(part, occurrences=(right[0], *others), source=right[1])


def _rank(source: NamedSource) -> tuple[bool, bool, int]:
    length = len(source.name) if source.is_right else 0
    return source.is_right, source.is_right_in_all, length


def gather(parts: Sequence[VerifiedPart]) -> tuple[VerifiedPart, ...]:
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
