"""LangChain as its own pages show it: 1,000 characters with 200 of overlap, and FAISS.

python with_langchain.py INDEX_DIR ENCODER_DIR
"""

import sys
from collections.abc import Sequence

from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter
from speaking import MAX_PASSAGES, Passage, speak

_PACKAGES = ("langchain-core", "langchain-community", "faiss-cpu", "sentence-transformers", "torch")


class LangChain:
    """The peer."""

    def __init__(self, index_dir: str, encoder_dir: str) -> None:
        self._index_dir = index_dir
        self._encoder = HuggingFaceEmbeddings(model_name=encoder_dir)

    def build(self, articles: Sequence[tuple[str, str]]) -> int:
        """As `Peer` says."""
        documents = [Document(page_content=text, metadata={"article": a}) for a, text in articles]
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        pieces = splitter.split_documents(documents)
        FAISS.from_documents(pieces, self._encoder).save_local(self._index_dir)
        return len(pieces)

    def open(self) -> None:
        """As `Peer` says."""
        # Its documents are pickled; this file is the one that was written a moment ago.
        self._store = FAISS.load_local(
            self._index_dir, self._encoder, allow_dangerous_deserialization=True
        )

    def search(self, question: str) -> list[Passage]:
        """As `Peer` says."""
        found = self._store.similarity_search(question, k=MAX_PASSAGES)
        return [(one.metadata["article"], one.page_content) for one in found]


if __name__ == "__main__":
    speak(LangChain(sys.argv[1], sys.argv[2]), _PACKAGES)
