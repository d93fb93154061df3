"""The address of an article that opens where a quote stands: at a page, a time, or a post."""

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit, urlunsplit

from corpus import Locator

PAGES = ("page", "scan")
"""Kinds of places that are pages."""
_MEDIA = frozenset(
    (".mp4", ".m4v", ".webm", ".ogv", ".mov", ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav")
)
_PLAYERS = ("youtube.com", "youtube-nocookie.com", "youtu.be", "vimeo.com", "twitch.tv")
"""Whose pages show a recording, and nothing of what is said there in words."""
_TIMES_IN_FRAGMENT = ("vimeo.com",)
_POST = re.compile(r"(https://t\.me/(?:c/)?\w+/)\d+")
"""Of a channel; another one of it has the same address but for its number."""
_TIME = re.compile(r"(?:^|&)(?:t|start|time_continue)=[\dhms.:]*(?=&|$)")
"""Of a link that was copied while the recording played."""


def open_place(url: str, locator: Locator | None) -> str:
    """`url` with the place that `locator` names: of a file with pages the page, as RFC 8118 has it;
    of a recording the time, as W3C's Media Fragments have it for the file itself, and otherwise
    as `t=` in the query, as players of the web do; of a channel's posts the one. As it is, if there
    is no such place."""
    if locator is None or locator.kind == "row":
        return url
    if locator.kind == "post":
        found = _POST.fullmatch(url)
        return f"{found[1]}{locator.value}" if found else url
    if locator.kind in PAGES:
        return _add_to_fragment(url, f"page={locator.value}")
    return _open_time(url, locator.value) if locator.value else url


def shows_words(url: str, locator: Locator | None) -> bool:
    """Whether what opens there is a page on which a browser may find words."""
    if locator is None or locator.kind in ("row", "post"):
        return True
    return locator.kind == "time" and not _is_media(url) and not _is_of(url, _PLAYERS)


def _open_time(url: str, seconds: int) -> str:
    if _is_media(url):
        return _add_to_fragment(url, f"t={seconds}")
    parts = urlsplit(url)
    if _is_of(url, _TIMES_IN_FRAGMENT):
        return urlunsplit(parts._replace(fragment=f"t={seconds}s"))
    others = _TIME.sub("", parts.query).strip("&")
    query = f"{others}&t={seconds}" if others else f"t={seconds}"
    fragment = _TIME.sub("", parts.fragment)
    return urlunsplit(parts._replace(query=query, fragment=fragment))


def _add_to_fragment(url: str, name: str) -> str:
    return f"{url}{'&' if '#' in url else '#'}{name}"


def _is_media(url: str) -> bool:
    return PurePosixPath(urlsplit(url).path).suffix.casefold() in _MEDIA


def _is_of(url: str, sites: tuple[str, ...]) -> bool:
    host = (urlsplit(url).hostname or "").rstrip(".")
    return any(host == site or host.endswith(f".{site}") for site in sites)
