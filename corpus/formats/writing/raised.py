"""What stands above or below the line, in a text that has only lines: 10³ is not 103."""

import re

from corpus.structure.signs import strip_ignorable

_RAISED = str.maketrans("0123456789+-−–n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-−–", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋")
_EXPONENT = re.compile(r"[+−–-]?\d{1,3}|n")
_APART = re.compile(r"[+−–-]?\d[\d.,\s–-]*|n")
_POWER = re.compile(r"[+−-]?\d{1,3}(?!st|nd|rd|th)[^\W\d_]|[+−-]\d")
_OF_NUMBERS = re.compile(
    r"(?:[+−–-]?|[.,:/·±×*]+ ?(?=\d))"
    r"(?:\d|n\b|[b-cf-np-qt-zA-Zα-νξπ-ω](?![^\W\d_]))"
)
"""What is no part of the number that it stands behind, above the line: 2ᵏ is not 2k; the single
letters of ordinals are, as in "2e", "3o", "5a", "1ο"."""
_GREEK_ENDING = re.compile("[αη]")
_GREEK_WORD = re.compile("[Ά-ώἀ-ῼ]{2}")
"""Beside an ending it is no power: "28η Οκτωβρίου"."""
_SUM = re.compile(r"[^\W_]{1,3}(?: ?[+−–*/×·-] ?[^\W_]{1,3}){1,3}|[−–-] ?[a-zA-Zα-ω]")
"""An exponent or an index of several parts; no ending of an ordinal, as in "5-й"."""
_FRACTION = re.compile(r"[+−–-]?\d{0,3}[¼-¾⅐-⅞↉]")
"""Written as one sign, and no digit: behind a number it would be read as a part of that."""
_TERM = re.compile(r"(?:\d|\)|(?<![^\W_])[^\W_])\Z")
"""A number, a bracket or a letter by itself: numbers behind a word are those of notes."""
_BASE = re.compile(r"[0-9]{1,3}")
_INDEX = re.compile(r"[+−–-]\d{1,3}")
_DECIMAL = re.compile(r"[+−–-]?(?:\d{1,3}[.,])?\d{1,6}|[.,:/·±×*]+ ?\d.*")
"""Below the line behind a number: it would go on with that, or be taken from it."""
_BEHIND = ".,;:!?…\"'”“’‘»«›‹)]}|%‰°′″€$£–—，。、；：！？」』）】》〉،؛؟۔।॥"
"""Signs that a raised number may stand behind: "1914.²" is not 1914.2, |x|² not |x|2."""
_NUMBER = re.compile(r"[\d⁰¹²³⁴-⁹₀-₉][^\w\s]*\Z")
"""A number, and whatever signs stand behind it."""
_BEFORE_NUMBER = re.compile(r"\s*[.,:;'’·+−–-]?\d")
"""A number that what precedes would become a part of: "5" and "12 men", "5" and "120 men"."""
_ENDS_AS_NUMBER = re.compile(r"\d[.,:;'’·]?\Z")
_HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_OF_DIGITS = re.compile(r"(?:\b0x[0-9A-Fa-f]+|\b[0-9][0-9A-F]*|\d\))\Z")
"""A number in whatever base, up to its end."""
_HEXADECIMAL = re.compile(r"\b[A-F]{1,8}\Z")
_ELEMENT = re.compile(r"[A-Z][a-z]?(?![a-z])")
_ONE = re.compile(r"[√∛∜]?[\w.,%°′⁰¹²³⁴-⁹⁺⁻ⁿ₀-₉]+|\([^()]*\)|[^\w\s]")
_SIGNED = re.compile(r"[+−–-]?[\w.,]+")
"""What is raised as a whole without brackets."""
LOOK_BACK = 12
"""Characters before what is raised or lowered that say what it stands behind."""


def group(text: str) -> str:
    """`text`, in brackets if it is more than one number, name or sign."""
    text = text.strip()
    return text if _ONE.fullmatch(text) else f"({text})"


def raise_exponent(before: str, text: str, after: str = "") -> str:
    """`text`, which stands above the line behind `before`, of which the last `LOOK_BACK` characters
    do: behind a number or a unit an exponent, or else it would become another number; so it would
    before the sign of an element, as in ¹⁴C."""
    said, before, after = map(strip_ignorable, (text.strip(), before, after))
    raised = _raise_exponent(before, said, after)
    if raised is None and _ENDS_AS_NUMBER.search(said) and _BEFORE_NUMBER.match(after):
        raised = said.translate(_HIGH)  # the mark of a note, or the number of a verse
    if raised is None:
        return text
    return _keep_apart(raised, after)


def adjoins_number(before: str, text: str, after: str) -> bool:
    """Whether `text` would be read with a number between which and another it stands."""
    before, said, after = map(strip_ignorable, (before, text.strip(), after))
    return _is_behind_number(before.rstrip(), said) or _BEFORE_NUMBER.match(after) is not None


def lower_base(before: str, text: str, after: str = "") -> str:
    """`text`, which stands below the line behind `before` and before `after`: no digits of a number
    that stands next to it, as in 10₂ and log₂8, while "H2O" is found as it is typed."""
    said, before, after = map(strip_ignorable, (text.strip(), before, after))
    lowered = _lower_base(before.rstrip(), said)
    follows_word = before[-1:].isalpha()  # "H2" and "500 g"
    is_begun = after[:1].isdigit() if follows_word else _BEFORE_NUMBER.match(after) is not None
    if lowered is None and said[-1:].isdigit() and is_begun:
        lowered = said.translate(_LOWERED)
    return text if lowered is None else _keep_apart(lowered, after)


def _raise_exponent(before: str, said: str, after: str) -> str | None:
    """How `said` is written there, if not as it is."""
    if _BASE.fullmatch(said) and not before[-1:].isalnum() and _ELEMENT.match(after):
        return said.translate(_RAISED)
    if _FRACTION.fullmatch(said) and _TERM.search(before):
        return f"^{said}"
    if before[-1:].isspace():  # "10 ³" is not "10 3"
        is_apart = before.rstrip()[-1:].isdigit() and _APART.fullmatch(said)
        return _raise_digits(said) if is_apart else None
    if _GREEK_ENDING.fullmatch(said) and any(map(_GREEK_WORD.search, (before, after))):
        return None
    is_next = before[-1:].isalnum() or before.endswith(")")
    is_of_number = before.endswith(")") or _is_behind_number(before, said)
    if not (is_next or is_of_number or before[-1:] in _BEHIND) or not before:
        return None
    if _EXPONENT.fullmatch(said) and (is_next or said != "n"):
        return _raise_digits(said)
    if not (is_next or is_of_number):
        return None
    if _SUM.fullmatch(said) and _TERM.search(before):
        return f"^{group(said)}"
    if not (_OF_NUMBERS if is_of_number else _POWER).match(said):
        return None
    return f"^{said if _SIGNED.fullmatch(said) else group(said)}"


def _lower_base(before: str, said: str) -> str | None:
    """How `said` is written there, if not as it is."""
    if _INDEX.fullmatch(said):
        return said.translate(_LOWERED)
    if _SUM.fullmatch(said) and _TERM.search(before):
        return f"_{group(said)}"
    if _FRACTION.fullmatch(said) and _TERM.search(before):
        return f"_{said}"
    if not _BASE.fullmatch(said):
        is_read_with = said[:1].isdigit() or _DECIMAL.fullmatch(said)
        if not (is_read_with and _is_behind_number(before, said)):
            return None
        return f"_{said if _SIGNED.fullmatch(said) else group(said)}"
    is_of_number = before[-1:].isdigit() or _is_behind_number(before, said)
    is_hexadecimal = said == "16" and _HEXADECIMAL.search(before) is not None
    is_base = is_of_number or is_hexadecimal or _OF_DIGITS.search(before) is not None
    return said.translate(_LOWERED) if is_base else None


def _keep_apart(written: str, after: str) -> str:
    is_joined = written[-1:].isdecimal() and after[:1].isdecimal()
    return f"{written} " if is_joined else written


def _is_behind_number(before: str, said: str) -> bool:
    """Whether `said` behind `before` would be read with the number that this ends with, and signs:
    letters only behind those that close something."""
    if said[:1].isalpha():
        return before.rstrip(_BEHIND)[-1:].isdigit()
    return _NUMBER.search(before) is not None


def _raise_digits(said: str) -> str:
    raised = said.translate(_RAISED)
    return f"^{said}" if any(map(str.isdecimal, raised)) else raised  # of other scripts
