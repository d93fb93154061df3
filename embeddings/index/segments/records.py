"""Articles and passages as lines of JSON. A field that has its default is left out."""

import json
from collections.abc import Iterable

from corpus import Article, Passage
from corpus.records import dump_record, list_fields, make_article, make_passage


def format_article(article: Article) -> bytes:
    """`article` as a line."""
    return _format_line(list_fields(article))


def parse_article(line: bytes) -> Article:
    """The article that `format_article` wrote.

    :raises ValueError, KeyError, TypeError: if it is anything else.
    """
    return make_article(json.loads(line))


def format_passages(passages: Iterable[Passage]) -> bytes:
    """One passage a line, in their order, without its text: that stands in the article."""
    records = (
        {name: value for name, value in list_fields(passage).items() if name != "text"}
        for passage in passages
    )
    return b"".join(map(_format_line, records))


def parse_passages(lines: bytes, text: str) -> list[Passage]:
    """The passages that `format_passages` wrote, their text cut from that of their article.

    :raises ValueError, KeyError, TypeError: if they are anything else.
    """
    # Not by splitlines(): JSON strings may hold the other characters that it splits at.
    return [make_passage(json.loads(line), text) for line in lines.split(b"\n")[:-1]]


def _format_line(record: dict[str, object]) -> bytes:
    return (dump_record(record) + "\n").encode()
