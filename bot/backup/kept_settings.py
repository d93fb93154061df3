"""The settings of a back-up: those that are neither secret nor of the machine they were made on."""

import re
from collections.abc import Mapping
from pathlib import Path

from bot.config.settings import VARIABLES
from bot.monitoring.logs import redact_tokens

_LEFT_OUT = re.compile(
    r"(?:TOKEN|KEY|URL|DIR|PORT|HOST|LISTEN|ADDRESS)$|SECRET|PASSWORD|(?:WEBHOOK|METRICS)_"
)
"""Secrets; and where files lie and servers are, which is elsewhere on another machine. A Bot API
server is given the token, so that no file that somebody else may have made names it."""

_WITH_PASSWORD = re.compile(r"//[^/\s]*@")


def is_kept(name: str) -> bool:
    """Whether a setting is in a back-up."""
    return name in VARIABLES and not _LEFT_OUT.search(name)


def choose_settings(given: Mapping[str, str]) -> dict[str, str]:
    """Those of `given`, values by name, that are in a back-up, also none whose value has a token or
    a password in it, or is a path."""
    return {
        name: given[name]
        for name in VARIABLES
        if is_kept(name) and given.get(name, "").strip() and not _is_of_here(given[name])
    }


def _is_of_here(value: str) -> bool:
    if value.startswith("~") or Path(value).is_absolute():
        return True
    return redact_tokens(value) != value or bool(_WITH_PASSWORD.search(value))
