"""The fingerprint of all that reads files."""

import ast
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from corpus import fingerprint_reader
from corpus.containment.fingerprint import LIBRARIES, WRITERS, hash_reader
from tests.support.paths import PROJECT

PACKAGE = PROJECT / "corpus"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__", "articles")
    return shutil.copytree(PACKAGE, tmp_path / "copy", ignore=ignored)


def test_it_is_the_same_wherever_the_code_lies(copy: Path) -> None:
    assert fingerprint_reader() == fingerprint_reader()
    assert hash_reader(copy, ["1"]) == hash_reader(PACKAGE, ["1"])


def test_it_changes_with_the_code(copy: Path) -> None:
    before = hash_reader(copy, ["1"])
    found = {before}
    with (copy / "structure" / "blocks" / "code.py").open("a") as file:
        file.write("\n")
    found.add(hash_reader(copy, ["1"]))
    (copy / "titles.py").rename(copy / "names.py")
    found.add(hash_reader(copy, ["1"]))
    (copy / "fields" / "names.txt").write_text("names")
    found.add(hash_reader(copy, ["1"]))
    (copy / "dates").mkdir()
    (copy / "dates" / "__init__.py").touch()
    found.add(hash_reader(copy, ["1"]))
    assert len(found) == 5


def test_it_changes_with_a_library() -> None:
    assert hash_reader(PACKAGE, ["1", "2"]) != hash_reader(PACKAGE, ["1", "3"])


def test_it_does_not_change_with_what_is_no_code(copy: Path) -> None:
    before = hash_reader(copy, ["1"])
    names = "articles/a.md", "__pycache__/dates.pyc", "formats/.dates.py.swp", "sources/pages.py"
    for name in names:
        path = copy / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("It is old.")
    assert hash_reader(copy, ["1"]) == before


def test_it_has_all_code_and_all_libraries() -> None:
    others = PACKAGE / "articles", PACKAGE / WRITERS
    files = [path for path in PACKAGE.rglob("*.py") if not set(others) & set(path.parents)]
    assert not any(f"corpus.{WRITERS}" in path.read_text("utf-8") for path in files)
    assert all((path.parent / "__init__.py").is_file() for path in files)
    imported = {name for path in files for name in find_imported(path)}
    assert "markdown_it" in imported
    distributions = packages_distributions()
    outside = imported - sys.stdlib_module_names - {"corpus"}
    assert {name for package in outside for name in distributions[package]} <= set(LIBRARIES)


def find_imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]
