"""A test double of Telegram: a real HTTP server that speaks the Bot API and refuses mistakes."""

from types import TracebackType
from typing import Self

from tests.telegram_server.calls import CallLog
from tests.telegram_server.chats import User
from tests.telegram_server.disturbing import Disturbing
from tests.telegram_server.endpoint import Endpoint
from tests.telegram_server.following import Following
from tests.telegram_server.world import World

_BOT_ID = 7_000_000_001


class TelegramServer(Following, Disturbing):
    """Telegram as a bot and a test see it.

    A bot, in this process or another one, uses ``f"{server.url}/bot"`` as its base URL and
    ``server.token``. The test lets users act and watches the bot, from any thread:

        with TelegramServer() as server:
            alice = server.add_user("Alice")
            chat = server.private_chat(alice)
            server.send_text(chat, alice, "Is water wet?")
            reply = server.wait_for_message(chat)
            assert reply.entity_texts("blockquote") == ["..."]
            assert server.refusals == []

    Files are downloaded from ``f"{server.url}/file/bot"``. Without ``privacy_mode`` the bot
    gets every message of its groups; ``inline_mode`` and ``guest_mode`` are, like it, what the
    bot's owner sets with Telegram's BotFather, also later by ``configure_bot``. Stop the bot
    before the server. What the server saw can be read after its end too.
    """

    def __init__(
        self,
        *,
        username: str = "footnote_test_bot",
        first_name: str = "Footnote",
        privacy_mode: bool = False,
        inline_mode: bool = True,
        guest_mode: bool = True,
    ) -> None:
        self.bot = User(_BOT_ID, first_name, username=username, is_bot=True)
        # 35 characters after the colon, as in a real token.
        self.token = f"{_BOT_ID}:" + "not-a-real-token".ljust(35, "_")
        self.url = ""
        self._world = World(
            self.bot, privacy_mode=privacy_mode, inline_mode=inline_mode, guest_mode=guest_mode
        )
        self._log = CallLog(self._world.changed)
        self._seen_message_ids = {}
        self._seen_calls = {}
        self._endpoint = Endpoint(self._world, self._log, self.token)

    def __enter__(self) -> Self:
        self.url = f"http://127.0.0.1:{self._endpoint.start()}"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop; a mistake of the server itself is raised here, so that no test hides it."""
        self._endpoint.stop()
        if self._log.crash is not None:
            raise RuntimeError("the test server failed") from self._log.crash
