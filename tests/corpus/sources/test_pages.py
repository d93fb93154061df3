"""Any words that go into a page come out of its file again, and nothing else."""

import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus import clean_line, read_article
from corpus.formats.decoding import decode_text
from corpus.formats.markdown import read_markdown
from corpus.sources.pages import Block, BlockKind, Page, Table, write_page

_MARKS = "\\`*_[]<>{}$~^=|%&#+-.:!?()'\"/;@,\n\t 0123456789¹²ab"
_KINDS: tuple[BlockKind, ...] = (
    "prose",
    "heading",
    "item",
    "quote",
    "code",
    "term",
    "detail",
    "note",
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=_MARKS, max_size=30),
    st.lists(st.sampled_from((*_MARKS.split(" "), "word", "two words", "[x]", "1.", "---", "===")))
    .map(" ".join)
    .filter(lambda text: len(text) < 200),
)
BLOCKS = st.builds(Block, TEXTS, st.sampled_from(_KINDS), st.integers(0, 7))


def read_words(page: Page) -> list[str]:
    """The words of the article's text."""
    return read_markdown(write_page(page), "page.md").text.split()


def said_words(text: str) -> list[str]:
    """The words that a reader of any format leaves of `text`."""
    return decode_text(b"\xef\xbb\xbf" + text.encode("utf-8", "replace")).text.split()


@given(TEXTS)
@example("Title\n===")
@example("a | b\n--|--\n1 | 2")
@example("    indented code")
@example("[link](https://example.org) ![picture](x.png) [[wiki]] [^1] [ref]: x")
@example("{{ tag }} {% tag %} {.class} {>>remark<<} %%hidden%% ==mark== ~~gone~~ $x$ $$y$$")
@example(
    "<!-- hidden --> <b>bold</b> <script>x</script> &amp; &lt; &#42; https://a.b <https://a.b>"
)
@example('!!! note\n    text\n??? tip\n::: tip\n:::\n=== "tab"\n:smile: ^block-id')
@example("word¹ is noted\n\n¹ The note.")
@example("import x from 'y'\nexport default z\n\\newpage\n(target)=")
@example("By Mary Flint, March 5, 2024")
@example("Author: Mary Flint\nDate: 2024-03-05")
@example("term\n: described\n~ so")
@example("+AGEAYQBi- and ~{VPND~}")
def test_what_goes_in_comes_out(text: str) -> None:
    words = said_words(text)
    page = Page("A page", (Block("Before it."), Block(text), Block("Behind it.")))

    read = read_words(page)

    assert "".join(read) == "Beforeit." + "".join(words) + "Behindit."


@given(st.lists(BLOCKS, max_size=8))
@example([Block("C #", "heading", 1), Block("#", "heading", 1), Block("[x] done", "item")])
@example([Block("[!NOTE] it", "quote"), Block('=== "a"', "code"), Block("in", "item", 3)])
def test_blocks_of_any_kind_keep_their_words_in_order(blocks: list[Block]) -> None:
    read = read_words(Page("A page", (Block("The beginning."), *blocks)))

    said = [word for block in blocks for word in said_words(block.text)]
    # Of headings nothing is kept that is not seen.
    assert clean_line("".join(read)) == clean_line("Thebeginning." + "".join(said))


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=4).map(tuple), max_size=4), st.booleans())
def test_cells_keep_their_words_in_order(rows: list[tuple[str, ...]], has_header: bool) -> None:
    read = "".join(
        read_words(Page("A page", (Block("It begins."), Table(tuple(rows), has_header))))
    )

    cells = [
        clean_line(" ".join(said_words(cell))).replace(" ", "") for row in rows for cell in row
    ]
    for cell in (cell for cell in cells if any(map(str.isalnum, cell))):
        place = read.find(cell)
        assert place >= 0, (cell, read)
        read = read[place + len(cell) :]


@given(st.text(max_size=100), st.text(max_size=100))
def test_a_head_of_any_words_is_one(title: str, author: str) -> None:
    page = Page(title, (Block("The text."),), author=author, url="https://example.org/a?b=c&d=e")

    article, _ = read_article(write_page(page), "page.md")

    assert article.text == "The text."
    assert article.url == "https://example.org/a?b=c&d=e"


def test_a_page_is_a_file_that_its_owner_can_read() -> None:
    page = Page(
        "The harbour",
        (
            Block("Opening hours", "heading", 2),
            Block("The harbour_office is open from 8 * to 17."),
            Block("1. is no list here"),
            Block("first", "item"),
            Block("below it", "item", 1),
            Block("said by somebody", "quote"),
            Block("ls -l | wc", "code"),
            Table((("Day", "Hours"), ("Monday", "8 | 17")), has_header=True),
        ),
        author="Mary Flint",
        source="Harbour news",
        published=date(2024, 3, 5),
        url="https://example.org/harbour",
    )

    assert write_page(page).decode() == (
        '---\ntitle: "The harbour"\nauthor: "Mary Flint"\nsource: "Harbour news"\n'
        'published: "2024-03-05"\nurl: "https://example.org/harbour"\n---\n\n'
        "<!-- Written by Footnote, and written anew when its source changes. -->\n\n"
        "## Opening hours\n\nThe harbour\\_office is open from 8 \\* to 17.\n\n"
        "1\\. is no list here\n\n- first\n  - below it\n\n> said by somebody\n\n"
        "```\nls -l | wc\n```\n\n"
        "| Day | Hours |\n| --- | --- |\n| Monday | 8 \\| 17 |\n"
    )


@pytest.mark.parametrize("kind", _KINDS)
def test_a_block_is_read_as_what_it_is(kind: BlockKind) -> None:
    page = Page("A page", (Block("Said first:"), Block("The words of it", kind, 2), Block("Last.")))

    article, _ = read_article(write_page(page), "page.md")

    read = next(
        (p for p in article.paragraphs if "The words" in article.text[p.start : p.end]), None
    )
    kinds = {"item": "list", "code": "code", "term": "term", "heading": None}
    assert (read.kind if read else None) == kinds.get(kind, "prose")
    assert unicodedata.is_normalized("NFC", article.title)
