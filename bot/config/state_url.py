"""The address of a database in which several bots keep what they know."""

import re
from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

_SCHEME = re.compile(r"postgres(?:ql)?(?=://)", re.IGNORECASE)
_SECRETS = ("password", "sslpassword")
"""Parameters of an address, as libpq has them."""

_SHOWN = ("host", "hostaddr", "port", "dbname", "service")
_PLAIN = re.compile(r"[\w.,:/~+-]+")
"""A parameter may have a password where none belongs; one of these signs alone is shown."""

_HOSTS = re.compile(r"(?:(?:[\w.-]|%[0-9A-Fa-f]{2})*|\[[\w:.%]+\])(?::\d{0,5})?")
"""Also the folder of a socket, percent-encoded, as libpq takes it."""
_USERINFO = re.compile(r"(?<=//)[^/@\s]*@")


@dataclass(frozen=True, slots=True)
class StateUrl:
    """A database of PostgreSQL: `url` is as libpq takes it, with user, password and parameters. It
    shows itself, also by `repr`, as where it is, without those."""

    url: str = field(repr=False)

    def __str__(self) -> str:
        parts = urlsplit(self.url)
        named = dict(parse_qsl(parts.query))
        shown = "&".join(
            f"{name}={named[name]}" for name in _SHOWN if _PLAIN.fullmatch(named.get(name, ""))
        )
        told = f"postgresql://{parts.netloc.rpartition('@')[2]}{parts.path}"
        return f"{told}?{shown}" if shown else told

    def __repr__(self) -> str:
        return f"StateUrl({str(self)!r})"

    @property
    def secrets(self) -> tuple[str, ...]:
        """Each password in it, as it is and as it is written there."""
        parts = urlsplit(self.url)
        written = parts.netloc.rpartition("@")[0].partition(":")[2]
        given = [value for name, value in parse_qsl(parts.query) if name in _SECRETS]
        return tuple(filter(None, {written, unquote(written), *given}))


def read_state_url(value: str) -> StateUrl | None:
    """The address; None if it is none of PostgreSQL's. Parameters are left to libpq, which knows
    schemes in small letters alone."""
    scheme = _SCHEME.match(value)
    if scheme is None:
        return None
    value = scheme[0].lower() + value[scheme.end() :]
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    # An "@" behind the host ends a password with what has a meaning in an address: what is taken
    # for the host is a part of it, and would be shown.
    is_one = not parts.fragment and "@" not in parts.path + parts.query
    hosts = parts.netloc.rpartition("@")[2].split(",")
    if not is_one or not all(map(_HOSTS.fullmatch, hosts)) or any(c.isspace() for c in value):
        return None
    return StateUrl(value) if _names_database(parts) else None


def redact_addresses(text: str) -> str:
    """`text` in which no address has a user's name and password."""
    return _USERINFO.sub("", text)


def _names_database(parts: SplitResult) -> bool:
    names = dict(parse_qsl(parts.query))
    return len(parts.path) > 1 or "dbname" in names or "service" in names
