"""The bot's own words in the reader's language; quotes stay in theirs.

Whoever writes a message for a reader calls `gettext` or `ngettext` with the English one, which is
also what is looked up in `locales`. The language is that of the task: each update sets its own.
"""

import functools
import gettext as catalogues
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from pathlib import Path

LANGUAGES = {
    "en": "English",
    "es": "Español",
    "ru": "Русский",
    "zh": "中文",
    "ar": "العربية",
    "ur": "اردو",
}
"""The languages that there are words in, by ISO 639-1 code, each as it calls itself."""

_RIGHT_TO_LEFT = ("ar", "ur")
LOCALES = Path(__file__).parent / "locales"
_ENGLISH = "en"

_language: ContextVar[str] = ContextVar("language", default=_ENGLISH)


def use_language(code: str) -> None:
    """Speaks this one of `LANGUAGES` for the rest of the task."""
    _language.set(code)


def current_language() -> str:
    """The code of the language that is spoken now."""
    return _language.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Within it this language is spoken, if it is one of `LANGUAGES`."""
    token = _language.set(code if code in LANGUAGES else _language.get())
    try:
        yield
    finally:
        _language.reset(token)


def is_right_to_left() -> bool:
    """Whether the current language is written from right to left."""
    return _language.get() in _RIGHT_TO_LEFT


def choose_language(tag: str | None) -> str:
    """The one of `LANGUAGES` for an IETF tag such as "pt-BR" or "zh-hans"; English for others."""
    code = (tag or "").replace("_", "-").partition("-")[0].casefold()
    return code if code in LANGUAGES else _ENGLISH


def gettext(message: str) -> str:
    """`message` in the current language."""
    return _load(_language.get()).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """`one` or `many` in the current language, whichever form it has for `count`."""
    return _load(_language.get()).ngettext(one, many, count)


def gettext_noop(message: str) -> str:
    """`message` itself: marks what is going to be translated elsewhere."""
    return message


def format_date(day: date) -> str:
    """As in "13 November 2024", in the current language."""
    code = _language.get()
    if code == _ENGLISH:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    from babel.dates import format_date  # a second's work that English does without

    return format_date(day, "long", locale=code)


def name_language(code: str) -> str:
    """The name of the language with this ISO 639-1 code in the current language, by CLDR; the code
    if it has none."""
    from babel import Locale  # a second's work that few messages need

    return str(Locale(_language.get()).languages.get(code, code))


@functools.cache
def _load(code: str) -> catalogues.NullTranslations:
    if code == _ENGLISH:
        return catalogues.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with (LOCALES / f"{code}.po").open("rb") as stream:
        write_mo(compiled, read_po(stream, locale=code))
    compiled.seek(0)
    return catalogues.GNUTranslations(compiled)


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
