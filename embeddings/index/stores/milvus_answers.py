"""What the client of Milvus gives, read; anything else than what was asked for is an error."""

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import Any

from pymilvus import DataType

from embeddings.index.stores.layout import SparseVector, StoredSegment, find_segment
from embeddings.index.stores.store import Found

NO_ANSWER = (ArithmeticError, LookupError, RecursionError, TypeError, ValueError)
"""What reading an answer raises if it is another one than what was asked for."""

Fields = Mapping[str, tuple[DataType, int]]
"""Kind and size of each field beside the key; 0 of a kind that has no size."""


def read_fields(described: Mapping[str, Any]) -> dict[str, tuple[DataType, int]]:
    """The fields of a collection, as `Fields`."""
    return {str(each["name"]): _read_kind(each) for each in described["fields"]}


def read_names(found: Iterable[object]) -> list[str]:
    """Of collections or partitions."""
    return list(map(str, found))


def read_aliases(found: Mapping[str, Iterable[object]]) -> list[str]:
    """Those of a collection."""
    return read_names(found["aliases"])


def read_count(found: Iterable[Mapping[str, Any]]) -> int:
    """How many rows there are."""
    (row,) = found
    return int(row["count(*)"])


def read_hits(
    found: Iterable[Iterable[Mapping[str, Any]]], segments: Sequence[StoredSegment]
) -> Found:
    """What one search found in these segments."""
    (hits,) = found
    read = [(int(hit["key"]), float(hit["distance"])) for hit in hits]
    asked = {segment.number for segment in segments}
    if not all(isfinite(score) and find_segment(key) in asked for key, score in read):
        raise ValueError("these are no passages of what was searched")
    return read


def read_words(
    found: Iterable[Mapping[str, Any]], dimensions: Sequence[int]
) -> dict[int, SparseVector]:
    """Of the sparse vectors of rows what they have in these `dimensions`."""
    read = {}
    for row in found:
        words = row["words"]
        vector = {each: float(words[each]) for each in dimensions if each in words}
        if not all(value >= 0 and isfinite(value) for value in vector.values()):
            raise ValueError("these are no weights of words")
        read[int(row["key"])] = vector
    return read


def make_rows(pieces: Mapping[int, str]) -> list[dict[str, Any]]:
    """`pieces` as rows to be written."""
    return [{"key": key, "piece": piece, "nothing": [0.0, 0.0]} for key, piece in pieces.items()]


def read_pieces(found: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """What `make_rows` made rows of."""
    return {int(row["key"]): str(row["piece"]) for row in found}


def _read_kind(described: Mapping[str, Any]) -> tuple[DataType, int]:
    params = described.get("params") or {}
    return DataType(described["type"]), int(params.get("dim") or params.get("max_length") or 0)
