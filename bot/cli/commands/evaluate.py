"""`footnote evaluate`: measures answers, for their reader as text, JSON, and a curve."""

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli.commands import Commands
from bot.cli.extras import check_evaluation_extra
from bot.cli.output import configure_logging, fail, make_plain, write_json, write_utf8
from bot.config.settings import Settings
from bot.config.trust import follow_links
from bot.evaluation.labelled_questions import read_plain_questions, read_question_file
from bot.text.citations import cut_text
from corpus import clean_line

if TYPE_CHECKING:
    from bot.evaluation.measures import CurvePoint, Evaluation, Figures, Outcome

_MAX_LINE_CHARACTERS = 100
_MAX_GROUP_CHARACTERS = 20


def add_parser(commands: Commands) -> None:
    """The command's arguments."""
    parser = commands.add_parser("evaluate", help="measure the answers to your own questions")
    parser.add_argument(
        "questions", type=Path, metavar="QUESTIONS.jsonl", help="as docs/measuring.md has it"
    )
    parser.add_argument(
        "--off-topic", type=Path, metavar="FILE", help="questions without an answer, one a line"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument(
        "--plot", type=Path, metavar="FILE.png", help="draw precision against coverage"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Asks the questions, prints what was measured and draws the curve."""
    questions = read_question_file(options.questions)
    off_topic = read_plain_questions(options.off_topic) if options.off_topic else ()
    check_evaluation_extra("ir_measures", "sklearn", *(["matplotlib"] if options.plot else []))

    from bot.evaluation.measures import measure_answers
    from bot.indexing.opening import open_retriever
    from bot.text.calibration import describe_calibration, explain_unused, is_used
    from embeddings import read_fitted

    configure_logging(settings)
    write_utf8()
    retriever = open_retriever(settings)
    evaluation = measure_answers(questions, off_topic, retriever, settings.min_confidence)
    if options.json:
        print(render_json(evaluation), flush=True)
    else:
        manifest, fitted = retriever.manifest, read_fitted(settings.index_dir)
        unused = fitted is not None and not is_used(fitted, manifest)
        notes = [describe_calibration(manifest, fitted), *(explain_unused() if unused else ())]
        print(make_plain("\n".join([render_text(evaluation), "", *notes])), flush=True)
    try:
        if options.plot:
            draw_curve(evaluation, follow_links(options.plot))
    except OSError as exc:
        return fail(f"cannot write {options.plot}: {exc.strerror}")
    return 0


def render_text(evaluation: "Evaluation") -> str:
    """The evaluation as lines for a terminal."""
    groups = [("all", evaluation.overall), *evaluation.languages.items(), *evaluation.kinds.items()]
    groups = [(_cut(name, _MAX_GROUP_CHARACTERS), figures) for name, figures in groups]
    width = max(len(name) for name, _ in groups)
    lines = [
        f"{'':{width}}  questions  answer@1  answer@3  answer@5    MRR  quote@1  quote@3  answered"
        "  p50 ms  p95 ms"
    ]
    lines += [f"{name:{width}}  {_format_figures(figures)}" for name, figures in groups]
    lines += [
        "",
        f"Threshold {evaluation.min_confidence:g}. First passage "
        f"{evaluation.overall.passage_characters:.0f} characters on average, first quote "
        f"{evaluation.overall.quote_characters:.0f}.",
    ]
    if off_topic := evaluation.off_topic:
        lines.append(
            f"Off topic: {off_topic.questions} questions, {off_topic.declined:.3f} declined, "
            f"AUROC {off_topic.auroc:.3f}."
        )
    lines += ["", *_render_thresholds(evaluation.thresholds)]
    if evaluation.worst:
        lines += ["", "Worst questions, with confidence and rank of the first right passage:"]
        lines += [line for outcome in evaluation.worst for line in _describe(outcome)]
    if evaluation.withheld:
        lines += ["", "Right passage first, but not answered, with confidence:"]
        lines += [line for outcome in evaluation.withheld for line in _describe(outcome)]
    return "\n".join(lines)


def render_json(evaluation: "Evaluation") -> str:
    """The evaluation, but for the curve, as one line of JSON."""
    record = {
        "min_confidence": evaluation.min_confidence,
        "all": _round(asdict(evaluation.overall)),
        "languages": {name: _round(asdict(f)) for name, f in evaluation.languages.items()},
        "kinds": {name: _round(asdict(f)) for name, f in evaluation.kinds.items()},
        "off_topic": _round(asdict(evaluation.off_topic)) if evaluation.off_topic else None,
        "thresholds": [_round(asdict(point)) for point in evaluation.thresholds],
        "worst": [_outcome_record(outcome) for outcome in evaluation.worst],
        "withheld": [_outcome_record(outcome) for outcome in evaluation.withheld],
    }
    return write_json(record)


def draw_curve(evaluation: "Evaluation", path: Path) -> None:
    """Writes a PNG of precision against coverage to `path`, with the present threshold marked.

    :raises OSError: if it cannot be written.
    """
    # Imported here: only a picture needs it, and it takes a second.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from bot.evaluation.measures import find_present_point

    figure = Figure(figsize=(6.4, 4.8), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    curve, present = evaluation.curve, find_present_point(evaluation)
    axes.plot([p.coverage for p in curve], [p.precision for p in curve], color="tab:blue")
    if present:
        label = (
            f"threshold {evaluation.min_confidence:g}: {present.coverage:.0%} answered, "
            f"{present.precision:.0%} of them right"
        )
        axes.plot([present.coverage], [present.precision], "o", color="tab:red", label=label)
        axes.legend(loc="lower left")
    axes.set(xlim=(0, 1.02), ylim=(0, 1.02))
    axes.set(xlabel="share of questions answered", ylabel="share of those quoted rightly")
    axes.set_title(f"{evaluation.overall.questions} questions")
    axes.grid(alpha=0.3)
    with path.open("wb") as file:
        figure.savefig(file, format="png", dpi=150)


def _format_figures(figures: "Figures") -> str:
    return (
        f"{figures.questions:9}  {figures.answer_at_1:8.3f}  {figures.answer_at_3:8.3f}  "
        f"{figures.answer_at_5:8.3f}  {figures.mrr:5.3f}  {figures.quote_at_1:7.3f}  "
        f"{figures.quote_at_3:7.3f}  {figures.answered:8.3f}  "
        f"{figures.p50_ms:6.1f}  {figures.p95_ms:6.1f}"
    )


def _render_thresholds(points: Sequence["CurvePoint"]) -> list[str]:
    """A line for each share, a column for each value of `MIN_CONFIDENCE`."""
    rows = {
        "MIN_CONFIDENCE": [f"{point.threshold:g}" for point in points],
        "answered": [f"{point.coverage:.3f}" for point in points],
        "of these right": [f"{p.precision:.3f}" if p.coverage else "–" for p in points],
    }
    if any(point.declined is not None for point in points):
        rows["off topic declined"] = [f"{point.declined or 0:.3f}" for point in points]
    width = max(map(len, rows))
    return [
        f"{name:{width}}" + "".join(f"{cell:>7}" for cell in cells) for name, cells in rows.items()
    ]


def _describe(outcome: "Outcome") -> list[str]:
    notes = ["" if outcome.answered else "not answered", outcome.mistake or ""]
    note = "; ".join(filter(None, notes))
    head = f"{outcome.confidence:.3f}  {outcome.right_rank or '–':>2}"
    return [
        f"  {head}  {_cut(outcome.question.text)}" + (f" ({note})" if note else ""),
        f"             expected: {_cut(' / '.join(outcome.question.answers))}",
        f"             quoted: {_cut(outcome.quote) or 'nothing'}",
    ]


def _outcome_record(outcome: "Outcome") -> dict[str, Any]:
    return {
        "question": outcome.question.text,
        "answers": outcome.question.answers,
        "article": outcome.question.article,
        "language": outcome.question.language,
        "answered": outcome.answered,
        "confidence": round(outcome.confidence, 4),
        "right_rank": outcome.right_rank,
        "quote": outcome.quote,
        "mistake": outcome.mistake,
    }


def _round(figures: dict[str, float | None]) -> dict[str, float | None]:
    return {n: value if value is None else round(value, 4) for n, value in figures.items()}


def _cut(text: str, most: int = _MAX_LINE_CHARACTERS) -> str:
    return cut_text(clean_line(text), most)
