"""Figures as a picture: a panel for each of a few measures, a bar for each contender."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from tests.benchmarks.peers.figures import MEASURES, Figures
from tests.benchmarks.peers.tables import is_ours

SHOWN = (
    "build_processor_s",
    "first_processor_s",
    "question_p50_ms",
    "build_peak_mib",
    "asking_peak_mib",
    "answer_at_1",
)
_OURS, _THEIRS = "tab:blue", "tab:gray"


def draw(figures: Sequence[Figures], path: Path) -> None:
    """Writes a PNG of medians to `path`.

    :raises OSError: if it cannot be written.
    """
    figure = Figure(figsize=(10, 1.2 + 0.9 * len(figures)), layout="constrained")
    FigureCanvasAgg(figure)
    for axes, key in zip(figure.subplots(2, 3, sharey=True).flat, SHOWN, strict=True):
        known = [(one.name, one.measured[key].median) for one in figures if key in one.measured]
        names, values = [name for name, _ in known], [value for _, value in known]
        colours = [_OURS if is_ours(one) else _THEIRS for one in figures if key in one.measured]
        bars = axes.barh(names, values, color=colours)
        axes.bar_label(bars, fmt=f"%.{MEASURES[key].digits}f", padding=3)
        better = "less" if MEASURES[key].is_cost else "more"
        axes.set_title(f"{MEASURES[key].title} ({better} is better)", fontsize=10)
        axes.set_xlim(0, 1.2 * max(values, default=1))
        axes.spines[["top", "right"]].set_visible(False)
    figure.axes[0].invert_yaxis()  # shared: the first contender on top everywhere
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        figure.savefig(file, format="png", dpi=110, metadata={"Software": None})
