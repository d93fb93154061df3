"""Numbers of items and headings as text processors show them, counted level by level."""

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MAX_ROMAN = 4000
_MAX_LETTER_REPEATS = 30
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"
_HAN = "零一二三四五六七八九"
_HAN_PLACES = ("", "十", "百", "千")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ALPHABETS = {
    "lowerLetter": _LATIN,
    "russianLower": _RUSSIAN,
    "greekLower": _GREEK,
    "arabicAlpha": _ARABIC,
    "arabicAbjad": _ABJAD,
    "hebrew2": _HEBREW,
}
_CAPITALS = {
    "upperLetter": "lowerLetter",
    "upperRoman": "lowerRoman",
    "russianUpper": "russianLower",
    "greekUpper": "greekLower",
}
_HAN_COUNTING = frozenset(
    (
        *("chineseCounting", "chineseCountingThousand", "taiwaneseCounting"),
        *("taiwaneseCountingThousand", "japaneseCounting", "koreanCounting", "ideographDigital"),
    )
)
_ZERO_OF_DIGITS = {
    "arabicDecimal": 0x660,
    "hindiNumbers": 0x966,
    "thaiNumbers": 0xE50,
    "decimalFullWidth": 0xFF10,
    "decimalFullWidth2": 0xFF10,
}


def spell_number(value: int, kind: str) -> str:
    """`value` in a kind of numbers by the name that WordprocessingML has for it; in digits if that
    is not known."""
    if kind in _CAPITALS:
        return spell_number(value, _CAPITALS[kind]).upper()
    if kind == "lowerRoman" and 0 < value < _MAX_ROMAN:
        return _spell_roman(value)
    if kind in _ALPHABETS and value > 0:
        return _spell_letter(value, _ALPHABETS[kind])
    if kind in _HAN_COUNTING and 0 < value < 10_000:
        return _spell_han(value)
    if kind == "decimalZero":
        return f"{value:02}"
    if kind in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 0 < value <= 20:
        return _CIRCLED[value - 1]
    if kind in _ZERO_OF_DIGITS:
        zero = _ZERO_OF_DIGITS[kind]
        return str(value).translate({ord("0") + n: zero + n for n in range(10)})
    return str(value)


def _spell_roman(value: int) -> str:
    spelt = ""
    for worth, sign in _ROMAN:
        spelt += sign * (value // worth)
        value %= worth
    return spelt


def _spell_letter(value: int, letters: str) -> str:
    repeats, place = divmod(value - 1, len(letters))
    return letters[place] * min(repeats + 1, _MAX_LETTER_REPEATS)


def _spell_han(value: int) -> str:
    spelt = ""
    digits = str(value)
    for place, digit in enumerate(digits):
        if digit == "0":
            spelt += "" if spelt.endswith("零") else "零"
        else:
            spelt += _HAN[int(digit)] + _HAN_PLACES[len(digits) - place - 1]
    spelt = spelt.rstrip("零")
    return spelt[1:] if spelt.startswith("一十") else spelt


class LevelCounter:
    """The numbers of one list, by their levels from 0."""

    def __init__(self) -> None:
        self._values: dict[int, int] = {}

    def count(self, level: int, start: int) -> None:
        """Goes on to the next number of `level`, which begins at `start`; those of deeper levels
        begin anew."""
        self._values = {n: value for n, value in self._values.items() if n <= level}
        self._values[level] = self._values.get(level, start - 1) + 1

    def set(self, level: int, value: int) -> None:
        """The next number of `level` is `value`."""
        self._values[level] = value - 1

    def __contains__(self, level: int) -> bool:
        return level in self._values

    def value(self, level: int, start: int) -> int:
        """The present number of `level`; `start` if nothing of it was counted yet."""
        return self._values.get(level, start)
