"""What goes on behind a break of the page is one paragraph, what ends with a short line is not."""

import pytest

from corpus.formats.pdf import read_pdf
from tests.support.pdfs import make_pdf, set_lines

FULL = (
    "The keeper of the lamp oils the winch on every Monday, before the ferry has left the harbour"
)


@pytest.mark.parametrize(("last", "is_one"), [(FULL, True), ("Jan Rybar, in 2019", False)])
def test_a_short_line_at_the_foot_of_a_page_ends_its_paragraph(last: str, is_one: bool) -> None:
    foot = [*set_lines([FULL, FULL + "."], y=140), *set_lines([last], y=100)]
    pages = [foot, set_lines(["polkit is the name of the next ferry, which has no winch.", FULL])]
    assert (f"{last} polkit" in read_pdf(make_pdf(pages), "a.pdf").text) == is_one
