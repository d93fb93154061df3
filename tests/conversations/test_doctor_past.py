"""What the doctor finds of what has happened: clocks, rebuilds, locks, files that are open."""

import contextlib
import shutil
import sqlite3
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from bot.config.settings import Settings
from bot.doctor.clock import Drift, check_clock
from bot.doctor.findings import Health
from bot.doctor.index import check_last_rebuild
from bot.doctor.machine import check_database
from bot.indexing.failures import forget_failure, keep_failure, read_failure
from bot.storage.database import Database
from bot.storage.repeated_questions import EarlierAnswer, RepeatedQuestions
from embeddings import make_private_folder
from tests.support.conversing import Person
from tests.support.running_bot import RunningBot


def test_a_clock_that_is_off_telegrams_is_told(
    harbour_bot: RunningBot, owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "agrees with that of Telegram" in owner.ask("/doctor").text
    now = time.time
    monkeypatch.setattr("bot.doctor.clock.time", SimpleNamespace(time=lambda: now() - 7200))
    owner.ask("/help")  # the next answers from Telegram
    told = owner.ask("/doctor").text
    assert "seconds off that of Telegram" in told
    assert "time service" in told


@pytest.mark.parametrize("date", [None, "", "yesterday", "Thu, 99 Nov 2026 18:29:00 GMT"])
def test_an_answer_without_a_date_says_nothing_of_the_clock(date: str | None) -> None:
    drift = Drift()
    drift.note({} if date is None else {"date": date})
    assert drift.seconds is None


@pytest.mark.parametrize(("ahead", "is_told"), [(-86400, False), (0, False), (3600, True)])
def test_times_that_are_kept_from_the_future(
    ahead: int, is_told: bool, bot_settings: Settings
) -> None:
    earlier = RepeatedQuestions(Database(bot_settings.database_path), lambda: time.time() + ahead)
    earlier.keep(-1, EarlierAnswer(5, 0, "p", np.ones(1, np.float32)))
    assert bool(check_clock(bot_settings, Drift())) is is_told


def test_a_rebuild_that_failed_is_told_until_one_succeeds(
    harbour_bot: RunningBot, owner: Person, bot_settings: Settings
) -> None:
    keep_failure(bot_settings, "no space left\non device")
    told = owner.ask("/doctor").text
    assert "The last rebuild failed, just now: no space left on device" in told
    kept = bot_settings.state_dir / "failed_rebuild.json"
    assert kept.stat().st_mode & 0o777 == 0o600
    (found,) = check_last_rebuild(bot_settings)
    assert "footnote index" in found.steps[0]
    (found,) = check_last_rebuild(replace(bot_settings, corpus_dir=Path("/nowhere")))
    assert found.steps == ("Make /nowhere a folder that the bot's user may write in (CORPUS_DIR).",)
    forget_failure(bot_settings)
    assert "last rebuild failed" not in owner.ask("/doctor").text


def test_what_is_refused_as_it_is_is_mended_before_footnote_index_is_run(
    harbour_bot: RunningBot, owner: Person, bot_settings: Settings
) -> None:
    (bot_settings.corpus_dir / "fog.md").write_text("The horn is sounded in fog.\n")
    again = "Run footnote index; a running bot takes it over by itself."
    assert again in owner.ask("/doctor").text
    lines = "now misses: Who rings? (not answered)\nno new index (footnote index --force overrides)"
    keep_failure(bot_settings, lines, is_refused=True)
    told = owner.ask("/doctor").text
    assert "articles have changed since" in told
    assert "failed, just now: no new index (footnote index --force overrides)" in told
    assert "Mend that, then run footnote index: as it is, it is refused again." in told
    assert again not in told


@pytest.mark.parametrize("kind", ["deleted", "emptied", "its folder deleted"])
def test_a_state_file_that_is_gone_is_told_and_not_made_anew(
    kind: str,
    harbour_bot: RunningBot,
    owner: Person,
    bot_settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A new one would let each chat search all folders, and nobody would know."""
    path = bot_settings.database_path
    assert "can be written" in owner.ask("/doctor").text
    assert Database(path).is_gone is False, "what was never opened is not gone"
    copy = path.with_name("copy")
    with (
        contextlib.closing(sqlite3.connect(path)) as source,
        contextlib.closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    content = copy.read_bytes()
    if kind == "its folder deleted":
        gone = path.parent.rename(path.parent.with_name("gone"))
        shutil.rmtree(gone, ignore_errors=True)  # SQLite may remove its log meanwhile
    elif kind == "emptied":
        path.write_bytes(b"")
    else:
        path.unlink()
    for _ in range(2):
        told = owner.ask("/doctor").text
        # Into an emptied one what was being written may still fall, which is no database.
        is_damaged = kind == "emptied" and f"Nothing can be kept: {path}" in told
        assert is_damaged or f"{path} was deleted while the bot runs" in told
        assert "All is well" not in told
        assert is_damaged or not (path.exists() and path.stat().st_size)
    assert "a killed process would lose what is under way" in caplog.text
    if is_damaged:
        return  # and a copy needs a restart, as the doctor says
    # A copy that is put there is used again, without a restart.
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    assert "can be written" in owner.ask("/doctor").text


@pytest.mark.parametrize(
    "content",
    [
        *("", "{", "[]", '{"at": "x", "reason": "y", "is_refused": true}', '{"at": 1}'),
        '{"at": "2026-03-04", "reason": "y", "is_refused": true}',  # of no zone, so of no moment
    ],
)
def test_what_cannot_be_read_of_a_rebuild_is_nothing(content: str, bot_settings: Settings) -> None:
    make_private_folder(bot_settings.state_dir)
    (bot_settings.state_dir / "failed_rebuild.json").write_text(content)
    assert read_failure(bot_settings) is None


def test_a_file_that_others_may_read_is_told(
    harbour_bot: RunningBot, owner: Person, bot_settings: Settings
) -> None:
    path = bot_settings.state_dir / "of mine.json"
    path.touch()
    path.chmod(0o644)
    bot_settings.corpus_dir.chmod(0o700)
    for folder in (bot_settings.index_dir, bot_settings.index_dir.parent):
        folder.chmod(0o755)
    told = owner.ask("/doctor").text
    assert f"chmod -R go= '{path}'" in told
    assert f"chmod -R go= {bot_settings.index_dir}" in told


def test_a_database_that_is_locked_is_wrong(bot_settings: Settings) -> None:
    Database(bot_settings.database_path).open()
    assert check_database(bot_settings).health is Health.OK
    with contextlib.closing(sqlite3.connect(bot_settings.database_path)) as other:
        other.execute("BEGIN IMMEDIATE")
        found = check_database(bot_settings)
        other.rollback()
    assert found.health is Health.WRONG
    assert "find it, and end it" in found.steps[0]


@pytest.mark.parametrize("at", ["yesterday", b"\xff"])
def test_a_time_that_is_none_costs_the_doctor_nothing(
    at: object, harbour_bot: RunningBot, owner: Person, bot_settings: Settings
) -> None:
    with contextlib.closing(sqlite3.connect(bot_settings.database_path)) as other, other:
        other.execute("INSERT INTO earlier_answers VALUES (1, 1, 0, '', x'', ?)", (at,))
    told = owner.ask("/doctor").text
    assert "agrees with that of Telegram" in told
    assert "in the future" not in told
