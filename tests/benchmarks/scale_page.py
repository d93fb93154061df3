"""What `scale` measured, as a table and a picture in docs/benchmarks.md."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

BEGIN = "<!-- scale: written by make bench-scale, not by hand -->"
END = "<!-- end of scale -->"

Figures = Mapping[str, Any]

_COLUMNS = (
    ("passages", "passages", "{:,}"),
    ("kB a passage", "kb_a_passage", "{:.1f}"),
    ("built but for the encoder, ms a passage", "ms_a_passage", "{:.2f}"),
    ("one article changed, s", "change_s", "{:.2f}"),
    ("taken over, s", "taken_over_s", "{:.2f}"),
    ("opened, s", "opened_s", "{:.2f}"),
    ("memory when opened, MiB", "opened_mib", "{:.0f}"),
    ("after questions, MiB", "asked_mib", "{:.0f}"),
    ("question p50, ms", "p50_ms", "{:.1f}"),
    ("p95, ms", "p95_ms", "{:.1f}"),
    ("p95 by the clock, ms", "p95_clock_ms", "{:.1f}"),
    ("recall", "recall", "{:.4f}"),
)
_DRAWN = ("opened_s", "change_s", "opened_mib", "p95_ms")


def write_section(figures: Sequence[Figures], command: str, machine: str, page: Path) -> None:
    """Replaces what stands between the marks of `page`, and draws the picture beside it.

    :raises ValueError: if a mark is missing.
    :raises OSError: if a file cannot be written.
    """
    before, begin, rest = page.read_text("utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page.name} needs a line {BEGIN!r} and a line {END!r} behind it")
    picture = Path("pictures") / "scale.png"
    draw(figures, page.parent / picture)
    names = [title for title, _, _ in _COLUMNS]
    rows = [
        [form.format(one[key]) if one[key] is not None else "" for _, key, form in _COLUMNS]
        for one in figures
    ]
    lines = [names, ["---"] * len(names), *rows]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    parts = [f"```\n{command}\n```", f"Machine: {machine}.", f"![Growth]({picture})", table]
    page.write_text(f"{before}{BEGIN}\n" + "\n\n".join(parts) + f"\n{END}{after}", "utf-8")


def draw(figures: Sequence[Figures], path: Path) -> None:
    """Writes a PNG to `path`: a panel for each of a few figures, by the number of passages.

    :raises OSError: if it cannot be written.
    """
    figure = Figure(figsize=(10, 2.8), layout="constrained")
    FigureCanvasAgg(figure)
    titles = {key: title for title, key, _ in _COLUMNS}
    passages = [one["passages"] for one in figures]
    for axes, key in zip(figure.subplots(1, len(_DRAWN)), _DRAWN, strict=True):
        axes.plot(passages, [one[key] for one in figures], marker="o")
        axes.set_xscale("log")
        axes.set_ylim(bottom=0)
        axes.set_title(titles[key], fontsize=9)
        axes.set_xlabel("passages", fontsize=8)
        axes.spines[["top", "right"]].set_visible(False)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        figure.savefig(file, format="png", dpi=110, metadata={"Software": None})
