"""`footnote health`: whether the bot that runs is well, for a supervisor or a container."""

import argparse
import os
import time

from bot.cli.commands import Commands
from bot.cli.output import make_plain
from bot.config.settings import Settings
from bot.monitoring.health import find_health_file, format_health, read_health
from corpus.private_files import find_obstacle


def add_parser(commands: Commands) -> None:
    """The command, which has no arguments."""
    help_text = "say whether the bot that runs is well"
    commands.add_parser("health", help=help_text).set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Says a line for each thing; 1 if any is not well, or no bot runs."""
    path = find_health_file(settings.state_dir)
    can_be_written = os.access(path, os.W_OK)  # not on a disk that may only be read
    health = read_health(path)
    obstacle = None if health else find_obstacle(path.parent)
    lines = format_health(health, time.monotonic(), can_be_written, obstacle)
    for is_well, line in lines:
        print(make_plain(f"{'ok' if is_well else 'wrong':8} {line}"))
    return 0 if all(is_well for is_well, _ in lines) else 1
