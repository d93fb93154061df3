"""What is kept of the last rebuild here."""

import json
import time
from pathlib import Path

import pytest

from bot.articles.under_way import Journal, JournalError
from bot.backup.manifest import BackupError
from bot.backup.moving import undo_moves
from bot.config.settings import Settings
from bot.indexing.failures import (
    forget_failure,
    has_replaced,
    keep_code,
    keep_failure,
    read_failure,
    was_built_by,
)
from bot.sources.memory import Memory
from bot.sources.remembering import RememberError
from bot.storage.opening import is_write_ahead
from tests.support.special_files import KINDS, put_special


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    given = {"CORPUS_DIR": "articles", "INDEX_DIR": "index", "STATE_DIR": "state"}
    return Settings.from_env(given, tmp_path, tmp_path)


def test_what_is_kept_is_read_until_it_is_forgotten(settings: Settings) -> None:
    assert read_failure(settings) is None
    keep_failure(settings, "first\nlast", is_refused=True)
    failure = read_failure(settings)
    assert failure is not None
    assert (failure.reason, failure.is_refused) == ("last", True)
    forget_failure(settings)
    assert read_failure(settings) is None


def test_the_code_is_that_of_the_last_build_in_this_folder(settings: Settings) -> None:
    assert not was_built_by(settings, "one")
    keep_code(settings, "one")
    assert was_built_by(settings, "one")
    assert not was_built_by(settings, "on")
    keep_code(settings, "two")
    assert not was_built_by(settings, "one")


def test_one_that_was_replaced_long_ago_and_builds_is_one_that_was_put_back(
    settings: Settings,
) -> None:
    for code in ("old", "new", "old"):
        keep_code(settings, code)
    assert has_replaced(settings, "old", "new")
    path = settings.state_dir / "built_by"
    kept = json.loads(path.read_text())
    for at in (time.time() - 6 * 86_400, time.time() - 8 * 86_400, time.time() + 8 * 86_400):
        path.write_text(json.dumps([[code, folder, at] for code, folder, _ in kept]))
        assert has_replaced(settings, "old", "new") is (0 < time.time() - at < 7 * 86_400)
    assert was_built_by(settings, "old")
    keep_code(settings, "new")
    assert has_replaced(settings, "old", "new")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_is_not_waited_for(kind: str, settings: Settings) -> None:
    state = settings.state_dir
    put_special(state / "built_by", kind)
    assert not was_built_by(settings, "one")
    keep_code(settings, "one")
    assert was_built_by(settings, "one") is (kind != "folder")  # which may be somebody's
    put_special(state / "failed_rebuild.json", kind)
    assert read_failure(settings) is None
    journal = Journal.of_settings(settings)
    put_special(journal.path, kind)
    with pytest.raises(JournalError):
        journal.read()
    put_special(note := state / "note", kind)
    with pytest.raises((OSError, BackupError)):
        undo_moves(note)
    put_special(state / Memory.NAME, kind)
    with pytest.raises(RememberError, match=r"regular|directory|No such device"):
        Memory.of_settings(settings)
    put_special(path := state / "footnote.sqlite3", kind)
    assert not is_write_ahead(path)
