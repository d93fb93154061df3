"""What is known about an article besides its text: values checked and brought into one form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from urllib.parse import urlsplit

from corpus.article import ArticleError, Work
from corpus.fields.dates import parse_date
from corpus.fields.names import FIELD_NAMES, LANGUAGE_CODES, MEANINGS, fold_name
from corpus.fields.values import flatten, name_persons, write_links
from corpus.normalization import clean_line
from corpus.structure.rights import states_rights
from corpus.structure.signs import leave_out_unseen

_MAX_LINE_CHARACTERS = 300
_MAX_REPORTS = 50
_MAX_FIELDS = 50
_MAX_NAME_CHARACTERS = 50
_MAX_VALUE_CHARACTERS = 300
_DOUBTFUL_DAY = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:,?\s.{0,30})?")
"""What stands first in its line may be its day or its month; another field may tell which."""
_MAX_WARNINGS = 10
"""Of an article; behind them nothing more is tried."""
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_MAIL_ADDRESS = re.compile(
    r"\s?(?:<[^\s<>@]{1,100}(?:@| at )[^\s<>@]{1,100}>"
    r"|\([^\s()@]{1,100}(?:@| at )[^\s()@]{1,100}\)\.?)"
)
_SIGN_OF_RIGHTS = re.compile(r"^\s*(?:©|\(c\))\s*(?=[^\W\d])", re.I)
_BETWEEN_NAMES = re.compile(r"[,;&|/()]")
_MAX_NAME_WORDS = 12
_MIN_LOWER = 0.7
"""Of the words of a sentence, that begin with no capital."""
_LINKS = {"source": r"\1 \2", "url": r"\2"}
"""What is read of a link of Markdown; of other fields it is the words."""
_NOTHING = ("", "~", "null")
_TRUE = ("true", "yes", "on", "1")
_FALSE = ("false", "no", "off", "0")
_UNPUBLISHED = ("draft", "private", "pending", "trash", "unpublished", "hidden", "auto-draft")
_WITHHOLDING = {
    **dict.fromkeys(("draft", "private"), _TRUE),
    **dict.fromkeys(("published", "publish"), _FALSE),
    **dict.fromkeys(("status", "post_status", "visibility"), _UNPUBLISHED),
}
"""The fields that may say that nobody is to read it, and what they say then."""
_OF_PROGRAM = re.compile(r"^(?:hugo|page|jekyll)[_-]")
"""What the names of fields begin with where the program that they are for is named."""
_WITHOUT_SCHEME = re.compile(r"www\.(?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,20}(?:/\S{0,1000})?", re.I)


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of front matter or of a text's header lines; None where nothing is said. `fields`
    are the others, names in lower case.

    `warnings` are values that were left out because they could not be understood.
    """

    title: str | None = None
    source: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    based_on: tuple[Work, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()

    def filled_from(self, other: "Metadata") -> "Metadata":
        """This metadata, with what it lacks taken from `other`."""
        own = {name for name, _ in self.fields}
        return Metadata(
            title=self.title or other.title,
            source=self.source or other.source,
            author=self.author or other.author,
            published=self.published or other.published,
            url=self.url or other.url,
            language=self.language or other.language,
            based_on=self.based_on or other.based_on,
            fields=self.fields + tuple(pair for pair in other.fields if pair[0] not in own),
            warnings=self.warnings + other.warnings,
        )


def parse_metadata(fields: Mapping[str, object]) -> Metadata:
    """Metadata from front matter or header lines, all values as text, in lists or in mappings. Of
    the names that mean the same the one that says it most plainly counts.

    :raises ArticleError: if it is said to be a draft.
    """
    _check_published(fields)
    warnings: list[str] = []
    stated = _sort_fields(fields)
    language = _parse_language(stated["language"], warnings)
    source, source_url = _parse_source(stated["source"], warnings)
    metadata = Metadata(
        title=_first_line("title", stated["title"], warnings),
        source=source,
        author=_parse_author(stated["author"], warnings),
        published=_parse_published(stated["date"], language, warnings),
        url=_parse_url(stated["url"], warnings) or source_url,
        language=language,
        based_on=_parse_works(fields.get("based_on"), warnings),
        fields=_other_fields(fields),
    )
    return replace(metadata, warnings=tuple(warnings))


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
        and parts.username is None  # "https://bank.example@elsewhere.example" leads elsewhere
        and ("." in host.strip(".") or host == "localhost")
        and "\\" not in parts.netloc  # a browser ends the host there, and we do not
        and not any(character.isspace() or not character.isprintable() for character in text)
        and leave_out_unseen(text) == text
        and len(text) <= 2048
    )


def read_address(line: str) -> str | None:
    """The address that `line` is, also within "<>", or without a scheme where it begins with
    "www."; None if it says anything else."""
    text = line[1:-1] if line.startswith("<") and line.endswith(">") else line
    text = f"http://{text}" if _WITHOUT_SCHEME.fullmatch(text) else text
    return text if is_web_url(text) else None


def _check_published(fields: Mapping[str, object]) -> None:
    for name, value in fields.items():
        words = _WITHHOLDING.get(_OF_PROGRAM.sub("", name.casefold()), ())
        if isinstance(value, str) and value.strip().casefold() in words:
            raise ArticleError("it is a draft")


def _sort_fields(fields: Mapping[str, object]) -> dict[str, list[str]]:
    """The lines that are stated for each meaning, those of the plainest name first."""
    folded = {fold_name(name): value for name, value in fields.items()}
    stated: dict[str, list[str]] = {}
    for meaning, names in MEANINGS.items():
        values = [folded[name] for name in names if name in folded]
        if meaning == "author":  # of one field: another one names the same persons again
            stated[meaning] = next(filter(None, map(name_persons, values)), [])
        else:
            stated[meaning] = [line for value in values for line in flatten(value)]
        form = _LINKS.get(meaning, r"\1")
        stated[meaning] = [write_links(line, form) for line in stated[meaning]]
        passed_over = (*_NOTHING, *_TRUE, *_FALSE) if meaning == "date" else _NOTHING
        stated[meaning] = [line for line in stated[meaning] if line not in passed_over]
    return stated


def _first_line(name: str, lines: list[str], warnings: list[str]) -> str | None:
    for line in lines:
        if text := clean_line(line):
            return _cut_line(name, text, warnings)
    return None


def _cut_line(name: str, text: str, warnings: list[str]) -> str:
    if len(text) <= _MAX_LINE_CHARACTERS:
        return text
    _warn(warnings, f"{name} is cut: it is longer than {_MAX_LINE_CHARACTERS} characters")
    return text[: _MAX_LINE_CHARACTERS - 1].rstrip() + "…"


def _part_names(line: str) -> list[str]:
    """The names that semicolons part, unless commas part each: "Flint, Mary; Baker, Tom"."""
    return [line] if "," in line else line.split(";")


def _parse_author(lines: list[str], warnings: list[str]) -> str | None:
    # An address behind a name is for whoever writes a mail; by itself it is all that is known.
    # What "&amp;" ends in parts no names.
    lines = [_SIGN_OF_RIGHTS.sub("", unescape(line)) for line in lines]
    lines = [name for line in lines if not states_rights(line) for name in _part_names(line)]
    lines = [line for line in map(clean_line, lines) if line and not is_web_url(line)]
    names = [_without_address(line) or line for line in lines if not _is_sentence(line)]
    names = list(dict.fromkeys(filter(None, names)))
    return _cut_line("author", ", ".join(names), warnings) if names else None


def _is_sentence(line: str) -> bool:
    """Whether words of `line` go on for longer than any name, and most of them are none: "This
    document may be copied by everybody who wants to have it for any purpose"."""
    for part in _BETWEEN_NAMES.split(line[:_MAX_LINE_CHARACTERS]):
        words = part.split()
        lower = sum(word[0].islower() for word in words)
        if len(words) > _MAX_NAME_WORDS and lower > _MIN_LOWER * len(words):
            return True
    return False


def _without_address(line: str) -> str:
    return _MAIL_ADDRESS.sub("", line).strip()


def _parse_source(lines: list[str], warnings: list[str]) -> tuple[str | None, str | None]:
    """The publisher, and the address where one stands in its place."""
    names, urls = [], []
    for words in (clean_line(line).split() for line in lines):
        address = next((number for number, word in enumerate(words) if "://" in word), len(words))
        names.append(" ".join(words[:address]).rstrip("(<[|–—- "))
        urls += [word.strip("<>()[],;") for word in words[address : address + 1]]
    url = next(filter(is_web_url, urls), None)
    return _first_line("source", names, warnings), url


def _parse_published(lines: list[str], language: str | None, warnings: list[str]) -> date | None:
    doubtful = next(filter(None, map(_DOUBTFUL_DAY.fullmatch, lines[:1])), None)
    for line in lines[:_MAX_WARNINGS]:
        if len(warnings) < _MAX_WARNINGS and (found := parse_date(line, language)):
            if doubtful is None or line == lines[0] or _may_be(doubtful, found):
                return found
            break
    if lines:
        _warn(warnings, f"date not understood: {lines[0][:60]!r} (write YYYY-MM-DD)")
    return None


def _may_be(doubtful: re.Match[str], day: date) -> bool:
    """Whether `day` is one of the two that `doubtful` may be."""
    first, second, year = map(int, doubtful.groups())
    same_day = sorted((first, second)) == sorted((day.day, day.month))
    return same_day and year in (day.year, day.year % 100)


def _parse_url(lines: list[str], warnings: list[str]) -> str | None:
    for line in map(clean_line, lines):
        if is_web_url(line):
            return line
    # A path is one below the address of a site that the file does not name.
    others = [line for line in lines if not line.startswith("/") and " " not in line.strip()]
    if others and not any(line.startswith("/") for line in lines):
        _warn(warnings, f"url is no http or https address: {others[0][:60]!r}")
    return None


def _parse_language(lines: list[str], warnings: list[str]) -> str | None:
    for line in lines:
        code = re.split("[-_]", line.strip().casefold())[0]
        code = code if _LANGUAGE.fullmatch(code) else LANGUAGE_CODES.get(code, "")
        if code:
            return code
    if lines:
        shown = lines[0][:60]
        _warn(warnings, f"language is no ISO 639 code: {shown!r} (write en, zh, ur, ...)")
    return None


def _parse_works(value: object, warnings: list[str]) -> tuple[Work, ...]:
    if value is None:
        return ()
    reports = value if isinstance(value, list) else [value]
    if len(reports) > _MAX_REPORTS:
        _warn(warnings, f"based_on has {len(reports)} reports: the first {_MAX_REPORTS} are kept")
    works = [_parse_work(item, warnings) for item in reports[:_MAX_REPORTS]]
    return tuple(work for work in works if work)


def _parse_work(value: object, warnings: list[str]) -> Work | None:
    fields = value if isinstance(value, dict) else {"title": value}
    stated = {name: flatten(fields.get(name)) for name in ("title", "source", "date", "url")}
    title = _first_line("based_on", stated["title"], warnings)
    if title is None:
        _warn(warnings, "a report of based_on is left out: it has no title")
        return None
    return Work(
        title=title,
        source=_first_line("source", stated["source"], warnings),
        published=_parse_published(stated["date"], None, warnings),
        url=_parse_url(stated["url"], warnings),
    )


def _other_fields(fields: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """What no other part of the metadata holds, bounded."""
    others: dict[str, str] = {}
    for name, value in fields.items():
        name = clean_line(name[: 2 * _MAX_NAME_CHARACTERS]).casefold()[:_MAX_NAME_CHARACTERS]
        if len(others) >= _MAX_FIELDS or not name or fold_name(name) in FIELD_NAMES:
            continue
        text = clean_line(", ".join(flatten(value))[: 2 * _MAX_VALUE_CHARACTERS])
        if text and text not in _NOTHING:
            others[name] = text[:_MAX_VALUE_CHARACTERS]
    return tuple(others.items())


def _warn(warnings: list[str], warning: str) -> None:
    """Adds `warning` once; the last one that fits says that more is left out."""
    if warning in warnings:
        return
    if len(warnings) < _MAX_WARNINGS - 1:
        warnings.append(warning)
    elif len(warnings) < _MAX_WARNINGS:
        warnings.append("other values were not understood either, and no date behind them is read")
