"""`python -m corpus.containment.worker LIMITS [READER]`: reads files for a `ContainedReader`. It
needs no settings and gets none."""

import importlib
import json
import sys

from corpus.article import ArticleError
from corpus.containment.answers import pack_file, pack_refusal
from corpus.containment.limits import load_limits
from corpus.containment.serving import serve
from corpus.formats.content import Reader
from corpus.formats.reading import read_file
from corpus.passages.chunking import chunk_article
from corpus.passages.token_estimate import MAX_TOKENS, estimate_tokens


def main(limits_text: str, reader_name: str | None = None) -> None:
    """Answers requests until there are no more."""
    reader = _import_reader(reader_name) if reader_name else None
    serve(load_limits(limits_text), lambda request, data: _answer(request, data, reader))


def _answer(request: bytes, data: bytes, reader: Reader | None) -> bytes:
    """:raises MemoryError: if there is not enough."""
    asked = json.loads(request)
    try:
        reading = read_file(data, str(asked["name"]), reader)
        cut = asked["passages"]
        passages = chunk_article(reading.article, estimate_tokens, MAX_TOKENS) if cut else []
        return pack_file(reading, passages)
    except ArticleError as exc:
        return pack_refusal(exc)
    except MemoryError:
        raise
    except BaseException as exc:  # what a library in Rust raises is no Exception
        return pack_refusal(ArticleError(f"cannot be read: {type(exc).__name__}"))


def _import_reader(name: str) -> Reader:
    """The reader of a test, named as `package.module:function`."""
    module, _, function = name.partition(":")
    reader: Reader = getattr(importlib.import_module(module), function)
    return reader


if __name__ == "__main__":
    main(*sys.argv[1:])
