"""The test double of Telegram: the bot comes, goes and is muted, and groups are upgraded."""

import asyncio
from typing import Any

import pytest
import telegram

from tests.telegram_server.chats import Chat, MemberStatus
from tests.telegram_server.scene import Scene

Json = dict[str, Any]
NO_RIGHT = "400 Bad Request: not enough rights to send text messages to the chat"
UPGRADED = "400 Bad Request: group chat was upgraded to a supergroup chat"


def add_chat(scene: Scene, kind: str, *, has_bot: bool = True) -> Chat:
    server = scene.server
    if kind == "group":
        return server.add_group("Readers", has_bot=has_bot)
    return server.add_supergroup("Readers", has_bot=has_bot)


def statuses(update: Json) -> tuple[str, str, str]:
    """Return who changed what the bot was to what it is."""
    change = update["my_chat_member"]
    old, new = change["old_chat_member"]["status"], change["new_chat_member"]["status"]
    return change["from"]["first_name"], old, new


@pytest.mark.parametrize("kind", ["group", "supergroup"])
def test_bot_is_added_by_a_user(scene: Scene, kind: str) -> None:
    chat = add_chat(scene, kind, has_bot=False)
    not_member = f"403 Forbidden: bot is not a member of the {kind} chat"
    assert scene.refuse("sendMessage", chat_id=chat.id) == not_member
    scene.server.add_bot(chat, by=scene.alice)
    status, service = scene.take_updates()
    assert statuses(status) == ("Alice", "left", "member")
    assert service["message"]["new_chat_members"][0]["id"] == scene.server.bot.id
    assert service["message"]["from"]["id"] == scene.alice.id
    scene.ask("sendMessage", chat_id=chat.id)
    with pytest.raises(ValueError):
        scene.server.add_bot(chat)


@pytest.mark.parametrize("kind", ["group", "supergroup"])
@pytest.mark.parametrize(
    ("status", "was"), [("kicked", "was kicked from"), ("left", "is not a member of")]
)
def test_bot_is_removed_by_a_user(scene: Scene, kind: str, status: Any, was: str) -> None:
    chat = add_chat(scene, kind)
    message_id = scene.ask("sendMessage", chat_id=chat.id)["message_id"]
    scene.server.remove_bot(chat, by=scene.alice, status=status)
    update, *service = scene.take_updates()
    assert statuses(update) == ("Alice", "member", status)
    assert ["left_chat_member" in each["message"] for each in service] == [True] * (kind == "group")
    refusal = f"403 Forbidden: bot {was} the {kind} chat"
    for method, parameters in {
        "sendMessage": {},
        "sendChatAction": {},
        "editMessageText": {"message_id": message_id, "text": "Bye"},
        "getChat": {},
        "leaveChat": {},
    }.items():
        assert scene.refuse(method, chat_id=chat.id, **parameters) == refusal
    with pytest.raises(ValueError):
        scene.server.remove_bot(chat)
    scene.server.add_bot(chat)
    scene.ask("editMessageText", chat_id=chat.id, message_id=message_id, text="Bye")


@pytest.mark.parametrize("kind", ["group", "supergroup"])
def test_bot_leaves(scene: Scene, kind: str) -> None:
    chat = add_chat(scene, kind)
    assert scene.ask("leaveChat", chat_id=chat.id) is True
    (update,) = scene.take_updates()
    assert statuses(update) == ("Footnote", "member", "left")
    refusal = f"403 Forbidden: bot is not a member of the {kind} chat"
    assert scene.refuse("leaveChat", chat_id=chat.id) == refusal
    assert scene.refuse("sendMessage", chat_id=chat.id) == refusal
    private = scene.refuse("leaveChat", chat_id=scene.chat.id)
    assert private.endswith("chat member status can't be changed in private chats")
    assert "chat_id is empty" in scene.refuse("leaveChat")


def test_muted_bot_may_not_write(scene: Scene) -> None:
    group = scene.server.add_supergroup("Readers")
    scene.server.set_bot_status(group, "restricted", by=scene.alice)
    assert statuses(scene.take_updates()[0]) == ("Alice", "member", "restricted")
    bot: Json = {"chat_id": group.id, "user_id": scene.server.bot.id}
    member = scene.ask("getChatMember", **bot)
    assert (member["status"], member["can_send_messages"]) == ("restricted", False)
    assert scene.refuse("sendMessage", chat_id=group.id) == NO_RIGHT
    scene.server.set_bot_status(group, "member")
    assert scene.ask("getChatMember", **bot)["status"] == "member"
    scene.ask("sendMessage", chat_id=group.id)


def test_group_may_permit_nobody_to_write(scene: Scene) -> None:
    group = scene.server.add_supergroup("Readers")
    scene.server.permit_writing(group, False)
    assert scene.refuse("sendMessage", chat_id=group.id) == NO_RIGHT
    permissions = scene.ask("getChat", chat_id=group.id)["permissions"]
    assert (permissions["can_send_messages"], permissions["can_invite_users"]) == (False, True)
    scene.server.set_bot_status(group, "administrator")
    scene.ask("sendMessage", chat_id=group.id)
    scene.server.set_bot_status(group, "member")
    scene.server.permit_writing(group, True)
    scene.ask("sendMessage", chat_id=group.id)
    assert scene.ask("getChat", chat_id=group.id)["permissions"]["can_send_messages"] is True
    assert "permissions" not in scene.ask("getChat")


def test_administrator_may_lack_a_right(scene: Scene) -> None:
    server = scene.server
    group = server.add_supergroup("Readers")
    message_id = server.send_text(group, scene.alice, "Mine").message_id
    foreign: Json = {"chat_id": group.id, "message_id": message_id}
    server.set_bot_status(group, "administrator", lacks=["can_delete_messages"])
    bot: Json = {"chat_id": group.id, "user_id": server.bot.id}
    member = scene.ask("getChatMember", **bot)
    assert (member["can_delete_messages"], member["can_pin_messages"]) == (False, True)
    assert "message can't be deleted" in scene.refuse("deleteMessage", **foreign)
    server.set_bot_status(group, "administrator")
    assert scene.ask("getChatMember", **bot)["can_delete_messages"] is True
    scene.ask("deleteMessage", **foreign)
    wrong: list[tuple[MemberStatus, str]] = [
        ("administrator", "can_fly"),
        ("administrator", "can_post_messages"),
        ("member", "can_delete_messages"),
    ]
    for status, right in wrong:
        with pytest.raises(ValueError):
            server.set_bot_status(group, status, lacks=[right])


def test_group_becomes_a_supergroup(scene: Scene) -> None:
    server = scene.server
    group = server.add_group("Readers")
    server.set_member(group, scene.alice, "administrator")
    message_id = scene.ask("sendMessage", chat_id=group.id)["message_id"]
    chat = server.migrate_to_supergroup(group, by=scene.alice)
    assert (group.type, chat.type, chat.title) == ("group", "supergroup", "Readers")
    assert str(chat.id).startswith("-100") and not str(group.id).startswith("-100")
    old, new = (update["message"] for update in scene.take_updates())
    assert (old["chat"]["id"], old["migrate_to_chat_id"]) == (group.id, chat.id)
    assert (new["chat"]["id"], new["migrate_from_chat_id"]) == (chat.id, group.id)
    edit: Json = {"message_id": message_id, "text": "Bye"}
    calls: dict[str, Json] = {"sendMessage": {}, "sendChatAction": {}, "editMessageText": edit}
    for method, parameters in calls.items():
        assert scene.refuse(method, chat_id=group.id, **parameters) == UPGRADED
    answer = scene.post("sendMessage", chat_id=group.id)
    assert answer["parameters"] == {"migrate_to_chat_id": chat.id}
    scene.ask("sendMessage", chat_id=chat.id)
    member = scene.ask("getChatMember", chat_id=chat.id, user_id=scene.alice.id)
    assert member["status"] == "administrator"
    server.send_text(chat, scene.alice, "Here")
    for act in (
        lambda: server.send_text(group, scene.alice, "There"),
        lambda: server.migrate_to_supergroup(group),
        lambda: server.migrate_to_supergroup(chat),
    ):
        with pytest.raises(ValueError):
            act()


def test_upgrade_keeps_and_may_tell_what_the_bot_is(scene: Scene) -> None:
    server = scene.server
    group = server.add_group("Readers")
    server.set_bot_status(group, "administrator")
    scene.take_updates()
    chat = server.migrate_to_supergroup(group, tell_status=True)
    updates = scene.take_updates()
    told = [
        (each["my_chat_member"]["chat"]["id"], *statuses(each)[1:])
        for each in updates
        if "my_chat_member" in each
    ]
    assert told == [(chat.id, "left", "administrator"), (group.id, "administrator", "left")]
    removed = server.add_group("Elsewhere", has_bot=False)
    assert server.migrate_to_supergroup(removed).bot_status == "left"
    assert scene.take_updates() == []


def test_python_telegram_bot_reads_the_moves(scene: Scene) -> None:
    server = scene.server
    group = server.add_group("Readers", has_bot=False)

    async def talk() -> None:
        async with telegram.Bot(server.token, base_url=f"{server.url}/bot") as bot:
            server.add_bot(group, by=scene.alice)
            status, _service = await bot.get_updates()
            assert status.my_chat_member is not None
            assert status.my_chat_member.from_user.id == scene.alice.id
            assert isinstance(status.my_chat_member.new_chat_member, telegram.ChatMemberMember)
            chat = await bot.get_chat(group.id)
            assert chat.permissions is not None
            assert chat.permissions.can_send_messages
            supergroup = server.migrate_to_supergroup(group)
            with pytest.raises(telegram.error.ChatMigrated) as caught:
                await bot.send_message(group.id, "Hello")
            assert caught.value.new_chat_id == supergroup.id
            assert await bot.leave_chat(supergroup.id)
            with pytest.raises(telegram.error.Forbidden):
                await bot.send_message(supergroup.id, "Hello")

    asyncio.run(talk())
