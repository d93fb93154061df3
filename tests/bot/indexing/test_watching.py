"""Building again what failed, though no article changes."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.config.settings import Settings
from bot.indexing.rebuild import OnStep, Rebuilt, is_unusable
from bot.indexing.retries import Retries
from bot.indexing.watching import Watching
from corpus import MUST_ANSWER_NAME
from embeddings import BuildFolder
from tests.support.fake_encoder import FakeEncoder

ENCODER = FakeEncoder()


class _Story:
    """Runs until each of `steps` has been taken, one after each build that has ended or failed.
    What happened is in `told`."""

    def __init__(self, settings: Settings, *steps: Callable[[], object]) -> None:
        self.told: list[str] = []
        self._steps = iter(steps)
        self._settings = settings

    def run(self) -> list[str]:
        watching = Watching(self._settings, self, retries=Retries(0.01))
        with pytest.raises(KeyboardInterrupt):
            watching.run()
        return self.told

    def show_watching(self) -> None:
        pass

    @contextmanager
    def show_steps(self) -> Iterator[OnStep]:
        yield lambda *_: None

    def show_built(self, rebuilt: Rebuilt) -> None:
        self._go_on(f"built {rebuilt.manifest.articles}")

    def show_failed(self, error: Exception) -> None:
        self._go_on(type(error).__name__)

    def show_note(self, note: str) -> None:
        self.told.append(note)

    def _go_on(self, what: str) -> None:
        self.told.append(what)
        step = next(self._steps, None)
        if step is None:
            raise KeyboardInterrupt
        step()


def test_what_is_not_for_the_articles_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a disk that has room again, which nobody is told of; a file that is refused is not."""
    env = {"CORPUS_DIR": "texts", "INDEX_DIR": "index", "STATE_DIR": "state"}
    settings = Settings.from_env(env, tmp_path, tmp_path)
    monkeypatch.setattr("bot.indexing.rebuild.load_encoder", lambda *_: ENCODER)
    settings.corpus_dir.mkdir()
    builds, questions = settings.index_dir / "builds", settings.corpus_dir / MUST_ANSWER_NAME
    settings.index_dir.mkdir()
    builds.write_text("in the way")
    (settings.corpus_dir / "lamp.txt").write_text("The lamp of Skerry.\n")

    def nothing() -> None:
        pass

    told = _Story(
        settings,
        nothing,
        builds.unlink,
        lambda: questions.write_text("no question"),
        questions.unlink,
    ).run()
    assert told == ["BuildError", "BuildError", "built 1", "QuestionsError", "built 1"]


def test_an_index_that_is_damaged_or_gone_is_built_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it is watched, and before: no bot could start, and no article changes."""
    env = {"CORPUS_DIR": "texts", "INDEX_DIR": "index", "STATE_DIR": "state"}
    settings = Settings.from_env(env, tmp_path, tmp_path)
    monkeypatch.setattr("bot.indexing.rebuild.load_encoder", lambda *_: ENCODER)
    monkeypatch.setattr("bot.indexing.rebuild.canonical_name", lambda _: ENCODER.name)
    monkeypatch.setattr("bot.indexing.rebuild.fingerprint_encoder", lambda *_: ENCODER.fingerprint)
    monkeypatch.setattr("bot.indexing.watching._SECONDS_BETWEEN_LOOKS", 0.05)
    settings.corpus_dir.mkdir()
    (settings.corpus_dir / "lamp.txt").write_text("The lamp of Skerry.\n")

    def damage() -> None:
        live = BuildFolder(settings.index_dir).current()
        assert live
        for path in live.rglob("tokens.codes"):
            os.truncate(path, 1)
        assert is_unusable(settings)

    def remove() -> None:
        shutil.rmtree(settings.index_dir / "builds")

    assert _Story(settings, damage, remove).run() == ["built 1"] * 3
    assert not is_unusable(settings)
    damage()
    assert _Story(settings).run() == ["built 1"]
    assert not is_unusable(settings)
