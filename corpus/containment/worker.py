"""`python -m corpus.containment.worker LIMITS [READER]`: reads files for a `ContainedReader`.

It takes a request and a file's bytes from standard input and writes what it made of them to
standard output, again and again, until its input ends. It needs no settings and gets none.
"""

import importlib
import json
import os
import sys
from typing import BinaryIO

from corpus.article import ArticleError
from corpus.chunking import chunk_article
from corpus.containment.answers import OUT_OF_MEMORY, READY, pack_file, pack_refusal
from corpus.containment.frames import read_frame, write_frame
from corpus.containment.limits import Limits, allow_seconds, limit_process, load_limits
from corpus.formats.content import Reader
from corpus.formats.reading import read_file
from corpus.token_estimate import MAX_TOKENS, estimate_tokens

_MAX_REQUEST_BYTES = 64 * 1024 * 1024


def main(limits_text: str, reader_name: str | None = None) -> None:
    """Answers requests until there are no more."""
    requests, answers = _take_streams()
    limits = load_limits(limits_text)
    reader = _import_reader(reader_name) if reader_name else None
    limit_process(limits)
    write_frame(answers, READY)
    while (request := read_frame(requests, _MAX_REQUEST_BYTES)) is not None:
        data = read_frame(requests, _MAX_REQUEST_BYTES) or b""
        answer = _answer(json.loads(request), data, limits, reader)
        write_frame(answers, answer)
        if answer is OUT_OF_MEMORY:
            return


def _answer(
    request: dict[str, object], data: bytes, limits: Limits, reader: Reader | None
) -> bytes:
    allow_seconds(limits.processor_seconds(len(data)))
    try:
        reading = read_file(data, str(request["name"]), reader)
        cut = request["passages"]
        passages = chunk_article(reading.article, estimate_tokens, MAX_TOKENS) if cut else []
        return pack_file(reading, passages)
    except ArticleError as exc:
        return pack_refusal(str(exc))
    except MemoryError:
        return OUT_OF_MEMORY
    except BaseException as exc:  # what a library in Rust raises is no Exception
        return pack_refusal(f"cannot be read: {type(exc).__name__}")


def _take_streams() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for this module alone: what a library prints goes nowhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(nowhere, descriptor)
    return requests, answers


def _import_reader(name: str) -> Reader:
    """The reader of a test, named as `package.module:function`."""
    module, _, function = name.partition(":")
    reader: Reader = getattr(importlib.import_module(module), function)
    return reader


if __name__ == "__main__":
    main(*sys.argv[1:])
