"""What the bot remembers of its last answers, while it runs: which message answers which question.

Nothing of it is written down, unless several bots answer together: see `SharedConversations`.
After a restart buttons fall back on the message that the answer replies to.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from bot.storage.answers import FOLLOW_UP_SECONDS, MAX_ANSWERS, Asked

_MAX_FORGOTTEN = 100
"""An answer is not under way for long."""

MessageKey = tuple[int, int]
"""A chat's and a message's id."""


class Conversations:
    """The last answers, by the message that holds each; older ones are forgotten."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._by_answer: OrderedDict[MessageKey, Asked] = OrderedDict()
        self._by_question: dict[MessageKey, int] = {}
        self._last: dict[MessageKey, Asked] = {}
        self._forgotten: OrderedDict[int, float] = OrderedDict()
        """When a chat or an asker was forgotten: what was asked before is not remembered after."""

    def remember(self, chat_id: int, answer_id: int, asked: Asked) -> None:
        """That message `answer_id` answers `asked`, unless that was to be forgotten meanwhile."""
        if self._is_forgotten(chat_id, asked) or self._is_forgotten(asked.asker_id, asked):
            return
        if self._is_forgotten(asked.follows_asker, asked):
            asked = _cut_off(asked)
        key = (chat_id, answer_id)
        self._by_answer[key] = asked
        self._by_answer.move_to_end(key)
        self._by_question[chat_id, asked.question_id] = answer_id
        if asked.asker_id is not None:
            self._last[chat_id, asked.asker_id] = asked
        while len(self._by_answer) > MAX_ANSWERS:
            (old_chat, _), old = self._by_answer.popitem(last=False)
            self._by_question.pop((old_chat, old.question_id), None)
            if old.asker_id is not None and self._last.get((old_chat, old.asker_id)) is old:
                del self._last[old_chat, old.asker_id]

    def find_answered(self, chat_id: int, answer_id: int) -> Asked | None:
        """What message `answer_id` answers."""
        return self._by_answer.get((chat_id, answer_id))

    def find_answer(self, chat_id: int, question_id: int) -> int | None:
        """The message that answers message `question_id`."""
        return self._by_question.get((chat_id, question_id))

    def find_last(self, chat_id: int, asker_id: int) -> Asked | None:
        """What `asker_id` asked last in the chat, if that was a few minutes ago."""
        last = self._last.get((chat_id, asker_id))
        return last if last and self._clock() - last.at <= FOLLOW_UP_SECONDS else None

    def forget(self, chat_id: int, answer_id: int) -> None:
        """Forgets an answer that is gone."""
        asked = self._by_answer.pop((chat_id, answer_id), None)
        if asked is None:
            return
        self._by_question.pop((chat_id, asked.question_id), None)
        if asked.asker_id is not None and self._last.get((chat_id, asked.asker_id)) is asked:
            del self._last[chat_id, asked.asker_id]

    def forget_chat(self, chat_id: int) -> None:
        """Forgets all answers in a chat, also those under way."""
        self._note_forgotten(chat_id)
        for chat, answer_id in list(self._by_answer):
            if chat == chat_id:
                self.forget(chat, answer_id)

    def forget_asker(self, asker_id: int) -> None:
        """Forgets all answers to somebody, also those under way, and what others' follow-ups were
        understood with."""
        self._note_forgotten(asker_id)
        for (chat_id, answer_id), asked in list(self._by_answer.items()):
            if asked.asker_id == asker_id:
                self.forget(chat_id, answer_id)
            elif asked.follows_asker == asker_id:
                self._replace((chat_id, answer_id), _cut_off(asked))

    def change_question(
        self, chat_id: int, answer_id: int, question: str, before: str | None
    ) -> None:
        """That the question which message `answer_id` answers was edited, and is understood with
        `before`."""
        old = self._by_answer.get((chat_id, answer_id))
        if old is not None:
            self._replace((chat_id, answer_id), replace(old, question=question, before=before))

    def _replace(self, key: MessageKey, new: Asked) -> None:
        old = self._by_answer[key]
        self._by_answer[key] = new
        if old.asker_id is not None and self._last.get((key[0], old.asker_id)) is old:
            self._last[key[0], old.asker_id] = new

    def _note_forgotten(self, chat_or_asker: int) -> None:
        self._forgotten[chat_or_asker] = self._clock()
        self._forgotten.move_to_end(chat_or_asker)
        while len(self._forgotten) > _MAX_FORGOTTEN:
            self._forgotten.popitem(last=False)

    def _is_forgotten(self, chat_or_asker: int | None, asked: Asked) -> bool:
        at = None if chat_or_asker is None else self._forgotten.get(chat_or_asker)
        return at is not None and asked.at <= at


def _cut_off(asked: Asked) -> Asked:
    """`asked` without the question before it."""
    return replace(asked, before=None, follows=None, follows_asker=None)
