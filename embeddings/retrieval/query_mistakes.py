"""What may be wrong with the filters and phrases of a question.

Each record holds what was written, on one line and cut, and what to write instead. `str` of it is a
line in English.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OnlyFilters:
    """There are filters and no question."""

    def __str__(self) -> str:
        return "there are only filters: add a question"


@dataclass(frozen=True, slots=True)
class TooManyPhrases:
    """More than `max_phrases` phrases are in quotation marks."""

    max_phrases: int

    def __str__(self) -> str:
        return f"there are more than {self.max_phrases} phrases in quotation marks"


@dataclass(frozen=True, slots=True)
class ValueMissing:
    """The filter `written` has no value, or only one of its quotation marks; `example` has one."""

    written: str
    example: str

    def __str__(self) -> str:
        return f"{self.written} has no value between two quotation marks: write {self.example}"


@dataclass(frozen=True, slots=True)
class MisspeltFilter:
    """The word `written` before its colon is nearly that of the filter `meant`."""

    written: str
    meant: str

    def __str__(self) -> str:
        return f"{self.written} is no filter: write {self.meant}, or a space after the colon"


@dataclass(frozen=True, slots=True)
class InvalidDate:
    """The `value` of the filter `word`, which is "after" or "before", is no date."""

    word: str
    value: str

    def __str__(self) -> str:
        return f"{self.word}:{self.value} is no date: write {self.word}:2024-11-13"


@dataclass(frozen=True, slots=True)
class EmptyPeriod:
    """No day is both on or after `after` and on or before `before`."""

    after: date
    before: date

    def __str__(self) -> str:
        return f"no day fits both after:{self.after} and before:{self.before}"


QueryMistake = (
    OnlyFilters | TooManyPhrases | ValueMissing | MisspeltFilter | InvalidDate | EmptyPeriod
)
