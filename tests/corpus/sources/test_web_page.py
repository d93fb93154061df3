"""A page that is fetched is stored as a file that says what the page's own file does."""

import subprocess
import sys
from html import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus import Article, read_article
from corpus.sources.pages import Block, write_page
from corpus.sources.web_page import read_web_page

AT = "https://harbour.example/hours"
_HEAD = f"<link rel=canonical href={AT}><meta property=og:site_name content='Harbour News'>"
_TEXT = (
    "The office on the pier is open from eight to five, but for the days before a holiday, on "
    "which it shuts at noon and nobody answers the telephone before the next day begins."
)
_MORE = (
    "Who comes by boat pays at the gate, in coins or by card, and keeps the receipt until the boat "
    "has left the basin again, as the guard asks for it at the lock."
)

NEWS = f"""<!doctype html><html lang=en-GB><head><title>The pier opens | Harbour
News</title>{_HEAD}
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "The pier opens",
"author": {{"name": "Mary Flint"}}, "datePublished":
"2024-03-05T08:00:00Z"}}</script></head><body>
<nav><a href=/a>Home</a> <a href=/b>News</a></nav><article><h1>The pier opens</h1>
<p class=byline>By Mary Flint | March 5, 2024</p><p>{_TEXT}</p>
<figure><img src=x.png alt="x"><figcaption>The pier at dawn, seen from the
lock.</figcaption></figure>
<blockquote><p>Nobody waits here any more.</p><p>We are glad.</p></blockquote>
<p>{_MORE}<br>Ask for *it* at 1. the gate.</p><h2>What it costs</h2><p>{_TEXT} It costs:</p>
<ul><li>ten euros a boat</li><li>five for small ones</li></ul></article>
<aside class=related><h2>Related</h2><ul><li><a href=/c>More</a><li><a
href=/d>Less</a></ul></aside>
<footer>Printed in the harbour.</footer></body></html>"""

DOCUMENTATION = f"""<html><head><title>crane — Harbour 2.1 documentation</title></head><body>
<div class=body role=main><section><h1>crane<a class=headerlink href="#c">¶</a></h1><p>{_TEXT}</p>
<section><h2>Options of C#</h2><dl><dt>-v, --verbose</dt><dd><p>Say more.</p>
<p>Twice: all.</p></dd>
<dt>-q</dt><dd>Say <code>__nothing__</code>.</dd><dt>-x</dt><dt>--exact</dt><dd>Be
exact:</dd></dl>
<p>{_MORE}</p><pre>crane --lift &lt;box&gt; | wc
&lt;box&gt;
  ```
# no heading</pre>
<div class="admonition note"><p class=admonition-title>Note</p><p>{_TEXT}</p><ul><li>one thing
<li>another</ul></div><p>{_MORE}</p></section><section><h2>Files</h2><ol><li><p>First this.</p>
<pre>a = 1</pre><p>Then
wait.</p></li><li>Second<ul><li>inner<ul><li>innermost</ul><li>next</ul></li></ol>
<p>{_MORE}</p></section></section></div></body></html>"""

WIKI = f"""<html lang=de><head><title>Schleuse – Wiki</title></head><body><div id=content>
<h1>Schleuse</h1><div id=toc><ul><li><a href=#a>Bau</a><li><a href=#b>Lage</a></ul></div>
<p>Eine <b>Schleuse</b> hebt Boote.<sup id=r1><a href=#n1>[1]</a></sup> {_TEXT}</p>
<h2 id=a>Bau</h2><p>Sie ist 12 m breit und 3 m<sup>2</sup> groß. {_MORE}</p>
<table><caption>Maße in Metern</caption><tr><th>Teil</th><th>Länge | Breite</th></tr>
<tr><td>Tor</td><td>3 | 4</td></tr><tr><td></td><td>_5_</td></tr></table>
<h2 id=b>Lage</h2><p>{_TEXT}</p><h2>Lage</h2><p>{_MORE}</p>
<ol class=references><li id=n1><a href=#r1>↑</a> Aus dem Buch der Schleusen, Band 2.</li></ol>
</div></body></html>"""

PRICES = """<html><head><title>Prices</title></head><body><h1>Prices</h1>
<p>All prices are in euros, and hold from the first of May on, whatever stands elsewhere:</p>
<table><thead><tr><th rowspan=2>Boat<th colspan=2>A day<tr><th>summer<th>winter</thead>
<tr><td>up to 6 m<td>12<td>8<tr><td>up to 9 m<td>18*<td>12<tr><td>longer<td>on demand</table>
<p>* With a berth for the car that came with it, if there is room on the pier by the lock.</p>
<table><tr><td>Monday<td>8–17<tr><td>Sunday<td>shut, but for the lock</table></body></html>"""

FORUM = f"""<html><head><title>Questions</title></head><body><main><h1>Questions</h1>
<h3>How do I get in?</h3><p>{_TEXT}</p><h3>And out?</h3><p>{_MORE}</p>
<details><summary>Is there a "[!bar]" for *us*?</summary><p>[!NOTE] There is one.</p>
<p>{_TEXT}</p>
</details><p>{_MORE}</p><p><b>Who asks?</b></p><p>{_TEXT}</p>
<p>Roses are red,<br>the water is blue,<br>
the lock is shut<br>and so are you.</p><p>{_MORE}</p></main></body></html>"""

INTERVIEW = f"""<html><head><title>A talk</title></head><body><article><h1>A talk</h1>
<p>{_TEXT}</p><p><b>Harbour News:</b> When did you come here?</p>
<p><b>Ada Pell:</b> In 1998, by boat,
and I have never left the island since then.</p><p><b>Harbour News:</b> Why?</p>
<p><b>Ada Pell:</b> I like
it, and my children like it.</p><p>We all do.</p><p><b>Harbour News:</b> Will you stay?</p>
<p><b>Ada Pell:</b> I will stay as long as the lock is open.</p><hr>
<p>The lock was built in 1902.</p></article></body></html>"""

MARKS = f"""<html><head><title>Marks</title></head><body><article><h1>Marks</h1><p>{_TEXT}</p>
<p>---</p><p>title: it</p><p># one</p><p>1. one</p><p>- one</p><p>+ one</p><p>&gt; one</p>
<p>| a | b |</p><p>&lt;!-- out --&gt; &lt;b&gt;in&lt;/b&gt; &amp;amp; &amp;#42;</p>
<p>`a` ``b`` ```</p>
<p>~~~</p><p>%% hidden %% and %%</p><p>{{{{ tag }}}} {{% tag %}} {{: .x}} {{#id}}</p>
<p>[[page|shown]]</p>
<p>![p](q) [a](b) [^1] [toc]</p><p>[^1]: note</p><p>[x]: y.z</p><p>==mark== ~~out~~ $x$ $$y$$</p>
<p>:::tip</p><p>!!! note</p><p>: said</p><p>#tag #other</p><p>id:: 5</p><p>import x from 'y'</p>
<p>word¹ and</p><p>¹ note</p><p>\\newpage</p><p>\\</p><p>^block</p><p>:smile: {{==a==}}</p>
<p>===</p><p>**By Mary Flint**</p><ul><li>[ ] undone</li><li>[x](y)</li><li>--- </li><li>1)
a</li></ul>
<pre>{{% raw %}}x{{% endraw %}}
=== "tab"</pre><p>{_MORE}</p><dl><dt>: a</dt><dd>: b</dd><dt># c</dt><dd>| d |</dd></dl></article>
</body></html>"""


_SIGNS = (
    "# one|1. a|- b|*x*|_y_|`c`|<b>|%%|{{t}}|[x]|[x](y)|![a](b)|[^1]|¹|Name: yes|---|===|~~|$x$"
    "|==m==|:::|!!! n|: d|~ e|>q|&amp;|\\|#tag|id:: 5|import x from 'y'|{% raw %}|{#c#}|a:|Q?"
    "|[!NOTE]|<!-- c -->|^id|:smile:|<sup>1</sup>|{.cls}|[[w]]|++|word|The lock is open."
)
_WORDS = st.lists(st.sampled_from((*_SIGNS.split("|"), "a | b")), min_size=1, max_size=6).map(
    " ".join
)
_SAID = _WORDS.map(escape)
_LEAVES = st.one_of(
    _SAID.map("<p>{}</p>".format),
    _SAID.map("<h2>{}</h2>".format),
    _SAID.map("<h4>{}</h4>".format),
    st.lists(_WORDS, min_size=1, max_size=4)
    .map("\n  ".join)
    .map(escape)
    .map("<pre>{}</pre>".format),
    st.lists(_SAID, min_size=4, max_size=4).map(
        lambda cells: "<table><tr><th>{}<th>{}<tr><td>{}<td>{}</table>".format(*cells)
    ),
    st.lists(_SAID, min_size=4, max_size=4).map(lambda lines: f"<p>{'<br>'.join(lines)}</p>"),
)
_BLOCKS = st.recursive(
    _LEAVES,
    lambda within: st.one_of(
        st.lists(_SAID | within, min_size=1, max_size=3).map(
            lambda items: f"<ul><li>{'<li>'.join(items)}</ul>"
        ),
        st.tuples(_SAID, _SAID | within, within).map(
            lambda said: "<dl><dt>{}<dd>{}{}</dl>".format(*said)
        ),
        st.tuples(_SAID, within, within).map(
            lambda said: "<details><summary>{}</summary>{}{}</details>".format(*said)
        ),
        within.map("<blockquote>{}</blockquote>".format),
    ),
    max_leaves=6,
)


def _say(article: Article) -> list[object]:
    return [
        (p.headings, p.kind, article.text[p.start : p.end], p.speaker, p.label)
        for p in article.paragraphs
    ]


def _lead_up(article: Article) -> list[list[str]]:
    return [
        [article.text[start:end] for start, end in paragraph.context]
        for paragraph in article.paragraphs
    ]


@pytest.mark.parametrize(
    "html",
    [NEWS, DOCUMENTATION, WIKI, PRICES, FORUM, INTERVIEW, MARKS],
    ids=["news", "documentation", "wiki", "prices", "forum", "interview", "marks"],
)
def test_a_page_says_the_same_fetched_as_in_a_file(html: str) -> None:
    found = read_web_page(html.encode(), AT).page
    assert found
    own, _ = read_article(html.encode(), "hours.html")
    stored, _ = read_article(write_page(found), "hours.md")

    assert _say(stored) == _say(own)
    assert _lead_up(stored) == _lead_up(own)
    for field in ("title", "author", "published", "language"):
        assert getattr(stored, field) == getattr(own, field), field
    assert stored.source == (own.source or "harbour.example")
    assert stored.url == AT
    assert own.url in (AT, None)


def test_the_file_shows_its_owner_what_the_page_is() -> None:
    page = read_web_page(DOCUMENTATION.encode(), AT).page
    assert page
    shown = write_page(page).decode()
    for markup in (
        "\n## Options of C\\#\n",
        "\n> ### Note\n",
        "\n- First this.\n",
        "\n\\-q\n: Say",
    ):
        assert markup in shown


def test_who_only_asks_loads_no_reader() -> None:
    code = "import sys, corpus.sources.contained_parser; sys.exit('lxml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


_CAFE = "Das Café öffnet um neun Uhr, und die Brücke ist zu, weil es friert und der Wind weht."


@pytest.mark.parametrize(
    ("encoding", "stated"),
    [
        *(
            (encoding, stated)
            for encoding in ("utf-8", "cp1252")
            for stated in ("utf-8", "x", None)
        ),
        *(("cp1252", stated) for stated in ("us-ascii", "utf-16", "shift_jis", "iso-8859-1")),
        ("utf-8", "iso-8859-1"),
        ("utf-16", "utf-16"),
        ("cp850", "cp850"),
    ],
)
def test_a_charset_that_is_not_so_breaks_no_word(encoding: str, stated: str | None) -> None:
    html = f"<title>Café</title><main><p>{_CAFE}</p></main>"
    page = read_web_page(html.encode(encoding), AT, stated).page
    assert page
    assert [block.text for block in page.blocks if isinstance(block, Block)] == [_CAFE]


def test_a_visit_that_is_numbered_makes_no_other_link() -> None:
    links = (
        *("a;jsessionid=7F?b=1", "a?b=1&PHPSESSID=x2", "a?session_id=9&b=1", "a?b=1"),
        *(f"b?sid={'0af9' * 8}", "b", "c?sid=12"),
    )
    html = "".join(f'<a href="/{link.replace("&", "&amp;")}">x</a>' for link in links)
    at = "https://harbour.example/"
    assert read_web_page(html.encode(), AT).links == (f"{at}a?b=1", f"{at}b", f"{at}c?sid=12")


def test_a_page_without_words_is_none() -> None:
    for html in (
        "<p> ",
        "<nav><a href=x>a</a></nav>",
        "<meta http-equiv=refresh content='0;url=/x'>",
    ):
        assert read_web_page(html.encode(), AT).page is None


@given(st.lists(_BLOCKS, min_size=1, max_size=5))
@example(["<dl><dt>a<dd>b</dl><pre>  ~ c\n: d</pre>"])
@example(["<dl><dt>a<dd>b</dl><pre>{% raw %}</pre>"])
@example(["<ul><li>[ ] [x] a</ul>"])
@example(["<dl><dt>a<dd></dl><p>b</p>"])
def test_whatever_a_page_says_its_file_says_in_the_same_words(blocks: list[str]) -> None:
    html = f"<html><title>Lock</title><body><h1>Lock</h1><p>{_TEXT}</p>{''.join(blocks)}</body>"
    found = read_web_page(html.encode(), AT).page
    assert found
    own, _ = read_article(html.encode(), "lock.html")
    stored, _ = read_article(write_page(found), "lock.md")
    said = [
        [" ".join(article.text[p.start : p.end].split()) for p in article.paragraphs]
        for article in (own, stored)
    ]
    assert said[1] == said[0]
