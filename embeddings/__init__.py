"""Vectors: the encoder, the index of passages, and the retriever that searches it."""

from embeddings.builds import BuildError, BuildFolder
from embeddings.changes import Changes
from embeddings.encoder import (
    DEFAULT_MODEL,
    EncodedText,
    Encoder,
    canonical_name,
    fingerprint_encoder,
    load_encoder,
    use_one_thread,
)
from embeddings.index import (
    PassageIndex,
    PassageIndexError,
    build_index,
    load_index,
    read_live_changes,
    read_live_manifest,
)
from embeddings.manifest import Manifest
from embeddings.models import EncoderError
from embeddings.private_files import (
    PRIVATE_FILE,
    make_private,
    make_private_file,
    make_private_folder,
    may_others_read,
)
from embeddings.query import Filters, Query, QueryError, parse_query
from embeddings.reranker import Reranker, load_reranker
from embeddings.retriever import Hit, Retriever
from embeddings.weights import WEIGHTS, Weights

__all__ = [
    "DEFAULT_MODEL",
    "PRIVATE_FILE",
    "WEIGHTS",
    "BuildError",
    "BuildFolder",
    "Changes",
    "EncodedText",
    "Encoder",
    "EncoderError",
    "Filters",
    "Hit",
    "Manifest",
    "PassageIndex",
    "PassageIndexError",
    "Query",
    "QueryError",
    "Reranker",
    "Retriever",
    "Weights",
    "build_index",
    "canonical_name",
    "fingerprint_encoder",
    "load_encoder",
    "load_index",
    "load_reranker",
    "make_private",
    "make_private_file",
    "make_private_folder",
    "may_others_read",
    "parse_query",
    "read_live_changes",
    "read_live_manifest",
    "use_one_thread",
]
