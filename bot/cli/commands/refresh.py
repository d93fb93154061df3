"""`footnote refresh`: looks again at all pages of the web that are articles."""

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.cli.commands import Commands
from bot.cli.output import configure_logging, fail, make_plain
from bot.config.settings import Settings
from corpus.sources.addresses import normalise_address

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
    parser.add_argument(
        "--forget",
        action="append",
        default=[],
        metavar="URL",
        help="look no more at what footnote add was given by this address, nor at what it led to; "
        "articles stay (repeatable)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Looks at all of them, and says what came of it; 1 if one could not be looked at."""
    configure_logging(settings)
    return _forget(settings, options.forget) if options.forget else fetch(settings)


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
    if report.missed:
        print(
            "What is no article is asked for again by footnote refresh, unless you say footnote "
            "refresh --forget with its address."
        )
    if report.has_changed:
        print("footnote index makes the index of what has changed.")
    return 1 if report.problems or report.missed else 0


def _forget(settings: Settings, given: Sequence[str]) -> int:
    """Says of each what stays of it; 1 if one is not known."""
    from bot.sources.forgetting import UnknownSourceError, forget

    addresses = [(each, normalise_address(each)) for each in given]
    for each, address in addresses:
        if address is None:
            shown = make_plain(each.rpartition("@")[2])
            return fail(f"no http or https address without a password: {shown}", code=2)
    code = 0
    for address in dict.fromkeys(address for _, address in addresses if address):
        try:
            count = forget(settings, address)
        except UnknownSourceError as exc:
            code = fail(make_plain(f"{address}: {exc}"))
            continue
        articles = f"{count} article{'' if count == 1 else 's'} of it"
        stay = f"; {articles} stay{'s' if count == 1 else ''}, and can be removed from CORPUS_DIR"
        print(make_plain(f"Forgotten: {address}{stay if count else ''}."))
    return code
