"""Formulas in a line of text: a fraction is "1/2", what stands above a base "10³" or "x^(n+1)"."""

import re
from collections.abc import Iterable

from corpus.formats.writing.raised import lower_base, raise_exponent

LEFT_OUT = "[…]"
"""What cannot be written in a line, such as a matrix."""
_ONE = re.compile(r"[√∛∜]?[\w.,%°′⁰¹²³⁴-⁹⁺⁻ⁿ₀-₉]+|\([^()]*\)|[^\w\s]")
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}


def group(text: str) -> str:
    """`text`, in brackets if it is more than one number, name or sign."""
    text = text.strip()
    return text if _ONE.fullmatch(text) else f"({text})"


def write_fraction(above: str, below: str) -> str:
    """One number above another, with a bar between them."""
    return f"{group(above)}/{group(below)}"


def write_raised(base: str, above: str) -> str:
    """`base` and what stands above the line behind it."""
    raised = raise_exponent(base, above.strip())
    if raised != above.strip():
        return base + raised
    return f"{base}^{group(above)}" if above.strip() else base


def write_lowered(base: str, below: str) -> str:
    """`base` and what stands below the line behind it."""
    below = below.strip()
    if below.isdigit():  # "H2O" is found as it is typed
        return base + lower_base(base or "0", below)
    return f"{base}_{group(below)}" if below else base


def write_root(inside: str, degree: str = "") -> str:
    """The square root, or another one."""
    sign = _ROOTS.get(degree.strip())
    return f"{sign}{group(inside)}" if sign else f"{group(inside)}^(1/{group(degree)})"


def join_parts(parts: Iterable[tuple[str, bool]]) -> str:
    """Parts of a formula behind each other, each with whether it is a fraction: of "1" and "1/2" no
    11 halves are made, while the digits of one number may be several parts."""
    joined: list[str] = []
    for part, is_fraction in parts:
        if is_fraction and joined and joined[-1][-1:].isdigit():
            joined.append(" ")
        joined.append(part)
    return "".join(joined)
