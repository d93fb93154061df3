"""What is offered and not yet added."""

from bot.articles.drafts import draft_text
from bot.telegram.memory.offers import Offers


def test_an_offer_is_recent_for_a_minute_unless_it_is_dropped() -> None:
    now = 1000.0
    offers = Offers(lambda: now)
    draft = draft_text("The lamp of Skerry was lit in 1844.")
    assert not offers.has_recent()
    first, second = offers.put(draft, 1), offers.put(draft, 2)
    offers.drop(first)
    assert offers.has_recent()
    now += 60
    assert not offers.has_recent()
    assert offers.find(second, 2) is not None
