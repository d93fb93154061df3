"""Bytes out of gzip and deflate, and no more of them than are wanted."""

import zlib

from corpus.errors import FootnoteError

_GZIP = b"\x1f\x8b"
_STEP = 1 << 16
"""Bytes that are unpacked at a time: behind each of many small members the rest is copied."""


class InflationError(FootnoteError):
    """What is compressed is damaged, or is too much; the text says which."""


class TooLargeError(InflationError):
    """What is compressed is more than may come out of it; `beginning` is what of the last part may
    still."""

    def __init__(self, beginning: bytes) -> None:
        super().__init__("it is too large when it is unpacked")
        self.beginning = beginning


class Inflater:
    """Bytes that come in parts, of gzip or deflate, as they are told apart by how they begin; no
    more than `max_bytes` come out of it."""

    def __init__(self, max_bytes: int) -> None:
        self._left = max_bytes
        self._begun = b""
        self._engine: zlib._Decompress | None = None
        self._is_padded = False
        """Nothing but padding comes any more."""

    def feed(self, data: bytes) -> bytes:
        """What can be made of the next part.

        :raises InflationError: if that is too much, or not compressed so.
        """
        inflated: list[bytes] = []
        for start in range(0, len(data), _STEP):
            try:
                inflated.append(self._feed(data[start : start + _STEP]))
            except TooLargeError as exc:
                raise TooLargeError(b"".join((*inflated, exc.beginning))) from exc
        return b"".join(inflated)

    def _feed(self, data: bytes) -> bytes:
        inflated: list[bytes] = []
        while data and not self._is_padded:
            if self._engine is not None and self._engine.eof:
                # Another member, or padding, which what has ended would keep, again and again.
                self._begun, data = b"", self._begun + data
                if data == _GZIP[:1]:
                    self._begun = data
                    break
                self._is_padded = not data.startswith(_GZIP)
                self._engine = self._engine if self._is_padded else None
                continue
            if self._engine is None:
                self._begun, data = b"", self._begun + data
                if len(data) < 2:
                    self._begun = data
                    break
                self._engine = _start(data)
            try:
                # One byte more than may come tells that there is more.
                part = self._engine.decompress(data, self._left + 1)
            except zlib.error as exc:
                raise InflationError("what it is compressed with is damaged") from exc
            self._left -= len(part)
            inflated.append(part)
            if self._left < 0:
                raise TooLargeError(b"".join(inflated)[:-1])
            data = self._engine.unused_data if self._engine.eof else self._engine.unconsumed_tail
        return b"".join(inflated)

    @property
    def is_whole(self) -> bool:
        """Whether the end has come."""
        return self._engine is not None and self._engine.eof


def inflate(data: bytes, max_bytes: int) -> bytes:
    """All that `data`, of gzip, holds; as it is if it is none.

    :raises InflationError: as `Inflater.feed`.
    """
    return Inflater(max_bytes).feed(data) if data.startswith(_GZIP) else data


def _start(data: bytes) -> "zlib._Decompress":
    if data.startswith(_GZIP):
        return zlib.decompressobj(16 + zlib.MAX_WBITS)
    is_wrapped = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    return zlib.decompressobj(zlib.MAX_WBITS if is_wrapped else -zlib.MAX_WBITS)
