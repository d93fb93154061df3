"""Addresses of the web in one form each: what is the same address is the same string."""

import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

MAX_ADDRESS = 2000
"""Characters."""

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,30}\.?|\[[0-9a-f:.]{2,45}\]")
_TRACKING = re.compile(
    r"(?:utm_[a-z_]{1,20}|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|igshid|_ga)(?:=.*)?"
)
"""What says by which way somebody came, and not which page it is."""
_SESSION = re.compile(
    r";jsessionid=[^/;?&]*|(?<=[?&])(?:(?:phpsessid|jsessionid|session_?id)=[^&]*|sid=[0-9a-f]{32})"
    r"(?:&|$)",
    re.IGNORECASE,
)
_KEPT_IN_PATH = "/%:@!$&'()*+,;=~-._"
_ESCAPE = re.compile("%[0-9A-Fa-f]{2}")
_DOTS = re.compile(r"/\.{1,2}(?:/|\Z)")


def normalise_address(address: str, base: str = "") -> str | None:
    """The http or https address that `address` is, seen from `base`, without fragment and what is
    there for tracking; None if it is none, holds a name and password, or is longer than an address
    may be."""
    address = address.strip(" \t\r\n\f")
    if not address or len(address) > MAX_ADDRESS:
        return None
    try:
        parts = urlsplit(urljoin(base, address) if base else address)
        port = parts.port
        host = _normalise_host(parts.hostname or "")
    except ValueError:
        return None
    is_known = parts.scheme in _PORTS and host is not None and port != 0
    if not is_known or "@" in parts.netloc or "\\" in address:
        return None
    netloc = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    query = "&".join(
        part for part in parts.query.split("&") if not _TRACKING.fullmatch(part.casefold())
    )
    path = _quote(_leave_out_dots(parts.path)) or "/"
    whole = urlunsplit((parts.scheme, netloc, path, _quote(query, "/?"), ""))
    return whole if len(whole) <= MAX_ADDRESS else None


def leave_out_session(address: str) -> str:
    """A normalised address without what numbers a visit, as some sites have it in all links: else
    each visit would find all pages anew. Not for where a page leads: it may insist on it."""
    return _SESSION.sub("", address).rstrip("?&")


def find_host(address: str) -> str:
    """Host and port of a normalised address, as they stand there."""
    return urlsplit(address).netloc


def find_origin(address: str) -> str:
    """Scheme, host and port of a normalised address: what has a robots.txt of its own."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def is_same_site(one: str, other: str) -> bool:
    """Whether two normalised addresses are of one site, by http or https, with "www." or without:
    one may say then what the other is called."""
    return _name_site(one) == _name_site(other)


def is_same_place(one: str, other: str) -> bool:
    """Whether two normalised addresses are one but for how the site is called, and a slash behind:
    what leads from one to the other leads to the same page, whatever that says by now."""
    first, second = urlsplit(one), urlsplit(other)
    is_path = first.path.rstrip("/") == second.path.rstrip("/") and first.query == second.query
    return is_path and is_same_site(one, other)


def is_below(address: str, start: str) -> bool:
    """Whether an address is of the same site as `start`, and no further up than the folder that
    `start` stands in, which is all of the site if that is its only part without a slash behind."""
    folder = urlsplit(start).path.rpartition("/")[0]
    return is_same_site(address, start) and urlsplit(address).path.startswith(f"{folder}/")


def _name_site(address: str) -> str:
    parts = urlsplit(address)
    return parts.netloc.removeprefix("www.")


def _normalise_host(host: str) -> str | None:
    host = host.rstrip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    host = f"[{host}]" if ":" in host else host.lower()
    return host if _HOST.fullmatch(host) else None


def _quote(text: str, further: str = "") -> str:
    """`text` with what is no character of an address escaped, and what is escaped as it stands,
    but for the case of its digits."""
    quoted = quote(text, safe=_KEPT_IN_PATH + further)
    # A percent sign that escapes nothing is itself escaped.
    quoted = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", quoted)
    return _ESCAPE.sub(lambda match: match[0].upper(), quoted)


def _leave_out_dots(path: str) -> str:
    if not _DOTS.search(path):
        return path
    kept: list[str] = []
    parts = path.split("/")
    for part in parts:
        if part == "..":
            if len(kept) > 1:
                kept.pop()
        elif part != ".":
            kept.append(part)
    if parts[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)
