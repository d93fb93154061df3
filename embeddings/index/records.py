"""Articles and passages as lines of JSON. A field that has its default is left out."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus import Article, Passage
from corpus.records import dump_record, list_fields, make_article, make_passage


def write_articles(articles: Iterable[Article], path: Path) -> None:
    """One article a line, in their order."""
    _write_lines(map(list_fields, articles), path)


def read_articles(path: Path) -> list[Article]:
    """The articles that `write_articles` wrote.

    :raises ValueError, KeyError, TypeError: if the file holds anything else.
    """
    return [make_article(record) for record in _read_lines(path)]


def write_passages(passages: Iterable[Passage], path: Path) -> None:
    """One passage a line, in their order, without its text: that stands in the article."""
    records = (
        {name: value for name, value in list_fields(passage).items() if name != "text"}
        for passage in passages
    )
    _write_lines(records, path)


def read_passages(path: Path, articles: dict[str, Article]) -> list[Passage]:
    """The passages that `write_passages` wrote, their text cut from `articles` (by id).

    :raises ValueError, KeyError, TypeError: if the file holds anything else.
    """
    return [
        make_passage(record, articles[record["article_id"]].text) for record in _read_lines(path)
    ]


def _write_lines(records: Iterable[dict[str, Any]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            file.write(dump_record(record) + "\n")


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    # Not text.splitlines(): JSON strings may hold the other characters that it splits at.
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield json.loads(line)
