"""Who may ask, administer and search: the decision as a table, and at each door over HTTP."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest

from bot.access.policy import Access
from bot.config.settings import Settings
from bot.telegram.outgoing.rate_limiter import Limits
from embeddings import Encoder
from tests.support.conversing import ask, find_button
from tests.support.harbour import KEEPER_QUESTION, build_harbour
from tests.support.running_bot import RunningBot, run_bot
from tests.telegram_server import Chat, TelegramServer, User

ADMIN, LISTED, STRANGER = 11, 12, 13
CIRCLE, FOREIGN = -100200, -100300

OPEN = Access(frozenset(), frozenset({ADMIN}))
CLOSED = Access(frozenset({CIRCLE, LISTED}), frozenset({ADMIN}))


@pytest.mark.parametrize(
    ("access", "user", "in_private", "in_circle", "in_foreign", "guest_in_foreign", "administers"),
    [
        (OPEN, ADMIN, True, True, True, True, True),
        (OPEN, LISTED, True, True, True, True, False),
        (OPEN, STRANGER, True, True, True, True, False),
        (CLOSED, ADMIN, True, True, False, True, True),
        (CLOSED, LISTED, True, True, False, True, False),
        (CLOSED, STRANGER, False, True, False, False, False),
        # Somebody who writes as the group itself, or as a channel.
        (CLOSED, CIRCLE, True, True, False, True, False),
        (CLOSED, -100999, False, True, False, False, False),
    ],
)
def test_who_may_do_what(
    access: Access,
    user: int,
    in_private: bool,
    in_circle: bool,
    in_foreign: bool,
    guest_in_foreign: bool,
    administers: bool,
) -> None:
    assert access.may_ask_anywhere(user) is in_private
    assert access.may_ask_in(abs(user), user) is in_private
    assert access.may_ask_in(CIRCLE, user) is in_circle
    assert access.may_ask_in(FOREIGN, user) is in_foreign
    assert access.may_ask_as_guest(FOREIGN, user) is guest_in_foreign
    assert access.may_ask_as_guest(CIRCLE, user) is in_circle
    assert access.may_administer(user) is administers


@pytest.fixture
def circle(server: TelegramServer) -> Chat:
    return server.add_supergroup("Circle")


@pytest.fixture
def closed_settings(bot_settings: Settings, alice: User, circle: Chat) -> Settings:
    return replace(bot_settings, telegram_allowed_chats=frozenset({alice.id, circle.id}))


@pytest.fixture
def closed_bot(
    server: TelegramServer, closed_settings: Settings, encoder: Encoder
) -> Iterator[RunningBot]:
    """A bot for Alice, the circle and the admin only."""
    build_harbour(closed_settings, encoder)
    with run_bot(server, closed_settings, encoder) as bot:
        yield bot


@pytest.fixture
def stranger(server: TelegramServer) -> User:
    return server.add_user("Sam")


class TestDoors:
    def test_private(
        self, server: TelegramServer, closed_bot: RunningBot, alice: User, stranger: User
    ) -> None:
        assert "Mary Flint" in ask(server, server.private_chat(alice), alice, KEEPER_QUESTION).text
        chat = server.private_chat(stranger)
        refusal = ask(server, chat, stranger, KEEPER_QUESTION)
        assert str(stranger.id) in refusal.text
        assert "Mary Flint" not in refusal.text
        for text in (KEEPER_QUESTION, "/sources", "/start", "/verify lamp", "/settings", "/ask x"):
            closed_bot.assert_silent(chat, partial(server.send_text, chat, stranger, text))

    def test_admins_are_always_served(
        self, server: TelegramServer, closed_bot: RunningBot, admin: User
    ) -> None:
        assert "Mary Flint" in ask(server, server.private_chat(admin), admin, KEEPER_QUESTION).text

    def test_listed_group_serves_all_its_members(
        self, server: TelegramServer, closed_bot: RunningBot, circle: Chat, stranger: User
    ) -> None:
        answer = ask(server, circle, stranger, f"/ask {KEEPER_QUESTION}")
        assert "Mary Flint" in answer.text
        # Private chats are not for everybody here: the message itself turns.
        reading = find_button(answer, "Read on ▶")
        assert "url" not in reading
        server.press_button(stranger, answer, str(reading["callback_data"]))
        assert "/" in server.wait_for_edit(answer).text

    def test_foreign_group_is_told_once(
        self, server: TelegramServer, closed_bot: RunningBot, alice: User
    ) -> None:
        foreign = server.add_supergroup("Elsewhere")
        refusal = ask(server, foreign, alice, f"/ask {KEEPER_QUESTION}")
        assert refusal.text.startswith("I work only in chats that my owner has chosen.")
        assert str(foreign.id) in refusal.text
        for text in (f"/ask {KEEPER_QUESTION}", f"@{server.bot.username} hello", "/sources"):
            closed_bot.assert_silent(foreign, partial(server.send_text, foreign, alice, text))
        assert not server.calls("leaveChat")

    @pytest.mark.parametrize(
        "text",
        [
            "/ask: {question}",
            "/ask, {question}",
            "/ @{bot} {question}",
            "//x @{bot} {question}",
            "/settings.",
            "/sources!",
            "/verify: the lamp turns once",
        ],
    )
    def test_no_spelling_gets_around_it(
        self, text: str, server: TelegramServer, closed_bot: RunningBot, alice: User
    ) -> None:
        foreign = server.add_supergroup("Elsewhere")
        asked = text.format(bot=server.bot.username, question=KEEPER_QUESTION)
        server.send_text(foreign, alice, asked)
        server.send_photo(foreign, alice, caption=asked)
        closed_bot.wait_until_done()
        for message in server.messages(foreign):
            assert "only in chats" in message.text

    def test_a_listed_group_that_becomes_a_supergroup(
        self, server: TelegramServer, bot_settings: Settings, encoder: Encoder, alice: User
    ) -> None:
        """The owner's list still has the old id; also after a restart."""
        group = server.add_group("Circle")
        listed = replace(bot_settings, telegram_allowed_chats=frozenset({group.id}))
        build_harbour(listed, encoder)
        with run_bot(server, listed, encoder) as bot:
            moved = server.migrate_to_supergroup(group, by=alice)
            bot.wait_until_done()
            assert "Mary Flint" in ask(server, moved, alice, f"/ask {KEEPER_QUESTION}").text
        with run_bot(server, listed, encoder):
            assert "asked here before" in ask(server, moved, alice, f"/ask {KEEPER_QUESTION}").text

    def test_a_listed_group_that_moves_is_neither_left_nor_greeted(
        self, server: TelegramServer, bot_settings: Settings, encoder: Encoder, alice: User
    ) -> None:
        """That the bot is in the supergroup is told before whence it came."""
        group = server.add_group("Circle")
        listed = replace(
            bot_settings,
            telegram_allowed_chats=frozenset({group.id, alice.id}),
            leave_foreign_chats=True,
        )
        build_harbour(listed, encoder)
        with run_bot(server, listed, encoder, Limits()) as bot:
            moved = server.add_supergroup("Circle", has_bot=False)
            server.add_bot(moved, by=alice)
            # Time enough to refuse the supergroup.
            ask(server, server.private_chat(alice), alice, KEEPER_QUESTION)
            server.migrate_to_supergroup(group, by=alice, into=moved)
            bot.wait_until_done()
            assert server.messages(moved) == []
            assert "Mary Flint" in ask(server, moved, alice, f"/ask {KEEPER_QUESTION}").text
        assert server.calls("leaveChat") == []

    def test_deep_link(
        self, server: TelegramServer, closed_bot: RunningBot, alice: User, stranger: User
    ) -> None:
        answer = ask(server, server.private_chat(alice), alice, KEEPER_QUESTION)
        passage_id = str(find_button(answer, "👍")["callback_data"]).split(":")[1]
        chat = server.private_chat(stranger)
        refusal = ask(server, chat, stranger, f"/start r_{passage_id}")
        assert "only for people" in refusal.text
        opened = ask(server, server.private_chat(alice), alice, f"/start r_{passage_id}")
        assert "Mary Flint" in opened.text

    def test_inline(
        self, server: TelegramServer, closed_bot: RunningBot, alice: User, stranger: User
    ) -> None:
        for user, is_served in ((alice, True), (stranger, False)):
            answer = server.wait_for_inline_answer(server.send_inline_query(user, KEEPER_QUESTION))
            assert bool(answer.results) is is_served
            assert answer.is_personal

    def test_guest(
        self, server: TelegramServer, closed_bot: RunningBot, alice: User, stranger: User
    ) -> None:
        foreign = server.add_supergroup("Elsewhere", has_bot=False)
        asked = f"@{server.bot.username} {KEEPER_QUESTION}"
        closed_bot.assert_silent(
            foreign, lambda: server.send_guest_message(foreign, stranger, asked)
        )
        assert not server.calls("answerGuestQuery")
        server.send_guest_message(foreign, alice, asked)
        assert "Mary Flint" in str(server.wait_for_call("answerGuestQuery").parameters)

    def test_button(
        self,
        server: TelegramServer,
        closed_settings: Settings,
        encoder: Encoder,
        alice: User,
        private: Chat,
    ) -> None:
        """Of a message from before the list was made."""
        build_harbour(closed_settings, encoder)
        everybody = replace(closed_settings, telegram_allowed_chats=frozenset())
        with run_bot(server, everybody, encoder):
            answer = ask(server, private, alice, KEEPER_QUESTION)
        others = replace(closed_settings, telegram_allowed_chats=frozenset({4711}))
        with run_bot(server, others, encoder):
            more = str(find_button(answer, "👍")["callback_data"])
            query_id = server.press_button(alice, answer, more)
            told = server.wait_for_call("answerCallbackQuery")
            assert told.parameters["callback_query_id"] == query_id
            assert "only in chats" in told.parameters["text"]

    @pytest.mark.parametrize(
        "command", ["reindex", "stats", "changed", "remove", "add x", "doctor"]
    )
    def test_admins_commands(
        self, command: str, server: TelegramServer, closed_bot: RunningBot, alice: User
    ) -> None:
        refusal = ask(server, server.private_chat(alice), alice, f"/{command}")
        assert refusal.text == f"/{command.split()[0]} is for the bot's admins."


def test_a_foreign_group_is_left_if_the_owner_wants_so(
    server: TelegramServer, closed_settings: Settings, encoder: Encoder, alice: User
) -> None:
    build_harbour(closed_settings, encoder)
    leaving = replace(closed_settings, leave_foreign_chats=True)
    with run_bot(server, leaving, encoder):
        foreign = server.add_supergroup("Elsewhere", has_bot=False)
        server.add_bot(foreign, by=alice)
        assert "only in chats" in server.wait_for_message(foreign).text
        left = server.wait_for_call("leaveChat")
        assert left.parameters["chat_id"] == foreign.id
