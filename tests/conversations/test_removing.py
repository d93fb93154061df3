"""Articles that admins remove, in a conversation over HTTP."""

import pytest

from bot.config.settings import Settings
from bot.telegram.messages.removal import MAX_FOUND, render_found
from corpus import Head
from embeddings import Encoder
from embeddings.index.articles import cut_page
from tests.support.conversing import Person, ask, labels
from tests.support.harbour import FILES, IN_FOLDERS, KEEPER, KEEPER_QUESTION
from tests.support.rebuilding_here import RebuildHere, run_article_bot, wait_for_end
from tests.telegram_server import Chat, TelegramServer, User

TITLE = "The lighthouse of Skerry"


@pytest.mark.usefixtures("article_bot")
class TestRemoving:
    def test_an_article_is_asked_about_and_moved_out(
        self,
        server: TelegramServer,
        owner: Person,
        bot_settings: Settings,
        admin: User,
    ) -> None:
        listed = owner.ask("/remove")
        assert labels(listed) == [
            "A new wall",
            "Notes from the coast",
            TITLE,
            "The storm of January",
        ]
        assert owner.press(listed, TITLE) == ""
        question = server.wait_for_edit(listed)
        assert question.text.split("\n") == [
            f"Remove “{TITLE}”?",
            "Ada Pell · Coast News · 13 November 2024",
            "File: keeper.md",
        ]
        owner.press(question, "No")
        listed = server.wait_for_edit(question)
        owner.press(listed, TITLE)
        question = server.wait_for_edit(listed)
        old = str(question.buttons[0]["callback_data"])
        owner.press(question, "Yes")
        end = wait_for_end(server, question)
        lies = bot_settings.state_dir / "removed" / "keeper.md"
        assert end.startswith(f"“{TITLE}” is removed. Its file lies at {lies}.")
        assert "removed: 1." in end
        assert lies.read_text() == KEEPER
        assert not (bot_settings.corpus_dir / "keeper.md").exists()
        assert "Mary Flint" not in owner.ask(KEEPER_QUESTION).text
        server.press_button(admin, question, old, forged=True)
        told = server.wait_for_call("answerCallbackQuery").parameters["text"]
        assert told == "This article is not in the index any more."

    def test_words_find_the_articles_that_have_them_in_their_names(
        self, server: TelegramServer, owner: Person
    ) -> None:
        listed = owner.ask("/remove LIGHThouse skerry")
        assert labels(listed) == [TITLE]
        owner.press(listed, TITLE)
        assert "File: keeper.md" in server.wait_for_edit(listed).text
        assert labels(owner.ask("/remove .md")) == [
            "A new wall",
            "Notes from the coast",
            TITLE,
            "The storm of January",
        ]
        nothing = owner.ask("/remove a castle").text
        assert nothing == "No article has that in its title or file name: “a castle”."

    def test_a_file_that_vanished_is_one_line(
        self,
        server: TelegramServer,
        owner: Person,
        bot_settings: Settings,
    ) -> None:
        listed = owner.ask("/remove")
        owner.press(listed, TITLE)
        question = server.wait_for_edit(listed)
        (bot_settings.corpus_dir / "keeper.md").unlink()
        owner.press(question, "Yes")
        end = wait_for_end(server, question)
        assert end == "keeper.md is gone from the folder already; /reindex makes me forget it."

    def test_if_the_rebuild_fails_it_is_put_back(
        self,
        server: TelegramServer,
        owner: Person,
        bot_settings: Settings,
    ) -> None:
        listed = owner.ask("/remove")
        owner.press(listed, TITLE)
        question = server.wait_for_edit(listed)
        for name in FILES.keys() - {"keeper.md"}:
            (bot_settings.corpus_dir / name).unlink()
        owner.press(question, "Yes")
        end = wait_for_end(server, question)
        assert "failed" in end
        assert "no article in" in end
        assert (bot_settings.corpus_dir / "keeper.md").read_text() == KEEPER
        assert "Mary Flint" in owner.ask(KEEPER_QUESTION).text

    def test_others_can_neither_list_nor_press(
        self,
        server: TelegramServer,
        owner: Person,
        private: Chat,
        alice: User,
    ) -> None:
        assert ask(server, private, alice, "/remove").text == "/remove is for the bot's admins."
        listed = owner.ask("/remove")
        for data in (
            listed.buttons[0]["callback_data"],
            "d:y:0123456789:0",
            "d:t:0123456789:5",
            "o:a:0123456789ab",
            "o:w:0123456789ab",
        ):
            greeting = ask(server, private, alice, KEEPER_QUESTION)
            server.press_button(alice, greeting, str(data), forged=True)
            told = server.wait_for_call("answerCallbackQuery").parameters["text"]
            assert told == "Only the bot's admins can do that."


def test_many_articles_are_paged_and_folders_are_kept(
    server: TelegramServer,
    owner: Person,
    bot_settings: Settings,
    encoder: Encoder,
    rebuild_here: RebuildHere,
) -> None:
    more = {f"more/{n}.md": f"# Note {n}\n\nThe note number {n} is short.\n" for n in range(9)}
    with run_article_bot(server, bot_settings, encoder, rebuild_here, IN_FOLDERS | more):
        listed = owner.ask("/remove")
        assert listed.text.endswith("(page 1 of 2)")
        owner.press(listed, "▶")
        second = server.wait_for_edit(listed)
        assert labels(second)[-2:] == ["The storm of January", "◀"]
        owner.press(second, "The storm of January")
        question = server.wait_for_edit(second)
        owner.press(question, "No")
        second = server.wait_for_edit(question)
        assert second.text.endswith("(page 2 of 2)")
        owner.press(second, "The storm of January")
        question = server.wait_for_edit(second)
        owner.press(question, "Yes")
        assert "town/storm.md" in wait_for_end(server, question)
    assert (bot_settings.state_dir / "removed" / "town" / "storm.md").exists()


def test_many_articles_are_found_by_more_words() -> None:
    heads = [Head(f"{n}.md", f"Note {n}") for n in range(30)]
    found = render_found(cut_page(heads, 0, MAX_FOUND), "note")
    assert "10 more" in found.text
    assert found.keyboard is not None
    assert len(found.keyboard.inline_keyboard) == 20


def test_the_last_article_stays(
    server: TelegramServer,
    owner: Person,
    bot_settings: Settings,
    encoder: Encoder,
    rebuild_here: RebuildHere,
) -> None:
    with run_article_bot(server, bot_settings, encoder, rebuild_here, {"keeper.md": KEEPER}):
        listed = owner.ask("/remove")
        owner.press(listed, TITLE)
        question = server.wait_for_edit(listed)
        assert "the only article" in owner.press(question, "Yes")
        assert (bot_settings.corpus_dir / "keeper.md").exists()
        assert "Mary Flint" in owner.ask(KEEPER_QUESTION).text
