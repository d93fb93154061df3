"""Whether a bot counts as well, and the file by which another process knows."""

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.monitoring import health
from bot.monitoring.health import (
    Check,
    Health,
    find_health_file,
    format_health,
    read_health,
    write_health,
)

HEALTH = Health(
    7,
    1000.0,
    (
        Check("telegram", 999.0, 50.0, "last contact"),
        Check("database", 980.0, 35.0, "database is locked"),
    ),
)

MANY = ("1e999", "-1e307", "1e11", "-Infinity", "NaN", "7" * 400)
"""Numbers as a bad disk may have them."""


@pytest.mark.parametrize(
    ("now", "wrong"),
    [
        (1000.0, []),
        (1015.0, []),
        (1015.1, ["database: database is locked (not well for 35 s)"]),
        (1049.1, ["telegram: last contact (not well for 50 s)", "database: database is locked"]),
        (1050.1, ["bot: no sign of life of process 7 for 50 s"]),
        (1600.0, ["bot: no sign of life of process 7 for 10 min"]),
        (90_000.0, ["bot: no sign of life of process 7 for 24 h"]),
        (999.0, ["bot: has not run since this machine was started"]),
    ],
)
def test_what_is_not_well(now: float, wrong: list[str]) -> None:
    found = [line for is_well, line in format_health(HEALTH, now) if not is_well]
    assert len(found) == len(wrong)
    assert all(line.startswith(part) for line, part in zip(found, wrong, strict=True)), found
    assert HEALTH.is_well(now) is (not wrong)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = find_health_file(tmp_path)
    assert read_health(path) is None
    write_health(path, HEALTH)
    assert read_health(path) == HEALTH
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "content",
    [
        *("", "[]", "{", "null", "[" * 9_999, '{"pid": 1, "looked_at": 1, "checks": [7]}'),
        '{"pid": 1, "looked_at": 1, "checks": [{"name": "x", "well_at": "1", "max_age": 1}]}',
        '{"pid": 1, "looked_at": 1, "checks": [{"name": 1, "well_at": 1, "max_age": 1,'
        ' "told": 1}]}',
        '{"pid": 1, "looked_at": 1, "checks": [{"name": "x", "well_at": "1", "max_age": 1,'
        ' "told": ""}]}',
        *(f'{{"pid": {many}, "looked_at": 1, "checks": []}}' for many in ("1e999", "NaN")),
        *(f'{{"pid": 1, "looked_at": {many}, "checks": []}}' for many in MANY),
        *(
            f'{{"pid": 1, "looked_at": 1, "checks": [{{"name": "x", "told": "", "max_age": 1,'
            f' "well_at": {many}}}]}}'
            for many in MANY
        ),
    ],
)
def test_what_cannot_be_read_is_no_bot(content: str, tmp_path: Path) -> None:
    path = tmp_path / "health.json"
    path.write_text(content)
    health = read_health(path)
    assert health is None
    assert format_health(health, 1.0) == [(False, "bot: does not run with this STATE_DIR")]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "health.json")
    assert read_health(tmp_path / "health.json") is None


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_where_nothing_can_be_added_a_bot_still_says_that_it_lives(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, data: bytes) -> None:
        raise OSError(number, os.strerror(number))

    path = find_health_file(tmp_path)
    monkeypatch.setattr(health, "write_private_file", fail)
    with pytest.raises(OSError, match=os.strerror(number)):  # nothing is there to write over
        write_health(path, HEALTH)
    monkeypatch.undo()
    write_health(path, replace(HEALTH, checks=HEALTH.checks * 9))
    monkeypatch.setattr(health, "write_private_file", fail)
    later = replace(HEALTH, looked_at=1100.0)
    write_health(path, later)
    assert read_health(path) == later
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(OSError, match="No such device"):
        write_health(path, HEALTH)
    path.unlink()
    path.symlink_to("/dev/zero")
    with pytest.raises(OSError, match="symbolic links"):
        write_health(path, HEALTH)


def test_nothing_is_said_of_a_bot_that_cannot_write_how_it_is() -> None:
    now = HEALTH.looked_at + 60
    ((is_well, line),) = format_health(HEALTH, now, can_be_written=False)
    assert not is_well
    assert line == "state: STATE_DIR cannot be written, nor how the bot is, for 60 s"
    assert format_health(HEALTH, HEALTH.looked_at + 1, can_be_written=False)[0][0], "it lives"
