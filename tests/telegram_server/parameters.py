"""The parameters of a method: names, readers, and what is refused when one is missing."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.telegram_server.entities import check_shapes
from tests.telegram_server.fields import FieldTypes, Json, decode_json, read_fields
from tests.telegram_server.links import check_link
from tests.telegram_server.refusals import bad_request, strict
from tests.telegram_server.updates import UPDATE_TYPES

Reader = Callable[[str], Any]
"""Reads a parameter's text, or raises an ApiError or a ParameterError."""

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_MAX_URL_CHARACTERS = 2048

_LINK_PREVIEW_FIELDS: FieldTypes = {
    "is_disabled": bool,
    "url": str,
    "prefer_small_media": bool,
    "prefer_large_media": bool,
    "show_above_text": bool,
}
_REPLY_FIELDS: FieldTypes = {
    "message_id": int,
    "chat_id": (int, str),
    "allow_sending_without_reply": bool,
    "quote": str,
    "quote_parse_mode": str,
    "quote_entities": list,
    "quote_position": int,
}


class ParameterError(Exception):
    """Says what is wrong with a parameter, in words that follow its name."""


@dataclass(frozen=True)
class Parameter:
    """``missing`` is the reason of the refusal when a required parameter is not given."""

    name: str
    read: Reader
    missing: str | None = None


def parse_parameters(declared: Sequence[Parameter], given: Mapping[str, str]) -> Json:
    """Return the given parameters as values; those not given are absent.

    An empty text counts as not given, as in Telegram. An undeclared name is refused, which
    Telegram does not do.
    """
    known = {parameter.name for parameter in declared}
    for name in given:
        if name not in known:
            raise strict(f"unknown parameter {name}")
    values: Json = {}
    for parameter in declared:
        if text := given.get(parameter.name, ""):
            values[parameter.name] = _read(parameter, text)
        elif parameter.missing is not None:
            raise bad_request(parameter.missing)
    return values


def _read(parameter: Parameter, text: str) -> Any:
    try:
        return parameter.read(text)
    except ParameterError as error:
        raise strict(f"parameter {parameter.name} {error}") from None


def read_text(text: str) -> str:
    return text


def read_integer(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,19}", text):
        raise ParameterError("must be an integer")
    return int(text)


def integer_between(minimum: int, maximum: int) -> Reader:
    """Return the reader of an integer that Telegram would clamp into the range."""

    def read(text: str) -> int:
        value = read_integer(text)
        if not minimum <= value <= maximum:
            raise ParameterError(f"must be between {minimum} and {maximum}")
        return value

    return read


def read_boolean(text: str) -> bool:
    if text.lower() not in {"true", "false"}:
        raise ParameterError("must be true or false")
    return text.lower() == "true"


def read_chat_id(text: str) -> int | str:
    """Return an identifier, or a public name with its "@"."""
    if text.startswith("@"):
        return text
    if not re.fullmatch(r"-?[0-9]{1,19}", text):
        raise bad_request("chat not found")
    return int(text)


def read_user_id(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,19}", text) or int(text) == 0:
        raise bad_request("invalid user_id specified")
    return int(text)


def text_up_to(max_length: int, too_long: str) -> Reader:
    def read(text: str) -> str:
        if len(text) > max_length:
            raise bad_request(too_long)
        return text

    return read


def read_not_simulated(_text: str) -> None:
    raise ParameterError("is not simulated")


def read_entity_list(text: str) -> list[Json]:
    """Read the shapes of the entities. Telegram ignores what is not a JSON array."""
    return check_shapes(decode_json(text, "entities"))


def read_allowed_updates(text: str) -> list[str]:
    """Telegram ignores a value that is no array, and names that it does not know."""
    names = decode_json(text, "allowed_updates")
    if not isinstance(names, list):
        raise ParameterError("must be an Array of String")
    for each in names:
        if str(each) not in UPDATE_TYPES:
            raise ParameterError(f"has an unknown update type {each!r}")
    return names


def read_link_preview_options(text: str) -> Json:
    return check_link_preview_options(decode_json(text, "link preview options"))


def check_link_preview_options(value: object) -> Json:
    options = read_fields(
        value,
        _LINK_PREVIEW_FIELDS,
        expected="Object expected as link preview options",
    )
    if options.get("is_disabled") and len(options) > 1:
        raise strict("a disabled link preview has no other options")
    if options.get("prefer_small_media") and options.get("prefer_large_media"):
        raise strict("a link preview cannot prefer small and large media at once")
    if "url" in options:
        check_link(options["url"], "link preview", schemes=("http", "https"))
    return options


def read_reply_parameters(text: str) -> Json:
    reply = read_fields(
        decode_json(text, "reply parameters"),
        _REPLY_FIELDS,
        required=["message_id"],
        expected="Object expected as reply parameters",
    )
    for field in ("quote_parse_mode", "quote_entities", "quote_position"):
        if field in reply and not reply.get("quote"):
            raise strict(f"{field} given without a quote")
    if "quote_entities" in reply:
        check_shapes(reply["quote_entities"])
    return reply


def read_webhook_url(value: str) -> str:
    """An address that is called: also by http and at any port, as by a server with ``--local``."""
    try:
        parts = urlsplit(value)
        is_fit = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_fit = False
    if value and (not is_fit or len(value) > _MAX_URL_CHARACTERS or parts.fragment):
        raise bad_request("bad webhook: invalid webhook URL specified")
    return value


def read_secret_token(value: str) -> str:
    if not _SECRET.fullmatch(read_text(value)):
        raise bad_request("secret token contains unallowed characters")
    return value
