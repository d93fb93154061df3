"""What a doctor finds, as a message."""

from collections.abc import Sequence

from bot.doctor.findings import Finding, Health, count_findings, fit_line
from bot.telegram.messages.formatting import MAX_UNITS, Part, Reply, count_units, join_parts
from bot.telegram.messages.silencing import silence
from bot.text.translation import gettext

_SIGNS = {"ok": "✅", "warning": "⚠️", "wrong": "❌"}
_ROOM_FOR_REST = 100
"""Units for the line that counts what there was no room for."""


def render_findings_reply(findings: Sequence[Finding]) -> Reply:
    """The findings as a message, the worst first; those that it has no room for are counted."""
    parts = [Part(count_findings(findings), "bold")]
    worst_first = sorted(findings, key=lambda finding: list(Health).index(finding.health))[::-1]
    for number, finding in enumerate(worst_first):
        # Titles of groups and names of files may be addresses; commands in the steps are meant.
        added = silence(f"\n\n{_SIGNS[finding.health.value]} {fit_line(finding.what)}")
        added += [Part(f"\n→ {fit_line(step)}") for step in finding.steps]
        if count_units([*parts, *added]) > MAX_UNITS - _ROOM_FOR_REST:
            left = len(worst_first) - number
            more = gettext("… and {count} more: footnote doctor shows all of them.")
            parts.append(Part("\n\n" + more.format(count=left)))
            break
        parts += added
    return join_parts(parts)
