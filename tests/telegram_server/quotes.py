"""The quote of a reply, a part of the replied message."""

from collections.abc import Callable, Sequence

from tests.telegram_server.chats import entities_of, text_of
from tests.telegram_server.entities import IN_REPLY_QUOTES, sort_entities
from tests.telegram_server.fields import Json
from tests.telegram_server.formatted_text import FormattedText, format_text
from tests.telegram_server.refusals import bad_request, strict
from tests.telegram_server.text import clean_text, utf16_length

MAX_QUOTE_LENGTH = 1024


def make_quote(replied: Json, reply: Json, knows_user: Callable[[int], bool]) -> Json:
    """Return the field ``quote`` of a message, or nothing without a quote.

    The quote must stand in the replied message with the same formatting, and at
    ``quote_position`` if that is given (to Telegram the position is only a hint).
    """
    if not reply.get("quote"):
        return {}
    quote = format_text(
        reply["quote"],
        reply.get("quote_parse_mode"),
        reply.get("quote_entities"),
        knows_user=knows_user,
        max_length=MAX_QUOTE_LENGTH,
        too_long="QUOTE_TEXT_INVALID",
    )
    if "quote_parse_mode" not in reply and quote.text != reply["quote"]:
        raise strict("the quote has characters that Telegram would trim or replace")
    if any(entity["type"] not in IN_REPLY_QUOTES for entity in quote.entities):
        raise strict("an entity that is not kept in quotes")
    position = _find_quote(quote, replied, reply.get("quote_position"))
    content = {"text": quote.text, "position": position, "is_manual": True}
    if quote.entities:
        content["entities"] = quote.entities
    return {"quote": content}


def make_user_quote(replied: Json, quote: str) -> Json:
    """Return the field ``quote`` of a message of a user, who marks a part of another one.

    :raises ValueError: if no user could quote that.
    """
    text = text_of(replied)
    length = utf16_length(quote)
    start = text.find(quote)
    if start < 0 or not 0 < length <= MAX_QUOTE_LENGTH or clean_text(quote) != quote:
        raise ValueError(f"a user cannot quote {quote!r}")
    position = utf16_length(text[:start])
    content = {"text": quote, "position": position, "is_manual": True}
    if entities := _cut_entities(entities_of(replied), position, length):
        content["entities"] = entities
    return {"quote": content}


def _find_quote(quote: FormattedText, replied: Json, expected: int | None) -> int:
    """Return the UTF-16 offset of the quote in the replied message."""
    text = text_of(replied)
    length = utf16_length(quote.text)
    start = text.find(quote.text)
    while start >= 0:
        position = utf16_length(text[:start])
        formatting = _cut_entities(entities_of(replied), position, length)
        if expected in {None, position} and formatting == sort_entities(quote.entities):
            return position
        start = text.find(quote.text, start + 1)
    raise bad_request("QUOTE_TEXT_INVALID")


def _cut_entities(entities: Sequence[Json], position: int, length: int) -> list[Json]:
    cut = []
    for entity in entities:
        start = max(entity["offset"], position)
        end = min(entity["offset"] + entity["length"], position + length)
        if entity["type"] in IN_REPLY_QUOTES and start < end:
            cut.append(entity | {"offset": start - position, "length": end - start})
    return sort_entities(cut)
