"""`footnote --version`: which version this is."""

import argparse
from collections.abc import Sequence
from typing import Any

from bot.config.version import find_version


class ShowVersion(argparse.Action):
    """Prints it and ends. It is looked up only then, which takes longer than the other options."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        print(f"footnote {find_version()}")
        parser.exit()
