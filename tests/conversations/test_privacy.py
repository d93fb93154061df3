"""What is kept of those who ask, as /privacy tells it, and what /forget leaves of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import create_engine, text

from bot.access.quotas import MAX_KEYS
from bot.config.settings import DEFAULT_API_URL, Settings
from bot.storage.answers import MAX_ANSWERS
from bot.storage.chats import ChatSettings, ChatStore, Membership
from bot.storage.database import Database
from bot.storage.unanswered import MAX_KEPT, GapStore
from bot.storage.under_way.pending import MAX_AGE_SECONDS
from bot.telegram.memory.votes import MAX_VOTES, Votes
from bot.telegram.messages.privacy import describe_privacy
from tests.conftest import Press
from tests.support.conversing import ask
from tests.support.harbour import KEEPER_QUESTION, LAMP_QUESTION
from tests.support.running_bot import RunningBot
from tests.telegram_server import Chat, SentMessage, TelegramServer, User

FOLLOW_UP = "When was it built?"


@pytest.fixture
def store(bot_settings: Settings) -> ChatStore:
    """What the bot has kept, as another process reads it."""
    return ChatStore(Database(bot_settings.database_path))


def settle(bot: RunningBot, chat: Chat) -> None:
    """Returns when the bot has also remembered what it has answered."""
    bot.assert_silent(chat, lambda: None)


@pytest.fixture
def count_rows(bot_settings: Settings) -> Iterator[Callable[[str], int]]:
    """How many rows a table has on the disk."""
    engine = create_engine(f"sqlite:///{bot_settings.database_path}")

    def count(table: str) -> int:
        with engine.begin() as connection:
            return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() or 0)

    yield count
    engine.dispose()


class TestPrivacy:
    """Every number is that of the constant which does what is told."""

    def test_posts_of_channels_are_told_where_there_are_any(self, bot_settings: Settings) -> None:
        for is_private in (True, False):
            told = describe_privacy(bot_settings, is_private, has_posts=True).text
            assert "Telegram does not tell me when a post is deleted there" in told
            assert "/remove and its link, or by a newer export" in told
            assert "channels" not in describe_privacy(bot_settings, is_private).text

    def test_private_chat_is_told_what_is_kept_of_it(self, bot_settings: Settings) -> None:
        shared = describe_privacy(bot_settings, is_private=True, is_shared=True).text
        told = describe_privacy(bot_settings, is_private=True).text
        for text_, is_written in ((shared, True), (told, False)):
            assert (text_.index("a limit of") > text_.index("Written down")) is is_written
        for number in (MAX_ANSWERS, MAX_VOTES, MAX_KEYS):
            assert str(number) in told
        for part in ("10 minutes", "level INFO", "nobody but Telegram", "No question is written"):
            assert part in told
        assert f"{round(MAX_AGE_SECONDS / 3600)} hours" in told
        assert told.count("hours") == 1
        assert "group" not in told.lower()

    def test_group_is_told_what_is_kept_of_it(self, bot_settings: Settings) -> None:
        told = describe_privacy(bot_settings, is_private=False).text
        for part in ("24 hours", "numbers that stand for", "an admin of it", "this group"):
            assert part in told

    def test_running_settings_count(self, bot_settings: Settings) -> None:
        plain = replace(bot_settings, telegram_api_url=DEFAULT_API_URL)
        assert "server that my owner" not in describe_privacy(plain, True).text
        other = replace(bot_settings, keep_unanswered=True, log_level="DEBUG")
        told = describe_privacy(other, True).text
        assert f"the last {MAX_KEPT}; not who asked" in told
        assert "No question is written" not in told
        assert "level DEBUG" in told
        assert "server that my owner has chosen" in told

    def test_what_was_kept_before_is_told(
        self,
        server: TelegramServer,
        harbour_bot: RunningBot,
        alice: User,
        private: Chat,
        bot_settings: Settings,
    ) -> None:
        assert "No question is written down" in ask(server, private, alice, "/privacy").text
        for question in ("Why?", "Who?"):
            GapStore(Database(bot_settings.database_path)).keep(question)
        told = ask(server, private, alice, "/privacy").text
        assert "while my owner wanted them kept, with their day: 2;" in told
        assert "No question is" not in told

    def test_everybody_is_told_everywhere(
        self,
        server: TelegramServer,
        harbour_bot: RunningBot,
        alice: User,
        private: Chat,
        group: Chat,
        bot_settings: Settings,
    ) -> None:
        for chat in (private, group):
            told = ask(server, chat, alice, "/privacy")
            assert told.text == describe_privacy(bot_settings, chat is private).text
            assert told.entity_texts("bold") == [
                "In memory only, gone when I am restarted",
                "Written down",
            ]
            assert not told.buttons


class TestForget:
    def test_in_private_all_of_the_asker_is_forgotten(
        self,
        server: TelegramServer,
        harbour_bot: RunningBot,
        alice: User,
        private: Chat,
        group: Chat,
        store: ChatStore,
        press: Press,
        count_rows: Callable[[str], int],
    ) -> None:
        store.write(private.id, ChatSettings(quotes=1))
        asked = f"@{server.bot.username} {KEEPER_QUESTION}"
        in_group = ask(server, group, alice, asked)
        settle(harbour_bot, group)
        answer = ask(server, private, alice, KEEPER_QUESTION)
        assert "1871" in ask(server, private, alice, FOLLOW_UP).text
        press(alice, answer, "👍")
        settle(harbour_bot, private)
        assert "Forgotten" in ask(server, private, alice, "/forget").text
        # Nothing of the settings is left, of the follow-up nothing to follow.
        assert store.read(private.id) == ChatSettings()
        assert "1871" not in ask(server, private, alice, FOLLOW_UP).text
        # The vote still counts, as it is nobody's; who gave it is not known any more.
        assert "counted" in press(alice, answer, "👍")
        assert set(store.list_groups()) == {group.id}
        assert count_rows("chats") == 1
        # Edits of what was asked in a group before find no answer to change.
        question = SentMessage.from_json(in_group.raw["reply_to_message"])
        server.edit_text(question, f"@{server.bot.username} {LAMP_QUESTION}")
        settle(harbour_bot, group)
        assert server.current(in_group).text == in_group.text

    @pytest.mark.parametrize("count", [1, 4, 9])
    def test_what_was_asked_at_once_before_is_answered_and_not_remembered(
        self,
        server: TelegramServer,
        harbour_bot: RunningBot,
        alice: User,
        private: Chat,
        count: int,
    ) -> None:
        for _ in range(count):
            server.send_text(private, alice, KEEPER_QUESTION)
        server.send_text(private, alice, "/forget")
        harbour_bot.wait_until_done()
        said = [message.text for message in server.messages(private)]
        assert sum("Mary Flint" in each for each in said) == count
        server.send_text(private, alice, FOLLOW_UP)
        harbour_bot.wait_until_done()
        assert "follow-up" not in server.messages(private)[-1].text

    def test_groups_admins_make_it_forget_the_group(
        self,
        server: TelegramServer,
        harbour_bot: RunningBot,
        alice: User,
        group: Chat,
        store: ChatStore,
        count_rows: Callable[[str], int],
    ) -> None:
        store.set_membership(group.id, Membership.MEMBER)
        store.write(group.id, ChatSettings(quotes=1))
        ask_here = partial(ask, server, group)
        bob = server.add_user("Bob")
        asked = f"/ask {KEEPER_QUESTION}"
        ask_here(bob, asked)
        settle(harbour_bot, group)
        assert "asked here before" in ask_here(bob, asked).text
        server.set_member(group, alice, "administrator")
        assert "Forgotten: the questions asked in this group" in ask_here(alice, "/forget").text
        assert store.read(group.id) == ChatSettings()
        assert store.list_groups().get(group.id) is Membership.MEMBER
        assert count_rows("earlier_answers") == 0
        assert "Mary Flint" in ask_here(bob, asked).text

    def test_others_in_a_group_are_forgotten_themselves(
        self,
        server: TelegramServer,
        harbour_bot: RunningBot,
        alice: User,
        group: Chat,
        store: ChatStore,
        count_rows: Callable[[str], int],
    ) -> None:
        server.set_bot_status(group, "administrator")
        store.write(group.id, ChatSettings(quotes=1))
        bob = server.add_user("Bob")
        of_alice, of_bob = (
            server.send_text(group, user, f"/ask {question}")
            for user, question in ((alice, KEEPER_QUESTION), (bob, LAMP_QUESTION))
        )
        answers = {
            answer.reply_to_message_id: answer
            for answer in (server.wait_for_message(group) for _ in range(2))
        }
        settle(harbour_bot, group)
        told = ask(server, group, alice, "/forget").text
        assert "only its admins" in told
        assert "\n" not in told
        assert store.read(group.id) == ChatSettings(quotes=1)
        assert count_rows("earlier_answers") == 2
        # Of Bob's question the answer is still known, of hers it is not.
        server.edit_text(of_alice, f"/ask {LAMP_QUESTION}")
        server.edit_text(of_bob, f"/ask {KEEPER_QUESTION}")
        edited = server.wait_for_edit(answers[of_bob.message_id])
        assert "Mary Flint" in edited.text
        settle(harbour_bot, group)
        hers = answers[of_alice.message_id]
        assert server.current(hers).text == hers.text

    def test_settings_that_cannot_be_forgotten_are_told(
        self,
        server: TelegramServer,
        harbour_bot: RunningBot,
        alice: User,
        private: Chat,
        bot_settings: Settings,
    ) -> None:
        path = bot_settings.database_path
        ask(server, private, alice, "/help")
        path.unlink()
        path.mkdir()
        assert "could not be deleted" in ask(server, private, alice, "/forget").text

    def test_forgotten_voter_can_vote_again(self) -> None:
        votes = Votes()
        assert votes.change("message", 7, (1, 0)) == (1, 0)
        assert votes.change("message", 7, (1, 0)) is None
        votes.forget(7)
        assert votes.change("message", 7, (1, 0)) == (1, 0)
