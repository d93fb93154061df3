"""The test double of Telegram: its sending limits."""

import asyncio
import time
from datetime import timedelta
from typing import Any

import pytest
import telegram

from tests.telegram_server import ApiError, Chat, LimitBreach, TelegramServer
from tests.telegram_server.limits import SendingLimits
from tests.telegram_server.scene import Scene, button

Json = dict[str, Any]


def breach(scene: Scene, method: str = "sendMessage", **parameters: Any) -> LimitBreach:
    """Return the breach of a call that must break a limit, and is no refusal."""
    before = len(scene.server.limit_breaches)
    answer = scene.post(method, **parameters)
    assert answer["error_code"] == 429, answer
    retry_after = answer["parameters"]["retry_after"]
    assert answer["description"] == f"Too Many Requests: retry after {retry_after}"
    assert retry_after >= 1
    assert 429 not in {call.refusal.error_code for call in scene.server.refusals if call.refusal}
    (found,) = scene.server.limit_breaches[before:]
    return found


def test_no_limit_until_a_test_asks_for_it(scene: Scene) -> None:
    for _ in range(40):
        scene.ask("sendMessage")
    assert scene.server.limit_breaches == []


def test_one_message_a_second_in_a_chat(scene: Scene) -> None:
    group = scene.server.add_group("Readers")
    scene.server.enforce_limits()
    message_id = scene.ask("sendMessage")["message_id"]
    assert breach(scene) == LimitBreach("sendMessage", scene.chat.id, "chat")
    edit: Json = {"message_id": message_id, "text": "Bye"}
    assert breach(scene, "editMessageText", **edit).method == "editMessageText"
    edit_buttons = {"message_id": message_id, **button(callback_data="a")}
    assert breach(scene, "editMessageReplyMarkup", **edit_buttons).limit == "chat"
    scene.ask("sendMessage", chat_id=group.id)
    time.sleep(1)
    scene.ask("editMessageText", **edit)
    assert breach(scene).limit == "chat"
    assert [message.text for message in scene.server.messages(scene.chat)] == ["Bye"]


def test_what_is_no_message_is_not_limited(scene: Scene) -> None:
    scene.server.enforce_limits()
    message_id = scene.ask("sendMessage", **button(callback_data="a"))["message_id"]
    (message,) = scene.server.messages(scene.chat)
    query_id = scene.server.press_button(scene.alice, message, "a")
    for _ in range(40):
        scene.ask("sendChatAction")
        scene.ask("getChat")
    scene.ask("answerCallbackQuery", callback_query_id=query_id)
    inline = scene.server.send_inline_query(scene.alice, "wet")
    scene.ask("answerInlineQuery", inline_query_id=inline, results=[])
    scene.ask("setMyCommands", commands=[])
    scene.ask("deleteMessage", message_id=message_id)
    assert scene.server.limit_breaches == []


def test_refused_call_takes_no_room(scene: Scene) -> None:
    scene.server.enforce_limits()
    scene.refuse("sendMessage", text=None)
    scene.refuse("sendMessage", chat_id=1)
    scene.refuse("sendMessage", reply_parameters={"message_id": 999})
    scene.ask("sendMessage")
    assert breach(scene).limit == "chat"
    scene.server.lift_limits()
    scene.ask("sendMessage")


def test_edit_outside_of_known_chats_counts_overall(scene: Scene) -> None:
    server = scene.server
    chats = [server.private_chat(server.add_user(f"User {number}")) for number in range(30)]
    edit: Json = {"inline_message_id": send_inline_message(scene), "chat_id": None}
    server.enforce_limits(speed=0.1)
    scene.ask("editMessageText", **edit, text="One")
    scene.ask("editMessageText", **edit, text="Two")
    for chat in chats[:28]:
        scene.ask("sendMessage", chat_id=chat.id)
    found = breach(scene, "editMessageText", **edit, text="Three")
    assert found == LimitBreach("editMessageText", None, "overall")
    assert breach(scene, chat_id=chats[29].id).limit == "overall"
    server.enforce_limits()
    scene.ask("sendMessage", chat_id=chats[29].id)


def send_inline_message(scene: Scene) -> str:
    query_id = scene.server.send_inline_query(scene.alice, "wet")
    result = {
        "type": "article",
        "id": "1",
        "title": "Water",
        "input_message_content": {"message_text": "Water is wet"},
        **button(callback_data="a"),
    }
    scene.ask("answerInlineQuery", inline_query_id=query_id, results=[result])
    group = scene.server.add_group("Readers")
    sent = scene.server.choose_inline_result(scene.alice, query_id, "1", group)
    assert sent.inline_message_id is not None
    return sent.inline_message_id


# The windows


class Windows:
    """Limits whose time passes as a test says."""

    def __init__(self, speed: float = 1, tolerance_seconds: float = 0) -> None:
        self.now = 100.0
        self.limits = SendingLimits(lambda: self.now)
        self.limits.enforce(speed, tolerance_seconds)

    def send(self, chat: Chat, seconds_later: float = 0) -> tuple[str, int] | None:
        """Let time pass and send; return the limit that this breaks, and its ``retry_after``."""
        self.now += seconds_later
        try:
            with self.limits.spend("sendMessage", chat):
                return None
        except ApiError as refusal:
            return self.limits.breaches[-1].limit, refusal.parameters["retry_after"]


PRIVATE = Chat(1, "private")
GROUP = Chat(-1, "group")
SUPERGROUP = Chat(-1001, "supergroup")
CHANNEL = Chat(-1002, "channel")


@pytest.mark.parametrize("chat", [PRIVATE, GROUP, SUPERGROUP, CHANNEL], ids=lambda chat: chat.type)
def test_a_second_is_a_sliding_window(chat: Chat) -> None:
    windows = Windows()
    assert windows.send(chat) is None
    assert windows.send(chat, 0.75) == ("chat", 1)
    # What was refused counts for nothing.
    assert windows.send(chat, 0.25) is None
    assert windows.send(chat, 0.75) == ("chat", 1)


@pytest.mark.parametrize("chat", [GROUP, SUPERGROUP], ids=lambda chat: chat.type)
def test_a_minute_in_a_group_is_a_sliding_window(chat: Chat) -> None:
    windows = Windows()
    assert [windows.send(chat, 1) for _ in range(20)] == [None] * 20
    assert windows.send(chat, 1) == ("group", 40)
    assert windows.send(Chat(-2, "group")) is None
    assert windows.send(chat, 39.75) == ("group", 1)
    assert windows.send(chat, 0.25) is None
    assert windows.send(chat, 1) is None


@pytest.mark.parametrize("chat", [PRIVATE, CHANNEL], ids=lambda chat: chat.type)
def test_a_minute_is_not_limited_elsewhere(chat: Chat) -> None:
    windows = Windows()
    assert [windows.send(chat, 1) for _ in range(100)] == [None] * 100


def test_thirty_messages_a_second_overall() -> None:
    windows = Windows()
    chats = [Chat(number, "private") for number in range(31)]
    assert [windows.send(chat, 1 / 64) for chat in chats[:30]] == [None] * 30
    assert windows.send(chats[30], 1 / 64) == ("overall", 1)
    assert windows.send(chats[30], 1 - 30 / 64) is None
    assert windows.send(chats[29]) == ("chat", 1)


def test_time_may_run_faster() -> None:
    windows = Windows(speed=16)
    assert [windows.send(GROUP, 1 / 16) for _ in range(20)] == [None] * 20
    # A minute is 3.75 seconds then, and what is said to the bot are real seconds.
    assert windows.send(GROUP, 1 / 16) == ("group", 3)
    assert windows.send(GROUP, 2.5) is None


def test_message_may_come_a_little_early() -> None:
    windows = Windows(tolerance_seconds=0.25)
    assert windows.send(PRIVATE) is None
    assert windows.send(PRIVATE, 0.5) == ("chat", 1)
    assert windows.send(PRIVATE, 0.25) is None


def test_limits_can_be_lifted_and_begin_anew() -> None:
    windows = Windows()
    assert [windows.send(PRIVATE), windows.send(PRIVATE)] == [None, ("chat", 1)]
    windows.limits.lift()
    assert [windows.send(PRIVATE) for _ in range(50)] == [None] * 50
    windows.limits.enforce(1, 0)
    assert [windows.send(PRIVATE), windows.send(PRIVATE)] == [None, ("chat", 1)]
    with pytest.raises(ValueError):
        windows.limits.enforce(0, 0)


def test_python_telegram_bot_reads_the_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")

    async def talk(server: TelegramServer) -> None:
        chat = server.private_chat(server.add_user("Alice"))
        async with telegram.Bot(server.token, base_url=f"{server.url}/bot") as bot:
            await bot.send_message(chat.id, "One")
            with pytest.raises(telegram.error.RetryAfter) as caught:
                await bot.send_message(chat.id, "Two")
            assert caught.value.retry_after == timedelta(seconds=1)

    with TelegramServer() as server:
        server.enforce_limits()
        asyncio.run(talk(server))
    assert server.refusals == []
    assert [found.limit for found in server.limit_breaches] == ["chat"]
