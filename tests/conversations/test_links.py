"""Links that an admin sends: the page is offered as a file is, and looked at again later."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.config.settings import Settings
from bot.sources.hosts import Clock
from bot.sources.refreshing import refresh
from bot.sources.report import Change
from corpus import read_article
from tests.support.conversing import Person, labels
from tests.support.rebuilding_here import wait_for_end
from tests.support.web_site import Site, make_page, make_text
from tests.telegram_server import SentMessage, TelegramServer, User

PAGE = make_page("Berth 7", make_text(7), "<a href=/b/8>Berth 8</a>")
QUESTION = "From which hour on is berth 7 closed in winter?"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site.put("/b/7", PAGE)
        yield site


@pytest.fixture
def bot_settings(bot_settings: Settings, site: Site) -> Settings:
    """Which let the site be fetched, that is no public one."""
    web = replace(bot_settings.web, allowed_hosts=frozenset({site.host}), seconds_between=0.0)
    return replace(bot_settings, web=web)


def list_files(settings: Settings) -> list[str]:
    """What lies in folders among the articles."""
    folder = settings.corpus_dir
    return sorted(p.relative_to(folder).as_posix() for p in folder.glob("*/*"))


def name_file(site: Site, name: str) -> str:
    return f"{site.host.replace(':', '-')}/{name}"


def add(server: TelegramServer, owner: Person, link: str) -> tuple[SentMessage, str]:
    """What is offered, and what is said when it is added."""
    offer = owner.ask(link)
    owner.press(offer, "Add")
    return offer, wait_for_end(server, offer)


@pytest.mark.usefixtures("article_bot")
class TestLinks:
    def test_a_link_is_fetched_offered_added_and_refreshed(
        self, server: TelegramServer, owner: Person, bot_settings: Settings, site: Site
    ) -> None:
        offer = owner.ask(f"  {site.address}/b/7#closed\n")

        assert offer.text.splitlines()[:2] == ["Berth 7", "Publisher: Harbour handbook"]
        assert f"File: {name_file(site, 'berth-7.md')}" in offer.text
        assert labels(offer) == ["Add", "Cancel"]
        assert list_files(bot_settings) == []
        owner.press(offer, "Add")
        assert "is added. I answer from it now." in wait_for_end(server, offer)
        assert list_files(bot_settings) == [name_file(site, "berth-7.md")]
        assert "closed from hour 7 on" in owner.ask(QUESTION).text

        site.put("/b/7", make_page("Berth 7", make_text(7).replace("hour 7 on", "hour 9 on")))
        report = refresh(bot_settings, clock=Clock(sleep=lambda seconds: None))
        assert report.counts == {Change.CHANGED: 1}
        (name,) = list_files(bot_settings)
        article, _ = read_article((bot_settings.corpus_dir / name).read_bytes(), name)
        assert "closed from hour 9 on" in article.text
        assert article.url == f"{site.address}/b/7"
        assert "/b/8" not in site.list_paths()

    def test_a_link_behind_add_is_fetched_too(self, owner: Person, site: Site) -> None:
        assert owner.ask(f"/add {site.address}/b/7").text.startswith("Berth 7\n")

    def test_a_page_that_is_there_already_is_replaced(
        self, server: TelegramServer, owner: Person, bot_settings: Settings, site: Site
    ) -> None:
        add(server, owner, f"{site.address}/b/7")
        site.put("/b/7", make_page("Berth 7 anew", make_text(7, "stands")))
        offer, end = add(server, owner, f"{site.address}/b/7")
        assert "It replaces “Berth 7”." in offer.text
        assert "is added" in end
        assert list_files(bot_settings) == [name_file(site, "berth-7.md")]

    def test_another_page_of_the_same_title_is_another_file(
        self, server: TelegramServer, owner: Person, bot_settings: Settings, site: Site
    ) -> None:
        add(server, owner, f"{site.address}/b/7")
        site.put("/other", make_page("Berth 7", make_text(70)))
        offer, _ = add(server, owner, f"{site.address}/other")
        assert "replaces" not in offer.text
        names = [name_file(site, name) for name in ("berth-7-2.md", "berth-7.md")]
        assert list_files(bot_settings) == names

    def test_the_same_words_at_another_address_are_not_offered(
        self, server: TelegramServer, owner: Person, site: Site
    ) -> None:
        add(server, owner, f"{site.address}/b/7")
        site.put("/same", PAGE)
        told = owner.ask(f"{site.address}/same").text
        assert told == (
            "I can make no article of this link: its words are there already, from "
            f"{site.address}/b/7"
        )

    @pytest.mark.parametrize(
        ("path", "reason"),
        [
            ("/none", "it answers 404"),
            ("/private", "the robots.txt of its host forbids it"),
            ("/empty", "it says nothing to quote"),
            ("/picture", "it is image/png, and no page"),
            ("/loop", "it leads back to itself"),
            ("/home", "is no public host (WEB_ALLOWED_HOSTS)"),
        ],
    )
    def test_what_is_no_article_is_said_in_one_line(
        self, owner: Person, bot_settings: Settings, site: Site, path: str, reason: str
    ) -> None:
        site.put("/robots.txt", "User-agent: *\nDisallow: /private\n", media_type="text/plain")
        site.put("/empty", "<html><body></body></html>")
        site.put("/picture", b"PNG", media_type="image/png")
        site.put_redirect("/loop", "/loop")
        site.put_redirect("/home", "http://localhost:9999/")
        told = owner.ask(f"{site.address}{path}").text
        assert told.startswith("I can make no article of this link: ")
        assert told.endswith(reason)
        assert "\n" not in told
        assert list_files(bot_settings) == []

    def test_a_host_that_wants_longer_than_anybody_waits(self, owner: Person, site: Site) -> None:
        site.put("/robots.txt", "User-agent: *\nCrawl-delay: 50\n", media_type="text/plain")
        site.put_redirect("/moved", "/b/7")
        told = owner.ask(f"{site.address}/moved").text
        assert told.endswith("its host wants to be asked later: footnote add has more patience")


@pytest.mark.usefixtures("article_bot")
def test_a_link_of_somebody_else_is_a_question(
    server: TelegramServer, alice: User, site: Site
) -> None:
    Person(server, server.private_chat(alice), alice).ask(f"{site.address}/b/7")
    assert site.asked == []
