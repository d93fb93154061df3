"""Times that are told from the day on which one asks: "last year", "yesterday", "in May".

The names of months are CLDR's; the words beside them are listed, of the bot's six languages, and
of German, French and Portuguese. "Today" is left out: it mostly means nowadays.
"""

import functools
from calendar import monthrange
from datetime import date, timedelta

import regex
from babel.dates import get_month_names

from corpus.periods import Period

_LANGUAGES = ("en", "es", "ru", "ar", "ur", "de", "fr", "pt")
_MAX_CHARACTERS = 1000
_LAST_YEAR = (
    r"last year|(?:el )?año pasado|(?:в )?прошл(?:ом|ого|ый) год[ау]?|(?:العام|السنة) الماضية?"
    r"|(?:گزشتہ|پچھلے) سال|(?:letzte|vorige|vergangene)[sn]? jahr(?:es)?"
    r"|(?:l['’]an|(?:l['’])?année) derni(?:er|ère)|(?:do |no )?ano passado"
)
_THIS_YEAR = (
    r"this year|este año|(?:в )?эт(?:ом|ого) год[ау]|هذا العام|هذه السنة|(?:اس|رواں) سال"
    r"|diese[sn]? jahr(?:es)?|cette année|este ano|deste ano"
)
_LAST_MONTH = (
    r"last month|(?:el )?mes pasado|прошл(?:ом|ого|ый) месяц[ае]?|الشهر الماضي"
    r"|(?:گزشتہ|پچھلے) (?:ماہ|مہینے)|(?:letzten|vorigen|vergangenen) monat|(?:le )?mois dernier"
    r"|mês passado"
)
_THIS_MONTH = (
    r"this month|este mes|эт(?:ом|ого) месяц[ае]|هذا الشهر|(?:اس|رواں) (?:ماہ|مہینے)|diesen monat"
    r"|ce mois|este mês"
)
_LAST_WEEK = (
    r"last week|(?:la )?semana pasada|прошл(?:ой|ую) недел[еюи]|الأسبوع الماضي"
    r"|(?:گزشتہ|پچھلے) ہفتے|(?:letzte|vorige|vergangene)n? woche|(?:la )?semaine dernière"
    r"|semana passada"
)
_THIS_WEEK = (
    r"this week|esta semana|эт(?:ой|у) недел[еюи]|هذا الأسبوع|(?:اس|رواں) ہفتے|diese[r]? woche"
    r"|cette semaine"
)
_YESTERDAY = r"yesterday|ayer|вчера|أمس|گزشتہ روز|gestern|ontem"
_SPACED = (_LAST_YEAR, _THIS_YEAR, _LAST_MONTH, _THIS_MONTH, _LAST_WEEK, _THIS_WEEK, _YESTERDAY)
_SPACELESS = (
    "去年|昨年",
    "今年",
    "上个?月|先月",
    "[这這]个?月|本月|今月",
    "上个?(?:周|星期)|先週",
    "[这這本]个?(?:周|星期)|今週",
    "昨[天日]",
)
_NAMES = ("year1", "year0", "month1", "month0", "week1", "week0", "day1")
_SPAN = regex.compile(
    "|".join(
        rf"(?P<{name}>(?<![\p{{L}}\p{{N}}])(?:{spaced})(?![\p{{L}}\p{{N}}]|\s(?:of|des)\b)|{spaceless})"
        for name, spaced, spaceless in zip(_NAMES, _SPACED, _SPACELESS, strict=True)
    ),
    regex.IGNORECASE,
)
_OWN = regex.compile(
    r"\b(?:his|hers?|its|their|my|your|our|whose|(?:sein|ihr|mein|dein|unser)(?:e[mnrs]?)?)\s\Z",
    regex.IGNORECASE,
)
_OWN_CHARACTERS = 8
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}\p{N}]*")
_ENDS = frozenset(".!?:;…¿¡\n")
_MIN_TITLED = 4
_LAST = (
    "last|past|pasado|прошл(?:ом|ого|ый)|(?:ال)?ماضي|گزشتہ|پچھلے|(?:letzte|vergangene|vorige)[nrm]"
    "|dernier|passado"
)
_IN = (
    "in|during|this|since|until|before|en|este|desde|hasta|в|во|этом|с|до|في|شهر|منذ|قبل|اس|im|seit"
    "|diesen|depuis|avant|em|neste|até"
)
_HAN_MONTH = regex.compile(
    r"(?<![\p{Nd}十])(?P<han>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?![\p{Nd}份]?\p{Nd})"
    r"(?!(?:初|廿|十[一二三四五六七八九]|(?P=han))(?![日号號个個人]))"  # a festival's day
)
_HAN_NUMBERS = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {
    "十一": 11,
    "十二": 12,
}
_NEAR = 5
"""Characters between a month and its year: "May of last year", "mayo del año pasado"."""


def find_relative_periods(question: str, today: date) -> list[Period]:
    """The time, if any, that `question` tells from `today`, the day on which it is asked: a year,
    a month, a week from Monday on, or a day. A month without its year is the last one of that
    name; none beyond the calendar's ends. Only the beginning is read."""
    try:
        return _find_periods(question[:_MAX_CHARACTERS], today)
    except (OverflowError, ValueError):
        return []


def _find_periods(question: str, today: date) -> list[Period]:
    span = next((m for m in _SPAN.finditer(question) if not _is_other(question, *m.span())), None)
    if (named := _find_month(question)) and (not span or span.lastgroup in ("year1", "year0")):
        return [_place_month(*named, span, question, today)]
    if span is None or span.lastgroup is None:
        return []
    first, last = _measure(span.lastgroup[:-1], int(span.lastgroup[-1]), today)
    return [Period(first, last, *span.span())]


def _is_other(question: str, start: int, end: int) -> bool:
    """Whether the words there are no time that is told from today: "the last year of the war", "his
    last march", or, by a capital within a sentence that has few, a title, "Yesterday"."""
    if _OWN.search(question[max(0, start - _OWN_CHARACTERS) : start]):
        return True
    before = question[:start].rstrip(" \t\"'“”„«»‘’(")
    if not question[start].isupper() or not before or before[-1] in _ENDS:
        return False
    others = _WORD.findall(f"{question[:start]} {question[end:]}")[1:]
    return any(len(word) >= _MIN_TITLED and word.islower() for word in others)


def _measure(unit: str, back: int, today: date) -> tuple[date, date]:
    """First and last day of the year, month, week or day of `today`, or the one before it."""
    if unit == "day":
        day = today - timedelta(days=back)
        return day, day
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return monday, monday + timedelta(days=6)
    if unit == "year":
        return date(today.year - back, 1, 1), date(today.year - back, 12, 31)
    in_month = today.replace(day=1) - timedelta(days=back)
    return _month(in_month.year, in_month.month)


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _find_month(question: str) -> tuple[int, bool, int, int] | None:
    """The month that `question` names beside a word such as "in" or "last", whether it is the last
    one before this, and its span."""
    names, pattern = _load_months()
    found = pattern.finditer(question)
    if match := next((m for m in found if m["named"] or not _is_other(question, *m.span())), None):
        month = names[(match["month"] or match["named"]).casefold()]
        is_past = bool(match["last"] or match["behind"])
        start = match.start() if match["last"] or match["named"] else match.start("month")
        return month, is_past, start, match.end()
    if match := _HAN_MONTH.search(question):
        number = match["han"]
        month = int(number) if number.isdecimal() else _HAN_NUMBERS[number]
        return month, False, *match.span()
    return None


def _place_month(
    month: int,
    is_past: bool,
    start: int,
    end: int,
    span: "regex.Match[str] | None",
    text: str,
    today: date,
) -> Period:
    """That month of the year that `span` tells beside it, else the last one of its name."""
    if span and len(text[end : span.start()] or text[span.end() : start]) <= _NEAR:
        year = today.year - int(str(span.lastgroup)[-1])
        start, end = min(start, span.start()), max(end, span.end())
    else:
        is_over = month < today.month or (month == today.month and not is_past)
        year = today.year - (not is_over)
    return Period(*_month(year, month), start, end)


@functools.cache
def _load_months() -> tuple[dict[str, int], "regex.Pattern[str]"]:
    """The numbers of months by their names in lower case, and a pattern of one beside a word that
    says when."""
    names: dict[str, int] = {}
    for language in _LANGUAGES:
        for context in ("format", "stand-alone"):
            for number, name in get_month_names("wide", context, language).items():
                names[name.casefold()] = number
                if language == "ru":  # CLDR lacks the case behind "in"
                    names[name[:-1] + "е" if name[-1] in "ьйая" else name + "е"] = number
    listed = "|".join(sorted(map(regex.escape, names), key=len, reverse=True))
    edges = r"(?<![\p{L}\p{N}])", r"(?![\p{L}\p{N}])"
    return names, regex.compile(
        rf"{edges[0]}(?:(?:(?P<last>{_LAST})|{_IN})\s(?P<month>{listed})(?:\s(?P<behind>{_LAST}))?"
        rf"|(?P<named>{listed})\s(?:(?P<behind>{_LAST})|میں)"
        rf"|(?P<named>{listed})(?=\s(?:(?:of|del?|du|d[eo]|من)\s)?(?:{_LAST_YEAR}|{_THIS_YEAR})))"
        rf"{edges[1]}",
        regex.IGNORECASE,
    )
