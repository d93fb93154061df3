"""Articles and passages as lines of JSON. A field that has its default is left out."""

import json
from collections.abc import Iterable

from corpus import Article, Passage
from corpus.records import dump_record, list_fields, make_cut_passage


def format_article(article: Article) -> bytes:
    """`article` as a line."""
    return _format_line(list_fields(article))


def format_passage(passage: Passage) -> bytes:
    """`passage` as a line, without its text: that stands in the article."""
    record = {name: value for name, value in list_fields(passage).items() if name != "text"}
    return _format_line(record)


def parse_passage(line: bytes, text: str) -> Passage:
    """The passage with this `text` that `format_passage` wrote.

    :raises ValueError, KeyError, TypeError: if it is anything else.
    """
    return make_cut_passage(json.loads(line), text)


def format_headings(passages: Iterable[Passage]) -> bytes:
    """The headings above `passages`, each once, as a line."""
    found = dict.fromkeys(heading for passage in passages for heading in passage.headings)
    return (json.dumps(list(found), ensure_ascii=False) + "\n").encode()


def parse_headings(line: bytes) -> list[str]:
    """The headings that `format_headings` wrote.

    :raises ValueError: if it did not.
    """
    found = json.loads(line)
    if not isinstance(found, list):
        raise ValueError("no headings")
    return list(map(str, found))


def _format_line(record: dict[str, object]) -> bytes:
    return (dump_record(record) + "\n").encode()
