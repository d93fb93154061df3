"""`footnote add`: pages of the web, a channel's posts, or what an archive holds, as articles."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.commands import Commands
from bot.cli.output import configure_logging, fail, make_plain
from bot.config.settings import Settings
from corpus import ArticleError
from corpus.sources.addresses import normalise_address
from corpus.sources.post_names import read_name

if TYPE_CHECKING:
    from bot.sources.rows import Source

_MAX_DEPTH = 10
_EXPORT_SUFFIX = ".json"
_EXPORT_NAME = f"result{_EXPORT_SUFFIX}"
_ARCHIVE_SUFFIXES = (".zip", ".xml", ".xml.gz", ".xml.bz2", ".xml.xz")
_NOTHING_NAMED = (
    "name a page, an archive or an export (result.json), or a --feed, a --sitemap or a --site"
)


def add_parser(commands: Commands) -> None:
    """The command's arguments."""
    parser = commands.add_parser(
        "add",
        help="make articles of pages of the web, of a channel's posts, or of an archive",
        description="Stores pages as Markdown files among the articles, and remembers where they "
        "are from: footnote refresh looks at them again. footnote index makes the index of them. "
        "Of an export of Telegram Desktop in JSON it stores the posts of a channel, of an archive "
        "(.zip, or the .xml of WordPress or MediaWiki) the articles in it, and makes the index.",
    )
    parser.add_argument(
        "pages",
        nargs="*",
        metavar="URL|FILE",
        help="pages, archives, or an export (result.json)",
    )
    parser.add_argument(
        "--into",
        metavar="FOLDER",
        help="of an archive: the folder of its articles in CORPUS_DIR, instead of one that is "
        "called as the archive is",
    )
    parser.add_argument(
        "--channel",
        action="append",
        default=[],
        metavar="NAME",
        help="of an export: @name, by which its links open; of an export of several channels also "
        "which one, by its number or title (repeatable)",
    )
    parser.add_argument(
        "--renamed",
        action="store_true",
        help="of an export: the --channel has another name now, or one that was another's",
    )
    parser.add_argument(
        "--restore",
        action="store_true",
        help="of an export: also the posts that you took out",
    )
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
    from bot.cli.commands.refresh import fetch

    configure_logging(settings)
    if options.into is not None or any(map(_is_archive, options.pages)):
        return _add_archives(options, settings)
    is_of_export = options.channel or options.renamed or options.restore
    if is_of_export or any(map(_is_export, options.pages)):
        return _add_export(options, settings)
    if options.depth is not None and not 0 <= options.depth <= _MAX_DEPTH:
        return fail(f"--depth is no number from 0 to {_MAX_DEPTH}", code=2)
    depth = settings.web.depth if options.depth is None else options.depth
    sources: list[Source] = []
    for kind, addresses in _list_named(options):
        for address in addresses:
            if (source := _make_source(kind, address, depth)) is None:
                return fail(_explain_page(address), code=2)
            sources.append(source)
    if not sources:
        return fail(_NOTHING_NAMED, code=2)
    return fetch(settings, sources)


def _is_archive(named: str) -> bool:
    return "://" not in named and named.lower().endswith(_ARCHIVE_SUFFIXES)


def _add_archives(options: argparse.Namespace, settings: Settings) -> int:
    """One after the other, and then the index of all; 1 if one of them is none."""
    from bot.cli.commands.index import build

    others = [
        options.channel,
        options.renamed,
        options.restore,
        options.feed,
        options.sitemap,
        options.site,
        options.depth,
    ]
    if any(map(bool, others)) or not all(map(_is_archive, options.pages)):
        return fail("name archives, and nothing else beside --into", code=2)
    if len(options.pages) != 1 and options.into is not None:
        return fail("--into names the folder of one archive", code=2)
    paths = list(map(Path, dict.fromkeys(options.pages)))
    try:
        # All of them, whatever becomes of the first.
        are_added = [_add_archive(path, options.into, settings) for path in paths]
    except KeyboardInterrupt:
        return fail("interrupted; run it again", code=130)
    if not any(are_added):
        return 1
    code = build(settings)
    return code if all(are_added) else code or 1


def _add_archive(path: Path, into: str | None, settings: Settings) -> bool:
    """Whether articles of the archive at `path` are there now; what came of it is told."""
    from bot.cli.progress import show_progress
    from bot.sources.archives.importing import ArchiveError, import_archive
    from bot.sources.archives.report import format_report

    try:
        with show_progress(sys.stderr, ("read",)) as show:
            report = import_archive(
                settings, path, into, lambda done: show("read", "articles", done, done)
            )
    except ArticleError as exc:
        fail(f"{make_plain(path.name)}: {make_plain(str(exc))}")
        return False
    except ArchiveError as exc:
        fail(make_plain(str(exc)))
        return False
    print(make_plain(format_report(report)), flush=True)
    if not report.has_articles:
        fail(f"no article is in {make_plain(path.name)}")
    return report.has_articles


def _is_export(named: str) -> bool:
    is_named_so = named.lower().endswith(_EXPORT_SUFFIX)
    return "://" not in named and (is_named_so or (Path(named) / _EXPORT_NAME).is_file())


def _explain_page(named: str) -> str:
    """Why that is no page."""
    shown = make_plain(named.rpartition("@")[2])
    if "://" in named:
        return f"no http or https address without a password: {shown}"
    if Path(named).exists():
        return f"{shown}: articles are put into CORPUS_DIR, where footnote index reads them"
    return f"neither a file nor an http or https address: {shown}"


def _add_export(options: argparse.Namespace, settings: Settings) -> int:
    from bot.cli.commands.index import build
    from bot.cli.progress import show_progress
    from bot.sources.channels.exports import Names, format_report, import_export

    others = [options.feed, options.sitemap, options.site, options.depth]
    if len(options.pages) != 1 or any(map(bool, others)):
        return fail("name one export, and nothing else beside its --channel", code=2)
    names = [name for name in options.channel if name.startswith("@")]
    wanted = [name for name in options.channel if not name.startswith("@")]
    if len(names) > 1 or len(wanted) > 1:
        return fail("one export is of one channel: name it once by @name, once otherwise", code=2)
    if names and read_name(names[0]) is None:
        return fail(f"no name of a channel: {make_plain(names[0])}", code=2)
    name = read_name(names[0]) if names else None
    chosen = Names(name, wanted[0] if wanted else None, options.renamed, options.restore)
    path = Path(options.pages[0])
    size = path.stat().st_size if path.is_file() else 0
    try:
        with show_progress(sys.stderr, ("read",)) as show:
            report = import_export(
                settings, path, chosen, lambda done: show("read", "bytes", done, max(done, size))
            )
    except KeyboardInterrupt:
        return fail("interrupted; run it again", code=130)
    print(make_plain(format_report(report)), flush=True)
    return build(settings)


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
