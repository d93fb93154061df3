"""Words of a paragraph with what is to be decided by what stands beside it, and without that."""

import re

from corpus.formats.writing.formulas.tex_formulas import LineFormula
from corpus.formats.writing.marked_levels import mark_level, write_levels

LEFT_OUT = "[…]"
"""What a sentence has in place of words that are not in the file."""
CITED = "\ue005"
"""Stands where something is cited."""
_FRACTION = "\ue009"
"""Stands before or behind a fraction, which is no part of the number beside it: 1 1/2."""
_LIGATURES = (
    *(("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("!`", "¡"), ("?`", "¿")),
    *(('"`', "„"), ("\"'", "“"), ("`", "‘"), ("'", "’")),
)
_OF_WORDS = re.compile(
    r"(?:(?:^|\b(?:in|by|of|from|see|also|to|than|at|on|per|cf\.|e\.g\.|von|in|bei|siehe|vgl\.|nach"
    rf"|aus|voir|dans|par|de|en|ver|según))[\s~]+|^){CITED}",
    re.IGNORECASE,
)
_CITED_TOGETHER = re.compile(rf"{CITED}(?:[,;\s]{{1,3}}(?:and\s{{1,3}})?{CITED})+")
_BEHIND_NUMBER = re.compile(rf"(?<=\d){_FRACTION}(?=[\d(\[])")
_BEGINS_AS_FRACTION = re.compile(r"\d{1,6}/\d")
_SPACES = re.compile(r"\s+")
_BEFORE_STOP = re.compile(r"\s+(?=[,.;:!?)](?:\s|\Z))")


def mark_fraction(words: str) -> str:
    """A fraction, which is no part of the numbers that it stands between."""
    return f"{_FRACTION}{words}{_FRACTION}"


def mark_if_fraction(words: str) -> str:
    """The same, unless `words` begin with something else."""
    return mark_fraction(words) if _BEGINS_AS_FRACTION.match(words) else words


def mark_formula(formula: LineFormula) -> str:
    """A formula of the line with marks at its ends."""
    above = mark_level(formula.above) if formula.above else ""
    below = mark_level(formula.below, is_above=False) if formula.below else ""
    begin = _FRACTION if formula.begins_apart else ""
    return f"{below}{above}{begin}{formula.text}{_FRACTION if formula.ends_apart else ''}"


def join_signs(text: str) -> str:
    """`text` with the signs that TeX makes of several, such as dashes and quotation marks."""
    if "-" in text or "`" in text or "'" in text:
        for signs, sign in _LIGATURES:
            text = text.replace(signs, sign)
    return text


def tidy(words: str) -> str:
    """`words` on one line, without a blank before a full stop that what was left out leaves."""
    if CITED in words:
        words = _OF_WORDS.sub(
            lambda match: match[0].replace(CITED, LEFT_OUT), _CITED_TOGETHER.sub(CITED, words)
        ).replace(CITED, "")
    if _FRACTION in words:  # twice between two
        words = words.replace(_FRACTION + _FRACTION, _FRACTION)
        words = _BEHIND_NUMBER.sub(" ", words).replace(_FRACTION, "")
    return _BEFORE_STOP.sub("", _SPACES.sub(" ", write_levels(words))).strip()
