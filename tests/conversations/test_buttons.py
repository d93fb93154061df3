"""The buttons of an answer, pressed in a conversation over HTTP."""

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.config.settings import Settings
from bot.storage.chats import ChatSettings, ChatStore
from bot.storage.database import Database
from bot.telegram.memory.conversations import Conversations
from embeddings import Encoder
from tests.conftest import Press, Rebuild
from tests.support.conversing import ask, find_button, labels, open_more, press_button
from tests.support.harbour import (
    FILES,
    IN_FOLDERS,
    KEEPER,
    KEEPER_QUESTION,
    LAMP_QUESTION,
    WALL_QUESTION,
    build_harbour,
)
from tests.support.running_bot import run_bot
from tests.telegram_server import Chat, SentMessage, TelegramServer, User


@pytest.mark.usefixtures("harbour_bot")
class TestReading:
    def test_what_a_group_reads_is_changed_by_its_own_buttons_only(
        self, server: TelegramServer, group: Chat, alice: User
    ) -> None:
        answer = ask(server, group, alice, f"/ask {WALL_QUESTION}")
        for data in ("s:0", "p:0:1x", "r:0123456789ab"):
            server.press_button(alice, answer, data, forged=True)
            assert "text" not in server.wait_for_call("answerCallbackQuery").parameters
        assert server.current(answer).text == answer.text

    def test_a_press_may_be_faster_than_what_follows_on_sending(
        self, server: TelegramServer, group: Chat, alice: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        remember = Conversations.remember

        def remember_later(*given: Any) -> None:
            asyncio.get_running_loop().call_later(0.2, remember, *given)

        monkeypatch.setattr(Conversations, "remember", remember_later)
        rosa = server.add_user("Rosa", language_code="es")
        answer = ask(server, group, rosa, f"/ask {WALL_QUESTION}")
        assert "Eliminar" in labels(open_more(server, alice, answer))

    def test_a_groups_answer_stays_in_the_askers_language(
        self, server: TelegramServer, group: Chat, alice: User, press: Press
    ) -> None:
        rosa = server.add_user("Rosa", language_code="es")
        answer = ask(server, group, rosa, f"/ask {WALL_QUESTION} after:2020")
        opened = open_more(server, alice, answer)
        assert "Eliminar" in labels(opened)
        label = next(label for label in labels(opened) if "fecha" in label)
        press(alice, opened, label)
        turned = server.current(answer)
        assert "Copiar cita" in labels(turned)
        told = "Solo artículos: desde el 1 de enero de 2020"
        assert turned.text.split("\n")[0] == answer.text.split("\n")[0] == told

    def test_what_an_article_says_now_is_told_in_the_askers_language(
        self, server: TelegramServer, group: Chat, alice: User, rebuild: Rebuild, press: Press
    ) -> None:
        rosa = server.add_user("Rosa", language_code="es")
        answer = ask(server, group, rosa, f"/ask {KEEPER_QUESTION}")
        rebuild(FILES | {"keeper.md": KEEPER.replace("since 2011", "since May 2011")})
        press(alice, answer, "Comprobar")
        told = server.wait_for_edit(answer)
        assert "since May 2011" in told.text
        assert labels(told) == ["Eliminar"]

    def test_the_rest_of_the_passage_comes_first_then_the_next(
        self, server: TelegramServer, private: Chat, alice: User, press: Press
    ) -> None:
        answer = ask(server, private, alice, KEEPER_QUESTION)
        assert "two hundred steps" not in answer.text
        assert press(alice, answer, "Read on ▶") == ""
        reading = server.wait_for_edit(answer)
        assert "two hundred steps" in reading.entity_texts("blockquote")[0]
        assert "1 / 3" in reading.text
        press(alice, reading, "▶")
        second = server.wait_for_edit(reading)
        assert second.entity_texts("blockquote") == ["The lamp turns once in twelve seconds."]
        assert "2 / 3" in second.text
        press(alice, second, "▶")
        third = server.wait_for_edit(second)
        assert "▶" not in labels(third)
        press(alice, third, "◀")
        assert "2 / 3" in server.wait_for_edit(third).text

    def test_back_leads_to_the_answer(
        self, server: TelegramServer, private: Chat, alice: User, press: Press
    ) -> None:
        answer = ask(server, private, alice, KEEPER_QUESTION)
        press(alice, answer, "Read on ▶")
        reading = server.wait_for_edit(answer)
        press(alice, reading, "Back to the answer")
        again = server.wait_for_edit(reading)
        assert again.text == answer.text
        assert again.buttons == answer.buttons

    def test_in_a_group_it_opens_the_private_chat(
        self, server: TelegramServer, private: Chat, group: Chat, alice: User
    ) -> None:
        answer = ask(server, group, alice, f"/ask {KEEPER_QUESTION}")
        url = str(find_button(answer, "Read on ▶")["url"])
        name, _, parameter = url.removeprefix("https://t.me/").partition("?start=")
        assert name == server.bot.username
        reading = ask(server, private, alice, f"/start {parameter}")
        assert "two hundred steps" in reading.text
        assert "1 / 3" in reading.text
        assert labels(reading) == ["▶"]

    def test_a_start_with_anything_else_is_a_greeting_or_told(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        assert "changed" in ask(server, private, alice, "/start r_aaaaaaaaaaaaaaaa").text
        assert "/ask" in ask(server, private, alice, "/start r_../../x").text


@pytest.mark.usefixtures("harbour_bot")
class TestMiss:
    def test_the_nearest_places_are_buttons(
        self, server: TelegramServer, private: Chat, alice: User, press: Press
    ) -> None:
        miss = ask(server, private, alice, "How many fish does the lighthouse eat?")
        assert "nothing" in miss.text
        assert "“fish”" in miss.text
        assert "The lighthouse of Skerry" in labels(miss)
        press(alice, miss, "The lighthouse of Skerry")
        reading = server.wait_for_edit(miss)
        assert reading.entity_texts("blockquote")
        assert "/ 3" in reading.text

    def test_back_leads_to_the_miss(
        self, server: TelegramServer, private: Chat, alice: User, press: Press
    ) -> None:
        miss = ask(server, private, alice, "How many fish does the lighthouse eat?")
        press(alice, miss, "The lighthouse of Skerry")
        reading = server.wait_for_edit(miss)
        assert press(alice, reading, "Back to the answer") == ""
        again = server.wait_for_edit(reading)
        assert (again.text, again.buttons) == (miss.text, miss.buttons)

    def test_in_a_group_there_are_none(
        self, server: TelegramServer, group: Chat, alice: User
    ) -> None:
        miss = ask(server, group, alice, "/ask How many fish does the lighthouse eat?")
        assert miss.buttons == []


@pytest.mark.usefixtures("harbour_bot")
class TestQuotes:
    def test_same_words_are_one_quote_with_two_sources(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        answer = ask(server, private, alice, LAMP_QUESTION)
        lines = answer.text.split("\n")
        assert lines[1:3] == [
            "The lamp",
            "Also in: Notes from the coast · Island Post · 1 June 2022",
        ]
        assert lines[-1] == "The lighthouse of Skerry · Ada Pell · Coast News · 13 November 2024"
        assert answer.text.count("The lamp turns once") == 1

    def test_the_link_opens_at_the_quote(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        answer = ask(server, private, alice, KEEPER_QUESTION)
        links = [str(e["url"]) for e in answer.entities if e["type"] == "text_link"]
        quoted = "https://example.org/lighthouse#:~:text=Mary%20Flint"
        assert any(link.startswith(quoted) for link in links)

    def test_more_quotes_and_back(
        self, server: TelegramServer, private: Chat, alice: User, press: Press
    ) -> None:
        answer = ask(server, private, alice, WALL_QUESTION)
        press(alice, answer, "More quotes")
        more = server.wait_for_edit(answer)
        first = answer.entity_texts("blockquote")
        assert more.entity_texts("blockquote")[0] not in first
        while "More quotes" in labels(more):
            before = more
            press(alice, more, "More quotes")
            more = server.wait_for_edit(before)
        press(alice, more, "First quotes")
        assert server.wait_for_edit(more).text == answer.text

    def test_by_date_is_from_oldest_to_newest(
        self, server: TelegramServer, private: Chat, alice: User, press: Press
    ) -> None:
        answer = ask(server, private, alice, WALL_QUESTION)
        days = answer.entity_texts("date_time")
        assert len(set(days)) > 1
        press(alice, open_more(server, alice, answer), "By date")
        ordered = server.current(answer)
        years = [int(day[-4:]) for day in ordered.entity_texts("date_time")]
        assert years == sorted(years)
        press(alice, open_more(server, alice, ordered), "Best first")
        assert server.current(ordered).entity_texts("date_time") == days

    def test_citation_to_copy(self, server: TelegramServer, private: Chat, alice: User) -> None:
        answer = ask(server, private, alice, KEEPER_QUESTION)
        copied = find_button(answer, "Copy citation")["copy_text"]
        assert isinstance(copied, dict)
        text = str(copied["text"])
        assert len(text) <= 256
        assert text.startswith("“Mary Flint has kept the lighthouse")
        assert "Ada Pell, The lighthouse of Skerry, Coast News, 13 November 2024" in text


class TestRarerButtons:
    @pytest.mark.usefixtures("harbour_bot")
    def test_they_open_and_close_in_place(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        answer = ask(server, private, alice, WALL_QUESTION)
        opened = open_more(server, alice, answer)
        assert opened.text == answer.text
        assert labels(opened)[-3:] == ["By date", "Remove", "‹"]
        assert "👍" not in labels(opened)
        assert press_button(server, alice, opened, "‹") == ""
        assert server.current(opened).buttons == answer.buttons

    def test_they_work_after_a_restart_and_a_rebuild(
        self,
        server: TelegramServer,
        bot_settings: Settings,
        encoder: Encoder,
        group: Chat,
        alice: User,
    ) -> None:
        build_harbour(bot_settings, encoder)
        with run_bot(server, bot_settings, encoder):
            answer = ask(server, group, alice, f"/ask {WALL_QUESTION}")
        build_harbour(bot_settings, encoder, {"keeper.md": KEEPER})
        with run_bot(server, bot_settings, encoder):
            opened = open_more(server, alice, answer)
            assert labels(opened)[-2:] == ["Remove", "‹"]
            press_button(server, alice, opened, "‹")
            assert server.current(answer).buttons == answer.buttons
            opened = open_more(server, alice, answer)
            assert press_button(server, alice, opened, "Remove") == ""
            server.wait_for_deletion(answer)

    @pytest.mark.usefixtures("harbour_bot")
    def test_a_press_of_what_is_gone_meanwhile_changes_nothing(
        self, server: TelegramServer, private: Chat, alice: User, press: Press
    ) -> None:
        answer = ask(server, private, alice, KEEPER_QUESTION)
        data = str(find_button(answer, "…")["callback_data"])
        press(alice, answer, "Read on ▶")
        reading = server.wait_for_edit(answer)
        server.press_button(alice, reading, data, forged=True)
        assert "text" not in server.wait_for_call("answerCallbackQuery").parameters
        assert server.current(reading) == reading


def find_start(message: SentMessage) -> str:
    """The parameter of the first link in a message that opens the private chat."""
    urls = [str(e["url"]) for e in message.entities if e["type"] == "text_link"]
    return next(url.partition("?start=")[2] for url in urls if "?start=" in url)


class TestTitlesWithoutAnAddress:
    @pytest.mark.usefixtures("harbour_bot")
    def test_they_open_the_passage_until_it_is_gone(
        self,
        server: TelegramServer,
        private: Chat,
        group: Chat,
        alice: User,
        rebuild: Rebuild,
    ) -> None:
        answer = ask(server, group, alice, f"/ask {WALL_QUESTION}")
        start = find_start(answer)
        assert len(start) <= 64
        reading = ask(server, private, alice, f"/start {start}")
        assert answer.entity_texts("blockquote")[0] in reading.text
        rebuild(FILES | {"gulls.md": "# Gulls\n\nGulls nest on the cliffs."})
        assert ask(server, private, alice, f"/start {start}").text == reading.text
        rebuild({"keeper.md": KEEPER})
        told = ask(server, private, alice, f"/start {start}").text
        assert told == "This passage has changed since. Ask me again."

    @pytest.mark.usefixtures("harbour_bot")
    def test_they_do_so_in_inline_results(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        query = server.send_inline_query(alice, "repairs of the harbour wall")
        results = server.wait_for_inline_answer(query).results
        urls = [str(e.get("url")) for result in results for e in result.entities]
        starts = [url.partition("?start=")[2] for url in urls if "?start=" in url]
        assert starts
        assert "harbour wall" in ask(server, private, alice, f"/start {starts[0]}").text

    def test_folders_of_who_opens_them_hold(
        self,
        server: TelegramServer,
        bot_settings: Settings,
        encoder: Encoder,
        private: Chat,
        group: Chat,
        alice: User,
    ) -> None:
        build_harbour(bot_settings, encoder, IN_FOLDERS)
        with run_bot(server, bot_settings, encoder):
            start = find_start(ask(server, group, alice, f"/ask {WALL_QUESTION}"))
            coast = ChatSettings(folders=frozenset({"coast"}))
            ChatStore(Database(bot_settings.database_path)).write(private.id, coast)
            told = ask(server, private, alice, f"/start {start}").text
            assert told == "This passage has changed since. Ask me again."

    def test_where_not_everybody_may_ask_a_group_has_none(
        self, server: TelegramServer, bot_settings: Settings, encoder: Encoder, group: Chat
    ) -> None:
        build_harbour(bot_settings, encoder)
        rosa, sam = server.add_user("Rosa"), server.add_user("Sam")
        allowed = replace(bot_settings, telegram_allowed_chats=frozenset({group.id, rosa.id}))
        with run_bot(server, allowed, encoder):
            answer = ask(server, group, sam, f"/ask {WALL_QUESTION}")
            assert not [e for e in answer.entities if "t.me" in str(e.get("url"))]
            own = ask(server, server.private_chat(rosa), rosa, WALL_QUESTION)
            told = ask(server, server.private_chat(sam), sam, f"/start {find_start(own)}")
            assert str(sam.id) in told.text
            assert "wall" not in told.text


class TestFeedback:
    @pytest.mark.usefixtures("harbour_bot")
    def test_votes_are_counted_once_and_without_identity(
        self,
        server: TelegramServer,
        group: Chat,
        alice: User,
        admin: User,
        press: Press,
        bot_settings: Settings,
    ) -> None:
        answer = ask(server, group, alice, f"/ask {KEEPER_QUESTION}")
        bob = server.add_user("Bob")
        assert "without your name" in press(alice, answer, "👎")
        assert "already" in press(alice, answer, "👎")
        assert "without your name" in press(bob, answer, "👎")
        assert "without your name" in press(alice, answer, "👍")
        with sqlite3.connect(bot_settings.state_dir / "footnote.sqlite3") as file:
            ((passage_id, useful, useless),) = file.execute("SELECT * FROM feedback").fetchall()
        assert (len(passage_id), useful, useless) == (16, 1, 1)

        stats = ask(server, server.private_chat(admin), admin, "/stats")
        assert stats.text.startswith("👍 1  👎 1\n")
        assert "The lighthouse of Skerry" in stats.text

    @pytest.mark.usefixtures("harbour_bot")
    def test_stats_are_for_admins(self, server: TelegramServer, private: Chat, alice: User) -> None:
        assert "admins" in ask(server, private, alice, "/stats").text

    @pytest.mark.usefixtures("harbour_bot")
    def test_a_file_that_cannot_be_used_is_told(
        self,
        server: TelegramServer,
        private: Chat,
        alice: User,
        press: Press,
        bot_settings: Settings,
    ) -> None:
        bot_settings.state_dir.mkdir(exist_ok=True)
        (bot_settings.state_dir / "footnote.sqlite3").write_bytes(b"no database" * 100)
        answer = ask(server, private, alice, KEEPER_QUESTION)
        assert "could not be saved" in press(alice, answer, "👍")


class TestAge:
    @pytest.mark.parametrize(
        ("change", "told"),
        [
            (lambda files: files, "Unchanged"),
            (
                lambda files: files | {"other.md": "# Gulls\n\nGulls nest on the cliffs."},
                "Unchanged",
            ),
            (lambda files: {"storm.md": files["storm.md"]}, "Gone"),
            (
                lambda files: (
                    files | {"keeper.md": KEEPER.replace("tower is", "tower, they say, is")}
                ),
                "Unchanged",
            ),
        ],
    )
    def test_unchanged_or_gone(
        self,
        change: Callable[[dict[str, str]], dict[str, str]],
        told: str,
        server: TelegramServer,
        private: Chat,
        alice: User,
        press: Press,
        rebuild: Rebuild,
    ) -> None:
        answer = ask(server, private, alice, KEEPER_QUESTION)
        rebuild(change(FILES))
        assert press(alice, answer, "Check again").startswith(told)

    def test_edited_shows_the_new_text(
        self,
        server: TelegramServer,
        private: Chat,
        alice: User,
        press: Press,
        rebuild: Rebuild,
    ) -> None:
        answer = ask(server, private, alice, KEEPER_QUESTION)
        edited = KEEPER.replace("since 2011", "since the spring of 2012")
        rebuild(FILES | {"keeper.md": edited})
        assert press(alice, answer, "Check again") == ""
        now = server.wait_for_edit(answer)
        assert now.text.startswith("The article was edited since.")
        assert "since the spring of 2012" in now.entity_texts("blockquote")[0]

    def test_a_button_whose_passage_is_gone_says_so(
        self,
        server: TelegramServer,
        private: Chat,
        alice: User,
        press: Press,
        rebuild: Rebuild,
    ) -> None:
        answer = ask(server, private, alice, KEEPER_QUESTION)
        rebuild({"storm.md": FILES["storm.md"]})
        for label in ("Read on ▶", "👍"):
            assert "changed" in press(alice, answer, label)


@pytest.mark.usefixtures("harbour_bot")
class TestRemoving:
    def test_the_asker_and_admins_may(
        self, server: TelegramServer, group: Chat, alice: User, press: Press
    ) -> None:
        bob, olga = server.add_user("Bob"), server.add_user("Olga")
        server.set_member(group, olga, "administrator")
        for remover in (alice, olga):
            answer = ask(server, group, alice, f"/ask {KEEPER_QUESTION}")
            answer = open_more(server, bob, answer)
            assert "Only" in press(bob, answer, "Remove")
            assert press(remover, answer, "Remove") == ""
            server.wait_for_deletion(answer)

    def test_where_members_are_not_shown_the_admins_are(
        self, server: TelegramServer, group: Chat, alice: User, press: Press
    ) -> None:
        bob, olga = server.add_user("Bob"), server.add_user("Olga")
        server.set_member(group, olga, "administrator")
        answer = ask(server, group, alice, f"/ask {KEEPER_QUESTION}")
        answer = open_more(server, bob, answer)
        inaccessible = "Bad Request: member list is inaccessible"
        server.fail_next("getChatMember", 400, inaccessible, times=2)
        assert "Only" in press(bob, answer, "Remove")
        assert press(olga, answer, "Remove") == ""
        server.wait_for_deletion(answer)

    def test_an_answer_that_is_gone_already(
        self, server: TelegramServer, private: Chat, alice: User, press: Press
    ) -> None:
        answer = ask(server, private, alice, KEEPER_QUESTION)
        answer = open_more(server, alice, answer)
        server.fail_next("deleteMessage", 400, "Bad Request: message can't be deleted")
        assert "any more" in press(alice, answer, "Remove")


@pytest.mark.usefixtures("harbour_bot")
@pytest.mark.parametrize(
    "data", ["", "zz", ":", "r:", "p:99:7", "p:-1", "p:²", "a:x", "a:", "u:nobody", "é" * 30]
)
def test_data_that_no_button_has_is_answered(
    data: str, server: TelegramServer, private: Chat, alice: User
) -> None:
    answer = ask(server, private, alice, KEEPER_QUESTION)
    query_id = server.press_button(alice, answer, data, forged=True)
    call = server.wait_for_call("answerCallbackQuery")
    assert call.parameters["callback_query_id"] == query_id
    assert call.parameters["text"] == "I do not know this button any more."
    assert server.current(answer) == answer


@pytest.mark.usefixtures("harbour_bot")
def test_a_page_that_there_is_no_more_is_the_last(
    server: TelegramServer, private: Chat, alice: User
) -> None:
    listed = ask(server, private, alice, "/sources")
    answer = ask(server, private, alice, KEEPER_QUESTION)
    server.press_button(alice, answer, "s:9999999", forged=True)
    assert "text" not in server.wait_for_call("answerCallbackQuery").parameters
    assert server.current(answer).text == listed.text


@pytest.mark.usefixtures("harbour_bot")
def test_a_button_that_fails_is_told(
    server: TelegramServer, private: Chat, alice: User, press: Press
) -> None:
    answer = ask(server, private, alice, KEEPER_QUESTION)
    server.fail_next("editMessageText", 400, "Bad Request: message to edit not found")
    assert "did not work" in press(alice, answer, "Read on ▶")


@pytest.mark.usefixtures("harbour_bot")
def test_a_press_twice_is_no_error(
    server: TelegramServer, private: Chat, alice: User, press: Press
) -> None:
    answer = ask(server, private, alice, KEEPER_QUESTION)
    data = str(find_button(answer, "Read on ▶")["callback_data"])
    press(alice, answer, "Read on ▶")
    reading = server.wait_for_edit(answer)
    server.press_button(alice, reading, data, forged=True)
    call = server.wait_for_call("answerCallbackQuery")
    assert "text" not in call.parameters
    assert server.current(reading) == reading
