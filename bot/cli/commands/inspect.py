"""`footnote inspect`: shows what the bot makes of files, before it answers from them."""

import argparse
import shutil
from typing import Any

from bot.articles.inspection import Inspection, inspect_paths
from bot.cli.commands import Commands
from bot.cli.output import (
    configure_logging,
    make_locator_record,
    make_plain,
    write_json,
    write_utf8,
)
from bot.config.settings import Settings
from bot.text.inspection import list_headings, render_file, render_skipped
from corpus import Article, ContainedReader, Passage

_MAX_COLUMNS = 100
_ARTICLE_KEYS = "title", "author", "source", "published", "url", "language", "fields", "text"


def add_parser(commands: Commands) -> None:
    """The command's arguments."""
    parser = commands.add_parser("inspect", help="show what the bot makes of a file")
    parser.add_argument("paths", nargs="+", metavar="FILE|FOLDER", help="what to look at")
    parser.add_argument("--json", action="store_true", help="one JSON object for each file")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Prints what becomes of each file; 1 if any is skipped."""
    configure_logging(settings)
    write_utf8()
    is_any_skipped = False
    width = min(shutil.get_terminal_size().columns, _MAX_COLUMNS)
    folder, secret = settings.corpus_dir, settings.secret_of_token
    with ContainedReader() as reader:
        for count, one in enumerate(inspect_paths(options.paths, folder, reader, secret)):
            is_any_skipped |= one.read is None
            if options.json:
                print(render_json(one), flush=True)
            else:
                print(("\n" if count else "") + render_text(one, width), flush=True)
    return 1 if is_any_skipped else 0


def render_text(inspection: Inspection, width: int) -> str:
    """What was made of a file, for a terminal of `width` columns."""
    if inspection.read is None:
        return make_plain(render_skipped(inspection.path, inspection.skipped or "", width))
    return make_plain(render_file(inspection.path, inspection.read, inspection.warnings, width))


def render_json(inspection: Inspection) -> str:
    """What was made of a file as one line of JSON, as documented in docs/json.md."""
    record: dict[str, Any] = {
        "path": inspection.path,
        "skipped": inspection.skipped,
        "warnings": list(inspection.warnings),
        "format": None,
        "encoding": None,
        "id": inspection.id,
        **dict.fromkeys(_ARTICLE_KEYS),
        "passages": None,
    }
    if inspection.read:
        reading = inspection.read.reading
        record |= {"format": reading.format, "encoding": reading.encoding}
        record |= _article_record(reading.article)
        passages = inspection.read.passages
        record["passages"] = [_passage_record(reading.article, passage) for passage in passages]
    return write_json(record)


def _article_record(article: Article) -> dict[str, Any]:
    record = {name: getattr(article, name) for name in _ARTICLE_KEYS}
    record["published"] = article.published.isoformat() if article.published else None
    record["fields"] = dict(article.fields)
    return record


def _passage_record(article: Article, passage: Passage) -> dict[str, Any]:
    return {
        "start": passage.start,
        "end": passage.end,
        "headings": list(list_headings(article, passage)),
        "label": passage.label,
        "speaker": passage.speaker,
        "kind": passage.kind,
        "locator": make_locator_record(passage.locator),
        "places": [list(place) for place in passage.places],
        "sentences": [list(span) for span in passage.sentences],
    }
