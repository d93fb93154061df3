"""The headings above a place in a text, and the titles of the asides that it is in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from corpus.structure.unit_labels import read_unit_label

BOLD_LEVEL = 7
"""Of a bold line that heads what follows: below all headings."""

_MAX_HEADING = 200
_MAX_SENTENCE = 80
"""Of a sentence above a row of hyphens, before that is a rule."""
_MIN_SENTENCE_WORDS = 6
_SENTENCE = re.compile(r"\S.*[.。।]")


@dataclass(slots=True)
class _Aside:
    title: str
    level: int


class Headings:
    """What stands above the present place; headings come and go with their levels."""

    def __init__(self) -> None:
        self._levels: dict[int, str] = {}
        self._asides: list[_Aside] = []

    @property
    def path(self) -> tuple[str, ...]:
        """All of them, outermost first."""
        titles = (aside.title for aside in self._asides if aside.title)
        return (*self._levels.values(), *titles)

    @property
    def label(self) -> str | None:
        """The number of the innermost numbered unit, not that of the title."""
        for level, heading in reversed(self._levels.items()):
            label = read_unit_label(heading) if level > 1 or len(self._levels) > 1 else None
            if label:
                return label
        return None

    @property
    def level(self) -> int:
        """The level of the innermost heading, 0 if there is none."""
        return max(self._levels, default=0)

    def add(self, level: int, heading: str) -> None:
        """Enters a heading, which ends the sections of its level and below. An aside that was
        never closed ends with the section that it is in."""
        while self._asides and level <= self._asides[-1].level:
            self._asides.pop()
        self._levels = {n: text for n, text in self._levels.items() if n < level}
        self._levels[level] = heading

    def open_aside(self, title: str = "") -> None:
        self._asides.append(_Aside(title, self.level))

    def name_aside(self, title: str) -> None:
        """Gives a title to the innermost aside."""
        if self._asides:
            self._asides[-1].title = title

    def close_aside(self) -> None:
        if self._asides:
            self._asides.pop()


def is_heading(opening: Token, lines: Sequence[str], following: Sequence[Token]) -> bool:
    """Whether what `opening` begins, with its text in `lines` and `following` below it, is a
    heading rather than a paragraph above a stray row of hyphens, or a sentence that heads
    nothing."""
    content = " ".join(lines).strip()
    is_sentence = _SENTENCE.fullmatch(content) is not None
    if len(content) > _MAX_HEADING:
        return False
    if opening.markup == "-" and (len(lines) > 1 or (is_sentence and len(content) > _MAX_SENTENCE)):
        return False
    heads_nothing = not following or (
        following[0].type == "heading_open" and following[0].tag <= opening.tag
    )
    return not (heads_nothing and is_sentence and len(content.split()) >= _MIN_SENTENCE_WORDS)
