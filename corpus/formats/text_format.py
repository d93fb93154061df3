"""What the formats that are text have in common: an encoding, and front matter at the top."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from corpus.article import ArticleError, Paragraph
from corpus.fields.metadata import Metadata, parse_metadata
from corpus.formats.content import Content
from corpus.formats.decoding import decode_text
from corpus.formats.heads.front_matter import FrontMatter, split_front_matter
from corpus.formats.short_lines import join_short_lines

Parser: TypeAlias = Callable[[str], tuple[Metadata, str, tuple[Paragraph, ...]]]
"""Takes the text below the front matter and gives what that says of itself, the text without its
markup, and its paragraphs."""


def read_text(
    data: bytes,
    parse: Parser,
    *,
    has_front_matter: bool = True,
    check: Callable[[Mapping[str, object]], None] = lambda fields: None,
) -> Content:
    """The content of a text file: decoded, its front matter taken off if it may have any, the rest
    parsed. What front matter states wins over what `parse` finds. `check` raises ArticleError if a
    file that states such fields is no article.

    :raises ArticleError: if it is blank, in no readable encoding, or a draft, or `check` does.
    """
    decoded = decode_text(data)
    if not decoded.text.strip():
        raise ArticleError("it is empty")
    front = FrontMatter({}, decoded.text)
    if has_front_matter:
        front = split_front_matter(decoded.text)
    check(front.fields)
    stated = parse_metadata(front.fields)
    body, joined = join_short_lines(front.body)
    found, text, paragraphs = parse(body)
    return Content(
        metadata=stated.filled_from(found),
        text=text,
        paragraphs=paragraphs,
        warnings=decoded.doubts + front.warnings + _tell_joined(joined),
        encoding=decoded.encoding,
        is_encoding_guessed=decoded.is_guess,
        is_title_stated=stated.title is not None,
    )


def _tell_joined(count: int) -> tuple[str, ...]:
    """That so many lines are read as one text, if there are any."""
    return (f"{count} very short lines are read as running text",) if count else ()
