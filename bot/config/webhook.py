"""The settings of the webhook, by which Telegram hands over updates instead of being polled."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

DEFAULT_LISTEN = "127.0.0.1:8443"
PORTS = (443, 80, 88, 8443)
"""Those that Telegram calls."""

_PATH = re.compile(r"[A-Za-z0-9/._~%-]*")
_SOCKET = "unix:"
_MAX_HOST_CHARACTERS = 253
_NAME = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*(?<![_-])")
_IPV6 = re.compile(r"[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9._-]+)?")


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """`url` is what Telegram is told to call, and what stands before the bot passes on to where it
    listens: at `host` and `port`, or at `socket`, if that is a path."""

    url: str
    host: str
    port: int
    socket: Path | None = None

    @property
    def path(self) -> str:
        """The path of `url`: the only one that is answered."""
        return urlsplit(self.url).path or "/"

    @property
    def place(self) -> str:
        """Where the bot listens, as the setting has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{_SOCKET}{self.socket}" if self.socket else f"{host}:{self.port}"


def is_webhook_url(url: str, is_own_server: bool) -> bool:
    """Whether Telegram takes `url`: https, at one of its ports, and without what may be secret. A
    Bot API server of one's own calls http, and any port, too."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    is_plain = not (parts.username or parts.password or parts.query or parts.fragment)
    is_served = is_own_server or (parts.scheme == "https" and port in (None, *PORTS))
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0
    return is_web and is_served and is_plain and bool(_PATH.fullmatch(parts.path))


def is_host(host: str) -> bool:
    """Whether it may be a name or an address to listen at: what has no form of one is no mistake of
    the network's, but ends its look-up."""
    is_one = _NAME.fullmatch(host) or _IPV6.fullmatch(host)
    return bool(is_one) and len(host) <= _MAX_HOST_CHARACTERS


def read_listen(listen: str, working_dir: Path) -> tuple[str, int, Path | None] | None:
    """Host, port and socket of an address to listen at, as 127.0.0.1:8443, [::1]:8443 or
    unix:/run/footnote.sock; None if it is none."""
    if listen.startswith(_SOCKET):
        path = listen.removeprefix(_SOCKET)
        return ("", 0, working_dir / path) if path and "\0" not in path else None
    try:
        parts = urlsplit(f"//{listen}")
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    is_bare = parts.netloc == listen and "@" not in listen
    return (host, port, None) if is_bare and host and port and is_host(host) else None
