"""The command `footnote`: its arguments, its mistakes and its end.

What a command needs is imported when it runs: the encoder's libraries take seconds, which
`--help` and a mistake in the settings have no use for.
"""

import argparse
import logging
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
from bot.cli.output import (
    accept_any_name,
    can_write_output,
    drop_output,
    fail,
    open_closed_streams,
)
from bot.cli.version import ShowVersion
from bot.config.environment import read_settings
from bot.config.folders import PROJECT_DIR
from bot.config.settings import SettingsError
from corpus import FootnoteError

logger = logging.getLogger(__name__)

_OPEN_FILES = 10_000

_NO_MEMORY = ("failed to map segment", "annot allocate memory", "bad_alloc", "start new thread")
"""What the loader, libraries and Python say where they get none, by no error of its own."""

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
    try:
        code = _run_arguments(arguments)
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
        where = exc.filename
        if where is None:  # nothing that was opened: what is written does not arrive
            where = None if can_write_output() else "standard output"
            drop_output()
        reason = exc.strerror or str(exc)
        return fail(f"{where}: {reason}" if where else reason)
    except (MemoryError, ImportError, RuntimeError) as exc:
        if not isinstance(exc, MemoryError) and not any(sign in str(exc) for sign in _NO_MEMORY):
            raise
        logger.debug("what there was no memory for", exc_info=exc)
        reason = " ".join(str(exc).split())
        return fail(
            "there is too little memory for this, or a limit of it is too low (ulimit -v, or the "
            f"container's){f': {reason}' if reason else ''}"
        )


def _run_arguments(arguments: Sequence[str]) -> int:
    """The exit code of what they say.

    :raises SystemExit: if that is said without a command, as the version is.
    """
    parser = make_parser(next(iter(arguments), ""))
    try:
        options = parser.parse_args(arguments)
    except SystemExit:
        sys.stdout.flush()
        raise
    if options.command is None:
        parser.print_help(sys.stderr)
        return 2
    return _run(options)


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
