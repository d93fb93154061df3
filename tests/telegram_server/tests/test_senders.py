"""The test double of Telegram: who writes in groups, in which language, and what a bot is."""

import asyncio
from typing import Any

import pytest
import telegram

from tests.telegram_server import Chat
from tests.telegram_server.scene import Scene, button

Json = dict[str, Any]


@pytest.fixture
def group(scene: Scene) -> Chat:
    return scene.server.add_supergroup("Readers")


def take_message(scene: Scene) -> Json:
    (update,) = scene.take_updates()
    message: Json = update["message"]
    return message


def test_anonymous_administrator_writes_as_the_group(scene: Scene, group: Chat) -> None:
    scene.server.send_text(group, scene.alice, "/ask@footnote_test_bot wet?", as_chat=group)
    message = take_message(scene)
    assert message["from"] == {
        "id": 1087968824,
        "is_bot": True,
        "first_name": "Group",
        "username": "GroupAnonymousBot",
    }
    assert message["sender_chat"] == message["chat"]
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 22}]


def test_user_writes_as_a_channel(scene: Scene, group: Chat) -> None:
    channel = scene.server.add_channel("News", has_bot=False)
    scene.server.send_text(group, scene.alice, "Wet, @footnote_test_bot?", as_chat=channel)
    message = take_message(scene)
    assert (message["from"]["id"], message["from"]["username"]) == (136817688, "Channel_Bot")
    assert message["sender_chat"] == {"id": channel.id, "type": "channel", "title": "News"}
    assert [each["type"] for each in message["entities"]] == ["mention"]


def test_post_is_forwarded_into_the_discussion(scene: Scene, group: Chat) -> None:
    server = scene.server
    channel = server.add_channel("News", username="news", has_bot=False)
    post = server.post_to_channel(channel, "/ask @footnote_test_bot")
    assert scene.take_updates() == []
    forwarded = server.forward_to_discussion(post, group)
    message = take_message(scene)
    assert message["from"] == {"id": 777000, "is_bot": False, "first_name": "Telegram"}
    assert message["is_automatic_forward"] is True
    assert message["sender_chat"]["id"] == channel.id
    assert message["forward_origin"]["message_id"] == post.message_id
    assert [each["type"] for each in message["entities"]] == ["bot_command", "mention"]
    assert scene.ask("getChat", chat_id=group.id)["linked_chat_id"] == channel.id
    comment = server.send_text(group, scene.alice, "Wet", reply_to=forwarded)
    assert comment.raw["message_thread_id"] == forwarded.message_id
    assert comment.raw["reply_to_message"]["is_automatic_forward"] is True


def test_bot_writes_to_the_bot(scene: Scene, group: Chat) -> None:
    other = scene.server.add_user("Helper", "helper_bot", is_bot=True, language_code="de")
    scene.server.send_text(group, other, "/ask wet?")
    message = take_message(scene)
    # No bot has a language.
    assert message["from"] == {
        "id": other.id,
        "is_bot": True,
        "first_name": "Helper",
        "username": "helper_bot",
    }


def test_python_telegram_bot_reads_the_senders(scene: Scene, group: Chat) -> None:
    server = scene.server
    channel = server.add_channel("News", has_bot=False)
    server.forward_to_discussion(server.post_to_channel(channel, "News!"), group)
    forward = telegram.Message.de_json(take_message(scene), None)
    assert isinstance(forward.forward_origin, telegram.MessageOriginChannel)
    assert forward.forward_origin.chat.id == channel.id
    assert forward.sender_chat is not None
    assert forward.is_automatic_forward


# Languages


@pytest.mark.parametrize("code", ["de", "pt-br", None])
def test_language_of_a_user_is_told_with_all_that_he_does(
    scene: Scene, group: Chat, code: str | None
) -> None:
    server = scene.server
    user = server.add_user("Bea", language_code=code)
    server.send_text(group, user, "Wet?")
    scene.ask("sendMessage", chat_id=group.id, **button(callback_data="a"))
    server.press_button(user, server.messages(group)[0], "a")
    server.send_inline_query(user, "wet")
    updates = scene.take_updates()
    kinds = ("message", "callback_query", "inline_query")
    senders = [each[kind]["from"] for each in updates for kind in kinds if kind in each]
    assert [sender.get("language_code") for sender in senders] == [code] * 3


# What a bot is


def test_get_me_says_what_the_owner_has_set(scene: Scene) -> None:
    me = scene.ask("getMe")
    assert (me["can_join_groups"], me["can_read_all_group_messages"]) == (True, True)
    assert (me["supports_inline_queries"], me["supports_guest_queries"]) == (True, True)
    scene.server.configure_bot(
        privacy_mode=True, inline_mode=False, guest_mode=False, can_join_groups=False
    )
    me = scene.ask("getMe")
    assert (me["can_join_groups"], me["can_read_all_group_messages"]) == (False, False)
    assert (me["supports_inline_queries"], me["supports_guest_queries"]) == (False, False)
    scene.server.configure_bot(inline_mode=True)
    me = scene.ask("getMe")
    assert (me["supports_inline_queries"], me["supports_guest_queries"]) == (True, False)
    with pytest.raises(ValueError):
        scene.server.configure_bot(can_fly=True)


def test_python_telegram_bot_knows_all_features(scene: Scene) -> None:
    me = telegram.User.de_json(scene.ask("getMe"), None)
    assert me.api_kwargs == {}
    assert me.can_connect_to_business is False


def test_privacy_mode_can_change(scene: Scene, group: Chat) -> None:
    scene.server.configure_bot(privacy_mode=True)
    scene.server.send_text(group, scene.alice, "Hi")
    assert scene.take_updates() == []
    scene.server.configure_bot(privacy_mode=False)
    scene.server.send_text(group, scene.alice, "Hi")
    assert take_message(scene)["text"] == "Hi"


# Menus


def test_menu_is_seen_by_scope_and_language(scene: Scene, group: Chat) -> None:
    server = scene.server

    async def talk() -> None:
        async with telegram.Bot(server.token, base_url=f"{server.url}/bot") as bot:
            await bot.set_my_commands([("ask", "Ask"), ("help", "Help")])
            scope = telegram.BotCommandScopeAllPrivateChats()
            await bot.set_my_commands([("ask", "Frage")], scope, "de")
            member = telegram.BotCommandScopeChatMember(group.id, scene.alice.id)
            await bot.set_my_commands([("stop", "Stop")], member)

    asyncio.run(talk())
    assert server.menu() == {"ask": "Ask", "help": "Help"}
    assert list(server.menu()) == ["ask", "help"]
    assert server.menu("all_private_chats", "de") == {"ask": "Frage"}
    assert server.menu("all_private_chats") == server.menu(language_code="de") == {}
    assert server.menu("chat_member", chat=group, user=scene.alice) == {"stop": "Stop"}
    scene.ask("deleteMyCommands")
    assert server.menu() == {}


@pytest.mark.parametrize("code", ["deu", "DE", "d", "d1", "pt-br"])
def test_menu_of_no_language_is_refused(scene: Scene, code: str) -> None:
    menu = {"commands": [{"command": "ask", "description": "Ask"}]}
    refusal = "400 Bad Request: invalid language code specified"
    for method, given in {
        "setMyCommands": menu,
        "getMyCommands": {},
        "deleteMyCommands": {},
    }.items():
        assert scene.refuse(method, **given, language_code=code) == refusal
        scene.ask(method, **given, language_code="de")
        scene.ask(method, **given, language_code="")
