"""Who voted on which message, so that nobody counts twice."""

from collections import OrderedDict
from dataclasses import dataclass, field

MAX_VOTES = 10_000

Vote = tuple[int, int]
"""Added to a passage's counts: of those who found it useful, and of those who did not."""


@dataclass(slots=True)
class Votes:
    """Who voted on which message since the start, so that nobody counts twice; never written."""

    _by_voter: OrderedDict[tuple[object, int], Vote] = field(default_factory=OrderedDict)

    def change(self, message_key: object, user_id: int, vote: Vote) -> Vote | None:
        """What the counts change by, if the user now votes so; None if that is the old vote."""
        old = self._by_voter.get((message_key, user_id), (0, 0))
        if old == vote:
            return None
        self._by_voter[message_key, user_id] = vote
        while len(self._by_voter) > MAX_VOTES:
            self._by_voter.popitem(last=False)
        return vote[0] - old[0], vote[1] - old[1]

    def forget(self, user_id: int) -> None:
        """Forgets that the user voted; the counts stay, they are nobody's."""
        for key in [key for key in self._by_voter if key[1] == user_id]:
            del self._by_voter[key]
