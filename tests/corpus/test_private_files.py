"""What the bot keeps is nobody else's to read, whatever the umask."""

import contextlib
import os
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.articles.files import ArticleFiles
from bot.config.settings import Settings
from bot.doctor.findings import Health
from bot.doctor.permissions import check_permissions
from bot.storage.chats import ChatSettings, ChatStore
from bot.storage.database import Database
from bot.storage.unanswered import GapStore
from embeddings import Encoder, make_private
from embeddings.encoders.fingerprint import FingerprintMemory
from tests.conftest import ShareEncoder
from tests.support.command_line import CommandLine
from tests.support.conversing import Person, ask, press_button
from tests.support.harbour import FILES, KEEPER_QUESTION
from tests.support.rebuilding_here import RebuildHere, run_article_bot, wait_for_end
from tests.telegram_server import Chat, TelegramServer, User


@pytest.fixture(params=[0o000, 0o022, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.fixture
def env_file(bot_settings: Settings) -> Path:
    """The `.env` that lies where `footnote` runs, for nobody else to read."""
    path = bot_settings.state_dir.parent / ".env"
    path.touch(0o600)
    return path


def modes(folder: Path) -> dict[str, int]:
    """Of `folder` and all that is in it, by name."""
    paths = [folder, *folder.rglob("*")]
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in paths}


def are_private(folder: Path) -> bool:
    return all(
        stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
        for path in (folder, *folder.rglob("*"))
    )


def test_a_new_database_is_private(tmp_path: Path, umask: int) -> None:
    path = tmp_path / "var" / "state" / "footnote.sqlite3"
    GapStore(Database(path)).keep("Who?")
    assert modes(path.parent) == {
        "state": 0o700,
        "footnote.sqlite3": 0o600,
        "footnote.sqlite3.lock": 0o600,
    }
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o777 & ~umask, "not only ours"


@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize("suffix", ["", "-journal", "-wal", "-shm"])
def test_what_others_could_read_is_private_once_it_is_opened(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / "footnote.sqlite3"
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE other (text)")
    if suffix:
        (tmp_path / f"footnote.sqlite3{suffix}").touch()
    for file in tmp_path.iterdir():
        file.chmod(0o644)
    ChatStore(Database(path)).write(1, ChatSettings())
    assert all(mode == 0o600 for file, mode in modes(tmp_path).items() if file != tmp_path.name)


def test_what_the_owner_may_not_write_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "footnote.sqlite3"
    path.touch()
    path.chmod(0o444)
    make_private(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o400


@pytest.mark.usefixtures("umask")
def test_a_folder_that_is_there_stays_open_to_others(tmp_path: Path) -> None:
    tmp_path.chmod(0o775)
    path = tmp_path / "footnote.sqlite3"
    GapStore(Database(path)).keep("Who?")
    FingerprintMemory(tmp_path / "fingerprints.json").hash_file(path)
    assert modes(tmp_path).pop(tmp_path.name) == 0o775
    assert {mode for name, mode in modes(tmp_path).items() if name != tmp_path.name} == {0o600}


@pytest.mark.usefixtures("umask")
def test_fingerprints_are_private(tmp_path: Path) -> None:
    path = tmp_path / "state" / "fingerprints.json"
    path.parent.mkdir(mode=0o700)
    left = path.with_name("fingerprints.json.new")
    left.touch()
    left.chmod(0o644)
    FingerprintMemory(path).hash_file(Path(__file__))
    assert are_private(path.parent)


@pytest.mark.usefixtures("umask")
def test_removed_articles_are_private_until_they_are_put_back(tmp_path: Path) -> None:
    files = ArticleFiles(tmp_path / "corpus", tmp_path / "state" / "removed")
    path = files.folder / "coast" / "a.md"
    path.parent.mkdir(parents=True)
    path.write_text("one")
    path.chmod(0o644)
    removed = files.remove("coast/a.md")
    assert are_private(tmp_path / "state")
    removed.undo()
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    whole = files.folder / "b.md"
    whole.write_text("two")
    whole.chmod(0o640)
    replaced = files.write("b.md", b"three")
    assert are_private(tmp_path / "state")
    replaced.undo()
    assert stat.S_IMODE(whole.stat().st_mode) == 0o640


def test_nothing_that_a_bot_has_kept_can_be_read_by_others(
    server: TelegramServer,
    owner: Person,
    private: Chat,
    alice: User,
    bot_settings: Settings,
    encoder: Encoder,
    rebuild_here: RebuildHere,
) -> None:
    settings = replace(bot_settings, keep_unanswered=True)
    with run_article_bot(server, settings, encoder, rebuild_here, FILES):
        answer = ask(server, private, alice, KEEPER_QUESTION)
        press_button(server, alice, answer, "👍")
        ask(server, private, alice, "What is the boiling point of ethanol at sea level?")
        listed = owner.ask("/remove")
        owner.press(listed, "The storm of January")
        owner.press(server.wait_for_edit(listed), "Yes")
        assert "is removed" in wait_for_end(server, server.wait_for_edit(listed))
    kept = modes(settings.state_dir)
    assert {"footnote.sqlite3", "removed", "storm.md"} <= kept.keys()
    assert are_private(settings.state_dir)


class TestDoctor:
    def test_all_private_is_ok(self, bot_settings: Settings, env_file: Path) -> None:
        GapStore(Database(bot_settings.database_path)).keep("Who?")
        (found,) = check_permissions(replace(bot_settings, env_file=env_file))
        assert found.health is Health.OK

    def test_each_that_is_open_comes_with_the_command(
        self, bot_settings: Settings, tmp_path: Path
    ) -> None:
        env_file = tmp_path / "my own" / ".env"
        env_file.parent.mkdir()
        env_file.touch()
        env_file.chmod(0o640)
        GapStore(Database(bot_settings.database_path)).keep("Who?")
        bot_settings.database_path.chmod(0o644)
        bot_settings.state_dir.chmod(0o755)
        found = check_permissions(replace(bot_settings, env_file=env_file))
        assert {finding.health for finding in found} == {Health.WARNING}
        assert [finding.steps for finding in found] == [
            (f"Run: chmod 600 '{env_file}'",),
            (f"Run: chmod 600 {bot_settings.database_path}",),
            (f"Run: chmod 700 {bot_settings.state_dir}",),
        ]

    def test_an_index_of_articles_that_are_for_nobody_else_is_for_nobody_else(
        self, bot_settings: Settings, tmp_path: Path
    ) -> None:
        settings = replace(bot_settings, index_dir=tmp_path / "data" / "index")
        settings.index_dir.mkdir(parents=True)
        settings.corpus_dir.mkdir(exist_ok=True)
        for folder in (settings.index_dir, settings.index_dir.parent):
            folder.chmod(0o755)
        settings.corpus_dir.chmod(0o700)
        (found,) = check_permissions(settings)
        assert found.steps == (f"Run: chmod -R go= {settings.index_dir}",)
        settings.index_dir.parent.chmod(0o700)
        (found,) = check_permissions(settings)
        assert found.health is Health.OK

    def test_a_folder_of_everybody_is_to_be_another_one(self, bot_settings: Settings) -> None:
        bot_settings.state_dir.mkdir()
        bot_settings.state_dir.chmod(0o1777)
        (found,) = check_permissions(bot_settings)
        assert found.steps == ("Name a folder of the bot's own with STATE_DIR.",)

    @pytest.mark.usefixtures("harbour_bot")
    def test_admins_are_told_in_the_chat(self, owner: Person, bot_settings: Settings) -> None:
        assert "Nobody else on this machine can read" in owner.ask("/doctor").text
        bot_settings.state_dir.chmod(0o755)
        told = owner.ask("/doctor").text
        assert f"chmod 700 {bot_settings.state_dir}" in told

    def test_the_command_line_looks_at_the_file_that_it_reads(
        self,
        bot_settings: Settings,
        env_file: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        share_encoder: ShareEncoder,
    ) -> None:
        share_encoder(bot_settings.state_dir)
        footnote = CommandLine(bot_settings, monkeypatch, capsys)
        assert "chmod" not in footnote.run("doctor")[1]
        env_file.chmod(0o604)
        assert f"chmod 600 {env_file}" in footnote.run("doctor")[1]
