"""Conversations through python-telegram-bot's real stack, over HTTP, with the real encoder."""

import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.config.settings import Settings
from bot.text.translation import LANGUAGES
from corpus import read_corpus
from embeddings import BuildFolder, Encoder, Retriever, build_index, load_index
from tests.support.harbour import build_harbour
from tests.support.live_index import load_live
from tests.support.running_bot import PLENTY, RunningBot
from tests.telegram_server import Chat, SentMessage, TelegramServer, User

QUESTION = "How many troops does the Special Security Division have?"
FIGURE = "has over 15,000 troops"
OFF_TOPIC = "What is the boiling point of ethanol at sea level?"


@pytest.fixture(scope="module")
def index_dir(
    encoder: Encoder, project_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """An index of the shipped articles."""
    path = tmp_path_factory.mktemp("shipped")
    articles = project_dir / "corpus" / "articles"
    build_index(read_corpus(articles), articles, encoder, BuildFolder(path))
    return path


@pytest.fixture
def bot(
    server: TelegramServer,
    encoder: Encoder,
    index_dir: Path,
    admin: User,
    project_dir: Path,
    tmp_path: Path,
) -> Iterator[RunningBot]:
    env = {
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "TELEGRAM_ADMIN_IDS": str(admin.id),
        **PLENTY,
        "INDEX_DIR": str(index_dir),
        "STATE_DIR": str(tmp_path),
    }
    settings = Settings.from_env(env, project_dir, tmp_path)
    retriever = Retriever(load_index(BuildFolder(index_dir), encoder), encoder)
    with RunningBot(server, settings, retriever) as bot:
        yield bot


def assert_answers(answer: SentMessage, question: SentMessage) -> None:
    assert FIGURE in answer.entity_texts("blockquote")[0]
    assert answer.reply_to_message_id == question.message_id
    assert answer.link_preview_options == {"is_disabled": True}


@pytest.mark.usefixtures("bot")
class TestPrivate:
    def test_question_is_answered_with_quotes_and_sources(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        question = server.send_text(private, alice, QUESTION)
        answer = server.wait_for_message(private)
        assert_answers(answer, question)
        lines = answer.text.split("\n")
        source = "Footnote briefs · 21 November 2026"
        assert f"Special Security Division · {source}" in lines
        assert "21 November 2026" in answer.entity_texts("date_time")
        based_on = next(line for line in lines if line.startswith("Based on: "))
        assert based_on.endswith("Eur Asia News · 13 November 2024")
        assert "Special Security Division" in answer.entity_texts("text_link")
        assert len(answer.entity_texts("blockquote")) == 1
        assert len(answer.entity_texts("expandable_blockquote")) <= 2

    def test_typing_comes_first_and_no_placeholder(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        server.send_text(private, alice, QUESTION)
        server.wait_for_message(private)
        methods = [c.method for c in server.calls() if c.method.startswith("send")]
        assert methods == ["sendChatAction", "sendMessage"]

    def test_off_topic_question_is_told_so_without_quotes(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        server.send_text(private, alice, OFF_TOPIC)
        answer = server.wait_for_message(private)
        assert "nothing" in answer.text
        assert answer.entities == ()

    def test_start_and_help_name_ask(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        for command in ("/start", "/help", "/start payload"):
            server.send_text(private, alice, command)
            text = server.wait_for_message(private).text
            assert "/ask" in text
            assert ("from 18 articles" in text) == command.startswith("/start")

    def test_sources_lists_titles_publishers_and_dates(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        server.send_text(private, alice, "/sources")
        text = server.wait_for_message(private).text
        assert text.startswith("I know 18 articles (page 1 of 3):")
        source = "Footnote briefs · 21 November 2026"
        assert f"• Azm-e-Istehkam · {source}" in text.split("\n")

    def test_ask_without_question_says_how(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        """By what these articles answer."""
        server.send_text(private, alice, "/ask")
        told = server.wait_for_message(private).text
        server.send_text(private, alice, told[told.index("/ask ") :])
        assert server.wait_for_message(private).entity_texts("blockquote")

    def test_ask_works_in_private_too(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        question = server.send_text(private, alice, f"/ask {QUESTION}")
        assert_answers(server.wait_for_message(private), question)

    def test_caption_is_a_question(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        question = server.send_photo(private, alice, caption=QUESTION)
        assert_answers(server.wait_for_message(private), question)

    def test_sticker_and_unknown_command_get_a_hint(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        server.send_sticker(private, alice)
        assert "as text" in server.wait_for_message(private).text
        server.send_text(private, alice, "/nonsense")
        assert "/help" in server.wait_for_message(private).text

    def test_odd_questions_are_answered(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        for text in (
            "?",
            "👍🏽👨‍👩‍👧",
            "𝔊" * 2048,
            f"{QUESTION} " * 60,
            "谁守卫瓜达尔港？",
            "a\n\n\nb",
        ):
            server.send_text(private, alice, text)
            assert server.wait_for_message(private).text

    def test_two_askers_get_their_own_answers(self, server: TelegramServer) -> None:
        chats = []
        for name in ("Bob", "Carol", "Dave"):
            user = server.add_user(name)
            chat = server.private_chat(user)
            chats.append((chat, server.send_text(chat, user, QUESTION)))
        for chat, question in chats:
            assert_answers(server.wait_for_message(chat), question)


def test_channel_posts_are_ignored(server: TelegramServer, bot: RunningBot) -> None:
    channel = server.add_channel("News")
    bot.assert_silent(channel, lambda: server.post_to_channel(channel, QUESTION))


class TestGroup:
    def test_mention_command_and_reply_are_answered(
        self, server: TelegramServer, bot: RunningBot, alice: User
    ) -> None:
        name = server.bot.username
        for text in (
            f"@{name} {QUESTION}",
            f"@{str(name).upper()}, {QUESTION}",
            f"{QUESTION} @{name}",
            f"😀 @{name}: {QUESTION}",
            f"/ask {QUESTION}",
            f"/ask@{name} {QUESTION}",
        ):
            group = server.add_supergroup("Each in its own")  # none has asked before
            question = server.send_text(group, alice, text)
            answer = server.wait_for_message(group)
            assert_answers(answer, question)
        question = server.send_text(group, alice, "Who guards the port of Gwadar?", reply_to=answer)
        assert server.wait_for_message(group).reply_to_message_id == question.message_id

    def test_somebodys_message_is_taken_as_the_question(
        self, server: TelegramServer, bot: RunningBot, alice: User
    ) -> None:
        bob = server.add_user("Bob")
        for text in ("/ask", f"@{server.bot.username}", f"@{server.bot.username} "):
            group = server.add_supergroup("Each in its own")
            asked = server.send_text(group, bob, QUESTION)
            asking = server.send_text(group, alice, text, reply_to=asked)
            assert_answers(server.wait_for_message(group), asking)

    def test_mention_or_ask_without_a_question_says_how(
        self, server: TelegramServer, bot: RunningBot, group: Chat, alice: User
    ) -> None:
        server.send_text(group, alice, "/ask")
        assert "/ask " in server.wait_for_message(group).text
        server.send_text(group, alice, f"@{server.bot.username}")
        told = server.wait_for_message(group).text
        assert "articles" in told
        assert "•" in told, "nothing of these articles is named"
        assert "/ask" not in told, "no command was written"

    def test_silent_otherwise(
        self, server: TelegramServer, bot: RunningBot, group: Chat, alice: User
    ) -> None:
        bob = server.add_user("Bob")
        asked = server.send_text(group, bob, "hello there")
        for text in (
            QUESTION,
            f"/ask@another_bot {QUESTION}",
            f"@another_bot {QUESTION}",
            f"@{server.bot.username}s {QUESTION}",
            f"mail me at x@{server.bot.username}.org",
            "/nonsense",
        ):
            bot.assert_silent(group, partial(server.send_text, group, alice, text))
        bot.assert_silent(group, lambda: server.send_text(group, alice, "yes", reply_to=asked))
        bot.assert_silent(group, lambda: server.send_sticker(group, alice))
        bot.assert_silent(group, lambda: server.send_photo(group, alice, caption=QUESTION))

    def test_answers_stay_in_their_topic(
        self, server: TelegramServer, bot: RunningBot, alice: User
    ) -> None:
        forum = server.add_supergroup("Forum", forum=True)
        for topic in (forum.add_topic("Ports"), forum.add_topic("Bonds"), None):
            question = server.send_text(forum, alice, f"/ask {QUESTION}", topic=topic)
            answer = server.wait_for_message(forum)
            assert_answers(answer, question)
            assert answer.message_thread_id == (topic.id if topic else None)
        actions = server.calls("sendChatAction")
        assert [call.parameters.get("message_thread_id") for call in actions] == [
            call.parameters.get("message_thread_id") for call in server.calls("sendMessage")
        ]

    def test_message_in_a_topic_is_no_reply_to_the_bot(
        self, server: TelegramServer, bot: RunningBot, alice: User
    ) -> None:
        forum = server.add_supergroup("Forum", forum=True)
        topic = forum.add_topic("Opened by the bot", by=server.bot)
        bot.assert_silent(forum, lambda: server.send_text(forum, alice, QUESTION, topic=topic))

    def test_off_topic_question_is_told_so(
        self, server: TelegramServer, bot: RunningBot, group: Chat, alice: User
    ) -> None:
        server.send_text(group, alice, f"/ask {OFF_TOPIC}")
        miss = server.wait_for_message(group)
        assert "nothing" in miss.text
        assert "\n" not in miss.text
        assert (miss.entities, miss.buttons) == ((), [])


class TestFailures:
    def test_failing_handler_apologises_once_and_logs_once(
        self,
        server: TelegramServer,
        bot: RunningBot,
        private: Chat,
        alice: User,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        server.fail_next("sendMessage", 400, "Bad Request: something is wrong")
        question = server.send_text(private, alice, QUESTION)
        apology = server.wait_for_message(private)
        assert "Sorry" in apology.text
        assert apology.reply_to_message_id == question.message_id
        errors = [r for r in caplog.records if r.levelno >= logging.ERROR]
        assert [r.name for r in errors] == ["bot.telegram.handlers.errors"]
        assert QUESTION not in caplog.text
        assert server.token not in caplog.text
        server.send_text(private, alice, QUESTION)
        assert FIGURE in server.wait_for_message(private).text
        assert len(server.messages(private)) == 2

    def test_typing_that_fails_costs_no_answer(
        self, server: TelegramServer, bot: RunningBot, private: Chat, alice: User
    ) -> None:
        server.fail_next("sendChatAction", 400, "Bad Request: no")
        question = server.send_text(private, alice, QUESTION)
        assert_answers(server.wait_for_message(private), question)

    def test_deleted_question_is_answered_without_reply(
        self, server: TelegramServer, bot: RunningBot, group: Chat, alice: User
    ) -> None:
        asked = server.send_text(group, alice, f"/ask {QUESTION}")
        server.delete(asked)
        assert FIGURE in server.wait_for_message(group).text

    def test_bot_that_was_blocked_goes_on(
        self,
        server: TelegramServer,
        bot: RunningBot,
        private: Chat,
        alice: User,
    ) -> None:
        server.fail_next("sendMessage", 403, "Forbidden: bot was blocked by the user")
        server.send_text(private, alice, QUESTION)
        bob = server.add_user("Bob")
        chat = server.private_chat(bob)
        server.wait_for_call("sendMessage")
        question = server.send_text(chat, bob, QUESTION)
        assert_answers(server.wait_for_message(chat), question)
        assert server.messages(private) == []

    def test_polling_survives_errors_of_the_server(
        self, server: TelegramServer, bot: RunningBot, private: Chat, alice: User
    ) -> None:
        server.fail_next("getUpdates", 502, "Bad Gateway")
        server.drop_connection_next("getUpdates")
        question = server.send_text(private, alice, QUESTION)
        assert_answers(server.wait_for_message(private, timeout_seconds=20), question)
        question = server.send_text(private, alice, QUESTION)
        assert_answers(server.wait_for_message(private, timeout_seconds=20), question)


class TestReindex:
    def test_others_are_told_that_it_is_for_admins(
        self, server: TelegramServer, bot: RunningBot, private: Chat, alice: User
    ) -> None:
        server.send_text(private, alice, "/reindex")
        assert "admins" in server.wait_for_message(private).text

    def test_menus_of_commands_are_set(
        self, server: TelegramServer, encoder: Encoder, bot_settings: Settings, admin: User
    ) -> None:
        build_harbour(bot_settings, encoder)
        retriever = Retriever(load_live(bot_settings, encoder), encoder)
        with RunningBot(server, bot_settings, retriever, menu_languages=LANGUAGES):
            server.send_text(server.private_chat(admin), admin, "/start")
            server.wait_for_message(server.private_chat(admin))
            for _ in range(2 * 6 + 1):  # two in each language, and the admin's
                server.wait_for_call("setMyCommands")
        private = server.menu("all_private_chats")
        assert set(private) >= {"ask", "verify", "sources", "help"}
        assert set(server.menu("all_group_chats")) < set(private)
        of_admin = server.menu("chat", chat=server.private_chat(admin))
        assert set(of_admin) > set(private)
        assert set(of_admin) - set(private) == {
            *("add", "remove", "follow", "unfollow", "reindex", "stats", "doctor", "changed")
        }
        for language in ("es", "ru", "zh", "ar", "ur"):
            assert set(server.menu("all_private_chats", language)) == set(private)
