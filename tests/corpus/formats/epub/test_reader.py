"""A book: its chapters in their order, what it says of itself, what is refused."""

import struct

import pytest

from corpus.article import ArticleError
from corpus.formats.content import Content
from corpus.formats.epub import read_book
from corpus.formats.reading import read_file
from tests.corpus.formats.epub.books import (
    CONTAINER,
    METADATA,
    ONE,
    PACKAGE,
    TWO,
    make_book,
    pack,
    page,
)

BOTH = {"1.xhtml": page(ONE), "2.xhtml": page(TWO)}
SAID = ["The bridge opens at nine.", "The locks are older."]


def quoted(content: Content) -> list[str]:
    return [content.text[p.start : p.end] for p in content.paragraphs]


def refuse(book: bytes) -> str:
    with pytest.raises(ArticleError) as caught:
        read_book(book, "a.epub")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_chapter_that_shows_a_plain_text_is_read_as_one() -> None:
    lines = "The bridge opens at nine, and the\nkeeper rings the bell before that.\n\n" * 5
    book = make_book({"1.xhtml": page(ONE), "2.xhtml": page(f"<h1>Hours</h1><pre>{lines}</pre>")})
    content = read_book(book, "a.epub")
    said = "The bridge opens at nine, and the keeper rings the bell before that."
    assert quoted(content) == [SAID[0], *[said] * 5]
    assert content.paragraphs[-1].headings == ("Hours",)


def test_chapters_stand_in_the_order_of_reading_below_their_titles() -> None:
    order = '<itemref idref="c1"/><itemref idref="c0"/><itemref idref="c1"/><itemref idref="x"/>'
    content = read_book(make_book(BOTH, order=order), "a.epub")
    assert quoted(content) == SAID[::-1]
    assert [p.headings for p in content.paragraphs] == [("The locks",), ("The bridge",)]
    assert read_file(make_book(BOTH), "a.epub").format == "epub"


def test_what_stands_beside_the_text_comes_last() -> None:
    order = '<itemref idref="c0" linear="no"/><itemref idref="c1"/>'
    assert quoted(read_book(make_book(BOTH, order=order), "a.epub")) == SAID[::-1]


def test_what_a_book_says_of_itself() -> None:
    metadata = read_book(make_book(BOTH), "a.epub").metadata
    assert (metadata.title, metadata.author) == ("The Harbour", "Mary Flint")
    assert (metadata.source, metadata.language) == ("Quay Press", "en")
    assert str(metadata.published) == "2024-11-13"
    assert metadata.warnings == ()


def test_titles_and_writers_are_told_from_others() -> None:
    stated = (
        '<dc:title id="t1">A tale</dc:title><dc:title id="t2">The Harbour</dc:title>'
        '<meta refines="#t1" property="title-type">subtitle</meta>'
        '<meta refines="#t2" property="title-type">main</meta>'
        '<dc:creator opf:role="ill">Tom Baker</dc:creator>'
        '<dc:creator id="w">Mary Flint</dc:creator>'
        '<meta refines="#w" property="role">aut</meta><dc:publisher>Unknown</dc:publisher>'
        '<dc:date opf:event="modification">2025-01-01</dc:date>'
        '<dc:date opf:event="publication">2024</dc:date>'
        "<dc:identifier>urn:isbn:9780000000002</dc:identifier>"
        "<dc:identifier>https://example.org/harbour</dc:identifier>"
    )
    metadata = read_book(make_book(BOTH, metadata=stated), "a.epub").metadata
    assert (metadata.title, metadata.author) == ("The Harbour", "Mary Flint")
    assert metadata.source is None
    assert metadata.url == "https://example.org/harbour"
    assert dict(metadata.fields) == {"isbn": "9780000000002", "year": "2024"}
    assert metadata.published is None


NAV = page(
    '<nav epub:type="toc"><ol><li><a href="1.xhtml">Bridge, chapter one</a><ol>'
    '<li><a href="1.xhtml#s">Its keeper</a></li></ol></li><li><a href="2.xhtml">Locks</a></li>'
    '</ol></nav><nav epub:type="landmarks"><a href="1.xhtml">Begin</a></nav>'
)
NAV_ITEM = '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
NCX = (
    '<?xml version="1.0"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>'
    "<navPoint><navLabel><text>Bridge, chapter one</text></navLabel><content src='1.xhtml'/>"
    "<navPoint><navLabel><text>Its keeper</text></navLabel><content src='1.xhtml#s'/></navPoint>"
    "</navPoint><navPoint><navLabel><text>Locks</text></navLabel><content src='2.xhtml'/>"
    "</navPoint></navMap></ncx>"
)
NCX_ITEM = '<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'


@pytest.mark.parametrize(
    ("items", "others", "toc"),
    [
        (NAV_ITEM, {"OEBPS/nav.xhtml": NAV}, ""),
        (NCX_ITEM, {"OEBPS/toc.ncx": NCX}, 'toc="n"'),
        (NCX_ITEM, {"OEBPS/toc.ncx": NCX}, ""),
    ],
)
def test_chapters_without_titles_have_those_of_the_table_of_contents(
    items: str, others: dict[str, str], toc: str
) -> None:
    chapters = {
        "1.xhtml": page("<p>It opens at nine.</p><p class='h2'>Its keeper</p><p>Flint counts.</p>"),
        "2.xhtml": page("<p>LOCKS</p><p>They are older.</p>"),
    }
    order = '<itemref idref="n"/><itemref idref="c0"/><itemref idref="c1"/>'
    book = make_book(chapters, items=items, others=others, toc=toc, order=order)
    content = read_book(book, "a.epub")
    assert quoted(content) == ["It opens at nine.", "Flint counts.", "They are older."]
    assert [p.headings for p in content.paragraphs] == [
        ("Bridge, chapter one",),
        ("Bridge, chapter one", "Its keeper"),
        ("Locks",),
    ]


@pytest.mark.parametrize(
    ("around", "guide"),
    [
        (page("<p>A cover of a book</p>", 'epub:type="cover"'), ""),
        (page("<section epub:type='toc'><p>What is in it</p></section>"), ""),
        (
            page("<p>A cover of a book</p>"),
            '<guide><reference type="cover" href="0.xhtml"/></guide>',
        ),
        (page("".join(f"<p><a href='{n}.xhtml'>Chapter {n}</a></p>" for n in range(9))), ""),
        (page("<nav><ol><li><a href='1.xhtml'>One</a></li></ol></nav>"), ""),
    ],
)
def test_cover_and_contents_are_not_quoted(around: str, guide: str) -> None:
    book = make_book({"0.xhtml": around, **BOTH}, guide=guide)
    assert quoted(read_book(book, "a.epub")) == SAID


def test_notes_and_pages_of_print_leave_no_marks() -> None:
    chapter = page(
        "<p>It opens<a epub:type='noteref' href='#n'>1</a> at <span epub:type='pagebreak'>12</span>"
        "nine.<a epub:type='noteref' href='notes.xhtml#n'>2</a></p><p>Then it rests.</p>"
        "<aside epub:type='footnote' id='n'>In summer.</aside>"
    )
    content = read_book(make_book({"1.xhtml": chapter}), "a.epub")
    assert quoted(content) == ["It opens at nine.", "In summer.", "Then it rests."]


def test_a_chapter_that_is_damaged_or_lacks_costs_that_chapter() -> None:
    book = make_book({"1.xhtml": page(ONE), "2.xhtml": page(TWO), "3.xhtml": ""})
    place = book.index(b"OEBPS/1.xhtml") + len("OEBPS/1.xhtml")
    damaged = book[:place] + b"\xff\xff" + book[place + 2 :]
    content = read_book(damaged, "a.epub")
    assert quoted(content) == SAID[1:]
    assert content.warnings == (
        "parts that cannot be read are left out: its part 'OEBPS/1.xhtml' is damaged",
    )
    only = make_book({}, items='<item id="c" href="1.xhtml" media-type="text/html"/>',
                     order='<itemref idref="c"/>')  # fmt: skip
    assert refuse(only) == "none of its chapters can be read: lacks its part 'OEBPS/1.xhtml'"


ENCRYPTED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
    'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
    '<enc:EncryptionMethod Algorithm="{}"/></enc:EncryptedData></encryption>'
)


def test_an_encrypted_book_is_refused_and_one_with_hidden_fonts_is_not() -> None:
    name = "META-INF/encryption.xml"
    way = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"
    assert "encrypted" in refuse(make_book(BOTH, others={name: ENCRYPTED.format(way)}))
    assert "encrypted" in refuse(make_book(BOTH, others={name: "<encryption"}))
    fonts = ENCRYPTED.format("http://www.idpf.org/2008/embedding")
    assert quoted(read_book(make_book(BOTH, others={name: fonts}), "a.epub")) == SAID


def test_a_book_behind_a_password_is_refused() -> None:
    book = bytearray(make_book(BOTH))
    place = 0
    while (place := book.find(b"PK\x01\x02", place)) >= 0:
        book[place + 8] |= 1
        place += 4
    assert refuse(bytes(book)) == "is locked by a password"


@pytest.mark.parametrize(
    "name", ["../a.xhtml", "/etc/passwd", "OEBPS/../../a", "C:\\a", "a\\..\\b"]
)
def test_names_that_leave_the_archive_are_refused(name: str) -> None:
    assert "leads out of it" in refuse(make_book(BOTH, others={name: "x"}))


def test_a_package_that_names_files_outside_is_refused() -> None:
    items = '<item id="x" href="../../../etc/passwd" media-type="text/html"/>'
    assert "outside of the book" in refuse(make_book(BOTH, items=items))
    container = CONTAINER.format("../a.opf")
    book = make_book(BOTH, others={"META-INF/container.xml": container})
    assert "outside of the book" in refuse(book)


def test_files_that_stand_in_for_each_other_in_a_circle_are_refused() -> None:
    items = (
        '<item id="x" href="x.svgz" media-type="image/x" fallback="y"/>'
        '<item id="y" href="y.svgz" media-type="image/x" fallback="x"/>'
    )
    assert "in a circle" in refuse(make_book(BOTH, items=items, order='<itemref idref="x"/>'))
    items = items.replace('fallback="x"', 'fallback="c1"')
    book = make_book(BOTH, items=items, order='<itemref idref="x"/>')
    assert quoted(read_book(book, "a.epub")) == SAID[1:]


def _declare(book: bytes, sizes: dict[str, int]) -> bytes:
    """The `book` whose files, in its directory, have these sizes when they are unpacked."""
    declared = bytearray(book)
    for name, size in sizes.items():
        place = declared.find(f"OEBPS/{name}".encode(), declared.find(b"PK\x01\x02"))
        struct.pack_into("<I", declared, place - 46 + 24, size)
    return bytes(declared)


def test_declared_sizes_are_looked_at_before_anything_is_unpacked() -> None:
    bomb = make_book(BOTH)
    assert "would unpack to more than 64 MiB" in refuse(_declare(bomb, {"2.xhtml": 33 << 20}))
    many = make_book({f"{n}.xhtml": page(ONE) for n in range(9)})
    sizes = {f"{n}.xhtml": 9 << 20 for n in range(9)}
    assert "would unpack to more than 64 MiB" in refuse(_declare(many, sizes))


def test_a_size_that_is_not_true_is_damage() -> None:
    book = make_book({"1.xhtml": page(ONE + "x" * 100_000), "2.xhtml": page(TWO)})
    content = read_book(_declare(book, {"1.xhtml": 100}), "a.epub")
    assert quoted(content) == SAID[1:]


def test_entities_are_not_expanded() -> None:
    lol = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10 if n else 'ha'}'>" for n in range(12))
    chapter = page(ONE).replace("<!DOCTYPE html>", f"<!DOCTYPE html [{lol}]>")
    chapter = chapter.replace("nine.", "nine.&l11;&nbsp;&eacute;")
    package = PACKAGE.format(
        metadata=METADATA.replace("Harbour", "Harbour&l11;"),
        items='<item id="c" href="1.xhtml" media-type="application/xhtml+xml"/>',
        order='<itemref idref="c"/>',
        toc="",
        guide="",
    ).replace('"?>', f'"?><!DOCTYPE package [{lol}]>', 1)
    book = make_book({"1.xhtml": chapter}, others={"OEBPS/a.opf": package})
    content = read_book(book, "a.epub")
    assert quoted(content) == ["The bridge opens at nine. é"]
    assert content.metadata.title == "The Harbour"


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"a.txt": "x"}, "no package file"),
        ({"META-INF/container.xml": "<container"}, "no package file"),
        ({"META-INF/container.xml": CONTAINER.format("b.opf"), "b.opf": "<pack"}, "is damaged"),
        ({"b.opf": "<html/>"}, "is damaged"),
    ],
)
def test_what_is_no_book_is_refused(parts: dict[str, str], reason: str) -> None:
    assert reason in refuse(pack(parts))


def test_a_book_without_a_container_is_read_by_its_package() -> None:
    parts = {"a.opf": PACKAGE.format(metadata="", items='<item id="c" href="1.htm"/>',
             order='<itemref idref="c"/>', toc="", guide=""), "1.htm": page(ONE)}  # fmt: skip
    content = read_book(pack(parts), "a.epub")
    assert quoted(content) == SAID[:1]
    assert content.metadata.title == "The bridge"


def test_a_book_cut_anywhere_is_refused() -> None:
    book = make_book(BOTH)
    for n in range(50):
        with pytest.raises(ArticleError, match=r"damaged or cut off"):
            read_book(book[: len(book) * n // 50], "a.epub")


def test_a_book_with_any_byte_changed_is_read_or_refused() -> None:
    book = make_book(BOTH, items=NCX_ITEM, others={"OEBPS/toc.ncx": NCX})
    for place in range(0, len(book), max(1, len(book) // 300)):
        damaged = book[:place] + bytes([book[place] ^ 0x55]) + book[place + 1 :]
        try:
            assert read_file(damaged, "a.epub").article.text
        except ArticleError as exc:
            assert "\n" not in str(exc)
            assert "cannot be read:" not in str(exc) or "chapters" in str(exc)


def test_a_page_of_nothing_but_the_title_is_not_quoted() -> None:
    title = '<section epub:type="titlepage"><h1>Locks</h1><p>Plutarch</p><p>2024</p></section>'
    book = make_book({"1.xhtml": page(title), "2.xhtml": page(TWO)})
    assert quoted(read_book(book, "a.epub")) == SAID[1:]


@pytest.mark.parametrize(
    ("link", "program", "said"),
    [
        ("s.css", "", "Take 10³ units."),
        ("s.css", "<script/>", "Take 10³ units. Or not."),
        ("other/../s.css", "", "Take 10³ units."),
        ("../../s.css", "", "Take 103 units. Or not."),
        ("none.css", "", "Take 103 units. Or not."),
        ('s.css" media="print', "", "Take 103 units. Or not."),
        ('s.css" class="', "", "Take 10³ units."),
    ],
)
def test_sheets_of_a_book_say_what_is_raised_and_what_is_hidden(
    link: str, program: str, said: str
) -> None:
    words = 'Take 10<span class="C-3">3</span> units. <span class="not">Or not.</span>'
    head = f'<link rel="stylesheet" href="{link}"/>{program}</head>'
    chapter = page(f"<h1>Doses</h1><p>{words}</p>").replace("</head>", head)
    sheet = "span.C-3 { vertical-align: super; } .not { display: none }"
    book = make_book({"1.xhtml": chapter}, others={"OEBPS/s.css": sheet})
    assert quoted(read_book(book, "a.epub")) == [said]
