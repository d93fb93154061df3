"""Tokens of TeX within a paragraph to its words."""

import re
import unicodedata
from dataclasses import dataclass

from corpus.formats.tex.arguments import ArgumentReader
from corpus.formats.tex.assignments import DIMENSION, find_assignment, find_registers
from corpus.formats.tex.quantities import (
    QUANTITIES,
    read_quantity,
    read_unit,
    write_angle,
    write_unit,
)
from corpus.formats.tex.symbols import (
    ABSENT,
    ACCENTS,
    CITING,
    CONTROL,
    EMPTY,
    ENVIRONMENTS,
    NAMING,
    RULED,
    SWALLOWING,
    SYMBOLS,
    TABLES,
    UNSAID,
)
from corpus.formats.tex.tokens import MAX_UNCLOSED, Tokens
from corpus.formats.tex.words import (
    CITED,
    LEFT_OUT,
    join_signs,
    mark_formula,
    mark_fraction,
    mark_if_fraction,
)
from corpus.formats.writing.formulas.formulas import write_fraction, write_root
from corpus.formats.writing.formulas.tex_formulas import write_formula
from corpus.formats.writing.formulas.tex_signs import FRACTIONS
from corpus.formats.writing.marked_levels import mark_level

_MAX_MACRO = 300
"""Characters that a command of the file itself stands for."""
_MAX_SAID = 1000
"""Characters, and those of the text, that all such commands together stand for."""
_NOTES = ("footnote", "footnotetext", "thanks", "sidenote", "marginpar", "endnote")
_LENGTH = re.compile(rf"\s?=?\s?{DIMENSION}(?:\s(?:plus|minus)\s?{DIMENSION}){{0,2}}")
_NUMBER = re.compile(r"\s?=\s?[-+]?\d{1,6}(?![\d.,])|\s?=\s?$")
"""What a register is set to: a number, or what a command stands for."""
_REGISTER = re.compile(
    r"[a-z]{0,20}(?:penalty|demerits|tolerance|skip|indent|offset|after)|[hv]size|magnification"
    r"|(?:text|line|paper|page|column)(?:width|height)|pageno|looseness|language"
    r"|tracing[a-z]{1,20}|pdf[a-z]{1,20}"
)
_OWN_LENGTH = re.compile(r"[a-z]{1,20}(?:size|width|height|depth)")
_OF_LENGTH = re.compile(r"\s?=\s?(?:[-+]?\d{1,6}(?:\.\d{1,6})?\s?)?$")
"""A share of the length that follows: what a command that the file alone knows is set to may be
words, as in `\\samplesize = 120 divers`."""
_WIDTH = re.compile(rf"(?:to|spread)\s?{DIMENSION}")
_FONT = re.compile(rf"\s?=?\s?\w{{1,30}}(?:\s(?:at\s?{DIMENSION}|scaled\s?\d{{0,5}}))?")
_STEP = re.compile(r"\s?\d")
_BOXES = frozenset(("hbox", "vbox", "vtop"))
_OF_LETTERS = ("text", "math", "emph", "under", "over")
"""How commands begin that say how letters look."""
_NAME = re.compile(r"[A-Z]{2,10}|[A-Za-z]{0,10}TeX[a-z]{0,2}")
"""Of a command that stands for itself, though it is defined elsewhere."""
_PARAMETER = re.compile(r"#([1-9])")
_MAX_PARAMETERS = 9
_FIRST_OPTION = re.compile(r"\s*(?:o|O\s*\{([^{}]{0,100})\})")
"""How the first of several arguments is described that may be left out."""
_PLAIN_SIGNATURE = re.compile(rf"(?:{_FIRST_OPTION.pattern})?[\sm]*")
_FRACTIONS = FRACTIONS | {"xfrac", "textfrac"}
"""Outside of formulas, which stay as they are written."""
_COUNTER = re.compile(
    r"the(?:page|part|chapter|(?:sub){0,2}section|figure|table|equation|footnote|enumi{1,3}|date)"
)
"""A command that says how far something is counted, such as `\\thepage`."""
_NUMERIC = re.compile(r"[-+]?\d[\d.,\s]*")


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a command of the file stands for that takes arguments, `#1` and so on in its words; the
    first may be left out if there is one that it has `usually`."""

    count: int
    usually: str | None
    words: str


class InlineReader(ArgumentReader):
    """Reads words out of `tokens`; `notes` are the footnotes in them until they are taken, `macros`
    what commands stand for that the file defines, `titles` what its labels do."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.notes: list[str] = []
        self.macros: dict[str, str] = {}
        self._sources: dict[str, str] = {}
        """The same as it is written, for formulas."""
        self._shapes: dict[str, _Shape] = {}
        self.titles: dict[str, str] = {}
        self.line_break = " "
        """What stands for the end of a line."""
        self._registers = find_registers(tokens)
        self._further: set[int] = set()
        self._said = 0

    def read_token(self, number: int, end: int) -> tuple[str, int]:
        tokens = self.tokens
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
        if kind == "sign" and (number in self._further or tokens.is_unclosed(number)):
            return self._say_brace(number), number + 1
        if kind == "sign":
            return {"~": " ", "[": "[", "]": "]", "&": " "}.get(text, ""), number + 1
        if kind == "par":
            return " ", number + 1
        if kind == "text":
            text = text[self.take_begun(number) :]
            if text.endswith("^") and self._is_raised(number + 1, end):
                words, after = self.read_argument(number + 1)
                return join_signs(text[:-1]) + mark_level(words), after
            return join_signs(text), number + 1
        return "" if kind == "href" else text, number + 1

    def _say_brace(self, number: int) -> str:
        """What stands for a brace that parts words: of an argument that is never closed nobody
        knows how far it goes, so it is no part of what stands before it."""
        tokens = self.tokens
        before = tokens.texts[number - 1] if number else ""
        is_argument = number and (
            tokens.kinds[number - 1] == "command" or before in ("}", "]") or before.endswith("^")
        )
        if not is_argument or not tokens.is_unclosed(number) or tokens.is_unclosed(number - 2):
            return " "
        return f" {LEFT_OUT} "

    def _is_raised(self, number: int, end: int) -> bool:
        tokens = self.tokens
        return number < end and (tokens.kinds[number] == "command" or number in tokens.closing)

    def _read_command(self, name: str, number: int, end: int) -> tuple[str, int]:
        if name in self.macros:
            self._said += len(self.macros[name])  # commands that stand for others add up
            is_much = self._said > _MAX_SAID + len(self.tokens.source)
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
            if name == "hyperref" and self.tokens.is_sign(number, "["):
                return "", self.skip_arguments(number, 0)
            label, number = self.read_argument(number)
            return self.titles.get(label, LEFT_OUT), number
        if name in CITING or name in NAMING:
            return CITED if name in CITING else LEFT_OUT, self.skip_arguments(number, 1)
        if name == "ensuremath":
            group = self.find_group(number)
            if group is None:
                return self.say_missing(number), number
            return self._write_formula(*group), group[1] + 1
        if name == "texorpdfstring":
            return self.read_argument(self.skip_arguments(number, 1))
        if name in ("textsuperscript", "textsubscript", "up", "sp", "sb"):
            words, number = self.read_argument(number)
            is_above = name not in ("textsubscript", "sb")
            return mark_level(words, is_above=is_above), number
        if name in ("raisebox", "raise"):
            return self._read_raised(name, number)
        if name in _FRACTIONS:
            above, number = self.read_argument(self.skip_arguments(number, 0))
            below, number = self.read_argument(number)
            said = write_fraction(above, below) if above and below else self.say_missing(number)
            return mark_fraction(said), number
        if name == "sqrt":
            degree, number = self.read_option(number)
            inside, number = self.read_argument(number)
            return write_root(inside, degree) if inside else self.say_missing(number), number
        if name in QUANTITIES:
            return read_quantity(self, name, number)
        if name == "ang":
            said, number = self.read_argument(self.skip_arguments(number, 0))
            return write_angle(said), number
        if name in ("unit", "si", "unitfrac", "numprint", "np"):
            return read_unit(self, name, number)
        if name in ABSENT or _COUNTER.fullmatch(name):
            for _ in range(ABSENT.get(name, 0)):
                number = self.read_argument(number)[1]
            if name == "the" and number < end and self.tokens.kinds[number] == "command":
                number += 1
            return LEFT_OUT, number
        if name == "replaced":  # of the package "changes", whose second argument was there before
            words, number = self.read_argument(self.skip_arguments(number, 0))
            return words, self.skip_arguments(number, 1)
        if name in UNSAID:
            said = " " if name.startswith("hspace") else ""
            number = self.skip_arguments(number, UNSAID[name])
            if UNSAID[name] and self.tokens.is_unclosed(number):
                return LEFT_OUT, self.tokens.find_unclosed_end(number)
            if name.startswith(("if", "not")):  # of what follows nobody knows which is shown
                self._part_arguments(name, number)
            return said, self.skip_arguments(number, 0) if name in RULED else number
        if name in ("begin", "end"):  # within an argument, where there are no blocks
            return " ", self._skip_environment(name == "begin", number)
        if name == "item":
            term, number = self.read_option(number)
            return f" {term} ", number
        if _NAME.fullmatch(name):
            return name, number
        if self.tokens.is_sign(number, "{") and self.tokens.is_sign(number + 1, "}"):
            return "" if name in EMPTY else LEFT_OUT, number + 2
        if (found := find_assignment(self.tokens, name, number, self._registers)) is not None:
            return self._leave_out_value(*found)
        if self._parts_digits(number):
            return self._part_digits(name, number)
        option, after = self.read_option(number)
        if _NUMERIC.fullmatch(option) and self.tokens.is_sign(after, "{"):
            return f"{LEFT_OUT} ", after
        number = self.skip_arguments(number, 0)
        self._part_arguments(name, number)
        if name == "font" and number < end and self.tokens.kinds[number] == "command":
            return self._skip_pattern(_FONT, number + 1)
        if name == "magstep":
            return self._skip_pattern(_STEP, number)
        words, after = self._skip_length(number)
        if after == number and name in _BOXES:
            return self._skip_pattern(_WIDTH, number)
        if after == number and _REGISTER.fullmatch(name):
            return self._skip_pattern(_NUMBER, number)
        if after == number and _OWN_LENGTH.fullmatch(name):
            return self._skip_pattern(_OF_LENGTH, number)
        return words, after

    def _skip_environment(self, begins: bool, number: int) -> int:
        """The number behind the name of an environment, and behind its arguments if it begins."""
        group = self.find_group(number)
        if group is None:
            return number
        name = self.tokens.write(*group)
        count = ENVIRONMENTS.get(name, 0) + (name in TABLES) if begins else 0
        return self.skip_arguments(group[1] + 1, count) if count else group[1] + 1

    def _parts_digits(self, number: int) -> bool:
        """Whether the command before that number stands between two digits."""
        tokens = self.tokens
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
        tokens = self.tokens
        if name.startswith(_OF_LETTERS) or not tokens.is_sign(number, "{"):
            return
        for _ in range(_MAX_PARAMETERS):
            number = tokens.closing.get(number, len(tokens.kinds)) + 1
            if not tokens.is_sign(number, "{"):
                break
            self._further.add(number)

    def _read_raised(self, name: str, number: int) -> tuple[str, int]:
        """What is set above or, if the length says so, below the line."""
        tokens = self.tokens
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
        return mark_level(words, is_above=not is_below), number

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
        if self._said > _MAX_SAID + len(self.tokens.source):
            return "", number
        return _PARAMETER.sub(
            lambda match: said[int(match[1]) - 1] if int(match[1]) <= len(said) else "", shape.words
        ), number

    def _leave_out_value(self, number: int, count: int) -> tuple[str, int]:
        """What stands in the token there behind so many characters, and the number behind it."""
        if not count:
            return "", number
        return join_signs(self.tokens.texts[number][count:]), number + 1

    def _skip_length(self, number: int) -> tuple[str, int]:
        """What stands behind a command that there may be a length for, as in plain TeX, without
        it, and the number behind that."""
        return self._skip_pattern(_LENGTH, number)

    def _skip_pattern(self, pattern: re.Pattern[str], number: int) -> tuple[str, int]:
        """The words of the token there behind `pattern`, and the next number; no words and the same
        number unless they begin with it."""
        tokens = self.tokens
        if number >= len(tokens.kinds) or tokens.kinds[number] != "text":
            return "", number
        found = pattern.match(tokens.texts[number])
        if found is None:
            return "", number
        return join_signs(tokens.texts[number][found.end() :]), number + 1

    def _read_math(self, number: int, end: int) -> tuple[str, int] | None:
        """A formula within a line, as it is written if it is not simple; None if it does not end
        near."""
        tokens = self.tokens
        key = "sign $" if tokens.kinds[number] == "sign" else "symbol )"
        place = tokens.find_next(key, number + 1)
        last = min(end, number + MAX_UNCLOSED, tokens.find_next("par", number))
        return (self._write_formula(number + 1, place), place + 1) if place < last else None

    def _write_formula(self, start: int, end: int) -> str:
        source = self.tokens.write(start, end)
        formula = write_formula(source, self._sources)
        return source if formula is None else mark_formula(formula)

    def _put_accent(self, accent: str, number: int, end: int) -> tuple[str, int]:
        """The letter behind a command that puts an accent on it, which may stand in braces."""
        tokens = self.tokens
        place = self.find_argument(number)
        if place is None or place >= end:
            return "", number
        number = place
        if tokens.kinds[number] == "text":
            text = tokens.texts[number].lstrip()
            return unicodedata.normalize("NFC", f"{text[:1]}{accent}") + join_signs(
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

    def define(self, name: str, number: int, *, is_operator: bool = False) -> int:
        """Enters the command `name` for the argument that begins there, if that is short and takes
        no arguments itself; gives the number behind it. One that `is_operator` is called so in
        formulas."""
        start = self.tokens.skip_space(number)
        words, number = self._read_body(start)
        if words is None:
            return number
        if "#" not in words and 0 < len(words) <= _MAX_MACRO:
            end = number - 2
            is_open = end > start and self.tokens.texts[end][-1:] == " "
            self.macros[name] = f"{words} " if is_open else words
            is_group = self.tokens.is_sign(start, "{")
            source = self.tokens.write(start + is_group, number - is_group)
            if len(source) <= _MAX_MACRO and "$" not in source:
                self._sources[name] = rf"\operatorname{{{source}}}" if is_operator else source
        return number

    def define_swallowing(self, name: str, number: int) -> int | None:
        """Enters the command `name` if another that swallows its arguments is all that it is, and
        gives the number behind that."""
        tokens = self.tokens
        number = tokens.skip_space(number)
        group = self.find_group(number)
        place = group[0] if group else number
        if place < len(tokens.kinds) and tokens.texts[place].strip() == "=":
            place += 1
        count = SWALLOWING.get(tokens.texts[place]) if place < len(tokens.kinds) else None
        if count is None or (group and group[1] != place + 1):
            return place + 1 if place > number and not group else None  # "=" is no word
        self._shapes[name] = _Shape(count, None, "")
        return place + 1 + (group is not None)

    def define_from_signature(self, name: str, number: int) -> int:
        """Enters the command `name` of the package "xparse", whose arguments are described there in
        letters; gives the number behind its definition."""
        group = self.find_group(number)
        if group is None:
            return number
        signature = self.tokens.write(*group).replace("+", "")
        body = self.find_group(group[1] + 1)
        is_plain = _PLAIN_SIGNATURE.fullmatch(signature) is not None
        if body is None or not (is_plain or body[0] == body[1]):  # others it cannot fill in
            return group[1] + 1 if body is None else body[1] + 1
        option = _FIRST_OPTION.match(signature)
        usually = None if option is None else option[1] or ""
        count = signature.count("m") + (option is not None)
        if not count:
            return self.define(name, group[1] + 1)
        return self.enter_shape(name, str(count), usually, group[1] + 1)

    def define_unit(self, number: int) -> int:
        """Enters a unit that the file declares, unless one in it is not known; gives the number
        behind it."""
        number = self.skip_arguments(number, 0)
        is_group = self.tokens.is_sign(number, "{")
        name = self.tokens.texts[number + is_group] if number + 1 < len(self.tokens.kinds) else ""
        number = min(number + 1 + 2 * is_group, len(self.tokens.kinds))
        group = self.find_group(number)
        if group is None:
            return number
        unit = write_unit(self.tokens, *group, self.units)
        if unit and len(unit) <= _MAX_MACRO:
            self.units[name] = unit
        return group[1] + 1

    def define_shape(self, name: str, number: int) -> int:
        """Enters a command with arguments, whose number stands there in brackets, and what one is
        that is left out; gives the number behind its definition."""
        count, number = self.read_option(number)
        usually, body = self.read_option(number)
        return self.enter_shape(name, count, usually if body != number else None, body)

    def enter_shape(self, name: str, count: str, usually: str | None, number: int) -> int:
        """The same of one with so many arguments, for the argument that begins there."""
        words, number = self._read_body(number)
        if words is None:
            return number
        is_count = len(count) == 1 and count.isdecimal()
        if is_count and 0 < int(count) <= _MAX_PARAMETERS and len(words) <= _MAX_MACRO:
            self._shapes[name] = _Shape(int(count), usually, words)
        return number

    def _read_body(self, number: int) -> tuple[str | None, int]:
        """What a command stands for, in which it is yet to be seen what it stands behind, and the
        number behind it; None if that does not stand there."""
        if self.find_argument(number) is None:
            return None, number
        group = self.find_group(number)
        if group is None:
            words, number = self.read_argument(number)
            return mark_if_fraction(words), number
        words = " ".join(self.read_marked(*group).split())
        return mark_if_fraction(words), group[1] + 1
