"""What a doctor finds: whether it is as it should be, and what to do if it is not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.telegram.messages.formatting import MOST_UNITS, Part, Reply, count_units, join_parts
from bot.telegram.messages.silencing import silence
from bot.text.citations import cut_text
from bot.text.translation import gettext, ngettext
from corpus import clean_line

_SIGNS = {"ok": "✅", "warning": "⚠️", "wrong": "❌"}
_MOST_CHARACTERS = 500
_ROOM_FOR_REST = 100


class Health(Enum):
    """How well something is; the worst last."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, on one line, and the steps that mend it, in order."""

    health: Health
    what: str
    steps: tuple[str, ...] = ()


def ok(what: str) -> Finding:
    """Something is as it should be."""
    return Finding(Health.OK, what)


def warn(what: str, *steps: str) -> Finding:
    """The bot works, but not as well as it could."""
    return Finding(Health.WARNING, what, steps)


def wrong(what: str, *steps: str) -> Finding:
    """The bot does not work, or is about to stop."""
    return Finding(Health.WRONG, what, steps)


def is_anything_wrong(findings: Sequence[Finding]) -> bool:
    """Whether the bot cannot work as it is; warnings are nothing wrong."""
    return any(finding.health is Health.WRONG for finding in findings)


def render_findings(findings: Sequence[Finding]) -> str:
    """The findings for a terminal, and how many there are of what is not ok."""
    lines = []
    for finding in findings:
        lines.append(f"{finding.health.value:8} {_clean(finding.what)}")
        lines += [f"{'':8} → {_clean(step)}" for step in finding.steps]
    return "\n".join([*lines, "", _count(findings)])


def render_findings_reply(findings: Sequence[Finding]) -> Reply:
    """The findings as a message, the worst first; those that it has no room for are counted."""
    parts = [Part(_count(findings), "bold")]
    worst_first = sorted(findings, key=lambda finding: list(Health).index(finding.health))[::-1]
    for number, finding in enumerate(worst_first):
        # Titles of groups and names of files may be addresses; commands in the steps are meant.
        added = silence(f"\n\n{_SIGNS[finding.health.value]} {_clean(finding.what)}")
        added += [Part(f"\n→ {_clean(step)}") for step in finding.steps]
        if count_units([*parts, *added]) > MOST_UNITS - _ROOM_FOR_REST:
            left = len(worst_first) - number
            more = gettext("… and {count} more: footnote doctor shows all of them.")
            parts.append(Part("\n\n" + more.format(count=left)))
            break
        parts += added
    return join_parts(parts)


def _count(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.health for finding in findings)
    warnings = counts[Health.WARNING]
    told = ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings)
    if counts[Health.WRONG]:
        return gettext("{wrong} wrong, {warnings}.").format(
            wrong=counts[Health.WRONG], warnings=told
        )
    if warnings:
        return gettext("Nothing is wrong, {warnings}.").format(warnings=told)
    return gettext("All is well.")


def _clean(text: str) -> str:
    return cut_text(clean_line(text), _MOST_CHARACTERS)
