"""What the commands of TeX take: arguments, and options in brackets."""

from abc import ABC, abstractmethod

from corpus.formats.tex.tokens import Tokens
from corpus.formats.tex.words import tidy

_MAX_DEPTH = 20
"""Of footnotes and other arguments within each other."""


class ArgumentReader(ABC):
    """Reads arguments out of `tokens`; what a token says is for others to say. `units` are those
    that the file declares."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.units: dict[str, str] = {}
        self._depth = 0
        self._begun = (-1, 0)
        """A token of text of which so many characters are read: arguments without braces."""

    @abstractmethod
    def read_token(self, number: int, end: int) -> tuple[str, int]:
        """What the token there says, with the arguments that it takes, and the next number."""

    def read(self, start: int, end: int) -> str:
        """The words of the tokens from `start` to `end`, not included, on one line."""
        return tidy(self.read_marked(start, end))

    def read_marked(self, start: int, end: int) -> str:
        """The same with the marks of `corpus.formats.tex.words` and blanks as they come."""
        parts: list[str] = []
        number = start
        while number < end:
            words, number = self.read_token(number, end)
            parts.append(words)
        return "".join(parts)

    def take_begun(self, number: int) -> int:
        """How many characters of the token there an argument without braces has taken."""
        begun = self._begun[1] if self._begun[0] == number else 0
        if begun:
            self._begun = (-1, 0)
        return begun

    def read_argument(self, number: int) -> tuple[str, int]:
        """The words of the argument that begins there, and the number behind it: that of the same
        token if it is one character of a text."""
        tokens = self.tokens
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
        words, number = self.read_token(number, len(self.tokens.kinds))
        self._depth -= 1
        return tidy(words), number

    def read_option(self, number: int) -> tuple[str, int]:
        """The same of an argument in brackets, `""` if none begins there."""
        tokens = self.tokens
        place = tokens.skip_space(number)
        end = tokens.find_option_end(place) if tokens.is_sign(place, "[") else None
        return ("", number) if end is None else (self.read(place + 1, end), end + 1)

    def skip_arguments(self, number: int, count: int) -> int:
        """The number behind what is in brackets, and `count` arguments."""
        tokens = self.tokens
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
