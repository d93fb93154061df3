"""Looking at a bot from a thread beside it."""

import json
import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from bot.monitoring.health import Health, read_health, write_health
from bot.monitoring.vitals import Vitals
from corpus import FootnoteError


def make_vitals(folder: Path, look: Callable[[], str], contact_at: float | None = None) -> Vitals:
    at = time.monotonic() if contact_at is None else contact_at
    return Vitals(folder / "health.json", lambda: at, {"database": look}, {folder: "STATE_DIR"})


def test_what_is_wrong_names_folders_by_their_settings(tmp_path: Path) -> None:
    def fail() -> str:
        raise FootnoteError(f"{tmp_path}/x is\nlocked")

    vitals = make_vitals(tmp_path, fail)
    before = vitals.health.checks[1]
    vitals.look()
    check = vitals.health.checks[1]
    assert (check.told, check.well_at) == ("STATE_DIR/x is locked", before.well_at)


def test_what_is_well_is_seen_anew(tmp_path: Path) -> None:
    vitals = make_vitals(tmp_path, lambda: "can be written")
    before = vitals.health.checks[1]
    vitals.look()
    check = vitals.health.checks[1]
    assert check.told == "can be written"
    assert check.well_at > before.well_at


def test_a_look_that_breaks_is_logged_and_ends_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    vitals = make_vitals(tmp_path, lambda: str(1 // 0))
    vitals.look()
    assert vitals.health.checks[1].told == "cannot be looked at, the log says why"
    assert "database cannot be looked at" in caplog.text


def test_telegram_is_asked_for_at_each_moment(tmp_path: Path) -> None:
    telegram = make_vitals(tmp_path, str, time.monotonic() - 51).health.checks[0]
    assert not telegram.is_well(time.monotonic())


def test_the_file_is_there_as_long_as_the_bot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.monitoring.vitals._SECONDS_BETWEEN_LOOKS", 0.001)
    looks = iter(range(3))
    is_over = threading.Event()

    def look() -> str:
        if next(looks, None) is None:
            is_over.set()
        return "can be written"

    vitals = make_vitals(tmp_path, look)
    vitals.start()
    path = tmp_path / "health.json"
    assert is_over.wait(10)
    health = read_health(path)
    assert health is not None
    assert health.checks[1].told == "can be written"
    vitals.stop()
    assert not path.exists()


def test_a_folder_that_is_gone_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.monitoring.vitals._SECONDS_BETWEEN_LOOKS", 0.001)
    looks = iter(range(3))
    is_over = threading.Event()

    def look() -> str:
        if next(looks, None) is None:
            is_over.set()
        return ""

    vitals = make_vitals(tmp_path / "gone", look)
    with caplog.at_level(logging.WARNING):
        vitals.start()
        assert is_over.wait(10)
        vitals.stop()
    assert caplog.text.count("footnote health is not told") == 1


def test_a_look_that_ends_after_the_bot_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.monitoring.vitals._SECONDS_BETWEEN_LOOKS", 0.001)
    monkeypatch.setattr("bot.monitoring.vitals._SECONDS_TO_END", 0.001)
    looking, ended = threading.Event(), threading.Event()

    def look() -> str:
        looking.set()
        assert ended.wait(30)
        return "can be written"

    vitals = make_vitals(tmp_path, look)
    vitals.start()
    assert looking.wait(30)
    vitals.stop()
    ended.set()
    vitals._thread.join(30)
    assert not (tmp_path / "health.json").exists()


def test_the_file_of_a_bot_that_has_begun_meanwhile_stays(tmp_path: Path) -> None:
    vitals = make_vitals(tmp_path, lambda: "can be written")
    other = replace(vitals.health, pid=1)
    write_health(tmp_path / "health.json", other)
    vitals.stop()
    assert read_health(tmp_path / "health.json") == other


def write_as_another(path: Path, health: Health) -> None:
    """As another process would, whose number may be the same in a container of its own."""
    path.write_text(json.dumps(asdict(health)))


def test_also_where_it_has_the_same_number(tmp_path: Path) -> None:
    path = tmp_path / "health.json"
    vitals = make_vitals(tmp_path, lambda: "can be written")
    write_health(path, vitals.health)
    write_as_another(path, other := vitals.health)
    assert other.pid == os.getpid()
    vitals.stop()
    assert read_health(path) == other


def test_a_second_bot_that_ends_takes_nothing_from_the_first(tmp_path: Path) -> None:
    """Until that tells again it would seem to be gone, and be begun anew."""
    path = tmp_path / "health.json"
    vitals = make_vitals(tmp_path, lambda: "can be written")
    write_as_another(path, replace(vitals.health, pid=1))
    vitals._write()
    vitals.stop()
    left = read_health(path)
    assert left is not None and left.is_well(time.monotonic())


@pytest.mark.parametrize("age", [0.0, 30.0])
def test_of_one_that_is_gone_the_file_is_taken_over(age: float, tmp_path: Path) -> None:
    path = tmp_path / "health.json"
    vitals = make_vitals(tmp_path, lambda: "can be written")
    write_as_another(path, replace(vitals.health, pid=1, looked_at=time.monotonic() - age))
    for _ in range(1 if age else 3):
        vitals._write()
    vitals.stop()
    assert not path.exists()
