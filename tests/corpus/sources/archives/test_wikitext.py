"""The source of wiki pages: the words that a reader sees, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sources.archives.wikitext import is_redirect, read_wikitext
from corpus.sources.pages import Block, Table

SPACES = frozenset(("file", "image", "category", "datei"))


def read(text: str) -> tuple[Block | Table, ...]:
    return read_wikitext(text, SPACES)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The '''pier''' is ''shut''.", "The pier is shut."),
        ("The [[pier]]s of [[Skerry, Isle|Skerry]] are shut.", "The piers of Skerry are shut."),
        (
            "See [[#Rules]], [[:Category:Piers]] and [[Pier (north)|]].",
            "See Rules, Category:Piers and Pier.",
        ),
        ("[[File:A.jpg|thumb|The [[old]] pier]]The pier.", "The pier."),
        ("[[Datei:A.jpg|mini]]The pier. [[Category:Piers]] [[de:Pier]]", "The pier."),
        ("{{Infobox|name={{a|b}}|x=[[c]]}}The pier{{citation needed}}.", "The pier."),
        ("It lifts {{convert|40|t}} {{nowrap|at most}}.", "It lifts 40 t at most."),
        ('The pier<ref name="a">No [[b]].</ref> is shut.<ref name="a" />', "The pier is shut."),
        ("The pier<!-- not\n that --> is shut.", "The pier is shut."),
        ("See [https://a.example the site] [https://b.example].", "See the site."),
        ("Write <nowiki>[[x]] '''y'''</nowiki> here.", "Write [[x]] '''y''' here."),
        ("Let <math>E = mc^2</math> be.", "Let E = mc² be."),
        ("A &amp; B<br />C <small>D</small> &lt;b&gt;", "A & B C D <b>"),
        ("__NOTOC__The pier\nis shut.", "The pier is shut."),
        ("The pier {{unclosed is shut.", "The pier {{unclosed is shut."),
        ("The pier ]] }} is shut.", "The pier ]] }} is shut."),
        ("<gallery>\nA.jpg|One\n</gallery>The pier.", "The pier."),
        (
            "Skerry ({{IPAc-en|s}}; from {{lang|non|sker}}) lies [[File:A.jpg]].",
            "Skerry (from sker) lies.",
        ),
        (
            "The sum {{x|a}} + b is {{y}}, or {{z}}. {{q}} It is.",
            "The sum […] + b is […], or […]. It is.",
        ),
        ("{{As of|2013}}, it is. {{Asof}}, too.", "As of 2013, it is. […], too."),
        ("It is {{cn}} so {{sfn|a}}. {{b}}", "It is so."),
        ("It weighs {{convert|60|and|80|kg|lb}} ({{a}}-{{b}}).", "It weighs 60 and 80 kg."),
        ("Skerry ({{audio|a}}, {{b}}) lies (far) out.", "Skerry lies (far) out."),
        ("{{a}} The pier\n{{b}} is shut.", "The pier […] is shut."),
        ("The fee is {{x}}00 crowns.", "The fee is […]00 crowns."),
        (
            "It costs €{{x}}, or {{y}}%, or 5{{z}} crowns.",
            "It costs €[…], or […]%, or 5[…] crowns.",
        ),
        ('The {{x}}-year-old, “{{y}}” and "{{z}}".', 'The […]-year-old, “[…]” and "[…]".'),
        ("{{x}} crowns are due ({{y}} crowns).", "[…] crowns are due ([…] crowns)."),
        ("See [[Fee|the {{x}} fee]], [[Fee {{y}}]].", "See the […] fee, Fee […]."),
        ("The fee: {{x}}\nof {{y}}{{z}} crowns.", "The fee: […] of […] crowns."),
        ("{{{1}}} is a {{{fee|toll}}}, {{PAGENAME}}.", "[…] is a toll, […]."),
        ("10{{snd}}20, 10{{ndash}}20, 10{{nbsp}}km{{mdash}}far", "10 – 20, 10–20, 10 km—far"),
        ("{{'}} {{!}} {{=}} {{\"|so}} {{sic}}", "' | = “so” [sic]"),
        ("{{convert|5|ft|6|in|m}}, {{cvt|1|-|2|km2|0}}", "5 ft 6 in, 1–2 km²"),
        ("{{convert|5|km|disp=out}}, {{convert|{{x}}|km}}, {{cvt|5|qq}}", "[…], […], […]"),
        ("{{val|5.2|u=m}} {{val|5|3}} {{€|5}} {{gaps|1|234}}", "5.2 m […] €5 1234"),
        ("5{{frac|1|2}} of {{frac|3|1|2}}, 1{{1/2}}", "5 1/2 of 3 1/2, 1 1/2"),
        (
            "{{as of|2020|1|5|lc=y}}, {{Start date|2020|1|5}}, {{date|2020-01-05}}",
            "as of 5 January 2020, January 5, 2020, 2020-01-05",
        ),
        ("{{lang|fr|mot}} {{langx|fr|mot}} {{ill|Ann|de}} {{nowrap|1=a = b}}", "mot mot Ann a = b"),
        ("{{quote|text=Be still.|sign=Ann}}", "Be still. — Ann"),
        ("It is<ref>{{cite web|a={{b|c}}}} d</ref> so{{efn|No {{x}}.}}.", "It is so."),
        (
            "10<sup>3</sup> m<sup>−2</sup>, 10<sub>2</sub>, e<sup>2x</sup>, 1<sup>st</sup>",
            "10³ m⁻², 10₂, e^2x, 1st",
        ),
        (
            "<sup>5</sup>12 men, <sup>6</sup>&nbsp;12,"
            " <b>10</b><sup>3</sup>, 10<sup>'''<i>3</i>'''</sup>,"
            ' in 1914.<sup style="a">2</sup> $5.<sup>99</sup>, so',
            "⁵12 men, ⁶ 12, 10³, 10³, in 1914.² $5.99, so",
        ),
        (
            'It is <s>shut</s><del>so</del> <span style="display: none">a <span>b</span> c</span>'
            "<span hidden>d</span>open<s>.",
            "It is open.",
        ),
        (
            r"<math>10^3</math>5, 5<math>\frac12</math>, <math>1</math><math>2</math>0",
            "10³ 5, 5 1/2, 1 2 0",
        ),
        ("-{zh-hans:港口; zh-hant:港口}-", "-{zh-hans:港口; zh-hant:港口}-"),
    ],
)
def test_marks_are_left_out(text: str, said: str) -> None:
    assert [block.text for block in read(text) if isinstance(block, Block)] == [said]


def test_blocks_are_what_they_are() -> None:
    text = (
        "Lead.\n\n== Rules ==\n* One\n** Two\n# Three\n: Said.\n;Term\n----\n"
        "  code\n    more\n one step\n\n"
        '<syntaxhighlight lang="py">\nif x:\n    y\n</syntaxhighlight>\nEnd.\n=not a heading\n== =='
    )
    assert read(text) == (
        Block("Lead."),
        Block("Rules", "heading", 2),
        Block("One", "item", 0),
        Block("Two", "item", 1),
        Block("Three", "item", 0),
        Block("Said."),
        Block("Term"),
        Block(" code\n   more\none step", "code"),
        Block("if x:\n    y", "code"),
        Block("End. =not a heading == =="),
    )


def test_tables_keep_their_cells() -> None:
    text = (
        '{| class="wikitable"\n|+ style="x" | Piers\n! Pier !! scope="col" | Open\n|-\n'
        '| rowspan="2" | North || 10\n|-\n| 12\n* noon\n|-\n| colspan=2 | [[A|all]] shut\n'
        "{|\n| inner\n|}\n|}\nEnd."
    )
    assert read(text) == (
        Block("Piers"),
        Table((("Pier", "Open"), ("North", "10"), ("North", "12 noon"), ("all shut", "")), True),
        Block("End."),
    )


def test_headings_and_items_say_where_they_lack_words() -> None:
    assert read(
        "== The {{x}} rule ==\n* {{y}} crowns\n== {{z}} ==\n  fee = {{x}}00\n  tax = 5"
    ) == (
        Block("The […] rule", "heading", 2),
        Block("[…] crowns", "item", 0),
        Block("[…]", "heading", 2),
        Block(" fee = […]00\n tax = 5", "code"),
    )


def test_hidden_cells_and_rows_are_none() -> None:
    assert read(
        '{|\n| a || style="display:none" | b || c\n|- style="visibility: hidden"\n| d\n|}'
    ) == (Table((("a", "", "c"),)),)


def test_what_is_left_out_of_cells_leaves_them_apart() -> None:
    assert read("{|\n|style=a|{{b}}||style=c|{{d}}x||{{cn}}||e\n|-\n|{{f}}\n|}") == (
        Table((("[…]", "[…]x", "", "e"),)),
    )


def test_a_line_of_nothing_but_a_template_parts_paragraphs() -> None:
    assert read("One.\n{{a}}\nTwo.") == (Block("One."), Block("Two."))


def test_a_table_that_only_places_things_is_text() -> None:
    assert read("{|\n| One.\n|-\n| Two.\n|}") == (Block("One."), Block("Two."))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("#REDIRECT [[A]]", True),
        ("#WEITERLEITUNG [[A]]", True),
        ("#перенаправление: [[A]]", True),
        ("# One [[A]]", False),
        ("The pier.", False),
    ],
)
def test_redirects_are_told(text: str, is_one: bool) -> None:
    assert is_redirect(text) is is_one


@pytest.mark.parametrize(
    "piece",
    ["{{", "[[", "{{a|", "[[a|{{b", "{|\n", "{|\n|", "<ref>", "<pre", "'''x", "[http://a ", "<!--",
     "{{{", "&#x", "==", "<b><i>", "* {|\n|", "<nowiki>", ";a:b", "| rowspan=999 |x\n", "]]}}",
     "-{", "|| ", "__A", "<s>", "<span hidden>", "{{a}} ", "({{a}}", "<sup>", "{{{a|"],
)  # fmt: skip
def test_no_piece_costs_more_than_its_length(piece: str) -> None:
    read(piece * (100_000 // len(piece)))
    read("{|\n" + piece * (100_000 // len(piece)))


@given(st.text(st.sampled_from("{}[]|!<>/='*#: \nabcrefnowikipre\ue000\ue0010-"), max_size=300))
def test_whatever_stands_there_is_read(text: str) -> None:
    for block in read(text):
        assert not isinstance(block, Block) or "\ue000" not in block.text
