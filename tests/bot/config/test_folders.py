from pathlib import Path
from typing import NoReturn

import pytest

from bot.config.environment import find_env_file, read_settings
from bot.config.folders import Folders, find_folders
from bot.config.settings import Settings, SettingsError

_KINDS = ("CONFIG", "DATA", "STATE")


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of packages, which is no clone; the user's own folders are others."""
    for kind in _KINDS:
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    return tmp_path / "site-packages"


def test_a_clone_has_all_in_it(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    articles = tmp_path / "corpus" / "articles"
    assert find_folders(tmp_path) == Folders(tmp_path, articles, tmp_path / "var" / "index")


def test_a_package_has_nothing_in_it_that_an_owner_changes(packages: Path, tmp_path: Path) -> None:
    found = find_folders(packages)
    assert found.shipped == packages / "corpus" / "articles"
    settings = Settings.from_env({}, packages, tmp_path)
    own = (settings.corpus_dir, settings.index_dir, settings.state_dir, found.settings)
    assert not any(folder.is_relative_to(packages) for folder in own)
    assert len(set(own)) == 4


def test_settings_of_the_user_are_found_from_anywhere(packages: Path, tmp_path: Path) -> None:
    assert find_env_file(tmp_path, packages) is None
    settings = find_folders(packages).settings
    settings.mkdir(parents=True)
    (settings / ".env").touch()
    assert find_env_file(tmp_path, packages) == settings / ".env"
    (tmp_path / ".env").touch()
    assert find_env_file(tmp_path, packages) == tmp_path / ".env"


def test_settings_that_cannot_be_looked_at_are_one_line(packages: Path, tmp_path: Path) -> None:
    folder = tmp_path / ("a" * 300)  # for root, too
    with pytest.raises(SettingsError, match=r"a/\.env cannot be looked at: "):
        find_env_file(folder, packages)


def test_who_has_no_home_names_the_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a container's user by number, without HOME."""
    for name in ("HOME", "CORPUS_DIR", "INDEX_DIR", *(f"XDG_{k}_HOME" for k in _KINDS)):
        monkeypatch.delenv(name, raising=False)

    def find_nobody(uid: int) -> NoReturn:
        raise KeyError(uid)

    monkeypatch.setattr("pwd.getpwuid", find_nobody)
    packages = tmp_path / "site-packages"
    assert find_env_file(tmp_path, packages) is None
    with pytest.raises(SettingsError) as caught:
        read_settings(tmp_path, packages)
    told = "this user has no home folder: set CORPUS_DIR and INDEX_DIR, or HOME"
    assert str(caught.value) == told
    (tmp_path / ".env").write_text("CORPUS_DIR=texts\nINDEX_DIR=index\n")
    settings = read_settings(tmp_path, packages)
    found = settings.corpus_dir, settings.index_dir, settings.state_dir
    assert found == (tmp_path / "texts", tmp_path / "index", tmp_path / "state")
