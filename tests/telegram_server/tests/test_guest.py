"""The test double of Telegram: the bot summoned into chats in which it is not."""

import asyncio
import threading
from typing import Any

import httpx
import pytest
import telegram

from tests.telegram_server import Chat
from tests.telegram_server.scene import Case, Scene, button, entity, open_scene

Json = dict[str, Any]

QUESTION = "@footnote_test_bot is water wet?"
MORE = button(callback_data="more")
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
def group(scene: Scene) -> Chat:
    return scene.server.add_supergroup("Guests", has_bot=False)


def article(text: str = "Yes.", **fields: Any) -> Json:
    content = {"message_text": text}
    return {"type": "article", "id": "a", "title": "T", "input_message_content": content, **fields}


def test_guest_mode_can_be_off(scene: Scene) -> None:
    assert scene.ask("getMe")["supports_guest_queries"] is True
    with open_scene(guest_mode=False) as other:
        assert other.ask("getMe")["supports_guest_queries"] is False
        group = other.server.add_group("Guests", has_bot=False)
        with pytest.raises(ValueError, match="no guest mode"):
            other.server.send_guest_message(group, other.alice, QUESTION)


def test_summons_is_a_guest_message(scene: Scene, group: Chat) -> None:
    first = scene.server.send_text(group, scene.alice, "Water is dry.")
    query_id = scene.server.send_guest_message(group, scene.alice, QUESTION, reply_to=first)
    (update,) = scene.take_updates()
    message = update["guest_message"]
    assert (message["guest_query_id"], message["text"]) == (query_id, QUESTION)
    assert message["chat"]["id"] == group.id
    assert message["from"] == scene.alice.to_json()
    assert message["reply_to_message"]["text"] == "Water is dry."
    assert message["entities"] == [entity("mention", 0, 18)]
    # Only what the bot gets has the identifier.
    assert "guest_query_id" not in group.messages[message["message_id"]]


def test_summons_is_queued_only_if_the_bot_asked_for_such(scene: Scene, group: Chat) -> None:
    scene.ask("getUpdates", allowed_updates=["message"])
    scene.server.send_guest_message(group, scene.alice, QUESTION)
    assert scene.take_updates() == []


def test_what_does_not_summon_the_bot(scene: Scene, group: Chat) -> None:
    server, alice = scene.server, scene.alice
    for text in ("Is water wet?", "@footnote_test_bot2 wet?", "a@footnote_test_bot", " "):
        with pytest.raises(ValueError):
            server.send_guest_message(group, alice, text)
    member_of, removed_from = server.add_group("Readers"), server.add_group("Writers")
    server.set_bot_status(removed_from, "kicked")
    for chat in (member_of, removed_from, scene.chat, server.add_channel("News")):
        with pytest.raises(ValueError, match="is no guest"):
            server.send_guest_message(chat, alice, QUESTION)
    left = server.add_group("Left")
    server.set_bot_status(left, "left")
    server.send_guest_message(left, alice, "Is water wet, @Footnote_Test_Bot?")


def test_answer_is_posted_into_the_chat(scene: Scene, group: Chat) -> None:
    query_id = scene.server.send_guest_message(group, scene.alice, QUESTION)
    quotation = [entity("blockquote", 0, 4)]
    content = {"message_text": "Yes.", "entities": quotation}
    result = article(input_message_content=content, **MORE)
    answer = scene.ask("answerGuestQuery", guest_query_id=query_id, result=result)
    message = scene.server.wait_for_message(group)
    assert answer == {"inline_message_id": message.inline_message_id}
    assert (message.text, message.entity_texts("blockquote")) == ("Yes.", ["Yes."])
    assert message.raw["from"]["id"] == scene.server.bot.id
    assert message.raw["guest_bot_caller_user"]["id"] == scene.alice.id
    assert [each["callback_data"] for each in message.buttons] == ["more"]
    assert scene.server.messages(group) == [message]


CASES = {
    "no query": Case({"guest_query_id": None}, TOO_OLD),
    "unknown query": Case({"guest_query_id": "1"}, TOO_OLD),
    "no result": Case({"result": None}, "result isn't specified"),
    "no JSON": Case({"result": "{"}, "can't parse inline query result JSON object"),
    "array": Case({"result": [article()]}, "inline query result must be an object"),
    "photo": Case({"result": article(type="photo")}, "type photo is not simulated"),
    "empty id": Case({"result": article(id="")}, "RESULT_ID_INVALID"),
    "empty title": Case({"result": article(title="")}, "ARTICLE_TITLE_EMPTY"),
    "4097": Case({"result": article("a" * 4097)}, "too long", {"result": article("a" * 4096)}),
    "markup": Case(
        {"result": article(reply_markup={"force_reply": True})},
        "inline keyboard expected",
        {"result": article(**MORE)},
    ),
    "cache time": Case({"cache_time": 5}, "unknown parameter cache_time"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_wrong_answer_is_refused_and_its_right_neighbour_is_not(
    scene: Scene, group: Chat, case: Case
) -> None:
    query_id = scene.server.send_guest_message(group, scene.alice, QUESTION)
    case = Case(case.wrong, case.refusal, case.right, "answerGuestQuery")
    scene.check(case, {"guest_query_id": query_id, "result": article()})


def test_query_is_answered_once_and_in_time(scene: Scene, group: Chat) -> None:
    query_id = scene.server.send_guest_message(group, scene.alice, QUESTION)
    scene.ask("answerGuestQuery", guest_query_id=query_id, result=article())
    again = scene.refuse("answerGuestQuery", guest_query_id=query_id, result=article())
    assert again == f"400 Bad Request: {TOO_OLD}"
    expired = scene.server.send_guest_message(group, scene.alice, QUESTION)
    scene.server.expire_guest_query(expired)
    assert TOO_OLD in scene.refuse("answerGuestQuery", guest_query_id=expired, result=article())
    assert len(scene.server.messages(group)) == 1


def test_guest_can_do_nothing_else_in_the_chat(scene: Scene, group: Chat) -> None:
    query_id = scene.server.send_guest_message(group, scene.alice, QUESTION)
    scene.ask("answerGuestQuery", guest_query_id=query_id, result=article())
    message = scene.server.wait_for_message(group)
    refusal = "403 Forbidden: bot is not a member of the supergroup chat"
    assert scene.refuse("sendMessage", chat_id=group.id) == refusal
    assert scene.refuse("sendChatAction", chat_id=group.id) == refusal
    own = {"chat_id": group.id, "message_id": message.message_id}
    assert scene.refuse("editMessageText", **own) == refusal
    assert scene.refuse("deleteMessage", **own) == refusal
    # But it may edit its message by the identifier that it was given.
    inline = {"chat_id": None, "inline_message_id": message.inline_message_id}
    assert scene.ask("editMessageText", **inline, text="No.", **MORE) is True
    edited = scene.server.wait_for_edit(message)
    scene.take_updates()
    scene.server.press_button(scene.alice, edited, "more")
    (update,) = scene.take_updates()
    assert update["callback_query"]["inline_message_id"] == message.inline_message_id
    assert "message" not in update["callback_query"]


def test_reply_to_the_guest_summons_it_again(scene: Scene, group: Chat) -> None:
    query_id = scene.server.send_guest_message(group, scene.alice, QUESTION)
    scene.ask("answerGuestQuery", guest_query_id=query_id, result=article())
    message = scene.server.wait_for_message(group)
    scene.server.send_guest_message(group, scene.alice, "Really?", reply_to=message)
    update = scene.take_updates()[-1]
    assert update["guest_message"]["reply_to_message"]["from"]["id"] == scene.server.bot.id


def test_faults_work_for_guest_queries(scene: Scene, group: Chat) -> None:
    query_id = scene.server.send_guest_message(group, scene.alice, QUESTION)
    given = {"guest_query_id": query_id, "result": article()}
    scene.server.fail_next("answerGuestQuery", 429, "Too Many Requests", retry_after=3)
    scene.server.fail_next("answerGuestQuery", 500, "Internal Server Error")
    assert scene.post("answerGuestQuery", **given)["parameters"] == {"retry_after": 3}
    assert scene.post("answerGuestQuery", **given)["error_code"] == 500
    for after_effect, count in ((False, 0), (True, 1)):
        scene.server.drop_connection_next("answerGuestQuery", after_effect=after_effect)
        with pytest.raises(httpx.RemoteProtocolError):
            scene.post("answerGuestQuery", **given)
        assert len(scene.server.messages(group)) == count
    assert TOO_OLD in scene.refuse("answerGuestQuery", **given)


def answer_everything(scene: Scene, stopping: threading.Event) -> None:
    """Be a bot that answers messages, and queries as a guest, until it is stopped."""
    offset = 0
    while not stopping.is_set():
        for update in scene.ask("getUpdates", offset=offset, timeout=1):
            offset = update["update_id"] + 1
            if "guest_message" in update:
                query_id = update["guest_message"]["guest_query_id"]
                scene.ask("answerGuestQuery", guest_query_id=query_id, result=article())
            elif "message" in update:
                scene.ask("sendMessage", chat_id=update["message"]["chat"]["id"])


def test_answer_of_a_guest_is_not_silence(scene: Scene, group: Chat) -> None:
    stopping = threading.Event()
    bot = threading.Thread(target=answer_everything, args=(scene, stopping))
    bot.start()
    try:
        scene.server.assert_silent(
            group, lambda: scene.server.send_text(group, scene.alice, "Is water wet?")
        )
        with pytest.raises(AssertionError, match=r"(?s)not silent in Guests.*answerGuestQuery"):
            scene.server.assert_silent(
                group, lambda: scene.server.send_guest_message(group, scene.alice, QUESTION)
            )
    finally:
        stopping.set()
        bot.join()


def test_python_telegram_bot_answers_as_a_guest(scene: Scene, group: Chat) -> None:
    server = scene.server

    async def talk() -> None:
        async with telegram.Bot(server.token, base_url=f"{server.url}/bot") as bot:
            assert bot.bot.supports_guest_queries
            query_id = server.send_guest_message(group, scene.alice, QUESTION)
            (update,) = await bot.get_updates(timeout=5)
            assert update.guest_message is not None
            assert update.guest_message.guest_query_id == query_id
            content = telegram.InputTextMessageContent("Yes.")
            result = telegram.InlineQueryResultArticle("a", "Water", content)
            sent = await update.guest_message.answer_guest_query(result)
            message = server.wait_for_message(group)
            assert message.inline_message_id == sent.inline_message_id
            await bot.edit_message_text("No.", inline_message_id=sent.inline_message_id)
            assert server.wait_for_edit(message).text == "No."

    asyncio.run(talk())
    assert server.refusals == []
