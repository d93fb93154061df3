"""Addresses of the web in one form each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sources.addresses import is_below, is_same_site, normalise_address


@pytest.mark.parametrize(
    ("address", "normalised"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a#b", "https://example.org/a"),
        ("http://example.org:8080/a/../b/./c//d", "http://example.org:8080/b/c//d"),
        ("https://example.org/a?utm_source=x&b=1&fbclid=2", "https://example.org/a?b=1"),
        ("https://example.org/ä b/%c3%a4/100%", "https://example.org/%C3%A4%20b/%C3%A4/100%25"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://example.org./", "https://example.org/"),
        ("http://[::1]:80/x", "http://[::1]/x"),
        (" https://example.org/a\n", "https://example.org/a"),
        ("ftp://example.org/", None),
        ("javascript:alert(1)", None),
        ("https://mary:secret@example.org/", None),
        ("https://@example.org/", None),
        ("https:///a", None),
        ("https://exa mple.org/", None),
        ("https://example.org\\@other.org/", None),
        ("https://example.org:99999/", None),
        ("https://example.org:0/", None),
        ("https://[::1", None),
        ("https://example.org/" + "a" * 2000, None),
        ("", None),
    ],
)
def test_an_address_has_one_form(address: str, normalised: str | None) -> None:
    assert normalise_address(address) == normalised


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        ("b", "https://example.org/docs/b"),
        ("/b", "https://example.org/b"),
        ("../../../b", "https://example.org/b"),
        ("//other.org/b", "https://other.org/b"),
        ("?c=1", "https://example.org/docs/a?c=1"),
        ("#top", "https://example.org/docs/a"),
        ("mailto:mary@example.org", None),
    ],
)
def test_a_link_is_seen_from_its_page(link: str, leads_to: str | None) -> None:
    assert normalise_address(link, "https://example.org/docs/a") == leads_to


@given(
    st.one_of(
        st.text(max_size=60),
        st.text("ab./%?&=#:@[]\\ ä\n", max_size=40).map("http://example.org".__add__),
        st.text("ab.%-_[]:1@ä", max_size=20).map("https://".__add__),
    )
)
def test_a_normalised_address_stays_as_it_is(address: str) -> None:
    normalised = normalise_address(address)
    assert normalised is None or normalise_address(normalised) == normalised
    assert normalised is None or normalised.isascii()


def test_what_is_of_a_site_and_below_a_page() -> None:
    assert is_same_site("http://www.example.org/a", "https://example.org/b")
    assert not is_same_site("https://example.org/", "https://example.org:8080/")
    assert not is_same_site("https://example.org/", "https://example.com/")
    assert is_below("https://example.org/docs/a/b", "https://example.org/docs/")
    assert is_below("https://example.org/docs/b", "https://example.org/docs/a.html")
    assert is_below("https://example.org/other", "https://example.org/docs")
    assert not is_below("https://example.org/docsx/", "https://example.org/docs/")
    assert not is_below("https://other.org/docs/a", "https://example.org/docs/")
