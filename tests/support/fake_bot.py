"""`footnote` with the tests' encoder, as a process: it starts in a second, and its memory is the
bot's own, without a model's. What it runs to build an index has the same encoder."""

import sys
from unittest.mock import patch

from bot.cli.main import run
from bot.indexing import process
from tests.support.cut_off import ENCODER, command_line, obey
from tests.support.fake_encoder import FakeEncoder


def make_encoder() -> FakeEncoder:
    """The one that the process answers with; an index for it is built with the same."""
    return ENCODER


if __name__ == "__main__":
    opening = "bot.indexing.opening"
    with (
        patch(f"{opening}.load_encoder", lambda *_: make_encoder()),
        patch(f"{opening}.use_one_thread", lambda: None),  # would import torch
        patch.object(process, "COMMAND", command_line()),
    ):
        obey(sys.argv[1])
        run()
