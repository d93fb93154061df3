"""Formulas in a line of text: a fraction is "1/2", what stands above a base "10³" or "x^(n+1)"."""

import re
import unicodedata
from collections.abc import Iterable

from corpus.formats.writing.raised import group, lower_base, raise_exponent

LEFT_OUT = "[…]"
"""What cannot be written in a line, such as a matrix."""
_ABOVE = {
    **dict.fromkeys("¯‾ˉ―−–-_", "\u0304"),
    **dict.fromkeys("^ˆ", "\u0302"),
    **dict.fromkeys("~˜∼", "\u0303"),
    **dict.fromkeys("˙.", "\u0307"),
    **dict.fromkeys("→⟶", "\u20d7"),
    "¨": "\u0308",
    "ˇ": "\u030c",
    "˘": "\u0306",
}
"""Signs over a letter, and what they are as a part of it."""
_BELOW = dict.fromkeys("¯‾_―−–-\u0332", "\u0332")
_WITH_BOUNDS = re.compile(r"[∑∏∐∫∬∭∮⋀⋁⋂⋃⨀⨁⨂]|[^\W\d_]{2,}(?:\s[^\W\d_]{2,})*")
"""What has bounds above and below it: a large sign, or a name such as "lim"."""
_LAST = re.compile(r"[_^/][+-]?[\w.,]+\Z")
"""Written above or below the line, without brackets that say where that ends."""
_PRODUCT = re.compile(r"\d[\d.,]*[^\W\d_]+")
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}


def write_fraction(above: str, below: str) -> str:
    """One number above another, with a bar between them."""
    said = f"({below.strip()})" if _PRODUCT.fullmatch(below.strip()) else group(below)
    return f"{group(above)}/{said}"


def write_raised(base: str, above: str) -> str:
    """`base` and what stands above the line behind it."""
    base = f"({base})" if "/" in base and above.strip() and not base.endswith(")") else base
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


def write_over(base: str, above: str) -> str:
    """`base` with what stands right over it: an accent or a bar of one letter, or a bound."""
    sign = above.strip()
    mark = _ABOVE.get(sign) or (sign if len(sign) == 1 and unicodedata.combining(sign) else "")
    return _write_beside(base, sign, mark) or write_raised(base, sign)


def write_under(base: str, below: str) -> str:
    """`base` with what stands right under it: a bar of one letter, or a bound."""
    sign = below.strip()
    return _write_beside(base, sign, _BELOW.get(sign, "")) or write_lowered(base, sign)


def _write_beside(base: str, sign: str, mark: str) -> str:
    """`base` with its `mark`; `LEFT_OUT` if that or the `sign` cannot be said in a line, "" if that
    is a bound."""
    said = base.strip()
    if mark:
        is_letter = len(said) == 1 and said.isalnum()
        return unicodedata.normalize("NFC", said + mark) if is_letter else LEFT_OUT
    return "" if not sign or _WITH_BOUNDS.fullmatch(said) else LEFT_OUT


def write_root(inside: str, degree: str = "") -> str:
    """The square root, or another one."""
    sign = _ROOTS.get(degree.strip())
    return f"{sign}{group(inside)}" if sign else f"{group(inside)}^(1/{group(degree)})"


def join_parts(parts: Iterable[tuple[str, bool]]) -> str:
    """Parts of a formula behind each other, each with whether it is words: the digits of one number
    may be several of these, while of "1" and "1/2" no 11 halves are made, no 28 of "log2" and "8",
    and no index "maxt" of "v_max" and "t"."""
    joined: list[str] = []
    was_words = True
    for part, is_words in parts:
        if not part:
            continue
        is_next = bool(joined) and joined[-1][-1:].isdigit() and part[:1].isdigit()
        goes_on = joined and not was_words and part[:1].isalnum() and _LAST.search(joined[-1][-20:])
        if goes_on or (is_next and not (is_words and was_words)):
            joined.append(" ")
        joined.append(part)
        was_words = is_words
    return "".join(joined)
