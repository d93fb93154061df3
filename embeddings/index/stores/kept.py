"""What is kept of a passage in an engine, as bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from struct import Struct, error

import numpy as np

from corpus import Passage
from embeddings.index.segments.records import parse_passage
from embeddings.index.segments.segment import digest_passage
from embeddings.index.stores.layout import join_pieces
from embeddings.index.stores.store import DamagedRowsError
from embeddings.index.tokens.codes import Records

_HEAD = Struct("<II")
"""How many bytes its tokens and its record have."""
PACKED_HEAD_BYTES = _HEAD.size


@dataclass(frozen=True, slots=True)
class KeptPassage:
    """A passage and the records of its tokens."""

    passage: Passage
    records: Records

    @property
    def bytes(self) -> int:
        """About how many it takes in memory."""
        return self.records.nbytes + 4 * len(self.passage.text)


def pack_passage(records: Records, record: bytes, text: bytes) -> bytes:
    """A passage, whose `record` and `text` are as in a segment, and the `records` of its tokens."""
    codes = records.tobytes()
    return b"".join((_HEAD.pack(len(codes), len(record)), codes, record, text))


def unpack_passage(data: bytes, record_bytes: int, digest: int) -> KeptPassage:
    """What `pack_passage` made `data` of; a token's record has so many bytes, and
    `digest_passage` makes `digest` of this passage.

    :raises ValueError: if it is anything else, as another passage.
    """
    try:
        codes, length = _HEAD.unpack_from(data)
        begin, end = _HEAD.size + codes, _HEAD.size + codes + length
        record, text = data[begin:end], data[end:]
        if digest_passage(record, text) != digest:
            raise ValueError("a passage is damaged")
        records = np.frombuffer(data[_HEAD.size : begin], dtype=np.uint8).reshape(-1, record_bytes)
        return KeptPassage(parse_passage(record, text.decode()), records)
    except (error, KeyError, TypeError) as exc:
        raise ValueError("a passage is damaged") from exc


def unpack_pieces(
    pieces: Mapping[int, str], numbers: Sequence[int], record_bytes: int, digest: int
) -> KeptPassage:
    """As `unpack_passage`, of what a store has in `pieces` under these numbers.

    :raises DamagedRowsError: if it is anything else, or not there.
    """
    try:
        data = join_pieces(pieces[number] for number in numbers)
        return unpack_passage(data, record_bytes, digest)
    except (KeyError, ValueError) as exc:
        raise DamagedRowsError from exc
