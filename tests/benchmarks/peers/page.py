"""The page of figures, docs/benchmarks.md: what stands between its two marks is of the last run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.benchmarks.peers.figures import Figures
from tests.benchmarks.peers.tables import is_ours, render_markdown, render_ratios
from tests.support.paths import PROJECT

PAGE = PROJECT / "docs" / "benchmarks.md"
PICTURE = PROJECT / "docs" / "pictures" / "benchmarks.png"

BEGIN = "<!-- figures: written by make bench, not by hand -->"
END = "<!-- end of figures -->"

_BUSY = 1.0
"""The load before anything is measured from which on other work disturbs it."""


class PageError(Exception):
    """The page lacks a mark."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the figures are of: the articles in a few words, the command that measured them, the
    machine, and how many processes wanted a core when it began and ended."""

    articles: str
    questions: int
    runs: int
    command: str
    machine: str
    loads: tuple[float | None, float | None]
    own_versions: dict[str, str]


def write_page(figures: Sequence[Figures], setting: Setting, page: Path, picture: str) -> None:
    """Replaces what stands between the marks of `page`; `picture` is the link to the picture.

    :raises PageError: if a mark is missing, or stands there twice.
    """
    text = page.read_text("utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise PageError(f"{page.name} needs one line {BEGIN!r} and one line {END!r} behind it")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    written = render_section(figures, setting, picture)
    page.write_text(f"{before}{BEGIN}\n{written}\n{END}{after}", "utf-8")


def render_section(figures: Sequence[Figures], setting: Setting, picture: str) -> str:
    """What was measured, on what, and the tables."""
    parts = [
        f"{setting.articles}, {setting.questions:,} questions; {setting.runs} runs, "
        f"{date.today().isoformat()}:",
        f"```\n{setting.command}\n```",
        f"Machine: {setting.machine}. {_describe_loads(setting.loads)}",
        f"![{', '.join(one.name for one in figures)}]({picture})",
        render_ratios(figures, markdown=True),
        render_markdown(figures),
        "### Versions and passages",
        "\n".join(_describe(one, setting.own_versions) for one in figures),
    ]
    return "\n\n".join(part for part in parts if part)


def _describe(figures: Figures, own_versions: dict[str, str]) -> str:
    versions = own_versions if is_ours(figures) else figures.versions
    parts = [", ".join(f"{name} {version}" for name, version in versions.items())]
    parts += [f"{figures.passages:,} passages"] if figures.passages is not None else []
    if figures.prepared_s:
        parts.append(f"made once before: {figures.prepared_s:.1f} s of processor time")
    return f"- {figures.name}: {'; '.join(parts)}"


def _describe_loads(loads: tuple[float | None, float | None]) -> str:
    before, after = loads
    if before is None or after is None:
        return ""
    told = (
        f"Load of other work and of this, a minute's average: {before:.1f} when it began, "
        f"{after:.1f} when it ended."
    )
    busy = " **The machine was busy: seconds on the wall say little, processor time does.**"
    return told + (busy if before > _BUSY else "")
