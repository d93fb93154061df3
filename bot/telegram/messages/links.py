"""Links: to a quote on its article's page, to a message, and into a private chat with the bot."""

import re
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

from telegram import Chat
from telegram.constants import ChatType

from bot.text.citations import cut_text
from bot.text.opened_places import open_place, shows_words
from corpus import Locator

_WHOLE_CHARACTERS = 100
"""A quote up to this length stands in the link as it is, a longer one as its ends."""
_END_WORDS = 5
_MAX_END_CHARACTERS = 60
_MAX_FRAGMENT_CHARACTERS = 1500
"""Of all quotes on one page together; the first stands in the link in any case."""
_TELEGRAMS_HOSTS = ("t.me", "telegram.me", "telegram.dog")
"""Links to these open a message or a chat, and no page."""
_NOT_IN_URLS = re.compile(r"[\s<>\"]")
_HOST = re.compile(r"(?=[^.]*\.)(?:[\w.~!$&'()*+,;=%-]|[^\x00-\x7f])+|[0-9a-f:.]*:[0-9a-f:.]*")
"""A name with a dot, or an address of IPv6."""

START_READING = "r_"
"""What the parameter of /start begins with if a passage's id follows."""


def link_passage(url: str, *quoted: str, locator: Locator | None = None) -> str:
    """`url` with a text fragment, so that a browser opens the page at the first of the words
    `quoted`, and shows the others; a link to Telegram, which has no such pages, as it is. Of a file
    whose pages are counted, of a recording, or of posts the link opens the page, the time or the
    post that `locator` names.

    The syntax is that of https://wicg.github.io/scroll-to-text-fragment/: `text=start,end`, where
    "-", "," and "&" are percent-encoded as everything else is that a URL does not take; of several
    an "&" stands between two.
    """
    directives = list(dict.fromkeys(map(_make_directive, quoted)))
    while len(directives) > 1 and sum(map(len, directives)) > _MAX_FRAGMENT_CHARACTERS:
        directives.pop()
    if _is_telegrams(url):
        return open_place(url, locator)
    if not directives:
        return url
    shows = shows_words(url, locator)
    url = open_place(url, locator)
    if not shows:
        return url
    separator = ":~:" if "#" in url else "#:~:"
    return f"{url}{separator}{'&'.join(directives)}"


def _is_telegrams(url: str) -> bool:
    host = (urlsplit(url).hostname or "").rstrip(".")
    return any(host == name or host.endswith(f".{name}") for name in _TELEGRAMS_HOSTS)


def _make_directive(quoted: str) -> str:
    words = quoted.split()
    start, end = " ".join(words[:_END_WORDS]), " ".join(words[-_END_WORDS:])
    is_one_line = "\n" not in quoted.strip()
    if (len(quoted) <= _WHOLE_CHARACTERS and is_one_line) or len(words) < 2 * _END_WORDS:
        directive = _encode(quoted.strip())
    elif max(len(start), len(end)) > _MAX_END_CHARACTERS:
        # Of text without spaces the beginning has to do.
        directive = _encode(cut_text(start, _MAX_END_CHARACTERS).removesuffix("…"))
    else:
        directive = f"{_encode(start)},{_encode(end)}"
    return f"text={directive}"


def make_link(url: str) -> str | None:
    """`url` as Telegram takes it for a link; None for what it refuses, and the whole message with
    it, such as a host without a dot."""
    url = _NOT_IN_URLS.sub(lambda found: percent_encode(found[0]), url)
    try:
        parts = urlsplit(url)
        host, port, user = parts.hostname or "", parts.port, parts.username
    except ValueError:
        return None
    # What stands before an "@" may look like the host.
    is_link = _HOST.fullmatch(host) and port != 0 and user is None
    return url if is_link and parts.scheme in ("http", "https") else None


def link_private(username: str, passage_id: str) -> str:
    """A link that opens the private chat with the bot `username` at a passage."""
    return f"https://t.me/{username}?start={START_READING}{passage_id}"


def link_message(chat: Chat, message_id: int, topic: int) -> str | None:
    """A link to a message of a supergroup, which its members can open, in its topic if that is not
    0; None for chats of other kinds, whose messages have no links."""
    if chat.type != ChatType.SUPERGROUP:
        return None
    place = chat.username or f"c/{str(chat.id).removeprefix('-100')}"
    path = [place, *([str(topic)] if topic else []), str(message_id)]
    return f"https://t.me/{'/'.join(path)}"


def read_start(parameter: str) -> str | None:
    """The id of the passage that `parameter`, of /start, asks for; None if it asks for none."""
    match = re.fullmatch(rf"{START_READING}([a-z0-9]{{1,32}})", parameter)
    return match[1] if match else None


def _encode(text: str) -> str:
    return percent_encode(" ".join(text.split()), safe="").replace("-", "%2D")
