"""JSON values that arrive as text, and the typed fields of JSON objects."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from tests.telegram_server.refusals import bad_request, strict

Json = dict[str, Any]
FieldTypes = Mapping[str, type | tuple[type, ...]]

_TYPE_NAMES = {bool: "Boolean", str: "String", int: "Number", dict: "Object", list: "Array"}


def decode_json(text: str, what: str) -> object:
    """Decode a value, in which no text may hold a lone surrogate: UTF-8 cannot carry it."""
    try:
        value: object = json.loads(text)
    except ValueError:
        raise bad_request(f"can't parse {what} JSON object") from None
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return value


def read_array(text: str, what: str, expected: str) -> list[Any]:
    value = decode_json(text, what)
    if not isinstance(value, list):
        raise bad_request(expected)
    return value


def read_fields(
    value: object,
    types: FieldTypes,
    *,
    required: Collection[str] = (),
    expected: str = "expected an Object",
    prefix: str = "",
) -> Json:
    """Return the object unchanged when every field is known and of its type.

    ``prefix`` begins every refusal, as in "can't parse MessageEntity: ...". The order of
    ``required`` is the order of the checks. An unknown field is refused: Telegram ignores it.
    """
    if not isinstance(value, dict):
        raise bad_request(prefix + expected)
    for name in required:
        if name not in value:
            raise bad_request(f'{prefix}Can\'t find field "{name}"')
    for name, content in value.items():
        if name not in types:
            raise strict(f'{prefix}unknown field "{name}"')
        _check_type(name, content, types[name], prefix)
    return value


def _check_type(name: str, content: object, types: type | tuple[type, ...], prefix: str) -> None:
    allowed = types if isinstance(types, tuple) else (types,)
    # Not isinstance: True is an int in Python, but no Number in JSON.
    if type(content) not in allowed:
        names = " or ".join(_TYPE_NAMES[each] for each in allowed)
        raise bad_request(f'{prefix}Field "{name}" must be of type {names}')
