"""How many quotes an answer has, how sure it must be, how many searches it may cost, and the day on
which it is asked for."""

from dataclasses import dataclass, replace
from datetime import date

MAX_FIRST_READINGS = 8
"""Searches of one message for each of its questions, all of it, what that joins, and with the
question before it."""

MAX_SECOND_READINGS = 9
"""More of them: with words mended, a subject alone, without what is said of the asking, together
with what goes before. Each search encodes one text."""

_MAX_READ_AGAIN = 3000
"""Characters that all second readings of a message may have together, if it has one at all."""


@dataclass(slots=True)
class Limits:
    """Of the answer to one message, asked on `today`; `left` counts down how often it may still be
    read again."""

    max_quotes: int
    min_confidence: float
    today: date | None = None
    left: int = MAX_SECOND_READINGS

    def with_length(self, characters: int) -> "Limits":
        """The same for a message that has so many with what goes before it: a long one, of which
        each reading costs several times as much, is read again less often, but once."""
        allowed = max(1, _MAX_READ_AGAIN // max(1, characters))
        return replace(self, left=min(self.left, allowed))

    def take(self, count: int = 1) -> bool:
        """Whether there may be `count` more readings, which are counted."""
        is_allowed = self.left >= count
        self.left -= count * is_allowed
        return is_allowed
