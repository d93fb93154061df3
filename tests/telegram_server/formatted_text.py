"""A text and its entities, checked as one: of the bot, and of users."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.telegram_server.detection import merge_detected
from tests.telegram_server.entities import check_entities, check_shapes
from tests.telegram_server.fields import Json
from tests.telegram_server.html_mode import parse_html
from tests.telegram_server.refusals import bad_request, strict
from tests.telegram_server.text import clean_text, is_blank, is_turned, utf16_length

MAX_TEXT_LENGTH = 4096
_PARSE_MODES = frozenset({"html", "markdown", "markdownv2"})


@dataclass(frozen=True)
class FormattedText:
    """``entities`` are those sent by the bot, in its order."""

    text: str
    entities: list[Json]

    def to_json(self, text_field: str = "text", entities_field: str = "entities") -> Json:
        """Return the fields of a Message: with the entities that Telegram finds itself."""
        content: Json = {text_field: self.text}
        if shown := merge_detected(self.text, self.entities):
            content[entities_field] = shown
        return content


def format_text(
    source: str,
    parse_mode: str | None,
    entities: list[Json] | None,
    *,
    knows_user: Callable[[int], bool],
    max_length: int = MAX_TEXT_LENGTH,
    too_long: str = "message is too long",
) -> FormattedText:
    """Apply Telegram's rules to a text that the bot sends.

    Telegram trims and cleans a text and shifts the entities with it. Without entities so do
    we; with entities we refuse a text that is not clean, since the quoted text would not be
    the text that is shown.
    """
    if parse_mode is not None:
        source, entities = _parse(source, parse_mode, entities)
    text = clean_text(source)
    if is_blank(text):
        raise bad_request("message text is empty")
    if entities and text != source:
        raise strict("the text has entities and characters that Telegram would trim or replace")
    if is_turned(text):
        raise strict("a line has an isolate that is begun and not ended, or the other way")
    if utf16_length(text) > max_length:
        raise bad_request(too_long)
    check_entities(text, entities or [], knows_user)
    return FormattedText(text, entities or [])


def make_user_text(
    text: str, entities: Sequence[Json] | None, field: str, entities_field: str, limit: int
) -> Json:
    """Return a user's text as Telegram passes it on.

    :raises ValueError: if no user could send it.
    """
    text.encode()  # a ValueError on a lone surrogate
    cleaned = clean_text(text)
    if is_blank(cleaned) or utf16_length(cleaned) > limit:
        raise ValueError(f"a user cannot send a text of {utf16_length(cleaned)} units")
    if entities and cleaned != text:
        raise ValueError("a text with entities must not need cleaning")
    content: Json = {field: cleaned}
    if shown := merge_detected(cleaned, entities or ()):
        content[entities_field] = shown
    return content


def _parse(source: str, parse_mode: str, entities: list[Json] | None) -> tuple[str, list[Json]]:
    if parse_mode.lower() not in _PARSE_MODES:
        raise bad_request("unsupported parse_mode")
    if entities is not None:
        raise strict("parse_mode and entities given together, the entities would be ignored")
    if parse_mode.lower() != "html":
        raise strict(f"parse_mode {parse_mode} is not simulated")
    text, parsed = parse_html(source)
    return text, check_shapes(parsed)
