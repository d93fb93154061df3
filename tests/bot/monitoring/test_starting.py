"""What is told of a bot that starts."""

import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from bot.monitoring.health import (
    Check,
    Health,
    find_health_file,
    format_health,
    has_ended,
    read_health,
    tell_start,
)
from bot.monitoring.health import write_health as write
from bot.monitoring.starting import MAX_SECONDS_OF_START, Starting, is_starting


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.monitoring.starting._SECONDS_BETWEEN_SIGNS", 0.001)


def wait_for(is_so: Callable[[Health], bool], path: Path) -> Health:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if (health := read_health(path)) and is_so(health):
            return health
        time.sleep(0.001)
    raise AssertionError(read_health(path))


def make_health(pid: int, age: float, contact: float = 1.0) -> Health:
    now = time.monotonic()
    check = Check("telegram", now - contact, 50.0, "last contact")
    return Health(pid, now - age, (check,))


def is_mine(health: Health) -> bool:
    return health.pid == os.getpid()


def test_a_bot_that_starts_is_not_gone_until_it_takes_too_long(tmp_path: Path) -> None:
    path = find_health_file(tmp_path)
    with Starting(path):
        health = wait_for(is_mine, path)
        lines = format_health(health, health.looked_at)
        assert lines == [
            (True, f"bot: process {os.getpid()} runs"),
            (True, "bot: is starting (0 s ago)"),
        ]
        later = Health(health.pid, health.looked_at + MAX_SECONDS_OF_START + 10, health.checks)
        assert format_health(later, later.looked_at)[-1] == (
            False,
            "bot: is starting (not well for 5 min)",
        )
    assert not path.exists()


def test_a_folder_that_is_made_later_is_no_obstacle(tmp_path: Path) -> None:
    path = find_health_file(tmp_path / "state")
    with Starting(path):
        path.parent.mkdir()
        assert wait_for(is_mine, path)
    assert not path.exists()


def test_what_the_bot_says_of_itself_stays(tmp_path: Path) -> None:
    path = find_health_file(tmp_path)
    with Starting(path) as starting:
        wait_for(is_mine, path)
        for _ in range(100):
            own = make_health(os.getpid(), 0)
            write(path, own)
            time.sleep(0.002)
            if not starting._thread.is_alive():
                break
        assert read_health(path) == own


@pytest.mark.parametrize("further", [0, 1])
def test_what_one_that_was_killed_has_left_is_written_over(further: int, tmp_path: Path) -> None:
    """Also by one that has its number, as in a container, and by one that hung."""
    path = find_health_file(tmp_path)
    write(path, make_health(os.getpid() + further, 1.0, contact=60.0))
    with Starting(path):
        assert wait_for(lambda health: is_mine(health) and health.checks[0].name == "bot", path)


def test_what_a_bot_that_is_well_has_written_stays(tmp_path: Path) -> None:
    path = find_health_file(tmp_path)
    write(path, other := make_health(os.getpid() + 1, 1.0))
    with Starting(path):
        time.sleep(0.02)
        assert read_health(path) == other
    assert read_health(path) == other


def test_what_is_older_than_the_machines_start_is_written_over(tmp_path: Path) -> None:
    """In a container that has the same number again."""
    path = find_health_file(tmp_path)
    write(path, make_health(os.getpid(), -5000.0, contact=-5000.0))
    with Starting(path):
        assert wait_for(lambda health: health.checks[0].name == "bot", path)


def test_starting_in_vain_again_and_again_is_not_well(tmp_path: Path) -> None:
    path = find_health_file(tmp_path)
    begun = time.monotonic() - MAX_SECONDS_OF_START + 20
    write(path, Health(os.getpid() + 1, time.monotonic() - 15, (tell_start(begun, 300.0),)))
    for _ in range(2):
        with pytest.raises(OSError), Starting(path):
            health = wait_for(is_mine, path)
            raise OSError
        assert health.checks[0].well_at == begun
        assert not format_health(health, begun + MAX_SECONDS_OF_START + 1)[-1][0]
    with Starting(path):
        wait_for(is_mine, path)
    assert not path.exists()


def test_a_start_that_failed_says_that_it_has_ended(tmp_path: Path) -> None:
    path = find_health_file(tmp_path)
    with pytest.raises(OSError), Starting(path):
        begun = wait_for(is_mine, path).checks[0].well_at
        wait_for(lambda _: is_starting(path), path)  # it says so anew each millisecond
        raise OSError
    failed = read_health(path)
    assert failed
    assert not is_starting(path)
    for age in (0, 100):
        (line,) = format_health(failed, failed.looked_at + age)
        ended = f"bot: process {os.getpid()} has ended, {age} s ago: its start failed"
        assert (line[0], line[1].startswith(ended)) == (False, True)
    with Starting(path):
        again = wait_for(lambda health: not has_ended(health), path)
    assert again.checks[0].well_at == begun


def test_what_was_ended_before_it_failed_leaves_nothing(tmp_path: Path) -> None:
    """As a start that wrong settings ended, with which no supervisor begins it again."""
    path = find_health_file(tmp_path)
    with pytest.raises(OSError), Starting(path) as starting:
        wait_for(is_mine, path)
        starting.end()
        raise OSError
    assert not path.exists()


def test_a_start_long_after_one_that_failed_begins_anew(tmp_path: Path) -> None:
    path = find_health_file(tmp_path)
    long_ago = time.monotonic() - 1000
    write(path, Health(os.getpid() + 1, long_ago, (tell_start(long_ago, 300.0),)))
    with Starting(path):
        assert wait_for(is_mine, path).checks[0].well_at > long_ago + 900


def test_what_another_of_the_same_number_has_written_is_not_taken_away(tmp_path: Path) -> None:
    """In a container of its own, with the same folder."""
    path = find_health_file(tmp_path)
    with Starting(path) as starting:
        wait_for(is_mine, path)
        starting._is_over.set()
        starting._thread.join()
        other = make_health(os.getpid(), 0)
        path.write_text(json.dumps(asdict(other)))
    assert read_health(path) == other
