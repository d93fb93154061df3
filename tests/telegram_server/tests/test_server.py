"""The test double of Telegram, tested through HTTP: what it refuses, and what it lets happen."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
import telegram
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.ext import Application, CommandHandler, ContextTypes, MessageHandler, filters

from tests.telegram_server import SentMessage, TelegramServer
from tests.telegram_server.scene import Case, Scene, button, buttons, entity, keyboard
from tests.telegram_server.sending import CHAT_ACTIONS
from tests.telegram_server.updates import UPDATE_TYPES

Json = dict[str, Any]

EMOJI = "\N{THUMBS UP SIGN}"  # two UTF-16 units

# The server counts its users from here: the owner of the groups, then those of the test.
FIRST_USER_ID = 5_000_000_001
ALICE_ID = FIRST_USER_ID + 1


@pytest.fixture(scope="module")
def http() -> Iterator[httpx.Client]:
    with httpx.Client(verify=False, timeout=20) as client:
        yield client


@pytest.fixture
def scene(http: httpx.Client) -> Iterator[Scene]:
    with TelegramServer() as server:
        yield Scene(server, http)


def one(kind: str, offset: int = 0, length: int = 5, **fields: Any) -> Json:
    """Return the parameters with one entity, by default over all of "Hello"."""
    return {"entities": [entity(kind, offset, length, **fields)]}


def over(text: str, offset: int, length: int) -> Json:
    """Return the parameters with a text and a bold part of it."""
    return {"text": text, **one("bold", offset, length)}


def pair(*entities: tuple[str, int, int]) -> Json:
    """Return the parameters with several entities over "Hello"."""
    extra: dict[str, Json] = {
        "text_link": {"url": "https://example.org"},
        "custom_emoji": {"custom_emoji_id": "5"},
    }
    return {"entities": [entity(*each, **extra.get(each[0], {})) for each in entities]}


def html(text: str) -> Json:
    return {"parse_mode": "HTML", "text": text}


def link(url: Any) -> Json:
    return one("text_link", url=url)


def preview(**options: Any) -> Json:
    return {"link_preview_options": options}


def reply_to(message_id: int, **fields: Any) -> Json:
    return {"reply_parameters": {"message_id": message_id, **fields}}


def commands(*pairs: tuple[str, str]) -> Json:
    return {"commands": [{"command": name, "description": text} for name, text in pairs]}


def scope(kind: str, **fields: Any) -> Json:
    return {"commands": [], "scope": {"type": kind, **fields}}


TEXT_CASES = {
    "no text": Case({"text": None}, "message text is empty"),
    "empty": Case({"text": ""}, "message text is empty"),
    "white space": Case({"text": " \n\t\u200b"}, "message text is empty", {"text": " a "}),
    "4097": Case({"text": "a" * 4097}, "message is too long", {"text": "a" * 4096}),
    "4097 in UTF-16": Case(
        {"text": EMOJI * 2048 + "a"}, "message is too long", {"text": EMOJI * 2048}
    ),
    "no chat": Case({"chat_id": None}, "chat_id is empty"),
    "a word as chat": Case({"chat_id": "alice"}, "chat not found"),
    "unknown chat": Case({"chat_id": 12345}, "chat not found"),
    "unknown name": Case({"chat_id": "@nobody"}, "chat not found"),
    "unknown parameter": Case({"txet": "a"}, "unknown parameter txet"),
    "not simulated": Case({"message_effect_id": "5"}, "message_effect_id is not simulated"),
    "boolean": Case(
        {"disable_notification": "maybe"},
        "disable_notification must be true or false",
        {"disable_notification": True},
    ),
    "number as boolean": Case({"protect_content": 1}, "true or false", {"protect_content": False}),
    "integer": Case({"message_thread_id": "x"}, "message_thread_id must be an integer"),
}

PARSE_MODE_CASES = {
    "unknown": Case({"parse_mode": "BBCode"}, "unsupported parse_mode", {"parse_mode": "html"}),
    "with entities": Case(html("Hello") | one("bold"), "parse_mode and entities", html("Hello")),
    "markdown": Case({"parse_mode": "MarkdownV2"}, "MarkdownV2 is not simulated"),
    "unclosed": Case(
        html("<b>Hi"),
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        html("<b>Hi</b>"),
    ),
    "crossed": Case(
        html("<b><i>Hi</b></i>"), "parse entities: Unmatched end tag", html("<b><i>Hi</i></b>")
    ),
    "unknown tag": Case(
        html("<h1>Hi</h1>"),
        'Unsupported start tag "h1"',
        html("<blockquote expandable>Hi</blockquote>"),
    ),
    "bare angle": Case(html("1 < 2"), "Unsupported start tag", html("1 &lt; 2 &amp; &nbsp; &#51;")),
    "no target": Case(html("<a>Hi</a>"), "is invalid", html('<a href="https://a.example">Hi</a>')),
}

ENTITY_CASES = {
    "no JSON": Case({"entities": "["}, "can't parse entities JSON object", one("bold")),
    "no array": Case({"entities": {}}, "must be an Array", {"entities": []}),
    "no object": Case({"entities": ["bold"]}, "can't parse MessageEntity: expected an Object"),
    "no offset": Case({"entities": [{"type": "bold", "length": 5}]}, 'Can\'t find field "offset"'),
    "no length": Case({"entities": [{"type": "bold", "offset": 0}]}, 'Can\'t find field "length"'),
    "no type": Case({"entities": [{"offset": 0, "length": 5}]}, 'Can\'t find field "type"'),
    "text as offset": Case(
        {"entities": [entity("bold", 0, 5) | {"offset": "0"}]},
        'Field "offset" must be of type Number',
        one("bold"),
    ),
    "fraction": Case({"entities": [entity("bold", 0, 5) | {"length": 1.5}]}, "of type Number"),
    "true": Case({"entities": [entity("bold", 0, 5) | {"length": True}]}, "of type Number"),
    "unknown type": Case(one("blink"), "Unsupported type specified", one("spoiler")),
    "number as type": Case({"entities": [entity("", 0, 5) | {"type": 3}]}, "Unsupported type"),
    "detected type": Case(one("bot_command"), "found by Telegram itself", one("code")),
    "unknown field": Case(one("bold", color="red"), 'unknown field "color"', one("bold")),
    "field of a link": Case(
        one("bold", url="https://a.example"), 'unknown field "url"', link("https://a.example")
    ),
    "negative offset": Case(one("bold", -1, 2), "incorrect offset -1", one("bold", 0, 2)),
    "negative length": Case(one("bold", 0, -1), "incorrect length -1", one("bold", 0, 1)),
    "zero length": Case(one("bold", 0, 0), "empty and would be dropped", one("bold", 0, 1)),
    "begins late": Case(one("bold", 6, 1), "begins after the end", one("bold", 4, 1)),
    "ends late": Case(one("bold", 0, 6), "ends after the end of the text", one("bold", 0, 5)),
    "ends late in UTF-16": Case(
        over(EMOJI + "ab", 2, 3), "ends after the end of the text", over(EMOJI + "ab", 2, 2)
    ),
    "begins in a pair": Case(
        over(EMOJI + "ab", 1, 2), "begins in a middle of a UTF-16", over(EMOJI + "ab", 2, 1)
    ),
    "ends in a pair": Case(
        over("ab" + EMOJI, 0, 3), "ends in a middle of a UTF-16", over("ab" + EMOJI, 0, 4)
    ),
    "white space": Case(over("a \n b", 1, 3), "only white space", over("a \n b", 1, 4)),
    "trimmed text": Case(over(" Hello", 0, 6), "trim or replace", over("Hello", 0, 5)),
    "cleaned text": Case(over("Hel\rlo", 0, 6), "trim or replace", over("Hel\nlo", 0, 6)),
    "101": Case(
        {"text": "ab" * 101, "entities": [entity("bold", 2 * n, 1) for n in range(101)]},
        "more than 100 entities",
        {"text": "ab" * 101, "entities": [entity("bold", 2 * n, 1) for n in range(100)]},
    ),
    "lone surrogate": Case(one("pre", language="\ud800"), "UTF-8", one("pre", language="c")),
}

ENTITY_FIELD_CASES = {
    "no url": Case(one("text_link"), 'Can\'t find field "url"', link("http://a.example")),
    "number as url": Case(link(1), 'Field "url" must be of type String'),
    "no scheme": Case(link("a.example"), "is invalid", link("https://a.example")),
    "javascript": Case(link("javascript:alert(1)"), "is invalid"),
    "host without dot": Case(
        link("http://localhost/"),
        "entity URL 'http://localhost/' is invalid: Wrong HTTP URL",
        link("http://[::1]/"),
    ),
    "no host": Case(link("https:///x"), "URL host is empty"),
    "space": Case(link("https://a.example/ b"), "Wrong HTTP URL", link("https://a.example/%20b")),
    "broken address": Case(link("http://[::1"), "Wrong HTTP URL"),
    "tg": Case(link("tg://"), "is invalid", link("tg://resolve?domain=a")),
    "tg user": Case(
        link("tg://user?id=1"), "user not found", link(f"tg://user?id={FIRST_USER_ID}")
    ),
    "no user": Case(one("text_mention"), 'Can\'t find field "user"'),
    "user without id": Case(one("text_mention", user={}), 'Field "id" must be of type Number'),
    "unknown user": Case(
        one("text_mention", user={"id": 1}),
        "user not found",
        one("text_mention", user={"id": FIRST_USER_ID}),
    ),
    "no emoji": Case(one("custom_emoji"), 'Can\'t find field "custom_emoji_id"'),
    "emoji 0": Case(
        one("custom_emoji", custom_emoji_id="0"),
        "invalid custom emoji identifier",
        one("custom_emoji", custom_emoji_id="5368324170671202286"),
    ),
    "empty language": Case(one("pre", language=""), "language of a pre", one("pre", language="c")),
    "language of code": Case(one("code", language="c"), 'unknown field "language"', one("code")),
    "no time": Case(one("date_time"), "unix_time", one("date_time", unix_time=0)),
    "date format": Case(
        one("date_time", unix_time=0, date_time_format="rd"),
        "invalid date_time_format",
        one("date_time", unix_time=0, date_time_format="wDT"),
    ),
}

NESTING_CASES = {
    "crossing": Case(
        pair(("bold", 0, 3), ("italic", 2, 3)), "cross", pair(("bold", 0, 3), ("italic", 1, 2))
    ),
    "crossing a quotation": Case(
        pair(("blockquote", 0, 3), ("bold", 2, 3)),
        "cross",
        pair(("blockquote", 0, 3), ("bold", 3, 2)),
    ),
    "nested quotations": Case(
        pair(("blockquote", 0, 5), ("expandable_blockquote", 1, 2)),
        "nested block quotations",
        pair(("blockquote", 0, 2), ("expandable_blockquote", 2, 3)),
    ),
    "crossing quotations": Case(
        pair(("blockquote", 0, 3), ("blockquote", 2, 3)),
        "cross",
        pair(("blockquote", 0, 2), ("blockquote", 2, 3)),
    ),
    "the same twice": Case(
        pair(("bold", 0, 5), ("bold", 0, 5)), "of one type", pair(("bold", 0, 5), ("italic", 0, 5))
    ),
    "nested of one type": Case(
        pair(("bold", 0, 5), ("bold", 1, 2)), "of one type", pair(("bold", 0, 5), ("italic", 1, 2))
    ),
    "touching of one type": Case(
        pair(("bold", 0, 2), ("bold", 2, 2)), "merged", pair(("bold", 0, 2), ("bold", 3, 2))
    ),
    "code in bold": Case(
        pair(("bold", 0, 5), ("code", 0, 5)),
        "code cannot be combined",
        pair(("code", 0, 5), ("blockquote", 0, 5)),
    ),
    "bold in pre": Case(
        pair(("pre", 0, 5), ("bold", 1, 2)),
        "code cannot be combined",
        pair(("text_link", 0, 5), ("bold", 1, 2)),
    ),
    "code in pre": Case(
        pair(("pre", 0, 5), ("code", 1, 2)),
        "code cannot be combined",
        pair(("pre", 0, 2), ("code", 2, 2)),
    ),
    "quotation in pre": Case(
        pair(("pre", 0, 5), ("blockquote", 1, 2)),
        "code cannot be combined",
        pair(("blockquote", 0, 5), ("pre", 1, 2)),
    ),
    "emoji in a link": Case(
        pair(("text_link", 0, 5), ("custom_emoji", 0, 2)),
        "cannot contain each other",
        pair(("spoiler", 0, 5), ("custom_emoji", 0, 2)),
    ),
    "quotation in a link": Case(
        pair(("text_link", 0, 5), ("blockquote", 0, 2)),
        "cannot contain each other",
        pair(("blockquote", 0, 5), ("text_link", 0, 2)),
    ),
}

PREVIEW_CASES = {
    "no JSON": Case({"link_preview_options": "{"}, "can't parse link preview options JSON object"),
    "no object": Case({"link_preview_options": []}, "object expected as link preview options"),
    "unknown field": Case(preview(disabled=True), "unknown field", preview(is_disabled=True)),
    "text as boolean": Case(
        preview(is_disabled="true"),
        'field "is_disabled" must be of type Boolean',
        preview(is_disabled=False),
    ),
    "disabled with a url": Case(
        preview(is_disabled=True, url="https://a.example"),
        "disabled link preview has no other options",
        preview(show_above_text=True, url="https://a.example"),
    ),
    "both sizes": Case(
        preview(prefer_small_media=True, prefer_large_media=True),
        "small and large",
        preview(prefer_small_media=True, prefer_large_media=False),
    ),
    "bad url": Case(preview(url="tg://a"), "is invalid", preview(url="http://a.example")),
}

MARKUP_CASES = {
    "no JSON": Case({"reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    "no object": Case({"reply_markup": []}, "object expected as reply markup"),
    "nothing known": Case({"reply_markup": {}}, 'Can\'t find field "inline_keyboard"', keyboard()),
    "no array": Case(
        {"reply_markup": {"inline_keyboard": "x"}},
        'field "inline_keyboard" must be of type Array',
        keyboard(buttons(1)),
    ),
    "row of no array": Case(keyboard({}), "must be an Array of Arrays", keyboard(buttons(1))),
    "empty row": Case(keyboard([]), "empty row", keyboard(buttons(1), buttons(1))),
    "no button": Case(keyboard(["Go"]), "InlineKeyboardButton must be an Object"),
    "no text": Case(keyboard([{"callback_data": "a"}]), 'Can\'t find field "text"'),
    "empty text": Case(
        button(text=" ", callback_data="a"), "non-empty", button(text="x", callback_data="a")
    ),
    "no action": Case(button(), "Text buttons are unallowed", button(switch_inline_query="")),
    "two actions": Case(
        button(url="https://a.example", callback_data="a"),
        "url and callback_data",
        button(url="https://a.example"),
    ),
    "unknown field": Case(button(callback_date="a"), "unknown field", button(callback_data="a")),
    "data of 65 bytes": Case(
        button(callback_data="\u00e9" * 32 + "a"),
        "BUTTON_DATA_INVALID",
        button(callback_data="\u00e9" * 32),
    ),
    "no data": Case(button(callback_data=""), "BUTTON_DATA_INVALID", button(callback_data="a")),
    "bad url": Case(button(url="http://local"), "button URL", button(url="http://a.example")),
    "copied text of 257": Case(
        button(copy_text={"text": "a" * 257}),
        "BUTTON_COPY_TEXT_INVALID",
        button(copy_text={"text": "a" * 256}),
    ),
    "no copied text": Case(
        button(copy_text={"text": ""}), "COPY_TEXT_INVALID", button(copy_text={"text": "a"})
    ),
    "chosen chat": Case(
        button(switch_inline_query_chosen_chat={"allow_user_chats": 1}),
        "must be of type Boolean",
        button(switch_inline_query_chosen_chat={"allow_user_chats": True}),
    ),
    "style": Case(
        button(callback_data="a", style="red"),
        "invalid button style",
        button(callback_data="a", style="danger"),
    ),
    "web app": Case(button(web_app={"url": "https://a.example"}), "web_app is not simulated"),
    "keyboard": Case({"reply_markup": {"keyboard": [["a"]]}}, "keyboard is not simulated"),
    "9 in a row": Case(keyboard(buttons(9)), "more than 8 buttons in a row", keyboard(buttons(8))),
    "101 buttons": Case(
        keyboard(*[buttons(8)] * 12, buttons(5)),
        "reply markup is too long",
        keyboard(*[buttons(8)] * 12, buttons(4)),
    ),
    "removal": Case(
        {"reply_markup": {"remove_keyboard": True, "force": True}},
        "unknown field",
        {"reply_markup": {"remove_keyboard": True, "selective": True}},
    ),
    "forced reply": Case(
        {"reply_markup": {"force_reply": True, "input_field_placeholder": 1}},
        "must be of type String",
        {"reply_markup": {"force_reply": True, "input_field_placeholder": "Ask"}},
    ),
}

REPLY_CASES = {
    "no JSON": Case({"reply_parameters": "{"}, "can't parse reply parameters JSON object"),
    "no object": Case({"reply_parameters": 5}, "object expected as reply parameters"),
    "no message": Case({"reply_parameters": {}}, 'Can\'t find field "message_id"'),
    "unknown field": Case(reply_to(1, id=1), "unknown field"),
    "text as boolean": Case(
        reply_to(1, allow_sending_without_reply="yes"),
        'field "allow_sending_without_reply" must be of type Boolean',
        reply_to(1, allow_sending_without_reply=True),
    ),
    "unknown message": Case(
        reply_to(999),
        "message to be replied not found",
        reply_to(999, allow_sending_without_reply=True),
    ),
    "no quote": Case(reply_to(1, quote_position=0), "quote_position given without a quote"),
}

COMMAND_CASES = {
    "none": Case({}, 'parameter "commands" is required', commands(("help", "Help"))),
    "no array": Case({"commands": {}}, "expected an Array of BotCommand"),
    "no object": Case({"commands": ["help"]}, "can't parse BotCommand: expected an Object"),
    "no description": Case({"commands": [{"command": "a"}]}, 'Can\'t find field "description"'),
    "name of 33": Case(
        commands(("a" * 33, "A")), "command length must not exceed 32", commands(("a" * 32, "A"))
    ),
    "empty name": Case(commands(("", "A")), "command must be non-empty", commands(("a", "A"))),
    "capital": Case(commands(("Help", "A")), "BOT_COMMAND_INVALID", commands(("he_1", "A"))),
    "slash": Case(commands(("/help", "A")), "BOT_COMMAND_INVALID", commands(("help", "A"))),
    "empty description": Case(
        commands(("a", " ")), "command description must be non-empty", commands(("a", "x"))
    ),
    "description of 257": Case(
        commands(("a", "x" * 257)),
        "command description length must not exceed 256",
        commands(("a", "x" * 256)),
    ),
    "101": Case(
        commands(*((f"c{number}", "x") for number in range(101))),
        "BOT_COMMANDS_TOO_MUCH",
        commands(*((f"c{number}", "x") for number in range(100))),
    ),
    "twice": Case(
        commands(("a", "x"), ("a", "y")), "given twice", commands(("a", "x"), ("b", "x"))
    ),
    "unknown scope": Case(
        scope("everyone"),
        "can't parse BotCommandScope: Unsupported type specified",
        scope("all_private_chats"),
    ),
    "scope without type": Case({"commands": [], "scope": {}}, 'Can\'t find field "type"'),
    "scope of no object": Case({"commands": [], "scope": []}, "must be an Object"),
    "scope without chat": Case(
        scope("chat"), 'Can\'t find field "chat_id"', scope("chat", chat_id=ALICE_ID)
    ),
    "scope with too much": Case(
        scope("default", chat_id=ALICE_ID), "unknown field", scope("default")
    ),
    "scope of an unknown chat": Case(scope("chat", chat_id=1), "chat not found"),
    "administrators in private": Case(
        scope("chat_administrators", chat_id=ALICE_ID),
        "can't use specified scope in private chats",
    ),
    "language": Case(
        {"commands": [], "language_code": "english"},
        "invalid language code specified",
        {"commands": [], "language_code": "en"},
    ),
}
COMMAND_CASES = {
    name: Case(case.wrong, case.refusal, case.right or {"commands": []}, "setMyCommands")
    for name, case in COMMAND_CASES.items()
}

OTHER_CASES = {
    "action": Case(
        {"action": "sleep"}, "wrong parameter action", {"action": "typing"}, "sendChatAction"
    ),
    "no action": Case({"action": None}, "wrong parameter action", {}, "sendChatAction"),
    "thread": Case({"message_thread_id": 5}, "message thread not found", {}, "sendChatAction"),
    "limit 0": Case({"limit": 0}, "between 1 and 100", {"limit": 1}, "getUpdates"),
    "limit 101": Case({"limit": 101}, "between 1 and 100", {"limit": 100}, "getUpdates"),
    "timeout": Case({"timeout": 51}, "between 0 and 50", {"timeout": 0}, "getUpdates"),
    "future": Case({"offset": 2_000_000_000}, "in the future", {"offset": 0}, "getUpdates"),
    "update types": Case(
        {"allowed_updates": "message"}, "can't parse", {"allowed_updates": []}, "getUpdates"
    ),
    "update types of no array": Case(
        {"allowed_updates": {}}, "must be an Array", {"allowed_updates": ["poll"]}, "getUpdates"
    ),
    "unknown update type": Case(
        {"allowed_updates": ["massage"]},
        "unknown update type 'massage'",
        {"allowed_updates": ["message"]},
        "getUpdates",
    ),
    "dropping": Case(
        {"drop_pending_updates": "all"},
        "true or false",
        {"drop_pending_updates": True},
        "deleteWebhook",
    ),
    "parameter of getMe": Case({"chat_id": 1}, "unknown parameter chat_id", {}, "getMe"),
    "unknown chat": Case({"chat_id": 1}, "chat not found", {}, "getChat"),
    "no user": Case({"user_id": None}, "invalid user_id specified", {}, "getChatMember"),
    "user zero": Case({"user_id": 0}, "invalid user_id specified", {}, "getChatMember"),
    "unknown user": Case({"user_id": 1}, "user not found", {}, "getChatMember"),
}

CASES = {
    f"{group}: {name}": case
    for group, cases in {
        "text": TEXT_CASES,
        "parse_mode": PARSE_MODE_CASES,
        "entities": ENTITY_CASES,
        "entity fields": ENTITY_FIELD_CASES,
        "nesting": NESTING_CASES,
        "link preview": PREVIEW_CASES,
        "markup": MARKUP_CASES,
        "reply": REPLY_CASES,
        "commands": COMMAND_CASES,
        "others": OTHER_CASES,
    }.items()
    for name, case in cases.items()
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_wrong_call_is_refused_and_its_right_neighbour_is_not(scene: Scene, case: Case) -> None:
    answer = scene.refuse(case.method, **case.wrong)
    assert answer.startswith("400 Bad Request: ")
    assert case.refusal.lower() in answer.lower()
    before = len(scene.server.refusals)
    scene.ask(case.method, **case.right)
    assert len(scene.server.refusals) == before


def test_wrong_token_and_unknown_names_are_refused(scene: Scene) -> None:
    wrong_token = scene.http.post(scene.method_url("getMe", token="1:wrong"))
    assert (wrong_token.status_code, wrong_token.json()["description"]) == (401, "Unauthorized")
    assert scene.refuse("getMeh") == "404 Not Found: method not found"
    assert scene.http.get(f"{scene.server.url}/getMe").status_code == 404
    assert scene.http.get(scene.method_url("GETME")).json()["result"]["id"] == scene.server.bot.id


def test_parameters_arrive_in_every_encoding(scene: Scene) -> None:
    url = scene.method_url("sendMessage")
    fields = {"chat_id": str(scene.chat.id), "text": f"{EMOJI} & =", "entities": "[]"}
    assert scene.http.get(url, params=fields).json()["ok"]
    assert scene.http.post(url, data=fields).json()["ok"]
    assert scene.http.post(url, files={name: (None, v) for name, v in fields.items()}).json()["ok"]
    assert scene.http.post(url, json={**fields, "chat_id": scene.chat.id, "entities": []}).json()[
        "ok"
    ]
    assert {message.text for message in scene.server.messages(scene.chat)} == {f"{EMOJI} & ="}


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ({"content": b"{", "headers": {"content-type": "application/json"}}, "parse request JSON"),
        ({"json": ["text"]}, "object expected as request"),
        ({"json": {"text": "\ud800"}}, "UTF-8"),
        ({"content": b"text=a", "headers": {"content-type": "text/plain"}}, "body of type"),
        ({"files": {"text": b"a file"}}, "file text is not simulated"),
        ({"data": {"text": ["a", "b"]}}, "given twice"),
    ],
)
def test_unreadable_body_is_refused(scene: Scene, body: Json, refusal: str) -> None:
    if "json" in body:
        body = {
            "content": json.dumps(body["json"]).encode(),
            "headers": {"content-type": "application/json"},
        }
    answer = scene.http.post(scene.method_url("sendMessage"), **body).json()
    assert answer["error_code"] == 400
    assert refusal in answer["description"]


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "entities",
                "link_preview_options",
                "reply_parameters",
                "reply_markup",
                "commands",
                "scope",
                "allowed_updates",
                "message_thread_id",
                "text",
            ]
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(
                        [
                            "type",
                            "offset",
                            "length",
                            "url",
                            "user",
                            "id",
                            "quote",
                            "message_id",
                            "inline_keyboard",
                            "text",
                            "command",
                            "description",
                            "is_disabled",
                            "callback_data",
                            "chat_id",
                        ]
                    ),
                    inner,
                )
            ),
            max_leaves=6,
        ),
    ),
    st.sampled_from(["sendMessage", "editMessageText", "setMyCommands", "getUpdates"]),
)
def test_no_value_breaks_the_server(http: httpx.Client, parameters: Json, method: str) -> None:
    # Not the fixture: hypothesis would share it between the examples.
    with TelegramServer() as server:
        answer = Scene(server, http).post(method, **parameters)
        assert answer["ok"] or answer["error_code"] == 400


def test_lists_agree_with_python_telegram_bot() -> None:
    assert set(telegram.Update.ALL_TYPES) == UPDATE_TYPES
    assert {action.value for action in telegram.constants.ChatAction} == CHAT_ACTIONS


# What depends on the state of the chats


def test_blocked_bot_cannot_write(scene: Scene) -> None:
    scene.server.block_bot(scene.alice)
    assert scene.refuse("sendMessage") == "403 Forbidden: bot was blocked by the user"
    assert scene.refuse("sendChatAction") == "403 Forbidden: bot was blocked by the user"
    scene.server.unblock_bot(scene.alice)
    scene.ask("sendMessage")
    statuses = [update["my_chat_member"] for update in scene.ask("getUpdates")]
    assert [each["new_chat_member"]["status"] for each in statuses] == ["kicked", "member"]


def test_bot_cannot_begin_a_private_chat(scene: Scene) -> None:
    bob = scene.server.add_user("Bob")
    refusal = "403 Forbidden: bot can't initiate conversation with a user"
    assert scene.refuse("sendMessage", chat_id=bob.id) == refusal
    scene.server.private_chat(bob)
    scene.ask("sendMessage", chat_id=bob.id)


@pytest.mark.parametrize("kind", ["group", "supergroup"])
def test_bot_needs_membership_and_the_right_to_write(scene: Scene, kind: str) -> None:
    server = scene.server
    chat = server.add_group("Readers") if kind == "group" else server.add_supergroup("Readers")
    scene.ask("sendMessage", chat_id=chat.id)
    server.set_bot_status(chat, "restricted", by=scene.alice)
    refusal = "400 Bad Request: not enough rights to send text messages to the chat"
    assert scene.refuse("sendMessage", chat_id=chat.id) == refusal
    server.set_bot_status(chat, "kicked", by=scene.alice)
    refusal = f"403 Forbidden: bot was kicked from the {kind} chat"
    assert scene.refuse("sendMessage", chat_id=chat.id) == refusal
    assert scene.refuse("getChat", chat_id=chat.id) == refusal
    server.set_bot_status(chat, "left")
    refusal = f"403 Forbidden: bot is not a member of the {kind} chat"
    assert scene.refuse("sendMessage", chat_id=chat.id) == refusal
    server.send_text(chat, scene.alice, "Gone?")
    assert not any("message" in update for update in scene.ask("getUpdates"))


def test_channel_needs_an_administrator(scene: Scene) -> None:
    channel = scene.server.add_channel("News", username="news")
    posted = scene.ask("sendMessage", chat_id="@news")
    assert posted["sender_chat"]["id"] == channel.id
    assert "from" not in posted
    scene.ask("editMessageText", chat_id="@News", message_id=posted["message_id"], text="New")
    assert [message.text for message in scene.server.messages(channel)] == ["New"]
    scene.server.set_bot_status(channel, "member")
    refusal = "400 Bad Request: need administrator rights in the channel chat"
    assert scene.refuse("sendMessage", chat_id=channel.id) == refusal


def test_message_goes_into_an_open_topic_of_a_forum(scene: Scene) -> None:
    forum = scene.server.add_supergroup("Forum", forum=True)
    topic = forum.add_topic("Water")

    def send(thread_id: int | None, **parameters: Any) -> Json:
        return scene.post(
            "sendMessage", chat_id=forum.id, message_thread_id=thread_id, **parameters
        )

    sent = send(topic.id)["result"]
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic.id, True)
    assert sent["reply_to_message"]["forum_topic_created"]["name"] == "Water"
    message = scene.server.messages(forum)[0]
    assert (message.message_thread_id, message.reply_to_message_id) == (topic.id, None)
    assert "message_thread_id" not in send(None)["result"]

    not_found = "Bad Request: message thread not found"
    assert send(topic.id + 99)["description"] == not_found
    # The general topic has the number 1 for actions only.
    assert send(1)["description"] == not_found
    scene.ask("sendChatAction", chat_id=forum.id, message_thread_id=1)
    scene.ask("sendChatAction", chat_id=forum.id, message_thread_id=topic.id)
    scene.refuse("sendChatAction", chat_id=forum.id, message_thread_id=99)

    scene.server.close_topic(topic)
    assert send(topic.id)["description"] == "Bad Request: TOPIC_CLOSED"
    scene.server.set_bot_status(forum, "administrator")
    assert send(topic.id)["ok"]
    scene.server.delete_topic(forum, topic)
    assert send(topic.id)["description"] == not_found


def test_reply_is_in_the_topic_of_its_message(scene: Scene) -> None:
    forum = scene.server.add_supergroup("Forum", forum=True)
    water, fire = forum.add_topic("Water"), forum.add_topic("Fire")
    question = scene.server.send_text(forum, scene.alice, "Wet?", topic=water)
    reply = {"chat_id": forum.id, "reply_parameters": {"message_id": question.message_id}}
    in_topic = scene.ask("sendMessage", message_thread_id=water.id, **reply)
    assert in_topic["reply_to_message"]["text"] == "Wet?"
    # Without a thread a reply follows its message.
    assert scene.ask("sendMessage", **reply)["message_thread_id"] == water.id
    refusal = scene.refuse("sendMessage", message_thread_id=fire.id, **reply)
    assert "is in another topic" in refusal


def test_thread_of_replies_is_no_topic(scene: Scene) -> None:
    group = scene.server.add_supergroup("Readers")
    first = scene.server.send_text(group, scene.alice, "One")
    second = scene.server.send_text(group, scene.alice, "Two", reply_to=first)
    assert second.raw["message_thread_id"] == first.message_id
    assert second.message_thread_id is None
    refusal = scene.refuse("sendMessage", chat_id=group.id, message_thread_id=first.message_id)
    assert "message thread is not a forum topic thread" in refusal
    scene.ask("sendMessage", chat_id=group.id, reply_parameters={"message_id": second.message_id})


def test_reply_holds_the_message_once(scene: Scene) -> None:
    server = scene.server
    first = server.send_text(scene.chat, scene.alice, "One")
    second = server.send_text(scene.chat, scene.alice, "Two", reply_to=first)
    sent = scene.ask("sendMessage", reply_parameters={"message_id": second.message_id})
    assert sent["reply_to_message"]["text"] == "Two"
    assert "reply_to_message" not in sent["reply_to_message"]
    assert server.messages(scene.chat)[0].reply_to_message_id == second.message_id
    server.delete(first)
    scene.refuse("sendMessage", reply_parameters={"message_id": first.message_id})


def test_reply_into_another_chat_is_not_simulated(scene: Scene) -> None:
    question = scene.server.send_text(scene.chat, scene.alice, "Wet?")
    group = scene.server.add_group("Readers")
    reply = {"message_id": question.message_id, "chat_id": scene.chat.id}
    scene.ask("sendMessage", reply_parameters=reply)
    refusal = scene.refuse("sendMessage", chat_id=group.id, reply_parameters=reply)
    assert "another chat is not simulated" in refusal


LONG = "a" * 1025
QUOTE_CASES: dict[str, tuple[str, Json, Json]] = {
    "not in the text": ("Is water wet?", {"quote": "fire"}, {"quote": "water wet"}),
    "1025 units": (LONG, {"quote": LONG}, {"quote": LONG[1:]}),
    "position": (
        EMOJI + "wet wet",
        {"quote": "wet", "quote_position": 5},
        {"quote": "wet", "quote_position": 6},
    ),
    "trimmed": ("Is water wet?", {"quote": " wet"}, {"quote": "wet"}),
    "unknown formatting": (
        "wet",
        {"quote": "wet", "quote_entities": [entity("bold", 0, 3)]},
        {"quote": "wet", "quote_entities": []},
    ),
    "entity of no quote": (
        "wet",
        {"quote": "wet", "quote_entities": [entity("code", 0, 3)]},
        {"quote": "wet"},
    ),
    "wrong entity": (
        "wet",
        {"quote": "wet", "quote_entities": [entity("bold", 0, 4)]},
        {"quote": "wet"},
    ),
}


@pytest.mark.parametrize(("text", "wrong", "right"), QUOTE_CASES.values(), ids=QUOTE_CASES.keys())
def test_quote_is_a_part_of_the_message(scene: Scene, text: str, wrong: Json, right: Json) -> None:
    message_id = scene.server.send_text(scene.chat, scene.alice, text).message_id
    scene.refuse("sendMessage", reply_parameters={"message_id": message_id, **wrong})
    sent = scene.ask("sendMessage", reply_parameters={"message_id": message_id, **right})
    assert sent["quote"]["text"] == right["quote"]


def test_quote_keeps_the_formatting_of_the_message(scene: Scene) -> None:
    bold = [entity("bold", 3, 5), entity("code", 0, 2)]
    message = scene.server.send_text(scene.chat, scene.alice, "Is water wet?", entities=bold)
    reply = {"message_id": message.message_id, "quote": "water wet"}
    assert "QUOTE_TEXT_INVALID" in scene.refuse("sendMessage", reply_parameters=reply)
    reply["quote_entities"] = [entity("bold", 0, 5)]
    quote = scene.ask("sendMessage", reply_parameters=reply)["quote"]
    assert (quote["position"], quote["entities"]) == (3, [entity("bold", 0, 5)])
    assert scene.server.messages(scene.chat)[0].quote == quote


# Editing, deleting, answering


def test_edit_changes_the_bots_own_message(scene: Scene) -> None:
    message_id = scene.ask("sendMessage", **button(callback_data="a"))["message_id"]
    same = {"message_id": message_id, **button(callback_data="a")}
    assert "message is not modified: specified new" in scene.refuse("editMessageText", **same)
    edited = scene.ask("editMessageText", message_id=message_id, text="Bye", **one("bold", 0, 3))
    assert edited["text"] == "Bye"
    assert "edit_date" in edited
    assert "reply_markup" not in edited
    (message,) = scene.server.messages(scene.chat)
    assert (message.text, message.reply_markup) == ("Bye", None)


def test_edit_is_refused(scene: Scene) -> None:
    own = scene.ask("sendMessage")["message_id"]
    foreign = scene.server.send_text(scene.chat, scene.alice, "Mine").message_id
    assert "message identifier is not specified" in scene.refuse("editMessageText")
    assert "message to edit not found" in scene.refuse("editMessageText", message_id=999)
    assert "message can't be edited" in scene.refuse("editMessageText", message_id=foreign)
    assert "message text is empty" in scene.refuse("editMessageText", message_id=own, text=" ")
    markup = {"reply_markup": {"force_reply": True}}
    assert "inline keyboard expected" in scene.refuse("editMessageText", message_id=own, **markup)
    assert "together with chat_id" in scene.refuse("editMessageText", inline_message_id="a")


def test_delete_removes_what_the_bot_may_delete(scene: Scene) -> None:
    own = scene.ask("sendMessage")["message_id"]
    assert scene.ask("deleteMessage", message_id=own) is True
    assert scene.server.messages(scene.chat) == []
    assert "message to delete not found" in scene.refuse("deleteMessage", message_id=own)
    assert "message identifier is not specified" in scene.refuse("deleteMessage")
    group = scene.server.add_group("Readers")
    foreign = scene.server.send_text(group, scene.alice, "Mine").message_id
    parameters = {"chat_id": group.id, "message_id": foreign}
    assert "message can't be deleted" in scene.refuse("deleteMessage", **parameters)
    scene.server.set_bot_status(group, "administrator")
    scene.ask("deleteMessage", **parameters)


def test_callback_query_is_answered_once(scene: Scene) -> None:
    scene.ask("sendMessage", **button(callback_data="more"))
    (message,) = scene.server.messages(scene.chat)
    query_id = scene.server.press_button(scene.alice, message, "more")
    (update,) = scene.ask("getUpdates")
    query = update["callback_query"]
    assert (query["id"], query["data"], query["message"]["text"]) == (query_id, "more", "Hello")

    def refuse(**parameters: Any) -> str:
        return scene.refuse("answerCallbackQuery", **parameters)

    assert "MESSAGE_TOO_LONG" in refuse(callback_query_id=query_id, text="a" * 201)
    assert "URL_INVALID" in refuse(callback_query_id=query_id, url="https://a.example")
    assert "cache_time must be between" in refuse(callback_query_id=query_id, cache_time=-1)
    scene.ask("answerCallbackQuery", callback_query_id=query_id, text="a" * 200, show_alert=True)
    assert "query is too old" in refuse(callback_query_id=query_id)
    assert "query is too old" in refuse()
    expired = scene.server.press_button(scene.alice, message, "more")
    scene.server.expire_callback_query(expired)
    assert "query ID is invalid" in refuse(callback_query_id=expired)
    with pytest.raises(AssertionError, match="no button with 'less'"):
        scene.server.press_button(scene.alice, message, "less")


def test_command_menus_are_kept_by_scope_and_language(scene: Scene) -> None:
    scene.ask("setMyCommands", **commands(("help", "Help")))
    group = scene.server.add_group("Readers")
    member = {"type": "chat_member", "chat_id": group.id, "user_id": scene.alice.id}
    scene.ask("setMyCommands", **commands(("ask", "Frage")), scope=member, language_code="de")
    assert [each["command"] for each in scene.ask("getMyCommands")] == ["help"]
    assert scene.ask("getMyCommands", scope=member) == []
    german = {"scope": member, "language_code": "de"}
    assert scene.ask("getMyCommands", **german)[0]["description"] == "Frage"
    scene.ask("deleteMyCommands", **german)
    assert scene.ask("getMyCommands", **german) == []
    assert "user not found" in scene.refuse("getMyCommands", scope={**member, "user_id": 1})
    channel = scene.server.add_channel("News")
    scope = {"type": "chat", "chat_id": channel.id}
    assert "in channel chats" in scene.refuse("setMyCommands", commands=[], scope=scope)


def test_members_have_a_status(scene: Scene) -> None:
    group = scene.server.add_group("Readers")

    def status(user_id: int) -> str:
        member = scene.ask("getChatMember", chat_id=group.id, user_id=user_id)
        return str(member["status"])

    assert status(scene.alice.id) == "left"
    scene.server.send_text(group, scene.alice, "Hi")
    assert status(scene.alice.id) == "member"
    scene.server.set_member(group, scene.alice, "administrator")
    assert status(scene.alice.id) == "administrator"
    assert status(scene.server.bot.id) == "member"
    assert status(FIRST_USER_ID) == "creator"
    assert scene.ask("getChatMember")["status"] == "member"


# What a sent message looks like


def test_sent_message_shows_what_the_bot_sent(scene: Scene) -> None:
    text = f"{EMOJI} Source: see https://example.org or /help"
    sent = scene.ask(
        "sendMessage",
        text=text,
        entities=[entity("bold", 3, 7), entity("code", len(text) + 1 - 5, 5)],
        link_preview_options={"is_disabled": True},
        **keyboard(buttons(2), buttons(1)),
        protect_content=True,
    )
    message = scene.server.wait_for_message(scene.chat)
    assert message.text == text
    assert message.entity_texts("bold") == ["Source:"]
    assert message.entity_texts("url") == ["https://example.org"]
    # Telegram finds no command inside of code.
    assert message.entity_texts("bot_command") == []
    assert message.entity_texts("code") == ["/help"]
    assert message.link_preview_options == {"is_disabled": True}
    assert [each["callback_data"] for each in message.buttons] == ["0", "1", "0"]
    assert sent["has_protected_content"] is True
    (call,) = scene.server.calls("sendMessage")
    assert [each["type"] for each in call.parameters["entities"]] == ["bold", "code"]


def test_html_becomes_text_and_entities(scene: Scene) -> None:
    scene.ask("sendMessage", text=f"{EMOJI}<b>a<i>b</i></b> &lt;", parse_mode="html")
    message = scene.server.wait_for_message(scene.chat)
    assert message.text == f"{EMOJI}ab <"
    assert (message.entity_texts("bold"), message.entity_texts("italic")) == (["ab"], ["b"])


def test_text_without_entities_is_cleaned(scene: Scene) -> None:
    scene.ask("sendMessage", text="\r\n a\tb\u202ec \n")
    assert scene.server.wait_for_message(scene.chat).text == "a bc"


DETECTED: dict[str, list[tuple[str, str]]] = {
    "/help": [("bot_command", "/help")],
    f"{EMOJI} /ask@footnote_test_bot now": [("bot_command", "/ask@footnote_test_bot")],
    "a/help /a@b //x </y": [],
    "hello @alice_w and @bob or a@bcde": [("mention", "@alice_w")],
    "#one #2 x#three": [("hashtag", "#one")],
    "$USD or $usd": [("cashtag", "$USD")],
    "see (https://example.org/a/b).": [("url", "https://example.org/a/b")],
    "https://example.org/#tag": [("url", "https://example.org/#tag")],
    "example.com, not example.txt": [("url", "example.com")],
    "write to me@example.org!": [("email", "me@example.org")],
}


@pytest.mark.parametrize(("text", "found"), DETECTED.items())
def test_entities_are_found_in_users_texts(
    scene: Scene, text: str, found: list[tuple[str, str]]
) -> None:
    message = scene.server.send_text(scene.chat, scene.alice, text)
    kinds = [each["type"] for each in message.entities]
    texts = [message.entity_texts(kind)[0] for kind in kinds]
    assert list(zip(kinds, texts, strict=True)) == found


# What users do


def test_updates_are_shaped_as_telegrams(scene: Scene) -> None:
    server, alice = scene.server, scene.alice
    forum = server.add_supergroup("Forum", forum=True)
    topic = forum.add_topic("Water", by=alice)
    first = server.send_text(forum, alice, "Wet?", topic=topic)
    server.send_text(forum, alice, "Really", reply_to=first)
    server.edit_text(first, "Very wet?")
    server.send_photo(forum, alice, caption="See @alice_w", topic=topic)
    server.send_sticker(forum, alice)
    updates = [telegram.Update.de_json(each, None) for each in scene.ask("getUpdates")]
    created, asked, replied, edited, photo, sticker = updates
    assert created.message is not None
    assert created.message.forum_topic_created is not None
    assert asked.message is not None
    assert (asked.message.message_thread_id, asked.message.is_topic_message) == (topic.id, True)
    assert asked.message.reply_to_message is not None
    assert asked.message.reply_to_message.forum_topic_created is not None
    assert asked.message.from_user is not None
    assert asked.message.from_user.language_code == "de"
    assert replied.message is not None
    assert replied.message.reply_to_message is not None
    assert replied.message.reply_to_message.text == "Wet?"
    assert edited.edited_message is not None
    assert (edited.edited_message.text, asked.message.text) == ("Very wet?", "Wet?")
    assert photo.message is not None
    assert photo.message.caption_entities[0].type == "mention"
    assert sticker.message is not None
    assert sticker.message.sticker is not None
    assert sticker.message.message_thread_id is None


def test_sender_on_behalf_of_a_chat(scene: Scene) -> None:
    group = scene.server.add_supergroup("Readers")
    channel = scene.server.add_channel("News")
    anonymous = scene.server.send_text(group, scene.alice, "Hi", as_chat=group).raw
    assert (anonymous["sender_chat"]["id"], anonymous["from"]["username"]) == (
        group.id,
        "GroupAnonymousBot",
    )
    in_name = scene.server.send_text(group, scene.alice, "Hi", as_chat=channel).raw
    assert (in_name["sender_chat"]["id"], in_name["from"]["username"]) == (
        channel.id,
        "Channel_Bot",
    )
    post = scene.server.post_to_channel(channel, "News!")
    scene.server.edit_text(post, "Old news")
    kinds = [sorted(update)[0] for update in scene.ask("getUpdates")]
    assert kinds == ["message", "message", "channel_post", "edited_channel_post"]
    assert scene.server.messages(channel) == []


def test_user_cannot_send_what_telegram_would_not_pass_on(scene: Scene) -> None:
    for text in ("", " \n", "a" * 4097, "\ud800"):
        with pytest.raises(ValueError):
            scene.server.send_text(scene.chat, scene.alice, text)
    with pytest.raises(ValueError):
        scene.server.send_text(scene.chat, scene.alice, "a ", entities=[entity("bold", 0, 1)])
    with pytest.raises(ValueError):
        scene.server.post_to_channel(scene.chat, "a")
    with pytest.raises(ValueError):
        scene.server.send_photo(scene.chat, scene.alice, caption="a" * 1025)
    with pytest.raises(ValueError):
        scene.server.queue_update("massage", {})
    with pytest.raises(ValueError):
        scene.server.add_group("Readers").add_topic("Water")
    forward = {"forward_origin": {"type": "hidden_user", "sender_user_name": "X", "date": 0}}
    sent = scene.server.send_text(scene.chat, scene.alice, "a" * 4096, extra=forward)
    assert sent.raw["forward_origin"]["type"] == "hidden_user"


def test_message_numbers_are_counted_as_in_telegram(scene: Scene) -> None:
    server, alice = scene.server, scene.alice
    group, supergroup = server.add_group("A"), server.add_supergroup("B")
    private = server.send_text(scene.chat, alice, "1").message_id
    assert server.send_text(group, alice, "2").message_id == private + 1
    assert server.send_text(supergroup, alice, "3").message_id == private


def test_privacy_mode_delivers_only_what_is_meant_for_the_bot(http: httpx.Client) -> None:
    with TelegramServer(privacy_mode=True) as server:
        scene = Scene(server, http)
        group = server.add_supergroup("Readers")
        assert scene.ask("getMe")["can_read_all_group_messages"] is False
        sent = SentMessage.from_json(scene.ask("sendMessage", chat_id=group.id))
        for text in ("Hi", "/ask", "/ask@other_bot", "/ask@Footnote_Test_Bot", "a /ask", "@other_"):
            server.send_text(group, scene.alice, text)
        server.send_text(group, scene.alice, "@footnote_test_bot?")
        server.send_text(group, scene.alice, "Reply", reply_to=sent)
        server.send_text(scene.chat, scene.alice, "Private")
        texts = [update["message"]["text"] for update in scene.ask("getUpdates")]
        assert texts == [
            "/ask",
            "/ask@Footnote_Test_Bot",
            "@footnote_test_bot?",
            "Reply",
            "Private",
        ]
        server.send_sticker(group, scene.alice)
        server.send_content(group, scene.alice, {"new_chat_title": "Writers"})
        assert scene.ask("getUpdates", offset=-1)[0]["message"]["new_chat_title"] == "Writers"
        server.set_bot_status(group, "administrator")
        server.send_text(group, scene.alice, "All")
        assert scene.ask("getUpdates", offset=-1)[0]["message"]["text"] == "All"


# Long polling


def start_poll(scene: Scene, **parameters: Any) -> "Poll":
    poll = Poll(scene, parameters)
    scene.server.wait_until_polled()
    return poll


class Poll:
    """A getUpdates that waits in a thread of its own."""

    def __init__(self, scene: Scene, parameters: Json) -> None:
        self._answer: Json = {}
        self._thread = threading.Thread(
            target=lambda: self._answer.update(scene.post("getUpdates", timeout=20, **parameters))
        )
        self._thread.start()

    def answer(self) -> Json:
        self._thread.join(timeout=20)
        return self._answer


def test_offset_confirms_and_limit_cuts(scene: Scene) -> None:
    for text in "abc":
        scene.server.send_text(scene.chat, scene.alice, text)

    def texts(**parameters: Any) -> list[str]:
        return [each["message"]["text"] for each in scene.ask("getUpdates", **parameters)]

    first_id = scene.ask("getUpdates")[0]["update_id"]
    assert texts(limit=2) == ["a", "b"]
    assert texts(offset=first_id + 1) == ["b", "c"]
    assert texts() == ["b", "c"]
    assert scene.ask("getWebhookInfo")["pending_update_count"] == 2
    assert texts(offset=-1) == ["c"]
    assert texts() == ["c"]
    assert texts(offset=first_id + 3) == []
    scene.server.send_text(scene.chat, scene.alice, "d")
    scene.ask("deleteWebhook", drop_pending_updates=True)
    assert texts() == []


def test_poll_wakes_at_once(scene: Scene) -> None:
    poll = start_poll(scene)
    began = time.monotonic()
    scene.server.send_text(scene.chat, scene.alice, "Wake up")
    assert poll.answer()["result"][0]["message"]["text"] == "Wake up"
    assert time.monotonic() - began < 2


def test_poll_ends_with_its_timeout(scene: Scene) -> None:
    began = time.monotonic()
    assert scene.ask("getUpdates", timeout=1) == []
    assert 0.9 < time.monotonic() - began < 5


def test_second_poll_terminates_the_first(scene: Scene) -> None:
    first = start_poll(scene)
    assert scene.ask("getUpdates") == []
    answer = first.answer()
    assert answer["error_code"] == 409
    assert answer["description"].startswith("Conflict: terminated by other getUpdates request; ")
    second = start_poll(scene)
    third = Poll(scene, {})
    assert second.answer()["error_code"] == 409
    scene.server.wait_until_polled()
    scene.server.send_text(scene.chat, scene.alice, "For the last one")
    assert len(third.answer()["result"]) == 1
    assert [call.refusal is None for call in scene.server.calls("getUpdates")].count(False) == 2


def test_poll_of_a_client_that_hung_up_is_forgotten(scene: Scene) -> None:
    with pytest.raises(httpx.ReadTimeout):
        scene.http.post(scene.method_url("getUpdates"), data={"timeout": "20"}, timeout=0.2)
    scene.ask("getUpdates")
    scene.server.wait_until_idle()
    assert scene.server.refusals == []


def test_allowed_updates_last_until_changed(scene: Scene) -> None:
    def kinds(**parameters: Any) -> list[str]:
        """Return the kinds of the updates, of which there would be three."""
        message = scene.server.send_text(scene.chat, scene.alice, "a")
        scene.server.edit_text(message, "b")
        scene.server.queue_update("chat_member", {})
        updates = scene.ask("getUpdates", **parameters)
        if updates:
            scene.ask("getUpdates", offset=updates[-1]["update_id"] + 1)
        return [kind for update in updates for kind in update if kind != "update_id"]

    # A choice does not touch the updates that are queued already.
    assert kinds(allowed_updates=["edited_message"]) == ["message", "edited_message"]
    assert kinds() == ["edited_message"]
    assert kinds(allowed_updates=["chat_member"]) == ["edited_message"]
    assert kinds(allowed_updates=[]) == ["chat_member"]
    assert kinds() == ["message", "edited_message"]


def test_server_stops_while_it_is_polled(http: httpx.Client) -> None:
    with TelegramServer() as server:
        poll = start_poll(Scene(server, http))
    assert poll.answer() == {"ok": True, "result": []}
    assert not any(thread.name == "telegram-server" for thread in threading.enumerate())
    assert len(server.calls("getUpdates")) == 1


def test_mistake_of_the_server_is_raised_at_its_end(http: httpx.Client) -> None:
    with pytest.raises(RuntimeError, match="the test server failed"), TelegramServer() as server:
        scene = Scene(server, http)
        server.send_content(scene.chat, scene.alice, {"text": object()})
        assert http.get(scene.method_url("getUpdates")).status_code == 500


# Faults


def test_fault_is_answered_without_effect(scene: Scene) -> None:
    scene.server.fail_next("sendMessage", 429, "Too Many Requests: retry after 7", retry_after=7)
    scene.server.fail_next("sendMessage", 502, "Bad Gateway", times=2)
    limited = scene.post("sendMessage")
    assert limited == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    scene.ask("getMe")
    assert scene.post("sendMessage")["error_code"] == 502
    assert scene.post("sendMessage")["error_code"] == 502
    assert scene.server.messages(scene.chat) == []
    scene.ask("sendMessage")
    assert scene.server.refusals == []
    assert [call.is_fault for call in scene.server.calls("sendMessage")] == [True] * 3 + [False]


@pytest.mark.parametrize("after_effect", [False, True])
def test_connection_is_dropped(scene: Scene, after_effect: bool) -> None:
    scene.server.drop_connection_next("sendMessage", after_effect=after_effect)
    with pytest.raises(httpx.RemoteProtocolError):
        scene.post("sendMessage")
    assert len(scene.server.messages(scene.chat)) == int(after_effect)
    scene.ask("sendMessage")
    assert scene.server.refusals == []


# python-telegram-bot against the server


def test_python_telegram_bot_sends_and_receives(scene: Scene) -> None:
    server = scene.server

    async def talk() -> None:
        async with telegram.Bot(server.token, base_url=f"{server.url}/bot") as bot:
            assert bot.username == server.bot.username
            question = server.send_text(scene.chat, scene.alice, "/ask Is water wet?")
            (update,) = await bot.get_updates(timeout=5)
            assert update.message is not None
            assert update.message.text == question.text
            assert update.message.entities[0].type == "bot_command"
            sent = await bot.send_message(
                scene.chat.id,
                f"{EMOJI} Yes.",
                entities=[telegram.MessageEntity("blockquote", 3, 4)],
                reply_parameters=telegram.ReplyParameters(question.message_id),
                link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
                reply_markup=telegram.InlineKeyboardMarkup.from_button(
                    telegram.InlineKeyboardButton("More", callback_data="more")
                ),
            )
            assert sent.parse_entities() == {sent.entities[0]: "Yes."}
            assert sent.reply_to_message == update.message
            assert (await bot.get_chat(scene.chat.id)).first_name == "Alice"
            assert (await bot.get_chat_member(scene.chat.id, scene.alice.id)).status == "member"
            await bot.set_my_commands([("ask", "Ask")], telegram.BotCommandScopeDefault())
            assert (await bot.get_my_commands())[0].command == "ask"
            assert (await bot.get_webhook_info()).url == ""
            await bot.send_chat_action(scene.chat.id, "typing")
            await sent.edit_text("No.")
            await sent.delete()
            with pytest.raises(telegram.error.Forbidden):
                server.block_bot(scene.alice)
                await bot.send_message(scene.chat.id, "Hello?")

    asyncio.run(talk())
    assert [call.method for call in server.refusals] == ["sendMessage"]


async def _answer_help(update: telegram.Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_text("I help.")


async def _answer_question(update: telegram.Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_chat_action("typing")
    await update.message.reply_text("Yes.", do_quote=True)


@contextmanager
def running_bot(server: TelegramServer) -> Iterator[None]:
    """Run an Application in a thread: it answers /help, and texts with a question mark."""
    started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def run() -> None:
        application = (
            Application.builder().token(server.token).base_url(f"{server.url}/bot").build()
        )
        application.add_handler(CommandHandler("help", _answer_help))
        application.add_handler(MessageHandler(filters.Regex(r"\?"), _answer_question))
        async with application:
            assert application.updater is not None
            await application.updater.start_polling(timeout=20)
            await application.start()
            stopping = asyncio.Event()
            started.set_result((asyncio.get_running_loop(), stopping))
            await stopping.wait()
            await application.updater.stop()
            await application.stop()

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    try:
        server.wait_until_polled()
        yield
    finally:
        loop, stopping = started.result(timeout=20)
        loop.call_soon_threadsafe(stopping.set)
        thread.join()


def test_application_runs_and_stops_without_a_refusal(scene: Scene) -> None:
    server, alice = scene.server, scene.alice
    group = server.add_supergroup("Forum", forum=True)
    topic = group.add_topic("Water")
    with running_bot(server):
        question = server.send_text(group, alice, "Is water wet?", topic=topic)
        reply = server.wait_for_message(group)
        assert (reply.text, reply.message_thread_id) == ("Yes.", topic.id)
        assert reply.reply_to_message_id == question.message_id
        assert server.wait_for_call("sendChatAction").parameters["action"] == "typing"
        server.send_text(group, alice, "Sure?")
        assert server.wait_for_message(group).message_thread_id is None
        assert server.wait_for_message(group, after=reply).message_thread_id is None
        server.wait_until_idle()
    assert server.refusals == []


def test_silence_is_proved_by_a_later_answer(scene: Scene) -> None:
    server = scene.server
    group = server.add_group("Readers")

    def say(text: str) -> Callable[[], object]:
        return lambda: server.send_text(group, scene.alice, text)

    with running_bot(server):
        server.assert_silent(group, say("Nothing"))
        with pytest.raises(AssertionError, match=r"(?s)not silent in Readers.*sendChatAction"):
            server.assert_silent(group, say("Something?"))
        server.assert_silent(group, say("Nothing"), probe="Are you there?")


def test_waiting_in_vain_names_the_last_calls(scene: Scene) -> None:
    scene.ask("getMe")
    with pytest.raises(AssertionError, match=r"(?s)no message in .*last calls:.*getMe"):
        scene.server.wait_for_message(scene.chat, timeout_seconds=0.01)
    with pytest.raises(AssertionError, match="no call of getChat"):
        scene.server.wait_for_call("getChat", timeout_seconds=0.01)
    with pytest.raises(AssertionError, match="the bot is not polling"):
        scene.server.wait_until_polled(timeout_seconds=0.01)
    scene.server.send_text(scene.chat, scene.alice, "Unread")
    with pytest.raises(AssertionError, match="the bot is not idle"):
        scene.server.wait_until_idle(timeout_seconds=0.01)
