"""The index that measurements run on: that of CORPUS_DIR, built anew into a temporary folder."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

from bot.config.settings import Settings
from corpus import read_corpus
from embeddings import (
    BuildFolder,
    Encoder,
    Maker,
    PassageIndex,
    build_index,
    load_encoder,
    load_index,
    use_one_thread,
)
from tests.support.paths import PROJECT


def build_temporary_index() -> tuple[PassageIndex, Encoder, Path]:
    """The index of the articles in CORPUS_DIR, or of those that are shipped, its encoder, and its
    folder; this process computes in one thread from then on, as the bot does."""
    folder = Path(tempfile.mkdtemp(prefix="footnote-measure-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    # An encoder is exported once for all measurements.
    env = {"STATE_DIR": str(PROJECT / "var" / "state"), **os.environ}
    env |= {"INDEX_DIR": str(folder / "index")}
    settings = Settings.from_env(env, PROJECT, Path.cwd())
    encoder = load_encoder(
        settings.embedding_model, settings.fingerprints_path, settings.encoder_backend
    )
    print(f"indexing {settings.corpus_dir}", file=sys.stderr)
    builds = BuildFolder(settings.index_dir)
    corpus = read_corpus(settings.corpus_dir)
    maker = Maker(encoder.name, encoder.fingerprint, "", settings.token_bits)
    build_index(corpus, settings.corpus_dir, encoder, builds, maker=maker)
    use_one_thread()
    return load_index(builds, encoder), encoder, settings.index_dir
