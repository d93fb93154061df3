import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.config.environment import find_hidden, read_environment, read_settings, write_env_file
from bot.config.settings import VARIABLES, Settings, SettingsError
from bot.config.webhook import WebhookSettings
from tests.support.paths import PROJECT

HERE = Path("/here")
TOKEN = "123456:" + "A" * 35


def make_settings(**env: str) -> Settings:
    return Settings.from_env(env, PROJECT, HERE)


def test_defaults_lie_in_the_project() -> None:
    settings = make_settings()
    assert settings.corpus_dir == PROJECT / "corpus" / "articles"
    assert settings.index_dir == PROJECT / "var" / "index"
    assert settings.state_dir == PROJECT / "var" / "state"
    assert settings.telegram_bot_token is None
    assert settings.telegram_admin_ids == frozenset()


def test_given_folders_are_resolved_against_the_working_folder() -> None:
    settings = make_settings(CORPUS_DIR="texts", INDEX_DIR="/srv/index")
    assert settings.corpus_dir == HERE / "texts"
    assert settings.state_dir == Path("/srv/state")


def test_values_are_read_and_trimmed() -> None:
    settings = make_settings(
        TELEGRAM_BOT_TOKEN=f" {TOKEN} ",
        TELEGRAM_API_URL="http://localhost:8081/",
        TELEGRAM_ADMIN_IDS="1, 22,,333 ",
        MIN_CONFIDENCE="0.25",
        LOG_LEVEL="debug",
    )
    assert settings.telegram_bot_token == TOKEN
    assert settings.telegram_api_url == "http://localhost:8081"
    assert settings.telegram_admin_ids == {1, 22, 333}
    assert settings.min_confidence == 0.25
    assert settings.log_level == "DEBUG"


def test_fields_are_shown_in_the_order_and_spelling_of_their_owner() -> None:
    assert make_settings(SHOW_FIELDS=" Edition,grade ,, Reading time,grade").show_fields == (
        *("Edition", "grade", "Reading time"),
    )
    assert make_settings().show_fields == ()


def test_empty_value_means_the_default() -> None:
    assert make_settings(**dict.fromkeys(VARIABLES, "")) == make_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "no-token"),
        ("TELEGRAM_BOT_TOKEN", "12:a b"),
        ("TELEGRAM_API_URL", "ftp://x"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("TELEGRAM_API_URL", "http://"),
        ("TELEGRAM_API_URL", "http://x:99999"),
        ("TELEGRAM_API_URL", "http://[x"),
        ("TELEGRAM_WEBHOOK_URL", "http://bot.example.org/"),
        ("TELEGRAM_WEBHOOK_URL", "https://bot.example.org:8080/"),
        ("TELEGRAM_WEBHOOK_URL", "https://me:pass@bot.example.org/"),
        ("TELEGRAM_WEBHOOK_URL", "https://bot.example.org/?key=1"),
        ("TELEGRAM_WEBHOOK_URL", "https://bot.example.org/a b"),
        ("TELEGRAM_WEBHOOK_URL", "https:///x"),
        ("TELEGRAM_WEBHOOK_URL", "https://[x"),
        ("TELEGRAM_WEBHOOK_LISTEN", "8443"),
        ("TELEGRAM_WEBHOOK_LISTEN", "127.0.0.1"),
        ("TELEGRAM_WEBHOOK_LISTEN", "127.0.0.1:99999"),
        ("TELEGRAM_WEBHOOK_LISTEN", "http://127.0.0.1:80"),
        ("TELEGRAM_WEBHOOK_LISTEN", "unix:"),
        ("TELEGRAM_WEBHOOK_LISTEN", "unix:a\0b"),
        ("TELEGRAM_WEBHOOK_LISTEN", "a..b:80"),
        ("TELEGRAM_WEBHOOK_LISTEN", "a" * 70 + ":80"),
        ("TELEGRAM_WEBHOOK_LISTEN", "a b:80"),
        ("TELEGRAM_ADMIN_IDS", "1,@olga"),
        ("TELEGRAM_ADMIN_IDS", "1;2"),
        ("TELEGRAM_ADMIN_IDS", "²"),
        ("SHOW_FIELDS", "a,b,c,d,e,f"),
        ("SHOW_FIELDS", "a" * 41),
        ("GREETING", "a" * 501),
        ("MIN_CONFIDENCE", "high"),
        ("MIN_CONFIDENCE", "1.5"),
        ("MIN_CONFIDENCE", "nan"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
        ("METRICS_HOST", "http://x"),
        ("METRICS_HOST", "a b"),
        ("METRICS_HOST", "a..b"),
        ("METRICS_HOST", "x.yz."),
        ("METRICS_HOST", "a" * 70),
        ("METRICS_HOST", "a." * 127 + "a"),
        ("METRICS_PORT", "65536"),
        ("TELEGRAM_ALLOWED_CHATS", ","),
        ("TELEGRAM_ADMIN_IDS", " , "),
        ("METRICS_PORT", "-1"),
        ("CORPUS_DIR", __file__),
        ("INDEX_DIR", __file__),
        ("STATE_DIR", __file__),
        ("CORPUS_DIR", "~nobody-of-this-name/x"),
        ("INDEX_DIR", "/" + "x" * 300),
    ],
)
def test_mistake_is_one_line_that_names_the_variable(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        make_settings(**{name: value})
    assert str(caught.value).startswith(f"{name} ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        ("-5", "'-5' is the id of a group"),
        ("x", "'x' is no number"),
        ("0", "'0' is nobody's id"),
        ("99999999999999999999", "'99999999999999999999' is nobody's id"),
    ],
)
def test_an_id_that_is_no_users_is_told_as_what_it_is(ids: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        make_settings(TELEGRAM_ADMIN_IDS=ids)


def test_a_webhook_has_a_path_and_a_place() -> None:
    assert make_settings(TELEGRAM_WEBHOOK_LISTEN="[::1]:80").webhook is None
    url = "https://bot.example.org:8443"
    webhook = make_settings(TELEGRAM_WEBHOOK_URL=url).webhook
    assert webhook == WebhookSettings(url, "127.0.0.1", 8443)
    assert (webhook.path, webhook.place) == ("/", "127.0.0.1:8443")
    webhook = make_settings(
        TELEGRAM_API_URL="http://localhost:8081",
        TELEGRAM_WEBHOOK_URL="http://localhost:9000/a/b",
        TELEGRAM_WEBHOOK_LISTEN="unix:run/bot.sock",
    ).webhook
    assert webhook
    assert (webhook.path, webhook.socket) == ("/a/b", HERE / "run/bot.sock")
    webhook = make_settings(TELEGRAM_WEBHOOK_URL=url, TELEGRAM_WEBHOOK_LISTEN="[::1]:80").webhook
    assert webhook
    assert (webhook.host, webhook.port) == ("::1", 80)


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "localhost", "my_bot-1.example.org", "::", "::ffff:127.0.0.1", "fe80::1%eth0"],
)
def test_a_host_to_listen_at_is_a_name_or_an_address(host: str) -> None:
    assert make_settings(METRICS_HOST=host).metrics_host == host


def test_a_greeting_is_one_clean_line() -> None:
    assert make_settings().greeting == ""
    assert make_settings(GREETING=" Ask\n me \x00\u202e anything ").greeting == "Ask me anything"


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        make_settings(TELEGRAM_API_URL="x", TELEGRAM_ADMIN_IDS="x", LOG_LEVEL="x")
    assert len(str(caught.value).splitlines()) == 3


@pytest.mark.parametrize("name", ["CORPUS_DIR", "INDEX_DIR", "STATE_DIR"])
@pytest.mark.parametrize("value", ["a\0b", "a\nb", "a\ud800"])
def test_a_folder_that_no_system_has_is_a_mistake(name: str, value: str) -> None:
    """The last is as a letter is that the locale has not."""
    with pytest.raises(SettingsError, match=f"^{name} is no folder: ") as caught:
        make_settings(**{name: value})
    assert "\n" not in str(caught.value)
    str(caught.value).encode()


@pytest.mark.parametrize("name", ["INDEX_DIR", "STATE_DIR"])
def test_what_is_written_inside_the_corpus_is_a_mistake(name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        make_settings(**{"CORPUS_DIR": "texts", name: "texts/index"})


def test_no_link_leads_into_the_corpus_either(tmp_path: Path) -> None:
    """Or else each build of footnote index --watch would be a change of the articles."""
    (tmp_path / "texts" / "index").mkdir(parents=True)
    (tmp_path / "link").symlink_to("texts")
    with pytest.raises(SettingsError, match="INDEX_DIR lies inside CORPUS_DIR"):
        env = {"CORPUS_DIR": "texts", "INDEX_DIR": "link/index", "STATE_DIR": "state"}
        Settings.from_env(env, tmp_path, tmp_path)


def test_token_is_shown_neither_by_repr_nor_by_a_mistake() -> None:
    assert TOKEN not in repr(make_settings(TELEGRAM_BOT_TOKEN=TOKEN))
    with pytest.raises(SettingsError) as caught:
        make_settings(TELEGRAM_BOT_TOKEN=TOKEN + " x")
    assert "AAAA" not in str(caught.value)


@pytest.mark.parametrize(
    "value",
    [
        "sqlite:///state.db",
        "postgresql://me:word-Xq@host",
        "postgresql://me:word-Xq/z@host/db",
        "postgresql://me:word-Xq?z@host/db",
        "postgresql://me:word-Xq#z@host/db",
        "postgresql://me:word-Xq@host:port/db",
        "postgresql://me:word-Xq@[::1/db",
        "postgresql://me:word Xq@host/db",
        "me:word-Xq@host/db",
        "postgresql:/me:word-Xq@host/db",
        "postgresql:me:word-Xq",
        "postgresql+psycopg://me:word-Xq@host/db",
    ],
)
def test_a_state_url_that_is_none_is_a_mistake_that_does_not_show_it(value: str) -> None:
    with pytest.raises(SettingsError, match=r"^STATE_URL is no address of a database") as caught:
        make_settings(STATE_URL=value)
    assert "Xq" not in str(caught.value)


@pytest.mark.parametrize(
    "value",
    [
        "postgresql://me:word-Xq@host:5432/db?sslmode=verify-full",
        "postgres://me:word-Xq@a.example,b.example:5433/db?target_session_attrs=read-write",
        "postgresql://me:word-Xq@[::1]:5432/db",
        "postgresql:///db?host=/run/postgresql&user=me&password=word-Xq",
        "postgresql://?service=footnote",
        "postgresql://me:word-Xq@%2Frun%2Fpostgresql/db",
        "postgresql://me:word-Xq@host:/db",
    ],
)
def test_a_state_url_shows_no_password(value: str) -> None:
    settings = make_settings(STATE_URL=value)
    assert settings.state_url and settings.state_url.url == value
    assert "Xq" not in repr(settings) + str(settings.database_place)
    assert make_settings().database_place == make_settings().database_path


@pytest.mark.parametrize("scheme", ["POSTGRESQL", "Postgres"])
def test_a_scheme_may_be_in_capital_letters(scheme: str) -> None:
    settings = make_settings(STATE_URL=f"{scheme}://me:word-Xq@Host/db")
    assert settings.state_url and settings.state_url.url == f"{scheme.lower()}://me:word-Xq@Host/db"


def test_example_lists_every_variable_with_a_comment(project_dir: Path) -> None:
    text = (project_dir / ".env.example").read_text()
    listed = re.findall(r"^#?([A-Z_]+)=$", text, flags=re.MULTILINE)
    assert listed == list(VARIABLES)
    for name in listed:
        assert re.search(rf"^# .+\n#?{name}=$", text, flags=re.MULTILINE)


def test_every_variable_listed_is_read() -> None:
    other = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": "http://localhost:8081",
        "TELEGRAM_WEBHOOK_URL": "https://bot.example.org/hook",
        "TELEGRAM_WEBHOOK_LISTEN": "127.0.0.1:9000",
        "TELEGRAM_ADMIN_IDS": "1",
        "TELEGRAM_ALLOWED_CHATS": "1,-1001",
        "TELEGRAM_LEAVE_FOREIGN_CHATS": "yes",
        "USER_QUESTIONS_PER_MINUTE": "5",
        "CHAT_QUESTIONS_PER_MINUTE": "5",
        "KEEP_UNANSWERED": "yes",
        "CORPUS_DIR": "c",
        "INDEX_DIR": "i",
        "INDEX_URL": "milvus+http://milvus.example/harbour",
        "STATE_DIR": "s",
        "STATE_URL": "postgresql://host/db",
        "EMBEDDING_MODEL": "m",
        "ENCODER_BACKEND": "onnx",
        "TOKEN_BITS": "1",
        "RERANKER_MODEL": "r",
        "MIN_CONFIDENCE": "0.1",
        "SHOW_FIELDS": "f",
        "GREETING": "g",
        "WEB_PAGES": "https://a.example/x",
        "WEB_FEEDS": "https://a.example/feed",
        "WEB_SITEMAPS": "https://a.example/sitemap.xml",
        "WEB_SITES": "https://a.example/ https://b.example/",
        "WEB_DEPTH": "0",
        "WEB_CONTACT": "mary@a.example",
        "WEB_SECONDS_BETWEEN": "2.5",
        "WEB_RETIRE_DAYS": "0",
        "WEB_ALLOWED_HOSTS": "wiki.intranet 10.0.0.5:8080",
        "LOG_LEVEL": "ERROR",
        "LOG_FORMAT": "JSON",
        "METRICS_HOST": "0.0.0.0",
        "METRICS_PORT": "9464",
    }
    assert list(other) == list(VARIABLES)
    address = {"TELEGRAM_WEBHOOK_URL": "https://example.org/"}  # without one nothing is listened at
    for name, value in other.items():
        assert make_settings(**(address | {name: value})) != make_settings(**address)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEB_PAGES", "https://a.example ftp://a.example"),
        ("WEB_SITES", "https://mary:secret@a.example/"),
        ("WEB_FEEDS", "a.example/feed"),
        ("WEB_DEPTH", "11"),
        ("WEB_SECONDS_BETWEEN", "-1"),
        ("WEB_RETIRE_DAYS", "soon"),
        ("WEB_ALLOWED_HOSTS", "http://wiki.intranet/"),
    ],
)
def test_what_is_fetched_is_checked_at_once(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} ") as caught:
        make_settings(**{name: value})
    assert "secret" not in str(caught.value)


def test_copy_of_the_example_with_a_token_is_enough(
    project_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    example = (project_dir / ".env.example").read_text()
    filled = example.replace("TELEGRAM_BOT_TOKEN=", f"TELEGRAM_BOT_TOKEN={TOKEN}")
    (tmp_path / ".env").write_text(filled)
    settings = Settings.from_env(read_environment(tmp_path, PROJECT), PROJECT, HERE)
    assert settings.telegram_bot_token == TOKEN


def test_environment_wins_over_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=ERROR\nGREETING='a b'\n")
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    env = read_environment(tmp_path, PROJECT)
    assert (env["LOG_LEVEL"], env["GREETING"]) == ("DEBUG", "a b")


def test_what_the_environment_hides_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """A container gets all of .env.example as variables: what was restored would not count, and a
    bot for two chats would be everybody's, without a word."""
    monkeypatch.setenv("TELEGRAM_ALLOWED_CHATS", "")
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    monkeypatch.delenv("GREETING", raising=False)
    values = {"TELEGRAM_ALLOWED_CHATS": "-1001,5", "LOG_LEVEL": "DEBUG", "GREETING": "a"}
    assert find_hidden(values) == {"TELEGRAM_ALLOWED_CHATS": "-1001,5"}


def test_env_file_of_the_working_folder_comes_first(tmp_path: Path) -> None:
    for name in ("here", "project"):
        (tmp_path / name).mkdir()
        (tmp_path / name / ".env").write_text(f"FOOTNOTE_TEST_WHICH={name}\n")
    (tmp_path / "project" / "pyproject.toml").touch()
    for folder, which in (("here", "here"), ("elsewhere", "project")):
        env = read_environment(tmp_path / folder, tmp_path / "project")
        assert env["FOOTNOTE_TEST_WHICH"] == which


def test_relative_paths_of_a_file_lie_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also if the bot is started elsewhere; those of the environment lie where it is started."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "models" / "small").mkdir(parents=True)
    lines = "CORPUS_DIR=../texts\nINDEX_DIR=~/index\nEMBEDDING_MODEL=models/small\n"
    (tmp_path / ".env").write_text(f"{lines}RERANKER_MODEL=models/of-a-hub\n")
    monkeypatch.setenv("STATE_DIR", "state")
    settings = read_settings(HERE, tmp_path)
    assert settings.corpus_dir == tmp_path / ".." / "texts"
    assert settings.index_dir == Path.home() / "index"
    assert settings.state_dir == HERE / "state"
    assert settings.embedding_model == str(tmp_path / "models" / "small")
    assert settings.reranker_model == "models/of-a-hub"
    assert settings.env_file == tmp_path / ".env"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("TELEGRAM_ALLOWED_CHAT", "TELEGRAM_ALLOWED_CHATS"),
        ("telegram_admin_ids", "TELEGRAM_ADMIN_IDS"),
        ("LOGLEVEL", "LOG_LEVEL"),
        ("TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKEN"),
    ],
)
def test_misspelt_name_is_one_line(tmp_path: Path, name: str, meant: str) -> None:
    (tmp_path / ".env").write_text(f"HTTP_PROXY=x\n{name}=1\n")
    with pytest.raises(SettingsError) as caught:
        read_environment(tmp_path, PROJECT)
    assert str(caught.value).endswith(f"line 2: {name} is no setting: do you mean {meant}?")


@pytest.mark.parametrize("name", ["ALLOWED_CHATS", "admin_ids", "BOT_TOKEN"])
def test_name_without_its_prefix_is_one_line(tmp_path: Path, name: str) -> None:
    """A list of who may ask under another name would let everybody ask."""
    (tmp_path / ".env").write_text(f"CORPUS_DIR=texts\n{name}=1\n")
    with pytest.raises(SettingsError, match=f"is no setting: do you mean TELEGRAM_{name.upper()}"):
        read_environment(tmp_path, PROJECT)


def test_another_program_may_have_names_without_our_prefix(tmp_path: Path) -> None:
    lines = "LOG_LEVEL=INFO\nADMIN_IDS=7\nAPI_URL=http://localhost\nALLOWED_HOSTS=localhost\n"
    (tmp_path / ".env").write_text(lines)
    assert read_environment(tmp_path, PROJECT)["API_URL"] == "http://localhost"
    (tmp_path / ".env").write_text("CORPUS_DIR=texts\nAPI_URL=http://localhost\n")
    assert read_environment(tmp_path, PROJECT)["API_URL"] == "http://localhost"


@pytest.mark.parametrize(
    ("value", "read"),
    [("'1, 22'", {1, 22}), ('"1"', {1}), ("''", set()), ("1, 22", {1, 22})],
)
def test_quotes_in_the_environment_are_those_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str, read: set[int]
) -> None:
    """`--env-file` of podman and docker leaves them to the program."""
    monkeypatch.setenv("TELEGRAM_ADMIN_IDS", value)
    assert read_settings(tmp_path, tmp_path).telegram_admin_ids == read


def test_misspelt_name_in_the_environment_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_ALLOWED_CHAT", "1")
    with pytest.raises(SettingsError, match="the environment: TELEGRAM_ALLOWED_CHAT is no setting"):
        read_environment(tmp_path, tmp_path)


def test_an_empty_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    with pytest.raises(SettingsError, match="empty folder"):
        read_settings(tmp_path, tmp_path)
    (tmp_path / ".env" / "pyvenv.cfg").touch()
    assert read_settings(tmp_path, tmp_path).env_file is None


def _lead_nowhere(path: Path) -> None:
    path.symlink_to(path.parent / "gone")


def _lead_to_itself(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize("make", [_lead_nowhere, _lead_to_itself, os.mkfifo])
def test_what_is_no_file_is_not_passed_over(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """It may limit who may ask."""
    make(tmp_path / ".env")
    with pytest.raises(SettingsError) as caught:
        read_settings(tmp_path, tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / '.env'} ")


@pytest.mark.parametrize(
    "content",
    [
        b"A=1\nB='open\n",
        b"A=\xff\xfe\n",
        b"A=1\nMIN_CONFIDENCE\n",
        b"A='x\nTELEGRAM_ALLOWED_CHATS=5\nB='\n",
    ],
)
def test_broken_env_file_is_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ".env").write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        read_environment(tmp_path, PROJECT)
    assert str(tmp_path / ".env") in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_far_too_long_for_an_env_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("A=1\n" * 100_000)
    told = f"{path} has more than 256 KiB: it is no file of settings"
    with pytest.raises(SettingsError) as caught:
        read_environment(tmp_path, PROJECT)
    assert str(caught.value) == told
    with pytest.raises(SettingsError) as caught:
        write_env_file(path, {"GREETING": "a"})
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("leftover", " is no NAME=value"),
        ("two words", " is no NAME=value"),
        ("export HARBOUR", " is no NAME=value"),
        ("12345:secret", " is no NAME=value"),
        ("=x", " is no NAME=value"),
        ("STATE_DIR", ": STATE_DIR has no value: write NAME=value"),
        ("export STATE_DIR", ": STATE_DIR has no value: write NAME=value"),
    ],
)
def test_a_line_without_a_value_is_told_by_its_number(line: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text(f"A=1\n# A remark.\n\n\n{line}\nB=\n")
    with pytest.raises(SettingsError) as caught:
        read_environment(tmp_path, PROJECT)
    assert str(caught.value) == f"{path}: line 5{told}"


@pytest.mark.parametrize(
    "value", ["1,2", "a b", "it's", "C:\\new", "# no remark", "${HOME}", "münze"]
)
def test_what_is_written_into_a_file_is_read_from_it(tmp_path: Path, value: str) -> None:
    """Where a link leads, not in its place; nobody else may read it."""
    template, link = tmp_path / "template", tmp_path / "settings" / ".env"
    template.write_text("# What this is.\nGREETING=\n")
    write_env_file(link, {}, template)
    path = link.rename(tmp_path / "elsewhere")
    path.chmod(0o644)
    link.symlink_to(path)
    write_env_file(link, {"GREETING": value, "SHOW_FIELDS": "x"}, template)
    assert path.read_text("utf-8").startswith("# What this is.\nGREETING=")
    assert path.stat().st_mode & 0o077 == 0
    env = read_environment(link.parent, tmp_path)
    assert (env["GREETING"], env["SHOW_FIELDS"]) == (value, "x")
    assert link.is_symlink()


@pytest.mark.parametrize("end", ["\n", "\r", "\0", "\x85", "\u2028"])
def test_what_is_written_is_one_line(tmp_path: Path, end: str) -> None:
    """Or else who reads line by line, as podman does, finds a setting in a greeting."""
    with pytest.raises(SettingsError, match="line end"):
        write_env_file(tmp_path / ".env", {"GREETING": f"a{end}LOG_LEVEL=ERROR"})
    assert not list(tmp_path.iterdir())


def test_a_pipe_or_a_device_is_no_env(tmp_path: Path) -> None:
    (tmp_path / ".env").symlink_to("pipe")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="is no regular file"):
        write_env_file(tmp_path / ".env", {"GREETING": "a"})
    assert (tmp_path / "pipe").is_fifo()


def test_a_value_that_ends_with_a_backslash_takes_no_other_in(tmp_path: Path) -> None:
    """As older versions of python-dotenv had it."""
    values = {"GREETING": "x y\\", "SHOW_FIELDS": " LOG_LEVEL=ERROR #"}
    write_env_file(tmp_path / ".env", values)
    env = read_environment(tmp_path, tmp_path)
    assert {name: env[name] for name in values} == values
    assert env.get("LOG_LEVEL") != "ERROR"


def test_what_is_written_stands_where_it_is_explained(tmp_path: Path) -> None:
    """Also where the example has it as a comment."""
    template = tmp_path / "template"
    template.write_text("# Where they are.\n#INDEX_DIR=\n\n# Of what.\n#CORPUS_DIR=\n")
    write_env_file(tmp_path / ".env", {"CORPUS_DIR": "a"}, template)
    assert (tmp_path / ".env").read_text() == (
        "# Where they are.\n#INDEX_DIR=\n\n# Of what.\nCORPUS_DIR=a\n"
    )


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_else_stands_in_a_file_stays_with_its_line_ends(tmp_path: Path, end: str) -> None:
    lines = ["# Mine", "", "export GREETING=a", "", "SHOW_FIELDS = 'a", "b'", "LOG_LEVEL=INFO"]
    path = tmp_path / ".env"
    path.write_bytes(end.join(lines).encode())
    write_env_file(path, {"GREETING": "b c", "INDEX_DIR": "i", "LOG_LEVEL": "ERROR"})
    lines[2:3], lines[-1:] = ["export GREETING='b c'"], ["LOG_LEVEL=ERROR", "INDEX_DIR=i", ""]
    assert path.read_bytes() == end.join(lines).encode()


def test_a_file_where_the_folder_of_settings_belongs_is_named(tmp_path: Path) -> None:
    (tmp_path / "footnote").touch()
    with pytest.raises(SettingsError, match=r"footnote is no folder: move it out of the way"):
        write_env_file(tmp_path / "footnote" / ".env", {})


@pytest.mark.parametrize("second", ["", "TELEGRAM_ALLOWED_CHATS=", "TELEGRAM_ALLOWED_CHATS=778"])
def test_a_setting_that_is_set_twice_otherwise_is_refused(tmp_path: Path, second: str) -> None:
    """Or a list of who may ask would end with an empty line far below it."""
    same = "TELEGRAM_ALLOWED_CHATS=777"
    lines = "TELEGRAM_ALLOWED_CHATS=", same, same, "X=1", "X=2", second
    (tmp_path / ".env").write_text("\n".join(lines))
    if not second:
        assert read_environment(tmp_path, tmp_path)["TELEGRAM_ALLOWED_CHATS"] == "777"
        return
    with pytest.raises(SettingsError, match="line 6: TELEGRAM_ALLOWED_CHATS is set above as well"):
        read_environment(tmp_path, tmp_path)


@pytest.mark.parametrize(
    ("token", "secret"), [("123456:" + "A" * 35, "A" * 35), ("123456:The", ""), (None, "")]
)
def test_what_texts_may_have_by_chance_is_no_secret(token: str | None, secret: str) -> None:
    settings = make_settings(**({"TELEGRAM_BOT_TOKEN": token} if token else {}))
    assert settings.secret_of_token == secret
