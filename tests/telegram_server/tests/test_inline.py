"""The test double of Telegram: inline queries, their answers, and the messages made of them."""

import asyncio
from typing import Any

import httpx
import pytest
import telegram
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.constants import InlineQueryLimit, InlineQueryResultLimit, InlineQueryResultType

from tests.telegram_server import SentMessage
from tests.telegram_server.inline_results import (
    MAX_NEXT_OFFSET_BYTES,
    MAX_RESULT_ID_BYTES,
    MAX_RESULTS,
    RESULT_TYPES,
)
from tests.telegram_server.markup import MAX_INLINE_QUERY_LENGTH
from tests.telegram_server.scene import Case, Scene, button, buttons, entity, keyboard, open_scene

Json = dict[str, Any]

EMOJI = "\N{THUMBS UP SIGN}"  # two UTF-16 units
MORE = button(callback_data="more")
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def article(result_id: str = "a", **fields: Any) -> Json:
    """Return a result; None leaves a field out."""
    content = {"message_text": "Hello"}
    result = {"type": "article", "id": result_id, "title": "T", "input_message_content": content}
    return {name: value for name, value in (result | fields).items() if value is not None}


def one(**fields: Any) -> Json:
    """Return the parameters with one result."""
    return {"results": [article(**fields)]}


def content(**fields: Any) -> Json:
    """Return the parameters with one result that would become this message."""
    fields = {"message_text": "Hello"} | fields
    present = {name: value for name, value in fields.items() if value is not None}
    return one(input_message_content=present)


def results_button(**fields: Any) -> Json:
    return {"results": [], "button": {"text": "Go", **fields}}


RESULT_CASES = {
    "no results": Case({"results": None}, 'parameter "results" is required', {"results": []}),
    "no JSON": Case({"results": "["}, "can't parse inline query results JSON object", one()),
    "no array": Case({"results": {}}, "expected an Array of inline query results", one()),
    "51": Case(
        {"results": [article(str(number)) for number in range(51)]},
        "too many inline query results specified",
        {"results": [article(str(number)) for number in range(50)]},
    ),
    "no object": Case({"results": ["a"]}, "can't parse inline query result: inline query result"),
    "no type": Case(one(type=None), "can't parse inline query result: can't find field \"type\""),
    "unknown type": Case(one(type="essay"), 'type "essay" is unsupported'),
    "another type": Case(one(type="photo"), "a result of type photo is not simulated"),
    "unknown field": Case(one(hide_url=True), 'unknown field "hide_url"', one(url="")),
    "no id": Case(one(id=None), 'Can\'t find field "id"'),
    "number as id": Case(one(id=5), 'Field "id" must be of type String', one(id="5")),
    "empty id": Case(one(id=""), "400 Bad Request: RESULT_ID_INVALID", one(id="0")),
    "id of 65 bytes": Case(one(id="\u00e9" * 32 + "a"), "RESULT_ID_INVALID", one(id="\u00e9" * 32)),
    "one id twice": Case(
        {"results": [article("a"), article("a", title="Other")]},
        "400 Bad Request: RESULT_ID_DUPLICATE",
        {"results": [article("a"), article("b")]},
    ),
    "no title": Case(one(title=None), 'Can\'t find field "title"'),
    "empty title": Case(one(title=" "), "ARTICLE_TITLE_EMPTY", one(title="x")),
    "number as description": Case(
        one(description=1), 'Field "description" must be', one(description="")
    ),
    "url": Case(one(url="tg://a"), "URL_INVALID", one(url="https://a.example")),
    "thumbnail": Case(
        one(thumbnail_url="a"), "WEBDOCUMENT_URL", one(thumbnail_url="https://a.example/b.png")
    ),
}

CONTENT_CASES = {
    "no content": Case(
        one(input_message_content=None),
        "can't parse inline query result: input message content is not specified",
        content(),
    ),
    "no text": Case(content(message_text=None), "input message content is not specified"),
    "empty": Case(content(message_text=""), "message content is not specified"),
    "white space": Case(content(message_text=" \n"), "message text is empty"),
    "text": Case(content(text="Hello"), 'unknown field "text"', content(message_text="Hello")),
    "place": Case(content(latitude=1.5), "other than text is not simulated"),
    "4097": Case(
        content(message_text="a" * 4097),
        "400 Bad Request: message is too long",
        content(message_text="a" * 4096),
    ),
    "4097 in UTF-16": Case(
        content(message_text=EMOJI * 2048 + "a"),
        "message is too long",
        content(message_text=EMOJI * 2048),
    ),
    "entity type": Case(
        content(entities=[entity("blink", 0, 1)]),
        "can't parse inline query result: can't parse MessageEntity: Unsupported type",
        content(entities=[entity("bold", 0, 1)]),
    ),
    "entity after the end": Case(
        content(entities=[entity("bold", 0, 6)]),
        "400 Bad Request: entity beginning at UTF-16 offset 0 ends after",
        content(entities=[entity("bold", 0, 5)]),
    ),
    "entity in a pair": Case(
        content(message_text=EMOJI, entities=[entity("bold", 0, 1)]),
        "ends in a middle",
        content(message_text=EMOJI, entities=[entity("bold", 0, 2)]),
    ),
    "crossing entities": Case(
        content(entities=[entity("blockquote", 0, 3), entity("blockquote", 2, 3)]),
        "400 Bad Request: strict test server: blockquote at 0+3 and blockquote at 2+3 cross",
        content(entities=[entity("blockquote", 0, 2), entity("blockquote", 2, 3)]),
    ),
    "html": Case(
        content(message_text="<b>Hi", parse_mode="HTML"),
        "can't parse entities",
        content(message_text="<b>Hi</b>", parse_mode="HTML"),
    ),
    "link preview": Case(
        content(link_preview_options={"disabled": True}),
        "unknown field",
        content(link_preview_options={"is_disabled": True}),
    ),
}

MARKUP_CASES = {
    "no keyboard": Case(
        one(reply_markup={"force_reply": True}),
        "can't parse inline query result: inline keyboard expected",
        one(**MORE),
    ),
    "no object": Case(one(reply_markup=[]), 'Field "reply_markup" must be of type Object'),
    "data of 65 bytes": Case(
        one(**button(callback_data="a" * 65)),
        "400 Bad Request: BUTTON_DATA_INVALID",
        one(**button(callback_data="a" * 64)),
    ),
    "101 buttons": Case(
        one(**keyboard(*[buttons(8)] * 12, buttons(5))),
        "reply markup is too long",
        one(**keyboard(*[buttons(8)] * 12, buttons(4))),
    ),
    "two actions": Case(
        one(**button(callback_data="a", url="https://a.example")),
        "url and callback_data",
        one(**button(switch_inline_query_current_chat="wet")),
    ),
}

PARAMETER_CASES = {
    "no query": Case({"inline_query_id": None, "results": []}, TOO_OLD),
    "unknown query": Case({"inline_query_id": "1", "results": []}, TOO_OLD),
    "negative cache time": Case(
        {"cache_time": -1}, "cache_time must be between 0 and 86400", {"cache_time": 0}
    ),
    "long cache time": Case({"cache_time": 86401}, "must be between", {"cache_time": 86400}),
    "is_personal": Case({"is_personal": 1}, "true or false", {"is_personal": True}),
    "offset of 65 bytes": Case(
        {"next_offset": "\u00e9" * 32 + "a"}, "NEXT_OFFSET_INVALID", {"next_offset": "\u00e9" * 32}
    ),
    "unknown parameter": Case({"switch_pm_text": "Go"}, "unknown parameter switch_pm_text"),
}

BUTTON_CASES = {
    "no JSON": Case({"button": "{"}, "can't parse inline query results button JSON object"),
    "no object": Case({"button": []}, "InlineQueryResultsButton must be an Object"),
    "no text": Case({"button": {"start_parameter": "a"}}, 'Can\'t find field "text"'),
    "empty text": Case(
        {"button": {"text": " ", "start_parameter": "a"}},
        "SWITCH_PM_TEXT_EMPTY",
        results_button(start_parameter="a"),
    ),
    "no kind": Case(
        results_button(),
        "must have exactly one optional field",
        results_button(start_parameter="a"),
    ),
    "two kinds": Case(
        results_button(start_parameter="a", web_app={"url": "https://a.example"}),
        "must have exactly one optional field",
        results_button(web_app={"url": "https://a.example"}),
    ),
    "empty parameter": Case(results_button(start_parameter=""), "can't use empty start_parameter"),
    "parameter of 65": Case(
        results_button(start_parameter="a" * 65),
        "too long start_parameter",
        results_button(start_parameter="a" * 64),
    ),
    "character": Case(
        results_button(start_parameter="a b"),
        "unallowed characters in start_parameter",
        results_button(start_parameter="Ab_-9"),
    ),
    "web app without TLS": Case(results_button(web_app={"url": "http://a.example"}), "Web App URL"),
    "web app without url": Case(results_button(web_app={}), 'Can\'t find field "url"'),
}

CASES = {
    f"{group}: {name}": case
    for group, cases in {
        "result": RESULT_CASES,
        "content": CONTENT_CASES,
        "markup": MARKUP_CASES,
        "parameter": PARAMETER_CASES,
        "button": BUTTON_CASES,
    }.items()
    for name, case in cases.items()
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_wrong_answer_is_refused_and_its_right_neighbour_is_not(scene: Scene, case: Case) -> None:
    query_id = scene.server.send_inline_query(scene.alice, "wet?")
    case = Case(case.wrong, case.refusal, case.right, "answerInlineQuery")
    scene.check(case, {"inline_query_id": query_id, "results": []})


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "type",
                        "id",
                        "title",
                        "input_message_content",
                        "message_text",
                        "entities",
                        "link_preview_options",
                        "reply_markup",
                        "inline_keyboard",
                        "url",
                        "text",
                        "web_app",
                        "start_parameter",
                    ]
                ),
                inner,
            )
        ),
        max_leaves=8,
    ),
    st.sampled_from(["results", "result", "button"]),
)
def test_no_value_breaks_the_server(value: Any, name: str) -> None:
    method = "answerGuestQuery" if name == "result" else "answerInlineQuery"
    filled = article() | value if isinstance(value, dict) and name == "result" else value
    with open_scene() as scene:
        query = {"guest_query_id": "1"} if name == "result" else {"inline_query_id": "1"}
        answer = scene.post(method, **{"results": None, name: filled}, **query)
        assert answer["error_code"] == 400


def test_limits_agree_with_python_telegram_bot() -> None:
    assert {kind.value for kind in InlineQueryResultType} == RESULT_TYPES
    assert InlineQueryLimit.RESULTS == MAX_RESULTS
    assert InlineQueryLimit.MAX_OFFSET_LENGTH == MAX_NEXT_OFFSET_BYTES
    assert InlineQueryLimit.MAX_QUERY_LENGTH == MAX_INLINE_QUERY_LENGTH
    assert InlineQueryResultLimit.MAX_ID_LENGTH == MAX_RESULT_ID_BYTES


def test_inline_mode_can_be_off() -> None:
    with open_scene(inline_mode=False) as scene:
        assert scene.ask("getMe")["supports_inline_queries"] is False
        with pytest.raises(ValueError, match="no inline mode"):
            scene.server.send_inline_query(scene.alice, "wet?")
        refusal = scene.refuse("sendMessage", **button(switch_inline_query="wet"))
        assert "of a bot without inline mode" in refusal
        scene.ask("sendMessage", **MORE)
    with open_scene() as scene:
        assert scene.ask("getMe")["supports_inline_queries"] is True
        scene.ask("sendMessage", **button(switch_inline_query="wet"))


def test_query_is_what_the_user_wrote(scene: Scene) -> None:
    query_id = scene.server.send_inline_query(scene.alice, "a" * 256, "20", "supergroup")
    scene.server.send_inline_query(scene.alice, "")
    full, empty = (each["inline_query"] for each in scene.take_updates())
    assert full == {
        "id": query_id,
        "from": scene.alice.to_json(),
        "query": "a" * 256,
        "offset": "20",
        "chat_type": "supergroup",
    }
    assert (empty["query"], empty["offset"], "chat_type" in empty) == ("", "", False)
    for text, chat_type in (("a" * 257, None), ("\ud800", None), ("a", "crowd")):
        with pytest.raises(ValueError):
            scene.server.send_inline_query(scene.alice, text, chat_type=chat_type)


def test_query_is_queued_only_if_the_bot_asked_for_such(scene: Scene) -> None:
    scene.ask("getUpdates", allowed_updates=["message"])
    scene.server.send_inline_query(scene.alice, "wet?")
    assert scene.take_updates() == []
    scene.ask("getUpdates", allowed_updates=["inline_query"])
    scene.server.send_inline_query(scene.alice, "wet?")
    assert len(scene.take_updates()) == 1


def test_query_is_answered_once_and_in_time(scene: Scene) -> None:
    query_id = scene.server.send_inline_query(scene.alice, "wet?")
    with pytest.raises(AssertionError, match="no answer to the inline query 'wet\\?'"):
        scene.server.wait_for_inline_answer(query_id, timeout_seconds=0.01)
    scene.ask("answerInlineQuery", inline_query_id=query_id, results=[])
    assert TOO_OLD in scene.refuse("answerInlineQuery", inline_query_id=query_id, results=[])
    expired = scene.server.send_inline_query(scene.alice, "wet?")
    scene.server.expire_inline_query(expired)
    assert TOO_OLD in scene.refuse("answerInlineQuery", inline_query_id=expired, results=[])


def test_answer_shows_what_the_user_sees(scene: Scene) -> None:
    query_id = scene.server.send_inline_query(scene.alice, "wet?")
    message = {"message_text": f"{EMOJI} Yes", "entities": [entity("blockquote", 3, 3)]}
    first = article("a", description="D", url="https://a.example", input_message_content=message)
    scene.ask(
        "answerInlineQuery",
        inline_query_id=query_id,
        results=[first, article("b", **MORE)],
        cache_time=0,
        is_personal=True,
        next_offset="2",
        button={"text": "Help", "start_parameter": "help"},
    )
    answer = scene.server.wait_for_inline_answer(query_id)
    assert (answer.cache_time, answer.is_personal, answer.next_offset) == (0, True, "2")
    assert answer.button == {"text": "Help", "start_parameter": "help"}
    yes, more = answer.results
    assert (yes.id, yes.title, yes.description, yes.url) == ("a", "T", "D", "https://a.example")
    assert (yes.text, yes.entity_texts("blockquote")) == (f"{EMOJI} Yes", ["Yes"])
    assert (yes.raw, yes.reply_markup, yes.buttons) == (first, None, [])
    assert [each["callback_data"] for each in answer.find("b").buttons] == ["more"]
    assert more.entities == []
    plain = scene.server.send_inline_query(scene.alice, "wet?")
    scene.ask("answerInlineQuery", inline_query_id=plain, results=[])
    answer = scene.server.wait_for_inline_answer(plain)
    assert (answer.cache_time, answer.is_personal, answer.next_offset) == (300, False, "")
    assert (answer.button, answer.results) == (None, [])


def choose(scene: Scene, **fields: Any) -> SentMessage:
    """Let Alice send a result with these fields into her chat with the bot."""
    query_id = scene.server.send_inline_query(scene.alice, "wet?", chat_type="sender")
    scene.ask("answerInlineQuery", inline_query_id=query_id, results=[article("a", **fields)])
    return scene.server.choose_inline_result(scene.alice, query_id, "a", scene.chat)


def test_chosen_result_is_a_message_of_the_user(scene: Scene) -> None:
    options = {"is_disabled": True}
    message = {"message_text": "Hello /ask", "link_preview_options": options}
    sent = choose(scene, input_message_content=message)
    assert (sent.text, sent.entity_texts("bot_command")) == ("Hello /ask", ["/ask"])
    assert sent.raw["from"]["id"] == scene.alice.id
    assert sent.raw["via_bot"]["id"] == scene.server.bot.id
    assert (sent.link_preview_options, sent.inline_message_id) == (options, None)
    assert scene.server.messages(scene.chat) == []
    _query, received, chosen = scene.take_updates()
    assert received["message"] == sent.raw
    assert chosen["chosen_inline_result"] == {
        "result_id": "a",
        "from": scene.alice.to_json(),
        "query": "wet?",
    }


def test_only_with_a_keyboard_can_a_chosen_result_be_edited(scene: Scene) -> None:
    assert choose(scene, **keyboard()).inline_message_id is None
    assert choose(scene).inline_message_id is None
    sent = choose(scene, **MORE)
    assert sent.inline_message_id is not None
    chosen = scene.take_updates()[-1]["chosen_inline_result"]
    assert chosen["inline_message_id"] == sent.inline_message_id


def test_chosen_result_is_told_only_if_the_bot_asked_for_such(scene: Scene) -> None:
    scene.ask("getUpdates", allowed_updates=["inline_query", "message"])
    choose(scene, **MORE)
    assert [sorted(each)[0] for each in scene.take_updates()] == ["inline_query", "message"]


def test_chosen_result_in_a_chat_without_the_bot_is_not_shown_to_it(scene: Scene) -> None:
    group = scene.server.add_group("Elsewhere", has_bot=False)
    query_id = scene.server.send_inline_query(scene.alice, "wet?", chat_type="group")
    with pytest.raises(AssertionError, match="is not answered"):
        scene.server.choose_inline_result(scene.alice, query_id, "a", group)
    scene.ask("answerInlineQuery", inline_query_id=query_id, results=[article("a")])
    with pytest.raises(AssertionError, match="no result 'b' among"):
        scene.server.choose_inline_result(scene.alice, query_id, "b", group)
    scene.server.choose_inline_result(scene.alice, query_id, "a", group)
    kinds = [sorted(each)[0] for each in scene.take_updates()]
    assert kinds == ["inline_query", "chosen_inline_result"]


def test_privacy_mode_delivers_messages_made_of_the_bots_results() -> None:
    with open_scene(privacy_mode=True) as scene:
        group = scene.server.add_supergroup("Forum", forum=True)
        topic = group.add_topic("Water")
        scene.ask("getUpdates", allowed_updates=["message"])
        query_id = scene.server.send_inline_query(scene.alice, "wet?")
        scene.ask("answerInlineQuery", inline_query_id=query_id, results=[article("a")])
        scene.server.choose_inline_result(scene.alice, query_id, "a", group, topic=topic)
        scene.server.send_text(group, scene.alice, "Private")
        (update,) = scene.take_updates()
        assert update["message"]["via_bot"]["id"] == scene.server.bot.id
        assert update["message"]["message_thread_id"] == topic.id


def test_button_of_an_inline_message_is_pressed_without_its_message(scene: Scene) -> None:
    sent = choose(scene, **MORE)
    scene.take_updates()
    query_id = scene.server.press_button(scene.alice, sent, "more")
    (update,) = scene.take_updates()
    query = update["callback_query"]
    assert (query["id"], query["data"]) == (query_id, "more")
    assert query["inline_message_id"] == sent.inline_message_id
    assert "message" not in query
    scene.ask("answerCallbackQuery", callback_query_id=query_id)


# Faults


@pytest.mark.parametrize("method", ["answerInlineQuery", "editMessageReplyMarkup"])
def test_faults_work_for_the_new_methods(scene: Scene, method: str) -> None:
    query_id = scene.server.send_inline_query(scene.alice, "wet?")
    message_id = scene.ask("sendMessage")["message_id"]
    inline = {"inline_query_id": query_id, "results": []}
    given = inline if method == "answerInlineQuery" else {"message_id": message_id, **MORE}
    scene.server.fail_next(method, 429, "Too Many Requests: retry after 3", retry_after=3)
    scene.server.fail_next(method, 500, "Internal Server Error")
    assert scene.post(method, **given)["parameters"] == {"retry_after": 3}
    assert scene.post(method, **given)["error_code"] == 500
    scene.server.drop_connection_next(method)
    with pytest.raises(httpx.RemoteProtocolError):
        scene.post(method, **given)
    scene.server.drop_connection_next(method, after_effect=True)
    with pytest.raises(httpx.RemoteProtocolError):
        scene.post(method, **given)
    # It took effect, so that the same once more is wrong.
    scene.refuse(method, **given)


# python-telegram-bot against the server


def test_python_telegram_bot_answers_inline_queries(scene: Scene) -> None:
    server = scene.server

    async def talk() -> None:
        async with telegram.Bot(server.token, base_url=f"{server.url}/bot") as bot:
            assert bot.supports_inline_queries
            query_id = server.send_inline_query(scene.alice, "wet?", chat_type="sender")
            (update,) = await bot.get_updates(timeout=5)
            assert update.inline_query is not None
            assert update.inline_query.chat_type == "sender"
            result = telegram.InlineQueryResultArticle(
                "a",
                "Water",
                telegram.InputTextMessageContent(
                    "Yes.",
                    entities=[telegram.MessageEntity("expandable_blockquote", 0, 4)],
                    link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
                ),
                reply_markup=telegram.InlineKeyboardMarkup.from_button(
                    telegram.InlineKeyboardButton("More", callback_data="more")
                ),
                description="Wet",
            )
            start = telegram.InlineQueryResultsButton("Help", start_parameter="help")
            await update.inline_query.answer(
                [result], cache_time=10, is_personal=True, button=start, auto_pagination=True
            )
            sent = server.choose_inline_result(scene.alice, query_id, "a", scene.chat)
            server.press_button(scene.alice, sent, "more")
            *_, chosen, pressed = await bot.get_updates(update.update_id + 1)
            assert chosen.chosen_inline_result is not None
            assert chosen.chosen_inline_result.inline_message_id == sent.inline_message_id
            assert pressed.callback_query is not None
            assert await pressed.callback_query.edit_message_text("No.") is True
            await pressed.callback_query.answer()
            assert server.wait_for_edit(sent).text == "No."

    asyncio.run(talk())
    assert server.refusals == []
