"""The bytes of a file to an `Article`, whatever its format."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from corpus.article import Article, ArticleError, Paragraph
from corpus.bounds import bound_article, bound_warnings
from corpus.formats.content import Content, Reader
from corpus.formats.registry import find_format, find_reader
from corpus.normalization import clean_line
from corpus.structure.language import detect_language
from corpus.structure.sentences import split_sentences

logger = logging.getLogger(__name__)

_MAX_DERIVED_TITLE_CHARACTERS = 80
_DATELINE = re.compile(r"[^\W\d_][\w .,'’()/-]{1,60}?(?::|\s[–—-]{1,2})\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of a file: its article, and what there is to tell its owner.

    `warnings` are about what was left out. `format` is a name such as "markdown"; `encoding` and
    `is_encoding_guessed` are as in `Content`. `has_title` is whether the file states its title.
    """

    article: Article
    warnings: tuple[str, ...]
    format: str | None
    encoding: str | None = None
    is_encoding_guessed: bool = False
    has_title: bool = False


def read_file(data: bytes, article_id: str, reader: Reader | None = None) -> Reading:
    """What the file `article_id` holds. `reader` is that of the name's ending unless it is given.

    :raises ArticleError: as `read_content` and `make_article`.
    :raises MemoryError: if it needs more memory than there is.
    """
    content = read_content(data, article_id, reader)
    article, cut = bound_article(make_article(content, article_id))
    return Reading(
        article=article,
        warnings=bound_warnings((*content.metadata.warnings, *content.warnings, *cut)),
        format=content.format or find_format(article_id),
        encoding=content.encoding,
        is_encoding_guessed=content.is_encoding_guessed,
        has_title=content.metadata.title is not None,
    )


def read_article(
    data: bytes, article_id: str, reader: Reader | None = None
) -> tuple[Article, tuple[str, ...]]:
    """The article that the file `article_id` holds, and warnings about what was left out of it, as
    `read_file` has them. A file by a stranger is read by a `ContainedReader`.

    :raises ArticleError, MemoryError: as `read_file`.
    """
    reading = read_file(data, article_id, reader)
    return reading.article, reading.warnings


def read_content(data: bytes, name: str, reader: Reader | None = None) -> Content:
    """What the file `name` says, as its reader finds it.

    :raises ArticleError: if it cannot be read, by whatever goes wrong: a file by a stranger may
        hold what nobody thought of.
    """
    with _giving_reasons(name):
        return (reader or find_reader(name))(data, name)


def make_article(content: Content, article_id: str) -> Article:
    """The article of what the file `article_id` says. A title that it does not state is its first
    sentence, its language is detected.

    :raises ArticleError: if it says nothing, or for anything else that goes wrong.
    """
    with _giving_reasons(article_id):
        if not content.paragraphs:
            raise ArticleError("holds no text")
        metadata, text = content.metadata, content.text
        return Article(
            id=article_id,
            title=metadata.title
            or _derive_title(text, content.paragraphs, metadata.language)
            or clean_line(article_id),
            text=text,
            paragraphs=content.paragraphs,
            source=metadata.source,
            author=metadata.author,
            published=metadata.published,
            url=metadata.url,
            language=metadata.language or detect_language(text),
            based_on=metadata.based_on,
            fields=metadata.fields,
        )


@contextmanager
def _giving_reasons(name: str) -> Iterator[None]:
    """Turns whatever goes wrong with the file `name` into an `ArticleError`, but for want of
    memory, of which the process may not have enough any more."""
    try:
        yield
    except (ArticleError, MemoryError):
        raise
    except Exception as exc:
        logger.debug("%s cannot be read", name, exc_info=True)
        raise ArticleError(f"cannot be read: {type(exc).__name__}") from exc


def _derive_title(text: str, paragraphs: tuple[Paragraph, ...], language: str | None) -> str:
    """The first sentence without its dateline, cut at a word; empty if nothing in it shows."""
    paragraph = text[paragraphs[0].start : paragraphs[0].end]
    dateline = _DATELINE.match(paragraph)
    if dateline and len(dateline[0].split()) <= 6:
        paragraph = paragraph[dateline.end() :]
    start, end = split_sentences(paragraph, language)[0]
    sentence = clean_line(paragraph[start:end])
    if len(sentence) <= _MAX_DERIVED_TITLE_CHARACTERS:
        return sentence.rstrip(".。") or sentence
    cut = sentence[: _MAX_DERIVED_TITLE_CHARACTERS - 1]
    return (cut.rsplit(maxsplit=1)[0] if " " in cut[40:] else cut).rstrip(" ,;:–—-") + "…"
