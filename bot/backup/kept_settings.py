"""The settings of a back-up: those that are neither secret nor of the machine they were made on."""

import re
from collections.abc import Mapping
from pathlib import Path

from bot.config.environment import fits_a_line, read_env_file, read_given
from bot.config.settings import VARIABLES, Settings, SettingsError
from bot.monitoring.logs import redact_tokens
from bot.text.citations import cut_text

_LEFT_OUT = re.compile(
    r"(?:TOKEN|KEY|URL|DIR|PORT|HOST|LISTEN|ADDRESS)$|SECRET|PASSWORD|(?:WEBHOOK|METRICS)_"
)
"""Secrets; and where files lie and servers are, which is elsewhere on another machine. A Bot API
server is given the token, so that no file that somebody else may have made names it."""

_WITH_PASSWORD = re.compile(r"//[^/\s]*@")
_WITH_QUERY = re.compile(r"\bhttps?://[^\s?#]*\?", re.IGNORECASE)
_ADDRESSES = ("WEB_PAGES", "WEB_FEEDS", "WEB_SITEMAPS", "WEB_SITES")
"""Lists of addresses, with blanks between them."""

GRANTS = ("TELEGRAM_ADMIN_IDS", "TELEGRAM_ALLOWED_CHATS", "WEB_ALLOWED_HOSTS")
"""Who may do what, and what may be reached: to be looked at by who takes over another's back-up."""


def is_kept(name: str) -> bool:
    """Whether a setting is in a back-up."""
    return name in VARIABLES and not _LEFT_OUT.search(name)


_MAX_REASON = 200


def choose_settings(given: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Those of `given`, values by name, that are in a back-up, and by name why others are not, as
    their value is a path or has in it what may be secret. Of a list of addresses each is looked at
    by itself. Each that is kept is one line: those that may have more mean the same with blanks."""
    kept: dict[str, str] = {}
    left_out: dict[str, str] = {}
    for name in filter(is_kept, VARIABLES):
        value = given.get(name, "")
        if len(value.splitlines()) > 1:
            value = " ".join(value.split())
        parts = value.split() if name in _ADDRESSES else [value] if value.strip() else []
        reasons = [reason for part in parts if (reason := _find_reason(part))]
        if reasons:
            left_out[name] = reasons[0]
            value = " ".join(part for part in parts if not _find_reason(part))
        if value.strip():
            kept[name] = value
    return kept, left_out


def choose_restored(values: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Those of the settings of a back-up that are taken over, and of each other one why it is not:
    with one that cannot be read nothing would run. What no back-up has is passed over."""
    chosen, left_out = choose_settings(values)
    told = [f"{name} {reason}" for name, reason in left_out.items()]
    for name, value in list(chosen.items()):
        try:
            Settings.from_env({name: value}, Path(), Path())
        except SettingsError as exc:
            del chosen[name]
            told.append(cut_text(str(exc), _MAX_REASON))
    return chosen, told


def find_left(state_dir: Path) -> Path:
    """The file of the settings of a back-up that did not count when it was restored."""
    return state_dir / "restored.env"


def list_left(settings: Settings) -> list[str]:
    """The names of those that still have no value: its owner may have chosen another.

    :raises SettingsError: if one of the files cannot be read.
    """
    left = read_env_file(find_left(settings.state_dir))
    given = read_given(settings.env_file) if left else {}
    return [name for name, value in left.items() if value and name not in given]


def _find_reason(value: str) -> str:
    """Why the value is not in a back-up; "" if it is."""
    path = Path(value)
    leads_out = ".." in path.parts and "://" not in value
    if value.startswith("~") or path.is_absolute() or leads_out:
        return "is a path on this machine"
    if redact_tokens(value) != value or _WITH_PASSWORD.search(value):
        return "has a token or a password in it"
    if _WITH_QUERY.search(value):
        return "has an address with a query, which may be a secret"
    if not fits_a_line(value):
        return "has a control character in it"
    return ""
