"""The names of the package, each of which is imported when it is asked for."""

import re
from pathlib import Path

import pytest

import corpus


def test_each_comes_from_where_the_type_checker_takes_it() -> None:
    source = Path(corpus.__file__).read_text("utf-8")
    imports = re.findall(r"from corpus\.([\w.]+) import (\([^)]*\)|.*)", source)
    checked = {name: module for module, listed in imports for name in re.findall(r"\w+", listed)}
    assert checked == corpus._HOMES
    assert sorted(checked) == sorted(corpus.__all__)
    assert all(getattr(corpus, name) is not None for name in corpus.__all__)


def test_what_is_none_is_none() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(corpus, "nothing")  # noqa: B009
