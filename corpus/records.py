"""Articles, heads, summaries and passages as values that JSON has. A field that has its default is
left out."""

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from types import UnionType
from typing import Any, TypeAlias

from corpus.article import Article, Head, Locator, Paragraph, Work, check_context
from corpus.passages.chunking import Passage
from corpus.summary import Summary

_TEXT_DIGEST = re.compile(r"[0-9a-f]{32}")

_Record: TypeAlias = Article | Head | Locator | Paragraph | Passage | Summary | Work


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
    paragraphs = tuple(Paragraph(**p | _parse_common(p)) for p in record["paragraphs"])
    return Article(**{**record, **_parse_head(record), "paragraphs": paragraphs})


def make_head(record: Mapping[str, Any]) -> Head:
    """The head whose fields `record` holds, as JSON gives them back.

    :raises ValueError, KeyError, TypeError: if it holds anything else.
    """
    head = Head(**{**record, **_parse_head(record)})
    _check_types(str, head.id, head.title)
    return head


def make_passage(record: Mapping[str, Any], text: str) -> Passage:
    """The passage whose fields but its text `record` holds; that is cut from the article's `text`.

    :raises ValueError, KeyError, TypeError: if it holds anything else.
    """
    passage = make_cut_passage(record, text[record["start"] : record["end"]])
    check_context(passage.context, (passage.start, passage.end), len(text))
    return passage


def make_cut_passage(record: Mapping[str, Any], text: str) -> Passage:
    """As `make_passage`, of the `text` of the passage itself; that its context lies in the
    article's is not checked.

    :raises ValueError, KeyError, TypeError: if `record` holds anything else.
    """
    sentences = tuple((start, end) for start, end in record["sentences"])
    levels = tuple(record.get("levels", ()))
    if levels and len(levels) != len(sentences):
        raise ValueError("not as many levels as sentences")
    known = {"text": text, "sentences": sentences, "levels": levels}
    return Passage(**{**record, **_parse_common(record), **known})


def make_summary(record: Mapping[str, Any]) -> Summary:
    """The summary whose fields `record` holds, as JSON gives them back.

    :raises ValueError, KeyError, TypeError: if it holds anything else.
    """
    lists = {name: record.get(name, ()) for name in ("warnings", "doubts")}
    _check_types(list | tuple, *lists.values())
    summary = Summary(**{**record, **{name: tuple(texts) for name, texts in lists.items()}})
    _check_types(str, summary.id, summary.title, *summary.warnings, *summary.doubts)
    _check_types(str | None, summary.guessed_encoding)
    _check_types(bool, summary.states_title, summary.has_date, summary.has_publisher)
    _check_types(bool, summary.has_author, summary.has_speakers)
    if not _TEXT_DIGEST.fullmatch(summary.text_digest):
        raise ValueError("no digest of a text")
    return summary


def _check_types(kind: type | UnionType, *values: object) -> None:
    for value in values:
        if not isinstance(value, kind):
            raise TypeError(f"a {type(value).__name__} is no {kind}")


def _parse_common(record: Mapping[str, Any]) -> dict[str, Any]:
    """What paragraphs and passages have in common and JSON has no type for."""
    locator = record.get("locator")
    return {
        "headings": tuple(record.get("headings", ())),
        "locator": _make_locator(locator) if locator else None,
        "context": tuple((start, end) for start, end in record.get("context", ())),
        "places": tuple((start, value) for start, value in record.get("places", ())),
    }


def _parse_head(record: Mapping[str, Any]) -> dict[str, Any]:
    """What articles and heads have in common and JSON has no type for."""
    return {
        "published": _make_date(record.get("published")),
        "based_on": tuple(
            Work(**work | {"published": _make_date(work.get("published"))})
            for work in record.get("based_on", ())
        ),
        "fields": tuple((name, value) for name, value in record.get("fields", ())),
    }


def _make_locator(record: Mapping[str, Any]) -> Locator:
    return Locator(**{**record, "day": _make_date(record.get("day"))})


def _make_date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _encode(value: Any) -> Any:
    """What stands in a record and JSON has no type for: other records, and dates."""
    return value.isoformat() if isinstance(value, date) else list_fields(value)
