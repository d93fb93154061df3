"""A long conversation: twenty groups and two hundred people, most of whom talk to each other, on a
bad line."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.telegram_server import Chat, SentMessage, TelegramServer, User

GROUPS = 20
PEOPLE = 200
FLOOD = 20
"""Questions of one person at once; ten a minute are answered."""

_ASKED_SHARE = 0.2
_PRIVATE_SHARE = 0.1
_EDITED_SHARE = 0.05
_EVERY_FAULTY = 23
"""Messages, after which an update comes that cannot be read."""

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


Events = Sequence[tuple[float, Callable[[], object]]]
"""What happens when so great a share of all has been said."""


def disturb(server: TelegramServer) -> None:
    """What goes wrong now and then, with prime numbers so that it meets in all ways."""
    for error, every in (((502, "Bad Gateway"), 37), ((500, "Internal Server Error"), 113)):
        server.fail_some("sendMessage", *error, every=every)
    server.fail_some("sendMessage", 429, "Too Many Requests: retry after 1", 1, every=61)
    server.drop_some("sendMessage", every=53)
    server.drop_some("sendMessage", every=89, after_effect=True)
    server.cut_some_answers("sendMessage", every=97)
    server.slow_some_answers("sendMessage", 1.0, pieces=5, every=71)
    server.answer_some("sendMessage", "<html>no gateway</html>", status=502, every=127)
    server.answer_some("sendMessage", '{"ok": true, "resu', every=131)
    server.fail_some("getUpdates", 502, "Bad Gateway", every=83)
    server.fail_some("getUpdates", 429, "Too Many Requests: retry after 2", 2, every=307)
    server.drop_some("getUpdates", every=109)
    server.cut_some_answers("getUpdates", every=101)
    server.slow_some_answers("getUpdates", 1.5, pieces=3, every=59)
    server.answer_some("getUpdates", '{"ok": true, "result": [{"update_', every=127)
    server.answer_some("getUpdates", "null", every=137)
    server.fail_some("editMessageText", 502, "Bad Gateway", every=7)
    server.cut_some_answers("editMessageText", every=11)
    server.fail_some("sendChatAction", 502, "Bad Gateway", every=31)
    server.drop_some("sendChatAction", every=29)
    server.expect_refusals("exactly the same")  # of questions whose edit changes no answer


def refuse_the_token(server: TelegramServer) -> None:
    """As what stands between may do once: a fourth time would end the bot."""
    server.fail_next("getUpdates", 401, "Unauthorized", times=3)


FAULTY_UPDATES: tuple[object, ...] = (
    None,
    [],
    "update",
    {"update_id": None, "message": {"text": "without a number"}},
    {"message": None},
    {"message": {"message_id": "seven", "date": 0, "chat": {}}},
    {"message": {"message_id": 7, "date": 10**30, "chat": {"id": 7, "type": "private"}}},
    {"message": [{"text": "a list"}]},
    {"callback_query": {"id": 7, "from": None, "data": "x" * 65}},
    {"edited_message": {"message_id": 7, "chat": {"id": 7, "type": "moon"}, "text": "\x00"}},
    {"what_is_to_come": {"text": "of a later Bot API"}},
)


@dataclass(slots=True)
class Conversation:
    """`asked` are the messages that the bot has to answer, `floods` those among them that one
    person sent at once, `edited` those that were edited later, `faulty` how many updates
    nobody could read. In each group `asked_a_minute` questions come: ten are within what one
    group and Telegram's limits take."""

    server: TelegramServer
    seconds: float
    asked_a_minute: int
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    asked: list[SentMessage] = field(default_factory=list)
    floods: list[list[SentMessage]] = field(default_factory=list)
    edited: int = 0
    faulty: int = 0
    _groups: list[Chat] = field(init=False)
    _people: list[User] = field(init=False)
    _turn: int = 0

    def __post_init__(self) -> None:
        self._groups = [self.server.add_supergroup(f"Circle {n}") for n in range(GROUPS)]
        self._people = [self.server.add_user(f"Person {n}") for n in range(PEOPLE)]

    @property
    def messages(self) -> int:
        """How many are sent in all."""
        return round(self.seconds / 60 * GROUPS * self.asked_a_minute / _ASKED_SHARE)

    def talk(self, events: Events, look: Callable[[], object]) -> None:
        """Sends all messages, evenly spread over the time; after each of them `look` is called."""
        to_come = sorted(events, key=lambda event: event[0])
        begun = time.monotonic()
        for number in range(self.messages):
            due = begun + self.seconds * number / self.messages
            time.sleep(max(0.0, due - time.monotonic()))
            self._say_something(number)
            if number % _EVERY_FAULTY == _EVERY_FAULTY - 1:
                self._send_faulty()
            while to_come and to_come[0][0] <= number / self.messages:
                to_come.pop(0)[1]()
            look()

    def ask_at_once(self, people: int) -> None:
        """So many people ask in private in the same moment."""
        for user in self._people[:people]:
            chat = self.server.private_chat(user)
            self.asked.append(self.server.send_text(chat, user, self._question()))

    def flood(self) -> None:
        """Somebody new asks much more than is answered."""
        user = self.server.add_user("In a hurry")
        chat = self.server.private_chat(user)
        asked = [self.server.send_text(chat, user, self._question()) for _ in range(FLOOD)]
        self.floods.append(asked)
        self.asked += asked

    def _send_faulty(self) -> None:
        self.server.queue_faulty_update(FAULTY_UPDATES[self.faulty % len(FAULTY_UPDATES)])
        self.faulty += 1

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
