"""A channel that the bot follows, and an encoder for all conversations."""

import pytest

from embeddings import Encoder
from tests.support.conversing import Person
from tests.support.remembering_encoder import RememberingEncoder
from tests.support.running_bot import RunningBot
from tests.telegram_server import Chat, TelegramServer


@pytest.fixture(scope="session")
def encoder(encoder: Encoder) -> Encoder:
    """The bundled encoder, which encodes nothing twice."""
    return RememberingEncoder(encoder)


@pytest.fixture
def channel(server: TelegramServer) -> Chat:
    return server.add_channel("Harbour News", username="Harbour_News")


@pytest.fixture
def follower(article_bot: RunningBot, owner: Person, channel: Chat) -> RunningBot:
    """A bot that follows the channel."""
    assert owner.ask("/follow @Harbour_News").text.startswith("I follow “Harbour News” now")
    return article_bot
