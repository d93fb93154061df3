"""Messages on a pipe: each behind its length."""

from typing import IO

_LENGTH_BYTES = 8


class FrameError(ValueError):
    """What comes through the pipe is no frame, or only the beginning of one."""


class LongFrameError(FrameError):
    """A frame is longer than allowed; nothing of it was read."""


def write_frame(stream: IO[bytes], payload: bytes) -> None:
    """Writes `payload`.

    :raises OSError: if nobody reads the other end any more.
    """
    stream.write(len(payload).to_bytes(_LENGTH_BYTES, "big"))
    stream.write(payload)
    stream.flush()


def read_frame(stream: IO[bytes], max_bytes: int) -> bytes | None:
    """What `write_frame` wrote; None at the end of the stream.

    :raises LongFrameError: if it is longer than `max_bytes`.
    :raises FrameError: if the stream ends within it.
    """
    head = stream.read(_LENGTH_BYTES)
    if not head:
        return None
    length = int.from_bytes(head, "big")
    if len(head) < _LENGTH_BYTES:
        raise FrameError("the stream ends within a frame")
    if length > max_bytes:
        raise LongFrameError(f"a frame of more than {max_bytes} bytes")
    payload = stream.read(length)
    if len(payload) < length:
        raise FrameError("the stream ends within a frame")
    return payload
