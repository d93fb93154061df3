"""`footnote export`: the live index as files that any program reads."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.commands import Commands
from bot.cli.commands.ask import make_article_record
from bot.cli.ending import Interrupts
from bot.cli.output import (
    configure_logging,
    make_locator_record,
    make_plain,
    write_json,
    write_utf8,
)
from bot.config.settings import Settings

if TYPE_CHECKING:  # loads FAISS, which --help does without
    from corpus import Passage
    from embeddings import StreamedArticle


def add_parser(commands: Commands) -> None:
    """The command's arguments."""
    parser = commands.add_parser(
        "export",
        help="write passages and vectors in open formats",
        description="Writes the passages of the live index as JSON lines, and their vectors as "
        "safetensors, into a folder; an export that is there already is replaced.",
    )
    parser.add_argument("folder", metavar="FOLDER", help="where to; - prints the passages alone")
    parser.add_argument("--index", metavar="DIR", help="folder of the index (INDEX_DIR)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Writes it and says how much it is."""
    from bot.indexing.export import export_index, write_lines

    Interrupts()  # what is half written goes, whoever ends it
    configure_logging(settings)
    if options.folder == "-":
        write_utf8()
        for line in write_lines(settings, render_passage):
            print(line)
        return 0
    manifest = export_index(settings, Path(options.folder), render_passage)
    articles = f"{manifest.articles} article{'' if manifest.articles == 1 else 's'}"
    passages = f"{manifest.passages} passage{'' if manifest.passages == 1 else 's'}"
    print(make_plain(f"Exported {articles}, {passages} to {options.folder}"))
    return 0


def render_passage(streamed: "StreamedArticle", passage: "Passage") -> str:
    """A passage and what there is to know of its article as one line of JSON, as documented in
    docs/json.md."""
    article = streamed.article
    facts = make_article_record(article)
    del facts["path"]
    return write_json(
        {
            "id": passage.id,
            "article": facts.pop("id"),
            "start": passage.start,
            "end": passage.end,
            "text": passage.text,
            "sentences": [list(span) for span in passage.sentences],
            "headings": list(passage.headings),
            "context": [article.text[start:end] for start, end in passage.context],
            "label": passage.label,
            "speaker": passage.speaker,
            "kind": passage.kind,
            "locator": make_locator_record(passage.locator),
            "places": [list(place) for place in passage.places],
            **facts,
            "language": article.language,
            "folder": article.folder,
            "sha256": streamed.digest or None,
        }
    )
