"""Names by which others say who may ask: whoever believes in them lets everybody ask."""

from pathlib import Path

import pytest

from bot.config.environment import read_environment
from bot.config.settings import VARIABLES, SettingsError

_MAY = (
    *("TELEGRAM_ALLOWED_USERS", "TELEGRAM_ALLOW_IDS", "ALLOWED_USERS", "ALLOWED_USER_IDS"),
    *(
        "ALLOWED",
        "WHITELIST",
        "USER_WHITELIST",
        "CHAT_ALLOWLIST",
        "whitelisted_users",
        "ALLOW_ONLY",
    ),
    *("FOOTNOTE_ALLOWED_CHATS", "BOT_ALLOWED_USERNAMES", "TG_ALLOWED_GROUPS", "RESTRICT_TO_USERS"),
    *("AUTHORIZED_USERS", "authorised_ids", "PERMITTED_CHATS", "USERS_ALLOWED", "AUTH_CHATS"),
    *("ALLOWED_TELEGRAM_USER_IDS", "WHITE_LIST", "TRUSTED_USERS", "ALLOWED_CHANNELS"),
)
_MAY_NOT = "BLACKLIST", "BANNED_USERS", "BLOCKED_IDS", "TELEGRAM_BLOCKED_USERS", "DENYLIST"
_RULE = "ADMINS", "ADMIN_ID", "BOT_ADMINS", "OWNER_ID", "TELEGRAM_ADMIN_USERS", "SUDO_USERS"
_OTHERS = (
    *("ALLOWED_HOSTS", "DJANGO_ALLOWED_HOSTS", "CORS_ALLOWED_ORIGINS", "IP_WHITELIST", "GROUP"),
    *("ADMIN_EMAIL", "ADMIN_PASSWORD", "ADMIN_USER", "GRAFANA_ADMIN_USER", "USER", "USERS", "PUID"),
    *("ADMIN", "OWNER", "ALLOW", "BLOCK", "DENY", "RESTRICTED", "AUTH", "AUTH_ID_TOKEN", "SUDO"),
    *("TELEGRAM_CHAT_ID", "CHAT_ID", "ALLOW_EMPTY_PASSWORD", "BLOCK_SIZE", "REPO_OWNER", "LIST"),
)


def write(folder: Path, *names: str) -> None:
    lines = [f"{name}=1" for name in names]
    (folder / ".env").write_text("\n".join(["TELEGRAM_BOT_TOKEN=", *lines, ""]))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        *((name, "is no setting: do you mean TELEGRAM_ALLOWED_CHATS?") for name in _MAY),
        *((name, "is no setting, and keeps nobody out: TELEGRAM_ALLOWED_C") for name in _MAY_NOT),
        *((name, "is no setting: do you mean TELEGRAM_ADMIN_IDS?") for name in _RULE),
    ],
)
def test_in_a_file_of_ours_it_is_one_line(name: str, told: str, tmp_path: Path) -> None:
    write(tmp_path, name)
    with pytest.raises(SettingsError) as caught:
        read_environment(tmp_path, tmp_path)
    assert f"line 2: {name} {told}" in str(caught.value)


def test_an_empty_value_limits_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_WHITELIST", " ")
    (tmp_path / ".env").write_text("TELEGRAM_BOT_TOKEN=\nALLOWED_USERS=\nADMINS=\n")
    assert read_environment(tmp_path, tmp_path)["ALLOWED_USERS"] == ""


def test_names_of_other_programs_are_none(tmp_path: Path) -> None:
    write(tmp_path, *_OTHERS, *(name for name in VARIABLES if name != "TELEGRAM_BOT_TOKEN"))
    assert read_environment(tmp_path, tmp_path)["ALLOWED_HOSTS"] == "1"
    (tmp_path / ".env").write_text("ALLOWED_USERS=1\nADMINS=1\n")  # of another program
    assert read_environment(tmp_path, tmp_path)["ADMINS"] == "1"


@pytest.mark.parametrize(
    "name", ["TELEGRAM_ALLOWED_USERS", "TELEGRAM_WHITELIST", "FOOTNOTE_ADMINS", "TELEGRAM_BANNED"]
)
def test_in_the_environment_it_is_one_line_where_nothing_else_says_who_may_ask(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "1")
    with pytest.raises(SettingsError, match=f"the environment: {name} is no setting"):
        read_environment(tmp_path, tmp_path)
    write(tmp_path, "TELEGRAM_ALLOWED_CHATS")
    assert read_environment(tmp_path, tmp_path)[name] == "1"


def test_the_environment_is_that_of_other_programs_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "ALLOWED_USERS",
        "WHITELIST",
        "ADMINS",
        "TELEGRAM_OWNER_ID",
        *_OTHERS,
        "TELEGRAM_ALLOWED_UPDATES",
    ):
        monkeypatch.setenv(name, "1")
    assert read_environment(tmp_path, tmp_path)["WHITELIST"] == "1"
