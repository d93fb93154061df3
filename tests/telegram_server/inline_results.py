"""The shapes of the results and of the button with which a bot answers inline queries."""

import re

from tests.telegram_server.entities import check_shapes
from tests.telegram_server.fields import FieldTypes, Json, decode_json, read_fields
from tests.telegram_server.links import check_link, is_link
from tests.telegram_server.markup import check_inline_keyboard
from tests.telegram_server.parameters import check_link_preview_options
from tests.telegram_server.refusals import ApiError, bad_request, strict
from tests.telegram_server.text import is_blank, is_turned

MAX_RESULTS = 50
MAX_RESULT_ID_BYTES = 64
MAX_NEXT_OFFSET_BYTES = 64
MAX_START_PARAMETER_LENGTH = 64

RESULT_TYPES = frozenset(
    [
        "article",
        "audio",
        "contact",
        "document",
        "game",
        "gif",
        "location",
        "mpeg4_gif",
        "photo",
        "sticker",
        "venue",
        "video",
        "voice",
    ]
)
_ARTICLE_FIELDS: FieldTypes = {
    "type": str,
    "id": str,
    "title": str,
    "input_message_content": dict,
    "reply_markup": dict,
    "url": str,
    "description": str,
    "thumbnail_url": str,
    "thumbnail_width": int,
    "thumbnail_height": int,
}
_CONTENT_FIELDS: FieldTypes = {
    "message_text": str,
    "parse_mode": str,
    "entities": list,
    "link_preview_options": dict,
}
_OTHER_CONTENTS = frozenset({"latitude", "longitude", "phone_number", "payload"})
_BUTTON_FIELDS: FieldTypes = {"text": str, "web_app": dict, "start_parameter": str}

_RESULT_PREFIX = "can't parse inline query result: "
_BUTTON_PREFIX = "can't parse inline query results button: "


def read_results(text: str) -> list[Json]:
    results = decode_json(text, "inline query results")
    if not isinstance(results, list):
        raise bad_request("expected an Array of inline query results")
    if len(results) > MAX_RESULTS:
        raise bad_request("too many inline query results specified")
    for result in results:
        _check_result(result)
    ids = [result["id"] for result in results]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    return results


def read_result(text: str) -> Json:
    """Read the single result with which a guest query is answered."""
    return _check_result(decode_json(text, "inline query result"))


def read_next_offset(text: str) -> str:
    if len(text.encode()) > MAX_NEXT_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    return text


def read_results_button(text: str) -> Json:
    button = read_fields(
        decode_json(text, "inline query results button"),
        _BUTTON_FIELDS,
        required=["text"],
        expected="InlineQueryResultsButton must be an Object",
        prefix=_BUTTON_PREFIX,
    )
    if ("web_app" in button) == ("start_parameter" in button):
        raise bad_request(
            f"{_BUTTON_PREFIX}InlineQueryResultsButton must have exactly one optional field"
        )
    if is_blank(button["text"]):
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    if "web_app" in button:
        _check_web_app(button["web_app"])
    else:
        _check_start_parameter(button["start_parameter"])
    return button


def _check_result(value: object) -> Json:
    """Check the fields; the text and its entities are checked when it is answered with."""
    try:
        return _check_article(value)
    except ApiError as refusal:
        reason = refusal.description.removeprefix("Bad Request: ")
        # An identifier such as RESULT_ID_INVALID is found after the parsing.
        if reason.isupper() or reason.startswith("strict test server"):
            raise
        raise bad_request(_RESULT_PREFIX + reason) from None


def _check_article(value: object) -> Json:
    if not isinstance(value, dict):
        raise bad_request("inline query result must be an object")
    kind = str(value.get("type", "article")).lower()
    if kind not in RESULT_TYPES:
        raise bad_request(f'type "{kind}" is unsupported for the inline query result')
    if kind != "article":
        raise strict(f"a result of type {kind} is not simulated")
    result = read_fields(value, _ARTICLE_FIELDS, required=["type", "id"])
    if "input_message_content" not in result:
        raise bad_request("input message content is not specified")
    _check_content(result["input_message_content"])
    if "reply_markup" in result:
        check_inline_keyboard(result["reply_markup"])
    if "title" not in result:
        raise bad_request('Can\'t find field "title"')
    if not 1 <= len(result["id"].encode()) <= MAX_RESULT_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if is_blank(result["title"]):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    if is_turned(result["title"]) or is_turned(result.get("description", "")):
        raise strict("a result has an isolate that is begun and not ended, or the other way")
    if result.get("url") and not is_link(result["url"], ("http", "https")):
        raise bad_request("URL_INVALID")
    if result.get("thumbnail_url") and not is_link(result["thumbnail_url"], ("http", "https")):
        raise bad_request("WEBDOCUMENT_URL_INVALID")
    return result


def _check_content(content: Json) -> None:
    if _OTHER_CONTENTS & content.keys():
        raise strict("a message content other than text is not simulated")
    read_fields(content, _CONTENT_FIELDS)
    if not content.get("message_text"):
        raise bad_request("input message content is not specified")
    if "entities" in content:
        check_shapes(content["entities"])
    if "link_preview_options" in content:
        check_link_preview_options(content["link_preview_options"])


def _check_start_parameter(parameter: str) -> None:
    if not parameter:
        raise bad_request("can't use empty start_parameter")
    if len(parameter) > MAX_START_PARAMETER_LENGTH:
        raise bad_request("too long start_parameter specified")
    if not re.fullmatch(r"[A-Za-z0-9_-]+", parameter):
        raise bad_request("unallowed characters in start_parameter are used")


def _check_web_app(web_app: Json) -> None:
    read_fields(web_app, {"url": str}, required=["url"], prefix=_BUTTON_PREFIX)
    check_link(web_app["url"], "inline query button Web App", schemes=("https",))
