"""`footnote health`: what a supervisor or a container asks."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.monitoring.health import Check, Health, find_health_file, write_health
from tests.support.mounting import leave_room, mounted, needs_mount
from tests.support.paths import PROJECT

_RUN = """
import sys
from bot.cli.main import main
code = main(["health"])
heavy = {"numpy", "sqlite3", "telegram", "embeddings", "corpus.passages.chunking"}
heavy = (heavy | {"bot.cli.commands.ask"}) & set(sys.modules)
sys.exit(f"imported: {heavy}" if heavy else code)
"""


@pytest.mark.parametrize(
    ("age", "code", "lines"),
    [
        (1.0, 0, ["ok       bot: process 7 runs", "ok       database: can be written (1 s ago)"]),
        (
            40.0,
            1,
            [
                "ok       bot: process 7 runs",
                "wrong    database: can be written (not well for 40 s)",
            ],
        ),
        (51.0, 1, ["wrong    bot: no sign of life of process 7 for 51 s"]),
        (None, 1, ["wrong    bot: does not run with this STATE_DIR"]),
    ],
)
def test_a_line_for_each_thing(
    age: float | None,
    code: int,
    lines: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("STATE_DIR", os.fspath(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").touch()  # or else the developer's own would count
    if age is not None:
        seen_at = time.monotonic() - age
        check = Check("database", seen_at, 35.0, "can be written")
        write_health(find_health_file(tmp_path), Health(7, seen_at, (check,)))
    assert main(["health"]) == code
    assert capsys.readouterr().out.splitlines() == lines


@needs_mount
def test_where_no_room_is_for_the_file_it_is_not_said_that_no_bot_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A supervisor would start it again, and again."""
    state = tmp_path / "state"
    monkeypatch.setenv("STATE_DIR", os.fspath(state))
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").touch()
    with mounted(state, "size=1m"):
        assert main(["health"]) == 1
        assert "bot: does not run" in capsys.readouterr().out
        leave_room(state, pages=1, files=50)
        assert main(["health"]) == 1
        assert capsys.readouterr().out == (
            "wrong    state: STATE_DIR cannot be written, nor whether the bot runs "
            "(No space left on device: free some space there)\n"
        )
    assert main(["health"]) == 1
    assert "bot: does not run" in capsys.readouterr().out


def test_it_is_asked_often_and_imports_little(tmp_path: Path) -> None:
    (tmp_path / ".env").touch()
    done = subprocess.run(
        [sys.executable, "-c", _RUN],
        cwd=tmp_path,
        env={**os.environ, "STATE_DIR": "state", "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "does not run" in done.stdout
