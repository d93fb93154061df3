"""Dumps of MediaWiki: which pages are articles, in which version, and what hostile ones cost."""

import bz2
import io

import pytest

from corpus.article import ArticleError
from corpus.formats.markdown import read_markdown
from corpus.sources.archives.opening import read_items
from corpus.sources.archives.records import Damaged, Item, PassedOver, Refused, TakenFile

SITE = """<siteinfo><sitename>Harbour Wiki</sitename><base>https://wiki.example/wiki/Main_Page</base>
<namespaces><namespace key="6">Datei</namespace><namespace key="14">Kategorie</namespace>
<namespace key="0"/></namespaces></siteinfo>
"""


def make_revision(text: str, number: int = 7, at: str = "2024-03-05T10:00:00Z") -> str:
    return f"""<revision><id>{number}</id><timestamp>{at}</timestamp>
<contributor><username>Ada</username><id>3</id></contributor><model>wikitext</model>
<text xml:space="preserve">{text}</text></revision>"""


def make_page(*revisions: str, title: str = "The pier", space: int = 0, more: str = "") -> str:
    said = "".join(revisions) or make_revision("The '''pier''' is [[shut]].")
    return f"<page><title>{title}</title><ns>{space}</ns><id>1</id>{more}{said}</page>\n"


def make_dump(*pages: str, site: str = SITE) -> bytes:
    head = '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" xml:lang="de-AT">'
    return f"{head}{site}{''.join(pages)}</mediawiki>".encode()


def read(data: bytes) -> list[Item]:
    return list(read_items(io.BytesIO(data)))


def test_a_page_is_an_article_that_leads_to_its_version() -> None:
    text = "[[Datei:A.jpg|mini|Old]]The '''pier''' is [[shut]].[[Kategorie:Piers]]"
    (item,) = read(make_dump(make_page(make_revision(text), title="The pier/Straße?")))
    assert isinstance(item, TakenFile)
    assert item.name == "The pier Straße?.md"
    content = read_markdown(item.data, item.name)
    metadata = content.metadata
    assert content.text == "The pier is shut."
    assert (metadata.title, metadata.source) == ("The pier/Straße?", "Harbour Wiki")
    assert (str(metadata.published), metadata.language) == ("2024-03-05", "de")
    assert metadata.url == "https://wiki.example/wiki/The_pier/Stra%C3%9Fe%3F?oldid=7"


def test_the_newest_version_counts() -> None:
    versions = [
        make_revision("Second.", 8, "2024-03-06T10:00:00Z"),
        make_revision("Third.", 9, "2024-03-07T10:00:00Z"),
        make_revision("First.", 7, "2024-03-05T10:00:00Z"),
    ]
    *others, item = read(
        make_dump(
            make_page(*versions),
        )
    )
    assert others == [PassedOver("older versions")] * 2
    assert isinstance(item, TakenFile)
    assert item.data.endswith(b"Third.\n")
    assert b"oldid=9" in item.data


def test_pages_that_are_no_articles_are_counted() -> None:
    items = read(
        make_dump(
            make_page(),
            make_page(title="Talk:The pier", space=1),
            make_page(title="Template:A", space=10),
            make_page(title="Module:A", space=828),
            make_page(title="User:A", space=2),
            make_page(title="A", more='<redirect title="B"/>'),
            make_page(make_revision("#WEITERLEITUNG [[B]]"), title="C"),
            make_page(make_revision("{{a}} [[Kategorie:B]]"), title="D"),
            make_page(title="Help:A", space=12),
            make_page(title="Portal:A", space=100),
            make_page(title="Portal talk:A", space=101),
            make_page(title="the pier"),
        )
    )
    assert [item.name for item in items if isinstance(item, TakenFile)] == [
        "The pier.md",
        "Help:A.md",
        "Portal:A.md",
        "the pier-2.md",
    ]
    assert [item.name for item in items if isinstance(item, Refused)] == ["D.md"]
    counted = [item.kind for item in items if isinstance(item, PassedOver)]
    assert sorted(counted) == ["redirects"] * 2 + ["talk"] * 2 + ["templates and files"] * 3


@pytest.mark.parametrize(
    ("base", "address"),
    [
        (
            "https://a.example/index.php?title=Main",
            "https://a.example/index.php?title=The_pier&oldid=7",
        ),
        ("https://a.example/index.php/Main", "https://a.example/index.php/The_pier?oldid=7"),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_addresses_are_those_of_the_wiki(base: str, address: str | None) -> None:
    site = f"<siteinfo><base>{base}</base></siteinfo>"
    (item,) = read(make_dump(make_page(), site=site))
    assert isinstance(item, TakenFile)
    assert read_markdown(item.data, item.name).metadata.url == address


WHOLE = make_dump(*(make_page(title=f"Pier {number}") for number in range(4)))


@pytest.mark.parametrize("share", range(50))
def test_of_a_cut_dump_whole_pages_are_taken(share: int) -> None:
    try:
        *items, last = read(WHOLE[: len(WHOLE) * share // 50])
    except ArticleError:
        assert share < 5
        return
    assert isinstance(last, Damaged)
    for item in items:
        assert isinstance(item, TakenFile) and item.data.endswith(b"The pier is shut.\n")


def test_packed_dumps_are_read() -> None:
    assert len(read(bz2.compress(WHOLE))) == 4
    assert len(read(WHOLE.decode().encode("utf-16"))) == 4


def test_no_entity_is_expanded() -> None:
    lols = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE mediawiki [<!ENTITY l0 "lol">{lols}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    for item in read(bomb.encode() + make_dump(make_page(make_revision("&l11; &x; The pier.")))):
        assert len(getattr(item, "data", b"")) < 2000
        assert b"root:" not in getattr(item, "data", b"")


def test_what_a_packed_dump_unpacks_to_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.sources.archives.xml_streams.MAX_ALL_BYTES", 200_000)
    pages = "<page><ns>1</ns></page>\n" * 100_000
    items = read(bz2.compress(make_dump(make_page(), pages)))
    assert isinstance(items[0], TakenFile)
    assert isinstance(items[-1], Damaged)
    assert "unpacks to more than" in items[-1].reason
    assert len(items) < 20_000
