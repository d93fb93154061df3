"""A long conversation: twenty groups and two hundred people, most of whom talk to each other."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.telegram_server import Chat, SentMessage, TelegramServer, User

GROUPS = 20
PEOPLE = 200
ASKED_A_MINUTE = 10
"""Questions in each group: within what one group and Telegram's limits take."""

_ASKED_SHARE = 0.2
_PRIVATE_SHARE = 0.1
_EDITED_SHARE = 0.05
_CHATTER = (
    "hello there",
    "who is coming on Sunday?",
    "thanks 😀",
    "/roll 6",
    "/ask@other_bot who?",
)

VILLAGES = tuple(
    f"{first}{second}"
    for first in ("Ar", "Bel", "Cor", "Dun", "El", "Fen", "Gar")
    for second in ("by", "ford", "holm", "mouth", "ness", "wick")
)


def write_articles(year: int) -> dict[str, str]:
    """An article about each village; each year all of them have another keeper."""
    return {
        f"{village}.md": (
            f"---\ntitle: The lighthouse of {village}\nsource: Coast News\n---\n"
            f"The keeper of the lighthouse of {village} is called Keeper{year}{number}. "
            f"The tower of {village} is {20 + number} metres tall.\n"
        )
        for number, village in enumerate(VILLAGES)
    }


@dataclass(slots=True)
class Conversation:
    """`asked` are the messages that the bot has to answer, `edited` the questions among them that
    were edited later."""

    server: TelegramServer
    messages: int
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    asked: list[SentMessage] = field(default_factory=list)
    edited: int = 0
    _groups: list[Chat] = field(init=False)
    _people: list[User] = field(init=False)
    _turn: int = 0

    def __post_init__(self) -> None:
        self._groups = [self.server.add_supergroup(f"Circle {n}") for n in range(GROUPS)]
        self._people = [self.server.add_user(f"Person {n}") for n in range(PEOPLE)]

    @property
    def chats(self) -> list[Chat]:
        """All groups, and everybody's private chat."""
        return [*self._groups, *map(self.server.private_chat, self._people)]

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return 60 * self.messages * _ASKED_SHARE / (GROUPS * ASKED_A_MINUTE)

    def talk(self, on_third: Callable[[int], None]) -> None:
        """Sends all messages, evenly spread over the time; `on_third` is called with 1 after one
        third of them and with 2 after two."""
        begun = time.monotonic()
        for number in range(self.messages):
            due = begun + self.seconds * number / self.messages
            time.sleep(max(0.0, due - time.monotonic()))
            self._say_something(number)
            if number in (self.messages // 3, 2 * self.messages // 3):
                on_third(1 + (number > self.messages // 2))

    def _say_something(self, number: int) -> None:
        share = self.chance.random()
        if number % 5 == 0:  # a fifth, each group in its turn
            self._ask_in_group()
        elif share < _PRIVATE_SHARE:
            user = self._people[self._turn * 7 % PEOPLE]
            chat = self.server.private_chat(user)
            self.asked.append(self.server.send_text(chat, user, self._question()))
        elif share < _PRIVATE_SHARE + _EDITED_SHARE and self.asked:
            self._edit()
        else:
            group = self.chance.choice(self._groups)
            user = self.chance.choice(self._people)
            self.server.send_text(group, user, self.chance.choice(_CHATTER))

    def _ask_in_group(self) -> None:
        group = self._groups[self._turn % GROUPS]
        # Ten people a group, each in his turn.
        user = self._people[self._turn % GROUPS * 10 + self._turn // GROUPS % 10]
        self._turn += 1
        question, name = self._question(), self.server.bot.username
        text = self.chance.choice(
            (f"/ask {question}", f"@{name} {question}", f"/ask@{name} {question}")
        )
        self.asked.append(self.server.send_text(group, user, text))

    def _edit(self) -> None:
        message = self.chance.choice(self.asked[-200:])
        self.server.edit_text(message, message.text.rstrip("?") + " now?")
        self.edited += 1

    def _question(self) -> str:
        village = self.chance.choice(VILLAGES)
        if self.chance.random() < 0.1:
            return "What is the boiling point of ethanol at sea level?"
        return self.chance.choice(
            (
                f"Who is the keeper of the lighthouse of {village}?",
                f"How tall is the tower of {village}?",
            )
        )
