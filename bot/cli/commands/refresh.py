"""`footnote refresh`: looks again at all pages of the web that are articles."""

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.cli.commands import Commands
from bot.cli.output import configure_logging, fail, make_plain
from bot.config.settings import Settings

if TYPE_CHECKING:
    from bot.sources.rows import Source


def add_parser(commands: Commands) -> None:
    """The command's arguments."""
    parser = commands.add_parser(
        "refresh",
        help="look again at the pages of the web",
        description="Fetches what has changed of the pages that were added or that the settings "
        "name (WEB_PAGES, WEB_FEEDS, WEB_SITEMAPS, WEB_SITES), and what is new there. footnote "
        "index makes the index of it.",
    )
    parser.add_argument("--corpus", metavar="DIR", help="folder of the articles (CORPUS_DIR)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Looks at all of them, and says what came of it; 1 if one could not be looked at."""
    configure_logging(settings)
    return fetch(settings)


def fetch(settings: Settings, added: "Sequence[Source]" = ()) -> int:
    """Looks at the sources that are `added`, or at all, and prints what came of it."""
    from bot.cli.progress import show_progress
    from bot.sources.refreshing import refresh
    from bot.sources.report import format_report

    try:
        with show_progress(sys.stderr, ("visited",)) as show:
            report = refresh(
                settings, added, lambda done, all_: show("visited", "pages", done, all_)
            )
    except KeyboardInterrupt:
        return fail("interrupted; the next footnote refresh goes on from here", code=130)
    print(make_plain(format_report(report)))
    if report.has_changed:
        print("footnote index makes the index of what has changed.")
    return 1 if report.problems or report.missed else 0
