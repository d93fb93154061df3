"""LlamaIndex as it comes: sentences packed to 1,024 tokens, vectors in a file of JSON.

python with_llamaindex.py INDEX_DIR ENCODER_DIR
"""

import sys
from collections.abc import Sequence

from llama_index.core import (
    Document,
    Settings,
    StorageContext,
    VectorStoreIndex,
    load_index_from_storage,
)
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from speaking import MAX_PASSAGES, Passage, speak

_PACKAGES = ("llama-index-core", "sentence-transformers", "torch")


class LlamaIndex:
    """The peer."""

    def __init__(self, index_dir: str, encoder_dir: str) -> None:
        self._index_dir = index_dir
        Settings.embed_model = HuggingFaceEmbedding(model_name=encoder_dir)

    def build(self, articles: Sequence[tuple[str, str]]) -> int:
        """As `Peer` says."""
        documents = [Document(text=text, metadata={"article": a}) for a, text in articles]
        index = VectorStoreIndex.from_documents(documents)
        index.storage_context.persist(self._index_dir)
        return len(index.docstore.docs)

    def open(self) -> None:
        """As `Peer` says."""
        storage = StorageContext.from_defaults(persist_dir=self._index_dir)
        index = load_index_from_storage(storage)
        self._retriever = index.as_retriever(similarity_top_k=MAX_PASSAGES)

    def search(self, question: str) -> list[Passage]:
        """As `Peer` says."""
        found = self._retriever.retrieve(question)
        return [(one.node.metadata["article"], one.node.get_content()) for one in found]


if __name__ == "__main__":
    speak(LlamaIndex(sys.argv[1], sys.argv[2]), _PACKAGES)
