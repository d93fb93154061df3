"""What a refresh has done, and how it is told."""

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum

from corpus import clean_line

_MAX_SHOWN = 30
"""Of what is told of each kind, line by line."""


class Change(Enum):
    """What has become of an address, as it is told: how many, and, of some, which."""

    ADDED = "new"
    CHANGED = "changed"
    SAME = "unchanged"
    COPIED = "the same as others"
    MOVED = "moved"
    EMPTY = "without text"
    VANISHED = "vanished"
    RETIRED = "taken out"
    OWNED = "the owner's"
    REFUSED = "not taken"
    FAILED = "not to be had just now"


_NAMED = (
    Change.VANISHED,
    Change.RETIRED,
    Change.OWNED,
    Change.REFUSED,
    Change.FAILED,
)


@dataclass(slots=True)
class Report:
    """`counts` is how many addresses there are of each kind, `lines` are those that are named, each
    with the reason; `problems` are sources that could not be looked at. `missed` of what was
    added by its own address is no article. `left_out` links were not followed, as there were more
    pages than are looked at."""

    counts: Counter[Change] = field(default_factory=Counter)
    lines: dict[Change, list[str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    missed: int = 0
    left_out: int = 0

    def note(self, change: Change, address: str, reason: str | None = None) -> None:
        """Something has become of an address."""
        self.counts[change] += 1
        if change in _NAMED:
            shown = f"{clean_line(address)}: {clean_line(reason)}" if reason else address
            self.lines.setdefault(change, []).append(shown)

    def note_problem(self, address: str, reason: str) -> None:
        """A source could not be looked at."""
        self.problems.append(f"{clean_line(address)}: {clean_line(reason)}")

    @property
    def has_changed(self) -> bool:
        """Whether any article is another one than before."""
        return any(self.counts[c] for c in (Change.ADDED, Change.CHANGED, Change.RETIRED))


def format_report(report: Report) -> str:
    """What was done, in lines."""
    counts = [
        f"{report.counts[change]} {change.value}" for change in Change if report.counts[change]
    ]
    lines = [f"Pages: {', '.join(counts)}." if counts else "Nothing was there to be fetched."]
    for change in _NAMED:
        named = report.lines.get(change, [])
        if named:
            lines.append(f"{change.value.capitalize()}:")
            lines += [f"  {line}" for line in named[:_MAX_SHOWN]]
            if len(named) > _MAX_SHOWN:
                lines.append(f"  and {len(named) - _MAX_SHOWN} more")
    lines += [f"Cannot be looked at: {problem}" for problem in report.problems]
    if report.left_out:
        lines.append(f"More pages than are looked at: {report.left_out} links were not followed.")
    return "\n".join(lines)
