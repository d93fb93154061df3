"""What only a database of PostgreSQL has: users, schemas, a server that is away, and a password."""

import logging
import os
import signal
import threading
import traceback
from contextlib import ExitStack, closing

import psycopg
import pytest

from bot.config.state_url import StateUrl
from bot.storage.chats import ChatSettings, ChatStore
from bot.storage.database import DamagedError, Database, DatabaseError, LockedError
from bot.storage.feedback import FeedbackStore
from bot.storage.unanswered import GapStore
from tests.support.postgres import PASSWORD, PostgresServer


@pytest.fixture
def url(postgres: PostgresServer) -> StateUrl:
    return postgres.make_filled()


def name_of(url: StateUrl) -> str:
    return str(url).partition("?")[0].rpartition("/")[2]


def test_processes_that_start_together_make_the_tables_once(postgres: PostgresServer) -> None:
    url = postgres.make_database()
    failures: list[DatabaseError] = []

    def use() -> None:
        try:
            FeedbackStore(Database(url)).change("a", 1, 0)
        except DatabaseError as exc:
            failures.append(exc)

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert FeedbackStore(Database(url)).count() == (4, 0)


def test_a_user_needs_nothing_but_a_schema_of_his_own(postgres: PostgresServer) -> None:
    """Beside another program's tables, which are called as ours and come behind in the path."""
    owned = postgres.make_database()
    name = name_of(owned)
    for command in (
        f"CREATE ROLE lodger LOGIN PASSWORD '{PASSWORD}'",
        "CREATE TABLE public.alembic_version (version_num text)",
        "INSERT INTO public.alembic_version VALUES ('another')",
        "CREATE TABLE public.chats (other int)",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    ):
        postgres.execute(command, name)
    url = postgres.make_url(name, user="lodger")
    with pytest.raises(DatabaseError, match="table alembic_version; give the user"):
        Database(url).open()
    postgres.execute("CREATE SCHEMA AUTHORIZATION lodger", name)
    ChatStore(Database(url)).write(-5, ChatSettings(quotes=2))
    assert ChatStore(Database(url)).read(-5).quotes == 2
    assert postgres.execute("SELECT version_num FROM public.alembic_version", name) == [
        ("another",)
    ]
    assert postgres.execute("SELECT count(*) FROM lodger.chats", name) == [(1,)]


def test_who_may_make_no_tables_is_told_what_to_do(postgres: PostgresServer) -> None:
    name = name_of(postgres.make_database())
    postgres.execute(f"CREATE ROLE guest LOGIN PASSWORD '{PASSWORD}'")
    postgres.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC", name)
    with pytest.raises(DatabaseError, match="permission denied for schema public; give the user"):
        Database(postgres.make_url(name, user="guest")).open()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda url: url.replace(PASSWORD, "another-word"), "password authentication failed"),
        (lambda url: url.replace("/state", "/nowhere"), 'database "nowhere.*" does not exist'),
        (lambda url: f"{url}&ssl=1", "STATE_URL cannot be read"),
        (lambda url: f"{url}&application_name=%FF", "STATE_URL cannot be read"),
        (lambda url: url.replace("/state", "/%FF"), "STATE_URL cannot be read"),
        (lambda url: url.replace(f":{PASSWORD}", ""), "no password supplied; write it into"),
        (lambda url: f"{url}&replication=database", "replication: leave it out"),
        (lambda url: f"{url}&connect_timeout=soon", "bad value for connect_timeout"),
        (lambda url: f"{url}&sslmode=nonsense", "invalid sslmode value"),
        (lambda url: f"{url}&port=text", "invalid integer value"),
        (lambda url: f"{url}&service=nowhere", 'service=nowhere.* service "nowhere" not found'),
        (lambda url: f"{url}&options=-csearch_path%3Dnowhere", r"\(nowhere\) names no schema"),
        (lambda url: url.replace(PASSWORD, "s3cret%zz-word"), "STATE_URL cannot be read"),
        (lambda _: f"postgresql://me:{PASSWORD}@127.0.0.1:9/db", "refused"),
        (lambda _: f"postgresql://me:{PASSWORD}@nowhere.invalid/db", "nowhere.invalid"),
    ],
)
def test_what_is_wrong_with_an_address_is_one_line_without_the_password(
    url: StateUrl, change: "object", told: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert callable(change)
    database = Database(StateUrl(change(url.url)))
    with caplog.at_level(logging.DEBUG), pytest.raises(DatabaseError, match=told) as caught:
        database.open()
    assert len(str(caught.value).splitlines()) == 1
    trace = "".join(traceback.format_exception(caught.value))
    shown = [str(caught.value), trace, caplog.text, repr(database), database.name, repr(url)]
    assert not [each for each in shown if "s3cret" in each or "another-word" in each]


@pytest.mark.parametrize(
    "parameter",
    [
        "client_encoding=utf8",
        "client_encoding=latin1",
        "client_encoding=nonsense",
        "application_name=mine",
        "connect_timeout=9",
        "keepalives_idle=9",
        "keepalives_interval=9",
        "keepalives_count=9",
        "tcp_user_timeout=9000",
        "options=-cclient_encoding%3Dlatin1%20-clock_timeout%3D99s%20-cstatement_timeout%3D99s",
    ],
)
def test_an_address_may_have_what_is_set_anyway(url: StateUrl, parameter: str) -> None:
    gaps = GapStore(Database(StateUrl(f"{url.url}&{parameter}")))
    gaps.keep("Wer hütet 燈塔?")
    assert [question for question, _ in gaps.list()] == ["Wer hütet 燈塔?"]


def test_a_schema_that_is_not_there_is_told_where_something_is_held(url: StateUrl) -> None:
    nowhere = StateUrl(f"{url.url}&options=-csearch_path%3Dnowhere")
    with pytest.raises(DatabaseError, match="names no schema that is there: make one"):
        Database(nowhere).hold("it").take()


def test_a_server_that_takes_no_more_connections_says_what_to_raise(
    postgres: PostgresServer, url: StateUrl
) -> None:
    database = Database(url)
    with ExitStack() as stack:
        with pytest.raises(psycopg.OperationalError):
            while True:
                stack.enter_context(closing(psycopg.connect(url.url)))
        for _ in range(2):  # the second is not even tried
            with pytest.raises(DatabaseError, match="clients already; raise max_connections"):
                database.open()
    postgres.execute(f"CREATE ROLE alone LOGIN CONNECTION LIMIT 0 PASSWORD '{PASSWORD}'")
    with pytest.raises(DatabaseError, match=r"role .*; raise its CONNECTION LIMIT"):
        Database(postgres.make_url(name_of(url), user="alone")).open()


def test_another_encoding_is_refused(postgres: PostgresServer) -> None:
    url = postgres.make_database("ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'")
    with pytest.raises(DatabaseError, match="has the encoding LATIN1: make one that has UTF8"):
        Database(url).open()


def test_what_cannot_be_written_is_read(postgres: PostgresServer, url: StateUrl) -> None:
    GapStore(Database(url)).keep("Who?")
    postgres.execute(f"ALTER DATABASE {name_of(url)} SET default_transaction_read_only = on")
    store = GapStore(Database(url))
    assert store.count() == 1
    with pytest.raises(DatabaseError, match=r"read-only.*; name the primary server in STATE_URL"):
        store.keep("Where?")


def test_a_newer_version_and_a_missing_table_are_told(
    postgres: PostgresServer, url: StateUrl
) -> None:
    store = GapStore(Database(url))
    assert store.count() == 0
    postgres.execute("DROP TABLE gaps", name_of(url))
    with pytest.raises(DamagedError, match='"gaps" does not exist; a table was dropped'):
        store.count()
    with pytest.raises(DamagedError, match="there is no table gaps; a table was dropped"):
        Database(url).open()
    postgres.execute("UPDATE alembic_version SET version_num = 'v9999'", name_of(url))
    with pytest.raises(DatabaseError, match="newer version"):
        Database(url).open()


def test_nobody_waits_long_or_twice_for_one_who_does_not_let_go(url: StateUrl) -> None:
    store = FeedbackStore(Database(url))
    store.change("a", 1, 0)
    with closing(psycopg.connect(url.url)) as other:
        other.execute("UPDATE feedback SET useful = 7")
        for _ in range(2):
            with pytest.raises(LockedError, match="lock timeout"):
                store.change("a", 1, 0)
        assert store.count() == (1, 0), "who reads waits for nobody"
        other.rollback()
    store.change("a", 1, 0)
    assert store.count() == (2, 0)


def test_a_text_with_a_null_character_is_kept_without_it(url: StateUrl) -> None:
    gaps = GapStore(Database(url))
    gaps.keep("Who\0 guards it?")
    assert [question for question, _ in gaps.list()] == ["Who guards it?"]


def test_what_is_written_is_in_no_error(url: StateUrl, caplog: pytest.LogCaptureFixture) -> None:
    database = Database(url)
    with (
        caplog.at_level(logging.DEBUG),
        pytest.raises(DatabaseError) as caught,
        database.begin() as connection,
    ):
        connection.exec_driver_sql("INSERT INTO gaps (question) VALUES ('smuggler')")
    trace = "".join(traceback.format_exception_only(caught.value))
    assert "smuggler" not in trace + caplog.text


def test_a_server_that_restarts_is_used_again(
    postgres: PostgresServer, url: StateUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Database(url, lasts=True)) as database:
        store = FeedbackStore(database)
        store.change("a", 1, 0)
        postgres.stop()
        try:
            for _ in range(3):  # the second is not even tried
                with pytest.raises(DatabaseError, match="connection"):
                    store.count()
        finally:
            postgres.start()
        monkeypatch.setattr("bot.storage.dialects.postgres._SECONDS_UNTIL_NEXT", 0.0)
        monkeypatch.setattr("bot.storage.dialects.postgres.time.monotonic", lambda: 1e9)
        assert store.count() == (1, 0)


def test_a_server_that_is_frozen_is_not_waited_for(
    url: StateUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.dialects.postgres_connection.PatientConnection.seconds", 0.3)
    database = Database(url)
    with pytest.raises(DatabaseError, match="does not answer"), database.read() as connection:
        pid = int(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())
        os.kill(pid, signal.SIGSTOP)
        try:
            connection.exec_driver_sql("SELECT 1")
        finally:
            os.kill(pid, signal.SIGCONT)


def test_a_hold_excludes_other_processes(url: StateUrl) -> None:
    """Those that share it exclude only one that does not."""
    first, second = Database(url), Database(url)
    shared = [each.hold("it", shared=True) for each in (first, second)]
    alone = second.hold("it")
    for hold in shared:
        hold.take()
        hold.take()
        with pytest.raises(LockedError, match="held by another"):
            alone.take()
    for hold in shared:
        hold.release()
        hold.release()
    alone.take()
    with pytest.raises(LockedError):
        shared[0].take()
    second.hold("another").release()
    alone.release()


def test_what_shows_an_address_leaves_out_who_uses_it() -> None:
    url = StateUrl("postgresql://me:pass%40word@a.example,b.example:5433/db?sslmode=verify-full")
    assert str(url) == "postgresql://a.example,b.example:5433/db"
    assert "pass" not in repr(url)
    assert set(url.secrets) == {"pass%40word", "pass@word"}
    socket = StateUrl("postgresql://me@/db?host=/run/postgresql&password=word")
    assert str(socket) == "postgresql:///db?host=/run/postgresql"
    assert socket.secrets == ("word",)
    service = StateUrl("postgresql://?service=footnote&port=5433&dbname=db%20password=word")
    assert str(service) == "postgresql://?port=5433&service=footnote"
