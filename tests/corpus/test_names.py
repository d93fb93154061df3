"""The names of the package, each of which is imported when it is asked for."""

import ast
from pathlib import Path

import pytest

import corpus


def test_each_comes_from_where_the_type_checker_takes_it() -> None:
    tree = ast.parse(Path(corpus.__file__).read_text("utf-8"))
    checked = {
        alias.name: (node.module or "").removeprefix("corpus.")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("corpus.")
        for alias in node.names
    }
    assert checked == corpus._HOMES
    assert sorted(checked) == sorted(corpus.__all__)
    assert all(getattr(corpus, name) is not None for name in corpus.__all__)


def test_what_is_none_is_none() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(corpus, "nothing")  # noqa: B009
