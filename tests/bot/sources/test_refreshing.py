"""A site of 200 pages becomes articles, and is looked at again for what has changed."""

from pathlib import Path

from bot.config.settings import Settings
from bot.sources.refreshing import refresh
from bot.sources.report import Change, format_report
from bot.sources.rows import Source, SourceKind
from corpus import read_article
from tests.support.web_site import COUNT, Site, make_page, make_text


def list_files(settings: Settings) -> dict[str, bytes]:
    folder = settings.corpus_dir
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_site_is_fetched_once_and_then_asked_what_has_changed(
    site: Site, settings: Settings
) -> None:
    site.fill()
    whole = Source(SourceKind.SITE, f"{site.address}/berth/0", depth=4)

    report = refresh(settings, [whole])

    print(format_report(report))
    files = list_files(settings)
    assert report.counts[Change.ADDED] == len(files) == COUNT
    assert len(site.asked) == COUNT + 1
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
    report = refresh(settings)

    assert len(site.asked) == COUNT + 1
    assert all(asked.is_conditional for asked in site.asked)
    assert [asked.path for asked in site.asked if asked.status == 200] == ["/berth/7"]
    assert report.counts == {Change.SAME: COUNT - 1, Change.CHANGED: 1}
    again = list_files(settings)
    assert [name for name in again if again[name] != files.get(name)] == [name]
    assert again.keys() == files.keys()
    assert not list(Path(settings.state_dir / "removed").rglob("*.md"))
