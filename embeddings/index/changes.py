"""What a build changed of the one before it, article by article; kept with the build."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus import hash_text

CHANGES_NAME = "changes.json"
_DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Changes:
    """Titles of the articles that came, that say something else or of themselves, and that went,
    each in the order of the articles' ids. `compared` is false if there was no build to compare
    with: then all are new, and none is named."""

    compared: bool
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def compare_articles(before: Path, after: Path) -> Changes:
    """The changes from one file of articles, as builds have them, to another. They are read line
    by line: of a large corpus two never lie in memory.

    :raises OSError, ValueError, KeyError, TypeError: if a file cannot be read or is none such.
    """
    old, new = _summarise(before), _summarise(after)
    return Changes(
        compared=True,
        added=tuple(new[name].title for name in sorted(new.keys() - old.keys())),
        changed=tuple(
            new[name].title
            for name in sorted(new.keys() & old.keys())
            if new[name].digest != old[name].digest
        ),
        removed=tuple(old[name].title for name in sorted(old.keys() - new.keys())),
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


def hash_texts(path: Path) -> dict[str, bytes]:
    """`hash_text` of each article, by id, of a file of articles, which is read line by line.

    :raises OSError, ValueError, KeyError, TypeError: if it cannot be read or is none such.
    """
    with path.open("rb") as file:
        records = map(json.loads, file)
        return {record["id"]: hash_text(record["text"]) for record in records}


@dataclass(frozen=True, slots=True)
class _Summary:
    title: str
    digest: bytes


def _summarise(path: Path) -> dict[str, _Summary]:
    return dict(_read_summaries(path))


def _read_summaries(path: Path) -> Iterator[tuple[str, _Summary]]:
    with path.open("rb") as file:
        for line in file:
            record = json.loads(line)
            digest = hashlib.blake2b(line, digest_size=_DIGEST_BYTES).digest()
            yield record["id"], _Summary(str(record["title"]), digest)
