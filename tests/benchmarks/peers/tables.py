"""Figures as tables: text for a terminal, Markdown for a page."""

from collections.abc import Sequence

from tests.benchmarks.peers.figures import MEASURES, Figures

GROUPS = {
    "Building": ("build_processor_s", "build_wall_s", "build_peak_mib"),
    "First answer of a process": ("first_processor_s", "first_wall_s", "first_peak_mib"),
    "Questions, one after the other": (
        "question_p50_ms",
        "question_p95_ms",
        "question_processor_ms",
        "asking_peak_mib",
    ),
    "Answers": ("answer_at_1", "answer_at_5", "quote_at_1", "characters"),
}
"""The tables, with a column for each measure."""
RATIOS = (
    "build_processor_s",
    "build_peak_mib",
    "first_processor_s",
    "first_peak_mib",
    "question_p50_ms",
    "question_processor_ms",
    "asking_peak_mib",
)


def render_text(figures: Sequence[Figures]) -> str:
    """A table for each group, in columns."""
    blocks = []
    for group, keys in GROUPS.items():
        blocks.append(f"{group}\n{_align(list_cells(figures, keys))}")
    return "\n\n".join(blocks)


def render_markdown(figures: Sequence[Figures]) -> str:
    """The same, a heading and a table for each group."""
    blocks = []
    for group, keys in GROUPS.items():
        head, *rows = list_cells(figures, keys)
        lines = [_line(head), _line(["---"] * len(head)), *map(_line, rows)]
        blocks.append("\n".join([f"### {group}", "", *lines]))
    return "\n\n".join(blocks)


def list_cells(figures: Sequence[Figures], keys: Sequence[str]) -> list[list[str]]:
    """Titles, then a row for each contender: the median and, where runs differ, the least in
    brackets; "–" where something does not apply."""
    rows = [["", *(MEASURES[key].title for key in keys)]]
    return rows + [[one.name, *(_cell(one, key) for key in keys)] for one in figures]


def render_ratios(figures: Sequence[Figures], markdown: bool) -> str:
    """How many times less of each cost the first of `figures` and its variants have than the best
    of the others, by the least of all runs; `""` without both kinds."""
    ours = [one for one in figures if is_ours(one)]
    theirs = [one for one in figures if not is_ours(one)]
    if not ours or not theirs:
        return ""
    rows = [["times less than the best peer", *(one.name for one in ours)]]
    for key in RATIOS:
        best = min((one.measured[key].least, one.name) for one in theirs)
        cells = [f"{best[0] / max(one.measured[key].least, 1e-9):.2f}" for one in ours]
        rows.append([f"{MEASURES[key].title} ({best[1]})", *cells])
    if markdown:
        return "\n".join([_line(rows[0]), _line(["---"] * len(rows[0])), *map(_line, rows[1:])])
    return _align(rows)


def is_ours(figures: Figures) -> bool:
    """Whether these are Footnote's, by whatever encoder."""
    return figures.name.partition(",")[0] == "Footnote"


def _cell(figures: Figures, key: str) -> str:
    measured, digits = figures.measured.get(key), MEASURES[key].digits
    if measured is None:
        return "–"
    median, least = f"{measured.median:.{digits}f}", f"{measured.least:.{digits}f}"
    return median if median == least else f"{median} ({least})"


def _align(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(f"{cell:>{width}}" for cell, width in zip(row, widths, strict=True))
        for row in rows
    )


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
