"""The tests' Bot API server without its sockets, for a million calls of the real library."""

import asyncio
import copy
import json
from collections import Counter, deque
from typing import Any

from telegram.request import HTTPXRequest, RequestData

from tests.support.random_updates import Json, Pool
from tests.telegram_server.arranging import Arranging
from tests.telegram_server.chats import User
from tests.telegram_server.inline import GuestQuery, InlineQuery
from tests.telegram_server.methods import find_method
from tests.telegram_server.parameters import parse_parameters
from tests.telegram_server.refusals import ApiError
from tests.telegram_server.world import World

_BOT_ID = 7_000_000_001
_KEPT_MESSAGES = 200
_FIRST_UPDATE_ID = 1_000
_NOT_SIMULATED = ("direct_messages_topic_id",)
"""What the library adds itself to a reply, and the server has no chats for."""


class _Arranged(Arranging):
    def __init__(self, world: World) -> None:
        self._world = world


class OfflineTelegram:
    """A world of people and groups, and the bot's calls upon it, which are checked as the server
    does. What is refused is in `refused`, by method and description."""

    def __init__(self, people: int = 40, groups: int = 20) -> None:
        self.bot = User(_BOT_ID, "Footnote", username="footnote_test_bot", is_bot=True)
        self.token = f"{_BOT_ID}:" + "x" * 35
        self.world = World(self.bot, privacy_mode=False, inline_mode=True, guest_mode=True)
        self.refused: Counter[tuple[str, str]] = Counter()
        self.called: Counter[str] = Counter()
        self._updates: deque[Json] = deque()
        self._next_update_id = _FIRST_UPDATE_ID
        arranged = _Arranged(self.world)
        languages = ("en", "es", "ru", "zh-hans", "ar", "ur", "de", "x", None)
        self.users = [
            arranged.add_user(f"P{n}", f"person_{n}", language_code=languages[n % len(languages)])
            for n in range(people)
        ]
        self.admin = self.users[0]
        self.chats = [arranged.private_chat(user) for user in self.users]
        for n in range(groups):
            self.chats.append(arranged.add_supergroup(f"Circle {n}", forum=n % 3 == 0))
            self.chats.append(arranged.add_group(f"Square {n}"))

    def queue(self, update: Json) -> Json:
        """Gives the update to the next getUpdates; returns it with its id."""
        numbered = {"update_id": self._next_update_id, **update}
        self._next_update_id += 1
        self._updates.append(numbered)
        return numbered

    def make_pool(self, rng: Any) -> Pool:
        def pick_sent() -> Json | None:
            written = self.world.written[-_KEPT_MESSAGES:]
            chat, message_id = rng.choice(written) if written else (None, 0)
            message = chat.messages.get(message_id) if chat else None
            return copy.deepcopy(message) if message else None

        return Pool(
            chats=[chat.to_json() for chat in self.chats],
            users=[user.to_json() for user in self.users],
            bot=self.bot.to_json(),
            sent=pick_sent,
            register=self._register,
        )

    def _register(self, kind: str, query_id: str, payload: Json) -> None:
        if kind == "callback_query":
            self.world.open_callback_queries.add(query_id)
            return
        user = self.world.users.get(payload.get("from", {}).get("id"), self.admin)
        if kind == "inline_query":
            self.world.inline_queries[query_id] = InlineQuery(user, payload["query"])
        else:
            chat = self.world.chats.get(payload["chat"].get("id"), self.chats[-1])
            self.world.guest_queries[query_id] = GuestQuery(chat, user)

    async def do_request(
        self,
        _request: HTTPXRequest,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        **_timeouts: Any,
    ) -> tuple[int, bytes]:
        """In place of `HTTPXRequest.do_request`."""
        name = url.rsplit("/", 1)[1]
        if name == "getUpdates":
            return 200, self._take_updates()
        await asyncio.sleep(0)  # as a socket, it lets others run
        given = request_data.json_parameters if request_data else {}
        self.called[name] += 1
        try:
            if request_data and request_data.contains_files:
                raise ApiError(400, "Bad Request: strict test server: a file")
            result = self._call(name, given)
        except ApiError as refusal:
            self.refused[name, refusal.description] += 1
            return refusal.error_code, json.dumps(refusal.to_json()).encode()
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def _call(self, name: str, given: dict[str, str]) -> object:
        found = find_method(name)
        if found is None:
            raise ApiError(404, "Not Found: method not found")
        with self.world.changed:
            parameters = parse_parameters(
                found[1].parameters, {n: v for n, v in given.items() if n not in _NOT_SIMULATED}
            )
            result = found[1].handler(self.world, parameters)
            for text in given.values():
                text.encode()  # what is sent is UTF-8
            return result

    def _take_updates(self) -> bytes:
        taken, self._updates = list(self._updates), deque()
        return json.dumps({"ok": True, "result": taken}).encode()
