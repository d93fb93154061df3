"""When what changes has come to rest, by a clock that goes only where it is waited for."""

from collections.abc import Sequence

from bot.indexing.settling import settle


class _World:
    """What is found at each half second; the last of it stays."""

    def __init__(self, found: Sequence[str]) -> None:
        self.seconds = 0.0
        self.told: list[str] = []
        self._found = found

    def settle(self, seen: str) -> str:
        return settle(self._look, seen, self.told.append, self._sleep, lambda: self.seconds)

    def _look(self) -> str:
        return self._found[min(int(2 * self.seconds), len(self._found) - 1)]

    def _sleep(self, seconds: float) -> None:
        self.seconds += seconds


def test_a_change_that_is_whole_is_waited_for_a_moment() -> None:
    world = _World("b")
    assert world.settle("a") == "b"
    assert world.seconds == 0.5


def test_a_file_that_grows_slowly_is_not_taken_for_whole() -> None:
    world = _World([*map(str, range(30)), "whole"])
    assert world.settle("before") == "whole"
    assert 15 < world.seconds < 20
    assert world.told == []


def test_what_is_undone_is_no_change() -> None:
    world = _World("bba")
    world.seconds = 1.8
    assert world.settle("a") == "a"


def test_without_rest_it_ends_and_tells() -> None:
    world = _World([str(number) for number in range(10_000)])
    world.settle("before")
    assert 120 <= world.seconds < 125
    assert len(world.told) == 1
