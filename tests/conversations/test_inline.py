"""Look-ups in other chats: inline mode and guest mode, over HTTP."""

import pytest

from tests.conftest import Rebuild
from tests.support.harbour import FILES, KEEPER_QUESTION, WALL_QUESTION
from tests.support.running_bot import RunningBot
from tests.telegram_server import Chat, SentMessage, TelegramServer, User

OFF_TOPIC = "What is the boiling point of ethanol at sea level?"


def assert_opens_passage(
    server: TelegramServer, quoted: SentMessage, private: Chat, reader: User
) -> None:
    """The title in `quoted` leads to the passage that its words are of."""
    (link,) = [entity for entity in quoted.entities if entity["type"] == "text_link"]
    name, _, parameter = str(link["url"]).removeprefix("https://t.me/").partition("?start=")
    assert name == server.bot.username
    assert parameter
    server.send_text(private, reader, f"/start {parameter}")
    passage = server.wait_for_message(private)
    assert "three million crowns" in quoted.text
    assert "Repairs of the harbour wall cost three million crowns" in passage.text


@pytest.mark.usefixtures("harbour_bot")
class TestInline:
    def test_each_result_is_a_quote_with_its_source(
        self, server: TelegramServer, alice: User
    ) -> None:
        query_id = server.send_inline_query(alice, KEEPER_QUESTION)
        answer = server.wait_for_inline_answer(query_id)
        first = answer.results[0]
        assert first.title == "The lighthouse of Skerry"
        assert first.description is not None
        assert "Mary Flint has kept the lighthouse" in first.description
        assert "Mary Flint has kept the lighthouse" in first.entity_texts("blockquote")[0]
        assert "Ada Pell · Coast News · 13 November 2024" in first.text
        assert len(first.id) <= 64
        assert [button["text"] for button in first.buttons] == ["Read on", "Copy citation"]
        assert answer.cache_time <= 60
        assert answer.is_personal

    @pytest.mark.parametrize(
        "typed",
        # The last is less sure than an answer has to be.
        ["lightho", "lighthouse sker", "harbour wall", "mary flint", "who lives in the tow"],
    )
    def test_words_are_enough_while_one_types(
        self, typed: str, server: TelegramServer, alice: User
    ) -> None:
        answer = server.wait_for_inline_answer(server.send_inline_query(alice, typed))
        assert answer.results

    def test_an_empty_query_shows_how(self, server: TelegramServer, alice: User) -> None:
        for text in ("", "  "):
            answer = server.wait_for_inline_answer(server.send_inline_query(alice, text))
            (how,) = answer.results
            assert "Type a question" in how.title
            assert f"@{server.bot.username}" in how.text

    def test_nothing_found_leads_to_the_private_chat(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        answer = server.wait_for_inline_answer(server.send_inline_query(alice, OFF_TOPIC))
        assert answer.results == []
        assert answer.button is not None
        server.send_text(private, alice, f"/start {answer.button['start_parameter']}")
        assert "/ask" in server.wait_for_message(private).text

    def test_chosen_results_are_sent_and_are_no_questions(
        self, server: TelegramServer, private: Chat, alice: User, harbour_bot: RunningBot
    ) -> None:
        query_id = server.send_inline_query(alice, KEEPER_QUESTION)
        first = server.wait_for_inline_answer(query_id).results[0]
        harbour_bot.assert_silent(
            private, lambda: server.choose_inline_result(alice, query_id, first.id, private)
        )

    def test_a_title_without_an_address_opens_its_passage_in_private(
        self, server: TelegramServer, group: Chat, private: Chat, alice: User
    ) -> None:
        query_id = server.send_inline_query(alice, WALL_QUESTION)
        first = server.wait_for_inline_answer(query_id).results[0]
        chosen = server.choose_inline_result(alice, query_id, first.id, group)
        assert_opens_passage(server, chosen, private, alice)

    def test_an_odd_offset_is_no_error(self, server: TelegramServer, alice: User) -> None:
        for offset in ("x", "-5", "40", "9999", "²", "1" * 5000):
            query_id = server.send_inline_query(alice, KEEPER_QUESTION, offset=offset)
            answer = server.wait_for_inline_answer(query_id)
            assert answer.next_offset in ("", "6")
            assert answer.button is None, "there were results before"

    def test_an_expired_query_is_no_error(self, server: TelegramServer, alice: User) -> None:
        server.fail_next("answerInlineQuery", 400, "Bad Request: query is too old")
        server.send_inline_query(alice, KEEPER_QUESTION)
        assert server.wait_for_call("answerInlineQuery").is_fault
        query_id = server.send_inline_query(alice, KEEPER_QUESTION)
        assert server.wait_for_inline_answer(query_id).results


def test_results_are_paged(
    server: TelegramServer,
    alice: User,
    rebuild: Rebuild,
) -> None:
    many = {
        f"{n}.md": f"# Harbour {n}\n\nThe harbour wall of town number {n} is of granite.\n"
        for n in range(17)
    }
    rebuild(many)
    found: list[str] = []
    offset = ""
    for _ in range(9):
        query_id = server.send_inline_query(alice, "harbour wall of granite", offset=offset)
        answer = server.wait_for_inline_answer(query_id)
        assert len(answer.results) <= 6
        found += [result.id for result in answer.results]
        offset = answer.next_offset
        if not offset:
            break
    assert len(found) == len(set(found)) == 17


def test_no_page_leaves_out_what_two_questions_have_in_common(
    server: TelegramServer, alice: User, rebuild: Rebuild
) -> None:
    """A passage that answers both is shown once, and the next page went on as if it had been shown
    twice."""
    rebuild(
        {
            f"{n}.md": f"# Town {n}\n\nThe harbour wall of town {n} is of granite. "
            f"The lighthouse of town {n} is of marble.\n"
            for n in range(17)
        }
    )
    typed = "What is the harbour wall made of? What is the lighthouse made of?"
    pages: list[list[str]] = []
    offset = ""
    while offset or not pages:
        query_id = server.send_inline_query(alice, typed, offset=offset)
        answer = server.wait_for_inline_answer(query_id)
        pages.append([result.id for result in answer.results])
        offset = answer.next_offset
    assert all(len(page) == 6 for page in pages[:-1])
    found = [one for page in pages for one in page]
    assert len(found) == len(set(found))


def test_of_one_passage_two_quotes_may_be_chosen(
    server: TelegramServer, alice: User, rebuild: Rebuild
) -> None:
    between = "It rained, and nobody was on the pier. " * 9
    at_nine = "The ferry Kittiwake leaves the quay at nine on weekdays."
    at_noon = "On Sundays Kittiwake leaves at noon."
    others = {f"{n}.md": f"# Boat {n}\n\nThe boat {n} never leaves.\n" for n in range(3)}
    rebuild({"ferry.md": f"# Ferry\n\n{at_nine} {between}{at_noon}\n", **others})
    query_id = server.send_inline_query(alice, "When does the ferry Kittiwake leave the quay?")
    results = server.wait_for_inline_answer(query_id).results
    assert at_nine in results[0].text and at_noon not in results[0].text
    assert sum(at_noon in result.text for result in results[1:]) == 1
    assert len({result.id for result in results}) == len(results)


def test_a_rebuild_shows_in_the_next_answer(
    server: TelegramServer,
    alice: User,
    rebuild: Rebuild,
) -> None:
    query_id = server.send_inline_query(alice, WALL_QUESTION)
    assert "three million" in server.wait_for_inline_answer(query_id).results[0].text
    changed = {name: text.replace("three million", "nine") for name, text in FILES.items()}
    rebuild(changed)
    query_id = server.send_inline_query(alice, WALL_QUESTION)
    assert "nine crowns" in server.wait_for_inline_answer(query_id).results[0].text


@pytest.mark.usefixtures("harbour_bot")
class TestGuest:
    def test_one_quoted_answer_where_the_bot_is_no_member(
        self, server: TelegramServer, alice: User
    ) -> None:
        group = server.add_supergroup("Strangers", has_bot=False)
        server.send_guest_message(group, alice, f"@{server.bot.username} {KEEPER_QUESTION}")
        answer = server.wait_for_message(group)
        assert len(answer.entity_texts("blockquote")) == 1
        assert "Mary Flint" in answer.entity_texts("blockquote")[0]
        assert "The lighthouse of Skerry · Ada Pell" in answer.text
        assert answer.entity_texts("expandable_blockquote") == []

    def test_a_miss_is_one_line(self, server: TelegramServer, alice: User) -> None:
        group = server.add_supergroup("Strangers", has_bot=False)
        server.send_guest_message(group, alice, f"@{server.bot.username} {OFF_TOPIC}")
        answer = server.wait_for_message(group)
        assert "nothing" in answer.text
        assert "\n" not in answer.text

    def test_a_mention_without_a_question_shows_how(
        self, server: TelegramServer, alice: User
    ) -> None:
        group = server.add_supergroup("Strangers", has_bot=False)
        server.send_guest_message(group, alice, f"@{server.bot.username}")
        assert f"@{server.bot.username}" in server.wait_for_message(group).text

    def test_a_title_without_an_address_opens_its_passage_in_private(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        group = server.add_supergroup("Strangers", has_bot=False)
        server.send_guest_message(group, alice, f"@{server.bot.username} {WALL_QUESTION}")
        assert_opens_passage(server, server.wait_for_message(group), private, alice)

    def test_the_server_failing_once_costs_no_answer(
        self, server: TelegramServer, alice: User
    ) -> None:
        group = server.add_supergroup("Strangers", has_bot=False)
        server.fail_next("answerGuestQuery", 502, "Bad Gateway")
        server.send_guest_message(group, alice, f"@{server.bot.username} {KEEPER_QUESTION}")
        assert "Mary Flint" in server.wait_for_message(group).text
