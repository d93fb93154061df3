"""`footnote completion`: has a shell complete the names of commands and options."""

import argparse
from typing import Any

from bot.cli.commands import Commands

_SHELLS = ("bash", "fish", "powershell", "tcsh", "zsh")
_FOLDERS = ("DIR", "FOLDER")
"""How placeholders call a folder."""


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

    _complete_paths(options.footnote, shtab.FILE, shtab.DIRECTORY)
    print(shtab.complete(options.footnote, options.shell))
    return 0


def _complete_paths(parser: argparse.ArgumentParser, file: Any, folder: Any) -> None:
    """Has arguments whose placeholder names a path completed as `file` or `folder` says, in all
    commands."""
    for action in parser._actions:  # of which argparse has no public list
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                _complete_paths(command, file, folder)
        elif isinstance(action.metavar, str):
            kinds = action.metavar.split("|")
            # Files as FILE, or by their ending, as QUESTIONS.jsonl; among them are folders.
            if any(kind == "FILE" or "." in kind for kind in kinds):
                action.complete = file  # type: ignore[attr-defined]
            elif any(kind in _FOLDERS for kind in kinds):
                action.complete = folder  # type: ignore[attr-defined]
