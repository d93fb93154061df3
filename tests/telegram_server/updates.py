"""The queue of updates, its long polling, and the webhook that they are sent to."""

import asyncio
import copy
import threading
from collections import deque
from itertools import chain, islice

from tests.telegram_server.fields import Json
from tests.telegram_server.refusals import ApiError, strict
from tests.telegram_server.webhooks import Sender, Webhook

_MOST_REPEATED = 100
_NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
UPDATE_TYPES = _NOT_BY_DEFAULT | frozenset(
    [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "guest_message",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
    ]
)
_FIRST_UPDATE_ID = 100_000_001

_OTHER_POLL = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
_WEBHOOK_SET = "Conflict: terminated by setWebhook request"
_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class _Poll:
    """One getUpdates that waits; ``wake`` may be called from any thread."""

    def __init__(self) -> None:
        self.terminated_by: ApiError | None = None
        self._loop = asyncio.get_running_loop()
        self._woken = asyncio.Event()

    def terminate(self, refusal: ApiError) -> None:
        self.terminated_by = refusal
        self.wake()

    def wake(self) -> None:
        self._loop.call_soon_threadsafe(self._woken.set)

    async def wait(self, timeout_seconds: float) -> None:
        try:
            async with asyncio.timeout(timeout_seconds):
                await self._woken.wait()
        except TimeoutError:
            pass


class UpdateQueue:
    """Updates that wait to be fetched and confirmed.

    Every attribute is guarded by ``changed``, which is notified when one changes.
    """

    def __init__(self, changed: threading.Condition) -> None:
        self._changed = changed
        self._pending: deque[tuple[int, object]] = deque()
        self._confirmed: deque[object] = deque(maxlen=_MOST_REPEATED)
        self._repetitions = 0.0
        self._next_id = _FIRST_UPDATE_ID
        self._poll: _Poll | None = None
        self._is_closed = False
        self._other_polls = 0.0
        self._sender: Sender | None = None
        self.webhook: Webhook | None = None
        self.allowed: frozenset[str] = UPDATE_TYPES - _NOT_BY_DEFAULT

    @property
    def is_polled(self) -> bool:
        """Whether a getUpdates is waiting for an update."""
        return self._poll is not None

    @property
    def is_sent(self) -> bool:
        """Whether there is a webhook that gets the updates."""
        return self._sender is not None

    @property
    def pending_count(self) -> int:
        return len(self._pending)

    @property
    def last_id(self) -> int:
        """The identifier of the newest update ever queued."""
        return self._next_id - 1

    def is_confirmed(self, update_id: int) -> bool:
        """Tell whether this update and all before it were confirmed by an offset."""
        return not self._pending or self._pending[0][0] > update_id

    def add(self, kind: str, payload: Json) -> None:
        """Queue an update, if the bot asked for its kind in the getUpdates before."""
        if kind not in UPDATE_TYPES:
            raise ValueError(f"no update type {kind}")
        if kind not in self.allowed:
            return
        # A copy: what was sent does not change when the message is edited later.
        self._append({"update_id": self._next_id, kind: copy.deepcopy(payload)})

    def add_faulty(self, update: object) -> int:
        """Queue what no bot can read; return its identifier."""
        update_id = self._next_id
        if isinstance(update, dict):
            update = {"update_id": update_id, **copy.deepcopy(update)}
            if update["update_id"] is None:
                del update["update_id"]
        self._append(update)
        return update_id

    def drop_pending(self) -> None:
        """Take all for confirmed, as by a bot that was here before."""
        self._confirmed.extend(update for _, update in self._pending)
        self._pending.clear()
        self._changed.notify_all()

    def repeat_confirmed(self, times: float) -> None:
        """Hand over again, whatever the offset, what was confirmed, with so many answers."""
        self._repetitions = times
        self._wake()

    def set_webhook(self, webhook: Webhook) -> None:
        """Set a webhook; to a silent one nothing is sent: the updates stay. Another one is set by
        the server's event loop."""
        self.delete_webhook()
        self.webhook = webhook
        if not webhook.is_silent:
            self._sender = Sender(webhook, self._list_pending, self._take_out)
        self._terminate(ApiError(409, _WEBHOOK_SET, is_fault=True))
        self._changed.notify_all()

    def delete_webhook(self) -> None:
        """A webhook that is not there is deleted too."""
        self.webhook = None
        if self._sender is not None:
            self._sender.stop()
            self._sender = None

    def poll_elsewhere(self, times: float) -> None:
        """Let another one poll so many times, each of which costs the bot a getUpdates."""
        self._other_polls = times
        if self._poll is not None and times:
            self._terminate(self._meet_other_poll())

    def close(self) -> None:
        """End the waiting poll, and let none wait from now on."""
        with self._changed:
            self._is_closed = True
            self.delete_webhook()
            self._wake()

    def _append(self, update: object) -> None:
        self._pending.append((self._next_id, update))
        self._next_id += 1
        self._wake()

    def _wake(self) -> None:
        if self._poll is not None:
            self._poll.wake()
        if self._sender is not None:
            self._sender.wake()
        self._changed.notify_all()

    def _list_pending(self) -> list[tuple[int, object]]:
        with self._changed:
            return list(self._pending)

    def _take_out(self, update_id: int) -> None:
        """An update was taken by the webhook."""
        with self._changed:
            self._confirmed.extend(update for each, update in self._pending if each == update_id)
            self._pending = deque(each for each in self._pending if each[0] != update_id)
            self._changed.notify_all()

    async def get_updates(self, parameters: Json) -> list[object]:
        """Answer a getUpdates; runs in the server's event loop.

        Simpler than Telegram in one point: any later getUpdates terminates the one that waits,
        also one that does not wait itself.
        """
        limit, timeout_seconds = parameters.get("limit", 100), parameters.get("timeout", 0)
        with self._changed:
            self.allow(parameters.get("allowed_updates"))
            self._confirm(parameters.get("offset", 0))
            if self.webhook is not None:
                raise ApiError(409, _WEBHOOK_ACTIVE)
            self._terminate(ApiError(409, _OTHER_POLL))
            if self._other_polls:
                raise self._meet_other_poll()
            if self._pending or self._repetitions or not timeout_seconds or self._is_closed:
                self._changed.notify_all()
                return self._first(limit)
            poll = self._poll = _Poll()
            self._changed.notify_all()
        await self._finish(poll, timeout_seconds)
        with self._changed:
            return self._first(limit)

    async def _finish(self, poll: _Poll, timeout_seconds: float) -> None:
        try:
            await poll.wait(timeout_seconds)
        finally:
            # Reached too when the client hangs up, which cancels the task.
            with self._changed:
                if self._poll is poll:
                    self._poll = None
        if poll.terminated_by is not None:
            raise poll.terminated_by

    def _terminate(self, refusal: ApiError) -> None:
        if self._poll is not None:
            self._poll.terminate(refusal)
            self._poll = None
            self._changed.notify_all()

    def _meet_other_poll(self) -> ApiError:
        self._other_polls -= 1
        return ApiError(409, _OTHER_POLL, is_fault=True)

    def allow(self, kinds: list[str] | None) -> None:
        if kinds is not None:
            self.allowed = frozenset(kinds) or UPDATE_TYPES - _NOT_BY_DEFAULT

    def _confirm(self, offset: int) -> None:
        """Forget the updates before the offset; a negative one keeps the last -offset."""
        if offset > self._next_id:
            raise strict(f"offset {offset} is in the future")
        if offset < 0:
            offset = self._next_id + offset
        while self._pending and self._pending[0][0] < offset:
            self._confirmed.append(self._pending.popleft()[1])

    def _first(self, limit: int) -> list[object]:
        repeated: list[object] = []
        if self._repetitions:
            self._repetitions -= 1
            repeated = list(self._confirmed)
        updates = chain(repeated, (update for _, update in self._pending))
        return list(islice(updates, limit))
