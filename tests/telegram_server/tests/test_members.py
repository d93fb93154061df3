"""The test double of Telegram: who is what in a chat, and the command menus of scopes."""

import asyncio
from typing import Any

import pytest
import telegram

from tests.telegram_server.chats import Chat
from tests.telegram_server.scene import Case, Scene

Json = dict[str, Any]


@pytest.fixture
def group(scene: Scene) -> Chat:
    return scene.server.add_supergroup("Readers")


def administrators(scene: Scene, chat: Chat, **parameters: Any) -> list[tuple[str, str]]:
    """Return the first name and the status of each."""
    members = scene.ask("getChatAdministrators", chat_id=chat.id, **parameters)
    return [(member["user"]["first_name"], member["status"]) for member in members]


def test_administrators_are_those_that_a_test_appoints(scene: Scene, group: Chat) -> None:
    server = scene.server
    bob = server.add_user("Bob")
    assert administrators(scene, group) == [("Owner", "creator")]
    server.set_member(group, scene.alice, "administrator")
    server.set_member(group, bob, "member")
    assert administrators(scene, group) == [("Owner", "creator"), ("Alice", "administrator")]
    server.set_member(group, scene.alice, "left")
    assert administrators(scene, group) == [("Owner", "creator")]


def test_owner_can_change(scene: Scene, group: Chat) -> None:
    scene.server.set_member(group, scene.alice, "creator")
    assert administrators(scene, group) == [("Alice", "creator"), ("Owner", "administrator")]
    alice = scene.ask("getChatMember", chat_id=group.id, user_id=scene.alice.id)
    assert (alice["status"], alice["is_anonymous"]) == ("creator", False)


def test_bot_is_an_administrator_among_others(scene: Scene, group: Chat) -> None:
    other = scene.server.add_user("Helper", "helper_bot", is_bot=True)
    scene.server.set_member(group, other, "administrator")
    scene.server.set_bot_status(group, "administrator")
    shown = [("Owner", "creator"), ("Footnote", "administrator")]
    assert administrators(scene, group) == shown
    assert administrators(scene, group, return_bots=False) == shown
    with_bots = administrators(scene, group, return_bots=True)
    assert sorted(with_bots) == sorted([*shown, ("Helper", "administrator")])


@pytest.mark.parametrize("status", ["member", "restricted", "left", "kicked"])
def test_every_other_status_is_no_administrator(scene: Scene, group: Chat, status: Any) -> None:
    scene.server.set_member(group, scene.alice, status)
    member = scene.ask("getChatMember", chat_id=group.id, user_id=scene.alice.id)
    assert member["status"] == status
    assert administrators(scene, group) == [("Owner", "creator")]


def test_administrators_are_told_only_in_chats_of_the_bot(scene: Scene, group: Chat) -> None:
    refusal = scene.refuse("getChatAdministrators", chat_id=scene.chat.id)
    assert refusal == "400 Bad Request: there are no administrators in the private chat"
    assert "chat_id is empty" in scene.refuse("getChatAdministrators")
    assert "chat not found" in scene.refuse("getChatAdministrators", chat_id=1)
    wrong = scene.refuse("getChatAdministrators", chat_id=group.id, return_bots=1)
    assert "true or false" in wrong
    scene.server.set_bot_status(group, "kicked")
    refusal = scene.refuse("getChatAdministrators", chat_id=group.id)
    assert refusal == "403 Forbidden: bot was kicked from the supergroup chat"
    never = scene.server.add_group("Elsewhere", has_bot=False)
    refusal = scene.refuse("getChatMember", chat_id=never.id, user_id=scene.alice.id)
    assert refusal == "403 Forbidden: bot is not a member of the group chat"


def test_bot_was_never_told_of_a_group_without_it(scene: Scene) -> None:
    scene.server.add_supergroup("Elsewhere", has_bot=False)
    assert scene.take_updates() == []


HELP = {"commands": [{"command": "help", "description": "Help"}]}
SCOPES = {
    kind: Case(
        HELP | {"scope": {"type": kind, "chat_id": 1}}, "field", HELP | {"scope": {"type": kind}}
    )
    for kind in ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
}


@pytest.mark.parametrize("case", SCOPES.values(), ids=SCOPES.keys())
def test_menus_of_every_general_scope(scene: Scene, case: Case) -> None:
    scene.check(Case(case.wrong, case.refusal, case.right, "setMyCommands"), {})
    scope = case.right["scope"]
    assert scene.ask("getMyCommands", scope=scope) == HELP["commands"]
    other = {"type": "default" if scope["type"] != "default" else "all_group_chats"}
    assert scene.ask("getMyCommands", scope=other) == []
    scene.ask("deleteMyCommands", scope=scope)
    assert scene.ask("getMyCommands", scope=scope) == []


def test_menus_of_one_chat(scene: Scene, group: Chat) -> None:
    for chat in (scene.chat, group):
        scope = {"type": "chat", "chat_id": chat.id}
        scene.ask("setMyCommands", **HELP, scope=scope)
        assert scene.ask("getMyCommands", scope=scope) == HELP["commands"]
    administrators = {"type": "chat_administrators", "chat_id": group.id}
    assert scene.ask("getMyCommands", scope=administrators) == []
    unknown = {"type": "chat", "chat_id": 1}
    assert "chat not found" in scene.refuse("setMyCommands", **HELP, scope=unknown)


def test_python_telegram_bot_reads_the_administrators(scene: Scene, group: Chat) -> None:
    server = scene.server
    server.set_member(group, scene.alice, "administrator")

    async def talk() -> None:
        async with telegram.Bot(server.token, base_url=f"{server.url}/bot") as bot:
            members = await bot.get_chat_administrators(group.id)
            assert [type(member) for member in members] == [
                telegram.ChatMemberOwner,
                telegram.ChatMemberAdministrator,
            ]
            member = await bot.get_chat_member(group.id, scene.alice.id)
            assert isinstance(member, telegram.ChatMemberAdministrator)

    asyncio.run(talk())
    assert server.refusals == []
