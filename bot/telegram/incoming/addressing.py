"""Whether a message is meant for the bot, and what it asks."""

from dataclasses import dataclass

from telegram import Message, MessageEntity, TextQuote, User
from telegram.constants import ChatType

from bot.telegram.incoming.rich_messages import read_rich_text
from bot.telegram.messages.menu import ADMIN_COMMAND_NAMES, ASK, COMMAND_NAMES

_AROUND_MENTION = " \t\n,:;.—–-"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a message says to the bot.

    `question` is what it asks: `""` if it is addressed without a question, None if it asks nothing,
    as with any command but /ask. `command` is the one that it begins with, in lower case; None if
    there is none, or it is another bot's. `may_command` says that an admins' command may be meant:
    in a group only if it says whose it is. `words` are those that a command is about: those after
    it, marked in the message that it replies to, or all of that message, whoever wrote it; `""` if
    there are none. `is_reply` says that nothing but a reply to the bot, in a group, addresses it.
    """

    is_addressed: bool
    question: str | None = None
    command: str | None = None
    may_command: bool = False
    words: str = ""
    is_reply: bool = False


def read_wording(message: Message, bot: User) -> Wording:
    """What `message`, or its caption, says to `bot`.

    Everything is addressed to it in a private chat; elsewhere its commands, a mention of it or a
    reply to it, with words and nobody else named, are. A mention with nothing else, in reply to
    somebody's message, asks what that message says, or the phrase that was marked in it.
    """
    is_private = message.chat.type == ChatType.PRIVATE
    found = _find_command(message)
    if found is None:
        question = _find_question(message, bot, is_private)
        is_heard = question is not None
        is_reply = is_heard and not is_private and _find_mention(message, bot) is None
        return Wording(is_heard, question, may_command=is_private, is_reply=is_reply)
    name, receiver = found
    if receiver and receiver != (bot.username or "").casefold():
        question = _find_question(message, bot, is_private) if is_private else None
        return Wording(question is not None, question, may_command=True)
    may_command = is_private or bool(receiver)
    names = COMMAND_NAMES | ADMIN_COMMAND_NAMES if may_command else COMMAND_NAMES
    if not is_private and name not in names:
        return Wording(False, command=name, may_command=may_command)
    behind = _behind_command(message)
    question = (behind or _replied_question(message, bot)) if name == ASK else None
    return Wording(True, question, name, may_command, behind or _replied_words(message))


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


def find_marked(message: Message, question: str | None) -> TextQuote | None:
    """The phrase that was marked in the message that `message` replies to, if it is `question`."""
    quote = message.quote
    is_asked = quote and quote.is_manual and question == _mend(quote.text).strip()
    return quote if is_asked else None


def message_text(message: Message) -> str:
    """The message's text or caption, or that of the blocks of a rich message; `""` if it has
    none. Half a character, of which nothing can be made, is one that says so."""
    return _mend(message.text or message.caption or read_rich_text(message))


def _mend(text: str) -> str:
    """`text` with halves of surrogate pairs replaced, as long in UTF-16 as before."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _find_question(message: Message, bot: User, is_private: bool) -> str | None:
    """What `message`, which is no command of the bot's, asks it; as `Wording.question`."""
    if message.via_bot and message.via_bot.id == bot.id:
        return None  # a quote of ours, that somebody chose in inline mode
    text = message_text(message)
    if not is_private and not text:
        return None
    mention = _find_mention(message, bot)
    if mention is not None:
        return _cut_out(text, *mention) or _replied_question(message, bot)
    is_answered = is_private or (_is_reply_to(message, bot) and not _names_somebody(message))
    return text.strip() if is_answered else None


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


def _replied_words(message: Message) -> str:
    marked = _mend(message.quote.text) if message.quote and message.quote.is_manual else ""
    replied = message_text(message.reply_to_message) if message.reply_to_message else ""
    return (marked or replied).strip()


def _replied_question(message: Message, bot: User) -> str:
    if message.quote and message.quote.is_manual:
        return _mend(message.quote.text).strip()
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


def _names_somebody(message: Message) -> bool:
    """Whether `message`, which does not mention the bot, mentions somebody: it is for them."""
    named = (MessageEntity.MENTION, MessageEntity.TEXT_MENTION)
    return any(entity.type in named for entity in _entities(message))


def _entities(message: Message) -> tuple[MessageEntity, ...]:
    """Those that cover whole characters of the message's text."""
    entities = message.entities or message.caption_entities
    if not entities:
        return ()
    units = message_text(message).encode("utf-16-le")
    return tuple(entity for entity in entities if _fits(entity, units))


def _fits(entity: MessageEntity, units: bytes) -> bool:
    """Whether `entity` lies in a text of these UTF-16 `units` and splits no character."""
    start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
    if not 0 <= start < end <= len(units):
        return False
    # The second byte of a unit tells whether it is the latter half of a pair.
    return all(place == len(units) or units[place + 1] & 0xFC != 0xDC for place in (start, end))


def _cut_out(text: str, offset: int, length: int) -> str:
    units = text.encode("utf-16-le")
    before = units[: 2 * offset].decode("utf-16-le")
    after = units[2 * (offset + length) :].decode("utf-16-le")
    if not before.strip():
        return after.strip().lstrip(_AROUND_MENTION).strip()
    return " ".join(f"{before.rstrip(_AROUND_MENTION)} {after.strip()}".split(" ")).strip()
