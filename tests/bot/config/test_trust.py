"""Whose `.env` is believed."""

import os
from pathlib import Path

import pytest

from bot.config.environment import read_environment, write_env_file
from bot.config.settings import SettingsError
from bot.config.trust import DistrustError, find_stranger, follow_links

OTHER = 64321


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    path = tmp_path / "here" / ".env"
    path.parent.mkdir()
    path.write_text("TELEGRAM_API_URL=https://example.org\n")
    return path


def test_what_others_can_write_is_refused(env_file: Path, tmp_path: Path) -> None:
    env_file.chmod(0o664)
    assert read_environment(env_file.parent, tmp_path)["TELEGRAM_API_URL"] == "https://example.org"
    with env_file.open() as opened:
        reason = find_stranger(env_file, opened.fileno(), {env_file.stat().st_uid + 1})
    assert reason.startswith(f"{env_file} belongs to the user ")
    env_file.chmod(0o666)
    with pytest.raises(SettingsError, match="can be written by everybody"):
        read_environment(env_file.parent, tmp_path)


def test_the_clones_own_is_believed_as_its_programs_are(env_file: Path) -> None:
    env_file.chmod(0o666)
    (env_file.parent / "pyproject.toml").touch()
    found = read_environment(env_file.parent, env_file.parent)
    assert found["TELEGRAM_API_URL"] == "https://example.org"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_strangers_file_or_link_is_refused(env_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "linked"
    folder.mkdir()
    (folder / ".env").symlink_to(env_file)
    os.lchown(folder / ".env", OTHER, OTHER)
    with pytest.raises(SettingsError, match=rf"linked/\.env belongs to the user {OTHER}"):
        read_environment(folder, tmp_path)
    os.chown(env_file, OTHER, OTHER)
    with pytest.raises(SettingsError, match=f"belongs to the user {OTHER}"):
        read_environment(env_file.parent, tmp_path)


def test_links_lead_where_the_system_has_it(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "one").symlink_to("a/b")
    (tmp_path / "a" / "b" / "two").symlink_to("../c")
    (tmp_path / "three").symlink_to(tmp_path / "one" / "two")
    (tmp_path / "round").symlink_to("round")
    for name in ("three", "one/two/x", "one/../d", "none/e", "a/./b", "a"):
        assert str(follow_links(tmp_path / name)) == os.path.realpath(tmp_path / name)
    assert str(follow_links(Path("x/y"))) == os.path.realpath("x/y")
    with pytest.raises(OSError, match="Too many"):
        follow_links(tmp_path / "round")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives links away")
def test_a_strangers_link_where_everybody_writes_leads_nowhere(tmp_path: Path) -> None:
    """Also behind one's own: a back-up or a `.env` would take the place of what it leads to."""
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    link, own = shared / "b.zip", tmp_path / "own"
    link.symlink_to(tmp_path / "mine")
    own.symlink_to(link)
    assert follow_links(own) == tmp_path / "mine"
    os.lchown(link, OTHER, OTHER)
    for path in (link, own):
        with pytest.raises(DistrustError, match=rf"b\.zip is a link of the user {OTHER}"):
            follow_links(path)
    with pytest.raises(DistrustError):
        write_env_file(link, {})
    shared.chmod(0o755)
    assert follow_links(own) == tmp_path / "mine"
