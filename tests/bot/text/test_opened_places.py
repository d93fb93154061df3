"""Addresses that open at a page or a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.opened_places import open_place
from corpus import Locator


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://youtu.be/abc?t=9&si=x", "https://youtu.be/abc?si=x&t=75"),
        ("https://youtu.be/abc?start=9", "https://youtu.be/abc?t=75"),
        ("https://m.youtube.com/watch?v=a#t=1m2s", "https://m.youtube.com/watch?v=a&t=75"),
        ("https://vimeo.com/12#t=9s", "https://vimeo.com/12#t=75s"),
        ("https://x.example/a.MP4?at=1", "https://x.example/a.MP4?at=1#t=75"),
        ("https://x.example/a?part=1&text=t", "https://x.example/a?part=1&text=t&t=75"),
    ],
)
def test_a_time_stands_where_players_look_for_it(url: str, expected: str) -> None:
    assert open_place(url, Locator("time", 75)) == expected


def test_what_has_no_place_is_as_it_was() -> None:
    url = "https://x.example/a?b=#c"
    places = (None, Locator("row", 7), Locator("time", 0))
    assert {open_place(url, place) for place in places} == {url}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://t.me/harbour_news/120", "https://t.me/harbour_news/123"),
        ("https://t.me/c/1234567890/120", "https://t.me/c/1234567890/123"),
        ("https://x.example/c/120", "https://x.example/c/120"),
        ("https://t.me/harbour_news", "https://t.me/harbour_news"),
    ],
)
def test_a_post_opens_at_its_own_number(url: str, expected: str) -> None:
    assert open_place(url, Locator("post", 123)) == expected


@given(st.text("at=&#?/s9:"), st.integers(1))
def test_the_time_is_asked_for_once(rest: str, seconds: int) -> None:
    opened = open_place(f"https://x.example/{rest}", Locator("time", seconds))
    assert opened == open_place(opened, Locator("time", seconds))
