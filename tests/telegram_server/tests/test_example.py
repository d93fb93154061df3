"""The example of the server's README, word for word."""

import asyncio
import inspect

from telegram import Bot, ReplyParameters

from tests.support.paths import PROJECT
from tests.telegram_server import TelegramServer


def test_a_bot_that_answers() -> None:
    with TelegramServer() as server:
        alice = server.add_user("Alice")
        chat = server.private_chat(alice)
        question = server.send_text(chat, alice, "Is water wet?")
        asyncio.run(answer_once(server.token, f"{server.url}/bot"))
        assert server.wait_for_reply(question).text == "Yes."
        assert server.refusals == []


async def answer_once(token: str, base_url: str) -> None:
    async with Bot(token, base_url) as bot:
        (update,) = await bot.get_updates()
        assert update.message
        reply = ReplyParameters(update.message.message_id)
        await bot.send_message(update.message.chat.id, "Yes.", reply_parameters=reply)


def test_the_example_is_this() -> None:
    page = (PROJECT / "tests/telegram_server/README.md").read_text("utf-8")
    shown = page.split("```python\n")[1].split("```")[0]
    code = (inspect.getsource(each).strip() for each in (test_a_bot_that_answers, answer_once))
    assert "\n\n\n".join(code) + "\n" in shown
