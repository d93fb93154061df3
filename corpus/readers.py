"""One reader a format: the bytes of a file to an `Article`."""

import re
from collections.abc import Callable

import yaml
from frontmatter.default_handlers import YAMLHandler

from corpus.article import Article, Paragraph
from corpus.decoding import DecodingError, decode_text
from corpus.language import detect_language
from corpus.markdown import parse_markdown
from corpus.metadata import Metadata, MetadataError, clean_line, parse_metadata
from corpus.plain_text import parse_plain_text
from corpus.sentences import split_sentences

_Parser = Callable[[str], tuple[Metadata, str, tuple[Paragraph, ...]]]

_SURROGATES = re.compile(
    r"(?<!\\)(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)
"""Escapes, of JSON and of YAML between double quotation marks, for halves of a character."""

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
        content = decode_text(data)
        fields, body = _split_front_matter(content)
        stated = parse_metadata(fields)
        found, text, paragraphs = _PARSERS[suffix](body)
    except (DecodingError, MetadataError) as exc:
        raise ArticleError(str(exc)) from exc
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


def _split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """The fields between two lines of hyphens at the very top, and the text below them."""
    handler = YAMLHandler()
    start = len(text) - len(text.lstrip("\n"))
    if not handler.detect(text[start:]):
        return {}, text
    try:
        front, body = handler.split(text[start:])
    except ValueError:  # nothing closes it: a rule above the text
        return {}, text
    try:
        # Every value as it was written: `no` is a language, 1984 a title, and whether there is a
        # 31st of February is for us to say.
        fields = yaml.load(_SURROGATES.sub(_join_escapes, front), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as exc:
        mark = getattr(exc, "problem_mark", None)
        where = f" in line {start + mark.line + 1}" if mark else ""
        raise ArticleError(f"front matter is no valid YAML{where}") from exc
    if not isinstance(fields, dict):
        return {}, text
    return {str(name).casefold(): value for name, value in fields.items()}, body


def _join_escapes(match: re.Match[str]) -> str:
    """The character that two escapes mean together, as in "\\ud83d\\ude00" by a writer of JSON, or
    the mark of an unknown one: YAML takes each for a character, which no file can hold."""
    units = [int(unit, 16) for unit in re.findall("[0-9a-fA-F]{4}", match[0])]
    data = b"".join(unit.to_bytes(2, "big") for unit in units)
    return data.decode("utf-16-be", "replace")


def _derive_title(text: str, paragraphs: tuple[Paragraph, ...], language: str | None) -> str:
    """The first sentence without its dateline, cut at a word; empty if nothing in it shows."""
    paragraph = text[paragraphs[0].start : paragraphs[0].end]
    dateline = _DATELINE.match(paragraph)
    if dateline and len(dateline[0].split()) <= 6:
        paragraph = paragraph[dateline.end() :]
    start, end = split_sentences(paragraph, language)[0]
    sentence = clean_line(paragraph[start:end])
    if len(sentence) <= _MOST_DERIVED_TITLE_CHARACTERS:
        return sentence.rstrip(".。") or sentence
    cut = sentence[: _MOST_DERIVED_TITLE_CHARACTERS - 1]
    return (cut.rsplit(maxsplit=1)[0] if " " in cut[40:] else cut).rstrip(" ,;:–—-") + "…"
