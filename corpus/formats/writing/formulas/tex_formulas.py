"""Simple formulas of TeX in a line of text, as those of MathML are: `10^{3}` is "10³"."""

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from corpus.formats.writing.formulas.formulas import (
    join_parts,
    write_fraction,
    write_lowered,
    write_raised,
    write_root,
)
from corpus.formats.writing.formulas.tex_signs import (
    ACCENTS,
    BLANKS,
    DOUBLE_STRUCK,
    ESCAPED,
    FRACTIONS,
    FUNCTIONS,
    LOOKS,
    RELATIONS,
    SIGNS,
    SILENT,
    SPACES,
    TEXTS,
    UNSEEN,
)
from corpus.formats.writing.raised import group, raise_exponent

_MAX_LENGTH = 2000
_MAX_DEPTH = 20
_MAX_EXPANSIONS = 100
_TOKEN = re.compile(
    r"\\(?P<command>[A-Za-z]{1,40}\*?)\s*|\\(?P<symbol>[^A-Za-z])|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<space>\s+)|(?P<sign>.)",
    re.DOTALL,
)
_RELATIONS = {sign: sign for sign in "=<>+≤≥≈≠±×·→−∈∼"} | {"-": "−"}
_SIGNED = frozenset("+−±∓∼")
"""Signs that belong to the number behind them where nothing stands before them."""
_SUMS = frozenset("∑∏∫∮")
_OPENING = ("(", "[", "{", ",", ";", "|", "⟨", "…")
_SCRIPTS = ([("sign", "^")], [("sign", "_")], [("sign", "'")])
_UPRIGHT = ("°", "′", "″")
"""What stands above the line anyway."""
_BLANKS = re.compile(r" {2,}")
_INNER = re.compile(r"(?<=[(\[]) | (?=[)\],;])")


class LineFormula(NamedTuple):
    """A formula in a line: what stands at its beginning `above` or `below` the line, behind the
    words before it, and then its `text`; whether it `ends_apart` from digits that follow."""

    text: str
    above: str = ""
    below: str = ""
    begins_apart: bool = False
    ends_apart: bool = False


class _Part(NamedTuple):
    text: str
    is_words: bool = True
    kind: str = "words"


class _NotSimpleError(Exception):
    pass


def write_alone(source: str) -> str:
    """The formula of TeX by itself, as it is written if it is not simple."""
    formula = write_formula(source)
    if formula is None:
        return source
    below = write_lowered("", formula.below)
    above = raise_exponent("0", formula.above) if formula.above else ""
    return f"{below}{above}{formula.text}"


def write_formula(source: str, defined: Mapping[str, str] | None = None) -> LineFormula | None:
    """The formula of TeX between its dollars, with the commands that the text has `defined` without
    arguments; None if a command in it is not known, without which it would say something else.
    Linear in it."""
    if len(source) > _MAX_LENGTH:
        return None
    try:
        return _Formula(source, defined or {}).read()
    except _NotSimpleError:
        return None


class _Formula:
    """:raises _NotSimpleError: if it cannot be written in a line."""

    def __init__(self, source: str, defined: Mapping[str, str]) -> None:
        self._tokens = _list_tokens(source)
        self._defined = defined
        self._expansions = 0

    def read(self) -> LineFormula:
        self._skip_space()
        above, below = self._read_scripts()
        parts = self._read_parts(0)
        if self._tokens:
            raise _NotSimpleError
        text = _join(parts)
        if above.startswith(_UPRIGHT):
            text, above = above + text, ""
        if not (text or above or below):
            raise _NotSimpleError
        said = [part for part in parts if part.text]
        begins = bool(said) and not said[0].is_words and said[0].kind != "script"
        ends = bool(said) and not said[-1].is_words
        return LineFormula(text, above, below, begins, ends)

    def _read_parts(self, depth: int, closing: str = "") -> list[_Part]:
        """What stands up to the sign that closes it, which is taken, or the end."""
        if depth > _MAX_DEPTH:
            raise _NotSimpleError
        parts: list[_Part] = []
        while self._tokens:
            kind, said = self._tokens[-1]
            if kind == "sign" and said == closing:
                self._tokens.pop()
                return parts
            if kind == "command" and said == "over":
                self._tokens.pop()
                below = _join(self._read_parts(depth + 1, closing))
                return [_write_fraction(_join(parts), below)]
            part = self._read_atom(depth)
            above, below = self._read_scripts(depth)
            if above or below:
                part = _put_scripts(part, above, below)
            parts.append(part)
        if closing:
            raise _NotSimpleError
        return parts

    def _read_scripts(self, depth: int = 0) -> tuple[str, str]:
        """What stands above and below the line behind what was read."""
        above = below = ""
        is_apart = self._tokens[-1:] and self._tokens[-1][0] == "space"
        if is_apart and self._tokens[-2:-1] in _SCRIPTS:
            self._tokens.pop()
        while self._tokens and self._tokens[-1][0] == "sign":
            sign = self._tokens[-1][1]
            if sign == "'":
                above += "′"
                self._tokens.pop()
            elif sign == "^" and (not above or above.startswith("′")):
                self._tokens.pop()
                above += self._read_argument(depth).replace("∘", "°")
            elif sign == "_" and not below:
                self._tokens.pop()
                below = self._read_argument(depth)
            elif sign in "^_":
                raise _NotSimpleError
            else:
                break
        return above, below

    def _read_argument(self, depth: int) -> str:
        """What a command or a sign takes: a group, or one character."""
        self._skip_space()
        if not self._tokens:
            raise _NotSimpleError
        kind, said = self._tokens[-1]
        if kind == "number" and len(said) > 1:
            self._tokens[-1] = (kind, said[1:])
            return said[0]
        return _join([self._read_atom(depth + 1)])

    def _read_atom(self, depth: int) -> _Part:
        if depth > _MAX_DEPTH:
            raise _NotSimpleError
        kind, said = self._tokens.pop()
        if kind == "command":
            return self._read_command(said, depth)
        if kind == "symbol":
            if said not in SPACES and said not in ESCAPED:
                raise _NotSimpleError
            return _Part(SPACES.get(said, ESCAPED.get(said, "")))
        if kind == "sign":
            return self._read_sign(said, depth)
        return _Part("" if kind == "space" else said, kind=kind)

    def _read_sign(self, sign: str, depth: int) -> _Part:
        if sign == "{":
            return _join_group(self._read_parts(depth + 1, "}"))
        if sign in "}&$#%^_":
            raise _NotSimpleError
        if sign in ",;" and self._skip_space():
            return _Part(f"{sign} ")
        if sign in _RELATIONS:
            return _Part(_RELATIONS[sign], kind="relation")
        return _Part(" " if sign == "~" else sign)

    def _read_command(self, name: str, depth: int) -> _Part:
        if name in self._defined:
            return self._expand(name, depth)
        if name in RELATIONS:
            return _Part(RELATIONS[name], kind="relation")
        if name in SIGNS:
            return _Part(SIGNS[name])
        if name in FUNCTIONS:
            return _Part(name, kind="function")
        if name in BLANKS:
            return _Part(" ")
        if name in SILENT:
            is_open = name in ("left", "right") and self._tokens[-1:] == [("sign", ".")]
            if is_open:
                self._tokens.pop()
            return _Part("")
        if name in TEXTS:
            return _Part(self._read_text())
        if name in LOOKS:
            kind = "function" if name.startswith("operatorname") else "group"
            return _Part(self._read_argument(depth), kind=kind)
        if name in UNSEEN:
            self._read_argument(depth)
            return _Part(" ")
        return self._write_command(name, depth)

    def _write_command(self, name: str, depth: int) -> _Part:
        """A command that puts its arguments in their places."""
        if name in FRACTIONS:
            above = self._read_argument(depth)
            return _write_fraction(above, self._read_argument(depth))
        if name == "sqrt":
            degree = ""
            if self._tokens and self._tokens[-1] == ("sign", "["):
                self._tokens.pop()
                degree = _join(self._read_parts(depth + 1, "]"))
            inside = self._read_argument(depth)
            if inside:
                return _Part(write_root(inside, degree), is_words=False)
        if name in ACCENTS or name == "mathbb":
            letter = self._read_argument(depth)
            if name == "mathbb" and letter in DOUBLE_STRUCK:
                return _Part(DOUBLE_STRUCK[letter])
            if name != "mathbb" and len(letter) == 1 and letter.isalpha():
                letter = {"ı": "i", "ȷ": "j"}.get(letter, letter)
                return _Part(unicodedata.normalize("NFC", letter + ACCENTS[name]))
        raise _NotSimpleError

    def _read_text(self) -> str:
        """The argument of a command that is words, without a formula or what says how they look."""
        self._skip_space()
        if not self._tokens or self._tokens.pop() != ("sign", "{"):
            raise _NotSimpleError
        said: list[str] = []
        while self._tokens:
            kind, text = self._tokens.pop()
            if (kind, text) == ("sign", "}"):
                return "".join(said)
            if kind == "command" or (kind == "sign" and text in "{$&#%^_"):
                raise _NotSimpleError
            if kind == "symbol" and text not in SPACES and text not in ESCAPED:
                raise _NotSimpleError
            is_blank = kind == "space" or (kind, text) == ("sign", "~")
            known = SPACES.get(text, ESCAPED.get(text, "")) if kind == "symbol" else text
            said.append(" " if is_blank else known)
        raise _NotSimpleError

    def _expand(self, name: str, depth: int) -> _Part:
        self._expansions += 1
        if self._expansions > _MAX_EXPANSIONS:
            raise _NotSimpleError
        rest, self._tokens = self._tokens, _list_tokens(self._defined[name])
        parts = self._read_parts(depth + 1)
        self._tokens = rest
        return parts[0] if len(parts) == 1 else _join_group(parts)

    def _skip_space(self) -> bool:
        is_space = bool(self._tokens) and self._tokens[-1][0] == "space"
        if is_space:
            self._tokens.pop()
        return is_space


def _list_tokens(source: str) -> list[tuple[str, str]]:
    """The tokens of `source`, each with its kind, the next one last."""
    found = [(m.lastgroup or "", m[m.lastgroup or 0]) for m in _TOKEN.finditer(source)]
    return found[::-1]


def _write_fraction(above: str, below: str) -> _Part:
    if not (above and below):
        raise _NotSimpleError
    return _Part(write_fraction(above, below), is_words=False)


def _put_scripts(part: _Part, above: str, below: str) -> _Part:
    base = part.text
    if base in _SUMS:  # ∫_0^1 is no ∫0¹
        base += f"_{group(below)}" if below else ""
        return _Part(f"{base}^{group(above)} " if above else f"{base} ", is_words=False)
    if below:
        base = write_lowered(base, below)
    primes = above[: len(above) - len(above.lstrip("′°″"))]
    if primes:
        rest = f"^{group(above[len(primes) :])}" if above[len(primes) :].isdigit() else ""
        return _Part(base + primes + (rest or above[len(primes) :]), not below, part.kind)
    raised = write_raised(base, above) if above else base
    return _Part(raised, False, part.kind if part.kind == "function" else "script")


def _join_group(parts: list[_Part]) -> _Part:
    return _Part(_join(parts), all(part.is_words for part in parts), "group")


def _join(parts: list[_Part]) -> str:
    """`parts` behind each other, with blanks around relations and beside functions."""
    spaced: list[tuple[str, bool]] = []
    last = _Part("", kind="start")
    for part in parts:
        if part.kind == "space" or not part.text:
            continue
        text = part.text
        if part.kind == "relation":
            text = _put_blanks(text, last)
        elif part.kind == "function" or last.kind == "function":
            is_next = _is_word(last.text[-1:], ")") and _is_word(text[:1], "√∛∜")
            text = f" {text}" if is_next else text
        spaced.append((text, part.is_words))
        last = part
    return _INNER.sub("", _BLANKS.sub(" ", join_parts(spaced))).strip()


def _put_blanks(sign: str, last: _Part) -> str:
    is_first = last.kind in ("start", "relation") or last.text.rstrip().endswith(_OPENING)
    if is_first and sign in _SIGNED:
        return sign
    return f" {sign} "


def _is_word(character: str, others: str) -> bool:
    return character.isalnum() or (character != "" and character in others)
