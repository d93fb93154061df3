"""txtai over paragraphs, by vectors alone or (`hybrid`) together with BM25.

python with_txtai.py INDEX_DIR ENCODER_DIR [hybrid]
"""

import sys
from collections.abc import Sequence

from speaking import MAX_PASSAGES, Passage, speak, split_paragraphs
from txtai import Embeddings

_PACKAGES = ("txtai", "faiss-cpu", "transformers", "torch")


class Txtai:
    """The peer."""

    def __init__(self, index_dir: str, encoder_dir: str, is_hybrid: bool) -> None:
        self._index_dir = index_dir
        self._embeddings = Embeddings(path=encoder_dir, content=True, hybrid=is_hybrid)

    def build(self, articles: Sequence[tuple[str, str]]) -> int:
        """As `Peer` says."""
        rows = [
            (f"{number} {article}", text)
            for article, whole in articles
            for number, text in enumerate(split_paragraphs(whole))
        ]
        self._embeddings.index(rows)
        self._embeddings.save(self._index_dir)
        return len(rows)

    def open(self) -> None:
        """As `Peer` says."""
        self._embeddings.load(self._index_dir)

    def search(self, question: str) -> list[Passage]:
        """As `Peer` says."""
        found = self._embeddings.search(question, MAX_PASSAGES)
        return [(one["id"].partition(" ")[2], one["text"]) for one in found]


if __name__ == "__main__":
    speak(Txtai(sys.argv[1], sys.argv[2], "hybrid" in sys.argv[3:]), _PACKAGES)
