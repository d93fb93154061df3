"""What is known of chats: their settings, and whether the bot may write there."""

import json
import logging
import threading
from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update

from bot.answers.answer import QUOTES_TO_SHOW
from bot.storage.background import Outage
from bot.storage.database import CHATS, EARLIER_ANSWERS, Database
from bot.storage.dialects.upserting import insert_into
from bot.storage.errors import DamagedRowError
from bot.storage.freshness import CHATS as REMEMBERED
from bot.storage.freshness import note_change

logger = logging.getLogger(__name__)

MAX_QUOTES = 5
_CHOICES = range(1, MAX_QUOTES + 1)
_MAX_REMEMBERED = 5000


class Membership(Enum):
    """What the bot is in a group."""

    MEMBER = "member"
    MUTED = "muted"
    GONE = "gone"


_MEMBERSHIPS = frozenset(membership.value for membership in Membership)


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """How the bot answers in one chat: the number of quotes, from 1 to `MAX_QUOTES`; the folders
    of the corpus that are searched, None for all; whether it says so if nothing is found; one of
    `LANGUAGES`, None for the asker's own. `is_read` is false of `CLOSED` alone."""

    quotes: int = QUOTES_TO_SHOW
    folders: frozenset[str] | None = None
    silent_misses: bool = False
    language: str | None = None
    is_read: bool = True


CLOSED = ChatSettings(folders=frozenset(), is_read=False)
"""Of a chat whose settings cannot be read: it searches nothing."""


class ChatStore:
    """Settings and membership by chat id. Each method may raise `DatabaseError`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._remembered: OrderedDict[int, ChatSettings] = OrderedDict()
        self._limited: set[int] | None = None
        """The chats that do not search all folders, or may not; None if they are not known."""
        self._changes = 0
        self.outage = Outage(logger, "settings cannot be read", "settings can be read again")
        """Of those who read them for each question."""
        self._lock = threading.Lock()
        """Held for what is in memory only: nobody waits for the disk by it."""

    def recall(self, chat_id: int) -> ChatSettings | None:
        """The settings of a chat if they were read lately; without touching the disk."""
        with self._lock:
            settings = self._remembered.get(chat_id)
            if settings is not None:
                self._remembered.move_to_end(chat_id)
            return settings

    def read(self, chat_id: int) -> ChatSettings:
        """The settings of a chat, the default ones if it has none, or none that could be.

        :raises DamagedRowError: if its folders are none.
        """
        changes = self._changes
        columns = (CHATS.c.quotes, CHATS.c.folders, CHATS.c.silent_misses, CHATS.c.language)
        with self._database.read() as connection:
            row = connection.execute(select(*columns).where(CHATS.c.chat_id == chat_id)).first()
        settings = ChatSettings(
            quotes=row.quotes if row and row.quotes in _CHOICES else QUOTES_TO_SHOW,
            folders=_read_folders(row.folders) if row else None,
            silent_misses=bool(row and row.silent_misses is True),
            language=row.language if row and isinstance(row.language, str) else None,
        )
        with self._lock:
            if changes == self._changes:  # or else it may be old by now
                self._remember(chat_id, settings)
        return settings

    def renew(self) -> None:
        """Reads again what another bot may have changed, now or when it is needed."""
        with self._lock:
            self._changes += 1
            self._remembered.clear()
        self.learn_limited()

    def learn_limited(self) -> None:
        """Reads which chats search some folders only, to know that of others if the database cannot
        be read later; what other bots change `renew` reads."""
        changes = self._changes
        query = select(CHATS.c.chat_id).where(CHATS.c.folders.is_not(None))
        with self._database.read() as connection:
            limited = set(connection.execute(query).scalars())
        with self._lock:
            if changes != self._changes:  # what was limited meanwhile may not be among them
                limited |= self._limited or set()
            self._limited = limited

    def learn_unlimited(self) -> bool:
        """Learns that no chat searches some folders only, where the database cannot be read as
        none was ever made; whether that is so."""
        if not self._database.is_empty():
            return False
        with self._lock:
            if self._limited is None:
                self._limited = set()
        return True

    def is_known_to_search_all(self, chat_id: int) -> bool:
        """Whether the chat is known to search all folders; without touching the disk."""
        with self._lock:
            return self._limited is not None and chat_id not in self._limited

    def write(self, chat_id: int, settings: ChatSettings) -> None:
        """Makes these the settings of the chat."""
        if settings.folders is not None:
            self._limit(chat_id)  # before, as it may be written though an error says no
        folders = None if settings.folders is None else json.dumps(sorted(settings.folders))
        self._set(
            chat_id,
            is_remembered=True,
            quotes=settings.quotes,
            folders=folders,
            silent_misses=settings.silent_misses,
            language=settings.language,
        )
        with self._lock:
            self._changes += 1
            self._remember(chat_id, settings)
            if settings.folders is None and self._limited is not None:
                self._limited.discard(chat_id)

    def set_membership(self, chat_id: int, membership: Membership) -> None:
        """What the bot is in that group from now on."""
        self._set(chat_id, membership=membership.value)

    def note_member(self, chat_id: int) -> None:
        """That the bot is in that group, unless more is known of it."""
        self._set(chat_id, CHATS.c.membership.is_(None), membership=Membership.MEMBER.value)

    def list_groups(self) -> dict[int, Membership]:
        """All groups that the bot has been in."""
        query = select(CHATS.c.chat_id, CHATS.c.membership).where(CHATS.c.membership.is_not(None))
        with self._database.read() as connection:
            return {
                row.chat_id: Membership(row.membership)
                for row in connection.execute(query)
                if row.membership in _MEMBERSHIPS
            }

    def tell_once(self, chat_id: int) -> bool:
        """Whether the chat has not been told yet that it is not served; from now on it has."""
        return self._set(chat_id, CHATS.c.was_told.is_not(True), was_told=True)

    def move(self, old_id: int, new_id: int) -> None:
        """A group that became a supergroup has another id: what is kept of it goes along."""
        of_new = select(CHATS.c.chat_id).where(CHATS.c.moved_from == old_id)
        if not self.is_known_to_search_all(old_id):
            self._limit(new_id)
        with self._database.begin(alone=True) as connection:
            if connection.execute(of_new).first():
                return  # told in the old chat and in the new one
            known = insert_into(CHATS, connection).values(chat_id=old_id)
            connection.execute(known.on_conflict_do_nothing())
            # What the new one has by now is only that the bot is in it.
            connection.execute(delete(CHATS).where(CHATS.c.chat_id == new_id))
            moved = update(CHATS).where(CHATS.c.chat_id == old_id)
            member = Membership.MEMBER.value  # the old group may have been left by now
            connection.execute(moved.values(chat_id=new_id, moved_from=old_id, membership=member))
            connection.execute(delete(EARLIER_ANSWERS).where(EARLIER_ANSWERS.c.chat_id == old_id))
            note_change(REMEMBERED, self._database, connection)
        self._unremember(old_id, new_id)

    def list_moves(self) -> dict[int, int]:
        """The old id of each group that became a supergroup, by its new one."""
        query = select(CHATS.c.chat_id, CHATS.c.moved_from).where(CHATS.c.moved_from.is_not(None))
        with self._database.read() as connection:
            rows = connection.execute(query).all()
            return {row.chat_id: row.moved_from for row in rows if type(row.moved_from) is int}

    def forget(self, chat_id: int) -> None:
        """Forgets the chat's settings. Of a group it stays known that the bot is there, of other
        chats nothing."""
        settings = {"quotes": None, "folders": None, "silent_misses": None, "language": None}
        of_chat = CHATS.c.chat_id == chat_id
        is_nothing_else = (
            CHATS.c.membership.is_(None) & CHATS.c.was_told.is_(None) & CHATS.c.moved_from.is_(None)
        )
        with self._database.begin() as connection:
            connection.execute(delete(CHATS).where(of_chat & is_nothing_else))
            connection.execute(update(CHATS).where(of_chat).values(settings))
            note_change(REMEMBERED, self._database, connection)
        self._unremember(chat_id)

    def _limit(self, chat_id: int) -> None:
        with self._lock:
            if self._limited is not None:
                self._limited.add(chat_id)

    def _set(
        self,
        chat_id: int,
        where: ColumnElement[bool] | None = None,
        /,
        *,
        is_remembered: bool = False,
        **values: Any,
    ) -> bool:
        """Whether anything was written: what is there stays but `where` it may change. Other bots
        hear of what `is_remembered`."""
        keys = [CHATS.c.chat_id]
        with self._database.begin() as connection:
            added = insert_into(CHATS, connection).values(chat_id=chat_id, **values)
            changed = added.on_conflict_do_update(index_elements=keys, set_=values, where=where)
            if is_remembered:
                note_change(REMEMBERED, self._database, connection)
            counted = changed.execution_options(preserve_rowcount=True)
            return connection.execute(counted).rowcount > 0

    def _remember(self, chat_id: int, settings: ChatSettings) -> None:
        self._remembered[chat_id] = settings
        self._remembered.move_to_end(chat_id)
        while len(self._remembered) > _MAX_REMEMBERED:
            self._remembered.popitem(last=False)

    def _unremember(self, *chat_ids: int) -> None:
        with self._lock:
            self._changes += 1
            for chat_id in chat_ids:
                self._remembered.pop(chat_id, None)


def _read_folders(stored: str | None) -> frozenset[str] | None:
    """:raises DamagedRowError: if that is no JSON list of names."""
    if stored is None:
        return None
    try:
        folders = json.loads(stored)
    except (ValueError, RecursionError):
        folders = None
    if not isinstance(folders, list) or not all(isinstance(name, str) for name in folders):
        raise DamagedRowError("the folders of a chat are no list of names")
    return frozenset(folders)
