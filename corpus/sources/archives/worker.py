"""`python -m corpus.sources.archives.worker LIMITS`: unpacks an archive step by step for a
`ContainedArchiveReader`. It needs no settings and gets none."""

import base64
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from corpus.article import ArticleError
from corpus.containment.limits import load_limits
from corpus.containment.serving import serve
from corpus.sources.archives.opening import read_items
from corpus.sources.archives.records import Damaged, Item, PassedOver, Refused, TakenFile

_STEP_BYTES = 4 * 1024 * 1024
_STEP_FILES = 500
_STEP_SECONDS = 2.0
_LOST = "ended the reader"


def main(limits_text: str) -> None:
    """Answers requests until there are no more."""
    serve(load_limits(limits_text), _Answering().answer)


class _Answering:
    """The steps come in turn: a process that was begun anew in between knows nothing of them."""

    def __init__(self) -> None:
        self._items: Iterator[Item] | None = None
        self._steps = 0

    def answer(self, request: bytes, data: bytes) -> bytes:
        """:raises MemoryError: if there is not enough."""
        asked = json.loads(request)
        try:
            if asked["step"] == 0:
                self._items, self._steps = read_items(_open(asked["path"], data)), 0
            if self._items is None or asked["step"] != self._steps:
                raise ArticleError(_LOST)
            self._steps += 1
            said = _take(self._items)
        except ArticleError as exc:
            said = {"refused": str(exc)}
        except MemoryError:
            raise
        except BaseException as exc:  # what a library in C raises is no Exception
            said = {"refused": f"cannot be read: {type(exc).__name__}"}
        return json.dumps(said).encode()


def _open(path: str | None, data: bytes) -> BinaryIO:
    """:raises ArticleError: if the file cannot be read."""
    if path is None:
        return BytesIO(data)
    try:
        return Path(path).open("rb")
    except OSError as exc:
        raise ArticleError(f"cannot be read: {exc.strerror}") from exc


def _take(items: Iterator[Item]) -> dict[str, Any]:
    """The next of them, as many as are a step."""
    end = time.process_time() + _STEP_SECONDS
    files: list[tuple[str, str]] = []
    refused: list[tuple[str, str]] = []
    passed_over: Counter[str] = Counter()
    said: dict[str, Any] = {
        "files": files,
        "not_taken": refused,
        "passed_over": passed_over,
        "damage": None,
        "is_over": False,
    }
    size = 0
    for item in items:
        match item:
            case TakenFile(name, data):
                files.append((name, base64.b64encode(data).decode()))
                size += len(data)
            case Refused(name, reason):
                refused.append((name, reason))
            case PassedOver(kind):
                passed_over[kind] += 1
            case Damaged(reason):
                said["damage"] = reason
        is_full = size > _STEP_BYTES or len(files) + len(refused) >= _STEP_FILES
        if is_full or time.process_time() > end:
            return said
    said["is_over"] = True
    return said


if __name__ == "__main__":
    main(*sys.argv[1:])
