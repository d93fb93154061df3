"""Milvus as a store: https://milvus.io/docs. The only module that imports pymilvus.

Under a name there are: `NAME__passages` with the vectors of passages, `NAME__pieces` with what else
is kept of them, both with a partition for each segment; `NAME__build_…` with the frame of a build;
and the aliases `NAME__live`, of the live build's frame, `NAME__before`, and `NAME__turn_…` of
whoever publishes.
"""

import json
import logging
import os
import re
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from math import isfinite
from typing import Any, TypeVar

from pymilvus import DataType, MilvusClient
from pymilvus.client.types import LoadState

from corpus import clean_line
from embeddings.encoders.encoder import Vectors
from embeddings.index.builds import BusyError
from embeddings.index.stores.layout import (
    SparseVector,
    StoredSegment,
    find_segment,
    is_name,
)
from embeddings.index.stores.milvus_failures import (
    NotLoadedError,
    NotThereError,
    explain,
    not_understood,
    show,
)
from embeddings.index.stores.store import AwayError, EngineAddress, Found, Runs, StoreError

_T = TypeVar("_T")

_SECONDS_TO_READ = 4.0
_SECONDS_TO_COUNT = 30.0
_SECONDS_TO_WRITE = 120.0
"""What is asked again and again until then if nobody answers; what a rebuild does may take long."""

_CHANNEL = {
    "grpc.initial_reconnect_backoff_ms": 500,
    "grpc.max_reconnect_backoff_ms": 2_000,
    "grpc.dns_min_time_between_resolutions_ms": 2_000,
}
"""Else gRPC leaves an engine that was away alone for longer each time, up to two minutes, and who
asks meanwhile is told that it does not answer: `PatientStore` spares it."""
_FRAME_PIECES_AT_ONCE = 100
_TURN = re.compile(r"[0-9]{1,15}")
_SECONDS_BETWEEN_SIGNS = 5.0
_SECONDS_WITHOUT_SIGN = 40.0
"""After so long somebody who holds the turn and gives no sign of life has been killed."""
_SIGN = -1
"""Under this number, that of no piece, whose turn it is gives signs of life."""
_BEGUN = -2
"""Under this one is the plan of what has been written of a build."""

_LEAST_VERSION = 2, 4
"""The first one whose sparse vectors can be searched: https://milvus.io/docs/release_notes.md"""
_NEXT_TO_NOTHING = 1e-9
_NO_ANSWER = (ArithmeticError, LookupError, RecursionError, TypeError, ValueError)
"""What reading an answer raises if it is another one than what was asked for."""

# Their lines have tracebacks, and may have what was asked; what fails is told by whoever asked.
for _name in ("pymilvus", "grpc"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


class MilvusEngine:
    """An `Engine`, which is connected to when it is first asked."""

    def __init__(self, address: EngineAddress) -> None:
        self._address = address
        # No name of an index has two low lines, so none begins as that of another one's things.
        beginning = f"{address.name}__"
        self._passages, self._pieces = f"{beginning}passages", f"{beginning}pieces"
        self._live, self._before = f"{beginning}live", f"{beginning}before"
        self._builds, self._turns = f"{beginning}build_", f"{beginning}turn_"
        self._connecting = threading.Lock()
        self._connected: MilvusClient | None = None

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

    def read_pieces(
        self, numbers: Sequence[int], segments: Sequence[StoredSegment]
    ) -> Mapping[int, str]:
        """As `Store`."""
        return self._read(
            _read_pieces,
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
        names = self._read(_read_names, "list_collections")
        return [_read_build(name, self._builds) for name in names if name.startswith(self._builds)]

    def read_frame(self, build: str) -> Iterator[str]:
        """As `Engine`. The first piece is the last to be written, and says how many there are."""
        collection = self._name_build(build)
        count, _ = self._read_head(build)
        for first in range(1, count + 1, _FRAME_PIECES_AT_ONCE):
            numbers = range(first, min(first + _FRAME_PIECES_AT_ONCE, count + 1))
            found = self._read_rows(collection, list(numbers))
            try:
                yield from (found[number] for number in numbers)
            except KeyError as exc:
                raise StoreError(f"the build {build} in the engine is damaged") from exc

    def read_plan(self, build: str) -> str | None:
        """As `Engine`."""
        return self._read_head(build)[1]

    def read_begun(self) -> str | None:
        """As `Engine`."""
        return self._read_rows(self._pieces, [_BEGUN]).get(_BEGUN)

    def list_segments(self) -> list[str]:
        """As `Engine`."""
        return sorted(self._list_partitions(self._passages) | self._list_partitions(self._pieces))

    def list_readable(self) -> list[str]:
        """As `Engine`."""
        return sorted(self._list_partitions(self._passages) & self._list_partitions(self._pieces))

    def count_rows(self, segments: Sequence[StoredSegment]) -> tuple[int, int]:
        """As `StoreWriter`. Milvus looks at the keys of all rows of these segments, which it has in
        memory."""
        names = [segment.name for segment in segments]
        return self._count(self._passages, names), self._count(self._pieces, names)

    # Writing

    def prepare(self, dimension: int) -> None:
        """As `Engine`."""
        version = self._read(str, "get_server_version")
        numbers = re.match(r"\D*(\d+)\.(\d+)", version)
        if numbers and tuple(map(int, numbers.groups())) < _LEAST_VERSION:
            least = ".".join(map(str, _LEAST_VERSION))
            raise StoreError(
                f"{self._shown} is Milvus {clean_line(version)[:40]}: update it to {least} or newer"
            )
        passages = {"dense": (DataType.FLOAT_VECTOR, dimension), "words": _SPARSE}
        self._make(self._passages, passages)
        self._make(self._pieces, _PIECE)
        for name in (self._passages, self._pieces):
            if self._read(dict, "get_load_state", name).get("state") != LoadState.Loaded:
                self._write("load_collection", name)

    def add_segment(self, segment: StoredSegment) -> None:
        """As `StoreWriter`."""
        for collection in (self._passages, self._pieces):
            self._write("create_partition", collection, segment.name)

    def remove_segment(self, name: str) -> None:
        """As `Engine`."""
        for collection in (self._passages, self._pieces):
            if name not in self._list_partitions(collection):
                continue
            # What is in memory cannot be dropped; an engine on one disk has no such call.
            with suppress(StoreError):
                self._write("release_partitions", collection, [name])
            self._write("drop_partition", collection, name)

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
        self._write("insert", self._passages, rows, partition_name=segment.name)

    def add_pieces(self, segment: StoredSegment, pieces: Mapping[int, str]) -> None:
        """As `StoreWriter`."""
        self._write("insert", self._pieces, _make_rows(pieces), partition_name=segment.name)

    def add_frame(self, build: str, plan: str, pieces: Iterable[str]) -> None:
        """As `Engine`."""
        collection = self._name_build(build)
        self._drop(collection)
        self._make(collection, _PIECE)
        count = 0
        numbered = enumerate(pieces, 1)
        while batch := dict(islice(numbered, _FRAME_PIECES_AT_ONCE)):
            count += len(batch)
            self._write("insert", collection, _make_rows(batch))
        self._write("insert", collection, _make_rows({0: json.dumps([count, plan])}))
        self._write("flush", collection)

    def remove_build(self, build: str) -> None:
        """As `Engine`."""
        collection = self._name_build(build)
        if self.find_before() == build:
            self._write("drop_alias", self._before)
        self._drop(collection)

    def note_begun(self, plan: str) -> None:
        """As `Engine`."""
        self._write("upsert", self._pieces, _make_rows({_BEGUN: plan}))

    def switch(self, build: str) -> None:
        """As `Engine`."""
        for name in (self._passages, self._pieces):
            self._write("flush", name)
        live = self.find_live()
        self._point(self._live, build)
        if live is not None and live != build:
            # Where this fails nothing is lost but that one cannot go back to just this one.
            with suppress(StoreError):
                self._point(self._before, live)

    @contextmanager
    def held(self) -> Iterator[Callable[[], None]]:
        """As `Engine`.

        A turn is an alias with a number, which only one can make; it is of the collection of
        passages as long as it is held, and then of that of pieces. The highest number is the last
        turn, so whoever finds a higher one than his own has lost his.
        """
        turn = self._take_turn()
        over = threading.Event()

        def check() -> None:
            if max(self._list_turns(), default=0) != turn:
                raise BusyError("another build is published: run footnote index again")

        def give_signs() -> None:
            while not over.wait(_SECONDS_BETWEEN_SIGNS):
                with suppress(StoreError):
                    self._give_sign()

        signs = threading.Thread(target=give_signs, daemon=True)
        signs.start()
        try:
            yield check
        finally:
            over.set()
            signs.join()
            with suppress(StoreError):
                self._write("alter_alias", self._pieces, f"{self._turns}{turn}")

    def _take_turn(self) -> int:
        turn, is_held = self._find_turn()
        if is_held:
            self._wait_for_sign(turn)
        mine = turn + 1
        try:
            self._write("create_alias", self._passages, f"{self._turns}{mine}")
        except AwayError:
            raise
        except StoreError as exc:
            if self._find_turn()[0] < mine:
                raise
            raise BusyError("another build is published now: wait until it has ended") from exc
        self._give_sign()
        for old in self._list_turns():
            if old < mine:
                with suppress(StoreError):
                    self._write("drop_alias", f"{self._turns}{old}")
        return mine

    def _wait_for_sign(self, turn: int) -> None:
        """Returns if nobody who holds `turn` gives a sign of life.

        :raises BusyError: if somebody does.
        """
        first = self._read_sign()
        waited = 0.0
        while waited < _SECONDS_WITHOUT_SIGN:
            threading.Event().wait(_SECONDS_BETWEEN_SIGNS)
            waited += _SECONDS_BETWEEN_SIGNS
            if self._find_turn() != (turn, True) or self._read_sign() != first:
                raise BusyError("another build is published now: wait until it has ended")

    def _find_turn(self) -> tuple[int, bool]:
        """The number of the last turn, 0 if there was none, and whether it is held."""
        turn = max(self._list_turns(), default=0)
        return turn, bool(turn) and self._find(f"{self._turns}{turn}") == self._passages

    def _list_turns(self) -> list[int]:
        found = (
            alias.removeprefix(self._turns)
            for collection in (self._passages, self._pieces)
            for alias in self._read(_read_aliases, "list_aliases", collection)
            if alias.startswith(self._turns)
        )
        return [int(number) for number in found if _TURN.fullmatch(number)]

    def _give_sign(self) -> None:
        self._write("upsert", self._pieces, _make_rows({_SIGN: secrets.token_hex(8)}))

    def _read_sign(self) -> str:
        return self._read_rows(self._pieces, [_SIGN]).get(_SIGN, "")

    def _point(self, alias: str, build: str) -> None:
        collection = self._name_build(build)
        if self._find(alias) is None:
            self._write("create_alias", collection, alias)
        else:
            self._write("alter_alias", collection, alias)

    def _find(self, alias: str) -> str | None:
        """The collection that `alias` is of; None if there is no such alias."""
        try:
            return self._read(lambda found: str(found["collection_name"]), "describe_alias", alias)
        except NotThereError:
            return None

    def _find_alias(self, alias: str) -> str | None:
        """The build that `alias` is of."""
        collection = self._find(alias)
        if collection is None:
            return None
        if not collection.startswith(self._builds):
            raise StoreError(
                f"{self._shown} has something else under the name {self._address.name}: "
                "choose another one in INDEX_URL"
            )
        return _read_build(collection, self._builds)

    def _drop(self, collection: str) -> None:
        if self._read(bool, "has_collection", collection):
            self._write("drop_collection", collection)

    def _name_build(self, build: str) -> str:
        return f"{self._builds}{build.replace('-', '_')}"

    def _make(self, name: str, fields: "_Fields") -> None:
        """Makes the collection `name`, unless there is one.

        :raises StoreError: if that one is for something else.
        """
        if self._read(bool, "has_collection", name):
            found = self._read(_read_fields, "describe_collection", name)
            if found.keys() != {"key", *fields} or not fields.items() <= found.items():
                raise StoreError(
                    f"{self._shown} has a collection {name} of another kind, as another encoder "
                    "makes: choose another name in INDEX_URL"
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
        self._write("create_collection", name, schema=schema, index_params=params)

    def _search(
        self,
        field: str,
        query: object,
        k: int,
        segments: Sequence[StoredSegment],
        among: Runs | None,
    ) -> Found:
        limits = " or ".join(f"({first} <= key and key <= {last})" for first, last in among or ())
        return self._read(
            lambda found: _read_hits(found, segments),
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
        """Those of segments."""
        names = self._read(_read_names, "list_partitions", collection)
        return {name for name in names if is_name(name)}

    def _count(self, collection: str, partitions: list[str]) -> int:
        if not partitions:  # which would be all of them
            return 0
        return self._read_within(
            _SECONDS_TO_COUNT,
            _read_count,
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
        if not self._read(bool, "has_collection", collection):
            return 0, None
        head = self._read_rows(collection, [0]).get(0)
        if head is None:
            return 0, None
        try:
            count, plan = json.loads(head)
            return int(count), str(plan)
        except _NO_ANSWER as exc:
            raise StoreError(f"the build {build} in the engine is damaged") from exc

    def _read_rows(self, collection: str, numbers: Sequence[int]) -> dict[int, str]:
        """As they are now."""
        return self._read(
            _read_pieces,
            "query",
            collection,
            ids=list(numbers),
            output_fields=["key", "piece"],
            consistency_level="Strong",
        )

    def _read(self, understand: Callable[[Any], _T], method: str, *args: Any, **options: Any) -> _T:
        """What `understand` makes of what `method` of the client gives."""
        return self._read_within(_SECONDS_TO_READ, understand, method, *args, **options)

    def _read_within(
        self,
        seconds: float,
        understand: Callable[[Any], _T],
        method: str,
        *args: Any,
        **options: Any,
    ) -> _T:
        try:
            answer = self._ask(method, args, options, seconds)
        except NotLoadedError:
            # As after a restart of an engine of one machine.
            self._ask("load_collection", args[:1], {}, seconds)
            answer = self._ask(method, args, options, seconds)
        try:
            return understand(answer)
        except _NO_ANSWER as exc:
            raise not_understood(self._address) from exc

    def _write(self, method: str, *args: Any, **options: Any) -> None:
        self._ask(method, args, options, _SECONDS_TO_WRITE)

    def _ask(self, method: str, args: Any, options: dict[str, Any], seconds: float) -> Any:
        """What `method` of the client gives within `seconds`.

        :raises StoreError: if it fails.
        """
        try:
            return getattr(self._connect(), method)(*args, timeout=seconds, **options)
        except StoreError:
            raise
        except Exception as exc:  # the client fails in many ways at answers that are none
            # What it has of the request may be a secret.
            raise explain(exc, self._address) from None

    def _connect(self) -> MilvusClient:
        with self._connecting:
            if self._connected is None:
                address = self._address
                if address.certificate and not os.access(address.certificate, os.R_OK):
                    raise StoreError(
                        f"the certificate {address.certificate} cannot be read: look at INDEX_URL"
                    )
                more = {"ca_pem_path": address.certificate} if address.certificate else {}
                self._connected = MilvusClient(
                    uri=address.url,
                    token=address.token,
                    db_name=address.database,
                    timeout=_SECONDS_TO_READ,
                    dedicated=True,
                    grpc_options=_CHANNEL,
                    **more,
                )
            return self._connected

    @property
    def _shown(self) -> str:
        return show(self._address)


_Fields = Mapping[str, tuple[DataType, int]]
"""Kind and size of each field beside the key; 0 of a kind that has no size."""

_SPARSE = (DataType.SPARSE_FLOAT_VECTOR, 0)
_PIECE: _Fields = {
    "piece": (DataType.VARCHAR, 65_535),
    "nothing": (DataType.FLOAT_VECTOR, 2),  # no collection is without vectors
}


def _read_fields(described: Mapping[str, Any]) -> dict[str, tuple[DataType, int]]:
    return {str(each["name"]): _read_kind(each) for each in described["fields"]}


def _read_kind(described: Mapping[str, Any]) -> tuple[DataType, int]:
    params = described.get("params") or {}
    return DataType(described["type"]), int(params.get("dim") or params.get("max_length") or 0)


def _read_names(found: Iterable[object]) -> list[str]:
    return list(map(str, found))


def _read_aliases(found: Mapping[str, Iterable[object]]) -> list[str]:
    return _read_names(found["aliases"])


def _read_count(found: Iterable[Mapping[str, Any]]) -> int:
    (row,) = found
    return int(row["count(*)"])


def _read_hits(
    found: Iterable[Iterable[Mapping[str, Any]]], segments: Sequence[StoredSegment]
) -> Found:
    (hits,) = found
    read = [(int(hit["key"]), float(hit["distance"])) for hit in hits]
    asked = {segment.number for segment in segments}
    if not all(isfinite(score) and find_segment(key) in asked for key, score in read):
        raise ValueError("these are no passages of what was searched")
    return read


def _make_rows(pieces: Mapping[int, str]) -> list[dict[str, Any]]:
    return [{"key": key, "piece": piece, "nothing": [0.0, 0.0]} for key, piece in pieces.items()]


def _read_pieces(found: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    return {int(row["key"]): str(row["piece"]) for row in found}


def _read_build(collection: str, beginning: str) -> str:
    return collection.removeprefix(beginning).replace("_", "-")
