"""What an element's own style hides, in a page, in a mail's HTML and in Markdown alike."""

import pytest

from corpus.formats.html.reader import read_page_text
from corpus.formats.html_text import is_hiding, read_html
from corpus.formats.markdown import parse_markdown

SHOWN = "The crane lifts forty tons on Mondays."
HIDDEN = "The zebra costs ninety euros a day."
_HIDING = (
    *("display:/**/none", "display:\\6eone", "display:     none", "x:1;DISPLAY : None!important"),
    *("display:none !important;display:block", "background:url('a;b');display:none"),
    *("visibility:hidden", "content-visibility:hidden", "opacity:0", "opacity:0.01", "opacity:-1"),
    *("opacity:1e-9", "opacity:3%", "filter:opacity(0)", "transform:rotate(1deg) scale(0)"),
    *("font:0/0 a", "font:bold 0px/1 serif", "font-size:0", "font-size:+0px", "font-size:0e0px"),
    *("font-size:0.01px", "font-size:0vw", "font-size:1%", "font-size:.05em", "zoom:0"),
    *("font-size:calc(0px)", "font-size:00000px"),
    *("color:transparent", "color:#0000", "color:#FFFFFF00", "color:rgba(0,0,0,0)"),
    *("color:rgb(9 9 9 / 0%)", "color:hsla(0, 50%, 50%, 0)", "-webkit-text-fill-color:transparent"),
    *("color:#fefefe;background:#fff", "color:white;background-color:rgb(255,255,255)"),
    *("color:hsl(0,0%,100%);background:#fff", "color:navy;background:#000080"),
    *("color:orchid;background:orchid", "position:absolute;left:-9999px", "text-indent:-9999px"),
    *("position:fixed;top:-100em", "position:absolute;clip:rect(0 0 0 0)", "clip-path:inset(50%)"),
    *("width:1px;height:1px;overflow:hidden", "height:0;overflow:hidden"),
    *("max-height:0px;overflow-y:clip", "text-decoration:line-through"),
    *("position:relative;left:-9999px", "position:sticky;top:-9999px", "margin:0 0 0 -9999px"),
    *("position:fixed;inset:-9999px auto auto auto", "position:absolute;right:-9999px"),
    *("position:absolute;left:9999px", "text-indent:100%;white-space:nowrap;overflow:hidden"),
    *("clip-path:polygon(0 0, 0px 0, 0 0)", "clip-path:inset(0 100% 0 0)", "scale:0"),
    *("transform:scale(.001)", "transform:translateX(-9999px)", "transform:rotateY(90deg)"),
    *("transform:matrix(0,0,0,0,0,0)", "translate:-200vw", "font-size:min(0px, 1em)", "zoom:.01"),
    *("position:absolute;left:-200%", "max-width:0;overflow:hidden", "height:0;overflow:auto"),
    *("filter:blur(9px)", "-webkit-text-security:disc", "color:oklch(1 0 0 / 0)"),
    *("display:none;display:", "display:none;display:foo", "left:-9999px;position:fixed;left:"),
    *("-webkit-transform:scale(0)", "-webkit-clip-path:inset(50%)", "-moz-opacity:0"),
    *("color:transparent;text-shadow:none", "color:transparent;-webkit-text-stroke:0"),
    *("text-decoration: red line-through 2px", "text-decoration-line:underline line-through"),
)
_SHOWING = (
    *("display:block", "display:nonesuch", "visibility:visible", "opacity:1", "opacity:.5"),
    *("font-size:10px", "font-size:0.9em", "font-size:80%", "font:400 16px/0 a", "font:bold 1em a"),
    *("color:#eee", "color:#fff;background:#000", "color:#fff;background:#fff url(dark.png)"),
    *("color:transparent;background:linear-gradient(red,blue);background-clip:text",),
    *("color:inherit;background:inherit", "color:#eee;background:#fff"),
    *("position:relative;left:-10px", "text-indent:-2em", "margin-left:-20px", "left:-9999px"),
    *("height:0", "max-height:0", "overflow:hidden", "width:1px;overflow:hidden"),
    *("text-decoration:underline", "text-decoration:none"),
    *("position:relative;top:-2px", "position:absolute;top:12000px", "margin:-20px auto"),
    *("transform:translate(-50%, -50%)", "transform:rotate(90deg)", "filter:blur(1px)"),
    *("clip-path:polygon(0 0, 100% 0, 100% 100%)", "filter:opacity(var(--seen))", "scale:1.2"),
    *("padding-bottom:9999px;margin-bottom:-9999px", "max-width:100%"),
    *("color:oklch(0 0 0 / 0.9)", "position:relative;inset:1px 2px", "text-indent:100%"),
    *("display:none;display:block", "display:none;display:inline flex"),
    *("color:transparent;text-shadow:0 0 1px red",),
    *("transform:scale(1)", "clip-path:inset(5%)", "line-height:0", "content:'display:none'"),
)


def _texts(style: str, attributes: str = "") -> list[str]:
    """What is read of words in that style, in all three ways."""
    element = f'<div style="{style}"{attributes}>{HIDDEN}</div>'
    return [
        read_page_text(f"<body><p>{SHOWN}</p>{element}<p>{SHOWN}</p></body>").text,
        " ".join(piece.text for piece in read_html(f"<p>{SHOWN}</p>{element}<p>{SHOWN}</p>")),
        parse_markdown(f"{SHOWN}\n\n{element}\n\n{SHOWN}")[1],
    ]


@pytest.mark.parametrize("style", _HIDING)
def test_it_is_hidden(style: str) -> None:
    for text in _texts(style):
        assert "zebra" not in text
        assert text.count(SHOWN) == 2


@pytest.mark.parametrize("style", _SHOWING)
def test_it_is_seen(style: str) -> None:
    for text in _texts(style):
        assert HIDDEN in text


@pytest.mark.parametrize("attributes", [' id="a1"', " class='panel'", ' aria-labelledby="q1"'])
def test_an_answer_that_opens_is_read(attributes: str) -> None:
    for text in _texts("height:0px;overflow:hidden", attributes):
        assert HIDDEN in text


@pytest.mark.parametrize(
    ("markup", "is_seen"),
    [
        ("<div style='background:white'><p style='color:#fff'>{}</p></div>", False),
        ("<table bgcolor=white><tr><td><font color=white>{}</font></td></tr></table>", False),
        ("<div style='background:navy'><p style='color:#fff'>{}</p></div>", True),
        ("<table bgcolor=black><tr><td><font color=white>{}</font></td></tr></table>", True),
        ("<div style='background:#fff'><p class=dark style='color:#fff'>{}</p></div>", False),
        (
            "<link rel=stylesheet><p style='background:#fff'><b class=a style='color:#fff'>{}</b>",
            True,
        ),
        ("<p style='color:#fff'>{}</p>", False),
        ("<p style='font-size:0'><span style='font-size:13px'>{}</span></p>", True),
        ("<p style='color:transparent'><font color=black>{}</font></p>", True),
        ("<div popover>{}</div>", False),
        ("<noembed>{}</noembed>", False),
        ("<progress>{}</progress><meter>{}</meter>", False),
        ("<details><summary>More</summary><p>{}</p></details>", True),
        ("<p title='what is hidden here'>{}</p>", True),
    ],
)
def test_what_stands_around_counts(markup: str, is_seen: bool) -> None:
    page = f"<body><p>{SHOWN}</p>{markup.replace('{}', HIDDEN)}</body>"
    assert ("zebra" in read_page_text(page).text) == is_seen


def test_cells_of_no_size_have_words_of_one() -> None:
    """As mails are written that a builder of them makes."""
    cell = '<td style="font-size:0px">{}<div style="font-size:13px">{}</div></td>'
    markup = f"<table><tr>{cell.format(HIDDEN, SHOWN)}</tr></table>"
    assert " ".join(piece.text for piece in read_html(markup)).strip() == SHOWN


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("class='a hidden b'", False),
        ('title="a hidden b"', False),
        ('data-x="display:none"', False),
        ("hidden", True),
        ('HIDDEN="until-found"', True),
        ("style=display:none", True),
        ('style="display&#58;none"', True),
    ],
)
def test_only_the_attributes_that_hide_do(attributes: str, expected: bool) -> None:
    assert is_hiding(attributes) == expected
