"""Endings of files and their readers."""

import pytest

from corpus.article import ArticleError
from corpus.formats.registry import SUFFIXES, find_reader, join_suffixes


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_ending_has_a_reader_whatever_its_case(suffix: str) -> None:
    for name in (f"b.c/a{suffix}", f"a.x{suffix.upper()}"):
        assert find_reader(name)(b"The bridge is old.", name).text == "The bridge is old."


@pytest.mark.parametrize(
    ("name", "named"), [("a.pdf", ".pdf"), ("b.md/a", "a name without an ending")]
)
def test_another_ending_is_refused_with_those_that_are_read(name: str, named: str) -> None:
    with pytest.raises(ArticleError) as caught:
        find_reader(name)
    assert str(caught.value) == f"no reader for {named}; .md, .markdown and .txt are read"


def test_endings_are_named_in_a_sentence() -> None:
    assert join_suffixes("or") == ".md, .markdown or .txt"
