"""What a doctor finds: whether it is as it should be, and what to do if it is not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.text.citations import cut_text
from bot.text.translation import gettext, ngettext
from corpus import clean_line

_MAX_CHARACTERS = 500


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


def count_findings(findings: Sequence[Finding]) -> str:
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


def fit_line(text: str) -> str:
    return cut_text(clean_line(text), _MAX_CHARACTERS)
