"""Every kind of button: a handler for each, which stand with what they do."""

from typing import Any

from telegram.ext import BaseHandler

from bot.telegram.handlers import admin, answer_buttons, settings
from bot.telegram.handlers.articles import adding, removing
from bot.telegram.handlers.presses import refuse_unknown
from bot.telegram.incoming.context import Context


def make_button_handlers() -> list[BaseHandler[Any, Context, Any]]:
    """A handler for each kind of button, and at the end one for what is of none."""
    return [
        *answer_buttons.BUTTONS,
        *settings.BUTTONS,
        *adding.BUTTONS,
        *admin.BUTTONS,
        *removing.BUTTONS,
        refuse_unknown(),
    ]
