from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.messages.links import link_passage, link_private, read_start

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
