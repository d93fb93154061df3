"""`footnote fit`: fits confidence to the owner's own questions."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.commands import Commands
from bot.cli.output import configure_logging, fail
from bot.config.settings import Settings
from bot.evaluation.labelled_questions import (
    LabelledQuestion,
    read_plain_questions,
    read_question_file,
)

if TYPE_CHECKING:
    from bot.evaluation.fitting import Fit
    from embeddings import Fitted

_NO_BETTER = "That is no better than before; it is kept until footnote fit --reset removes it."


def add_parser(commands: Commands) -> None:
    """The command's arguments."""
    parser = commands.add_parser("fit", help="fit confidence to your own questions")
    parser.add_argument(
        "questions", type=Path, nargs="?", metavar="QUESTIONS.jsonl", help="as for evaluate"
    )
    parser.add_argument(
        "off_topic",
        type=Path,
        nargs="?",
        metavar="OFF_TOPIC.txt",
        help="questions without an answer, one a line; default: some that hardly any articles have",
    )
    parser.add_argument("--reset", action="store_true", help="remove what was fitted")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Fits confidence, keeps it beside the index and says what it is worth; or removes it."""
    from embeddings import remove_fitted

    if options.reset:
        removed = remove_fitted(settings.index_dir)
        print("Removed what was fitted." if removed else "Nothing was fitted.")
        return 0
    if options.questions is None:
        return fail("fit: give a file of questions, or --reset", code=2)
    questions = read_question_file(options.questions)
    off_topic = read_plain_questions(options.off_topic) if options.off_topic else ()
    configure_logging(settings)
    return _fit(questions, off_topic, settings)


def _fit(
    questions: tuple[LabelledQuestion, ...], off_topic: tuple[str, ...], settings: Settings
) -> int:
    from bot.evaluation.fitting import ask_all, fit_confidence
    from bot.indexing.opening import open_unfitted
    from embeddings import (
        FITTED_NUMBERS,
        RANKING_PARAMETERS,
        Fitted,
        list_reference_questions,
        write_fitted,
    )

    retriever = open_unfitted(settings)
    manifest = retriever.manifest
    others = off_topic or list_reference_questions(retriever.list_languages())
    asked = ask_all(questions, others, retriever)
    fit = fit_confidence(asked, RANKING_PARAMETERS, settings.min_confidence)
    numbers = {name: round(getattr(fit.parameters, name), 4) for name in FITTED_NUMBERS}
    answerable = sum(one.article is not None for one in asked)
    fitted = Fitted(
        manifest.encoder,
        manifest.encoder_fingerprint,
        numbers,
        answerable,
        len(asked) - answerable,
    )
    write_fitted(fitted, settings.index_dir)
    print(render_fit(fit, fitted, settings.min_confidence))
    return 0


def render_fit(fit: "Fit", fitted: "Fitted", min_confidence: float) -> str:
    """What was fitted, for a terminal."""
    lines = [
        f"Fitted to {fitted.questions} questions and {fitted.off_topic} off the topic. "
        f"On articles left out of fitting, with threshold {min_confidence:g}:",
        *(
            f"  {name}  answered {shares.answered:.3f}, off the topic declined "
            f"{shares.declined:.3f}"
            for name, shares in (("before", fit.before), ("after ", fit.after))
        ),
        *([] if fit.is_better else [_NO_BETTER]),
        *(f"  {name} {value:g}" for name, value in fitted.numbers.items()),
        "A running bot takes it over when it is started again; footnote fit --reset removes it.",
    ]
    return "\n".join(lines)
