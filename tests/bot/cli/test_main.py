"""What holds for all commands: one root of exceptions, which is caught; how many files may be
open."""

import importlib
from collections.abc import Iterator

import pytest

from bot.cli.main import allow_open_files
from corpus import FootnoteError
from tests.support.modules import list_modules

INTERNAL = {
    "ManifestError",  # a reason, which a PassageIndexError takes over
    "ExportError",
    "RefusedError",  # of its kind
    "FrameError",  # a reader that sends what is no answer is replaced
    "LongFrameError",
    "EndedError",  # the same of one that has ended
    "_NotSimpleError",  # a formula that no line holds stays as it is written
    "_UnknownError",  # a selector of what is not known hides nothing
    "NoAnswerError",  # of the library's own kind, which tries again
}
"""What never comes to somebody who asks or runs Footnote."""


def test_every_exception_is_of_the_root_or_internal() -> None:
    kinds = [kind for kind in _list_kinds() if issubclass(kind, Exception)]
    assert FootnoteError in kinds
    outside = {kind.__name__ for kind in kinds if not issubclass(kind, FootnoteError)}
    assert outside == INTERNAL


def _list_kinds() -> Iterator[type]:
    """Every class of the three packages."""
    for module in list_modules():
        names = vars(importlib.import_module(module))
        yield from (
            kind for kind in names.values() if isinstance(kind, type) and kind.__module__ == module
        )


def test_more_files_may_be_open_than_is_usual() -> None:
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (200, limits[1]))
    try:
        allow_open_files()
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert soft >= min(10_000, limits[1])
    assert hard == limits[1]
