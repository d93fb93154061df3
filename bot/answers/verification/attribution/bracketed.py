"""The title of another article in brackets behind a quotation, "“…” (Harbour rules, 2023)".

A title may be in small letters, by which no name is told; that it is one is known of an article
that has it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from bot.answers.verification.attribution.attributing import Parts
from bot.answers.verification.attribution.citing import BRACKETED, LABEL, take_out
from bot.answers.verification.attribution.own_sources import IsTitled
from bot.answers.verification.attribution.sources import NamedSource, list_headings, list_names
from bot.answers.verification.places import Occurrence
from bot.answers.verification.verdicts import Verdict, VerifiedPart
from corpus.normalization import fold_accents
from corpus.periods import find_periods

_BEHIND = regex.compile(
    r"[.!?…。！？؟]*\s?[”“»«›‹」』〞〟’‘\"＂'״][.!?…。！？؟]*\s*(?=[(\[（［【])"
)
_COMMAS = regex.compile(r"\s*[,;·|›،、，]\s*")
_MARKS = " .–—-\"'“”„«»‹›「」『』‘’"
_MIN_SMALL_WORDS = 3
"""Of a title that begins with a small letter."""
_MAX_ARTICLES = 40
"""Of more that have the words not all are known."""


def name_bracketed(parts: Sequence[VerifiedPart], text: str, has_title: IsTitled) -> Parts:
    """`parts` of `text`, each that stands word for word with the article as its source that is
    named in brackets behind it, if none that has the words is called so."""
    named: Parts = []
    position = 0
    for part in parts:
        start = text.find(part.text, position)
        position = start + len(part.text) if start >= 0 else position
        behind = _BEHIND.match(text, position) if start >= 0 else None
        bracket = BRACKETED.match(text, behind.end()) if behind else None
        is_found = part.verdict is Verdict.VERBATIM and 0 < len(part.occurrences) <= _MAX_ARTICLES
        if bracket and is_found and part.source is None:
            title = _find_title(bracket[1], part.occurrences, has_title)
            part = replace(part, source=NamedSource(title, is_right=False)) if title else part
        named.append(part)
    return named


def _find_title(inner: str, occurrences: Sequence[Occurrence], has_title: IsTitled) -> str:
    """The title of an article in a bracket, if nothing there names what has the words."""
    names = list(dict.fromkeys(_list_pieces(inner)))
    held = {
        fold_accents(name)
        for one in occurrences
        for name in (*list_names(one), *list_headings(one))
    }
    if any(fold_accents(name) in held for name in names):
        return ""
    return next((name for name in names if _is_certain(name, inner) and has_title(name)), "")


def _list_pieces(inner: str) -> Iterator[str]:
    inner = LABEL.sub("", inner, 1)
    for text in (inner, take_out(inner, find_periods(inner))):
        yield from (piece.strip(_MARKS) for piece in (text, *_COMMAS.split(text)))


def _is_certain(name: str, inner: str) -> bool:
    """Whether a title is not a word that may as well be said of the quotation, as "tides", nor a
    few in small letters, as "on boats": such a one has a date beside it."""
    words = len(name.split())
    is_name = words >= _MIN_SMALL_WORDS or (words > 1 and not name[0].islower())
    return is_name or (len(name) > 1 and bool(find_periods(inner)))
