"""Making back-ups: what is in them, and what becomes of the file if that goes wrong."""

import os
import re
import shutil
import sqlite3
import stat
import time
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.articles.under_way import HeldError, Journal
from bot.backup.archive import CHUNK_BYTES
from bot.backup.databases import copy_database
from bot.backup.manifest import MANIFEST_NAME, BackupError
from bot.backup.restoring import restore
from bot.backup.writing import back_up
from bot.config.index_url import read_index_url
from bot.config.settings import Settings
from bot.config.trust import DistrustError
from bot.sources.channels.memory import PostMemory
from bot.sources.memory import Memory
from bot.storage.chats import ChatSettings, ChatStore
from bot.storage.database import Database
from bot.storage.stores import make_stores
from bot.storage.under_way.pending import PendingStore
from corpus import CorpusError
from embeddings import BuildFolder, BusyError
from tests.bot.backup.conftest import SECRET, make_settings
from tests.support.mounting import leave_room, mounted, needs_mount


def read(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_is_in_it(settings: Settings, tmp_path: Path) -> None:
    (settings.corpus_dir / "must_answer.jsonl").write_text("{}\n")
    (settings.corpus_dir / ".hidden").write_text("x")
    (settings.corpus_dir / "picture.png").write_bytes(b"\x89PNG")
    (settings.state_dir / "encoders").mkdir()
    (settings.state_dir / "encoders" / "model.onnx").write_bytes(b"large")
    (settings.state_dir / "webhook_secret").write_text("s3cret")
    file = tmp_path / "b.zip"
    written = back_up(settings, {}, file)
    assert set(read(file)) == {
        *(f"articles/{name}.md" for name in ("keeper", "notes", "repair", "storm")),
        *("articles/must_answer.jsonl", "articles/picture.png"),
        *(f"state/{name}.sqlite3" for name in ("footnote", "posts", "web")),
        "state/removed/20260101-old.md",
        MANIFEST_NAME,
    }
    assert written.left_out == {}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if "b.zip" in path.name] == ["b.zip"]


def test_no_secret_and_no_question_is_in_it(settings: Settings, tmp_path: Path) -> None:
    token = "123456789:AAabcdefghijklmnopqrstuvwxyz012345"
    given = {
        "TELEGRAM_BOT_TOKEN": token,
        "TELEGRAM_API_URL": "http://bots.example",
        "CORPUS_DIR": "/srv/articles",
        "GREETING": f"I am {token}",
        "EMBEDDING_MODEL": "https://me:s3cret@models.example/e5",
        "TELEGRAM_ADMIN_IDS": "5",
        "MIN_CONFIDENCE": "0.4",
        "PATH": "/bin",
    }
    written = back_up(settings, given, tmp_path / "b.zip")
    assert written.manifest.settings == {"TELEGRAM_ADMIN_IDS": "5", "MIN_CONFIDENCE": "0.4"}
    all_content = b"".join(read(tmp_path / "b.zip").values())
    for secret in (token, "s3cret", "/srv/articles", SECRET):
        assert secret.encode() not in all_content


def test_the_state_is_of_one_moment_while_somebody_writes(
    settings: Settings, tmp_path: Path
) -> None:
    """In the midst of a transaction, and with what the write-ahead log has alone."""
    with closing(sqlite3.connect(settings.database_path, isolation_level=None)) as writing:
        writing.execute("UPDATE feedback SET useful = 5")
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("UPDATE feedback SET useful = 6")
        back_up(settings, {}, tmp_path / "b.zip")
        writing.execute("ROLLBACK")
    (tmp_path / "copy.sqlite3").write_bytes(read(tmp_path / "b.zip")["state/footnote.sqlite3"])
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
        assert copy.execute("SELECT useful FROM feedback").fetchone() == (5,)


def test_a_bot_may_run(settings: Settings, tmp_path: Path) -> None:
    with PendingStore(Database(settings.database_path)).held():
        back_up(settings, {}, tmp_path / "b.zip")


def test_what_changes_articles_or_the_index_is_waited_for(
    settings: Settings, tmp_path: Path
) -> None:
    waits: list[float] = []
    with Journal.of_settings(settings).held(), pytest.raises(HeldError):
        back_up(settings, {}, tmp_path / "b.zip", sleep=waits.append)
    assert sum(waits) >= 60
    with BuildFolder(settings.index_dir).held(), pytest.raises(BusyError, match="another build"):
        back_up(settings, {}, tmp_path / "b.zip", with_index=True)
    assert not (tmp_path / "b.zip").exists()


def test_links_are_followed_as_far_as_they_are_read(settings: Settings, tmp_path: Path) -> None:
    folder = settings.corpus_dir
    (tmp_path / "outside.md").write_text("Not for anybody.\n")
    (folder / "out.md").symlink_to(tmp_path / "outside.md")
    (folder / "in.md").symlink_to("keeper.md")
    (folder / ".hidden.md").write_text("Not for anybody.\n")
    (folder / "hidden.md").symlink_to(".hidden.md")
    (folder / "nowhere.md").symlink_to("none.md")
    os.mkfifo(folder / "pipe.md")
    (folder / "bad\udcff.md").write_text("x")
    written = back_up(settings, {}, tmp_path / "b.zip")
    names = {name.partition("/")[2] for name in written.left_out}
    assert names == {"out.md", "hidden.md", "nowhere.md", "pipe.md", "bad\udcff.md"}
    content = read(tmp_path / "b.zip")
    assert content["articles/in.md"] == content["articles/keeper.md"]
    assert b"Not for anybody" not in b"".join(content.values())


@pytest.mark.parametrize("is_linked", [False, True])
def test_removed_articles_are_in_it_or_it_is_told_why(
    is_linked: bool, settings: Settings, tmp_path: Path
) -> None:
    """Also where the folder is reached by a link, as on a disk of its own."""
    if is_linked:
        (tmp_path / "link").symlink_to(settings.state_dir.parent)
        settings = make_settings(tmp_path / "link")
    removed = settings.state_dir / "removed"
    (tmp_path / "outside.md").write_text("Not for anybody.\n")
    (removed / "out.md").symlink_to(tmp_path / "outside.md")
    (removed / "in.md").symlink_to("20260101-old.md")
    (removed / "bad\udcff.md").write_text("x")
    (settings.index_dir / "confidence.json").symlink_to("none.json")
    written = back_up(settings, {}, tmp_path / "b.zip")
    names = {f"state/removed/{name}" for name in ("out.md", "bad\udcff.md")}
    assert set(written.left_out) == names | {"index/confidence.json"}
    content = read(tmp_path / "b.zip")
    assert content["state/removed/in.md"] == content["state/removed/20260101-old.md"]
    assert b"Not for anybody" not in b"".join(content.values())


@pytest.mark.parametrize("name", ["footnote.sqlite3", "web.sqlite3"])
def test_a_state_behind_a_link_that_leads_nowhere_is_told(
    name: str, settings: Settings, tmp_path: Path
) -> None:
    (settings.state_dir / name).unlink()
    (settings.state_dir / name).symlink_to("/nowhere/x")
    with pytest.raises(BackupError, match=f"{name} is no regular file"):
        back_up(settings, {}, tmp_path / "b.zip")


def test_what_is_there_stays_unless_forced(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    back_up(settings, {}, file)
    (settings.corpus_dir / "more.md").write_text("More.\n")
    before = file.read_bytes()
    with pytest.raises(BackupError, match=r"is there: name another file, or add --force"):
        back_up(settings, {}, file)
    assert file.read_bytes() == before
    file.chmod(0o644)
    back_up(settings, {}, file, force=True)
    assert file.read_bytes() != before
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("before", [0, CHUNK_BYTES - 5])
def test_a_file_with_the_token_is_left_out_and_told(
    before: int, settings: Settings, tmp_path: Path
) -> None:
    """As a hard link to the settings."""
    settings = replace(settings, telegram_bot_token=f"7:{'S' * 35}")
    (settings.corpus_dir / "link.md").write_text(f"{'x' * before}7:{'S' * 35}\n")
    file = tmp_path / "b.zip"
    written = back_up(settings, {}, file)
    assert list(written.left_out) == ["articles/link.md"]
    assert "token" in written.left_out["articles/link.md"]
    with zipfile.ZipFile(file) as packed:
        assert "articles/link.md" not in packed.namelist()
        assert len(packed.namelist()) > 3


def test_an_index_with_the_token_is_none_of_a_back_up(settings: Settings, tmp_path: Path) -> None:
    """Without one of its files it would be unusable, and put in the place of a good one."""
    settings = replace(settings, telegram_bot_token=f"7:{'S' * 35}")
    live = BuildFolder(settings.index_dir).current()
    assert live is not None
    (live / "texts.txt").write_bytes(b"S" * 35)
    file = tmp_path / "b.zip"
    with pytest.raises(BackupError, match="run footnote index --full"):
        back_up(settings, {}, file, with_index=True)
    assert not file.exists()


def test_what_is_no_back_up_is_not_replaced_by_one(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("PKG=1\n")
    thesis = tmp_path / "thesis.docx"
    with zipfile.ZipFile(thesis, "w") as packed:
        packed.writestr("word/document.xml", "<w/>")
    for each in (file, thesis):
        before = each.read_bytes()
        with pytest.raises(BackupError, match="only a back-up is replaced by one"):
            back_up(settings, {}, each, force=True)
        assert each.read_bytes() == before


@pytest.mark.parametrize("name", ["articles", "state"])
def test_the_last_that_has_them_is_not_replaced_by_one_without(
    name: str, settings: Settings, tmp_path: Path
) -> None:
    """As where a disk is missing, and its empty folder is there."""
    file = tmp_path / "b.zip"
    back_up(settings, {}, file)
    before = file.read_bytes()
    shutil.rmtree(settings.state_dir.with_name(name))
    settings.state_dir.with_name(name).mkdir()
    told = f"has files of {name}/, and .*/{name} has none now: is a disk missing"
    with pytest.raises(BackupError, match=told):
        back_up(settings, {}, file, force=True)
    assert file.read_bytes() == before
    back_up(settings, {}, tmp_path / "c.zip")
    back_up(settings, {}, tmp_path / "c.zip", force=True)


@pytest.mark.parametrize("is_made", [False, True])
def test_databases_in_which_nothing_is_kept_replace_none_that_have_something(
    is_made: bool, settings: Settings, tmp_path: Path
) -> None:
    """As those that were made where a disk is missing, beside what else is made there."""
    file = tmp_path / "b.zip"
    back_up(settings, {}, file)
    before = file.read_bytes()
    for name in ("footnote.sqlite3", "web.sqlite3", "posts.sqlite3"):
        (settings.state_dir / name).unlink()
    if is_made:
        Database(settings.database_path).open()
        Memory.of_settings(settings).close()
        PostMemory.of_settings(settings).close()
    told = r"has what was kept in state/footnote.sqlite3, and .*/state has none now: is a disk miss"
    with pytest.raises(BackupError, match=told):
        back_up(settings, {}, file, force=True)
    assert file.read_bytes() == before
    back_up(settings, {}, tmp_path / "c.zip")
    back_up(settings, {}, tmp_path / "c.zip", force=True)


@pytest.mark.parametrize("name", ["footnote.sqlite3", "web.sqlite3", "posts.sqlite3"])
def test_what_the_owner_takes_out_of_a_state_keeps_no_back_up_from_being_replaced(
    name: str, settings: Settings, tmp_path: Path
) -> None:
    back_up(settings, {}, tmp_path / "b.zip")
    (settings.state_dir / name).unlink()
    back_up(settings, {}, tmp_path / "b.zip", force=True)
    assert f"state/{name}" not in read(tmp_path / "b.zip")


def test_what_goes_by_itself_keeps_no_back_up_from_being_replaced(
    settings: Settings, tmp_path: Path
) -> None:
    settings.database_path.unlink()
    make_stores(settings.database_path).gaps.keep("Who?")
    back_up(settings, {}, tmp_path / "b.zip")
    make_stores(settings.database_path).gaps.clear()
    back_up(settings, {}, tmp_path / "b.zip", force=True)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("footnote.sqlite3", "UPDATE alembic_version SET version_num = 'v9999'"),
        ("web.sqlite3", "PRAGMA user_version = 99"),
    ],
)
def test_what_another_version_has_written_is_told_before_it_is_needed(
    name: str, change: str, settings: Settings, tmp_path: Path
) -> None:
    assert back_up(settings, {}, tmp_path / "a.zip").warnings == ()
    with closing(sqlite3.connect(settings.state_dir / name)) as connection:
        connection.execute(change)
        connection.commit()
    (told,) = back_up(settings, {}, tmp_path / "b.zip").warnings
    wiped = make_settings(tmp_path / "wiped")
    with pytest.raises(BackupError, match=told.replace("wrote ", "wrote its ")):
        restore(wiped, tmp_path / "b.zip")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list any folder")
def test_a_state_that_may_not_be_listed_is_told(settings: Settings, tmp_path: Path) -> None:
    settings.state_dir.chmod(0o300)
    try:
        with pytest.raises(BackupError, match="state: Permission denied"):
            back_up(settings, {}, tmp_path / "b.zip")
    finally:
        settings.state_dir.chmod(0o700)


@pytest.mark.parametrize("force", [False, True])
def test_only_a_file_is_replaced(force: bool, settings: Settings, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    for name in ("pipe", "link"):
        with pytest.raises(BackupError, match="pipe is no regular file: name another"):
            back_up(settings, {}, tmp_path / name, force=force)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    with pytest.raises(BackupError, match="name a file"):
        back_up(settings, {}, Path("-"), force=force)
    assert not Path("-").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives links away")
@pytest.mark.parametrize("force", [False, True])
def test_a_strangers_link_is_not_followed(force: bool, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    (tmp_path / "all").chmod(0o1777)
    (tmp_path / "all" / "b.zip").symlink_to(tmp_path / "mine")
    os.lchown(tmp_path / "all" / "b.zip", 64321, 64321)
    with pytest.raises(DistrustError, match="is not followed"):
        back_up(settings, {}, tmp_path / "all" / "b.zip", force=force)
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("name", ["articles", "index", "state"])
def test_it_lies_in_none_of_the_folders(name: str, settings: Settings) -> None:
    folder = settings.corpus_dir.parent / name
    with pytest.raises(BackupError, match="name a file"):
        back_up(settings, {}, folder)
    with pytest.raises(BackupError, match="name a place outside it"):
        back_up(settings, {}, folder / "b.zip")


def test_a_place_that_is_not_there_is_told_as_it_was_named(
    settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "none" / "b.zip"
    with pytest.raises(BackupError, match=f"^{re.escape(str(file))}: No such file"):
        back_up(settings, {}, file)


@needs_mount
def test_a_full_disk_leaves_what_was_there(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "disk" / "b.zip"
    with mounted(file.parent, "size=8k"):
        file.touch()
        (file.parent / "other").write_bytes(bytes(4096))
        with pytest.raises(BackupError, match="No space left"):
            back_up(settings, {}, file, force=True)
        assert {path.name for path in file.parent.iterdir()} == {"b.zip", "other"}
        assert file.read_bytes() == b""


def test_an_interrupt_is_one_wherever_it_comes(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("zipfile._ZipWriteFile", interrupt)
    with pytest.raises(KeyboardInterrupt):
        back_up(settings, {}, tmp_path / "b.zip")
    assert not list(tmp_path.glob("*b.zip*"))


def test_what_a_killed_one_left_is_replaced(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / ".b.zip.footnote-new").write_text("half")
    back_up(settings, {}, tmp_path / "b.zip")
    assert zipfile.is_zipfile(tmp_path / "b.zip")
    assert not (tmp_path / ".b.zip.footnote-new").exists()


def test_a_damaged_state_is_told(settings: Settings, tmp_path: Path) -> None:
    (settings.state_dir / "posts.sqlite3").write_bytes(b"no database" * 99)
    with pytest.raises(BackupError, match=r"posts\.sqlite3 cannot be backed up"):
        back_up(settings, {}, tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


def test_without_an_index_there_is_none_to_back_up(settings: Settings, tmp_path: Path) -> None:
    (settings.index_dir / "CURRENT").unlink()
    back_up(settings, {}, tmp_path / "b.zip")
    with pytest.raises(BackupError, match="run footnote index"):
        back_up(settings, {}, tmp_path / "c.zip", with_index=True)


@pytest.mark.parametrize(("seconds", "year"), [(5, 1980), (4_500_000_000, 2107)])
def test_a_clock_that_nobody_has_set_is_no_obstacle(
    seconds: int, year: int, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.gmtime(seconds)
    monkeypatch.setattr(time, "localtime", lambda *_: now)
    back_up(settings, {}, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {year}
        assert archive.testzip() is None


def test_a_bot_without_articles_answers_from_an_engine_and_backs_up_the_rest(
    settings: Settings, tmp_path: Path
) -> None:
    url = read_index_url("milvus+http://engine.example/harbour")
    elsewhere = replace(settings, index_dir=tmp_path / "none", index_url=url)
    articles = settings.corpus_dir.rename(tmp_path / "elsewhere")
    for lost in (settings, replace(settings, index_url=url)):
        with pytest.raises(CorpusError, match="no such folder"):
            back_up(lost, {}, tmp_path / "b.zip")
    written = back_up(elsewhere, {}, tmp_path / "b.zip")
    assert written.manifest.count("articles/") == 0
    assert "state/footnote.sqlite3" in read(tmp_path / "b.zip")
    articles.rename(settings.corpus_dir)
    written = back_up(elsewhere, {}, tmp_path / "c.zip")
    assert written.manifest.count("articles/") == 4, "those that are there are in it"


@needs_mount
def test_the_state_is_backed_up_from_a_full_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with mounted(disk, "size=9m"):
        path = disk / "footnote.sqlite3"
        ChatStore(Database(path)).write(5, ChatSettings(quotes=2))
        leave_room(disk, pages=0, files=100)
        with closing(sqlite3.connect(":memory:")) as copy:
            copy.deserialize(copy_database(path).content)
            assert copy.execute("SELECT count(*) FROM chats").fetchone() == (1,)
