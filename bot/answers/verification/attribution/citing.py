"""Sources as they are cited, in brackets behind a quotation or below it: names, and a date.

A name is told by its capitals, in lower case or in a script without capitals by the date behind it;
Chinese and Japanese names of four to eight letters also without one. What a writer notes in
brackets ("emphasis added") is told by a few words of the languages most written.
"""

from collections.abc import Sequence

import regex

from corpus.fields.dates import is_weekday
from corpus.periods import Period, find_periods

BRACKETED = regex.compile(r"\s*[(\[（［【]([^()\[\]（）［］【】]{2,120})[)\]）］】][\s.,;:!?。．]*")
LABEL = regex.compile(
    r"\s*(?:source|quelle|fuente|источник|来源|來源|المصدر|ماخذ)\s*[:：]\s*", regex.IGNORECASE
)
_COMMAS = regex.compile(r"\s*[,;·|،、，]\s*")
_NUMERIC_DATE = regex.compile(r"(?<!\p{Nd})\p{Nd}{1,4}[./-]\p{Nd}{1,2}[./-]\p{Nd}{2,4}(?!\p{Nd})")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’.&@-]+")
LINKING = frozenset(
    [
        *("of", "the", "for", "and", "&", "de", "del", "la", "el", "y", "des", "du", "le", "les"),
        *("et", "von", "van", "der", "und", "für", "и"),
    ]
)
_HAN_NAME = regex.compile(r"[\p{Han}\p{Katakana}ー]{4,8}")
_NOTE = regex.compile(
    r"\b(?:emphas|italic|translat|quoted|sic\b|note\b|page|pp?\.|ibid|redact|edited|énfasis|cursiva"
    r"|traduc|nota\b|página|übersetz|hervorheb|anm\b|anmerk|kursiv|seite|soulign|italiq|перев|курсив"
    r"|выделен|примеч|стр\b|там же)|[译訳譯略注註]|原文|引者|笔者|筆者|作者|强调|強調"
    r"|ترجم|بتصرف|التشديد|ترجمہ",
    regex.IGNORECASE,
)
_MIN_NAME_CHARACTERS = 2
_MAX_NAME_WORDS = 9
_MAX_BARE_CHARACTERS = 20
"""Of a name without capitals."""


def read_citation(said: str) -> str | None:
    """The name that `said`, which may stand in brackets, cites as a source before a date, or
    alone; None if it has other words, or if it is not certain that it is one."""
    bracket = BRACKETED.fullmatch(said)
    inner = LABEL.sub("", bracket[1] if bracket else said, 1).strip()
    if _NOTE.search(inner):
        return None
    undated = take_out(inner, find_periods(inner))
    bare = _NUMERIC_DATE.sub(" ", undated)
    name = _COMMAS.split(bare)[0].strip(" .–—-")
    behind = inner[len(name) :] if inner.startswith(name) else ""
    is_parted = bare != inner and _COMMAS.match(behind) is not None
    if len(name) < _MIN_NAME_CHARACTERS or any(map(str.isdecimal, name)) or is_weekday(name):
        return None
    return name if _is_name(name, is_parted) else None


def list_cited(said: str) -> list[str]:
    """Each name between commas in `said`, as `read_citation` tells one that stands alone."""
    bracket = BRACKETED.fullmatch(said)
    inner = LABEL.sub("", bracket[1] if bracket else said, 1)
    bare = _NUMERIC_DATE.sub(" ", take_out(inner, find_periods(inner)))
    pieces = [piece.strip(" .–—-") for piece in _COMMAS.split(bare)]
    return [
        piece
        for piece in pieces
        if _is_name(piece, is_before_date=False)
        and not (_NOTE.search(piece) or any(map(str.isdecimal, piece)) or is_weekday(piece))
    ]


def find_other_date(said: str, published: Period, names: Sequence[str]) -> str:
    """The date that `said` has and that is not `published`; `""` if it has that, too, or none but
    in `names`, as a title may have one."""
    periods = [(period, said[period.start : period.end]) for period in find_periods(said)]
    told = [(period, text) for period, text in periods if not any(text in name for name in names)]
    if not told or any(period.overlaps(published) for period, _ in periods):
        return ""
    return told[0][1]


def take_out(text: str, periods: Sequence[Period]) -> str:
    """`text` without the dates in it."""
    parts, end = [], 0
    for period in periods:
        parts.append(text[end : max(end, period.start)])
        end = max(end, period.end)
    return " ".join([*parts, text[end:]]) if periods else text


def _is_name(name: str, is_before_date: bool) -> bool:
    """Whether each word has a capital, but for linking ones: of a single word, and where there are
    no capitals, only if a date follows behind a comma."""
    words = _WORD.findall(name)
    if not words or len(words) > _MAX_NAME_WORDS or len("".join(words)) < _MIN_NAME_CHARACTERS:
        return False
    if name.lower() == name.upper():
        is_short = len(name) <= _MAX_BARE_CHARACTERS
        return _HAN_NAME.fullmatch(name) is not None or (is_before_date and is_short)
    if name[:1].isupper() and all(w[:1].isupper() or w in LINKING for w in words):
        return is_before_date or len(words) > 1
    return is_before_date and len(words) == 1
