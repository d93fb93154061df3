"""Small steps of a conversation over the tests' server."""

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
