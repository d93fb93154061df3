"""Arabic ordinals as the units of a law are counted with them: "المادة الحادية والعشرون"."""

import functools

import regex

_ONES = (
    "الأولى/الاولى/الأول/الاول/الحادية/الحادي",
    "الثانية/الثاني",
    "الثالثة/الثالث",
    "الرابعة/الرابع",
    "الخامسة/الخامس",
    "السادسة/السادس",
    "السابعة/السابع",
    "الثامنة/الثامن",
    "التاسعة/التاسع",
)
_TEN = "العاشرة/العاشر"
_TEEN = r"\s(?:عشرة|عشر)"
_TENS = ("عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
"""From 20 on, without "ال" before and "ون" or "ين" behind."""

_ONE = "|".join(_ONES).replace("/", "|")
_COUNTED_TENS = rf"ال(?:{'|'.join((*_TENS, 'اربع'))})(?:ون|ين)"
ORDINAL = rf"(?:(?:(?:{_ONE})\sو)?{_COUNTED_TENS}|(?:{_ONE})(?:{_TEEN})?|{_TEN.replace('/', '|')})"
"""A pattern of those up to 99, which does not say where one ends."""
_PARTS = regex.compile(
    rf"(?P<ten>{_TEN.replace('/', '|')})"
    rf"|(?P<one>{_ONE})?(?P<teen>{_TEEN})?(?:(?:\sو)?(?P<tens>{_COUNTED_TENS}))?"
)


def read_ordinal(words: str) -> int | None:
    """The number that `words`, an `ORDINAL` and nothing else, say; None if they are none."""
    found = _PARTS.fullmatch(words)
    if found is None or not words:
        return None
    if found["ten"]:
        return 10
    tens = found["tens"][2:-2].replace("اربع", "أربع") if found["tens"] else None
    more = 10 * (_TENS.index(tens) + 2) if tens else 10 * bool(found["teen"])
    return more + (_read_ones()[found["one"]] if found["one"] else 0)


@functools.cache
def _read_ones() -> dict[str, int]:
    return {form: n for n, forms in enumerate(_ONES, 1) for form in forms.split("/")}
