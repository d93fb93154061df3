"""What became of an archive, as it is told."""

from collections.abc import Sequence

from bot.sources.archives.importing import ArchiveReport
from corpus import clean_line

_MAX_SHOWN = 30
_MAX_NAME = 120


def format_report(report: ArchiveReport) -> str:
    """What was done, in lines."""
    counts = {
        "new": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "taken out": report.removed,
    }
    done = ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "none"
    lines = [f"Articles: {done}, in {report.folder}."]
    if report.passed_over:
        told = ", ".join(f"{count} {kind}" for kind, count in report.passed_over.most_common(20))
        lines.append(f"Left out: {clean_line(told)}.")
    lines += _name("Refused:", [f"{_shorten(r.name)}: {r.reason}" for r in report.refused])
    lines += _name("Left as you have changed them:", list(map(_shorten, report.owned)))
    lines += _name("Left out, as you took them out:", list(map(_shorten, report.taken_out)))
    if report.left:
        lines.append(
            f"{f'{report.left} articles' if report.left > 1 else '1 article'} of before "
            f"stay{'s' * (report.left == 1)}, as not one of them is in this archive: if it is "
            "another one, give it a folder of its own, as --into FOLDER."
        )
    if report.damage is not None:
        lines.append(f"The archive {report.damage}; so nothing was taken out.")
    return "\n".join(lines)


def _name(head: str, named: Sequence[str]) -> list[str]:
    if not named:
        return []
    lines = [head, *(f"  {clean_line(line)}" for line in named[:_MAX_SHOWN])]
    if len(named) > _MAX_SHOWN:
        lines.append(f"  and {len(named) - _MAX_SHOWN} more")
    return lines


def _shorten(name: str) -> str:
    return name if len(name) <= _MAX_NAME else f"{name[:_MAX_NAME]}…"
