"""Many at once, and one who asks too much: who is answered, and what is counted."""

from dataclasses import replace

import pytest

from bot.config.settings import Settings
from embeddings import Encoder
from tests.conftest import Press
from tests.support.conversing import ask, labels
from tests.support.harbour import KEEPER_QUESTION, WALL_QUESTION, build_harbour
from tests.support.running_bot import RunningBot, run_bot
from tests.telegram_server import Chat, TelegramServer, User

FREE = ("/start", "/help", "/privacy", "/forget", "/settings", "/sources")


@pytest.fixture
def few(encoder: Encoder, bot_settings: Settings) -> Settings:
    """Settings with two questions a minute for a user, and an index."""
    build_harbour(bot_settings, encoder)
    return replace(bot_settings, user_questions_per_minute=2, chat_questions_per_minute=15)


def test_all_who_type_at_once_are_answered(
    server: TelegramServer, encoder: Encoder, few: Settings
) -> None:
    users = [server.add_user(f"User {n}") for n in range(200)]
    typed = [server.send_inline_query(user, KEEPER_QUESTION) for user in users]
    with run_bot(server, few, encoder):
        for query_id in typed:
            assert server.wait_for_inline_answer(query_id, timeout_seconds=60).results


def test_of_what_one_types_the_newest_is_answered(
    server: TelegramServer, encoder: Encoder, few: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """What has gathered comes a hundred at a time, and of each hundred one is looked for."""
    user, other = server.add_user("User"), server.add_user("Other")
    typed = [server.send_inline_query(user, KEEPER_QUESTION) for _ in range(299)]
    others = server.send_inline_query(other, KEEPER_QUESTION)
    typed.append(server.send_inline_query(user, KEEPER_QUESTION))
    with run_bot(server, few, encoder) as bot:
        assert server.wait_for_inline_answer(typed[-1]).results
        assert server.wait_for_inline_answer(others).results
        bot.wait_until_done()
    assert len(server.calls("answerInlineQuery")) <= 1 + 4
    assert {record.levelname for record in caplog.records} <= {"INFO"}


def test_who_types_on_and_on_is_not_looked_for_more_than_so_often(
    server: TelegramServer, encoder: Encoder, few: Settings
) -> None:
    user, other = server.add_user("User"), server.add_user("Other")
    with run_bot(server, few, encoder) as bot:
        for _ in range(2 * 12):
            server.wait_for_inline_answer(server.send_inline_query(user, KEEPER_QUESTION))
        for _ in range(20):
            server.send_inline_query(user, KEEPER_QUESTION)
        assert server.wait_for_inline_answer(server.send_inline_query(other, "lighthouse")).results
        bot.wait_until_done()
    assert len(server.calls("answerInlineQuery")) == 2 * 12 + 1


def test_buttons_below_quotes_of_many_are_not_counted_as_one_chats(
    server: TelegramServer, harbour_bot: RunningBot
) -> None:
    """Of these Telegram names no chat."""
    pressed = []
    for number in range(60):
        user = server.add_user(f"User {number}")
        pressed.append(
            {
                "id": str(number),
                "from": user.to_json(),
                "chat_instance": "1",
                "data": "x",
                "inline_message_id": "m",
            }
        )
    server.expect_refusals("query is too old")
    for query in pressed:
        server.queue_update("callback_query", query)
    server.wait_until(lambda: len(server.calls("answerCallbackQuery")) == 60)
    texts = [call.parameters.get("text") for call in server.calls("answerCallbackQuery")]
    assert None not in texts, "one was dropped"


def test_a_flood_of_presses_takes_no_connection_from_others(
    server: TelegramServer, encoder: Encoder, few: Settings, private: Chat, alice: User
) -> None:
    """Telegram is slow to take what is said of buttons; and told to stop, the bot ends."""
    bob = server.add_user("Bob")
    with run_bot(server, few, encoder, seconds_to_end=0.1):
        answer = ask(server, private, alice, KEEPER_QUESTION)
        server.slow_some_answers("answerCallbackQuery", 7, every=1)
        for _ in range(600):
            server.press_button(alice, answer, "x", forged=True)
        question = server.send_text(server.private_chat(bob), bob, KEEPER_QUESTION)
        assert "Mary Flint" in server.wait_for_reply(question, timeout_seconds=30).text


class TestWhatIsCounted:
    def test_a_vote_is_counted_when_a_group_may_turn_no_more_pages(
        self,
        server: TelegramServer,
        encoder: Encoder,
        few: Settings,
        group: Chat,
        alice: User,
        press: Press,
    ) -> None:
        with run_bot(server, few, encoder):
            answer = ask(server, group, alice, f"/ask {WALL_QUESTION}")
            told = [""]
            while told[-1] == "":
                shown = server.current(answer)
                label = next(at for at in ("By date", "Best first", "…") if at in labels(shown))
                told.append(press(alice, shown, label))
            assert len(told) > 2
            assert told[-1] == "A little slower, please."
            assert "without your name" in press(alice, server.current(answer), "👍")

    def test_what_is_not_looked_for_is_always_answered_in_private(
        self,
        server: TelegramServer,
        encoder: Encoder,
        few: Settings,
        private: Chat,
        alice: User,
    ) -> None:
        with run_bot(server, few, encoder) as bot:
            for _ in range(2):
                assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text
            assert "in a minute" in ask(server, private, alice, KEEPER_QUESTION).text
            bot.assert_silent(private, lambda: server.send_text(private, alice, KEEPER_QUESTION))
            for command in FREE:
                told = ask(server, private, alice, command).text
                assert "in a minute" not in told

    def test_what_is_not_looked_for_takes_nothing_of_the_questions(
        self,
        server: TelegramServer,
        encoder: Encoder,
        few: Settings,
        private: Chat,
        alice: User,
    ) -> None:
        with run_bot(server, few, encoder):
            for command in (*FREE, "/ask", "/verify"):
                ask(server, private, alice, command)
            server.send_sticker(private, alice)
            server.wait_for_message(private)
            assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text

    @pytest.mark.parametrize("command", ["/verify", "/ask"])
    def test_a_command_that_searches_is_a_question(
        self,
        command: str,
        server: TelegramServer,
        encoder: Encoder,
        few: Settings,
        private: Chat,
        alice: User,
    ) -> None:
        with run_bot(server, few, encoder):
            for _ in range(2):
                ask(server, private, alice, f"{command} the lighthouse of Skerry")
            assert "in a minute" in ask(server, private, alice, KEEPER_QUESTION).text

    def test_commands_of_one_do_not_drown_a_group(
        self,
        server: TelegramServer,
        encoder: Encoder,
        few: Settings,
        group: Chat,
        alice: User,
    ) -> None:
        bob = server.add_user("Bob")
        with run_bot(server, few, encoder) as bot:
            for number in range(60):
                server.send_text(group, alice, f"{FREE[number % 6]}@{server.bot.username}")
                if number % 10 == 9:
                    bot.wait_until_done()
            assert len(server.messages(group)) == 9, "half of what Telegram takes"
            asked = server.send_text(group, bob, f"/ask {KEEPER_QUESTION}")
            assert "Mary Flint" in server.wait_for_reply(asked).text
            # Hers are left, for where there is room.
            private = server.private_chat(alice)
            assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text
            carol = server.add_user("Carol")
            privacy = server.send_text(group, carol, f"/privacy@{server.bot.username}")
            assert server.wait_for_reply(privacy).text

    def test_a_group_is_answered_to_commands_when_its_questions_are_spent(
        self,
        server: TelegramServer,
        encoder: Encoder,
        few: Settings,
        group: Chat,
    ) -> None:
        with run_bot(server, replace(few, chat_questions_per_minute=2), encoder) as bot:
            for number in range(4):
                asker = server.add_user(f"User {number}")
                server.send_text(group, asker, f"/ask {KEEPER_QUESTION}")
                bot.wait_until_done()
            privacy = server.send_text(group, asker, f"/privacy@{server.bot.username}")
            assert server.wait_for_reply(privacy).text
