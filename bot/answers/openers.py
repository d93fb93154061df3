"""What somebody who does not know the articles may ask first."""

from dataclasses import dataclass

MAX_OPENERS = 3


@dataclass(frozen=True, slots=True)
class Openers:
    """`count` articles there are; `questions` and `titles` of some of them are worth a look, at
    most `MAX_OPENERS` in all."""

    count: int
    questions: tuple[str, ...]
    titles: tuple[str, ...]
