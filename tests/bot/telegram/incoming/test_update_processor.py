"""The order in which updates that come together are dealt with."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from telegram import (
    Bot,
    Chat,
    ChatMember,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberUpdated,
    Update,
    User,
)

from bot.storage.channels import ChannelStore
from bot.storage.database import Database
from bot.storage.under_way.pending import PendingStore
from bot.storage.under_way.pending_journal import PendingJournal
from bot.telegram.incoming.keeping import Keeper
from bot.telegram.incoming.update_processor import FairProcessor


def test_what_the_bot_becomes_in_a_chat_is_dealt_with_in_its_order(tmp_path: Path) -> None:
    ended: list[int] = []

    async def end_after(turns: int, number: int) -> None:
        for _ in range(turns):
            await asyncio.sleep(0)
        ended.append(number)

    async def run() -> None:
        database = Database(tmp_path / "footnote.sqlite3")
        journal = PendingJournal(PendingStore(database))
        keeper = Keeper(journal, ChannelStore(database))
        processor = FairProcessor(frozenset(), keeper, lambda: None)
        changes = (_become(1, -5, False), _become(2, -5, True), _become(3, -6, True))
        async with asyncio.timeout(30):
            await asyncio.gather(
                *(
                    processor.process_update(update, end_after(turns, update.update_id))
                    for update, turns in zip(changes, (20, 0, 0), strict=True)
                )
            )
        await journal.close()

    asyncio.run(run())
    assert ended == [3, 1, 2]  # another chat's waits for nobody


def _become(update_id: int, chat_id: int, is_member: bool) -> Update:
    """The bot was put out of the chat, or taken in."""
    bot, admin = User(9, "Footnote", True), User(7, "Ann", False)
    states: list[ChatMember] = [ChatMemberMember(bot), ChatMemberLeft(bot)]
    old, new = reversed(states) if is_member else states
    chat = Chat(chat_id, Chat.SUPERGROUP, title="Circle")
    change = ChatMemberUpdated(chat, admin, datetime.now(UTC), old, new)
    update = Update(update_id, my_chat_member=change)
    update.set_bot(Bot("1:a"))
    return update
