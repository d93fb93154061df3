"""The address of a database in which several bots keep what they know."""

import re
from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

_SCHEMES = ("postgresql", "postgres")
_SECRETS = ("password", "sslpassword")
"""Parameters of an address, as libpq has them."""

_HOSTS = re.compile(r"(?:[\w.-]*|\[[\w:.%]+\])(?::\d{1,5})?")
_USERINFO = re.compile(r"(?<=//)[^/@\s]*@")


@dataclass(frozen=True, slots=True)
class StateUrl:
    """A database of PostgreSQL: `url` is as libpq takes it, with user, password and parameters. It
    shows itself, also by `repr`, as where it is, without those."""

    url: str = field(repr=False)

    def __str__(self) -> str:
        parts = urlsplit(self.url)
        socket = dict(parse_qsl(parts.query)).get("host")
        told = f"postgresql://{parts.netloc.rpartition('@')[2]}{parts.path}"
        return f"{told}?host={socket}" if socket else told

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
    """The address; None if it is none of PostgreSQL's. Parameters are left to libpq."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    # An "@" behind the host ends a password with what has a meaning in an address: what is taken
    # for the host is a part of it, and would be shown.
    is_one = parts.scheme in _SCHEMES and not parts.fragment and "@" not in parts.path + parts.query
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
