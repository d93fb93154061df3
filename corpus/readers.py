"""One reader a format: the bytes of a file to an `Article`."""

import re
from collections.abc import Callable

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from corpus.article import Article, Paragraph
from corpus.decoding import DecodingError, decode_text
from corpus.markdown import parse_markdown
from corpus.metadata import Metadata, MetadataError, clean_line, parse_metadata
from corpus.plain_text import parse_plain_text
from corpus.sentences import split_sentences

_Parser = Callable[[str], tuple[Metadata, str, tuple[Paragraph, ...]]]

_PARSERS: dict[str, _Parser] = {
    ".md": parse_markdown,
    ".markdown": parse_markdown,
    ".txt": parse_plain_text,
}
SUFFIXES = tuple(_PARSERS)
"""Endings of the files that can be read, in lower case."""

_MOST_DERIVED_TITLE_CHARACTERS = 80
_DATELINE = re.compile(r"[^\W\d_][\w .,'’()/-]{1,60}?(?::|\s[–—-]{1,2})\s+(?=\S)")


class ArticleError(ValueError):
    """A file from which no article can be read; the text says why."""


def read_article(data: bytes, article_id: str) -> tuple[Article, tuple[str, ...]]:
    """The article that the file `article_id` holds, and warnings about what was left out of it.

    :raises ArticleError: if it is empty, in no readable encoding, or its front matter is broken.
    """
    suffix = article_id[article_id.rfind(".") :].casefold()
    try:
        fields, body = _split_front_matter(decode_text(data))
        stated = parse_metadata(fields)
        found, text, paragraphs = _PARSERS[suffix](body)
    except (DecodingError, MetadataError) as exc:
        raise ArticleError(str(exc)) from exc
    if not paragraphs:
        raise ArticleError("holds no text" if body.strip() else "is empty")
    metadata = stated.filled_from(found)
    article = Article(
        id=article_id,
        title=metadata.title or _derive_title(text, paragraphs, metadata.language),
        text=text,
        paragraphs=paragraphs,
        source=metadata.source,
        author=metadata.author,
        published=metadata.published,
        url=metadata.url,
        language=metadata.language,
        based_on=metadata.based_on,
    )
    return article, metadata.warnings


def _split_front_matter(text: str) -> tuple[dict[str, object], str]:
    try:
        post = frontmatter.loads(text.lstrip("\n"), handler=YAMLHandler())
    except (yaml.YAMLError, RecursionError) as exc:
        mark = getattr(exc, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        raise ArticleError(f"front matter is no valid YAML{where}") from exc
    except ValueError as exc:  # YAML makes a date of 2024-02-31 and stumbles over it
        raise ArticleError(f"front matter: {exc}") from exc
    if not post.metadata:
        return {}, text
    return dict(post.metadata), post.content


def _derive_title(text: str, paragraphs: tuple[Paragraph, ...], language: str | None) -> str:
    """The first sentence without its dateline, cut at a word."""
    paragraph = text[paragraphs[0].start : paragraphs[0].end]
    dateline = _DATELINE.match(paragraph)
    if dateline and len(dateline[0].split()) <= 6:
        paragraph = paragraph[dateline.end() :]
    start, end = split_sentences(paragraph, language)[0]
    sentence = clean_line(paragraph[start:end])
    if len(sentence) <= _MOST_DERIVED_TITLE_CHARACTERS:
        return sentence.rstrip(".。")
    cut = sentence[: _MOST_DERIVED_TITLE_CHARACTERS - 1]
    return (cut.rsplit(maxsplit=1)[0] if " " in cut[40:] else cut).rstrip(" ,;:–—-") + "…"
