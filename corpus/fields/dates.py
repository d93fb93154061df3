"""Calendar dates as publishers write them, in many languages; none where the day is not certain."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import regex

from corpus.fields.persian_days import read_persian_day

_MAX_CHARACTERS = 80
_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})\s?[-./年년]\s?(\d{1,2})\s?[-./月월]\s?(\d{1,2})(?!\d|-\d)"
)
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s?([ ./-])\s?(\d{1,2})\s?[ ./-]\s?(\d{4})(?!\d)")
_NUMERIC_DATE = re.compile(f"{_YEAR_FIRST.pattern}|{_YEAR_LAST.pattern}")
_ZONE = re.compile(r"(?<![^\W\d_])[A-Z]{1,5}(?![^\W\d_])")
"""What may stand beside a date in numbers: "CEST", the "T" before a time."""
_MIN_WEEKDAY = 5
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?:T\d{4,6}Z?)?(?!\d)")
_ERA_YEAR = re.compile(r"(令和|平成|昭和|民國|民国)\s?(\d{1,3}|元)年")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_HAN_DATE = re.compile(
    "[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}[日号號]"
)
_HAN_DIGITS = {
    **dict.fromkeys("〇零○", 0),
    **{c: n for n, c in enumerate("一二三四五六七八九十", 1)},
}
_VIETNAMESE = re.compile(r"(\d{1,2}) tháng (\d{1,2}),?(?: năm)? (\d{4})")
_TIME = re.compile(
    r"(?:[t,]?\s?\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?|(?<=[\s,])\d{1,2}h\d{0,2}\b"
    r"|(?<=\d{4}[\s,])\s?(?:เวลา |kl\.? ?|klo |kello )?\d{1,2}\.\d{2}(?![.\d])"
    r"|เวลา \d{1,2}\.\d{2}|\d{1,2}\s?[時时點点시]\s?(?:\d{1,2}\s?[分분])?"
    r"|(?<=[\s,])\d{1,2}(?=\s?[ap]\.?m\b))\s?(?:[ap]\.?m\b\.?)?"
    r"\s?(?:z\b|(?:gmt|utc)?\s?[+-]\d{2}:?\d{2}\b|\(?(?:gmt|utc)\s?[+-]\d{1,2}\b\)?)?"
)
"""A time of day; with a full stop only behind a year, where it is no day and month."""
_TOKEN = regex.compile(r"\d+|[\p{L}\p{M}][\p{L}\p{M}.·]*|[–—/~]")
_LIKELY_YEARS = range(1450, 2200)
"""Years of print; 1403 is of the Persian calendar, 2567 of the Thai one."""
_BUDDHIST_YEARS = range(2400, 2700)
_BUDDHIST_ERA = 543
_BUDDHIST_CENTURY = 2500
_SHORT_BUDDHIST_YEARS = range(40, 90)
"""As Thai texts shorten 2567 to 67; smaller ones may be days, or years of the other era."""
_MAX_DAY = 31
_THAI = re.compile("[\u0e00-\u0e7f]")
_COMMON_LANGUAGES = "en de fr es it pt ru nl"
_OTHER_LANGUAGES = """
    pt_PT de_AT sv da nb nn fi et lt lv pl cs sk hu sl hr bs sr sr_Latn ro bg mk sq el tr az uk be
    kk uz ka hy he ar ar_SY ar_DZ ar_MA fa ur hi mr ne gu bn pa ta te kn ml si th lo km my id ms
    vi fil sw am eu ca gl ga cy is eo af mn so ha
"""
LANGUAGES = (tuple(_COMMON_LANGUAGES.split()), tuple(_OTHER_LANGUAGES.split()))
"""Those behind are looked at for words that none of the first has, as CLDR's data of all of them
takes a second to load. Languages that call different months alike stand together."""
_FILLER_WORDS = """
    the of on at th st nd rd de del di d den le el il a à às alle ore um uhr uur kl gmt utc est edt
    cet cest bst pst pdt cst cdt msk ist jst kst wib wita wit hrs klo ora las z а am pm er ere o г
    года год року р м m mm y n ой го е ого й e i én án ng ika et ct
    tháng ngày năm วันที่ เดือน พศ วัน เวลา น ที่ 日 年 月 ம் को தேதி yil йил ж թ
    dne dnia dana u r gada kello πμ μμ 오전 오후 午前 午後 上午 下午 配信 公開 掲載 发布 發布
    火 水 木 金 土 월 화 수 목 금 토 일
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

    03/04/2024 is the third of April to some and the fourth of March to others, so it is none
    unless a weekday in front of it tells which; with dots the day comes first wherever they are
    used. `language`, an ISO 639 code, tells what the name of a month means that is another one's
    in another language.
    """
    text = fold_text(text)
    if not 6 <= len(text) <= _MAX_CHARACTERS or not any(c.isnumeric() for c in text):
        return None
    found = _read_date(text, language)
    if found and found.year in _BUDDHIST_YEARS and _THAI.search(text):
        found = make_date(found.year - _BUDDHIST_ERA, found.month, found.day)
    return found if found and found.year in _LIKELY_YEARS else None


def is_date_alone(text: str) -> bool:
    """Whether `text` is a full date, perhaps with a weekday, a time and a zone, and nothing else:
    "version 2.1 (2014-04-08)" holds one."""
    if parse_date(text) is None:
        return False
    folded = fold_text(text)
    if not _NUMERIC_DATE.search(folded):  # with a month by its name all words are known
        return True
    capitals = {_fold_word(fold_text(word)) for word in _ZONE.findall(text)}
    # "18.30" is told to be a time by the year in front of it.
    rest = _TIME.sub(" ", _NUMERIC_DATE.sub(" ", _TIME.sub(" ", folded), count=1))
    words = (_fold_word(token[0]) for token in _TOKEN.finditer(rest))
    return all(w in _FILLERS or w in capitals or _look_up(w) is not None for w in words)


def is_weekday(word: str) -> bool:
    """Whether `word` is a weekday, written out, in one of the languages most written."""
    folded = _fold_word(fold_text(word))
    return len(folded) >= _MIN_WEEKDAY and folded in _calendar_words(0)[1]


def read_months(word: str) -> set[int]:
    """The months, from 1 to 12, that `word` names in some language; of words in Latin letters in
    one of those that are met most."""
    folded = _fold_word(fold_text(word))
    groups = range(1 if folded.isascii() else len(LANGUAGES))
    # CLDR has no "марте", in March, which is one letter from "марта", of March.
    forms = [folded]
    forms += [folded[:-1] + end for end in ("\u0430", "\u044f")] if folded[-1:] == "\u0435" else []
    found = (_calendar_words(group)[0].get(form, ()) for group in groups for form in forms)
    return {name.month for names in found for name in names}


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, None if the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def date_in_path(path: str) -> date | None:
    """The date that the name of a file, or of its folder, begins with, that its folders are of, or
    that the name ends with: 2024-03-05-a.md, 20240305 a.md, 2024-3-5-a.md, 2024-03-05-a/index.md,
    2024/03/05/a.md, a 2024-03-05.md."""
    folders, _, name = path.rpartition("/")
    for pattern, place in (
        (_NAME_DATE, name),
        (_NAME_SHORT_DATE, name),
        (_NAME_DATE, folders.rpartition("/")[2]),
        (_NAME_SHORT_DATE, folders.rpartition("/")[2]),
        (_PATH_DATE, folders + "/"),
        (_NAME_END_DATE, name),
    ):
        match = pattern.search(place)
        parts = [int(group) for group in match.groups() if group.isdigit()] if match else []
        found = make_date(*parts) if parts else None
        if found and found.year in _LIKELY_YEARS:
            return found
    return None


_NAME_DATE = re.compile(r"^(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?=\D|$)")
_NAME_SHORT_DATE = re.compile(r"^(\d{4})([-_])(\d{1,2})\2(\d{1,2})(?=\D|$)")
"""Never with full stops, as "2024.3.5" is a version of many a program."""
_NAME_END_DATE = re.compile(r"(?<=[^\W\d][ _-])(\d{4})([-_.]?)(\d{2})\2(\d{2})(?:\.\w{1,8})?$")
_PATH_DATE = re.compile(r"(?:^|/)(\d{4})[/-](\d{2})[/-](\d{2})/")


@lru_cache(maxsize=64)  # of a line that heads a text it is asked several times
def _read_date(text: str, language: str | None) -> date | None:
    if persian := read_persian_day(text):
        return persian
    text = _ERA_YEAR.sub(_read_era, _HAN_DATE.sub(_read_han_date, text))
    if year_first := _YEAR_FIRST.search(text):
        return make_date(*map(int, year_first.groups()))
    if year_last := _YEAR_LAST.search(text):
        return _read_numbers(year_last, text)
    if compact := _COMPACT.fullmatch(text):
        return make_date(*map(int, compact.groups()))
    if vietnamese := _VIETNAMESE.search(text):
        day, month, year = map(int, vietnamese.groups())
        return make_date(year, month, day)
    return _read_named(_TIME.sub(" ", text), language)


def _read_era(match: re.Match[str]) -> str:
    year = 1 if match[2] == "元" else int(match[2])
    return f"{_ERAS[match[1]] + year}年"


def _read_han_date(match: re.Match[str]) -> str:
    """ "二〇二四年三月五日" with digits."""
    year, month, day = re.split("[年月]", match[0][:-1])
    digits = "".join(str(_HAN_DIGITS[character]) for character in year)
    return f"{digits}年{_read_han_number(month)}月{_read_han_number(day)}日"


def _read_han_number(written: str) -> int:
    """A number below a hundred: "五", "十五", "二十五"."""
    tens, ten, units = written.rpartition("十")
    tens_value = _HAN_DIGITS.get(tens, 1 if ten else 0)
    return 10 * tens_value * bool(ten) + _HAN_DIGITS.get(units, 0)


def _read_numbers(match: re.Match[str], text: str) -> date | None:
    first, separator, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
    day_first = make_date(year, second, first)
    if separator == "." and day_first:
        return day_first
    readings = [day_first] if first == second else [day_first, make_date(year, first, second)]
    days = [reading for reading in readings if reading]
    if len(days) > 1:
        weekday = _find_weekday(text[: match.start()])
        days = [day for day in days if day.weekday() == weekday]
    return days[0] if len(days) == 1 else None


def _find_weekday(text: str) -> int | None:
    """The one weekday, from 0 for Monday, that `text`, folded, is in whatever language."""
    name = " ".join(_fold_word(token[0]) for token in _TOKEN.finditer(text))
    found = {day for group in range(len(LANGUAGES)) for day in _weekdays(group).get(name, ())}
    return found.pop() if len(found) == 1 else None


def _read_named(text: str, language: str | None) -> date | None:
    """The date of one day, one month by its name and one year, and nothing else of meaning."""
    tokens = list(_TOKEN.finditer(text))
    numbers = [int(token[0]) for token in tokens if token[0].isdigit()]
    if len(numbers) != 2:
        return None
    year, day = max(numbers), min(numbers)
    if year in _SHORT_BUDDHIST_YEARS and numbers[1] == year and _THAI.search(text):
        year += _BUDDHIST_CENTURY
    if not 1 <= day <= _MAX_DAY or not (year in _LIKELY_YEARS or year in _BUDDHIST_YEARS):
        return None  # as most lines: before the names of months are loaded
    names: list[tuple[_MonthName, ...]] = []
    is_dotted = False
    for token in tokens:
        if token[0].isdigit():
            is_dotted |= len(token[0]) <= 2 and text[token.end() : token.end() + 1] == "."
            continue
        word = _fold_word(token[0])
        if word in _FILLERS:
            continue
        meaning = _look_up(word) if len(names) < 2 else None
        if meaning is None:
            return None
        if meaning:
            names.append(meaning)
    if len(names) != 1:
        return None
    month = _choose_month(names[0], is_dotted, language)
    return make_date(year, month, day) if month else None


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
    word = word.removesuffix("ที่")
    for group in range(len(LANGUAGES)):
        months, weekdays = _calendar_words(group)
        found = months.get(word) or months.get(word.removeprefix("ב"))
        if found or word in weekdays:
            return found or ()
    return None


@lru_cache(maxsize=len(LANGUAGES))
def _calendar_words(group: int) -> tuple[dict[str, tuple[_MonthName, ...]], frozenset[str]]:
    """The names of months, each with what it means, and of weekdays, from CLDR."""
    names: dict[str, set[_MonthName]] = {}
    weekdays: set[str] = set()
    for code in LANGUAGES[group]:
        for word, month in _month_names(code):
            names.setdefault(word, set()).add(month)
        weekdays.update(_weekday_names(code))
    table = {word: tuple(found) for word, found in names.items() if word}
    return table, frozenset(weekdays - table.keys())


@lru_cache(maxsize=len(LANGUAGES))
def _weekdays(group: int) -> dict[str, set[int]]:
    """The whole names of weekdays, which may be several words, each with the days it may be."""
    from babel import Locale  # here, because it takes a twentieth of a second

    found: dict[str, set[int]] = {}
    for code in LANGUAGES[group]:
        days = Locale.parse(code).days
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in days[context][width].items():
                    words = (_fold_word(word) for word in _TOKEN.findall(fold_text(name)))
                    found.setdefault(" ".join(words), set()).add(number)
    return found


def _month_names(code: str) -> Iterator[tuple[str, _MonthName]]:
    from babel import Locale  # here, because it takes a twentieth of a second

    locale = Locale.parse(code)
    is_dotted = "d." in locale.date_formats["long"].pattern
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                word = _fold_word(fold_text(name))
                if not any(character.isdigit() for character in word):
                    yield word, _MonthName(locale.language, number, is_dotted)
                if code == "lv":  # "in March": CLDR has but the name itself
                    inside = f"{word[:-2]}ī" if word.endswith("is") else f"{word[:-1]}ā"
                    yield inside, _MonthName("lv", number, is_dotted)
    if code == "en":
        yield "sept", _MonthName("en", 9, False)


def _weekday_names(code: str) -> Iterator[str]:
    from babel import Locale

    days = Locale.parse(code).days
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for name in days[context][width].values():
                yield from (_fold_word(word) for word in _TOKEN.findall(fold_text(name)))


def fold_text(text: str) -> str:
    """The beginning of `text` in lower case, without what is invisible, digits as in ASCII."""
    text = unicodedata.normalize("NFKC", text[: _MAX_CHARACTERS + 20]).casefold()
    text = text.replace("\u0307", "").replace("ı", "i")  # the two i of Turkish
    digits = (str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)
    return " ".join("".join(c for c in digits if unicodedata.category(c) != "Cf").split())


def _fold_word(word: str) -> str:
    return word.replace(".", "").replace("·", "")
