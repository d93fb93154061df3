"""Whether a message is meant for the bot, and what it asks."""

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

from bot.telegram.messages.menu import ADMIN_COMMAND_NAMES, COMMAND_NAMES

_AROUND_MENTION = " \t\n,:;.—–-"


def find_question(message: Message, bot: User) -> str | None:
    """What `message` asks the bot; `""` if it is addressed without a question, None if it is not
    addressed. Everything is, in a private chat; elsewhere a mention or a reply to the bot is, with
    words and without a command, which may be another bot's.

    A mention with nothing else, in reply to somebody's message, asks what that message says, or
    the phrase that was marked in it.
    """
    if message.via_bot and message.via_bot.id == bot.id:
        return None  # a quote of ours, that somebody chose in inline mode
    text = message_text(message)
    is_private = message.chat.type == ChatType.PRIVATE
    if not is_private and (not text or _find_command(message)):
        return None
    mention = _find_mention(message, bot)
    if mention is not None:
        rest = _cut_out(text, *mention)
        return rest or _replied_question(message, bot)
    return text.strip() if is_private or _is_reply_to(message, bot) else None


def is_addressed(message: Message, bot: User) -> bool:
    """Whether `message` asks or tells the bot anything: a command of its own included."""
    return _is_ours(message, bot) or find_question(message, bot) is not None


def is_from_person(message: Message) -> bool:
    """Whether somebody wrote `message`: also an anonymous admin or a person who speaks as a
    channel, but no bot, and no channel whose posts are forwarded to their discussion group."""
    if message.is_automatic_forward:
        return False
    return message.sender_chat is not None or not (message.from_user and message.from_user.is_bot)


def sender_id(message: Message) -> int:
    """Who wrote `message`: the chat that is shown as its sender, or else the user."""
    if message.sender_chat is not None:
        return message.sender_chat.id
    return message.from_user.id if message.from_user else message.chat.id


def find_asked(message: Message, bot: User) -> str | None:
    """What `message` asks the bot, be it by /ask or otherwise; None if it asks nothing, as with
    any other command."""
    if is_command(message, bot):
        return command_question(message, bot) if is_command(message, bot, "ask") else None
    return find_question(message, bot)


def command_question(message: Message, bot: User) -> str:
    """What is asked by a message that begins with a command: the text after it, or else the
    message that it replies to, or what is marked in it; `""` if there is neither."""
    return _behind_command(message) or _replied_question(message, bot)


def command_words(message: Message) -> str:
    """The words that a command is about: those after it, marked in the message that it replies
    to, or all of that message, whoever wrote it; `""` if there are none."""
    marked = message.quote.text if message.quote and message.quote.is_manual else ""
    replied = message_text(message.reply_to_message) if message.reply_to_message else ""
    return _behind_command(message) or (marked or replied).strip()


def is_marked(message: Message, question: str) -> bool:
    """Whether `question` is the phrase that was marked in the message that `message` replies to."""
    return bool(
        message.quote and message.quote.is_manual and question == message.quote.text.strip()
    )


def is_command(message: Message, bot: User, name: str | None = None) -> bool:
    """Whether `message`, or its caption, begins with a command, of that name if it is given, for
    this bot. What a command is Telegram says, and the library's filters go by it."""
    found = _find_command(message)
    if found is None:
        return False
    command, receiver = found
    for_us = not receiver or receiver == (bot.username or "").casefold()
    return for_us and name in (None, command)


def is_for_admins(message: Message) -> bool:
    """Whether an admins' command may be meant by `message`: in a group only if it says whose."""
    found = _find_command(message)
    return message.chat.type == ChatType.PRIVATE or bool(found and found[1])


def message_text(message: Message) -> str:
    """The message's text or caption, `""` if it has neither."""
    return message.text or message.caption or ""


def _is_ours(message: Message, bot: User) -> bool:
    """Whether `message` is a command of the bot's; a group may have other bots with other ones."""
    if any(is_command(message, bot, name) for name in COMMAND_NAMES):
        return True
    return is_for_admins(message) and any(
        is_command(message, bot, name) for name in ADMIN_COMMAND_NAMES
    )


def _find_command(message: Message) -> tuple[str, str] | None:
    """The command that `message` begins with, and whose it is, `""` if it does not say; both in
    lower case."""
    for entity in _entities(message):
        if entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
            name, _, receiver = message_text(message)[1 : entity.length].casefold().partition("@")
            return name, receiver
    return None


def _behind_command(message: Message) -> str:
    commands = (e for e in _entities(message) if e.type == MessageEntity.BOT_COMMAND)
    command = next(commands, None)
    if command is None:
        return message_text(message).strip()
    units = message_text(message).encode("utf-16-le")
    return units[2 * (command.offset + command.length) :].decode("utf-16-le").strip()


def _replied_question(message: Message, bot: User) -> str:
    if message.quote and message.quote.is_manual:
        return message.quote.text.strip()
    replied = message.reply_to_message
    if replied is None or _is_reply_to(message, bot):
        return ""  # the bot's own words are no question
    return message_text(replied).strip()


def _is_reply_to(message: Message, bot: User) -> bool:
    replied = message.reply_to_message
    if replied is None or replied.from_user is None or replied.from_user.id != bot.id:
        return False
    # In a topic each message counts as a reply to the one that created it, maybe the bot's.
    return replied.forum_topic_created is None


def _find_mention(message: Message, bot: User) -> tuple[int, int] | None:
    """Offset and length, in UTF-16 units, of the first mention of the bot; None without one."""
    units = message_text(message).encode("utf-16-le")
    for entity in _entities(message):
        first, last = 2 * entity.offset, 2 * (entity.offset + entity.length)
        if entity.type == MessageEntity.MENTION:
            name = units[first:last].decode("utf-16-le").removeprefix("@")
            mentioned = name.casefold() == (bot.username or "").casefold()
        else:
            mentioned = bool(
                entity.type == MessageEntity.TEXT_MENTION
                and entity.user
                and entity.user.id == bot.id
            )
        if mentioned:
            return entity.offset, entity.length
    return None


def _entities(message: Message) -> tuple[MessageEntity, ...]:
    return tuple(message.entities or message.caption_entities)


def _cut_out(text: str, offset: int, length: int) -> str:
    units = text.encode("utf-16-le")
    before = units[: 2 * offset].decode("utf-16-le")
    after = units[2 * (offset + length) :].decode("utf-16-le")
    if not before.strip():
        return after.strip().lstrip(_AROUND_MENTION).strip()
    return " ".join(f"{before.rstrip(_AROUND_MENTION)} {after.strip()}".split(" ")).strip()
