"""`footnote gaps`: what questions without an answer say about which article to write next."""

import argparse
import sys
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from bot.cli.commands import Commands
from bot.cli.extras import check_evaluation_extra
from bot.cli.output import configure_logging, make_plain, write_json, write_utf8
from bot.config.settings import Settings
from bot.text.citations import cut_name
from bot.text.translation import format_date

if TYPE_CHECKING:
    from bot.evaluation.topics import Topic

_MAX_OTHERS = 3
_MAX_CHARACTERS = 200

_OFF = (
    "Unanswered questions are not kept. To keep them, without who asked, set KEEP_UNANSWERED=yes "
    "in .env and restart the bot."
)
_NONE = "No question has been left without an answer since KEEP_UNANSWERED is on."
_OFF_NOW = "KEEP_UNANSWERED is off: no new ones are kept."


def add_parser(commands: Commands) -> None:
    """The command's arguments."""
    parser = commands.add_parser("gaps", help="questions without an answer (KEEP_UNANSWERED)")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--json", action="store_true", help="one JSON object for each topic")
    what.add_argument("--clear", action="store_true", help="forget all of them")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Prints the topics, or forgets the questions."""
    if not options.clear:
        check_evaluation_extra("sklearn")
    configure_logging(settings)
    write_utf8()
    report = clear_gaps(settings) if options.clear else report_gaps(settings, options.json)
    if report:  # as JSON nothing is nothing
        print(report if options.json else make_plain(report))
    return 0


def report_gaps(settings: Settings, as_json: bool) -> str:
    """The topics of the questions that are kept: text, or one line of JSON for each.

    :raises DatabaseError, ModelError: if they cannot be read or encoded.
    """
    from bot.cli.progress import show_progress
    from bot.evaluation.topics import count_repeats, gather_topics
    from bot.storage.database import Database
    from bot.storage.unanswered import GapStore
    from embeddings import load_encoder

    database = Database(settings.database_place)
    # A look would make one.
    questions = [] if database.is_empty() else GapStore(database).list()
    gaps = count_repeats(questions)
    if not gaps:
        nothing = _NONE if settings.keep_unanswered else _OFF
        return "" if as_json else nothing
    encoder = load_encoder(
        settings.embedding_model, settings.fingerprints_path, settings.encoder_backend
    )
    with show_progress(sys.stderr) as show:
        topics = gather_topics(gaps, encoder, partial(show, "encoded", "questions"))
    if as_json:
        return "\n".join(write_json(_make_record(topic)) for topic in topics)
    first, last = min(gap.first for gap in gaps), max(gap.last for gap in gaps)
    asked = _count(sum(gap.count for gap in gaps), "unanswered question")
    heading = f"{asked} on {_count(len(topics), 'topic')}, {_format_days(first, last)}."
    blocks = [heading, *map(_render_topic, topics)]
    return "\n\n".join(blocks if settings.keep_unanswered else [*blocks, _OFF_NOW])


def clear_gaps(settings: Settings) -> str:
    """Forgets all questions that are kept; says how many there were.

    :raises DatabaseError: if that cannot be done.
    """
    from bot.storage.database import Database
    from bot.storage.unanswered import GapStore

    store = GapStore(Database(settings.database_place))
    count = store.count()
    store.clear()
    return f"Forgot {_count(count, 'unanswered question')}."


def _render_topic(topic: "Topic") -> str:
    times = f"{topic.count} ×"
    central, *others = topic.gaps
    indent = " " * (len(times) + 2)
    lines = [f"{times}  {cut_name(central.question, _MAX_CHARACTERS)}"]
    # The others that were asked most; of those asked alike, the more central.
    for gap in sorted(others, key=lambda gap: -gap.count)[:_MAX_OTHERS]:
        again = f" ({gap.count} ×)" if gap.count > 1 else ""
        lines.append(f"{indent}also: {cut_name(gap.question, _MAX_CHARACTERS)}{again}")
    if len(others) > _MAX_OTHERS:
        more = _count(len(others) - _MAX_OTHERS, "other wording")
        lines.append(f"{indent}and {more}")
    return "\n".join([*lines, f"{indent}{_format_days(topic.first, topic.last)}"])


def _make_record(topic: "Topic") -> dict[str, object]:
    central, *others = topic.gaps
    return {
        "count": topic.count,
        "question": central.question,
        "first": topic.first.isoformat(),
        "last": topic.last.isoformat(),
        "questions": [{"question": gap.question, "count": gap.count} for gap in (central, *others)],
    }


def _format_days(first: date, last: date) -> str:
    return format_date(first) if first == last else f"{format_date(first)} – {format_date(last)}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
