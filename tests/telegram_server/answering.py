"""The methods with which the bot answers queries: of buttons, inline and as a guest."""

from tests.telegram_server.fields import Json
from tests.telegram_server.formatted_text import format_text
from tests.telegram_server.inline import InlineAnswer, InlineResult
from tests.telegram_server.markup import check_inline_buttons
from tests.telegram_server.refusals import bad_request
from tests.telegram_server.sending import message_extras
from tests.telegram_server.world import World

DEFAULT_CACHE_SECONDS = 300
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: World, parameters: Json) -> bool:
    """A query is answered once; after that, as after a while, Telegram forgets it."""
    if "url" in parameters:
        raise bad_request("URL_INVALID")
    if parameters["callback_query_id"] not in world.open_callback_queries:
        raise bad_request(TOO_OLD)
    world.open_callback_queries.remove(parameters["callback_query_id"])
    return True


def answer_inline_query(world: World, parameters: Json) -> bool:
    results = [_make_result(world, raw) for raw in parameters["results"]]
    query = world.inline_queries.get(parameters["inline_query_id"])
    if query is None or query.is_expired or query.answer is not None:
        raise bad_request(TOO_OLD)
    query.answer = InlineAnswer(
        results=results,
        cache_time=parameters.get("cache_time", DEFAULT_CACHE_SECONDS),
        is_personal=parameters.get("is_personal", False),
        next_offset=parameters.get("next_offset", ""),
        button=parameters.get("button"),
    )
    return True


def answer_guest_query(world: World, parameters: Json) -> Json:
    """Post the answer into the chat in which the bot was summoned, as a message of the bot."""
    result = _make_result(world, parameters["result"])
    query = world.guest_queries.get(parameters["guest_query_id"])
    if query is None or not query.is_open:
        raise bad_request(TOO_OLD)
    query.is_open = False
    caller = {"guest_bot_caller_user": query.user.to_json()}
    message = world.add_message(query.chat, result.content | caller, sender=world.bot)
    return {"inline_message_id": world.add_inline_message(query.chat, message)}


def _make_result(world: World, raw: Json) -> InlineResult:
    content = raw["input_message_content"]
    text = format_text(
        content["message_text"],
        content.get("parse_mode"),
        content.get("entities"),
        knows_user=world.knows_user,
    )
    check_inline_buttons(raw.get("reply_markup"), inline_mode=world.inline_mode)
    extras = message_extras(content | {"reply_markup": raw.get("reply_markup", {})})
    return InlineResult(
        id=raw["id"],
        title=raw["title"],
        description=raw.get("description", ""),
        url=raw.get("url", ""),
        raw=raw,
        content=text.to_json() | extras,
    )
