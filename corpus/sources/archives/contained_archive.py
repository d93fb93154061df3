"""Unpacking an archive in a process of its own, step by step: of however large a file no more is
held than a few of its articles."""

import base64
import json
import math
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.article import ArticleError
from corpus.containment.contained_process import Contained, ContainedProcess, EndedError
from corpus.containment.limits import Limits
from corpus.containment.values import check_text
from corpus.formats.archive import leaves_archive
from corpus.sources.archives.records import MAX_ALL_BYTES, MAX_FILES, Refused, TakenFile

_WORKER = "corpus.sources.archives.worker"
_NO_NAME = re.compile(r"(?:^|/)(?:\.|$)|[\x00-\x1f\x7f\\]")


@dataclass(frozen=True, slots=True)
class Step:
    """Some of what is in an archive: articles, what would be one, and how many of each kind are
    none. `damage` says why nothing comes behind, although there is more."""

    files: tuple[TakenFile, ...]
    not_taken: tuple[Refused, ...]
    passed_over: Counter[str]
    damage: str | None
    is_over: bool


class ContainedArchiveReader(Contained):
    """Reads one archive after the other, in a process that is started for the first of them.

    To be closed, or used with `with`.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        super().__init__(ContainedProcess(limits or Limits(), _WORKER))

    def read(self, source: Path | bytes, max_seconds: float = math.inf) -> Iterator[Step]:
        """What is in an archive, a file or its bytes. What cannot be read any further ends with
        `damage`.

        :raises ArticleError: if it is no archive that is read, costs more than it may at once, or
            has not been read to its end after `max_seconds` by the clock.
        :raises ReaderStartError: if the process that reads it does not start.
        """
        end = time.monotonic() + max_seconds
        count = size = number = 0
        is_over = False
        while not is_over:
            try:
                step = self._ask(source, number)
            except ArticleError as exc:
                if not number:
                    raise
                step = Step((), (), Counter(), str(exc), is_over=True)
            count += len(step.files)
            size += sum(len(file.data) for file in step.files)
            if count > MAX_FILES or size > MAX_ALL_BYTES:
                raise ArticleError("holds more than is taken")
            if not step.is_over and time.monotonic() > end:
                raise ArticleError(f"takes longer than {max_seconds:g} s to unpack")
            yield step
            is_over, number = step.is_over, number + 1

    def _ask(self, source: Path | bytes, number: int) -> Step:
        path = str(source.absolute()) if isinstance(source, Path) else None
        data = b"" if isinstance(source, Path) or number else source
        request = json.dumps({"step": number, "path": path}).encode()
        try:
            said = self._process.ask(request, data, _check_answer)
        except EndedError as exc:
            raise ArticleError(str(exc)) from exc
        if isinstance(said, ArticleError):
            raise said
        return said


def _check_answer(payload: bytes) -> Step | ArticleError:
    """:raises ValueError, KeyError, TypeError: if that is no answer."""
    record = json.loads(payload)
    if "refused" in record:
        return ArticleError(check_text(record["refused"]))
    damage = record["damage"]
    return Step(
        files=tuple(map(_make_file, record["files"])),
        not_taken=tuple(Refused(check_text(n), check_text(r)) for n, r in record["not_taken"]),
        passed_over=Counter({check_text(k): int(n) for k, n in record["passed_over"].items()}),
        damage=None if damage is None else check_text(damage),
        is_over=bool(record["is_over"]),
    )


def _make_file(said: Any) -> TakenFile:
    name, data = said
    if leaves_archive(check_text(name)) or _NO_NAME.search(name):
        raise ValueError("no name")
    return TakenFile(name, base64.b64decode(data, validate=True))
