"""What a bot remembers is not older than what another one has written."""

from pathlib import Path

import pytest

from bot.storage.channels import FollowedChannel
from bot.storage.chats import ChatSettings
from bot.storage.freshness import CHANNELS, CHATS
from bot.storage.stores import Stores, make_stores
from tests.support.postgres import PostgresServer

CHANNEL = FollowedChannel(-1_000_000_000_005, "Harbour", "Harbour_News")


@pytest.fixture
def bots(postgres: PostgresServer) -> tuple[Stores, Stores]:
    url = postgres.make_filled()
    first, second = make_stores(url, is_alone=False), make_stores(url, is_alone=False)
    assert second.freshness.refresh() == {CHATS, CHANNELS}, "at the start"
    return first, second


def close(bots: tuple[Stores, Stores]) -> None:
    for bot in bots:
        bot.database.close()


def test_settings_that_another_bot_changes_are_known(bots: tuple[Stores, Stores]) -> None:
    first, second = bots
    assert second.chats.read(-5).quotes == 3
    for settings in (ChatSettings(quotes=1, folders=frozenset({"coast"})), ChatSettings()):
        first.chats.write(-5, settings)
        assert second.chats.recall(-5) != settings
        assert second.freshness.refresh() == {CHATS}
        assert second.chats.recall(-5) is None
        assert second.chats.is_known_to_search_all(-5) is (settings.folders is None)
        assert second.chats.read(-5) == settings
    first.chats.note_member(-7)
    assert second.freshness.refresh() == frozenset()
    first.chats.forget(-5)
    first.chats.move(-6, -1006)
    assert second.freshness.refresh() == {CHATS}
    close(bots)


def test_channels_that_another_bot_follows_are_known(bots: tuple[Stores, Stores]) -> None:
    first, second = bots
    first.channels.follow(CHANNEL)
    assert second.channels.find(CHANNEL.chat_id) is None
    assert second.freshness.refresh() == {CHANNELS}
    assert second.channels.find(CHANNEL.chat_id) == CHANNEL
    first.channels.unfollow(CHANNEL.chat_id)
    second.freshness.refresh()
    assert not second.channels.has_any()
    close(bots)


def test_one_bot_alone_writes_no_numbers(tmp_path: Path) -> None:
    stores = make_stores(tmp_path / "footnote.sqlite3")
    stores.freshness.refresh()
    stores.chats.write(-5, ChatSettings(quotes=1))
    assert stores.freshness.refresh() == frozenset()
