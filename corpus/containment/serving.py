"""The process that reads what strangers wrote: it takes a request and bytes from standard input and
writes what it made of them to standard output, again and again, until its input ends."""

import os
from collections.abc import Callable
from typing import BinaryIO

from corpus.containment.frames import read_frame, write_frame
from corpus.containment.limits import Limits, allow_seconds, is_pdf, limit_process

READY = b"ready"
"""The first thing that the process says."""

OUT_OF_MEMORY = b'{"out_of_memory": true}'
"""Made beforehand, as there may be no memory to make an answer in."""

_MAX_REQUEST_BYTES = 64 * 1024 * 1024


def serve(limits: Limits, answer: Callable[[bytes, bytes], bytes]) -> None:
    """Has `answer` answer requests, each about the bytes behind it, until there are no more, or it
    raises MemoryError."""
    requests, answers = _take_streams()
    limit_process(limits)
    write_frame(answers, READY)
    while (request := read_frame(requests, _MAX_REQUEST_BYTES)) is not None:
        data = read_frame(requests, _MAX_REQUEST_BYTES) or b""
        allow_seconds(limits.processor_seconds(len(data), is_pdf(data)))
        try:
            answered = answer(request, data)
        except MemoryError:
            write_frame(answers, OUT_OF_MEMORY)
            return
        write_frame(answers, answered)


def _take_streams() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for this module alone: what a library prints goes nowhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(nowhere, descriptor)
    return requests, answers
