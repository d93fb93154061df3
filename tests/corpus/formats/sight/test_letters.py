"""Whether the letters of words are seen: what they stand in may say of what size or colour."""

import pytest

from corpus.formats.html.reader import read_page_text
from corpus.formats.shapes.mail import write_html

SHOWN = "The crane lifts forty tons on Mondays."
HIDDEN = "The zebra costs ninety euros a day."
SEEN = f"<p>{SHOWN}</p>"


@pytest.mark.parametrize(
    ("sheet", "markup", "is_seen"),
    [
        (".a{font-size:0}", "<div class=a><p class=b>{}</p></div>", False),
        (".a{font-size:0}", "<div class=a><b class=b>{}</b></div>", False),
        (".a{font-size:0}.b{font-size:2em}", "<div class=a><p class=b>{}</p></div>", False),
        (".a{font-size:0}p{font-size:12px}", "<div class=a><p class=b>{}</p></div>", True),
        (".a{font-size:0}.b{font-size:1rem}", "<div class=a><b class=b>x</b>{}</div>", False),
        (".a{color:#fff}", "<p class=a>{}</p>", False),
        (".a{color:#fff}", "<div class=a><p class=b>{}</p></div>", False),
        (".a{color:#fff}p{color:#000}", "<div class=a><p>{}</p></div>", True),
        (".a{color:#fff;background:transparent}", "<p class=a>{}</p>", False),
        (".a{color:#fff;background:none}", "<p class=a>{}</p>", False),
        (".a{color:#fff}div{background:#000}", "<div><p class=a>{}</p></div>", True),
        (".a{color:#fff}div{background:url(a.png)}", "<div><p class=a>{}</p></div>", True),
        (".a{color:#fff}div{background:rgba(0,0,0,.9)}", "<div><p class=a>{}</p></div>", True),
        (".a{color:#fff}div{background:var(--x)}", "<div><p class=a>{}</p></div>", True),
        (".a{color:var(--x)}div{background:#fff}", "<div><p class=a>{}</p></div>", True),
        (".a{color:#fff;text-shadow:0 0 1px red}", "<p class=a>{}</p>", True),
        (".a{color:#fff;position:absolute;top:0}", "<p class=a>{}</p>", True),
        (".a{color:#fff}", "<table bgcolor=#000000><tr><td class=a>{}</table>", True),
        (".a{color:#fff}", "<div class=a><a href='x.html'>{}</a></div>", True),
        (".a{color:#fff}.a a{color:#fefefe}", "<div class=a><a href=x>{}</a></div>", False),
        (".a{background:#000}", "<p class=a>{}</p>", False),
        (".a{background:#000}", "<p class=a><font color=white>{}</font></p>", True),
        (".a{color:transparent}", "<div class=a><p class=b>{}</p></div>", False),
        (".a{color:transparent}p{color:red}", "<div class=a><p class=b>{}</p></div>", True),
        ("body{background:#111;color:#eee}", "<p class=a>{}</p>", True),
    ],
)
def test_letters_look_as_those_around_them(sheet: str, markup: str, is_seen: bool) -> None:
    styled = f"<style>{sheet}</style>"
    body = f"<body>{SEEN}{markup.replace('{}', HIDDEN)}{SEEN}</body>"
    for text in (read_page_text(f"<html>{styled}{body}</html>").text, write_html(styled + body)):
        assert ("zebra" in text) == is_seen
        assert text.count(SHOWN) == 2
    if not is_seen:  # what is not known may say otherwise
        for head in ("<link rel=stylesheet href=a.css>", "<script src=a.js></script>"):
            assert "zebra" in read_page_text(f"<html>{head}{styled}{body}</html>").text or (
                "link" in head and "<p class=a>" not in markup
            )


def test_no_figure_goes_to_another_over_a_gap() -> None:
    styles = {
        "10": ("font-size:0", "display:none", "opacity:0;position:absolute"),
        "1 0": ("color:#fff", "color:transparent", "visibility:hidden", "opacity:0"),
    }
    for style, said in ((style, said) for said, all_of in styles.items() for style in all_of):
        markup = f"<p>It is 1<b style='{style}'><i>9</i></b>0 euros.</p>"
        assert read_page_text(f"<html><body>{markup}</body></html>").text == f"It is {said} euros."
        assert write_html(markup).strip() == f"It is {said} euros."
