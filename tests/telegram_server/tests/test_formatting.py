"""The test double of Telegram: quotes in replies, newer entities, and what buttons carry."""

import asyncio
import datetime
from typing import Any

import pytest
import telegram
from telegram.constants import (
    InlineKeyboardButtonLimit,
    InlineKeyboardMarkupLimit,
    KeyboardButtonStyle,
    MessageEntityDateTimeFormats,
    MessageEntityType,
)

from tests.telegram_server import entities as entity_rules
from tests.telegram_server import markup as markup_rules
from tests.telegram_server.scene import Case, Scene, button, buttons, entity, keyboard

Json = dict[str, Any]

EMOJI = "\N{THUMBS UP SIGN}"  # two UTF-16 units
LONG = "a" * 1025


def entities(*given: tuple[str, int, int]) -> Json:
    """Return the parameters with these entities over "Hello"."""
    extra: dict[str, Json] = {
        "text_link": {"url": "https://a.example"},
        "date_time": {"unix_time": 1_700_000_000},
    }
    return {"entities": [entity(*each, **extra.get(each[0], {})) for each in given]}


def date(**fields: Any) -> Json:
    return {"entities": [entity("date_time", 0, 5, **fields)]}


# Quotes of users


def test_user_quotes_a_part_of_a_message(scene: Scene) -> None:
    bold = [entity("bold", 3, 5), entity("code", 9, 3)]
    text = f"{EMOJI} water wet"
    first = scene.server.send_text(scene.chat, scene.alice, text, entities=bold)
    scene.server.send_text(scene.chat, scene.alice, "Sure?", reply_to=first, quote="water wet")
    message = telegram.Update.de_json(scene.take_updates()[-1], None).message
    assert message is not None
    assert message.reply_to_message is not None
    assert message.quote is not None
    assert (message.quote.text, message.quote.position) == ("water wet", 3)
    assert message.quote.is_manual is True
    # Of code nothing is kept in a quote.
    assert message.quote.entities == (telegram.MessageEntity("bold", 0, 5),)


def test_user_quotes_a_message_of_the_bot(scene: Scene) -> None:
    scene.ask("sendMessage", text="Water is wet.")
    reply = scene.server.wait_for_message(scene.chat)
    sent = scene.server.send_text(scene.chat, scene.alice, "Why?", reply_to=reply, quote="is wet")
    assert sent.quote == {"text": "is wet", "position": 6, "is_manual": True}
    assert sent.reply_to_message_id == reply.message_id
    whole = scene.server.send_text(scene.chat, scene.alice, "Why?", reply_to=reply)
    assert whole.quote is None


def test_user_cannot_quote_what_is_not_there(scene: Scene) -> None:
    first = scene.server.send_text(scene.chat, scene.alice, f"Is water wet? {LONG}")
    for quote in ("fire", "", " water", LONG):
        with pytest.raises(ValueError, match="cannot quote"):
            scene.server.send_text(scene.chat, scene.alice, "?", reply_to=first, quote=quote)
    with pytest.raises(ValueError, match="needs the message"):
        scene.server.send_text(scene.chat, scene.alice, "?", quote="water")
    scene.server.send_text(scene.chat, scene.alice, "?", reply_to=first, quote=LONG[1:])
    edited = scene.server.edit_text(first, "Is fire wet?")
    with pytest.raises(ValueError, match="cannot quote"):
        scene.server.send_text(scene.chat, scene.alice, "?", reply_to=edited, quote="water")


# Quotes of the bot


def test_bot_quotes_exactly(scene: Scene) -> None:
    question = scene.server.send_text(scene.chat, scene.alice, "Is Water wet?").message_id

    def reply(quote: str, **fields: Any) -> Json:
        return {"reply_parameters": {"message_id": question, "quote": quote, **fields}}

    for wrong in (reply("water"), reply("Is wet"), reply("wet", quote_position=8)):
        assert scene.refuse("sendMessage", **wrong) == "400 Bad Request: QUOTE_TEXT_INVALID"
    assert scene.ask("sendMessage", **reply("Water"))["quote"]["position"] == 3
    assert scene.ask("sendMessage", **reply("wet", quote_position=9))["quote"]["position"] == 9
    # A quote of the text as it was before an edit is no longer there.
    first = scene.server.send_text(scene.chat, scene.alice, "One")
    scene.server.edit_text(first, "Two")
    stale = {"reply_parameters": {"message_id": first.message_id, "quote": "One"}}
    assert "QUOTE_TEXT_INVALID" in scene.refuse("sendMessage", **stale)


# Entities


CASES = {
    "expandable in a quotation": Case(
        entities(("blockquote", 0, 5), ("expandable_blockquote", 0, 5)),
        "nested block quotations",
        entities(("expandable_blockquote", 0, 5)),
    ),
    "crossing an expandable": Case(
        entities(("expandable_blockquote", 0, 3), ("blockquote", 2, 3)),
        "cross",
        entities(("expandable_blockquote", 0, 3), ("blockquote", 3, 2)),
    ),
    "expandable twice": Case(
        entities(("expandable_blockquote", 0, 5), ("expandable_blockquote", 1, 2)),
        "of one type and nested",
        entities(("expandable_blockquote", 0, 3), ("expandable_blockquote", 3, 2)),
    ),
    "formatting over an edge": Case(
        entities(("expandable_blockquote", 0, 3), ("bold", 2, 2)),
        "cross",
        entities(("expandable_blockquote", 0, 3), ("bold", 2, 1)),
    ),
    "expandable with a field": Case(
        {"entities": [entity("expandable_blockquote", 0, 5, url="https://a.example")]},
        'unknown field "url"',
        entities(("expandable_blockquote", 0, 5)),
    ),
    "date without time": Case(date(), 'Can\'t find field "unix_time"', date(unix_time=5)),
    "time as text": Case(
        date(unix_time="5"), 'Field "unix_time" must be of type Number', date(unix_time=5)
    ),
    "broken time": Case(date(unix_time=1.5), "of type Number", date(unix_time=1)),
    "format as number": Case(
        date(unix_time=5, date_time_format=1), "of type String", date(unix_time=5)
    ),
    "relative with a date": Case(
        date(unix_time=5, date_time_format="rD"),
        "invalid date_time_format",
        date(unix_time=5, date_time_format="r"),
    ),
    "both dates": Case(
        date(unix_time=5, date_time_format="dD"),
        "invalid date_time_format",
        date(unix_time=5, date_time_format="wdt"),
    ),
    "order": Case(
        date(unix_time=5, date_time_format="td"),
        "invalid date_time_format",
        date(unix_time=5, date_time_format="dt"),
    ),
    "format of another type": Case(
        {"entities": [entity("bold", 0, 5, date_time_format="r")]}, "unknown field"
    ),
    "date in a link": Case(
        entities(("text_link", 0, 5), ("date_time", 1, 2)),
        "cannot contain each other",
        entities(("blockquote", 0, 5), ("date_time", 1, 2)),
    ),
    "date in code": Case(
        entities(("code", 0, 5), ("date_time", 1, 2)),
        "code cannot be combined",
        entities(("date_time", 0, 5), ("bold", 1, 2)),
    ),
    "copied text of 257 in UTF-16": Case(
        button(copy_text={"text": EMOJI * 128 + "a"}),
        "BUTTON_COPY_TEXT_INVALID",
        button(copy_text={"text": EMOJI * 128}),
    ),
    "copied text of another shape": Case(
        button(copy_text={"value": "a"}),
        'Can\'t find field "text"',
        button(copy_text={"text": "a"}),
    ),
    "copying and calling back": Case(
        button(copy_text={"text": "a"}, callback_data="a"), "callback_data and copy_text"
    ),
    "protocol": Case(
        button(url="ftp://a.example"),
        "Unsupported URL protocol",
        button(url="tg://resolve?domain=a"),
    ),
    "no protocol": Case(button(url="a.example"), "button URL", button(url="http://a.example")),
    "query of 257": Case(
        button(switch_inline_query="a" * 257),
        "an inline query of 257 characters",
        button(switch_inline_query="a" * 256),
    ),
    "query of 257 here": Case(
        button(switch_inline_query_current_chat="a" * 257),
        "an inline query of 257 characters",
        button(switch_inline_query_current_chat=""),
    ),
    "query of 257 elsewhere": Case(
        button(switch_inline_query_chosen_chat={"query": "a" * 257}),
        "an inline query of 257 characters",
        button(switch_inline_query_chosen_chat={"query": "a" * 256}),
    ),
    "icon": Case(
        button(callback_data="a", icon_custom_emoji_id="smile"),
        "invalid custom emoji identifier",
        button(callback_data="a", icon_custom_emoji_id="5368324170671202286"),
    ),
    "101 buttons": Case(
        keyboard(*[buttons(1)] * 101), "reply markup is too long", keyboard(*[buttons(1)] * 100)
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_wrong_call_is_refused_and_its_right_neighbour_is_not(scene: Scene, case: Case) -> None:
    scene.check(case, {})


def test_buttons_that_begin_a_query_here_are_not_for_channels(scene: Scene) -> None:
    channel = scene.server.add_channel("News")
    here = button(switch_inline_query_current_chat="wet")
    assert "not supported in channels" in scene.refuse("sendMessage", chat_id=channel.id, **here)
    elsewhere = button(switch_inline_query="wet")
    sent = scene.ask("sendMessage", chat_id=channel.id, **elsewhere)
    edit = {"chat_id": channel.id, "message_id": sent["message_id"]}
    assert "not supported in channels" in scene.refuse("editMessageReplyMarkup", **edit, **here)
    scene.ask("sendMessage", **here)


@pytest.mark.parametrize("style", KeyboardButtonStyle)
def test_styles_agree_with_python_telegram_bot(scene: Scene, style: str) -> None:
    scene.ask("sendMessage", **button(callback_data="a", style=style))


@pytest.mark.parametrize("form", MessageEntityDateTimeFormats)
def test_date_formats_agree_with_python_telegram_bot(scene: Scene, form: str) -> None:
    sent = scene.ask("sendMessage", **date(unix_time=1_700_000_000, date_time_format=form))
    assert sent["entities"][0]["date_time_format"] == form


def test_lists_and_limits_agree_with_python_telegram_bot() -> None:
    known = entity_rules.ENTITY_TYPES | entity_rules.DETECTED
    # A type that Telegram finds, but that its documentation does not name.
    assert {kind.value for kind in MessageEntityType} == known - {"bank_card_number"}
    assert InlineKeyboardButtonLimit.MAX_CALLBACK_DATA == markup_rules.MAX_CALLBACK_DATA_BYTES
    assert InlineKeyboardButtonLimit.MAX_COPY_TEXT == markup_rules.MAX_COPY_TEXT_LENGTH
    assert InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER == markup_rules.MAX_BUTTONS
    assert InlineKeyboardMarkupLimit.BUTTONS_PER_ROW == markup_rules.MAX_BUTTONS_IN_ROW


def test_python_telegram_bot_sends_dates_and_buttons(scene: Scene) -> None:
    moment = datetime.datetime(2024, 2, 29, 12, 30, tzinfo=datetime.UTC)

    async def talk() -> None:
        server = scene.server
        async with telegram.Bot(server.token, base_url=f"{server.url}/bot") as bot:
            sent = await bot.send_message(
                scene.chat.id,
                "Hello at noon",
                entities=[
                    telegram.MessageEntity("expandable_blockquote", 0, 5),
                    telegram.MessageEntity(
                        "date_time", 9, 4, unix_time=moment, date_time_format="wDt"
                    ),
                ],
                reply_markup=telegram.InlineKeyboardMarkup.from_row(
                    [
                        telegram.InlineKeyboardButton(
                            "Copy", copy_text=telegram.CopyTextButton("Hello"), style="primary"
                        ),
                        telegram.InlineKeyboardButton("More", switch_inline_query_current_chat=""),
                    ]
                ),
            )
            assert sent.entities[1].unix_time == moment

    asyncio.run(talk())
    message = scene.server.wait_for_message(scene.chat)
    assert message.entity_texts("expandable_blockquote") == ["Hello"]
    assert message.entities[1]["unix_time"] == int(moment.timestamp())
    assert message.buttons[0]["copy_text"] == {"text": "Hello"}
    assert scene.server.refusals == []


# What is not seen, or turns a line


@pytest.mark.parametrize(
    "text",
    ["\u2800", "\u3164 \n", "\u200b\u200d", "\U000e0041", "\ufe0f", "\u2060\u00a0", "\ufffc"],
)
def test_a_message_that_looks_empty_is_refused(text: str, scene: Scene) -> None:
    assert "message text is empty" in scene.refuse("sendMessage", text=text)


@pytest.mark.parametrize("text", ["\u2068a", "a\u2069", "\u2067a\nb\u2069"])
def test_a_line_that_turns_what_follows_is_refused(text: str, scene: Scene) -> None:
    assert "has an isolate" in scene.refuse("sendMessage", text=text)
    turned = keyboard([{"text": text, "callback_data": "a"}])
    assert "isolate" in scene.refuse("sendMessage", text="Hello", **turned)


def test_marks_of_direction_in_a_row_are_kept_as_telegram_keeps_them(scene: Scene) -> None:
    sent = scene.ask("sendMessage", text="a\u200e\u200f\u200eb")
    assert sent["text"] == "a\u200c\u200c\u200eb"
