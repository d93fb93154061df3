"""What the process that reads a file says of it, as JSON: nothing of it is trusted by whoever
asked, and nothing that is pickled could be."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus.article import Article, ArticleError
from corpus.containment.values import check_optional, check_text
from corpus.formats.reading import Reading
from corpus.passages.chunking import Passage
from corpus.records import dump_record, list_fields, make_article, make_passage

_SAID = ("warnings", "format", "encoding", "is_encoding_guessed", "has_title")


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What was made of a file, and its passages if they were asked for."""

    reading: Reading
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no article in a file, as `ArticleError` has it."""

    reason: str
    is_unreadable: bool


def pack_file(reading: Reading, passages: Sequence[Passage]) -> bytes:
    """What was made of a file, as `unpack_answer` takes it."""
    record = {
        "reading": {name: getattr(reading, name) for name in _SAID},
        "article": reading.article,
        "passages": [
            {name: value for name, value in list_fields(passage).items() if name != "text"}
            for passage in passages
        ],
    }
    # Half a character, which is none, becomes one that can be written; the places stay.
    return dump_record(record).encode("utf-8", "replace")


def pack_refusal(error: ArticleError) -> bytes:
    """Why there is no article in a file, as `unpack_answer` takes it."""
    return json.dumps({"refused": str(error), "unreadable": error.is_unreadable}).encode()


def unpack_answer(payload: bytes, article_id: str) -> ReadFile | Refusal:
    """What is said of the file `article_id`.

    :raises ValueError, KeyError, TypeError: if that is nothing that a reader says.
    """
    record = json.loads(payload)
    if "refused" in record:
        return Refusal(check_text(record["refused"]), record["unreadable"] is True)
    article = make_article(record["article"])
    _check_article(article, article_id)
    passages = tuple(make_passage(passage, article.text) for passage in record["passages"])
    return ReadFile(_unpack_reading(article, record["reading"]), passages)


def _unpack_reading(article: Article, record: dict[str, Any]) -> Reading:
    return Reading(
        article=article,
        warnings=tuple(map(check_text, record["warnings"])),
        format=check_optional(record["format"]),
        encoding=check_optional(record["encoding"]),
        is_encoding_guessed=bool(record["is_encoding_guessed"]),
        has_title=bool(record["has_title"]),
    )


def _check_article(article: Article, article_id: str) -> None:
    """:raises ValueError, TypeError: if it is another one, or not made as articles are."""
    if article.id != article_id or not article.paragraphs:
        raise ValueError("not the article that was asked for")
    texts = (article.title, article.text, *(text for pair in article.fields for text in pair))
    for text in texts:
        check_text(text)
    for stated in (article.source, article.author, article.url, article.language):
        check_text(stated or "")
    before = 0
    for paragraph in article.paragraphs:
        if not before <= paragraph.start < paragraph.end <= len(article.text):
            raise ValueError("a paragraph does not lie in the text")
        before = paragraph.start
