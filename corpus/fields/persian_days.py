"""Days of the calendar of Iran, by the names of its months: "24 خرداد 1402"."""

import re
from datetime import date

_MONTHS = (
    *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
    *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
)
_WEEKDAYS = "شنبه|(?:یک|دو|سه|چهار|پنج) ?شنبه|جمعه|آدینه"
_DAY = re.compile(
    rf"(?:(?:{_WEEKDAYS})[،,]?\s)?(\d{{1,2}})\s({'|'.join(_MONTHS)})(?:\sماه)?[،,]?\s(1[2-4]\d{{2}})"
    r"(?:[،,]?\s[-–|]?\s?(?:ساعت\s)?\d{1,2}:\d{2})?"
)
_ARABIC_LETTERS = str.maketrans("يك", "یک")
_LONG_MONTHS = 6
"""Those of 31 days, at the beginning of the year; the others have 30, the last one 29 in most."""
_YEAR_BEFORE = 1595
_DAYS_BEFORE = 356_033
"""From the day before the first of our era back to where the cycle of 33 years is counted from."""


def read_persian_day(text: str) -> date | None:
    """The day that `text`, with digits as in ASCII, is, perhaps with a weekday and a time; None if
    it is anything else. Leap years are those of the cycle of 33 years, as in use since 1300."""
    match = _DAY.fullmatch(text.translate(_ARABIC_LETTERS))
    if match is None:
        return None
    day, month, year = int(match[1]), _MONTHS.index(match[2]), int(match[3]) + _YEAR_BEFORE
    if not 1 <= day <= (31 if month < _LONG_MONTHS else 30):
        return None
    before = 31 * month if month < _LONG_MONTHS else 30 * month + _LONG_MONTHS
    leaps = 8 * (year // 33) + (year % 33 + 3) // 4
    return date.fromordinal(365 * year + leaps + before + day - _DAYS_BEFORE)
