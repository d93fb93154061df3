"""What a build changed of the one before it, article by article; kept with the build."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from embeddings.index.segments.segment import Source

CHANGES_NAME = "changes.json"


@dataclass(frozen=True, slots=True)
class Changes:
    """Titles of the articles that came, that say something else or of themselves, and that went,
    each in the order of the articles' ids. `compared` is false if there was no build to compare
    with: then all are new, and none is named."""

    compared: bool
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def compare_sources(before: Iterable[Source], after: Iterable[Source]) -> Changes:
    """The changes from the articles of one build to those of another."""
    old = {source.summary.id: source for source in before}
    new = {source.summary.id: source for source in after}
    return Changes(
        compared=True,
        added=tuple(new[name].summary.title for name in sorted(new.keys() - old.keys())),
        changed=tuple(
            new[name].summary.title
            for name in sorted(new.keys() & old.keys())
            if new[name].record != old[name].record
        ),
        removed=tuple(old[name].summary.title for name in sorted(old.keys() - new.keys())),
    )


def write_changes(changes: Changes, build: Path) -> None:
    """Writes `changes` into the folder `build`."""
    (build / CHANGES_NAME).write_text(json.dumps(asdict(changes)) + "\n", "ascii")


def read_changes(build: Path) -> Changes:
    """The changes that `write_changes` wrote.

    :raises OSError, ValueError, KeyError, TypeError: if the file is missing or damaged.
    """
    values = json.loads((build / CHANGES_NAME).read_text("ascii"))
    return Changes(
        compared=bool(values["compared"]),
        **{name: tuple(map(str, values[name])) for name in ("added", "changed", "removed")},
    )
