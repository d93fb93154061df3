"""A test double of Telegram's Bot API server; see ``TelegramServer``.

It is stricter than Telegram: what that would silently drop, clamp or change is refused, with a
text that begins with "Bad Request: strict test server". Not simulated, and refused: files of the
bot, business connections, inline results other than articles of text, Markdown, reply keyboards,
replies into other chats. Not simulated, and not noticed: ages (48 hours to delete), topics in
private chats, the cache of inline answers, guest mode in chats of two users, which custom emoji a
bot may use, link previews themselves. Only when a test asks for it: sending limits.
"""

from tests.telegram_server.calls import Call
from tests.telegram_server.chats import Chat, SentMessage, Topic, User
from tests.telegram_server.inline import InlineAnswer, InlineResult
from tests.telegram_server.limits import LimitBreach
from tests.telegram_server.refusals import ApiError
from tests.telegram_server.server import TelegramServer

__all__ = [
    "ApiError",
    "Call",
    "Chat",
    "InlineAnswer",
    "InlineResult",
    "LimitBreach",
    "SentMessage",
    "TelegramServer",
    "Topic",
    "User",
]
