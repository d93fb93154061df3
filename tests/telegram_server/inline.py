"""Inline and guest queries, their answers, and the messages that become of these."""

from dataclasses import dataclass, field

from tests.telegram_server.chats import Chat, User, buttons_of, cover_texts
from tests.telegram_server.fields import Json


@dataclass(frozen=True)
class InlineResult:
    """One result as the user sees it in the list, and the message that it would become.

    ``entities`` holds also those that Telegram would find itself. ``raw`` is what the bot sent,
    ``content`` the fields of the Message.
    """

    id: str
    title: str
    description: str
    url: str
    raw: Json = field(repr=False)
    content: Json = field(repr=False)

    @property
    def text(self) -> str:
        return str(self.content["text"])

    @property
    def entities(self) -> list[Json]:
        entities: list[Json] = self.content.get("entities", [])
        return entities

    @property
    def reply_markup(self) -> Json | None:
        return self.content.get("reply_markup")

    @property
    def buttons(self) -> list[Json]:
        return buttons_of(self.reply_markup)

    def entity_texts(self, entity_type: str) -> list[str]:
        return cover_texts(self.text, self.entities, entity_type)


@dataclass(frozen=True)
class InlineAnswer:
    """What the bot answered to an inline query; ``cache_time`` is in seconds."""

    results: list[InlineResult]
    cache_time: int
    is_personal: bool
    next_offset: str
    button: Json | None

    def find(self, result_id: str) -> InlineResult:
        """Return a result.

        :raises AssertionError: if there is none of this identifier.
        """
        for result in self.results:
            if result.id == result_id:
                return result
        raise AssertionError(f"no result {result_id!r} among {[each.id for each in self.results]}")


@dataclass(eq=False)
class InlineQuery:
    user: User
    text: str
    answer: InlineAnswer | None = None
    is_expired: bool = False


@dataclass(eq=False)
class GuestQuery:
    """A message that summoned the bot into a chat in which it is not."""

    chat: Chat
    user: User
    is_open: bool = True


@dataclass(frozen=True)
class InlineMessage:
    """Where a message is that the bot knows by an inline message identifier only."""

    chat: Chat
    message_id: int
