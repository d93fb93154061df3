"""Groups: who is heard, what becomes of the bot there, and what was asked before."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest

from bot.config.settings import Settings
from bot.storage.chats import ChatSettings, ChatStore, Membership
from bot.storage.database import Database
from embeddings import Encoder
from tests.conftest import Press, Rebuild
from tests.support.conversing import ask, find_button, labels, open_more
from tests.support.harbour import (
    FILES,
    KEEPER_QUESTION,
    LAMP_QUESTION,
    WALL_QUESTION,
    build_harbour,
)
from tests.support.running_bot import RunningBot, run_bot
from tests.telegram_server import Chat, TelegramServer, User

OTHER_WORDS = "Since 2011, who has kept Skerry's lighthouse?"


@pytest.fixture
def store(bot_settings: Settings) -> ChatStore:
    """What the bot has kept, as another process reads it."""
    return ChatStore(Database(bot_settings.database_path))


class TestSenders:
    def test_anonymous_admins_and_channels_are_people(
        self, server: TelegramServer, harbour_bot: RunningBot, alice: User, store: ChatStore
    ) -> None:
        """And the bot is known to be where they ask, though nobody told that it was added."""
        channel = server.add_channel("Coast channel", has_bot=False)
        for sender in (server.add_supergroup("Circle"), channel):
            group = sender if sender is not channel else server.add_supergroup("Other")
            asked = server.send_text(group, alice, f"/ask {KEEPER_QUESTION}", as_chat=sender)
            answer = server.wait_for_message(group)
            assert "Mary Flint" in answer.text
            assert answer.reply_to_message_id == asked.message_id
        server.wait_until(lambda: [*store.list_groups().values()] == 2 * [Membership.MEMBER])

    def test_automatic_forwards_and_bots_are_not_heard(
        self, server: TelegramServer, harbour_bot: RunningBot, group: Chat, alice: User
    ) -> None:
        channel = server.add_channel("Coast channel")
        asked = f"@{server.bot.username} {KEEPER_QUESTION}"
        post = server.send_text(channel, alice, asked)
        harbour_bot.assert_silent(group, partial(server.forward_to_discussion, post, group))
        other = server.add_user("Other bot", is_bot=True)
        for text in (asked, f"/ask {KEEPER_QUESTION}", f"/ask@{server.bot.username} x y"):
            harbour_bot.assert_silent(group, partial(server.send_text, group, other, text))

    def test_other_bots_commands_are_not_heard(
        self, server: TelegramServer, harbour_bot: RunningBot, group: Chat, alice: User
    ) -> None:
        server.set_bot_status(group, "administrator")
        for text in ("/ask@other_bot who?", "/roll 6", "/start@other_bot", "who keeps it?"):
            harbour_bot.assert_silent(group, partial(server.send_text, group, alice, text))
        # Names that many bots have, of commands that do nothing in groups.
        for text in ("/add", "/remove x", "/stats", "/reindex", "/changed", "/doctor"):
            harbour_bot.assert_silent(group, partial(server.send_text, group, alice, text))
        assert "admins" in ask(server, group, alice, f"/stats@{server.bot.username}").text

    def test_owner_is_told_once_where_a_command_for_admins_works(
        self,
        server: TelegramServer,
        harbour_bot: RunningBot,
        group: Chat,
        alice: User,
        admin: User,
    ) -> None:
        server.set_bot_status(group, "administrator")
        sent = server.send_text(group, admin, "/add A text of some words.")
        told = server.wait_for_message(group)
        assert told.text == "That works only in the private chat with me."
        assert told.reply_to_message_id == sent.message_id
        for text in ("/add", "/remove x", "/stats", "/doctor", "/roll 6", "/add@other_bot x"):
            harbour_bot.assert_silent(group, partial(server.send_text, group, admin, text))
        other = server.add_supergroup("Other circle")
        server.set_bot_status(other, "administrator")
        harbour_bot.assert_silent(other, partial(server.send_text, other, alice, "/add"))
        assert "only in the private chat" in ask(server, other, admin, "/stats").text

    def test_what_asks_nothing_in_reply_to_the_bot_is_not_heard_and_costs_nothing(
        self,
        server: TelegramServer,
        encoder: Encoder,
        bot_settings: Settings,
        group: Chat,
        alice: User,
    ) -> None:
        build_harbour(bot_settings, encoder)
        few = replace(bot_settings, user_questions_per_minute=2)
        with run_bot(server, few, encoder) as bot:
            answer = ask(server, group, alice, f"/ask {KEEPER_QUESTION}")
            reply = partial(server.send_text, group, alice, reply_to=answer)
            for _ in range(3):
                bot.assert_silent(
                    group, partial(server.send_sticker, group, alice, reply_to=answer)
                )
                bot.assert_silent(group, partial(reply, "/roll@other_bot 6"))
                bot.assert_silent(group, partial(reply, "/roll 6"))
                caption = "/roll@other_bot who keeps the lighthouse?"
                photo = partial(server.send_photo, group, alice, caption=caption)
                bot.assert_silent(group, partial(photo, reply_to=answer))
            assert "turns once" in ask(server, group, alice, f"/ask {LAMP_QUESTION}").text

    def test_a_command_in_bold_is_a_command(
        self, server: TelegramServer, harbour_bot: RunningBot, group: Chat, alice: User
    ) -> None:
        text = f"/ask {KEEPER_QUESTION}"
        bold = {"type": "bold", "offset": 0, "length": len(text)}
        command = {"type": "bot_command", "offset": 0, "length": 4}
        server.send_text(group, alice, text, entities=[bold, command])
        assert "Mary Flint" in server.wait_for_message(group).text


class TestMembership:
    def test_who_adds_the_bot_is_greeted(
        self, server: TelegramServer, harbour_bot: RunningBot, alice: User, store: ChatStore
    ) -> None:
        group = server.add_supergroup("Circle", has_bot=False)
        server.add_bot(group, by=alice)
        assert "/settings" in server.wait_for_message(group).text
        assert store.list_groups().get(group.id) is Membership.MEMBER

    def test_a_supergroup_that_was_a_group_is_greeted_if_the_bot_comes_back(
        self, server: TelegramServer, encoder: Encoder, bot_settings: Settings, alice: User
    ) -> None:
        build_harbour(bot_settings, encoder)
        group = server.add_group("Circle")
        with run_bot(server, bot_settings, encoder) as bot:
            moved = server.migrate_to_supergroup(group, by=alice)
            bot.wait_until_done()
            server.remove_bot(moved, by=alice)
            bot.wait_until_done()
        with run_bot(server, bot_settings, encoder):
            server.add_bot(moved, by=alice)
            assert "/settings" in server.wait_for_message(moved).text

    def test_removed_and_added_again_keeps_settings(
        self, server: TelegramServer, harbour_bot: RunningBot, alice: User, store: ChatStore
    ) -> None:
        group = server.add_supergroup("Circle", has_bot=False)
        server.add_bot(group, by=alice)
        server.wait_for_message(group)
        store.write(group.id, ChatSettings(quotes=1, language="es"))
        server.remove_bot(group, by=alice)
        server.wait_until(lambda: store.list_groups().get(group.id) is Membership.GONE)
        server.add_bot(group, by=alice)
        server.wait_until(lambda: store.list_groups().get(group.id) is Membership.MEMBER)
        assert store.read(group.id) == ChatSettings(quotes=1, language="es")

    def test_a_muted_bot_says_so_in_one_line_of_the_log(
        self,
        server: TelegramServer,
        harbour_bot: RunningBot,
        group: Chat,
        alice: User,
        store: ChatStore,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        server.expect_refusals("not enough rights")
        server.permit_writing(group, False)
        server.set_bot_status(group, "restricted")
        server.send_text(group, alice, f"/ask {KEEPER_QUESTION}")
        server.wait_until(lambda: store.list_groups().get(group.id) is Membership.MUTED)
        harbour_bot.wait_until_done()
        assert not [r for r in caplog.records if r.exc_info]
        server.permit_writing(group, True)
        server.set_bot_status(group, "member")
        answer = ask(server, group, alice, f"/ask {KEEPER_QUESTION}")
        assert "Mary Flint" in answer.text
        server.wait_until(lambda: store.list_groups().get(group.id) is Membership.MEMBER)

    def test_who_promotes_mutes_unmutes_or_moves_the_bot_is_told_nothing(
        self, server: TelegramServer, harbour_bot: RunningBot, alice: User
    ) -> None:
        group = server.add_group("Circle")

        def mute() -> None:
            server.permit_writing(group, False)
            server.set_bot_status(group, "restricted")

        def unmute() -> None:
            server.permit_writing(group, True)
            server.set_bot_status(group, "member")

        for change in (
            lambda: server.set_bot_status(group, "administrator"),
            lambda: server.set_bot_status(group, "member"),
            mute,
            unmute,
        ):
            harbour_bot.assert_silent(group, change)
        moved = server.migrate_to_supergroup(group, by=alice)
        harbour_bot.wait_until_done()
        assert not [m for m in server.messages(moved) if m.raw.get("from", {}).get("is_bot")]
        assert "Mary Flint" in ask(server, moved, alice, f"/ask {KEEPER_QUESTION}").text

    def test_a_group_that_becomes_a_supergroup_keeps_its_settings(
        self, server: TelegramServer, harbour_bot: RunningBot, alice: User
    ) -> None:
        group = server.add_group("Circle")
        server.set_member(group, alice, "administrator")
        settings = ask(server, group, alice, "/settings")
        button = find_button(settings, "Español")
        server.press_button(alice, settings, str(button["callback_data"]))
        server.wait_for_edit(settings)
        harbour_bot.wait_until_done()
        moved = server.migrate_to_supergroup(group, by=alice)
        harbour_bot.wait_until_done()
        server.set_member(moved, alice, "administrator")
        chosen = ask(server, moved, alice, "/settings")
        assert "✓ Español" in labels(chosen)

    def test_an_answer_follows_its_group(
        self, server: TelegramServer, encoder: Encoder, bot_settings: Settings, alice: User
    ) -> None:
        """The group is moved before the bot has sent its answer."""
        build_harbour(bot_settings, encoder)
        group = server.add_group("Circle")
        server.send_text(group, alice, f"/ask {KEEPER_QUESTION}")
        server.expect_refusals("upgraded to a supergroup")
        moved = server.migrate_to_supergroup(group, by=alice)
        with run_bot(server, bot_settings, encoder):
            assert "Mary Flint" in server.wait_for_message(moved).text


class TestAskedBefore:
    @pytest.fixture
    def asked(
        self, server: TelegramServer, harbour_bot: RunningBot, group: Chat, alice: User
    ) -> Iterator[int]:
        answer = ask(server, group, alice, f"/ask {KEEPER_QUESTION}")
        harbour_bot.wait_until_done()  # it is kept when that returns
        yield answer.message_id

    @pytest.mark.parametrize("question", [KEEPER_QUESTION, OTHER_WORDS])
    def test_the_same_question_gets_a_link(
        self,
        question: str,
        asked: int,
        server: TelegramServer,
        group: Chat,
        alice: User,
        press: Press,
    ) -> None:
        bob = server.add_user("Bob")
        pointer = ask(server, group, bob, f"/ask {question}")
        assert "Mary Flint" not in pointer.text
        (link,) = [e for e in pointer.entities if e["type"] == "text_link"]
        assert link["url"] == f"https://t.me/c/{str(group.id)[4:]}/{asked}"
        press(bob, pointer, "Answer it here")
        assert "Mary Flint" in server.wait_for_edit(pointer).text

    def test_another_question_is_answered(
        self, asked: int, server: TelegramServer, group: Chat, alice: User
    ) -> None:
        for question in (LAMP_QUESTION, "Who kept the lighthouse of Skerry before Mary Flint?"):
            answer = ask(server, group, alice, f"/ask {question}")
            assert "asked here before" not in answer.text

    def test_another_sentence_of_the_passage_is_another_answer(
        self, server: TelegramServer, harbour_bot: RunningBot, group: Chat, rebuild: Rebuild
    ) -> None:
        """The encoder takes the two years for almost the same."""
        ferry = (
            "In 2019 the ferry to Skerry carried 41,000 guests. In 2020 the ferry to Skerry "
            "carried only 9,000 guests, as the island was closed until August. In 2021 the ferry "
            "to Skerry carried 22,000 guests. In 2022 a storm broke the landing stage, and for "
            "eleven weeks nobody could land. In 2023 the ferry to Skerry carried 38,000 guests, "
            "most of them on Sundays. In 2024 the ferry to Skerry carried 52,000 guests.\n"
        )
        rebuild(FILES | {"ferry.md": ferry})
        for number, year in (("41,000", 2019), ("52,000", 2024)):
            question = f"/ask How many guests did the ferry to Skerry carry in {year}?"
            assert number in ask(server, group, server.add_user("Guest"), question).text
            harbour_bot.wait_until_done()

    def test_an_answer_that_is_gone_is_given_again_once(
        self,
        asked: int,
        server: TelegramServer,
        harbour_bot: RunningBot,
        group: Chat,
        alice: User,
        press: Press,
    ) -> None:
        """Nobody tells bots of what is deleted."""
        server.delete(next(m for m in server.messages(group) if m.message_id == asked))
        pointer = ask(server, group, alice, f"/ask {KEEPER_QUESTION}")
        press(alice, pointer, "Answer it here")
        server.wait_for_edit(pointer)
        harbour_bot.wait_until_done()
        again = ask(server, group, alice, f"/ask {KEEPER_QUESTION}")
        (link,) = [e for e in again.entities if e["type"] == "text_link"]
        assert str(link["url"]).endswith(f"/{pointer.message_id}")

    def test_another_page_is_no_answer_and_the_first_one_is_again(
        self,
        server: TelegramServer,
        harbour_bot: RunningBot,
        group: Chat,
        alice: User,
        store: ChatStore,
        press: Press,
    ) -> None:
        def is_known() -> bool:
            harbour_bot.wait_until_done()
            pointer = ask(server, group, alice, f"/ask {WALL_QUESTION}")
            is_pointer = "asked here before" in pointer.text
            harbour_bot.wait_until_done()
            shown = pointer if is_pointer else open_more(server, alice, pointer)
            press(alice, shown, "Remove")
            server.wait_for_deletion(pointer)
            return is_pointer

        store.write(group.id, ChatSettings(quotes=1))
        answer = ask(server, group, alice, f"/ask {WALL_QUESTION}")
        press(alice, answer, "More quotes")
        turned = server.wait_for_edit(answer)
        assert not is_known()
        while "First quotes" not in labels(turned):
            press(alice, turned, "More quotes")
            turned = server.wait_for_edit(turned)
        press(alice, turned, "First quotes")
        server.wait_for_edit(turned)
        assert is_known()

    def test_other_chats_know_nothing_of_it(
        self, asked: int, server: TelegramServer, alice: User, private: Chat
    ) -> None:
        elsewhere = server.add_supergroup("Elsewhere")
        assert "Mary Flint" in ask(server, elsewhere, alice, f"/ask {KEEPER_QUESTION}").text
        for _ in range(2):
            assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text

    def test_a_removed_answer_is_no_answer(
        self, asked: int, server: TelegramServer, group: Chat, alice: User, press: Press
    ) -> None:
        answer = next(m for m in server.messages(group) if m.message_id == asked)
        press(alice, open_more(server, alice, answer), "Remove")
        server.wait_for_deletion(answer)
        assert "Mary Flint" in ask(server, group, alice, f"/ask {KEEPER_QUESTION}").text

    def test_an_answer_that_was_turned_is_no_answer(
        self,
        asked: int,
        server: TelegramServer,
        harbour_bot: RunningBot,
        group: Chat,
        alice: User,
        rebuild: Rebuild,
        press: Press,
    ) -> None:
        """Check again shows the new words in its place."""
        edited = FILES["keeper.md"].replace("of Skerry since 2011", "on Skerry since May 2011")
        rebuild(FILES | {"keeper.md": edited})
        answer = next(m for m in server.messages(group) if m.message_id == asked)
        press(alice, answer, "Check again")
        server.wait_for_edit(answer)
        harbour_bot.wait_until_done()
        again = ask(server, group, alice, f"/ask {KEEPER_QUESTION}")
        assert "asked here before" not in again.text

    def test_other_words_of_the_articles_are_another_answer(
        self, asked: int, server: TelegramServer, group: Chat, alice: User, rebuild: Rebuild
    ) -> None:
        rebuild(FILES | {"keeper.md": FILES["keeper.md"].replace("Mary Flint", "Tom Harrow")})
        assert "Tom Harrow" in ask(server, group, alice, f"/ask {KEEPER_QUESTION}").text

    def test_basic_groups_get_a_reply_to_the_answer(
        self, server: TelegramServer, harbour_bot: RunningBot, alice: User
    ) -> None:
        group = server.add_group("Family")
        answer = ask(server, group, alice, f"/ask {KEEPER_QUESTION}")
        harbour_bot.wait_until_done()
        pointer = ask(server, group, alice, f"/ask {KEEPER_QUESTION}")
        assert pointer.reply_to_message_id == answer.message_id
        assert "asked here before" in pointer.text

    def test_it_outlives_a_restart_without_a_word_of_it(
        self,
        server: TelegramServer,
        encoder: Encoder,
        bot_settings: Settings,
        group: Chat,
        alice: User,
    ) -> None:
        build_harbour(bot_settings, encoder)
        with run_bot(server, bot_settings, encoder) as bot:
            ask(server, group, alice, f"/ask {KEEPER_QUESTION}")
            bot.wait_until_done()
        with run_bot(server, bot_settings, encoder):
            pointer = ask(server, group, alice, f"/ask {KEEPER_QUESTION}")
            assert "asked here before" in pointer.text
        kept = bot_settings.database_path.read_bytes()
        for word in ("lighthouse", "Skerry", "kept the", "Alice"):
            assert word.encode() not in kept
