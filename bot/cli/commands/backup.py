"""`footnote backup`: one file with what cannot be made again."""

import argparse
import sys
from pathlib import Path

from bot.cli.commands import Commands
from bot.cli.ending import Interrupts
from bot.cli.output import configure_logging, make_plain
from bot.cli.progress import show_progress
from bot.config.environment import read_given
from bot.config.settings import Settings


def add_parser(commands: Commands) -> None:
    """The command's arguments."""
    parser = commands.add_parser(
        "backup",
        help="write articles, state and settings into one file",
        description="Writes the articles, what the bot keeps, what was fitted and the settings, "
        "but for the token, into one ZIP file. The bot may run meanwhile.",
    )
    parser.add_argument("file", metavar="FILE", help="where to")
    parser.add_argument(
        "--with-index", action="store_true", help="also the index, which footnote index makes again"
    )
    parser.add_argument("--force", action="store_true", help="replace a file that is there")
    parser.add_argument("--corpus", metavar="DIR", help="folder of the articles (CORPUS_DIR)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Writes it, and says what is in it and what is not."""
    from bot.backup.manifest import ARTICLES, STATE
    from bot.backup.writing import back_up

    Interrupts()  # what is half written goes, whoever ends it
    configure_logging(settings)
    given = read_given(settings.env_file)
    with show_progress(sys.stderr, passing=("backed up",)) as show:
        written = back_up(
            settings,
            given,
            Path(options.file),
            with_index=options.with_index,
            force=options.force,
            on_file=lambda done, total: show("backed up", "files", done, total),
        )
    for name, reason in written.left_out.items():
        print(make_plain(f"{name.removeprefix(ARTICLES)}: {reason}: left out"), file=sys.stderr)
    for warning in written.warnings:
        print(make_plain(f"cannot be restored as it is: {warning}"), file=sys.stderr)
    manifest = written.manifest
    articles, has_state = manifest.count(ARTICLES), bool(manifest.count(STATE))
    print(
        make_plain(
            f"Backed up {articles} file{'' if articles == 1 else 's'} of the articles"
            f"{', the state' if has_state else ''} "
            f"and {len(manifest.settings)} setting{'' if len(manifest.settings) == 1 else 's'} "
            f"to {options.file}. The token is not among the settings."
        )
    )
    if not has_state:
        print(make_plain(f"No state is in it: {settings.state_dir} has none."))
    return 0
