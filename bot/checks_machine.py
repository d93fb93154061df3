"""The machine that the bot runs on, and the settings that are easily forgotten."""

import os
import shutil
from pathlib import Path

from bot.database import Database, DatabaseError
from bot.feedback import FeedbackStore
from bot.findings import Finding, ok, warn, wrong
from bot.settings import Settings

_LEAST_BYTES = 1_000_000_000


def check_settings(settings: Settings) -> list[Finding]:
    """Who administers the bot, and how much it logs."""
    if settings.telegram_admin_ids:
        admins = ok(f"TELEGRAM_ADMIN_IDS names {len(settings.telegram_admin_ids)}.")
    else:
        admins = warn(
            "TELEGRAM_ADMIN_IDS is empty: nobody can use /add, /reindex, /stats or /doctor.",
            "Find your id, for instance by writing to @userinfobot.",
            "Put it into .env as TELEGRAM_ADMIN_IDS and restart the bot.",
        )
    if settings.log_level != "DEBUG":
        return [admins, ok(f"LOG_LEVEL is {settings.log_level}.")]
    debug = warn(
        "LOG_LEVEL is DEBUG: the log grows fast, though no question is in it.",
        "When you have found what you look for, set LOG_LEVEL=INFO and restart the bot.",
    )
    return [admins, debug]


def check_database(settings: Settings) -> Finding:
    """Whether what the bot keeps can be read and written."""
    path = settings.database_path
    try:
        FeedbackStore(Database(path)).count()
    except DatabaseError as exc:
        steps = [f"Make {path.parent} a folder that the bot's user may write in (STATE_DIR)."]
        if "newer version" in str(exc):
            steps = [
                "Update Footnote to the version that has written it.",
                f"Or move {path} away: settings of chats and votes begin anew.",
            ]
        return wrong(f"Nothing can be kept: {exc}.", *steps)
    return ok(f"The database can be written: {path}.")


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
        return ok(f"{_format_bytes(free)} are free for {folder}.")
    return warn(
        f"Only {_format_bytes(free)} are free for {folder}: a rebuild may fail.",
        f"Free at least {_format_bytes(least)} there, or name folders elsewhere with INDEX_DIR "
        "and STATE_DIR.",
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
