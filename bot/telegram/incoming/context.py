"""What handlers are given beside an update, and the application that gives it."""

from typing import Any

from telegram import Message
from telegram.ext import Application, CallbackContext, JobQueue

from bot.telegram.incoming.polling import PollingBot
from bot.telegram.incoming.request import Request, current_request
from bot.telegram.state import State

_Nothing = dict[str, object]
"""What the library would keep for users and chats."""


class BotApplication(
    Application[PollingBot, "Context", _Nothing, _Nothing, _Nothing, JobQueue["Context"]]
):
    """An application whose handlers share `state`."""

    def __init__(self, *, state: State, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.state = state


class Context(CallbackContext[PollingBot, _Nothing, _Nothing, _Nothing]):
    """What a handler may ask for."""

    @property
    def state(self) -> State:
        """What all handlers share."""
        application = self.application
        assert isinstance(application, BotApplication)
        return application.state

    @property
    def request(self) -> Request:
        """What the update asks."""
        return current_request()

    @property
    def message(self) -> Message:
        """The message that is answered; only updates with one come to handlers that ask for it."""
        message = current_request().message
        assert message is not None
        return message
