"""The commands: what the menus show, and what /help says of them."""

from telegram import BotCommand

from bot.text.translation import gettext, gettext_noop, is_right_to_left

ASK, VERIFY = "ask", "verify"

SEARCHING = frozenset({VERIFY})
"""Commands, beside /ask, whose words are looked for in the articles, and so count as questions."""

_FOR_ALL = {
    ASK: gettext_noop("answer a question"),
    VERIFY: gettext_noop("check whether words are in the articles"),
    "sources": gettext_noop("the articles that I know"),
    "settings": gettext_noop("how I answer in this chat"),
    "privacy": gettext_noop("what I keep, and how long"),
    "forget": gettext_noop("forget what I keep of you or this chat"),
    "help": gettext_noop("what I can do"),
}
_FOR_ADMINS = {
    "add": gettext_noop("add an article: a file, or text after the command"),
    "remove": gettext_noop("remove an article"),
    "changed": gettext_noop("what the last rebuild changed"),
    "reindex": gettext_noop("rebuild the index"),
    "stats": gettext_noop("what readers thought of the answers"),
    "doctor": gettext_noop("check me for problems"),
    "follow": gettext_noop("make articles of what a channel posts"),
    "unfollow": gettext_noop("follow a channel no more"),
}
_IN_GROUPS = (ASK, VERIFY, "sources", "settings", "privacy")
"""There the menu is everybody's: only what is often needed."""

COMMAND_NAMES = frozenset({"start", *_FOR_ALL})
ADMIN_COMMAND_NAMES = frozenset(_FOR_ADMINS)
"""Names that other bots use, too, and that do nothing in groups but tell an admin so."""

_HELP = gettext_noop("""\
Ask me a question and I answer with quotes from my articles, word for word, each with its source. \
Where the articles hold no answer, I say so.

In private, just write your question; a question after it may say "it" or "they".
In a group, mention me, reply to one of my messages, or use /ask. In any chat, write my name and \
what you look for.

In reply to a message, /ask answers it and /verify looks for its words, or only for those in it \
that you marked.""")


def list_private() -> list[BotCommand]:
    """The menu of private chats, in the current language."""
    return _make(_FOR_ALL)


def list_group() -> list[BotCommand]:
    """The menu of groups."""
    return _make({name: _FOR_ALL[name] for name in _IN_GROUPS})


def list_admin() -> list[BotCommand]:
    """The menu of an admin's private chat."""
    return _make(_FOR_ALL | _FOR_ADMINS)


def describe_commands(is_admin: bool) -> str:
    """What the bot can do, for a reader."""
    commands = list_admin() if is_admin else list_private()
    # A line is laid out from its first letter on: without the mark these would be of English.
    mark = "\u200f" if is_right_to_left() else ""
    lines = [f"{mark}/{command.command} – {command.description}" for command in commands]
    return "\n".join([gettext(_HELP), "", *lines])


def _make(commands: dict[str, str]) -> list[BotCommand]:
    return [BotCommand(name, gettext(description)) for name, description in commands.items()]
