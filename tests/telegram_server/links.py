"""The links that Telegram accepts in text_link entities, buttons and previews."""

import re
from urllib.parse import urlsplit

from tests.telegram_server.refusals import bad_request

_FORBIDDEN_IN_URL = re.compile(r"[\s<>\"]")


def check_link(url: str, what: str, *, schemes: tuple[str, ...] = ("http", "https", "tg")) -> None:
    """Refuse an invalid link.

    Stricter than Telegram in one point: it takes "example.com" for "http://example.com".
    """
    problem = _find_problem(url, schemes)
    if problem is not None:
        raise bad_request(f"{what} URL '{url}' is invalid: {problem}")


def is_link(url: str, schemes: tuple[str, ...]) -> bool:
    return _find_problem(url, schemes) is None


def _find_problem(url: str, schemes: tuple[str, ...]) -> str | None:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return "Wrong HTTP URL"
    if parts.scheme not in schemes:
        return "Unsupported URL protocol"
    if not host:
        return "URL host is empty"
    # An IPv6 address has colons and needs no dot.
    is_complete = parts.scheme == "tg" or "." in host or ":" in host
    return None if is_complete and not _FORBIDDEN_IN_URL.search(url) else "Wrong HTTP URL"
