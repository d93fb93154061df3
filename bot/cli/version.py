"""`footnote --version`: which version this is."""

import argparse
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.config.folders import PROJECT_DIR

DISTRIBUTION = "footnote-bot"


class ShowVersion(argparse.Action):
    """Prints it and ends. It is looked up only then, which takes longer than the other options."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        print(f"footnote {find_version(PROJECT_DIR)}")
        parser.exit()


def find_version(project_dir: Path) -> str:
    """What pyproject.toml says in a clone, whose installation may be of an earlier version; else
    what was installed."""
    stated = project_dir / "pyproject.toml"
    if stated.is_file():
        return str(tomllib.loads(stated.read_text("utf-8"))["project"]["version"])
    from importlib.metadata import version

    return version(DISTRIBUTION)
