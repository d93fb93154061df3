"""What the rules of a style sheet hide, in a page, in a mail and in a book alike."""

import time
from collections import Counter

import pytest

from corpus.formats.epub.reader import read_book
from corpus.formats.html.reader import read_page_text
from corpus.formats.shapes.mail import write_html
from corpus.formats.sight import rules
from corpus.formats.sight.declarations import read_declarations
from corpus.formats.sight.matching import Tag
from corpus.formats.sight.rules import find_styles
from corpus.formats.sight.sheets import read_sheet
from tests.corpus.formats.epub.books import make_book, page

SHOWN = "The crane lifts forty tons on Mondays."
HIDDEN = "The zebra costs ninety euros a day."
PART = f'<div class="a b" id="x" lang="en"><p class="c" title="t">{HIDDEN}</p></div>'
BODY = f"<p>{SHOWN}</p>{PART}<p>{SHOWN}</p>"

_HIDING = (
    *("#x{display:none}", "div{display:none}", "DIV{display:none}", "div#x.a{display:none}"),
    *(".a.b{display:none}", ".a .c{display:none}", "div > p{display:none}", "div p{display:none}"),
    *(".q,.c{display:none}", "h9 , .q\n,\n#x{display:none}", "div *{visibility:hidden}"),
    *("p + .a{display:none}", "p~div>p{display:none}", "body div>.c{display:none}"),
    *("[class~=b]{display:none}", '[lang|="en"]{display:none}', "div[ID=x]{display:none}"),
    *("p[title^='t' i]{display:none}", "p[title]{display:none}", ".a [title*=t]{display:none}"),
    *(
        "div p:first-child{display:none}",
        ".c:only-child{display:none}",
        "p:not(p+p,.q){}.a{opacity:0}",
    ),
    *(
        "p:not(:not(.c)){display:none}",
        ":is(.q, #x){display:none}",
        "div:nth-of-type(2n + 1){opacity:0}",
    ),
    *(".c:nth-child(odd){display:none}", "div:last-of-type{display:none}", ".\\61{display:none}"),
    *(".c{font-size:0}", ".c{max-height:0;overflow:hidden}", ".a{position:absolute;left:-9999px}"),
    *(
        ".a{clip:rect(0,0,0,0);position:absolute}",
        ".a{opacity:0}",
        ".c{color:#fff;background:#fff}",
    ),
    *(".c{color:transparent}", ".c{text-decoration:line-through}", ".a{transform:scale(0)}"),
    *("@media screen{.a{display:none}}", "@media all and (min-width: 600px){.a{display:none}}"),
    *("@media print,screen{.a{display:none}}", "@media (width >= 40em){.a{display:none}}"),
    *(
        "@media not print{.a{display:none}}",
        "@media screen{@media (max-width:99in){.a{opacity:0}}}",
    ),
    *("@supports (display:grid){.a{display:none}}", "@layer u{.a{display:none}}"),
    *("/* { */.a/**/.b{display:none/* ; */}", ".q:before{content:'/*'}.a{display:none}"),
    *(".q{content:'}'}.a{display:none}", "@charset 'x';.a{display:none}", ".a{display:none"),
    *(".q{background:url(data:a;b{)}.a{display:none}", "@font-face{src:url(a)}.a{display:none}"),
    *(
        ".a{display:none;.q{display:block}}",
        ".a{color:red;.c{display:none}}",
        "#x{& .c{opacity:0}}",
    ),
    *(".a{@media screen{display:none}}", ".a{display:none!important}.a.b{display:block}"),
    *(".a{display:block}.a{display:none}", ".a.b{display:none}.a{display:block}"),
    *("#x{display:none}div.a.b{display:block}", "@layer u{#x{display:block}}.a{display:none}"),
    *("@layer u{.a{display:none!important}}#x{display:block!important}",),
    *(
        ".a{display:none}.q:target,#q:checked~p{display:block}",
        ".a{display:none}#x:hover{opacity:0}",
    ),
    *(
        ".a{opacity:0;animation:in 1s both}",
        ".a{opacity:0;animation:in 1s}@keyframes in{to{opacity:1}}",
    ),
    *(".a{opacity:0;animation:in both}@keyframes in{from{opacity:1}to{opacity:0}}",),
    *(":root{--n:none}.a{display:var(--n)}", ".a{display:var(--q,none)}"),
    *(":root{--w:#fff}.c{color:var( --w , red);background:var(--w)}",),
    *(".c{font:16px serif}.c{font-size:0}", f".a{{{'top:1px;' * 300}display:none}}"),
)
_SHOWING = (
    *("#X{display:none}", ".A{display:none}", "span{display:none}", ".a .b{display:none}"),
    *(
        "p > div{display:none}",
        ".a.q{display:none}",
        "body > .c{display:none}",
        "div+div{opacity:0}",
    ),
    *("[title=u]{display:none}", "p:nth-child(2).c{display:none}", ".c:not(p){display:none}"),
    *("div:is(.q,p){display:none}", "p:last-child.q{display:none}", ".c:hover{display:none}"),
    *(".a::before{display:none}", ".a:before{display:none}", ".c::first-line{font-size:0}"),
    *(
        ".a:nonesuch{display:none}",
        ".a:has(i){display:none}",
        "..a{display:none}",
        ".a>{opacity:0}",
    ),
    *("svg|div{display:none}", ".a{display:nonesuch}", "/* .a{display:none} */", "} .a{opacity:0}"),
    *("@media print{.a{display:none}}", "@media screen and (max-width:600px){.a{display:none}}"),
    *("@media not all{.a{display:none}}", "@media (prefers-color-scheme:dark){.a{opacity:0}}"),
    *("@media (nonesuch:1){.a{display:none}}", "@media print{@media all{.a{display:none}}}"),
    *("@supports (-moz-appearance:none){.a{opacity:0}}", "@supports not (top:0){.a{opacity:0}}"),
    *(
        "@keyframes k{.a{opacity:0}to{opacity:0}}",
        "@page{.a{display:none}}",
        "{.a{display:none}}",
        "@nonesuch{.a{display:none}}",
    ),
    *(".a{display:none}.a{display:block}", ".a{display:none}#x{display:block}"),
    *(".a{display:none}.a.b{display:inline !important}", "div{display:none}.a{display:grid}"),
    *(".a{display:none}@media screen{.a{display:block}}", ".a{font-size:0}.a{font:12px serif}"),
    *(".a{visibility:hidden}.b{visibility:visible}", ".a{left:-9999px}", ".a{overflow:hidden}"),
    *("@layer u{.a{display:none}}div{display:block}", ".a{display:none}div:target{display:block}"),
    *(
        "@layer u,v;@layer v{.a{opacity:1}}@layer u{.a.b{opacity:0}}",
        "div:nth-child(2n+1){opacity:0}",
    ),
    *(".a{display:none}:checked~.a,p:checked~#x{display:block}", ".c{color:#fff;background:#000}"),
    *(
        f".a{{opacity:0;animation:in 1s both}}@{p}keyframes in{{to{{opacity:1}}}}"
        for p in ("", "-webkit-")
    ),
    *(
        ".a{position:relative;left:-200%}",
        ".q{.a{display:none}}",
        ".a{max-height:0;overflow:hidden}.b{max-height:none}",
    ),
    # What may show it again, as far as that is understood.
    *(
        f".a{{display:none}}{may}{{display:block}}"
        for may in (
            *(
                "div.a:not(:empty)",
                ".b.a:has(p)",
                "div.a:lang(en)",
                ".a.b:not(:hover)",
                ".a:defined",
            ),
            *(":is(body .a)", ".a:not(nav .b)", "div:nth-child(1 of .a)"),
        )
    ),
    *(
        f".a{{display:none}}@{may}{{.a{{display:block}}}}"
        for may in (
            *("media (width:1px) or (height:1px)", "media (min-aspect-ratio:1/1)", "scope (.q)"),
            *("container (width > 1px)", "supports not (top:0)"),
        )
    ),
    *("@supports (nonesuch:1){.a{display:none}}", ".a{display:none\\9;color:white\\9}"),
    *(":root{color-scheme:dark}body{color:#fff}", ".a{text-shadow:0 0 4px #000}.c{color:#fff}"),
    *(".a{opacity:0;animation:in 1s both, q 2s}@keyframes in{to{opacity:1}}",),
    *(".a{height:0;padding-bottom:56%;overflow:hidden}", ".a{font-size:0}.c{font:caption}"),
    *(".q:before{content:'\\''}.a{display:none}.a{display:block}.q:after{content:'\\''}",),
)


@pytest.mark.parametrize("sheet", _HIDING)
def test_it_is_hidden(sheet: str) -> None:
    for text in _texts(sheet):
        assert "zebra" not in text
        assert text.count(SHOWN) == 2


@pytest.mark.parametrize("sheet", _SHOWING)
def test_it_is_seen(sheet: str) -> None:
    for text in _texts(sheet):
        assert HIDDEN in text


def _texts(sheet: str) -> list[str]:
    """What is read of the part in a page and in a mail."""
    markup = f"<style>{sheet}</style></head><body>{BODY}</body>"
    return [read_page_text(f"<html><head>{markup}</html>").text, write_html(markup)]


@pytest.mark.parametrize("box", ["width:1px;height:1px;overflow:hidden", "transform:scale(0)"])
@pytest.mark.parametrize(
    ("display", "is_seen"), [("", True), ("display:inline-block;", False), ("float:left;", False)]
)
def test_a_part_of_a_line_has_no_size(box: str, display: str, is_seen: bool) -> None:
    markup = f"<style>i{{{display}{box}}}</style><body><p>The crane <i>never</i> lifts.</p>"
    for text in (read_page_text(f"<html>{markup}</html>").text, write_html(markup)):
        assert ("never" in text) == is_seen


@pytest.mark.parametrize("head", ["<style type='text/x-q'>", "<template><style>"])
def test_a_sheet_that_no_browser_reads_is_none(head: str) -> None:
    page = f"<html><body>{head}.a{{display:none}}</style></template>{BODY}</body></html>"
    assert HIDDEN in read_page_text(page).text


@pytest.mark.parametrize(
    ("own", "is_seen"),
    [
        ("display:block", True),
        ("display:none", False),
        ("display:block!important", True),
        ("opacity:0", False),
    ],
)
def test_an_own_style_counts_more_than_rules_that_are_not_important(
    own: str, is_seen: bool
) -> None:
    for mark in ("", "!important"):
        part = PART.replace("<div", f'<div style="{own}"')
        page = f"<body><style>.a{{display:none{mark}}}</style><p>{SHOWN}</p>{part}</body>"
        expected = is_seen and (not mark or "!" in own)
        assert ("zebra" in read_page_text(page).text) == expected
        assert ("zebra" in write_html(page)) == expected


@pytest.mark.parametrize(
    ("head", "sheet", "is_seen"),
    [
        ('<link rel="stylesheet" href="s.css"/>', "#x > p { display: none }", False),
        ('<link rel="stylesheet" href="s.css"/>', "@media print{#x{display:none}}", True),
        ('<style>@import "s.css";</style>', "#x{display:none}", False),
        (
            "<style>@import url(t.css) print; @import url(s.css) screen;</style>",
            "#x{opacity:0}",
            False,
        ),
        ('<style>@import url("s.css") print;</style>', "#x{display:none}", True),
        ('<link rel="stylesheet" href="t.css"/>', "#x{display:none}", False),
        (
            '<link rel="stylesheet" href="t.css"/><style>#x{display:block}</style>',
            "#x{display:none}",
            True,
        ),
        ('<link rel="stylesheet" href="s.css"/>', "@import 's.css';#x{display:none}", False),
    ],
)
def test_a_book_is_shown_by_all_its_sheets(head: str, sheet: str, is_seen: bool) -> None:
    chapter = page(f"<h1>Cranes</h1>{BODY}").replace("</head>", f"{head}</head>")
    sheets = {"OEBPS/s.css": sheet, "OEBPS/t.css": "@import url(s.css);p{color:red}"}
    text = read_book(make_book({"1.xhtml": chapter}, others=sheets), "a.epub").text
    assert ("zebra" in text) == is_seen


def _count_seconds(rules: int, tags: int) -> float:
    sheet = "".join(f".a{n} .b,.b~p:not(.c{n})>.a *{{display:none}}" for n in range(rules))
    start = time.process_time()
    found = [Tag("p", {"class": f"a b a{n % 99}"}, n - 1 if n % 300 else -1) for n in range(tags)]
    assert len([*find_styles([read_sheet(sheet)], found, hides=True)]) == tags
    return time.process_time() - start


def test_many_rules_and_many_tags_cost_little() -> None:
    assert _count_seconds(200, 300) < 3


@pytest.mark.parametrize(
    "sheet",
    ["{" * 5_000, ".a{" * 5_000, "(" * 5_000, "'\"" * 5_000, ":not(" * 5_000, "/*" * 5_000,
     "[" * 400 + "\\aaaaaa" * 50 + "{top:0}", "a " * 5_000 + "{top:0}",
     "@media " + "(" * 5_000 + "{", "}" * 500_000],
)  # fmt: skip
def test_hostile_sheets_cost_little(sheet: str) -> None:
    start = time.process_time()
    assert read_sheet(sheet).rules == ()
    assert time.process_time() - start < 2


def test_what_is_around_many_parts_of_lines_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: Counter[str] = Counter()

    def count(style: str) -> dict[str, str]:
        read[style] += 1
        return read_declarations(style)

    monkeypatch.setattr(rules, "read_declarations", count)
    around = Tag("div", {"style": "x:y;" * 99}, -1)
    parts = [Tag("span", {"style": "width:1px"}, 0)] * 50
    assert len([*find_styles([], [around, *parts], hides=True)]) == 51
    assert read[around.attributes["style"] or ""] == 1
