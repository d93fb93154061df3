"""The entities that Telegram finds by itself in a text: a useful part of its rules."""

import re
from collections.abc import Iterator, Sequence

from tests.telegram_server.entities import FORMATTING, QUOTATIONS, sort_entities
from tests.telegram_server.fields import Json
from tests.telegram_server.text import utf16_length

_PATTERNS = {
    "bot_command": re.compile(
        r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>@])"
    ),
    "mention": re.compile(r"(?<!\w)@[a-zA-Z0-9_]{4,32}(?!\w)"),
    "hashtag": re.compile(r"(?<!\w)#(?=\w*[^\W\d_])\w{1,256}(?![\w#])"),
    "cashtag": re.compile(r"(?<![\w$])\$(?:1INCH|[A-Z]{1,8})(?![\w$])"),
    "email": re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"),
    "url": re.compile(
        r"(?<![\w@./-])(?:https?://[^\s<>\"]*[^\s<>\".,;:!?')\]]"
        r"|(?:[a-zA-Z0-9-]+\.)+(?:com|org|net|io|me|info|dev)(?:/[^\s<>\"]*[^\s<>\".,;:!?')\]])?"
        r"(?![\w@]))"
    ),
}


def detect_entities(text: str) -> list[Json]:
    """Return the entities found, by offset; where two meet, only the first of them."""
    found: list[Json] = []
    end = 0
    for entity in sort_entities(list(_find_all(text))):
        if entity["offset"] >= end:
            found.append(entity)
            end = entity["offset"] + entity["length"]
    return found


def merge_detected(text: str, sent: Sequence[Json]) -> list[Json]:
    """Return the sent entities and the detected ones that these leave room for."""
    detected = [
        entity
        for entity in detect_entities(text)
        if not any(_excludes(other, entity) for other in sent)
    ]
    return sort_entities([*sent, *detected])


def _find_all(text: str) -> Iterator[Json]:
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            yield {
                "type": kind,
                "offset": utf16_length(text[: match.start()]),
                "length": utf16_length(match[0]),
            }


def _excludes(sent: Json, detected: Json) -> bool:
    sent_end = sent["offset"] + sent["length"]
    detected_end = detected["offset"] + detected["length"]
    if sent["type"] in FORMATTING or sent_end <= detected["offset"]:
        return False
    if detected_end <= sent["offset"]:
        return False
    contains = sent["offset"] <= detected["offset"] and detected_end <= sent_end
    return not (sent["type"] in QUOTATIONS and contains)
