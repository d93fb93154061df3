"""Formulas and signs that the instruction of a field writes: `EQ \\f(1,2)`, `SYMBOL 109`."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus.formats.writing.formulas.formulas import (
    LEFT_OUT,
    write_fraction,
    write_lowered,
    write_raised,
    write_root,
)
from corpus.formats.writing.symbols import is_of_signs, read_symbol

EQUATION_PROGRAMS = ("equation", "mathtype")
"""How the names of programs begin of which an object is a formula."""
_NAME = re.compile(r"\s*(eq|symbol)(?![a-z])", re.I)
_FORMATS = re.compile(r'\\\*\s*(?:"[^"]*"|[^\s"\\]+)')
"""Of the field as a whole, such as `\\* MERGEFORMAT`."""
_TOKEN = re.compile(r"\\([A-Za-z]+) ?(-?\d*)|\\(.)|([(),;])|([^\\(),;]+)|\\", re.S)
_SYMBOL = re.compile(r"(0x[0-9a-f]{1,6}|\d{1,7}|\S)(?=\s|\\|$)(.*)", re.I | re.S)
_FONT = re.compile(r'\\f\s*(?:"([^"]*)"|([^\s"\\]+))', re.I)
_UNICODE = re.compile(r"\\u\b", re.I)
_MAX_DEPTH = 20
_CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">"}
_SUMS = {"su": "∑", "pr": "∏"}
_RINGS = frozenset("○◯⃝〇")
_CIRCLED = 20
"""Numbers that have a sign of their own in a ring."""


class Part(NamedTuple):
    """Of a formula: words, something written of them, a separator, or what stands `above` or
    `below` the line."""

    text: str
    kind: str = "words"


def is_equation(instruction: str) -> bool:
    """Whether the instruction, as far as it has come, is a formula."""
    match = _NAME.match(instruction)
    return match is not None and match[1].lower() == "eq"


def write_above(text: str) -> str:
    """`text`, which stands above the line, as it is written in the instruction of a formula."""
    return rf"\s\up({text})"


def write_instruction(instruction: str) -> tuple[str, bool] | None:
    """What a field shows by its instruction alone, and whether that is a formula; None of one that
    shows something else. What cannot be written in a line is `[…]`. Linear in it."""
    match = _NAME.match(instruction)
    if match is None:
        return None
    said = _FORMATS.sub("", instruction[match.end() :])
    if match[1].lower() == "symbol":
        return _write_symbol(said.strip()), False
    try:
        return _Equation(said).read(), True
    except ValueError:
        return LEFT_OUT, True


def _write_symbol(said: str) -> str:
    match = _SYMBOL.match(said)
    if match is None:
        return LEFT_OUT
    number, switches = match.groups()
    named = _FONT.search(switches)
    font = (named[1] or named[2] or "") if named else ""
    try:
        place = int(number, 16) if number[:2].lower() == "0x" else int(number)
    except ValueError:
        place = ord(number[0])
    if place > 0x7F and not _UNICODE.search(switches) and not is_of_signs(font):
        return bytes((place,)).decode("cp1252", "replace") if place < 0x100 else LEFT_OUT
    return read_symbol(place, font)


class _Equation:
    """:raises ValueError: if it is not as the program writes them."""

    def __init__(self, said: str) -> None:
        self._tokens: Iterator[re.Match[str]] = _TOKEN.finditer(said)

    def read(self) -> str:
        return _join(self._read_level(0)).strip()

    def _read_level(self, depth: int) -> list[Part]:
        """What stands up to the end of a bracket, or of all."""
        if depth > _MAX_DEPTH:
            raise ValueError("brackets within too many others")
        parts: list[Part] = []
        for token in self._tokens:
            switch, _, escaped, sign, words = token.groups()
            if sign == ")" and depth:
                return parts
            if sign == "(":
                parts.append(Part(f"({_join(self._read_level(depth + 1))})"))
            elif switch:
                parts.append(self._read_switch(switch.lower(), depth))
            else:
                parts.append(Part(words or escaped or sign or "", "separator" if sign else "words"))
        if depth:
            raise ValueError("a bracket that does not end")
        return parts

    def _read_switch(self, name: str, depth: int) -> Part:
        options: list[str] = []
        for token in self._tokens:
            switch, _, escaped, sign, words = token.groups()
            if sign == "(":
                return _write(name, options, _split(self._read_level(depth + 1)))
            if switch or escaped:
                options.append(switch.lower() if switch else escaped)
            elif sign or words.strip():
                break
        raise ValueError("a switch without its bracket")


def _write(name: str, options: Sequence[str], elements: Sequence[str]) -> Part:
    one, two, three = (*elements, "", "", "")[:3]
    count = len(elements)
    match name:
        case "f" if count == 2 and one and two:
            return Part(write_fraction(one, two), "written")
        case "r" if count <= 2:
            return Part(write_root(elements[-1], one if count == 2 else ""), "written")
        case "s" if count == 1:
            return Part(one, "below" if "do" in options else "above")
        case "b" if count == 1:
            return Part(_bracket(one, options), "written")
        case "x" if not options or options == ["bo"]:
            return Part(one, "written")
        case "l":
            return Part(", ".join(elements), "written")
        case "i" if count == 3 and not {"fc", "vc"} & set(options):
            sign = next((_SUMS[option] for option in options if option in _SUMS), "∫")
            limited = write_raised(write_lowered(sign, one), two)
            return Part(f"{limited} {three}", "written")
        case "o" if count == 2:
            return Part(_write_over(one, two, is_aid="ad" in options), "written")
        case "d" if not any(elements):
            return Part("", "written")
    return Part(LEFT_OUT, "written")


def _bracket(inside: str, options: Sequence[str]) -> str:
    opened, closed = "(", ")"
    for option, sign in pairwise(options):
        if option in ("lc", "bc"):
            opened = sign
        if option == "rc":
            closed = sign
        elif option == "bc":
            closed = _CLOSING.get(sign, sign)
    if "rc" in options and not {"lc", "bc"} & set(options):
        opened = ""
    if "lc" in options and not {"rc", "bc"} & set(options):
        closed = ""
    return f"{opened}{inside}{closed}"


def _write_over(one: str, two: str, *, is_aid: bool) -> str:
    """One element on another: a base below an aid to read it, or in a ring."""
    if is_aid:
        return two
    if one in _RINGS and two:
        is_number = len(two) <= 2 and two.isascii() and two.isdigit() and 0 < int(two) <= _CIRCLED
        return chr(0x2460 + int(two) - 1) if is_number else two
    return LEFT_OUT


def _split(parts: Sequence[Part]) -> list[str]:
    """The elements of a bracket; where one of them parts by ";", "," is that of decimals."""
    separators = {part.text for part in parts if part.kind == "separator"}
    separator = ";" if ";" in separators else ","
    elements: list[list[Part]] = [[]]
    for part in parts:
        if part == Part(separator, "separator"):
            elements.append([])
        else:
            elements[-1].append(part)
    return [_join(element).strip() for element in elements]


def _join(parts: Sequence[Part]) -> str:
    said = ""
    for text, kind in parts:
        if kind == "above":
            said = write_raised(said, text)
        elif kind == "below":
            said = write_lowered(said, text)
        else:  # of "1" and "1/2" no 11 halves are made
            is_apart = kind == "written" and said[-1:].isdigit() and text[:1].isdigit()
            said = f"{said} {text}" if is_apart else said + text
    return said
