"""A peer of the standard library alone, for the tests: paragraphs by the words that they share.

python with_words.py INDEX_DIR ENCODER_DIR
"""

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from speaking import MAX_PASSAGES, Passage, speak, split_paragraphs


class Words:
    """The peer."""

    def __init__(self, index_dir: str) -> None:
        self._path = Path(index_dir) / "passages.json"

    def build(self, articles: Sequence[tuple[str, str]]) -> int:
        """As `Peer` says."""
        print('{"whatever": "a library prints"}')
        passages = [(a, part) for a, text in articles for part in split_paragraphs(text)]
        self._path.parent.mkdir(parents=True)
        self._path.write_text(json.dumps(passages), "utf-8")
        return len(passages)

    def open(self) -> None:
        """As `Peer` says."""
        print('{"whatever": "a library prints"}')
        passages = json.loads(self._path.read_text("utf-8"))
        self._passages = [(article, text, _list_words(text)) for article, text in passages]

    def search(self, question: str) -> list[Passage]:
        """As `Peer` says."""
        asked = _list_words(question)
        ranked = sorted(self._passages, key=lambda passage: -len(asked & passage[2]))
        return [(article, text) for article, text, _ in ranked[:MAX_PASSAGES]]


def _list_words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


if __name__ == "__main__":
    speak(Words(sys.argv[1]), [])
