"""`footnote add` and `footnote refresh`: pages of the web become articles."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config.settings import Settings
from bot.indexing.rebuild import make_maker
from corpus import read_corpus
from embeddings import BuildFolder, build_index
from tests.bot.sources.conftest import make_settings
from tests.conftest import ShareEncoder
from tests.support.archives import write_zip
from tests.support.channel_exports import make_channel, make_post, write_export
from tests.support.command_line import CommandLine
from tests.support.fake_encoder import FakeEncoder
from tests.support.web_site import Site, make_page, make_rss, make_text


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        for number in range(6):
            links = f'<a href="/b/{number + 1}">next</a>'
            site.put(f"/b/{number}", make_page(f"Berth {number}", make_text(number), links))
        yield site


@pytest.fixture
def settings(site: Site, tmp_path: Path) -> Settings:
    (tmp_path / "articles").mkdir()
    return make_settings(tmp_path, site)


@pytest.fixture
def footnote(
    settings: Settings,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> CommandLine:
    command = CommandLine(settings, monkeypatch, capsys)
    command.set(WEB_ALLOWED_HOSTS=site.host, WEB_SECONDS_BETWEEN="0")
    return command


def test_one_page_that_has_changed_costs_one_article(
    footnote: CommandLine, settings: Settings, site: Site
) -> None:
    code, output, _ = footnote.run("add", "--site", f"{site.address}/b/0", "--depth", "5")
    assert code == 0
    assert output == "Pages: 6 new.\nfootnote index makes the index of what has changed.\n"
    maker = make_maker(settings)
    encoder = FakeEncoder(maker.encoder, maker.encoder_fingerprint)
    folder = BuildFolder(settings.index_dir)
    build_index(read_corpus(settings.corpus_dir), settings.corpus_dir, encoder, folder, maker=maker)

    site.put("/b/3", make_page("Berth 3", make_text(3, "queues")))
    code, output, _ = footnote.run("refresh")

    assert (code, output.splitlines()[0]) == (0, "Pages: 1 changed, 5 unchanged.")
    lines = footnote.run("index", "--check")[1].splitlines()
    name = f"{site.host.replace(':', '-')}/berth-3.md"
    assert lines[:2] == ["Would add 0, read again 1, remove 0.", f"~ {name}"]
    assert footnote.run("refresh")[1] == "Pages: 6 unchanged.\n"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((), "name a page, an archive or an export"),
        (("ftp://example.org/",), "no http or https address"),
        (("https://mary:secret@example.org/",), "no http or https address"),
        (("https://example.org/", "--depth", "99"), "--depth is no number from 0 to 10"),
    ],
)
def test_what_cannot_be_added_is_told(
    footnote: CommandLine, arguments: tuple[str, ...], reason: str
) -> None:
    code, output, errors = footnote.run("add", *arguments)
    assert (code, output) == (2, "")
    assert reason in errors
    assert "secret" not in errors


def test_a_page_that_cannot_be_had_is_a_failure(footnote: CommandLine, site: Site) -> None:
    code, output, _ = footnote.run("add", f"{site.address}/nowhere")
    assert code == 1
    assert f"{site.address}/nowhere: it answers 404" in output
    code, output, _ = footnote.run("add", "--feed", f"{site.address}/b/1")
    assert code == 1
    assert f"Cannot be looked at: {site.address}/b/1: it is no feed of RSS or Atom" in output


def test_an_address_that_was_added_by_mistake_is_forgotten(
    footnote: CommandLine, site: Site
) -> None:
    mistyped, feed = f"{site.address}/brth", f"{site.address}/b/1"
    code, output, _ = footnote.run("add", mistyped)
    assert code == 1
    assert "footnote refresh --forget" in output
    assert footnote.run("add", "--feed", feed)[0] == 1
    site.asked.clear()
    footnote.run("refresh")
    assert "/brth" in site.list_paths(), "it is asked for again"
    assert footnote.run("refresh", "--forget", mistyped, "--forget", feed) == (
        0,
        f"Forgotten: {mistyped}.\nForgotten: {feed}.\n",
        "",
    )
    assert footnote.run("refresh") == (0, "Nothing was there to be fetched.\n", "")
    code, output, errors = footnote.run("refresh", "--forget", mistyped)
    assert (code, output) == (1, "")
    assert errors == f"footnote: {mistyped}: footnote add was not given this address\n"
    assert footnote.run("refresh", "--forget", "brth")[0] == 2


def test_what_is_forgotten_keeps_its_articles(
    footnote: CommandLine, settings: Settings, site: Site
) -> None:
    start = f"{site.address}/b/0"
    assert footnote.run("add", "--site", start)[0] == 0
    before = len(list(settings.corpus_dir.rglob("*.md")))
    code, output, _ = footnote.run("refresh", "--forget", start)
    assert code == 0
    assert output == (
        f"Forgotten: {start}; {before} articles of it stay, and can be removed from CORPUS_DIR.\n"
    )
    assert len(list(settings.corpus_dir.rglob("*.md"))) == before
    assert footnote.run("refresh")[1] == "Nothing was there to be fetched.\n"
    assert footnote.run("add", "--site", start)[1] == f"Pages: {before} unchanged.\n"


@pytest.mark.parametrize("count", [1, 4])
def test_who_adds_a_feed_of_nothing_new_is_told_that_all_of_it_is_known(
    count: int, footnote: CommandLine, site: Site
) -> None:
    assert footnote.run("add", "--site", f"{site.address}/b/0", "--depth", "5")[0] == 0
    site.put("/feed", make_rss([f"{site.address}/b/{n}" for n in range(count)]))
    what = f"All {count} pages that are named are" if count > 1 else "The one page that is named is"
    told = f"{what} known already.\n"
    assert footnote.run("add", "--feed", f"{site.address}/feed")[:2] == (0, told)
    told = "Nothing is new: what is named there has not changed, and is known already.\n"
    assert footnote.run("add", "--feed", f"{site.address}/feed")[:2] == (0, told)


def test_what_the_settings_name_is_not_forgotten(footnote: CommandLine, site: Site) -> None:
    address = f"{site.address}/b/1"
    footnote.set(WEB_PAGES=address)
    assert footnote.run("refresh")[0] == 0
    code, _, errors = footnote.run("refresh", "--forget", address)
    assert code == 1
    assert "the settings name it" in errors


@pytest.mark.usefixtures("loaded_once")
class TestAnExportOfTelegram:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        return tmp_path

    def write(self, folder: Path, *posts: object) -> str:
        return str(write_export(folder / "result.json", make_channel(*posts)))

    def test_it_is_added_and_indexed(
        self, footnote: CommandLine, settings: Settings, folder: Path, share_encoder: ShareEncoder
    ) -> None:
        share_encoder(settings.state_dir)
        posts = [make_post(n, f"The pier number {n} is open on Sundays.") for n in range(1, 4)]
        path = self.write(folder, *posts)
        code, output, _ = footnote.run("add", path, "--channel", "@Harbour_News")
        assert code == 0
        assert output.splitlines()[0] == (
            "Harbour News: 3 posts. Articles: 3 new, in harbour_news."
        )
        assert "Indexed 3 articles" in output
        code, output, _ = footnote.run("ask", "Which pier number 2 is open on Sundays?")
        assert "The pier number 2 is open on Sundays." in output
        assert "https://t.me/Harbour_News/2" in output
        assert ":~:" not in output

    @pytest.mark.parametrize(
        ("arguments", "code", "reason"),
        [
            (("gone.json",), 1, "there is no file gone.json"),
            (("gone.docx",), 2, "neither a file nor an http or https address: gone.docx"),
            ((".",), 2, "articles are put into CORPUS_DIR, where footnote index reads them"),
            (("a.json", "b.json"), 2, "name one export"),
            (("a.json", "--feed", "https://example.org/"), 2, "name one export"),
            (("a.json", "--channel", "@../x"), 2, "no name of a channel: @../x"),
            (("a.json", "--channel", "@abcd", "--channel", "@efgh"), 2, "is of one channel"),
            (("https://example.org/", "--channel", "@abcd"), 1, "there is no file"),
        ],
    )
    def test_what_cannot_be_added_is_told(
        self, footnote: CommandLine, arguments: tuple[str, ...], code: int, reason: str
    ) -> None:
        told, output, errors = footnote.run("add", *arguments)
        assert (told, output) == (code, "")
        assert reason in errors


@pytest.mark.usefixtures("loaded_once")
class TestAnArchive:
    def test_it_is_added_and_indexed(
        self, footnote: CommandLine, settings: Settings, tmp_path: Path, share_encoder: ShareEncoder
    ) -> None:
        share_encoder(settings.state_dir)
        files = {
            f"notes/Pier {number}.md": f"The pier number {number} is open on Sundays."
            for number in range(1, 4)
        }
        path = write_zip(tmp_path / "harbour.zip", files | {"notes/a.png": "", "../b.md": "Out."})
        code, output, _ = footnote.run("add", str(path))
        assert code == 0
        assert output.splitlines()[:4] == [
            "Articles: 3 new, in harbour.",
            "Left out: 1 .png.",
            "Refused:",
            "  ../b.md: its name leads out of the folder",
        ]
        assert "Indexed 3 articles" in output
        code, output, _ = footnote.run("ask", "Which pier number 2 is open on Sundays?")
        assert "The pier number 2 is open on Sundays." in output

    def test_several_are_added_each_for_itself(
        self, footnote: CommandLine, settings: Settings, tmp_path: Path, share_encoder: ShareEncoder
    ) -> None:
        share_encoder(settings.state_dir)
        paths = [
            str(write_zip(tmp_path / f"{name}.zip", {f"{name}.md": f"The {name} is open."}))
            for name in ("pier", "lock")
        ]
        code, output, errors = footnote.run("add", paths[0], "gone.zip", *paths)
        assert code == 1
        assert output.splitlines()[:2] == [
            "Articles: 1 new, in pier.",
            "Articles: 1 new, in lock.",
        ]
        assert "there is no file gone.zip" in errors
        assert output.count("Indexed 2 articles") == 1

    @pytest.mark.parametrize(
        ("arguments", "code", "reason"),
        [
            (("gone.zip",), 1, "there is no file gone.zip"),
            (("gone.zip", "gone.xml"), 1, "there is no file gone.xml"),
            (("a.zip", "b.zip", "--into", "c"), 2, "--into names the folder of one archive"),
            (("a.zip", "--feed", "https://example.org/"), 2, "name archives, and nothing else"),
            (("a.zip", "https://example.org/"), 2, "name archives, and nothing else"),
        ],
    )
    def test_what_cannot_be_added_is_told(
        self, footnote: CommandLine, arguments: tuple[str, ...], code: int, reason: str
    ) -> None:
        told, output, errors = footnote.run("add", *arguments)
        assert (told, output) == (code, "")
        assert reason in errors

    def test_what_holds_no_article_is_a_failure(
        self, footnote: CommandLine, tmp_path: Path
    ) -> None:
        code, output, errors = footnote.run(
            "add", str(write_zip(tmp_path / "a.zip", {"a.png": ""}))
        )
        assert code == 1
        assert output == "Articles: none, in a.\nLeft out: 1 .png.\n"
        assert "no article is in a.zip" in errors
        (tmp_path / "b.zip").write_text("none")
        code, _, errors = footnote.run("add", str(tmp_path / "b.zip"))
        assert code == 1
        assert "b.zip: it is no archive that is read" in errors
