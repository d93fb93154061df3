"""Whether anything in the corpus folder may have changed, without reading a file."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.article import ArticleError
from corpus.file_states import name_state
from corpus.folder import MUST_ANSWER_NAME, list_folder
from corpus.formats.registry import find_reader
from corpus.opening import MAX_FILE_BYTES


@dataclass(frozen=True, slots=True)
class SeenFolder:
    """A folder that was listed; device and inode tell it from another one of its name."""

    path: Path
    device: int
    inode: int


@dataclass(frozen=True, slots=True)
class Glance:
    """How the corpus folder looked: `state` is the same as long as `read_corpus` and the questions
    beside the articles would say the same, and another after any change of names, contents or
    rights. `folders` are those that were listed, itself among them."""

    state: str
    folders: frozenset[SeenFolder]


def glance_at_corpus(folder: Path) -> Glance:
    """Looks at each file below `folder`, and reads none.

    Files that are not read whatever they hold, as their endings or sizes have it, count by their
    names: a download that grows for an hour is one change at its beginning.

    :raises CorpusError: if `folder` is none or cannot be listed.
    """
    listing = list_folder(folder)
    states = [(os.fsencode(path), _find_state(path)) for path in listing.files]
    states += [
        (os.fsencode(path), f"unlistable {exc.errno}") for path, exc in listing.unlistable.items()
    ]
    questions = folder / MUST_ANSWER_NAME
    if os.path.lexists(questions):
        states.append((os.fsencode(questions), _look_at(questions)))
    root = folder.stat()
    digest = hashlib.sha256(f"{root.st_dev} {root.st_ino}".encode())
    for name, state in sorted(states):
        digest.update(name + b"\0" + state.encode() + b"\0")
    return Glance(digest.hexdigest(), frozenset(_identify(listing.folders)))


def _find_state(path: Path) -> str:
    try:
        find_reader(path.name)
    except ArticleError:
        return "not read"
    return _look_at(path)


def _look_at(path: Path) -> str:
    try:
        status = path.stat()
    except OSError as exc:  # as of a link to nothing
        return f"unreadable {exc.errno}"
    if not stat.S_ISREG(status.st_mode):
        return "no file"
    if status.st_size > MAX_FILE_BYTES:
        return "too large"
    return name_state(status)


def _identify(folders: Iterable[Path]) -> Iterator[SeenFolder]:
    for path in folders:
        with suppress(OSError):  # it is gone since, of which the next glance tells
            status = path.stat()
            yield SeenFolder(path, status.st_dev, status.st_ino)
