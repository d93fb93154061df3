"""AsciiDoc: what is quoted of it, what stands above that, and what is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Paragraph
from corpus.formats.asciidoc import looks_like_asciidoc, parse_asciidoc
from corpus.formats.shapes.reading import parse_shaped_text


def quoted(markup: str) -> list[str]:
    _, text, paragraphs = parse_asciidoc(markup)
    return [text[p.start : p.end] for p in paragraphs]


def find(markup: str, words: str) -> tuple[str, Paragraph]:
    _, text, paragraphs = parse_asciidoc(markup)
    return next((text, p) for p in paragraphs if words in text[p.start : p.end])


def contexts(markup: str, words: str) -> list[str]:
    text, paragraph = find(markup, words)
    return [text[slice(*span)] for span in paragraph.context]


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("See <<locks,the locks>> and <<_small_gates>>.", "See the locks and small gates."),
        ("Read link:log.html[the log] or xref:a.adoc#b[more].", "Read the log or more."),
        ("Go to https://example.org/a_b_c[the site].", "Go to the site."),
        ("Go to https://example.org/a_b_c now.", "Go to https://example.org/a_b_c now."),
        ("A *slack* and `spring` _tide_, 2 * 3 * 4.", "A slack and spring tide, 2 * 3 * 4."),
        ("Un**con**strained, `+a_b_c+`, H~2~O.", "Unconstrained, a_b_c, H2O."),
        ("The snake_case_name stays, {unknown} too.", "The snake_case_name stays, {unknown} too."),
        ("Press kbd:[Enter], menu:File[Save].", "Press Enter, File > Save."),
        ("As linkgit:git-log[1] says.", "As git-log(1) says."),
        (
            "Heat +13+ l to +{deg}+ or 5{deg}C, +1 and +2, C+.",
            "Heat 13 l to {deg} or 5°C, +1 and +2, C+.",
        ),
        ("C{plus}{plus} is \\*not* bold.", "C++ is *not* bold."),
        ("A buoy(((float))) and ((rope)).", "A buoy and rope."),
    ],
)
def test_inline_markup_is_taken_off(markup: str, plain: str) -> None:
    assert quoted(markup) == [plain]


def test_references_are_the_letters_that_they_stand_for() -> None:
    assert quoted("It is 3&nbsp;km &#8212; or &#x2013; `&#42;p` &amp; &nothing; far.") == [
        "It is 3\u00a0km — or – *p & &nothing; far."
    ]


def test_an_attribute_stands_for_its_value_and_an_anchor_for_its_title() -> None:
    text = "= Port\n:tool: Winch\n\nThe {tool} of <<wind>>.\n\n[[wind]]\n== Wind and rain\n\nWet.\n"
    assert quoted(text) == ["The Winch of Wind and rain.", "Wet."]


@pytest.mark.parametrize(
    "hidden",
    [
        ":icons: font\n",
        "// a remark\n",
        "////\nof several\n\nlines\n////\n",
        "image::crane.png[A crane]\n",
        "include::other.adoc[]\n",
        "ifdef::draft[]\n",
        "toc::[]\n",
        "'''\n",
        "[[crane]]\n",
        "++++\n<br>\n++++\n",
    ],
)
def test_what_is_for_the_program_alone_is_left_out(hidden: str) -> None:
    assert quoted(f"Before it.\n\n{hidden}\nBehind it.\n") == ["Before it.", "Behind it."]


@pytest.mark.parametrize(
    "block",
    [
        "[source,bash]\n----\ncrane up\n\ncrane stop\n----\n",
        "----\ncrane up <1>\n\ncrane stop # <2>\n----\n",
        "....\ncrane up\n\ncrane stop\n....\n",
        "```bash\ncrane up\n\ncrane stop\n```\n",
    ],
)
def test_code_is_one_paragraph_below_what_leads_up_to_it(block: str) -> None:
    markup = f"Lift it:\n\n{block}\nDone.\n"
    text, paragraph = find(markup, "crane up")
    assert text[paragraph.start : paragraph.end] == "crane up\n\ncrane stop"
    assert paragraph.kind == "code"
    assert contexts(markup, "crane up") == ["Lift it:"]
    assert find(markup, "Done")[1].kind == "prose"


@pytest.mark.parametrize(
    "signs", ["= Port\n\n== Gates\n\n=== Small", "Port\n====\n\nGates\n-----\n\nSmall\n~~~~~"]
)
def test_titles_nest_as_they_are_set(signs: str) -> None:
    metadata, _, paragraphs = parse_asciidoc(f"{signs}\n\nOpen.\n\n== Cranes ==\n\nUp.\n")
    assert metadata.title == "Port"
    assert [p.headings for p in paragraphs] == [("Gates", "Small"), ("Cranes",)]


def test_the_head_says_who_and_when() -> None:
    text = "= Cranes\nAnn Reed <ann@example.org>\nv1.2, 2021-03-04\n:toc: left\n\nUp.\n"
    metadata, content, _ = parse_asciidoc(text)
    assert (metadata.title, metadata.author) == ("Cranes", "Ann Reed")
    assert str(metadata.published) == "2021-03-04"
    assert "ann@" not in content and "toc" not in content


@pytest.mark.parametrize(
    "markup",
    ["NOTE: Mind the\ngap.\n", "[NOTE]\nMind the gap.\n", "[TIP]\n====\nMind the gap.\n====\n"],
)
def test_an_admonition_is_read_as_text(markup: str) -> None:
    assert quoted(markup) == ["Mind the gap."]


def test_items_know_their_lead_in_and_stand_in_each_other() -> None:
    markup = "You need:\n\n* a rope\nof hemp\n** of brass\n+\nOr iron.\n* a hook\n\nDone.\n"
    assert quoted(markup) == [
        "You need:",
        "a rope of hemp",
        "of brass",
        "Or iron.",
        "a hook",
        "Done.",
    ]
    assert contexts(markup, "brass") == ["You need:", "a rope of hemp"]
    assert contexts(markup, "iron") == ["You need:", "a rope of hemp", "of brass"]
    assert contexts(markup, "Done") == []


@pytest.mark.parametrize(
    ("markup", "term"),
    [
        ("gate:: It opens at\nhigh tide.\n", "gate\nIt opens at high tide."),
        ("-d::\n--dry::\n\tShows it only.\n", "-d, --dry\nShows it only."),
        ("-d::\n\n  Shows it only.\n", "-d\nShows it only."),
        ("<file>::\n  The file.\n+\nOr none.\n", "<file>\nThe file."),
    ],
)
def test_a_term_stands_with_what_describes_it(markup: str, term: str) -> None:
    text, paragraph = find(markup, term)
    assert (text[paragraph.start : paragraph.end], paragraph.kind) == (term, "term")


@pytest.mark.parametrize(
    "table",
    [
        "|===\n|Gate |Opens\n\n|east |at six\n|west |never\n|===\n",
        '[options="header"]\n|===\n|Gate |Opens\n|east |at six\n|west |never\n|===\n',
        '[cols="1,2",options="header"]\n|===\n|Gate\n|Opens\n|east\n|at six\n|west\n|never\n|===\n',
        "[%header,format=csv]\n|===\nGate,Opens\neast,at six\nwest,never\n|===\n",
    ],
)
def test_a_row_is_a_paragraph_below_the_header(table: str) -> None:
    markup = f"The gates:\n\n{table}\nDone.\n"
    assert quoted(markup) == ["The gates:", "east | at six", "west | never", "Done."]
    assert contexts(markup, "west") == ["The gates:", "Gate | Opens"]


def test_a_caption_stands_above_its_block_alone() -> None:
    markup = ".Opening hours\n|===\n|east |six\n|===\n\nDone.\n"
    assert find(markup, "east")[1].headings == ("Opening hours",)
    assert find(markup, "Done")[1].headings == ()


def test_a_footnote_stands_behind_what_holds_it() -> None:
    markup = "It holds.footnote:[Since 1900.] It moves.\n\nEnd.\n"
    assert quoted(markup) == ["It holds. It moves.", "Since 1900.", "End."]


@pytest.mark.parametrize(
    "text",
    [
        "= Gates\n\nNOTE: Mind it.\n\n* east\n",
        "Gates\n-----\n\n[source,bash]\n----\ncrane up\n----\n",
        "-d::\n\tShows it.\n\nSee linkgit:crane[1].\n",
    ],
)
def test_it_is_told_by_its_content(text: str) -> None:
    assert looks_like_asciidoc(text)
    assert parse_shaped_text(text)[1] == parse_asciidoc(text)[1]


@pytest.mark.parametrize(
    "text",
    [
        "Gates\n=====\n\nUse it::\n\n    crane up\n\n.. note:: Mind it.\n",
        "# Gates\n\n* east\n* [west](https://example.org)\n\n```\ncrane\n```\n",
        "== Gates ==\n\n[[Port]] has two.\n",
        "cout <<x>> y; a::b\n\n----\nold mail\n",
    ],
)
def test_other_texts_are_not(text: str) -> None:
    assert not looks_like_asciidoc(text)


PIECES = st.sampled_from(
    [
        *("word ", "\n", "\n\n", " ", "::", "`", "*", "**", "_", "<<a>>", "* ", ". ", "+\n", "[a]"),
        *("== ", "----\n", "====\n", "|===\n", "|", "--\n", ".T\n", "a::", "{x}", "\\", "~~~~\n"),
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_whatever_it_holds_paragraphs_are_slices(markup: str) -> None:
    _, text, paragraphs = parse_asciidoc(markup)
    for paragraph in paragraphs:
        assert text[paragraph.start : paragraph.end].strip()


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("row out // <1>", "row out"),
        ("row in <2><3>", "row in"),
        ("row on ;; <.>", "row on"),
        ("row <!--4-->", "row"),
        ("row <1> off", "row <1> off"),
        (f"row{' ' * 20_000}off <1>", f"row{' ' * 20_000}off"),
    ],
)
def test_callouts_are_no_code(line: str, shown: str) -> None:
    said = f"= Rowing\n\nThis is how it is done.\n\n----\n{line}\n----\n"
    _, text, paragraphs = parse_asciidoc(said)
    assert [text[p.start : p.end] for p in paragraphs if p.kind == "code"] == [shown]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (".2+|Gull |noon |3\n|dusk |9", ["Gull | noon | 3", "Gull | dusk | 9"]),
        (
            "|Gull .3+|noon |3\n|Tern |4\n|Skua |5",
            ["Gull | noon | 3", "Tern | noon | 4", "Skua | noon | 5"],
        ),
        (
            "|Gull |noon .2+|3\n|Tern |dusk\n|Skua |dawn |5",
            ["Gull | noon | 3", "Tern | dusk | 3", "Skua | dawn | 5"],
        ),
    ],
)
def test_a_cell_beside_several_rows_is_in_each(rows: str, expected: list[str]) -> None:
    _, text, paragraphs = parse_asciidoc(f"= Boats\n\n|===\n|Boat |When |Pier\n\n{rows}\n|===\n")
    assert [text[p.start : p.end] for p in paragraphs][-len(expected) :] == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("\n!===\n!noon !3\n!dusk !9\n!===", "noon, 3; dusk, 9"),
        ("Twice:\n\n!===\n!noon\n!dusk\n!===", "Twice: noon; dusk"),
        ("\n!===\n!noon !3", "noon, 3"),
        ("Ahoy; and off;", "Ahoy; and off;"),
    ],
)
def test_a_table_within_a_cell_is_read_row_by_row(cell: str, expected: str) -> None:
    source = f'= Boats\n\n[cols="1,1a"]\n|===\n|Boat |When\n\n|Gull\n|{cell}\n\n|Tern |dawn\n|===\n'
    _, text, paragraphs = parse_asciidoc(source)
    said = [text[p.start : p.end] for p in paragraphs]
    assert said[-2:] == [f"Gull | {expected}", "Tern | dawn"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("See link:https://a.example/x[the list].", "See the list."),
        ("See link:++https://a.example/a_b_c++[the _list_].", "See the list."),
        ("See link:https://a.example[the list [2\\]] and xref:a:b.adoc[rules].",
         "See the list [2] and rules."),
        ('Put ("`\\`") or (`?`, `*`, `[`) by `/*`, (`*.c`,`*.h`).',
         'Put ("\\") or (?, *, [) by /*, (*.c,*.h).'),
        ("It floats image:https://a.example/b.png[A boat] here.", "It floats here."),
        ("It is *`bold`* and `*so*`.", "It is bold and so."),
        ("The fee is 20 crownsfootnote:[It was 10.] or so.", "It was 10."),
        (r"It is stem:[10^{3} \times 2] or latexmath:[\frac{1}{2}].", "It is 10³ × 2 or 1/2."),
        ("It is 10^3^ m^2^ of H~2~O, 10~2~.", "It is 10³ m² of H2O, 10₂."),
        ("It is *10*^3^, `10`^3^, https://a.eu/[10]^3^, 10^*3*^.", "It is 10³, 10³, 10³, 10³."),
        ("It is 2^1^/~2~, ^5^12 men and $5.^99^, so.", "It is 2 1/2, ⁵12 men and $5.99, so."),
        ("It is open [.line-through]#or shut#, so, [.line-through]#no#.", "It is open, so."),
        ("It is [.line-through]#shut# open, [line-through]*not* so.", "It is open, so."),
    ],
)  # fmt: skip
def test_links_exponents_and_struck_words(source: str, said: str) -> None:
    assert quoted(f"= Piers\n\nNOTE: Bring coins.\n\n{source}\n")[-1] == said


@pytest.mark.parametrize(
    ("condition", "shown"),
    [
        ("ifdef::x[]", False),
        ("ifdef::x,fee[]", True),
        ("ifdef::x+fee[]", False),
        ("ifndef::x[]", True),
        ("ifndef::fee[]", False),
        ("ifdef::backend-html5[]", True),
        ('ifeval::["{fee}" == "20"]', True),
        ('ifeval::["{fee}" != "20"]', False),
        ("ifeval::[{sectnumlevels} > 3]", True),
        ("ifeval::[{fee} > 20]", False),
        ("ifeval::[{fee} >= 20]", True),
        ("ifeval::[{fee} < 9]", False),
        ("////\n:x:\n////\n\nifdef::x[]", False),
    ],
)
def test_what_a_condition_leaves_out_is_no_text(condition: str, shown: bool) -> None:
    source = (
        f"= Piers\n:fee: 20\n\nBefore it.\n\n{condition}\nIn it.\n\nifdef::fee[Deeper.]\n"
        "endif::[]\n\nBehind it.\n"
    )
    inside = ["In it.", "Deeper."] if shown else []
    assert quoted(source) == ["Before it.", *inside, "Behind it."]


def test_cells_over_columns_stand_in_the_first_and_repeated_ones_in_all() -> None:
    source = (
        '= Piers\n\n[cols="1,1,1",options="header"]\n|===\n|Who |What |Fee\n\n'
        "2+|Both |30\n3*|x\n.2+|Deep |1 |2\n|3 |4\n|===\n"
    )
    assert quoted(source) == ["Both |  | 30", "x | x | x", "Deep | 1 | 2", "Deep | 3 | 4"]


def test_a_footnote_takes_no_word_with_it_that_it_stands_right_behind() -> None:
    assert quoted("= Piers\n\nIt is 20 crownsfootnote:[It was 10.], or so.\n") == [
        "It is 20 crowns, or so.",
        "It was 10.",
    ]


@pytest.mark.parametrize("below", ["2024-03-05", ":lang: en", "v1.0, 2024-03-05"])
def test_an_author_of_one_name_stands_above_what_else_the_head_states(below: str) -> None:
    metadata, text, _ = parse_asciidoc(f"= Piers\nPlutarch\n{below}\n\nNOTE: Bring coins.\n")
    assert metadata.author == "Plutarch"
    assert "Plutarch" not in text


def test_an_attribute_may_stand_for_a_footnote() -> None:
    source = "= Piers\n:old: footnote:[It was 10.]\n:fee: 20 crowns\n\nIt is {fee}{old}, or so.\n"
    assert quoted(source) == ["It is 20 crowns, or so.", "It was 10."]


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("=== The port\n\nIt is open.\n\n==== Wind\n\nIt blows.\n", "The port"),
        ("// no text\n\n== The port\n\nIt is open.\n", "The port"),
        ("== The port\n\nIt is open.\n\n== Wind\n\nIt blows.\n", None),
        ("=== The port\n\nIt is open.\n\n== Wind\n\nIt blows.\n", None),
    ],
)
def test_a_heading_above_all_others_is_the_title(markup: str, title: str | None) -> None:
    metadata, _, paragraphs = parse_asciidoc(markup)
    assert metadata.title == title
    assert paragraphs[0].headings == (() if title else ("The port",))


@pytest.mark.parametrize(
    ("block", "shown"),
    [
        ("[comment]\nIn it.\n// more\nIn it.", False),
        ("[comment]\n--\nIn it.\n\nIn it.\n--", False),
        (".Title\n[comment,x]\nIn it.", False),
        ("* Piers\n+\n[comment]\nIn it.", False),
        ("[.comment]\nIn it.", True),
        ("[comment]\n----\nIn it.\n----", True),
    ],
)
def test_comments_are_told_by_their_style(block: str, shown: bool) -> None:
    said = quoted(f"= Piers\n\nBefore it.\n\n{block}\n\nBehind it.\n")
    assert said[0] == "Before it." and said[-1] == "Behind it."
    assert ("In it." in said) == shown
