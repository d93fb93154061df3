"""Commands of a bot whose state lies in PostgreSQL."""

import re
import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.config.settings import Settings
from bot.config.state_url import StateUrl
from bot.doctor.findings import Health
from bot.doctor.machine import check_database
from bot.storage.database import Database
from bot.storage.unanswered import GapStore
from tests.support.command_line import keep_logging
from tests.support.postgres import PASSWORD, PostgresServer


@pytest.fixture
def url(postgres: PostgresServer) -> StateUrl:
    return postgres.make_filled()


@pytest.fixture
def folder(tmp_path: Path, url: StateUrl, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".env").write_text(f"STATE_URL='{url.url}'\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make_settings(folder: Path, url: str) -> Settings:
    return Settings.from_env({"STATE_URL": url}, folder, folder)


@pytest.mark.usefixtures("folder")
def test_gaps_are_forgotten_there(url: StateUrl, capsys: pytest.CaptureFixture[str]) -> None:
    gaps = GapStore(Database(url), lambda: date(2026, 11, 22))
    gaps.keep("Who?")
    with keep_logging():
        assert main(["gaps", "--clear"]) == 0
    assert "Forgot 1 unanswered question." in capsys.readouterr().out
    assert gaps.count() == 0


def test_doctor_says_where_it_is_and_no_password(folder: Path, url: StateUrl) -> None:
    found = check_database(make_settings(folder, url.url))
    assert found.health is Health.OK
    assert str(url) in found.what
    found = check_database(make_settings(folder, url.url.replace("/state", "/nowhere")))
    assert found.health is Health.WRONG
    assert "does not exist" in found.what
    assert found.steps == ()
    assert PASSWORD not in repr(found)


def test_it_says_where_what_was_kept_there_lies(
    folder: Path,
    url: StateUrl,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("corpus", "index", "state"):
        monkeypatch.setenv(f"{name.upper()}_DIR", str(folder / name))
        (folder / name).mkdir()
    (folder / "corpus" / "lamp.txt").write_text("The lamp was lit in 1844.\n")
    GapStore(Database(url)).keep("Who?")
    with keep_logging():
        assert main(["backup", "b.zip"]) == 0
        assert main(["restore", "b.zip", "--force"]) == 0
    (told,) = re.findall(
        rf"What was kept in {re.escape(str(url))} is in (.*) now\.", capsys.readouterr().out
    )
    with closing(sqlite3.connect(told)) as connection:
        assert connection.execute("SELECT question FROM gaps").fetchall() == [("Who?",)]


@pytest.mark.usefixtures("folder")
def test_what_is_not_installed_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with keep_logging():
        assert main(["gaps", "--clear"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("run pip install 'psycopg[binary]' where Footnote is installed")
