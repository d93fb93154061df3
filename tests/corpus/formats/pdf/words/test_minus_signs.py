"""A minus sign is no less than that, whatever it is drawn as, and no line is one that is not."""

import pytest

from corpus.formats.pdf import read_pdf
from tests.support.pdfs import Page, Said, make_pdf, pack_stream, write_objects

LOAD = Said("The load is", 72, 700)
DEGREES = Said("5 degrees by night.", 134, 700)
SOFT = b"1 beginbfchar <2d> <00ad> endbfchar"
UNKNOWN = b"<< /Type /Font /Subtype /Type3 /FontMatrix [.001 0 0 .001 0 0] /FontBBox [0 0 777 777] \
/FirstChar 0 /LastChar 0 /Widths [777] /Encoding << /Differences [0 /a0] >> \
/CharProcs << /a0 7 0 R >> >>"
BAR = b"777 0 0 0 777 500 d1 50 230 677 40 re f"


def read(*said: Said, under: str) -> str:
    return read_pdf(make_pdf([Page([*said], under=under)]), "a.pdf").text


def draw(x: float, end: float, y: float = 703.4) -> str:
    return f"0 G .8 w {x} {y} m {end} {y} l S"


@pytest.mark.parametrize("under", [draw(127, 132), "0 g 127 703 5 .6 re f"])
def test_a_line_before_a_number_is_its_sign(under: str) -> None:
    assert read(LOAD, DEGREES, under=under) == "The load is −5 degrees by night."


@pytest.mark.parametrize(
    ("said", "under"),
    [
        ([DEGREES], draw(127, 132)),
        ([LOAD, DEGREES], draw(127, 132, 698)),
        ([LOAD, DEGREES], draw(124, 127) + draw(129, 132)),
        ([LOAD, DEGREES], draw(72, 132)),
        ([LOAD, Said("night.", 134, 700)], draw(127, 132)),
    ],
)
def test_marks_of_an_axis_dashes_and_lines_below_words_are_none(
    said: list[Said], under: str
) -> None:
    assert "−" not in read(*said, under=under)


@pytest.mark.parametrize(
    ("font", "what", "sign", "written"),
    [
        (
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>",
            b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange " + SOFT + b" endcmap",
            "2d",
            "-5 of the well-known",
        ),
        (UNKNOWN, BAR, "00", "\ufffd5 of the wellknown"),
    ],
)
def test_hyphens_that_are_called_soft_and_signs_that_are_not_known_leave_no_other_number(
    font: bytes, what: bytes, sign: str, written: str
) -> None:
    words = f"/F1 12 Tf ({{}}) Tj /F2 12 Tf <{sign}> Tj "
    said = words.format("It is ") + words.format("5 of the well") + "/F1 12 Tf (known) Tj"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R \
/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>"
    data = write_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            pack_stream(f"BT 72 700 Td {said} ET".encode()),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            font,
            pack_stream(what),
        ],
        "/Root 1 0 R",
    )
    assert read_pdf(data, "a.pdf").text == f"It is {written}"
