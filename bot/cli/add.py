"""`footnote add`: pages of the web become articles."""

import argparse
from typing import TYPE_CHECKING

from bot.cli.commands import Commands
from bot.cli.output import configure_logging, fail
from bot.config.settings import Settings
from corpus.sources.addresses import normalise_address

if TYPE_CHECKING:
    from bot.sources.rows import Source

_MAX_DEPTH = 10


def add_parser(commands: Commands) -> None:
    """The command's arguments."""
    parser = commands.add_parser(
        "add",
        help="make articles of pages of the web",
        description="Stores pages as Markdown files among the articles, and remembers where they "
        "are from: footnote refresh looks at them again. footnote index makes the index of them.",
    )
    parser.add_argument("pages", nargs="*", metavar="URL", help="a page")
    for name, what in (
        ("feed", "the pages that a feed names, RSS or Atom"),
        ("sitemap", "the pages that a sitemap names"),
        ("site", "a page, and those below it that it leads to"),
    ):
        parser.add_argument(
            f"--{name}", action="append", default=[], metavar="URL", help=f"{what} (repeatable)"
        )
    parser.add_argument(
        "--depth", type=int, metavar="N", help="how many links away from a --site (WEB_DEPTH)"
    )
    parser.add_argument("--corpus", metavar="DIR", help="folder of the articles (CORPUS_DIR)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Fetches what is named, and says what came of it; 1 if nothing could be had of something."""
    from bot.cli.refresh import fetch

    configure_logging(settings)
    if options.depth is not None and not 0 <= options.depth <= _MAX_DEPTH:
        return fail(f"--depth is no number from 0 to {_MAX_DEPTH}", code=2)
    depth = settings.web.depth if options.depth is None else options.depth
    sources: list[Source] = []
    for kind, addresses in _list_named(options):
        for address in addresses:
            if (source := _make_source(kind, address, depth)) is None:
                shown = address.rpartition("@")[2]
                return fail(f"no http or https address without a password: {shown}", code=2)
            sources.append(source)
    if not sources:
        return fail("name a page, or a --feed, a --sitemap or a --site", code=2)
    return fetch(settings, sources)


def _list_named(options: argparse.Namespace) -> list[tuple[str, list[str]]]:
    return [
        ("page", options.pages),
        ("feed", options.feed),
        ("sitemap", options.sitemap),
        ("site", options.site),
    ]


def _make_source(kind: str, address: str, depth: int) -> "Source | None":
    from bot.sources.rows import Source, SourceKind

    normalised = normalise_address(address)
    if normalised is None:
        return None
    return Source(SourceKind(kind), normalised, depth if kind == "site" else 0)
