"""The rules of message entities.

Telegram refuses few wrong entities: it drops, merges or splits the others, so that a message
looks different from what the bot meant. Those are refused here too, as "strict test server".
"""

import re
from collections.abc import Callable, Sequence
from itertools import combinations

from tests.telegram_server.fields import FieldTypes, Json, read_fields
from tests.telegram_server.links import check_link
from tests.telegram_server.refusals import bad_request, strict
from tests.telegram_server.text import is_blank, utf16_boundaries, utf16_slice

MAX_ENTITIES = 100

FORMATTING = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
QUOTATIONS = frozenset({"blockquote", "expandable_blockquote"})
CODE = frozenset({"code", "pre"})
# Telegram finds these itself and ignores them when a bot sends them.
DETECTED = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
    ]
)
IN_REPLY_QUOTES = FORMATTING | {"custom_emoji", "date_time"}

_PREFIX = "can't parse MessageEntity: "
_COMMON_FIELDS: FieldTypes = {"type": str, "offset": int, "length": int}
_OWN_FIELDS: dict[str, FieldTypes] = {
    "pre": {"language": str},
    "text_link": {"url": str},
    "text_mention": {"user": dict},
    "custom_emoji": {"custom_emoji_id": str},
    "date_time": {"unix_time": int, "date_time_format": str},
}
_OWN_REQUIRED = {
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
    "date_time": "unix_time",
}
ENTITY_TYPES = FORMATTING | QUOTATIONS | CODE | _OWN_FIELDS.keys()

_DATE_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
EMOJI_ID = re.compile(r"0*[1-9][0-9]{0,18}")
_USER_LINK = re.compile(r"tg://user\?id=([0-9]{1,19})")


def check_shapes(value: object) -> list[Json]:
    """Check types and fields of the entities, not yet their positions."""
    if not isinstance(value, list):
        raise strict("entities must be an Array of MessageEntity")
    if len(value) > MAX_ENTITIES:
        raise strict(f"more than {MAX_ENTITIES} entities, the rest would be dropped")
    return [_check_shape(entity) for entity in value]


def check_entities(text: str, entities: Sequence[Json], knows_user: Callable[[int], bool]) -> None:
    """Refuse entities that do not fit the text or each other."""
    boundaries = utf16_boundaries(text)
    for entity in entities:
        _check_position(entity, boundaries)
        if is_blank(utf16_slice(text, entity["offset"], entity["length"])):
            raise strict(f"{_name(entity)} covers only white space")
        _check_content(entity, knows_user)
    for outer, inner in combinations(sort_entities(entities), 2):
        _check_pair(outer, inner)


def sort_entities(entities: Sequence[Json]) -> list[Json]:
    """Sort by offset, at equal offsets the longer first: an outer one before its inner ones."""
    return sorted(
        entities, key=lambda entity: (entity["offset"], -entity["length"], entity["type"])
    )


def _check_shape(value: object) -> Json:
    kind = str(value.get("type", "")) if isinstance(value, dict) else ""
    if kind in DETECTED:
        raise strict(f"{kind} entities are found by Telegram itself, a sent one is ignored")
    if kind and kind not in ENTITY_TYPES:
        raise bad_request(f"{_PREFIX}Unsupported type specified")
    own_fields = _OWN_FIELDS.get(kind, {})
    required = ["offset", "length", "type"]
    if kind in _OWN_REQUIRED:
        required.append(_OWN_REQUIRED[kind])
    return read_fields(value, {**_COMMON_FIELDS, **own_fields}, required=required, prefix=_PREFIX)


def _check_position(entity: Json, boundaries: frozenset[int]) -> None:
    offset, length = entity["offset"], entity["length"]
    end, text_end = offset + length, max(boundaries)
    if offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if length < 0:
        raise bad_request(f"receive an entity with incorrect length {length}")
    if length == 0:
        raise strict(f"{_name(entity)} is empty and would be dropped")
    if offset > text_end:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if end > text_end:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
            f"at UTF-16 offset {end}"
        )
    if offset not in boundaries:
        raise bad_request(f"entity begins in a middle of a UTF-16 symbol at UTF-16 offset {offset}")
    if end not in boundaries:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol "
            f"at UTF-16 offset {end}"
        )


def _check_content(entity: Json, knows_user: Callable[[int], bool]) -> None:
    match entity:
        case {"type": "text_link", "url": url}:
            user_link = _USER_LINK.fullmatch(url)
            if user_link is None:
                check_link(url, "entity")
            elif not knows_user(int(user_link[1])):
                raise bad_request("user not found")
        case {"type": "text_mention", "user": user}:
            if type(user.get("id")) is not int:
                raise bad_request(f'{_PREFIX}Field "id" must be of type Number')
            if not knows_user(user["id"]):
                raise bad_request("user not found")
        case {"type": "custom_emoji", "custom_emoji_id": emoji_id}:
            if not EMOJI_ID.fullmatch(emoji_id):
                raise bad_request("invalid custom emoji identifier specified")
        case {"type": "pre", "language": language} if is_blank(language):
            raise strict("the language of a pre entity is empty")
        case {"type": "date_time"}:
            if not _DATE_TIME_FORMAT.fullmatch(entity.get("date_time_format", "")):
                raise bad_request("invalid date_time_format specified")


def _check_pair(outer: Json, inner: Json) -> None:
    outer_end = outer["offset"] + outer["length"]
    inner_end = inner["offset"] + inner["length"]
    kinds = {outer["type"], inner["type"]}
    pair = f"{_name(outer)} and {_name(inner)}"
    if outer_end < inner["offset"]:
        return
    if outer_end == inner["offset"]:
        if len(kinds) == 1 and kinds <= FORMATTING:
            raise strict(f"{pair} touch and would be merged")
        return
    if inner_end > outer_end:
        raise strict(f"{pair} cross")
    if len(kinds) == 1:
        raise strict(f"{pair} are of one type and nested")
    if kinds <= QUOTATIONS:
        raise strict(f"{pair} are nested block quotations")
    same_range = outer["length"] == inner["length"]
    in_quotation = outer["type"] in QUOTATIONS or (same_range and inner["type"] in QUOTATIONS)
    if kinds & CODE and (kinds <= CODE or not in_quotation):
        raise strict(f"{pair}: code cannot be combined with others")
    if not kinds & FORMATTING and not in_quotation:
        raise strict(f"{pair} cannot contain each other")


def _name(entity: Json) -> str:
    return f"{entity['type']} at {entity['offset']}+{entity['length']}"
