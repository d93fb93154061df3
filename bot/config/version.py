"""Which version this is."""

import tomllib
from pathlib import Path

from bot.config.folders import PROJECT_DIR

DISTRIBUTION = "footnote-bot"


def find_version(project_dir: Path = PROJECT_DIR) -> str:
    """What pyproject.toml says in a clone, whose installation may be of an earlier version; else
    what was installed."""
    stated = project_dir / "pyproject.toml"
    if stated.is_file():
        return str(tomllib.loads(stated.read_text("utf-8"))["project"]["version"])
    from importlib.metadata import version

    return version(DISTRIBUTION)
