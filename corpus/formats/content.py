"""What a reader gives of a file, whatever its format."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from corpus.article import Paragraph
from corpus.fields.metadata import Metadata


@dataclass(frozen=True, slots=True)
class Content:
    """What a file says. `text` and `paragraphs` are as in `Article`; no paragraphs if it holds
    nothing to quote.

    `warnings` tell the owner what was left out, beside those of `metadata`. `encoding` is the one
    that the bytes were decoded with, by its name in Python, None if the format is no text;
    `is_encoding_guessed` is whether nothing but the bytes themselves spoke for it. `format` is
    what the file turned out to be where that is not what its ending says, such as "subtitles".
    `parted` is where paragraphs begin that stand below a rule, of pages alone. `is_title_stated` is
    whether front matter says what it is called, so that even a number is its title.
    """

    metadata: Metadata
    text: str
    paragraphs: tuple[Paragraph, ...]
    warnings: tuple[str, ...] = ()
    encoding: str | None = None
    is_encoding_guessed: bool = False
    format: str | None = None
    parted: frozenset[int] = frozenset()
    is_title_stated: bool = False


Reader: TypeAlias = Callable[[bytes, str], Content]
"""Takes the bytes of a file and its name, the path below the corpus folder.

It raises `ArticleError` for a file that cannot be read. Its work grows with the length of the file
and no faster.
"""
