"""`footnote restore`: puts back what `footnote backup` has written."""

import argparse
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from bot.backup.kept_settings import GRANTS, find_left
from bot.cli.commands import Commands
from bot.cli.ending import Interrupts, pass_over_signals
from bot.cli.output import configure_logging, fail, make_plain
from bot.cli.progress import show_progress
from bot.config.environment import find_hidden, format_line, read_given, write_env_file
from bot.config.folders import PROJECT_DIR, find_folders
from bot.config.settings import Settings
from corpus import FootnoteError


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
    from bot.backup.manifest import ARTICLES, STATE
    from bot.backup.restoring import FROM_SERVER, restore

    Interrupts()  # what is half written goes, whoever ends it
    configure_logging(settings)
    with show_progress(sys.stderr, passing=("restored",)) as show:
        restored = restore(
            settings,
            Path(options.file),
            force=options.force,
            on_file=lambda done, total: show("restored", "files", done, total),
            hold=pass_over_signals,  # it is said what became of it
        )
    count = restored.manifest.count(ARTICLES)
    has_state = bool(restored.manifest.count(STATE))
    undone = "A restore that was cut off was undone first."
    old = [path for folder in restored.kept if (path := folder / FROM_SERVER).exists()]
    told, failure = _take_over(settings, restored.settings)
    lines = [
        undone if restored.has_undone else "",
        f"Restored {count} file{'' if count == 1 else 's'} of the articles"
        f"{' and the state' if has_state else ''}, as of {restored.manifest.created}.",
        "" if has_state else "No state is in it.",
        *(
            f"What was there is in {folder} now, until you remove it: nothing else does."
            for folder in restored.kept
        ),
        *(f"What was kept in {settings.state_url} is in {path} now." for path in old),
        told,
        *(f"Left out of the settings: {reason}" for reason in restored.left_out),
    ]
    if restored.lost_fit:
        lines.append("What was fitted is of another version and left out: run footnote fit again.")
    if not restored.has_index:
        lines.append("Then run: footnote index")
    print(make_plain("\n".join(line for line in lines if line)), flush=True)
    return fail(failure) if failure else 0


def _take_over(settings: Settings, values: Mapping[str, str]) -> tuple[str, str]:
    """Writes the settings into a new `.env`; beside the state if there is one already, which is its
    owner's to change, and has other values. Gives what there is to do with it, and, if they cannot
    be written, why not."""
    if settings.env_file is None:
        folders = {
            "CORPUS_DIR": str(settings.corpus_dir),
            "INDEX_DIR": str(settings.index_dir),
            "STATE_DIR": str(settings.state_dir),
        }
        path = _choose_env_folder().resolve() / ".env"  # a container's lies behind a link
        told = f"The settings are in {path}: write the token there, which no back-up has."
        if settings.telegram_bot_token:  # a container's, as a rule
            told = (
                f"The settings are in {path}; what the environment sets goes before them, also "
                "where it sets it to nothing: so one of them, such as an admin, is taken away."
            )
        hidden = find_hidden(values)
        _keep_left(settings, hidden)
        told = "\n".join([told, *_tell_hidden(hidden), *_tell_granted(values)])
        return _write(path, {"TELEGRAM_BOT_TOKEN": "", **values, **folders}, told)
    given = read_given(settings.env_file)
    others = {name: value for name, value in values.items() if given.get(name) != value}
    if not others:
        _keep_left(settings, {})
        return "", ""
    path = find_left(settings.state_dir)
    hidden = find_hidden(others)
    unset = {name: value for name, value in others.items() if name not in hidden}
    told = f"{settings.env_file} stays as it is. Settings of the back-up that do not count yet"
    lines = [f"{told} are in {path}, too."]
    if unset:
        lines += [f"Write those that are to count into {settings.env_file}:", *_format(unset)]
    lines += [*_tell_hidden(hidden), *_tell_granted(others)]
    return _write(path, others, "\n".join(lines), is_anew=True)


def _keep_left(settings: Settings, values: Mapping[str, str]) -> None:
    """For the doctor, who asks for them until they are given; what cannot be kept is told anyway.
    What an earlier restore left goes."""
    path = find_left(settings.state_dir)
    with suppress(OSError, FootnoteError):
        path.unlink(missing_ok=True)
        if values:
            write_env_file(path, values)


def _tell_hidden(hidden: Mapping[str, str]) -> list[str]:
    if not hidden:
        return []
    return ["The environment has others, so write these where it is set:", *_format(hidden)]


def _tell_granted(values: Mapping[str, str]) -> list[str]:
    granted = [f"{name}={values[name]}" for name in GRANTS if name in values]
    if not granted:
        return []
    return [f"The back-up says who may do what, so look first: {', '.join(granted)}"]


def _format(values: Mapping[str, str]) -> list[str]:
    return [f"  {format_line(name, value)}" for name, value in values.items()]


def _write(
    path: Path, values: Mapping[str, str], told: str, *, is_anew: bool = False
) -> tuple[str, str]:
    """Writes them, `is_anew` if what is there goes. Articles and state are back in any case, and so
    it is said what is left to do by hand."""
    try:
        if is_anew:
            path.unlink(missing_ok=True)
        write_env_file(path, values)
    except (OSError, FootnoteError) as exc:
        reason = f"{path}: {exc.strerror or exc}" if isinstance(exc, OSError) else str(exc)
        lines = [
            f"the settings are not written: {reason}",
            "All else is restored. Write these lines into .env yourself:",
            *(format_line(name, value) for name, value in values.items()),
        ]
        return "", "\n".join(lines)
    return told, ""


def _choose_env_folder() -> Path:
    """Where the bot finds it, whatever folder it is started in; in a clone that is up to who works
    there, and without a home there is no such place."""
    folders = find_folders(PROJECT_DIR)
    if folders.shipped is None or not folders.has_home:
        return Path.cwd()
    return folders.settings
