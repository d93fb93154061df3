"""A tree of HTML as blocks: what is quoted of it, what stands above that, and what is left out."""

import pytest
from lxml import html

from corpus.article import Paragraph
from corpus.formats.html import read_page, write_tree
from corpus.formats.writing.assembly import assemble_text
from corpus.formats.writing.block_writer import BlockWriter


def read(markup: str) -> tuple[str, list[Paragraph]]:
    writer = BlockWriter()
    write_tree(html.document_fromstring(markup), writer)
    return assemble_text(writer.blocks)


def quoted(markup: str) -> list[str]:
    text, paragraphs = read(markup)
    return [text[p.start : p.end] for p in paragraphs]


def find(markup: str, words: str) -> tuple[str, Paragraph]:
    text, paragraphs = read(markup)
    return next((text, p) for p in paragraphs if words in text[p.start : p.end])


def contexts(markup: str, words: str) -> list[str]:
    text, paragraph = find(markup, words)
    return [text[slice(*span)] for span in paragraph.context]


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("<p>The <b>old</b>\n <a href='/x'>crane</a> &amp; gate.", ["The old crane & gate."]),
        ("<p>A line<br>goes on.", ["A line goes on."]),
        ("<p>One.<br><br>Two.", ["One.", "Two."]),
        ("<p>Harbour St 5<br>Gull Bay<br>Coast", ["Harbour St 5\nGull Bay\nCoast"]),
        ("<p>10<sup>3</sup> m<sup>2</sup>, H<sub>2</sub>O, the 5<sup>th</sup>",
         ["10³ m², H2O, the 5th"]),
        ("<p>a<script>x()</script><style>p{}</style><!-- c --><svg><text>y</svg> b", ["a b"]),
        ("<p>It <del>sank</del> floats<span hidden>no</span><i style='display:none'>no</i>.",
         ["It floats."]),
        ("<p>It costs <span aria-hidden='true'>20</span><i aria-hidden='true'>home</i> marks"
         "<span aria-hidden='true'>→</span>.", ["It costs 20 marks."]),
        ("<p>A <b style='font-size:0'>no</b><b style='font-size:.9em'>b</b>"
         "<b style='color:#fff;background-color: white'>no</b>"
         "<b style='color:white;background:#000'>c</b><b style='opacity:0'>no</b>"
         "<b style='opacity:0.5'>d</b>.", ["A bcd."]),
        ("<div style='font-size:0'><p style='font-size:12px'>Shown.</p></div>", ["Shown."]),
        ("<p>10<sub>2</sub> and e<sup>2x</sup>", ["10₂ and e^2x"]),
        ("<nav><p>Home</nav><p>Text.", ["Text."]),
        ("<div>bare <span>text</span><p>and more</p>behind</div>",
         ["bare text", "and more", "behind"]),
        ("<p>See <img alt='logo'><img alt='A crane stands at the quay.'>",
         ["See A crane stands at the quay."]),
        ("<figure><img><figcaption>A crane.</figcaption></figure>", ["A crane."]),
        ("<p>soft\u00adhyphen and\u00a0space \u202ex", ["softhyphen and space x"]),
        ("<ruby>港<rp>(</rp><rt>みなと</rt></ruby>は", ["港は"]),
        ("<pre>a = 1\n  <b>b</b>\n</pre>", ["a = 1\n  b"]),
        ("<pre><div>a</div><div>b</div><span class='linenos'>3</span>c</pre>", ["a\nb\nc"]),
        ("<ul><li>one<li>two<ul><li>in</ul></ul>", ["one", "two", "in"]),
        ("<dl><dt>-a<dt>-b<dd>Both.<dt>-c<dd>Last.</dl>", ["-a\n-b\nBoth.", "-c\nLast."]),
        ("<li>an item<dt>a term<dd>its text", ["an item", "a term", "its text"]),
        ("<dl><dt>alone</dl>", ["alone"]),
        ("<table><tr><td><h2>Head</h2><p>Text.<td>More.</table>", ["Text.", "More."]),
        ("<p>Text.<a href='#top'>¶</a> <a href='#t'>Contents</a>", ["Text. Contents"]),
        ("<p><a href='#t'>Contents</a><p>Text.", ["Text."]),
    ],
)  # fmt: skip
def test_what_is_quoted(markup: str, plain: list[str]) -> None:
    assert quoted(markup) == plain


def test_headings_stand_above_and_are_not_quoted() -> None:
    markup = (
        "<h1>Port</h1><h2>Gates<a href='#g'>¶</a></h2><p>Shut.<h2><i>Locks</i> now</h2><p>Open."
    )
    assert quoted(markup) == ["Shut.", "Open."]
    assert find(markup, "Shut")[1].headings == ("Port", "Gates")
    assert find(markup, "Open")[1].headings == ("Port", "Locks now")


@pytest.mark.parametrize(
    "caption",
    ["<p><b>Table 2. Keys of the crane</b></p>", "<p class=title><b>Keys of the crane</b></p>"],
)
def test_nothing_behind_a_table_is_below_its_caption(caption: str) -> None:
    table = "<table><tr><th>key<th>does<tr><td>F1<td>lifts<tr><td>F2<td>turns</table>"
    tip = (
        "<div class=tip><table><tr><td rowspan=2><img src=i.png alt='[Tip]'><th>Tip"
        "<tr><td><p>Hold F1 to lift on.</table></div>"
    )
    markup = (
        f"<h1>Crane</h1><p>Use it.<div class=table>{caption}<div>{table}</div></div>{tip}<p>Go."
    )
    assert contexts(markup, "F2")[-1] == "key | does"
    for words in ("Hold F1", "Go."):
        paragraph = find(markup, words)[1]
        assert (paragraph.headings, paragraph.label) == (("Crane",), None)
        assert (paragraph.kind, paragraph.context) == ("prose", ())


def test_nothing_behind_a_note_of_docbook_is_below_its_title() -> None:
    note = '<div class="note"><h3 class="title">Note</h3><p>It is heavy.</div>'
    markup = f"<h1>Crane</h1><h2>Use</h2>{note}<p>Go."
    assert find(markup, "heavy")[1].headings == ("Crane", "Use", "Note")
    assert find(markup, "Go.")[1].headings == ("Crane", "Use")
    wrapped = '<div class="note"><h2 class="title">Crane</h2><p>One.<h3>Use</h3><p>Go.</div>'
    assert find(wrapped.replace(' class="title"', ""), "Go.")[1].headings == ("Crane", "Use")


def test_a_bold_line_is_a_heading() -> None:
    markup = "<p><b>Opening hours</b></p><p>From nine.</p><p><b>Note.</b></p><p>Mind the step.</p>"
    assert quoted(markup) == ["From nine.", "Note.", "Mind the step."]
    assert find(markup, "nine")[1].headings == ("Opening hours",)


@pytest.mark.parametrize(("value", "above"), [("", ("-v",)), ("=<i>N</i>", ())])
def test_bold_options_head_something_if_all_of_them_do(value: str, above: tuple[str, ...]) -> None:
    markup = f"<p><b>-v</b><p>Says.<p><b>--id</b>{value}<p>Tells."
    assert find(markup, "Says")[1].headings == above
    assert find(markup, "Tells")[1].headings == (() if value else ("--id",))


@pytest.mark.parametrize(
    ("markup", "words", "above"),
    [
        ("<p>You need:<ul><li>a rope", "rope", ["You need:"]),
        ("<p>You need:<ul><li>rope<ul><li>of hemp", "hemp", ["You need:", "rope"]),
        ("<p>Run it:<pre>go</pre>", "go", ["Run it:"]),
        ("<p>Ways:<dl><dt>-v<dd>Says.<dd><pre>x -v</pre></dl>", "x -v", ["Ways:", "-v\nSays."]),
        ("<table><caption>Tides</caption><tr><th>Day<th>High<tr><td>Mon<td>5</table>", "Mon",
         ["Tides", "Day | High"]),
        ("<table><thead><tr><td>Day<td>High<tbody><tr><td>Mon<td>5</table>", "Mon",
         ["Day | High"]),
        ("<table><tr><th>A<th colspan=2>B<tr><th><th>b1<th>b2<tr><td>1<td>2<td>3</table>", "1 |",
         ["A | B b1 | B b2"]),
    ],
)  # fmt: skip
def test_what_leads_up_to_it(markup: str, words: str, above: list[str]) -> None:
    assert contexts(markup, words) == above


def test_a_cell_beside_several_rows_is_in_each() -> None:
    markup = "<table><tr><td rowspan=2>Mon<td>5<tr><td>6<tr><td>Tue<td>7</table>"
    assert quoted(markup) == ["Mon | 5", "Mon | 6", "Tue | 7"]


def test_a_first_row_in_bold_names_the_columns() -> None:
    head = "<tr><td><b>Oil<td><strong>Burns</strong><td>"
    rows = "".join(f"<tr><td>Oil {n}<td>{n} hours<td>dear" for n in range(1, 4))
    assert contexts(f"<table>{head}{rows}</table>", "Oil 2") == ["Oil | Burns"]


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td><b>Rape<td><b>4<tr><td><b>Palm<td><b>5<tr><td>Seal<td>6",
        "<tr><td><b>Rape<td>4<tr><td><b>Palm<td>5<tr><td><b>Seal<td>6",
        "<tr><td><b>Rape<td><tr><td>Palm<td>5<tr><td>Seal<td>6",
    ],
)
def test_bold_letters_that_name_no_columns_head_nothing(rows: str) -> None:
    assert len(quoted(f"<table>{rows}</table>")) == 3


def test_a_span_over_everything_does_not_multiply_the_text() -> None:
    row = "<tr><td rowspan=9999 colspan=9999>" + "buoy " * 20
    text, _ = read("<table>" + 500 * row + "</table>")
    assert len(text) < 5 * 500 * 100


@pytest.mark.parametrize(
    "page",
    [
        "<p>High<sup><a href='#f1' id='r1'>1</a></sup> water.<p>Next.<hr>"
        "<ol><li id='f1'><p>At springs. <a href='#r1'>↩</a></p></ol>",
        "<p>High<a href='#f1' id='r1' class='footnote-reference'>[1]</a> water.<p>Next."
        "<aside id='f1' class='footnote'><span class='label'>[<a href='#r1'>1</a>]</span>"
        "<p>At springs.</p></aside>",
        "<p>High<a href='#f1' role='doc-noteref'>*</a> water.<p>Next."
        "<div role='doc-footnote' id='f1'>At springs.</div>",
        "<p>High<sup><a href='#fn1'>1</a></sup> water.<p>Next.<h2>Who</h2>"
        "<p id='fn1'><sup>1</sup> At springs.",
        "<p>High<a href='#footnote-1'><sup>1</sup></a> water.<p>Next.<h2>Who</h2>"
        "<ol><li id='footnote-1'>At springs.</li></ol>",
        "<p>High<span style='vertical-align:super'><a href='#footnote-1'>1</a></span> water."
        "<p>Next.<ol><li id='footnote-1'>At springs.</li></ol>",
        "<p>High<a href='#footnote-1' style='vertical-align:super'>1</a> water."
        "<p>Next.<ol><li id='footnote-1'>At springs.</li></ol>",
    ],
)
def test_a_footnote_stands_behind_what_cites_it(page: str) -> None:
    assert quoted(page) == ["High water.", "At springs.", "Next."]
    assert contexts(page, "springs") == ["High water."]


def test_the_mark_of_a_note_elsewhere_is_left_out_and_a_link_to_a_section_is_not() -> None:
    page = (
        "<p>High<sup><a href='notes.xhtml#n1'>1</a></sup> water, 7<sup><a href='#fn2'>2</a></sup>, "
        "see <a href='#s'>2</a>.<h2 id=s>S"
    )
    assert quoted(page) == ["High water, 7, see 2."]


@pytest.mark.parametrize(
    ("page", "above"),
    [
        ("<section><h2>Price</h2><p>Nine euros.</section><p>At springs.", ()),
        ("<h2>Quay</h2><section><h3>Price</h3><p>Nine.</section><p>At springs.", ("Quay",)),
        ("<section><h2>Price</h2></section><p>At springs.", ("Price",)),
        ("<section><h2>Price</h2><p>Nine.</section><section><p>At springs.</section>", ("Price",)),
        ("<section><h1>Quay</h1><p>It lies.</section><p>At springs.", ("Quay",)),
        ("<div><h2>Price</h2><p>Nine euros.</div><p>At springs.", ("Price",)),
    ],
)
def test_text_behind_a_section_stands_below_what_that_stands_below(
    page: str, above: tuple[str, ...]
) -> None:
    assert find(page, "springs")[1].headings == above


def test_titles_of_asides_count_as_headings() -> None:
    markup = (
        "<h2>Use</h2><div class='admonition'><p class='admonition-title'>Warning<p>Hot.</div>"
        "<details><summary>More</summary>Inside.</details><blockquote>Said.</blockquote><p>After."
    )
    assert quoted(markup) == ["Hot.", "Inside.", "Said.", "After."]
    assert find(markup, "Hot")[1].headings == ("Use", "Warning")
    assert find(markup, "Inside")[1].headings == ("Use", "More")
    assert find(markup, "After")[1].headings == ("Use",)


def test_turns_that_line_breaks_part_are_apart() -> None:
    turns = "<br>".join(f"{who}: {said}" for who, said in TALK)
    assert quoted(f"<p>{turns}")[0] == "Ann: Where is the key?"


TALK = [
    ("Ann", "Where is the key?"),
    ("Ben", "I have it here."),
    ("Ann", "Can you open the gate?"),
    ("Ben", "I will, at once."),
]


@pytest.mark.parametrize("case", ["epub:case", "case"])
def test_of_what_a_book_has_for_one_or_another_reader_one_is_quoted(case: str) -> None:
    markup = f"<epub:switch><{case}><p>Or.</p></{case}><epub:default><p>So.</p></epub:default>"
    assert quoted(f"{markup}</epub:switch><p>Next.</p>") == ["So.", "Next."]
    assert quoted(f"<{case}><p>Or.</p></{case}>") == ["Or."], "elsewhere it is no such element"


@pytest.mark.parametrize("kind", ["", ' class="blockquote-footer"'])
def test_whose_words_are_quoted_stays_below_them(kind: str) -> None:
    quoted = f"<blockquote><p>It fell twice.</p><footer{kind}>Ann Reed, 1911</footer></blockquote>"
    about = "<p>The tower by the sea is old, and nobody has climbed it since the storm.</p>"
    page = f"<main><h1>A tower</h1>{about}{quoted}</main><footer>All rights reserved</footer>"
    text = read_page(page.encode(), "a.html").text
    assert text.endswith("It fell twice.\n\nAnn Reed, 1911")


def test_a_row_of_buttons_in_brackets_is_left_out() -> None:
    links = "".join(
        f"<td>[<a href='{n}.html'> {s} </a>]" for n, s in enumerate(("&lt;", "Up", "?"))
    )
    assert quoted(f"<table><tr>{links}<td>&nbsp;</table><p>The crane lifts.") == [
        "The crane lifts."
    ]
    data = "<table><tr><td>[a]<td>[b]<td>one<tr><td>[c]<td>[d]<td>two</table>"
    assert quoted(data) == ["[a] | [b] | one", "[c] | [d] | two"]


@pytest.mark.parametrize(
    "source",
    [
        "<footer>Ann Reed, <cite>Towers</cite></footer>",
        "<footer>— Ann Reed, keeper</footer>",
        "<footer>Ann Reed, 1911</footer>",
        "<cite>Ann Reed</cite>",
        "<p><cite>Ann Reed</cite></p>",
        "<p>— Ann Reed</p>",
        "</blockquote><figcaption>— Ann Reed, <cite>Towers</cite></figcaption>",
    ],
)
def test_who_is_quoted_stands_above_the_words(source: str) -> None:
    page = (
        f"<figure><blockquote><p>It fell twice.</p><p>It leans.</p>{source}</blockquote></figure>"
    )
    assert quoted(f"{page}<p>After.") == ["It fell twice.", "It leans.", "After."]
    for words in ("fell", "leans"):
        assert find(f"{page}<p>After.", words)[1].headings[0].startswith("Ann Reed")
    assert find(f"{page}<p>After.", "After")[1].headings == ()


@pytest.mark.parametrize(
    "last",
    [
        "<p>It has been mended since.</p>",
        "<p>Tower Road</p>",
        "<p>— but nobody saw it fall</p>",
        "<cite>It has been mended since.</cite>",
    ],
)
def test_other_last_lines_of_a_quotation_are_quoted(last: str) -> None:
    page = f"<blockquote><p>It fell twice.</p>{last}</blockquote>"
    assert len(quoted(page)) == 2
    assert find(page, "fell")[1].headings == ()


@pytest.mark.parametrize("said", ["Click to expand", "The office is closed on Fridays."])
def test_a_footer_of_a_quotation_that_names_nobody_is_left_out(said: str) -> None:
    about = "<p>The tower by the sea is old, and nobody has climbed it since the storm.</p>"
    block = f"<blockquote><p>It fell twice.</p><footer>{said}</footer></blockquote>"
    text = read_page(f"<main><h1>A tower</h1>{about}{block}</main>".encode(), "a.html").text
    assert said not in text
    assert "It fell twice." in text


@pytest.mark.parametrize(
    "command", ["session required quay_lock.so", "./lock --enable-quay", "lock -w 3"]
)
def test_a_bold_command_below_what_leads_up_to_it_heads_nothing(command: str) -> None:
    text, paragraphs = read(
        "<p>So the gate knows it. Put this line there:</p>"
        f"<p><span><strong>{command}</strong></span></p><p>The gate must be shut by noon.</p>"
    )
    assert not any(p.headings for p in paragraphs)
    assert command in [text[p.start : p.end] for p in paragraphs]


def test_a_bold_title_below_what_leads_up_to_it_is_a_heading() -> None:
    _, paragraphs = read(
        "<p>These are the rules:</p><p><b>Cars and carts</b></p><p>None may stand.</p>"
    )
    assert paragraphs[-1].headings == ("Cars and carts",)


def test_a_bold_command_amid_a_sentence_heads_nothing() -> None:
    markup = "<p>If you run</p><p><b>./lock --show</b></p><p>{} see all gates.</p>"
    _, paragraphs = read(markup.format("you"))
    assert not any(p.headings for p in paragraphs)
    _, paragraphs = read(markup.format("You"))
    assert paragraphs[-1].headings == ("./lock --show",)


@pytest.mark.parametrize("lead", ["Orders of the gate:", "These orders are known to the gate:"])
def test_bold_commands_with_what_they_do_are_terms(lead: str) -> None:
    _, paragraphs = read(
        f"<p>{lead}</p><p><b>lock --all</b></p><p>Shuts each gate.</p>"
        "<p><b>lock -w 3</b></p><p>Waits for three boats.</p>"
    )
    assert [p.headings for p in paragraphs] == [(), ("lock --all",), ("lock -w 3",)]


def test_commands_below_one_that_is_announced_are_terms_with_it() -> None:
    _, paragraphs = read(
        "<p>First give the following command:</p><p><b>lock --all</b></p><p>Shuts each gate.</p>"
        "<p><b>lock -w 3</b></p><p>Waits for three boats.</p>"
    )
    assert [p.headings for p in paragraphs] == [(), ("lock --all",), ("lock -w 3",)]


@pytest.mark.parametrize("name", ["lock_all", "lock --all"])
def test_a_bold_name_with_a_description_in_small_letters_is_a_term(name: str) -> None:
    _, paragraphs = read(
        f"<p>At the gate you may set</p><p><b>{name}</b></p><p>how many gates there are.</p>"
    )
    assert paragraphs[-1].headings == (name,)


def test_a_line_of_links_to_other_pages_is_left_out_and_shown_words_stay() -> None:
    ways = '<a href="2.html">Next</a> | <a href="1.html">Previous</a> | <a href="i.html">Up</a>'
    shown = "<p>The last row of the lamp reads:</p><p>Previous Home Next</p>"
    steps = "<table><tr><td>Prev</td><td>Next</td></tr></table>"
    page = f"<body>{ways}<hr><h1>A lamp</h1>{shown}<p>It is red at night.</p>{steps}{ways}</body>"
    text = read_page(page.encode(), "a.html").text
    assert "Previous Home Next" in text
    assert "Prev | Next" in text
    assert "Next | Previous" not in text
