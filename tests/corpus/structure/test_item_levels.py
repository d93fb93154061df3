"""Which items stand in others, whatever format a list is written in."""

import pytest

from corpus.formats.reading import read_article
from corpus.structure.item_levels import find_levels

NESTED = b"- Ann\n  - built the crane\n    - in spring\n- Bo\n  - sold it\n\nIt lifts 40 tonnes.\n"
PAGE = (
    b"<ul><li>Ann<ul><li>built the crane<ul><li>in spring</li></ul></li></ul></li>"
    b"<li>Bo<ul><li>sold it</li></ul></li></ul><p>It lifts 40 tonnes.</p>"
)


@pytest.mark.parametrize(("name", "data"), [("a.md", NESTED), ("a.txt", NESTED), ("a.html", PAGE)])
def test_an_item_is_deeper_than_the_one_that_it_stands_in(name: str, data: bytes) -> None:
    paragraphs = read_article(data, name)[0].paragraphs
    levels = find_levels(paragraphs)
    assert [levels[paragraph.start] for paragraph in paragraphs] == [0, 1, 2, 0, 1, 0]
