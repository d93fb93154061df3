"""Text files of a known shape or markup, told by their content; others are plain text."""

import re
from collections.abc import Callable
from typing import TypeAlias

from corpus.article import ArticleError, Paragraph
from corpus.fields.metadata import Metadata
from corpus.formats.asciidoc import looks_like_asciidoc, parse_asciidoc
from corpus.formats.content import Content
from corpus.formats.heads.sibling_titles import put_back
from corpus.formats.plain_text import parse_body, parse_plain_text
from corpus.formats.rest import looks_like_rest, parse_rest
from corpus.formats.shapes.chat import parse_chat
from corpus.formats.shapes.comments import strip_comment_signs
from corpus.formats.shapes.dokuwiki import strip_dokuwiki_markup
from corpus.formats.shapes.gutenberg import strip_gutenberg
from corpus.formats.shapes.mail import read_written, strip_mail
from corpus.formats.shapes.mail_leads import ask_questions
from corpus.formats.shapes.mail_writers import name_quoted
from corpus.formats.shapes.manual.manual import parse_manual
from corpus.formats.shapes.package_head import split_package_head
from corpus.formats.shapes.subtitles import parse_subtitles
from corpus.formats.shapes.vim_help import strip_help_marks
from corpus.formats.shapes.wiki import strip_wiki_markup
from corpus.formats.text_format import Parser, read_text
from corpus.formats.wiki.page_copy import strip_wikipedia_copy

_SHAPES = (parse_manual, parse_subtitles, parse_chat)
_Wrapping: TypeAlias = Callable[[str], tuple[Metadata, str] | None]
_WRAPPINGS: tuple[_Wrapping, ...] = (
    strip_comment_signs,
    strip_gutenberg,
    strip_mail,
    strip_dokuwiki_markup,
    strip_help_marks,
    strip_wiki_markup,
    strip_wikipedia_copy,
)

_NAMES_ANOTHER = re.compile(r"(?:(?:['.]\\\".*)?\n)*\.so [^\n]*\s*")
"""A page that is nothing but comments and what it is to be read from."""
_LOG_LINES = 50
_LOG_HEAD = 40
"""Characters of a line that its time stands in."""
_LOG_TIME = re.compile(r"\d{1,2}:\d{2}:\d{2}")


def read_shaped_text(data: bytes, name: str) -> Content:
    """The content of a text file of any shape, with front matter or without.

    :raises ArticleError: as `read_text`.
    """
    return read_text(data, parse_shaped_text)


def read_manual(data: bytes, name: str) -> Content:
    """The content of a file named like a manual page, "tar.1": of one, its source or as a terminal
    shows it, or of any other text, such as version 2.1 of a licence.

    :raises ArticleError: if it only names another page, is a log, of which ".1" is the number, or
        no text; as `read_text`.
    """
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ArticleError("it is named like a page of the manual, and is no text")
    return read_text(data, _parse_manual_or_text)


def _parse_manual_or_text(text: str) -> tuple[Metadata, str, tuple[Paragraph, ...]]:
    if _NAMES_ANOTHER.fullmatch(text):
        raise ArticleError("it only names another page of the manual")
    parsed = parse_manual(text)
    if parsed is None and _is_log(text):
        raise ArticleError("it is named like a page of the manual, and is a log")
    return parsed or parse_shaped_text(text)


def _is_log(text: str) -> bool:
    """Whether most of the first lines of `text` begin with a time of day to the second."""
    lines = [line for line in text.split("\n", _LOG_LINES)[:_LOG_LINES] if line.strip()]
    return 2 * sum(bool(_LOG_TIME.search(line[:_LOG_HEAD])) for line in lines) > len(lines)


def parse_shaped_text(text: str) -> tuple[Metadata, str, tuple[Paragraph, ...]]:
    """As `parse_plain_text`, of a text of any shape."""
    if package := split_package_head(text):
        return _read_described(*package)
    for parse in _SHAPES:
        parsed = parse(text)
        if parsed is not None:
            return parsed
    return _parse_wrapped(text, _WRAPPINGS)


def parse_mail(text: str) -> tuple[Metadata, str, tuple[Paragraph, ...]]:
    """As `parse_shaped_text`, of what is certainly a mail: headers, of which From, Date and Subject
    are there, and below a blank line what is written."""
    return _parse_wrapped(text, (strip_mail,))


def _parse_wrapped(
    text: str, wrappings: tuple[_Wrapping, ...]
) -> tuple[Metadata, str, tuple[Paragraph, ...]]:
    stated = Metadata()
    written: list[str] = []
    for strip in wrappings:
        stripped = strip(text)
        if stripped is not None:
            written = read_written(text) if strip is strip_mail else written
            stated, text = stated.filled_from(stripped[0]), stripped[1]
    parser = _find_parser(text)
    parser = parse_body if written and parser is parse_plain_text else parser
    found, text, paragraphs = parser(text)
    if written:
        if found.title and found.title != stated.title:
            paragraphs = put_back(found.title, paragraphs)
        paragraphs = name_quoted(written, text, ask_questions(text, paragraphs))
    return stated.filled_from(found), text, paragraphs


def _read_described(
    stated: Metadata, description: str, is_markdown: bool
) -> tuple[Metadata, str, tuple[Paragraph, ...]]:
    from corpus.formats.markdown.reader import parse_markdown  # only here its library is needed

    parse = parse_markdown if is_markdown else _find_parser(description)
    found, text, paragraphs = parse(description)
    return found.filled_from(stated), text, paragraphs


def _find_parser(text: str) -> Parser:
    if looks_like_asciidoc(text):
        return parse_asciidoc
    return parse_rest if looks_like_rest(text) else parse_plain_text
