"""Back-ups put back: all as it was, or nothing changed."""

import errno
import hashlib
import json
import os
import random
import shutil
import sqlite3
import stat
import struct
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answers.pipeline import answer_question
from bot.articles.under_way import Journal
from bot.backup.archive import BackupArchive
from bot.backup.manifest import MANIFEST_NAME, BackupError
from bot.backup.moving import refuse_cut_off
from bot.backup.restoring import restore
from bot.backup.writing import back_up
from bot.config.settings import Settings
from bot.monitoring.health import Health, find_health_file, tell_start, write_health
from bot.sources.channels.memory import PostMemory
from bot.sources.memory import Memory
from bot.storage.database import PENDING, Database
from bot.storage.opening import VERSIONS
from bot.storage.stores import make_stores
from bot.storage.under_way.pending import PendingStore
from corpus import read_corpus
from embeddings import (
    FITTED_NUMBERS,
    BuildFolder,
    Fitted,
    Retriever,
    build_index,
    load_index,
    read_fitted,
    write_fitted,
)
from embeddings.index.manifest import FORMAT, read_manifest, write_manifest
from tests.bot.backup.conftest import CHANNEL, CHAT, CHAT_SETTINGS, make_settings
from tests.bot.backup.test_moving import Killed, rename_only
from tests.bot.storage.test_opening import make_old
from tests.support.fake_encoder import FakeEncoder
from tests.support.harbour import KEEPER_QUESTION, LAMP_QUESTION, WALL_QUESTION
from tests.support.mounting import mounted, needs_mount

FITTED = Fitted("fake", "f1", dict.fromkeys(FITTED_NUMBERS, 0.5), 4, 4)


@pytest.fixture
def file(settings: Settings, tmp_path: Path) -> Path:
    """A back-up of all but the index."""
    back_up(settings, {"MIN_CONFIDENCE": "0.4"}, tmp_path / "b.zip")
    return tmp_path / "b.zip"


@pytest.fixture
def whole(settings: Settings, tmp_path: Path) -> Path:
    """A back-up with the index."""
    back_up(settings, {}, tmp_path / "whole.zip", with_index=True)
    return tmp_path / "whole.zip"


@pytest.fixture
def wiped(tmp_path: Path) -> Settings:
    """The settings of a machine on which nothing is."""
    return make_settings(tmp_path / "new" / "bot")


def list_tree(folder: Path) -> dict[str, bytes | None]:
    """All that lies below `folder`, with what files hold, but for locks."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
        if path.suffix != ".lock"
    }


def answer(settings: Settings) -> list[object]:
    index = load_index(BuildFolder(settings.index_dir), FakeEncoder())
    retriever = Retriever(index, FakeEncoder())
    questions = (KEEPER_QUESTION, LAMP_QUESTION, WALL_QUESTION)
    answers = [answer_question(question, retriever, 3, 0.01) for question in questions]
    assert all(one.quotes for one in answers)
    return [(one.quotes, one.confidence) for one in answers]


@pytest.mark.parametrize("with_index", [False, True])
def test_a_wiped_machine_answers_the_same_with_the_same_settings(
    with_index: bool, settings: Settings, wiped: Settings, tmp_path: Path
) -> None:
    write_fitted(FITTED, settings.index_dir)
    (settings.corpus_dir / "must_answer.jsonl").write_text("{}\n")
    (settings.corpus_dir / "deep" / "er").mkdir(parents=True)
    (settings.corpus_dir / "deep" / "er" / "ü x.md").write_text("Gulls fly.\n")
    before, expected = answer(settings), list_tree(settings.corpus_dir)
    back_up(settings, {"GREETING": "It's \\ 'me'"}, tmp_path / "b.zip", with_index=with_index)
    shutil.rmtree(settings.corpus_dir.parent)
    restored = restore(wiped, tmp_path / "b.zip")
    assert (restored.has_index, restored.kept) == (with_index, ())
    assert restored.settings == {"GREETING": "It's \\ 'me'"}
    assert list_tree(wiped.corpus_dir) == expected
    if not with_index:
        (wiped.corpus_dir / "deep" / "er" / "ü x.md").unlink()
        corpus = read_corpus(wiped.corpus_dir)
        build_index(corpus, wiped.corpus_dir, FakeEncoder(), BuildFolder(wiped.index_dir))
    assert answer(wiped) == before
    assert read_fitted(wiped.index_dir) == FITTED
    stores = make_stores(wiped.database_path)
    assert stores.chats.read(CHAT) == CHAT_SETTINGS
    stores.channels.read()
    assert stores.channels.list_known() == [CHANNEL]
    assert stores.feedback.count() == (2, 1)
    assert stores.pending.store.take_up().pending == ()
    memory = Memory.of_settings(wiped)
    assert [source.address for source in memory.list_sources()] == ["https://example.org/"]
    memory.close()
    with PostMemory.opened(wiped) as posts:
        assert posts.list_known(9) == {1, 2}
    assert (wiped.state_dir / "removed" / "20260101-old.md").read_text() == "Taken out.\n"
    assert stat.S_IMODE(wiped.state_dir.stat().st_mode) == 0o700
    assert stat.S_IMODE(wiped.database_path.stat().st_mode) == 0o600


def test_nobody_else_may_enter_folders_of_the_state(settings: Settings, wiped: Settings) -> None:
    deep = settings.state_dir / "removed" / "rules" / "old"
    deep.mkdir(mode=0o700, parents=True)
    (deep / "ferries.md").write_text("Ferries sail.\n")
    below = settings.corpus_dir / "below"
    below.mkdir()
    (below / "gulls.md").write_text("Gulls fly.\n")
    back_up(settings, {}, file := settings.state_dir.parent / "b.zip")
    before = os.umask(0o022)
    try:
        restore(wiped, file)
    finally:
        os.umask(before)
    removed = wiped.state_dir / "removed"
    folders = [removed, *(path for path in removed.rglob("*") if path.is_dir())]
    assert [path.name for path in folders] == ["removed", "rules", "old"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}
    assert stat.S_IMODE((wiped.corpus_dir / "below").stat().st_mode) == 0o755


def test_what_is_there_stays_unless_forced_and_lies_beside_then(
    whole: Path, settings: Settings
) -> None:
    (settings.corpus_dir / "new.md").write_text("New.\n")
    (settings.corpus_dir / ".git").mkdir()
    before = list_tree(settings.corpus_dir.parent)
    with pytest.raises(BackupError, match="is there: restore into empty folders, or add --force"):
        restore(settings, whole)
    assert list_tree(settings.corpus_dir.parent) == before
    answers = answer(settings)
    kept = restore(settings, whole, force=True).kept
    assert [folder.name.partition(".before-")[0] for folder in kept] == [
        "articles",
        "state",
        "index",
    ]
    assert (kept[0] / "new.md").exists()
    assert not (settings.corpus_dir / "new.md").exists()
    assert (settings.corpus_dir / ".git").is_dir()
    assert answer(settings) == answers
    assert make_stores(kept[1] / "footnote.sqlite3").chats.read(CHAT) == CHAT_SETTINGS


def test_state_and_index_may_share_a_folder(
    whole: Path, settings: Settings, tmp_path: Path
) -> None:
    shared = replace(settings, index_dir=settings.state_dir, corpus_dir=tmp_path / "new")
    assert len(restore(shared, whole, force=True).kept) == 1
    assert answer(shared) == answer(settings)
    assert len(restore(shared, whole, force=True).kept) == 3


@pytest.mark.parametrize("force", [False, True])
def test_a_bot_that_runs_is_to_be_stopped(force: bool, file: Path, settings: Settings) -> None:
    running = PendingStore(Database(settings.database_path))
    with running.held(), pytest.raises(BackupError, match="a bot runs with"):
        restore(settings, file, force=force)
    with (
        Journal.of_settings(settings).held(),
        pytest.raises(BackupError, match="rebuilds the index"),
    ):
        restore(settings, file, force=force)


def test_a_bot_that_starts_is_to_be_stopped(file: Path, settings: Settings) -> None:
    """It holds nothing before it has reached Telegram."""
    health = find_health_file(settings.state_dir)
    now = time.monotonic()
    write_health(health, Health(1, now, (tell_start(now, 300.0),)))
    with pytest.raises(BackupError, match="a bot starts with"):
        restore(settings, file, force=True)
    write_health(health, Health(1, now - 30.0, (tell_start(now - 30.0, 300.0),)))
    restore(settings, file, force=True)


def test_another_restore_is_not_called_a_bot(file: Path, wiped: Settings) -> None:
    def restore_meanwhile(done: int, total: int) -> None:
        with pytest.raises(BackupError, match=r"another restore into .* is at work"):
            restore(wiped, file, force=True)

    restore(wiped, file, on_file=restore_meanwhile)


@needs_mount
def test_without_room_nothing_is_unpacked(file: Path, wiped: Settings) -> None:
    disk = wiped.corpus_dir.parent.parent
    with mounted(disk, "size=8m"):
        with pytest.raises(BackupError, match=r"8 MiB free, of which 16 MiB are to stay"):
            restore(wiped, file)
        assert list(disk.iterdir()) == []


@needs_mount
def test_a_disk_that_somebody_else_fills_is_named_and_not_the_back_up(
    file: Path, wiped: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(BackupArchive, "unpack", fail)
    with pytest.raises(BackupError, match="No space left on device") as told:
        restore(wiped, file)
    assert str(wiped.state_dir) in str(told.value)
    assert str(file) not in str(told.value)


def test_a_move_that_fails_is_undone(whole: Path, settings: Settings) -> None:
    """The index lies on a disk of its own, beside which it cannot be moved in one step."""
    with mounted(settings.index_dir, "size=32m"):
        restore(settings, whole, force=True)
        before = list_tree(settings.corpus_dir.parent)
        assert "index/CURRENT" in before
        with pytest.raises(BackupError, match="lies on a disk of its own"):
            restore(settings, whole, force=True)
        assert list_tree(settings.corpus_dir.parent) == before


@pytest.mark.parametrize("moves", [1, 6, 12])
def test_a_restore_that_is_killed_is_undone_by_the_next(
    moves: int, whole: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settings.corpus_dir / "new.md").write_text("New.\n")
    before = list_tree(settings.corpus_dir.parent)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", rename_only(moves))
        with pytest.raises(Killed):
            restore(settings, whole, force=True)
    with pytest.raises(BackupError, match="was cut off"):
        refuse_cut_off(settings.state_dir)
    with pytest.raises(BackupError, match="is there: restore into empty folders"):
        restore(settings, whole)
    refuse_cut_off(settings.state_dir)
    assert list_tree(settings.corpus_dir.parent) == before
    assert not restore(settings, whole, force=True).has_undone
    assert answer(settings)


def assert_refused(
    file: Path, wiped: Settings, reason: str = "cannot be restored|is no|is not"
) -> None:
    """In one line, and nothing is there that was not before."""
    with pytest.raises(BackupError, match=reason) as caught:
        restore(wiped, file)
    assert len(str(caught.value).splitlines()) == 1
    assert str(file) in str(caught.value) or "disk" in str(caught.value)
    assert not wiped.corpus_dir.parent.exists()


def test_wherever_it_is_cut_off_it_is_refused(file: Path, wiped: Settings) -> None:
    data = file.read_bytes()
    places = random.Random(1).sample(range(len(data)), 20)
    for length in (0, 1, 21, 22, *places, len(data) - 1):
        file.write_bytes(data[:length])
        assert_refused(file, wiped)


def test_wherever_it_is_damaged_it_is_refused_or_nothing_is_lost(
    file: Path, settings: Settings, wiped: Settings
) -> None:
    data, expected = file.read_bytes(), list_tree(settings.corpus_dir)
    refused = 0
    for place in random.Random(2).sample(range(len(data)), 20):
        file.write_bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        try:
            restore(wiped, file)
        except BackupError:
            refused += 1
            assert not wiped.corpus_dir.parent.exists()
        else:  # such as the time of a file, which nobody reads
            assert list_tree(wiped.corpus_dir) == expected
            shutil.rmtree(wiped.corpus_dir.parent)
    assert refused > 12


Change = Callable[[dict[str, object], dict[str, bytes]], None]


def rewrite(file: Path, change: Change) -> None:
    """The back-up with its manifest and its files as `change` makes them."""
    with zipfile.ZipFile(file) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files.pop(MANIFEST_NAME))
    change(manifest, files)
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.writestr(MANIFEST_NAME, json.dumps(manifest))


EMPTY = {
    "size": 0,
    "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
}


@pytest.mark.parametrize(
    "name",
    [
        "articles/../../escaped",
        "/articles/a",
        "../escaped",
        "articles//etc/passwd",
        "articles/./a.md",
        "articles/.git/config",
        "articles/" + "x/" * 3000 + "a",
        "articles/" + "x/" * 1900 + "a",
        "articles/sub/",
        "state/footnote.sqlite3-wal",
        "state/.env",
        "state/encoders/model",
        "index/builds/../../x",
        "index/builds/20260101T000000-00000000/../../../x",
        "index/other",
        ".env",
        "a",
    ],
)
def test_names_that_no_back_up_has_are_refused(name: str, file: Path, wiped: Settings) -> None:
    def change(manifest: dict[str, object], files: dict[str, bytes]) -> None:
        files[name] = b""
        manifest["files"][name] = EMPTY  # type: ignore[index]

    rewrite(file, change)
    assert_refused(file, wiped)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda m, f: m.update(format=2), "another version of Footnote made it"),
        (lambda m, f: m.update(more=2), "manifest is damaged"),
        (lambda m, f: m.update(settings={"GREETING": 7}), "manifest is damaged"),
        (lambda m, f: m.update(settings={"GREETING": "\ud800"}), "manifest is damaged"),
        (lambda m, f: m.update(settings={"GREETING": "a\nLOG_LEVEL=b"}), "manifest is damaged"),
        (lambda m, f: m["files"].update({"articles/keeper.md": [0]}), "manifest is damaged"),
        (lambda m, f: m["files"].update({"articles/none.md": EMPTY}), "are not those"),
        (lambda m, f: f.update({"articles/more.md": b""}), "are not those"),
        (lambda m, f: f.update({"articles/keeper.md": b""}), "differs"),
        (lambda m, f: m["files"]["articles/keeper.md"].update(sha256="0" * 64), "differs"),
        (lambda m, f: m["files"]["articles/keeper.md"].update(size=1 << 60), "differs"),
    ],
)
def test_what_does_not_fit_its_manifest_is_refused(
    change: Change, reason: str, file: Path, wiped: Settings
) -> None:
    rewrite(file, change)
    assert_refused(file, wiped, reason)


def test_settings_that_nothing_could_run_with_are_left_out(file: Path, wiped: Settings) -> None:
    given = {
        "MIN_CONFIDENCE": "nine",
        "LOG_LEVEL": "$(id)",
        "EMBEDDING_MODEL": "/models/m",
        "GREETING": "Ask",
        "PATH": "/x",
    }
    rewrite(file, lambda manifest, files: manifest.update(settings=given))
    restored = restore(wiped, file)
    assert restored.settings == {"GREETING": "Ask"}
    assert sorted(restored.left_out) == [
        "EMBEDDING_MODEL is a path on this machine",
        "LOG_LEVEL is none of DEBUG, INFO, WARNING, ERROR: '$(id)'",
        "MIN_CONFIDENCE is no number from 0 to 1: 'nine'",
    ]


def test_a_manifest_is_no_larger_than_its_files_need(file: Path, wiped: Settings) -> None:
    """Two thousand empty entries had allowed one of 48 MB."""
    files = {f"articles/{number}.md": b"" for number in range(2000)}
    manifest = {"footnote": "1", "created": "2026-11-28", "settings": {}, "format": 1}
    manifest["files"] = dict.fromkeys(files, EMPTY)
    for padding, reason in ((0, ""), (3 << 20, "manifest is damaged")):
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in files:
                archive.writestr(name, b"")
            archive.writestr(MANIFEST_NAME, json.dumps(manifest) + " " * padding)
        if reason:
            assert_refused(file, wiped, reason)
        else:
            with BackupArchive(file) as backup:
                assert len(backup.manifest.files) == 2000


def test_the_longest_names_fit_into_a_manifest(file: Path) -> None:
    """Also those of which JSON makes many letters of one."""

    def change(manifest: dict[str, object], files: dict[str, bytes]) -> None:
        for number in range(1000):
            name = f"articles/{number}/" + "/".join(["\x01" * 200, "\U0001f5ff" * 50])
            files[name] = b""
            manifest["files"][name] = EMPTY  # type: ignore[index]

    rewrite(file, change)
    with BackupArchive(file) as backup:
        assert len(backup.manifest.files) > 1000


def add_member(file: Path, entry: zipfile.ZipInfo, content: bytes = b"") -> None:
    """With a record of it in the manifest."""

    def change(manifest: dict[str, object], files: dict[str, bytes]) -> None:
        manifest["files"]["articles/odd.md"] = EMPTY  # type: ignore[index]

    rewrite(file, change)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(entry, content)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFDIR])
def test_what_is_no_file_is_refused(kind: int, file: Path, wiped: Settings) -> None:
    entry = zipfile.ZipInfo("articles/odd.md")
    entry.external_attr = (kind | 0o777) << 16
    add_member(file, entry)
    assert_refused(file, wiped, "what is no file")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(file: Path, wiped: Settings) -> None:
    add_member(file, zipfile.ZipInfo("articles/odd.md"))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("articles/odd.md", b"")
    assert_refused(file, wiped, "are not those")


def test_a_file_below_a_file_is_refused(file: Path, wiped: Settings) -> None:
    def change(manifest: dict[str, object], files: dict[str, bytes]) -> None:
        for name in ("articles/a", "articles/a/b"):
            files[name] = b""
            manifest["files"][name] = EMPTY  # type: ignore[index]

    rewrite(file, change)
    assert_refused(file, wiped, "twice")


def test_a_large_manifest_is_not_read(file: Path, wiped: Settings) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST_NAME, bytes(4 << 20))
    assert_refused(file, wiped, "manifest is damaged")


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x05\x06" + bytes(18)])
def test_another_file_is_no_back_up(content: bytes, file: Path, wiped: Settings) -> None:
    file.write_bytes(content)
    assert_refused(file, wiped)


def test_a_folder_or_nothing_is_no_back_up(wiped: Settings, tmp_path: Path) -> None:
    assert_refused(tmp_path / "none.zip", wiped, "is not there")
    (tmp_path / "folder").mkdir()
    assert_refused(tmp_path / "folder", wiped, "is no file")


@pytest.mark.parametrize(
    ("name", "statement", "reason"),
    [
        ("footnote", "UPDATE alembic_version SET version_num = 'v9999'", "a newer version"),
        ("web", "PRAGMA user_version = 99", r"version of Footnote wrote its web\.sqlite3"),
        ("footnote", "DROP TABLE alembic_version", "none of Footnote's"),
        ("posts", "PRAGMA user_version = 0", "none of Footnote's"),
        ("footnote", "DROP TABLE chats", "damaged"),
        ("footnote", "ALTER TABLE feedback DROP COLUMN useless", "damaged"),
        ("posts", "DROP TABLE post", r"posts\.sqlite3 is damaged"),
        ("web", "ALTER TABLE host DROP COLUMN asked", r"web\.sqlite3 is damaged"),
        ("web", "INSERT INTO source VALUES ('page', x'00', 1, 1)", r"web\.sqlite3 is damaged"),
        ("web", "INSERT INTO source VALUES ('book', 'a', 1, 1)", r"web\.sqlite3 is damaged"),
    ],
)
def test_a_state_that_this_footnote_does_not_know_is_refused(
    name: str, statement: str, reason: str, settings: Settings, wiped: Settings, tmp_path: Path
) -> None:
    path = settings.state_dir / f"{name}.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)
    back_up(settings, {}, tmp_path / "b.zip")
    assert_refused(tmp_path / "b.zip", wiped, reason)


@pytest.mark.parametrize("name", ["footnote", "web"])
@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON {table} BEGIN DELETE FROM {table}; END", ""),
        ("CREATE VIEW answered AS SELECT * FROM {table}", ""),
        ("CREATE VIRTUAL TABLE 'of others\n' USING fts5(a)", ": the virtual table 'of others.*'"),
        ("DROP TABLE {table}; CREATE VIRTUAL TABLE {table} USING fts5(a)", ": the virtual table"),
    ],
)
def test_a_state_with_what_no_footnote_makes_is_refused(
    statement: str, reason: str, name: str, file: Path, wiped: Settings, tmp_path: Path
) -> None:
    table = {"footnote": "chats", "web": "page"}[name]

    def change(manifest: dict[str, object], files: dict[str, bytes]) -> None:
        path = tmp_path / "changed"
        path.write_bytes(files[f"state/{name}.sqlite3"])
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.executescript(statement.format(table=table))
        files[f"state/{name}.sqlite3"] = data = path.read_bytes()
        record = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        manifest["files"][f"state/{name}.sqlite3"] = record  # type: ignore[index]

    rewrite(file, change)
    assert_refused(file, wiped, f"none of Footnote's{reason.format(table=table)}")


def test_a_table_of_another_program_in_an_older_back_up_is_no_harm(
    file: Path, wiped: Settings, tmp_path: Path
) -> None:
    def change(manifest: dict[str, object], files: dict[str, bytes]) -> None:
        path = tmp_path / "changed"
        path.write_bytes(files["state/footnote.sqlite3"])
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("CREATE TABLE copied_until (place)")
        files["state/footnote.sqlite3"] = data = path.read_bytes()
        record = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        manifest["files"]["state/footnote.sqlite3"] = record  # type: ignore[index]

    rewrite(file, change)
    restore(wiped, file)
    assert wiped.database_path.exists()


def test_what_other_programs_have_added_to_a_state_is_not_backed_up(
    settings: Settings, wiped: Settings, tmp_path: Path
) -> None:
    """As one that copies a database while it changes; what SQLite adds stays."""
    with closing(sqlite3.connect(settings.database_path)) as connection, connection:
        connection.executescript(
            "CREATE TABLE copied_until (place); CREATE VIRTUAL TABLE found USING fts5(a);"
            "CREATE VIEW seen AS SELECT * FROM chats; ANALYZE;"
            "CREATE TRIGGER noted AFTER DELETE ON pending_updates "
            "BEGIN INSERT INTO copied_until VALUES (1); END"
        )
    assert back_up(settings, {}, tmp_path / "b.zip").warnings == ()
    restore(wiped, tmp_path / "b.zip")
    with closing(sqlite3.connect(wiped.database_path)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert {"chats", "sqlite_stat1"} <= names
    assert not any(name.startswith(("copied", "found", "seen", "noted")) for name in names)


@pytest.mark.parametrize("version", VERSIONS[:-1])
def test_an_older_state_goes_forward(
    version: str, settings: Settings, wiped: Settings, tmp_path: Path
) -> None:
    settings.database_path.unlink()
    rows = make_old(settings.database_path, version, random.Random(4))
    assert back_up(settings, {}, tmp_path / "b.zip").warnings == ()
    restore(wiped, tmp_path / "b.zip")
    with closing(sqlite3.connect(wiped.database_path)) as connection:
        query = "SELECT version_num FROM alembic_version"
        assert connection.execute(query).fetchone() == (VERSIONS[-1],)
        for name, written in rows.items():
            count = 0 if name == PENDING.name else len(written)  # nobody waits for these
            assert connection.execute(f"SELECT count(*) FROM {name}").fetchone() == (count,)


@pytest.mark.parametrize("version", [FORMAT - 1, FORMAT + 1])
def test_index_and_fit_of_another_version_are_left_out(
    version: int, settings: Settings, wiped: Settings, tmp_path: Path
) -> None:
    live = BuildFolder(settings.index_dir).current()
    assert live
    write_manifest(replace(read_manifest(live), format=version), live)
    (settings.index_dir / "confidence.json").write_text('{"format": 1}')
    back_up(settings, {}, tmp_path / "b.zip", with_index=True)
    restored = restore(wiped, tmp_path / "b.zip")
    assert (restored.has_index, restored.lost_fit) == (False, True)
    assert list_tree(wiped.index_dir) == {}


@pytest.mark.parametrize("shift", [100, 1 << 20])
def test_files_that_lie_before_the_beginning_are_refused(
    shift: int, file: Path, wiped: Settings
) -> None:
    """As the table of contents has it, whose own place is 6 bytes before the end of the file."""
    data = file.read_bytes()
    (place,) = struct.unpack("<L", data[-6:-2])
    file.write_bytes(data[:-6] + struct.pack("<L", place + shift) + data[-2:])
    assert_refused(file, wiped)
