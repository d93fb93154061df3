"""Vectors: the encoder, the index of passages, and the retriever that searches it."""

from embeddings.builds import BuildError, BuildFolder
from embeddings.encoder import (
    DEFAULT_MODEL,
    EncodedText,
    Encoder,
    EncoderError,
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
    read_live_manifest,
)
from embeddings.manifest import Manifest
from embeddings.query import Filters, Query, QueryError, parse_query
from embeddings.retriever import Hit, Retriever

__all__ = [
    "DEFAULT_MODEL",
    "BuildError",
    "BuildFolder",
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
    "Retriever",
    "build_index",
    "canonical_name",
    "fingerprint_encoder",
    "load_encoder",
    "load_index",
    "parse_query",
    "read_live_manifest",
    "use_one_thread",
]
