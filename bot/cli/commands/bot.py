"""`footnote bot`: runs the Telegram bot."""

import argparse
import faulthandler
import sys

from bot.cli.commands import Commands
from bot.cli.ending import end_at_once_by_signals
from bot.cli.output import configure_logging
from bot.config.settings import Settings, SettingsError
from bot.monitoring.health import find_health_file
from bot.monitoring.starting import Starting


def add_parser(commands: Commands) -> None:
    """The command, which has no arguments."""
    commands.add_parser("bot", help="run the Telegram bot").set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Runs it until a signal ends it."""
    if settings.telegram_bot_token is None:
        raise SettingsError(
            "TELEGRAM_BOT_TOKEN is not set: get a token from @BotFather, and run footnote init"
        )
    # Of what the system ends it by, as where a file of the index is cut short that it reads, the
    # log has a word: names of functions, and no value of theirs.
    faulthandler.enable(sys.__stderr__ or sys.stderr, all_threads=False)
    # From here on, as loading takes seconds: it is not gone.
    with Starting(find_health_file(settings.state_dir)) as starting:
        # Until the application handles it: ending while it loads is no failure.
        end_at_once_by_signals(starting.end)

        from bot.telegram.application import run_bot

        configure_logging(settings)
        try:
            run_bot(settings, settings.telegram_bot_token)
        except SettingsError:
            starting.end()  # with wrong ones nobody begins it again
            raise
    return 0
