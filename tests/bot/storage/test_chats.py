"""What is known of chats."""

from pathlib import Path

import pytest

from bot.config.state_url import StateUrl
from bot.storage.chats import ChatSettings, ChatStore, Membership
from bot.storage.database import Database


@pytest.mark.parametrize("known", [None, Membership.MUTED, Membership.GONE])
def test_a_message_tells_of_a_group_of_which_no_more_is_known(
    known: Membership | None, place: Path | StateUrl
) -> None:
    """What comes later than it was sent says nothing against news of the group."""
    store = ChatStore(Database(place))
    store.write(-5, ChatSettings(quotes=2))
    if known:
        store.set_membership(-5, known)
    store.note_member(-5)
    store.note_member(-6)
    assert store.list_groups() == {-5: known or Membership.MEMBER, -6: Membership.MEMBER}
    assert store.read(-5).quotes == 2
