"""The table of methods: to add one is to write a handler and declare its parameters here."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.telegram_server import answering, commands, editing, inline_results, members, sending
from tests.telegram_server.chat_info import get_chat
from tests.telegram_server.fields import Json
from tests.telegram_server.markup import read_inline_keyboard, read_reply_markup
from tests.telegram_server.parameters import (
    Parameter,
    Reader,
    integer_between,
    read_allowed_updates,
    read_boolean,
    read_chat_id,
    read_entity_list,
    read_integer,
    read_link_preview_options,
    read_not_simulated,
    read_reply_parameters,
    read_secret_token,
    read_text,
    read_user_id,
    read_webhook_url,
    text_up_to,
)
from tests.telegram_server.webhooks import Webhook
from tests.telegram_server.world import World

Handler = Callable[[World, Json], object]
"""Gets the parsed parameters under the world's lock and returns the result.

It may return a coroutine instead, which is then awaited without the lock.
"""


@dataclass(frozen=True)
class Method:
    """``is_limited`` says that it writes a message, so that the sending limits apply."""

    handler: Handler
    parameters: tuple[Parameter, ...] = ()
    is_limited: bool = False


def _optional(**readers: Reader) -> tuple[Parameter, ...]:
    return tuple(Parameter(name, read) for name, read in readers.items())


_TEXT = Parameter("text", read_text, missing="message text is empty")
_CHAT_ID = Parameter("chat_id", read_chat_id, missing="chat_id is empty")
_USER_ID = Parameter("user_id", read_user_id, missing="invalid user_id specified")
_MESSAGE_ID = Parameter("message_id", read_integer, missing="message identifier is not specified")
_FORMATTING = _optional(
    parse_mode=read_text,
    entities=read_entity_list,
    link_preview_options=read_link_preview_options,
)
_COMMAND_MENU = _optional(scope=commands.read_scope, language_code=commands.read_language_code)
_BUSINESS = Parameter("business_connection_id", read_not_simulated)
_EDITED = (
    *_optional(
        inline_message_id=read_text,
        chat_id=read_chat_id,
        message_id=read_integer,
        reply_markup=read_inline_keyboard,
    ),
    _BUSINESS,
)


_OF_WEBHOOK = ("secret_token", "max_connections")


def _get_me(world: World, _parameters: Json) -> Json:
    return {
        **world.bot.to_json(),
        **world.features,
        "can_read_all_group_messages": not world.privacy_mode,
        "supports_inline_queries": world.inline_mode,
        "supports_guest_queries": world.guest_mode,
    }


def _get_updates(world: World, parameters: Json) -> object:
    return world.updates.get_updates(parameters)


def _set_webhook(world: World, parameters: Json) -> bool:
    """Without an address it is deleted."""
    if not parameters.get("url"):
        return _delete_webhook(world, parameters)
    if parameters.get("drop_pending_updates"):
        world.updates.drop_pending()
    world.updates.allow(parameters.get("allowed_updates"))
    given = {name: parameters[name] for name in _OF_WEBHOOK if name in parameters}
    world.updates.set_webhook(Webhook(parameters["url"], is_silent=False, **given))
    return True


def _delete_webhook(world: World, parameters: Json) -> bool:
    world.updates.delete_webhook()
    if parameters.get("drop_pending_updates"):
        world.updates.drop_pending()
    return True


def _get_webhook_info(world: World, _parameters: Json) -> Json:
    webhook = world.updates.webhook
    return {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": world.updates.pending_count,
        **(webhook.to_json() if webhook else {}),
    }


def _get_file(world: World, parameters: Json) -> Json:
    return world.files.get_file(parameters)


_METHODS = {
    "getMe": Method(_get_me),
    "getUpdates": Method(
        _get_updates,
        _optional(
            offset=read_integer,
            limit=integer_between(1, 100),
            timeout=integer_between(0, 50),
            allowed_updates=read_allowed_updates,
        ),
    ),
    "setWebhook": Method(
        _set_webhook,
        (
            Parameter("url", read_webhook_url, missing='parameter "url" is required'),
            *_optional(
                allowed_updates=read_allowed_updates,
                max_connections=integer_between(1, 100),
                secret_token=read_secret_token,
                drop_pending_updates=read_boolean,
                certificate=read_not_simulated,
                ip_address=read_not_simulated,
            ),
        ),
    ),
    "deleteWebhook": Method(_delete_webhook, _optional(drop_pending_updates=read_boolean)),
    "getWebhookInfo": Method(_get_webhook_info),
    "sendMessage": Method(
        sending.send_message,
        (
            _TEXT,
            *_FORMATTING,
            _CHAT_ID,
            *_optional(
                message_thread_id=read_integer,
                reply_parameters=read_reply_parameters,
                reply_markup=read_reply_markup,
                disable_notification=read_boolean,
                protect_content=read_boolean,
                allow_paid_broadcast=read_boolean,
                message_effect_id=read_not_simulated,
                direct_messages_topic_id=read_not_simulated,
                suggested_post_parameters=read_not_simulated,
            ),
            _BUSINESS,
        ),
        is_limited=True,
    ),
    "sendChatAction": Method(
        sending.send_chat_action,
        (
            Parameter(
                "action", sending.read_chat_action, missing="wrong parameter action in request"
            ),
            _CHAT_ID,
            *_optional(message_thread_id=read_integer),
            _BUSINESS,
        ),
    ),
    "editMessageText": Method(
        editing.edit_message_text, (_TEXT, *_FORMATTING, *_EDITED), is_limited=True
    ),
    "editMessageReplyMarkup": Method(editing.edit_message_reply_markup, _EDITED, is_limited=True),
    "deleteMessage": Method(editing.delete_message, (_CHAT_ID, _MESSAGE_ID)),
    "answerInlineQuery": Method(
        answering.answer_inline_query,
        (
            Parameter("inline_query_id", read_text, missing=answering.TOO_OLD),
            *_optional(button=inline_results.read_results_button),
            Parameter(
                "results", inline_results.read_results, missing='parameter "results" is required'
            ),
            *_optional(
                cache_time=integer_between(0, 24 * 60 * 60),
                is_personal=read_boolean,
                next_offset=inline_results.read_next_offset,
            ),
        ),
    ),
    "answerGuestQuery": Method(
        answering.answer_guest_query,
        (
            Parameter("guest_query_id", read_text, missing=answering.TOO_OLD),
            Parameter("result", inline_results.read_result, missing="result isn't specified"),
        ),
    ),
    "answerCallbackQuery": Method(
        answering.answer_callback_query,
        (
            Parameter("callback_query_id", read_text, missing=answering.TOO_OLD),
            *_optional(
                text=text_up_to(200, "MESSAGE_TOO_LONG"),
                show_alert=read_boolean,
                url=read_text,
                cache_time=integer_between(0, 30 * 24 * 60 * 60),
            ),
        ),
    ),
    "setMyCommands": Method(
        commands.set_my_commands,
        (
            Parameter(
                "commands", commands.read_commands, missing='parameter "commands" is required'
            ),
            *_COMMAND_MENU,
        ),
    ),
    "getMyCommands": Method(commands.get_my_commands, _COMMAND_MENU),
    "deleteMyCommands": Method(commands.delete_my_commands, _COMMAND_MENU),
    "getFile": Method(
        _get_file, (Parameter("file_id", read_text, missing="file_id not specified"),)
    ),
    "getChat": Method(get_chat, (_CHAT_ID,)),
    "leaveChat": Method(members.leave_chat, (_CHAT_ID,)),
    "getChatMember": Method(members.get_chat_member, (_CHAT_ID, _USER_ID)),
    "getChatAdministrators": Method(
        members.get_chat_administrators, (_CHAT_ID, *_optional(return_bots=read_boolean))
    ),
}

_BY_LOWER_NAME = {name.lower(): (name, method) for name, method in _METHODS.items()}


def find_method(name: str) -> tuple[str, Method] | None:
    """Return a method and its proper name; Telegram ignores the case of the given one."""
    return _BY_LOWER_NAME.get(name.lower())
