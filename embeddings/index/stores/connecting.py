"""Engines by their addresses."""

import os

from embeddings.index.stores.store import Engine, EngineAddress, StoreError


def open_engine(address: EngineAddress) -> Engine:
    """The engine at `address`, which is not asked anything yet.

    :raises StoreError: if what talks to it is not installed.
    """
    # Its lines on standard error are of nobody's log; read when it is first imported.
    os.environ.setdefault("GRPC_VERBOSITY", "NONE")
    try:
        # Heavy, and for few: an extra.
        from embeddings.index.stores.milvus import MilvusEngine
    except ModuleNotFoundError as exc:
        raise StoreError(
            f"INDEX_URL needs {exc.name}, which is not installed: "
            "run pip install pymilvus where Footnote is installed"
        ) from exc
    return MilvusEngine(address)
