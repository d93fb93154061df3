"""What a line that the bot writes around quotes is, by its words."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class FrameKind(Enum):
    """What a line of the bot's is: a note above an answer; further articles with the same words or
    nearly the same, and how many more; what an article is based on; who speaks; a page or a row."""

    NOTE = "note"
    ALSO = "also"
    ALIKE = "alike"
    BASIS = "basis"
    SPEAKER = "speaker"
    PLACE = "place"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Frame:
    """A line that the bot may have written, and what it names."""

    kind: FrameKind
    named: str


ReadFrame = Callable[[str], Frame | None]
"""The frame that a line may be, in any language of the bot's; None if it is written otherwise."""
