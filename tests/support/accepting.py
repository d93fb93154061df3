"""What the tests' Telegram says to a reply, without a conversation around it."""

import json

from bot.telegram.messages.formatting import Reply
from tests.telegram_server.entities import check_shapes
from tests.telegram_server.fields import Json
from tests.telegram_server.formatted_text import format_text
from tests.telegram_server.markup import check_inline_keyboard


def as_json(reply: Reply) -> list[Json]:
    """The entities of `reply` as they are sent."""
    entities: list[Json] = json.loads(json.dumps([e.to_dict() for e in reply.entities]))
    return entities


def accept(reply: Reply) -> None:
    """Raises what the strict server says to a message that is not as it should be."""
    entities = check_shapes(as_json(reply))
    format_text(reply.text, None, entities, knows_user=lambda user_id: False)
    if reply.keyboard:
        check_inline_keyboard(json.loads(reply.keyboard.to_json()))
