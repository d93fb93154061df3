"""The test double of Telegram: who may edit and delete what, and which edits the bot is told."""

from typing import Any

import httpx
import pytest

from tests.telegram_server import SentMessage
from tests.telegram_server.scene import Case, Scene, button, entity, keyboard, open_scene

Json = dict[str, Any]

MORE = button(callback_data="more")
LESS = button(callback_data="less")


def send_inline(scene: Scene, **fields: Any) -> SentMessage:
    """Let Alice send a result with a keyboard into her chat with the bot."""
    query_id = scene.server.send_inline_query(scene.alice, "wet?")
    content = {"message_text": "Hello"} | fields
    article = {"type": "article", "id": "a", "title": "T", "input_message_content": content}
    scene.ask("answerInlineQuery", inline_query_id=query_id, results=[article | MORE])
    sent = scene.server.choose_inline_result(scene.alice, query_id, "a", scene.chat)
    scene.take_updates()
    return sent


def inline(message: SentMessage) -> Json:
    """Return the parameters that name an inline message, instead of a chat."""
    return {"chat_id": None, "inline_message_id": message.inline_message_id}


# Edits of users


@pytest.mark.parametrize("kind", ["private", "group", "supergroup"])
def test_edit_of_a_user_is_told(scene: Scene, kind: str) -> None:
    server = scene.server
    chats = {
        "private": scene.chat,
        "group": server.add_group("Readers"),
        "supergroup": server.add_supergroup("Readers"),
    }
    sent = server.send_text(chats[kind], scene.alice, "Is water wet?")
    server.edit_text(sent, "Is /fire wet?")
    message, edited = scene.take_updates()
    assert message["message"] == sent.raw
    assert edited["edited_message"]["message_id"] == sent.message_id
    assert edited["edited_message"]["text"] == "Is /fire wet?"
    assert edited["edited_message"]["entities"] == [entity("bot_command", 3, 5)]
    assert edited["edited_message"]["edit_date"] >= sent.raw["date"]
    assert server.current(sent).text == "Is /fire wet?"


def test_edit_is_told_only_if_the_bot_asked_for_such(scene: Scene) -> None:
    scene.ask("getUpdates", allowed_updates=["message"])
    sent = scene.server.send_text(scene.chat, scene.alice, "Is water wet?")
    scene.server.edit_text(sent, "Is fire wet?")
    assert [sorted(each)[0] for each in scene.take_updates()] == ["message"]


def test_edit_in_privacy_mode_is_told_only_if_the_message_would_be() -> None:
    with open_scene(privacy_mode=True) as scene:
        group = scene.server.add_group("Readers")
        sent = scene.server.send_text(group, scene.alice, "Is water wet?")
        scene.server.edit_text(sent, "Is fire wet?")
        assert scene.take_updates() == []
        scene.server.edit_text(sent, "@footnote_test_bot is fire wet?")
        (update,) = scene.take_updates()
        assert update["edited_message"]["message_id"] == sent.message_id


def test_edit_in_a_chat_that_the_bot_left_is_not_told(scene: Scene) -> None:
    group = scene.server.add_group("Readers")
    sent = scene.server.send_text(group, scene.alice, "Is water wet?")
    scene.server.set_bot_status(group, "left")
    scene.take_updates()
    scene.server.edit_text(sent, "Is fire wet?")
    assert scene.take_updates() == []


# Edits of the bot


CASES = {
    "no chat": Case({"chat_id": None}, "chat_id is empty"),
    "no message": Case({"message_id": None}, "message identifier is not specified"),
    "no name at all": Case(
        {"chat_id": None, "message_id": None}, "message identifier is not specified"
    ),
    "unknown message": Case({"message_id": 999}, "400 Bad Request: message to edit not found"),
    "both names": Case({"inline_message_id": "AgAA"}, "inline_message_id given together with"),
    "same": Case({"text": "Hello", **MORE}, "message is not modified: specified new message"),
    "other text": Case({"text": "Hello", **MORE}, "is not modified", {"text": "Bye", **MORE}),
    "other entities": Case(
        {"text": "Hello", **MORE},
        "is not modified",
        {"text": "Hello", "entities": [entity("bold", 0, 5)], **MORE},
    ),
    "other keyboard": Case({"text": "Hello", **MORE}, "is not modified", {"text": "Hello", **LESS}),
    "no keyboard": Case({"text": "Hello", **MORE}, "is not modified", {"text": "Hello"}),
    "other preview": Case(
        {"text": "Hello", **MORE},
        "is not modified",
        {"text": "Hello", "link_preview_options": {"is_disabled": True}, **MORE},
    ),
    "4097": Case({"text": "a" * 4097}, "message is too long", {"text": "a" * 4096}),
    "other markup": Case(
        {"reply_markup": {"force_reply": True}}, "inline keyboard expected", {"text": "Bye"}
    ),
}
RIGHT: Json = {"text": "Right"}
MARKUP_CASES = {
    "no message": Case({"message_id": None}, "message identifier is not specified"),
    "unknown message": Case({"message_id": 999}, "message to edit not found"),
    "same": Case(MORE, "message is not modified", LESS),
    "none": Case(MORE, "message is not modified", {}),
    "empty": Case(MORE, "message is not modified", keyboard()),
    "text": Case({"text": "Bye"}, "unknown parameter text"),
    "other markup": Case({"reply_markup": {"force_reply": True}}, "inline keyboard expected"),
    "button": Case(button(callback_data=""), "BUTTON_DATA_INVALID", LESS),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_wrong_edit_is_refused_and_its_right_neighbour_is_not(scene: Scene, case: Case) -> None:
    message_id = scene.ask("sendMessage", **MORE)["message_id"]
    right = case.right or RIGHT
    case = Case(case.wrong, case.refusal, right, "editMessageText")
    scene.check(case, {"message_id": message_id})


@pytest.mark.parametrize("case", MARKUP_CASES.values(), ids=MARKUP_CASES.keys())
def test_wrong_edit_of_a_keyboard_is_refused(scene: Scene, case: Case) -> None:
    message_id = scene.ask("sendMessage", **MORE)["message_id"]
    case = Case(case.wrong, case.refusal, case.right, "editMessageReplyMarkup")
    scene.check(case, {"message_id": message_id})


@pytest.mark.parametrize("method", ["editMessageText", "editMessageReplyMarkup"])
def test_only_the_bots_own_messages_can_be_edited(scene: Scene, method: str) -> None:
    group = scene.server.add_group("Readers")
    own = scene.ask("sendMessage", chat_id=group.id)["message_id"]
    foreign = scene.server.send_text(group, scene.alice, "Mine").message_id
    refusal = scene.refuse(method, chat_id=group.id, message_id=foreign, **MORE)
    assert refusal == "400 Bad Request: message can't be edited"
    scene.server.set_bot_status(group, "administrator")
    # Not even an administrator edits what others wrote, nor what they sent by way of him.
    scene.refuse(method, chat_id=group.id, message_id=foreign, **MORE)
    via = send_inline(scene)
    assert "can't be edited" in scene.refuse(method, message_id=via.message_id, **LESS)
    scene.ask(method, chat_id=group.id, message_id=own, **MORE)
    scene.server.set_bot_status(group, "left")
    refusal = scene.refuse(method, chat_id=group.id, message_id=own, **LESS)
    assert refusal == "403 Forbidden: bot is not a member of the group chat"


def test_edit_of_a_keyboard_leaves_the_text(scene: Scene) -> None:
    bold = [entity("bold", 0, 5)]
    sent = SentMessage.from_json(scene.ask("sendMessage", entities=bold, **MORE))
    edited = scene.ask("editMessageReplyMarkup", message_id=sent.message_id, **LESS)
    assert (edited["text"], edited["entities"]) == ("Hello", bold)
    assert [each["callback_data"] for each in scene.server.wait_for_edit(sent).buttons] == ["less"]
    assert "reply_markup" not in scene.ask("editMessageReplyMarkup", message_id=sent.message_id)
    with pytest.raises(AssertionError, match="no button with 'more'"):
        scene.server.press_button(scene.alice, sent, "more")


def test_edits_and_deletions_can_be_waited_for(scene: Scene) -> None:
    sent = SentMessage.from_json(scene.ask("sendMessage"))
    with pytest.raises(AssertionError, match="is not edited"):
        scene.server.wait_for_edit(sent, timeout_seconds=0.01)
    with pytest.raises(AssertionError, match="is not deleted"):
        scene.server.wait_for_deletion(sent, timeout_seconds=0.01)
    scene.ask("editMessageText", message_id=sent.message_id, text="Bye")
    edited = scene.server.wait_for_edit(sent)
    assert (edited.text, scene.server.current(sent).text) == ("Bye", "Bye")
    scene.ask("deleteMessage", message_id=sent.message_id)
    scene.server.wait_for_deletion(sent)
    with pytest.raises(AssertionError, match="was deleted"):
        scene.server.current(sent)


# Edits of inline messages


def test_inline_message_is_edited_by_its_identifier(scene: Scene) -> None:
    sent = send_inline(scene)
    assert "is not modified" in scene.refuse("editMessageText", **inline(sent), **MORE)
    bold = {"entities": [entity("bold", 0, 3)]}
    assert scene.ask("editMessageText", **inline(sent), text="Bye", **bold, **LESS) is True
    edited = scene.server.wait_for_edit(sent)
    assert (edited.text, edited.entity_texts("bold")) == ("Bye", ["Bye"])
    assert edited.inline_message_id == sent.inline_message_id
    assert edited.raw["via_bot"]["id"] == scene.server.bot.id
    assert "is not modified" in scene.refuse("editMessageReplyMarkup", **inline(sent), **LESS)
    # Without a keyboard it can still be edited: the identifier stays.
    assert scene.ask("editMessageReplyMarkup", **inline(sent)) is True
    assert scene.server.current(sent).buttons == []
    assert scene.ask("editMessageText", **inline(sent), text="Again", **MORE) is True
    # The bot is told nothing of its own edits.
    assert scene.take_updates() == []


@pytest.mark.parametrize("method", ["editMessageText", "editMessageReplyMarkup"])
def test_wrong_inline_message_is_refused(scene: Scene, method: str) -> None:
    sent = send_inline(scene)
    unknown = {"chat_id": None, "inline_message_id": "AgAA"}
    refusal = "400 Bad Request: invalid inline message identifier specified"
    assert scene.refuse(method, **unknown) == refusal
    together = {"inline_message_id": sent.inline_message_id, "message_id": sent.message_id}
    assert "together with" in scene.refuse(method, **together)
    scene.ask(method, **inline(sent), **LESS)
    scene.server.delete(sent)
    assert scene.refuse(method, **inline(sent)) == "400 Bad Request: MESSAGE_ID_INVALID"


def test_link_preview_of_an_inline_message_counts_as_a_change(scene: Scene) -> None:
    options = {"link_preview_options": {"is_disabled": True}}
    sent = send_inline(scene, **options)
    assert "is not modified" in scene.refuse("editMessageText", **inline(sent), **options, **MORE)
    scene.ask("editMessageText", **inline(sent), **MORE)


# Deletion


@pytest.mark.parametrize("kind", ["group", "supergroup"])
def test_bot_deletes_its_own_and_as_administrator_all(scene: Scene, kind: str) -> None:
    server = scene.server
    chat = server.add_group("Readers") if kind == "group" else server.add_supergroup("Readers")
    own = scene.ask("sendMessage", chat_id=chat.id)["message_id"]
    foreign = server.send_text(chat, scene.alice, "Mine").message_id
    refusal = scene.refuse("deleteMessage", chat_id=chat.id, message_id=foreign)
    assert refusal == "400 Bad Request: message can't be deleted"
    server.set_bot_status(chat, "administrator")
    for message_id in (own, foreign):
        assert scene.ask("deleteMessage", chat_id=chat.id, message_id=message_id) is True
        refusal = scene.refuse("deleteMessage", chat_id=chat.id, message_id=message_id)
        assert refusal == "400 Bad Request: message to delete not found"


def test_bot_deletes_its_own_as_a_member(scene: Scene) -> None:
    group = scene.server.add_group("Readers")
    own = scene.ask("sendMessage", chat_id=group.id)["message_id"]
    scene.ask("deleteMessage", chat_id=group.id, message_id=own)
    assert scene.server.messages(group) == []


@pytest.mark.parametrize("method", ["editMessageText", "deleteMessage"])
def test_faults_work_for_edits_and_deletions(scene: Scene, method: str) -> None:
    message_id = scene.ask("sendMessage")["message_id"]
    given = {"message_id": message_id}
    if method == "editMessageText":
        given["text"] = "Bye"
    scene.server.fail_next(method, 429, "Too Many Requests: retry after 3", retry_after=3)
    assert scene.post(method, **given)["parameters"] == {"retry_after": 3}
    scene.server.drop_connection_next(method)
    with pytest.raises(httpx.RemoteProtocolError):
        scene.post(method, **given)
    scene.ask(method, **given)
    assert scene.server.refusals == []
