"""The live index as files that any program reads: passages as JSON lines, their vectors."""

import json
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from bot.config.settings import Settings
from bot.indexing.replacing import replaced_folder
from corpus import Passage
from embeddings import (
    BuildFolder,
    Manifest,
    PassageIndex,
    StreamedArticle,
    load_checked_index,
    stream_articles,
)

EXPORT_FORMAT = 1
"""Raised whenever who reads an export has to read it in another way."""

PASSAGES = "passages.jsonl"
VECTORS = "vectors.safetensors"
ABOUT = "export.json"
_FILES = frozenset({PASSAGES, VECTORS, ABOUT})
_ALIGNMENT = 8
_BYTES_OF_NUMBER = 4

Render = Callable[[StreamedArticle, Passage], str]


def export_index(settings: Settings, target: Path, render: Render) -> Manifest:
    """Writes the live index into the folder `target`, each passage as the line that `render` makes
    of it; an export that is there already is replaced as a whole. Gives the index's manifest.

    :raises PassageIndexError, DamagedError: if there is no index or it is damaged.
    :raises ReplacingError: as `replaced_folder`.
    """
    index = _open_index(settings)
    with replaced_folder(target, _FILES, "an export") as folder:
        about = _describe(index)
        with (folder / PASSAGES).open("wb") as lines, (folder / VECTORS).open("wb") as vectors:
            _begin_vectors(vectors, index.manifest, about)
            for one in stream_articles(index):
                vectors.write(one.vectors.astype("<f4", copy=False).tobytes())
                for passage in one.passages:
                    lines.write(render(one, passage).encode() + b"\n")
        (folder / ABOUT).write_text(json.dumps(about, indent=1) + "\n", "ascii")
    return index.manifest


def write_lines(settings: Settings, render: Render) -> Iterator[str]:
    """The line of each passage of the live index, in their order.

    :raises PassageIndexError, DamagedError: if there is no index or it is damaged.
    """
    for one in stream_articles(_open_index(settings)):
        yield from (render(one, passage) for passage in one.passages)


def _open_index(settings: Settings) -> PassageIndex:
    return load_checked_index(BuildFolder(settings.index_dir), settings.show_fields)


def _describe(index: PassageIndex) -> dict[str, str | int]:
    manifest = index.manifest
    return {
        "format": EXPORT_FORMAT,
        "build": index.build_name,
        "created": manifest.created,
        "encoder": manifest.encoder,
        "encoder_fingerprint": manifest.encoder_fingerprint,
        "dimension": manifest.dimension,
        "articles": manifest.articles,
        "passages": manifest.passages,
    }


def _begin_vectors(file: BinaryIO, manifest: Manifest, about: dict[str, str | int]) -> None:
    """The head of a file of safetensors, whose own library wants all that is in it at once: the
    head's length in 8 bytes, then JSON, filled up so that what follows is aligned."""
    shape = [manifest.passages, manifest.dimension]
    head = {
        "__metadata__": {name: str(value) for name, value in about.items()},
        "vectors": {
            "dtype": "F32",
            "shape": shape,
            "data_offsets": [0, _BYTES_OF_NUMBER * shape[0] * shape[1]],
        },
    }
    written = json.dumps(head).encode()
    written += b" " * (-len(written) % _ALIGNMENT)
    file.write(struct.pack("<Q", len(written)) + written)
