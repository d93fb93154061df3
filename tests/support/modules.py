"""Modules of the three packages, by name."""

from collections.abc import Iterator
from importlib.util import find_spec
from pkgutil import walk_packages

import bot
import corpus
import embeddings

NEEDS_AN_EXTRA = {
    "embeddings.index.stores.milvus": "pymilvus",
    "embeddings.index.stores.milvus_answers": "pymilvus",
    "embeddings.index.stores.milvus_connection": "pymilvus",
    "embeddings.index.stores.milvus_failures": "grpc",
    "embeddings.index.stores.milvus_turns": "pymilvus",
}
"""Modules that cannot be imported without a package that is an extra, and that package."""


def is_importable(module: str) -> bool:
    """Whether what the module needs is installed."""
    needed = NEEDS_AN_EXTRA.get(module)
    return needed is None or find_spec(needed) is not None


def list_modules() -> Iterator[str]:
    """All that can be imported here, but what runs when it is."""
    for package in (bot, corpus, embeddings):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__") and is_importable(module.name):
                yield module.name
