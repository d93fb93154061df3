"""What a doctor finds, in a terminal."""

from collections.abc import Sequence

from bot.doctor.findings import Finding, count_findings, fit_line


def render_findings(findings: Sequence[Finding]) -> str:
    """The findings for a terminal, and how many there are of what is not ok."""
    lines = []
    for finding in findings:
        lines.append(f"{finding.health.value:8} {fit_line(finding.what)}")
        lines += [f"{'':8} → {fit_line(step)}" for step in finding.steps]
    return "\n".join([*lines, "", count_findings(findings)])
