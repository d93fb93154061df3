"""Which channels are followed."""

from pathlib import Path

from bot.config.state_url import StateUrl
from bot.storage.channels import ChannelStore, FollowedChannel
from bot.storage.database import Database


def test_a_channel_whose_name_is_none_is_not_followed(place: Path | StateUrl) -> None:
    """Its posts would lie in a folder that is called so, as in a back-up of a stranger."""
    database = Database(place)
    known = [
        FollowedChannel(-1_000_000_000_005, "A", "Harbour_News"),
        FollowedChannel(-1_000_000_000_006, "B"),
    ]
    for channel in (*known, FollowedChannel(-1_000_000_000_007, "C", "../../elsewhere")):
        ChannelStore(database).follow(channel)
    store = ChannelStore(database)
    store.read()
    assert store.list_known() == known
