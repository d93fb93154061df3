"""`python -m corpus.sources.worker LIMITS`: reads for a `ContainedParser` what was fetched. It
needs no settings and gets none."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from corpus.article import ArticleError
from corpus.containment.limits import load_limits
from corpus.containment.serving import serve
from corpus.sources.listings import check_robots, read_feed, read_sitemap
from corpus.sources.web_page import read_web_page


def main(limits_text: str) -> None:
    """Answers requests until there are no more."""
    serve(load_limits(limits_text), _answer)


def _answer(request: bytes, data: bytes) -> bytes:
    """:raises MemoryError: if there is not enough."""
    asked = json.loads(request)
    try:
        answer = {"said": _JOBS[asked["job"]](data, asked)}
    except ArticleError as exc:
        answer = {"refused": str(exc)}
    except MemoryError:
        raise
    except BaseException as exc:  # what a library in Rust raises is no Exception
        answer = {"refused": f"cannot be read: {type(exc).__name__}"}
    return json.dumps(answer, default=str).encode()


def _read_page(data: bytes, asked: dict[str, Any]) -> object:
    return asdict(read_web_page(data, asked["address"], asked["charset"]))


def _read_feed(data: bytes, asked: dict[str, Any]) -> object:
    return read_feed(data, asked["address"])


def _read_sitemap(data: bytes, asked: dict[str, Any]) -> object:
    return asdict(read_sitemap(data, asked["address"]))


def _check_robots(data: bytes, asked: dict[str, Any]) -> object:
    return asdict(check_robots(data, asked["agent"], tuple(asked["addresses"])))


_JOBS: dict[str, Callable[[bytes, dict[str, Any]], object]] = {
    "page": _read_page,
    "feed": _read_feed,
    "sitemap": _read_sitemap,
    "robots": _check_robots,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
