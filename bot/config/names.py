"""Names that are almost those of settings: taken for another program's, a misspelt list of those
who may ask would let everybody ask."""

import re
from difflib import get_close_matches

from bot.config.settings import VARIABLES, SettingsError

PREFIX = "TELEGRAM_"
WHO_MAY_ASK = "TELEGRAM_ALLOWED_CHATS"
_ADMINS = "TELEGRAM_ADMIN_IDS"
_ALMOST = 0.88
_OF_ACCESS = (
    *("TELEGRAM_BOT_TOKEN", _ADMINS),
    *(WHO_MAY_ASK, "TELEGRAM_LEAVE_FOREIGN_CHATS"),
)
_BOT = r"(?:(?:TELEGRAM|FOOTNOTE|TG|BOT)_)*"
_WHO = r"USERS?|IDS?|USER_?IDS?|USERNAMES?|CHATS?|CHANNELS?|GROUPS?|MEMBERS?|TELEGRAM_USER_?IDS?"
_MAY = r"ALLOW(?:ED)?|AUTH(?:ORI[SZ]ED)?|PERMITTED|RESTRICT(?:ED)?|TRUSTED|APPROVED"
_MAY_LIST = r"ALLOWED|(?:ALLOW|WHITE|ACCESS)_?LIST(?:ED)?"
_MAY_NOT = r"BLOCK(?:ED)?|BAN(?:NED|S)?|DENY|DENIED|FORBIDDEN"
_MAY_NOT_LIST = r"(?:BLOCK|BLACK|BAN|DENY)_?LIST(?:ED)?|BANNED|BLOCKED"
_BESIDE = rf"(?:_(?:{_WHO}|LIST|ONLY|TO))"
_LIMIT = (
    rf"{_BOT}(?:(?:(?:{_WHO})_)*(?:{{lists}}){_BESIDE}*"
    rf"|(?:(?:{_WHO})_)+(?:{{verbs}}){_BESIDE}*|(?:{{verbs}}){_BESIDE}+)"
)
"""A verb alone may be said of anything."""
_WHO_MAY = re.compile(_LIMIT.format(lists=_MAY_LIST, verbs=_MAY))
_WHO_MAY_NOT = re.compile(_LIMIT.format(lists=_MAY_NOT_LIST, verbs=_MAY_NOT))
_WHO_RULES = re.compile(
    rf"{_BOT}(?:(?:ADMIN|OWNER)(?:S|S?_(?:USER_?)?IDS?|S?_USERS|S?_LIST)"
    r"|ADMINISTRATORS(?:_IDS)?|SUDO_?(?:USERS|ERS|IDS))"
)
"""Not ADMIN_USER, which is whom another program lets in by a password, nor ADMIN alone."""


def check_name(
    name: str, where: str, *, may_lack_words: bool = False, is_ours: bool = False
) -> None:
    """What is set `where` by `name`. It `may_lack_words` in its middle, or the prefix, or be one by
    which others say who may ask, if what it stands in `is_ours`.

    :raises SettingsError: if it is almost that of a setting.
    """
    if name in VARIABLES:
        return
    meant = get_close_matches(name.upper(), VARIABLES, 1, _ALMOST)
    if is_ours and f"{PREFIX}{name.upper()}" in _OF_ACCESS:
        meant = [f"{PREFIX}{name.upper()}"]
    elif is_ours and name.upper().startswith(f"{PREFIX}ALLOW"):
        meant = [WHO_MAY_ASK]
    elif is_ours and not meant:
        _check_access(name, where)
    if may_lack_words and not meant:
        meant = [known for known in VARIABLES if _lacks_words(name.upper(), known)]
    if meant:
        raise _refuse(name, where, meant[0])


def check_limits(name: str, where: str) -> None:
    """The same `where` other programs have names, too, and nothing says who may ask.

    :raises SettingsError: if `name`, which begins as if it were ours, says that of a bot.
    """
    # Of another bot, too, somebody is an admin.
    prefixes = ("FOOTNOTE_",) if _WHO_RULES.fullmatch(name) else (PREFIX, "FOOTNOTE_")
    if name.startswith(prefixes) and name not in VARIABLES:
        _check_access(name, where)


def _check_access(name: str, where: str) -> None:
    """:raises SettingsError: if all that it says is who may ask, who may not, or who rules."""
    shown = name.upper()
    if _WHO_MAY_NOT.fullmatch(shown):
        raise SettingsError(
            f"{where}: {name} is no setting, and keeps nobody out: {WHO_MAY_ASK} names those who "
            "may ask"
        )
    if _WHO_MAY.fullmatch(shown):
        raise _refuse(name, where, WHO_MAY_ASK)
    if _WHO_RULES.fullmatch(shown):
        raise _refuse(name, where, _ADMINS)


def _refuse(name: str, where: str, meant: str) -> SettingsError:
    return SettingsError(f"{where}: {name} is no setting: do you mean {meant}?")


def _lacks_words(name: str, known: str) -> bool:
    """As TELEGRAM_TOKEN, which others call it."""
    words, all_words = name.split("_"), known.split("_")
    has_ends = (words[0], words[-1]) == (all_words[0], all_words[-1])
    return len(words) > 1 and has_ends and set(words) < set(all_words)
