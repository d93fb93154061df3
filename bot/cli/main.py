"""The command `footnote`: its arguments, its mistakes and its end.

What a command needs is imported when it runs: the encoder's libraries take seconds, which
`--help` and a mistake in the settings have no use for.
"""

import argparse
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from bot.backup.moving import refuse_cut_off
from bot.cli import completion
from bot.cli.ending import Interrupts, end
from bot.cli.output import accept_any_name, drop_output, fail, open_closed_streams
from bot.cli.version import ShowVersion
from bot.config.environment import read_settings
from bot.config.folders import PROJECT_DIR
from bot.config.settings import SettingsError
from corpus import FootnoteError

_OPEN_FILES = 10_000

_COMMANDS = (
    "init",
    "index",
    "add",
    "refresh",
    "inspect",
    "ask",
    "verify",
    "evaluate",
    "fit",
    "export",
    "bot",
    "doctor",
    "health",
    "gaps",
    "backup",
    "restore",
)
"""Each the name of a module of `bot.cli.commands`, in the order of `--help`."""

_DESPITE_A_CUT_OFF_RESTORE = ("restore", "doctor", "health")
"""What mends or tells it; any other would use, or add to, a mixture of two states."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command that `arguments` name; returns its exit code."""
    open_closed_streams()
    accept_any_name()
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = make_parser(next(iter(arguments), ""))
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help(sys.stderr)
        return 2
    try:
        code = _run(options)
        sys.stdout.flush()
        return code
    except SettingsError as exc:
        return fail(str(exc), code=2)
    except FootnoteError as exc:
        return fail(str(exc))
    except KeyboardInterrupt:
        return fail("interrupted", code=130)
    except BrokenPipeError:
        # The reader of our output went away, as `head` does: nothing is wrong, nothing is left.
        drop_output()
        return 0
    except OSError as exc:
        if exc.filename is None:  # nothing that was opened: what is written does not arrive
            drop_output()
        reason = exc.strerror or str(exc)
        return fail(f"{exc.filename}: {reason}" if exc.filename else reason)


def _run(options: argparse.Namespace) -> int:
    """The exit code of the command, which is given the settings unless it can do without."""
    if run_alone := getattr(options, "run_alone", None):
        return int(run_alone(options))
    folders = {name: getattr(options, name, None) for name in ("corpus", "index")}
    given = {f"{name.upper()}_DIR": folder for name, folder in folders.items() if folder}
    settings = read_settings(Path.cwd(), PROJECT_DIR, given)
    if options.command not in _DESPITE_A_CUT_OFF_RESTORE:
        refuse_cut_off(settings.state_dir)
    return int(options.run(options, settings))


def make_parser(only: str = "") -> argparse.ArgumentParser:
    """The arguments of all commands, or of the one that `only` names: what the others import takes
    longer than `footnote health`."""
    parser = argparse.ArgumentParser(
        prog="footnote", description="Answers questions on articles with verbatim quotes."
    )
    parser.add_argument("--version", action=ShowVersion, nargs=0, help="show which version this is")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name in [only] if only in _COMMANDS else _COMMANDS:
        import_module(f"bot.cli.commands.{name}").add_parser(commands)
    completion.add_parser(commands, parser)
    return parser


def allow_open_files() -> None:
    """Lets this process have as many files open as it may: an index that is built anew after some
    that were killed has more than the thousand that are usual."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    lowest, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OPEN_FILES if hard == resource.RLIM_INFINITY else min(_OPEN_FILES, hard)
    if resource.RLIM_INFINITY != lowest < wanted:
        with suppress(ValueError, OSError):  # macOS has limits of its own
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def run() -> NoReturn:
    """The entry point of the console script."""
    allow_open_files()
    Interrupts([signal.SIGINT])
    code = 130
    try:
        try:
            code = main()
        except SystemExit as exc:  # also by a second signal while the first is obeyed
            code = exc.code if isinstance(exc.code, int) else 0
        end(code)
    except KeyboardInterrupt:  # which came when there was nothing left to interrupt
        end(code)
