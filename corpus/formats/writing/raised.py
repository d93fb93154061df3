"""What stands above or below the line, in a text that has only lines: 10³ is not 103."""

import re

_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_EXPONENT = re.compile(r"[+−-]?\d{1,3}|n")
_POWER = re.compile(r"[+−-]?\d{1,3}(?!st|nd|rd|th)[^\W\d_]|[+−-]\d")
_BASE = re.compile(r"\d{1,3}")


def raise_exponent(before: str, text: str) -> str:
    """`text`, which stands above the line behind `before`: behind a number or a unit an exponent,
    or else it would become another number."""
    if not (before[-1:].isalnum() or before.endswith(")")):
        return text
    if _EXPONENT.fullmatch(text):
        return text.translate(_RAISED)
    return f"^{text}" if _POWER.match(text) else text


def lower_base(before: str, text: str) -> str:
    """`text`, which stands below the line behind `before`: no further digits of a number."""
    return text.translate(_LOWERED) if before[-1:].isdigit() and _BASE.fullmatch(text) else text
