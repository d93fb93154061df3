"""What was fetched is read in a process of its own, whatever it is."""

import time
from collections.abc import Iterator

import pytest

from corpus import ArticleError, Limits, read_article
from corpus.sources.contained_parser import ContainedParser, SlowError
from corpus.sources.listings import MAX_ENTRIES
from corpus.sources.pages import Block, Table, WebPage, write_page
from corpus.sources.web_page import MAX_LINKS, read_web_page
from tests.support.web_site import make_atom, make_page, make_rss, make_sitemap, make_text, pack

AT = "https://example.org/docs/a"


@pytest.fixture(scope="module")
def parser() -> Iterator[ContainedParser]:
    with ContainedParser(Limits(seconds=2)) as parser:
        yield parser


def read(parser: ContainedParser, html: str | bytes, charset: str | None = None) -> WebPage:
    return parser.read_page(html.encode() if isinstance(html, str) else html, AT, charset)


def test_a_page_is_its_text_and_what_it_says_of_itself(parser: ContainedParser) -> None:
    found = read(
        parser,
        "<!doctype html><html lang=en-GB><head><title>Hours - Harbour</title>"
        '<meta name=author content="Mary Flint"><link rel=canonical href="/hours?utm_source=x">'
        '<meta property="article:published_time" content="2024-03-05"></head><body>'
        "<nav><a href=b>B</a></nav><article><h1>Hours</h1><p>The office is open from 8 to 17 on "
        "<b>week</b>days, and the ferry leaves <a href='/x#y'>every hour</a>.<br>Ask for *it*.</p>"
        "<h2>Fees</h2><ul><li>Boats pay ten euros<ul><li>small ones five</li></ul></li></ul>"
        "<table><tr><th>Day</th><th>Hours</th></tr><tr><td>Monday</td><td>8-17</td></tr></table>"
        "<blockquote><p>Nobody waits here.</p></blockquote><pre><code>ls -l\n  wc</code></pre>"
        "<p>A longer text about what the harbour is like, when nobody comes.</p></article>"
        '<footer>Printed</footer><a rel="nofollow" href="/no">n</a></body></html>',
    )
    assert found.canonical == "https://example.org/hours"
    assert found.links == tuple(f"https://example.org/{path}" for path in ("docs/b", "x"))
    assert found.is_listed
    page = found.page
    assert page
    assert (page.title, page.author, page.language) == ("Hours", "Mary Flint", "en")
    assert str(page.published) == "2024-03-05"
    assert page.blocks == (
        Block(
            "The office is open from 8 to 17 on weekdays, and the ferry leaves every hour. "
            "Ask for *it*."
        ),
        Block("Fees", "heading", 2),
        Block("Boats pay ten euros", "item", 0),
        Block("small ones five", "item", 1),
        Table((("Day", "Hours"), ("Monday", "8-17")), has_header=True),
        Block("Nobody waits here."),
        Block("ls -l\n  wc", "code"),
        Block("A longer text about what the harbour is like, when nobody comes."),
    )
    article, _ = read_article(write_page(page), "a.md")
    assert "*it*" in article.text


@pytest.mark.parametrize(
    ("whole", "menu", "heading", "title"),
    [
        ("Fees - Harbour", "Harbour", "Fees", "Fees"),
        ("Harbour | Fees", "Harbour", "Fees", "Fees"),
        ("C - Fees - Harbour", "Harbour", "Appendix C: Fees", "C - Fees"),
        ("Fees", "Harbour", "Fees", "Fees"),
        ("Fees - Harbour", "Fees", "Boats", "Fees"),
        ("Harbour", "Fees", "Boats", "Fees"),
        ("", "Fees", "Boats", "Fees"),
        ("A well-known harbour", "", "Boats", "A well-known harbour"),
    ],
)
def test_a_page_is_called_by_its_own_name(
    parser: ContainedParser, whole: str, menu: str, heading: str, title: str
) -> None:
    html = f"<title>{whole}</title><div><h1>{menu}</h1></div><main><h2>{heading}</h2>"
    page = read(parser, f"{html}{make_text(1)}{make_text(2)}</main>").page
    assert page
    assert page.title == title


@pytest.mark.parametrize(
    ("encoding", "charset"), [("utf-8", "latin-1"), ("latin-1", "latin-1"), ("cp1251", "cp1251")]
)
def test_words_are_what_they_are_in_any_encoding(
    parser: ContainedParser, encoding: str, charset: str
) -> None:
    word = "причал" if encoding == "cp1251" else "jetée"
    data = make_page("A page", make_text(1, word)).decode().encode(encoding)
    page = read(parser, data, charset).page
    assert page
    assert any(isinstance(b, Block) and word in b.text for b in page.blocks)


def test_another_site_does_not_say_what_a_page_is_called(parser: ContainedParser) -> None:
    head = '<link rel=canonical href="https://other.org/a">'
    assert read(parser, make_page("A", make_text(1), head=head)).canonical is None


@pytest.mark.parametrize("span", ["9999", '"9999"', "' 0099'"])
def test_cells_over_many_columns_cost_no_more_than_others(span: str) -> None:
    row = f"<tr><td rowspan={span} colspan={span}>crane</td></tr>"
    said = "<p>Write &lt;td colspan=9999&gt; and wait.</p>"
    begun = time.process_time()
    found = read_web_page(
        f"{make_text(1)}{said}<table>{row * 200}</table>".encode(), "http://a.org/"
    )
    assert time.process_time() - begun < 8
    assert found.page
    texts = [block.text for block in found.page.blocks if isinstance(block, Block)]
    assert "Write <td colspan=9999> and wait." in texts


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000 + make_text(1),
        "<ul><li>" * 20_000 + "deep",
        "<table><tr><td>" * 5000 + "deep",
        "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><p>&b;&b;</p>",
        "<a href='x'>" * 10_000,
        "<p " + "a=b " * 200_000 + ">words",
        "&" * 500_000,
        "<!--" * 200_000,
        "\x00\x01\x02",
        "<html>" + "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
        "",
    ],
)
def test_a_hostile_page_is_read_or_refused(parser: ContainedParser, html: str) -> None:
    try:
        found = read(parser, html)
    except ArticleError:
        return
    assert len(found.links) <= MAX_LINKS
    if found.page:
        write_page(found.page)


def test_a_page_cut_anywhere_is_read_or_refused(parser: ContainedParser) -> None:
    whole = make_page("A page", make_text(1) + "<ul><li>one<li>two</ul><pre>x\ny</pre>")
    for number in range(50):
        cut = whole[: len(whole) * number // 50]
        try:
            read(parser, cut)
        except ArticleError as exc:
            assert "\n" not in str(exc)


def test_a_page_that_takes_too_long_is_told_from_others() -> None:
    hasty = Limits(seconds=1, seconds_per_mib=0, clock_factor=0.05)
    with ContainedParser(hasty) as parser, pytest.raises(SlowError, match="it took longer than"):
        read(parser, "<pre>" + "The harbour is open.\n" * 200_000)


def test_links_of_feeds(parser: ContainedParser) -> None:
    addresses = ["/a", "https://other.org/b", "/a", "ftp://x.org/", "https://m:s@x.org/"]
    found = ("https://example.org/a", "https://other.org/b")
    for make in (make_rss, make_atom):
        assert parser.read_feed(make(addresses).encode(), AT) == found
    many = make_rss([f"/{number}" for number in range(MAX_ENTRIES + 10)])
    assert len(parser.read_feed(many.encode(), AT)) == MAX_ENTRIES
    # Feeds are often no XML.
    broken = make_rss(["/a"]).replace("</link>", "&nbsp;</link><x>").encode()
    assert parser.read_feed(broken, AT)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"/etc/passwd",
        b"https://example.org/feed",
        b"<html><p>no feed",
        b"\x1f\x8b\x08",
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><r>&b;</r>',
    ],
)
def test_what_is_no_feed_is_refused(parser: ContainedParser, data: bytes) -> None:
    with pytest.raises(ArticleError):
        parser.read_feed(data, AT)


def test_addresses_of_sitemaps(parser: ContainedParser) -> None:
    pages = make_sitemap(["https://example.org/a", "b", "javascript:x"])
    found = ("https://example.org/a", "https://example.org/docs/b")
    assert parser.read_sitemap(pages, AT).pages == found
    assert parser.read_sitemap(pack(pages), AT).pages == found
    assert parser.read_sitemap(b"https://example.org/a\r\nnonsense\r\n", AT).pages == found[:1]
    index = make_sitemap(["https://example.org/a"], "sitemap")
    assert parser.read_sitemap(index, AT).sitemaps == found[:1]
    cut = pages[: pages.index(b"javascript")]
    assert parser.read_sitemap(cut, AT).pages == found


def test_an_entity_of_a_sitemap_is_not_read(parser: ContainedParser) -> None:
    head = b'<!DOCTYPE u [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    data = head + b"<urlset><url><loc>https://example.org/&f;</loc></url></urlset>"
    assert parser.read_sitemap(data, AT).pages in ((), ("https://example.org/",))


def test_what_robots_may_fetch(parser: ContainedParser) -> None:
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: Footnote\nDisallow: /no\nCrawl-delay: 2.5\n"
    addresses = ("https://example.org/yes", "https://example.org/no/a")
    permission = parser.check_robots(rules, "Footnote", addresses)
    assert (permission.may_fetch, permission.delay_seconds) == ((True, False), 2.5)
    for odd in (b"", b"\xff\xfe\x00", b"<html>not here</html>", b"Disallow" * 100_000):
        assert parser.check_robots(odd, "Footnote", addresses).may_fetch == (True, True)


def test_words_that_are_struck_out_are_none_of_a_page(parser: ContainedParser) -> None:
    page = read(
        parser,
        "<html><head><title>Hours</title></head><body><article><h1>Hours</h1>"
        "<h2>Sundays<a class='headerlink' href='#sundays'>¶</a></h2><p>On Sundays the harbour is "
        "<del>open</del> <ins>closed</ins>, and the ferry sails at <s>five</s> four, at "
        "<strike>six</strike> seven, and not at all when the wind is strong.</p></article></body>"
        "</html>",
    ).page
    assert page
    assert [block for block in page.blocks if isinstance(block, Block)] == [
        Block("Sundays", "heading", 2),
        Block(
            "On Sundays the harbour is closed, and the ferry sails at four, at seven, and not at "
            "all when the wind is strong."
        ),
    ]
