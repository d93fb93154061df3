"""A state file that cannot be read, or not be written: nobody is shown what he may not see, and
everybody else is answered."""

import contextlib
import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.config.settings import Settings
from bot.storage.chats import ChatSettings, ChatStore
from bot.storage.database import Database
from bot.storage.patience import SECONDS
from bot.telegram.messages.callback_data import ReadPassage
from embeddings import Encoder
from tests.conftest import Press
from tests.support.conversing import ask, find_button
from tests.support.harbour import IN_FOLDERS, KEEPER_QUESTION, WALL_QUESTION, build_harbour
from tests.support.mounting import leave_room, make_read_only, mounted, needs_mount
from tests.support.running_bot import run_bot
from tests.telegram_server import Chat, TelegramServer, User

UNREAD = "cannot read the settings of this chat right now"
TOWN = ChatSettings(folders=frozenset({"town"}))

_connect = sqlite3.connect


def no_database(path: Path) -> None:
    path.write_bytes(b"no database" * 1000)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 4096 + 100])


def zeroed_page(path: Path) -> None:
    """The first page of the table of chats."""
    with contextlib.closing(_connect(path)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'chats'"
        ).fetchone()
    data = bytearray(path.read_bytes())
    data[4096 * (page - 1) : 4096 * page] = bytes(4096)
    path.write_bytes(data)


def no_folders(path: Path) -> None:
    """A row that nobody wrote so."""
    with contextlib.closing(_connect(path)) as connection, connection:
        connection.execute("UPDATE chats SET folders = '[\"town\"' WHERE folders IS NOT NULL")


DAMAGES = [no_database, truncated, zeroed_page, no_folders]


@pytest.fixture
def limited(bot_settings: Settings, encoder: Encoder, private: Chat) -> Path:
    """The state file, in which Alice's chat searches one of two folders."""
    build_harbour(bot_settings, encoder, IN_FOLDERS)
    ChatStore(Database(bot_settings.database_path)).write(private.id, TOWN)
    return bot_settings.database_path


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_shows_nobody_what_he_may_not_see(
    damage: Callable[[Path], None],
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    limited: Path,
    private: Chat,
    alice: User,
) -> None:
    with run_bot(server, bot_settings, encoder):
        quoted = ask(server, private, alice, WALL_QUESTION)
        listed = ask(server, private, alice, "/sources")
        assert "lighthouse" not in listed.text
    passage_id = str(find_button(quoted, "👍")["callback_data"]).split(":")[1]
    damage(limited)
    with run_bot(server, bot_settings, encoder) as bot:
        asked = server.send_text(private, alice, KEEPER_QUESTION)
        assert UNREAD in server.wait_for_message(private).text
        for text in ("/verify The lamp turns once", "/sources", "/settings", WALL_QUESTION):
            assert UNREAD in ask(server, private, alice, text).text
        assert UNREAD in ask(server, private, alice, f"/start r_{passage_id}").text
        server.press_button(alice, quoted, ReadPassage(passage_id).pack(), forged=True)
        assert UNREAD in server.wait_for_call("answerCallbackQuery").parameters["text"]
        assert server.current(quoted).text == quoted.text
        query_id = server.send_inline_query(alice, KEEPER_QUESTION)
        assert server.wait_for_inline_answer(query_id).results == []
        before = len(server.messages(private))
        server.edit_text(asked, WALL_QUESTION)
        bot.wait_until_done()
        assert len(server.messages(private)) == before
        for text in ("/help", "/privacy", "thanks"):
            assert UNREAD not in ask(server, private, alice, text).text
        assert "Mary Flint" not in " ".join(m.text for m in server.messages(private))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("quotes", "many"),
        ("quotes", 99),
        ("quotes", -1),
        ("language", "de"),  # of a Footnote that had one more
        ("language", b"\xff"),
        ("silent_misses", "yes"),
        ("membership", "king"),
        ("moved_from", "elsewhere"),
    ],
)
def test_a_setting_that_is_none_is_as_if_it_was_not_there(
    column: str,
    value: object,
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    private: Chat,
    group: Chat,
    alice: User,
    admin: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    build_harbour(bot_settings, encoder)
    Database(bot_settings.database_path).open()
    with contextlib.closing(_connect(bot_settings.database_path)) as connection, connection:
        for chat in (private, group):
            connection.execute(
                f"INSERT INTO chats (chat_id, {column}) VALUES (?, ?)", (chat.id, value)
            )
    with run_bot(server, bot_settings, encoder):
        assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text
        assert "Mary Flint" in ask(server, group, alice, f"/ask {KEEPER_QUESTION}").text
        settings = ask(server, private, alice, "/settings")
        assert "Quotes at first: 3" in settings.text
        assert ask(server, server.private_chat(admin), admin, "/doctor").text
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("folders", ["[" * 100_000, b"\xff", '{"town": 1}'])
def test_folders_that_are_none_are_closed(
    folders: object,
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    limited: Path,
    private: Chat,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with contextlib.closing(_connect(limited)) as connection, connection:
        connection.execute("UPDATE chats SET folders = ?", (folders,))
    with run_bot(server, bot_settings, encoder):
        assert UNREAD in ask(server, private, alice, KEEPER_QUESTION).text
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("damage", DAMAGES[:3])
def test_a_guest_is_told_so_and_shown_nothing(
    damage: Callable[[Path], None],
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    limited: Path,
    alice: User,
) -> None:
    abroad = server.add_supergroup("Strangers", has_bot=False)
    damage(limited)
    with run_bot(server, bot_settings, encoder):
        for question in (KEEPER_QUESTION, WALL_QUESTION):
            server.send_guest_message(abroad, alice, f"@{server.bot.username} {question}")
            told = server.wait_for_message(abroad)
            assert UNREAD in told.text
            assert len(told.text.splitlines()) == 1
            assert told.entity_texts("blockquote") == []
            assert told.buttons == []


def test_it_is_said_in_the_language_of_the_asker(
    server: TelegramServer, encoder: Encoder, bot_settings: Settings, limited: Path
) -> None:
    no_database(limited)
    told = set()
    with run_bot(server, bot_settings, encoder):
        for code in ("en", "es", "ru", "zh", "ar", "ur"):
            user = server.add_user("Somebody", language_code=code)
            told.add(ask(server, server.private_chat(user), user, KEEPER_QUESTION).text)
    assert len(told) == 6
    assert all(len(text.splitlines()) == 1 for text in told)


@pytest.mark.parametrize("damage", DAMAGES[:3])
def test_the_log_has_one_line_of_it_at_the_start(
    damage: Callable[[Path], None],
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    limited: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    damage(limited)
    damaged = limited.read_bytes()
    with run_bot(server, bot_settings, encoder):
        pass
    lines = [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING]
    (line,) = [line for line in lines if "Until that is mended" in line]
    assert str(limited) in line
    assert line.endswith("To mend it run footnote doctor"), "what to do is another thing each time"
    (other,) = [other for other in lines if other != line]
    assert other.endswith("; a killed process would lose what is under way")
    assert limited.read_bytes() == damaged, "what is left of it is left alone"


@needs_mount
@pytest.mark.parametrize("damage", ["full", "read-only", "half made"])
def test_a_first_start_without_room_closes_no_folder(
    damage: str,
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    private: Chat,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """No chat can have chosen any."""
    build_harbour(bot_settings, encoder, IN_FOLDERS)
    with mounted(bot_settings.state_dir, "size=64k"):
        if damage == "half made":
            bot_settings.database_path.touch()
        if damage == "read-only":
            make_read_only(bot_settings.state_dir)
        else:
            with contextlib.suppress(OSError):
                (bot_settings.state_dir / "filler").write_bytes(bytes(100_000))
        with run_bot(server, bot_settings, encoder):
            assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text
    (line,) = [one for one in caplog.messages if "Until that is mended" in one]
    assert "all of them are searched" in line


@needs_mount
def test_what_was_chosen_before_the_disk_was_full_is_kept_to(
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    private: Chat,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    build_harbour(bot_settings, encoder, IN_FOLDERS)
    with mounted(bot_settings.state_dir, "size=9m,nr_inodes=100"):
        ChatStore(Database(bot_settings.database_path)).write(private.id, TOWN)
        leave_room(bot_settings.state_dir, pages=0, files=50)
        with run_bot(server, bot_settings, encoder):
            assert "granite" in ask(server, private, alice, WALL_QUESTION).text
            assert "Mary Flint" not in ask(server, private, alice, KEEPER_QUESTION).text
            bob = server.add_user("Bob")
            asked = ask(server, server.private_chat(bob), bob, KEEPER_QUESTION)
            assert "Mary Flint" in asked.text
    assert "Until that is mended" not in caplog.text
    assert "the disk is full; a killed process would lose what is under way" in caplog.text


@pytest.mark.parametrize("what", ["a link to a disk that is not there", "no folder"])
def test_a_folder_that_only_cannot_be_found_now_stays_closed(
    what: str,
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    limited: Path,
    private: Chat,
    alice: User,
) -> None:
    kept = limited.parent.rename(limited.parent.with_name("kept"))
    if what == "no folder":
        limited.parent.write_text("")
    else:
        limited.parent.symlink_to(kept / "gone")
    with run_bot(server, bot_settings, encoder):
        assert UNREAD in ask(server, private, alice, KEEPER_QUESTION).text


def test_a_group_is_silent_about_remarks(
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    limited: Path,
    group: Chat,
    alice: User,
) -> None:
    with run_bot(server, bot_settings, encoder):
        answer = ask(server, group, alice, f"/ask {KEEPER_QUESTION}")
    no_database(limited)
    with run_bot(server, bot_settings, encoder) as bot:
        bot.assert_silent(
            group, lambda: server.send_text(group, alice, "granite tower", reply_to=answer)
        )
        assert UNREAD in ask(server, group, alice, f"/ask {KEEPER_QUESTION}").text


def test_what_was_read_at_the_start_opens_the_chats_that_search_all(
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    limited: Path,
    private: Chat,
    alice: User,
) -> None:
    people = [server.add_user(name) for name in ("Ben", "Cleo", "Dan")]
    with run_bot(server, bot_settings, encoder):
        no_database(limited)
        for user in people:  # who have never written before
            assert (
                "Mary Flint" in ask(server, server.private_chat(user), user, KEEPER_QUESTION).text
            )
        assert UNREAD in ask(server, private, alice, KEEPER_QUESTION).text


@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
def test_a_locked_file_keeps_a_new_user_waiting_once(
    journal: str,
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    limited: Path,
    private: Chat,
    alice: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The waits of all that belongs to a question, in a group, which takes most of them."""
    if journal == "DELETE":
        monkeypatch.setattr("bot.storage.opening.may_share_memory", lambda _: False)
    waited: list[float] = []

    def connect(*args: object, timeout: float = 5.0, **kwargs: object) -> sqlite3.Connection:
        waited.append(timeout)
        return _connect(*args, timeout=0, **kwargs)  # type: ignore[call-overload,no-any-return]

    groups = [server.add_supergroup(f"Group {number}") for number in range(3)]
    with (
        run_bot(server, bot_settings, encoder) as bot,
        contextlib.closing(_connect(limited, isolation_level=None)) as other,
    ):
        other.execute("BEGIN EXCLUSIVE")
        monkeypatch.setattr("bot.storage.dialects.sqlite.sqlite3.connect", connect)
        for chat in groups:
            assert "Mary Flint" in ask(server, chat, alice, f"/ask {KEEPER_QUESTION}").text
        bot.wait_until_done()
        # Reads, which the log lets succeed, do not lose their patience, and wait for nobody.
        assert waited.count(SECONDS) <= 2 or journal == "WAL"
        text = ask(server, private, alice, KEEPER_QUESTION).text
        assert "Mary Flint" not in text
        assert (UNREAD in text) is (journal == "DELETE")
        other.execute("ROLLBACK")


def test_settings_that_cannot_be_read_are_not_written_over(
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    limited: Path,
    private: Chat,
    alice: User,
    press: Press,
) -> None:
    with run_bot(server, bot_settings, encoder):
        shown = ask(server, private, alice, "/settings")
    no_folders(limited)
    with run_bot(server, bot_settings, encoder):
        assert "could not be saved" in press(alice, server.current(shown), "1")
        assert "could not be saved" in press(alice, server.current(shown), "Search everything")
    with contextlib.closing(_connect(limited)) as connection:
        assert connection.execute("SELECT folders FROM chats").fetchone() == ('["town"',)
