"""In `bot` nobody but `bot/indexing` reads what an index is made of: it is asked.

import-linter cannot hold this: who searches has a retriever, and the retriever has the index.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.paths import PROJECT

INSIDES = {
    *("index", "passages", "articles_by_title", "article_rows", "rows", "rows_by_id"),
    *("vectors", "tokens", "sentence_starts", "lexical", "passage_context", "language_coverage"),
}
"""Attributes of an index, of a scope, and of whoever has an index."""

COUNTS = {"manifest", "read", "signs"}
"""Whose attributes of these names are numbers, or are of a file that was just read."""

FILES = [
    path
    for path in sorted((PROJECT / "bot").rglob("*.py"))
    if "indexing" not in path.relative_to(PROJECT / "bot").parts[:-1]
]


def find_reaching(code: str) -> Iterator[str]:
    """What `code` takes out of an index itself, each with its line."""
    tree = ast.parse(code)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("embeddings"):
            names = {alias.name for alias in node.names}
            if "PassageIndex" in names:
                yield f"{node.lineno}: PassageIndex"
        # What is called is a method, such as that of a list.
        if isinstance(node, ast.Attribute) and node.attr in INSIDES and id(node) not in called:
            owner = ast.unparse(node.value)
            if owner.rpartition(".")[2] not in COUNTS:
                yield f"{node.lineno}: {owner}.{node.attr}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_the_index_is_asked(path: Path) -> None:
    assert list(find_reaching(path.read_text("utf-8"))) == []


def test_what_reaches_into_it_is_found() -> None:
    code = (
        "from embeddings import PassageIndex, Retriever\n"
        "article = state.live.index.articles[name]\n"
        "row = retriever.index.rows_by_id[name]\n"
        "texts = [index.passages[row] for row in scope.rows]\n"
        "number = live.manifest.passages + words.index('a')\n"
    )
    assert {found.partition(":")[0] for found in find_reaching(code)} == {"1", "2", "3", "4"}
    assert len(FILES) > 100
