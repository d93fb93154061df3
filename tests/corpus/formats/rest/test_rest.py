"""reStructuredText: what is quoted of it, what stands above that, and what is left out."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Paragraph
from corpus.formats.rest import looks_like_rest, parse_rest
from corpus.formats.shapes.reading import parse_shaped_text
from tests.support.counting import count_steps


def quoted(markup: str) -> list[str]:
    _, text, paragraphs = parse_rest(markup)
    return [text[p.start : p.end] for p in paragraphs]


def find(markup: str, words: str) -> tuple[str, Paragraph]:
    _, text, paragraphs = parse_rest(markup)
    return next((text, p) for p in paragraphs if words in text[p.start : p.end])


def contexts(markup: str, words: str) -> list[str]:
    text, paragraph = find(markup, words)
    return [text[slice(*span)] for span in paragraph.context]


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("See :ref:`the locks <lock-page>` first.", "See the locks first."),
        ("Call :func:`~harbour.gates.open` once.", "Call open once."),
        ("Call :py:meth:`!Gate.close` once.", "Call Gate.close once."),
        ("Call :func:`.open` or :func:`~.Gate.shut`.", "Call open or shut."),
        (r"See :ref:`via \$\<GATE\>`, :ref:`up\<pkg\> <lift>`.", "See via $<GATE>, up<pkg>."),
        (r"See `a \<b\> <https://a.example>`_, `c \<d\>`_.", "See a <b>, c <d>."),
        (
            r"In :file:`c:\\locks\\x-{name}.txt`: "
            r":samp:`up \\{n\\} {n}`, :code:`\d{2}`, :kbd:`\\`.",
            r"In c:\locks\x-name.txt: up {n} n, \d{2}, \.",
        ),
        ("As :pep:`8` and :rfc:`2119` say.", "As PEP 8 and RFC 2119 say."),
        (
            "It is 10\\ :sup:`3` m\\ :sup:`2`, H\\ :sub:`2`\\ O, 10\\ :sub:`2`.",
            "It is 10³ m², H2O, 10₂.",
        ),
        (r"It is 20 :math:`^\circ\mathrm{C}`, :math:`10^{3}`.", "It is 20 °C, 10³."),
        ("It is :strike:`shut` :del:`so` open :cite:`flint`.", "It is open."),
        ("It is [STRIKEOUT:shut] open.", "It is open."),
        ("As :cite:t:`flint` and :numref:`fig` say by :eq:`e`.", "As […] and […] say by […]."),
        ("Press :guilabel:`&Open` in |release|.", "Press Open in […]."),
        ("Set ``tide=low`` and ``*args``.", "Set tide=low and *args."),
        ("Read `the log <https://example.org/log>`_ or `more`__.", "Read the log or more."),
        (
            "A *slack* tide, a **spring** tide, 2 * 3 * 4.",
            "A slack tide, a spring tide, 2 * 3 * 4.",
        ),
        ("Two ``buoy``\\ s, not \\*three\\*.", "Two buoys, not *three*."),
        (
            "It floats [Smith2001]_ and __init__ stays_.",
            "It floats [Smith2001] and __init__ stays_.",
        ),
        ("Open https://example.org/a_b_ now.", "Open https://example.org/a_b_ now."),
        ("It is :page:`<i>` open.\n\n.. role:: page(raw)\n   :format: html", "It is open."),
        (
            "In 14\\ :page:`<br>`\\ 2, 1\\ :del:`3`\\ 4, 5\\ |pic|\\ 6, 7\\ [1]_\\ 8, "
            "a\\ |br|\\ b, 10\\ :del:`x`\\ :sup:`3`.\n\n"
            ".. role:: page(raw)\n\n.. |pic| image:: a.png\n.. |br| raw:: html\n\n   <br />",
            "In 14 2, 1 4, 5 6, 7 8, a b, 10³.",
        ),
        ("It is open.\n\n.. todo:: Ask Tom.\n\n.. todo::\n\n   Ask him.", "It is open."),
        (
            "Use :genex:`$<SEMI>`, :variable:`M_<n>`, :doc:`the guide<guide>` or :own:`a <b>`.",
            "Use $<SEMI>, M_<n>, the guide or a.",
        ),
        ("The `default role`:term: comes last.", "The default role comes last."),
    ],
)
def test_inline_markup_is_taken_off(markup: str, plain: str) -> None:
    assert quoted(markup) == [plain]


def test_a_substitution_stands_for_its_text_and_a_picture_for_none() -> None:
    text = "|tool| runs |logo|.\n\n.. |tool| replace:: *Winch*\n.. |logo| image:: winch.png\n"
    assert quoted(text) == ["Winch runs."]


def test_substitutions_stand_in_others_but_not_in_themselves() -> None:
    text = (
        "The |long| and |a|, [#]_ |b|.\n\n.. |tool| replace:: *Winch*\\ |no|\n"
        ".. |no| unicode:: * 3\n.. |long| replace:: big |tool| [#]_\n.. |a| replace:: x |b|\n"
        ".. |b| replace:: y |a|\n"
    )
    assert quoted(text) == ["The big Winch*3 and x y |a|, y x |b|."]


@pytest.mark.parametrize(
    "names",
    [
        [f".. |v| replace:: {'word ' * 200}", f"\n{'|v| ' * 500}"],
        [
            "See |n0|\n\n.. |n9| replace:: word",
            *(f".. |n{n}| replace:: {f'|n{n + 1}| ' * 12}" for n in range(9)),
        ],
    ],
)
def test_what_stands_for_names_does_not_grow_with_the_square(names: list[str]) -> None:
    text = "\n".join(names)
    assert 0 < sum(map(len, quoted(text))) < 12 * len(text)


def test_numbers_stay_apart_beside_formulas_and_what_substitutions_raise() -> None:
    markup = (
        "It is 5\\ :math:`\\frac{1}{2}` in, 1\\ |half| in, 10\\ |cube| g, "
        ":math:`\\frac{1}{2}`\\ 3, 2\\ :sup:`1`/:sub:`2`\\ .\n\n"
        ".. |half| replace:: :math:`\\frac{1}{2}`\n.. |cube| replace:: :sup:`3`\n"
    )
    assert quoted(markup) == ["It is 5 1/2 in, 1 1/2 in, 10³ g, 1/2 3, 2 1/2."]


def test_a_title_is_a_target() -> None:
    text = "See gates_.\n\nGates\n=====\n\nOf some_.\n\nFAQ\n---\n\nOf faq_.\n"
    assert quoted(text) == ["See gates.", "Of some_.", "Of faq."]


def test_a_label_is_shown_as_the_title_below_it() -> None:
    text = "Gates\n=====\n\nSee :ref:`wind`.\n\n.. _wind:\n\nWind and rain\n-------------\n\nWet.\n"
    assert quoted(text)[0] == "See Wind and rain."


@pytest.mark.parametrize(
    "directive",
    [
        ".. toctree::\n   :maxdepth: 2\n\n   gates\n   locks\n",
        ".. image:: crane.png\n   :alt: a crane\n",
        ".. a remark to the authors\n   of two lines\n",
        ".. index:: single: crane\n",
        ".. _crane:\n",
        ".. module:: crane\n   :synopsis: Cranes.\n",
        "..\n   hidden words\n",
        ".. automodule:: crane.arm\n   :members:\n",
    ],
)
def test_what_is_for_the_program_alone_is_left_out(directive: str) -> None:
    assert quoted(f"Before it.\n\n{directive}\nBehind it.\n") == ["Before it.", "Behind it."]


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ("Lift it::\n\n    crane up 3\n    crane stop\n\nDone.", "crane up 3\ncrane stop"),
        ("Lift it:\n\n.. code-block:: bash\n   :linenos:\n\n   crane up 3\n", "crane up 3"),
        ("Lift it. ::\n\n  :no-field: *kept*\n", ":no-field: *kept*"),
        ("Lift it:\n\n>>> crane.up(3)\n'up'\n", ">>> crane.up(3)\n'up'"),
        ("Lift it::\n\n> crane up\n> crane stop\n", "> crane up\n> crane stop"),
        (
            'Lift it:\n\n.. productionlist:: lift\n   lift: `up`* "*" x*\n   up: `n`+\n',
            'lift: up* "*" x*\nup: n+',
        ),
        ("Lift it:\n\n.. jupyter-execute::\n\n   crane.up(3)\n", "crane.up(3)"),
    ],
)
def test_code_is_one_paragraph_below_what_leads_up_to_it(markup: str, code: str) -> None:
    text, paragraph = find(markup, code.split("\n")[0])
    assert text[paragraph.start : paragraph.end] == code
    assert paragraph.kind == "code"
    assert len(paragraph.context) == 1
    assert text[slice(*paragraph.context[0])].startswith("Lift it")
    assert "::" not in text


def test_headings_nest_as_they_are_set() -> None:
    text = (
        "======\nHarbour\n======\n\nOne.\n\nGates\n=====\n\nTwo.\n\nSmall gates\n-----------\n\n"
        "Three.\n\nCranes\n======\n\nFour.\n"
    )
    metadata, _, paragraphs = parse_rest(text)
    assert metadata.title == "Harbour"
    assert [p.headings for p in paragraphs] == [
        (),
        ("Gates",),
        ("Gates", "Small gates"),
        ("Cranes",),
    ]


@pytest.mark.parametrize("name", ["note", "warning", "tip", "seealso", "Attention"])
def test_an_admonition_is_read_as_text(name: str) -> None:
    assert quoted(f".. {name}:: Mind the\n   gap.\n") == ["Mind the gap."]
    assert quoted(f".. {name}::\n\n   Mind the gap.\n\n   Twice.\n") == ["Mind the gap.", "Twice."]


def test_titles_of_asides_and_versions_are_headings() -> None:
    aside = ".. admonition:: In short\n\n   Mind it.\n\nFar off.\n"
    assert find(aside, "Mind")[1].headings == ("In short",)
    assert find(aside, "Far")[1].headings == ()
    version = ".. versionadded:: 3.2\n   The gate opens by itself.\n"
    assert find(version, "gate")[1].headings == ("Added in version 3.2",)
    assert quoted(version) == ["The gate opens by itself."]


@pytest.mark.parametrize(
    ("markup", "term"),
    [
        ("gate\n    It opens at\n    high tide.\n", "gate\nIt opens at high tide."),
        (".. option:: -d, --dry\n\n   Shows it only.\n", "-d, --dry\nShows it only."),
        (".. function:: lift(load)\n\n   Lifts a load.\n", "lift(load)\nLifts a load."),
        (".. class:: Crane(load)\n\n   Lifts it.\n", "Crane(load)\nLifts it."),
        (".. class:: harbour.gate\n\n   Opens.\n", "harbour.gate\nOpens."),
        (".. class:: gate\n\n   Opens.\n\n   :param day: When.\n", "gate\nOpens."),
        (".. harbour:setting:: TIDE\n\n   The tide.\n", "TIDE\nThe tide."),
        (":param load: The load.\n", "param load\nThe load."),
        ("-d, --dry  Shows it only.\n", "-d, --dry\nShows it only."),
    ],
)
def test_a_term_stands_with_what_describes_it(markup: str, term: str) -> None:
    text, paragraph = find(markup, term)
    assert (text[paragraph.start : paragraph.end], paragraph.kind) == (term, "term")


def test_a_class_of_styles_is_not_named() -> None:
    assert quoted(".. class:: wide big\n\n   It opens.\n") == ["It opens."]


def test_what_a_directive_of_the_project_names_stands_above_the_text_below_it() -> None:
    markup = "Lift\n====\n\n.. crane-option:: --dry\n\nShows it only.\n\nStop\n====\n\nEnds.\n"
    assert find(markup, "Shows")[1].headings == ("Lift", "--dry")
    assert find(markup, "Ends")[1].headings == ("Stop",)
    assert quoted(".. photo:: crane.png\n\nUp.\n") == ["Up."]

    marked = ".. added:: 3.6\n\nUSE_ALL_* = ON, see LIFT_ALL.\n\n* ON: -\n* OFF: -"
    for said in (marked, "The name LIFT_ALL.\nDefaults to USE_ALL_*."):
        below = said.replace("\n", "\n   ")
        text, _ = find(f"Lift\n====\n\n.. knob:: LIFT_GO\n\n   {below}\n", "USE_ALL_*")
        assert "LIFT_GO" in text
        assert ".. " not in text
    markup = f".. knob:: go\n\n   {marked.replace(chr(10), chr(10) + '   ')}\n"
    assert ".. " not in find(markup, "USE_ALL_*")[0]


def test_what_follows_in_a_description_knows_the_term() -> None:
    markup = ".. function:: lift(load)\n\n   Lifts.\n\n   It may fail.\n\n   ::\n\n     lift(3)\n"
    assert contexts(markup, "may fail") == ["lift(load)\nLifts."]
    assert contexts(markup, "lift(3)")[0] == "lift(load)\nLifts."


def test_items_know_their_lead_in_and_stand_in_each_other() -> None:
    markup = "You need:\n\n- a rope\n  of hemp\n- a hook\n\n  #. of iron\n  #. of brass\n"
    assert quoted(markup) == ["You need:", "a rope of hemp", "a hook", "of iron", "of brass"]
    assert contexts(markup, "a rope") == ["You need:"]
    assert contexts(markup, "of brass") == ["You need:", "a hook"]


TABLES = {
    "drawn": (
        "+------+--------+\n| Gate | Opens  |\n+======+========+\n| east | at six |\n"
        "|      | or so  |\n+------+--------+\n| west | never  |\n+------+--------+\n"
    ),
    "simple": (
        "====  ============\nGate  Opens\n====  ============\neast  at six\n      or so\n"
        "west  never\n====  ============\n"
    ),
    "rows": (
        ".. list-table::\n   :header-rows: 1\n\n   * - Gate\n     - Opens\n   * - east\n"
        "     - at six\n       or so\n   * - west\n     - never\n"
    ),
    "values": ".. csv-table::\n   :header: Gate, Opens\n\n   east, at six or so\n   west, never\n",
}


@pytest.mark.parametrize("table", TABLES)
def test_a_row_is_a_paragraph_below_the_header(table: str) -> None:
    markup = f"The gates:\n\n{TABLES[table]}\nDone.\n"
    assert quoted(markup) == ["The gates:", "east | at six or so", "west | never", "Done."]
    assert contexts(markup, "west") == ["The gates:", "Gate | Opens"]
    assert find(markup, "west")[1].kind == "table"


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (
            "=====  =====  ======\n   Inputs     Output\n------------  ------\n"
            "  A      B    A or B\n"
            "=====  =====  ======\nshut   open   open\n   not known  either\n"
            "------------  ------\n=====  =====  ======\n",
            ["Inputs A | Inputs B | Output A or B", "shut | open | open", "not known | either"],
        ),
        (
            "====  =====\nName  Fee\n====  =====\n水門  12\nsluice450  9\n====  =====\n",
            ["Name | Fee", "水門 | 12", "sluice450 | 9"],
        ),
        (
            "+------+-----+\n| Name | Fee |\n+======+=====+\n| 水門 | 125 |\n+------+-----+\n",
            ["Name | Fee", "水門 | 125"],
        ),
        (
            "+---------+-----+\n| Inputs  | Out |\n+----+----+     |\n| A  | B  | put |\n"
            "+====+====+=====+\n| 1  | 2  | 3   |\n+----+----+-----+\n",
            ["Inputs A | Inputs B | Out put", "1 | 2 | 3"],
        ),
        (
            "+------+-----+\n| Name | Fee |\n+======+=====+\n| sluice | 125 |\n+------+-----+\n",
            ["Name | Fee", "sluice | 125"],
        ),
        (".. list-table::\n\n   * - 1\n     - * east\n       * west\n", ["1 | east west"]),
        (
            '.. csv-table::\n   :header: "Name", "Fee"\n\n   "east\n   gate", 12\n',
            ["Name | Fee", "east gate | 12"],
        ),
    ],
    ids=["spans", "simple", "drawn", "drawn spans", "too long", "listed", "values"],
)
def test_no_word_of_a_table_is_cut_or_joined(table: str, rows: list[str]) -> None:
    text = parse_rest(f"The gates:\n\n{table}\nDone.\n")[1]
    assert [line for line in text.split("\n") if line] == ["The gates:", *rows, "Done."]


def test_a_footnote_stands_behind_what_cites_it() -> None:
    markup = (
        "It holds [1]_ well.\n\nIt moves [#]_.\n\nEnd.\n\n.. [1] Since\n   1900.\n"
        ".. [#] Slowly.\n.. [7] Nobody cites it.\n"
    )
    assert quoted(markup) == [
        *("It holds well.", "Since 1900.", "It moves.", "Slowly.", "End.", "Nobody cites it."),
    ]
    assert contexts(markup, "Since") == ["It holds well."]


def test_fields_at_the_top_say_who_and_when() -> None:
    metadata, text, _ = parse_rest(
        "Cranes\n######\n\n:author: Ann Reed\n:date: 2021-03-04\n\nUp.\n"
    )
    assert (metadata.author, str(metadata.published)) == ("Ann Reed", "2021-03-04")
    assert "Reed" not in text


@pytest.mark.parametrize(
    "text",
    [
        "Gates\n=====\n\nThe ``east`` gate.\n",
        ".. note:: Mind it.\n\nThe :ref:`gate`.\n",
        "Use ``up``::\n\n    crane up\n",
        ".. _gate:\n\nGate\n----\n\nOpen.\n",
    ],
)
def test_it_is_told_by_its_content(text: str) -> None:
    assert looks_like_rest(text)
    _, shaped, _ = parse_shaped_text(text)
    assert shaped == parse_rest(text)[1]


@pytest.mark.parametrize(
    "text",
    [
        "Gates\n=====\n\nThe east gate opens at six.\n",
        "# Gates\n\n```\ncrane up\n```\n\nUse ``it``.\n\nTitle\n-----\n",
        "Gates\n=====\n\nWhat ``OPEN'' and ``shut'' mean.\n",
        "He said .. nothing :: at all. See [1].\n",
        "std::vector<int> a;\n\nUse `make` now: it is quick.\n",
    ],
)
def test_other_texts_are_not(text: str) -> None:
    assert not looks_like_rest(text)


PIECES = st.sampled_from(
    [
        *("word ", "\n", "\n\n", "    ", ".. ", "::", "`", "``", "*", "**", "|", "_", "[1]_", "- "),
        *("====", "----\n", "+--+\n", ":a: ", ".. [1] ", "1. ", ">>> ", ".. note::", "<x>`_", "\\"),
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_whatever_it_holds_paragraphs_are_slices(markup: str) -> None:
    _, text, paragraphs = parse_rest(markup)
    for paragraph in paragraphs:
        assert text[paragraph.start : paragraph.end].strip()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("| Gull | noon |", "|      +------+", "|      | dusk |", "+------+------+"),
            ["Gull | noon", "Gull | dusk"],
        ),
        (
            ("| Gull | noon |", "+------+      |", "| Tern |      |", "+------+------+"),
            ["Gull | noon", "Tern | noon"],
        ),
        (
            ("| Gull | noon |", "| one  +------+", "|      | dusk |", "+------+------+"),
            ["Gull | noon", "Gull one | dusk"],
        ),
    ],
)
def test_a_cell_of_a_drawn_table_beside_several_rows_is_in_each(
    lines: tuple[str, ...], expected: list[str]
) -> None:
    drawn = "\n".join(("+------+------+", "| Boat | When |", "+======+======+", *lines))
    _, text, paragraphs = parse_rest(f"Boats\n=====\n\n{drawn}\n")
    assert [text[p.start : p.end] for p in paragraphs][-2:] == expected


@pytest.mark.parametrize(
    "field", ["date: 2023-10-14", "author: Ruth Penn", "published: 2023-10-14"]
)
def test_fields_of_every_section_are_not_the_text_s(field: str) -> None:
    section = f":{field}\n\n* Oil.\n"
    text = f"=====\nLamps\n=====\n\n2.1\n===\n{section}\n2.0\n===\n{section}"
    metadata, _, _ = parse_rest(text)
    assert (metadata.author, metadata.published) == (None, None)


@pytest.mark.parametrize(
    "prose",
    [
        ".. and then the gate broke, so that\nnobody could pass.",
        ".. Then it froze, as it does in\nmost years.",
        ".. und die Schleuse blieb zu, bis\nder Frost ging.",
    ],
)
def test_a_sentence_that_goes_on_below_two_dots_is_no_comment(prose: str) -> None:
    assert quoted(f"The lock\n========\n\n{prose}\n") == [prose.replace("\n", " ")]


@pytest.mark.parametrize(
    "comment", [".. this is a remark.", ".. for\n   us", ".. lock\nShut.", ".. [so far] a remark"]
)
def test_a_comment_is_not_quoted(comment: str) -> None:
    assert not any("remark" in said or "lock" in said for said in quoted(f"{comment}\n\nOpen.\n"))


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("  **Shut** *—Reed*", "Shut —Reed"),
        ("  ::\n\n    gate up 3", "gate up 3"),
        ("  :cmd:`up` = ``LIFT_GO``", "up = LIFT_GO"),
    ],
)
def test_what_is_set_in_and_marked_is_no_code(markup: str, plain: str) -> None:
    assert quoted(f"It is so.\n\n{markup}\n") == ["It is so.", plain]


def test_what_names_code_or_stands_right_below_a_directive_is_read() -> None:
    text = (
        ".. code-block:: sh\n   :caption: How to *lift*\n\n   lift 3\n\n"
        ".. parsed-literal::\n   up *n*\n\n"
        ".. sidebar:: Locks\n   :subtitle: Of the north\n\n   Shut.\n\n.. footer:: Old.\n"
    )
    assert quoted(text) == ["How to lift", "lift 3", "up n", "Of the north", "Shut.", "Old."]


def test_a_comment_right_below_an_item_is_not_quoted() -> None:
    assert quoted("- The lock\n- The gate\n.. not yet\n- The key\n") == [
        *("The lock", "The gate", "The key")
    ]


def test_more_than_one_blank_may_stand_behind_two_dots() -> None:
    text = (
        "Open the |gate| [1]_ as in gates_:\n\n..  code-block:: sh\n\n    gate up 3\n\n"
        "..  |gate|  replace:: lock\n..  _gates: https://a.example\n..  [1] Not at night.\n\n"
        "..  [Flint] Of locks.\n"
    )
    said = ["Open the lock as in gates:", "Not at night.", "gate up 3", "Flint\nOf locks."]
    assert sorted(quoted(text)) == sorted(said)
    assert looks_like_rest("..  note:: Mind it.\n\nThe :ref:`gate`.\n")


def test_names_of_letters_days_and_pictures() -> None:
    names = (
        ".. |c| unicode:: 0xA9 U+2014 .. signs\n.. |day| date::\n.. |logo| image:: a.png\n"
        ".. |release| replace:: 3.2\n__ https://a.example\n"
    )
    text = "The |c| of |day|, |logo|in |release|, see more__.\n\n" + names
    assert quoted(text) == ["The ©— of […], in 3.2, see more."]


@pytest.mark.parametrize(
    ("directive", "shown"),
    [
        ("only:: html", True),
        ("only:: latex", False),
        ("only:: not latex", True),
        ("only:: html and not draft", True),
        ("only:: draft or latex", False),
        ("only:: (html or latex)", True),
        ("only:: not (html or latex)", False),
        ("only:: (draft and html) or text", False),
        ("only:: html and not (draft or text)", True),
        ("only:: html-page", True),
        ("only:: ", False),
        ("testsetup::", False),
        ("testcode::", True),
        ("testcode::\n   :hide:", False),
        ("ipython:: python\n   :suppress:", False),
        ("ifconfig:: draft", False),
    ],
)
def test_what_stands_in_no_page_is_no_text(directive: str, shown: bool) -> None:
    text = f"Before it.\n\n.. {directive}\n\n   In it.\n\nBehind it, `so`_.\n"
    assert quoted(text) == ["Before it.", *(["In it."] if shown else []), "Behind it, so."]


def test_when_something_is_removed_stands_with_when_it_was_deprecated() -> None:
    text = "Gates\n=====\n\n.. deprecated-removed:: 3.1 3.4\n\n   Use locks.\n"
    _, paragraph = find(text, "Use locks.")
    assert paragraph.headings == ("Deprecated since version 3.1, removed in version 3.4",)
    assert quoted(text) == ["Use locks."]


def test_a_picture_in_a_cell_is_no_words() -> None:
    rule = "+--------------------+-----+\n"
    drawn = (
        f"{rule}| .. image:: gate.gif| 20  |\n|    :alt: A gate    |     |\n"
        f"{rule}| Lock               | 30  |\n{rule}"
    )
    listed = (
        ".. list-table::\n\n   * - .. image:: gate.png\n          :alt: A gate\n     - 20\n"
        "   * - |fee| Lock\n     - 30\n\n.. |fee| replace:: Any\n"
    )
    assert quoted(drawn) == [" | 20", "Lock | 30"]
    assert quoted(listed) == [" | 20", "Any Lock | 30"]


def test_lines_with_markup_are_code_without_it() -> None:
    lines = "path(`GET`_ <x> :ref:`ROOT <R>`)\n    print(**bold**)"
    text = f".. parsed-literal::\n\n  {lines.replace(chr(10), chr(10) + '  ')}\n\n.. _GET:\n\nOn."
    assert quoted(text) == ["path(GET <x> ROOT)\n    print(bold)", "On."]
    assert find(text, "path(GET <x> ROOT)\n    print(bold)")[1].kind == "code"


@pytest.mark.parametrize(
    "piece",
    [
        "+---+---+\n.. a::\n", "+---+---+\n", "+-\n| a\n", "| a\n.. a::\n", "| a\n", ".. a::\n",
        "=== ===\n.. a::\n", "=====\n.. a::\n", "a::\n> b\n.. a::\n", ">>> a\n.. a::\n",
    ],
)  # fmt: skip
def test_what_is_no_table_is_looked_at_once(piece: str) -> None:
    """Each line from which one might be drawn had been followed to the next blank one."""
    one, two = (count_steps(partial(parse_rest, "Ovens\n\n" + piece * n)) for n in (100, 200))
    assert two < 2.2 * one + 200


def test_rows_of_signs_that_are_literals_go_with_the_next_row_or_the_last() -> None:
    def table(*rows: str) -> str:
        rule = "========  ======="
        return "\n".join((rule, "Typed     Shown", rule, *rows, rule))

    assert quoted(table("``\\--``    --", "``...``   …")) == ["Typed | Shown\n\\-- | --\n... | …"]
    rows = table("``--``    –", "``oe``    œ", "``->``    →")
    assert quoted(rows) == ["-- | –\noe | œ\n-> | →"]
    assert contexts(rows, "œ") == ["Typed | Shown"]
    assert quoted(table("--        –", "``oe``    œ", "...       …")) == ["oe | œ"]


@pytest.mark.parametrize("above", ["Moor [1]_ it::", "Moor [1]_ it.\n\n::"])
def test_a_footnote_stands_below_the_code_that_what_cites_it_leads_up_to(above: str) -> None:
    markup = f"{above}\n\n    $ moor\n\nIt is shut.\n\n.. [1] With a rope.\n"
    said = quoted(markup)
    assert said[-1] == "It is shut."
    assert said.index("$ moor") < said.index("With a rope.") or "\n::" in above
    assert contexts(markup, "With a rope.") == [said[0]]
    assert contexts(markup, "It is shut.") == []
