"""What nobody sees who looks at a page is not quoted, whatever it is hidden by; what only looks
unusual is."""

import subprocess
import sys

import pypdfium2
import pytest

from corpus.article import ArticleError
from corpus.formats.pdf import read_pdf
from corpus.formats.pdf.drawn import PixelAllowance
from corpus.formats.pdf.words import read_words
from tests.support.pdfs import Page, Said, make_pdf, pack_stream, set_lines, write_objects

TOLL = ("The toll of the bridge is two florins for a cart,", "and nothing for who walks.")
FALSE = "The bridge is free on Sundays."
DARK_BOX = "0 0 0.4 rg 60 590 400 20 re f"
WHITE_BOX = "1 g 60 590 400 20 re f"


FERRY = "渡船每天早上九点从南码头开出。"
WITHOUT_FONTS = """
import ctypes, sys
import pypdfium2.raw as pdfium
from corpus.formats.pdf import read_pdf
text = ctypes.POINTER(ctypes.c_char)
folders = (text * 2)(ctypes.cast(ctypes.c_char_p(b"/nowhere"), text), None)
pdfium.FPDF_DestroyLibrary()
config = pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=folders)
pdfium.FPDF_InitLibraryWithConfig(config)
sys.stdout.buffer.write(read_pdf(sys.stdin.buffer.read(), "a.pdf").text.encode())
"""


def read(*said: Said, layers: str = "", **drawn: str) -> str:
    page = Page([*set_lines(TOLL), *said], **drawn)  # type: ignore[arg-type]
    return read_pdf(make_pdf([page], layers=layers), "a.pdf").text


@pytest.mark.parametrize(
    "said",
    [
        Said(FALSE, y=600, colour="1 g"),
        Said(FALSE, y=600, colour="0.98 g"),
        Said(FALSE, y=600, colour="0 0 0 0 k"),
        Said(FALSE, y=600, size=0.4),
        Said(FALSE, x=640, y=600),
        Said(FALSE, y=820),
        Said(FALSE, y=600, colour="0 0 10 10 re W n"),
        Said(FALSE, y=700, colour="1 g"),
    ],
)
def test_words_that_cannot_be_seen_are_not_quoted(said: Said) -> None:
    assert read(said) == read()


@pytest.mark.parametrize(
    ("colour", "drawn"),
    [
        ("0 0 0.4 rg", {"under": DARK_BOX}),
        ("0 g", {"over": WHITE_BOX}),
        ("0 g", {"over": DARK_BOX}),
        ("0 g", {"over": "q 400 0 0 20 60 590 cm /P Do Q"}),
        ("0 g", {"crop": "0 620 612 792"}),
    ],
)
def test_words_below_something_or_outside_of_the_page_are_not_quoted(
    colour: str, drawn: dict[str, str]
) -> None:
    assert FALSE not in read(Said(FALSE, y=596, colour=colour), **drawn)


@pytest.mark.parametrize(
    ("said", "drawn"),
    [
        (Said(FALSE, y=596, colour="1 g"), {"under": DARK_BOX}),
        (Said(FALSE, y=596, colour="0.7 g"), {}),
        (Said(FALSE, y=596, colour="1 0.8 0 rg"), {}),
        (Said(FALSE, y=596, size=4), {}),
        (Said(FALSE, y=596, mode=1), {}),
        (Said(FALSE, y=596), {"crop": "50 500 612 792"}),
        (Said(FALSE, y=596), {"under": "q 612 0 0 792 0 0 cm /P Do Q"}),
    ],
)
def test_what_only_looks_unusual_is_quoted(said: Said, drawn: dict[str, str]) -> None:
    assert FALSE in read(said, **drawn)


@pytest.mark.parametrize(
    ("cover", "typed", "x", "expected"),
    [
        (
            f"{WHITE_BOX} 0 g",
            "The bridge is shut on Mondays.",
            72,
            "The bridge is shut on Mondays.",
        ),
        (f"{DARK_BOX} 1 g", "The bridge is shut on Mondays.", 72, "The bridge is shut on Mondays."),
        ("1 g 131 590 20 20 re f 0 g", "shut", 132, "The bridge is shut on Sundays."),
    ],
)
def test_words_that_are_painted_over_are_not_quoted_with_what_is_typed_anew_there(
    cover: str, typed: str, x: float, expected: str
) -> None:
    text = read(Said(FALSE, y=600), Said(typed, x, 600, colour=cover))
    assert text == f"{read()}\n\n{expected}"
    assert FALSE[:18] in read(Said(FALSE, y=600), Said("shut", 132, 600))


@pytest.mark.parametrize("layers", ["/OFF [{0}]", "/BaseState /OFF /ON [{1}]"])
@pytest.mark.parametrize("place", [(72, 600), (72, 700)])
def test_words_in_a_layer_that_is_off_are_not_quoted(
    layers: str, place: tuple[float, float]
) -> None:
    """Not even if others are drawn in the same place."""
    hidden, shown = Said(FALSE, *place, layer=0), Said("It was built in 1821.", y=500, layer=1)
    text = read(hidden, shown, layers=layers)
    assert text == read(shown)
    assert "It was built in 1821." in text
    assert FALSE in read(Said(FALSE, y=600, layer=0), layers="/OFF [{1}]")


def test_words_without_ink_and_without_a_picture_below_are_none() -> None:
    """Such as those that a machine has recognised, but of nothing."""
    with pytest.raises(ArticleError, match="it is empty"):
        read_pdf(make_pdf([Page(set_lines(TOLL), is_invisible=True)]), "a.pdf")


def test_of_a_large_page_that_is_shown_in_part_the_part_is_read() -> None:
    assert FALSE in read(Said(FALSE, y=600, size=4), crop="60 590 200 720")


def test_no_more_of_images_is_drawn_than_is_allowed() -> None:
    """Nor are they unpacked: a word below one that is not drawn stays."""
    page = Page(set_lines(TOLL), over="q 612 0 0 792 0 0 cm /P Do Q")
    with pypdfium2.PdfDocument(make_pdf([page])) as opened:
        counts = [
            len(read_words(opened[0], 1000, lambda: opened[0], PixelAllowance(pixels)).words)
            for pixels in (0, 1)
        ]
    assert counts == [len(" ".join(TOLL).split()), 0]


@pytest.mark.parametrize(("colour", "is_seen"), [("0 g", True), ("1 g", False)])
def test_words_that_this_machine_has_no_font_for_are_seen_by_who_has_it(
    colour: str, is_seen: bool
) -> None:
    page = make_page_in_a_font_that_is_not_in_it(colour)
    done = subprocess.run([sys.executable, "-c", WITHOUT_FONTS], input=page, capture_output=True)
    text = done.stdout.decode()
    assert TOLL[1] in text, done.stderr
    assert (FERRY in text) == is_seen


def make_page_in_a_font_that_is_not_in_it(colour: str) -> bytes:
    said = f"BT {colour} /F1 12 Tf 72 700 Td <{FERRY.encode('utf-16-be').hex()}> Tj ET "
    said += f"BT 0 g /F2 12 Tf 72 500 Td ({TOLL[1]}) Tj ET"
    chinese = "/Registry (Adobe) /Ordering (GB1) /Supplement 0"
    return write_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
            pack_stream(said.encode()),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
            b"/DescendantFonts [7 0 R] >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
            f"/CIDSystemInfo << {chinese} >> /DW 1000 >>".encode(),
        ],
        "/Root 1 0 R",
    )


@pytest.mark.parametrize(
    "line",
    [
        "0 G .1 w 60 607 m 460 607 l S",
        ".8 g 70 604 400 .2 re f",
        "0 g 60 599 400 .5 re f",
        "0 g 72 590 .3 20 re f 90 590 .3 20 re f",
    ],
)
def test_of_white_words_that_a_line_crosses_nothing_is_seen(line: str) -> None:
    assert FALSE not in read(Said(FALSE, y=600, size=12, colour="1 g"), under=line)
    assert FALSE in read(Said(FALSE, y=600, size=12), under=line)


@pytest.mark.parametrize(
    "said", [Said(FALSE, y=600, size=1), Said(FALSE, y=600, mode=0, colour="1 Tz 0 g")]
)
def test_letters_that_are_lines_are_not_read(said: Said) -> None:
    assert FALSE not in read(said)


@pytest.mark.parametrize("word", ["--", "l", "i i i", "--long", "- - -", "_x_", "...", "1.1"])
def test_thin_words_are_read(word: str) -> None:
    assert word in read(Said(f"See {word} there.", y=600))


@pytest.mark.parametrize("size", [5, 10, 24])
@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("(1) Tj 1 g (00) Tj 0 g (5) Tj", "[…]"),
        ("(1) Tj 1 g (0) Tj 0 g (05) Tj", "[…]"),
        ("(1) Tj 3 Tr (0) Tj 0 Tr (05) Tj", "[…]"),
        ("(5) Tj 1 g (.) Tj 0 g (5) Tj", "[…]"),
        ("1 g (-) Tj 0 g (5) Tj", "[…]"),
        ("(is) Tj 1 g (nobody) Tj 0 g (land) Tj", "[…]"),
        ("1 g (un) Tj 0 g (able) Tj", "able"),
        ("(able) Tj 3 Tr (ish) Tj 0 Tr", "able"),
        ("(11.1) Tj", "11.1"),
        ("(-1,175) Tj", "-1,175"),
        ("(W) Tj 0.5 g (.) Tj 0 g (L) Tj", "W.L"),
    ],
)
def test_of_a_word_with_hidden_letters_no_other_word_is_quoted(
    drawn: str, expected: str, size: int
) -> None:
    page = Page(set_lines(TOLL), over=f"BT 0 g /F0 {size} Tf 72 600 Td (Take ) Tj {drawn} ET")
    assert (
        read_pdf(make_pdf([page]), "a.pdf").text.split("\n")[-1].strip("# ") == f"Take {expected}"
    )


def test_of_a_word_whose_first_letters_are_painted_over_nothing_is_said() -> None:
    text = read(Said("He is unable.", y=600, size=12), over="1 g 101 596 12.5 14 re f")
    assert "able" not in text
    assert "[…]" in text


def test_of_a_number_with_a_bar_over_digits_nothing_is_said() -> None:
    assert "Take […] grams." in read(Said("Take 1005 grams.", y=600), over="102 598 10 10 re f")
