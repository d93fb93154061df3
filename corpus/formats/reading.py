"""The bytes of a file to an `Article`, whatever its format."""

import errno
import logging
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from corpus.article import Article, ArticleError
from corpus.bounds import bound_article, bound_warnings
from corpus.collecting import collecting_later
from corpus.fields.dates import date_in_path
from corpus.fields.metadata import is_web_url
from corpus.formats.content import Content, Reader
from corpus.formats.heads.sibling_titles import is_one_of_many
from corpus.formats.registry import find_format, find_reader
from corpus.normalization import clean_line
from corpus.structure.language import choose_language
from corpus.structure.opinions import head_opinions
from corpus.structure.signs import is_seen
from corpus.titles import is_telling, name_subject, title_of_name, title_of_text

logger = logging.getLogger(__name__)

_OF_THE_MACHINE = frozenset(
    {errno.ENOENT, errno.ENOSPC, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.EIO}
    | {errno.EFBIG, errno.EDQUOT, errno.ENOMEM, errno.EACCES, errno.EPERM}
)
"""What the system says where a library has no place for a file of its own; no file that a text
could name is opened."""
_MAX_NAMED_FIELDS = 5
"""Of a head without a text, that are named."""


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
    with collecting_later():
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
    """The article of what the file `article_id` says. A title that it does not state is the
    file's name, if that has words, or its first sentence; a day that it does not state is that of
    its path, and its language is detected.

    :raises ArticleError: if it says nothing, or for anything else that goes wrong.
    """
    with _giving_reasons(article_id):
        content = _leave_out_unseen(content)
        headed = head_opinions(content.text, content.paragraphs)
        content = replace(content, paragraphs=headed)
        if not content.paragraphs:
            raise ArticleError(_describe_lack(content))
        metadata, text = content.metadata, content.text
        language = choose_language(metadata.language, text)
        return Article(
            id=article_id,
            title=_choose_title(content, article_id, language),
            text=text,
            paragraphs=content.paragraphs,
            source=metadata.source,
            author=metadata.author,
            published=metadata.published or date_in_path(article_id),
            url=metadata.url,
            language=language,
            based_on=metadata.based_on,
            fields=metadata.fields,
        )


def _leave_out_unseen(content: Content) -> Content:
    """`content` without paragraphs of which nothing can be seen: a quote of one would be empty."""
    text = content.text
    if text.isascii():  # a paragraph is not blank
        return content
    seen = tuple(p for p in content.paragraphs if is_seen(text, p.start, p.end))
    return content if len(seen) == len(content.paragraphs) else replace(content, paragraphs=seen)


def _describe_lack(content: Content) -> str:
    """Why there is nothing to quote in `content`: nothing at all, or only what it says of
    itself."""
    metadata = content.metadata
    stated = {
        "title": metadata.title,
        "author": metadata.author,
        "publisher": metadata.source,
        "date": metadata.published,
        "address": metadata.url,
        "language": metadata.language,
        "works": metadata.based_on,
        **dict(metadata.fields[:_MAX_NAMED_FIELDS]),
    }
    names = [name for name, value in stated.items() if value]
    if names:
        return f"holds no text but headings or fields ({', '.join(names)})"
    return f"holds no text{' but headings or fields' if _has_words(content.text) else ''}"


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


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
        if isinstance(exc, OSError) and exc.errno in _OF_THE_MACHINE and exc.filename is None:
            raise ArticleError(f"cannot be read: {exc.strerror}", is_unreadable=True) from exc
        raise ArticleError(f"cannot be read: {type(exc).__name__}") from exc


def _choose_title(content: Content, article_id: str, language: str | None) -> str:
    metadata = content.metadata
    if metadata.title and content.is_title_stated and metadata.title.isdecimal():
        return metadata.title
    if metadata.title and is_telling(metadata.title):
        return name_subject(metadata.title, article_id)
    first_sentence = title_of_text(content.text, content.paragraphs, language)
    stated = metadata.title
    if stated and (is_web_url(stated) or all(map(_is_mark, stated))):
        stated = None
    if named := title_of_name(article_id):
        return named
    # An item of a list at the top of a "TODO" is not what it is about.
    is_said = content.paragraphs[0].kind == "prose" and is_telling(first_sentence)
    is_said = is_said and not is_one_of_many(first_sentence, content.text, content.paragraphs)
    title = stated or (first_sentence if is_said else PurePosixPath(article_id).stem)
    return name_subject(title, article_id) or clean_line(article_id)


def _is_mark(character: str) -> bool:
    """Whether `character` is punctuation or blank: a "[" that was left of a mistake is no title."""
    return unicodedata.category(character)[0] in "PZC"
