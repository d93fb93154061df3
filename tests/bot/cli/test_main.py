"""One root of exceptions, which the command line catches."""

import importlib
import pkgutil
from collections.abc import Iterator

import bot
import corpus
import embeddings
from corpus import FootnoteError

INTERNAL = {
    "ManifestError",  # a reason, which a PassageIndexError takes over
    "ExportError",
    "RefusedError",  # of its kind
    "FrameError",  # a reader that sends what is no answer is replaced
    "_EndedError",  # the same of one that has ended
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
    for package in (bot, corpus, embeddings):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith(".__main__"):
                names = vars(importlib.import_module(module.name))
                yield from (
                    kind
                    for kind in names.values()
                    if isinstance(kind, type) and kind.__module__ == module.name
                )
