"""A page: which of it is text, what it says of itself, and how it is encoded."""

import time

import pytest

from corpus.article import ArticleError
from corpus.formats.content import Content
from corpus.formats.html import read_page
from corpus.formats.reading import read_article

SENTENCES = [
    "The swing bridge at Gull Bay opens at nine in the morning and closes at six.",
    "Its keeper, Mary Flint, has counted the ships that pass for thirty years now.",
    "When the tide is low, boats of more than two metres wait at the outer pier.",
    "In winter the bridge stays shut, unless somebody rings the bell at the gate.",
]
TEXT = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
MENU = "".join(f"<li><a href='/{n}'>Menu entry {n}</a></li>" for n in range(8))


def read(page: str, name: str = "a.html") -> Content:
    return read_page(page.encode(), name)


def quoted(page: str, name: str = "a.html") -> list[str]:
    content = read(page, name)
    return [content.text[p.start : p.end] for p in content.paragraphs]


@pytest.mark.parametrize(
    "around",
    [
        "<nav>Home and more of it</nav>",
        f"<div class='sidebar'><ul>{MENU}</ul></div>",
        f"<ul>{MENU}</ul>",
        f"<table><tr><td><ul>{MENU}</ul></td></tr></table>",
        "<footer><p>© Gull Bay Harbour Authority</p></footer>",
        "<div id='footer'>Made with Quay 2.1</div>",
        "<div class='header'>Next: <a rel=next href=b>Lock</a>, Up: <a rel=up href=c>Top</a></div>",
        "<p><a hreflang=de href=d>de</a> | <a hreflang=fr href=f>fr</a> Languages</p>",
        "<div role='search'>Search the site</div>",
        "<div class='cookie-consent'>We use cookies on this site.</div>",
        "<script>var text = 'a';</script><noscript>Switch it on.</noscript>",
        "<section id='table_of_contents'><h2>What is here</h2><ul><li><a href='#a'>The bridge</a>"
        "<li><a href='#b'>Its keeper</a><li><a href='#c'>The tide</a><li><a href='#d'>Winter</a>"
        "</ul></section>",
    ],
)
@pytest.mark.parametrize("holder", ["<main>{}</main>", "<div id=c>{}</div>", "{}"])
def test_what_stands_around_the_text_is_not_quoted(around: str, holder: str) -> None:
    for page in (f"{around}{holder.format(TEXT)}", f"{holder.format(TEXT)}{around}"):
        assert quoted(f"<body>{page}</body>") == SENTENCES


@pytest.mark.parametrize(
    "part",
    [
        "<ul><li>a rope of ten metres</li><li>a lamp</li></ul>",
        "<p>See the <a href='/rules'>rules of the harbour</a>.</p>",
        "<p>Read these:</p><ul><li><a href='/a'>The tide tables</a></li>"
        "<li><a href='/b'>The log of ships</a></li></ul>",
        "<table><tr><th>Day</th><th>Opens</th></tr><tr><td>Monday</td><td>8:00</td></tr></table>",
        "<dl><dt>tide</dt><dd>the rise of the sea</dd></dl>",
        "<pre>bridge --open</pre>",
        "<aside class='sidebar'><h3>A story</h3><p>In the year of the great flood the keeper rang"
        " the bell all night, and no ship was lost, so the old people say.</p></aside>",
        "<p>Short.</p>",
    ],
)
def test_nothing_of_the_text_is_lost(part: str) -> None:
    page = f"<body><ul>{MENU}</ul><div id=c>{TEXT}{part}{TEXT}</div></body>"
    words = set(read(f"<body>{part}").text.split())
    assert words <= set(read(page).text.split())
    assert quoted(page)[:4] == quoted(page)[-4:] == SENTENCES


@pytest.mark.parametrize(
    ("key", "heading"),
    [
        ("buffer-navigation", "Buffer navigation"),
        ("related-work", "Related work"),
        ("cookie_policy", "Cookie policy"),
        ("social-security", "<a id=s></a>Social Security"),
        ("comments", "Comments<a href='#comments'>¶</a>"),
        ("newsletter", "<a href='#newsletter'>Newsletter</a>"),
    ],
)
@pytest.mark.parametrize("kind", ["section", "div class=section"])
def test_the_id_of_a_section_may_be_made_of_its_heading(key: str, heading: str, kind: str) -> None:
    part = f"<{kind} id={key}><h2>{heading}</h2><dl><dt>M-x go</dt><dd>Goes to the next.</dd></dl>"
    page = f"<main><h1>Gull Bay</h1>{TEXT}{part}</{kind.split()[0]}><h2>Keeper</h2>{TEXT}</main>"
    assert quoted(page) == [*SENTENCES, "M-x go\nGoes to the next.", *SENTENCES]


@pytest.mark.parametrize(
    "part",
    [
        "<section id=comments><h2>Comments</h2><p>Ann: I saw no bridge there.</p></section>",
        "<div id=comments><h3>3 comments</h3><p>Ann: I saw no bridge there.</p></div>",
        "<section id=newsletter><h2>Newsletter</h2><p>Get it each week.</p></section>",
        "<div id=related-posts><h3>You may like</h3><p>Ten other bridges.</p></div>",
        "<div id=share class=share-buttons><h4>Share</h4><p>Send it to a friend.</p></div>",
    ],
)
def test_what_stands_below_a_text_with_a_heading_is_not_quoted(part: str) -> None:
    assert quoted(f"<main><h1>Gull Bay</h1>{TEXT}{part}</main>") == SENTENCES


def test_who_is_quoted_stays_quoted() -> None:
    said = "Jim Hale told us: <q>I sold the crane.</q> Mary Flint said <q>no</q>."
    assert quoted(f"<main>{TEXT}<p>{said}</p></main>")[-1] == (
        "Jim Hale told us: “I sold the crane.” Mary Flint said “no”."
    )


def test_a_heading_of_nothing_but_links_heads_nothing() -> None:
    page = f"<body><h1>Port</h1>{TEXT}<h2>Elsewhere</h2><ul>{MENU}</ul><h3>Rules</h3>{TEXT}</body>"
    assert {p.headings for p in read(page).paragraphs} == {(), ("Rules",)}


@pytest.mark.parametrize(
    "page",
    [
        "<body><div id='header'><h1>lock(1)</h1><h2>NAME</h2><p>lock - shuts the gate</p>"
        "</div><div id='content'><h2>TEXT</h2>{}</div></body>",
        "<body><div id='help'><h2>Keys</h2><p>Press Esc to go.</p></div><h1>Lock</h1>"
        "<div id='content'><h2>TEXT</h2>{}</div></body>",
    ],
)
def test_the_name_below_the_title_is_text_and_a_help_of_keys_is_none(page: str) -> None:
    said = quoted(page.format(TEXT * 3))
    assert said == ["lock - shuts the gate"] * ("lock(1)" in page) + SENTENCES * 3


LETTER = (
    "The tide tables of the harbour are printed every year by the port\nauthority, and everybody"
    " who keeps a boat there has one.\n\nThey say when the water is high, and how high it is.\n\n"
    "    lock --open\n    lock --shut\n\n* In spring the highest tides come a day or two after\n"
    "  the full moon.\n* In summer an hour has to be added.\n"
)


def test_a_table_of_contents_may_name_the_page_in_its_links() -> None:
    parts = ["The bridge", "The lock", "The tide", "The keeper"]
    listed = "".join(f"<li><a href='bay.html#p{n}'>{part}</a></li>" for n, part in enumerate(parts))
    said = "".join(f"<h2>{part}</h2>{TEXT}" for part in parts)
    assert quoted(f"<h1>Gull Bay</h1><h2>Contents</h2><ul>{listed}</ul>{said}") == SENTENCES * 4
    elsewhere = listed.replace("The ", "Another ")
    assert "Another lock" in quoted(f"<h1>Gull Bay</h1><p>See:</p><ul>{elsewhere}</ul>{said}")


_PARTS = "<a href='{}#tide'>When is the tide?</a>", "<a href='{}#lock'>Who keeps the lock?</a>"
_FURTHER = "<a href='{}#rope'>Which rope?</a>", "<a href='{}#lamp'>Whose lamp?</a>"
_PLACES = "".join(f"<a id={name}></a>{TEXT}" for name in ("tide", "lock", "rope", "lamp"))


@pytest.mark.parametrize("page", ["", "bay.html"])
@pytest.mark.parametrize(
    "listed",
    [
        "<dl><dt>1. {}<dd>1.1. {}</dl><dl><dt>2. {}<dd>2.1. {}</dl>",
        "<ul><li>{}<li>{}</ul><ol><li>{}<li>{}</ol>",
        "<dl><dd>1.1. {}:<dd>1.2. {}:</dl><dl><dd>2.1. {}<dd>2.2. {}</dl>",
        "<table><tr class=toc><td>1.1. {}<br>1.2. {}</td></tr><tr class=toc><td>{}<br>{}</td></tr>"
        "<tr><td>It is <td>shut.</tr></table>",
    ],
)
def test_a_short_list_of_places_of_the_page_is_a_table_of_contents(listed: str, page: str) -> None:
    links = [link.format(page) for link in (*_PARTS, *_FURTHER)]
    said = quoted(f"<h1>Gull Bay</h1><div>{listed.format(*links)}</div>{_PLACES}")
    assert not [line for line in said if "?" in line]
    assert said[-len(SENTENCES) * 4 :] == SENTENCES * 4


@pytest.mark.parametrize(
    "listed",
    [
        "<p>Whoever comes by night has to know:</p><ul><li>{}<li>{}<li>{}<li>{}</ul>",
        "<p>Ask:</p><ul><li>{}<li>{}</ul><p>Or else:</p><ul><li>{}<li>{}</ul>",
        "<ul><li>Asked are {} | {} | {} | {}</ul>",
        "<pre>ask\n{}\n{}\n{}\n{}</pre>",
        "<ul><li>{} Ask the keeper.<li>{} Ask him, too.</ul>{} {}",
    ],
)
def test_other_links_to_places_of_the_page_are_read(listed: str) -> None:
    links = [link.format("bay.html") for link in (*_PARTS, *_FURTHER)]
    said = " ".join(quoted(f"<h1>Gull Bay</h1>{TEXT}{listed.format(*links)}{_PLACES}"))
    assert "When is the tide?" in said
    assert "Who keeps the lock?" in said


_WRAPPED = """
The bridge was built in 1821 by masons from
the mainland, and it has been painted twice.

Whoever wants to cross it by night has to
ring the bell, and to wait for the keeper.

What one pays for that is written on a board
at the gate; it has not changed for years.

Carts that are wider than two metres do not
get across, whatever their drivers pay.
"""


def test_running_text_within_a_listing_is_read_as_such_below_its_heading() -> None:
    content = read(f"<h1>Gull Bay</h1>{TEXT * 3}<h2>Crossing</h2><pre>{_WRAPPED}</pre>{TEXT}")
    crossing = [p for p in content.paragraphs if p.headings == ("Crossing",)]
    said = [content.text[p.start : p.end] for p in crossing]
    assert said[0] == (
        "The bridge was built in 1821 by masons from the mainland, and it has been painted twice."
    )
    assert said[4:] == SENTENCES
    assert {p.kind for p in crossing} == {"prose"}


def test_code_with_sentences_in_its_comments_stays_code() -> None:
    code = "\n".join(f"# {line}" if line else "" for line in _WRAPPED.strip().split("\n"))
    content = read(f"<h1>Gull Bay</h1>{TEXT * 3}<pre>{code}\n\nbridge.open()\n</pre>{TEXT}")
    assert [p.kind for p in content.paragraphs].count("code") == 1


def test_a_page_that_shows_a_plain_text_is_read_as_one() -> None:
    content = read(f"<title>Tides</title><ul><li>To all</ul><pre>{LETTER}</pre>")
    assert [(p.kind, content.text[p.start : p.end]) for p in content.paragraphs] == [
        ("list", "To all"),
        ("prose", LETTER.split("\n\n")[0].replace("\n", " ")),
        ("prose", LETTER.split("\n\n")[1]),
        ("code", "lock --open\nlock --shut"),
        ("list", "* In spring the highest tides come a day or two after the full moon."),
        ("list", "* In summer an hour has to be added."),
    ]
    assert content.metadata.title == "Tides"


def test_a_page_that_shows_code_is_not() -> None:
    code = "def open(gate):\n    return gate.lock()\n\n" * 10
    assert quoted(f"<pre>{code}</pre>") == [code.strip()]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("The bridge is old.", ["The bridge is old."]),
        ("<div>The bridge is old.<br><br>It opens.</div>", ["The bridge is old.", "It opens."]),
        (f"<ul>{MENU}</ul>", [f"Menu entry {n}" for n in range(8)]),
        ("<header><h1>Bridge</h1></header><p>Old.</p>", ["Old."]),
        ("<table><tr><td>Old</td><td>1880</td></tr></table>", ["Old | 1880"]),
        ("<frameset></frameset><p>Old.", ["Old."]),
    ],
)
def test_a_short_page_is_not_empty(page: str, said: list[str]) -> None:
    assert quoted(page) == said


@pytest.mark.parametrize("page", ["", "  \n", "<html></html>", "<script>x</script>", "<!-- x -->"])
def test_a_page_without_text_is_refused(page: str) -> None:
    with pytest.raises(ArticleError, match=r"empty|no text|other"):
        read_article(page.encode(), "a.html")


def test_a_page_that_leads_to_another_is_refused() -> None:
    page = "<meta http-equiv=refresh content='0; url=b.html'><p>Go to <a href=b.html>b</a>."
    with pytest.raises(ArticleError, match="leads to another page"):
        read(page)
    assert quoted(page.replace("url=", "")) == ["Go to b."]


ARTICLE = (
    '{"@type": "NewsArticle", "headline": "The bridge opens", "author": [{"name": "Mary Flint"},'
    ' {"name": "Tom Baker"}], "publisher": {"name": "Coast News"},'
    ' "datePublished": "2024-11-13T08:00:00+01:00", "inLanguage": "en-GB",'
    ' "mainEntityOfPage": {"@id": "https://example.org/bridge"}}'
)
GRAPH = f'{{"@graph": [{{"@type": "WebSite", "name": "Coast"}}, {ARTICLE}]}}'
OPEN_GRAPH = (
    "<meta property='og:title' content='The bridge opens'>"
    "<meta property='og:site_name' content='Coast News'>"
    "<meta property='article:published_time' content='2024-11-13'>"
    "<meta property='article:modified_time' content='2025-01-01'>"
    "<meta property='article:author' content='https://example.org/flint'>"
    "<meta name='author' content='Mary Flint, Tom Baker'>"
    "<meta property='og:locale' content='en_GB'>"
)
DUBLIN_CORE = (
    "<meta name='DC.title' content='The bridge opens'><meta name='DC.creator' content='Mary Flint'>"
    "<meta name='DC.creator' content='Tom Baker'><meta name='DC.publisher' content='Coast News'>"
    "<meta name='DCTERMS.issued' content='2024-11-13'><meta name='DC.language' content='en'>"
)
CANONICAL = "<link rel='canonical' href='https://example.org/bridge'>"


@pytest.mark.parametrize(
    "head",
    [
        f"<script type='application/ld+json'>{ARTICLE}</script>",
        f"<script type='application/ld+json'>{GRAPH}</script>",
        f"<script type='application/ld+json'>[{ARTICLE}]</script><title>x</title>",
        f"<script type='application/ld+json'>{{broken</script>{OPEN_GRAPH}{CANONICAL}",
        OPEN_GRAPH + CANONICAL,
        DUBLIN_CORE + CANONICAL,
    ],
)
def test_what_a_page_says_of_itself(head: str) -> None:
    metadata = read(f"<head>{head}</head><body>{TEXT}").metadata
    assert metadata.title == "The bridge opens"
    assert metadata.author == "Mary Flint, Tom Baker"
    assert metadata.source == "Coast News"
    assert str(metadata.published) == "2024-11-13"
    assert metadata.url == "https://example.org/bridge"
    assert metadata.language == "en"
    assert metadata.warnings == ()


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ("<title>Locks</title>", "", "Locks"),
        ("<title>Locks — Harbour 2.1 documentation</title>", "<h1>Locks</h1>", "Locks"),
        ("<title>Harbour</title>", "<h1>Locks</h1>", "Locks"),
        ("<title>Locks | Harbour</title>", "<h1>Harbour</h1>", "Locks"),
        ("<title>Locks - Coast News</title><meta property=og:site_name content='Coast News'>", "",
         "Locks"),
        ("<meta property=og:title content='All about locks'>", "<h1>Harbour</h1>",
         "All about locks"),
        ("<title>Locks</title>", "<h1>Harbour</h1><h2>Locks</h2>", "Locks"),
        ("<title>Harbour | Locks</title>", "<h1>Harbour</h1><h2>Locks</h2>", "Locks"),
        ("<title>Locks - Harbour</title>", "<h2>Locks</h2>", "Locks"),
        ("<title>Locks (The harbour)</title><meta name=Generator content='makeinfo'>", "", "Locks"),
        ("<title>Locks (The harbour)</title>", "", "Locks (The harbour)"),
        ("", "<h1>Locks</h1>", "Locks"),
        ("", "", None),
    ],
)  # fmt: skip
def test_the_title_is_that_of_the_page_not_of_the_site(
    head: str, heading: str, title: str | None
) -> None:
    content = read(f"<head>{head}</head><body>{heading}<h3>Gates</h3>{TEXT}")
    assert content.metadata.title == title
    assert content.paragraphs[0].headings[-1:] == ("Gates",)
    assert title not in content.paragraphs[0].headings


@pytest.mark.parametrize(
    "line",
    [
        "<p>By <a href='/flint'>Mary Flint</a> | <time>March 5, 2024</time></p>",
        "<div><span class=byline>By <a>Mary Flint</a></span> <time class=published>March 5, 2024"
        "</time></div>",
        "<p class='byline'>By Mary Flint</p><p>Published on March 5, 2024</p>",
        "<div><b>Author:</b> Mary Flint<br><b>Date:</b> 2024-03-05</div>",
    ],
)
def test_what_stands_below_the_title_is_no_text(line: str) -> None:
    page = f"<body><h1>The bridge</h1>{line}{TEXT}</body>"
    assert quoted(page) == SENTENCES
    metadata = read(page).metadata
    assert (metadata.author, str(metadata.published)) == ("Mary Flint", "2024-03-05")


def test_of_a_diary_no_day_is_that_of_the_page() -> None:
    page = f"<body><h1>Log</h1><p>March 5, 2024</p>{TEXT}<p>March 4, 2024</p>{TEXT}</body>"
    assert read(page).metadata.published is None
    assert "March 5, 2024" in quoted(page)


def test_a_title_without_end_costs_no_more_than_its_length() -> None:
    """Each mark in it may set off the name of the site."""
    page = f"<title>a{' - b' * 100_000}</title><meta property=og:site_name content=x>{TEXT}"
    assert len(read(page).metadata.title or "") <= 1001


def test_a_day_is_that_of_the_text_or_none() -> None:
    page = "<body><time datetime='2024-03-05'>yesterday</time><p>" + TEXT
    assert read(page).metadata.published is None
    page = page.replace("<time", "<time itemprop='datePublished'")
    assert str(read(page).metadata.published) == "2024-03-05"


def test_a_saved_page_knows_where_it_is_from() -> None:
    page = f"<!-- saved from url=(0026)https://example.org/bridge -->{TEXT}"
    assert read(page).metadata.url == "https://example.org/bridge"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset='windows-1251'>", "cp1251"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'>", "koi8-r"),
        ("<meta charset='utf-8'>", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("<?xml version='1.0' encoding='windows-1251'?>", "cp1251"),
    ],
)
def test_encodings(head: str, encoding: str) -> None:
    page = f"{head}<p>Разводной мост в заливе открывают в девять часов утра.</p>".encode(encoding)
    for name in ("a.html", "a.xhtml"):
        assert "Разводной мост" in read_page(page, name).text


XHTML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd" [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]>\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="de"><head><title/></head><body>'
    '<script type="x"/><h1>Br&uuml;cke</h1><p>Alt&nbsp;&amp; sch&ouml;n.<a id="x"/> &b;&none;</p>'
    "</body></html>"
)


def test_xhtml_is_read_as_xml_and_expands_no_entity() -> None:
    content = read(XHTML, "a.xhtml")
    assert content.metadata.title == "Brücke"
    assert content.metadata.language == "de"
    assert quoted(XHTML, "a.xhtml") == ["Alt & schön."]


def test_what_is_no_xml_is_read_as_html() -> None:
    assert quoted("<p>Old <b>bridge<p>New", "a.xhtml") == ["Old bridge", "New"]


def test_what_lies_too_deep_is_told() -> None:
    content = read("<p>Top.</p>" + "<div>a " * 5000)
    assert content.text.startswith("Top.")
    assert content.warnings == (
        "its elements lie thousands deep in one another: what is deeper is left out",
    )


@pytest.mark.parametrize("name", ["a.html", "a.xhtml"])
def test_a_page_cut_anywhere_is_read_as_far_as_it_goes(name: str) -> None:
    page = f"{XHTML[:-14]}<ul><li>rope</li></ul><table><tr><td>a</td><td>b</td></tr></table>"
    page += f"<pre>x\ny</pre><dl><dt>t</dt><dd>d</dd></dl>{TEXT}</body></html>"
    for n in range(50):
        try:
            article, _ = read_article(page[: len(page) * n // 50].encode(), name)
        except ArticleError as exc:
            assert "\n" not in str(exc)
            assert n < 30
        else:
            assert article.text


def test_a_conversation_names_who_speaks() -> None:
    said = [("Ann", "Where is the key?"), ("Ben", "I have it here."), ("Ann", "Can you open?")]
    page = "".join(f"<p><b>{who}:</b> {words}</p>" for who, words in [*said, ("Ben", "I will.")])
    assert [p.speaker for p in read(page).paragraphs] == ["Ann", "Ben", "Ann", "Ben"]


def test_blanks_cost_no_more_than_their_length() -> None:
    begun = time.process_time()
    assert quoted("a" + " " * 100_000 + "b") == ["a b"]
    assert time.process_time() - begun < 2


def test_the_first_of_several_parts_is_no_title() -> None:
    parts = f"<h1>Abstract</h1>{TEXT}<h1>Contents</h1>{TEXT}"
    assert read(f"<title>The policy</title>{parts}").metadata.title == "The policy"
    assert read(f"<title>Harbour</title><h1>Abstract</h1>{TEXT}").metadata.title == "Abstract"


def test_who_wrote_a_book_and_its_subtitle_head_nothing() -> None:
    content = read(
        "<title>Locks</title><h1 class=title>Locks</h1><h2 class=subtitle>How to build one</h2>"
        f"<h3 class=author>Ada Pell</h3>{TEXT}"
    )
    assert {p.headings for p in content.paragraphs} == {()}


def test_listings_beside_each_other_in_a_frame_are_lines() -> None:
    content = read(f"{TEXT}<pre><code>lift = 1</code><code>let lift = 1</code></pre>{TEXT}")
    assert "lift = 1\nlet lift = 1" in content.text
    spans = f"{TEXT}<pre>a <code>b</code> <code>c</code> d</pre>{TEXT}"
    assert "a b c d" in read(spans).text


@pytest.mark.parametrize(
    "page",
    [
        "<title>Locks</title><main><h1>Locks</h1>{0}</main>",
        "<!doctype html><title>Locks</title><meta charset=utf-8><article>{0}</article>tail<p>last",
        "<head><title>Locks</title><section>{0}</section></head>tail",
    ],
)
def test_a_page_need_not_say_where_its_head_ends(page: str) -> None:
    content = read(page.format(TEXT))
    assert content.metadata.title == "Locks"
    assert content.paragraphs
    assert ("tail" in content.text) == ("tail" in page)


def test_who_wrote_a_page_that_pandoc_made_and_when_is_no_text_of_it() -> None:
    content = read(
        '<html><head><meta name="author" content="Plutarch">'
        '<meta name="dcterms.date" content="2024-03-05"><title>Fees</title></head><body>'
        '<header id="title-block-header"><h1 class="title">Fees</h1><p class="author">Plutarch</p>'
        '<p class="date">2024-03-05</p></header><h1>Rules</h1><p>It is free.</p></body></html>'
    )
    assert content.metadata.author == "Plutarch"
    assert content.metadata.published is not None
    assert [content.text[p.start : p.end] for p in content.paragraphs] == ["It is free."]


@pytest.mark.parametrize(
    ("page", "is_seen"),
    [
        ("{text}{white}", False),
        ("<body><div class=note>{text}{white}</div>", False),
        ("<style>body {{ background: navy }}</style>{text}{white}", True),
        ("<link rel=stylesheet href=dark.css>{text}{white}", True),
        ("<script src=dark.js></script>{text}{white}", True),
        ("<body bgcolor=navy>{text}{white}", True),
        ("<body background=stars.gif>{text}{white}", True),
        ("<body>{text}<div style='background: #008'>{white}</div>", True),
    ],
)
def test_white_words_are_seen_unless_the_page_is_sure_to_be_white(page: str, is_seen: bool) -> None:
    white = "<p style='color:#fff'>The lock is free on Sundays.</p>"
    assert ("free on Sundays" in read(page.format(text=TEXT, white=white)).text) == is_seen


@pytest.mark.parametrize(
    ("stated", "source"),
    [
        ("https://www.example.org/news/", "example.org"),
        ("www.example.org/", "example.org"),
        ("//example.org", "example.org"),
        ("Node.js", "Node.js"),
        ("Coast/News", "Coast/News"),
        ("{{ site.name }}", None),
        ("/", None),
    ],
)
def test_a_site_that_is_stated_by_its_address_is_called_by_its_host(
    stated: str, source: str | None
) -> None:
    page = f"<meta property=og:site_name content='{stated}'><h1>Locks</h1>{TEXT}"
    stating = read(page).metadata
    assert (stating.source, stating.url) == (source, None)
    named = f"{page}<meta name=publisher content='Coast News'>"
    source = source if stated in ("Node.js", "Coast/News") else "Coast News"
    assert read(named).metadata.source == source


def test_a_remark_between_lines_of_a_turn_is_nobodys() -> None:
    page = (
        "<h1>A talk</h1><p>Ann: How long did you work?<br>[Rain.]</p><p>Jim: Six weeks, I think."
        "<br>(He laughs.)<br>I liked it.</p><p>Ann: Who paid you?</p><p>Jim: The city paid me.</p>"
    )
    article, _ = read_article(page.encode(), "a.html")
    said = [(p.speaker, article.text[p.start : p.end]) for p in article.paragraphs]
    assert said[1:5] == [
        (None, "[Rain.]"),
        ("Jim", "Six weeks, I think."),
        (None, "(He laughs.)"),
        ("Jim", "I liked it."),
    ]
