"""Root, and a state that is another user's."""

import os
from pathlib import Path

import pytest

from bot.backup.manifest import BackupError
from bot.backup.ownership import explain_owner
from bot.backup.restoring import restore
from bot.backup.writing import back_up
from tests.bot.backup.conftest import make_settings

OTHER = 64321


@pytest.mark.parametrize("name", [".", "state", "missing/state"])
def test_root_is_told_to_be_the_owner(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    if is_root := os.geteuid() == 0:
        os.chown(folder, OTHER, OTHER)
    assert "run this as that user, not as root" in explain_owner(folder / name, 0)
    assert explain_owner(folder / name, 1) == ""
    assert explain_owner(Path("/"), 0) == ""
    settings = make_settings(folder)
    if is_root:
        with pytest.raises(BackupError, match=f"belongs to the user {OTHER}"):
            back_up(settings, {}, tmp_path / "b.zip")
        with pytest.raises(BackupError, match=f"belongs to the user {OTHER}"):
            restore(settings, tmp_path / "b.zip")
        assert list(folder.iterdir()) == []
