"""`python -m bot.cli`: the command `footnote`, without its console script."""

from bot.cli.main import run

run()
