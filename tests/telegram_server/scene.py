"""What the tests of the server itself share: calls as a bot makes them, and their parts."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.telegram_server.fields import Json
from tests.telegram_server.server import TelegramServer


class Scene:
    """A server with a private chat of Alice, and calls to it as a bot makes them."""

    def __init__(self, server: TelegramServer, http: httpx.Client) -> None:
        self.server = server
        self.http = http
        self.alice = server.add_user("Alice", "alice_w", language_code="de")
        self.chat = server.private_chat(self.alice)
        self.defaults: dict[str, Json] = {
            "sendMessage": {"chat_id": self.chat.id, "text": "Hello"},
            "sendChatAction": {"chat_id": self.chat.id, "action": "typing"},
            "editMessageText": {"chat_id": self.chat.id, "text": "Hello"},
            "deleteMessage": {"chat_id": self.chat.id},
            "editMessageReplyMarkup": {"chat_id": self.chat.id},
            "getChat": {"chat_id": self.chat.id},
            "getChatMember": {"chat_id": self.chat.id, "user_id": self.alice.id},
        }

    def post(self, method: str, **parameters: Any) -> Json:
        """Call a method with its defaults; None leaves a parameter out. Return the answer."""
        return self.post_raw(method, {**self.defaults.get(method, {}), **parameters})

    def post_raw(self, method: str, parameters: Json) -> Json:
        fields = {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in parameters.items()
            if value is not None
        }
        response = self.http.post(self.method_url(method), data=fields)
        answer: Json = response.json()
        assert response.status_code == answer.get("error_code", 200)
        return answer

    def take_updates(self) -> list[Json]:
        """Return the updates that wait, and confirm them."""
        updates: list[Json] = self.ask("getUpdates")
        if updates:
            self.ask("getUpdates", offset=updates[-1]["update_id"] + 1, limit=1)
        return updates

    def ask(self, method: str, **parameters: Any) -> Any:
        """Return the result of a call that must succeed."""
        answer = self.post(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    def refuse(self, method: str, **parameters: Any) -> str:
        """Return the code and text of a call that must be refused, and recorded as such."""
        before = len(self.server.refusals)
        answer = self.post(method, **parameters)
        assert not answer["ok"], answer
        (refused,) = self.server.refusals[before:]
        assert refused.method == method
        assert refused.refusal is not None
        assert refused.refusal.description == answer["description"]
        return f"{answer['error_code']} {answer['description']}"

    def check(self, case: "Case", given: Json) -> None:
        """Assert that the wrong call is refused and its right neighbour is not.

        ``given`` are the parameters that both have, which the case may override.
        """
        answer = self.refuse(case.method, **given | case.wrong)
        assert answer.startswith("400 Bad Request: "), answer
        assert case.refusal.lower() in answer.lower(), answer
        self.ask(case.method, **given | case.right)

    def method_url(self, method: str, token: str | None = None) -> str:
        return f"{self.server.url}/bot{token or self.server.token}/{method}"


@contextmanager
def open_scene(
    *, privacy_mode: bool = False, inline_mode: bool = True, guest_mode: bool = True
) -> Iterator[Scene]:
    """Open a scene with a server and a client of its own."""
    with (
        httpx.Client(verify=False, timeout=20) as http,
        TelegramServer(
            privacy_mode=privacy_mode, inline_mode=inline_mode, guest_mode=guest_mode
        ) as server,
    ):
        yield Scene(server, http)


@dataclass(frozen=True)
class Case:
    """A wrong call, a part of Telegram's refusal, and the right neighbour of the call."""

    wrong: Json
    refusal: str
    right: Json = field(default_factory=dict)
    method: str = "sendMessage"


def entity(kind: str, offset: int, length: int, **fields: Any) -> Json:
    return {"type": kind, "offset": offset, "length": length, **fields}


def keyboard(*rows: Any) -> Json:
    return {"reply_markup": {"inline_keyboard": list(rows)}}


def button(**fields: Any) -> Json:
    """Return the parameters with one button."""
    return keyboard([{"text": "Go", **fields}])


def buttons(count: int) -> list[Json]:
    return [{"text": "Go", "callback_data": str(number)} for number in range(count)]
