"""A rebuild of articles that were read before another one ended, and for another setting."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config.settings import Settings
from bot.indexing.rebuild import Step, Tools, is_replaced_again, is_stale, rebuild_index
from corpus import fingerprint_corpus, read_corpus
from embeddings import (
    BuildFolder,
    BusyError,
    OutdatedError,
    build_index,
    canonical_name,
    fingerprint_encoder,
    read_live_manifest,
)
from tests.support.fake_encoder import FakeEncoder

ENCODER = FakeEncoder()


def take_fake_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has each build, and whoever asks whether it is stale, take `ENCODER`."""
    monkeypatch.setattr("bot.indexing.rebuild.load_encoder", lambda *_: ENCODER)
    monkeypatch.setattr("bot.indexing.rebuild.canonical_name", lambda _: ENCODER.name)
    monkeypatch.setattr("bot.indexing.rebuild.fingerprint_encoder", lambda *_: ENCODER.fingerprint)


def test_what_went_live_meanwhile_is_not_replaced_by_articles_of_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by an owner's `footnote index` that loads its model while an admin adds an article."""
    env = {"CORPUS_DIR": "texts", "INDEX_DIR": "index", "STATE_DIR": "state"}
    settings = Settings.from_env(env, tmp_path, tmp_path)
    folder, builds = settings.corpus_dir, BuildFolder(settings.index_dir)
    folder.mkdir()
    (folder / "lamp.txt").write_text("The lamp of Skerry was lit in 1844.\n")
    build_index(read_corpus(folder), folder, ENCODER, builds)
    added = folder / "horn.txt"

    def load(*_: object) -> FakeEncoder:
        if not added.exists():
            added.write_text("The horn of Skerry is sounded in fog.\n")
            build_index(read_corpus(folder), folder, ENCODER, builds)
        return ENCODER

    monkeypatch.setattr("bot.indexing.rebuild.load_encoder", load)
    with pytest.raises(OutdatedError, match="another build has ended since the articles were read"):
        rebuild_index(settings, lambda *_: None)
    assert read_live_manifest(builds).corpus_fingerprint == fingerprint_corpus(folder)
    assert rebuild_index(settings, lambda *_: None).manifest.articles == 2


def test_another_build_is_told_of_before_anything_is_read(tmp_path: Path) -> None:
    env = {"CORPUS_DIR": "texts", "INDEX_DIR": "index", "STATE_DIR": "state"}
    settings = Settings.from_env(env, tmp_path, tmp_path)
    settings.corpus_dir.mkdir()
    (settings.corpus_dir / "lamp.txt").write_text("The lamp of Skerry was lit in 1844.\n")
    told: list[tuple[Step, int, int]] = []
    with (
        BuildFolder(settings.index_dir).held(),
        pytest.raises(BusyError, match=r"another build is running .*: wait until it has ended"),
    ):
        rebuild_index(settings, lambda *numbers: told.append(numbers))
    assert told == []


def test_tells_of_each_step_that_takes_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a first build of thousands of files nothing is encoded for minutes."""
    env = {"CORPUS_DIR": "texts", "INDEX_DIR": "index", "STATE_DIR": "state"}
    settings = Settings.from_env(env, tmp_path, tmp_path)
    settings.corpus_dir.mkdir()
    for name in ("lamp", "horn"):
        (settings.corpus_dir / f"{name}.txt").write_text(f"The {name} of Skerry.\n")
    take_fake_encoder(monkeypatch)
    told: list[tuple[Step, int, int]] = []
    rebuild_index(settings, lambda *numbers: told.append(numbers))
    assert told == [
        (Step.READ, 1, 2),
        (Step.READ, 2, 2),
        (Step.CUT, 1, 2),
        (Step.CUT, 2, 2),
        (Step.ENCODED, 2, 2),
        (Step.LISTED, 0, 2),
        (Step.LISTED, 2, 2),
    ]

    # Their words are known, of other addresses: nothing is encoded, and so it is not told.
    monkeypatch.setattr("embeddings.index.segments.writing._BATCH_PASSAGES", 1)
    for path in settings.corpus_dir.iterdir():
        path.write_text(f"---\nurl: https://skerry.example/{path.stem}\n---\n{path.read_text()}")
    told.clear()
    assert rebuild_index(settings, lambda *numbers: told.append(numbers)).manifest.passages == 2
    assert Step.ENCODED not in [step for step, *_ in told]


def test_an_index_with_tokens_in_other_bits_is_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env = {"CORPUS_DIR": "texts", "INDEX_DIR": "index", "STATE_DIR": "state", "TOKEN_BITS": "1"}
    settings = Settings.from_env(env, tmp_path, tmp_path)
    settings.corpus_dir.mkdir()
    (settings.corpus_dir / "lamp.txt").write_text("The lamp of Skerry was lit in 1844.\n")
    take_fake_encoder(monkeypatch)
    assert is_stale(settings)
    assert rebuild_index(settings, lambda *_: None).manifest.token_bits == 1
    assert not is_stale(settings)
    other = replace(settings, token_bits=8)
    assert is_stale(other)
    assert rebuild_index(other, lambda *_: None).manifest.token_bits == 8
    assert not is_stale(other)


def test_what_was_skipped_for_a_token_is_stale_once_that_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of which nothing is kept: what was skipped for it is looked at again."""
    old, new = "7:" + "Oldold-old" * 3, "7:" + "Newnew-new" * 3
    env = {"CORPUS_DIR": "texts", "INDEX_DIR": "index", "STATE_DIR": "state"}
    env |= {"TELEGRAM_BOT_TOKEN": old}
    settings = Settings.from_env(env, tmp_path, tmp_path)
    settings.corpus_dir.mkdir()
    (settings.corpus_dir / "lamp.txt").write_text("The lamp of Skerry was lit in 1844.\n")
    take_fake_encoder(monkeypatch)

    def count_built(settings: Settings) -> int:
        assert is_stale(settings)
        manifest = rebuild_index(settings, lambda *_: None).manifest
        assert not is_stale(settings)
        return manifest.articles

    assert count_built(settings) == 1
    (settings.corpus_dir / "set-up.txt").write_text(f"The bot's token is {old}, of May.\n")
    assert count_built(settings) == 1
    (settings.corpus_dir / f"{old}.txt").write_text("The horn of Skerry is sounded in fog.\n")
    assert count_built(settings) == 1
    later = replace(settings, telegram_bot_token=new)
    assert count_built(later) == 3
    (settings.corpus_dir / f"{old}.txt").unlink()
    assert count_built(later) == 2
    (settings.corpus_dir / "set-up.txt").write_text(f"The bot's token is {new}, of June.\n")
    assert count_built(later) == 1
    # A timer beside the bot that has no token takes nothing in that the bot left out.
    assert not is_stale(replace(later, telegram_bot_token=None))


def test_each_version_that_shares_an_index_builds_it_once_and_then_for_what_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two machines, each with a state of its own: else their timers would take turns for ever."""
    env = {"CORPUS_DIR": "texts", "INDEX_DIR": "index", "STATE_DIR": "state"}
    settings = Settings.from_env(env, tmp_path, tmp_path)
    settings.corpus_dir.mkdir()
    (settings.corpus_dir / "lamp.txt").write_text("The lamp of Skerry was lit in 1844.\n")
    take_fake_encoder(monkeypatch)
    machines = {
        code: replace(settings, state_dir=tmp_path / f"state of {code}") for code in ("a", "b", "c")
    }

    def build_if_stale(code: str) -> bool:
        monkeypatch.setattr("embeddings.index.segments.known._fingerprint_code", lambda: code)
        if stale := is_stale(machines[code]):
            assert rebuild_index(machines[code], lambda *_: None).manifest.code == code
            assert not is_stale(machines[code])
        return stale

    assert [build_if_stale(code) for code in "abcabcabc"] == [True] * 3 + [False] * 6
    (settings.corpus_dir / "lamp.txt").write_text("The lamp of Skerry was lit in 1845.\n")
    assert [build_if_stale(code) for code in "abcabc"] == [True] + [False] * 5
    machines["d"] = machines["a"]  # as it is after an upgrade
    assert [build_if_stale(code) for code in "dbcd"] == [True] + [False] * 3
    machines["a"] = machines["d"]  # and after its old version has been put back
    assert [build_if_stale(code) for code in "abca"] == [True] + [False] * 3


def test_versions_that_share_index_and_state_do_not_take_turns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As those of a clone and of an installation, each with a timer."""
    env = {"CORPUS_DIR": "texts", "INDEX_DIR": "index", "STATE_DIR": "state"}
    settings = Settings.from_env(env, tmp_path, tmp_path)
    settings.corpus_dir.mkdir()
    (settings.corpus_dir / "lamp.txt").write_text("The lamp of Skerry was lit in 1844.\n")
    take_fake_encoder(monkeypatch)

    def build_if_stale(code: str, *, always: bool = False) -> tuple[bool, bool]:
        """Whether it is built, and whether it is told that two are at work."""
        monkeypatch.setattr("embeddings.index.segments.known._fingerprint_code", lambda: code)
        stale = is_stale(settings)
        told = not stale and is_replaced_again(
            settings, read_live_manifest(BuildFolder(settings.index_dir))
        )
        if stale or always:
            rebuild_index(settings, lambda *_: None)
        return stale, told

    built, kept, told = (True, False), (False, False), (False, True)
    # The second "a" is as one that was put back in the place of "b".
    assert [build_if_stale(code) for code in "aabba"] == [built, kept, built, kept, built]
    assert [build_if_stale(code) for code in "babab"] == [told, kept, told, kept, told]
    (settings.corpus_dir / "lamp.txt").write_text("The lamp of Skerry was lit in 1845.\n")
    assert [build_if_stale(code) for code in "babab"] == [built, told, kept, told, kept]
    build_if_stale("a", always=True)
    assert [build_if_stale(code) for code in "aba"] == [kept, told, kept]
    later = time.time() + 8 * 86_400
    with monkeypatch.context() as patch:
        patch.setattr("time.time", lambda: later)
        # The first "b" is as one that is installed again, long after "a" was put back.
        assert [build_if_stale(code) for code in "bab"] == [built, built, told]
        assert [build_if_stale(code) for code in "abab"] == [kept, told, kept, told]
    assert build_if_stale("c") == built


def test_who_builds_again_loads_the_model_once_and_asks_no_question_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env = {"CORPUS_DIR": "texts", "INDEX_DIR": "index", "STATE_DIR": "state"}
    settings = Settings.from_env(env, tmp_path, tmp_path)
    settings.corpus_dir.mkdir()
    lamp = settings.corpus_dir / "lamp.txt"
    lamp.write_text("The lamp of Skerry was lit in 1844.\n")
    question = '{"question": "When was the lamp of Skerry lit?", "answers": ["1844"]}'
    (settings.corpus_dir / "must_answer.jsonl").write_text(question)
    loaded = []

    def load(name: str, memory_path: Path, *_: str) -> FakeEncoder:
        loaded.append(name)
        return FakeEncoder(canonical_name(name), fingerprint_encoder(name, memory_path))

    monkeypatch.setattr("bot.indexing.rebuild.load_encoder", load)
    tools = Tools()
    first = rebuild_index(settings, lambda *_: None, tools=tools)
    assert first.is_new
    assert first.verdict and first.verdict.asked == 1
    lamp.touch()
    again = rebuild_index(settings, lambda *_: None, tools=tools, asked=first.asked)
    assert (again.is_new, again.verdict, again.asked) == (False, None, first.asked)
    lamp.write_text("The lamp of Skerry was lit in 1844, at dusk.\n")
    changed = rebuild_index(settings, lambda *_: None, tools=tools, asked=first.asked)
    assert changed.is_new
    assert changed.verdict and changed.verdict.asked == 1
    assert len(loaded) == 1
