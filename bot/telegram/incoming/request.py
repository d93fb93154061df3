"""What an update asks of the bot, read once, where it comes in."""

import time
from contextvars import ContextVar
from dataclasses import dataclass, field

from telegram import Message, TextQuote, Update
from telegram.constants import ChatType

from bot.answers.asked import is_asking
from bot.storage.chats import ChatSettings
from bot.telegram.incoming.addressing import (
    Wording,
    find_marked,
    is_from_person,
    read_wording,
    sender_id,
)
from bot.telegram.messages.menu import ADMIN_COMMAND_NAMES

_UNADDRESSED = Wording(is_addressed=False)


@dataclass(frozen=True, slots=True)
class Request:
    """An update, as the handlers see it.

    `chat_id` is where it is answered: of what comes from no chat, such as an inline query, that is
    the private chat with `sender_id`, who may also be a chat that somebody writes as; 0 if it comes
    from nobody. `message` is what is said, new or edited, here or where the bot is no member;
    `wording` is what it says to the bot. `marked` is the phrase that was marked in the message that
    it replies to, if that is the question. `topic` is that of a group that it is in, 0 outside of
    topics. `user_language` is the IETF tag of the sender's application.
    `post` is what a channel has posted, new or edited; nobody is answered then.
    `is_from_person` is false of what bots and channels post. `came_at` is when it came in, in
    seconds of `time.monotonic`.

    `language`, one of `LANGUAGES`, and `settings` are what the chat is answered in and with; they
    are looked up when it is clear that there is something to answer.
    """

    chat_id: int
    sender_id: int
    is_private: bool
    message: Message | None = None
    post: Message | None = None
    is_edit: bool = False
    is_guest: bool = False
    is_from_person: bool = True
    wording: Wording = _UNADDRESSED
    marked: TextQuote | None = None
    topic: int = 0
    user_language: str | None = None
    came_at: float = field(default_factory=time.monotonic)
    language: str = "en"
    settings: ChatSettings = field(default_factory=ChatSettings)

    @property
    def question(self) -> str | None:
        """What is asked: `""` if the bot is addressed without a question, None if nothing is."""
        return self.wording.question

    @property
    def is_remark(self) -> bool:
        """Whether it is in a group, only a reply to the bot says that it is for it, and it asks
        nothing: it may be words to look up, but is more likely said to the others there."""
        wording = self.wording
        return wording.is_reply and not is_asking(wording.question or "")

    @property
    def is_bare_admin_command(self) -> bool:
        """Whether it is a new message of a group that begins with a command for the bot's admins
        and does not say whose: it may be another bot's, and is answered to nobody but them."""
        wording, is_new = self.wording, not (self.is_edit or self.is_guest)
        is_bare = not wording.is_addressed and wording.command in ADMIN_COMMAND_NAMES
        return is_bare and is_new and not self.is_private

    @property
    def needs_nothing(self) -> bool:
        """Whether this is nothing to the bot: what people say to each other, what other bots and
        channels post, and updates without content. News of a group that moves are for it."""
        message = self.message
        if message is None:
            return not self.chat_id
        if self.is_guest or message.migrate_to_chat_id or message.migrate_from_chat_id:
            return False
        return not (self.is_from_person and self.wording.is_addressed)


_current: ContextVar[Request] = ContextVar("request")


def use_request(request: Request) -> None:
    """Makes this the request that the rest of the task deals with."""
    _current.set(request)


def current_request() -> Request:
    """The request that the task deals with.

    :raises LookupError: if it deals with none.
    """
    return _current.get()


def read_request(update: Update) -> Request:
    """What `update` asks, in English and with the settings that a chat has at first."""
    message = update.message or update.edited_message or update.guest_message
    chat, user = update.effective_chat, update.effective_user
    user_id = user.id if user else 0
    is_private = chat is None or chat.type == ChatType.PRIVATE
    chat_id = chat.id if chat else user_id
    language = user.language_code if user else None
    if message is None:
        post = update.channel_post or update.edited_channel_post
        pressed = update.callback_query.message if update.callback_query else None
        topic = _find_topic(pressed) if isinstance(pressed, Message) else 0
        return Request(chat_id, user_id, is_private, post=post, topic=topic, user_language=language)
    is_persons = is_from_person(message)
    wording = read_wording(message, message.get_bot().bot) if is_persons else _UNADDRESSED
    return Request(
        chat_id,
        sender_id(message),
        is_private,
        message=message,
        is_edit=message.edit_date is not None,
        is_guest=update.guest_message is not None,
        is_from_person=is_persons,
        wording=wording,
        marked=find_marked(message, wording.question),
        topic=_find_topic(message),
        user_language=language,
    )


def _find_topic(message: Message) -> int:
    return (message.message_thread_id or 0) if message.is_topic_message else 0
