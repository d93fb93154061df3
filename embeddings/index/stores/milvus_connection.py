"""The connection to Milvus, and what its calls give within so many seconds."""

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pymilvus import MilvusClient

from embeddings.index.stores.milvus_answers import NO_ANSWER, read_pieces
from embeddings.index.stores.milvus_failures import (
    CutOffError,
    NotLoadedError,
    NotThereError,
    explain,
    not_understood,
    show,
)
from embeddings.index.stores.store import EngineAddress, StoreError

_T = TypeVar("_T")

_SECONDS_TO_READ = 4.0
_MIN_SECONDS = 0.1
_SECONDS_TO_WRITE = 120.0
"""What is asked again and again until then if nobody answers; what a rebuild does may take long."""

_CHANNEL = {
    "grpc.initial_reconnect_backoff_ms": 500,
    "grpc.max_reconnect_backoff_ms": 2_000,
    "grpc.dns_min_time_between_resolutions_ms": 2_000,
    "grpc.keepalive_time_ms": 310_000,
    "grpc.keepalive_permit_without_calls": 0,
}
"""Else gRPC leaves an engine that was away alone for longer each time, up to two minutes, and who
asks meanwhile is told that it does not answer: `PatientStore` spares it. It is asked whether it is
still there as seldom as a server that says nothing else to it allows: milvus-lite's ends the
connection otherwise, after half a minute without a call, or within one."""

# Their lines have tracebacks, and may have what was asked; what fails is told by whoever asked.
for _name in ("pymilvus", "grpc"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


class MilvusConnection:
    """A connection to the engine at `address`, made when something is first asked.

    :raises StoreError: in all that asks, if that fails.
    """

    def __init__(self, address: EngineAddress) -> None:
        self.address = address
        self._connecting = threading.Lock()
        self._connected: MilvusClient | None = None

    @property
    def shown(self) -> str:
        """The engine's host and port."""
        return show(self.address)

    def find(self, alias: str) -> str | None:
        """The collection that `alias` is of; None if there is no such alias."""
        try:
            return self.read(lambda found: str(found["collection_name"]), "describe_alias", alias)
        except NotThereError:
            return None

    def read_rows(self, collection: str, numbers: Sequence[int]) -> dict[int, str]:
        """As they are now."""
        return self.read(
            read_pieces,
            "query",
            collection,
            ids=list(numbers),
            output_fields=["key", "piece"],
            consistency_level="Strong",
        )

    def read(self, understand: Callable[[Any], _T], method: str, *args: Any, **options: Any) -> _T:
        """What `understand` makes of what `method` of the client gives."""
        return self.read_within(_SECONDS_TO_READ, understand, method, *args, **options)

    def read_within(
        self,
        seconds: float,
        understand: Callable[[Any], _T],
        method: str,
        *args: Any,
        **options: Any,
    ) -> _T:
        """As `read`, within so many seconds."""
        end = time.monotonic() + seconds
        try:
            answer = self.ask(method, args, options, seconds)
        except NotLoadedError:
            # As after a restart of an engine of one machine.
            self.ask("load_collection", args[:1], {}, seconds)
            answer = self.ask(method, args, options, seconds)
        except CutOffError:
            if (left := end - time.monotonic()) < _MIN_SECONDS:
                raise
            answer = self.ask(method, args, options, left)
        try:
            return understand(answer)
        except NO_ANSWER as exc:
            raise not_understood(self.address) from exc

    def write(self, method: str, *args: Any, **options: Any) -> None:
        """Has `method` of the client do something, which may take long."""
        self.ask(method, args, options, _SECONDS_TO_WRITE)

    def ask(self, method: str, args: Any, options: dict[str, Any], seconds: float) -> Any:
        """What `method` of the client gives within `seconds`.

        :raises StoreError: if it fails.
        """
        try:
            return getattr(self._connect(), method)(*args, timeout=seconds, **options)
        except StoreError:
            raise
        except Exception as exc:  # the client fails in many ways at answers that are none
            # What it has of the request may be a secret.
            raise explain(exc, self.address) from None

    def _connect(self) -> MilvusClient:
        with self._connecting:
            if self._connected is None:
                address = self.address
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
