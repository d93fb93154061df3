"""`python -m corpus.sources.export_worker LIMITS`: reads an export piece by piece for
`corpus.sources.contained_export`. It needs no settings and gets none."""

import json
import sys
from dataclasses import asdict
from typing import Any

from corpus.article import ArticleError
from corpus.containment.limits import load_limits
from corpus.containment.serving import serve
from corpus.sources.telegram_export import ExportReader

_NO_BEGINNING = "ended the reader"


def main(limits_text: str) -> None:
    """Answers requests until there are no more."""
    serve(load_limits(limits_text), _Answering().answer)


class _Answering:
    """The pieces come in turn: a process that was begun anew in between knows nothing of them."""

    def __init__(self) -> None:
        self._reader: ExportReader | None = None
        self._pieces = 0

    def answer(self, request: bytes, data: bytes) -> bytes:
        """:raises MemoryError: if there is not enough."""
        asked = json.loads(request)
        if asked["piece"] == 0:
            self._reader, self._pieces = ExportReader(asked["wanted"]), 0
        if self._reader is None or asked["piece"] != self._pieces:
            return json.dumps({"refused": _NO_BEGINNING}).encode()
        self._pieces += 1
        try:
            answer = self._read(self._reader, data)
        except MemoryError:
            raise
        except Exception as exc:
            answer = {"refused": f"cannot be read: {type(exc).__name__}"}
        return json.dumps(answer).encode()

    def _read(self, reader: ExportReader, data: bytes) -> dict[str, Any]:
        """Nothing is the end."""
        damage = None
        posts: list[dict[str, Any]] = []
        try:
            if data:
                posts = reader.feed(data)
            else:
                reader.end()
        except ArticleError as exc:
            damage, posts = str(exc), reader.take_rest()
        is_over = damage is not None or not data
        chats = [asdict(chat) for chat in reader.chats] if is_over else []
        return {"posts": posts, "damage": damage, "chats": chats}


if __name__ == "__main__":
    main(*sys.argv[1:])
