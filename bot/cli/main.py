"""The command `footnote`: arguments and mistakes only.

What a command needs is imported when it runs: the encoder's libraries take seconds, which
`--help` and a mistake in the settings have no use for.
"""

import argparse
import io
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from bot.config.environment import find_env_file, read_environment
from bot.config.settings import Settings, SettingsError

_SECONDS_FOR_THREADS = 1.5

PROJECT_DIR = Path(__file__).resolve().parents[2]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command that `arguments` name; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a file's name may hold what the locale lacks
            stream.reconfigure(errors="backslashreplace")
    options = _make_parser().parse_args(arguments)
    try:
        env = read_environment(Path.cwd(), PROJECT_DIR)
        for name in ("corpus", "index"):
            if folder := getattr(options, name, None):
                env[f"{name.upper()}_DIR"] = folder
        env_file = find_env_file(Path.cwd(), PROJECT_DIR)
        settings = Settings.from_env(env, PROJECT_DIR, Path.cwd(), env_file)
        return int(options.run(options, settings))
    except SettingsError as exc:
        return _fail(str(exc), code=2)
    except KeyboardInterrupt:
        return _fail("interrupted", code=130)
    except BrokenPipeError:
        # The reader of our output went away, as `head` does: nothing is wrong, nothing is left.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="footnote", description="Answers questions on articles with verbatim quotes."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    index = commands.add_parser("index", help="build the index of the articles")
    index.add_argument("--corpus", metavar="DIR", help="folder of the articles (CORPUS_DIR)")
    index.add_argument("--index", metavar="DIR", help="folder of the index (INDEX_DIR)")
    index.add_argument("--if-stale", action="store_true", help="only if the articles changed")
    index.add_argument(
        "--force", action="store_true", help="even if questions in must_answer.jsonl are missed"
    )
    # For the bot, which shows in its own words how far it is.
    index.add_argument("--progress", action="store_true", help=argparse.SUPPRESS)
    index.set_defaults(run=_run_index)

    ask = commands.add_parser("ask", help="answer a question, or many from standard input")
    ask.add_argument("question", nargs="*", metavar="QUESTION", help="the question; - reads lines")
    ask.add_argument("--json", action="store_true", help="one JSON object for each question")
    ask.add_argument("--top", type=_parse_top, default=5, metavar="N", help="quotes at most (5)")
    ask.set_defaults(run=_run_ask, parser=ask)

    evaluate = commands.add_parser("evaluate", help="measure the answers to your own questions")
    evaluate.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl", help="see README")
    evaluate.add_argument(
        "--off-topic", type=Path, metavar="FILE", help="questions without an answer, one a line"
    )
    evaluate.add_argument("--json", action="store_true", help="one JSON object")
    evaluate.add_argument(
        "--plot", type=Path, metavar="FILE.png", help="draw precision against coverage"
    )
    evaluate.set_defaults(run=_run_evaluate)

    bot = commands.add_parser("bot", help="run the Telegram bot")
    bot.set_defaults(run=_run_bot)

    doctor = commands.add_parser("doctor", help="find what is not as it should be")
    doctor.add_argument(
        "--delete-webhook", action="store_true", help="delete a webhook, which forbids polling"
    )
    doctor.set_defaults(run=_run_doctor)

    gaps = commands.add_parser("gaps", help="questions without an answer (KEEP_UNANSWERED)")
    what = gaps.add_mutually_exclusive_group()
    what.add_argument("--json", action="store_true", help="one JSON object for each topic")
    what.add_argument("--clear", action="store_true", help="forget all of them")
    gaps.set_defaults(run=_run_gaps)
    return parser


def _parse_top(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 100")
    return int(text)


def _run_index(options: argparse.Namespace, settings: Settings) -> int:
    from bot.cli.progress import show_progress
    from bot.evaluation.labelled_questions import QuestionsError
    from bot.evaluation.must_answer import MustAnswerError
    from bot.indexing.rebuild import format_result, is_stale, rebuild_index
    from corpus import CorpusError
    from embeddings import BuildError, ModelError, PassageIndexError

    _configure_logging(settings)
    try:
        if options.if_stale and not is_stale(settings):
            return 0
        if options.progress:
            rebuild_index(settings, _print_progress, options.force)
            return 0
        with show_progress(sys.stderr) as on_progress:
            rebuilt = rebuild_index(settings, on_progress, options.force)
        print(format_result(rebuilt))
    except (CorpusError, QuestionsError, MustAnswerError) as exc:
        return _fail(str(exc))
    except (BuildError, ModelError, PassageIndexError) as exc:
        return _fail(str(exc))
    return 0


def _print_progress(done: int, total: int) -> None:
    print(done, total, flush=True)


def _run_ask(options: argparse.Namespace, settings: Settings) -> int:
    question = " ".join(options.question).strip()
    if not question:
        options.parser.error("give a question, or - to read questions from standard input")

    from bot.cli.ask import answer_questions, line_width, read_questions
    from embeddings import ModelError, PassageIndexError

    _configure_logging(settings)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    # An argument that is no UTF-8 comes with lone surrogates, which no encoder takes.
    asked = [question.encode("utf-8", "replace").decode()]
    questions = read_questions() if question == "-" else asked
    width = line_width(shutil.get_terminal_size().columns) if sys.stdout.isatty() else None
    separator = "" if options.json else "\n"
    try:
        for count, answer in enumerate(
            answer_questions(questions, settings, options.top, width, options.json)
        ):
            print((separator if count else "") + answer, flush=True)
    except (ModelError, PassageIndexError) as exc:
        return _fail(str(exc))
    return 0


def _run_evaluate(options: argparse.Namespace, settings: Settings) -> int:
    from bot.evaluation.labelled_questions import (
        QuestionsError,
        read_plain_questions,
        read_question_file,
    )

    try:
        questions = read_question_file(options.questions)
        off_topic = read_plain_questions(options.off_topic) if options.off_topic else ()
    except QuestionsError as exc:
        return _fail(str(exc))

    from bot.cli.evaluate import draw_curve, render_json, render_text
    from bot.evaluation.measures import measure_answers
    from bot.indexing.opening import open_retriever
    from embeddings import ModelError, PassageIndexError

    _configure_logging(settings)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        retriever = open_retriever(settings)
    except (ModelError, PassageIndexError) as exc:
        return _fail(str(exc))
    evaluation = measure_answers(questions, off_topic, retriever, settings.min_confidence)
    print(render_json(evaluation) if options.json else render_text(evaluation), flush=True)
    try:
        if options.plot:
            draw_curve(evaluation, options.plot)
    except OSError as exc:
        return _fail(f"cannot write {options.plot}: {exc.strerror}")
    return 0


def _run_bot(options: argparse.Namespace, settings: Settings) -> int:
    if settings.telegram_bot_token is None:
        raise SettingsError("TELEGRAM_BOT_TOKEN is not set: get a token from @BotFather")
    # Until the application handles it: loading takes seconds, and ending then is no failure.
    signal.signal(signal.SIGTERM, _exit_quietly)

    from bot.telegram.application import BotError, run_bot
    from embeddings import ModelError, PassageIndexError

    _configure_logging(settings)
    try:
        run_bot(settings, settings.telegram_bot_token)
    except (BotError, ModelError, PassageIndexError) as exc:
        return _fail(str(exc))
    return 0


def _run_doctor(options: argparse.Namespace, settings: Settings) -> int:
    import asyncio

    from bot.cli.doctor import render_findings
    from bot.doctor.doctor import examine
    from bot.doctor.findings import is_anything_wrong

    redact = _configure_logging(settings)
    findings = asyncio.run(examine(settings, options.delete_webhook))
    print(redact(render_findings(findings)))
    return 1 if is_anything_wrong(findings) else 0


def _run_gaps(options: argparse.Namespace, settings: Settings) -> int:
    from bot.cli.gaps import clear_gaps, report_gaps
    from bot.storage.database import DatabaseError
    from embeddings import ModelError

    _configure_logging(settings)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        report = clear_gaps(settings) if options.clear else report_gaps(settings, options.json)
    except (DatabaseError, ModelError) as exc:
        return _fail(str(exc))
    if report:  # as JSON nothing is nothing
        print(report)
    return 0


def _exit_quietly(signal_number: int, frame: object) -> NoReturn:
    raise SystemExit(0)


def _configure_logging(settings: Settings) -> Callable[[str], str]:
    """What takes the token out of a text, as it is taken out of the log."""
    from bot.monitoring.logs import configure_logging

    return configure_logging(settings.log_level, settings.telegram_bot_token)


def _fail(message: str, code: int = 1) -> int:
    from bot.monitoring.logs import redact_tokens  # what was mistaken may be the token

    for line in redact_tokens(message).splitlines():
        print(f"footnote: {line}", file=sys.stderr)
    return code


def run() -> NoReturn:
    """The entry point of the console script."""
    try:
        code = main()
    except SystemExit as exc:  # also by a second signal while the first is obeyed
        code = exc.code if isinstance(exc.code, int) else 0
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    # The interpreter waits for its threads, and one may wait for a lock for a minute.
    ending = threading.Timer(_SECONDS_FOR_THREADS, _end_at_once, (code,))
    ending.daemon = True
    ending.start()
    sys.exit(code)


def _end_at_once(code: int) -> NoReturn:
    print("footnote: ended before a thread had done its work", file=sys.stderr)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)
