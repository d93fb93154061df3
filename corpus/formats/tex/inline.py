"""Tokens of TeX within a paragraph to its words."""

import re
import unicodedata
from dataclasses import dataclass

from corpus.formats.tex.quantities import write_angle, write_number, write_unit
from corpus.formats.tex.symbols import (
    ABSENT,
    ACCENTS,
    CITING,
    CONTROL,
    EMPTY,
    NAMING,
    RULED,
    SYMBOLS,
    UNSAID,
)
from corpus.formats.tex.tokens import MAX_UNCLOSED, Tokens
from corpus.formats.writing.formulas import write_fraction, write_root
from corpus.formats.writing.raised import LOOK_BACK, lower_base, raise_exponent

_MAX_DEPTH = 20
"""Of footnotes and other arguments within each other."""
_MAX_MACRO = 300
"""Characters that a command of the file itself stands for."""
_MAX_SAID = 1000
"""Characters, and those of the text, that all such commands together stand for."""
_NOTES = ("footnote", "footnotetext", "thanks", "sidenote", "marginpar", "endnote")
_LIGATURES = (
    *(("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("!`", "¡"), ("?`", "¿")),
    *(('"`', "„"), ("\"'", "“"), ("`", "‘"), ("'", "’")),
)
_UNIT = r"(?:true)?(?:pt|em|ex|cm|mm|in|bp|sp|pc|fil{1,3})(?![A-Za-z])"
_DIMENSION = rf"[-+]?(?:\d{{1,6}}(?:[.,]\d{{0,6}})?|[.,]\d{{1,6}})\s?{_UNIT}"
_LENGTH = re.compile(rf"\s?=?\s?{_DIMENSION}(?:\s(?:plus|minus)\s?{_DIMENSION}){{0,2}}")
_OF_LETTERS = ("text", "math", "emph", "under", "over")
"""How commands begin that say how letters look."""
_NAME = re.compile(r"[A-Z]{2,10}|[A-Za-z]{0,10}TeX[a-z]{0,2}")
"""Of a command that stands for itself, though it is defined elsewhere."""
LEFT_OUT = "[…]"
"""What a sentence has in place of words that are not in the file."""
_CITED = "\ue005"
_RAISED, _LOWERED, _LEVEL = "\ue006", "\ue007", "\ue008"
"""Stand where something is cited, around what stands above and below the line."""
_OF_WORDS = re.compile(
    r"(?:(?:^|\b(?:in|by|of|from|see|also|to|than|at|on|per|cf\.|e\.g\.|von|in|bei|siehe|vgl\.|nach"
    rf"|aus|voir|dans|par|de|en|ver|según))[\s~]+|^){_CITED}",
    re.IGNORECASE,
)
_CITED_TOGETHER = re.compile(rf"{_CITED}(?:[,;\s]{{1,3}}(?:and\s{{1,3}})?{_CITED})+")
_ABOVE = re.compile(rf"[{_RAISED}{_LOWERED}]([^{_RAISED}{_LOWERED}{_LEVEL}]{{0,200}}){_LEVEL}")
_PARAMETER = re.compile(r"#([1-9])")
_MAX_PARAMETERS = 9
_FRACTIONS = frozenset(
    ("nicefrac", "sfrac", "xfrac", "flatfrac", "frac", "tfrac", "dfrac", "cfrac", "textfrac")
)
"""Outside of formulas, which stay as they are written."""
_QUANTITIES = frozenset(
    (
        *("SI", "qty", "SIrange", "qtyrange", "SIlist", "qtylist", "qtyproduct"),
        *("num", "tablenum", "complexnum", "numproduct", "numrange", "numlist"),
    )
)
_FRACTION = "\ue009"
"""Stands before a fraction, which is no part of the number that it stands behind: 1 1/2."""
_BEHIND_NUMBER = re.compile(rf"(?<=\d){_FRACTION}")
_SIGNS_OF_ANGLES = ("", "°", "′", "″")
_COUNTER = re.compile(
    r"the(?:page|part|chapter|(?:sub){0,2}section|figure|table|equation|footnote|enumi{1,3}|date)"
)
"""A command that says how far something is counted, such as `\\thepage`."""
_BEGINS_AS_FRACTION = re.compile(r"\d{1,6}/\d")
_NUMERIC = re.compile(r"[-+]?\d[\d.,\s]*")
_SPACES = re.compile(r"\s+")
_BEFORE_STOP = re.compile(r"\s+(?=[,.;:!?)](?:\s|\Z))")


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a command of the file stands for that takes arguments, `#1` and so on in its words; the
    first may be left out if there is one that it has `usually`."""

    count: int
    usually: str | None
    words: str


class InlineReader:
    """Reads words out of `tokens`; `notes` are the footnotes in them until they are taken, `macros`
    what commands stand for that the file defines, `titles` what its labels do."""

    def __init__(self, tokens: Tokens) -> None:
        self.notes: list[str] = []
        self.macros: dict[str, str] = {}
        self._shapes: dict[str, _Shape] = {}
        self.titles: dict[str, str] = {}
        self.line_break = " "
        """What stands for the end of a line."""
        self._tokens = tokens
        self._depth = 0
        self._further: set[int] = set()
        self._begun = (-1, 0)
        """A token of text of which so many characters are read: arguments without braces."""
        self._said = 0

    def read(self, start: int, end: int) -> str:
        """The words of the tokens from `start` to `end`, not included, on one line."""
        parts: list[str] = []
        number = start
        while number < end:
            words, number = self.read_token(number, end)
            parts.append(words)
        return tidy("".join(parts))

    def read_token(self, number: int, end: int) -> tuple[str, int]:
        """What the token there says, with the arguments that it takes, and the next number."""
        tokens = self._tokens
        kind, text = tokens.kinds[number], tokens.texts[number]
        if kind == "command":
            return self._read_command(text, number + 1, end)
        is_math = (kind, text) in (("sign", "$"), ("symbol", "("))
        if is_math and (formula := self._read_math(number, end)):
            return formula
        if kind == "symbol":
            if text in ACCENTS and text not in "cvHukrdbt":
                return self._put_accent(ACCENTS[text], number + 1, end)
            return self.line_break if text == "\\" else CONTROL.get(text, text), number + 1
        if kind == "sign" and number in self._further:
            return " ", number + 1
        if kind == "sign":
            return {"~": " ", "[": "[", "]": "]", "&": " "}.get(text, ""), number + 1
        if kind == "par":
            return " ", number + 1
        if kind == "text":
            if self._begun[0] == number:
                text = text[self._begun[1] :]
                self._begun = (-1, 0)
            if text.endswith("^") and self._is_raised(number + 1, end):
                words, after = self.read_argument(number + 1)
                return f"{_join_signs(text[:-1])}{_RAISED}{words}{_LEVEL}", after
            return _join_signs(text), number + 1
        return "" if kind == "href" else text, number + 1

    def read_argument(self, number: int) -> tuple[str, int]:
        """The words of the argument that begins there, and the number behind it: that of the same
        token if it is one character of a text."""
        tokens = self._tokens
        begun = self._begun[1] if self._begun[0] == number else 0
        self._begun = (-1, 0)
        if begun and not tokens.texts[number][begun:].strip():
            number += 1
            begun = 0
        number = tokens.skip_space(number)
        if number >= len(tokens.kinds):
            return "", number
        if tokens.kinds[number] == "text":
            rest = tokens.texts[number][begun:].lstrip()
            end = len(tokens.texts[number]) - len(rest) + 1
            if len(rest) == 1:
                return rest, number + 1
            self._begun = (number, end)
            return rest[0], number
        is_group = tokens.is_sign(number, "{")
        if tokens.kinds[number] == "command":  # with what it takes itself, which is read once
            return self._read_inner(number)
        end = tokens.find_end(number)
        self._depth += 1
        words = self.read(number + is_group, end) if self._depth < _MAX_DEPTH else ""
        self._depth -= 1
        return words, end + is_group

    def _read_inner(self, number: int) -> tuple[str, int]:
        """What the command there says, as an argument, and the number behind it."""
        if self._depth + 1 >= _MAX_DEPTH:
            return "", number + 1
        self._depth += 1
        words, number = self.read_token(number, len(self._tokens.kinds))
        self._depth -= 1
        return tidy(words), number

    def read_option(self, number: int) -> tuple[str, int]:
        """The same of an argument in brackets, `""` if none begins there."""
        tokens = self._tokens
        place = tokens.skip_space(number)
        end = tokens.find_option_end(place) if tokens.is_sign(place, "[") else None
        return ("", number) if end is None else (self.read(place + 1, end), end + 1)

    def _is_raised(self, number: int, end: int) -> bool:
        tokens = self._tokens
        return number < end and (tokens.kinds[number] == "command" or number in tokens.closing)

    def skip_arguments(self, number: int, count: int) -> int:
        """The number behind what is in brackets, and `count` arguments."""
        tokens = self._tokens
        for _ in range(2):
            place = tokens.skip_space(number)
            end = tokens.find_option_end(place) if tokens.is_sign(place, "[") else None
            number = number if end is None else end + 1
        for _ in range(count):
            place = tokens.skip_space(number)
            if not tokens.is_sign(place, "{"):
                break
            number = tokens.find_end(place) + 1
        return number

    def _read_command(self, name: str, number: int, end: int) -> tuple[str, int]:
        if name in self.macros:
            self._said += len(self.macros[name])  # commands that stand for others add up
            is_much = self._said > _MAX_SAID + len(self._tokens.source)
            return "" if is_much else self.macros[name], number
        if name in self._shapes:
            return self._fill(self._shapes[name], number, end)
        if name in ACCENTS and len(name) == 1:
            return self._put_accent(ACCENTS[name], number, end)
        if name in SYMBOLS:
            return SYMBOLS[name], number
        if name in _NOTES:
            number = self.skip_arguments(number, 0)
            note, number = self.read_argument(number)
            self.notes.append(note)
            return "", number
        if name in ("ref", "autoref", "cref", "Cref", "nameref", "hyperref"):
            if name == "hyperref" and self._tokens.is_sign(number, "["):
                return "", self.skip_arguments(number, 0)
            label, number = self.read_argument(number)
            return self.titles.get(label, LEFT_OUT), number
        if name in CITING or name in NAMING:
            return _CITED if name in CITING else LEFT_OUT, self.skip_arguments(number, 1)
        if name == "texorpdfstring":
            return self.read_argument(self.skip_arguments(number, 1))
        if name in ("textsuperscript", "textsubscript", "up", "sp", "sb"):
            words, number = self.read_argument(number)
            is_above = name not in ("textsubscript", "sb")
            return f"{_RAISED if is_above else _LOWERED}{words}{_LEVEL}", number
        if name in ("raisebox", "raise"):
            return self._read_raised(name, number)
        if name in _FRACTIONS:
            above, number = self.read_argument(self.skip_arguments(number, 0))
            below, number = self.read_argument(number)
            said = write_fraction(above, below) if above and below else LEFT_OUT
            return f"{_FRACTION}{said}", number
        if name == "sqrt":
            degree, number = self.read_option(number)
            inside, number = self.read_argument(number)
            return write_root(inside, degree) if inside else LEFT_OUT, number
        if name in _QUANTITIES:
            return self._read_quantity(name, number)
        if name == "ang":
            said, number = self.read_argument(self.skip_arguments(number, 0))
            return write_angle(said), number
        if name in ("unit", "si", "unitfrac", "numprint", "np"):
            return self._read_unit(name, number)
        if name in ABSENT or _COUNTER.fullmatch(name):
            for _ in range(ABSENT.get(name, 0)):
                number = self.read_argument(number)[1]
            if name == "the" and number < end and self._tokens.kinds[number] == "command":
                number += 1
            return LEFT_OUT, number
        if name == "replaced":  # of the package "changes", whose second argument was there before
            words, number = self.read_argument(self.skip_arguments(number, 0))
            return words, self.skip_arguments(number, 1)
        if name in UNSAID:
            said = " " if name.startswith("hspace") else ""
            number = self.skip_arguments(number, UNSAID[name])
            if name.startswith(("if", "not")):  # of what follows nobody knows which is shown
                self._part_arguments(name, number)
            return said, self.skip_arguments(number, 0) if name in RULED else number
        if name in ("begin", "end"):
            return "", number
        if _NAME.fullmatch(name):
            return name, number
        if self._tokens.is_sign(number, "{") and self._tokens.is_sign(number + 1, "}"):
            return "" if name in EMPTY else LEFT_OUT, number + 2
        if self._parts_digits(number):
            return self._part_digits(name, number)
        option, after = self.read_option(number)
        if _NUMERIC.fullmatch(option) and self._tokens.is_sign(after, "{"):
            return f"{LEFT_OUT} ", after
        number = self.skip_arguments(number, 0)
        self._part_arguments(name, number)
        return self._skip_length(number)

    def _parts_digits(self, number: int) -> bool:
        """Whether the command before that number stands between two digits."""
        tokens = self._tokens
        before = tokens.texts[number - 2] if number > 1 else ""
        after = tokens.texts[number] if number < len(tokens.kinds) else ""
        return before[-1:].isdecimal() and after[:1].isdecimal()

    def _part_digits(self, name: str, number: int) -> tuple[str, int]:
        """What stands between two digits for a command that is not known: they are no one number,
        but for a length that is none of it."""
        words, after = self._skip_length(number)
        if after != number:
            return ("" if name == "kern" else " ") + words, after
        return " " if name in EMPTY else f" {LEFT_OUT} ", number

    def _part_arguments(self, name: str, number: int) -> None:
        """Remembers where the further arguments of an unknown command begin, if it has any: they
        are no one word. Of one that is about how letters look there is one."""
        tokens = self._tokens
        if name.startswith(_OF_LETTERS) or not tokens.is_sign(number, "{"):
            return
        for _ in range(_MAX_PARAMETERS):
            number = tokens.find_end(number) + 1
            if not tokens.is_sign(number, "{"):
                break
            self._further.add(number)

    def _read_quantity(self, name: str, number: int) -> tuple[str, int]:
        """A number, or several, with what they count if a unit follows."""
        number = self.skip_arguments(number, 0)
        first, number = self.read_argument(number)
        if name.endswith("list"):
            said = "; ".join(map(write_number, first.split(";")))
        else:
            said = write_number(first)
        if name.endswith("range"):
            last, number = self.read_argument(number)
            said = f"{said}–{write_number(last)}"
        if name.startswith(("num", "table", "complex")):
            return said, number
        currency, number = self.read_option(number)
        unit, number = self._read_unit_argument(number)
        joint = "" if unit in _SIGNS_OF_ANGLES else " "
        return f"{currency}{said}{joint}{unit}", number

    def _read_unit_argument(self, number: int) -> tuple[str, int]:
        """The unit that begins there, and the number behind it."""
        tokens = self._tokens
        place = tokens.skip_space(number)
        if not tokens.is_sign(place, "{"):
            return self.read_argument(number)
        end = tokens.find_end(place)
        unit = write_unit(tokens, place + 1, end)
        return LEFT_OUT if unit is None else unit, end + 1

    def _read_unit(self, name: str, number: int) -> tuple[str, int]:
        """A unit, whose number may stand before it in brackets, or a number with such a unit."""
        option, number = self.read_option(number)
        if name in ("numprint", "np"):
            said, number = self.read_argument(number)
            return f"{said} {option}".rstrip(), number
        unit, number = self._read_unit_argument(number)
        if name == "unitfrac":
            below, number = self._read_unit_argument(number)
            unit = f"{unit}/{below}"
        return f"{option} {unit}" if option and "=" not in option else unit, number

    def _read_raised(self, name: str, number: int) -> tuple[str, int]:
        """What is set above or, if the length says so, below the line."""
        tokens = self._tokens
        if name == "raise":
            place = number + 2
            length = tokens.texts[number] if number < len(tokens.kinds) else ""
            if not (_LENGTH.fullmatch(length) and tokens.is_sign(place, "{")):
                return "", number
            number = place
        else:
            length, number = self.read_argument(number)
            number = self.skip_arguments(number, 0)
        words, number = self.read_argument(number)
        is_below = length.lstrip().startswith("-")
        return f"{_LOWERED if is_below else _RAISED}{words}{_LEVEL}", number

    def _fill(self, shape: _Shape, number: int, end: int) -> tuple[str, int]:
        """The words of a command with the arguments that stand there, and the number behind."""
        said: list[str] = []
        if shape.usually is not None:
            words, after = self.read_option(number)
            said.append(shape.usually if after == number else words)
            number = after
        while len(said) < shape.count and number < end:
            words, number = self.read_argument(number)
            said.append(words)
        length = len(shape.words) + sum(map(len, said)) * shape.words.count("#")
        self._said += length
        if self._said > _MAX_SAID + len(self._tokens.source):
            return "", number
        return _PARAMETER.sub(
            lambda match: said[int(match[1]) - 1] if int(match[1]) <= len(said) else "", shape.words
        ), number

    def _skip_length(self, number: int) -> tuple[str, int]:
        """What stands behind a command that there may be a length for, as in plain TeX, without
        it, and the number behind that."""
        tokens = self._tokens
        if number >= len(tokens.kinds) or tokens.kinds[number] != "text":
            return "", number
        length = _LENGTH.match(tokens.texts[number])
        if length is None:
            return "", number
        return _join_signs(tokens.texts[number][length.end() :]), number + 1

    def _read_math(self, number: int, end: int) -> tuple[str, int] | None:
        """A formula within a line as it is written, None if it does not end near."""
        tokens = self._tokens
        key = "sign $" if tokens.kinds[number] == "sign" else "symbol )"
        place = tokens.find_next(key, number + 1)
        last = min(end, number + MAX_UNCLOSED, tokens.find_next("par", number))
        return (tokens.write(number + 1, place), place + 1) if place < last else None

    def _put_accent(self, accent: str, number: int, end: int) -> tuple[str, int]:
        """The letter behind a command that puts an accent on it, which may stand in braces."""
        tokens = self._tokens
        number = tokens.skip_space(number)
        if number >= end:
            return "", number
        if tokens.kinds[number] == "text":
            text = tokens.texts[number].lstrip()
            return unicodedata.normalize("NFC", f"{text[:1]}{accent}") + _join_signs(
                text[1:]
            ), number + 1
        letter, number = (
            self.read_argument(number)
            if tokens.is_sign(number, "{")
            else self.read_token(number, end)
        )
        if not letter:
            return "", number
        letter = {"ı": "i", "ȷ": "j"}.get(letter, letter)
        return unicodedata.normalize("NFC", f"{letter[:1]}{accent}{letter[1:]}"), number

    def define(self, name: str, number: int) -> int:
        """Enters the command `name` for the argument that begins there, if that is short and takes
        no arguments itself; gives the number behind it."""
        start = self._tokens.skip_space(number)
        words, number = self.read_argument(number)
        words = _mark_fraction(words)
        if "#" not in words and 0 < len(words) <= _MAX_MACRO:
            end = number - 2
            is_open = end > start and self._tokens.texts[end][-1:] == " "
            self.macros[name] = f"{words} " if is_open else words
        return number

    def define_shape(self, name: str, number: int) -> int:
        """Enters a command with arguments, whose number stands there in brackets, and what one is
        that is left out; gives the number behind its definition."""
        count, number = self.read_option(number)
        usually, body = self.read_option(number)
        return self.enter_shape(name, count, usually if body != number else None, body)

    def enter_shape(self, name: str, count: str, usually: str | None, number: int) -> int:
        """The same of one with so many arguments, for the argument that begins there."""
        words, number = self.read_argument(number)
        words = _mark_fraction(words)
        is_count = len(count) == 1 and count.isdecimal()
        if is_count and 0 < int(count) <= _MAX_PARAMETERS and len(words) <= _MAX_MACRO:
            self._shapes[name] = _Shape(int(count), usually, words)
        return number


def tidy(words: str) -> str:
    """`words` on one line, without a blank before a full stop that what was left out leaves."""
    if _CITED in words:
        words = _OF_WORDS.sub(
            lambda match: match[0].replace(_CITED, LEFT_OUT), _CITED_TOGETHER.sub(_CITED, words)
        ).replace(_CITED, "")
    if _FRACTION in words:
        words = _BEHIND_NUMBER.sub(" ", words).replace(_FRACTION, "")
    if _LEVEL in words:
        words = _ABOVE.sub(_set_above, words)
        words = words.replace(_RAISED, "").replace(_LOWERED, "").replace(_LEVEL, "")
    return _BEFORE_STOP.sub("", _SPACES.sub(" ", words)).strip()


def _mark_fraction(words: str) -> str:
    return f"{_FRACTION}{words}" if _BEGINS_AS_FRACTION.match(words) else words


def _set_above(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - LOOK_BACK) : match.start()]
    if match[0][0] == _RAISED:
        return raise_exponent(before, match[1])
    return lower_base(before, match[1], match.string[match.end() : match.end() + 1])


def _join_signs(text: str) -> str:
    if "-" in text or "`" in text or "'" in text:
        for signs, sign in _LIGATURES:
            text = text.replace(signs, sign)
    return text
