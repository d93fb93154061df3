"""`footnote bot`: runs the Telegram bot."""

import argparse
import signal
from typing import NoReturn

from bot.cli.commands import Commands
from bot.cli.ending import pass_over_signals
from bot.cli.output import configure_logging
from bot.config.settings import Settings, SettingsError


def add_parser(commands: Commands) -> None:
    """The command, which has no arguments."""
    commands.add_parser("bot", help="run the Telegram bot").set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Runs it until a signal ends it."""
    if settings.telegram_bot_token is None:
        raise SettingsError(
            "TELEGRAM_BOT_TOKEN is not set: get a token from @BotFather, and run footnote init"
        )
    # Until the application handles it: loading takes seconds, and ending then is no failure.
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _exit_quietly)

    from bot.telegram.application import run_bot

    configure_logging(settings)
    run_bot(settings, settings.telegram_bot_token)
    return 0


def _exit_quietly(signal_number: int, frame: object) -> NoReturn:
    pass_over_signals()
    raise SystemExit(0)
