"""/settings: who may change them, what they change, and that they stay."""

from functools import partial

import pytest

from bot.config.settings import Settings
from bot.storage.chats import ChatSettings, ChatStore
from bot.storage.database import Database
from embeddings import Encoder
from tests.conftest import Press, Rebuild
from tests.support.conversing import ask, find_button, labels
from tests.support.harbour import IN_FOLDERS, KEEPER_QUESTION, WALL_QUESTION, build_harbour
from tests.support.running_bot import RunningBot, run_bot
from tests.telegram_server import Chat, TelegramServer, User

OFF_TOPIC = "What is the boiling point of ethanol at sea level?"


@pytest.fixture
def boss(server: TelegramServer, group: Chat) -> User:
    """An admin of the group."""
    user = server.add_user("Bea")
    server.set_member(group, user, "administrator")
    return user


class TestWho:
    def test_only_admins_of_the_group(
        self,
        server: TelegramServer,
        harbour_bot: RunningBot,
        group: Chat,
        alice: User,
        boss: User,
        press: Press,
    ) -> None:
        assert "Only the admins" in ask(server, group, alice, "/settings").text
        shown = ask(server, group, boss, "/settings")
        assert "Only the admins" in press(alice, shown, "1")
        assert "✓ 3" in labels(server.current(shown))
        press(boss, shown, "1")
        assert "✓ 1" in labels(server.wait_for_edit(shown))

    def test_an_anonymous_admin(
        self, server: TelegramServer, harbour_bot: RunningBot, group: Chat, boss: User
    ) -> None:
        server.send_text(group, boss, "/settings", as_chat=group)
        assert "✓ 3" in labels(server.wait_for_message(group))

    def test_in_private_everybody(
        self, server: TelegramServer, harbour_bot: RunningBot, private: Chat, alice: User
    ) -> None:
        shown = ask(server, private, alice, "/settings")
        assert "Silent if nothing is found" not in labels(shown)

    def test_done_takes_the_message_away(
        self, server: TelegramServer, harbour_bot: RunningBot, group: Chat, boss: User, press: Press
    ) -> None:
        shown = ask(server, group, boss, "/settings")
        press(boss, shown, "Done")
        server.wait_for_deletion(shown)


class TestWhat:
    def test_number_of_quotes(
        self,
        server: TelegramServer,
        harbour_bot: RunningBot,
        private: Chat,
        alice: User,
        press: Press,
    ) -> None:
        def count() -> int:
            answer = ask(server, private, alice, WALL_QUESTION)
            kinds = [entity["type"] for entity in answer.entities]
            return kinds.count("blockquote") + kinds.count("expandable_blockquote")

        assert count() > 1
        shown = ask(server, private, alice, "/settings")
        press(alice, shown, "1")
        assert count() == 1

    def test_silent_misses(
        self, server: TelegramServer, harbour_bot: RunningBot, group: Chat, boss: User, press: Press
    ) -> None:
        assert "found nothing" in ask(server, group, boss, f"/ask {OFF_TOPIC}").text
        shown = ask(server, group, boss, "/settings")
        press(boss, shown, "Silent if nothing is found")
        assert "say nothing" in server.wait_for_edit(shown).text
        before = len(server.messages(group))
        server.send_text(group, boss, f"/ask {OFF_TOPIC}")
        harbour_bot.wait_until_done()
        assert len(server.messages(group)) == before
        # What is wrong with the question itself is said all the same.
        assert "after" in ask(server, group, boss, "/ask who is there? aftr:2024").text

    def test_folders_hold_at_every_door(
        self,
        server: TelegramServer,
        harbour_bot: RunningBot,
        private: Chat,
        alice: User,
        press: Press,
        rebuild: Rebuild,
    ) -> None:
        rebuild(IN_FOLDERS)
        answer = ask(server, private, alice, KEEPER_QUESTION)
        passage_id = str(find_button(answer, "👍")["callback_data"]).split(":")[1]
        shown = ask(server, private, alice, "/settings")
        press(alice, shown, "town")
        assert "Searched: town" in server.wait_for_edit(shown).text
        for text in (KEEPER_QUESTION, f"/start r_{passage_id}", "/verify The lamp turns once"):
            assert "lamp turns" not in ask(server, private, alice, text).text
            assert "Mary Flint" not in server.messages(private)[-1].text
        listed = ask(server, private, alice, "/sources").text
        assert "2 articles" in listed
        assert "lighthouse" not in listed
        assert "changed" in press(alice, answer, "Read on ▶")
        query_id = server.send_inline_query(alice, KEEPER_QUESTION)
        for result in server.wait_for_inline_answer(query_id).results:
            assert "Mary Flint" not in result.text
        assert "three million" in ask(server, private, alice, WALL_QUESTION).text
        press(alice, server.current(shown), "Search everything")
        assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text

    def test_folders_that_are_gone_are_told_even_by_who_is_silent(
        self,
        server: TelegramServer,
        harbour_bot: RunningBot,
        bot_settings: Settings,
        group: Chat,
        alice: User,
    ) -> None:
        store = ChatStore(Database(bot_settings.database_path))
        store.write(group.id, ChatSettings(folders=frozenset({"sea"}), silent_misses=True))
        assert "folders" in ask(server, group, alice, f"/ask {KEEPER_QUESTION}").text

    def test_the_last_folder_taken_away_means_all(
        self,
        server: TelegramServer,
        harbour_bot: RunningBot,
        private: Chat,
        alice: User,
        press: Press,
        rebuild: Rebuild,
    ) -> None:
        rebuild(IN_FOLDERS)
        shown = ask(server, private, alice, "/settings")
        press(alice, shown, "town")
        press(alice, server.wait_for_edit(shown), "✓ town")
        assert "Searched: all" in server.wait_for_edit(shown).text

    def test_many_folders_are_paged(
        self,
        server: TelegramServer,
        harbour_bot: RunningBot,
        private: Chat,
        alice: User,
        press: Press,
        rebuild: Rebuild,
    ) -> None:
        rebuild({f"folder {n:02}/a.md": f"Tower {n} is {n} metres tall.\n" for n in range(20)})
        shown = ask(server, private, alice, "/settings")
        press(alice, shown, "▶")
        second = server.wait_for_edit(shown)
        press(alice, second, "folder 08")
        chosen = server.wait_for_edit(shown)
        assert "✓ folder 08" in labels(chosen)
        assert {"◀", "▶"} <= set(labels(chosen))

    def test_language(
        self,
        server: TelegramServer,
        harbour_bot: RunningBot,
        group: Chat,
        boss: User,
        alice: User,
        press: Press,
    ) -> None:
        shown = ask(server, group, boss, "/settings")
        press(boss, shown, "Español")
        assert "✓ Español" in labels(server.wait_for_edit(shown))
        answer = ask(server, group, alice, f"/ask {KEEPER_QUESTION}")
        assert "Remove" not in labels(answer)
        assert "Mary Flint has kept the lighthouse" in answer.text, "quotes stay in their own"
        shown = server.current(shown)
        press(boss, shown, next(label for label in labels(shown) if "pregunta" in label))
        assert "✓ The asker's" in labels(server.wait_for_edit(shown)), "she reads English"


def test_what_is_chosen_at_once_is_all_kept(
    server: TelegramServer, harbour_bot: RunningBot, group: Chat, boss: User
) -> None:
    for _ in range(5):
        shown = ask(server, group, boss, "/settings")
        for label in ("1", "Español"):
            server.press_button(boss, shown, str(find_button(shown, label)["callback_data"]))
        harbour_bot.wait_until_done()
        shown = ask(server, group, boss, "/settings")
        assert {"✓ 1", "✓ Español"} <= set(labels(shown))
        for label in ("3", "English"):
            server.press_button(boss, shown, str(find_button(shown, label)["callback_data"]))
        harbour_bot.wait_until_done()


def test_settings_outlive_a_restart(
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    private: Chat,
    alice: User,
    press: Press,
) -> None:
    build_harbour(bot_settings, encoder)
    with run_bot(server, bot_settings, encoder):
        shown = ask(server, private, alice, "/settings")
        press(alice, shown, "2")
        server.wait_for_edit(shown)
    with run_bot(server, bot_settings, encoder):
        assert "✓ 2" in labels(ask(server, private, alice, "/settings"))


def test_a_database_that_cannot_be_used_costs_no_answer(
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    group: Chat,
    alice: User,
    press: Press,
) -> None:
    build_harbour(bot_settings, encoder)
    bot_settings.state_dir.mkdir(parents=True, exist_ok=True)
    bot_settings.database_path.write_bytes(b"no database" * 100)
    with run_bot(server, bot_settings, encoder):
        for _ in range(2):
            assert "Mary Flint" in ask(server, group, alice, f"/ask {KEEPER_QUESTION}").text
        server.set_member(group, alice, "administrator")
        shown = ask(server, group, alice, "/settings")
        assert "could not be saved" in press(alice, shown, "1")


@pytest.mark.parametrize("about", ["", "q9", "q0", "lxx", "fx:y", "f0:unknown", "p", "zz", "q²"])
def test_forged_buttons_change_nothing(
    about: str, server: TelegramServer, harbour_bot: RunningBot, private: Chat, alice: User
) -> None:
    shown = ask(server, private, alice, "/settings")
    server.press_button(alice, shown, f"t:{about}", forged=True)
    told = server.wait_for_call("answerCallbackQuery")
    assert "do not know this button" in told.parameters["text"]
    harbour_bot.assert_silent(private, partial(server.current, shown))


def test_what_is_kept_of_chats(bot_settings: Settings) -> None:
    store = ChatStore(Database(bot_settings.database_path))
    assert store.recall(5) is None
    assert store.read(5) == ChatSettings() == store.recall(5)
    chosen = ChatSettings(2, frozenset({"", "town"}), True, "ar")
    store.write(5, chosen)
    again = ChatStore(Database(bot_settings.database_path))
    assert again.read(5) == chosen
    assert again.tell_once(-7)
    assert not again.tell_once(-7)
    again.forget(5)
    assert store.list_groups() == {}
    assert ChatStore(Database(bot_settings.database_path)).read(5) == ChatSettings()
