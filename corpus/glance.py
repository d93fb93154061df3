"""Whether anything in the corpus folder may have changed, without reading a file."""

import hashlib
import os
import stat
from pathlib import Path

from corpus.article import ArticleError
from corpus.folder import MUST_ANSWER_NAME, list_paths
from corpus.formats.registry import find_reader
from corpus.opening import MAX_FILE_BYTES


def glance_at_corpus(folder: Path) -> str:
    """What is the same as long as `read_corpus` and the questions beside the articles would say the
    same: after any change of names, contents or rights it is another. It costs a look at each file.

    Files that are not read whatever they hold, as their endings or sizes have it, count by their
    names: a download that grows for an hour is one change at its beginning.

    :raises CorpusError: if `folder` is none or cannot be listed.
    """
    paths, unlistable = list_paths(folder)
    states = [(os.fsencode(path), _find_state(path)) for path in paths]
    states += [(os.fsencode(path), f"unlistable {exc.errno}") for path, exc in unlistable.items()]
    questions = folder / MUST_ANSWER_NAME
    if os.path.lexists(questions):
        states.append((os.fsencode(questions), _look_at(questions)))
    root = folder.stat()
    digest = hashlib.sha256(f"{root.st_dev} {root.st_ino}".encode())
    for name, state in sorted(states):
        digest.update(name + b"\0" + state.encode() + b"\0")
    return digest.hexdigest()


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
    # The second time is that of any change, such as of rights, and nobody can set it back.
    times = status.st_mtime_ns, status.st_ctime_ns
    return " ".join(map(str, (status.st_dev, status.st_ino, status.st_size, *times)))
