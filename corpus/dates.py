"""Calendar dates as publishers write them, in many languages; none where the day is not certain."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import regex

_MAX_CHARACTERS = 80
_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})\s?[-./年년]\s?(\d{1,2})\s?[-./月월]\s?(\d{1,2})(?!\d|-\d)"
)
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s?([ ./-])\s?(\d{1,2})\s?[ ./-]\s?(\d{4})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?:T\d{4,6}Z?)?(?!\d)")
_ERA_YEAR = re.compile(r"(令和|平成|昭和)\s?(\d{1,2}|元)年")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_VIETNAMESE = re.compile(r"(\d{1,2}) tháng (\d{1,2}),?(?: năm)? (\d{4})")
_TIME = re.compile(
    r"[t,]?\s?\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?:[ap]\.?m\b\.?)?"
    r"\s?(?:z\b|(?:gmt|utc)?\s?[+-]\d{2}:?\d{2}\b)?"
)
_TOKEN = regex.compile(r"\d+|[\p{L}\p{M}][\p{L}\p{M}.·]*|[–—/~]")
_LIKELY_YEARS = range(1450, 2200)
"""Years of print; 1403 is of the Persian calendar, 2567 of the Thai one."""
_BUDDHIST_YEARS = range(2400, 2700)
_BUDDHIST_ERA = 543
_THAI = re.compile("[\u0e00-\u0e7f]")
_COMMON_LANGUAGES = "en de fr es it pt ru nl"
_OTHER_LANGUAGES = """
    pt_PT sv da nb nn fi et lt lv pl cs sk hu sl hr bs sr sr_Latn ro bg mk sq el tr az uk be kk uz
    ka hy he ar ar_SY ar_DZ ar_MA fa ur hi mr ne gu bn pa ta te kn ml si th lo km my id ms fil sw am
    eu ca gl ga cy is eo af mn so ha
"""
_LANGUAGES = (tuple(_COMMON_LANGUAGES.split()), tuple(_OTHER_LANGUAGES.split()))
"""Those behind are looked at for words that none of the first has, as CLDR's data of all of them
takes a second to load. Languages that call different months alike stand together."""
_FILLER_WORDS = """
    the of on at th st nd rd de del di d den le el il a à às um uhr kl gmt utc est edt cet cest bst
    pst pdt cst cdt z am pm er ere o г года год року р м m mm y n ой го е ого й e i én án ng ika
    tháng ngày năm วันที่ เดือน พศ วัน 日 年 月 ம் को தேதி yil йил ж թ
"""
_FILLERS = frozenset(_FILLER_WORDS.split())
"""Words around a date that say nothing of it, without dots."""


@dataclass(frozen=True, slots=True)
class _MonthName:
    """A month in a language; `is_dotted` is whether the day before it is written with a dot."""

    language: str
    month: int
    is_dotted: bool


def parse_date(text: str, language: str | None = None) -> date | None:
    """A full calendar date, in many languages and notations; None if it is not surely one. Of a
    time with a zone it is the day that is written there.

    03/04/2024 is the third of April to some and the fourth of March to others, so it is none;
    with dots the day comes first wherever they are used. `language`, an ISO 639 code, tells what
    the name of a month means that is another one's in another language.
    """
    text = _fold(text)
    if not 6 <= len(text) <= _MAX_CHARACTERS or not any(c.isdigit() for c in text):
        return None
    found = _read_date(text, language)
    if found and found.year in _BUDDHIST_YEARS and _THAI.search(text):
        found = make_date(found.year - _BUDDHIST_ERA, found.month, found.day)
    return found if found and found.year in _LIKELY_YEARS else None


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, None if the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def date_in_path(path: str) -> date | None:
    """The date that the name of a file begins with, or that its folders are of: 2024-03-05-a.md,
    20240305 a.md, 2024/03/05/a.md."""
    folders, _, name = path.rpartition("/")
    for pattern, place in ((_NAME_DATE, name), (_PATH_DATE, folders + "/")):
        match = pattern.search(place)
        found = match and make_date(*map(int, match.groups()))
        if found and found.year in _LIKELY_YEARS:
            return found
    return None


_NAME_DATE = re.compile(r"^(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?=\D|$)")
_PATH_DATE = re.compile(r"(?:^|/)(\d{4})[/-](\d{2})[/-](\d{2})/")


@lru_cache(maxsize=64)  # of a line that heads a text it is asked several times
def _read_date(text: str, language: str | None) -> date | None:
    text = _ERA_YEAR.sub(_read_era, text)
    if year_first := _YEAR_FIRST.search(text):
        return make_date(*map(int, year_first.groups()))
    if year_last := _YEAR_LAST.search(text):
        return _read_numbers(year_last)
    if compact := _COMPACT.fullmatch(text):
        return make_date(*map(int, compact.groups()))
    if vietnamese := _VIETNAMESE.search(text):
        day, month, year = map(int, vietnamese.groups())
        return make_date(year, month, day)
    return _read_named(_TIME.sub(" ", text), language)


def _read_era(match: re.Match[str]) -> str:
    year = 1 if match[2] == "元" else int(match[2])
    return f"{_ERAS[match[1]] + year}年"


def _read_numbers(match: re.Match[str]) -> date | None:
    first, separator, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
    day_first = make_date(year, second, first)
    if separator == "." and day_first:
        return day_first
    readings = {day_first, make_date(year, first, second)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _read_named(text: str, language: str | None) -> date | None:
    """The date of one day, one month by its name and one year, and nothing else of meaning."""
    numbers: list[int] = []
    names: list[tuple[_MonthName, ...]] = []
    is_dotted = False
    for token in _TOKEN.finditer(text):
        if token[0].isdigit():
            numbers.append(int(token[0]))
            is_dotted |= len(token[0]) <= 2 and text[token.end() : token.end() + 1] == "."
            continue
        word = _fold_word(token[0])
        if word in _FILLERS:
            continue
        meaning = _look_up(word) if len(names) + len(numbers) < 4 else None
        if meaning is None:
            return None
        if meaning:
            names.append(meaning)
    if len(numbers) != 2 or len(names) != 1:
        return None
    month = _choose_month(names[0], is_dotted, language)
    year, day = max(numbers), min(numbers)
    return make_date(year, month, day) if month and year > 999 else None


def _choose_month(
    names: tuple[_MonthName, ...], is_dotted: bool, language: str | None
) -> int | None:
    """The month that all of `names` mean, or those of the language, or those written like this."""
    for chosen in (
        names,
        [name for name in names if name.language == language],
        [name for name in names if name.is_dotted == is_dotted],
    ):
        months = {name.month for name in chosen}
        if len(months) == 1:
            return months.pop()
    return None


def _look_up(word: str) -> tuple[_MonthName, ...] | None:
    """The months that `word` may be, none if it is a weekday, None if it is neither."""
    for group in range(len(_LANGUAGES)):
        months, weekdays = _calendar_words(group)
        found = months.get(word) or months.get(word.removeprefix("ב"))
        if found or word in weekdays:
            return found or ()
    return None


@lru_cache(maxsize=len(_LANGUAGES))
def _calendar_words(group: int) -> tuple[dict[str, tuple[_MonthName, ...]], frozenset[str]]:
    """The names of months, each with what it means, and of weekdays, from CLDR."""
    names: dict[str, set[_MonthName]] = {}
    weekdays: set[str] = set()
    for code in _LANGUAGES[group]:
        for word, month in _month_names(code):
            names.setdefault(word, set()).add(month)
        weekdays.update(_weekday_names(code))
    table = {word: tuple(found) for word, found in names.items() if word}
    return table, frozenset(weekdays - table.keys())


def _month_names(code: str) -> Iterator[tuple[str, _MonthName]]:
    from babel import Locale  # here, because it takes a twentieth of a second

    locale = Locale.parse(code)
    is_dotted = "d." in locale.date_formats["long"].pattern
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                word = _fold_word(_fold(name))
                if not any(character.isdigit() for character in word):
                    yield word, _MonthName(locale.language, number, is_dotted)
    if code == "en":
        yield "sept", _MonthName("en", 9, False)


def _weekday_names(code: str) -> Iterator[str]:
    from babel import Locale

    days = Locale.parse(code).days
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for name in days[context][width].values():
                yield from (_fold_word(word) for word in _TOKEN.findall(_fold(name)))


def _fold(text: str) -> str:
    """`text` in lower case, without invisible characters, every digit an ASCII one."""
    text = unicodedata.normalize("NFKC", text[: _MAX_CHARACTERS + 20]).casefold()
    text = text.replace("\u0307", "").replace("ı", "i")  # the two i of Turkish
    digits = (str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)
    return " ".join("".join(c for c in digits if unicodedata.category(c) != "Cf").split())


def _fold_word(word: str) -> str:
    return word.replace(".", "").replace("·", "")
