"""Articles that were offered and not yet added: in memory only, few, and not for long."""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.articles.drafts import MAX_BYTES, Draft

_MAX_OFFERS = 20
_MAX_KEPT_BYTES = 4 * MAX_BYTES
_SECONDS = 3600.0
_RECENT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Offer:
    """A draft that an admin may add, in the private chat `chat_id`. `replaced` is the title of the
    article that would be replaced, None if there was none; it was put together from so many
    `messages`. `at` is in seconds of a clock that only runs forward."""

    draft: Draft
    chat_id: int
    replaced: str | None
    messages: int
    at: float


class Offers:
    """Offers by the key that stands in their buttons; the oldest give way."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._by_key: OrderedDict[str, Offer] = OrderedDict()

    def put(
        self,
        draft: Draft,
        chat_id: int,
        replaced: str | None = None,
        key: str | None = None,
        messages: int = 1,
    ) -> str:
        """Keeps `draft` and returns its key; with `key` it takes the place of an earlier one."""
        key = key or secrets.token_hex(6)
        self._by_key.pop(key, None)
        self._by_key[key] = Offer(draft, chat_id, replaced, messages, self._clock())
        self._drop_old()
        return key

    def find(self, key: str, chat_id: int) -> Offer | None:
        """What was offered under `key` in a chat; None if that is over."""
        self._drop_old()
        offer = self._by_key.get(key)
        return offer if offer and offer.chat_id == chat_id else None

    def has_recent(self) -> bool:
        """Whether somebody is likely to press Add soon, as an offer of his is new."""
        begin = self._clock() - _RECENT_SECONDS
        return any(offer.at > begin for offer in self._by_key.values())

    def drop(self, key: str) -> None:
        """Forgets an offer."""
        self._by_key.pop(key, None)

    def forget_chat(self, chat_id: int) -> None:
        """Forgets all offers in a chat."""
        for key in [key for key, offer in self._by_key.items() if offer.chat_id == chat_id]:
            del self._by_key[key]

    def _drop_old(self) -> None:
        begin = self._clock() - _SECONDS
        kept = sum(len(offer.draft.data) for offer in self._by_key.values())
        while self._by_key:
            oldest = next(iter(self._by_key.values()))
            is_full = len(self._by_key) > _MAX_OFFERS or kept > _MAX_KEPT_BYTES
            if oldest.at > begin and not is_full:
                return
            self._by_key.popitem(last=False)
            kept -= len(oldest.draft.data)
