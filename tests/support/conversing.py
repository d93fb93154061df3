"""Small steps of a conversation over the tests' server."""

from dataclasses import dataclass

from tests.telegram_server import Chat, SentMessage, TelegramServer, User


def ask(server: TelegramServer, chat: Chat, user: User, text: str) -> SentMessage:
    """The bot's next message after `user` has written `text`."""
    server.send_text(chat, user, text)
    return server.wait_for_message(chat)


def find_button(message: SentMessage, label: str) -> dict[str, object]:
    """The button with this label."""
    return next(button for button in message.buttons if button["text"] == label)


def labels(message: SentMessage) -> list[str]:
    """The labels of all buttons."""
    return [str(button["text"]) for button in message.buttons]


def press_button(server: TelegramServer, user: User, message: SentMessage, label: str) -> str:
    """Presses the button with a label and returns what the presser was told, `""` if nothing."""
    data = str(find_button(message, label)["callback_data"])
    query_id = server.press_button(user, message, data)
    call = server.wait_for_call("answerCallbackQuery")
    assert call.parameters["callback_query_id"] == query_id
    return str(call.parameters.get("text", ""))


def open_more(server: TelegramServer, user: User, message: SentMessage) -> SentMessage:
    """The message after the button of its rarer buttons was pressed."""
    assert press_button(server, user, message, "…") == ""
    return server.current(message)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in one chat with the bot."""

    server: TelegramServer
    chat: Chat
    user: User

    def ask(self, text: str) -> SentMessage:
        """The bot's next message after this one."""
        return ask(self.server, self.chat, self.user, text)

    def press(self, message: SentMessage, label: str) -> str:
        """As `press_button`."""
        return press_button(self.server, self.user, message, label)
