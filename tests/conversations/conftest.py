"""A channel that the bot follows."""

import pytest

from tests.support.conversing import Person
from tests.support.running_bot import RunningBot
from tests.telegram_server import Chat, TelegramServer


@pytest.fixture
def channel(server: TelegramServer) -> Chat:
    return server.add_channel("Harbour News", username="Harbour_News")


@pytest.fixture
def follower(article_bot: RunningBot, owner: Person, channel: Chat) -> RunningBot:
    """A bot that follows the channel."""
    assert owner.ask("/follow @Harbour_News").text.startswith("I follow “Harbour News” now")
    return article_bot
