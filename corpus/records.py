"""Articles and passages as values that JSON has. A field that has its default is left out."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeAlias

from corpus.article import Article, Locator, Paragraph, Work, check_context
from corpus.chunking import Passage

_Record: TypeAlias = Article | Locator | Paragraph | Passage | Work


def dump_record(record: Mapping[str, Any]) -> str:
    """One line of JSON of `record`, in which articles, passages and their parts may stand."""
    return json.dumps(record, ensure_ascii=False, default=_encode)


def list_fields(item: _Record) -> dict[str, Any]:
    """The fields of `item` by name, in their order."""
    values = ((field, getattr(item, field.name)) for field in fields(item))
    return {field.name: value for field, value in values if value != field.default}


def make_article(record: Mapping[str, Any]) -> Article:
    """The article whose fields `record` holds, as JSON gives them back.

    :raises ValueError, KeyError, TypeError: if it holds anything else.
    """
    return Article(
        **{
            **record,
            "paragraphs": tuple(Paragraph(**p | _parse_common(p)) for p in record["paragraphs"]),
            "published": _make_date(record.get("published")),
            "based_on": tuple(
                Work(**work | {"published": _make_date(work.get("published"))})
                for work in record.get("based_on", ())
            ),
            "fields": tuple((name, value) for name, value in record.get("fields", ())),
        }
    )


def make_passage(record: Mapping[str, Any], text: str) -> Passage:
    """The passage whose fields but its text `record` holds; that is cut from the article's `text`.

    :raises ValueError, KeyError, TypeError: if it holds anything else.
    """
    passage = Passage(
        **{
            **record,
            **_parse_common(record),
            "text": text[record["start"] : record["end"]],
            "sentences": tuple((start, end) for start, end in record["sentences"]),
        }
    )
    check_context(passage.context, (passage.start, passage.end), len(text))
    return passage


def _parse_common(record: Mapping[str, Any]) -> dict[str, Any]:
    """What paragraphs and passages have in common and JSON has no type for."""
    locator = record.get("locator")
    return {
        "headings": tuple(record.get("headings", ())),
        "locator": Locator(**locator) if locator else None,
        "context": tuple((start, end) for start, end in record.get("context", ())),
    }


def _make_date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _encode(value: Any) -> Any:
    """What stands in a record and JSON has no type for: other records, and dates."""
    return value.isoformat() if isinstance(value, date) else list_fields(value)
