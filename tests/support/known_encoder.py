"""`footnote` as a process whose encoder has computable vectors, and passes for the one that is set:
what it has built is known to the next build. It is cut off as `tests.support.cut_off` says."""

import signal
import sys
from pathlib import Path

from bot.cli.main import run
from bot.indexing import rebuild
from embeddings import canonical_name, fingerprint_encoder
from tests.support.cut_off import obey
from tests.support.fake_encoder import FakeEncoder


def load_encoder(name: str, memory_path: Path, *_: str) -> FakeEncoder:
    """In place of the encoder that `name` is."""
    fingerprint = fingerprint_encoder(name, memory_path)
    return FakeEncoder(canonical_name(name), fingerprint, dimension=64, max_tokens=64)


if __name__ == "__main__":
    # Tests that are run in the background of a shell ignore Ctrl-C, and so would this.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    setattr(rebuild, "load_encoder", load_encoder)  # noqa: B010
    obey(sys.argv[1])
    run()
