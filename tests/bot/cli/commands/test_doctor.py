"""What `footnote doctor` says of the places that it names."""

import shutil
from dataclasses import replace
from pathlib import Path

from bot.cli.commands.doctor import list_places
from bot.config.settings import Settings
from bot.doctor.findings import Health
from tests.support.fake_encoder import FakeEncoder
from tests.support.harbour import build_harbour


def test_a_folder_of_articles_that_is_not_there_is_no_good_one(tmp_path: Path) -> None:
    settings = Settings.from_env({"CORPUS_DIR": "artciles"}, tmp_path, tmp_path)
    (found,) = (place for place in list_places(settings) if "articles" in place.what)
    assert found.health is Health.WARNING
    assert found.what == f"Folder of the articles: there is no {tmp_path / 'artciles'}"
    settings.corpus_dir.mkdir()
    assert {place.health for place in list_places(settings)} == {Health.OK}


def test_a_bot_that_answers_from_an_engine_needs_no_articles(tmp_path: Path) -> None:
    given = {"CORPUS_DIR": "none", "INDEX_URL": "milvus+http://engine.example/harbour"}
    settings = Settings.from_env(given, tmp_path, tmp_path)
    assert {place.health for place in list_places(settings)} == {Health.OK}
    build_harbour(replace(settings, index_url=None), FakeEncoder())
    shutil.rmtree(settings.corpus_dir)
    (found,) = (place for place in list_places(settings) if "articles" in place.what)
    assert found.health is Health.WARNING, "it is built here"
