"""What is known about an article besides its text: values checked and brought into one form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from corpus.article import ArticleError, Work
from corpus.normalization import clean_line

_DATE_SETTINGS = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"]}
_YEAR_FIRST_DATE = re.compile(r"(\d{4})\s?[-./年년]\s?(\d{1,2})\s?[-./月월]\s?(\d{1,2})(?![\d-])")
_YEAR_LAST_DATE = re.compile(r"(?<!\d)(\d{1,2})\s?[ ./-]\s?(\d{1,2})\s?[ ./-]\s?(\d{4})(?!\d)")
_MAX_LINE_CHARACTERS = 300
_MAX_REPORTS = 50
_MAX_WARNINGS = 10
"""Of an article; behind them nothing more is tried, as a text that is no date takes the library
below thirty milliseconds."""
_NUMBER = re.compile(r"\d+")
_MAX_DATE_CHARACTERS = 60
_MAX_DATE_NUMBERS = 7
"""Day, year, hours, minutes, seconds and the time zone's two."""
_LIKELY_YEARS = range(1450, 2200)
"""Years of print; 1403 is of the Persian calendar, 2567 of the Thai one."""
_BUDDHIST_YEARS = range(2400, 2700)
_BUDDHIST_ERA = 543
_THAI = re.compile("[\u0e00-\u0e7f]")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of front matter or of a text's header lines; None where nothing is said.

    `warnings` are values that were left out because they could not be understood.
    """

    title: str | None = None
    source: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    based_on: tuple[Work, ...] = ()
    warnings: tuple[str, ...] = ()

    def filled_from(self, other: "Metadata") -> "Metadata":
        """This metadata, with what it lacks taken from `other`."""
        return Metadata(
            title=self.title or other.title,
            source=self.source or other.source,
            author=self.author or other.author,
            published=self.published or other.published,
            url=self.url or other.url,
            language=self.language or other.language,
            based_on=self.based_on or other.based_on,
            warnings=self.warnings + other.warnings,
        )


def parse_metadata(fields: Mapping[str, object]) -> Metadata:
    """Metadata from front matter or header lines, all values as text. Unknown fields are passed
    over.

    :raises ArticleError: if a field that must be text holds a list or a mapping.
    """
    warnings: list[str] = []
    metadata = Metadata(
        title=_parse_line("title", fields.get("title"), warnings),
        source=_parse_line("source", fields.get("source"), warnings),
        author=_parse_author(fields.get("author"), warnings),
        published=_parse_published(fields.get("date"), warnings),
        url=_parse_url(fields.get("url"), warnings),
        language=_parse_language(fields.get("language"), warnings),
        based_on=_parse_works(fields.get("based_on"), warnings),
    )
    return replace(metadata, warnings=tuple(warnings))


def parse_date(text: str) -> date | None:
    """A full calendar date, in many languages and notations; None if it is not surely one.

    03/04/2024 is the third of April to some and the fourth of March to others, so it is none.
    """
    text = text.strip()
    found = _read_date(text)
    if found and found.year in _BUDDHIST_YEARS and _THAI.search(text):
        found = _make_date(found.year - _BUDDHIST_ERA, found.month, found.day)
    return found if found and found.year in _LIKELY_YEARS else None


def is_web_url(text: str) -> bool:
    """Whether `text` is an http or https address that Telegram would take for a link."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and ("." in host.strip(".") or host == "localhost")
        and not any(character.isspace() or not character.isprintable() for character in text)
        and len(text) <= 2048
    )


@lru_cache(maxsize=64)  # of a line that heads a text it is asked several times
def _read_date(text: str) -> date | None:
    numbers = _NUMBER.findall(text[: _MAX_DATE_CHARACTERS + 1])
    # The library below takes seconds over some texts that are no dates.
    if len(text) > _MAX_DATE_CHARACTERS or not 2 <= len(numbers) <= _MAX_DATE_NUMBERS:
        return None
    is_dated = any(len(number) == 4 for number in numbers)
    if not is_dated or not any(len(number) <= 2 and 1 <= int(number) <= 31 for number in numbers):
        return None
    if year_first := _YEAR_FIRST_DATE.match(text):
        return _make_date(*map(int, year_first.groups()))
    if year_last := _YEAR_LAST_DATE.search(text):
        return _resolve_numeric_date(*map(int, year_last.groups()))
    import dateparser  # here, because it takes a tenth of a second

    parsed = dateparser.parse(text, settings=_DATE_SETTINGS)
    return parsed.date() if parsed else None


def _make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _resolve_numeric_date(first: int, second: int, year: int) -> date | None:
    readings = {_make_date(year, first, second), _make_date(year, second, first)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _parse_line(name: str, value: object, warnings: list[str]) -> str | None:
    text = _read_line(name, value)
    if text is None or len(text) <= _MAX_LINE_CHARACTERS:
        return text
    _warn(warnings, f"{name} is cut: it is longer than {_MAX_LINE_CHARACTERS} characters")
    return text[: _MAX_LINE_CHARACTERS - 1].rstrip() + "…"


def _read_line(name: str, value: object) -> str | None:
    if value in (None, "~", "null"):
        return None
    if isinstance(value, list | dict):
        raise ArticleError(f"front matter: {name} must be one line of text")
    return clean_line(str(value)) or None


def _parse_author(value: object, warnings: list[str]) -> str | None:
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        # As much of it as is kept: one long name may stand there a thousand times by reference.
        most = _MAX_LINE_CHARACTERS + 1
        value = ", ".join(name[:most] for name in value[:most])
    return _parse_line("author", value, warnings)


def _parse_published(value: object, warnings: list[str]) -> date | None:
    text = _read_line("date", value)
    if text is None or len(warnings) >= _MAX_WARNINGS:
        return None
    published = parse_date(text)
    if published is None:
        _warn(warnings, f"date not understood: {text[:60]!r} (write YYYY-MM-DD)")
    return published


def _parse_url(value: object, warnings: list[str]) -> str | None:
    text = _read_line("url", value)
    if text is not None and not is_web_url(text):
        _warn(warnings, f"url is no http or https address: {text[:60]!r}")
        return None
    return text


def _parse_language(value: object, warnings: list[str]) -> str | None:
    text = _read_line("language", value)
    if text is None:
        return None
    code = re.split("[-_]", text.casefold())[0]
    if not _LANGUAGE.fullmatch(code):
        _warn(warnings, f"language is no ISO 639 code: {text[:60]!r} (write en, zh, ur, ...)")
        return None
    return code


def _parse_works(value: object, warnings: list[str]) -> tuple[Work, ...]:
    if value is None:
        return ()
    reports = value if isinstance(value, list) else [value]
    if len(reports) > _MAX_REPORTS:
        _warn(warnings, f"based_on has {len(reports)} reports: the first {_MAX_REPORTS} are kept")
    return tuple(_parse_work(item, warnings) for item in reports[:_MAX_REPORTS])


def _parse_work(value: object, warnings: list[str]) -> Work:
    fields = value if isinstance(value, dict) else {"title": value}
    title = _parse_line("based_on", fields.get("title"), warnings)
    if title is None:
        raise ArticleError("front matter: each report of based_on needs a title")
    return Work(
        title=title,
        source=_parse_line("source", fields.get("source"), warnings),
        published=_parse_published(fields.get("date"), warnings),
        url=_parse_url(fields.get("url"), warnings),
    )


def _warn(warnings: list[str], warning: str) -> None:
    """Adds `warning` once; the last one that fits says that more is left out."""
    if warning in warnings:
        return
    if len(warnings) < _MAX_WARNINGS - 1:
        warnings.append(warning)
    elif len(warnings) < _MAX_WARNINGS:
        warnings.append("other values were not understood either, and no date behind them is read")
