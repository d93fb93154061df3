"""`footnote index` killed at random moments while it builds, or brings a build into an engine:
what was live there is answered from."""

import os
import random
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.config.settings import Settings
from bot.indexing.folders import find_engine
from embeddings import Retriever, StoreFolder, load_index
from tests.conftest import ShareEncoder
from tests.processes.test_kill import KillScene, begin_driver, check_answer

if TYPE_CHECKING:
    from embeddings import Encoder

KILLS = 20
_QUESTION = "Who is the harbor master of Port 3?"
# As long as another builder waits for a sign of life of one that was killed.
_WAIT = 0.3
_HURRY = f"""
import embeddings.index.stores.milvus_turns as turns
turns._SECONDS_BETWEEN_SIGNS, turns._SECONDS_WITHOUT_SIGN = 0.05, {_WAIT}
"""


@pytest.mark.soak  # tests/embeddings/index/stores/test_milvus.py ends one after chosen calls
def test_twenty_killed_builders_leave_what_the_engine_has(
    tmp_path: Path,
    project_dir: Path,
    encoder: "Encoder",
    share_encoder: ShareEncoder,
    request: pytest.FixtureRequest,
) -> None:
    pytest.importorskip("milvus_lite", reason="the extra milvus-test is not installed")
    share_encoder(tmp_path / "state")
    seed = int(os.environ.get("KILL_SEED") or time.time_ns() % 10**9)
    print(f"KILL_SEED={seed}")
    rng = random.Random(seed)
    scene = KillScene(tmp_path, project_dir)
    scene.environment["INDEX_URL"] = request.getfixturevalue("engine_url")
    settings = Settings.from_env(scene.environment, project_dir, tmp_path)
    engine = find_engine(settings)
    assert engine
    followed = StoreFolder(tmp_path / "frames", engine)
    landed: list[str] = []
    with begin_driver(scene, _HURRY) as begin:
        scene.write_corpus(0)
        run = begin()
        scene.wait_for_switch("")
        switched_at = time.monotonic()
        assert run.end() == 0, scene.log.read_text()
        seconds = time.monotonic() - switched_at
        print(f"published in {seconds:.1f} s")
        followed.follow()
        live = check_answer(followed, encoder, {0})
        version = 0
        while len(landed) < KILLS:
            assert version < 4 * KILLS, "it is published faster than it can be killed"
            version += 1
            scene.write_corpus(version)
            asked = Retriever(load_index(followed, encoder), encoder)
            before = scene.live_name()
            run = begin()
            if is_published := bool(len(landed) % 4):
                scene.wait_for_switch(before)
            time.sleep(rng.uniform(0, seconds + _WAIT))
            run.kill()
            code = run.end()
            assert code in (0, -signal.SIGKILL), scene.log.read_text()
            passage = asked.search(_QUESTION, 1)[0].passage  # of a bot that has not looked yet
            assert f"Keeper-{live}." in passage.text
            followed.follow()
            live = check_answer(followed, encoder, {live, version})
            if code == 0:
                assert live == version
            else:
                moment = "publishing" if is_published else "building"
                landed.append(f"{moment}: {'new' if live == version else 'old'}")
        scene.write_corpus(10**6)
        assert begin().end() == 0, scene.log.read_text()
    print(*landed, sep="\n")
    followed.follow()
    assert check_answer(followed, encoder, {10**6}) == 10**6
    kept = {engine.find_live(), engine.find_before()}
    assert set(engine.list_builds()) == kept
