"""Milvus as a store: https://milvus.io/docs. Only the modules that are called so import pymilvus.

Under a name there are: `NAME__passages` with the vectors of passages, `NAME__pieces` with what else
is kept of them, both with a partition for each segment; `NAME__build_…` with the frame of a build;
and the aliases `NAME__live`, of the live build's frame, `NAME__before`, and `NAME__turn_…` of
whoever publishes.
"""

import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from itertools import islice

from pymilvus import DataType, MilvusClient
from pymilvus.client.types import LoadState

from corpus import clean_line
from embeddings.encoders.encoder import Vectors
from embeddings.index.stores.layout import SparseVector, StoredSegment, is_name
from embeddings.index.stores.milvus_answers import (
    NO_ANSWER,
    Fields,
    make_rows,
    read_count,
    read_fields,
    read_hits,
    read_names,
    read_pieces,
    read_words,
)
from embeddings.index.stores.milvus_connection import MilvusConnection
from embeddings.index.stores.milvus_failures import NotThereError
from embeddings.index.stores.milvus_turns import MilvusTurns
from embeddings.index.stores.store import EngineAddress, Found, Runs, StoreError

_FRAME_PIECES_AT_ONCE = 100
_MIN_SECONDS = 0.1
_BEGUN = -2
"""Under this number, that of no piece, is the plan of what has been written of a build."""
_LEAST_VERSION = 2, 4
"""The first one whose sparse vectors can be searched: https://milvus.io/docs/release_notes.md"""
_NEXT_TO_NOTHING = 1e-9

_SPARSE = (DataType.SPARSE_FLOAT_VECTOR, 0)
_PIECE: Fields = {
    "piece": (DataType.VARCHAR, 65_535),
    "nothing": (DataType.FLOAT_VECTOR, 2),  # no collection is without vectors
}


class MilvusEngine:
    """An `Engine`, which is connected to when it is first asked."""

    def __init__(self, address: EngineAddress) -> None:
        self._address = address
        # No name of an index has two low lines, so none begins as that of another one's things.
        beginning = f"{address.name}__"
        self._passages, self._pieces = f"{beginning}passages", f"{beginning}pieces"
        self._live, self._before = f"{beginning}live", f"{beginning}before"
        self._builds = f"{beginning}build_"
        self._connection = MilvusConnection(address)
        self._turns = MilvusTurns(
            self._connection, self._passages, self._pieces, f"{beginning}turn_"
        )

    # Reading

    def find_nearest(
        self, query: Vectors, k: int, segments: Sequence[StoredSegment], among: Runs | None
    ) -> Found:
        """As `Store`."""
        return self._search("dense", query.tolist(), k, segments, among)

    def find_best(
        self, query: SparseVector, k: int, segments: Sequence[StoredSegment], among: Runs | None
    ) -> Found:
        """As `Store`."""
        return self._search("words", query, k, segments, among)

    def read_words(
        self, keys: Sequence[int], dimensions: Sequence[int], segments: Sequence[StoredSegment]
    ) -> Mapping[int, SparseVector]:
        """As `Store`."""
        return self._connection.read(
            lambda found: read_words(found, dimensions),
            "query",
            self._passages,
            ids=list(keys),
            output_fields=["key", "words"],
            partition_names=[segment.name for segment in segments],
        )

    def read_pieces(
        self, numbers: Sequence[int], segments: Sequence[StoredSegment]
    ) -> Mapping[int, str]:
        """As `Store`."""
        return self._connection.read(
            read_pieces,
            "query",
            self._pieces,
            ids=list(numbers),
            output_fields=["key", "piece"],
            partition_names=[segment.name for segment in segments],
        )

    def find_live(self) -> str | None:
        """As `Engine`."""
        return self._find_alias(self._live)

    def find_before(self) -> str | None:
        """As `Engine`."""
        return self._find_alias(self._before)

    def list_builds(self) -> list[str]:
        """As `Engine`."""
        names = self._connection.read(read_names, "list_collections")
        return [_read_build(name, self._builds) for name in names if name.startswith(self._builds)]

    def read_frame(self, build: str) -> Iterator[str]:
        """As `Engine`. The first piece is the last to be written, and says how many there are."""
        collection = self._name_build(build)
        count, _ = self._read_head(build)
        for first in range(1, count + 1, _FRAME_PIECES_AT_ONCE):
            numbers = range(first, min(first + _FRAME_PIECES_AT_ONCE, count + 1))
            found = self._connection.read_rows(collection, list(numbers))
            try:
                yield from (found[number] for number in numbers)
            except KeyError as exc:
                raise StoreError(f"the build {build} in the engine is damaged") from exc

    def read_plan(self, build: str) -> str | None:
        """As `Engine`."""
        return self._read_head(build)[1]

    def read_begun(self) -> str | None:
        """As `Engine`."""
        return self._connection.read_rows(self._pieces, [_BEGUN]).get(_BEGUN)

    def list_segments(self) -> list[str]:
        """As `Engine`."""
        return sorted(self._list_partitions(self._passages) | self._list_partitions(self._pieces))

    def list_readable(self) -> list[str]:
        """As `Engine`."""
        return sorted(self._list_partitions(self._passages) & self._list_partitions(self._pieces))

    def count_rows(self, segments: Sequence[StoredSegment], seconds: float) -> tuple[int, int]:
        """As `StoreWriter`. Milvus looks at the keys of all rows of these segments, which it has in
        memory."""
        names = [segment.name for segment in segments]
        begun = time.monotonic()
        passages = self._count(self._passages, names, seconds)
        left = max(_MIN_SECONDS, seconds - (time.monotonic() - begun))
        return passages, self._count(self._pieces, names, left)

    # Writing

    def prepare(self, dimension: int) -> None:
        """As `Engine`."""
        version = self._connection.read(str, "get_server_version")
        numbers = re.match(r"\D*(\d+)\.(\d+)", version)
        if numbers and tuple(map(int, numbers.groups())) < _LEAST_VERSION:
            least = ".".join(map(str, _LEAST_VERSION))
            raise StoreError(
                f"{self._connection.shown} is Milvus {clean_line(version)[:40]}: update it to "
                f"{least} or newer"
            )
        passages = {"dense": (DataType.FLOAT_VECTOR, dimension), "words": _SPARSE}
        self._make(self._passages, passages)
        self._make(self._pieces, _PIECE)
        for name in (self._passages, self._pieces):
            if self._connection.read(dict, "get_load_state", name).get("state") != LoadState.Loaded:
                self._connection.write("load_collection", name)

    def add_segment(self, segment: StoredSegment) -> None:
        """As `StoreWriter`."""
        for collection in (self._passages, self._pieces):
            self._connection.write("create_partition", collection, segment.name)

    def remove_segment(self, name: str) -> None:
        """As `Engine`."""
        for collection in (self._passages, self._pieces):
            if name not in self._list_partitions(collection):
                continue
            # What is in memory cannot be dropped; an engine on one disk has no such call.
            with suppress(StoreError):
                self._connection.write("release_partitions", collection, [name])
            self._connection.write("drop_partition", collection, name)

    def add_passages(
        self,
        segment: StoredSegment,
        keys: Sequence[int],
        vectors: Vectors,
        words: Sequence[SparseVector],
    ) -> None:
        """As `StoreWriter`."""
        rows = [
            # A sparse vector cannot be empty.
            {"key": key, "dense": vector, "words": sparse or {0: _NEXT_TO_NOTHING}}
            for key, vector, sparse in zip(keys, vectors, words, strict=True)
        ]
        self._connection.write("insert", self._passages, rows, partition_name=segment.name)

    def add_pieces(self, segment: StoredSegment, pieces: Mapping[int, str]) -> None:
        """As `StoreWriter`."""
        self._connection.write(
            "insert", self._pieces, make_rows(pieces), partition_name=segment.name
        )

    def add_frame(self, build: str, plan: str, pieces: Iterable[str]) -> None:
        """As `Engine`."""
        collection = self._name_build(build)
        self._drop(collection)
        self._make(collection, _PIECE)
        count = 0
        numbered = enumerate(pieces, 1)
        while batch := dict(islice(numbered, _FRAME_PIECES_AT_ONCE)):
            count += len(batch)
            self._connection.write("insert", collection, make_rows(batch))
        self._connection.write("insert", collection, make_rows({0: json.dumps([count, plan])}))
        self._connection.write("flush", collection)

    def remove_build(self, build: str) -> None:
        """As `Engine`."""
        collection = self._name_build(build)
        if self.find_before() == build:
            self._connection.write("drop_alias", self._before)
        self._drop(collection)

    def note_begun(self, plan: str) -> None:
        """As `Engine`."""
        self._connection.write("upsert", self._pieces, make_rows({_BEGUN: plan}))

    def switch(self, build: str) -> None:
        """As `Engine`."""
        for name in (self._passages, self._pieces):
            self._connection.write("flush", name)
        live = self.find_live()
        self._point(self._live, build)
        if live is not None and live != build:
            # Where this fails nothing is lost but that one cannot go back to just this one.
            with suppress(StoreError):
                self._point(self._before, live)

    def held(self) -> AbstractContextManager[Callable[[], None]]:
        """As `Engine`."""
        return self._turns.held()

    def _point(self, alias: str, build: str) -> None:
        collection = self._name_build(build)
        if self._connection.find(alias) is None:
            self._connection.write("create_alias", collection, alias)
        else:
            self._connection.write("alter_alias", collection, alias)

    def _find_alias(self, alias: str) -> str | None:
        """The build that `alias` is of."""
        collection = self._connection.find(alias)
        if collection is None:
            return None
        if not collection.startswith(self._builds):
            raise StoreError(
                f"{self._connection.shown} has something else under the name {self._address.name}: "
                "choose another one in INDEX_URL"
            )
        return _read_build(collection, self._builds)

    def _drop(self, collection: str) -> None:
        if self._connection.read(bool, "has_collection", collection):
            self._connection.write("drop_collection", collection)

    def _name_build(self, build: str) -> str:
        return f"{self._builds}{build.replace('-', '_')}"

    def _make(self, name: str, fields: Fields) -> None:
        """Makes the collection `name`, unless there is one.

        :raises StoreError: if that one is for something else.
        """
        if self._connection.read(bool, "has_collection", name):
            found = self._connection.read(read_fields, "describe_collection", name)
            if found.keys() != {"key", *fields} or not fields.items() <= found.items():
                raise StoreError(
                    f"{self._connection.shown} has a collection {name} of another kind, as another "
                    "encoder makes: choose another name in INDEX_URL"
                )
            return
        schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("key", DataType.INT64, is_primary=True)
        params = MilvusClient.prepare_index_params()
        for key, (kind, size) in fields.items():
            match kind:
                case DataType.VARCHAR:
                    schema.add_field(key, kind, max_length=size)
                case DataType.FLOAT_VECTOR:
                    kind_of_index = self._address.vectors if key == "dense" else "FLAT"
                    schema.add_field(key, kind, dim=size)
                    params.add_index(key, index_type=kind_of_index, metric_type="IP")
                case _:
                    schema.add_field(key, kind)
                    params.add_index(key, index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
        self._connection.write("create_collection", name, schema=schema, index_params=params)

    def _search(
        self,
        field: str,
        query: object,
        k: int,
        segments: Sequence[StoredSegment],
        among: Runs | None,
    ) -> Found:
        limits = " or ".join(f"({first} <= key and key <= {last})" for first, last in among or ())
        return self._connection.read(
            lambda found: read_hits(found, segments),
            "search",
            self._passages,
            [query],
            anns_field=field,
            limit=k,
            filter=limits,
            search_params={"metric_type": "IP"},
            output_fields=["key"],
            partition_names=[segment.name for segment in segments],
        )

    def _list_partitions(self, collection: str) -> set[str]:
        """Those of segments; none of a collection that somebody has dropped."""
        try:
            names = self._connection.read(read_names, "list_partitions", collection)
        except NotThereError:
            return set()
        return {name for name in names if is_name(name)}

    def _count(self, collection: str, partitions: list[str], seconds: float) -> int:
        if not partitions:  # which would be all of them
            return 0
        return self._connection.read_within(
            seconds,
            read_count,
            "query",
            collection,
            filter="key >= 0",  # without a filter milvus-lite counts all partitions
            output_fields=["count(*)"],
            partition_names=partitions,
            consistency_level="Strong",
        )

    def _read_head(self, build: str) -> tuple[int, str | None]:
        """In how many pieces the frame of a build is, and its plan; 0 and None if not all of it is
        there."""
        collection = self._name_build(build)
        if not self._connection.read(bool, "has_collection", collection):
            return 0, None
        head = self._connection.read_rows(collection, [0]).get(0)
        if head is None:
            return 0, None
        try:
            count, plan = json.loads(head)
            return int(count), str(plan)
        except NO_ANSWER as exc:
            raise StoreError(f"the build {build} in the engine is damaged") from exc


def _read_build(collection: str, beginning: str) -> str:
    return collection.removeprefix(beginning).replace("_", "-")
