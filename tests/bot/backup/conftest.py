"""A bot with articles, an index, and something of all that it keeps."""

from pathlib import Path

import pytest

from bot.config.settings import Settings
from bot.sources.channels.memory import PostMemory
from bot.sources.memory import Memory
from bot.sources.rows import Source, SourceKind
from bot.storage.channels import FollowedChannel
from bot.storage.chats import ChatSettings
from bot.storage.stores import make_stores
from bot.storage.under_way.pending import PendingUpdate
from tests.support.fake_encoder import FakeEncoder
from tests.support.harbour import build_harbour

CHAT = -100123
CHANNEL = FollowedChannel(-1001234567890, "Port news", "portnews")
CHAT_SETTINGS = ChatSettings(quotes=4, folders=frozenset({"town"}), language="de")
SECRET = "Is the neighbour a smuggler?"


def make_settings(folder: Path) -> Settings:
    """Those of a bot whose folders lie in `folder`."""
    given = {"CORPUS_DIR": "articles", "INDEX_DIR": "index", "STATE_DIR": "state"}
    return Settings.from_env(given, folder, folder)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = make_settings(tmp_path / "bot")
    build_harbour(settings, FakeEncoder())
    stores = make_stores(settings.database_path)
    stores.chats.write(CHAT, CHAT_SETTINGS)
    stores.channels.follow(CHANNEL)
    stores.feedback.change("passage", useful=2, useless=1)
    stores.pending.store.change([PendingUpdate(7, CHAT, 5, SECRET)], (), ())
    memory = Memory.of_settings(settings)
    memory.add_source(Source(SourceKind.PAGE, "https://example.org/"))
    memory.close()
    with PostMemory.opened(settings) as posts:
        posts.keep(9, [1, 2])
    removed = settings.state_dir / "removed" / "20260101-old.md"
    removed.parent.mkdir()
    removed.write_text("Taken out.\n")
    return settings
