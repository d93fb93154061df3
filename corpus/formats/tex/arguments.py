"""What the commands of TeX take: arguments, and options in brackets."""

from abc import ABC, abstractmethod

from corpus.formats.tex.symbols import LEVELS
from corpus.formats.tex.tokens import Tokens
from corpus.formats.tex.words import LEFT_OUT, tidy

_MAX_DEPTH = 20
"""Of footnotes and other arguments within each other."""
_NO_ARGUMENTS = frozenset(
    (
        *(("sign", "}"), ("sign", "&"), ("symbol", "\\"), ("par", "")),
        *(("command", name) for name in ("begin", "end", "item", "par", *LEVELS)),
    )
)
"""Tokens at which a command that takes more arguments than there are ends."""


class ArgumentReader(ABC):
    """Reads arguments out of `tokens`; what a token says is for others to say. `units` are those
    that the file declares."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.units: dict[str, str] = {}
        self._depth = 0
        self._limit = len(tokens.kinds)
        """Where the words that are being read end: nothing behind is an argument of theirs."""
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
        outer, self._limit = self._limit, min(end, self._limit)
        while number < end:
            words, number = self.read_token(number, end)
            parts.append(words)
        self._limit = outer
        return "".join(parts)

    def find_argument(self, number: int) -> int | None:
        """Where the next argument begins from `number` on; None if what is read, the paragraph or
        the cell ends before, or the brace there is never closed."""
        tokens = self.tokens
        number = tokens.skip_space(number)
        if number >= self._limit or tokens.is_unclosed(number):
            return None
        kind, text = tokens.kinds[number], tokens.texts[number]
        return None if (kind, "" if kind == "par" else text) in _NO_ARGUMENTS else number

    def find_group(self, number: int) -> tuple[int, int] | None:
        """Where the words between the braces that begin there start and end; None if none do."""
        begin = self.find_argument(number)
        end = self.tokens.closing.get(-1 if begin is None else begin)
        return None if begin is None or end is None else (begin + 1, end)

    def take_begun(self, number: int) -> int:
        """How many characters of the token there an argument without braces has taken."""
        begun = self._begun[1] if self._begun[0] == number else 0
        if begun:
            self._begun = (-1, 0)
        return begun

    def read_argument(self, number: int) -> tuple[str, int]:
        """The words of the argument that begins there, `""` if none does, and the number behind it:
        that of the same token if it is one character of a text."""
        tokens = self.tokens
        begun = self._begun[1] if self._begun[0] == number else 0
        self._begun = (-1, 0)
        if begun and not tokens.texts[number][begun:].strip():
            number += 1
            begun = 0
        place = self.find_argument(number)
        if place is None:
            return "", number
        number = place
        if tokens.kinds[number] == "text":
            rest = tokens.texts[number][begun:].lstrip()
            end = len(tokens.texts[number]) - len(rest) + 1
            if len(rest) == 1:
                return rest, number + 1
            self._begun = (number, end)
            return rest[0], number
        if number not in tokens.closing:  # a command with what it takes itself, which is read once
            return self._read_inner(number)
        end = tokens.closing[number]
        self._depth += 1
        words = self.read(number + 1, end) if self._depth < _MAX_DEPTH else LEFT_OUT
        self._depth -= 1
        return words, end + 1

    def say_missing(self, number: int) -> str:
        """What stands for a command whose argument is not there: if it is never closed, its brace
        says so itself."""
        return "" if self.tokens.is_unclosed(number) else LEFT_OUT

    def _read_inner(self, number: int) -> tuple[str, int]:
        """What the token there says, as an argument, and the number behind it."""
        if self._depth + 1 >= _MAX_DEPTH:
            return LEFT_OUT, number + 1
        self._depth += 1
        words, number = self.read_token(number, self._limit)
        self._depth -= 1
        return tidy(words), number

    def read_option(self, number: int) -> tuple[str, int]:
        """The same of an argument in brackets, `""` if none begins there."""
        place, end = self._find_option(number)
        return ("", number) if end is None else (self.read(place + 1, end), end + 1)

    def _find_option(self, number: int) -> tuple[int, int | None]:
        """Where the brackets that stand there begin and end, None if none do."""
        tokens = self.tokens
        place = tokens.skip_space(number)
        end = tokens.find_option_end(place) if tokens.is_sign(place, "[") else None
        return place, end if end is not None and end < self._limit else None

    def skip_arguments(self, number: int, count: int) -> int:
        """The number behind what is in brackets, and `count` arguments; one that is never closed
        is none."""
        for _ in range(2):
            _, end = self._find_option(number)
            number = number if end is None else end + 1
        for _ in range(count):
            group = self.find_group(number)
            if group is None:
                break
            number = group[1] + 1
        return number
