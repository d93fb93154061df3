"""What tells whether files would be read as they were before."""

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_MARK = "__init__.py"
WRITERS = "sources"
"""The room that makes files of what comes from elsewhere, and reads none."""
LIBRARIES = (
    *("babel", "chardet", "ijson", "markdown-it-py", "mdit-py-plugins", "py3langid", "PyYAML"),
    *("regex", "sentencex", "lxml", "lxml-html-clean", "trafilatura", "pypdfium2"),
    *("mdurl", "numpy"),
)
"""Distributions that files are read with; the last two by others of them."""


@cache
def fingerprint_reader() -> str:
    """Changes with the code that reads files, the libraries that it does so with, and Python's
    version, which brings tables of its own. In a process it stays what it was at first."""
    # Here, because it takes a hundredth of a second, which only who builds an index has use for.
    from importlib.metadata import version

    python = ".".join(map(str, sys.version_info))
    return hash_reader(_PACKAGE, (python, *map(version, LIBRARIES)))


def hash_reader(package: Path, versions: Sequence[str]) -> str:
    """Of the code in the folder `package`, and what else is there for it, in hexadecimal digits.
    A folder that is no package, such as that of the articles, is not looked into, nor is
    `WRITERS`."""
    digest = hashlib.sha256()
    for part in (*(version.encode() for version in versions), *_read_files(package)):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def _read_files(package: Path) -> Iterator[bytes]:
    """The names and contents of the files, in the order of their names."""
    paths: list[Path] = []
    for parent, folders, names in os.walk(package):
        folders[:] = [name for name in folders if Path(parent, name, _MARK).is_file()]
        if Path(parent) == package and WRITERS in folders:
            folders.remove(WRITERS)
        paths += [Path(parent, name) for name in names if not name.startswith(".")]
    for name, path in sorted((path.relative_to(package).as_posix(), path) for path in paths):
        yield name.encode()
        yield path.read_bytes()
