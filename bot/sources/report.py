"""What a refresh has done, and how it is told."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from corpus import clean_line
from corpus.sources.addresses import find_host

_MAX_SHOWN = 30
"""Of what is told of each kind, line by line."""
_MAX_ALIKE = 3
"""Of one host and for one reason, that are told line by line."""


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
    OWNED = "left as you have them"
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
    """`counts` is how many addresses there are of each kind, `named` are some of them, each with
    the reason; `problems` are sources that could not be looked at. `missed` of what was
    added by its own address is no article. `left_out` links were not followed, as there were more
    pages than are looked at. `known` are pages that a feed or a sitemap names, and that were known
    before, but for those of `same_listings`, which have not changed since."""

    counts: Counter[Change] = field(default_factory=Counter)
    named: dict[Change, dict[str, str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    missed: int = 0
    left_out: int = 0
    known: set[str] = field(default_factory=set)
    same_listings: int = 0

    def note(self, change: Change, address: str, reason: str | None = None) -> None:
        """Something has become of an address."""
        if change in _NAMED:
            named = self.named.setdefault(change, {})
            if address in named:
                return
            named[address] = clean_line(reason or "")
        self.counts[change] += 1

    def take_back(self, change: Change) -> None:
        """What became of an address, none that is named, has become of it no more."""
        self.counts[change] -= 1
        self.counts += Counter()  # without what is none

    def note_problem(self, address: str, reason: str) -> None:
        """A source could not be looked at."""
        problem = f"{clean_line(address)}: {clean_line(reason)}"
        if problem not in self.problems:
            self.problems.append(problem)

    @property
    def has_changed(self) -> bool:
        """Whether any article is another one than before."""
        return any(self.counts[c] for c in (Change.ADDED, Change.CHANGED, Change.RETIRED))


def format_report(report: Report) -> str:
    """What was done, in lines."""
    counts = [
        f"{report.counts[change]} {change.value}" for change in Change if report.counts[change]
    ]
    lines = [f"Pages: {', '.join(counts)}." if counts else _explain_nothing(report)]
    for change in _NAMED:
        if named := report.named.get(change):
            lines.append(f"{change.value.capitalize()}:")
            lines += _list_named(named)
    lines += [f"Cannot be looked at: {problem}" for problem in report.problems]
    if report.left_out:
        lines.append(f"More pages than are looked at: {report.left_out} links were not followed.")
    return "\n".join(lines)


def _explain_nothing(report: Report) -> str:
    """Why no page was visited."""
    if report.same_listings:
        return "Nothing is new: what is named there has not changed, and is known already."
    if not report.known:
        return "Nothing was there to be fetched."
    if len(report.known) == 1:
        return "The one page that is named is known already."
    return f"All {len(report.known)} pages that are named are known already."


def _list_named(named: Mapping[str, str]) -> Iterator[str]:
    """The addresses, each with the reason; those of a host with the same as one line, if there are
    many: what is wrong with one page of a host often is with all."""
    groups: dict[tuple[str, str], list[str]] = {}
    for address, reason in named.items():
        groups.setdefault((find_host(address), reason), []).append(clean_line(address))
    lines: list[str] = []
    for (host, reason), addresses in groups.items():
        because = f": {reason}" if reason else ""
        shown = addresses if len(addresses) <= _MAX_ALIKE else addresses[:1]
        lines += (f"  {address}{because}" for address in shown)
        if len(shown) < len(addresses):
            lines.append(f"  and {len(addresses) - 1} more of {host} for the same reason")
    yield from lines[:_MAX_SHOWN]
    if len(lines) > _MAX_SHOWN:
        yield f"  and {len(lines) - _MAX_SHOWN} more"
