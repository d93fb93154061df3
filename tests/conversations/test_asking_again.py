"""Follow-ups, edited questions, marked phrases, and messages that do not get through at once."""

import pytest

from tests.support.conversing import ask
from tests.support.harbour import KEEPER_QUESTION, WALL_QUESTION
from tests.support.running_bot import RunningBot
from tests.telegram_server import Chat, TelegramServer, User

OFF_TOPIC = "What is the boiling point of ethanol at sea level?"
HEIGHT = "The tower is forty metres tall"


@pytest.mark.usefixtures("harbour_bot")
class TestFollowUps:
    def test_next_in_private_is_understood_with_the_question_before(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        ask(server, private, alice, "What is the lighthouse of Skerry made of?")
        answer = ask(server, private, alice, "And how tall is it?")
        assert HEIGHT in answer.text
        assert answer.entity_texts("italic") == [
            "Read as a follow-up to “What is the lighthouse of Skerry made of?”."
        ]

    def test_a_chain_of_them(self, server: TelegramServer, private: Chat, alice: User) -> None:
        ask(server, private, alice, "What is the lighthouse of Skerry made of?")
        ask(server, private, alice, "And how tall is it?")
        assert "1871" in ask(server, private, alice, "When was it built?").text

    def test_in_reply_to_an_answer_in_a_group(
        self, server: TelegramServer, group: Chat, alice: User
    ) -> None:
        bob = server.add_user("Bob")
        answer = ask(server, group, alice, "/ask What is the lighthouse of Skerry made of?")
        server.send_text(group, bob, "And how tall is it?", reply_to=answer)
        assert HEIGHT in server.wait_for_message(group).text

    def test_not_next_in_a_group(self, server: TelegramServer, group: Chat, alice: User) -> None:
        ask(server, group, alice, "/ask What is the lighthouse of Skerry made of?")
        assert "nothing" in ask(server, group, alice, "/ask And how tall is it?").text

    def test_others_in_private_have_their_own(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        bob = server.add_user("Bob")
        ask(server, private, alice, "What is the lighthouse of Skerry made of?")
        assert "nothing" in ask(server, server.private_chat(bob), bob, "And how tall is it?").text

    def test_a_question_that_stands_alone_stays_alone(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        ask(server, private, alice, KEEPER_QUESTION)
        assert "nothing" in ask(server, private, alice, OFF_TOPIC).text


@pytest.mark.usefixtures("harbour_bot")
class TestEdited:
    def test_the_answer_is_edited(self, server: TelegramServer, private: Chat, alice: User) -> None:
        question = server.send_text(private, alice, KEEPER_QUESTION)
        answer = server.wait_for_message(private)
        server.edit_text(question, WALL_QUESTION)
        edited = server.wait_for_edit(answer)
        assert "three million crowns" in edited.text
        assert edited.buttons
        assert len(server.messages(private)) == 1

    def test_to_a_miss_and_back(self, server: TelegramServer, private: Chat, alice: User) -> None:
        question = server.send_text(private, alice, KEEPER_QUESTION)
        answer = server.wait_for_message(private)
        question = server.edit_text(question, OFF_TOPIC)
        miss = server.wait_for_edit(answer)
        assert "nothing" in miss.text
        assert "Copy citation" not in [button["text"] for button in miss.buttons]
        server.edit_text(question, KEEPER_QUESTION)
        assert server.wait_for_edit(miss).text == answer.text

    def test_commands_and_mentions_in_groups(
        self, server: TelegramServer, group: Chat, alice: User
    ) -> None:
        for form in ("/ask {}", f"@{server.bot.username} {{}}"):
            question = server.send_text(group, alice, form.format(KEEPER_QUESTION))
            answer = server.wait_for_message(group)
            server.edit_text(question, form.format(WALL_QUESTION))
            assert "three million crowns" in server.wait_for_edit(answer).text

    def test_nothing_is_sent_for_other_edits(
        self, server: TelegramServer, group: Chat, alice: User, harbour_bot: RunningBot
    ) -> None:
        name = server.bot.username
        unasked = server.send_text(group, alice, "Good morning.")
        harbour_bot.assert_silent(group, lambda: server.edit_text(unasked, f"@{name} {OFF_TOPIC}"))
        question = server.send_text(group, alice, f"@{name} {KEEPER_QUESTION}")
        answer = server.wait_for_message(group)
        harbour_bot.assert_silent(group, lambda: server.edit_text(question, "Never mind."))
        assert server.current(answer) == answer


@pytest.mark.usefixtures("harbour_bot")
class TestMarked:
    def test_the_answer_hangs_on_the_phrase(
        self, server: TelegramServer, group: Chat, alice: User
    ) -> None:
        bob = server.add_user("Bob")
        said = server.send_text(group, bob, f"I wonder. {KEEPER_QUESTION} Somebody must know.")
        server.send_text(group, alice, "/ask", reply_to=said, quote=KEEPER_QUESTION)
        answer = server.wait_for_message(group)
        assert "Mary Flint" in answer.text
        assert answer.reply_to_message_id == said.message_id
        assert answer.quote is not None
        assert answer.quote["text"] == KEEPER_QUESTION

    def test_without_a_mark_it_replies_to_the_asker(
        self, server: TelegramServer, group: Chat, alice: User
    ) -> None:
        bob = server.add_user("Bob")
        said = server.send_text(group, bob, KEEPER_QUESTION)
        asked = server.send_text(group, alice, "/ask", reply_to=said)
        answer = server.wait_for_message(group)
        assert answer.reply_to_message_id == asked.message_id
        assert answer.quote is None

    def test_a_phrase_that_was_edited_away_costs_no_answer(
        self, server: TelegramServer, group: Chat, alice: User
    ) -> None:
        bob = server.add_user("Bob")
        said = server.send_text(group, bob, KEEPER_QUESTION)
        server.fail_next("sendMessage", 400, "Bad Request: QUOTE_TEXT_INVALID")
        server.send_text(group, alice, "/ask", reply_to=said, quote=KEEPER_QUESTION)
        answer = server.wait_for_message(group)
        assert "Mary Flint" in answer.text
        assert answer.reply_to_message_id == said.message_id
        assert answer.quote is None


@pytest.mark.usefixtures("harbour_bot")
class TestSending:
    def test_a_wait_that_is_asked_for_is_kept(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        server.fail_next("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
        assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text

    def test_failures_of_the_server_and_dropped_connections_are_tried_again(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        server.fail_next("sendMessage", 502, "Bad Gateway")
        server.drop_connection_next("sendMessage")
        assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text
        assert len(server.messages(private)) == 1
        assert len(server.calls("sendMessage")) == 3

    def test_an_edit_that_changes_nothing_is_no_error(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        question = server.send_text(private, alice, KEEPER_QUESTION)
        answer = server.wait_for_message(private)
        server.fail_next("editMessageText", 400, "Bad Request: message is not modified")
        question = server.edit_text(question, WALL_QUESTION)
        server.wait_for_call("editMessageText")
        server.edit_text(question, OFF_TOPIC)
        assert "nothing" in server.wait_for_edit(answer).text
        assert len(server.messages(private)) == 1


@pytest.mark.usefixtures("harbour_bot")
class TestReviewed:
    """Cases that a reviewer found."""

    @pytest.mark.parametrize(
        "text", ["Thanks!", "ok", "👍", "What is ethanol?", "Who won this world cup?"]
    )
    def test_a_remark_gets_no_old_answer(
        self, text: str, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        ask(server, private, alice, KEEPER_QUESTION)
        assert "Mary Flint" not in ask(server, private, alice, text).text

    def test_an_edit_that_overtakes_the_answer_is_not_lost(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        server.fail_next("sendMessage", 502, "Bad Gateway")
        question = server.send_text(private, alice, KEEPER_QUESTION)
        server.edit_text(question, WALL_QUESTION)
        answer = server.wait_for_message(private)
        if "Mary Flint" in answer.text:
            answer = server.wait_for_edit(answer)
        assert "three million" in answer.text
        assert len(server.messages(private)) == 1

    def test_no_edit_of_many_that_overtake_is_lost(
        self, server: TelegramServer, harbour_bot: RunningBot
    ) -> None:
        """The settings of all these chats are read at once, in threads that end in any order."""
        answers = []
        for number in range(20):
            user = server.add_user(f"Reader {number}")
            question = server.send_text(server.private_chat(user), user, KEEPER_QUESTION)
            server.edit_text(question, WALL_QUESTION)
            answers.append(question)
        harbour_bot.wait_until_done()
        for question in answers:
            answer = server.wait_for_reply(question)
            assert "three million" in server.current(answer).text

    def test_the_last_of_two_edits_stays(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        question = server.send_text(private, alice, KEEPER_QUESTION)
        answer = server.wait_for_message(private)
        server.fail_next("editMessageText", 502, "Bad Gateway")
        question = server.edit_text(question, WALL_QUESTION)
        server.edit_text(question, OFF_TOPIC)
        while "nothing" not in answer.text:
            answer = server.wait_for_edit(answer)

    def test_ask_edited_into_another_command_is_left(
        self, server: TelegramServer, private: Chat, alice: User, harbour_bot: RunningBot
    ) -> None:
        question = server.send_text(private, alice, f"/ask {KEEPER_QUESTION}")
        answer = server.wait_for_message(private)
        harbour_bot.assert_silent(
            private, lambda: server.edit_text(question, f"/verify {WALL_QUESTION}")
        )
        assert server.current(answer) == answer
