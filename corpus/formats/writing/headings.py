"""The headings above a place in a text, and the titles of the asides that it is in."""

from dataclasses import dataclass

from corpus.structure.blocks.headings.releases import Release, is_other_release, read_release
from corpus.structure.numbering.unit_labels import read_unit_label

BOLD_LEVEL = 7
"""Of a bold line that heads what follows: below all headings."""
LINK_SIGNS = ("¶", "🔗")
"""Signs of the link to itself that a page shows behind a heading, in which none ends otherwise."""
_MAX_ASIDES = 50
"""Asides within each other of which the titles are known: those next to what stands in them."""


def leave_out_sign(heading: str, signs: tuple[str, ...] = LINK_SIGNS) -> str:
    """`heading` without one of `signs` at its end, unless that is all of it."""
    if not heading.endswith(signs):
        return heading
    return heading[:-1].rstrip() or heading


@dataclass(slots=True)
class _Aside:
    title: str
    level: int


class Headings:
    """What stands above the present place; headings come and go with their levels."""

    def __init__(self) -> None:
        self._levels: dict[int, str] = {}
        self._asides: list[_Aside] = []
        self._releases: dict[int, Release] = {}
        """Those of `_levels` that are of a release."""

    @property
    def path(self) -> tuple[str, ...]:
        """All of them, outermost first."""
        titles = (aside.title for aside in self._asides[-_MAX_ASIDES:] if aside.title)
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
        self.leave(level)
        self._levels[level] = heading
        release = read_release(heading)
        if release:
            self._releases[level] = release

    def find_other_release(self, text: str) -> int | None:
        """The level of the innermost heading that is of a release, if that is another one than
        `text` is of, which so ends it; None if not."""
        release = read_release(text) if self._releases else None
        if release is None or release.is_named:
            return None
        level = max(self._releases)
        return level if is_other_release(self._releases[level], release) else None

    def leave(self, level: int) -> None:
        """Ends the sections of `level` and below, as a heading there would."""
        while self._asides and level <= self._asides[-1].level:
            self._asides.pop()
        self._levels = {n: text for n, text in self._levels.items() if n < level}
        if self._releases:
            self._releases = {n: one for n, one in self._releases.items() if n < level}

    def open_aside(self, title: str = "") -> None:
        self._asides.append(_Aside(title, self.level))

    def name_aside(self, title: str) -> None:
        """Gives a title to the innermost aside."""
        if self._asides:
            self._asides[-1].title = title

    def close_aside(self) -> None:
        if self._asides:
            self._asides.pop()
