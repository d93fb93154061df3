"""Requests to Telegram, through the proxy that the environment names, if it names one."""

from typing import Any

import httpx
from telegram.request import HTTPXRequest

from bot.config.settings import SettingsError


def make_request(httpx_kwargs: dict[str, Any]) -> HTTPXRequest:
    """A request by one connection.

    :raises SettingsError: if there is a proxy that cannot be used as it is named. Its address is
        not said, as a password may stand in it.
    """
    try:
        return HTTPXRequest(1, httpx_kwargs=httpx_kwargs)
    except RuntimeError as exc:  # the library's of a package that is missing
        raise SettingsError(
            "ALL_PROXY or HTTPS_PROXY names a SOCKS proxy, which needs another package: "
            'pip install "python-telegram-bot[socks]" where Footnote is installed'
        ) from exc
    except (ValueError, httpx.InvalidURL) as exc:
        raise SettingsError(
            "ALL_PROXY, HTTPS_PROXY or HTTP_PROXY names no proxy that can be used: write "
            "http://host:port or socks5://host:port"
        ) from exc
