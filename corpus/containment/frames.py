"""Messages on a pipe: each behind its length."""

from typing import IO

_LENGTH_BYTES = 8


class FrameError(ValueError):
    """What comes through the pipe is no frame, or is longer than allowed."""


def write_frame(stream: IO[bytes], payload: bytes) -> None:
    """Writes `payload`.

    :raises OSError: if nobody reads the other end any more.
    """
    stream.write(len(payload).to_bytes(_LENGTH_BYTES, "big"))
    stream.write(payload)
    stream.flush()


def read_frame(stream: IO[bytes], max_bytes: int) -> bytes | None:
    """What `write_frame` wrote; None at the end of the stream.

    :raises FrameError: if it ends in between, or the frame is longer than `max_bytes`.
    """
    head = stream.read(_LENGTH_BYTES)
    if not head:
        return None
    length = int.from_bytes(head, "big")
    if len(head) < _LENGTH_BYTES or length > max_bytes:
        raise FrameError(f"no frame of at most {max_bytes} bytes")
    payload = stream.read(length)
    if len(payload) < length:
        raise FrameError("the stream ends within a frame")
    return payload
