"""No word of a file is lost without a reason: each stands in its article, or is left out by a rule
that has a name in `tests.support.words_kept`."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import ArticleError
from corpus.formats.reading import read_file
from tests.support.paths import PROJECT
from tests.support.words_kept import words_lost

WILD = PROJECT.parent / "shared" / "wild" / "articles"
_LARGEST_SHARE = 0.002
"""Of a file's words: a rule of the test sees less of a file than its reader does."""


def _list_wild() -> list[Path]:
    return [path for path in sorted(WILD.rglob("*")) if path.is_file()]


@pytest.mark.skipif(not WILD.is_dir(), reason="these files are not part of the project")
@pytest.mark.parametrize("path", _list_wild(), ids=lambda path: path.relative_to(WILD).as_posix())
def test_no_word_of_a_real_file_is_lost(path: Path) -> None:
    data = path.read_bytes()
    try:
        article = read_file(data, path.relative_to(WILD).as_posix()).article
    except ArticleError as exc:
        assert "draft" in str(exc)
        return
    lost = words_lost(data, article)
    assert sum(lost.values()) <= _LARGEST_SHARE * len(data.split()), lost


_NAMES = st.sampled_from(
    ("amber", "birch", "cedar", "dune", "ember", "fern", "grove", "heath", "inlet", "juniper")
)
_WORDS = st.lists(_NAMES, min_size=1, max_size=9).map(" ".join)
_SENTENCES = st.lists(_WORDS.map(lambda said: f"{said.capitalize()}."), min_size=1, max_size=4)
_PROSE = _SENTENCES.map(" ".join)
_WRAPPED = _SENTENCES.map("\n".join)
_ITEMS = st.lists(_WORDS, min_size=1, max_size=5)
_ROWS = st.lists(st.lists(_NAMES, min_size=3, max_size=3), min_size=2, max_size=5)


def _in_lines(mark: str) -> st.SearchStrategy[str]:
    return _ITEMS.map(lambda items: "\n".join(f"{mark}{item}" for item in items))


def _write_table(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join((lines[0], "|---|---|---|", *lines[1:]))


_SHARED = (
    *(_PROSE, _WRAPPED, _in_lines("- "), _in_lines("1. "), _in_lines("* "), _in_lines("> ")),
    _in_lines("    $ "),
    _WORDS.map(lambda said: f"{said.title()}\n{'=' * len(said)}"),
    _PROSE.map(lambda said: f"Q: {said}?"),
    _PROSE.map(lambda said: f"A: {said}"),
    _PROSE.map(lambda said: f"Heron: {said}"),
    _PROSE.map(lambda said: f"They told us:\n\n{said}"),
)
_PLAIN = (
    *_SHARED,
    _ROWS.map(lambda rows: "\n".join("    ".join(row) for row in rows)),
    _WORDS.map(str.upper),
    st.tuples(_NAMES, _WORDS).map(lambda pair: f"{pair[0]}\n    {pair[1]}"),
    st.tuples(_NAMES, _WORDS).map(lambda pair: f"--{pair[0]}    {pair[1]}"),
    st.tuples(st.integers(1, 99), _PROSE).map(lambda pair: f"§ {pair[0]} {pair[1]}"),
)
_MARKDOWN = (
    *_SHARED,
    _ROWS.map(_write_table),
    st.tuples(st.integers(1, 6), _WORDS).map(lambda pair: f"{'#' * pair[0]} {pair[1]}"),
    _WORDS.map(lambda said: f"**{said}** and *{said}* or `{said}`"),
    _WORDS.map(lambda said: f"[{said}](https://a.org/b) and <b>{said}</b>"),
    _PROSE.map(lambda said: f"> [!note] Mind\n> {said}"),
    _PROSE.map(lambda said: f"```sh\n{said}\n```"),
    _PROSE.map(lambda said: f'!!! note "Mind"\n\n    {said}'),
    st.tuples(_NAMES, _PROSE).map(lambda pair: f"{pair[0]}\n: {pair[1]}"),
    _ITEMS.map(lambda items: "\n".join(f"{'  ' * n}- {item}" for n, item in enumerate(items))),
    _PROSE.map(lambda said: f"<p>{said}</p>\n<ul><li>{said}</li></ul>"),
    _PROSE.map(lambda said: f"{said}[^1]\n\n[^1]: {said}"),
)


def _check(blocks: list[str], name: str) -> None:
    data = "\n\n".join(["Some words stand above all of it.", *blocks]).encode()
    article = read_file(data, name).article
    assert words_lost(data, article) == Counter()


@settings(deadline=None, max_examples=150)
@given(st.lists(st.one_of(*_PLAIN), max_size=8))
def test_no_word_of_a_plain_text_is_lost(blocks: list[str]) -> None:
    _check(blocks, "a.txt")


@settings(deadline=None, max_examples=150)
@given(st.lists(st.one_of(*_MARKDOWN), max_size=8))
def test_no_word_of_a_markdown_text_is_lost(blocks: list[str]) -> None:
    _check(blocks, "a.md")
