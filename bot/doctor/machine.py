"""The machine that the bot runs on, and the settings that are easily forgotten."""

import os
import shutil
from pathlib import Path

from bot.config.settings import Settings
from bot.doctor.findings import Finding, ok, warn, wrong
from bot.storage.database import (
    DamagedError,
    Database,
    DatabaseError,
    LockedError,
    UnknownFileError,
)
from bot.text.translation import gettext
from corpus.private_files import find_obstacle, is_full

_LEAST_BYTES = 1_000_000_000


def check_settings(settings: Settings) -> list[Finding]:
    """Who administers the bot, and how much it logs."""
    if settings.telegram_admin_ids:
        admins = ok(
            gettext("Admins of the bot, by TELEGRAM_ADMIN_IDS: {count}.").format(
                count=len(settings.telegram_admin_ids)
            )
        )
    else:
        admins = warn(
            gettext(
                "TELEGRAM_ADMIN_IDS is empty: nobody can use /add, /remove, /reindex, /changed, "
                "/stats or /doctor."
            ),
            gettext("Find your id, for instance by writing to @userinfobot."),
            gettext("Put it into .env as TELEGRAM_ADMIN_IDS and restart the bot."),
        )
    if settings.log_level != "DEBUG":
        return [
            admins,
            ok(gettext("LOG_LEVEL is {log_level}.").format(log_level=settings.log_level)),
        ]
    debug = warn(
        gettext("LOG_LEVEL is DEBUG: the log grows fast, though no question is in it."),
        gettext("When you have found what you look for, set LOG_LEVEL=INFO and restart the bot."),
    )
    return [admins, debug]


def check_database(settings: Settings) -> Finding:
    """Whether what the bot keeps can be read and written."""
    path = settings.database_path
    database = Database(settings.database_place)
    try:
        if database.is_empty():  # who only looks makes none: its disk may be missing
            _look_for_room(path)
        else:
            database.examine()
            database.probe()
    except DatabaseError as exc:
        steps = [let_write(path.parent, "STATE_DIR")]
        if settings.state_url is not None:
            steps = []  # what is said says what to do
        elif isinstance(exc, DamagedError):
            steps = [_move_away(path)]
        elif isinstance(exc, LockedError):
            steps = [gettext("Another process has locked it: find it, and end it.")]
        elif "is full" in str(exc):
            steps = [gettext("Free some space there.")]
        elif isinstance(exc, UnknownFileError):
            steps = [
                gettext("Update Footnote to the version that has written it."),
                _move_away(path),
            ]
        return wrong(gettext("Nothing can be kept: {exc}.").format(exc=exc), *steps)
    return ok(gettext("The database can be written: {path}.").format(path=database.name))


def _look_for_room(path: Path) -> None:
    """:raises DatabaseError: if no file can be made at `path`."""
    if obstacle := find_obstacle(_find_existing(path.parent)):
        reason = "the disk is full" if is_full(obstacle) else obstacle.strerror
        raise DatabaseError(f"{path}: {reason}")


def find_gone(path: str) -> Finding:
    """That the database was deleted while the bot runs."""
    return wrong(
        gettext("{path} was deleted while the bot runs: nothing can be kept.").format(path=path),
        gettext(
            "Put a copy of it there, if there is one, and restart the bot. Without one, votes and "
            "the settings of chats begin anew."
        ),
    )


def _move_away(path: Path) -> str:
    step = gettext("Move {path} away: votes and the settings of chats begin anew.")
    return step.format(path=path)


def check_folders(settings: Settings) -> list[Finding]:
    """Whether the folders that the bot changes can be written."""
    found = []
    if not _may_write(settings.corpus_dir):
        found.append(
            warn(
                gettext("Articles cannot be added or removed in the chat."),
                let_write(settings.corpus_dir, "CORPUS_DIR"),
            )
        )
    if not _may_write(settings.index_dir):
        found.append(
            wrong(
                gettext("The index cannot be rebuilt."),
                let_write(settings.index_dir, "INDEX_DIR"),
            )
        )
    return found


def _may_write(folder: Path) -> bool:
    return os.access(_find_existing(folder), os.W_OK | os.X_OK)


def let_write(folder: Path, name: str) -> str:
    """What is to be done about a folder of the settings that is not there, or cannot be written."""
    step = gettext("Make {folder} a folder that the bot's user may write in ({name}).")
    return step.format(folder=folder, name=name)


def check_disk(settings: Settings) -> list[Finding]:
    """Whether there is room for another build of the index beside the present one, and for the
    database."""
    index_bytes = _measure_folder(settings.index_dir)
    needed = {settings.index_dir: max(_LEAST_BYTES, 2 * index_bytes)}
    needed.setdefault(settings.state_dir, _LEAST_BYTES)
    by_device: dict[int, tuple[Path, int]] = {}
    for folder, least in needed.items():
        existing = _find_existing(folder)
        device = existing.stat().st_dev
        if device not in by_device or by_device[device][1] < least:
            by_device[device] = (existing, least)
    return [_check_space(folder, least) for folder, least in by_device.values()]


def _check_space(folder: Path, least: int) -> Finding:
    free = shutil.disk_usage(folder).free
    if free >= least:
        return ok(
            gettext("{bytes} are free for {folder}.").format(
                bytes=_format_bytes(free), folder=folder
            )
        )
    return warn(
        gettext("Only {bytes} are free for {folder}: a rebuild may fail.").format(
            bytes=_format_bytes(free), folder=folder
        ),
        gettext(
            "Free at least {bytes} there, or name folders elsewhere with INDEX_DIR and STATE_DIR."
        ).format(bytes=_format_bytes(least)),
    )


def _measure_folder(folder: Path) -> int:
    """Bytes of all files in `folder`."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(parent) / name).stat().st_size
            except OSError:
                continue  # a build that was replaced meanwhile
    return total


def _find_existing(folder: Path) -> Path:
    """`folder`, or the nearest one above it that there is."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def _format_bytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e8 else f"{count / 1e6:.0f} MB"
