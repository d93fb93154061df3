"""A site of 200 pages becomes articles, and is looked at again for what has changed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.articles.under_way import Journal
from bot.config.settings import Settings
from bot.sources.forgetting import forget
from bot.sources.hosts import Clock
from bot.sources.memory import Memory
from bot.sources.refreshing import refresh
from bot.sources.remembering import AtWorkError
from bot.sources.report import Change, Report, format_report
from bot.sources.rows import Source, SourceKind
from corpus import read_article
from corpus.sources.contained_parser import ContainedParser
from tests.bot.sources.conftest import make_settings
from tests.support.web_site import (
    COUNT,
    Site,
    make_atom,
    make_page,
    make_rss,
    make_sitemap,
    make_text,
    pack,
)

DAY = 24 * 60 * 60.0


@dataclass(slots=True)
class Time:
    """A clock that goes on when somebody waits, and by hand."""

    seconds: float = 1_700_000_000.0
    waited: list[float] = field(default_factory=list)

    @property
    def clock(self) -> Clock:
        return Clock(self.tell, self.tell, self.sleep)

    def tell(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.seconds += seconds


def list_files(settings: Settings) -> dict[str, bytes]:
    """The articles by their ids."""
    folder = settings.corpus_dir
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def list_urls(settings: Settings, site: Site) -> list[str]:
    """The paths that the articles say they are from, in order."""
    articles = [read_article(data, name)[0] for name, data in list_files(settings).items()]
    return sorted((article.url or "").removeprefix(site.address) for article in articles)


PARSER = ContainedParser()
"""One for all: its start takes longer than most tests."""


@pytest.fixture(scope="module", autouse=True)
def _close_parser() -> Iterator[None]:
    yield
    PARSER.close()


def add(settings: Settings, *sources: Source, time: Time | None = None) -> Report:
    return refresh(settings, sources, clock=(time or Time()).clock, parser=PARSER)


def look(settings: Settings, time: Time | None = None) -> Report:
    return refresh(settings, clock=(time or Time()).clock, parser=PARSER)


def page_of(site: Site, path: str) -> Source:
    return Source(SourceKind.PAGE, f"{site.address}{path}")


def site_of(site: Site, path: str, depth: int = 4) -> Source:
    return Source(SourceKind.SITE, f"{site.address}{path}", depth)


def put_berths(site: Site, numbers: Sequence[int], **further: object) -> None:
    for number in numbers:
        site.put(f"/b/{number}", make_page(f"Berth {number}", make_text(number)), **further)


def test_a_site_is_fetched_once_and_then_asked_what_has_changed(
    site: Site, settings: Settings
) -> None:
    site.fill()

    report = add(settings, site_of(site, "/berth/0"))

    files = list_files(settings)
    assert report.counts == {Change.ADDED: COUNT}
    assert len(files) == COUNT
    assert sorted(site.list_paths()) == sorted(
        ["/robots.txt", *(f"/berth/{number}" for number in range(COUNT))]
    )
    assert {asked.agent.partition("/")[0] for asked in site.asked} == {"Footnote"}
    name = f"{site.host.replace(':', '-')}/berth-7.md"
    article, warnings = read_article(files[name], name)
    assert (article.title, article.source) == ("Berth 7", "Harbour handbook")
    assert article.url == f"{site.address}/berth/7"
    assert "closed from hour 7 on" in article.text
    assert "Printed" not in article.text
    assert not warnings

    site.asked.clear()
    site.put("/berth/7", make_page("Berth 7", make_text(7, word="queues")))
    report = look(settings)

    assert len(site.asked) == COUNT + 1
    assert all(asked.is_conditional for asked in site.asked)
    assert [asked.path for asked in site.asked if asked.status == 200] == ["/berth/7"]
    assert report.counts == {Change.SAME: COUNT - 1, Change.CHANGED: 1}
    again = list_files(settings)
    assert [name for name in again if again[name] != files.get(name)] == [name]
    assert again.keys() == files.keys()
    assert not list(Path(settings.state_dir / "removed").rglob("*.md"))


def test_a_site_ends_at_its_depth_and_goes_on_when_that_grows(
    site: Site, settings: Settings
) -> None:
    site.fill()
    add(settings, site_of(site, "/berth/0", depth=1))
    assert len(list_files(settings)) == 7

    report = add(settings, site_of(site, "/berth/0", depth=2))

    assert report.counts == {Change.SAME: 7, Change.ADDED: 36}


def test_only_what_lies_below_the_start_is_followed(site: Site, settings: Settings) -> None:
    links = (
        '<a href="/docs/a/b">b</a><a href="/other">o</a><a href="http://example.org/docs/">e</a>'
    )
    for path, number in (("/docs/", 1), ("/docs/a/b", 2), ("/other", 3)):
        site.put(path, make_page(f"Berth {number}", make_text(number), links))

    add(settings, site_of(site, "/docs/"))

    assert list_urls(settings, site) == ["/docs/", "/docs/a/b"]
    assert "/other" not in site.list_paths()


def test_what_robots_are_not_to_fetch_or_to_list_is_left_alone(
    site: Site, settings: Settings
) -> None:
    rules = "User-agent: footnote\nDisallow: /b/2\nCrawl-delay: 7\n"
    site.put("/robots.txt", rules, media_type="text/plain")
    links = "".join(f'<a href="/b/{number}">x</a>' for number in range(1, 6))
    links += '<a rel="nofollow" href="/b/9">x</a>'
    put_berths(site, range(1, 6))
    head = '<meta name="robots" content="noindex, nofollow">'
    site.put("/b/3", make_page("Berth 3", make_text(3), '<a href="/b/8">x</a>', head))
    site.put("/b/4", make_page("Berth 4", make_text(4)), headers={"X-Robots-Tag": "noindex"})
    site.put("/b/", make_page("Berth 0", make_text(0), links))
    time = Time()

    report = add(settings, site_of(site, "/b/"), time=time)

    assert list_urls(settings, site) == ["/b/", "/b/1", "/b/5"]
    assert not {"/b/2", "/b/8", "/b/9"} & set(site.list_paths())
    assert report.counts[Change.REFUSED] == 3
    assert time.waited == [7.0] * 4
    assert look(settings).counts == {Change.SAME: 3}
    # Who names a page wants it, whether it is listed or not.
    add(settings, page_of(site, "/b/3"))
    assert "/b/3" in list_urls(settings, site)


@pytest.mark.parametrize("is_packed", [True, False])
def test_of_robots_without_end_the_beginning_is_heeded(
    site: Site, settings: Settings, is_packed: bool
) -> None:
    rules = b"User-agent: *\nDisallow: /b/2\n" + b"Disallow: /other/berths\n" * 200_000
    site.put(
        "/robots.txt",
        pack(rules) if is_packed else rules,
        media_type="text/plain",
        headers={"Content-Encoding": "gzip"} if is_packed else {},
    )
    put_berths(site, range(1, 3))
    add(settings, page_of(site, "/b/1"), page_of(site, "/b/2"))
    assert list_urls(settings, site) == ["/b/1"]
    assert "/b/2" not in site.list_paths()


@pytest.mark.parametrize("status", [503, 520])
def test_while_robots_cannot_be_read_nothing_is_fetched(
    site: Site, settings: Settings, status: int
) -> None:
    put_berths(site, [1])
    site.put("/robots.txt", "", status=status)
    report = add(settings, page_of(site, "/b/1"))
    assert "robots.txt of its host cannot be read: " in format_report(report)
    assert f"answers {status}" in format_report(report)
    assert set(site.list_paths()) == {"/robots.txt"}

    site.put("/robots.txt", "", status=404)
    assert look(settings).counts == {Change.ADDED: 1}


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://127.0.0.2:8080/x", "127.0.0.2 is no public host"),
        ("http://[::ffff:127.0.0.1]:8080/x", "is no public host"),
        ("http://169.254.169.254/latest/meta-data/", "169.254.169.254 is no public host"),
        ("http://localhost:8080/", "localhost is no public host"),
        ("http://2130706433:8080/", "is no public host"),
        ("file:///etc/passwd", "leads to no address of the web"),
        ("http://mary:secret@127.0.0.1/", "leads to no address of the web"),
        ("/there", "leads back to itself"),
    ],
)
def test_a_page_leads_to_no_other_machine_than_those_of_the_web(
    site: Site, settings: Settings, target: str, reason: str
) -> None:
    site.put_redirect("/there", target, status=302)

    report = add(settings, page_of(site, "/there"))

    assert reason in format_report(report)
    assert report.counts == {Change.REFUSED: 1}
    assert list_files(settings) == {}


def test_a_page_that_has_moved_is_one_page(site: Site, settings: Settings) -> None:
    put_berths(site, [1])
    site.put_redirect("/old", "/older")
    site.put_redirect("/older", "/b/1?utm_source=x")
    site.put("/b/1?utm_source=x", site.answers["/b/1"].body)

    report = add(settings, page_of(site, "/old"), page_of(site, "/b/1"))
    assert report.counts == {Change.MOVED: 1, Change.ADDED: 1}

    site.asked.clear()
    assert look(settings).counts == {Change.SAME: 1}
    assert [asked.path for asked in site.asked if asked.is_conditional] == ["/b/1"]


def test_a_page_that_moves_later_keeps_its_file(site: Site, settings: Settings) -> None:
    put_berths(site, [1])
    add(settings, page_of(site, "/b/1"))
    before = list_files(settings)
    site.put("/new", site.answers["/b/1"].body)
    site.put_redirect("/b/1", "/new")

    told: list[tuple[int, int]] = []
    report = refresh(settings, (), lambda *counts: told.append(counts), Time().clock, PARSER)

    assert report.counts == {Change.MOVED: 1, Change.CHANGED: 1}
    assert told == [(2, 2)], "of visited pages, all that there are so far"
    assert list_files(settings).keys() == before.keys()
    assert list_urls(settings, site) == ["/new"]


def test_a_page_that_gets_a_slash_keeps_its_file_whatever_it_says(
    site: Site, settings: Settings
) -> None:
    put_berths(site, [1])
    add(settings, page_of(site, "/b/1"))
    before = list_files(settings)
    site.put("/b/1/", make_page("Berth 1", make_text(1, "queues")))
    site.put_redirect("/b/1", "/b/1/")
    assert look(settings).counts == {Change.MOVED: 1, Change.CHANGED: 1}
    assert list_files(settings).keys() == before.keys()
    assert list_urls(settings, site) == ["/b/1/"]


def test_pages_that_lead_to_a_front_page_have_vanished(site: Site, settings: Settings) -> None:
    put_berths(site, [1, 2])
    add(settings, page_of(site, "/b/1"), page_of(site, "/b/2"))
    before = list_files(settings)
    site.put("/sorry", make_page("Sorry", "<p>We are working on it, and are back soon.</p>"))
    for number in (1, 2):
        site.put_redirect(f"/b/{number}", "/sorry", status=302)

    report = look(settings)

    assert report.counts == {Change.VANISHED: 2}
    assert list_files(settings) == before


def test_pages_with_the_same_words_are_one_file(site: Site, settings: Settings) -> None:
    text = make_text(1)
    canonical = f'<link rel="canonical" href="{site.address}/b/1">'
    site.put("/print/1", make_page("Berth 1", f"<p>Print this</p>{text}", head=canonical))
    site.put("/b/1", make_page("Berth 1", text, head=canonical))
    site.put("/copy", make_page("A berth", text))
    site.put("/b/2", make_page("Berth 2", make_text(2)))
    named = [page_of(site, path) for path in ("/print/1", "/copy", "/b/2")]

    add(settings, *named)

    assert list_urls(settings, site) == ["/b/1", "/b/2"]
    before = list_files(settings)
    site.asked.clear()
    assert look(settings).counts == {Change.SAME: 2, Change.COPIED: 2}
    assert all(a.is_conditional for a in site.asked if a.path != "/robots.txt")
    assert list_files(settings) == before

    # The copy says something else by now, and the first one is no longer there.
    site.put("/copy", make_page("A berth", make_text(3)))
    assert look(settings).counts == {Change.SAME: 2, Change.COPIED: 1, Change.ADDED: 1}
    assert list_urls(settings, site) == ["/b/1", "/b/2", "/copy"]


def test_a_copy_steps_in_when_its_page_is_retired(site: Site, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    settings = make_settings(tmp_path, site, WEB_RETIRE_DAYS="0")
    put_berths(site, [1])
    site.put("/copy", site.answers["/b/1"].body)
    add(settings, page_of(site, "/b/1"), page_of(site, "/copy"))
    site.put("/b/1", b"", status=451)

    reports = [look(settings) for _ in range(4)]

    assert [r.counts[Change.RETIRED] for r in reports] == [0, 0, 1, 0]
    assert list_urls(settings, site) == ["/copy"]


def test_pages_of_one_pattern_are_not_the_same(site: Site, settings: Settings) -> None:
    rules = "<p>" + "Whoever enters the harbour pays what the keeper asks for. " * 20 + "</p>"
    for name in ("Lisbon", "Porto"):
        site.put(f"/{name}", make_page(name, f"<p>Fee in {name}: {len(name)} euros</p>{rules}"))

    add(settings, page_of(site, "/Lisbon"), page_of(site, "/Porto"))

    assert list_urls(settings, site) == ["/Lisbon", "/Porto"]


@pytest.mark.parametrize("make", [make_rss, make_atom])
def test_a_feed_names_pages(site: Site, settings: Settings, make: object) -> None:
    assert callable(make)
    put_berths(site, range(5))
    feed = Source(SourceKind.FEED, f"{site.address}/feed")
    site.put("/feed", make([f"{site.address}/b/{n}" for n in (1, 2)]), media_type="text/xml")
    assert add(settings, feed).counts == {Change.ADDED: 2}

    site.asked.clear()
    site.put("/feed", make(["/b/2", "/b/3", "javascript:x"]), media_type="text/xml")
    assert look(settings).counts == {Change.SAME: 2, Change.ADDED: 1}
    assert list_urls(settings, site) == ["/b/1", "/b/2", "/b/3"]
    site.asked.clear()
    look(settings)
    assert all(asked.is_conditional for asked in site.asked if asked.path != "/robots.txt")


def test_a_sitemap_names_pages_and_sitemaps_packed_or_not(site: Site, settings: Settings) -> None:
    put_berths(site, range(5))
    at = site.address
    site.put(
        "/map.xml", make_sitemap([f"{at}/a.xml.gz", f"{at}/b.xml", f"{at}/map.xml"], "sitemap")
    )
    site.put("/a.xml.gz", pack(make_sitemap([f"{at}/b/1", f"{at}/b/2", "http://example.org/"])))
    site.put("/b.xml", make_sitemap([f"{at}/b/2", f"{at}/b/3"]))
    whole = Source(SourceKind.SITEMAP, f"{at}/map.xml")

    assert add(settings, whole).counts == {Change.ADDED: 3}

    site.put("/b.xml", make_sitemap([f"{at}/b/4"]))
    site.asked.clear()
    assert look(settings).counts == {Change.SAME: 3, Change.ADDED: 1}
    statuses = Counter(asked.status for asked in site.asked if asked.path.endswith((".xml", ".gz")))
    assert statuses == {304: 2, 200: 1}


def test_what_was_not_taken_of_a_sitemap_is_looked_at_again(site: Site, settings: Settings) -> None:
    rules = "User-agent: *\nDisallow: /b/2\n"
    site.put("/robots.txt", rules, media_type="text/plain")
    put_berths(site, range(1, 5))
    gone = site.answers.pop("/b/1")
    site.put_redirect("/b/3", "http://127.0.0.2:8080/x", status=302)
    site.put("/map.xml", make_sitemap([f"{site.address}/b/{number}" for number in range(1, 5)]))
    whole = Source(SourceKind.SITEMAP, f"{site.address}/map.xml")
    time = Time()
    assert add(settings, whole, time=time).counts == {Change.ADDED: 1, Change.REFUSED: 3}

    # Each time a day later than the time before, and what is known is not told again.
    asked = []
    for _ in range(12):
        time.seconds += DAY
        site.asked.clear()
        assert set(look(settings, time).counts) == {Change.SAME}
        asked.append("/b/3" in site.list_paths())
    assert asked == [True, True, True, False, False, True, False, False, False, True, False, False]

    site.answers["/b/1"] = gone
    site.put("/robots.txt", "", media_type="text/plain")
    site.put_redirect("/b/3", "/b/9", status=302)
    put_berths(site, [9])
    time.seconds += DAY
    report = add(settings, whole, time=time)
    assert report.counts == {Change.SAME: 1, Change.ADDED: 3, Change.MOVED: 1}
    assert list_urls(settings, site) == ["/b/1", "/b/2", "/b/4", "/b/9"]
    maps = [each.status for each in site.asked if each.path == "/map.xml"]
    assert maps == [304] * len(maps)


def test_what_another_source_found_and_did_not_get_is_asked_for_again(
    site: Site, settings: Settings
) -> None:
    links = f"<p>{make_text(1)}</p><a href='/b/2'>Two</a>"
    site.put("/b/", f"<html><body><h1>Berths</h1><main>{links}</main></body></html>")
    assert add(settings, site_of(site, "/b/", 1)).counts == {Change.ADDED: 1, Change.REFUSED: 1}
    put_berths(site, [2])
    site.put("/map.xml", make_sitemap([f"{site.address}/b/2"]))
    listed = Source(SourceKind.SITEMAP, f"{site.address}/map.xml")
    assert add(settings, listed).counts == {Change.ADDED: 1}


def test_what_a_forgotten_source_did_not_get_is_found_by_another(
    site: Site, settings: Settings
) -> None:
    put_berths(site, [1])
    site.put_redirect("/b/3", "/b/2")
    listed = Source(SourceKind.SITEMAP, f"{site.address}/map.xml")
    addresses = [f"{site.address}/b/{number}" for number in (1, 2, 3)]
    site.put("/map.xml", make_sitemap(addresses))
    add(settings, listed)
    assert list_urls(settings, site) == ["/b/1"]
    assert forget(settings, listed.address) == 1
    assert look(settings).counts == {}
    put_berths(site, [2])
    pages = (Source(SourceKind.PAGE, address) for address in addresses[1:])
    assert add(settings, *pages).counts[Change.ADDED] == 1
    assert list_urls(settings, site) == ["/b/1", "/b/2"]
    assert add(settings, listed).missed == 0
    assert list_urls(settings, site) == ["/b/1", "/b/2"]


def test_the_pages_of_a_source_that_is_forgotten_are_another_ones(
    site: Site, settings: Settings
) -> None:
    put_berths(site, [1])
    addresses = [f"{site.address}/b/1"]
    site.put("/feed.xml", make_rss(addresses))
    site.put("/map.xml", make_sitemap(addresses), headers={"ETag": '"1"'})
    feed = Source(SourceKind.FEED, f"{site.address}/feed.xml")
    add(settings, feed)
    add(settings, Source(SourceKind.SITEMAP, f"{site.address}/map.xml"))
    assert forget(settings, feed.address) == 1
    site.put("/b/1", make_page("Berth 1", make_text(7)))
    assert look(settings).counts == {Change.CHANGED: 1}


def test_a_page_without_text_is_missed_unless_a_site_begins_there(
    site: Site, settings: Settings
) -> None:
    put_berths(site, [1])
    site.put("/b/", "<html><body><a href='/b/1'><img src=a.png></a></body></html>")
    assert add(settings, page_of(site, "/b/")).missed == 1
    assert add(settings, site_of(site, "/b/")).missed == 0


def test_what_was_retired_is_looked_at_again(site: Site, settings: Settings) -> None:
    put_berths(site, [1, 2])
    site.put("/map.xml", make_sitemap([f"{site.address}/b/{number}" for number in (1, 2)]))
    time = Time()
    add(settings, Source(SourceKind.SITEMAP, f"{site.address}/map.xml"), time=time)
    page = site.answers.pop("/b/1")
    for _ in range(14):
        time.seconds += DAY
        look(settings, time)
    assert list_urls(settings, site) == ["/b/2"]
    site.answers["/b/1"] = page
    for _ in range(4):
        time.seconds += DAY
        look(settings, time)
    assert list_urls(settings, site) == ["/b/1", "/b/2"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (pack(b"<urlset>" + b" " * (60 << 20)), "too large when it is unpacked"),
        (b"<html><p>not a sitemap</html>", "it is no sitemap"),
        (b"nothing of the kind", "it is no sitemap"),
        (b"", "it is no sitemap"),
    ],
)
def test_what_is_no_sitemap_is_told(
    site: Site, settings: Settings, body: bytes, reason: str
) -> None:
    site.put("/map", body)
    report = add(settings, Source(SourceKind.SITEMAP, f"{site.address}/map"))
    assert reason in report.problems[0]


def test_what_has_vanished_is_told_and_retired_after_a_while(
    site: Site, settings: Settings
) -> None:
    put_berths(site, [1, 2])
    time = Time()
    add(settings, page_of(site, "/b/1"), page_of(site, "/b/2"), time=time)
    page = site.answers["/b/1"]
    del site.answers["/b/1"]

    def look_tomorrow() -> Report:
        time.seconds += DAY
        return look(settings, time)

    assert look_tomorrow().counts == {Change.SAME: 1, Change.VANISHED: 1}
    site.answers["/b/1"] = page  # it was gone for a moment
    assert look_tomorrow().counts == {Change.SAME: 2}
    del site.answers["/b/1"]
    reports = [look_tomorrow() for _ in range(9)]

    assert [r.counts[Change.VANISHED] for r in reports] == [1] * 7 + [0, 0]
    assert [r.counts[Change.RETIRED] for r in reports] == [0] * 7 + [1, 0]
    assert list_urls(settings, site) == ["/b/2"]
    assert len(list((settings.state_dir / "removed").rglob("*.md"))) == 1

    site.answers["/b/1"] = page
    assert add(settings, page_of(site, "/b/1")).counts == {Change.ADDED: 1}


def test_a_host_that_is_busy_is_left_alone_for_as_long_as_it_says(
    site: Site, settings: Settings
) -> None:
    put_berths(site, [1, 2])
    time = Time()
    site.put("/b/1", b"", status=429, headers={"Retry-After": "40"})
    site.put("/b/2", b"", status=503, headers={"Retry-After": "3600"})

    report = add(settings, page_of(site, "/b/1"), time=time)
    assert report.counts == {Change.FAILED: 1}
    assert time.waited == [40.0, 40.0]

    add(settings, page_of(site, "/b/2"), time=time)
    site.asked.clear()
    put_berths(site, [1, 2])
    report = look(settings, time)
    assert "left alone" in format_report(report)
    assert site.asked == []

    time.seconds += 3600
    assert look(settings, time).counts == {Change.ADDED: 2}

    site.put("/b/2", b"", status=429, headers={"Retry-After": "31536000"})
    assert look(settings, time).counts[Change.FAILED] == 1
    put_berths(site, [2])
    time.seconds += 7 * DAY
    assert look(settings, time).counts == {Change.SAME: 2}


def test_a_host_that_fails_again_and_again_is_asked_another_time(
    site: Site, settings: Settings
) -> None:
    put_berths(site, range(1, 9))
    named = [page_of(site, f"/b/{number}") for number in range(1, 9)]
    add(settings, *named)
    before = list_files(settings)
    put_berths(site, range(1, 9), status=500)
    site.asked.clear()

    report = look(settings)

    assert report.counts == {Change.FAILED: 8}
    assert len(site.asked) == 14  # robots.txt, four pages thrice, and the fifth once
    assert list_files(settings) == before


def test_what_the_owner_does_to_a_file_stays(site: Site, settings: Settings) -> None:
    put_berths(site, [1, 2, 3])
    add(settings, *(page_of(site, f"/b/{number}") for number in (1, 2, 3)))
    one, two, three = sorted(settings.corpus_dir.rglob("*.md"))
    one.write_text("My own words.")
    two.unlink()
    put_berths(site, [4])
    for number in (1, 2, 3):
        site.put(f"/b/{number}", make_page(f"Berth {number}", make_text(number, "queues")))

    report = look(settings)

    assert report.counts == {Change.OWNED: 2, Change.CHANGED: 1}
    assert one.read_text() == "My own words."
    assert not two.exists()
    assert "queues" in three.read_text()
    assert look(settings).counts[Change.OWNED] == 1
    # Who adds it once more wants it back.
    assert add(settings, page_of(site, "/b/2")).counts == {Change.ADDED: 1}


def test_files_of_others_are_not_written_over(site: Site, settings: Settings) -> None:
    put_berths(site, [1])
    folder = settings.corpus_dir / site.host.replace(":", "-")
    folder.mkdir()
    (folder / "berth-1.md").write_text("Mine.")

    add(settings, page_of(site, "/b/1"))

    assert (folder / "berth-1.md").read_text() == "Mine."
    assert (folder / "berth-1-2.md").exists()


def test_the_settings_name_sources_until_they_do_not(site: Site, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    put_berths(site, [1, 2])
    at = site.address
    both = make_settings(tmp_path, site, WEB_PAGES=f"{at}/b/1 {at}/b/2")
    assert look(both).counts == {Change.ADDED: 2}
    one = make_settings(tmp_path, site, WEB_PAGES=f"{at}/b/1")
    assert look(one).counts == {Change.SAME: 1}
    assert len(list_files(one)) == 2
    assert look(make_settings(tmp_path, site)).counts == {}


def test_one_process_fetches_at_a_time(site: Site, settings: Settings) -> None:
    with Memory.held(settings), pytest.raises(AtWorkError, match="try again"):
        look(settings)


def test_while_a_bot_changes_articles_none_is_written(site: Site, settings: Settings) -> None:
    put_berths(site, [1])
    held = Journal.of_settings(settings).held()
    time = Time()

    def sleep(seconds: float) -> None:
        time.sleep(seconds)
        if len(time.waited) == 3:
            assert list_files(settings) == {}
            held.__exit__(None, None, None)

    held.__enter__()
    clock = Clock(time.tell, time.tell, sleep)
    assert refresh(settings, [page_of(site, "/b/1")], clock=clock, parser=PARSER).counts == {
        Change.ADDED: 1
    }
    assert time.waited == [1.0, 1.0, 1.0]


WALLS = {
    "login": "<p>Please log in with your account to read the pages of the harbour office.</p>"
    "<form><input type='Password' name=p></form>",
    "asked": "<p>You asked for {path} at 12:0{number}. Please confirm that you are human.</p>",
}


@pytest.mark.parametrize("wall", WALLS.values(), ids=WALLS)
@pytest.mark.parametrize("head", ["", '<meta name="robots" content="noindex">'])
def test_what_a_host_says_at_all_addresses_is_taken_for_none_of_them(
    site: Site, settings: Settings, wall: str, head: str
) -> None:
    put_berths(site, [1, 2, 3, 4])
    site.put("/copy", site.answers["/b/1"].body)
    paths = ["/b/1", "/b/2", "/b/3", "/copy"]
    feed = Source(SourceKind.FEED, f"{site.address}/feed")
    site.put("/feed", make_rss(paths), media_type="text/xml")
    add(settings, feed)
    before, answers = list_files(settings), dict(site.answers)
    site.put("/feed", make_rss([*paths, "/b/4"]), media_type="text/xml")
    for number, path in enumerate([*paths, "/b/4"]):
        text = wall.format(path=path, number=number)
        site.put(path, make_page("Welcome", text, '<a href="/register">x</a>', head))

    for _ in range(2):
        report = look(settings)

        told = format_report(report)
        assert "its host says one thing at addresses that said different things" in told
        assert set(report.counts) <= {Change.FAILED, Change.REFUSED}
        assert list_files(settings) == before

    site.answers = answers
    assert look(settings).counts == {Change.SAME: 3, Change.COPIED: 1, Change.ADDED: 1}


def test_pages_that_say_one_thing_when_they_are_new_are_one_article(
    site: Site, settings: Settings
) -> None:
    for path in ("/b/1", "/b/2"):
        site.put(path, make_page("Welcome", WALLS["login"]))
    report = add(settings, page_of(site, "/b/1"), page_of(site, "/b/2"))
    assert report.counts == {Change.ADDED: 1, Change.COPIED: 1}


def test_a_copy_that_changes_with_its_article_is_no_failure(site: Site, settings: Settings) -> None:
    for text in (make_text(1), "<p>From now on ships of all nations moor at the new pier.</p>"):
        for path in ("/b/1", "/copy"):
            site.put(path, make_page("Berths", text))
        report = add(settings, page_of(site, "/b/1"), page_of(site, "/copy"))
        assert report.counts[Change.FAILED] == 0
    assert "new pier" in next(iter(list_files(settings).values())).decode()
    assert list_urls(settings, site) == ["/b/1"]


@pytest.mark.parametrize(
    ("page", "change", "last"),
    [
        (make_page("Welcome", WALLS["login"]), Change.FAILED, "Berth 1"),
        (make_page("Oops", "<p>This page could not be found.</p>"), Change.VANISHED, None),
        (make_page("Seite nicht gefunden", "<p>Schade.</p>"), Change.VANISHED, None),
        (make_page("Berths", "<p>Closed for good.</p>"), Change.VANISHED, "Closed for good"),
        (make_page("Berths", make_text(1)[:200]), Change.CHANGED, "Berth 1"),
        (make_page("Berths", make_text(5)), Change.CHANGED, "Berth 5"),
    ],
)
def test_a_page_of_which_hardly_anything_is_left_stays_for_a_while(
    site: Site, settings: Settings, page: bytes, change: Change, last: str | None
) -> None:
    put_berths(site, [1])
    time = Time()
    add(settings, page_of(site, "/b/1"), time=time)
    before = list_files(settings)
    site.put("/b/1", page)

    assert look(settings, time).counts == {change: 1}
    if change is not Change.CHANGED:
        assert list_files(settings) == before
    for _ in range(5):
        time.seconds += 3 * DAY
        look(settings, time)
    said = [data.decode() for data in list_files(settings).values()]
    assert [last in text for text in said if last] == [True] * (last is not None)


def test_pages_that_are_not_found_without_an_error_have_vanished(
    site: Site, tmp_path: Path
) -> None:
    (tmp_path / "articles").mkdir()
    settings = make_settings(tmp_path, site, WEB_RETIRE_DAYS="0")
    put_berths(site, range(4))
    add(settings, *(page_of(site, f"/b/{number}") for number in range(4)))
    for number in (1, 2, 3):
        site.put(f"/b/{number}", make_page("404", "<p>Page not found. Try the front page.</p>"))
    reports = [look(settings) for _ in range(4)]
    assert [r.counts[Change.VANISHED] for r in reports] == [3, 3, 0, 0]
    assert [r.counts[Change.RETIRED] for r in reports] == [0, 0, 3, 0]
    assert list_urls(settings, site) == ["/b/0"]


def test_a_page_that_becomes_the_same_as_another_one_has_vanished(
    site: Site, settings: Settings
) -> None:
    put_berths(site, [1, 2])
    add(settings, page_of(site, "/b/1"), page_of(site, "/b/2"))
    site.put("/b/1", site.answers["/b/2"].body)
    assert look(settings).counts == {Change.VANISHED: 1, Change.SAME: 1}
    assert list_urls(settings, site) == ["/b/1", "/b/2"]


@pytest.mark.parametrize("is_known", [False, True])
@pytest.mark.parametrize(("count", "change"), [(4, Change.FAILED), (2, Change.VANISHED)])
def test_a_host_that_leads_all_pages_to_one_address_fails(
    site: Site, settings: Settings, count: int, change: Change, is_known: bool
) -> None:
    put_berths(site, range(6))
    site.put("/copy", site.answers["/b/0"].body)
    sorry = make_page("Sorry", "<p>We are working on it, and are back soon.</p>")
    paths = ["/copy", *(f"/b/{number}" for number in range(5)), *["/sorry"] * is_known]
    if is_known:
        site.put("/sorry", sorry)
    site.put("/feed", make_rss(paths), media_type="text/xml")
    add(settings, Source(SourceKind.FEED, f"{site.address}/feed"))
    before, answers = list_files(settings), dict(site.answers)
    site.put("/sorry", sorry)
    is_failure = change is Change.FAILED
    for path in (*paths[: count + 1], *["/b/5"] * is_failure):
        site.put_redirect(path, "/sorry", status=302)
    site.put("/feed", make_rss([*paths, *["/b/5"] * is_failure]), media_type="text/xml")
    for _ in range(2):
        assert look(settings).counts[change] >= count + 1 + is_failure
        assert list_files(settings) == before
    # What was new, and led there too, is asked for again.
    site.answers = answers
    report = look(settings)
    assert report.counts[Change.ADDED] == is_failure
    assert list_files(settings).items() > before.items() or not is_failure
