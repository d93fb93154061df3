"""`footnote bot`: runs the Telegram bot."""

import argparse

from bot.cli.commands import Commands
from bot.cli.ending import end_at_once_by_signals
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
    end_at_once_by_signals()

    from bot.telegram.application import run_bot

    configure_logging(settings)
    run_bot(settings, settings.telegram_bot_token)
    return 0
