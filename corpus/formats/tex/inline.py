"""Tokens of TeX within a paragraph to its words."""

import re
import unicodedata

from corpus.formats.tex.symbols import ACCENTS, CONTROL, SYMBOLS, UNSAID
from corpus.formats.tex.tokens import MAX_UNCLOSED, Tokens

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
_UNIT = r"(?:true)?(?:pt|em|ex|cm|mm|in|bp|sp|pc|fil{1,3})\b"
_DIMENSION = rf"[-+]?(?:\d{{1,6}}(?:[.,]\d{{0,6}})?|[.,]\d{{1,6}})\s?{_UNIT}"
_LENGTH = re.compile(rf"\s?=?\s?{_DIMENSION}(?:\s(?:plus|minus)\s?{_DIMENSION}){{0,2}}")
_NAME = re.compile(r"[A-Z]{2,10}|[A-Za-z]{0,10}TeX[a-z]{0,2}")
"""Of a command that stands for itself, though it is defined elsewhere."""
_SPACES = re.compile(r"\s+")
_BEFORE_STOP = re.compile(r"\s+(?=[,.;:!?)](?:\s|\Z))")


class InlineReader:
    """Reads words out of `tokens`; `notes` are the footnotes in them until they are taken, `macros`
    what commands stand for that the file defines, `titles` what its labels do."""

    def __init__(self, tokens: Tokens) -> None:
        self.notes: list[str] = []
        self.macros: dict[str, str] = {}
        self.titles: dict[str, str] = {}
        self.line_break = " "
        """What stands for the end of a line."""
        self._tokens = tokens
        self._depth = 0
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
        if kind == "sign":
            return {"~": " ", "[": "[", "]": "]", "&": " "}.get(text, ""), number + 1
        if kind == "par":
            return " ", number + 1
        if kind == "text":
            return _join_signs(text), number + 1
        return "" if kind == "href" else text, number + 1

    def read_argument(self, number: int) -> tuple[str, int]:
        """The words of the argument that begins there, and the number behind it."""
        tokens = self._tokens
        number = tokens.skip_space(number)
        if number >= len(tokens.kinds):
            return "", number
        end = tokens.find_end(number)
        is_group = tokens.is_sign(number, "{")
        self._depth += 1
        words = self.read(number + is_group, end) if self._depth < _MAX_DEPTH else ""
        self._depth -= 1
        return words, end + is_group

    def read_option(self, number: int) -> tuple[str, int]:
        """The same of an argument in brackets, `""` if none begins there."""
        tokens = self._tokens
        place = tokens.skip_space(number)
        end = tokens.find_option_end(place) if tokens.is_sign(place, "[") else None
        return ("", number) if end is None else (self.read(place + 1, end), end + 1)

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
            return self.titles.get(label, ""), number
        if name in UNSAID:
            return "", self.skip_arguments(number, UNSAID[name])
        if name in ("begin", "end"):
            return "", number
        if _NAME.fullmatch(name):
            return name, number
        return self._skip_length(self.skip_arguments(number, 0))

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
        if "#" not in words and 0 < len(words) <= _MAX_MACRO:
            end = number - 2
            is_open = end > start and self._tokens.texts[end][-1:] == " "
            self.macros[name] = f"{words} " if is_open else words
        return number


def tidy(words: str) -> str:
    """`words` on one line, without a blank before a full stop that what was left out leaves."""
    return _BEFORE_STOP.sub("", _SPACES.sub(" ", words)).strip()


def _join_signs(text: str) -> str:
    if "-" in text or "`" in text or "'" in text:
        for signs, sign in _LIGATURES:
            text = text.replace(signs, sign)
    return text
