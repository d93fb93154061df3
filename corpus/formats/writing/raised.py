"""What stands above or below the line, in a text that has only lines: 10³ is not 103."""

import re

_RAISED = str.maketrans("0123456789+-−–n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻ⁿ")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_EXPONENT = re.compile(r"[+−–-]?\d{1,3}|n")
_POWER = re.compile(r"[+−-]?\d{1,3}(?!st|nd|rd|th)[^\W\d_]|[+−-]\d")
_OF_NUMBERS = re.compile(r"[+−–-]?(?:\d|n\b)(?!\d{0,2}(?:st|nd|rd|th)\b)")
"""What is no part of the number that it stands behind, above the line."""
_BASE = re.compile(r"\d{1,3}")


def raise_exponent(before: str, text: str) -> str:
    """`text`, which stands above the line behind `before`: behind a number or a unit an exponent,
    or else it would become another number."""
    if not (before[-1:].isalnum() or before.endswith(")")):
        return text
    if _EXPONENT.fullmatch(text):
        return text.translate(_RAISED)
    is_power = _OF_NUMBERS if before[-1:].isdigit() or before.endswith(")") else _POWER
    return f"^{text}" if is_power.match(text) else text


def lower_base(before: str, text: str) -> str:
    """`text`, which stands below the line behind `before`: no further digits of a number."""
    return text.translate(_LOWERED) if before[-1:].isdigit() and _BASE.fullmatch(text) else text
