"""Where settings come from: the environment, and `.env` behind it."""

import os
from difflib import get_close_matches
from pathlib import Path

from dotenv.parser import parse_stream

from bot.config.settings import VARIABLES, SettingsError

_ALMOST = 0.88
_PREFIX = "TELEGRAM_"


def read_environment(working_dir: Path, project_dir: Path) -> dict[str, str]:
    """The environment's variables over those of `.env` in the working folder, or else, if there
    is none, in the project's.

    :raises SettingsError: if `.env` cannot be read, has a line that is no assignment, or a name
        that is almost that of a setting; or the environment, if the name begins as ours do.
    """
    for name in os.environ:
        if name.startswith(_PREFIX):
            _check_name(name, "the environment")
    path = find_env_file(working_dir, project_dir)
    return _read_file(path) | os.environ if path else dict(os.environ)


def find_env_file(working_dir: Path, project_dir: Path) -> Path | None:
    """The `.env` that is read; None if there is none."""
    paths = (folder / ".env" for folder in (working_dir, project_dir))
    return next((path for path in paths if path.is_file()), None)


def _check_name(name: str, where: str) -> None:
    """:raises SettingsError: if `name` is almost that of a setting. Taken for another program's, a
    misspelt list of those who may ask would let everybody ask."""
    if name not in VARIABLES and (meant := get_close_matches(name.upper(), VARIABLES, 1, _ALMOST)):
        raise SettingsError(f"{where}: {name} is no setting: do you mean {meant[0]}?")


def _read_file(path: Path) -> dict[str, str]:
    try:
        with path.open(encoding="utf-8-sig") as stream:
            bindings = list(parse_stream(stream))
    except OSError as exc:
        raise SettingsError(f"{path} cannot be read: {exc.strerror}") from exc
    except UnicodeDecodeError as exc:
        raise SettingsError(f"{path} cannot be read: it must be a text file in UTF-8") from exc
    for binding in bindings:
        _check_name(binding.key or "", f"{path}: line {binding.original.line}")
        if binding.error:
            # Not the line itself: it may hold the token.
            raise SettingsError(f"{path}: line {binding.original.line} is no NAME=value")
    return {b.key: b.value for b in bindings if b.key is not None and b.value is not None}
