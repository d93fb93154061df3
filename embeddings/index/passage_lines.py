"""The lines above a passage, which say what it is about without being part of it."""

import functools
from collections.abc import Iterator
from enum import IntEnum
from itertools import islice
from pathlib import PurePosixPath

import regex

from corpus import Article, Described, Passage, clean_line
from embeddings.words.analysis import split_words
from embeddings.words.number_words import find_numbers, spell_number

MAX_HEADINGS = 6
"""Of those above a passage, the innermost."""
_MAX_CONTEXT_LINES = 3
_MAX_CHARACTERS = 300
"""Of a line: every passage below it is compared with all of its tokens."""
_MAX_SPELT = 4
"""Numbers of a line that are written in other ways, too."""
_KEPT = 256
"""Lines that were read last: for one question those of the same passages are, again and again."""
_NAME_SEPARATORS = regex.compile(r"[\W_]+|(?<=\p{Ll})(?=\p{Lu})")


class LineKind(IntEnum):
    """What a line is to the passages below it."""

    TITLE = 0
    NAME = 1
    """The words of the article's file name and folders."""
    SPEAKER = 2
    HEADING = 3
    LABEL = 4
    CONTEXT = 5


def find_lines(passage: Passage, article: Described) -> list[tuple[LineKind, str]]:
    """What stands above `passage`: the article's title, the words of its file's name, who speaks,
    the innermost headings and the label, with their numbers in other ways of writing them, and the
    first spans of its context, if `article` is given with its text. Each is one line of bounded
    length that holds a word."""
    label = [passage.label] if passage.label else []
    found = [
        (LineKind.TITLE, article.title),
        (LineKind.NAME, split_name(article.id)),
        (LineKind.SPEAKER, passage.speaker or ""),
        *((LineKind.HEADING, heading) for heading in passage.headings[-MAX_HEADINGS:]),
        *((LineKind.LABEL, text) for text in label),
        *((LineKind.CONTEXT, text) for text in _cut_context(passage, article)),
    ]
    lines = ((kind, _write_line(kind, text, article.language)) for kind, text in found)
    return [(kind, line) for kind, line in lines if any(map(str.isalnum, line))]


@functools.lru_cache(maxsize=_KEPT)
def split_name(article_id: str) -> str:
    """The words of an article's path, without its ending."""
    return split_path(PurePosixPath(article_id[-_MAX_CHARACTERS:]).with_suffix(""))


def split_path(path: PurePosixPath) -> str:
    """The words of a path."""
    return clean_line(_NAME_SEPARATORS.sub(" ", str(path)))


def _cut_context(passage: Passage, article: Described) -> Iterator[str]:
    if not isinstance(article, Article):
        return
    for start, end in passage.context[:_MAX_CONTEXT_LINES]:
        yield article.text[start : min(end, start + _MAX_CHARACTERS)]


@functools.lru_cache(maxsize=_KEPT)
def _write_line(kind: LineKind, text: str, language: str | None) -> str:
    line = clean_line(text[:_MAX_CHARACTERS])
    if kind not in {LineKind.HEADING, LineKind.LABEL}:
        return line
    numbers = islice((n for n in find_numbers(line) if n.isdigit()), _MAX_SPELT)
    spelt = [form for number in numbers for form in spell_number(int(number), language)]
    words = set(split_words(line))
    return " ".join([line, *(form for form in spelt if form.casefold() not in words)])
