"""What others on the machine may read: the token, and what the bot keeps."""

import shlex
import stat
from itertools import islice
from pathlib import Path

from bot.config.settings import Settings
from bot.doctor.findings import Finding, ok, warn
from bot.text.translation import gettext
from embeddings import may_others_read


def check_permissions(settings: Settings) -> list[Finding]:
    """Whether nobody else may read `.env`, the state folder and the database."""
    files = [settings.env_file] if settings.env_file else []
    found = [
        _find_open(path, gettext("Run: {command}").format(command=_forbid(path, "600")))
        for path in (*files, settings.database_path)
        if may_others_read(path)
    ]
    folder = settings.state_dir
    if may_others_read(folder):
        found.append(_find_open(folder, _close_folder(folder)))
    found += [_find_open(path, _close_all(path)) for path in _list_open(settings)]
    return found or [
        ok(gettext("Nobody else on this machine can read .env or what the bot keeps."))
    ]


def _list_open(settings: Settings) -> list[Path]:
    """The first other of the state that others may read; and the index, if the articles in it
    are not for them, and the folder that it is in is not closed either."""
    inside = sorted(settings.state_dir.glob("*")) if settings.state_dir.is_dir() else []
    others = (path for path in inside if path != settings.database_path and may_others_read(path))
    found = list(islice(others, 1))
    index, corpus = settings.index_dir, settings.corpus_dir
    is_open = may_others_read(index) and may_others_read(index.resolve().parent)
    if corpus.exists() and is_open and not may_others_read(corpus):
        found.append(index)
    return found


def _close_all(path: Path) -> str:
    return gettext("Run: {command}").format(command=f"chmod -R go= {shlex.quote(str(path))}")


def _find_open(path: Path, step: str) -> Finding:
    what = gettext("Others on this machine may be able to read {path}.")
    return warn(what.format(path=path), step)


def _close_folder(folder: Path) -> str:
    if folder.stat().st_mode & stat.S_ISVTX:  # as /tmp, which is everybody's
        return gettext("Name a folder of the bot's own with STATE_DIR.")
    return gettext("Run: {command}").format(command=_forbid(folder, "700"))


def _forbid(path: Path, mode: str) -> str:
    return f"chmod {mode} {shlex.quote(str(path))}"
