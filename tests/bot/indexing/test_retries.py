"""When what failed is tried again, by a clock that goes only where it is set."""

from bot.indexing.retries import Retries


def test_waits_twice_as_long_each_time_up_to_about_an_hour() -> None:
    now = 1000.0
    retries = Retries(clock=lambda: now)
    assert not retries.is_due()
    assert retries.limit(30.0) == 30.0
    waited = []
    for _ in range(9):
        retries.plan()
        waited.append(retries.limit(1e9) / 60)
        assert not retries.is_due()
        now += retries.limit(1e9)
        assert retries.is_due()
        assert retries.limit(30.0) == 0.0
        retries.begin()
        assert not retries.is_due()
    assert waited == [1, 2, 4, 8, 16, 32, 64, 64, 64]
    retries.end()
    retries.plan()
    assert retries.limit(1e9) == 60.0
