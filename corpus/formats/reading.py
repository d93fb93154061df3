"""One reader a format: the bytes of a file to an `Article`."""

import logging
import re
from collections.abc import Callable

from corpus.article import Article, ArticleError, Paragraph
from corpus.formats.decoding import DecodingError, decode_text
from corpus.formats.front_matter import FrontMatterError, split_front_matter
from corpus.formats.markdown import MarkdownError, parse_markdown
from corpus.formats.plain_text import parse_plain_text
from corpus.metadata import Metadata, MetadataError, parse_metadata
from corpus.normalization import clean_line
from corpus.structure.language import detect_language
from corpus.structure.sentences import split_sentences

logger = logging.getLogger(__name__)

_Parser = Callable[[str], tuple[Metadata, str, tuple[Paragraph, ...]]]

_PARSERS: dict[str, _Parser] = {
    ".md": parse_markdown,
    ".markdown": parse_markdown,
    ".txt": parse_plain_text,
}
SUFFIXES = tuple(_PARSERS)
"""Endings of the files that can be read, in lower case."""

_MAX_DERIVED_TITLE_CHARACTERS = 80
_DATELINE = re.compile(r"[^\W\d_][\w .,'’()/-]{1,60}?(?::|\s[–—-]{1,2})\s+(?=\S)")


def read_article(data: bytes, article_id: str) -> tuple[Article, tuple[str, ...]]:
    """The article that the file `article_id` holds, and warnings about what was left out of it.

    :raises ArticleError: if it is empty, in no readable encoding, or its front matter is broken;
        also if anything else goes wrong, as a file by a stranger may hold what nobody thought of.
    """
    try:
        return _read_article(data, article_id)
    except ArticleError:
        raise
    except (DecodingError, FrontMatterError, MarkdownError, MetadataError) as exc:
        raise ArticleError(str(exc)) from exc
    except Exception as exc:
        logger.debug("%s cannot be read", article_id, exc_info=True)
        raise ArticleError(f"cannot be read: {type(exc).__name__}") from exc


def _read_article(data: bytes, article_id: str) -> tuple[Article, tuple[str, ...]]:
    suffix = article_id[article_id.rfind(".") :].casefold()
    content = decode_text(data)
    fields, body = split_front_matter(content)
    stated = parse_metadata(fields)
    found, text, paragraphs = _PARSERS[suffix](body)
    if not paragraphs:
        raise ArticleError("holds no text" if content.strip() else "is empty")
    metadata = stated.filled_from(found)
    article = Article(
        id=article_id,
        title=metadata.title
        or _derive_title(text, paragraphs, metadata.language)
        or clean_line(article_id),
        text=text,
        paragraphs=paragraphs,
        source=metadata.source,
        author=metadata.author,
        published=metadata.published,
        url=metadata.url,
        language=metadata.language or detect_language(text),
        based_on=metadata.based_on,
    )
    return article, metadata.warnings


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
