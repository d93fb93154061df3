"""What a mail in HTML hides from those who read it is not quoted."""

import time

import pytest

from corpus.formats.shapes.mail import write_html
from corpus.formats.shapes.mail_styles import put_rules

RULES = ".pre{display:none!important} td.hide{visibility:hidden} .old{text-decoration:line-through}"


@pytest.mark.parametrize(
    "hidden",
    [
        '<div class="pre">It is nine.</div>',
        "<P CLASS='big pre'>It is <b>nine</b>.</P>",
        '<table><tr><td class="hide">It is nine.</td><td>&nbsp;</td></tr></table>',
        '<p><span class=old style="color:red">It is nine.</span></p>',
        '<div class="x" style="max-height:0;overflow:hidden">It is nine.</div>',
    ],
)
def test_what_the_mails_own_styles_hide_is_not_written(hidden: str) -> None:
    markup = f"<style type='text/css'><!-- {RULES} --></style>{hidden}<p class=x>It is five.</p>"
    assert write_html(markup).split() == ["It", "is", "five."]


def test_what_they_say_of_others_changes_nothing() -> None:
    rules = f"<style media=print>{RULES}</style><style>.a{{color:red}}</style>"
    markup = rules + '<p class="pre" title="a > b">It is &lt;five&gt;.</p><br/><!-- <p class=a> -->'
    assert put_rules(markup) == markup


def test_a_table_that_only_places_words_leaves_no_bars() -> None:
    rows = "<tr><td></td><td>It is five.</td></tr><tr><td>a</td><td>b</td></tr>"
    assert write_html(f"<table>{rows}</table>").split("\n\n") == ["\nIt is five.", "a | b"]


def test_many_tags_cost_little() -> None:
    start = time.process_time()
    put_rules(f"<style>{RULES}</style>" + "<p class='a b'>" * 5_000 + "<p class='" * 2_000)
    assert time.process_time() - start < 2
