"""`footnote restore`: puts back what `footnote backup` has written."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.cli.commands import Commands
from bot.cli.output import configure_logging, make_plain
from bot.cli.progress import show_progress
from bot.config.environment import read_given, write_env_file
from bot.config.folders import PROJECT_DIR, find_folders
from bot.config.settings import Settings


def add_parser(commands: Commands) -> None:
    """The command's arguments."""
    parser = commands.add_parser(
        "restore",
        help="put back what footnote backup has written",
        description="Puts a back-up into the folders of the articles, the state and the index. All "
        "of it is looked at first: one that is not whole changes nothing.",
    )
    parser.add_argument("file", metavar="FILE", help="the back-up")
    parser.add_argument("--force", action="store_true", help="move what is there beside its folder")
    parser.add_argument("--corpus", metavar="DIR", help="folder of the articles (CORPUS_DIR)")
    parser.add_argument("--index", metavar="DIR", help="folder of the index (INDEX_DIR)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Puts it back, and says what is left to do."""
    from bot.backup.manifest import ARTICLES
    from bot.backup.restoring import restore

    configure_logging(settings)
    with show_progress(sys.stderr, passing=("restored",)) as show:
        restored = restore(
            settings,
            Path(options.file),
            force=options.force,
            on_file=lambda done, total: show("restored", "files", done, total),
        )
    count = restored.manifest.count(ARTICLES)
    undone = "A restore that was cut off was undone first."
    lines = [
        undone if restored.has_undone else "",
        f"Restored {count} file{'' if count == 1 else 's'} of the articles and the state, as of "
        f"{restored.manifest.created}.",
        *(f"What was there is in {folder} now." for folder in restored.kept),
        _take_over(settings, restored.settings),
    ]
    if restored.lost_fit:
        lines.append("What was fitted is of another version and left out: run footnote fit again.")
    if not restored.has_index:
        lines.append("Then run: footnote index")
    print(make_plain("\n".join(line for line in lines if line)))
    return 0


def _take_over(settings: Settings, values: Mapping[str, str]) -> str:
    """Writes the settings into a new `.env`; beside the state if there is one already, which is its
    owner's to change, and has other values. Gives what there is to do with it."""
    if settings.env_file is None:
        folders = {
            "CORPUS_DIR": str(settings.corpus_dir),
            "INDEX_DIR": str(settings.index_dir),
            "STATE_DIR": str(settings.state_dir),
        }
        path = _choose_env_folder() / ".env"
        write_env_file(path, {"TELEGRAM_BOT_TOKEN": "", **values, **folders})
        return f"The settings are in {path}: write the token there, which no back-up has."
    given = read_given(settings.env_file)
    others = {name: value for name, value in values.items() if given.get(name) != value}
    if not others:
        return ""
    path = settings.state_dir / "restored.env"
    path.unlink(missing_ok=True)
    write_env_file(path, others)
    return (
        f"{settings.env_file} stays as it is. Settings of the back-up that it has not are "
        f"in {path}: {', '.join(others)}"
    )


def _choose_env_folder() -> Path:
    """Where the bot finds it, whatever folder it is started in; in a clone that is up to who works
    there."""
    folders = find_folders(PROJECT_DIR)
    if folders.shipped is None:
        return Path.cwd()
    return folders.settings
