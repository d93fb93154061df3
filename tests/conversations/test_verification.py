"""/verify: of words behind the command, and of messages of any kind that are replied to."""

import re

import pytest

from tests.support.conversing import ask, press_button
from tests.telegram_server import Chat, SentMessage, TelegramServer, User

LAMP = "The lamp turns once in twelve seconds."


def verify(server: TelegramServer, chat: Chat, user: User, words: str) -> SentMessage:
    return ask(server, chat, user, f"/verify {words}")


def verify_reply(
    server: TelegramServer, chat: Chat, user: User, said: SentMessage, marked: str | None = None
) -> SentMessage:
    server.send_text(chat, user, "/verify", reply_to=said, quote=marked)
    return server.wait_for_message(chat)


@pytest.mark.usefixtures("harbour_bot")
class TestOnePart:
    def test_verbatim_says_where_and_when(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        found = verify(server, private, alice, "the LAMP turns once in twelve seconds")
        assert found.text.startswith("Word for word in 2 articles:")
        assert found.entity_texts("blockquote") == ["The lamp turns once in twelve seconds"]
        place = "The lighthouse of Skerry › The lamp · Ada Pell · Coast News · 13 November 2024"
        assert place in found.text
        assert "Notes from the coast" in found.text

    def test_nearly_shows_what_differs(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        found = verify(server, private, alice, "The lamp turns once in twenty seconds.")
        assert found.text.startswith("Almost.")
        assert found.entity_texts("underline") == ["twelve"]
        assert "Not in the article: twenty" in found.text

    def test_not_in_the_articles(self, server: TelegramServer, private: Chat, alice: User) -> None:
        assert "Not in the articles" in verify(server, private, alice, "Gulls eat chips.").text

    def test_a_source_that_is_another_one_is_told(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        wrong = verify(server, private, alice, f"According to the Northern Post: “{LAMP}”")
        assert wrong.text.startswith("Word for word")
        assert "The message names another source: Northern Post" in wrong.text
        right = verify(server, private, alice, f"According to the Island Post: “{LAMP}”")
        assert "another source" not in right.text
        # Of the articles that have it that one comes first which is named.
        assert right.text.index("Island Post") < right.text.index("Coast News")

    def test_nothing_to_verify_says_how(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        for nothing in ("", "?!", "😀👍", "https://example.org/x"):
            assert "reply with /verify" in verify(server, private, alice, nothing).text


@pytest.mark.usefixtures("harbour_bot")
class TestSeveralParts:
    def test_a_summary_comes_first_and_the_rest_is_folded(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        said = f"{LAMP} The gulls of the island eat chips with vinegar. Nobody was seriously hurt."
        found = verify(server, private, alice, said)
        assert found.text.startswith("1 of 3 parts stands word for word.\n\n✓ ")
        shown = found.entity_texts("expandable_blockquote")
        assert shown == [LAMP, "Nobody was hurt."]
        assert "✗ Not in the articles:\nThe gulls of the island" in found.text
        assert "Not in the article: seriously" in found.text

    def test_the_writers_own_words_are_no_part(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        found = verify(server, private, alice, f"Wow, look at this: “{LAMP}” Who would have known?")
        assert found.text.startswith("Word for word in 2 articles:")

    def test_as_many_parts_as_a_message_has_are_answered_within_the_limits(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        for sentence in (LAMP, "The lamp turns twice in twelve seconds. ", "Gulls eat. ", "A. "):
            found = verify(server, private, alice, (sentence + " ") * (4000 // len(sentence + " ")))
            assert found.text


@pytest.mark.usefixtures("harbour_bot")
class TestMessages:
    def test_a_message_that_is_replied_to_or_what_is_marked_in_it(
        self, server: TelegramServer, group: Chat, alice: User
    ) -> None:
        said = server.send_text(group, server.add_user("Bob"), f"Wow. {LAMP} Really.")
        whole = verify_reply(server, group, alice, said)
        assert whole.text.startswith("1 of 3 parts stands word for word.")
        marked = verify_reply(server, group, alice, said, LAMP)
        assert marked.text.startswith("Word for word")

    def test_a_caption(self, server: TelegramServer, group: Chat, alice: User) -> None:
        said = server.send_photo(group, server.add_user("Bob"), caption=LAMP)
        assert verify_reply(server, group, alice, said).text.startswith("Word for word")

    def test_what_somebody_forwards(self, server: TelegramServer, group: Chat, alice: User) -> None:
        origin = {"type": "hidden_user", "sender_user_name": "Zed", "date": 1_700_000_000}
        said = server.send_text(
            group, server.add_user("Bob"), LAMP, extra={"forward_origin": origin}
        )
        assert verify_reply(server, group, alice, said).text.startswith("Word for word")

    def test_an_answer_of_the_bot_stands_word_for_word(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        answer = ask(server, private, alice, "How often does the lamp of the lighthouse turn?")
        found = verify_reply(server, private, alice, answer)
        assert re.match(r"Word for word|(\d) of \1 ", found.text), found.text
        assert "another source" not in found.text

    def test_what_the_bot_writes_around_quotes_is_no_part(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        ask(server, private, alice, "What is the lighthouse of Skerry made of?")
        answer = ask(server, private, alice, "And how tall is it?")
        note = "Read as a follow-up to “What is the lighthouse of Skerry made of?”."
        assert answer.text.startswith(note)
        found = verify(server, private, alice, answer.text)
        count, _, total, *_ = found.text.split()
        assert count == total
        assert "another source" not in found.text
        press_button(server, alice, answer, "Read on ▶")
        page = server.current(answer)
        assert page.text.endswith(" / 3")
        found = verify(server, private, alice, page.text)
        assert found.text.startswith(("Word for word", "2 of 2"))

    def test_the_blocks_of_a_rich_message(
        self, server: TelegramServer, group: Chat, alice: User
    ) -> None:
        blocks = [
            {"type": "heading", "size": 1, "text": "Seen today"},
            {"type": "paragraph", "text": [{"type": "bold", "text": "The lamp"}, LAMP[8:]]},
        ]
        bob = server.add_user("Bob")
        said = server.send_content(group, bob, {"rich_message": {"blocks": blocks}})
        found = verify_reply(server, group, alice, said)
        assert found.text.startswith("1 of 2 parts stands word for word.")
        assert found.entity_texts("expandable_blockquote") == [LAMP]
