"""Days, months and years in a text, as the span of days that each is."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import regex

from corpus.fields.dates import make_date, read_months

_MAX_CHARACTERS = 1000
_MAX_PERIODS = 10
"""Of a text."""
_NEAR = 4
"""Tokens beside a year among which its month and day stand: "on the 3rd of March 2021"."""
_BESIDE = 40
"""Characters in which these stand."""
_YEAR = r"(?:1[4-9]|20|21)\p{Nd}{2}"
_NUMERIC = regex.compile(
    rf"(?<![\p{{Nd}}\p{{Latin}}.,:/-])(?:(?P<y>{_YEAR})(?:(?P<mark>[-./])(?P<m>\p{{Nd}}{{1,2}})"
    r"(?P=mark)(?P<d>\p{Nd}{1,2})|[-/](?P<m>\p{Nd}{1,2}))"
    rf"|(?P<d>\p{{Nd}}{{1,2}})\.\s?(?P<m>\p{{Nd}}{{1,2}})\.\s?(?P<y>{_YEAR})"
    rf"|(?P<y>{_YEAR})\s?[年년]\s?(?:(?P<m>\p{{Nd}}{{1,2}})\s?[月월](?:\s?(?P<d>\p{{Nd}}{{1,2}})\s?[日號号일])?)?"
    r")(?!\p{Nd}|[-./,:]\p{Nd})"
)
_LONE_YEAR = regex.compile(rf"(?<![\p{{L}}\p{{N}}.,:/-]){_YEAR}(?![\p{{N}}/-]|[.,:]\p{{N}})")
_YEARS = regex.compile(rf"(?<![\p{{L}}\p{{N}}.,:/-])({_YEAR})-(?={_YEAR}(?![\p{{N}}/-]))")
"""Two years with a hyphen between them: "2019-2021"."""
_TOKEN = regex.compile(r"\p{Nd}+|[\p{L}\p{M}]+\.?|[^\s\p{L}\p{M}\p{Nd}]")
_SKIPPED = frozenset((",", ".", "de", "of", "del", "st", "nd", "rd", "th", "er", "º", "،"))


@dataclass(frozen=True, slots=True)
class Period:
    """From the day `first` to the day `last`, as `text[start:end]` says."""

    first: date
    last: date
    start: int = 0
    end: int = 0

    def overlaps(self, other: "Period") -> bool:
        """Whether a day is in both."""
        return self.first <= other.last and other.first <= self.last


def find_periods(text: str) -> list[Period]:
    """The days, months and years that `text` names, in order, at most `_MAX_PERIODS`: years of four
    digits, alone or with the name or number of a month. Only the beginning is read."""
    text = _YEARS.sub(r"\1–", text[:_MAX_CHARACTERS])
    found = [period for match in _NUMERIC.finditer(text) if (period := _read_numeric(match))]
    for match in _LONE_YEAR.finditer(text):
        if not any(p.start <= match.start() < p.end for p in found):
            found.append(_read_named(text, match))
    return sorted(found, key=lambda period: period.start)[:_MAX_PERIODS]


def _make_period(
    year: int, month: int | None, day: int | None, start: int, end: int
) -> Period | None:
    """The year, its month, or the day of that; None if the calendar has none such."""
    if month is None:
        return Period(date(year, 1, 1), date(year, 12, 31), start, end)
    first = make_date(year, month, day or 1)
    if first is None:
        return None
    last = first if day else date(year, month, monthrange(year, month)[1])
    return Period(first, last, start, end)


def _read_numeric(match: "regex.Match[str]") -> Period | None:
    month, day = match["m"], match["d"]
    parts = int(month) if month else None, int(day) if day else None
    return _make_period(int(match["y"]), *parts, *match.span())


def _read_named(text: str, match: "regex.Match[str]") -> Period:
    """The period whose year `match` is, with the month and day beside it."""
    year = int(match[0])
    before = list(_TOKEN.finditer(text, max(0, match.start() - _BESIDE), match.start()))
    behind = list(_TOKEN.finditer(text, match.end(), match.end() + _BESIDE))
    for tokens in (before[::-1], behind):
        if found := _find_month(tokens[:_NEAR]):
            month, day, start, end = found
            span = min(start, match.start()), max(end, match.end())
            if period := _make_period(year, month, day, *span):
                return period
    return Period(date(year, 1, 1), date(year, 12, 31), *match.span())


def _find_month(tokens: Sequence["regex.Match[str]"]) -> tuple[int, int | None, int, int] | None:
    """The month and day that `tokens`, from the nearest to a year on, begin with, and their span;
    None if they begin with none."""
    month: int | None = None
    day: int | None = None
    places: list[int] = []
    for token in tokens:
        word = token[0].casefold()
        if word in _SKIPPED:
            continue
        if word.isdecimal() and day is None and 1 <= int(word) <= 31:
            day = int(word)
        elif month is None and not word.isdecimal() and len(months := read_months(word)) == 1:
            (month,) = months
        else:
            break
        places += token.span()
    return (month, day, min(places), max(places)) if month else None
