"""The methods with which the bot writes messages."""

from dataclasses import dataclass

from tests.telegram_server.access import check_writable
from tests.telegram_server.chats import GENERAL_TOPIC_ID, Chat, Topic
from tests.telegram_server.fields import Json
from tests.telegram_server.formatted_text import FormattedText, format_text
from tests.telegram_server.markup import check_inline_buttons
from tests.telegram_server.quotes import make_quote
from tests.telegram_server.refusals import bad_request, strict
from tests.telegram_server.world import World

CHAT_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


@dataclass(frozen=True)
class _Reply:
    """What a message replies to; ``quote`` is empty or the fields of the message for it."""

    message: Json
    quote: Json


def read_chat_action(text: str) -> str:
    if text not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    return text


def send_message(world: World, parameters: Json) -> Json:
    text = format_message_text(world, parameters)
    chat = world.find_chat(parameters["chat_id"])
    check_writable(chat)
    check_inline_buttons(
        parameters.get("reply_markup"), inline_mode=world.inline_mode, chat_type=chat.type
    )
    topic = _find_topic(chat, parameters.get("message_thread_id"))
    reply = _find_reply(world, chat, parameters.get("reply_parameters"))
    if reply is not None:
        topic = _topic_of_reply(chat, topic, reply.message)
    if topic is not None and not topic.is_open and chat.bot_status != "administrator":
        raise bad_request("TOPIC_CLOSED")
    message = world.add_message(
        chat,
        text.to_json() | message_extras(parameters) | (reply.quote if reply else {}),
        sender=world.bot,
        topic=topic,
        reply_to=reply.message if reply else None,
    )
    if parameters.get("protect_content"):
        message["has_protected_content"] = True
    return message


def send_chat_action(world: World, parameters: Json) -> bool:
    chat = world.find_chat(parameters["chat_id"])
    check_writable(chat)
    thread_id = parameters.get("message_thread_id")
    # Unlike a message, an action names the general topic.
    if not (chat.is_forum and thread_id == GENERAL_TOPIC_ID):
        _find_topic(chat, thread_id)
    return True


def format_message_text(world: World, parameters: Json) -> FormattedText:
    return format_text(
        parameters["text"],
        parameters.get("parse_mode"),
        parameters.get("entities"),
        knows_user=world.knows_user,
    )


def message_extras(parameters: Json) -> Json:
    """Return the fields of the message that repeat parameters; only inline keyboards stay."""
    extras: Json = {}
    if options := parameters.get("link_preview_options"):
        extras["link_preview_options"] = options
    markup = parameters.get("reply_markup", {})
    if markup.get("inline_keyboard"):
        extras["reply_markup"] = markup
    return extras


def _find_topic(chat: Chat, thread_id: int | None) -> Topic | None:
    if thread_id is None:
        return None
    if thread_id not in chat.topics:
        if any(each.get("message_thread_id") == thread_id for each in chat.messages.values()):
            raise bad_request("message thread is not a forum topic thread")
        raise bad_request("message thread not found")
    return chat.topics[thread_id]


def _find_reply(world: World, chat: Chat, reply: Json | None) -> _Reply | None:
    if reply is None:
        return None
    if "chat_id" in reply and reply["chat_id"] not in {chat.id, f"@{chat.username}"}:
        raise strict("a reply to a message of another chat is not simulated")
    message = chat.messages.get(reply["message_id"])
    if message is None:
        if reply.get("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    return _Reply(message, make_quote(message, reply, world.knows_user))


def _topic_of_reply(chat: Chat, topic: Topic | None, replied: Json) -> Topic | None:
    """Return the topic of the replied message, which must be the given one if any is given."""
    own_topic = chat.topics.get(replied.get("message_thread_id", 0))
    if topic is not None and topic is not own_topic:
        raise strict("the message to be replied is in another topic")
    return own_topic
