"""`footnote completion`: has a shell complete the names of commands and options."""

import argparse
from typing import Any

from bot.cli.commands import Commands

_SHELLS = ("bash", "fish", "powershell", "tcsh", "zsh")


def add_parser(commands: Commands, footnote: argparse.ArgumentParser) -> None:
    """The command's arguments; `footnote` is what is completed."""
    parser = commands.add_parser(
        "completion",
        help="print a script by which a shell completes commands and options",
        description="Prints a script for a shell; docs/installing.md says where it goes.",
    )
    parser.add_argument("shell", choices=_SHELLS, help="the shell")
    parser.set_defaults(run_alone=run, footnote=footnote)


def run(options: argparse.Namespace) -> int:
    """Prints the script."""
    import shtab

    paths = {"DIR": shtab.DIRECTORY, "FOLDER": shtab.DIRECTORY, "FILE": shtab.FILE}
    _complete_paths(options.footnote, paths)
    print(shtab.complete(options.footnote, options.shell))
    return 0


def _complete_paths(parser: argparse.ArgumentParser, paths: dict[str, Any]) -> None:
    """Has arguments whose placeholder is in `paths` completed as that says, in all commands."""
    for action in parser._actions:  # of which argparse has no public list
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                _complete_paths(command, paths)
        elif isinstance(action.metavar, str) and action.metavar in paths:
            action.complete = paths[action.metavar]  # type: ignore[attr-defined]
