from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.messages.links import link_passage, link_private, read_start
from corpus import Locator

URL = "https://example.org/x"
LONG = "One two three four five, six seven eight nine - ten eleven & twelve thirteen fourteen."


@pytest.mark.parametrize(
    ("url", "quoted", "expected"),
    [
        (URL, "Water is wet.", f"{URL}#:~:text=Water%20is%20wet."),
        (URL, "a-b, c & d", f"{URL}#:~:text=a%2Db%2C%20c%20%26%20d"),
        (f"{URL}#part", "Water", f"{URL}#part:~:text=Water"),
        (URL, "水是湿的", f"{URL}#:~:text=%E6%B0%B4%E6%98%AF%E6%B9%BF%E7%9A%84"),
    ],
)
def test_short_quotes_stand_in_the_link(url: str, quoted: str, expected: str) -> None:
    assert link_passage(url, quoted) == expected


def test_long_quotes_stand_as_their_ends() -> None:
    fragment = link_passage(URL, LONG * 3).partition("text=")[2]
    start, comma, end = fragment.partition(",")
    assert unquote(start) == "One two three four five,"
    assert comma
    assert unquote(end) == "eleven & twelve thirteen fourteen."


def test_lines_are_spanned_by_ends() -> None:
    quoted = "One two three four five\nsix seven eight nine ten"
    assert "," in link_passage(URL, quoted).partition("text=")[2]


@pytest.mark.parametrize(
    "url",
    [
        "https://t.me/harbour/42",
        "http://www.t.me/harbour",
        "https://harbour.t.me/42",
        "https://T.me./harbour#x",
        "https://telegram.me/harbour/42?single",
        "https://telegram.dog/harbour",
    ],
)
def test_a_link_to_telegram_stays_as_it_is(url: str) -> None:
    assert link_passage(url, "Water is wet.") == url


@pytest.mark.parametrize("host", ["not.me", "t.me.example.org", "xt.me", "telegram.org"])
def test_other_pages_open_at_the_words(host: str) -> None:
    assert link_passage(f"https://{host}/t.me", "Wet.") == f"https://{host}/t.me#:~:text=Wet."


def test_all_quotes_of_a_page_are_shown_on_it() -> None:
    assert link_passage(URL, "Water.", "Salt.", "Water.") == f"{URL}#:~:text=Water.&text=Salt."
    assert link_passage(URL) == URL
    many = link_passage(URL, *(f"{number} 水是湿的水是湿的水是湿的" for number in range(50)))
    assert many.startswith(f"{URL}#:~:text=0%20")
    assert len(many) < 1600


@given(st.text(min_size=1).filter(str.strip))
def test_any_quote_makes_an_address(quoted: str) -> None:
    link = link_passage(URL, quoted.encode("utf-8", "replace").decode())
    assert urlsplit(link).path == "/x"
    directive = link.partition(":~:text=")[2]
    assert directive
    assert directive.isascii()
    assert not set(directive) & set(" -&#")
    assert directive.count(",") <= 1
    assert len(directive) < 1500


def test_start_leads_to_a_passage() -> None:
    link = link_private("some_bot", "abcdefgh23456723")
    assert link == "https://t.me/some_bot?start=r_abcdefgh23456723"
    assert read_start("r_abcdefgh23456723") == "abcdefgh23456723"
    for other in ("", "ask", "r_", "r_A", "r_" + "a" * 33, "x_abc", "r_a b"):
        assert read_start(other) is None


def test_a_file_with_pages_is_opened_at_the_page_of_the_quote() -> None:
    url = "https://nab.example/a.pdf"
    assert link_passage(url, "Wet.", locator=Locator("page", 7)) == f"{url}#page=7"
    assert link_passage(url, "Wet.", locator=Locator("scan", 7)) == f"{url}#page=7"
    assert link_passage(url, "Wet.", locator=Locator("row", 7)) == f"{url}#:~:text=Wet."


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://youtu.be/abc", "https://youtu.be/abc?t=75"),
        ("https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc&t=75"),
        (f"{URL}/talk.mp3", f"{URL}/talk.mp3#t=75"),
        (URL, f"{URL}?t=75#:~:text=Wet."),
        (f"{URL}#talk", f"{URL}?t=75#talk:~:text=Wet."),
    ],
)
def test_a_recording_is_opened_at_the_time_of_the_quote(url: str, expected: str) -> None:
    """A page with a player may show the words, too; the file itself and a player's site do not."""
    assert link_passage(url, "Wet.", locator=Locator("time", 75)) == expected
