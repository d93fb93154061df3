"""Articles and passages as lines of JSON."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from corpus import Article, Paragraph, Passage, Work


def write_articles(articles: Iterable[Article], path: Path) -> None:
    """One article a line, in their order."""
    _write_lines((asdict(article) for article in articles), path)


def read_articles(path: Path) -> list[Article]:
    """The articles that `write_articles` wrote.

    :raises ValueError, KeyError, TypeError: if the file holds anything else.
    """
    return [_make_article(record) for record in _read_lines(path)]


def write_passages(passages: Iterable[Passage], path: Path) -> None:
    """One passage a line, in their order, without its text: that stands in the article."""
    records = (
        {name: value for name, value in asdict(passage).items() if name != "text"}
        for passage in passages
    )
    _write_lines(records, path)


def read_passages(path: Path, articles: dict[str, Article]) -> list[Passage]:
    """The passages that `write_passages` wrote, their text cut from `articles` (by id).

    :raises ValueError, KeyError, TypeError: if the file holds anything else.
    """
    return [_make_passage(record, articles) for record in _read_lines(path)]


def _make_article(record: dict[str, Any]) -> Article:
    return Article(
        **record
        | {
            "published": _make_date(record["published"]),
            "paragraphs": tuple(
                Paragraph(**p | {"headings": tuple(p["headings"])}) for p in record["paragraphs"]
            ),
            "based_on": tuple(
                Work(**r | {"published": _make_date(r["published"])}) for r in record["based_on"]
            ),
        }
    )


def _make_passage(record: dict[str, Any], articles: dict[str, Article]) -> Passage:
    return Passage(
        **record
        | {
            "text": articles[record["article_id"]].text[record["start"] : record["end"]],
            "sentences": tuple((start, end) for start, end in record["sentences"]),
            "headings": tuple(record["headings"]),
        }
    )


def _make_date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _write_lines(records: Iterable[dict[str, Any]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False, default=date.isoformat) + "\n")


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    # Not text.splitlines(): JSON strings may hold the other characters that it splits at.
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield json.loads(line)
