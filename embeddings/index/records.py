"""Articles and passages as lines of JSON. A field that has its default is left out."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from corpus import Article, Locator, Paragraph, Passage, Work, check_context

_Record: TypeAlias = Article | Locator | Paragraph | Passage | Work


def write_articles(articles: Iterable[Article], path: Path) -> None:
    """One article a line, in their order."""
    _write_lines(map(_list_fields, articles), path)


def read_articles(path: Path) -> list[Article]:
    """The articles that `write_articles` wrote.

    :raises ValueError, KeyError, TypeError: if the file holds anything else.
    """
    return [_make_article(record) for record in _read_lines(path)]


def write_passages(passages: Iterable[Passage], path: Path) -> None:
    """One passage a line, in their order, without its text: that stands in the article."""
    records = (
        {name: value for name, value in _list_fields(passage).items() if name != "text"}
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
            "paragraphs": tuple(Paragraph(**p | _parse_common(p)) for p in record["paragraphs"]),
            "published": _make_date(record.get("published")),
            "based_on": tuple(
                Work(**work | {"published": _make_date(work.get("published"))})
                for work in record.get("based_on", ())
            ),
            "fields": tuple((name, value) for name, value in record.get("fields", ())),
        }
    )


def _make_passage(record: dict[str, Any], articles: dict[str, Article]) -> Passage:
    text = articles[record["article_id"]].text
    passage = Passage(
        **record
        | _parse_common(record)
        | {
            "text": text[record["start"] : record["end"]],
            "sentences": tuple((start, end) for start, end in record["sentences"]),
        }
    )
    check_context(passage.context, (passage.start, passage.end), len(text))
    return passage


def _parse_common(record: dict[str, Any]) -> dict[str, Any]:
    """What paragraphs and passages have in common and JSON has no type for."""
    locator = record.get("locator")
    return {
        "headings": tuple(record.get("headings", ())),
        "locator": Locator(**locator) if locator else None,
        "context": tuple((start, end) for start, end in record.get("context", ())),
    }


def _make_date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _list_fields(item: _Record) -> dict[str, Any]:
    """The fields of `item` by name, in their order."""
    values = ((field, getattr(item, field.name)) for field in fields(item))
    return {field.name: value for field, value in values if value != field.default}


def _encode(value: Any) -> Any:
    """What stands in a record and JSON has no type for: other records, and dates."""
    return value.isoformat() if isinstance(value, date) else _list_fields(value)


def _write_lines(records: Iterable[dict[str, Any]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False, default=_encode) + "\n")


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    # Not text.splitlines(): JSON strings may hold the other characters that it splits at.
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield json.loads(line)
