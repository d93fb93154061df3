"""Exports of WordPress: what is an article, what it says, and what hostile ones cost."""

import bz2
import gzip
import io

import pytest

from corpus.article import ArticleError
from corpus.formats.markdown import read_markdown
from corpus.sources.archives.opening import read_items
from corpus.sources.archives.records import Damaged, Item, PassedOver, Refused, TakenFile
from corpus.sources.archives.wordpress import prepare_html
from tests.support.archives import make_zip

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.5" -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Harbour &amp;amp; Sea</title><link>https://example.org</link><language>en-GB</language>
<wp:author><wp:author_login><![CDATA[ada]]></wp:author_login>
<wp:author_display_name><![CDATA[Ada Pell]]></wp:author_display_name></wp:author>
"""
END = "</channel></rss>\n"


def make_item(
    content: str = "The pier is shut.",
    kind: str = "post",
    status: str = "publish",
    password: str = "",
    slug: str = "the-pier",
    title: str = "The pier",
) -> str:
    return f"""<item><title><![CDATA[{title}]]></title><link>https://example.org/{slug}/</link>
<dc:creator><![CDATA[ada]]></dc:creator><content:encoded><![CDATA[{content}]]></content:encoded>
<excerpt:encoded><![CDATA[Not that.]]></excerpt:encoded><wp:post_id>7</wp:post_id>
<wp:post_date><![CDATA[2024-03-05 10:00:00]]></wp:post_date><wp:post_name>{slug}</wp:post_name>
<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>
<wp:post_password>{password}</wp:post_password>
<category domain="category" nicename="x"><![CDATA[Piers]]></category>
<wp:comment><wp:comment_content>A comment.</wp:comment_content></wp:comment></item>
"""


def read(*items: str, end: str = END) -> list[Item]:
    return list(read_items(io.BytesIO((HEAD + "".join(items) + end).encode())))


def text_of(content: str) -> str:
    (item,) = read(make_item(content))
    assert isinstance(item, TakenFile)
    return read_markdown(item.data, item.name).text


def test_a_post_is_an_article_with_all_that_is_known_of_it() -> None:
    (item,) = read(make_item())
    assert isinstance(item, TakenFile)
    assert item.name == "posts/the-pier.md"
    content = read_markdown(item.data, item.name)
    metadata = content.metadata
    assert (metadata.title, metadata.author, metadata.source) == (
        "The pier",
        "Ada Pell",
        "Harbour & Sea",
    )
    assert (str(metadata.published), metadata.url, metadata.language) == (
        "2024-03-05",
        "https://example.org/the-pier/",
        "en",
    )
    assert dict(metadata.fields) == {"categories": "Piers"}
    assert content.text == "The pier is shut."


def test_only_what_everybody_may_read_is_taken() -> None:
    items = read(
        make_item(kind="page", slug="%e6%b8%af"),
        make_item(status="draft"),
        make_item(status="private"),
        make_item(password="x"),
        make_item(kind="attachment", status="inherit"),
        make_item(content="<!-- wp:spacer --><!-- /wp:spacer -->", slug="empty"),
        make_item(slug="../../out"),
        make_item(slug="the-pier"),
        make_item(slug="The-Pier"),
    )
    assert [item.name for item in items if isinstance(item, TakenFile)] == [
        "pages/港.md",
        "posts/out.md",
        "posts/the-pier.md",
        "posts/The-Pier-2.md",
    ]
    assert [item for item in items if isinstance(item, PassedOver)] == [
        PassedOver("unpublished"),
        PassedOver("unpublished"),
        PassedOver("with a password"),
        PassedOver("of the kind attachment"),
    ]
    assert [item for item in items if isinstance(item, Refused)] == [
        Refused("posts/empty.md", "has no text")
    ]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("One.\n\nTwo, which\ngoes on.", "One.\n\nTwo, which goes on."),
        (
            "<!-- wp:paragraph -->\n<p>One.</p>\n<!-- /wp:paragraph -->\n\n"
            '<!-- wp:list --><ul class="x"><li>Two</li><li>Three</li></ul><!-- /wp:list -->',
            "One.\n\nTwo\nThree",
        ),
        ("<h2>Head</h2>\nOne.\n\n<pre>a\n\nb</pre>\n\nTwo.", "Head\n\nOne.\n\na\n\nb\n\nTwo."),
        ('[caption id="a" width="3"]<img src="x"/> Words.[/caption]', "Words."),
        ("[vc_row][vc_column]Words [sic] and [1].[/vc_column][/vc_row]", "Words [sic] and [1]."),
        ('A [gallery ids="1,2"] and <a href="x">link</a>.', "A and link."),
        ("<script>x()</script><p>One &amp; *two* _three_.</p>", "One & *two* _three_."),
        (
            "<table><tr><th>Pier</th><th>Open</th></tr>"
            "<tr><td>North</td><td>10 | 12</td></tr></table>",
            "Pier | Open\nNorth | 10 | 12",
        ),
    ],
)
def test_words_are_those_that_a_reader_sees(content: str, text: str) -> None:
    assert text_of(content) == text


def test_control_characters_and_broken_letters_cost_nothing() -> None:
    data = (
        (HEAD + make_item("The\x08 pier\x0b is shut.") + END)
        .encode()
        .replace(b"pier\x0b", b"pi\xff")
    )
    (item,) = list(read_items(io.BytesIO(data)))
    assert isinstance(item, TakenFile)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_packed_exports_are_read(pack: object) -> None:
    packed = pack((HEAD + make_item() + END).encode())  # type: ignore[operator]
    assert len(list(read_items(io.BytesIO(packed)))) == 1
    with pytest.raises(ArticleError, match="is damaged"):
        list(read_items(io.BytesIO(packed[:-20])))


def test_exports_that_come_in_parts_are_read_packed() -> None:
    part = HEAD + make_item() + END
    packed = make_zip(
        {"a/1.xml": part, "a/2.xml": part, "a/map.xml": "<x/>", "a/cut.xml": part[:900]}
    )
    items = list(read_items(io.BytesIO(packed)))
    taken = [item.name for item in items if isinstance(item, TakenFile)]
    assert taken == ["posts/the-pier.md", "posts/the-pier-2.md"]
    assert PassedOver(".xml") in items
    assert isinstance(items[-1], Damaged)


WHOLE = (HEAD + "".join(make_item(slug=f"a-{n}") for n in range(4)) + END).encode()


@pytest.mark.parametrize("share", range(50))
def test_of_a_cut_export_whole_posts_are_taken(share: int) -> None:
    try:
        *items, last = read_items(io.BytesIO(WHOLE[: len(WHOLE) * share // 50]))
    except ArticleError:
        assert share < 12
        return
    assert isinstance(last, Damaged)
    taken = [item for item in items if isinstance(item, TakenFile)]
    assert len(taken) == len(items)
    assert all(item.data.endswith(b"The pier is shut.\n") for item in taken)


def test_no_entity_is_expanded() -> None:
    lols = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{lols}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    data = (
        HEAD.replace("<!-- gen", bomb + "<!-- gen") + make_item(title="]]>&l11;&x;<![CDATA[") + END
    )
    for item in read_items(io.BytesIO(data.encode())):
        assert not isinstance(item, TakenFile) or len(item.data) < 2000
        assert b"root:" not in getattr(item, "data", b"")


def test_many_short_codes_cost_no_more_than_their_length() -> None:
    assert prepare_html("[a " * 100_000 + "<pre" * 100_000)


def test_what_is_another_xml_is_refused() -> None:
    with pytest.raises(ArticleError, match="no archive that is read"):
        list(read_items(io.BytesIO(b"<?xml version='1.0'?><rss><channel/></rss>")))
