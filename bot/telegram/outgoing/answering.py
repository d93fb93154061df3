"""When an update counts as answered: as soon as Telegram has taken the first message about it."""

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import ContextVar
from typing import Any

_ANSWERING = frozenset({"sendMessage", "editMessageText", "answerGuestQuery"})
_SECONDS_TO_END = 0.5
"""What is being sent when the bot ends is waited for so long: whether Telegram has taken it decides
whether it is sent again."""

_on_answer: ContextVar[Callable[[], None] | None] = ContextVar("on_answer", default=None)


def call_when_answered(on_answer: Callable[[], None]) -> None:
    """From now on `on_answer` is called after each message of this task that came through."""
    _on_answer.set(on_answer)


async def send(
    callback: Callable[..., Coroutine[Any, Any, Any]],
    args: Any,
    kwargs: dict[str, Any],
    endpoint: str,
) -> Any:
    """Calls a method of Telegram's, and tells if it was an answer."""
    on_answer = _on_answer.get()
    if endpoint not in _ANSWERING or on_answer is None:
        return await callback(*args, **kwargs)
    sending = asyncio.ensure_future(callback(*args, **kwargs))
    sending.add_done_callback(lambda sent: _tell(sent, on_answer))
    try:
        return await asyncio.shield(sending)
    except asyncio.CancelledError:
        await asyncio.wait([sending], timeout=_SECONDS_TO_END)
        sending.cancel()
        raise


def _tell(sent: "asyncio.Future[Any]", on_answer: Callable[[], None]) -> None:
    if not sent.cancelled() and sent.exception() is None:
        on_answer()
