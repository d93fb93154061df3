"""What a peer's script speaks: requests on standard input, answers on standard output, a line of
JSON each, in order. Standard library alone, as it is imported in the peer's own environment.

    {"build": "FOLDER"}      -> {"passages": 646, "versions": {"torch": "2.13.0"}}
    {"question": "Who …?"}   -> {"passages": [[{"article": "a.txt", "text": "…"}]],
                                 "wall_ms": 9.1, "processor_ms": 9.0}

Passages are best first; each is a list, as the same words may stand in several articles.
"""

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, Protocol, TextIO

MAX_PASSAGES = 5
"""How many are asked for."""

Passage = tuple[str, str]
"""The article's path in the folder, and the text."""


class Peer(Protocol):
    """What a script has for `speak`."""

    def build(self, articles: Sequence[tuple[str, str]]) -> int:
        """Indexes `articles`, path and text of each, to disk; the number of passages."""

    def search(self, question: str) -> Sequence[Passage]:
        """The best `MAX_PASSAGES`, best first, of the index on disk, which is opened before."""

    def open(self) -> None:
        """Opens the index on disk."""


def speak(peer: Peer, packages: Sequence[str]) -> None:
    """Answers requests until there are no more; `packages` are those whose versions matter."""
    answers = reserve_output()
    is_open = False
    for line in sys.stdin:
        request = json.loads(line)
        if "build" in request:
            passages = peer.build(list(read_articles(Path(request["build"]))))
            answer = {"passages": passages, "versions": read_versions(packages)}
        else:
            if not is_open:
                peer.open()
                is_open = True
            answer = _ask(peer, request["question"])
        write_line(answers, answer)


def _ask(peer: Peer, question: str) -> dict[str, Any]:
    begun, used = time.perf_counter(), time.process_time()
    found = peer.search(question)
    used, took = time.process_time() - used, time.perf_counter() - begun
    passages = [[{"article": article, "text": text}] for article, text in found]
    return {"passages": passages, "wall_ms": 1000 * took, "processor_ms": 1000 * used}


def reserve_output() -> TextIO:
    """Standard output for answers alone: what a library prints goes to standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def write_line(answers: TextIO, answer: object) -> None:
    """Writes `answer` at once, as whoever asked waits for it."""
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


def read_articles(folder: Path) -> Iterator[tuple[str, str]]:
    """Path in `folder` and text of each file in it, sorted by path."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_text("utf-8", errors="replace")


def split_paragraphs(text: str) -> list[str]:
    """What blank lines part."""
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def read_versions(packages: Sequence[str]) -> dict[str, str]:
    """The versions of `packages` that are installed here."""
    return {name: metadata.version(name) for name in packages}
