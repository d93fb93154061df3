"""What a message says to the bot."""

from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, MessageEntity, TextQuote, User

from bot.telegram.incoming.addressing import Wording, read_wording

BOT = User(1, "Footnote", is_bot=True, username="footnote_bot")
ADA = User(2, "Ada", is_bot=False)
GROUP = Chat(-100, Chat.SUPERGROUP)
PRIVATE = Chat(2, Chat.PRIVATE)

NOTHING = Wording(is_addressed=False)


def say(
    text: str,
    chat: Chat = GROUP,
    reply_to: Message | None = None,
    sender: User = ADA,
    marked: str | None = None,
) -> Message:
    """A message whose words with / and @ are the entities that Telegram finds."""
    kinds = {"/": MessageEntity.BOT_COMMAND, "@": MessageEntity.MENTION}
    entities, offset = [], 0
    for word in text.split(" "):
        if word[:1] in kinds:
            entities.append(MessageEntity(kinds[word[0]], offset, len(word.rstrip(","))))
        offset += len(word) + 1
    return Message(
        7,
        datetime(2026, 1, 1, tzinfo=UTC),
        chat,
        sender,
        text=text,
        entities=entities,
        reply_to_message=reply_to,
        quote=TextQuote(marked, 0, is_manual=True) if marked else None,
    )


@pytest.mark.parametrize(
    ("message", "wording"),
    [
        (say("The sea is calm."), NOTHING),
        (say("The sea is calm.", PRIVATE), Wording(True, "The sea is calm.", None, True)),
        (say("@footnote_bot who guards it?"), Wording(True, "who guards it?")),
        (say("And who, @footnote_bot, guards it?"), Wording(True, "And who , guards it?")),
        (say("@other_bot who guards it?"), NOTHING),
        (say("@footnote_bot", reply_to=say("Who guards it?")), Wording(True, "Who guards it?")),
        (
            say("@footnote_bot", reply_to=say("Who guards it?"), marked="guards it"),
            Wording(True, "guards it"),
        ),
        (
            say("And then?", reply_to=say("An answer.", sender=BOT)),
            Wording(True, "And then?", is_reply=True),
        ),
        (say("And then?", reply_to=say("A remark.")), NOTHING),
        (
            say("/ask who guards it?"),
            Wording(True, "who guards it?", "ask", words="who guards it?"),
        ),
        (say("/ask"), Wording(True, "", "ask")),
        (
            say("/ask", reply_to=say("Who guards it?")),
            Wording(True, "Who guards it?", "ask", words="Who guards it?"),
        ),
        (
            say("/ask", reply_to=say("My own words.", sender=BOT)),
            Wording(True, "", "ask", words="My own words."),
        ),
        (
            say("/verify", reply_to=say("The tower is red.", sender=BOT)),
            Wording(True, None, "verify", words="The tower is red."),
        ),
        (say("/ask@Footnote_bot it"), Wording(True, "it", "ask", True, "it")),
        (say("/ask@other_bot @footnote_bot it"), Wording(False, may_command=True)),
        (say("/start@other_bot", PRIVATE), Wording(True, "/start@other_bot", None, True)),
        (say("/reindex"), Wording(False, command="reindex")),
        (say("/reindex@footnote_bot"), Wording(True, None, "reindex", True)),
        (say("/reindex", PRIVATE), Wording(True, None, "reindex", True)),
        (say("/roll 6"), Wording(False, command="roll")),
        (say("/roll 6", PRIVATE), Wording(True, None, "roll", True, "6")),
    ],
    ids=lambda value: repr(value.text) if isinstance(value, Message) else None,
)
def test_wording(message: Message, wording: Wording) -> None:
    assert read_wording(message, BOT) == wording


def test_a_quote_that_somebody_chose_in_inline_mode_asks_nothing() -> None:
    quoted = Message(7, datetime(2026, 1, 1, tzinfo=UTC), PRIVATE, ADA, text="A quote", via_bot=BOT)
    assert read_wording(quoted, BOT) == Wording(False, may_command=True)


def say_with(text: str, *places: tuple[str, int, int], chat: Chat = GROUP) -> Message:
    """A message with entities of these kinds, offsets and lengths."""
    entities = [MessageEntity(kind, offset, length) for kind, offset, length in places]
    sent = datetime(2026, 1, 1, tzinfo=UTC)
    return Message(7, sent, chat, ADA, text=text, entities=entities)


_ODD_PLACES = [(1, 3), (0, 1), (3, 2), (-3, 5), (-5, 2), (0, -1), (2, 10**9), (10**9, 1), (0, 0)]


@pytest.mark.parametrize("place", _ODD_PLACES)
@pytest.mark.parametrize("kind", [MessageEntity.MENTION, MessageEntity.BOT_COMMAND])
@pytest.mark.parametrize("chat", [GROUP, PRIVATE])
@pytest.mark.parametrize("text", ["😀😀 @footnote_bot who?", "😀", "a\ud83d b", "/ask\ude00 who?"])
def test_an_entity_that_covers_no_whole_characters_is_none(
    text: str, chat: Chat, kind: str, place: tuple[int, int]
) -> None:
    wording = read_wording(say_with(text, (kind, *place), chat=chat), BOT)
    (wording.question or "").encode()
    assert not wording.command or text.startswith("/")
    assert wording.is_addressed or chat is GROUP


def test_beside_a_broken_entity_the_mention_is_heard() -> None:
    text = "😀 @footnote_bot who guards it?"
    broken = (MessageEntity.BOLD, 1, 5)
    message = say_with(text, broken, (MessageEntity.MENTION, 3, 13))
    assert read_wording(message, BOT).question == "😀 who guards it?"


def test_half_a_character_is_shown_as_such() -> None:
    message = say_with("who\ud83d?", chat=PRIVATE)
    assert read_wording(message, BOT).question == "who\ufffd?"
