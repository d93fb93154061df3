"""What `footnote doctor` says of the places that it names."""

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli.commands.doctor import list_places
from bot.cli.commands.gaps import report_gaps
from bot.config.settings import VARIABLES, Settings
from bot.doctor.doctor import examine
from bot.doctor.findings import Health
from tests.conftest import ShareEncoder
from tests.support.fake_encoder import FakeEncoder
from tests.support.harbour import build_harbour
from tests.telegram_server.server import TelegramServer


def test_a_folder_of_articles_that_is_not_there_is_no_good_one(tmp_path: Path) -> None:
    settings = Settings.from_env({"CORPUS_DIR": "artciles"}, tmp_path, tmp_path)
    (found,) = (place for place in list_places(settings) if "articles" in place.what)
    assert found.health is Health.WARNING
    assert found.what == f"Folder of the articles: there is no {tmp_path / 'artciles'}"
    settings.corpus_dir.mkdir()
    assert {place.health for place in list_places(settings)} == {Health.OK}


def test_that_the_environment_goes_before_the_file_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a container all that counts may stand there, whatever a restore has left in the file."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    settings = Settings.from_env({}, tmp_path, tmp_path, tmp_path / ".env")
    assert list_places(settings)[0].what == f"Settings: {tmp_path / '.env'}"
    monkeypatch.setenv("CORPUS_DIR", "articles")
    told = f"Settings: {tmp_path / '.env'}, and in the environment, which goes before it"
    assert list_places(settings)[0].what == told


def test_a_bot_that_answers_from_an_engine_needs_no_articles(tmp_path: Path) -> None:
    given = {"CORPUS_DIR": "none", "INDEX_URL": "milvus+http://engine.example/harbour"}
    settings = Settings.from_env(given, tmp_path, tmp_path)
    assert {place.health for place in list_places(settings)} == {Health.OK}
    build_harbour(replace(settings, index_url=None), FakeEncoder())
    shutil.rmtree(settings.corpus_dir)
    (found,) = (place for place in list_places(settings) if "articles" in place.what)
    assert found.health is Health.WARNING, "it is built here"


def test_who_only_looks_makes_no_database(tmp_path: Path, share_encoder: ShareEncoder) -> None:
    """The disk of the state may be missing, and what is there be taken for it."""
    given = {"CORPUS_DIR": "articles", "INDEX_DIR": "index", "STATE_DIR": "state"}
    with TelegramServer() as server:
        given |= {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_API_URL": server.url}
        settings = Settings.from_env(given, tmp_path, tmp_path)
        share_encoder(settings.state_dir)
        build_harbour(settings, FakeEncoder())
        found = asyncio.run(examine(settings))
    kept = [each for each in found if "footnote.sqlite3" in each.what]
    assert [each.health for each in kept] == [Health.OK]
    assert report_gaps(settings, as_json=True) == ""
    assert not list(settings.state_dir.glob("*.sqlite3*"))
