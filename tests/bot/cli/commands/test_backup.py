"""`footnote backup` and `footnote restore`: what they say, and the settings."""

import re
import shutil
import signal
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from bot.backup.moving import find_note
from bot.cli.commands import restore
from bot.cli.commands.doctor import find_left_restore, find_left_settings
from bot.config.environment import read_environment, read_settings
from bot.config.settings import VARIABLES, Settings
from bot.doctor.findings import Health
from bot.storage.database import Database
from tests.support.command_line import CommandLine, keep_logging
from tests.support.fake_encoder import FakeEncoder
from tests.support.harbour import build_harbour
from tests.support.paths import PROJECT


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    given = {"CORPUS_DIR": "articles", "INDEX_DIR": "index", "STATE_DIR": "state"}
    settings = Settings.from_env(given, tmp_path, tmp_path)
    build_harbour(settings, FakeEncoder())
    Database(settings.database_path).open()
    return settings


@pytest.fixture
def line(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    line = CommandLine(settings, monkeypatch, capsys)
    line.set(TELEGRAM_BOT_TOKEN="1:secret", TELEGRAM_ADMIN_IDS="5")
    return line


def wipe(tmp_path: Path) -> None:
    for name in ("articles", "index", "state"):
        shutil.rmtree(tmp_path / name, ignore_errors=True)


def test_it_says_what_is_in_it_and_what_is_not(line: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "articles" / "out.md").symlink_to("/etc/hostname")
    assert line.run("backup", "b.zip") == (
        0,
        "Backed up 4 files of the articles, the state and 1 setting to b.zip. "
        "The token is not among the settings.\n",
        "out.md: is a link that leads out of its folder: left out\n",
    )
    assert b"1:secret" not in (tmp_path / "b.zip").read_bytes()
    code, output, errors = line.run("backup", "b.zip")
    assert (code, output) == (1, "")
    advice = "name another file, or add --force to replace it"
    assert errors == f"footnote: {tmp_path / 'b.zip'} is there: {advice}\n"


def test_without_a_state_it_does_not_say_that_there_is_one(
    line: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of an owner who has only written articles so far; the folder is where it is by default."""
    (tmp_path / "state").rename(tmp_path / "other")
    monkeypatch.delenv("STATE_DIR")
    assert line.run("backup", "b.zip") == (
        0,
        "Backed up 4 files of the articles and 1 setting to b.zip. "
        "The token is not among the settings.\n"
        f"No state is in it: {tmp_path / 'state'} has none.\n",
        "",
    )
    wipe(tmp_path)
    code, output, _ = line.run("restore", "b.zip")
    assert code == 0
    assert re.match(r"Restored 4 files of the articles, as of \S+\.\nNo state is in it\.\n", output)


def test_a_state_folder_that_is_set_and_not_there_is_refused(
    line: CommandLine, tmp_path: Path
) -> None:
    line.set(STATE_DIR=str(tmp_path / "stat"))
    code, output, errors = line.run("backup", "b.zip")
    assert (code, output) == (1, "")
    assert errors.startswith(f"footnote: no such folder: {tmp_path / 'stat'} (STATE_DIR names it;")
    assert not (tmp_path / "b.zip").exists()
    (tmp_path / "stat").mkdir()
    assert line.run("backup", "b.zip")[0] == 0


def test_a_wiped_machine_has_its_settings_but_for_the_token(
    line: CommandLine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    greeting = "It's \\ 'me', $HOME # no comment"
    line.set(GREETING=greeting, MIN_CONFIDENCE="0.4")
    assert line.run("backup", "b.zip")[0] == 0
    wipe(tmp_path)
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    clone = tmp_path / "new"
    clone.mkdir()
    (clone / "pyproject.toml").touch()
    settings = Settings.from_env({}, clone, tmp_path)  # and no .env
    (tmp_path / ".env").unlink()
    with keep_logging():
        assert restore.run(Namespace(file="b.zip", force=False), settings) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Restored 4 files of the articles and the state, as of 20")
    assert lines[1:] == [
        f"The settings are in {tmp_path / '.env'}: write the token there, which no back-up has.",
        "The back-up says who may do what, so look first: TELEGRAM_ADMIN_IDS=5",
        "Then run: footnote index",
    ]
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600
    again = Settings.from_env(read_environment(tmp_path, tmp_path), tmp_path, tmp_path)
    assert (again.greeting, again.min_confidence) == (greeting, 0.4)
    assert again.telegram_admin_ids == {5}
    assert again.telegram_bot_token is None
    assert (again.corpus_dir, again.state_dir) == (settings.corpus_dir, settings.state_dir)


def test_where_the_token_is_given_nobody_is_told_to_write_it(
    line: CommandLine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert line.run("backup", "b.zip")[0] == 0
    wipe(tmp_path)
    (tmp_path / ".env").unlink()
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "pyproject.toml").touch()
    monkeypatch.setenv("TELEGRAM_ADMIN_IDS", "")
    (tmp_path / "srv").symlink_to(tmp_path)
    monkeypatch.setattr(restore, "_choose_env_folder", lambda: tmp_path / "srv")
    given = {"TELEGRAM_BOT_TOKEN": "12345:" + 35 * "a"}
    settings = Settings.from_env(given, tmp_path / "new", tmp_path)
    with keep_logging():
        assert restore.run(Namespace(file="b.zip", force=False), settings) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[1].startswith(
        f"The settings are in {tmp_path / '.env'}; what the environment sets goes before them, "
    ), "not behind the link that a container has"
    assert told[2:4] == [
        "The environment has others, so write these where it is set:",
        "  TELEGRAM_ADMIN_IDS=5",
    ]
    left = settings.state_dir / "restored.env"
    assert left.read_text() == "TELEGRAM_ADMIN_IDS=5\n", "which the doctor asks for"


def test_settings_that_are_there_are_their_owners(line: CommandLine, tmp_path: Path) -> None:
    line.set(MIN_CONFIDENCE="0.4")
    assert line.run("backup", "b.zip")[0] == 0
    wipe(tmp_path)
    line.set(MIN_CONFIDENCE="")
    code, output, _ = line.run("restore", "b.zip")
    assert "Left out" not in output
    path = tmp_path / "state" / "restored.env"
    assert code == 0
    assert output.splitlines()[1:4] == [
        f"{tmp_path / '.env'} stays as it is. Settings of the back-up that do not count yet are in "
        f"{path}, too.",
        "The environment has others, so write these where it is set:",
        "  MIN_CONFIDENCE=0.4",
    ]
    assert path.read_text() == "MIN_CONFIDENCE=0.4\n"
    assert (tmp_path / ".env").read_text() == ""
    code, output, errors = line.run("restore", "b.zip")
    assert (code, output) == (1, "")
    assert "is there: restore into empty folders, or add --force" in errors
    code, output, _ = line.run("restore", "b.zip", "--force")
    assert code == 0
    assert " now, until you remove it: nothing else does." in output, "they would pile up"


def test_who_may_do_what_is_told_where_the_settings_that_are_there_leave_it_empty(
    line: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a copy of .env.example does: a bot for two chats would be everybody's, without a word."""
    line.set(TELEGRAM_ALLOWED_CHATS="-1009,6", MIN_CONFIDENCE="0.4", GREETING="Ahoy there")
    assert line.run("backup", "b.zip")[0] == 0
    wipe(tmp_path)
    for name in ("TELEGRAM_ADMIN_IDS", "TELEGRAM_ALLOWED_CHATS", "MIN_CONFIDENCE", "GREETING"):
        monkeypatch.delenv(name)
    env = tmp_path / ".env"
    env.write_text("TELEGRAM_ADMIN_IDS=\nTELEGRAM_ALLOWED_CHATS=\nMIN_CONFIDENCE=\nGREETING=Hi\n")
    code, output, errors = line.run("restore", "b.zip")
    assert (code, errors) == (0, "")
    left = tmp_path / "state" / "restored.env"
    assert output.splitlines()[1:] == [
        f"{env} stays as it is. Settings of the back-up that do not count yet are in {left}, too.",
        f"Write those that are to count into {env}:",
        "  TELEGRAM_ADMIN_IDS=5",
        "  TELEGRAM_ALLOWED_CHATS=-1009,6",
        "  MIN_CONFIDENCE=0.4",
        "  GREETING='Ahoy there'",
        "The back-up says who may do what, so look first: TELEGRAM_ADMIN_IDS=5, "
        "TELEGRAM_ALLOWED_CHATS=-1009,6",
        "Then run: footnote index",
    ]
    assert "secret" not in output + left.read_text()

    def ask_doctor() -> list[str]:
        return [found.what for found in find_left_settings(read_settings(tmp_path, tmp_path))]

    told = "Restored, and not given: TELEGRAM_ADMIN_IDS, TELEGRAM_ALLOWED_CHATS, MIN_CONFIDENCE."
    assert ask_doctor() == [told], "another greeting was chosen"
    env.write_text(left.read_text())
    assert ask_doctor() == []


def test_what_the_file_has_and_the_environment_hides_is_told(
    line: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by a second restore in the same container, whose file is the first one's."""
    line.set(TELEGRAM_ALLOWED_CHATS="-1009,6")
    assert line.run("backup", "b.zip")[0] == 0
    wipe(tmp_path)
    (tmp_path / ".env").write_text("TELEGRAM_ALLOWED_CHATS=-1009,6\n")
    line.set(TELEGRAM_ALLOWED_CHATS="")
    code, output, _ = line.run("restore", "b.zip")
    assert code == 0
    assert output.splitlines()[2:5] == [
        "The environment has others, so write these where it is set:",
        "  TELEGRAM_ALLOWED_CHATS=-1009,6",
        "The back-up says who may do what, so look first: TELEGRAM_ALLOWED_CHATS=-1009,6",
    ]
    line.set(TELEGRAM_ALLOWED_CHATS="-1009,6")
    code, output, _ = line.run("restore", "b.zip", "--force")
    assert code == 0
    assert "The back-up says" not in output
    assert not (tmp_path / "state" / "restored.env").exists()


def test_settings_that_cannot_be_written_are_told(line: CommandLine, tmp_path: Path) -> None:
    line.set(GREETING="Ask me", MIN_CONFIDENCE="0.4")
    assert line.run("backup", "b.zip")[0] == 0
    wipe(tmp_path)
    (tmp_path / "state" / "restored.env").mkdir(parents=True)
    line.set(GREETING="", MIN_CONFIDENCE="")
    code, output, errors = line.run("restore", "b.zip")
    assert code == 1
    assert output.startswith("Restored 4 files of the articles and the state, as of 20")
    assert output.endswith("Then run: footnote index\n")
    assert errors.splitlines() == [
        f"footnote: the settings are not written: {tmp_path / 'state' / 'restored.env'}: "
        "Is a directory",
        "footnote: All else is restored. Write these lines into .env yourself:",
        "footnote: MIN_CONFIDENCE=0.4",
        "footnote: GREETING='Ask me'",
    ]


@pytest.mark.parametrize("command", ["ask x", "bot", "backup c.zip", "index --if-stale"])
def test_nothing_works_with_what_a_restore_left_that_was_cut_off(
    command: str, line: CommandLine, settings: Settings
) -> None:
    settings.database_path.unlink()
    find_note(settings.state_dir).write_text("[]")
    code, output, errors = line.run(*command.split())
    assert (code, output) == (1, "")
    assert "was cut off" in errors
    assert "run footnote restore again" in errors
    code, output, _ = line.run("doctor")
    assert code == 1
    assert output.startswith("wrong    A restore into")
    assert not settings.database_path.exists()


_KILLED = """
import os, signal, sys
from pathlib import Path
from bot.backup.restoring import restore
from bot.config.settings import Settings

def end(done, total):
    print("unpacks", flush=True)
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGKILL)

folder = Path(sys.argv[1])
given = {"CORPUS_DIR": "articles", "INDEX_DIR": "index", "STATE_DIR": "state"}
restore(Settings.from_env(given, folder, folder), folder / "b.zip", on_file=end)
"""


def test_the_doctor_tells_of_what_a_restore_left_that_was_killed(
    line: CommandLine, settings: Settings, tmp_path: Path
) -> None:
    assert line.run("backup", "b.zip")[0] == 0
    wipe(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=PROJECT,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"unpacks\n"
        assert (settings.state_dir / ".footnote-restore").exists()
        assert find_left_restore(settings) == [], "it is at work"
    assert process.returncode == -signal.SIGKILL
    (found,) = find_left_restore(settings)
    left = [tmp_path / name / ".footnote-restore" for name in ("articles", "state", "index")]
    assert found.health is Health.WARNING
    assert all(str(folder) in found.what for folder in left)
    (step,) = found.steps
    assert line.run("restore", "b.zip")[0] == 0
    assert find_left_restore(settings) == []
    for folder in left:
        folder.mkdir()
    subprocess.run(step.partition("run: ")[2], shell=True, check=True)
    assert find_left_restore(settings) == []
    assert not any(folder.exists() for folder in left)


def test_what_is_no_back_up_is_refused_in_a_line(line: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("no")
    assert line.run("restore", "b.zip") == (
        1,
        "",
        "footnote: b.zip cannot be restored: it is no whole back-up of Footnote\n",
    )
