"""The text of HTML: what is hidden, what is broken, and how long it may take."""

import pytest

from corpus.formats.html_text import read_html


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p class='a > b' title=\"it's\">The <b>lamp</b>\nturns.</p>", "The lamp turns."),
        ("2 < 3 &amp; 5 > 4 &eacute;", "2 < 3 & 5 > 4 é"),
        ("a<!-- > hidden\n -->b<!doctype html>c<?php d ?>e</ f>g", "abceg"),
        ("a<![CDATA[ b > c ]]>d", "ad"),
        ("a<SCRIPT x>b</b></Script >c<style>d", "ac"),
        ("a <svg><desc>b</desc></svg>c <video><p>d</p></video>e", "a c e"),
        ("Shown <!-- never closed <b>hidden</b>", "Shown"),
        ("a<p style='display: none'>b<p>c</p>d</p>e<span hidden>f</span><s>g</s>h", "a eh"),
        (
            "10<sup>3</sup> of x<sup>−2</sup>, e<sup>2x</sup>, 10<sub>2</sub> of H<sub>2</sub>O",
            "10³ of x⁻², e^2x, 10₂ of H2O",
        ),
        (
            "10<span style='vertical-align:super'>3</span>, 10<sup>3<sup>2</sup></sup>, "
            "log<sub>2</sub>8, 2<sup>1</sup>/<sub>2</sub>",
            "10³, 10^(3²), log₂8, 2 1/2",
        ),
        (
            "<i style='font-size: 0'>a</i><b style='font-size:0.9em' class='hidden-x'>b</b>",
            "b",
        ),
        ("<scripture>Shown</scripture>", "Shown"),
        ("Before <![“ after", "Before <![“ after"),
        ("<p class='open>The lamp <b>turns</b>.</p>", "The lamp turns."),
        ("The lamp <a href", "The lamp <a href"),
        ("&#65;&#x41;&#xD800;&#0;", "AA\ufffd\ufffd"),
        (f"Odd &#{'9' * 5000}; sign", "Odd \ufffd sign"),
    ],
)
def test_text_stands_between_tags(markup: str, text: str) -> None:
    assert " ".join(piece.text for piece in read_html(markup)) == text


@pytest.mark.parametrize(
    "piece",
    ["<a ", "<a b='", "<a '\">", "<!--", "<!a ", "<?", "</", "<![x", "<![CDATA[", "<script"],
)
def test_what_is_never_closed_is_looked_for_once(piece: str) -> None:
    """A megabyte, of which every beginning was compared with all that follows, for hours."""
    markup = "x" + piece * (2**20 // len(piece))
    assert [piece.text for piece in read_html(markup)] in (["x"], [markup.rstrip()])


@pytest.mark.parametrize("end", ["</td>", ""])
def test_a_cell_beside_several_rows_is_in_each_of_them(end: str) -> None:
    rows = [
        f"<tr><th>Oil{end.replace('d', 'h')}<th>Month<th>Barrels</tr>",
        f'<tr><td rowspan="2">Rape{end}<td>May{end}<td>4{end}</tr>',
        f"<tr><td>June{end}<td>5{end}</tr>",
        f"<tr><td>Whale{end}<td rowspan='3'>July{end}<td>0{end}</tr>",
        f"<tr><td>Palm{end}<td>2{end}</tr>",
        f"<tr><td>Olive{end}</tr>",
        f"<tr><td>Seal{end}<td>June{end}<td>1{end}</tr>",
    ]
    read = [piece.text for piece in read_html(f"<table>{''.join(rows)}</table>") if piece.text]
    assert read == [
        "Oil | Month | Barrels",
        *("Rape | May | 4", "Rape | June | 5", "Whale | July | 0", "Palm | July | 2"),
        *("Olive | July", "Seal | June | 1"),
    ]


def test_a_long_cell_beside_thousands_of_rows_is_not_in_all_of_them() -> None:
    first = "<tr><td rowspan=9999>" + "buoy " * 400 + "</td><td>1</td></tr>"
    pieces = read_html(f"<table>{first}{'<tr><td>2</td></tr>' * 2000}</table>")
    assert sum(len(piece.text) for piece in pieces) < 40_000


@pytest.mark.parametrize(
    ("markup", "terms"),
    [
        ("<dt>Buoy</dt><dd>It floats.</dd><dd>It rings.</dd>", ["Buoy\nIt floats.\nIt rings."]),
        ("<dt>Buoy<dd>It floats.<dd><p>It rings.</p>", ["Buoy\nIt floats.\nIt rings."]),
        ("<dt>Buoy</dt><dt>Float</dt><dd>It rings.</dd>", ["Buoy\nFloat\nIt rings."]),
        (
            "<dt>Buoy</dt><dd>It floats.</dd><dt>Pier</dt><dd>It stands.</dd>",
            ["Buoy\nIt floats.", "Pier\nIt stands."],
        ),
    ],
)
def test_all_that_describes_a_term_stands_with_it(markup: str, terms: list[str]) -> None:
    pieces = read_html(f"<p>Words:</p><dl>{markup}</dl><p>The end.</p>")
    assert [(p.kind, p.text) for p in pieces] == [
        ("prose", "Words:"),
        *(("term", text) for text in terms),
        ("prose", "The end."),
    ]


def test_a_list_in_a_description_stands_below_the_term() -> None:
    pieces = read_html("<dl><dt>Buoy</dt><dd>Colours:<ul><li>Red</li></ul></dd></dl>")
    assert [(p.kind, p.text) for p in pieces] == [("term", "Buoy\nColours:"), ("list", "Red")]
