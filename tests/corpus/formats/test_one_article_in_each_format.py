"""One article in each format that is read: the same words, and what is said of them; each is quoted
with its place in the file, and its link opens there."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from html import escape

import pytest

from bot.answers.pipeline import answer_question
from bot.telegram.messages.links import link_passage
from bot.text.citations import name_place, source_line
from corpus import Locator, read_corpus
from corpus.formats.reading import read_file
from corpus.formats.registry import SUFFIXES
from embeddings import BuildFolder, Retriever, build_index, load_index
from tests.corpus.formats.epub.books import make_book, page
from tests.corpus.formats.office.documents import make_docx, make_odt, par, style
from tests.support.fake_encoder import FakeEncoder
from tests.support.pdfs import Said, make_pdf, set_lines

TITLE = "The bridge of Nab"
AUTHOR = "Ada Pell"
DAY = date(2024, 11, 13)
URL = "https://nab.example/bridge"
BUILT = "The swing bridge of Nab was built in 1821 by masons from the mainland."
HEADING = "When it opens"
OPENS = "The keeper opens the bridge at nine, and at dusk it is closed by the harbour guard."
COSTS = "These have to pay before they cross:"
ITEMS = ("carts, two florins each", "sheep, a penny for every ten")
SAID = (BUILT, OPENS, COSTS, *ITEMS)
QUESTION = "When does the keeper open the bridge?"
_MARKS = ("- ", "* ", "• ")


def _markdown(head: str = f"# {TITLE}\n\n") -> str:
    items = "".join(f"- {item}\n" for item in ITEMS)
    return f"{head}{BUILT}\n\n## {HEADING}\n\n{OPENS}\n\n{COSTS}\n\n{items}"


def _with_front_matter() -> str:
    stated = f"title: {TITLE}\nauthor: {AUTHOR}\ndate: {DAY}\nurl: {URL}\nlanguage: en"
    return _markdown(f"---\n{stated}\n---\n\n")


def _plain_text() -> str:
    head = f"Title: {TITLE}\nAuthor: {AUTHOR}\nDate: {DAY}\nURL: {URL}\nLanguage: en\n\n"
    items = "".join(f"- {item}\n" for item in ITEMS)
    return f"{head}{BUILT}\n\n{HEADING}\n{'=' * len(HEADING)}\n\n{OPENS}\n\n{COSTS}\n\n{items}"


def _rest() -> str:
    head = f"{TITLE}\n{'=' * 20}\n\n:Author: {AUTHOR}\n:Date: {DAY}\n:URL: {URL}\n\n"
    items = "".join(f"* {item}\n" for item in ITEMS)
    return f"{head}{BUILT}\n\n{HEADING}\n{'-' * 20}\n\n{OPENS}\n\n{COSTS}\n\n{items}"


def _asciidoc() -> str:
    items = "".join(f"* {item}\n" for item in ITEMS)
    head = f"= {TITLE}\n{AUTHOR}\n{DAY}\n:lang: en\n\n"
    return f"{head}{BUILT}\n\n== {HEADING}\n\n{OPENS}\n\n{COSTS}\n\n{items}"


def _org() -> str:
    head = f"#+TITLE: {TITLE}\n#+AUTHOR: {AUTHOR}\n#+DATE: {DAY}\n#+LANGUAGE: en\n#+URL: {URL}\n\n"
    items = "".join(f"- {item}\n" for item in ITEMS)
    return f"{head}{BUILT}\n\n* {HEADING}\n\n{OPENS}\n\n{COSTS}\n\n{items}"


def _tex() -> str:
    items = "".join(f"\\item {item}\n" for item in ITEMS)
    return (
        f"\\documentclass{{article}}\n\\usepackage[english]{{babel}}\n\\title{{{TITLE}}}\n"
        f"\\author{{{AUTHOR}}}\n\\date{{{DAY}}}\n\\begin{{document}}\n\\maketitle\n{BUILT}\n\n"
        f"\\section{{{HEADING}}}\n{OPENS}\n\n{COSTS}\n\\begin{{itemize}}\n{items}\\end{{itemize}}\n"
        "\\end{document}\n"
    )


def _body() -> str:
    items = "".join(f"<li>{item}</li>" for item in ITEMS)
    return (
        f"<h1>{TITLE}</h1><p>{BUILT}</p><h2>{HEADING}</h2><p>{OPENS}</p>"
        f"<p>{COSTS}</p><ul>{items}</ul>"
    )


def _page() -> str:
    return (
        f'<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>{TITLE}</title>'
        f'<meta name="author" content="{AUTHOR}"/><link rel="canonical" href="{URL}"/>'
        f'<meta property="article:published_time" content="{DAY}"/></head>'
        f"<body>{_body()}</body></html>"
    )


def _book() -> bytes:
    stated = (
        f"<dc:title>{TITLE}</dc:title><dc:creator>{AUTHOR}</dc:creator><dc:date>{DAY}</dc:date>"
        f"<dc:language>en</dc:language><dc:source>{escape(URL)}</dc:source>"
    )
    return make_book({"1.xhtml": page(_body())}, metadata=stated)


def _pdf() -> bytes:
    said = [
        Said(TITLE, size=18),
        *set_lines([BUILT], y=660),
        Said(HEADING, y=630, size=14, font="Helvetica-Bold"),
        *set_lines([OPENS], y=600),
        *set_lines([COSTS], y=570),
        *set_lines([f"• {item}" for item in ITEMS], y=550),
    ]
    info = {"Title": TITLE, "Author": AUTHOR, "CreationDate": f"D:{DAY:%Y%m%d}120000Z"}
    return make_pdf([[], said], info, language="en")


def _word() -> bytes:
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = par(TITLE, "Title") + par(BUILT) + par(HEADING, "heading1") + par(OPENS) + par(COSTS)
    heading = style("heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    core = (
        f"<dc:title>{TITLE}</dc:title><dc:creator>{AUTHOR}</dc:creator><dc:language>en</dc:language>"
        f"<dcterms:created>{DAY}T09:00:00Z</dcterms:created>"
    )
    bullets = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    body += "".join(par(item, "", listed) for item in ITEMS)
    return make_docx(body, styles=style("Title") + heading, numbering=bullets, core=core)


def _open_document() -> bytes:
    meta = (
        f"<dc:title>{TITLE}</dc:title><meta:initial-creator>{AUTHOR}</meta:initial-creator>"
        f"<meta:creation-date>{DAY}T09:00:00</meta:creation-date><dc:language>en</dc:language>"
    )
    items = "".join(f"<text:list-item><text:p>{i}</text:p></text:list-item>" for i in ITEMS)
    body = (
        f'<text:p text:style-name="Title">{TITLE}</text:p><text:p>{BUILT}</text:p>'
        f'<text:h text:outline-level="1">{HEADING}</text:h><text:p>{OPENS}</text:p>'
        f"<text:p>{COSTS}</text:p><text:list>{items}</text:list>"
    )
    return make_odt(body, meta=meta)


def _rich_text() -> str:
    items = "".join(rf"{{\pntext\'b7\tab}}\pard {item}\par" for item in ITEMS)
    return (
        r"{\rtf1\ansi\ansicpg1252{\stylesheet{ Normal;}{\s1\outlinelevel0 heading 1;}{\s3 Title;}}"
        rf"{{\info{{\title {TITLE}}}{{\author {AUTHOR}}}"
        rf"{{\creatim\yr{DAY.year}\mo{DAY.month}\dy{DAY.day}}}}}"
        rf"\pard\s3 {TITLE}\par\pard {BUILT}\par"
        rf"\pard\s1 {HEADING}\par\pard {OPENS}\par\pard {COSTS}\par{items}}}"
    )


def _record() -> dict[str, str]:
    stated = {"title": TITLE, "author": AUTHOR, "date": str(DAY), "language": "en", "url": URL}
    return {**stated, "text": _markdown("")}


def _separated(separator: str) -> str:
    cells = ['"' + value.replace('"', '""') + '"' for value in _record().values()]
    return f"{separator.join(_record())}\n{separator.join(cells)}\n"


def _notebook() -> str:
    cell = {"cell_type": "markdown", "metadata": {}, "source": _markdown()}
    stated = {"title": TITLE, "authors": [{"name": AUTHOR}], "language_info": {"name": "python"}}
    return json.dumps({"cells": [cell], "metadata": stated, "nbformat": 4, "nbformat_minor": 5})


def _mail() -> bytes:
    mail = EmailMessage()
    mail["From"] = f"{AUTHOR} <ada@nab.example>"
    mail["Subject"] = TITLE
    mail["Date"] = "Wed, 13 Nov 2024 10:00:00 +0000"
    mail["Archived-At"] = f"<{URL}>"
    mail.set_content("\n\n".join((BUILT, OPENS, COSTS, "\n".join(f"- {i}" for i in ITEMS))))
    return mail.as_bytes()


def _mailbox() -> bytes:
    return b"From ada@nab.example Wed Nov 13 10:00:00 2024\n" + _mail() + b"\n"


def _cues(point: str) -> str:
    times = [f"00:0{n}:05{point}000 --> 00:0{n}:09{point}000" for n in range(len(SAID))]
    return "\n".join(f"{time}\n{said}\n" for time, said in zip(times, SAID, strict=True))


def _webvtt() -> str:
    head = f"WEBVTT - {TITLE}\nAuthor: {AUTHOR}\nDate: {DAY}\nLanguage: en\nUrl: {URL}\n\n"
    return head + _cues(".")


def _substation() -> str:
    lines = [
        f"Dialogue: 0,0:0{n}:05.00,0:0{n}:09.00,Main,,0,0,0,,{said}" for n, said in enumerate(SAID)
    ]
    return "\n".join(["[Script Info]", f"Title: {TITLE}", "", "[Events]", *lines])


@dataclass(frozen=True)
class Row:
    """A format: how the article is written in it, and what of it the format cannot hold, by the
    names of what is compared; where the sentence that is asked for stands in the file."""

    suffixes: tuple[str, ...]
    write: Callable[[], str | bytes]
    cannot_hold: frozenset[str] = frozenset()
    locator: Locator | None = None

    @property
    def data(self) -> bytes:
        written = self.write()
        return written if isinstance(written, bytes) else written.encode()


def row(
    suffixes: str,
    write: Callable[[], str | bytes],
    cannot_hold: str = "",
    locator: Locator | None = None,
) -> Row:
    return Row(tuple(suffixes.split()), write, frozenset(cannot_hold.split()), locator)


ROWS = (
    row(".md .markdown .mdx", _with_front_matter),
    row(".txt .text", _plain_text),
    row(".rst", _rest),
    row(".adoc", _asciidoc, "url"),
    row(".org", _org),
    row(".tex", _tex, "url"),
    row(".html .htm .xhtml", _page),
    row(".epub", _book, "url"),
    row(".docx", _word, "url"),
    row(".odt", _open_document, "url"),
    row(".rtf", _rich_text, "url"),
    row(".pdf", _pdf, "url", Locator("page", 2)),
    row(".csv", lambda: _separated(","), locator=Locator("row", 2)),
    row(".tsv", lambda: _separated("\t"), locator=Locator("row", 2)),
    row(".json", lambda: json.dumps([_record()]), locator=Locator("row", 1)),
    row(".jsonl", lambda: json.dumps(_record()) + "\n", locator=Locator("row", 1)),
    row(".ipynb", _notebook, "published url"),
    row(".eml", _mail, "headings"),
    row(".mbox", _mailbox, "headings"),
    row(".srt", lambda: _cues(","), "title author published url headings", Locator("time", 5)),
    row(".vtt", _webvtt, "headings", Locator("time", 5)),
    row(".ass .ssa", _substation, "author published url headings", Locator("time", 5)),
)
EACH = [(suffix, one) for one in ROWS for suffix in one.suffixes]


def test_every_format_that_is_read_is_tried() -> None:
    assert {suffix for suffix, _ in EACH} == set(SUFFIXES)


@pytest.mark.parametrize(("suffix", "one"), EACH, ids=[suffix for suffix, _ in EACH])
def test_the_same_is_read_of_each(suffix: str, one: Row) -> None:
    article = read_file(one.data, f"bridge{suffix}").article
    said = [_strip(article.text[p.start : p.end]) for p in article.paragraphs]
    told = {
        "title": article.title,
        "author": article.author,
        "published": article.published,
        "language": article.language,
        "url": article.url,
        "text": " ".join(said),
        "headings": {p.headings for p in article.paragraphs},
    }
    expected = {
        "title": TITLE,
        "author": AUTHOR,
        "published": DAY,
        "language": "en",
        "url": URL,
        "text": " ".join(SAID),
        "headings": {(), (HEADING,)},
    }
    kept = expected.keys() - one.cannot_hold
    assert {name: told[name] for name in kept} == {name: expected[name] for name in kept}


def _strip(paragraph: str) -> str:
    """Its lines without the marks of items, which formats write differently or not at all."""
    lines = paragraph.split("\n")
    return " ".join(next((s[len(m) :] for m in _MARKS if s.startswith(m)), s) for s in lines)


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    """Of all of them, each in a folder of its own, so that one can be asked alone: the same words
    in several articles are quoted once."""
    folder = tmp_path_factory.mktemp("each")
    for suffix, one in EACH:
        (folder / suffix[1:]).mkdir()
        (folder / suffix[1:] / f"bridge{suffix}").write_bytes(one.data)
    builds, encoder = BuildFolder(tmp_path_factory.mktemp("index")), FakeEncoder(max_tokens=64)
    build_index(read_corpus(folder), folder, encoder, builds)
    return Retriever(load_index(builds, encoder), encoder)


@pytest.mark.parametrize(("suffix", "one"), EACH, ids=[suffix for suffix, _ in EACH])
def test_each_is_quoted_with_its_place(suffix: str, one: Row, retriever: Retriever) -> None:
    answer = answer_question(QUESTION, retriever, 1, 0.0, folders=frozenset([suffix[1:]]))
    quote = answer.quotes[0]
    assert OPENS in quote.text
    assert quote.locator == one.locator
    assert name_place(one.locator) in source_line(quote)
    link = link_passage(quote.article.url or URL, quote.text, locator=quote.locator)
    kind = one.locator.kind if one.locator else None
    opened = {"page": f"{URL}#page=2", "time": f"{URL}?t=5#:~:text="}
    assert link.startswith(opened.get(kind or "", f"{URL}#:~:text="))
