"""`footnote` with the tests' encoder, as a process: it starts in a second, and its memory is the
bot's own, without a model's."""

from unittest.mock import patch

from bot.cli.main import run
from tests.support.fake_encoder import FakeEncoder

SOAK_DIMENSION = 64


def make_encoder() -> FakeEncoder:
    """The one that the process answers with; an index for it is built with the same."""
    return FakeEncoder(dimension=SOAK_DIMENSION, max_tokens=64)


if __name__ == "__main__":
    opening = "bot.indexing.opening"
    with (
        patch(f"{opening}.load_encoder", lambda *_: make_encoder()),
        patch(f"{opening}.use_one_thread", lambda: None),  # would import torch
    ):
        run()
