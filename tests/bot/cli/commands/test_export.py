"""`footnote export`: what it prints, and in how few lines it ends."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config.settings import Settings
from tests.support.command_line import CommandLine
from tests.support.fake_encoder import FakeEncoder
from tests.support.harbour import build_harbour
from tests.support.mounting import mounted, needs_mount
from tests.support.paths import PROJECT

GIVEN = {"CORPUS_DIR": "articles", "INDEX_DIR": "index", "STATE_DIR": "state"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings.from_env(GIVEN, tmp_path, tmp_path)
    build_harbour(settings, FakeEncoder())
    return settings


@pytest.fixture
def line(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    return CommandLine(settings, monkeypatch, capsys)


def test_it_says_what_it_wrote(line: CommandLine, tmp_path: Path) -> None:
    code, output, errors = line.run("export", "out")
    count = len((tmp_path / "out" / "passages.jsonl").read_text("utf-8").splitlines())
    assert (code, output, errors) == (0, f"Exported 4 articles, {count} passages to out\n", "")


def test_with_a_dash_the_lines_are_printed(line: CommandLine, tmp_path: Path) -> None:
    line.run("export", "out")
    code, output, errors = line.run("export", "-")
    assert (code, errors) == (0, "")
    assert output == (tmp_path / "out" / "passages.jsonl").read_text("utf-8")


def test_what_is_no_export_is_refused_in_a_line(line: CommandLine, tmp_path: Path) -> None:
    assert line.run("export", "articles") == (
        1,
        "",
        f"footnote: {tmp_path / 'articles'} is there and is not an export: name another folder\n",
    )
    assert len(list((tmp_path / "articles").iterdir())) == 4


def test_without_an_index_it_is_told_what_to_run(line: CommandLine, tmp_path: Path) -> None:
    code, output, errors = line.run("export", "out", "--index", "none")
    assert (code, output) == (1, "")
    assert errors == f"footnote: there is no index in {tmp_path / 'none'}: run footnote index\n"
    assert not (tmp_path / "out").exists()


@needs_mount
def test_a_full_disk_is_a_line(line: CommandLine, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=4k"):
        code, output, errors = line.run("export", "disk/out")
        assert not list((tmp_path / "disk").iterdir())
    where = tmp_path / "disk" / "out"
    assert (code, output) == (1, "")
    assert errors == f"footnote: cannot write {where}: No space left on device\n"


@pytest.mark.usefixtures("settings")
def test_a_pipe_that_closes_is_no_error_and_no_model_is_loaded(tmp_path: Path) -> None:
    (tmp_path / ".env").touch()  # or else the developer's own would count
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "bot.cli", "export", "-"],
        cwd=tmp_path,
        env={**os.environ, **GIVEN, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout and process.stderr
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0
    lines = [one for one in errors.splitlines() if not one.startswith("import time:")]
    assert lines == []
    loaded = {one.rpartition("|")[2].strip() for one in errors.splitlines()}
    assert not loaded & {"torch", "sentence_transformers", "transformers", "onnxruntime"}


def test_a_line_keeps_what_others_end_lines_at(line: CommandLine, settings: Settings) -> None:
    build_harbour(settings, FakeEncoder(), {"a.txt": "A boat\n\nThe boat\u2028is old and small.\n"})
    _, output, _ = line.run("export", "-")
    assert "\u2028" not in output
    assert [json.loads(one)["article"] for one in output.splitlines()] == ["a.txt"]
