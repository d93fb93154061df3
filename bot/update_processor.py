"""Updates beside each other, so that no chat takes another's turn and memory stays bounded."""

import inspect
import logging
from collections import Counter
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.logs import name_question

logger = logging.getLogger(__name__)

_MOST_AT_ONCE = 1000
_MOST_OF_ONE = 20
"""Updates of one chat or user that are under way; more are a flood, and nobody waits for it."""


class FairProcessor(BaseUpdateProcessor):
    """Drops what one chat sends beyond its share, and what all send beyond what can be kept."""

    def __init__(self) -> None:
        # Room for all that is kept: what waits for the base class's turn is not counted.
        super().__init__(2 * _MOST_AT_ONCE)
        self._under_way: Counter[int] = Counter()
        self._total = 0

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Processes an update, or drops it."""
        sender = _find_sender(update)
        if self._under_way[sender] >= _MOST_OF_ONE or self._total >= _MOST_AT_ONCE:
            logger.debug("dropped an update of a flood")
            if inspect.iscoroutine(coroutine):
                coroutine.close()
            return
        self._under_way[sender] += 1
        self._total += 1
        try:
            if isinstance(update, Update):
                name_question(update.update_id)
            await coroutine
        finally:
            self._total -= 1
            self._under_way[sender] -= 1
            if not self._under_way[sender]:
                del self._under_way[sender]

    async def initialize(self) -> None:
        """Nothing is needed."""

    async def shutdown(self) -> None:
        """Nothing is left."""


def _find_sender(update: object) -> int:
    if not isinstance(update, Update):
        return 0
    chat, user = update.effective_chat, update.effective_user
    return chat.id if chat else user.id if user else 0
